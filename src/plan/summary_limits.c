/* Days on which a floor or a ceiling leaves no room: what it counts is summed by differences, as
 * stocks are, and set against what it asks for (docs/reference/rules.md, "limit"). O(movements +
 * days) a limit. */
#include "plan/summary.h"

#include <string.h>

typedef struct count {
    int64_t *there, *others; /* [day]; others: people of other capabilities, for per_100_people */
    uint32_t days;
} count;

static int scope_holds(const ow_summing *s, const ow_limit *limit, uint32_t site, uint32_t unit) {
    if (limit->scope == OW_SCOPE_site) return site == limit->site;
    if (!s->scenario->sites[site].in_host) return 0;
    return limit->scope == OW_SCOPE_host || s->scenario->units[unit].party == limit->party;
}

/* The row that a commodity counts in; NULL: in none. */
static int64_t *row_of(const ow_summing *s, const ow_limit *limit, const count *c, uint32_t unit,
                       uint32_t item) {
    uint32_t capability = s->scenario->units[unit].capability;
    if (item != OW_NO_INDEX) {
        if (limit->measure != OW_MEASURE_items) return NULL;
        return limit->item == OW_NO_INDEX || limit->item == item ? c->there : NULL;
    }
    if (limit->measure == OW_MEASURE_items) return c->others;
    return limit->capability == OW_NO_INDEX || limit->capability == capability ? c->there
                                                                               : c->others;
}

static void add(const count *c, int64_t *row, int64_t day, int64_t quantity) {
    if (row && day < (int64_t)c->days) row[day < 0 ? 0 : day] += quantity;
}

static void count_start(const ow_summing *s, const ow_limit *limit, const count *c) {
    const onward_scenario *scenario = s->scenario;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        if (!scope_holds(s, limit, unit->site, u)) continue;
        add(c, row_of(s, limit, c, u, OW_NO_INDEX), 0, unit->people);
        for (uint32_t h = 0; h < unit->holdings_count; h++) {
            const ow_holding *holding = &scenario->holdings[unit->holdings_first + h];
            add(c, row_of(s, limit, c, u, holding->item), 0, holding->quantity);
        }
    }
}

/* People ceilings of scope host or party count people on the way over links touching the host. */
static int counts_way(const ow_summing *s, const ow_limit *limit, const ow_movement *m) {
    if (limit->kind != OW_LIMIT_KIND_ceiling || limit->measure != OW_MEASURE_people) return 0;
    if (limit->scope == OW_SCOPE_site || m->item != OW_NO_INDEX) return 0;
    if (!s->scenario->links[m->link].touches_host) return 0;
    return limit->scope == OW_SCOPE_host || s->scenario->units[m->unit].party == limit->party;
}

static void count_moves(const ow_summing *s, const ow_limit *limit, const count *c) {
    for (uint32_t i = 0; i < s->plan->movements_count; i++) {
        const ow_movement *m = &s->plan->movements[i];
        if (!ow_movement_known(m, s->scenario)) continue;
        int64_t *row = row_of(s, limit, c, m->unit, m->item);
        if (!row) continue;
        if (scope_holds(s, limit, m->from_site, m->unit)) add(c, row, m->depart_day, -m->quantity);
        if (scope_holds(s, limit, m->to_site, m->unit)) add(c, row, m->arrive_day, m->quantity);
        if (row == c->there && counts_way(s, limit, m) && m->arrive_day > m->depart_day) {
            add(c, row, m->depart_day, m->quantity);
            add(c, row, m->arrive_day, -m->quantity);
        }
    }
    for (uint32_t i = 0; i < s->plan->fates_count; i++) {
        const ow_fate_row *f = &s->plan->fates[i];
        if (!ow_fate_known(f, s->scenario) || !scope_holds(s, limit, f->site, f->unit)) continue;
        add(c, row_of(s, limit, c, f->unit, f->item), f->day, -f->quantity);
    }
}

/* Escorts away are no guards; their fleet is that of the convoy's movements. */
static void take_escorts(const ow_summing *s, const ow_limit *limit, const count *c) {
    if (limit->measure != OW_MEASURE_people || limit->capability == OW_NO_INDEX ||
        limit->capability != s->scenario->guard_capability)
        return;
    for (uint32_t i = 0; i < s->plan->convoys_count; i++) {
        const ow_convoy *convoy = &s->plan->convoys[i];
        if (convoy->escort_unit >= s->scenario->units_count ||
            convoy->from_site >= s->scenario->sites_count ||
            !scope_holds(s, limit, convoy->from_site, convoy->escort_unit))
            continue;
        const ow_ride *ride =
            ow_times_ride(s->times, s->convoy_fleet[i], convoy->link, convoy->from_site);
        add(c, c->there, convoy->day, -convoy->escort_people);
        add(c, c->there, (int64_t)convoy->day + (ride ? ride->busy_days : 1),
            convoy->escort_people);
    }
}

static uint32_t *fleets_of_convoys(const ow_summing *s) {
    uint32_t *fleet = OW_ARRAY(s->arena, (size_t)s->plan->convoys_count + 1, uint32_t);
    if (!fleet) return NULL;
    memset(fleet, 0xff, s->plan->convoys_count * sizeof *fleet);
    for (uint32_t i = 0; i < s->plan->movements_count; i++) {
        const ow_movement *m = &s->plan->movements[i];
        if (m->convoy < s->plan->convoys_count) fleet[m->convoy] = m->fleet;
    }
    return fleet;
}

static void count_sites(const ow_summing *s, const ow_limit *limit, const count *c) {
    for (uint32_t site = 0; site < s->scenario->sites_count; site++)
        for (uint32_t d = 0; d < c->days; d++)
            if (s->scenario->sites[site].in_host &&
                (limit->scope != OW_SCOPE_site || limit->site == site))
                c->there[d] += ow_stock_open(&s->stock, site, d);
}

static int64_t asked(const ow_limit *limit, int64_t others) {
    int64_t share = 0;
    if (limit->kind == OW_LIMIT_KIND_floor && others > 0)
        share = (limit->per_100_people * others + 99) / 100;
    return share > limit->value ? share : limit->value;
}

static int fill_count(ow_summing *s, const ow_limit *limit, count *c) {
    c->days = s->scenario->days;
    c->there = OW_ARRAY(s->arena, (size_t)c->days + 1, int64_t);
    c->others = OW_ARRAY(s->arena, (size_t)c->days + 1, int64_t);
    if (!s->convoy_fleet) s->convoy_fleet = fleets_of_convoys(s);
    if (!c->there || !c->others || !s->convoy_fleet) return 0;
    if (limit->measure == OW_MEASURE_sites) {
        count_sites(s, limit, c);
        return 1;
    }
    count_start(s, limit, c);
    count_moves(s, limit, c);
    for (uint32_t d = 1; d < c->days; d++) c->others[d] += c->others[d - 1];
    take_escorts(s, limit, c);
    for (uint32_t d = 1; d < c->days; d++) c->there[d] += c->there[d - 1];
    return 1;
}

int ow_summary_limit(ow_summing *s, const ow_limit *limit, int64_t *days, uint32_t *first,
                     uint32_t *last) {
    count c;
    if (!fill_count(s, limit, &c)) return 0;
    *days = 0;
    for (uint32_t d = limit->first_day; d <= limit->last_day && d < c.days; d++) {
        if (limit->while_open && limit->site != OW_NO_INDEX &&
            !ow_stock_open(&s->stock, limit->site, d))
            continue;
        int64_t need = asked(limit, c.others[d]);
        /* A floor of nobody, or over what was never there, binds nothing. */
        int binds = limit->kind == OW_LIMIT_KIND_floor ? need > 0 && c.there[d] <= need
                                                       : c.there[d] >= need;
        if (!binds) continue;
        if (!(*days)++) *first = d;
        *last = d;
    }
    return 1;
}
