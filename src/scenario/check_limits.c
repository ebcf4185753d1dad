/* Floors, ceilings and guards against each other and against what there is (group cross).
 * "What there is" on a day counts everything that can be in the scope by its end
 * (scenario/reach.h), so that a floor that is found too high cannot be met. Cost: pairs of limits
 * on one subject, found by sorting; limits × (units + holdings) for stocks, within a budget of
 * steps; guarded sites × units. */
#include "scenario/reach.h"

#include <inttypes.h>
#include <stdlib.h>

#define STEPS_MAX INT64_C(1000000000)

static int is_open_at_start(const onward_scenario *s, uint32_t site) {
    for (uint32_t i = 0; i < s->units_count; i++)
        if (s->units[i].site == site && (s->units[i].people > 0 || s->units[i].holdings_count > 0))
            return 1;
    return 0;
}

/* A floor that a closing cannot get out of. */
static int always_holds(const onward_scenario *s, const ow_limit *limit) {
    if (!limit->while_open) return 1;
    return limit->site != OW_NO_INDEX && s->sites[limit->site].stays_open &&
           is_open_at_start(s, limit->site);
}

static void complain(const onward_scenario *s, ow_notices *notices, ow_notice_code code,
                     uint32_t limit, const char *what, int64_t figure) {
    ow_notice_add(notices, code, "limits.csv", s->rows.limits.line[limit], "value", "", "",
                  "%s of %" PRId64 ": %s %" PRId64, s->limits[limit].id, s->limits[limit].value,
                  what, figure);
}

static int by_subject(const ow_limit *a, const ow_limit *b) {
#define COMPARE(field)                                                                             \
    if (a->field != b->field) return a->field < b->field ? -1 : 1
    COMPARE(measure);
    COMPARE(scope);
    COMPARE(site);
    COMPARE(party);
    COMPARE(capability);
    COMPARE(item);
#undef COMPARE
    return 0;
}

static int by_pointer(const void *a, const void *b) {
    const ow_limit *const *x = a, *const *y = b;
    int order = by_subject(*x, *y);
    return order ? order : (*x > *y) - (*x < *y);
}

/* A ceiling on all people or items of a scope is one on those of a kind too. */
static int binds(const ow_limit *floor, const ow_limit *ceiling) {
    return floor->measure == ceiling->measure && floor->scope == ceiling->scope &&
           floor->site == ceiling->site && floor->party == ceiling->party &&
           (ceiling->capability == OW_NO_INDEX || ceiling->capability == floor->capability) &&
           (ceiling->item == OW_NO_INDEX || ceiling->item == floor->item);
}

static void compare(const onward_scenario *s, const ow_limit *floor, const ow_limit *ceiling,
                    ow_notices *notices) {
    uint32_t first = floor->first_day > ceiling->first_day ? floor->first_day : ceiling->first_day;
    uint32_t last = floor->last_day < ceiling->last_day ? floor->last_day : ceiling->last_day;
    if (first > last || floor->value <= ceiling->value || !always_holds(s, floor)) return;
    uint32_t f = (uint32_t)(floor - s->limits);
    ow_notice_add(notices, OW_NOTICE_floor_above_ceiling, "limits.csv", s->rows.limits.line[f],
                  "value", "", "", "floor %s of %" PRId64 " is above ceiling %s of %" PRId64,
                  floor->id, floor->value, ceiling->id, ceiling->value);
}

/* Ceilings are sorted by subject; each floor meets those on its own subject, and those on all of
 * it. */
static void check_pairs(const onward_scenario *s, const ow_limit **sorted, uint32_t count,
                        ow_notices *notices) {
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *floor = &s->limits[i];
        if (floor->kind != OW_LIMIT_KIND_floor) continue;
        for (int is_general = 0; is_general < 2; is_general++) {
            ow_limit subject = *floor;
            if (is_general) subject.capability = subject.item = OW_NO_INDEX;
            if (is_general && by_subject(&subject, floor) == 0) continue;
            uint32_t low = 0, high = count;
            while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (by_subject(sorted[middle], &subject) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            for (; low < count && by_subject(sorted[low], &subject) == 0; low++)
                if (binds(floor, sorted[low])) compare(s, floor, sorted[low], notices);
        }
    }
}

static ow_status check_contradictions(const onward_scenario *s, ow_notices *notices) {
    const ow_limit **sorted = calloc((size_t)s->limits_count + 1, sizeof *sorted);
    uint32_t count = 0;
    if (!sorted) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->limits_count; i++)
        if (s->limits[i].kind == OW_LIMIT_KIND_ceiling) sorted[count++] = &s->limits[i];
    if (count > 0) qsort(sorted, count, sizeof *sorted, by_pointer);
    check_pairs(s, sorted, count, notices);
    free(sorted);
    return OW_OK;
}

static int is_of_limit(const onward_scenario *s, const ow_limit *limit, uint32_t unit) {
    if (limit->party != OW_NO_INDEX && s->units[unit].party != limit->party) return 0;
    return limit->measure != OW_MEASURE_people || limit->capability == OW_NO_INDEX ||
           s->units[unit].capability == limit->capability;
}

/* Can the commodity be in the limit's scope by the end of that day? */
static int can_be_in(const ow_limit *limit, const ow_reach *reach, uint32_t commodity,
                     uint32_t day) {
    uint32_t there = limit->scope == OW_SCOPE_site ? ow_reach_day(reach, commodity, limit->site)
                                                   : ow_reach_host_day(reach, commodity);
    return there != OW_REACH_NEVER && there <= day;
}

/* What can be in the scope by the end of that day, at most. */
static int64_t stock_of(const onward_scenario *s, const ow_limit *limit, const ow_reach *reach,
                        uint32_t day) {
    int64_t stock = 0;
    if (limit->measure == OW_MEASURE_sites) {
        for (uint32_t i = 0; i < s->sites_count; i++)
            stock += limit->scope == OW_SCOPE_site ? i == limit->site : s->sites[i].in_host;
        return stock;
    }
    for (uint32_t u = 0; u < s->units_count && limit->measure == OW_MEASURE_people; u++)
        if (is_of_limit(s, limit, u) && can_be_in(limit, reach, u, day))
            stock += s->units[u].people;
    for (uint32_t h = 0; h < s->holdings_count && limit->measure == OW_MEASURE_items; h++) {
        const ow_holding *holding = &s->holdings[h];
        if ((limit->item == OW_NO_INDEX || limit->item == holding->item) &&
            is_of_limit(s, limit, holding->unit) &&
            can_be_in(limit, reach, s->units_count + h, day))
            stock += holding->quantity;
    }
    return stock;
}

static void check_floor(const onward_scenario *s, uint32_t i, const ow_reach *reach,
                        ow_notices *notices) {
    const ow_limit *limit = &s->limits[i];
    if (!always_holds(s, limit) || limit->value == 0) return;
    int64_t stock = reach ? stock_of(s, limit, reach, limit->first_day) : limit->value;
    if (limit->value > stock)
        complain(s, notices, OW_NOTICE_floor_above_stock, i,
                 "on its first day there can be at most", stock);
    if (limit->scope != OW_SCOPE_site) return;
    const ow_site *site = &s->sites[limit->site];
    if (limit->measure == OW_MEASURE_people && limit->value > site->people_max)
        complain(s, notices, OW_NOTICE_floor_above_people_max, i, "the site may hold",
                 site->people_max);
    if (site->in_host && site->close_by_day != OW_NO_INDEX &&
        limit->last_day >= site->close_by_day && !limit->while_open)
        ow_notice_add(notices, OW_NOTICE_floor_after_close, "limits.csv", s->rows.limits.line[i],
                      "to_date", "", "", "%s holds at %s after it must be closed", limit->id,
                      site->id);
}

static int is_in_scope(const onward_scenario *s, const ow_limit *limit, uint32_t site) {
    return limit->scope == OW_SCOPE_site ? site == limit->site : s->sites[site].in_host;
}

static void check_ceiling(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    const ow_limit *limit = &s->limits[i];
    int64_t start = 0, inbound = 0;
    if (limit->measure != OW_MEASURE_people) return;
    for (uint32_t u = 0; u < s->units_count; u++) {
        const ow_unit *unit = &s->units[u];
        if (!is_of_limit(s, limit, u)) continue;
        if (is_in_scope(s, limit, unit->site)) start += unit->people;
        if (unit->pays_late && is_in_scope(s, limit, unit->destination) &&
            (unit->due_day == OW_NO_INDEX || unit->due_day <= limit->last_day))
            inbound += unit->people;
    }
    if (limit->first_day == 0 && start > limit->value)
        complain(s, notices, OW_NOTICE_ceiling_below_start, i, "at the start there are", start);
    if (inbound > limit->value)
        complain(s, notices, OW_NOTICE_ceiling_below_inbound, i, "due there by its last day are",
                 inbound);
}

/* A limit may name a capability that nobody has: a floor cannot be met, a ceiling says nothing. */
static void check_capability(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    const ow_limit *limit = &s->limits[i];
    if (limit->capability == OW_NO_INDEX) return;
    for (uint32_t u = 0; u < s->units_count; u++)
        if (s->units[u].capability == limit->capability) return;
    ow_notice_add(notices, OW_NOTICE_unknown_capability, "limits.csv", s->rows.limits.line[i], "of",
                  s->capabilities[limit->capability], "", "no unit has this capability");
}

static void check_guards(const onward_scenario *s, uint32_t site, const ow_reach *reach,
                         ow_notices *notices) {
    int64_t there = 0, others = 0, possible = 0;
    if (s->sites[site].guard_min == 0 && s->sites[site].guard_per_100 == 0) return;
    if (!is_open_at_start(s, site)) return;
    for (uint32_t u = 0; u < s->units_count; u++) {
        const ow_unit *unit = &s->units[u];
        if (unit->is_guard && reach && ow_reach_day(reach, u, site) == 0) possible += unit->people;
        if (unit->site != site) continue;
        if (unit->is_guard)
            there += unit->people;
        else
            others += unit->people;
    }
    int64_t share = ow_mul_div_ceil(s->sites[site].guard_per_100, others, 100);
    uint32_t line = s->rows.sites.line[site];
    if (reach && possible < s->sites[site].guard_min)
        ow_notice_add(notices, OW_NOTICE_guards_too_few, "sites.csv", line, "guard_min", "", "",
                      "%s owes %" PRId64 " guards, and %" PRId64 " can be there on the first day",
                      s->sites[site].id, s->sites[site].guard_min, possible);
    else if (there < s->sites[site].guard_min || there < share)
        ow_notice_add(notices, OW_NOTICE_guards_short, "sites.csv", line,
                      there < share ? "guard_per_100" : "guard_min", "", "",
                      "%s has %" PRId64 " guards at the start and owes %" PRId64, s->sites[site].id,
                      there, share > s->sites[site].guard_min ? share : s->sites[site].guard_min);
}

ow_status ow_scenario_check_limits(const onward_scenario *s, const ow_reach *reach,
                                   ow_notices *notices) {
    OW_TRY(check_contradictions(s, notices));
    int64_t steps = (int64_t)s->limits_count * ((int64_t)s->units_count + s->holdings_count);
    if (steps > STEPS_MAX) {
        ow_notices_skip(notices, OW_NOTICE_GROUP_cross,
                        "there are too many limits and units to compare limits with what there is");
        return OW_OK;
    }
    for (uint32_t i = 0; i < s->limits_count; i++) {
        check_capability(s, i, notices);
        if (s->limits[i].first_day > s->limits[i].last_day) continue;
        if (s->limits[i].kind == OW_LIMIT_KIND_floor)
            check_floor(s, i, reach, notices);
        else
            check_ceiling(s, i, notices);
    }
    for (uint32_t i = 0; i < s->sites_count; i++)
        if (s->sites[i].in_host) check_guards(s, i, reach, notices);
    return OW_OK;
}
