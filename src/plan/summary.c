/* A plan summed up: what a delegation can read. The parts are in summary_*.c.
 * O(movements × (1 + limits) + sites × days). */
#include "plan/summary.h"
#include "base/day.h"
#include "plan/missions.h"

#include <stdio.h>

void ow_summary_date(char out[11], const ow_summing *s, int64_t day) {
    int64_t date = s->scenario->start_day + day;
    out[0] = '\0';
    if (day != INT32_MIN && date > -1000000 && date < 1000000) ow_day_format(out, (int32_t)date);
}

void ow_summary_percent(char out[32], int64_t milli) {
    int64_t tenths = milli <= 0 ? 0 : (milli + 99) / 100;
    (void)snprintf(out, 32, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

static const char *gap_in_words(ow_arena *arena, const onward_plan *plan) {
    char percent[32];
    if (plan->points_milli <= plan->bound_points_milli)
        return "no plan is better; proved by prices that anyone can recompute with onward check";
    if (plan->bound_points_milli <= 0)
        return "nothing is proved about how much better a plan can be";
    ow_summary_percent(percent, plan->gap_percent_milli);
    return ow_arena_printf(
        arena,
        "no plan can be more than %s %% better; proved by prices that anyone can "
        "recompute with onward check",
        percent);
}

static int sum_head(ow_summing *s) {
    onward_summary *out = s->out;
    const onward_plan *plan = s->plan;
    /* Copies, so that a summary outlives scenario and plan. */
    out->scenario_id = ow_arena_strdup(s->arena, s->scenario->id);
    out->title = ow_arena_strdup(s->arena, s->scenario->title);
    out->gap_text = gap_in_words(s->arena, plan);
    out->days = s->scenario->days;
    out->points_milli = plan->points_milli;
    out->bound_points_milli = plan->bound_points_milli;
    out->gap_percent_milli = plan->gap_percent_milli;
    out->missions = s->missions_count;
    out->convoys = plan->convoys_count;
    ow_summary_date(out->start_date, s, 0);
    ow_summary_date(out->end_date, s, out->days - 1);
    ow_summary_date(out->last_out_date, s, ow_last_out_derive(plan, s->scenario));
    return out->scenario_id && out->title && out->gap_text;
}

static int sum_points(ow_summing *s) {
    ow_points points;
    if (!ow_points_derive(&points, s->arena, s->plan, s->scenario, &s->stock, s->times)) return 0;
    s->out->exposure_milli = points.exposure;
    s->out->crossing_milli = points.crossing;
    s->out->open_milli = points.open;
    s->out->lift_milli = points.lift;
    s->out->fates_milli = points.fates;
    s->out->lateness_milli = points.lateness;
    return 1;
}

static int sum_up(ow_summing *s) {
    s->times = ow_times_new(s->arena, s->scenario);
    return s->times && ow_stock_fill(&s->stock, s->arena, s->plan, s->scenario, s->times) &&
           ow_missions_list(&s->missions, &s->missions_count, s->arena, s->plan, s->scenario) &&
           sum_head(s) && sum_points(s) && ow_summary_sites(s) && ow_summary_modes(s) &&
           ow_summary_late(s) && ow_summary_bindings(s);
}

onward_status onward_plan_summary(onward_summary **summary, const onward_plan *plan,
                                  const onward_scenario *scenario, onward_error *error) {
    ow_arena *arena = ow_arena_new();
    onward_summary *out = arena ? OW_NEW(arena, onward_summary) : NULL;
    ow_summing s = {.out = out, .arena = arena, .plan = plan, .scenario = scenario};
    if (!out || !sum_up(&s)) {
        ow_arena_free(arena);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was summed up");
    }
    out->memory = arena;
    *summary = out;
    return OW_OK;
}

void onward_summary_free(onward_summary *summary) {
    if (summary) ow_arena_free(summary->memory);
}
