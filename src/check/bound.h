/* The bound that a proof proves (docs/reference/bound.md), recomputed from the scenario alone.
 *
 * Weak duality makes the bound valid whatever the proof's numbers are, so nothing of it is trusted:
 * it is only refused where it is malformed. Integers throughout, every rounding downwards. Nothing
 * is shared with the planner's own bound (src/bound), so that an error in one does not hide in the
 * other.
 *
 * Cost: O(commodities x days x options + prices x log prices) time, O((options + sites) x days)
 * memory. */
#ifndef ONWARD_CHECK_BOUND_H
#define ONWARD_CHECK_BOUND_H

#include "base/status.h"
#include "plan/proof.h"
#include "scenario/scenario.h"

/* What a bound may be at most where it is finite; INT64_MAX says that no plan obeys the rules. */
#define OW_BOUND_INFINITE INT64_MAX

/* Thousandths of a point, 0 or more. proof NULL or empty: the bound at zero prices. OW_INPUT where
 * the proof is malformed, OW_NO_MEMORY; *bound_milli is then unchanged. */
ow_status ow_check_bound(int64_t *bound_milli, const onward_scenario *scenario,
                         const ow_proof *proof, ow_error *error);

#endif
