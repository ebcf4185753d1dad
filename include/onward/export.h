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

#ifdef __cplusplus
}
#endif
#endif
