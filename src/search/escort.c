/* Escorts: each convoy has guards who ride in it; what is missing comes from one guard unit that
 * started at the departure site, and is away for the vehicles' busy days. Rule `escort` of
 * docs/reference/rules.md. */
#include "search/escort.h"

#include <stdlib.h>

static uint32_t end_of(const ow_state *state, const ow_option *o, uint32_t day) {
    return day + o->busy < state->days ? day + o->busy : state->days;
}

/* ---- who rides ---- */

static void count_riding(const ow_state *state, uint32_t option, uint32_t day, int32_t *riding,
                         uint32_t missions_before, int64_t convoy_max) {
    ow_packed rows[OW_SLOT_LOADS_MAX * 4];
    uint32_t n = ow_slot_pack(state, option, day, rows, OW_SLOT_LOADS_MAX * 4);
    if (n > OW_SLOT_LOADS_MAX * 4) n = OW_SLOT_LOADS_MAX * 4;
    for (uint32_t i = 0; i < n; i++) {
        const ow_commodity *k = &state->grid->commodities[rows[i].commodity];
        int64_t convoy = ((int64_t)missions_before + rows[i].mission) / convoy_max;
        if (state->grid->classes[k->class_index].is_guard && convoy < OW_CONVOYS_MAX)
            riding[convoy] += rows[i].quantity;
    }
}

static int has_guards(const ow_state *state, uint32_t option, uint32_t day) {
    for (int32_t e = state->loads[(size_t)option * state->days + day]; e >= 0;
         e = ow_state_entry(state, e)->next) {
        const ow_commodity *k = &state->grid->commodities[ow_state_entry(state, e)->a];
        if (state->grid->classes[k->class_index].is_guard) return 1;
    }
    return 0;
}

uint32_t ow_escort_convoys(const ow_state *state, uint32_t option, uint32_t day,
                           ow_convoy_need *convoys) {
    const ow_grid *g = state->grid;
    const int64_t convoy_max = g->scenario->fleets[g->options[option].fleet].convoy_max;
    const uint32_t from = g->options[option].from;
    int32_t riding[OW_CONVOYS_MAX] = {0};
    uint32_t missions = 0;
    for (uint32_t o = g->options_of_site[from]; o < g->options_of_site[from + 1]; o++) {
        if (state->group_of[o] != state->group_of[option]) continue;
        const int32_t here = state->missions[(size_t)o * state->days + day];
        if (here > 0 && has_guards(state, o, day))
            count_riding(state, o, day, riding, missions, convoy_max);
        missions += (uint32_t)here;
    }
    const int64_t count = (missions + convoy_max - 1) / convoy_max;
    if (count > OW_CONVOYS_MAX) return UINT32_MAX;
    for (int64_t i = 0; i < count; i++) {
        convoys[i].vehicles = (int32_t)(i + 1 < count ? convoy_max : missions - i * convoy_max);
        convoys[i].riding = riding[i];
    }
    return (uint32_t)count;
}

/* ---- who goes along and comes back ---- */

static int can_spare(const ow_state *state, uint32_t commodity, const ow_option *o, uint32_t day,
                     int32_t people) {
    const onward_scenario *s = state->grid->scenario;
    const ow_commodity *k = &state->grid->commodities[commodity];
    if (k->ready_day > day) return 0;
    for (uint32_t d = day; d < end_of(state, o, day); d++) {
        const size_t i = (size_t)commodity * state->days + d;
        if (state->home[i] - state->away_of[i] < people) return 0;
        if (ow_state_guards_spare(state, o->from, d) < people) return 0;
        for (uint32_t l = 0; l < s->limits_count; l++) {
            const ow_limit *limit = &s->limits[l];
            if (limit->kind != OW_LIMIT_KIND_floor || limit->capability != s->guard_capability ||
                d < limit->first_day || d > limit->last_day ||
                !ow_state_counts(state->grid, limit, k, o->from))
                continue;
            if (state->limit_level[l * state->days + d] - people < ow_state_floor(state, l, d))
                return 0;
        }
    }
    return 1;
}

void ow_escort_spare(int32_t *spare, const ow_state *state, uint32_t site) {
    const ow_grid *g = state->grid;
    for (uint32_t d = 0; d < state->days; d++) spare[d] = 0;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        if (g->commodities[k].site != site || !g->classes[g->commodities[k].class_index].is_guard)
            continue;
        for (uint32_t d = g->commodities[k].ready_day; d < state->days; d++) {
            const int32_t here = state->home[(size_t)k * state->days + d] -
                                 state->away_of[(size_t)k * state->days + d];
            if (here > spare[d]) spare[d] = here;
        }
    }
    for (uint32_t d = 0; d < state->days; d++) {
        const int32_t most = ow_state_guards_spare(state, site, d);
        if (most < spare[d]) spare[d] = most;
    }
}

/* A guard commodity that can spare people as escorts; OW_NO_INDEX if none. */
static uint32_t find_escort(const ow_state *state, const ow_option *o, uint32_t day,
                            int32_t people) {
    const ow_grid *g = state->grid;
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].site == o->from &&
            g->classes[g->commodities[k].class_index].is_guard &&
            can_spare(state, k, o, day, people))
            return k;
    return OW_NO_INDEX;
}

static void send(ow_state *state, uint32_t commodity, const ow_option *o, uint32_t day,
                 int32_t people) {
    const onward_scenario *s = state->grid->scenario;
    const ow_commodity *k = &state->grid->commodities[commodity];
    for (uint32_t d = day; d < end_of(state, o, day); d++) {
        ow_state_add(state, &state->away[(size_t)o->from * state->days + d], people);
        ow_state_add(state, &state->away_of[(size_t)commodity * state->days + d], people);
        for (uint32_t l = 0; l < s->limits_count; l++)
            if (s->limits[l].kind == OW_LIMIT_KIND_floor &&
                s->limits[l].capability == s->guard_capability &&
                ow_state_counts(state->grid, &s->limits[l], k, o->from))
                ow_state_add(state, &state->limit_level[l * state->days + d], -people);
    }
    state->points_milli += 2 * people * state->grid->crossing_milli[o->link * state->days + day];
}

static void call_back(ow_state *state, int32_t *head, const ow_option *o, uint32_t day) {
    while (*head >= 0) {
        const ow_entry *entry = ow_state_entry(state, *head);
        send(state, ow_escort_commodity(state, entry), o, day, -entry->b);
        ow_state_entry_pop(state, head);
    }
}

int ow_escort_settle(ow_state *state, uint32_t option, uint32_t day) {
    const ow_grid *g = state->grid;
    const ow_option *o = &g->options[option];
    const int64_t due = g->scenario->fleets[o->fleet].escort_people_per_convoy;
    int32_t *head = &state->escorts[(size_t)state->group_of[option] * state->days + day];
    ow_convoy_need convoys[OW_CONVOYS_MAX];
    uint32_t count = ow_escort_convoys(state, option, day, convoys);
    if (count == UINT32_MAX) return 0;
    call_back(state, head, o, day);
    for (uint32_t i = 0; i < count; i++) {
        const int32_t need = (int32_t)due - convoys[i].riding;
        if (need <= 0) continue;
        uint32_t k = find_escort(state, o, day, need);
        if (k == OW_NO_INDEX) return 0;
        send(state, k, o, day, need);
        if (ow_state_entry_push(state, head, (int32_t)(i * g->commodities_count + k), need) < 0)
            return 0;
    }
    return 1;
}
