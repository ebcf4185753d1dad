/* The missions of a plan: rows of one fleet, vehicle, departure day and trip are one. */
#ifndef ONWARD_PLAN_MISSIONS_H
#define ONWARD_PLAN_MISSIONS_H

#include "plan/derive.h"

/* The first movement of each mission, in the plan's order; rows of unknown fleets and ids are
 * passed over. 0 when memory ran out. Expected O(movements). */
int ow_missions_list(uint32_t **firsts, uint32_t *count, ow_arena *arena, const onward_plan *plan,
                     const onward_scenario *scenario);

#endif
