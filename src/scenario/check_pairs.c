/* Rows that must not meet, found by sorting. Every kind of pair is brought to one form: two numbers
 * that say what it is about, and an interval. O(n log n). */
#include "scenario/rows_check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct pair {
    uint32_t a, b;
    int64_t first, last;
    uint32_t line;
} pair;

/* By what it is about, then by time, then by place in the file, so that the later row is the one
 * named. */
static int by_subject(const void *x, const void *y) {
    const pair *p = x, *q = y;
    if (p->a != q->a) return p->a < q->a ? -1 : 1;
    if (p->b != q->b) return p->b < q->b ? -1 : 1;
    if (p->first != q->first) return p->first < q->first ? -1 : 1;
    return (p->line > q->line) - (p->line < q->line);
}

static int is_same(const pair *p, const pair *q) {
    return p->a == q->a && p->b == q->b;
}

static void find_duplicates(pair *pairs, uint32_t count, const char *file, const char *column,
                            ow_notices *notices) {
    qsort(pairs, count, sizeof *pairs, by_subject);
    for (uint32_t i = 1; i < count; i++)
        if (is_same(&pairs[i - 1], &pairs[i]))
            ow_notice_add(notices, OW_NOTICE_duplicate_row, file, pairs[i].line, column, "", "",
                          "row %" PRIu32 " is about the same", pairs[i - 1].line);
}

static void find_overlaps(pair *pairs, uint32_t count, const char *file, ow_notices *notices) {
    qsort(pairs, count, sizeof *pairs, by_subject);
    for (uint32_t i = 1, longest = 0; i < count; i++) {
        if (!is_same(&pairs[longest], &pairs[i])) {
            longest = i;
            continue;
        }
        if (pairs[i].first <= pairs[longest].last)
            ow_notice_add(notices, OW_NOTICE_overlap, file, pairs[i].line, "from_date", "", "",
                          "row %" PRIu32 " covers some of the same days", pairs[longest].line);
        if (pairs[i].last > pairs[longest].last) longest = i;
    }
}

static pair *new_pairs(uint32_t count) {
    return calloc(count ? count : 1, sizeof(pair));
}

static pair over(uint32_t a, uint32_t b, int64_t from, int64_t to, uint32_t line) {
    return (pair){a, b, from, to == OW_NONE ? INT64_MAX : to, line};
}

static ow_status check_holdings(const ow_rows_check *c) {
    uint32_t count = 0;
    pair *pairs = new_pairs(c->rows->holdings.count);
    if (!pairs) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < c->rows->holdings.count; i++) {
        const ow_holdings_row *row = &c->rows->holdings.data[i];
        uint32_t unit = ow_lookup_get(&c->units, row->unit_id);
        uint32_t item = ow_lookup_get(&c->items, row->item_id);
        if (unit != OW_LOOKUP_NONE && item != OW_LOOKUP_NONE)
            pairs[count++] = over(unit, item, 0, 0, c->rows->holdings.line[i]);
    }
    find_duplicates(pairs, count, "holdings.csv", "item_id", c->notices);
    free(pairs);
    return OW_OK;
}

static ow_status check_fleet_links(const ow_rows_check *c) {
    uint32_t count = 0;
    pair *pairs = new_pairs(c->rows->fleet_links.count);
    if (!pairs) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < c->rows->fleet_links.count; i++) {
        const ow_fleet_links_row *row = &c->rows->fleet_links.data[i];
        uint32_t f = ow_lookup_get(&c->fleets, row->fleet_id);
        uint32_t l = ow_lookup_get(&c->links, row->link_id);
        uint32_t line = c->rows->fleet_links.line[i];
        if (f == OW_LOOKUP_NONE || l == OW_LOOKUP_NONE) continue;
        pairs[count++] = over(f, l, 0, 0, line);
        int64_t mode = c->rows->fleets.data[f].mode, way = c->rows->links.data[l].mode;
        if (mode != OW_NONE && way != OW_NONE && mode != way)
            ow_notice_add(c->notices, OW_NOTICE_wrong_mode, "fleet_links.csv", line, "link_id",
                          row->link_id, "", "the link is of another mode than fleet %s",
                          row->fleet_id);
    }
    find_duplicates(pairs, count, "fleet_links.csv", "link_id", c->notices);
    free(pairs);
    return OW_OK;
}

static ow_status check_capacity(const ow_rows_check *c) {
    uint32_t count = 0;
    pair *pairs = new_pairs(c->rows->site_capacity.count);
    if (!pairs) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < c->rows->site_capacity.count; i++) {
        const ow_site_capacity_row *row = &c->rows->site_capacity.data[i];
        uint32_t site = ow_lookup_get(&c->sites, row->site_id);
        if (site != OW_LOOKUP_NONE && row->mode != OW_NONE)
            pairs[count++] = over(site, (uint32_t)row->mode, row->from_date, row->to_date,
                                  c->rows->site_capacity.line[i]);
    }
    find_overlaps(pairs, count, "site_capacity.csv", c->notices);
    free(pairs);
    return OW_OK;
}

static ow_status check_risk(const ow_rows_check *c) {
    uint32_t count = 0;
    pair *pairs = new_pairs(c->rows->risk_days.count);
    if (!pairs) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < c->rows->risk_days.count; i++) {
        const ow_risk_days_row *row = &c->rows->risk_days.data[i];
        uint32_t is_site = *row->site_id != '\0';
        uint32_t thing = is_site ? ow_lookup_get(&c->sites, row->site_id)
                                 : ow_lookup_get(&c->links, row->link_id);
        if (thing != OW_LOOKUP_NONE)
            pairs[count++] =
                over(thing, is_site, row->from_date, row->to_date, c->rows->risk_days.line[i]);
    }
    find_overlaps(pairs, count, "risk_days.csv", c->notices);
    free(pairs);
    return OW_OK;
}

static ow_status check_precedence(const ow_rows_check *c) {
    uint32_t count = 0;
    pair *pairs = new_pairs(c->rows->precedence.count);
    if (!pairs) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < c->rows->precedence.count; i++) {
        const ow_precedence_row *row = &c->rows->precedence.data[i];
        int of_sites = ow_lookup_get(&c->sites, row->before_id) != OW_LOOKUP_NONE &&
                       ow_lookup_get(&c->sites, row->after_id) != OW_LOOKUP_NONE;
        const ow_lookup *ids = of_sites ? &c->sites : &c->units;
        uint32_t before = ow_lookup_get(ids, row->before_id);
        uint32_t after = ow_lookup_get(ids, row->after_id);
        /* Units come after sites, so that no pair of units is taken for one of sites. */
        uint32_t shift = ids == &c->sites ? 0 : c->rows->sites.count;
        if (before != OW_LOOKUP_NONE && after != OW_LOOKUP_NONE)
            pairs[count++] = over(before + shift, after + shift, 0, 0, c->rows->precedence.line[i]);
    }
    find_duplicates(pairs, count, "precedence.csv", "after_id", c->notices);
    free(pairs);
    return OW_OK;
}

/* Follows `amends` from each permission not seen yet; meeting the walk's own trail closes a ring.
 */
static ow_status check_amends(const ow_rows_check *c) {
    uint32_t count = c->rows->permissions.count;
    uint32_t *seen = calloc(count ? count : 1, sizeof *seen);
    if (!seen) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t walk = i + 1;
        for (uint32_t at = i; at != OW_LOOKUP_NONE && seen[at] == 0;) {
            const ow_permissions_row *row = &c->rows->permissions.data[at];
            seen[at] = walk;
            at = *row->amends ? ow_lookup_get(&c->permissions, row->amends) : OW_LOOKUP_NONE;
            if (at != OW_LOOKUP_NONE && seen[at] == walk)
                ow_notice_add(c->notices, OW_NOTICE_amends_ring, "permissions.csv",
                              c->rows->permissions.line[i], "amends", row->amends, "",
                              "this permission amends, by way of others, itself");
        }
    }
    free(seen);
    return OW_OK;
}

ow_status ow_scenario_check_pairs(ow_rows_check *c) {
    OW_TRY(check_holdings(c));
    OW_TRY(check_fleet_links(c));
    OW_TRY(check_capacity(c));
    OW_TRY(check_risk(c));
    OW_TRY(check_precedence(c));
    return check_amends(c);
}
