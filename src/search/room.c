/* Rooms under the level rules: limit, guard, site (people_max), open, handover, close_by. */
#include "search/room.h"

static int32_t clip(int64_t room)
{
    return room < 0 ? 0 : room > INT32_MAX ? INT32_MAX : (int32_t)room;
}

static void lower(int32_t *room, int64_t to)
{
    if (to < *room) *room = clip(to);
}

/* ---- being away from where one is needed ---- */

static int active(const ow_limit *limit, uint32_t day)
{
    return day >= limit->first_day && day <= limit->last_day;
}

/* Floors that count the commodity at its first site: how many may be missing there (scope site), or in
 * the host country (scopes host and party). */
static void away_floors(int32_t *away_home, int32_t *away_host, const ow_state *state,
                        const ow_commodity *k, uint32_t day, int closing)
{
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *limit = &s->limits[i];
        if (limit->kind != OW_LIMIT_KIND_floor || !active(limit, day) ||
            !ow_state_counts(state->grid, limit, k, k->site))
            continue;
        if (closing && limit->while_open && limit->scope == OW_SCOPE_site) continue;
        int64_t spare = state->limit_level[i * state->days + day] - ow_state_floor(state, i, day);
        lower(limit->scope == OW_SCOPE_site ? away_home : away_host, spare);
    }
}

static void away_guards(int32_t *away_home, const ow_state *state, uint32_t commodity, uint32_t day,
                        int closing)
{
    const ow_commodity *k = &state->grid->commodities[commodity];
    if (!state->grid->classes[k->class_index].is_guard) return;
    const size_t i = (size_t)commodity * state->days + day;
    lower(away_home, (int64_t)state->home[i] - state->away_of[i]);
    if (!closing) lower(away_home, ow_state_guards_spare(state, k->site, day));
}

/* ---- being at a site ---- */

/* First day from which on a site that closes once is closed; days if it is open at the end or never was. */
static uint32_t closed_from(const ow_state *state, uint32_t site)
{
    uint32_t last = state->days;
    if (!state->grid->scenario->sites[site].closes_once) return state->days;
    while (last > 0 && !ow_state_is_open(state, site, last - 1)) last--;
    if (last == 0 && !state->start_people[site]) return state->days;
    return last;
}

/* Whether a site that closes once may be kept open a day longer by what passes through. */
static int may_extend(const ow_state *state, uint32_t site)
{
    const onward_scenario *s = state->grid->scenario;
    const ow_site *at = &s->sites[site];
    for (uint32_t i = 0; i < s->precedence_count; i++)
        if (!s->precedence[i].of_units &&
            (s->precedence[i].before == site || s->precedence[i].after == site))
            return 0;
    return at->guard_min == 0 && at->guard_per_100 == 0 && at->handover_days == 0;
}

static void host_site_people(int32_t *room, const ow_state *state, const ow_class *class, uint32_t site,
                             uint32_t day)
{
    const ow_site *s = &state->grid->scenario->sites[site];
    const size_t i = (size_t)site * state->days + day;
    if (s->people_max != OW_UNLIMITED) lower(room, s->people_max - state->people[i]);
    if (class->is_guard || s->guard_per_100 == 0) return;
    lower(room, ow_mul_div_floor(state->guards[i] - state->away[i], 100, s->guard_per_100) -
                    state->others[i]);
}

static void host_site(int32_t *room, const ow_state *state, const ow_commodity *k, uint32_t site,
                      uint32_t day)
{
    const ow_class *class = &state->grid->classes[k->class_index];
    const ow_site *s = &state->grid->scenario->sites[site];
    const size_t i = (size_t)site * state->days + day;
    if (k->item == OW_NO_INDEX) host_site_people(room, state, class, site, day);
    if (day >= s->close_by_day) *room = 0;
    if (!ow_state_is_open(state, site, day) && state->guards[i] - state->away[i] < s->guard_min)
        *room = 0;
}

/* Ceilings that the commodity would add to by being at a site (OW_NO_INDEX: on the way). */
static void ceilings(int32_t *room, const ow_state *state, const ow_commodity *k, uint32_t site,
                     uint32_t day)
{
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *limit = &s->limits[i];
        const int64_t level = state->limit_level[i * state->days + day];
        if (!active(limit, day)) continue;
        if (limit->measure == OW_MEASURE_sites) {
            if (limit->kind == OW_LIMIT_KIND_ceiling && site != OW_NO_INDEX && s->sites[site].in_host &&
                !ow_state_is_open(state, site, day))
                lower(room, level < limit->value ? INT32_MAX : 0);
            continue;
        }
        if (limit->kind == OW_LIMIT_KIND_floor || !ow_state_counts(state->grid, limit, k, site) ||
            ow_state_counts(state->grid, limit, k, k->site))
            continue;
        lower(room, limit->value - level);
    }
}

/* Floors per 100 other people, for one who would be such an other and is not one yet. */
static void other_floors(int32_t *room, const ow_state *state, const ow_commodity *k, uint32_t site,
                         uint32_t day)
{
    const onward_scenario *s = state->grid->scenario;
    const ow_class *class = &state->grid->classes[k->class_index];
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *l = &s->limits[i];
        if (l->per_100_people == 0 || k->item != OW_NO_INDEX || !active(l, day) ||
            l->capability == class->capability ||
            (l->scope == OW_SCOPE_site ? l->site != site : s->sites[k->site].in_host))
            continue;
        lower(room, ow_mul_div_floor(state->limit_level[i * state->days + day], 100, l->per_100_people) -
                        state->limit_others[i * state->days + day]);
    }
}

static void fill_site(ow_rooms *rooms, const ow_state *state, const ow_commodity *k, uint32_t site,
                      const int32_t *away_home, const int32_t *away_host)
{
    const ow_site *s = &state->grid->scenario->sites[site];
    const uint32_t closed = closed_from(state, site);
    const uint32_t extend = closed < state->days && may_extend(state, site) ? 1 : 0;
    for (uint32_t d = 0; d < state->days; d++) {
        int32_t *room = &rooms->site[(size_t)site * state->days + d];
        *room = away_home[d];
        if (!s->in_host && away_host[d] < *room) *room = away_host[d];
        if (*room == 0) continue;
        if (s->in_host) {
            host_site(room, state, k, site, d);
            other_floors(room, state, k, site, d);
        }
        ceilings(room, state, k, site, d);
        if (closed < state->days && d >= closed + extend) *room = 0;
        if (closed < state->days && k->item != OW_NO_INDEX && (int64_t)d >= closed - s->handover_days + extend)
            *room = 0;
    }
}

void ow_room_fill(ow_rooms *rooms, const ow_state *state, uint32_t commodity, int closing)
{
    const onward_scenario *s = state->grid->scenario;
    const ow_commodity *k = &state->grid->commodities[commodity];
    for (uint32_t d = 0; d < state->days; d++) {
        int32_t away_home = INT32_MAX, away_host = INT32_MAX;
        away_floors(&away_home, &away_host, state, k, d, closing);
        away_guards(&away_home, state, commodity, d, closing);
        rooms->way_free[d] = away_home;
        rooms->way_host[d] = away_host;
    }
    for (uint32_t site = 0; site < s->sites_count; site++)
        if (site != k->site) fill_site(rooms, state, k, site, rooms->way_free, rooms->way_host);
    for (uint32_t d = 0; d < state->days; d++) {
        int32_t away = rooms->way_free[d] < rooms->way_host[d] ? rooms->way_free[d] : rooms->way_host[d];
        rooms->way_free[d] = rooms->way_host[d] = away;
        ceilings(&rooms->way_host[d], state, k, OW_NO_INDEX, d);
    }
}
