/* Open sites: when they close, what handover asks of them, and which closes before which.
 *
 * open(s, d) is 1 just where something is at host site s at the end of d. A site that closes once
 * and is open at the start closes on the day on which open falls; one that is empty at the start
 * opens at most once, and `opens` and `closes` mark the days. "Closed by day d" is a sum of columns
 * in both cases (closed_terms), so that handover and precedence are written once. */
#include "export/mps.h"

#include <assert.h>

typedef struct open_sites {
    uint32_t *ever; /* [site] column; OW_NO_INDEX: not needed so far */
    uint32_t *opens,
        *closes; /* [site * days + day], of sites that close once and are empty at the start */
    uint8_t *at_start; /* [site] */
} open_sites;

static uint32_t open_column(const ow_mps *mps, uint32_t site, uint32_t day) {
    return mps->open[(size_t)site * mps->days + day];
}

static void fix(ow_mps *mps, uint32_t column, int64_t value) {
    if (mps->failed) return;
    ow_mps_column_of *of = &mps->columns.data[column];
    /* Two rules may ask for opposite values; then no plan can be, and an empty row says so. */
    if (of->lower == of->upper && of->lower != value)
        ow_mps_row(mps, 'G', 1, OW_MPS_contradiction, OW_KEY(of->key.part[0], of->key.part[1]));
    else
        of->lower = of->upper = value;
}

/* open = 1 just where some stock is positive. */
static void build_presence(ow_mps *mps, uint32_t site, uint32_t day) {
    uint32_t open = open_column(mps, site, day);
    uint32_t vacant = ow_mps_row(mps, 'L', 0, OW_MPS_vacant, OW_KEY(site, day));
    ow_mps_entry(mps, vacant, open, 1);
    for (uint32_t k = 0; k < mps->commodities.count && !mps->failed; k++) {
        uint32_t stock = ow_mps_stock(mps, k, site, day);
        if (stock == OW_NO_INDEX) continue;
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_present, OW_KEY(k, site, day));
        ow_mps_entry(mps, vacant, stock, -1);
        ow_mps_entry(mps, row, stock, 1);
        ow_mps_entry(mps, row, open, -mps->commodities.data[k].quantity);
    }
}

static void build_open(ow_mps *mps, open_sites *sites) {
    const onward_scenario *scenario = mps->scenario;
    size_t count = (size_t)scenario->sites_count * mps->days;
    mps->open = ow_mps_array(mps, count, sizeof *mps->open);
    sites->opens = ow_mps_array(mps, count, sizeof *sites->opens);
    sites->closes = ow_mps_array(mps, count, sizeof *sites->closes);
    sites->at_start = ow_mps_array(mps, scenario->sites_count, sizeof *sites->at_start);
    sites->ever = ow_mps_array(mps, scenario->sites_count, sizeof *sites->ever);
    if (mps->failed) return;
    for (uint32_t s = 0; s < scenario->sites_count; s++) sites->ever[s] = OW_NO_INDEX;
    for (size_t i = 0; i < count; i++)
        mps->open[i] = sites->opens[i] = sites->closes[i] = OW_NO_INDEX;
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        sites->at_start[s] = (uint8_t)ow_mps_open_at_start(mps, s);
        for (uint32_t d = 0; d < mps->days && scenario->sites[s].in_host; d++) {
            mps->open[(size_t)s * mps->days + d] = ow_mps_column(
                mps, scenario->sites[s].open_points_milli_per_day, 1, 1, OW_MPS_open, OW_KEY(s, d));
            if (!mps->failed) build_presence(mps, s, d);
        }
    }
}

/* A site that is open at the start: open never rises again. */
static void build_once_from_open(ow_mps *mps, uint32_t site) {
    for (uint32_t d = 1; d < mps->days && !mps->failed; d++) {
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_reopen, OW_KEY(site, d));
        ow_mps_entry(mps, row, open_column(mps, site, d), 1);
        ow_mps_entry(mps, row, open_column(mps, site, d - 1), -1);
    }
}

/* open(d) + closes(d) = open(d-1) + opens(d). */
static void build_change(ow_mps *mps, const open_sites *sites, uint32_t site, uint32_t day) {
    size_t place = (size_t)site * mps->days + day;
    uint32_t opens = sites->opens[place], closes = sites->closes[place];
    uint32_t row = ow_mps_row(mps, 'E', 0, OW_MPS_reopen, OW_KEY(site, day));
    ow_mps_entry(mps, row, open_column(mps, site, day), 1);
    ow_mps_entry(mps, row, closes, 1);
    ow_mps_entry(mps, row, opens, -1);
    if (day > 0) ow_mps_entry(mps, row, open_column(mps, site, day - 1), -1);
    row = ow_mps_row(mps, 'L', 0, OW_MPS_opening, OW_KEY(site, day));
    ow_mps_entry(mps, row, opens, 1);
    ow_mps_entry(mps, row, open_column(mps, site, day), -1);
    row = ow_mps_row(mps, 'L', 1, OW_MPS_closing, OW_KEY(site, day));
    ow_mps_entry(mps, row, closes, 1);
    ow_mps_entry(mps, row, open_column(mps, site, day), 1);
}

static void build_once_from_empty(ow_mps *mps, open_sites *sites, uint32_t site) {
    for (uint32_t d = 0; d < mps->days; d++) {
        size_t place = (size_t)site * mps->days + d;
        sites->opens[place] = ow_mps_column(mps, 0, 1, 1, OW_MPS_opens, OW_KEY(site, d));
        sites->closes[place] = ow_mps_column(mps, 0, 1, 1, OW_MPS_closes, OW_KEY(site, d));
    }
    uint32_t once = ow_mps_row(mps, 'L', 1, OW_MPS_opens_once, OW_KEY(site));
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
        ow_mps_entry(mps, once, sites->opens[(size_t)site * mps->days + d], 1);
        build_change(mps, sites, site, d);
    }
}

static void build_states(ow_mps *mps, open_sites *sites) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t s = 0; s < scenario->sites_count && !mps->failed; s++) {
        const ow_site *site = &scenario->sites[s];
        if (!site->in_host) continue;
        if (site->closes_once && sites->at_start[s]) build_once_from_open(mps, s);
        if (site->closes_once && !sites->at_start[s]) build_once_from_empty(mps, sites, s);
        for (uint32_t d = 0; d < mps->days; d++) {
            if (site->stays_open && sites->at_start[s]) fix(mps, open_column(mps, s, d), 1);
            if (site->close_by_day != OW_NO_INDEX && d >= site->close_by_day)
                fix(mps, open_column(mps, s, d), 0);
        }
    }
}

/* --- handover --- */

/* Adds value × (1 if the site closes on one of first .. last) to a row. */
static void add_closings(ow_mps *mps, const open_sites *sites, uint32_t row, uint32_t site,
                         uint32_t first, uint32_t last, int64_t value) {
    if (sites->at_start[site]) { /* open(first-1) - open(last) */
        if (first > 0)
            ow_mps_entry(mps, row, open_column(mps, site, first - 1), value);
        else
            ow_mps_right(mps, row, -value);
        ow_mps_entry(mps, row, open_column(mps, site, last), -value);
        return;
    }
    for (uint32_t c = first; c <= last; c++)
        ow_mps_entry(mps, row, sites->closes[(size_t)site * mps->days + c], value);
}

static uint32_t window_end(const ow_mps *mps, uint32_t site, uint32_t day) {
    int64_t end = (int64_t)day + mps->scenario->sites[site].handover_days;
    return end < (int64_t)mps->days ? (uint32_t)end : mps->days - 1;
}

/* No items at the end of day e if the site closes on one of e+1 .. e+h. */
static void build_cleared(ow_mps *mps, const open_sites *sites, uint32_t site, uint32_t day) {
    for (uint32_t k = 0; k < mps->commodities.count && !mps->failed; k++) {
        const ow_mps_commodity *what = &mps->commodities.data[k];
        if (what->item == OW_NO_INDEX || ow_mps_stock(mps, k, site, day) == OW_NO_INDEX) continue;
        if (sites->at_start[site]) { /* tighter: stock ≤ quantity × open(e+h) */
            uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_cleared, OW_KEY(k, site, day));
            ow_mps_add_stock(mps, row, k, site, day, 1);
            ow_mps_entry(mps, row, open_column(mps, site, window_end(mps, site, day)),
                         -what->quantity);
            continue;
        }
        uint32_t row = ow_mps_row(mps, 'L', what->quantity, OW_MPS_cleared, OW_KEY(k, site, day));
        ow_mps_add_stock(mps, row, k, site, day, 1);
        add_closings(mps, sites, row, site, day + 1, window_end(mps, site, day), what->quantity);
    }
}

/* Closing day ≥ handover_days. */
static void build_earliest(ow_mps *mps, const open_sites *sites, uint32_t site) {
    for (uint32_t d = 0; d < mps->days && (int64_t)d < mps->scenario->sites[site].handover_days;
         d++) {
        if (sites->at_start[site])
            fix(mps, open_column(mps, site, d), 1);
        else
            fix(mps, sites->closes[(size_t)site * mps->days + d], 0);
    }
}

static void build_handover(ow_mps *mps, const open_sites *sites) {
    const onward_scenario *scenario = mps->scenario;
    int some = 0;
    for (uint32_t s = 0; s < scenario->sites_count && !mps->failed; s++) {
        if (!scenario->sites[s].closes_once || scenario->sites[s].handover_days < 1) continue;
        some = 1;
        build_earliest(mps, sites, s);
        for (uint32_t d = 0; d + 1 < mps->days; d++) build_cleared(mps, sites, s, d);
    }
    if (!some || scenario->handover_teams == OW_UNLIMITED) return;
    for (uint32_t d = 0; d + 1 < mps->days && !mps->failed; d++) {
        uint32_t row = ow_mps_row(mps, 'L', scenario->handover_teams, OW_MPS_teams, OW_KEY(d));
        for (uint32_t s = 0; s < scenario->sites_count; s++)
            if (scenario->sites[s].closes_once && scenario->sites[s].handover_days > 0)
                add_closings(mps, sites, row, s, d + 1, window_end(mps, s, d), 1);
    }
}

/* --- precedence of sites --- */

/* Column that is 1 if a site that is used on and off, and empty at the start, is open on some day.
 */
static uint32_t ever_column(ow_mps *mps, open_sites *sites, uint32_t site) {
    if (sites->ever[site] != OW_NO_INDEX || mps->failed) return sites->ever[site];
    uint32_t ever = ow_mps_column(mps, 0, 1, 1, OW_MPS_ever, OW_KEY(site));
    uint32_t never = ow_mps_row(mps, 'L', 0, OW_MPS_never_row, OW_KEY(site));
    ow_mps_entry(mps, never, ever, 1);
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_ever_row, OW_KEY(site, d));
        ow_mps_entry(mps, row, open_column(mps, site, d), 1);
        ow_mps_entry(mps, row, ever, -1);
        ow_mps_entry(mps, never, open_column(mps, site, d), -1);
    }
    return sites->ever[site] = ever;
}

/* Adds value × (1 if the site's closing day is ≤ day) to a row. A host site that never opens is
 * closed on day 0; one that does not close for good never closes once it was open; nor does one
 * outside the host. */
static void add_closed_by(ow_mps *mps, open_sites *sites, uint32_t row, uint32_t site, uint32_t day,
                          int64_t value) {
    const ow_site *of = &mps->scenario->sites[site];
    if (!of->in_host || (!of->closes_once && sites->at_start[site])) return;
    if (!of->closes_once) {
        uint32_t ever = ever_column(mps, sites, site);
        ow_mps_right(mps, row, -value);
        if (!mps->failed) ow_mps_entry(mps, row, ever, -value);
        return;
    }
    ow_mps_right(mps, row, -value);
    if (sites->at_start[site]) {
        ow_mps_entry(mps, row, open_column(mps, site, day), -value);
        return;
    }
    for (uint32_t d = 0; d < mps->days; d++) /* 1 - Σ opens: never opens */
        ow_mps_entry(mps, row, sites->opens[(size_t)site * mps->days + d], -value);
    for (uint32_t c = 0; c <= day; c++)
        ow_mps_entry(mps, row, sites->closes[(size_t)site * mps->days + c], value);
}

/* closed by d (after) ≤ closed by d - lag (before), for every day. */
static void build_site_precedence(ow_mps *mps, open_sites *sites, uint32_t number,
                                  const ow_precedence *rule) {
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_precede, OW_KEY(number + 1, d));
        add_closed_by(mps, sites, row, rule->after, d, 1);
        if ((int64_t)d >= rule->lag_days)
            add_closed_by(mps, sites, row, rule->before, d - (uint32_t)rule->lag_days, -1);
    }
}

void ow_mps_open(ow_mps *mps) {
    open_sites sites;
    build_open(mps, &sites);
    if (mps->failed) return;
    build_states(mps, &sites);
    build_handover(mps, &sites);
    for (uint32_t i = 0; i < mps->scenario->precedence_count; i++)
        if (!mps->scenario->precedence[i].of_units && !mps->failed)
            build_site_precedence(mps, &sites, i, &mps->scenario->precedence[i]);
}
