/* Rule bound: the plan claims no more than its proof proves. */
#include "base/fixed.h"
#include "check/bound.h"
#include "check/check.h"
#include "check/report.h"

ow_status ow_check_bound_rule(ow_report *report, ow_error *error) {
    const onward_plan *plan = report->plan;
    ow_verdict *verdict = report->verdict;
    int64_t bound = 0;
    if (plan->proof != NULL) {
        ow_error fault = {0};
        ow_status status = ow_check_bound(&bound, report->scenario, plan->proof, &fault);
        if (status == OW_INPUT) {
            bound = 0;
            ow_check_report(report, OW_RULE_bound, ow_nowhere, 0, "the proof is malformed: %s",
                            fault.message);
        } else if (status != OW_OK) {
            if (error != NULL) *error = fault;
            return status;
        }
    }
    verdict->bound_milli = bound;
    if (plan->bound_points_milli <= bound) return OW_OK;
    char said[24], right[24];
    ow_check_report(report, OW_RULE_bound, ow_nowhere, plan->bound_points_milli - bound,
                    "the plan says that no plan costs less than %s points, and its proof proves %s",
                    ow_milli_format(said, plan->bound_points_milli), ow_milli_format(right, bound));
    return OW_OK;
}
