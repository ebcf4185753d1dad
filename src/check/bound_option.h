/* What a mission costs at the proof's prices, on each day, and what of it is charged to one person
 * or one item on board (docs/reference/bound.md, Shares and Options). Millionths of a point. */
#ifndef ONWARD_CHECK_BOUND_OPTION_H
#define ONWARD_CHECK_BOUND_OPTION_H

#include "check/bound_rows.h"
#include "check/bound_way.h"

#define OW_CLOSED INT64_MAX /* an option that cannot be used on that day */

typedef struct ow_bound_option {
    uint32_t fleet, link, from_site, to_site;
    uint8_t needs_permission;
    uint32_t arrival_days;
    uint32_t shares_first, shares_count; /* in ow_bound_options.shares */
} ow_bound_option;

typedef struct ow_bound_options {
    const onward_scenario *scenario;
    const ow_price_rows *rows;
    ow_share *shares; /* sorted by fleet, link, from_site, day; of all days last */
    uint32_t count;
    ow_bound_option *data;
    int64_t *base_micro;    /* [option * days + day] without the permission's price, or OW_CLOSED */
    int64_t *mission_micro; /* the same with it, of the party last asked for */
    int64_t *charge_micro;  /* of the cargo last asked for */
    int64_t *permit_micro;  /* [day] scratch: the cheapest permission */
    uint32_t party;         /* of mission_micro; OW_NO_INDEX: none yet */
} ow_bound_options;

/* Options of the fleets. OW_INPUT if shares or packings are malformed. */
ow_status ow_check_bound_options(ow_bound_options *out, ow_arena *arena,
                                 const onward_scenario *scenario, const ow_price_rows *rows,
                                 const ow_proof *proof, ow_error *error);
/* Fills charge_micro for one person (item OW_NO_INDEX) or one item of a party: O(options x days),
 * and more when the party is another than the last one. */
void ow_check_bound_charge(ow_bound_options *options, uint32_t party, uint32_t item);
/* Fills out[day] with what an item that goes self over link pays for link, sites and permission; of
 * a person (as_person) only whether the way is open: 0 or OW_CLOSED. O(days x permissions). */
void ow_check_bound_self(int64_t *out, const ow_bound_options *options, uint32_t party,
                         uint32_t link, int back, uint32_t arrival_days, int as_person);

#endif
