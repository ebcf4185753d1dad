/* Between plans and points of the exact model, both ways: a solution becomes a plan, which the
 * checker can judge; a plan becomes bounds on the model's columns, which the solver can judge. */
#ifndef PROPERTY_DECODE_H
#define PROPERTY_DECODE_H

#include "plan/plan.h"
#include "solver.h"

/* The plan that a solution stands for: loads dealt out to missions, missions to vehicles and
 * convoys. NULL, with a word on stderr, if it cannot be (which the model claims cannot happen). */
onward_plan *decode_solution(const solved *from, const onward_scenario *scenario);

/* The model with the columns of loads, self, missions and fates held at what the plan does. 0 if
 * the plan does what the model has no column for; the first such name is put into missing. */
int encode_plan(ow_buffer *out, char missing[256], const char *model, size_t length,
                const onward_plan *plan, const onward_scenario *scenario);

#endif
