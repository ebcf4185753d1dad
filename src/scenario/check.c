/* Does the scenario make sense (group cross of notice.def). The parts are in check_*.c; here is
 * their order, and what they share: how soon everything can be anywhere. */
#include "scenario/reach.h"

static ow_status check_reach(const onward_scenario *s, ow_notices *notices, ow_arena *arena) {
    int is_large = 0, is_larger = 0;
    const ow_reach *reach = ow_reach_new(arena, s, 1, &is_large);
    const ow_reach *unpermitted = is_large ? NULL : ow_reach_new(arena, s, 0, &is_larger);
    if (is_large || is_larger)
        ow_notices_skip(notices, OW_NOTICE_GROUP_cross,
                        "the scenario is too large to look for every unit's and item's way here");
    else if (!reach || !unpermitted)
        return OW_NO_MEMORY;
    if (reach && unpermitted) ow_scenario_check_ways(s, reach, unpermitted, notices);
    return ow_scenario_check_limits(s, reach, notices);
}

ow_status ow_scenario_check(const onward_scenario *s, ow_notices *notices) {
    ow_scenario_check_things(s, notices);
    OW_TRY(ow_scenario_check_fleets(s, notices));
    OW_TRY(ow_scenario_check_order(s, notices));
    ow_scenario_check_pins(s, notices);
    ow_arena *arena = ow_arena_new();
    if (!arena) return OW_NO_MEMORY;
    ow_status status = check_reach(s, notices, arena);
    ow_arena_free(arena);
    return status == OW_OK && notices->failed ? OW_NO_MEMORY : status;
}
