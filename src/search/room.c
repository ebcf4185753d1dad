/* Rooms under the level rules: limit, guard, site (people_max), open, handover, close_by. */
#include "search/room.h"

#include <string.h>

static int32_t clip(int64_t room) {
    return room < 0 ? 0 : room > INT32_MAX ? INT32_MAX : (int32_t)room;
}

static void lower(int32_t *room, int64_t to) {
    if (to < *room) *room = clip(to);
}

/* ---- limits, each over its days ---- */

/* Floors that count the commodity at its first site: how many may be missing there (scope site), or
 * in the host country (scopes host and party). */
static void floor_away(ow_rooms *rooms, const ow_state *state, const ow_commodity *k, uint32_t i,
                       int closing) {
    const ow_limit *limit = &state->grid->scenario->limits[i];
    int32_t *away = limit->scope == OW_SCOPE_site ? rooms->way_free : rooms->way_host;
    if (!ow_state_counts(state->grid, limit, k, k->site)) return;
    if (closing && limit->while_open && limit->scope == OW_SCOPE_site) return;
    for (uint32_t d = limit->first_day; d <= limit->last_day && d < state->days; d++)
        lower(&away[d], state->limit_level[i * state->days + d] - ow_state_floor(state, i, d));
}

/* A ceiling that the commodity would add to by being at a site, or on the way. On days on which it
 * is broken already, it waits for others to leave, and does not keep reinforcements out. */
static void ceiling(ow_rooms *rooms, const ow_state *state, const ow_commodity *k, uint32_t i) {
    const ow_grid *g = state->grid;
    const ow_limit *limit = &g->scenario->limits[i];
    if (ow_state_counts(g, limit, k, k->site)) return;
    for (uint32_t site = 0; site < g->scenario->sites_count; site++) {
        if (!ow_state_counts(g, limit, k, site)) continue;
        for (uint32_t d = limit->first_day; d <= limit->last_day && d < state->days; d++) {
            const int64_t room = limit->value - state->limit_level[i * state->days + d];
            if (room >= 0) lower(&rooms->site[(size_t)site * state->days + d], room);
        }
    }
    if (!ow_state_counts(g, limit, k, OW_NO_INDEX)) return;
    for (uint32_t d = limit->first_day; d <= limit->last_day && d < state->days; d++) {
        const int64_t room = limit->value - state->limit_level[i * state->days + d];
        if (room >= 0) lower(&rooms->way_host[d], room);
    }
}

/* A ceiling on open sites: nothing opens one more. */
static void sites_ceiling(ow_rooms *rooms, const ow_state *state, uint32_t i) {
    const onward_scenario *s = state->grid->scenario;
    const ow_limit *limit = &s->limits[i];
    for (uint32_t d = limit->first_day; d <= limit->last_day && d < state->days; d++) {
        if (state->limit_level[i * state->days + d] < limit->value) continue;
        for (uint32_t site = 0; site < s->sites_count; site++)
            if (s->sites[site].in_host && !ow_state_is_open(state, site, d) &&
                (limit->scope != OW_SCOPE_site || limit->site == site))
                rooms->site[(size_t)site * state->days + d] = 0;
    }
}

/* A floor per 100 other people, for one who would be such an other and is not one yet. */
static void other_floor(ow_rooms *rooms, const ow_state *state, const ow_commodity *k, uint32_t i) {
    const onward_scenario *s = state->grid->scenario;
    const ow_limit *l = &s->limits[i];
    const ow_class *class = &state->grid->classes[k->class_index];
    if (l->per_100_people == 0 || k->item != OW_NO_INDEX || l->capability == class->capability)
        return;
    if (l->scope == OW_SCOPE_party && l->party != class->party) return;
    if (l->scope != OW_SCOPE_site && s->sites[k->site].in_host) return;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        if (l->scope == OW_SCOPE_site ? l->site != site : !s->sites[site].in_host) continue;
        for (uint32_t d = l->first_day; d <= l->last_day && d < state->days; d++)
            lower(
                &rooms->site[(size_t)site * state->days + d],
                ow_mul_div_floor(state->limit_level[i * state->days + d], 100, l->per_100_people) -
                    state->limit_others[i * state->days + d]);
    }
}

static void away_guards(ow_rooms *rooms, const ow_state *state, uint32_t commodity, int closing) {
    const ow_commodity *k = &state->grid->commodities[commodity];
    if (!state->grid->classes[k->class_index].is_guard) return;
    for (uint32_t d = 0; d < state->days; d++) {
        const size_t i = (size_t)commodity * state->days + d;
        lower(&rooms->way_free[d], (int64_t)state->home[i] - state->away_of[i]);
        if (!closing) lower(&rooms->way_free[d], ow_state_guards_spare(state, k->site, d));
    }
}

/* ---- being at a site ---- */

/* First day from which on a site that closes once is closed; days if it is open at the end or never
 * was. */
static uint32_t closed_from(const ow_state *state, uint32_t site) {
    uint32_t last = state->days;
    if (!state->grid->scenario->sites[site].closes_once) return state->days;
    while (last > 0 && !ow_state_is_open(state, site, last - 1)) last--;
    if (last == 0 && !state->start_people[site]) return state->days;
    return last;
}

/* Whether a site that closes once may be kept open a day longer by what passes through. */
static int may_extend(const ow_state *state, uint32_t site) {
    const onward_scenario *s = state->grid->scenario;
    const ow_site *at = &s->sites[site];
    for (uint32_t i = 0; i < s->precedence_count; i++)
        if (!s->precedence[i].of_units &&
            (s->precedence[i].before == site || s->precedence[i].after == site))
            return 0;
    return at->guard_min == 0 && at->guard_per_100 == 0 && at->handover_days == 0;
}

static void host_site_people(int32_t *room, const ow_state *state, const ow_class *class,
                             uint32_t site, uint32_t day) {
    const ow_site *s = &state->grid->scenario->sites[site];
    const size_t i = (size_t)site * state->days + day;
    if (s->people_max != OW_UNLIMITED) lower(room, s->people_max - state->people[i]);
    if (class->is_guard || s->guard_per_100 == 0) return;
    lower(room, ow_mul_div_floor(state->guards[i] - state->away[i], 100, s->guard_per_100) -
                    state->others[i]);
}

static void fill_host_site(ow_rooms *rooms, const ow_state *state, const ow_commodity *k,
                           uint32_t site) {
    const ow_class *class = &state->grid->classes[k->class_index];
    const ow_site *s = &state->grid->scenario->sites[site];
    const uint32_t closed = closed_from(state, site);
    const uint32_t extend = closed < state->days && may_extend(state, site) ? 1 : 0;
    int64_t until = closed < state->days ? (int64_t)closed + extend : state->days;
    if (closed < state->days && k->item != OW_NO_INDEX) until -= s->handover_days;
    if (s->close_by_day < until) until = s->close_by_day;
    for (uint32_t d = 0; d < state->days; d++) {
        int32_t *room = &rooms->site[(size_t)site * state->days + d];
        const size_t i = (size_t)site * state->days + d;
        if ((int64_t)d >= until ||
            (!ow_state_is_open(state, site, d) && state->guards[i] - state->away[i] < s->guard_min))
            *room = 0;
        else if (k->item == OW_NO_INDEX)
            host_site_people(room, state, class, site, d);
    }
}

void ow_room_fill(ow_rooms *rooms, const ow_state *state, uint32_t commodity, int closing) {
    const onward_scenario *s = state->grid->scenario;
    const ow_commodity *k = &state->grid->commodities[commodity];
    for (uint32_t d = 0; d < state->days; d++) rooms->way_free[d] = rooms->way_host[d] = INT32_MAX;
    away_guards(rooms, state, commodity, closing);
    for (uint32_t i = 0; i < s->limits_count; i++)
        if (s->limits[i].kind == OW_LIMIT_KIND_floor) floor_away(rooms, state, k, i, closing);
    for (uint32_t d = 0; d < state->days; d++)
        if (rooms->way_free[d] < rooms->way_host[d]) rooms->way_host[d] = rooms->way_free[d];
    for (uint32_t site = 0; site < s->sites_count; site++)
        memcpy(rooms->site + (size_t)site * state->days,
               s->sites[site].in_host ? rooms->way_free : rooms->way_host,
               state->days * sizeof(int32_t));
    memcpy(rooms->way_free, rooms->way_host, state->days * sizeof(int32_t));
    for (uint32_t site = 0; site < s->sites_count; site++)
        if (s->sites[site].in_host && site != k->site) fill_host_site(rooms, state, k, site);
    for (uint32_t i = 0; i < s->limits_count; i++) {
        if (s->limits[i].kind == OW_LIMIT_KIND_floor)
            other_floor(rooms, state, k, i);
        else if (s->limits[i].measure == OW_MEASURE_sites)
            sites_ceiling(rooms, state, i);
        else
            ceiling(rooms, state, k, i);
    }
}
