/* Exhaustive search over days, remembering the best rest of each state. A state is what matters of
 * the past: stocks, who is on the way, busy vehicles, arrivals to come, and when sites had people
 * and items. */
#include "support/brute.h"

#include "support/tiny.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOVES_MAX = 64, NEVER = 100 };

typedef struct state {
    int8_t stock[TINY_COMMODITIES][TINY_SITES];
    int8_t coming[TINY_COMMODITIES][TINY_SITES][TINY_DAYS]
                 [2];                        /* at the end of the day in so many; host link */
    int8_t busy[TINY_FLEETS][TINY_VEHICLES]; /* days, today included */
    int8_t missions_due[TINY_SITES][OW_MODE_COUNT][TINY_DAYS]; /* arrivals in so many days */
    int8_t was_open[TINY_SITES], closed_day[TINY_SITES],
        items_day[TINY_SITES]; /* last day with items */
} state;

/* A way for a commodity: by a fleet under a permission, self, or a fate (to_site < 0). */
typedef struct way {
    uint32_t fleet, link, permission; /* OW_NO_INDEX: no fleet (self, fate); none needed */
    int from_site, to_site, back, lag;
    int64_t cycle_min, fate_points;
} way;

typedef struct flow {
    int count[TINY_COMMODITIES][MOVES_MAX];
} flow;

typedef struct entry {
    uint32_t day;
    state at;
    int64_t rest;
} entry;

typedef struct brute {
    const onward_scenario *s;
    int commodities;
    way ways[TINY_COMMODITIES][MOVES_MAX];
    int ways_count[TINY_COMMODITIES];
    uint64_t work, work_max;
    entry *memory;
    size_t memory_size, memory_count;
} brute;

/* One day's decision while it is being worked out. */
typedef struct today {
    brute *b;
    uint32_t day;
    const state *at;
    flow moved;
    int64_t best;
    /* of the missions of a decision */
    int missions_count;
    const way *mission[32];
    int vehicle[32];
    state next;
    int64_t cost;
} today;

static int64_t best_from(brute *b, uint32_t day, const state *at);

static int is_item(const brute *b, int k) {
    return k >= (int)b->s->units_count;
}
static uint32_t unit_of(const brute *b, int k) {
    return is_item(b, k) ? b->s->holdings[k - (int)b->s->units_count].unit : (uint32_t)k;
}
static const ow_item *item_of(const brute *b, int k) {
    return is_item(b, k) ? &b->s->items[b->s->holdings[k - (int)b->s->units_count].item] : NULL;
}
static int64_t up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

/* ---- Coefficients ---- */

static int64_t minutes_over(const onward_scenario *s, uint32_t link, const ow_fleet *fleet) {
    for (uint32_t i = 0; i < fleet->links_count; i++) {
        const ow_fleet_link *row = &s->fleet_links[fleet->links_first + i];
        if (row->link == link && row->one_way_min >= 0) return row->one_way_min;
    }
    if (s->links[link].one_way_min >= 0) return s->links[link].one_way_min;
    return up(60 * s->links[link].distance_m, fleet->speed_milli_km_h);
}

/* Minutes of the shortest empty way between two sites (Floyd and Warshall), or -1. */
static int64_t empty_minutes(const onward_scenario *s, const ow_fleet *fleet, uint32_t a,
                             uint32_t z) {
    enum { FAR = 1000000000 };
    int64_t metres[TINY_SITES][TINY_SITES], minutes[TINY_SITES][TINY_SITES];
    for (uint32_t i = 0; i < s->sites_count; i++)
        for (uint32_t j = 0; j < s->sites_count; j++) {
            metres[i][j] = i == j ? 0 : FAR;
            minutes[i][j] = i == j ? 0 : FAR;
            for (uint32_t l = 0; l < s->links_count; l++) {
                const ow_link *link = &s->links[l];
                int joins = (link->from_site == i && link->to_site == j) ||
                            (link->from_site == j && link->to_site == i);
                if (!joins || link->mode != fleet->mode || link->distance_m > metres[i][j])
                    continue;
                int64_t m = minutes_over(s, l, fleet);
                if (link->distance_m == metres[i][j] && m >= minutes[i][j]) continue;
                metres[i][j] = link->distance_m;
                minutes[i][j] = m;
            }
        }
    for (uint32_t k = 0; k < s->sites_count; k++)
        for (uint32_t i = 0; i < s->sites_count; i++)
            for (uint32_t j = 0; j < s->sites_count; j++) {
                int64_t far = metres[i][k] + metres[k][j], long_min = minutes[i][k] + minutes[k][j];
                if (far > metres[i][j] || (far == metres[i][j] && long_min >= minutes[i][j]))
                    continue;
                metres[i][j] = far;
                minutes[i][j] = long_min;
            }
    return metres[a][z] >= FAR ? -1 : minutes[a][z];
}

static int64_t cycle_minutes(const onward_scenario *s, uint32_t fleet_index, uint32_t link,
                             uint32_t from, uint32_t to) {
    const ow_fleet *fleet = &s->fleets[fleet_index];
    for (uint32_t i = 0; i < fleet->links_count; i++) {
        const ow_fleet_link *row = &s->fleet_links[fleet->links_first + i];
        if (row->link == link && row->cycle_min >= 0) return row->cycle_min;
    }
    uint32_t home = fleet->home_site == OW_NO_INDEX ? from : fleet->home_site;
    int64_t loaded = minutes_over(s, link, fleet);
    int64_t out = empty_minutes(s, fleet, home, from), back = empty_minutes(s, fleet, to, home);
    if (out < 0) out = loaded;
    if (back < 0) back = loaded;
    return out + fleet->load_min + loaded + fleet->unload_min + back;
}

static int64_t rate(const onward_scenario *s, int site, uint32_t day) {
    return up(s->sites[site].risk_milli * s->site_factor_milli[(uint32_t)site * s->days + day] *
                  s->points_per_person_day_milli,
              1000000);
}

static int64_t lift(const onward_scenario *s, const way *w) {
    return up(s->fleets[w->fleet].cost_milli_per_h * w->cycle_min * s->points_per_1000_cost_milli,
              60000000);
}

static int64_t late_rate(const brute *b, int k) {
    if (!b->s->units[unit_of(b, k)].pays_late) return 0;
    if (!is_item(b, k)) return b->s->points_per_late_person_day_milli;
    return up(item_of(b, k)->mass_kg * b->s->points_per_late_tonne_day_milli, 1000);
}

/* ---- Ways of each commodity ---- */

static int lag_days(int64_t minutes, int64_t duty) {
    int64_t days = up(minutes, duty);
    return days < 1 ? 1 : (int)(days > NEVER ? NEVER : days);
}

static void way_push(brute *b, int k, way w) {
    int cannot_return = is_item(b, k) && !(item_of(b, k)->fates & 1 << OW_FATE_return);
    uint32_t destination = b->s->units[unit_of(b, k)].destination;
    if (w.to_site >= 0 && cannot_return && (uint32_t)w.to_site == destination) return;
    assert(b->ways_count[k] < MOVES_MAX);
    b->ways[k][b->ways_count[k]++] = w;
}

/* The way once for each permission that it may name, or once if it needs none. */
static void way_permitted(brute *b, int k, way w) {
    const onward_scenario *s = b->s;
    const ow_link *link = &s->links[w.link];
    if (!link->touches_host || !(s->permission_modes & 1 << link->mode)) {
        way_push(b, k, w);
        return;
    }
    uint32_t party = s->units[unit_of(b, k)].party;
    if (w.fleet != OW_NO_INDEX && s->fleets[w.fleet].party != OW_NO_INDEX)
        party = s->fleets[w.fleet].party;
    for (uint32_t p = 0; p < s->permissions_count; p++) {
        const ow_permission *permit = &s->permissions[p];
        if (permit->party != OW_NO_INDEX && permit->party != party) continue;
        if (permit->mode != OW_NONE && permit->mode != link->mode) continue;
        if (permit->link != OW_NO_INDEX && permit->link != w.link) continue;
        w.permission = p;
        way_push(b, k, w);
    }
}

static void self_ways(brute *b, int k, uint32_t link, int back) {
    const onward_scenario *s = b->s;
    const ow_unit *unit = &s->units[unit_of(b, k)];
    const ow_link *l = &s->links[link];
    int lags[TINY_HOLDINGS], count = 0;
    if (l->mode != OW_MODE_road) return;
    for (uint32_t h = 0; h < unit->holdings_count; h++) {
        const ow_item *item = &s->items[s->holdings[unit->holdings_first + h].item];
        if (!item->drives || (is_item(b, k) ? item != item_of(b, k) : item->crew == 0)) continue;
        int64_t minutes =
            l->one_way_min >= 0 ? l->one_way_min : up(60 * l->distance_m, item->drive_milli_km_h);
        int lag = lag_days(minutes, 720), known = 0;
        for (int i = 0; i < count; i++) known |= lags[i] == lag;
        if (!known) lags[count++] = lag;
    }
    for (int i = 0; i < count; i++) {
        way w = {OW_NO_INDEX, link, OW_NO_INDEX, 0, 0, back, lags[i], 0, 0};
        w.from_site = (int)(back ? l->to_site : l->from_site);
        w.to_site = (int)(back ? l->from_site : l->to_site);
        way_permitted(b, k, w);
    }
}

static void fleet_ways(brute *b, int k, uint32_t f, uint32_t link, int back) {
    const onward_scenario *s = b->s;
    const ow_fleet *fleet = &s->fleets[f];
    const ow_item *item = item_of(b, k);
    if (fleet->mode != s->links[link].mode) return;
    if (item == NULL && fleet->people_max == 0) return;
    if (item != NULL &&
        (item->mass_kg > fleet->payload_kg || item->area_milli_m2 > fleet->area_milli_m2))
        return;
    uint32_t from = back ? s->links[link].to_site : s->links[link].from_site;
    uint32_t to = back ? s->links[link].from_site : s->links[link].to_site;
    int64_t mission = fleet->load_min + minutes_over(s, link, fleet) + fleet->unload_min;
    way w = {f,
             link,
             OW_NO_INDEX,
             (int)from,
             (int)to,
             back,
             lag_days(mission, fleet->duty_min),
             cycle_minutes(s, f, link, from, to),
             0};
    way_permitted(b, k, w);
}

static void ways_make(brute *b) {
    const onward_scenario *s = b->s;
    for (int k = 0; k < b->commodities; k++) {
        for (uint32_t link = 0; link < s->links_count; link++)
            for (int back = 0; back <= s->links[link].both_ways; back++) {
                for (uint32_t f = 0; f < s->fleets_count; f++) fleet_ways(b, k, f, link, back);
                self_ways(b, k, link, back);
            }
        for (int fate = 1; is_item(b, k) && fate < OW_FATE_COUNT; fate++)
            for (uint32_t site = 0; site < s->sites_count; site++)
                if (item_of(b, k)->fates & 1 << fate)
                    way_push(b, k,
                             (way){OW_NO_INDEX, OW_NO_INDEX, OW_NO_INDEX, (int)site, -1, 0, 1, 0,
                                   item_of(b, k)->fate_points_milli[fate]});
    }
}

/* ---- The end of a day ---- */

static int64_t people_at(const today *t, uint32_t site, int64_t capability, int64_t party,
                         int others) {
    const onward_scenario *s = t->b->s;
    int64_t sum = 0;
    for (uint32_t u = 0; u < s->units_count; u++) {
        if (party >= 0 && s->units[u].party != (uint32_t)party) continue;
        int of = capability < 0 || s->units[u].capability == (uint32_t)capability;
        if (of != others) sum += t->next.stock[u][site];
    }
    return sum;
}

static int site_open(const today *t, uint32_t site) {
    int64_t sum = 0;
    for (int k = 0; k < t->b->commodities; k++) sum += t->next.stock[k][site];
    return sum > 0;
}

static int64_t counted(const today *t, const ow_limit *limit, uint32_t site) {
    const onward_scenario *s = t->b->s;
    int64_t party = limit->scope == OW_SCOPE_party ? (int64_t)limit->party : -1, sum = 0;
    if (limit->measure == OW_MEASURE_sites) return site_open(t, site);
    if (limit->measure == OW_MEASURE_people)
        return people_at(
            t, site, limit->capability == OW_NO_INDEX ? -1 : (int64_t)limit->capability, party, 0);
    for (uint32_t h = 0; h < s->holdings_count; h++) {
        if (limit->item != OW_NO_INDEX && limit->item != s->holdings[h].item) continue;
        if (party >= 0 && s->units[s->holdings[h].unit].party != (uint32_t)party) continue;
        sum += t->next.stock[s->units_count + h][site];
    }
    return sum;
}

static int64_t on_host_way(const today *t, const ow_limit *limit) {
    const onward_scenario *s = t->b->s;
    int64_t sum = 0;
    for (uint32_t u = 0; u < s->units_count; u++) {
        if (limit->scope == OW_SCOPE_party && s->units[u].party != limit->party) continue;
        if (limit->capability != OW_NO_INDEX && limit->capability != s->units[u].capability)
            continue;
        for (uint32_t site = 0; site < s->sites_count; site++)
            for (int in = 0; in < TINY_DAYS; in++) sum += t->next.coming[u][site][in][1];
    }
    return sum;
}

static int limit_holds(const today *t, const ow_limit *limit) {
    const onward_scenario *s = t->b->s;
    if (t->day < limit->first_day || t->day > limit->last_day) return 1;
    if (limit->while_open && !site_open(t, limit->site)) return 1;
    int64_t sum = 0, others = 0;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        if (limit->scope == OW_SCOPE_site ? site != limit->site : !s->sites[site].in_host) continue;
        sum += counted(t, limit, site);
        if (limit->capability != OW_NO_INDEX)
            others += people_at(t, site, limit->capability,
                                limit->scope == OW_SCOPE_party ? (int64_t)limit->party : -1, 1);
    }
    if (limit->kind == OW_LIMIT_KIND_ceiling) {
        if (limit->measure == OW_MEASURE_people && limit->scope != OW_SCOPE_site)
            sum += on_host_way(t, limit);
        return sum <= limit->value;
    }
    return sum >= limit->value && sum >= up(limit->per_100_people * others, 100);
}

/* Handover of a site that closes today: no items for h days, and teams enough on each day so far.
 */
static int handover_holds(const today *t, uint32_t site) {
    const onward_scenario *s = t->b->s;
    int day = (int)t->day, h = (int)s->sites[site].handover_days;
    if (day < h || t->next.items_day[site] >= day - h) return 0;
    for (int e = 0; e < day; e++) {
        int64_t teams = 0;
        for (uint32_t i = 0; i < s->sites_count; i++) {
            int c = t->next.closed_day[i];
            teams += c >= 0 && e >= c - (int)s->sites[i].handover_days && e < c;
        }
        if (teams > s->handover_teams) return 0;
    }
    return 1;
}

/* Rules of one host site at the end of the day; adds its cost. */
static int site_holds(today *t, uint32_t site) {
    const onward_scenario *s = t->b->s;
    const ow_site *place = &s->sites[site];
    int64_t people = people_at(t, site, -1, -1, 0), guards = people_at(t, site, 1, -1, 0);
    int open = site_open(t, site);
    if (people > place->people_max) return 0;
    if (open &&
        (guards < place->guard_min || guards < up(place->guard_per_100 * (people - guards), 100)))
        return 0;
    if (open && t->day >= place->close_by_day) return 0;
    for (uint32_t h = 0; h < s->holdings_count; h++)
        if (t->next.stock[s->units_count + h][site] > 0) t->next.items_day[site] = (int8_t)t->day;
    if (open) t->cost += place->open_points_milli_per_day;
    if (place->stays_open && t->at->was_open[site] == 2 && !open) return 0;
    if (place->closes_once && t->next.closed_day[site] >= 0 && open) return 0;
    if (place->closes_once && t->next.was_open[site] && !open && t->next.closed_day[site] < 0) {
        t->next.closed_day[site] = (int8_t)t->day;
        if (!handover_holds(t, site)) return 0;
    }
    if (open && !t->next.was_open[site]) t->next.was_open[site] = 1;
    return 1;
}

static void pay_day(today *t) {
    const onward_scenario *s = t->b->s;
    for (int k = 0; k < t->b->commodities; k++) {
        const ow_unit *unit = &s->units[unit_of(t->b, k)];
        int64_t elsewhere = 0;
        for (uint32_t site = 0; site < s->sites_count; site++) {
            int64_t here = t->next.stock[k][site];
            if (!is_item(t->b, k)) t->cost += here * rate(s, (int)site, t->day);
            if (site != unit->destination) elsewhere += here;
            for (int in = 0; in < TINY_DAYS; in++)
                elsewhere += t->next.coming[k][site][in][0] + t->next.coming[k][site][in][1];
        }
        int late = unit->due_day == OW_NO_INDEX || t->day > unit->due_day;
        if (late) t->cost += elsewhere * late_rate(t->b, k);
        if (t->day + 1 == s->days) t->cost += elsewhere * late_rate(t->b, k) * s->days;
    }
}

/* Everything of the day is decided: check it, pay it, and go on with the next. */
static void day_end(today *t) {
    const onward_scenario *s = t->b->s;
    state next = t->next;
    int64_t cost = t->cost;
    int holds = 1;
    for (uint32_t site = 0; holds && site < s->sites_count; site++)
        if (s->sites[site].in_host) holds = site_holds(t, site);
    for (uint32_t i = 0; holds && i < s->limits_count; i++) holds = limit_holds(t, &s->limits[i]);
    if (holds) {
        pay_day(t);
        int64_t rest = t->day + 1 == s->days ? 0 : best_from(t->b, t->day + 1, &t->next);
        if (rest != BRUTE_INFEASIBLE && t->cost + rest < t->best) t->best = t->cost + rest;
    }
    t->next = next;
    t->cost = cost;
}

/* ---- Missions of a decision ---- */

/* Gives each mission a vehicle, in every way that matters. */
static void vehicles_give(today *t, int m) {
    const onward_scenario *s = t->b->s;
    if (t->b->work > t->b->work_max) return;
    if (m == t->missions_count) {
        day_end(t);
        return;
    }
    const way *w = t->mission[m];
    int64_t duty = s->fleets[w->fleet].duty_min;
    int first = m > 0 && t->mission[m - 1] == w ? t->vehicle[m - 1] : 0;
    for (int v = first; v < TINY_VEHICLES; v++) {
        int64_t used = w->cycle_min;
        int free = t->at->busy[w->fleet][v] == 0, others = 0, days = (int)up(w->cycle_min, duty);
        for (int i = 0; i < m; i++) {
            if (t->mission[i]->fleet != w->fleet || t->vehicle[i] != v) continue;
            others++;
            used += t->mission[i]->cycle_min;
            if (t->mission[i]->cycle_min > duty) free = 0;
        }
        if (days < 1) days = 1;
        if (w->cycle_min > duty ? others > 0 : used > duty) free = 0;
        for (uint32_t e = t->day; e < s->days && e < t->day + (uint32_t)days; e++)
            if (s->vehicles[w->fleet * s->days + e] < v + 1) free = 0;
        if (!free) continue;
        int8_t before = t->next.busy[w->fleet][v];
        t->vehicle[m] = v;
        t->next.busy[w->fleet][v] = (int8_t)(days - 1 < NEVER ? days - 1 : NEVER);
        vehicles_give(t, m + 1);
        t->next.busy[w->fleet][v] = before;
    }
}

/* Vehicles that go over a link in a direction, at a site by a mode, or under a permission. */
typedef struct traffic {
    int64_t link[TINY_LINKS][2], permission[TINY_PERMISSIONS];
} traffic;

static int traffic_add(today *t, traffic *busy, const way *w, int64_t vehicles) {
    const onward_scenario *s = t->b->s;
    int64_t mode = s->links[w->link].mode;
    busy->link[w->link][w->back] += vehicles;
    if (w->permission != OW_NO_INDEX) busy->permission[w->permission] += vehicles;
    if (busy->link[w->link][w->back] > s->links[w->link].missions_per_day) return 0;
    if (w->permission != OW_NO_INDEX &&
        busy->permission[w->permission] > s->permissions[w->permission].missions_per_day)
        return 0;
    for (int end = 0; end < 2; end++) {
        int site = end ? w->to_site : w->from_site, in = end ? w->lag - 1 : 0;
        t->next.missions_due[site][mode][in] =
            (int8_t)(t->next.missions_due[site][mode][in] + vehicles);
        int64_t most = s->site_capacity[(site * OW_MODE_COUNT + mode) * s->days + t->day + in];
        if (t->next.missions_due[site][mode][in] > most) return 0;
    }
    return 1;
}

static int same_mission(const way *x, const way *y) {
    return x->fleet == y->fleet && x->link == y->link && x->back == y->back &&
           x->permission == y->permission;
}

/* Missions that carry what goes by the way w of commodity k, counted at the first commodity that
 * has it. */
static int missions_add(today *t, traffic *busy, int k, const way *w) {
    const onward_scenario *s = t->b->s;
    const ow_fleet *fleet = &s->fleets[w->fleet];
    int64_t people = 0, mass = 0, area = 0, count = 1;
    for (int j = 0; j < t->b->commodities; j++)
        for (int i = 0; i < t->b->ways_count[j]; i++) {
            const way *other = &t->b->ways[j][i];
            int64_t load = t->moved.count[j][i];
            if (load == 0 || other->to_site < 0 || !same_mission(w, other)) continue;
            if (j < k) return 1;
            if (!is_item(t->b, j))
                people += load;
            else {
                mass += load * item_of(t->b, j)->mass_kg;
                area += load * item_of(t->b, j)->area_milli_m2;
            }
        }
    if (people > 0 && up(people, fleet->people_max > 99 ? 99 : fleet->people_max) > count)
        count = up(people, fleet->people_max > 99 ? 99 : fleet->people_max);
    if (mass > 0 && fleet->payload_kg < OW_UNLIMITED && up(mass, fleet->payload_kg) > count)
        count = up(mass, fleet->payload_kg);
    if (area > 0 && fleet->area_milli_m2 < OW_UNLIMITED && up(area, fleet->area_milli_m2) > count)
        count = up(area, fleet->area_milli_m2);
    for (int64_t i = 0; i < count; i++) {
        if (t->missions_count == 32) return 0; /* more than there can be vehicles for */
        t->mission[t->missions_count++] = w;
    }
    t->cost += count * lift(s, w);
    return traffic_add(t, busy, w, count);
}

/* Who goes self over a link is just the crew of what does, lag by lag. */
static int crews_hold(const today *t) {
    const onward_scenario *s = t->b->s;
    for (uint32_t u = 0; u < s->units_count; u++)
        for (uint32_t link = 0; link < s->links_count; link++)
            for (int back = 0; back < 2; back++)
                for (int lag = 1; lag <= TINY_DAYS; lag++) {
                    int64_t balance = 0;
                    for (int k = 0; k < t->b->commodities; k++)
                        for (int i = 0; unit_of(t->b, k) == u && i < t->b->ways_count[k]; i++) {
                            const way *w = &t->b->ways[k][i];
                            if (w->fleet != OW_NO_INDEX || w->to_site < 0 || w->link != link ||
                                w->back != back || w->lag != lag)
                                continue;
                            balance += t->moved.count[k][i] *
                                       (is_item(t->b, k) ? item_of(t->b, k)->crew : -1);
                        }
                    if (balance != 0) return 0;
                }
    return 1;
}

/* Moves what goes by a way: off its site, onto the road or to the other end; pays for it. */
static void depart(today *t, int k, const way *w, int count) {
    const onward_scenario *s = t->b->s;
    t->next.stock[k][w->from_site] = (int8_t)(t->next.stock[k][w->from_site] - count);
    if (w->to_site < 0) {
        t->cost += count * w->fate_points;
        return;
    }
    int host = s->links[w->link].touches_host, in = w->lag - 2;
    if (in < 0)
        t->next.stock[k][w->to_site] = (int8_t)(t->next.stock[k][w->to_site] + count);
    else
        t->next.coming[k][w->to_site][in][host] =
            (int8_t)(t->next.coming[k][w->to_site][in][host] + count);
    if (is_item(t->b, k)) return;
    t->cost +=
        count *
        up(s->links[w->link].risk_milli * s->link_factor_milli[w->link * s->days + t->day], 1000);
    int pays = s->sites[w->from_site].in_host ? w->from_site : w->to_site;
    for (uint32_t e = t->day; host && e + 1 < t->day + (uint32_t)w->lag; e++)
        t->cost += count * rate(s, pays, e);
}

/* The state at the end of the day if nothing departs. */
static void start_next(today *t) {
    state *next = &t->next;
    *next = *t->at;
    for (int k = 0; k < TINY_COMMODITIES; k++)
        for (int site = 0; site < TINY_SITES; site++)
            for (int host = 0; host < 2; host++) {
                next->stock[k][site] =
                    (int8_t)(next->stock[k][site] + next->coming[k][site][0][host]);
                for (int in = 0; in < TINY_DAYS; in++)
                    next->coming[k][site][in][host] =
                        in + 1 < TINY_DAYS ? next->coming[k][site][in + 1][host] : 0;
            }
    for (int f = 0; f < TINY_FLEETS; f++)
        for (int v = 0; v < TINY_VEHICLES; v++)
            if (next->busy[f][v] > 0) next->busy[f][v]--;
}

static void decision_end(today *t) {
    brute *b = t->b;
    traffic busy = {0};
    int holds = 1;
    if (++b->work > b->work_max) return;
    if (!crews_hold(t)) return;
    start_next(t);
    t->missions_count = 0;
    t->cost = 0;
    for (int k = 0; holds && k < b->commodities; k++)
        for (int i = 0; holds && i < b->ways_count[k]; i++) {
            const way *w = &b->ways[k][i];
            int count = t->moved.count[k][i];
            if (count == 0) continue;
            depart(t, k, w, count);
            if (w->to_site < 0) continue;
            if (w->fleet != OW_NO_INDEX)
                holds = missions_add(t, &busy, k, w);
            else
                holds = traffic_add(t, &busy, w, is_item(b, k) ? count : 0);
        }
    for (int site = 0; site < TINY_SITES; site++)
        for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
            int8_t *due = t->next.missions_due[site][mode];
            memmove(due, due + 1, TINY_DAYS - 1);
            due[TINY_DAYS - 1] = 0;
        }
    if (holds) vehicles_give(t, 0);
}

/* ---- All decisions of a day ---- */

static int way_usable(const today *t, int k, const way *w) {
    const onward_scenario *s = t->b->s;
    uint32_t day = t->day;
    if (day < s->units[unit_of(t->b, k)].ready_day) return 0;
    if (w->to_site < 0) return 1;
    if (day + (uint32_t)w->lag > s->days) return 0;
    if (s->link_closed[w->link * s->days + day] ||
        s->site_closed[(uint32_t)w->from_site * s->days + day] ||
        s->site_closed[(uint32_t)w->to_site * s->days + day])
        return 0;
    if (w->permission == OW_NO_INDEX) return 1;
    const ow_permission *permit = &s->permissions[w->permission];
    return permit->first_day <= day && permit->last_day >= (int64_t)day + w->lag - 1;
}

static void decide(today *t, int k, int i, const int8_t left[TINY_SITES]) {
    brute *b = t->b;
    if (b->work > b->work_max) return;
    if (k == b->commodities) {
        decision_end(t);
        return;
    }
    if (i == b->ways_count[k]) {
        decide(t, k + 1, 0, k + 1 < b->commodities ? t->at->stock[k + 1] : left);
        return;
    }
    const way *w = &b->ways[k][i];
    int8_t rest[TINY_SITES];
    memcpy(rest, left, sizeof rest);
    int most = way_usable(t, k, w) ? left[w->from_site] : 0;
    for (int count = 0; count <= most; count++) {
        t->moved.count[k][i] = count;
        rest[w->from_site] = (int8_t)(left[w->from_site] - count);
        decide(t, k, i + 1, rest);
    }
    t->moved.count[k][i] = 0;
}

static entry *entry_find(brute *b, uint32_t day, const state *at) {
    uint64_t hash = 1469598103934665603U + day;
    const unsigned char *bytes = (const unsigned char *)at;
    for (size_t i = 0; i < sizeof *at; i++) hash = (hash ^ bytes[i]) * 1099511628211U;
    size_t place = (hash ^ hash >> 29) & (b->memory_size - 1);
    while (b->memory[place].day != UINT32_MAX &&
           (b->memory[place].day != day || memcmp(&b->memory[place].at, at, sizeof *at) != 0))
        place = (place + 1) & (b->memory_size - 1);
    return &b->memory[place];
}

static int64_t best_from(brute *b, uint32_t day, const state *at) {
    entry *known = entry_find(b, day, at);
    if (known->day != UINT32_MAX) return known->rest;
    today *t = calloc(1, sizeof *t);
    assert(t != NULL);
    *t = (today){.b = b, .day = day, .at = at, .best = BRUTE_INFEASIBLE};
    decide(t, 0, 0, at->stock[0]);
    int64_t best = t->best;
    free(t);
    if (b->memory_count * 2 > b->memory_size)
        b->work = b->work_max + 1; /* give up rather than grow */
    if (b->work > b->work_max) return best;
    known = entry_find(b, day, at);
    b->memory_count++;
    known->day = day;
    memcpy(&known->at, at, sizeof *at);
    known->rest = best;
    return best;
}

int64_t brute_optimum(const onward_scenario *scenario, uint64_t work_max) {
    const onward_scenario *s = scenario;
    brute *b = calloc(1, sizeof *b);
    state *start = calloc(1, sizeof *start);
    assert(b != NULL && start != NULL && s->days <= TINY_DAYS);
    b->s = s;
    b->work_max = work_max;
    b->memory_size = (size_t)1 << 13;
    b->memory = malloc(b->memory_size * sizeof *b->memory);
    assert(b->memory != NULL);
    for (size_t i = 0; i < b->memory_size; i++) b->memory[i].day = UINT32_MAX;
    b->commodities = (int)(s->units_count + s->holdings_count);
    ways_make(b);
    for (uint32_t site = 0; site < TINY_SITES; site++) {
        start->closed_day[site] = -1;
        start->items_day[site] = -1;
    }
    for (int k = 0; k < b->commodities; k++) {
        uint32_t site = s->units[unit_of(b, k)].site;
        int64_t quantity =
            is_item(b, k) ? s->holdings[k - (int)s->units_count].quantity : s->units[k].people;
        start->stock[k][site] = (int8_t)quantity;
        if (quantity > 0) start->was_open[site] = 2; /* open at the start */
    }
    int64_t best = best_from(b, 0, start);
    if (b->work > b->work_max) best = BRUTE_TOO_LARGE;
    free(b->memory);
    free(b);
    free(start);
    return best;
}
