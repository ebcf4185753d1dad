/* Ways, cycles and what is made of them (rules.md, Times), for the bound alone: minutes, days,
 * lift. */
#ifndef ONWARD_CHECK_BOUND_WAY_H
#define ONWARD_CHECK_BOUND_WAY_H

#include "base/status.h"
#include "check/wide.h"
#include "scenario/scenario.h"

/* A mission of a fleet over a link, in either direction: empty ways are symmetric, so both take the
 * same. Days are cut to horizon + 1, which no mission fits. */
typedef struct ow_bound_trip {
    int64_t cycle_min;
    uint32_t arrival_days; /* L: its load has arrived at the end of day departure + L - 1 */
    uint32_t busy_days;    /* B: the vehicle's */
    int64_t lift_micro;    /* cut to OW_MISSION_MICRO_MAX */
} ow_bound_trip;

#define OW_MISSION_MICRO_MAX INT64_C(4000000000000000000)

/* Trips of a fleet over each of its links, in the order of its fleet_links; links_count of them.
 * O(searches x rounds x links): one search with a home, one a pick-up site without; rounds <=
 * sites. */
ow_status ow_check_bound_trips(ow_bound_trip *trips, ow_arena *arena,
                               const onward_scenario *scenario, uint32_t fleet);
/* L of an item that drives itself over a link. */
uint32_t ow_check_bound_self_days(const onward_scenario *scenario, uint32_t link,
                                  int64_t drive_milli_km_h);

#endif
