/* What concerns a unit's departures from its first site: precedence of units, windows, groups.
 *
 * leaves(u, d) is 1 on days on which its people (its items, if it has no people) leave that site;
 * leaving (u, d) is 1 once it has begun to. Both only bind when they are 1, so they need not be
 * forced to 0. */
#include "export/mps.h"

#include <assert.h>

typedef struct unit_marks {
    uint32_t *leaves, *leaving; /* [unit * days + day]; OW_NO_INDEX where not needed */
    uint32_t *group_rows;       /* [unit * days + day], rows that sum who leaves: departs */
} unit_marks;

static int marked(const ow_mps *mps, uint32_t unit) {
    if (mps->scenario->units[unit].window_days < (int64_t)mps->days) return 1;
    for (uint32_t i = 0; i < mps->scenario->precedence_count; i++) {
        const ow_precedence *rule = &mps->scenario->precedence[i];
        if (rule->of_units && (rule->before == unit || rule->after == unit)) return 1;
    }
    return 0;
}

static int64_t unit_quantity(const ow_mps *mps, uint32_t unit) {
    if (mps->scenario->units[unit].people > 0) return mps->scenario->units[unit].people;
    int64_t sum = 0;
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        if (mps->commodities.data[k].unit == unit) sum += mps->commodities.data[k].quantity;
    return sum;
}

/* How many of what makes the unit's departures go with one of the move's column. */
static int64_t departing(const ow_mps *mps, const ow_mps_move *move) {
    const ow_mps_commodity *what = &mps->commodities.data[move->commodity];
    const ow_unit *unit = &mps->scenario->units[what->unit];
    if (unit->site != move->from) return 0;
    if (unit->people == 0 || what->item == OW_NO_INDEX) return 1;
    return move->crew;
}

static void build_marks(ow_mps *mps, unit_marks *marks) {
    for (uint32_t u = 0; u < mps->scenario->units_count; u++) {
        int64_t quantity = unit_quantity(mps, u);
        for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
            size_t place = (size_t)u * mps->days + d;
            marks->leaves[place] = marks->leaving[place] = marks->group_rows[place] = OW_NO_INDEX;
            if (!marked(mps, u)) continue;
            marks->leaves[place] = ow_mps_column(mps, 0, 1, 1, OW_MPS_leaves, OW_KEY(u, d));
            marks->leaving[place] = ow_mps_column(mps, 0, 1, 0, OW_MPS_leaving, OW_KEY(u, d));
            marks->group_rows[place] = ow_mps_row(mps, 'L', 0, OW_MPS_departs, OW_KEY(u, d));
            ow_mps_entry(mps, marks->group_rows[place], marks->leaves[place], -quantity);
            uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_begun, OW_KEY(u, d));
            ow_mps_entry(mps, row, marks->leaves[place], 1);
            ow_mps_entry(mps, row, marks->leaving[place], -1);
            if (d == 0) continue;
            row = ow_mps_row(mps, 'L', 0, OW_MPS_still, OW_KEY(u, d));
            ow_mps_entry(mps, row, marks->leaving[place - 1], 1);
            ow_mps_entry(mps, row, marks->leaving[place], -1);
        }
    }
    for (uint32_t m = 0; m < mps->moves.count && !mps->failed; m++) {
        const ow_mps_move *move = &mps->moves.data[m];
        uint32_t unit = mps->commodities.data[move->commodity].unit;
        uint32_t row = marks->group_rows[(size_t)unit * mps->days + move->day];
        if (row != OW_NO_INDEX) ow_mps_entry(mps, row, move->column, departing(mps, move));
    }
}

/* `before` leaves on d, and `after` has begun by d + lag - 1: not both. */
static void build_precedence(ow_mps *mps, const unit_marks *marks, uint32_t number,
                             const ow_precedence *rule) {
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
        int64_t by = (int64_t)d + rule->lag_days - 1;
        if (by < 0) continue;
        if (by >= (int64_t)mps->days) by = (int64_t)mps->days - 1;
        uint32_t row = ow_mps_row(mps, 'L', 1, OW_MPS_precede, OW_KEY(number + 1, d));
        ow_mps_entry(mps, row, marks->leaves[(size_t)rule->before * mps->days + d], 1);
        ow_mps_entry(mps, row, marks->leaving[(size_t)rule->after * mps->days + (size_t)by], 1);
    }
}

/* Leaves on d, and has begun by d - window_days: not both. */
static void build_window(ow_mps *mps, const unit_marks *marks, uint32_t unit) {
    const ow_unit *of = &mps->scenario->units[unit];
    if (of->people == 0) return;
    for (int64_t d = of->window_days; d < (int64_t)mps->days && !mps->failed; d++) {
        size_t place = (size_t)unit * mps->days + (size_t)d;
        uint32_t row = ow_mps_row(mps, 'L', 1, OW_MPS_window, OW_KEY(unit, (uint32_t)d));
        ow_mps_entry(mps, row, marks->leaves[place], 1);
        ow_mps_entry(mps, row, marks->leaving[place - (size_t)of->window_days], 1);
    }
}

/* Who leaves on a day: none, or at least min_group, or all that are there at its start. */
static void build_group(ow_mps *mps, uint32_t people, uint32_t day) {
    const ow_mps_commodity what = mps->commodities.data[people];
    const ow_unit *unit = &mps->scenario->units[what.unit];
    const ow_mps_key *key = OW_KEY(what.unit, day);
    uint32_t group = ow_mps_column(mps, 0, 1, 1, OW_MPS_group, key);
    uint32_t rest = ow_mps_column(mps, 0, 1, 1, OW_MPS_rest, key);
    uint32_t some = ow_mps_row(mps, 'L', 0, OW_MPS_group_some, key);
    uint32_t large = ow_mps_row(mps, 'G', 0, OW_MPS_group_least, key);
    uint32_t all = ow_mps_row(mps, 'G', -what.quantity, OW_MPS_group_all, key);
    ow_mps_entry(mps, some, group, -what.quantity);
    ow_mps_entry(mps, some, rest, -what.quantity);
    ow_mps_entry(mps, large, group, -unit->min_group);
    ow_mps_entry(mps, all, rest, -what.quantity);
    ow_mps_add_stock(mps, all, people, unit->site, (int64_t)day - 1, -1);
    for (uint32_t i = mps->moves_day_first[day]; i < mps->moves_day_first[day + 1]; i++) {
        const ow_mps_move *move = &mps->moves.data[mps->moves_by_day[i]];
        if (mps->commodities.data[move->commodity].unit != what.unit) continue;
        int64_t each = departing(mps, move);
        ow_mps_entry(mps, some, move->column, each);
        ow_mps_entry(mps, large, move->column, each);
        ow_mps_entry(mps, all, move->column, each);
    }
}

void ow_mps_units(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    size_t count = (size_t)scenario->units_count * mps->days;
    unit_marks marks = {ow_mps_array(mps, count, sizeof *marks.leaves),
                        ow_mps_array(mps, count, sizeof *marks.leaving),
                        ow_mps_array(mps, count, sizeof *marks.group_rows)};
    if (mps->failed) return;
    build_marks(mps, &marks);
    for (uint32_t i = 0; i < scenario->precedence_count; i++)
        if (scenario->precedence[i].of_units)
            build_precedence(mps, &marks, i, &scenario->precedence[i]);
    for (uint32_t u = 0; u < scenario->units_count; u++)
        if (scenario->units[u].window_days < (int64_t)mps->days) build_window(mps, &marks, u);
    for (uint32_t k = 0; k < mps->commodities.count; k++) {
        if (mps->commodities.data[k].item != OW_NO_INDEX) continue;
        const ow_unit *unit = &scenario->units[mps->commodities.data[k].unit];
        for (uint32_t d = unit->ready_day; d < mps->days && unit->min_group > 1 && !mps->failed;
             d++)
            build_group(mps, k, d);
    }
}
