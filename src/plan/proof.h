/* struct ow_proof: the prices that certify a plan's bound (docs/reference/bound.md), as proof.json
 * holds them. Any non-negative prices give a bound, so a reader must not trust them, only
 * recompute. */
#ifndef ONWARD_PLAN_PROOF_H
#define ONWARD_PLAN_PROOF_H

#include <stdint.h>

/* One price on one coupling row; kinds and keys are in price.def. */
typedef struct ow_price {
    uint8_t kind;  /* OW_PRICE_* */
    uint32_t a, b; /* keys by kind; OW_NO_INDEX where unused */
    uint32_t day;  /* 0 .. days-1; OW_NO_INDEX where the row has no day */
    int64_t milli; /* points/1000 per unit of the row; >= 0, but OW_PRICE_crew: any sign */
} ow_price;

/* How a mission's cost is shared out over seats, mass and area: thousandths that sum to at most
 * 1000. Of a fleet on a link in a direction on a day. */
typedef struct ow_share {
    uint32_t fleet, link, from_site;
    uint32_t day; /* OW_NO_INDEX: on every day without a row of its own */
    int64_t people_milli, mass_milli, area_milli;
} ow_share;

/* Which dual feasible function measures a fleet's vehicle-days (0: plain minutes; k >= 1: u^(k)).
 */
typedef struct ow_packing {
    uint32_t fleet;
    int64_t k;
} ow_packing;

typedef struct ow_proof {
    uint32_t prices_count, shares_count, packings_count;
    ow_price *prices;
    ow_share *shares;
    ow_packing *packings;
} ow_proof;

enum {
#define PRICE(name, a_kind, b_kind, unit, meaning) OW_PRICE_##name,
#include "plan/price.def"
#undef PRICE
    OW_PRICE_COUNT
};

#endif
