/* From a state to a plan's tables: missions with vehicles and trips, convoys with escorts, fates.
 */
#ifndef ONWARD_SEARCH_WRITE_H
#define ONWARD_SEARCH_WRITE_H

#include "plan/plan.h"
#include "search/state.h"

/* Fills movements, convoys and fates of a plan, in its arena. */
ow_status ow_search_write(onward_plan *plan, const ow_state *state, ow_error *error);

#endif
