/* Sites: open-day terms, the enumeration of closing days, and the day-by-day choice elsewhere. */
#include "check/bound_site.h"

#include <assert.h>

static int64_t quantity_of(const onward_scenario *s, uint32_t commodity) {
    if (commodity < s->units_count) return s->units[commodity].people;
    return s->holdings[commodity - s->units_count].quantity;
}

static void forms_fill(uint8_t *form, const onward_scenario *s) {
    for (uint32_t i = 0; i < s->sites_count; i++)
        form[i] = s->sites[i].in_host ? OW_SITE_free : OW_SITE_outside;
    /* Open at the start: people or items of the scenario are there. */
    for (uint32_t u = 0; u < s->units_count; u++) {
        const ow_site *site = &s->sites[s->units[u].site];
        int present = s->units[u].people > 0;
        for (uint32_t i = 0; i < s->units[u].holdings_count; i++)
            present |= s->holdings[s->units[u].holdings_first + i].quantity > 0;
        if (!present || !site->in_host) continue;
        if (site->closes_once)
            form[s->units[u].site] = OW_SITE_closing;
        else if (site->stays_open)
            form[s->units[u].site] = OW_SITE_always;
    }
}

static void add_open(ow_wide *out, const int64_t *milli, ow_wide factor_micro, uint32_t days) {
    for (uint32_t day = 0; day < days; day++) out[day] += milli[day] * factor_micro;
}

/* A limit's part in the open days: limits on sites count the site, while_open floors ask for their
 * value. */
static void limit_add(ow_site_terms *terms, const onward_scenario *s, const ow_price_row *row) {
    const ow_limit *limit = &s->limits[row->a];
    int floor = limit->kind == OW_LIMIT_KIND_floor;
    ow_wide factor;
    if (limit->measure == OW_MEASURE_sites)
        factor = floor ? -1000 : 1000;
    else if (limit->while_open && floor)
        factor = (ow_wide)limit->value * 1000;
    else
        return;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        int counts = limit->scope == OW_SCOPE_site ? site == limit->site : s->sites[site].in_host;
        if (counts)
            add_open(terms->open_micro + (size_t)site * s->days, row->milli, factor, s->days);
    }
}

static void row_add(ow_site_terms *terms, const onward_scenario *s, const ow_price_row *row) {
    size_t first = (size_t)row->a * s->days;
    if (row->kind == OW_PRICE_limit) limit_add(terms, s, row);
    if (row->kind == OW_PRICE_guard_min)
        add_open(terms->open_micro + first, row->milli, (ow_wide)s->sites[row->a].guard_min * 1000,
                 s->days);
    if (row->kind == OW_PRICE_presence) {
        ow_wide *sum = row->b < s->units_count ? terms->people_micro : terms->items_micro;
        add_open(sum + first, row->milli, (ow_wide)quantity_of(s, row->b) * 1000, s->days);
    }
}

ow_status ow_check_bound_sites(ow_site_terms *out, ow_arena *arena, const onward_scenario *scenario,
                               const ow_price_rows *rows) {
    const onward_scenario *s = scenario;
    size_t cells = (s->sites_count + 1u) * ((size_t)s->days + 1);
    ow_site_terms terms;
    terms.form = OW_ARRAY(arena, s->sites_count + 1u, uint8_t);
    terms.open_micro = OW_ARRAY(arena, cells, ow_wide);
    terms.people_micro = OW_ARRAY(arena, cells, ow_wide);
    terms.items_micro = OW_ARRAY(arena, cells, ow_wide);
    terms.leave_micro = OW_ARRAY(arena, cells, ow_wide);
    if (!terms.form || !terms.open_micro || !terms.people_micro || !terms.items_micro ||
        !terms.leave_micro)
        return OW_NO_MEMORY;
    forms_fill(terms.form, s);
    for (uint32_t site = 0; site < s->sites_count; site++)
        for (uint32_t day = 0; s->sites[site].in_host && day < s->days; day++)
            terms.open_micro[(size_t)site * s->days + day] =
                (ow_wide)s->sites[site].open_points_milli_per_day * 1000;
    for (uint32_t i = 0; i < rows->count; i++) row_add(&terms, s, &rows->data[i]);
    *out = terms;
    return OW_OK;
}

static ow_wide times(ow_wide micro, int64_t quantity) {
    if (ow_wide_is_infinite(micro)) return OW_WIDE_INFINITE;
    ow_wide product =
        micro * quantity; /* one way costs less than 2^90, a quantity is less than 2^24 */
    return product > OW_WIDE_MOST ? OW_WIDE_MOST : product;
}

void ow_check_bound_site_add(ow_site_terms *terms, const onward_scenario *scenario,
                             const ow_cargo *cargo, const ow_wide *leave_micro) {
    uint32_t site = scenario->units[cargo->unit].site, days = scenario->days;
    /* Items are gone by the end of the first day of the handover, people by that of the closing
     * day. */
    int64_t before = cargo->item == OW_NO_INDEX ? 0 : scenario->sites[site].handover_days;
    ow_wide *sum = terms->leave_micro + (size_t)site * ((size_t)days + 1);
    ow_wide least = OW_WIDE_INFINITE; /* over the leaving days up to c - before */
    uint32_t left = 0;
    assert(terms->form[site] == OW_SITE_closing);
    for (uint32_t c = 0; c < days; c++) {
        for (; (int64_t)left <= (int64_t)c - before; left++)
            if (leave_micro[left] < least) least = leave_micro[left];
        sum[c] = ow_wide_plus(sum[c], times(least, cargo->quantity));
    }
    for (; left <= days; left++) /* never closing: any day, or staying */
        if (leave_micro[left] < least) least = leave_micro[left];
    sum[days] = ow_wide_plus(sum[days], times(least, cargo->quantity));
}

/* Closing on day c (days: never) against each other: running sums of the days on which the site,
 * and its items, are there. */
static ow_wide closing_least(const ow_site_terms *terms, const onward_scenario *s,
                             const ow_price_rows *rows, uint32_t site) {
    const ow_site *place = &s->sites[site];
    const int64_t *team = ow_price_row_find(rows, OW_PRICE_handover, OW_NO_INDEX, OW_NO_INDEX);
    size_t first = (size_t)site * s->days;
    const ow_wide *leave = terms->leave_micro + (size_t)site * ((size_t)s->days + 1);
    int64_t h = place->handover_days;
    uint32_t last = place->close_by_day < s->days ? place->close_by_day : s->days;
    ow_wide least = OW_WIDE_INFINITE;
    ow_wide open = 0, items = 0, teams = 0; /* over d < c, d < c - h, c - h <= d < c */
    for (uint32_t c = 0; c <= last; c++) {
        if (c > 0) {
            open += terms->open_micro[first + c - 1] - terms->people_micro[first + c - 1];
            if (team != NULL) teams += (ow_wide)team[c - 1] * 1000;
        }
        if (c > h) {
            items += terms->items_micro[first + (size_t)(c - h) - 1];
            if (team != NULL) teams -= (ow_wide)team[c - h - 1] * 1000;
        }
        if (c == s->days) { /* never: no handover, and items stay as long as the site */
            for (int64_t d = c > h ? c - h : 0; d < c; d++)
                items += terms->items_micro[first + (size_t)d];
            teams = 0;
        } else if (c < h)
            continue;
        if (ow_wide_is_infinite(leave[c])) continue;
        ow_wide all = ow_wide_plus(leave[c], open - items + teams);
        if (all < least) least = all;
    }
    return least;
}

ow_wide ow_check_bound_site(const ow_site_terms *terms, const onward_scenario *scenario,
                            const ow_price_rows *rows, uint32_t site) {
    const onward_scenario *s = scenario;
    if (terms->form[site] == OW_SITE_outside) return 0;
    if (terms->form[site] == OW_SITE_closing) return closing_least(terms, s, rows, site);
    ow_wide sum = 0;
    for (uint32_t day = 0; day < s->days; day++) {
        size_t cell = (size_t)site * s->days + day;
        ow_wide open =
            terms->open_micro[cell] - terms->people_micro[cell] - terms->items_micro[cell];
        int free = terms->form[site] == OW_SITE_free;
        if (free && (open > 0 || day >= s->sites[site].close_by_day)) continue;
        sum += open;
    }
    return sum;
}
