/* One person's or item's cheapest way through sites and days at the proof's prices: a backward
 * recursion (docs/reference/bound.md). Millionths of a point; 128 bits, since floors' prices make
 * ways cheaper than nothing and a hostile proof may name any price. */
#ifndef ONWARD_CHECK_BOUND_PATH_H
#define ONWARD_CHECK_BOUND_PATH_H

#include "check/bound_option.h"

/* No way at all. Finite sums are cut to OW_WIDE_MOST, which only lowers the bound, so that they are
 * never taken for it. */
#define OW_WIDE_INFINITE ((ow_wide)1 << 120)
#define OW_WIDE_MOST ((ow_wide)1 << 110)

static inline int ow_wide_is_infinite(ow_wide x) {
    return x > OW_WIDE_MOST;
}

static inline ow_wide ow_wide_plus(ow_wide a, ow_wide b) {
    if (ow_wide_is_infinite(a) || ow_wide_is_infinite(b)) return OW_WIDE_INFINITE;
    ow_wide sum = a + b;
    return sum > OW_WIDE_MOST ? OW_WIDE_MOST : sum;
}

/* People of a unit (holding OW_NO_INDEX), or one holding's items. */
typedef struct ow_cargo {
    uint32_t unit, holding;
    uint32_t party, item; /* item OW_NO_INDEX: people */
    uint32_t commodity;   /* as the keys of price.def count */
    int64_t quantity;
} ow_cargo;

typedef struct ow_paths ow_paths;

/* Prepares for any number of cargoes. */
ow_status ow_check_bound_paths(ow_paths **out, ow_arena *arena, const onward_scenario *scenario,
                               const ow_price_rows *rows, ow_bound_options *options);
/* leave_micro[x], x = 0 .. days-1: the cheapest way that leaves the first site for the first time
 * on day x; leave_micro[days]: that of never leaving it. Infinite where there is none. away_first:
 * presence at the first site is only priced for who is back. Cargoes are best asked for in order of
 * party and item. O(options x days + sites x days + limits x days). */
void ow_check_bound_path(ow_wide *leave_micro, ow_paths *paths, const ow_cargo *cargo,
                         int away_first);

#endif
