/* Times of missions, and the shortest empty ways that they need.
 * Dijkstra with a binary heap over the links of the fleet's mode in both directions; the order is
 * by (distance, minutes), so that of two equally long ways the faster counts. O((V + E) log E) a
 * search. */
#include "plan/times.h"

#include <assert.h>

#define SELF_DUTY_MIN 720
#define UNREACHED INT64_MAX

typedef struct node {
    int64_t distance_m, minutes;
    uint32_t site;
} node;

typedef struct edge {
    uint32_t link, to_site;
} edge;

struct ow_times {
    const onward_scenario *scenario;
    ow_ride *rides;       /* [(place in fleet_links) * 2 + (0: forwards, 1: backwards)] */
    uint8_t *known;       /* parallel to rides */
    uint32_t *edge_first; /* [sites + 1] */
    edge *edges;
    int64_t *distance_m, *minutes; /* [site], of the last search */
    node *heap;
    uint32_t heap_count;
};

static int64_t divide_up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

static void build_edges(ow_times *times) {
    const onward_scenario *scenario = times->scenario;
    uint32_t *first = times->edge_first;
    for (uint32_t l = 0; l < scenario->links_count; l++) {
        first[scenario->links[l].from_site + 1]++;
        first[scenario->links[l].to_site + 1]++;
    }
    for (uint32_t s = 0; s < scenario->sites_count; s++) first[s + 1] += first[s];
    /* Filled from the back of each site's part, which moves `first` back to the parts' beginnings.
     */
    for (uint32_t l = scenario->links_count; l-- > 0;) {
        const ow_link *link = &scenario->links[l];
        times->edges[--first[link->from_site + 1]] = (edge){l, link->to_site};
        times->edges[--first[link->to_site + 1]] = (edge){l, link->from_site};
    }
    for (uint32_t s = 0; s < scenario->sites_count; s++) first[s] = first[s + 1];
    first[scenario->sites_count] = 2 * scenario->links_count;
}

ow_times *ow_times_new(ow_arena *arena, const onward_scenario *scenario) {
    ow_times *times = OW_NEW(arena, ow_times);
    if (!times) return NULL;
    size_t rides = 2 * (size_t)scenario->fleet_links_count + 1;
    size_t ends = 2 * (size_t)scenario->links_count + 1;
    times->scenario = scenario;
    times->rides = OW_ARRAY(arena, rides, ow_ride);
    times->known = OW_ARRAY(arena, rides, uint8_t);
    times->edge_first = OW_ARRAY(arena, (size_t)scenario->sites_count + 1, uint32_t);
    times->edges = OW_ARRAY(arena, ends, edge);
    times->distance_m = OW_ARRAY(arena, (size_t)scenario->sites_count + 1, int64_t);
    times->minutes = OW_ARRAY(arena, (size_t)scenario->sites_count + 1, int64_t);
    times->heap = OW_ARRAY(arena, ends + 1, node);
    if (!times->rides || !times->known || !times->edge_first || !times->edges ||
        !times->distance_m || !times->minutes || !times->heap)
        return NULL;
    build_edges(times);
    return times;
}

/* The fleet's row for the link: rows of a fleet are in order of their links. */
static uint32_t find_fleet_link(const onward_scenario *scenario, uint32_t fleet, uint32_t link) {
    uint32_t low = scenario->fleets[fleet].links_first;
    uint32_t end = low + scenario->fleets[fleet].links_count;
    uint32_t high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scenario->fleet_links[middle].link < link)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && scenario->fleet_links[low].link == link ? low : OW_NO_INDEX;
}

/* Minutes over a link, with the overrides of the fleet's row for it, if it has one. */
static int64_t way_minutes(const onward_scenario *scenario, uint32_t fleet, uint32_t link) {
    uint32_t row = find_fleet_link(scenario, fleet, link);
    if (row != OW_NO_INDEX && scenario->fleet_links[row].one_way_min >= 0)
        return scenario->fleet_links[row].one_way_min;
    if (scenario->links[link].one_way_min >= 0) return scenario->links[link].one_way_min;
    return divide_up(60 * scenario->links[link].distance_m,
                     scenario->fleets[fleet].speed_milli_km_h);
}

static int nearer(const node *a, const node *b) {
    if (a->distance_m != b->distance_m) return a->distance_m < b->distance_m;
    if (a->minutes != b->minutes) return a->minutes < b->minutes;
    return a->site < b->site;
}

static void heap_push(ow_times *times, node new_node) {
    uint32_t place = times->heap_count++;
    while (place > 0) {
        uint32_t parent = (place - 1) / 2;
        if (!nearer(&new_node, &times->heap[parent])) break;
        times->heap[place] = times->heap[parent];
        place = parent;
    }
    times->heap[place] = new_node;
}

static node heap_pop(ow_times *times) {
    assert(times->heap_count > 0);
    node top = times->heap[0];
    node last = times->heap[--times->heap_count];
    uint32_t place = 0;
    for (;;) {
        uint32_t child = 2 * place + 1;
        if (child >= times->heap_count) break;
        if (child + 1 < times->heap_count && nearer(&times->heap[child + 1], &times->heap[child]))
            child++;
        if (!nearer(&times->heap[child], &last)) break;
        times->heap[place] = times->heap[child];
        place = child;
    }
    times->heap[place] = last;
    return top;
}

/* Distances and minutes of the fleet's empty ways from source to every site. */
static void search(ow_times *times, uint32_t fleet, uint32_t source) {
    const onward_scenario *scenario = times->scenario;
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        times->distance_m[s] = times->minutes[s] = UNREACHED;
    times->distance_m[source] = times->minutes[source] = 0;
    times->heap_count = 0;
    heap_push(times, (node){0, 0, source});
    while (times->heap_count > 0) {
        node at = heap_pop(times);
        if (at.distance_m != times->distance_m[at.site] || at.minutes != times->minutes[at.site])
            continue; /* a nearer way was found since */
        for (uint32_t e = times->edge_first[at.site]; e < times->edge_first[at.site + 1]; e++) {
            edge on = times->edges[e];
            if (scenario->links[on.link].mode != scenario->fleets[fleet].mode) continue;
            node next = {at.distance_m + scenario->links[on.link].distance_m,
                         at.minutes + way_minutes(scenario, fleet, on.link), on.to_site};
            node known = {times->distance_m[on.to_site], times->minutes[on.to_site], on.to_site};
            if (!nearer(&next, &known)) continue;
            times->distance_m[on.to_site] = next.distance_m;
            times->minutes[on.to_site] = next.minutes;
            heap_push(times, next);
        }
    }
}

/* Fills one ride from the searched distances; both empty ways are symmetric. */
static void fill_ride(ow_times *times, uint32_t fleet, uint32_t row, uint32_t from, uint32_t to,
                      ow_ride *ride) {
    const onward_scenario *scenario = times->scenario;
    const ow_fleet *vehicle = &scenario->fleets[fleet];
    const ow_fleet_link *served = &scenario->fleet_links[row];
    ride->way_min = way_minutes(scenario, fleet, served->link);
    ride->mission_min = vehicle->load_min + ride->way_min + vehicle->unload_min;
    int64_t out = times->minutes[from] == UNREACHED ? ride->way_min : times->minutes[from];
    int64_t home = times->minutes[to] == UNREACHED ? ride->way_min : times->minutes[to];
    ride->cycle_min = served->cycle_min >= 0 ? served->cycle_min : out + ride->mission_min + home;
    ride->travel_days = divide_up(ride->mission_min, vehicle->duty_min);
    ride->busy_days = divide_up(ride->cycle_min, vehicle->duty_min);
    if (ride->travel_days < 1) ride->travel_days = 1;
    if (ride->busy_days < 1) ride->busy_days = 1;
}

/* One search serves every ride of the fleet whose vehicle comes from the same place. */
static void fill_from(ow_times *times, uint32_t fleet, uint32_t source) {
    const onward_scenario *scenario = times->scenario;
    const ow_fleet *vehicle = &scenario->fleets[fleet];
    search(times, fleet, source);
    for (uint32_t i = 0; i < vehicle->links_count; i++) {
        uint32_t row = vehicle->links_first + i;
        const ow_link *link = &scenario->links[scenario->fleet_links[row].link];
        for (uint32_t back = 0; back < 2; back++) {
            uint32_t from = back ? link->to_site : link->from_site;
            uint32_t to = back ? link->from_site : link->to_site;
            uint32_t home = vehicle->home_site == OW_NO_INDEX ? from : vehicle->home_site;
            if (home != source || times->known[2 * (size_t)row + back]) continue;
            fill_ride(times, fleet, row, from, to, &times->rides[2 * (size_t)row + back]);
            times->known[2 * (size_t)row + back] = 1;
        }
    }
}

const ow_ride *ow_times_ride(ow_times *times, uint32_t fleet, uint32_t link, uint32_t from_site) {
    const onward_scenario *scenario = times->scenario;
    if (fleet >= scenario->fleets_count || link >= scenario->links_count) return NULL;
    const ow_link *way = &scenario->links[link];
    if (from_site != way->from_site && from_site != way->to_site) return NULL;
    uint32_t row = find_fleet_link(scenario, fleet, link);
    if (row == OW_NO_INDEX) return NULL;
    size_t place = 2 * (size_t)row + (from_site == way->to_site);
    if (!times->known[place]) {
        uint32_t home = scenario->fleets[fleet].home_site;
        fill_from(times, fleet, home == OW_NO_INDEX ? from_site : home);
    }
    assert(times->known[place]);
    return &times->rides[place];
}

int64_t ow_times_self_days(const onward_scenario *scenario, uint32_t link, uint32_t item) {
    if (link >= scenario->links_count || item >= scenario->items_count) return 0;
    const ow_link *way = &scenario->links[link];
    if (way->mode != OW_MODE_road || !scenario->items[item].drives) return 0;
    int64_t minutes = way->one_way_min;
    if (minutes < 0)
        minutes = divide_up(60 * way->distance_m, scenario->items[item].drive_milli_km_h);
    return minutes > SELF_DUTY_MIN ? divide_up(minutes, SELF_DUTY_MIN) : 1;
}
