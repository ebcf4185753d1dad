/* 128-bit sums and rounded quotients, for points: a quantity of 1e7, over 1e4 days, at a rate of
 * 1e18 thousandths does not fit into 64 bits, and no plan may make the checker overflow. */
#ifndef ONWARD_CHECK_WIDE_H
#define ONWARD_CHECK_WIDE_H

#include <stdint.h>

__extension__ typedef __int128 ow_wide;

/* ⌈a / b⌉ for a ≥ 0, b > 0. */
static inline ow_wide ow_wide_ceil(ow_wide a, ow_wide b) {
    return a / b + (a % b != 0);
}

/* The nearest int64_t: only for showing and for comparing with what is within its range. */
static inline int64_t ow_wide_clip(ow_wide a) {
    if (a > INT64_MAX) return INT64_MAX;
    if (a < INT64_MIN) return INT64_MIN;
    return (int64_t)a;
}

#endif
