/* A plan's life: it owns an arena, in which it lies itself. */
#include "plan/io.h"

onward_plan *ow_plan_new(void) {
    ow_arena *arena = ow_arena_new();
    if (!arena) return NULL;
    onward_plan *plan = OW_NEW(arena, onward_plan);
    if (!plan) {
        ow_arena_free(arena);
        return NULL;
    }
    plan->arena = arena;
    plan->last_out_day = INT32_MIN;
    plan->seed = 1;
    return plan;
}

void ow_plan_free(onward_plan *plan) {
    if (plan) ow_arena_free(plan->arena);
}
