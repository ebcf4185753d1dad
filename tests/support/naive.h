/* Points of a plan, the slow and obvious way, to hold the checker's against: day by day, commodity
 * by commodity, person by person. It takes a plan to be right, and arrivals to be as the plan says
 * them. */
#ifndef TESTS_SUPPORT_NAIVE_H
#define TESTS_SUPPORT_NAIVE_H

#include "plan/plan.h"

int64_t naive_points_milli(const onward_scenario *scenario, const onward_plan *plan);

#endif
