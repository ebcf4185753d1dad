/* Ways, cycles, days and lift of missions, straight from rules.md ("Times", "Points"). Empty ways
 * are shortest paths by (distance, minutes) over all links of the fleet's mode, found by relaxing
 * every link until nothing changes (Bellman and Ford): simple, and the graphs are small. */
#include "check/bound_way.h"

typedef struct empty_way {
    int64_t distance_m, minutes; /* distance -1: cannot be reached */
} empty_way;

typedef struct way_search {
    const onward_scenario *scenario;
    const ow_fleet *fleet;
    int64_t *link_min; /* the fleet's minutes over each link */
    empty_way *ways;   /* [site] from source */
    uint32_t source;   /* OW_NO_INDEX: not searched yet */
} way_search;

enum { SELF_DUTY_MIN = 12 * 60 };

static int64_t way_min(const onward_scenario *s, uint32_t link, int64_t fleet_override,
                       int64_t speed_milli_km_h) {
    if (fleet_override >= 0) return fleet_override;
    if (s->links[link].one_way_min >= 0) return s->links[link].one_way_min;
    return (int64_t)ow_wide_ceil((ow_wide)60 * s->links[link].distance_m, speed_milli_km_h);
}

static uint32_t days_of(int64_t minutes, int64_t duty_min, uint32_t horizon) {
    int64_t days = minutes <= duty_min ? 1 : (minutes + duty_min - 1) / duty_min;
    return days > horizon ? horizon + 1 : (uint32_t)days;
}

/* 1 if going on from site `from` over a link makes a better way to site `to`; then keeps it. */
static int relax(empty_way *ways, uint32_t from, uint32_t to, int64_t distance_m, int64_t minutes) {
    if (ways[from].distance_m < 0) return 0;
    empty_way new = {ways[from].distance_m + distance_m, ways[from].minutes + minutes};
    empty_way old = ways[to];
    if (old.distance_m >= 0 && (old.distance_m < new.distance_m ||
                                (old.distance_m == new.distance_m &&old.minutes <= new.minutes)))
        return 0;
    ways[to] = new;
    return 1;
}

static void search_from(way_search *search, uint32_t source) {
    const onward_scenario *s = search->scenario;
    if (search->source == source) return;
    search->source = source;
    for (uint32_t i = 0; i < s->sites_count; i++) search->ways[i] = (empty_way){-1, 0};
    search->ways[source] = (empty_way){0, 0};
    for (int changed = 1; changed;) {
        changed = 0;
        for (uint32_t i = 0; i < s->links_count; i++) {
            const ow_link *link = &s->links[i];
            if (link->mode != search->fleet->mode) continue;
            int64_t minutes = search->link_min[i];
            changed |=
                relax(search->ways, link->from_site, link->to_site, link->distance_m, minutes);
            changed |=
                relax(search->ways, link->to_site, link->from_site, link->distance_m, minutes);
        }
    }
}

/* Minutes of both empty ways together: home to the pick-up, and home again. Without a home, the
 * pick-up site is home, so the first way is nothing; the second does not depend on the direction.
 */
static int64_t empty_min(way_search *search, const ow_link *link, int64_t loaded_min) {
    uint32_t home = search->fleet->home_site;
    search_from(search, home == OW_NO_INDEX ? link->from_site : home);
    const empty_way *at_from = &search->ways[link->from_site],
                    *at_to = &search->ways[link->to_site];
    int64_t from_min = at_from->distance_m < 0 ? loaded_min : at_from->minutes;
    int64_t to_min = at_to->distance_m < 0 ? loaded_min : at_to->minutes;
    return from_min + to_min;
}

static ow_bound_trip trip_make(way_search *search, const ow_fleet_link *serves) {
    const onward_scenario *s = search->scenario;
    const ow_fleet *fleet = search->fleet;
    int64_t loaded_min = search->link_min[serves->link];
    int64_t mission_min = fleet->load_min + loaded_min + fleet->unload_min;
    ow_bound_trip trip = {.cycle_min = serves->cycle_min};
    if (trip.cycle_min < 0)
        trip.cycle_min = mission_min + empty_min(search, &s->links[serves->link], loaded_min);
    trip.arrival_days = days_of(mission_min, fleet->duty_min, s->days);
    trip.busy_days = days_of(trip.cycle_min, fleet->duty_min, s->days);
    ow_wide cost =
        (ow_wide)fleet->cost_milli_per_h * trip.cycle_min * s->points_per_1000_cost_milli;
    ow_wide lift_milli = ow_wide_ceil(cost, 60 * 1000000);
    ow_wide most_milli = OW_MISSION_MICRO_MAX / 1000;
    trip.lift_micro = (int64_t)(lift_milli < most_milli ? lift_milli : most_milli) * 1000;
    return trip;
}

ow_status ow_check_bound_trips(ow_bound_trip *trips, ow_arena *arena,
                               const onward_scenario *scenario, uint32_t fleet) {
    const onward_scenario *s = scenario;
    way_search search = {s, &s->fleets[fleet], NULL, NULL, OW_NO_INDEX};
    search.link_min = OW_ARRAY(arena, s->links_count + 1u, int64_t);
    search.ways = OW_ARRAY(arena, s->sites_count + 1u, empty_way);
    if (search.link_min == NULL || search.ways == NULL) return OW_NO_MEMORY;
    const ow_fleet_link *serves = &s->fleet_links[search.fleet->links_first];
    int64_t speed = search.fleet->speed_milli_km_h;
    for (uint32_t i = 0; i < s->links_count; i++) search.link_min[i] = way_min(s, i, -1, speed);
    for (uint32_t i = 0; i < search.fleet->links_count; i++)
        search.link_min[serves[i].link] = way_min(s, serves[i].link, serves[i].one_way_min, speed);
    for (uint32_t i = 0; i < search.fleet->links_count; i++)
        trips[i] = trip_make(&search, &serves[i]);
    return OW_OK;
}

uint32_t ow_check_bound_self_days(const onward_scenario *scenario, uint32_t link,
                                  int64_t drive_milli_km_h) {
    return days_of(way_min(scenario, link, -1, drive_milli_km_h), SELF_DUTY_MIN, scenario->days);
}
