/* Exports: a scenario or a plan in the forms that other tools read.
 * Texts are owned by the caller, who frees them with onward_text_free. Scenario and plan are only
 * read, so several exports may run at once. */
#ifndef ONWARD_EXPORT_H
#define ONWARD_EXPORT_H

#include <onward/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The exact planning model of a scenario as a mixed-integer programme in free MPS, for any solver:
 * its optimum, in thousandths of a point, is the least that a plan can cost, and where it is
 * infeasible there is no plan (docs/reference/mps.md). *text ends with a NUL that *length does not
 * count. ONWARD_LIMIT where the model has more than a hundred million entries, ONWARD_NO_MEMORY;
 * *text is then unchanged. Time and memory O(commodities × days × (sites + links × fleets)). */
ONWARD_API onward_status onward_export_mps(char **text, size_t *length,
                                           const onward_scenario *scenario, onward_error *error);

/* A plan as one self-contained page for people: levels against limits, closings, map, movements,
 * permissions, what is late, what it costs. The page bears the word DRAFT in every picture, opens
 * from disk, asks no other machine for anything, and can be read without its script. The same
 * scenario and plan give the same bytes. *text ends with a NUL that *length does not count.
 * ONWARD_NO_MEMORY is the only failure; *text is then unchanged. A plan that breaks rules is drawn
 * as it is: check it first. Time O(movements log movements + sites × days + limits × movements). */
ONWARD_API onward_status onward_export_html(char **text, size_t *length,
                                            const onward_scenario *scenario,
                                            const onward_plan *plan, onward_error *error);

#ifdef __cplusplus
}
#endif
#endif
