/* Floors and ceilings of the tables, and the guard that open sites owe. Guards away as escorts are
 * people of their site all the same, but no guards. */
#include "export/mps.h"

#include <assert.h>

/* Whether a limit's scope takes in a site. */
static int in_scope(const ow_mps *mps, const ow_limit *limit, uint32_t site) {
    if (limit->scope == OW_SCOPE_site) return site == limit->site;
    return mps->scenario->sites[site].in_host;
}

static int of_party(const ow_mps *mps, const ow_limit *limit, const ow_mps_commodity *what) {
    return limit->scope != OW_SCOPE_party || mps->scenario->units[what->unit].party == limit->party;
}

static int counts(const ow_mps *mps, const ow_limit *limit, const ow_mps_commodity *what) {
    if (!of_party(mps, limit, what)) return 0;
    if (limit->measure == OW_MEASURE_items)
        return what->item != OW_NO_INDEX &&
               (limit->item == OW_NO_INDEX || limit->item == what->item);
    return what->item == OW_NO_INDEX &&
           (limit->capability == OW_NO_INDEX ||
            limit->capability == mps->scenario->units[what->unit].capability);
}

static int of_guards(const ow_mps *mps, const ow_limit *limit) {
    return limit->measure == OW_MEASURE_people && limit->capability != OW_NO_INDEX &&
           limit->capability == mps->scenario->guard_capability;
}

static int away_on(const ow_mps_away *away, uint32_t day) {
    return away->day <= day && day < away->day + away->busy_days;
}

/* Adds value × what the limit counts at sites at the end of the day, guards away taken off. */
static void add_counted(ow_mps *mps, const ow_limit *limit, uint32_t row, uint32_t day,
                        int64_t value) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        if (!in_scope(mps, limit, s)) continue;
        for (uint32_t k = 0; k < mps->commodities.count; k++)
            if (counts(mps, limit, &mps->commodities.data[k]))
                ow_mps_add_stock(mps, row, k, s, day, value);
    }
    if (!of_guards(mps, limit)) return;
    for (uint32_t a = 0; a < mps->aways.count; a++) {
        const ow_mps_away *away = &mps->aways.data[a];
        if (away_on(away, day) && in_scope(mps, limit, away->site) &&
            of_party(mps, limit, &mps->commodities.data[away->commodity]))
            ow_mps_entry(mps, row, away->column, -value * away->each);
    }
}

/* People on the way at the end of the day over links touching the host. */
static void add_on_the_way(ow_mps *mps, const ow_limit *limit, uint32_t row, uint32_t day) {
    uint32_t first_day = day + 1 < mps->travel_days_max ? 0 : day + 1 - mps->travel_days_max;
    for (uint32_t i = mps->moves_day_first[first_day]; i < mps->moves_day_first[day + 1]; i++) {
        const ow_mps_move *move = &mps->moves.data[mps->moves_by_day[i]];
        if (day + 1 >= move->day + move->travel_days ||
            !mps->scenario->links[move->link].touches_host)
            continue;
        const ow_mps_commodity *what = &mps->commodities.data[move->commodity];
        if (counts(mps, limit, what)) ow_mps_entry(mps, row, move->column, 1);
        if (move->crew > 0 && counts(mps, limit, &mps->commodities.data[what->people]))
            ow_mps_entry(mps, row, move->column, move->crew);
    }
}

static uint32_t open_of(const ow_mps *mps, uint32_t site, uint32_t day) {
    return mps->open[(size_t)site * mps->days + day];
}

/* Number of open host sites in the scope. */
static void build_sites_day(ow_mps *mps, const ow_limit *limit, uint32_t row, uint32_t day) {
    for (uint32_t s = 0; s < mps->scenario->sites_count; s++)
        if (in_scope(mps, limit, s) && open_of(mps, s, day) != OW_NO_INDEX)
            ow_mps_entry(mps, row, open_of(mps, s, day), 1);
}

/* 100 × counted ≥ per_100 × people of other capabilities. On days on which the site is closed
 * nobody is there, so that while_open changes nothing. */
static void build_per_100(ow_mps *mps, uint32_t i, uint32_t day) {
    const ow_limit *limit = &mps->scenario->limits[i];
    uint32_t row = ow_mps_row(mps, 'G', 0, OW_MPS_limit_per_100, OW_KEY(i, day));
    add_counted(mps, limit, row, day, 100);
    for (uint32_t k = 0; k < mps->commodities.count && !mps->failed; k++) {
        const ow_mps_commodity *what = &mps->commodities.data[k];
        if (what->item != OW_NO_INDEX || !of_party(mps, limit, what)) continue;
        if (limit->measure == OW_MEASURE_people &&
            (limit->capability == OW_NO_INDEX ||
             limit->capability == mps->scenario->units[what->unit].capability))
            continue;
        for (uint32_t s = 0; s < mps->scenario->sites_count; s++)
            if (in_scope(mps, limit, s))
                ow_mps_add_stock(mps, row, k, s, day, -limit->per_100_people);
    }
}

static void build_limit_day(ow_mps *mps, uint32_t i, uint32_t day) {
    const ow_limit *limit = &mps->scenario->limits[i];
    int floor = limit->kind == OW_LIMIT_KIND_floor;
    uint32_t row = ow_mps_row(mps, floor ? 'G' : 'L', limit->value, OW_MPS_limit, OW_KEY(i, day));
    if (limit->measure == OW_MEASURE_sites)
        build_sites_day(mps, limit, row, day);
    else
        add_counted(mps, limit, row, day, 1);
    if (!floor && limit->measure == OW_MEASURE_people && limit->scope != OW_SCOPE_site)
        add_on_the_way(mps, limit, row, day);
    if (limit->while_open && floor) { /* a ceiling holds where nothing is */
        ow_mps_right(mps, row, -limit->value);
        ow_mps_entry(mps, row, open_of(mps, limit->site, day), -limit->value);
    }
    if (floor && limit->per_100_people > 0) build_per_100(mps, i, day);
}

/* A limit that holds while its site is open, of a site that is never called open, never holds. */
static int never_holds(const ow_mps *mps, const ow_limit *limit) {
    return limit->while_open &&
           (limit->site == OW_NO_INDEX || !mps->scenario->sites[limit->site].in_host);
}

static void add_guards(ow_mps *mps, uint32_t row, uint32_t site, uint32_t day, int64_t value) {
    for (uint32_t k = 0; k < mps->commodities.count; k++)
        if (mps->commodities.data[k].is_guard) ow_mps_add_stock(mps, row, k, site, day, value);
    for (uint32_t a = 0; a < mps->aways.count; a++)
        if (mps->aways.data[a].site == site && away_on(&mps->aways.data[a], day))
            ow_mps_entry(mps, row, mps->aways.data[a].column, -value * mps->aways.data[a].each);
}

static void build_guard(ow_mps *mps, uint32_t site, uint32_t day) {
    const ow_site *of = &mps->scenario->sites[site];
    if (of->guard_min > 0) {
        uint32_t row = ow_mps_row(mps, 'G', 0, OW_MPS_guard_min, OW_KEY(site, day));
        add_guards(mps, row, site, day, 1);
        if (!mps->failed) ow_mps_entry(mps, row, open_of(mps, site, day), -of->guard_min);
    }
    if (of->guard_per_100 > 0) {
        uint32_t row = ow_mps_row(mps, 'G', 0, OW_MPS_guard_per_100, OW_KEY(site, day));
        add_guards(mps, row, site, day, 100);
        for (uint32_t k = 0; k < mps->commodities.count; k++)
            if (mps->commodities.data[k].item == OW_NO_INDEX && !mps->commodities.data[k].is_guard)
                ow_mps_add_stock(mps, row, k, site, day, -of->guard_per_100);
    }
}

void ow_mps_limits(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t i = 0; i < scenario->limits_count; i++) {
        const ow_limit *limit = &scenario->limits[i];
        if (limit->first_day > limit->last_day || never_holds(mps, limit)) continue;
        for (uint32_t d = limit->first_day; d <= limit->last_day && !mps->failed; d++)
            build_limit_day(mps, i, d);
    }
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        for (uint32_t d = 0; d < mps->days && scenario->sites[s].in_host && !mps->failed; d++)
            build_guard(mps, s, d);
}
