/* The priced rows of a proof, sorted and spread over the days, and their right-hand sides.
 *
 * Rows are found by (kind, a, b); one that carries no price is not there (NULL). Memory is that of
 * the priced rows x days, limited by OW_PROOF_CELLS_MAX, since a proof is anybody's input. */
#ifndef ONWARD_CHECK_BOUND_ROWS_H
#define ONWARD_CHECK_BOUND_ROWS_H

#include "base/status.h"
#include "check/wide.h"
#include "plan/proof.h"
#include "scenario/scenario.h"

/* Within these limits sums of prices x quantities x days stay below 10^36 millionths of a point. */
#define OW_PRICE_MILLI_MAX INT64_C(1000000000000)
#define OW_PROOF_CELLS_MAX ((uint64_t)1 << 26)
#define OW_PACKING_MAX 1000

typedef struct ow_price_row {
    uint32_t kind, a, b;
    int64_t *milli; /* by day */
} ow_price_row;

typedef struct ow_price_rows {
    uint32_t count;
    ow_price_row *data; /* sorted by kind, a, b */
    ow_wide
        constant_micro; /* floors' prices x values - the other rows' prices x right-hand sides */
} ow_price_rows;

/* OW_INPUT if a price is malformed. proof may be NULL. */
ow_status ow_check_bound_rows(ow_price_rows *out, ow_arena *arena, const onward_scenario *scenario,
                              const ow_proof *proof, ow_error *error);
/* The prices by day of one row, or NULL. O(log rows). */
const int64_t *ow_price_row_find(const ow_price_rows *rows, uint32_t kind, uint32_t a, uint32_t b);
/* Index of the first row of kind whose key a is at least a. O(log rows). */
uint32_t ow_price_rows_from(const ow_price_rows *rows, uint32_t kind, uint32_t a);

#endif
