/* Tiny random scenarios, small enough for brute force, in which every kind of row that the bound
 * can price may bind: limits, guards, handover, permissions, capacities, self with crew, hubs, way
 * home. */
#ifndef ONWARD_TESTS_TINY_H
#define ONWARD_TESTS_TINY_H

#include "base/random.h"
#include "scenario/scenario.h"

enum {
    TINY_SITES = 3, /* at most */
    TINY_LINKS = 3,
    TINY_FLEETS = 2,
    TINY_VEHICLES = 2,
    TINY_UNITS = 3,
    TINY_HOLDINGS = 2,
    TINY_COMMODITIES = TINY_UNITS + TINY_HOLDINGS,
    TINY_PERMISSIONS = 2,
    TINY_LIMITS = 3,
    TINY_DAYS = 6
};

/* Lives in the arena; asserts on exhaustion. */
onward_scenario *tiny_scenario(ow_arena *arena, ow_random *random);

#endif
