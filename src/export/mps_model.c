/* Rows, columns and entries of the exact model, and what several of its rules ask. Once memory has
 * run out or the model has grown too large, adding does nothing, so that callers look at the flags
 * once. */
#include "export/mps.h"

#include "base/fixed.h"

#include <assert.h>

uint32_t ow_mps_row(ow_mps *mps, char sense, int64_t right, uint8_t kind, const ow_mps_key *key) {
    if (mps->failed) return OW_NO_INDEX;
    if (!OW_PUSH(&mps->rows, (ow_mps_row_of){sense, kind, *key, right})) {
        mps->failed = 1;
        return OW_NO_INDEX;
    }
    return mps->rows.count - 1;
}

uint32_t ow_mps_column(ow_mps *mps, int64_t cost_milli, int64_t upper, int integer, uint8_t kind,
                       const ow_mps_key *key) {
    if (mps->failed) return OW_NO_INDEX;
    assert(upper >= 0);
    if (!OW_PUSH(&mps->columns,
                 (ow_mps_column_of){kind, integer != 0, *key, cost_milli, 0, upper})) {
        mps->failed = 1;
        return OW_NO_INDEX;
    }
    return mps->columns.count - 1;
}

void ow_mps_entry(ow_mps *mps, uint32_t row, uint32_t column, int64_t value) {
    if (mps->failed || mps->too_large || value == 0) return;
    assert(row < mps->rows.count && column < mps->columns.count);
    if (mps->entries.count >= OW_MPS_ENTRIES_MAX)
        mps->too_large = 1;
    else if (!OW_PUSH(&mps->entries, (ow_mps_entry_of){row, column, value}))
        mps->failed = 1;
}

void ow_mps_right(ow_mps *mps, uint32_t row, int64_t more) {
    if (mps->failed) return;
    assert(row < mps->rows.count);
    mps->rows.data[row].right += more;
}

void ow_mps_cost(ow_mps *mps, uint32_t column, int64_t more_milli) {
    if (mps->failed) return;
    assert(column < mps->columns.count);
    mps->columns.data[column].cost_milli += more_milli;
}

void *ow_mps_array(ow_mps *mps, size_t count, size_t size) {
    void *array = ow_arena_array(mps->arena, count > 0 ? count : 1, size);
    if (!array) mps->failed = 1;
    return array;
}

uint32_t ow_mps_stock(const ow_mps *mps, uint32_t commodity, uint32_t site, uint32_t day) {
    size_t place = (size_t)commodity * mps->scenario->sites_count + site;
    int32_t first = mps->first_end[place] < 0 ? 0 : mps->first_end[place];
    if ((int64_t)day < first || day >= mps->days) return OW_NO_INDEX;
    return mps->stock[place] + day - (uint32_t)first;
}

void ow_mps_add_stock(ow_mps *mps, uint32_t row, uint32_t commodity, uint32_t site, int64_t day,
                      int64_t value) {
    if (mps->failed) return;
    if (day >= 0) {
        uint32_t column = ow_mps_stock(mps, commodity, site, (uint32_t)day);
        if (column != OW_NO_INDEX) ow_mps_entry(mps, row, column, value);
        return;
    }
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    if (mps->scenario->units[what->unit].site == site)
        ow_mps_right(mps, row, -value * what->quantity);
}

int ow_mps_open_at_start(const ow_mps *mps, uint32_t site) {
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        if (mps->scenario->units[mps->commodities.data[k].unit].site == site) return 1;
    return 0;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* Missions that the vehicles there on the day can make of this group's cycle. */
static int64_t vehicles_max(const ow_mps *mps, const ow_mps_group *group, uint32_t day) {
    const ow_fleet *fleet = &mps->scenario->fleets[group->fleet];
    int64_t vehicles = mps->scenario->vehicles[(size_t)group->fleet * mps->days + day];
    if (vehicles == 0 || group->ride.cycle_min > fleet->duty_min) return vehicles;
    if (group->ride.cycle_min == 0) return OW_UNLIMITED;
    return vehicles * (fleet->duty_min / group->ride.cycle_min);
}

static int64_t quota(const ow_mps *mps, uint32_t group, uint32_t day) {
    int64_t sum = 0;
    size_t place = (size_t)group * mps->days + day;
    for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++) {
        uint32_t permission = mps->missions.data[m].permission;
        if (permission == OW_NO_INDEX) return OW_UNLIMITED;
        int64_t more = mps->scenario->permissions[permission].missions_per_day;
        if (more == OW_UNLIMITED) return OW_UNLIMITED;
        sum += more;
    }
    return sum;
}

int64_t ow_mps_missions_max(const ow_mps *mps, uint32_t group, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_group *of = &mps->groups.data[group];
    const ow_link *link = &scenario->links[of->link];
    uint32_t arrival = day + (uint32_t)of->ride.travel_days - 1;
    size_t modes = OW_MODE_COUNT;
    size_t from = ((size_t)of->from * modes + (size_t)link->mode) * mps->days;
    size_t to = ((size_t)of->to * modes + (size_t)link->mode) * mps->days;
    assert(arrival < mps->days);
    int64_t most = least(vehicles_max(mps, of, day), link->missions_per_day);
    most = least(most, scenario->site_capacity[from + day]);
    most = least(most, scenario->site_capacity[to + arrival]);
    most = least(most, quota(mps, group, day));
    int64_t loads = 0; /* no mission goes empty, so there are no more than things to carry */
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        if (ow_mps_rides(mps, group, k)) loads += mps->commodities.data[k].quantity;
    return least(most, loads);
}

int64_t ow_mps_rate_milli(const ow_mps *mps, uint32_t site, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    int64_t factor = scenario->site_factor_milli[(size_t)site * mps->days + day];
    return ow_mul_div_ceil(scenario->sites[site].risk_milli * factor,
                           scenario->points_per_person_day_milli, 1000000);
}

int64_t ow_mps_crossing_milli(const ow_mps *mps, uint32_t link, uint32_t day) {
    int64_t factor = mps->scenario->link_factor_milli[(size_t)link * mps->days + day];
    return ow_mul_div_ceil(mps->scenario->links[link].risk_milli, factor, 1000);
}

int ow_mps_rides(const ow_mps *mps, uint32_t group, uint32_t commodity) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_group *on = &mps->groups.data[group];
    const ow_fleet *fleet = &scenario->fleets[on->fleet];
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    const ow_unit *unit = &scenario->units[what->unit];
    if (on->party != OW_NO_INDEX && unit->party != on->party) return 0;
    if (what->item == OW_NO_INDEX) return fleet->people_max > 0;
    const ow_item *item = &scenario->items[what->item];
    if (item->mass_kg > fleet->payload_kg || item->area_milli_m2 > fleet->area_milli_m2) return 0;
    return unit->destination != on->to || (item->fates & (1 << OW_FATE_return)) != 0;
}
