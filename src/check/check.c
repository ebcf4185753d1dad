/* The checker, from above: facts in stages, then the families of rules, then points and bound.
 * Facts live in an arena of their own that is freed at the end; what the verdict keeps lives in the
 * caller's. O(movements + sites × days + limits × days), a few hundred bytes a movement. */
#include "check/check.h"

#include "check/family.h"
#include "check/points.h"

#include <assert.h>

static ow_status build_facts(ow_facts *facts, ow_report *report, ow_error *error) {
    OW_TRY(ow_facts_commodities(facts));
    OW_TRY(ow_check_reference(facts, report));
    OW_TRY(ow_facts_missions(facts, error));
    OW_TRY(ow_check_stock(facts, report));
    return ow_facts_levels(facts);
}

static ow_status run_families(ow_report *report, const ow_facts *facts) {
    static ow_status (*const families[])(ow_report *, const ow_facts *) = {
#define FAMILY(name) ow_check_family_##name,
#include "check/family.def"
#undef FAMILY
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        OW_TRY(families[i](report, facts));
    return OW_OK;
}

static ow_status run(ow_report *report, ow_arena *arena, ow_error *error) {
    ow_facts facts = {
        .scenario = report->scenario,
        .plan = report->plan,
        .arena = arena,
        .days = report->scenario->days,
    };
    OW_TRY(build_facts(&facts, report, error));
    OW_TRY(run_families(report, &facts));
    ow_check_points(report, &facts);
    report->verdict->movements_count = report->plan->movements_count;
    report->verdict->missions_count = facts.missions_count;
    return ow_check_bound_rule(report, error);
}

ow_status ow_check_run(ow_verdict *out, const onward_scenario *scenario, const onward_plan *plan,
                       ow_arena *arena, ow_error *error) {
    assert(scenario->days > 0);
    ow_error fault = {0};
    ow_verdict verdict = {0};
    verdict.plan_points_milli = plan->points_milli;
    verdict.plan_bound_milli = plan->bound_points_milli;
    ow_report report = {.verdict = &verdict, .arena = arena, .scenario = scenario, .plan = plan};
    ow_arena *scratch = ow_arena_new();
    ow_status status = scratch == NULL ? OW_NO_MEMORY : run(&report, scratch, &fault);
    ow_arena_free(scratch);
    if (status == OW_OK) status = ow_report_finish(&report);
    if (status == OW_OK) {
        *out = verdict;
        return OW_OK;
    }
    if (status == OW_NO_MEMORY)
        return ow_fail(error, status, "Check it on a machine with more memory.",
                       "memory ran out while a plan of %u movements was checked",
                       plan->movements_count);
    if (error != NULL) *error = fault;
    return status;
}
