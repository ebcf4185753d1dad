/* The checker's entry inside the library; include/onward/check.h is the public one. */
#ifndef ONWARD_CHECK_CHECK_H
#define ONWARD_CHECK_CHECK_H

#include "check/report.h"
#include "check/verdict.h"
#include "plan/plan.h"

/* Checks plan, which may hold any nonsense, against scenario, which must come from tables without
 * errors. *out and its strings live in arena. OW_OK whether the plan is right or not; OW_NO_MEMORY,
 * or OW_LIMIT where the scenario is larger than the checker can tell apart; *out is then unchanged.
 */
ow_status ow_check_run(ow_verdict *out, const onward_scenario *scenario, const onward_plan *plan,
                       ow_arena *arena, ow_error *error);

/* Rule bound (check_bound.c). */
ow_status ow_check_bound_rule(ow_report *report, ow_error *error);

#endif
