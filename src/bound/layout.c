/* Which rows there are, their right-hand sides and units, and memory for it all. */
#include "bound/internal.h"

#include <math.h>
#include <stdlib.h>
/* A row's unit, from which its price grows, is this much of what it may be worth at most. */
static const double UNIT_TRANSPORT = 0.001, UNIT_LEVEL = 0.3, UNIT_PRESENCE = 0.3;

static void number_rows(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    const size_t t = b->days, sites = b->sites * t;
    size_t n = 0;
#define PLACE(kind, size) (b->at.kind = n, n += (size))
    PLACE(vehicle, s->fleets_count * t);
    PLACE(link, s->links_count * 2 * t);
    PLACE(site, sites * OW_MODE_COUNT);
    PLACE(permission, s->permissions_count * t);
    PLACE(limit, s->limits_count * t);
    PLACE(limit_per_100, s->limits_count * t);
    PLACE(people_max, sites);
    PLACE(guard_min, sites);
    PLACE(guard_per_100, sites);
    PLACE(handover, t);
    PLACE(crew, s->links_count * 2 * t);
#undef PLACE
    b->at.count = n;
}

static void set_row(ow_bound *b, size_t row, double unit, double rhs) {
    b->unit[row] = unit;
    b->rhs[row] = rhs;
}

/* Rows of a capacity; the unit is about what one of it is worth. */
static void set_capacity(ow_bound *b, size_t first, size_t groups, const int64_t *most,
                         int64_t same, const double *worth) {
    for (size_t g = 0; g < groups; g++)
        for (uint32_t d = 0; d < b->days; d++) {
            const int64_t m = most ? most[g * b->days + d] : same;
            if (m != OW_UNLIMITED && m > 0 && worth[g] > 0)
                set_row(b, first + g * b->days + d, UNIT_TRANSPORT * worth[g], (double)m);
        }
}

static void raise_to(double *to, double x) {
    if (x > *to) *to = x;
}

/* A row is worth the best mission that takes one of it. */
static int set_transport_rows(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    double *fleet = OW_ARRAY(b->arena, s->fleets_count + 1u, double);
    double *link = OW_ARRAY(b->arena, s->links_count * 2u + 1, double);
    double *site = OW_ARRAY(b->arena, (size_t)b->sites * OW_MODE_COUNT + 1, double);
    double *permission = OW_ARRAY(b->arena, s->permissions_count + 1u, double);
    if (!fleet || !link || !site || !permission) return 0;
    for (uint32_t l = 0; l < b->lanes_count; l++) {
        const ow_lane *lane = &b->lanes[l];
        const ow_option *o = &b->grid->options[lane->option];
        const size_t mode = (size_t)s->links[o->link].mode;
        if (o->fleet != OW_SELF)
            raise_to(&fleet[o->fleet], lane->worth / fmax(0.1, lane->use * lane->busy));
        raise_to(&link[(size_t)o->link * 2 + o->backward], lane->worth);
        raise_to(&site[o->from * OW_MODE_COUNT + mode], lane->worth);
        raise_to(&site[o->to * OW_MODE_COUNT + mode], lane->worth);
        for (uint32_t i = lane->first; i < lane->first + lane->count; i++) {
            const uint32_t p = b->grid->options[b->lane_options[i]].permission;
            if (p != OW_NO_INDEX) raise_to(&permission[p], lane->worth);
        }
    }
    set_capacity(b, b->at.vehicle, s->fleets_count, s->vehicles, 0, fleet);
    for (uint32_t l = 0; l < s->links_count; l++)
        set_capacity(b, b->at.link + (size_t)l * 2 * b->days, 2, NULL, s->links[l].missions_per_day,
                     link + l * 2u);
    set_capacity(b, b->at.site, (size_t)b->sites * OW_MODE_COUNT, s->site_capacity, 0, site);
    for (uint32_t p = 0; p < s->permissions_count; p++)
        set_capacity(b, b->at.permission + (size_t)p * b->days, 1, NULL,
                     s->permissions[p].missions_per_day, permission + p);
    return 1;
}

static void set_limit_rows(ow_bound *b, double person) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *l = &s->limits[i];
        const double sign = l->kind == OW_LIMIT_KIND_floor ? -1 : 1;
        if (l->while_open && (l->scope != OW_SCOPE_site || !s->sites[l->site].in_host)) continue;
        if (l->measure == OW_MEASURE_sites && (l->while_open || l->scope == OW_SCOPE_party))
            continue;
        if (l->scope == OW_SCOPE_site && l->measure == OW_MEASURE_sites &&
            !s->sites[l->site].in_host)
            continue;
        for (uint32_t d = l->first_day; d <= l->last_day && d < b->days; d++) {
            const int opens = l->while_open && l->kind == OW_LIMIT_KIND_floor;
            set_row(b, b->at.limit + i * b->days + d, person, opens ? 0 : sign * (double)l->value);
            if (l->kind == OW_LIMIT_KIND_floor && l->measure == OW_MEASURE_people &&
                l->per_100_people > 0 && l->capability != OW_NO_INDEX)
                set_row(b, b->at.limit_per_100 + i * b->days + d, person, 0);
        }
    }
}

static void set_site_rows(ow_bound *b, double person) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t site = 0; site < b->sites; site++) {
        const ow_site *at = &s->sites[site];
        if (!at->in_host) continue;
        const double day =
            (double)at->open_points_milli_per_day / 1000.0 + (double)at->guard_min * person;
        for (uint32_t c = 0; c < b->classes && day > 0 && !at->stays_open; c++)
            b->recursions[c].presence_unit[site] =
                (float)(UNIT_PRESENCE * day / (double)b->grid->classes[c].quantity);
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t i = (size_t)site * b->days + d;
            if (at->people_max != OW_UNLIMITED)
                set_row(b, b->at.people_max + i, person, (double)at->people_max);
            if (at->guard_min > 0) set_row(b, b->at.guard_min + i, person, 0);
            if (at->guard_per_100 > 0) set_row(b, b->at.guard_per_100 + i, person, 0);
            if (at->handover_days > 0 && s->handover_teams != OW_UNLIMITED)
                set_row(b, b->at.handover + d, day, (double)s->handover_teams);
        }
    }
}

static void set_crew_rows(ow_bound *b, double person) {
    for (uint32_t o = 0; o < b->grid->options_count; o++) {
        const ow_option *option = &b->grid->options[o];
        if (option->fleet != OW_SELF) continue;
        for (uint32_t d = 0; d < b->days; d++)
            set_row(b, b->at.crew + ((size_t)option->link * 2 + option->backward) * b->days + d,
                    person, 0);
    }
}

/* ---- packings, groups, starts ---- */

double ow_bound_phi(int64_t k, int64_t cycle_min, int64_t duty_min) {
    if (k == 0) return (double)cycle_min / (double)duty_min;
    if ((k + 1) * cycle_min % duty_min == 0) return (double)cycle_min / (double)duty_min;
    int64_t whole = (k + 1) * cycle_min / duty_min;
    return (double)whole / (double)k;
}

static void choose_packings(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t f = 0; f < s->fleets_count; f++) {
        double best = -1;
        for (int64_t k = 0; k <= 8; k++) {
            double sum = 0;
            for (uint32_t o = 0; o < b->grid->options_count; o++)
                if (b->grid->options[o].fleet == f &&
                    b->grid->options[o].cycle_min <= s->fleets[f].duty_min)
                    sum += ow_bound_phi(k, b->grid->options[o].cycle_min, s->fleets[f].duty_min);
            if (sum > best + 1e-9) best = sum, b->packing[f] = k;
        }
    }
}

static int add_starts(ow_bound *b) {
    const ow_grid *g = b->grid;
    for (uint32_t site = 0; site < b->sites; site++) {
        b->starts_of_site[site] = b->starts_count;
        for (uint32_t k = 0; k < g->commodities_count; k++) {
            const ow_commodity *c = &g->commodities[k];
            if (c->site != site) continue;
            uint32_t i = b->starts_of_site[site];
            while (i < b->starts_count && (b->starts[i].class_index != c->class_index ||
                                           b->starts[i].ready_day != c->ready_day))
                i++;
            ow_start *start = &b->starts[i];
            start->quantity += (double)c->quantity;
            if (i < b->starts_count) continue;
            b->starts_count++;
            start->class_index = c->class_index;
            start->site = site;
            start->ready_day = c->ready_day;
            start->leave = OW_ARRAY(b->arena, b->days + 1, double);
            start->mass = OW_ARRAY(b->arena, b->days + 1, double);
            start->best = OW_ARRAY(b->arena, b->days + 1, double);
            if (!start->leave || !start->mass || !start->best) return 0;
        }
    }
    b->starts_of_site[b->sites] = b->starts_count;
    return 1;
}

static double *rows_array(ow_bound *b) {
    return OW_ARRAY(b->arena, b->at.count + 1, double);
}

static int allocate(ow_bound *b) {
    const ow_grid *g = b->grid;
    const size_t cells = (size_t)b->days * b->sites;
    number_rows(b);
    double **rows[] = {&b->price, &b->best_price, &b->kept_price, &b->unit,
                       &b->rhs,   &b->momentum,   &b->spread,     &b->usage};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!(*rows[i] = rows_array(b))) return 0;
    for (int i = 0; i < 2; i++)
        if (!(b->presence[i] = OW_ARRAY(b->arena, cells, double))) return 0;
    b->mission_price = OW_ARRAY(b->arena, (size_t)g->options_count * b->days + 1, double);
    b->packing = OW_ARRAY(b->arena, g->scenario->fleets_count + 1u, int64_t);
    b->recursions = OW_ARRAY(b->arena, b->classes + 1u, ow_recursion);
    b->starts = OW_ARRAY(b->arena, g->commodities_count + 1u, ow_start);
    b->starts_of_site = OW_ARRAY(b->arena, b->sites + 1u, uint32_t);
    b->open_share = OW_ARRAY(b->arena, cells, double);
    b->items_share = OW_ARRAY(b->arena, cells, double);
    b->closing_share = OW_ARRAY(b->arena, cells + b->sites, double);
    b->hard_share = OW_ARRAY(b->arena, b->days + 1u, double);
    b->closing_points = OW_ARRAY(b->arena, b->days + 1u, double);
    b->closing_items = OW_ARRAY(b->arena, b->days + 1u, double);
    b->site_scale = OW_ARRAY(b->arena, b->sites + 1u, double);
    b->enumerated = OW_ARRAY(b->arena, b->sites, uint8_t);
    return b->mission_price && b->packing && b->recursions && b->starts && b->starts_of_site &&
           b->open_share && b->items_share && b->closing_share && b->hard_share &&
           b->closing_points && b->closing_items && b->site_scale && b->enumerated;
}

ow_status ow_bound_lay_out(ow_bound *b, ow_error *error) {
    const onward_scenario *s = b->grid->scenario;
    if (!allocate(b) || !add_starts(b)) goto no_memory;
    choose_packings(b);
    if (!ow_bound_lay_out_classes(b)) goto no_memory;
    for (uint32_t site = 0; site < b->sites; site++)
        b->enumerated[site] =
            s->sites[site].closes_once && b->starts_of_site[site] < b->starts_of_site[site + 1];
    const double person = fmax(0.01, (double)s->points_per_person_day_milli / 1000.0);
    if (!set_transport_rows(b)) goto no_memory;
    set_limit_rows(b, UNIT_LEVEL * person);
    set_site_rows(b, UNIT_LEVEL * person);
    set_crew_rows(b, UNIT_LEVEL * person);
    return OW_OK;
no_memory:
    return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while laying out the bound");
}
