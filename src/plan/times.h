/* How long missions take (docs/reference/rules.md, "Times"): way, mission, cycle, days, for each
 * fleet on each link that it serves, in each direction. Worked out when first asked for: one
 * shortest-path search a fleet with a home, one a pick-up site for a fleet without. Minutes are
 * whole. Used by what derives a plan's figures; the checker has its own. Not thread-safe. */
#ifndef ONWARD_PLAN_TIMES_H
#define ONWARD_PLAN_TIMES_H

#include "scenario/scenario.h"

typedef struct ow_ride {
    int64_t way_min;     /* loaded way */
    int64_t mission_min; /* load + way + unload */
    int64_t cycle_min;   /* home to home */
    int64_t travel_days; /* L: it has arrived at the end of day d + L - 1 */
    int64_t busy_days;   /* B: the vehicle is busy on days d .. d + B - 1 */
} ow_ride;

typedef struct ow_times ow_times;

/* NULL when memory ran out. Lives in arena. O(sites + links + fleet_links). */
ow_times *ow_times_new(ow_arena *arena, const onward_scenario *scenario);
/* The ride of a fleet over a link from one of its ends; NULL if the fleet does not serve the link
 * or from_site is not an end of it (both_ways is not looked at). O(log links), after the first
 * time. */
const ow_ride *ow_times_ride(ow_times *times, uint32_t fleet, uint32_t link, uint32_t from_site);
/* Days from departure to arrival of an item that drives itself; 0 if it cannot. */
int64_t ow_times_self_days(const onward_scenario *scenario, uint32_t link, uint32_t item);

#endif
