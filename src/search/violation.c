/* How far a state is from being a plan: what a partly built one may break, summed, and the worst of
 * it in words. */
#include "search/state.h"

#include "base/day.h"

#include <stdio.h>

/* By how much a limit is broken on a day; 0 or less: it is not. */
static int64_t limit_over(const ow_state *state, uint32_t i, uint32_t day) {
    const ow_limit *l = &state->grid->scenario->limits[i];
    const int64_t level = state->limit_level[i * state->days + day];
    if (l->kind == OW_LIMIT_KIND_floor) return ow_state_floor(state, i, day) - level;
    if (l->while_open && l->scope == OW_SCOPE_site && !ow_state_is_open(state, l->site, day))
        return 0;
    return level - l->value;
}

typedef enum fault { FAULT_PEOPLE_MAX, FAULT_CLOSE_BY, FAULT_GUARD, FAULT_COUNT } fault;

static int64_t site_over(const ow_state *state, uint32_t site, uint32_t day, fault kind) {
    const ow_site *s = &state->grid->scenario->sites[site];
    const size_t i = (size_t)site * state->days + day;
    if (!s->in_host || !ow_state_is_open(state, site, day)) return 0;
    if (kind == FAULT_PEOPLE_MAX) return state->people[i] - s->people_max;
    if (kind == FAULT_CLOSE_BY)
        return day >= s->close_by_day ? 1 + state->people[i] + state->items[i] : 0;
    return -(int64_t)ow_state_guards_spare(state, site, day);
}

/* Sum over the limits of one kind. */
static int64_t limits_over(const ow_state *state, int64_t kind) {
    const onward_scenario *s = state->grid->scenario;
    int64_t sum = 0;
    for (uint32_t i = 0; i < s->limits_count; i++)
        for (uint32_t d = s->limits[i].first_day; d <= s->limits[i].last_day && d < state->days;
             d++) {
            const int64_t over = s->limits[i].kind == kind ? limit_over(state, i, d) : 0;
            if (over > 0) sum += over;
        }
    return sum;
}

static int64_t sites_over(const ow_state *state, fault kind) {
    const onward_scenario *s = state->grid->scenario;
    int64_t sum = 0;
    for (uint32_t site = 0; site < s->sites_count; site++)
        for (uint32_t d = 0; s->sites[site].in_host && d < state->days; d++) {
            const int64_t over = site_over(state, site, d, kind);
            if (over > 0) sum += over;
        }
    return sum;
}

int64_t ow_state_missing(const ow_state *state) {
    return limits_over(state, OW_LIMIT_KIND_floor) + sites_over(state, FAULT_GUARD);
}

int64_t ow_state_violation(const ow_state *state) {
    return ow_state_missing(state) + limits_over(state, OW_LIMIT_KIND_ceiling) +
           sites_over(state, FAULT_PEOPLE_MAX) + sites_over(state, FAULT_CLOSE_BY) +
           ow_state_closing_faults(NULL, 0, state, 0);
}

static void say_limit(char *out, size_t size, const ow_state *state, uint32_t i, uint32_t day,
                      int64_t over) {
    const onward_scenario *s = state->grid->scenario;
    char date[11];
    snprintf(out, size, "%s %s (limits.csv) is %s by %lld on %s",
             s->limits[i].kind == OW_LIMIT_KIND_floor ? "floor" : "ceiling", s->limits[i].id,
             s->limits[i].kind == OW_LIMIT_KIND_floor ? "missed" : "exceeded", (long long)over,
             ow_day_format(date, s->start_day + (int32_t)day));
}

static void say_site(char *out, size_t size, const ow_state *state, uint32_t site, uint32_t day,
                     int64_t over, fault kind) {
    static const char *const what[] = {"people beyond its people_max",
                                       "people and items there after its close_by",
                                       "guards fewer than it owes"};
    const onward_scenario *s = state->grid->scenario;
    char date[11];
    snprintf(out, size, "site %s has %lld %s on %s", s->sites[site].id,
             (long long)(kind == FAULT_CLOSE_BY ? over - 1 : over), what[kind],
             ow_day_format(date, s->start_day + (int32_t)day));
}

void ow_state_violation_say(char *out, size_t size, const ow_state *state) {
    const onward_scenario *s = state->grid->scenario;
    int64_t worst = 0;
    snprintf(out, size, "every rule is kept");
    for (uint32_t i = 0; i < s->limits_count; i++)
        for (uint32_t d = s->limits[i].first_day; d <= s->limits[i].last_day && d < state->days;
             d++) {
            const int64_t over = limit_over(state, i, d);
            if (over <= worst) continue;
            worst = over;
            say_limit(out, size, state, i, d, over);
        }
    for (uint32_t site = 0; site < s->sites_count; site++)
        for (uint32_t d = 0; s->sites[site].in_host && d < state->days; d++)
            for (fault kind = 0; kind < FAULT_COUNT; kind++) {
                const int64_t over = site_over(state, site, d, kind);
                if (over <= worst) continue;
                worst = over;
                say_site(out, size, state, site, d, over, kind);
            }
    ow_state_closing_faults(out, size, state, worst);
}
