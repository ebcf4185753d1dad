/* Times of missions; see travel.h.
 *
 * Empty ways are shortest by (distance, minutes) over all links of the fleet's mode, in either
 * direction. As every link is as long one way as the other, one search from a vehicle's home gives
 * the way out and the way back. A fleet without a home has the pick-up site for one, so that its
 * searches begin there. A search over sites and links in a heap is O((sites + links) log links);
 * one is made for each fleet and home that a plan uses. */
#include "check/travel.h"

#include <assert.h>

#define SELF_DUTY_MIN 720
#define FAR INT64_MAX

typedef struct arc {
    uint32_t link, to;
} arc;

typedef struct reach {
    int64_t distance_m, minutes;
    uint32_t site;
} reach;

struct ow_travel {
    const onward_scenario *scenario;
    ow_trip *trips;      /* [2 * place in fleet_links + backwards] */
    uint8_t *known;      /* parallel to trips */
    uint32_t *arc_first; /* [site], and one more */
    arc *arcs;
    int64_t *distance_m, *minutes; /* [site] of the last search */
    uint32_t fleet, source;        /* of the last search; OW_NO_INDEX: none yet */
    reach *heap;
    uint32_t heap_count;
};

static void build_arcs(ow_travel *travel) {
    const onward_scenario *scenario = travel->scenario;
    uint32_t *first = travel->arc_first;
    for (uint32_t l = 0; l < scenario->links_count; l++) {
        first[scenario->links[l].from_site]++;
        first[scenario->links[l].to_site]++;
    }
    for (uint32_t s = 0, sum = 0; s <= scenario->sites_count; s++) {
        sum += first[s];
        first[s] = sum; /* the end of the part of s; filling moves it to the beginning */
    }
    for (uint32_t l = 0; l < scenario->links_count; l++) {
        const ow_link *link = &scenario->links[l];
        travel->arcs[--first[link->from_site]] = (arc){l, link->to_site};
        travel->arcs[--first[link->to_site]] = (arc){l, link->from_site};
    }
}

ow_travel *ow_travel_new(ow_arena *arena, const onward_scenario *scenario) {
    ow_travel *travel = OW_NEW(arena, ow_travel);
    if (travel == NULL) return NULL;
    size_t trips = 2 * (size_t)scenario->fleet_links_count;
    size_t ends = 2 * (size_t)scenario->links_count;
    travel->scenario = scenario;
    travel->trips = OW_ARRAY(arena, trips, ow_trip);
    travel->known = OW_ARRAY(arena, trips, uint8_t);
    travel->arc_first = OW_ARRAY(arena, (size_t)scenario->sites_count + 1, uint32_t);
    travel->arcs = OW_ARRAY(arena, ends, arc);
    travel->distance_m = OW_ARRAY(arena, scenario->sites_count, int64_t);
    travel->minutes = OW_ARRAY(arena, scenario->sites_count, int64_t);
    travel->heap = OW_ARRAY(arena, ends + 1, reach);
    travel->fleet = travel->source = OW_NO_INDEX;
    if (!travel->trips || !travel->known || !travel->arc_first || !travel->arcs ||
        !travel->distance_m || !travel->minutes || !travel->heap)
        return NULL;
    build_arcs(travel);
    return travel;
}

/* Place of (fleet, link) in fleet_links, or OW_NO_INDEX. */
static uint32_t find_served(const onward_scenario *scenario, uint32_t fleet, uint32_t link) {
    uint32_t low = scenario->fleets[fleet].links_first;
    uint32_t end = low + scenario->fleets[fleet].links_count, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scenario->fleet_links[middle].link < link)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && scenario->fleet_links[low].link == link ? low : OW_NO_INDEX;
}

/* ⌈60 × distance / speed⌉ minutes. */
static int64_t drive_min(int64_t distance_m, int64_t speed_milli_km_h) {
    assert(speed_milli_km_h > 0);
    int64_t parts = 60 * distance_m;
    return parts / speed_milli_km_h + (parts % speed_milli_km_h != 0);
}

static int64_t way_min(const onward_scenario *scenario, uint32_t fleet, uint32_t link) {
    uint32_t place = find_served(scenario, fleet, link);
    if (place != OW_NO_INDEX && scenario->fleet_links[place].one_way_min >= 0)
        return scenario->fleet_links[place].one_way_min;
    if (scenario->links[link].one_way_min >= 0) return scenario->links[link].one_way_min;
    return drive_min(scenario->links[link].distance_m, scenario->fleets[fleet].speed_milli_km_h);
}

static int is_nearer(reach a, reach b) {
    return a.distance_m < b.distance_m || (a.distance_m == b.distance_m && a.minutes < b.minutes);
}

static void heap_add(ow_travel *travel, reach added) {
    uint32_t at = travel->heap_count++;
    while (at > 0 && is_nearer(added, travel->heap[(at - 1) / 2])) {
        travel->heap[at] = travel->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    travel->heap[at] = added;
}

static reach heap_take(ow_travel *travel) {
    reach taken = travel->heap[0], moved = travel->heap[--travel->heap_count];
    uint32_t at = 0;
    for (;;) {
        uint32_t below = 2 * at + 1;
        if (below >= travel->heap_count) break;
        if (below + 1 < travel->heap_count &&
            is_nearer(travel->heap[below + 1], travel->heap[below]))
            below++;
        if (!is_nearer(travel->heap[below], moved)) break;
        travel->heap[at] = travel->heap[below];
        at = below;
    }
    travel->heap[at] = moved;
    return taken;
}

/* Each arc enters the heap at most once for every site settled, so 2 × links + 1 places suffice. */
static void search(ow_travel *travel, uint32_t fleet, uint32_t source) {
    const onward_scenario *scenario = travel->scenario;
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        travel->distance_m[s] = travel->minutes[s] = FAR;
    travel->distance_m[source] = travel->minutes[source] = 0;
    travel->heap_count = 0;
    heap_add(travel, (reach){0, 0, source});
    while (travel->heap_count > 0) {
        reach at = heap_take(travel);
        if (at.distance_m != travel->distance_m[at.site] || at.minutes != travel->minutes[at.site])
            continue;
        for (uint32_t a = travel->arc_first[at.site]; a < travel->arc_first[at.site + 1]; a++) {
            arc along = travel->arcs[a];
            if (scenario->links[along.link].mode != scenario->fleets[fleet].mode) continue;
            reach next = {at.distance_m + scenario->links[along.link].distance_m,
                          at.minutes + way_min(scenario, fleet, along.link), along.to};
            reach old = {travel->distance_m[along.to], travel->minutes[along.to], along.to};
            if (!is_nearer(next, old)) continue;
            travel->distance_m[along.to] = next.distance_m;
            travel->minutes[along.to] = next.minutes;
            heap_add(travel, next);
        }
    }
    travel->fleet = fleet;
    travel->source = source;
}

static int32_t days_up(int64_t minutes, int64_t duty_min) {
    assert(duty_min > 0);
    int64_t days = minutes / duty_min + (minutes % duty_min != 0);
    return days < 1 ? 1 : (int32_t)days;
}

static ow_trip make_trip(const ow_fleet *fleet, int64_t way, int64_t cycle) {
    return (ow_trip){way, cycle,
                     days_up(fleet->load_min + way + fleet->unload_min, fleet->duty_min),
                     days_up(cycle, fleet->duty_min)};
}

/* All trips of the fleet whose vehicles come from the place last searched from. */
static void fill_trips(ow_travel *travel) {
    const onward_scenario *scenario = travel->scenario;
    const ow_fleet *fleet = &scenario->fleets[travel->fleet];
    for (uint32_t i = 0; i < 2 * fleet->links_count; i++) {
        uint32_t place = fleet->links_first + i / 2;
        const ow_fleet_link *served = &scenario->fleet_links[place];
        const ow_link *link = &scenario->links[served->link];
        uint32_t from = i % 2 ? link->to_site : link->from_site;
        uint32_t to = i % 2 ? link->from_site : link->to_site;
        if (travel->source != (fleet->home_site == OW_NO_INDEX ? from : fleet->home_site)) continue;
        int64_t way = way_min(scenario, travel->fleet, served->link);
        int64_t out = travel->minutes[from] == FAR ? way : travel->minutes[from];
        int64_t back = travel->minutes[to] == FAR ? way : travel->minutes[to];
        int64_t cycle = served->cycle_min >= 0
                            ? served->cycle_min
                            : out + fleet->load_min + way + fleet->unload_min + back;
        travel->trips[2 * (size_t)place + i % 2] = make_trip(fleet, way, cycle);
        travel->known[2 * (size_t)place + i % 2] = 1;
    }
}

ow_trip ow_travel_trip(ow_travel *travel, uint32_t fleet, uint32_t link, uint32_t from_site,
                       uint8_t *served) {
    const onward_scenario *scenario = travel->scenario;
    const ow_fleet *vehicle = &scenario->fleets[fleet];
    uint32_t place = find_served(scenario, fleet, link);
    *served = place != OW_NO_INDEX;
    if (place == OW_NO_INDEX) {
        int64_t way = way_min(scenario, fleet, link);
        return make_trip(vehicle, way, vehicle->load_min + 2 * way + vehicle->unload_min);
    }
    size_t at = 2 * (size_t)place + (from_site != scenario->links[link].from_site);
    if (!travel->known[at]) {
        search(travel, fleet, vehicle->home_site == OW_NO_INDEX ? from_site : vehicle->home_site);
        fill_trips(travel);
    }
    assert(travel->known[at]);
    return travel->trips[at];
}

int32_t ow_travel_self_lag(const onward_scenario *scenario, uint32_t link, uint32_t item) {
    int64_t way =
        scenario->links[link].one_way_min >= 0
            ? scenario->links[link].one_way_min
            : drive_min(scenario->links[link].distance_m, scenario->items[item].drive_milli_km_h);
    return days_up(way, SELF_DUTY_MIN);
}
