/* A plan for the small scenario: all leave within four days, one box is destroyed. */
#ifndef TESTS_SMALL_PLAN_H
#define TESTS_SMALL_PLAN_H

#include "plan/io.h"
#include "small_scenario.h"

#define NONE OW_NO_INDEX

static inline onward_plan *small_plan(const onward_scenario *s) {
    onward_plan *plan = ow_plan_new();
    assert_non_null(plan);
    uint32_t r1 = ow_scenario_link(s, "r1"), base = ow_scenario_site(s, "base");
    uint32_t home = ow_scenario_site(s, "home"), box = ow_scenario_item(s, "box");
    uint32_t bus = ow_scenario_fleet(s, "bus"), cart = ow_scenario_fleet(s, "cart");
    uint32_t u1 = ow_scenario_unit(s, "u1"), u2 = ow_scenario_unit(s, "u2");
    const ow_movement movements[] = {
        {0, 0, r1, base, home, bus, 1, 1, 0, NONE, u2, NONE, 3},
        {0, 0, r1, base, home, bus, 1, 1, 0, NONE, u2, box, 1},
        {1, 2, r1, base, home, cart, 1, 1, NONE, NONE, u1, NONE, 5},
        {3, 3, r1, base, home, bus, 1, 1, NONE, NONE, u1, NONE, 7},
    };
    plan->movements_count = 4;
    plan->movements = OW_ARRAY(plan->arena, 4, ow_movement);
    memcpy(plan->movements, movements, sizeof movements);
    plan->convoys_count = 1;
    plan->convoys = OW_NEW(plan->arena, ow_convoy);
    *plan->convoys = (ow_convoy){0, r1, base, 1, u1, 2};
    plan->fates_count = 1;
    plan->fates = OW_NEW(plan->arena, ow_fate_row);
    *plan->fates = (ow_fate_row){u2, box, 1, OW_FATE_destroy, 2, base};
    plan->bound_points_milli = 700000;
    return plan;
}

#endif
