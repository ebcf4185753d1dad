/* Times of missions: the loaded way, the empty ways from and to home, the cycle.
 * Empty ways are shortest paths by (distance, minutes); Bellman-Ford, since a theatre has few links
 * a mode and this runs once a fleet and site. Source: docs/reference/rules.md, Times. */
#include "grid/way.h"

#include <stdlib.h>

int64_t ow_way_minutes(const onward_scenario *scenario, const ow_fleet *fleet, const ow_link *link,
                       const ow_fleet_link *fleet_link) {
    (void)scenario;
    if (fleet_link && fleet_link->one_way_min >= 0) return fleet_link->one_way_min;
    if (link->one_way_min >= 0) return link->one_way_min;
    /* distance is in metres, speed in thousandths of km/h: 60 × (m / 1000) / (s / 1000) */
    return ow_mul_div_ceil(60, link->distance_m, fleet->speed_milli_km_h);
}

static const ow_fleet_link *find_fleet_link(const onward_scenario *scenario, const ow_fleet *fleet,
                                            uint32_t link) {
    for (uint32_t i = 0; i < fleet->links_count; i++) {
        const ow_fleet_link *row = &scenario->fleet_links[fleet->links_first + i];
        if (row->link == link) return row;
    }
    return NULL;
}

static int relax(int64_t *distance, int64_t *minutes, uint32_t a, uint32_t b, int64_t length,
                 int64_t way) {
    if (minutes[a] < 0) return 0;
    int64_t d = distance[a] + length, m = minutes[a] + way;
    if (minutes[b] >= 0 && (d > distance[b] || (d == distance[b] && m >= minutes[b]))) return 0;
    distance[b] = d;
    minutes[b] = m;
    return 1;
}

int ow_way_empty(int64_t *out, const onward_scenario *scenario, uint32_t fleet_index,
                 uint32_t from_site) {
    const ow_fleet *fleet = &scenario->fleets[fleet_index];
    int64_t *distance = calloc(scenario->sites_count, sizeof *distance);
    int64_t *way = calloc(scenario->links_count + 1u, sizeof *way);
    if (!distance || !way) {
        free(distance);
        free(way);
        return 0;
    }
    for (uint32_t l = 0; l < scenario->links_count; l++)
        way[l] = ow_way_minutes(scenario, fleet, &scenario->links[l],
                                find_fleet_link(scenario, fleet, l));
    for (uint32_t s = 0; s < scenario->sites_count; s++) out[s] = -1;
    out[from_site] = 0;
    for (int changed = 1; changed;) {
        changed = 0;
        for (uint32_t l = 0; l < scenario->links_count; l++) {
            const ow_link *link = &scenario->links[l];
            if (link->mode != fleet->mode) continue;
            changed |=
                relax(distance, out, link->from_site, link->to_site, link->distance_m, way[l]);
            changed |=
                relax(distance, out, link->to_site, link->from_site, link->distance_m, way[l]);
        }
    }
    free(distance);
    free(way);
    return 1;
}

void ow_way_mission(ow_way *out, const onward_scenario *scenario, const ow_fleet_link *fleet_link,
                    uint32_t from_site, uint32_t to_site, const int64_t *empty) {
    const ow_fleet *fleet = &scenario->fleets[fleet_link->fleet];
    const ow_link *link = &scenario->links[fleet_link->link];
    int64_t way = ow_way_minutes(scenario, fleet, link, fleet_link);
    int64_t there = 0, back = empty[to_site] >= 0 ? empty[to_site] : way;
    if (fleet->home_site != OW_NO_INDEX) there = empty[from_site] >= 0 ? empty[from_site] : way;
    out->way_min = way;
    out->mission_min = fleet->load_min + way + fleet->unload_min;
    out->cycle_min =
        fleet_link->cycle_min >= 0 ? fleet_link->cycle_min : there + out->mission_min + back;
}
