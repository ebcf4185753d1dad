/* Stocks, and all that changes them: loads, self, fates. With the points of people (exposure,
 * crossing), of lateness and of fates, which sit on these columns.
 *
 * A stock has columns only from the first day at whose end it can be there (first_end), found by
 * walking forward through the days. stock(d) = stock(d-1) - left(d) + arrived(d), and left(d) ≤
 * stock(d-1). */
#include "export/mps.h"

#include "base/fixed.h"

#include <assert.h>

static const ow_unit *unit_of(const ow_mps *mps, uint32_t commodity) {
    return &mps->scenario->units[mps->commodities.data[commodity].unit];
}

static int32_t *first_end(ow_mps *mps, uint32_t commodity, uint32_t site) {
    return &mps->first_end[(size_t)commodity * mps->scenario->sites_count + site];
}

/* Whether the commodity can be at the site at the start of the day and is ready. */
static int may_leave(ow_mps *mps, uint32_t commodity, uint32_t site, uint32_t day) {
    return unit_of(mps, commodity)->ready_day <= day &&
           *first_end(mps, commodity, site) < (int32_t)day;
}

static int is_late(const ow_unit *unit, uint32_t day) {
    return unit->pays_late && (unit->due_day == OW_NO_INDEX || day > unit->due_day);
}

/* What one pays at the end of a day on the way over a link: exposure where it touches the host,
 * lateness. */
static int64_t way_milli(const ow_mps *mps, uint32_t commodity, uint32_t link, uint32_t from,
                         uint32_t to, uint32_t day) {
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    int64_t milli = is_late(unit_of(mps, commodity), day) ? what->late_milli : 0;
    if (what->item == OW_NO_INDEX && mps->scenario->links[link].touches_host)
        milli += ow_mps_rate_milli(mps, mps->scenario->sites[from].in_host ? from : to, day);
    return milli;
}

static int64_t move_milli(const ow_mps *mps, uint32_t commodity, const ow_mps_move *move) {
    int64_t milli = mps->commodities.data[commodity].item == OW_NO_INDEX
                        ? ow_mps_crossing_milli(mps, move->link, move->day)
                        : 0;
    for (uint32_t e = move->day; e + 1 < move->day + move->travel_days; e++)
        milli += way_milli(mps, commodity, move->link, move->from, move->to, e);
    return milli;
}

/* --- where a commodity can be, and when --- */

static void reach(ow_mps *mps, uint32_t commodity, uint32_t site, uint32_t end_day) {
    int32_t *first = first_end(mps, commodity, site);
    if ((int32_t)end_day < *first) *first = (int32_t)end_day;
}

static int self_days(const ow_mps *mps, uint32_t commodity, uint32_t link, uint32_t day,
                     uint32_t *days) {
    uint32_t item = mps->commodities.data[commodity].item;
    if (item == OW_NO_INDEX) return 0;
    int64_t travel = ow_times_self_days(mps->scenario, link, item);
    if (travel < 1 || (int64_t)day + travel > (int64_t)mps->days) return 0;
    *days = (uint32_t)travel;
    return 1;
}

/* Whether the commodity may drive itself over the link that day, as far as places go. */
static int self_open(ow_mps *mps, uint32_t commodity, uint32_t link, uint32_t from, uint32_t to,
                     uint32_t day, uint32_t *travel_days) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    size_t days = mps->days;
    if (!self_days(mps, commodity, link, day, travel_days) || !may_leave(mps, commodity, from, day))
        return 0;
    if (scenario->link_closed[link * days + day] || scenario->site_closed[from * days + day] ||
        scenario->site_closed[to * days + day] || scenario->links[link].missions_per_day < 1)
        return 0;
    const ow_item *item = &scenario->items[what->item];
    if (unit_of(mps, commodity)->destination == to && !(item->fates & (1 << OW_FATE_return)))
        return 0;
    return item->crew == 0 ||
           (what->people != OW_NO_INDEX && may_leave(mps, what->people, from, day));
}

/* Calls for each permission under which the commodity may drive itself; OW_NO_INDEX where none is
 * needed. */
static int self_permitted(const ow_mps *mps, uint32_t commodity, uint32_t link, uint32_t day,
                          uint32_t travel_days, uint32_t permission) {
    const ow_permission *may = &mps->scenario->permissions[permission];
    return (may->mode == OW_NONE || may->mode == OW_MODE_road) &&
           (may->link == OW_NO_INDEX || may->link == link) &&
           (may->party == OW_NO_INDEX || may->party == unit_of(mps, commodity)->party) &&
           may->missions_per_day > 0 && may->first_day <= (int64_t)day &&
           may->last_day >= (int64_t)day + travel_days - 1;
}

static int self_needs_permission(const ow_mps *mps, uint32_t link) {
    return mps->scenario->links[link].touches_host &&
           (mps->scenario->permission_modes >> OW_MODE_road & 1) != 0;
}

static int self_some_permission(const ow_mps *mps, uint32_t commodity, uint32_t link, uint32_t day,
                                uint32_t travel_days) {
    if (!self_needs_permission(mps, link)) return 1;
    for (uint32_t m = 0; m < mps->scenario->permissions_count; m++)
        if (self_permitted(mps, commodity, link, day, travel_days, m)) return 1;
    return 0;
}

static uint32_t directions(const ow_link *link) {
    return link->both_ways && link->from_site != link->to_site ? 2 : 1;
}

static void reach_by_self(ow_mps *mps, uint32_t commodity, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    if (what->item == OW_NO_INDEX || !scenario->items[what->item].drives) return;
    for (uint32_t l = 0; l < scenario->links_count; l++)
        for (uint32_t back = 0; back < directions(&scenario->links[l]); back++) {
            const ow_link *link = &scenario->links[l];
            uint32_t from = back ? link->to_site : link->from_site;
            uint32_t to = back ? link->from_site : link->to_site, days = 0;
            if (!self_open(mps, commodity, l, from, to, day, &days) ||
                !self_some_permission(mps, commodity, l, day, days))
                continue;
            reach(mps, commodity, to, day + days - 1);
            if (scenario->items[what->item].crew > 0) reach(mps, what->people, to, day + days - 1);
        }
}

static void find_reach(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        for (uint32_t s = 0; s < scenario->sites_count; s++)
            *first_end(mps, k, s) = unit_of(mps, k)->site == s ? -1 : (int32_t)mps->days;
    for (uint32_t d = 0; d < mps->days; d++)
        for (uint32_t k = 0; k < mps->commodities.count; k++) {
            for (uint32_t g = 0; g < mps->groups.count; g++) {
                size_t place = (size_t)g * mps->days + d;
                const ow_mps_group *group = &mps->groups.data[g];
                if (mps->missions_first[place] < mps->missions_first[place + 1] &&
                    may_leave(mps, k, group->from, d) && ow_mps_rides(mps, g, k))
                    reach(mps, k, group->to, d + (uint32_t)group->ride.travel_days - 1);
            }
            reach_by_self(mps, k, d);
        }
}

/* --- columns --- */

/* What one pays for being at a site at the end of a day. */
static int64_t hold_milli(const ow_mps *mps, uint32_t commodity, uint32_t site, uint32_t day) {
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    const ow_unit *unit = unit_of(mps, commodity);
    int64_t milli = what->item == OW_NO_INDEX ? ow_mps_rate_milli(mps, site, day) : 0;
    if (unit->destination == site) return milli;
    if (is_late(unit, day)) milli += what->late_milli;
    if (day + 1 == mps->days) milli += what->late_milli * (int64_t)mps->days;
    return milli;
}

/* A row for each day of a stock: in balance from its first day on, in leave from the day after. */
static void build_stock(ow_mps *mps, uint32_t k, uint32_t s) {
    size_t place = (size_t)k * mps->scenario->sites_count + s;
    uint32_t first = mps->first_end[place] < 0 ? 0 : (uint32_t)mps->first_end[place];
    if (first >= mps->days) return;
    mps->stock[place] = mps->columns.count;
    for (uint32_t d = first; d < mps->days; d++)
        ow_mps_column(mps, hold_milli(mps, k, s, d), mps->commodities.data[k].quantity, 0,
                      OW_MPS_stock, OW_KEY(k, s, d));
    mps->balance[place] = mps->rows.count;
    for (uint32_t d = first; d < mps->days; d++)
        ow_mps_row(mps, 'E', 0, OW_MPS_balance, OW_KEY(k, s, d));
    mps->leave[place] = mps->rows.count;
    for (uint32_t d = first; d < mps->days; d++)
        ow_mps_row(mps, 'L', 0, OW_MPS_leave, OW_KEY(k, s, d));
    for (uint32_t d = first; d < mps->days && !mps->failed; d++) {
        ow_mps_add_stock(mps, mps->balance[place] + d - first, k, s, d, 1);
        ow_mps_add_stock(mps, mps->balance[place] + d - first, k, s, (int64_t)d - 1, -1);
        ow_mps_add_stock(mps, mps->leave[place] + d - first, k, s, (int64_t)d - 1, -1);
    }
}

static uint32_t row_of(const ow_mps *mps, const uint32_t *rows, uint32_t k, uint32_t s,
                       uint32_t d) {
    size_t place = (size_t)k * mps->scenario->sites_count + s;
    int32_t first = mps->first_end[place] < 0 ? 0 : mps->first_end[place];
    assert((int64_t)d >= first);
    return rows[place] + d - (uint32_t)first;
}

/* Enters `each` of a commodity that leave with one unit of the move's column. */
static void enter_move(ow_mps *mps, const ow_mps_move *move, uint32_t k, int64_t each) {
    if (mps->failed) return;
    uint32_t arrival = move->day + move->travel_days - 1;
    ow_mps_entry(mps, row_of(mps, mps->balance, k, move->from, move->day), move->column, each);
    ow_mps_entry(mps, row_of(mps, mps->leave, k, move->from, move->day), move->column, each);
    ow_mps_entry(mps, row_of(mps, mps->balance, k, move->to, arrival), move->column, -each);
    ow_mps_cost(mps, move->column, each * move_milli(mps, k, move));
}

static void push_move(ow_mps *mps, ow_mps_move move) {
    const ow_mps_commodity what = mps->commodities.data[move.commodity];
    uint32_t k = move.commodity;
    if (move.group == OW_NO_INDEX) {
        move.column = ow_mps_column(mps, 0, what.quantity, 1, OW_MPS_self,
                                    OW_KEY(k, move.link, move.from, move.day, move.permission));
    } else {
        const ow_mps_group *group = &mps->groups.data[move.group];
        move.column =
            ow_mps_column(mps, 0, what.quantity, 1, OW_MPS_load,
                          OW_KEY(k, group->fleet, move.link, move.from, move.day, group->party));
    }
    if (!OW_PUSH(&mps->moves, move)) mps->failed = 1;
    enter_move(mps, &move, k, 1);
    if (move.crew > 0) enter_move(mps, &move, what.people, move.crew);
}

static void build_loads(ow_mps *mps, uint32_t g, uint32_t day) {
    size_t place = (size_t)g * mps->days + day;
    if (mps->missions_first[place] == mps->missions_first[place + 1]) return;
    const ow_mps_group group = mps->groups.data[g];
    for (uint32_t k = 0; k < mps->commodities.count && !mps->failed; k++)
        if (may_leave(mps, k, group.from, day) && ow_mps_rides(mps, g, k))
            push_move(mps, (ow_mps_move){k, g, group.link, group.from, group.to, day,
                                         (uint32_t)group.ride.travel_days, OW_NO_INDEX, 0, 0});
}

static void build_self(ow_mps *mps, uint32_t k, uint32_t l, uint32_t back, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    const ow_link *link = &scenario->links[l];
    uint32_t from = back ? link->to_site : link->from_site;
    uint32_t to = back ? link->from_site : link->to_site, days = 0;
    if (!self_open(mps, k, l, from, to, day, &days)) return;
    ow_mps_move move = {
        k,   OW_NO_INDEX, l,           from, to,
        day, days,        OW_NO_INDEX, 0,    scenario->items[mps->commodities.data[k].item].crew};
    if (!self_needs_permission(mps, l)) {
        push_move(mps, move);
        return;
    }
    for (uint32_t m = 0; m < scenario->permissions_count; m++)
        if (self_permitted(mps, k, l, day, days, m)) {
            move.permission = m;
            push_move(mps, move);
        }
}

/* The cheapest allowed fate stands for all: they differ in nothing else. */
static void build_fates(ow_mps *mps, uint32_t k) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_commodity what = mps->commodities.data[k];
    if (what.item == OW_NO_INDEX) return;
    const ow_item *item = &scenario->items[what.item];
    int64_t milli = OW_UNLIMITED;
    for (uint32_t f = OW_FATE_return + 1; f < OW_FATE_COUNT; f++)
        if ((item->fates >> f & 1) && item->fate_points_milli[f] < milli)
            milli = item->fate_points_milli[f];
    if (milli == OW_UNLIMITED) return;
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
            if (!may_leave(mps, k, s, d)) continue;
            uint32_t column =
                ow_mps_column(mps, milli, what.quantity, 1, OW_MPS_fate, OW_KEY(k, s, d));
            if (mps->failed) return;
            ow_mps_entry(mps, row_of(mps, mps->balance, k, s, d), column, 1);
            ow_mps_entry(mps, row_of(mps, mps->leave, k, s, d), column, 1);
        }
}

static void sort_moves(ow_mps *mps) {
    uint32_t *first = ow_mps_array(mps, (size_t)mps->days + 2, sizeof *first);
    mps->moves_by_day = ow_mps_array(mps, mps->moves.count, sizeof *mps->moves_by_day);
    if (mps->failed) return;
    /* Counted two places on, so that filling leaves each day's first place where it belongs. */
    for (uint32_t m = 0; m < mps->moves.count; m++) {
        const ow_mps_move *move = &mps->moves.data[m];
        first[move->day + 2]++;
        if (move->travel_days > mps->travel_days_max) mps->travel_days_max = move->travel_days;
    }
    for (uint32_t d = 0; d < mps->days; d++) first[d + 2] += first[d + 1];
    for (uint32_t m = 0; m < mps->moves.count; m++)
        mps->moves_by_day[first[mps->moves.data[m].day + 1]++] = m;
    mps->moves_day_first = first;
}

void ow_mps_flow(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    size_t places = (size_t)mps->commodities.count * scenario->sites_count;
    mps->first_end = ow_mps_array(mps, places, sizeof *mps->first_end);
    mps->stock = ow_mps_array(mps, places, sizeof *mps->stock);
    mps->balance = ow_mps_array(mps, places, sizeof *mps->balance);
    mps->leave = ow_mps_array(mps, places, sizeof *mps->leave);
    if (mps->failed) return;
    find_reach(mps);
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        for (uint32_t s = 0; s < scenario->sites_count; s++) build_stock(mps, k, s);
    for (uint32_t g = 0; g < mps->groups.count; g++)
        for (uint32_t d = 0; d < mps->days; d++) build_loads(mps, g, d);
    for (uint32_t k = 0; k < mps->commodities.count; k++) {
        const ow_mps_commodity *what = &mps->commodities.data[k];
        if (what->item == OW_NO_INDEX || !scenario->items[what->item].drives) continue;
        for (uint32_t l = 0; l < scenario->links_count; l++)
            for (uint32_t back = 0; back < directions(&scenario->links[l]); back++)
                for (uint32_t d = 0; d < mps->days; d++) build_self(mps, k, l, back, d);
    }
    for (uint32_t k = 0; k < mps->commodities.count; k++) build_fates(mps, k);
    if (!mps->failed) sort_moves(mps);
}
