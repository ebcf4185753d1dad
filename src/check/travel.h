/* How long missions take, from docs/reference/rules.md, "Times". The checker's own reckoning. */
#ifndef ONWARD_CHECK_TRAVEL_H
#define ONWARD_CHECK_TRAVEL_H

#include "check/facts.h"

typedef struct ow_travel ow_travel;

/* In arena; NULL when memory ran out. O(sites + links + fleet_links). */
ow_travel *ow_travel_new(ow_arena *arena, const onward_scenario *scenario);
/* The trip of a fleet over a link from one of its ends. 1 in *served if the fleet may serve the
 * link; if not, the way back is taken to be the way out (the plan is wrong whatever it is). O(log
 * links) after the first time, which searches the shortest empty ways. */
ow_trip ow_travel_trip(ow_travel *travel, uint32_t fleet, uint32_t link, uint32_t from_site,
                       uint8_t *served);
/* L of an item that drives itself over a link. */
int32_t ow_travel_self_lag(const onward_scenario *scenario, uint32_t link, uint32_t item);

#endif
