/* Times of a fleet's missions, by docs/reference/rules.md (Times). */
#ifndef ONWARD_GRID_WAY_H
#define ONWARD_GRID_WAY_H

#include "scenario/scenario.h"

typedef struct ow_way {
    int64_t way_min, mission_min, cycle_min;
} ow_way;

/* Minutes over a link for a fleet that serves it (fleet_link) or runs empty over it (fleet_link
 * NULL). */
int64_t ow_way_minutes(const onward_scenario *scenario, const ow_fleet *fleet, const ow_link *link,
                       const ow_fleet_link *fleet_link);
/* Empty minutes from a site to every site, by the path that is shortest by (distance, minutes) over
 * the links of the fleet's mode; -1 where there is none. out has sites_count; O(links × sites) at
 * worst. */
int ow_way_empty(int64_t *out, const onward_scenario *scenario, uint32_t fleet, uint32_t from_site);
/* Times of a mission over fleet_link in a direction. empty[s]: minutes between home and s
 * (ow_way_empty from home), or NULL where the fleet has no home: then back[to] is from the pick-up
 * site. */
void ow_way_mission(ow_way *out, const onward_scenario *scenario, const ow_fleet_link *fleet_link,
                    uint32_t from_site, uint32_t to_site, const int64_t *empty);

#endif
