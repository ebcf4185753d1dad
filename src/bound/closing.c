/* A site at the present prices: which day to close on, or on which days to be open, and when what
 * starts there leaves. At a site that closes once every closing day is tried, so that what a day
 * costs whole (open points, least guard, floors while open) is counted whole. O(days × starts). */
#include "bound/internal.h"

#include <math.h>

/* What being open on a day costs at a site: people's part, and the part that only days with items
 * earn. */
static void open_terms(const ow_bound *b, uint32_t site, uint32_t day, double *people,
                       double *items) {
    const onward_scenario *s = b->grid->scenario;
    const ow_site *at = &s->sites[site];
    const size_t i = (size_t)site * b->days + day;
    *people = (double)at->open_points_milli_per_day / 1000.0 +
              b->price[b->at.guard_min + i] * (double)at->guard_min;
    *items = 0;
    for (uint32_t l = 0; l < s->limits_count; l++) {
        const ow_limit *limit = &s->limits[l];
        const double price = b->price[b->at.limit + (size_t)l * b->days + day];
        const int here = limit->scope != OW_SCOPE_site || limit->site == site;
        if (price == 0 || !here) continue;
        if (limit->measure == OW_MEASURE_sites)
            *people += limit->kind == OW_LIMIT_KIND_floor ? -price : price;
        else if (limit->while_open && limit->kind == OW_LIMIT_KIND_floor)
            *people += price * (double)limit->value;
    }
    *people -= b->presence[0][(size_t)day * b->sites + site];
    *items -= b->presence[1][(size_t)day * b->sites + site];
}

/* The same rows' usage when the site is open with a share (and open to items with another). */
static void count_open(ow_bound *b, uint32_t site, uint32_t day, double open, double open_items) {
    b->open_share[(size_t)site * b->days + day] = open;
    b->items_share[(size_t)site * b->days + day] = open_items;
    if (b->temperature <= 0) return;
    const onward_scenario *s = b->grid->scenario;
    const size_t i = (size_t)site * b->days + day;
    if (b->unit[b->at.guard_min + i] > 0)
        b->usage[b->at.guard_min + i] += open * (double)s->sites[site].guard_min;
    for (uint32_t l = 0; l < s->limits_count; l++) {
        const ow_limit *limit = &s->limits[l];
        const size_t row = b->at.limit + (size_t)l * b->days + day;
        if (b->unit[row] <= 0 || (limit->scope == OW_SCOPE_site && limit->site != site)) continue;
        if (limit->measure == OW_MEASURE_sites)
            b->usage[row] += limit->kind == OW_LIMIT_KIND_floor ? -open : open;
        else if (limit->while_open && limit->kind == OW_LIMIT_KIND_floor)
            b->usage[row] += open * (double)limit->value;
    }
}

/* ---- when starts leave ---- */

static double tau_of(const ow_bound *b, const ow_start *start) {
    return b->temperature * b->recursions[start->class_index].scale;
}

static void fill_best(const ow_bound *b, ow_start *start) {
    const double tau = tau_of(b, start);
    for (uint32_t d = 0; d <= b->days; d++) {
        const double before = d > 0 ? start->best[d - 1] : OW_FAR, here = start->leave[d];
        start->best[d] = OW_IS_FAR(before) ? here
                         : OW_IS_FAR(here) ? before
                                           : ow_soft_min(before, here, tau);
        start->mass[d] = 0;
    }
}

/* Turns quantities that must leave by a day (mass) into quantities that leave on a day. */
static void spread_mass(const ow_bound *b, ow_start *start) {
    const double tau = tau_of(b, start);
    double carry = 0;
    for (uint32_t d = b->days + 1; d-- > 0;) {
        const double before = d > 0 ? start->best[d - 1] : OW_FAR, here = start->leave[d];
        const double share = OW_IS_FAR(before) ? 1
                             : OW_IS_FAR(here) ? 0
                                               : ow_soft_share(here, before, tau);
        const double mass = start->mass[d] + carry;
        start->mass[d] = mass * share;
        carry = mass * (1 - share);
    }
}

static double leave_freely(ow_bound *b, uint32_t site) {
    double points = 0;
    for (uint32_t k = b->starts_of_site[site]; k < b->starts_of_site[site + 1]; k++) {
        ow_start *start = &b->starts[k];
        fill_best(b, start);
        points += start->quantity * start->best[b->days];
        start->mass[b->days] = start->quantity;
        spread_mass(b, start);
    }
    return points;
}

/* ---- closing once ---- */

static int may_close(const ow_bound *b, uint32_t site, uint32_t day) {
    const ow_site *at = &b->grid->scenario->sites[site];
    if (day == b->days) return at->close_by_day == OW_NO_INDEX;
    return (int64_t)day >= at->handover_days && day <= at->close_by_day;
}

/* The last day on which a start may leave if the site closes on a day; -1: none. */
static int64_t leaves_by(const ow_bound *b, uint32_t site, const ow_start *start, uint32_t day) {
    if (day == b->days) return day;
    if (b->grid->classes[start->class_index].item == OW_NO_INDEX) return day;
    return (int64_t)day - b->grid->scenario->sites[site].handover_days;
}

/* Points of closing on each day, into points[0 .. days]; OW_FAR where it may not. items has days
 * + 1. */
static void closing_points(const ow_bound *b, uint32_t site, double *points, double *items) {
    const uint32_t h = (uint32_t)b->grid->scenario->sites[site].handover_days;
    double people = 0, people_term, item_term;
    items[0] = 0;
    for (uint32_t c = 0; c <= b->days; c++) {
        points[c] = may_close(b, site, c) ? people : OW_FAR;
        if (c == b->days) break;
        open_terms(b, site, c, &people_term, &item_term);
        people += people_term;
        items[c + 1] = items[c] + item_term;
    }
    for (uint32_t c = 0; c <= b->days; c++) {
        if (OW_IS_FAR(points[c])) continue;
        /* Items are there before c - h; if it never closes, on any day. */
        points[c] += c == b->days ? items[c] : items[c - h];
        for (uint32_t d = c - h; c < b->days && d < c; d++)
            points[c] += b->price[b->at.handover + d];
    }
    for (uint32_t k = b->starts_of_site[site]; k < b->starts_of_site[site + 1]; k++)
        for (uint32_t c = 0; c <= b->days; c++) {
            const int64_t by = leaves_by(b, site, &b->starts[k], c);
            const double leave = by < 0 ? OW_FAR : b->starts[k].best[by];
            points[c] = OW_IS_FAR(points[c]) || OW_IS_FAR(leave)
                            ? OW_FAR
                            : points[c] + b->starts[k].quantity * leave;
        }
}

/* Shares of closing days from their points; returns their soft minimum. The temperature's unit
 * comes from the last hard minimum: were it this one's, the shares would not be its derivatives. */
static double share_days(ow_bound *b, uint32_t site, const double *points, double *share) {
    double least = OW_FAR, sum = 0;
    uint32_t best = b->days;
    for (uint32_t c = 0; c <= b->days; c++)
        if (points[c] < least) least = points[c], best = c;
    const double tau = b->temperature * b->site_scale[site];
    if (b->temperature <= 0 && b->site_scale[site] <= 0)
        b->site_scale[site] = 0.1 * fabs(least) + 1;
    for (uint32_t c = 0; c <= b->days; c++) {
        const double x = tau > 0 ? (points[c] - least) / tau : 0;
        share[c] = tau > 0 ? (x > 20 ? 0 : ow_exp_minus(x)) : c == best;
        sum += share[c];
    }
    for (uint32_t c = 0; c <= b->days; c++) share[c] /= sum;
    return tau > 0 ? least - tau * ow_log_of(sum) : least;
}

static void count_closing(ow_bound *b, uint32_t site, const double *share) {
    const uint32_t h = (uint32_t)b->grid->scenario->sites[site].handover_days;
    for (uint32_t k = b->starts_of_site[site]; k < b->starts_of_site[site + 1]; k++) {
        ow_start *start = &b->starts[k];
        for (uint32_t c = 0; c <= b->days; c++) {
            const int64_t by = leaves_by(b, site, start, c);
            if (by >= 0) start->mass[by] += start->quantity * share[c];
        }
        spread_mass(b, start);
    }
    double after = share[b->days]; /* of closing after the day */
    for (uint32_t d = b->days; d-- > 0;) {
        b->open_share[(size_t)site * b->days + d] = after;
        after += share[d];
    }
    for (uint32_t d = 0; d < b->days; d++) {
        const double open = b->open_share[(size_t)site * b->days + d];
        const double items =
            d + h < b->days ? b->open_share[(size_t)site * b->days + d + h] : share[b->days];
        count_open(b, site, d, open, items);
        for (uint32_t c = d + 1; c <= d + h && c < b->days; c++)
            b->usage[b->at.handover + d] += share[c];
    }
}

static double close_once(ow_bound *b, uint32_t site) {
    double *share =
        b->temperature > 0 ? b->closing_share + (size_t)site * (b->days + 1) : b->hard_share;
    for (uint32_t k = b->starts_of_site[site]; k < b->starts_of_site[site + 1]; k++)
        fill_best(b, &b->starts[k]);
    closing_points(b, site, b->closing_points, b->closing_items);
    const double value = share_days(b, site, b->closing_points, share);
    count_closing(b, site, share);
    return value;
}

/* ---- open at will, or always ---- */

static double open_freely(ow_bound *b, uint32_t site) {
    const ow_site *at = &b->grid->scenario->sites[site];
    const int always = at->stays_open && b->starts_of_site[site] < b->starts_of_site[site + 1];
    double points = 0;
    for (uint32_t d = 0; d < b->days && (always || d < at->close_by_day); d++) {
        double people, items;
        open_terms(b, site, d, &people, &items);
        const double term = people + items;
        const double tau = b->temperature * ((double)at->open_points_milli_per_day / 1000.0 + 1);
        const double open = always ? 1 : ow_soft_share(term, 0, tau);
        points += always ? term : ow_soft_min(0, term, tau);
        count_open(b, site, d, open, open);
    }
    return points;
}

double ow_bound_close(ow_bound *b, uint32_t site) {
    if (b->enumerated[site]) return close_once(b, site);
    const double points = leave_freely(b, site);
    return b->grid->scenario->sites[site].in_host ? points + open_freely(b, site) : points;
}
