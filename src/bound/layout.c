/* Which rows there are, their right-hand sides and units, and memory for it all. */
#include "bound/internal.h"

#include <stdlib.h>

static void number_rows(ow_bound *b)
{
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
    PLACE(presence, sites * b->classes);
    PLACE(handover, t);
    PLACE(crew, s->links_count * 2 * t);
#undef PLACE
    b->at.count = n;
}

static void set_row(ow_bound *b, size_t row, double unit, double rhs)
{
    b->unit[row] = unit;
    b->rhs[row] = rhs;
}

/* A kind of transport rows: the unit makes prices at y = 1 worth `worth` points in all. */
static void set_transport(ow_bound *b, size_t first, size_t groups, const int64_t *most, int64_t same,
                          double worth)
{
    for (size_t g = 0; g < groups; g++) {
        double sum = 0;
        for (uint32_t d = 0; d < b->days; d++) {
            const int64_t m = most ? most[g * b->days + d] : same;
            if (m != OW_UNLIMITED) sum += (double)m;
        }
        for (uint32_t d = 0; d < b->days && sum > 0; d++) {
            const int64_t m = most ? most[g * b->days + d] : same;
            if (m != OW_UNLIMITED && m > 0) set_row(b, first + g * b->days + d, worth / sum, (double)m);
        }
    }
}

static void set_transport_rows(ow_bound *b, double worth)
{
    const onward_scenario *s = b->grid->scenario;
    set_transport(b, b->at.vehicle, s->fleets_count, s->vehicles, 0, worth);
    for (uint32_t l = 0; l < s->links_count; l++)
        set_transport(b, b->at.link + (size_t)l * 2 * b->days, 2, NULL, s->links[l].missions_per_day, worth);
    set_transport(b, b->at.site, (size_t)b->sites * OW_MODE_COUNT, s->site_capacity, 0, worth);
    for (uint32_t p = 0; p < s->permissions_count; p++)
        set_transport(b, b->at.permission + (size_t)p * b->days, 1, NULL, s->permissions[p].missions_per_day,
                      worth);
}

static void set_limit_rows(ow_bound *b, double person)
{
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *l = &s->limits[i];
        const double sign = l->kind == OW_LIMIT_KIND_floor ? -1 : 1;
        if (l->while_open && (l->scope != OW_SCOPE_site || !s->sites[l->site].in_host)) continue;
        if (l->measure == OW_MEASURE_sites && (l->while_open || l->scope == OW_SCOPE_party)) continue;
        if (l->scope == OW_SCOPE_site && l->measure == OW_MEASURE_sites && !s->sites[l->site].in_host) continue;
        for (uint32_t d = l->first_day; d <= l->last_day && d < b->days; d++) {
            const int opens = l->while_open && l->kind == OW_LIMIT_KIND_floor;
            set_row(b, b->at.limit + i * b->days + d, person, opens ? 0 : sign * (double)l->value);
            if (l->kind == OW_LIMIT_KIND_floor && l->measure == OW_MEASURE_people && l->per_100_people > 0 &&
                l->capability != OW_NO_INDEX)
                set_row(b, b->at.limit_per_100 + i * b->days + d, person, 0);
        }
    }
}

static void set_site_rows(ow_bound *b, double person)
{
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t site = 0; site < b->sites; site++) {
        const ow_site *at = &s->sites[site];
        if (!at->in_host) continue;
        const double day = (double)at->open_points_milli_per_day / 1000.0 + (double)at->guard_min * person;
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t i = (size_t)site * b->days + d;
            if (at->people_max != OW_UNLIMITED) set_row(b, b->at.people_max + i, person, (double)at->people_max);
            if (at->guard_min > 0) set_row(b, b->at.guard_min + i, person, 0);
            if (at->guard_per_100 > 0) set_row(b, b->at.guard_per_100 + i, person, 0);
            for (uint32_t c = 0; c < b->classes && day > 0 && !at->stays_open; c++)
                set_row(b, b->at.presence + ((size_t)site * b->classes + c) * b->days + d,
                        day / (double)b->grid->classes[c].quantity, 0);
            if (at->handover_days > 0 && s->handover_teams != OW_UNLIMITED)
                set_row(b, b->at.handover + d, day, (double)s->handover_teams);
        }
    }
}

static void set_crew_rows(ow_bound *b, double person)
{
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t o = 0; o < b->grid->options_count; o++) {
        const ow_option *option = &b->grid->options[o];
        if (option->fleet != OW_SELF) continue;
        for (uint32_t d = 0; d < b->days; d++)
            set_row(b, b->at.crew + ((size_t)option->link * 2 + option->backward) * b->days + d, person, 0);
    }
    (void)s;
}

/* ---- packings, groups, starts ---- */

static double phi(int64_t k, int64_t cycle_min, int64_t duty_min)
{
    if (k == 0) return (double)cycle_min / (double)duty_min;
    if ((k + 1) * cycle_min % duty_min == 0) return (double)cycle_min / (double)duty_min;
    int64_t whole = (k + 1) * cycle_min / duty_min;
    return (double)whole / (double)k;
}

static void choose_packings(ow_bound *b)
{
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t f = 0; f < s->fleets_count; f++) {
        double best = -1;
        for (int64_t k = 0; k <= 8; k++) {
            double sum = 0;
            for (uint32_t o = 0; o < b->grid->options_count; o++)
                if (b->grid->options[o].fleet == f && b->grid->options[o].cycle_min <= s->fleets[f].duty_min)
                    sum += phi(k, b->grid->options[o].cycle_min, s->fleets[f].duty_min);
            if (sum > best + 1e-9) best = sum, b->packing[f] = k;
        }
    }
    for (uint32_t o = 0; o < b->grid->options_count; o++) {
        const ow_option *option = &b->grid->options[o];
        if (option->fleet == OW_SELF) continue;
        const int64_t duty = s->fleets[option->fleet].duty_min;
        b->use[o] = option->cycle_min > duty ? 1 : phi(b->packing[option->fleet], option->cycle_min, duty);
    }
}

static void number_groups(ow_bound *b)
{
    const ow_grid *g = b->grid;
    for (uint32_t o = 0; o < g->options_count; o++) {
        const ow_option *a = &g->options[o];
        uint32_t same = OW_NO_INDEX;
        for (uint32_t p = 0; p < o && same == OW_NO_INDEX; p++)
            if (g->options[p].fleet == a->fleet && g->options[p].link == a->link && g->options[p].from == a->from &&
                a->fleet != OW_SELF)
                same = p;
        b->group[o] = same == OW_NO_INDEX ? b->groups++ : b->group[same];
        b->share_of[o * OW_SHARES] = a->people_max != OW_UNLIMITED && a->people_max > 0;
        b->share_of[o * OW_SHARES + 1] = a->payload_kg != OW_UNLIMITED && a->payload_kg > 0;
        b->share_of[o * OW_SHARES + 2] = a->area_milli_m2 != OW_UNLIMITED && a->area_milli_m2 > 0;
    }
}

static int add_starts(ow_bound *b)
{
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

static int add_recursions(ow_bound *b)
{
    const ow_grid *g = b->grid;
    const size_t nodes = (size_t)b->sites * b->days;
    for (uint32_t c = 0; c < b->classes; c++) {
        ow_recursion *r = &b->recursions[c];
        r->value = OW_ARRAY(b->arena, nodes + b->sites, double);
        r->hold = OW_ARRAY(b->arena, nodes, double);
        r->way = OW_ARRAY(b->arena, b->days, double);
        r->late = OW_ARRAY(b->arena, b->days, double);
        r->stay = OW_ARRAY(b->arena, nodes, float);
        r->fate = OW_ARRAY(b->arena, nodes, float);
        r->go = OW_ARRAY(b->arena, (size_t)g->options_count * b->days + 1, float);
        r->points = OW_ARRAY(b->arena, g->options_count + 1u, double);
        r->options = OW_ARRAY(b->arena, g->options_count + 1u, uint32_t);
        r->options_of_site = OW_ARRAY(b->arena, b->sites + 1u, uint32_t);
        if (!r->value || !r->hold || !r->way || !r->late || !r->stay || !r->fate || !r->go || !r->points || !r->options ||
            !r->options_of_site)
            return 0;
        uint32_t n = 0;
        for (uint32_t site = 0; site < b->sites; site++) {
            r->options_of_site[site] = n;
            for (uint32_t o = g->options_of_site[site]; o < g->options_of_site[site + 1]; o++)
                if (ow_grid_fits(g, &g->classes[c], &g->options[o])) r->options[n++] = o;
        }
        r->options_of_site[b->sites] = n;
    }
    return 1;
}

static int allocate(ow_bound *b)
{
    const ow_grid *g = b->grid;
    const size_t slots = (size_t)g->options_count * b->days + 1;
    number_rows(b);
    double **rows[] = {&b->price, &b->best_price, &b->unit, &b->rhs, &b->momentum, &b->spread, &b->usage};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!(*rows[i] = OW_ARRAY(b->arena, b->at.count + 1, double))) return 0;
    double **shares[] = {&b->logit, &b->best_logit, &b->logit_momentum, &b->logit_spread, &b->charge};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (!(*shares[i] = OW_ARRAY(b->arena, slots * OW_SHARES, double))) return 0;
    for (int w = 0; w < OW_BOUND_WORKERS; w++) {
        b->sums[w].usage = OW_ARRAY(b->arena, b->at.count + 1, double);
        b->sums[w].loads = OW_ARRAY(b->arena, slots * OW_SHARES, double);
        b->sums[w].vehicles = OW_ARRAY(b->arena, slots, double);
        if (!b->sums[w].usage || !b->sums[w].loads || !b->sums[w].vehicles) return 0;
    }
    b->mission = OW_ARRAY(b->arena, slots, double);
    b->mission_price = OW_ARRAY(b->arena, slots, double);
    b->group = OW_ARRAY(b->arena, g->options_count + 1u, uint32_t);
    b->share_of = OW_ARRAY(b->arena, (g->options_count + 1u) * OW_SHARES, uint8_t);
    b->use = OW_ARRAY(b->arena, g->options_count + 1u, double);
    b->packing = OW_ARRAY(b->arena, g->scenario->fleets_count + 1u, int64_t);
    b->recursions = OW_ARRAY(b->arena, b->classes + 1u, ow_recursion);
    b->starts = OW_ARRAY(b->arena, g->commodities_count + 1u, ow_start);
    b->starts_of_site = OW_ARRAY(b->arena, b->sites + 1u, uint32_t);
    b->open_share = OW_ARRAY(b->arena, (size_t)b->sites * b->days, double);
    b->closing_share = OW_ARRAY(b->arena, (size_t)b->sites * (b->days + 1), double);
    b->enumerated = OW_ARRAY(b->arena, b->sites, uint8_t);
    return b->mission && b->mission_price && b->group && b->share_of && b->use && b->packing && b->recursions &&
           b->starts && b->starts_of_site && b->open_share && b->closing_share && b->enumerated;
}

ow_status ow_bound_lay_out(ow_bound *b, ow_error *error)
{
    const onward_scenario *s = b->grid->scenario;
    if (!allocate(b) || !add_starts(b) || !add_recursions(b))
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while laying out the bound");
    number_groups(b);
    choose_packings(b);
    for (uint32_t site = 0; site < b->sites; site++)
        b->enumerated[site] = s->sites[site].closes_once &&
                              b->starts_of_site[site] < b->starts_of_site[site + 1];
    double people = 1;
    for (uint32_t u = 0; u < s->units_count; u++) people += (double)s->units[u].people;
    const double person = fmax(0.01, (double)s->points_per_person_day_milli / 1000.0);
    /* Prices of the rows of transport are worth about what everybody's exposure for a third of the time is. */
    set_transport_rows(b, people * person * b->days / 12.0);
    set_limit_rows(b, person);
    set_site_rows(b, person);
    set_crew_rows(b, person);
    return OW_OK;
}
