/* Builds the grid: options with their times, costs and open days; commodities and their classes;
 * coefficients by site or link and day, each rounded up once (docs/reference/rules.md, Points).
 * Cost: O(options × days + sites × days + commodities × classes). */
#include "grid/grid.h"

#include "base/array.h"
#include "grid/way.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SELF_DUTY_MIN = 12 * 60 };

typedef struct builder {
    const onward_scenario *scenario;
    ow_grid *grid;
    OW_VECTOR(ow_option) options;
    int failed;
} builder;

/* ---- coefficients ---- */

/* Wide enough for a product of three coefficients. */
__extension__ typedef __int128 wide;

/* ⌈a × b × c⌉ of three decimals in thousandths, as thousandths. */
static int64_t product_milli(int64_t a_milli, int64_t b_milli, int64_t c_milli) {
    wide product = (wide)a_milli * b_milli * c_milli;
    return (int64_t)((product + 999999) / 1000000);
}

static void fill_coefficients(ow_grid *grid) {
    const onward_scenario *s = grid->scenario;
    for (uint32_t i = 0; i < s->sites_count; i++)
        for (uint32_t d = 0; d < s->days; d++)
            grid->rate_milli[i * s->days + d] =
                product_milli(s->sites[i].risk_milli, s->site_factor_milli[i * s->days + d],
                              s->points_per_person_day_milli);
    for (uint32_t i = 0; i < s->links_count; i++)
        for (uint32_t d = 0; d < s->days; d++)
            grid->crossing_milli[i * s->days + d] =
                product_milli(s->links[i].risk_milli, s->link_factor_milli[i * s->days + d], 1000);
}

/* ⌈cost_per_h × c / 60 × points_per_1000_cost / 1000⌉ in thousandths. */
static int64_t lift_milli(const onward_scenario *s, const ow_fleet *fleet, int64_t cycle_min) {
    wide product = (wide)fleet->cost_milli_per_h * cycle_min * s->points_per_1000_cost_milli;
    const wide divisor = (wide)60 * 1000 * 1000;
    return (int64_t)((product + divisor - 1) / divisor);
}

/* ---- options ---- */

static int permission_fits(const ow_permission *p, const ow_link *link, uint32_t link_index) {
    return (p->mode == OW_NONE || p->mode == link->mode) &&
           (p->link == OW_NO_INDEX || p->link == link_index) && p->missions_per_day > 0;
}

static void push_option(builder *b, ow_option option) {
    if (!OW_PUSH(&b->options, option)) b->failed = 1;
}

/* One option a permission that fits, or one without where none is needed. fleet_party OW_NO_INDEX:
 * the permission's party binds the load instead. */
static void push_permitted(builder *b, ow_option option, uint32_t fleet_party) {
    const onward_scenario *s = b->scenario;
    const ow_link *link = &s->links[option.link];
    if (!link->touches_host || !(s->permission_modes >> link->mode & 1)) {
        push_option(b, option);
        return;
    }
    for (uint32_t i = 0; i < s->permissions_count; i++) {
        const ow_permission *p = &s->permissions[i];
        if (!permission_fits(p, link, option.link)) continue;
        if (fleet_party != OW_NO_INDEX && p->party != OW_NO_INDEX && p->party != fleet_party)
            continue;
        option.permission = i;
        option.party = fleet_party == OW_NO_INDEX ? p->party : OW_NO_INDEX;
        push_option(b, option);
    }
}

static ow_option fleet_option(const onward_scenario *s, const ow_fleet_link *row, uint32_t from,
                              uint32_t to, const int64_t *empty) {
    const ow_fleet *fleet = &s->fleets[row->fleet];
    ow_way way;
    ow_way_mission(&way, s, row, from, to, empty);
    ow_option o = {.link = row->link,
                   .from = from,
                   .to = to,
                   .fleet = row->fleet,
                   .permission = OW_NO_INDEX,
                   .party = OW_NO_INDEX};
    o.backward = from != s->links[row->link].from_site;
    o.lag = (uint32_t)ow_mul_div_ceil(way.mission_min, 1, fleet->duty_min);
    o.busy = (uint32_t)ow_mul_div_ceil(way.cycle_min, 1, fleet->duty_min);
    if (o.lag < 1) o.lag = 1;
    if (o.busy < 1) o.busy = 1;
    o.cycle_min = way.cycle_min;
    o.lift_milli = lift_milli(s, fleet, way.cycle_min);
    o.people_max = fleet->people_max;
    o.payload_kg = fleet->payload_kg;
    o.area_milli_m2 = fleet->area_milli_m2;
    o.escorted = fleet->convoy_max > 0 && fleet->mode == OW_MODE_road;
    return o;
}

static int add_fleet_direction(builder *b, const ow_fleet_link *row, int backward, int64_t *empty) {
    const onward_scenario *s = b->scenario;
    const ow_fleet *fleet = &s->fleets[row->fleet];
    const ow_link *link = &s->links[row->link];
    uint32_t from = backward ? link->to_site : link->from_site;
    uint32_t to = backward ? link->from_site : link->to_site;
    if (fleet->home_site == OW_NO_INDEX && !ow_way_empty(empty, s, row->fleet, from)) return 0;
    push_permitted(b, fleet_option(s, row, from, to, empty), fleet->party);
    return 1;
}

static int add_fleet_options(builder *b) {
    const onward_scenario *s = b->scenario;
    int64_t *empty = calloc(s->sites_count, sizeof *empty);
    int fine = empty != NULL;
    for (uint32_t f = 0; fine && f < s->fleets_count; f++) {
        const ow_fleet *fleet = &s->fleets[f];
        if (fleet->home_site != OW_NO_INDEX) fine = ow_way_empty(empty, s, f, fleet->home_site);
        for (uint32_t i = 0; fine && i < fleet->links_count; i++) {
            const ow_fleet_link *row = &s->fleet_links[fleet->links_first + i];
            fine = add_fleet_direction(b, row, 0, empty);
            if (fine && s->links[row->link].both_ways) fine = add_fleet_direction(b, row, 1, empty);
        }
    }
    free(empty);
    return fine;
}

static void add_self_option(builder *b, uint32_t link_index, int backward, int64_t speed) {
    const ow_link *link = &b->scenario->links[link_index];
    int64_t way =
        link->one_way_min >= 0 ? link->one_way_min : ow_mul_div_ceil(60, link->distance_m, speed);
    ow_option o = {.link = link_index,
                   .fleet = OW_SELF,
                   .permission = OW_NO_INDEX,
                   .party = OW_NO_INDEX,
                   .busy = 1,
                   .drive_milli_km_h = speed};
    o.from = backward ? link->to_site : link->from_site;
    o.to = backward ? link->from_site : link->to_site;
    o.backward = (uint8_t)backward;
    o.lag = (uint32_t)ow_mul_div_ceil(way, 1, SELF_DUTY_MIN);
    if (o.lag < 1) o.lag = 1;
    o.people_max = o.payload_kg = o.area_milli_m2 = OW_UNLIMITED;
    push_permitted(b, o, OW_NO_INDEX);
}

static int speed_is_new(const onward_scenario *s, uint32_t item) {
    for (uint32_t i = 0; i < item; i++)
        if (s->items[i].drives && s->items[i].drive_milli_km_h == s->items[item].drive_milli_km_h)
            return 0;
    return 1;
}

static void add_self_options(builder *b) {
    const onward_scenario *s = b->scenario;
    for (uint32_t i = 0; i < s->items_count; i++) {
        if (!s->items[i].drives || !speed_is_new(s, i)) continue;
        for (uint32_t l = 0; l < s->links_count; l++) {
            if (s->links[l].mode != OW_MODE_road) continue;
            add_self_option(b, l, 0, s->items[i].drive_milli_km_h);
            if (s->links[l].both_ways) add_self_option(b, l, 1, s->items[i].drive_milli_km_h);
        }
    }
}

/* ---- open days ---- */

static int resources_open(const onward_scenario *s, const ow_option *o, uint32_t d) {
    const uint32_t arrival = d + o->lag - 1;
    const int64_t mode = s->links[o->link].mode;
    if (s->link_closed[o->link * s->days + d] || s->site_closed[o->from * s->days + d] ||
        s->site_closed[o->to * s->days + d] || s->links[o->link].missions_per_day < 1)
        return 0;
    return s->site_capacity[(o->from * OW_MODE_COUNT + (uint32_t)mode) * s->days + d] > 0 &&
           s->site_capacity[(o->to * OW_MODE_COUNT + (uint32_t)mode) * s->days + arrival] > 0;
}

static int vehicles_open(const onward_scenario *s, const ow_option *o, uint32_t d) {
    if (o->fleet == OW_SELF) return 1;
    for (uint32_t t = d; t < s->days && t < d + o->busy; t++)
        if (s->vehicles[o->fleet * s->days + t] < 1) return 0;
    return 1;
}

static int permission_open(const onward_scenario *s, const ow_option *o, uint32_t d) {
    if (o->permission == OW_NO_INDEX) return 1;
    const ow_permission *p = &s->permissions[o->permission];
    return (int64_t)d >= p->first_day && (int64_t)d + o->lag - 1 <= p->last_day;
}

static int option_open(const onward_scenario *s, const ow_option *o, uint32_t d) {
    return d + o->lag <= s->days && resources_open(s, o, d) && vehicles_open(s, o, d) &&
           permission_open(s, o, d);
}

/* Drops options that are open on no day, and groups the rest by their first site. */
static int settle_options(builder *b) {
    ow_grid *grid = b->grid;
    const onward_scenario *s = b->scenario;
    grid->options = OW_ARRAY(grid->arena, b->options.count + 1u, ow_option);
    grid->open = OW_ARRAY(grid->arena, (size_t)(b->options.count + 1u) * s->days, uint8_t);
    grid->options_of_site = OW_ARRAY(grid->arena, s->sites_count + 1u, uint32_t);
    if (!grid->options || !grid->open || !grid->options_of_site) return 0;
    uint32_t n = 0;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        grid->options_of_site[site] = n;
        for (uint32_t i = 0; i < b->options.count; i++) {
            if (b->options.data[i].from != site) continue;
            int any = 0;
            for (uint32_t d = 0; d < s->days; d++)
                any |= grid->open[n * s->days + d] =
                    (uint8_t)option_open(s, &b->options.data[i], d);
            if (any) grid->options[n++] = b->options.data[i];
        }
    }
    memset(grid->open + (size_t)n * s->days, 0, s->days);
    grid->options_of_site[s->sites_count] = grid->options_count = n;
    grid->lag_max = grid->busy_max = 1;
    for (uint32_t i = 0; i < n; i++) {
        if (grid->options[i].lag > grid->lag_max) grid->lag_max = grid->options[i].lag;
        if (grid->options[i].busy > grid->busy_max) grid->busy_max = grid->options[i].busy;
    }
    return 1;
}

/* ---- commodities and classes ---- */

static int has_crews(const onward_scenario *s, const ow_unit *unit) {
    for (uint32_t i = 0; i < unit->holdings_count; i++) {
        const ow_item *item = &s->items[s->holdings[unit->holdings_first + i].item];
        if (item->drives && item->crew > 0) return 1;
    }
    return 0;
}

static ow_class class_of(const onward_scenario *s, const ow_unit *unit, uint32_t item_index) {
    ow_class c = {.item = item_index,
                  .party = unit->party,
                  .destination = unit->destination,
                  .pays_late = unit->pays_late,
                  .fates = 1 << OW_FATE_return};
    c.due_day = unit->pays_late ? unit->due_day : 0;
    if (item_index == OW_NO_INDEX) {
        c.capability = unit->capability;
        c.is_guard = unit->is_guard;
        c.late_milli = s->points_per_late_person_day_milli;
        c.self_people = (uint8_t)has_crews(s, unit);
        return c;
    }
    const ow_item *item = &s->items[item_index];
    c.mass_kg = item->mass_kg;
    c.area_milli_m2 = item->area_milli_m2;
    c.fates = item->fates;
    c.late_milli = ow_mul_div_ceil(item->mass_kg, s->points_per_late_tonne_day_milli, 1000);
    return c;
}

static int same_class(const ow_class *a, const ow_class *b) {
    return a->item == b->item && a->capability == b->capability && a->party == b->party &&
           a->destination == b->destination && a->pays_late == b->pays_late &&
           a->due_day == b->due_day && a->self_people == b->self_people;
}

static uint32_t class_index(ow_grid *grid, ow_class c, int64_t quantity) {
    uint32_t i = 0;
    while (i < grid->classes_count && !same_class(&grid->classes[i], &c)) i++;
    if (i == grid->classes_count) grid->classes[grid->classes_count++] = c;
    grid->classes[i].quantity += quantity;
    return i;
}

static void add_commodity(ow_grid *grid, uint32_t unit_index, uint32_t holding) {
    const onward_scenario *s = grid->scenario;
    const ow_unit *unit = &s->units[unit_index];
    ow_commodity *k = &grid->commodities[grid->commodities_count++];
    k->unit = unit_index;
    k->holding = holding;
    k->item = holding == OW_NO_INDEX ? OW_NO_INDEX : s->holdings[holding].item;
    k->key = holding == OW_NO_INDEX ? unit_index : s->units_count + holding;
    k->site = unit->site;
    k->ready_day = unit->ready_day;
    k->quantity = holding == OW_NO_INDEX ? unit->people : s->holdings[holding].quantity;
    k->class_index = class_index(grid, class_of(s, unit, k->item), k->quantity);
}

static int add_commodities(ow_grid *grid) {
    const onward_scenario *s = grid->scenario;
    const size_t most = (size_t)s->units_count + s->holdings_count + 1;
    grid->commodities = OW_ARRAY(grid->arena, most, ow_commodity);
    grid->classes = OW_ARRAY(grid->arena, most, ow_class);
    if (!grid->commodities || !grid->classes) return 0;
    for (uint32_t u = 0; u < s->units_count; u++) {
        if (s->units[u].people > 0) add_commodity(grid, u, OW_NO_INDEX);
        for (uint32_t i = 0; i < s->units[u].holdings_count; i++)
            add_commodity(grid, u, s->units[u].holdings_first + i);
    }
    return 1;
}

/* ---- entry points ---- */

ow_status ow_grid_build(ow_grid **out, const onward_scenario *scenario, ow_error *error) {
    builder b = {.scenario = scenario};
    ow_arena *arena = ow_arena_new();
    int fine = arena != NULL && (b.grid = OW_NEW(arena, ow_grid)) != NULL;
    if (fine) {
        ow_grid *grid = b.grid;
        grid->scenario = scenario;
        grid->arena = arena;
        grid->days = scenario->days;
        grid->rate_milli = OW_ARRAY(arena, (size_t)scenario->sites_count * grid->days, int64_t);
        grid->crossing_milli =
            OW_ARRAY(arena, (size_t)(scenario->links_count + 1u) * grid->days, int64_t);
        fine = grid->rate_milli && grid->crossing_milli;
    }
    if (fine) {
        fill_coefficients(b.grid);
        fine = add_fleet_options(&b);
        add_self_options(&b);
        fine = fine && !b.failed && settle_options(&b) && add_commodities(b.grid);
    }
    OW_VECTOR_FREE(&b.options);
    if (!fine) {
        ow_arena_free(arena);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while building the grid");
    }
    *out = b.grid;
    return OW_OK;
}

void ow_grid_free(ow_grid *grid) {
    if (grid) ow_arena_free(grid->arena);
}

int64_t ow_grid_load_max(const ow_class *class, const ow_option *option) {
    int64_t load = OW_UNLIMITED;
    if (option->fleet == OW_SELF) return 1;
    if (class->item == OW_NO_INDEX) return option->people_max;
    if (option->payload_kg != OW_UNLIMITED && class->mass_kg > 0)
        load = option->payload_kg / class->mass_kg;
    if (option->area_milli_m2 != OW_UNLIMITED && class->area_milli_m2 > 0 &&
        option->area_milli_m2 / class->area_milli_m2 < load)
        load = option->area_milli_m2 / class->area_milli_m2;
    return load;
}

int ow_grid_fits(const ow_grid *grid, const ow_class *class, const ow_option *option) {
    const onward_scenario *s = grid->scenario;
    if (option->party != OW_NO_INDEX && option->party != class->party) return 0;
    if (!(class->fates >> OW_FATE_return & 1) && option->to == class->destination) return 0;
    if (option->fleet != OW_SELF) return ow_grid_load_max(class, option) > 0;
    if (class->item == OW_NO_INDEX) return class->self_people;
    return s->items[class->item].drives &&
           s->items[class->item].drive_milli_km_h == option->drive_milli_km_h;
}

int64_t ow_grid_late_milli(const ow_class *class, uint32_t day) {
    if (!class->pays_late) return 0;
    return class->due_day == OW_NO_INDEX || day > class->due_day ? class->late_milli : 0;
}

int64_t ow_grid_way_milli(const ow_grid *grid, const ow_option *option, uint32_t day) {
    const onward_scenario *s = grid->scenario;
    if (!s->links[option->link].touches_host) return 0;
    uint32_t site = s->sites[option->from].in_host ? option->from : option->to;
    return grid->rate_milli[site * grid->days + day];
}
