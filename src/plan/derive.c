/* Derives all that a plan's tables say besides its movements, fates and convoys, and puts it in at
 * once: on failure the plan is unchanged. */
#include "plan/derive.h"

#include <string.h>

__extension__ typedef __int128 wide;

int64_t ow_gap_derive(int64_t points_milli, int64_t bound_points_milli) {
    if (points_milli <= 0) return 0;
    wide gap = (wide)100000 * ((wide)points_milli - bound_points_milli);
    /* C rounds towards zero, which for a negative gap is up already. */
    if (gap > 0) gap += points_milli - 1;
    return (int64_t)(gap / points_milli);
}

int32_t ow_last_out_derive(const onward_plan *plan, const onward_scenario *scenario) {
    int32_t last = INT32_MIN;
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        const ow_movement *m = &plan->movements[i];
        if (m->link < scenario->links_count && scenario->links[m->link].touches_host &&
            m->arrive_day > last)
            last = m->arrive_day;
    }
    return last;
}

/* A copy in the plan's arena; the scratch arena goes. */
static void *keep(ow_arena *arena, const void *rows, size_t count, size_t size) {
    void *copy = ow_arena_array(arena, count + 1, size);
    if (copy && count) memcpy(copy, rows, count * size);
    return copy;
}

static int derive(onward_plan *out, ow_arena *scratch, const onward_plan *plan,
                  const onward_scenario *scenario) {
    ow_stock stock;
    ow_points points;
    ow_times *times = ow_times_new(scratch, scenario);
    if (!times || !ow_stock_fill(&stock, scratch, plan, scenario, times)) return 0;
    if (!ow_closings_derive(&out->closings, &out->closings_count, scratch, scenario, &stock) ||
        !ow_levels_derive(&out->levels, &out->levels_count, scratch, scenario, &stock) ||
        !ow_points_derive(&points, scratch, plan, scenario, &stock, times))
        return 0;
    out->closings = keep(plan->arena, out->closings, out->closings_count, sizeof *out->closings);
    out->levels = keep(plan->arena, out->levels, out->levels_count, sizeof *out->levels);
    out->last_out_day = ow_last_out_derive(plan, scenario);
    out->points_milli = points.total;
    out->gap_percent_milli = ow_gap_derive(points.total, plan->bound_points_milli);
    return out->closings && out->levels;
}

ow_status ow_plan_derive(onward_plan *plan, const onward_scenario *scenario, ow_error *error) {
    onward_plan derived = *plan;
    ow_arena *scratch = ow_arena_new();
    int done = scratch && derive(&derived, scratch, plan, scenario);
    ow_arena_free(scratch);
    if (!done) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was added up");
    *plan = derived;
    return OW_OK;
}
