/* The true optimum of a tiny scenario by trying every decision of every day: rules.md, written a
 * second time as plainly as possible. Rules on which no price rests (escort, precedence, window,
 * group, pin) are left out, and a mission's load is only counted, not packed: both make the optimum
 * lower, so that a bound below it is below the true one too. */
#ifndef ONWARD_TESTS_BRUTE_H
#define ONWARD_TESTS_BRUTE_H

#include "scenario/scenario.h"

#define BRUTE_INFEASIBLE INT64_MAX
#define BRUTE_TOO_LARGE INT64_MIN

/* Points of the best plan in thousandths, BRUTE_INFEASIBLE, or BRUTE_TOO_LARGE after work_max
 * decisions. */
int64_t brute_optimum(const onward_scenario *scenario, uint64_t work_max);

#endif
