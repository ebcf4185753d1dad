/* Rule derived: closings, levels, the last day out and the gap say what the movements say.
 * O(sites × days + rows). */
#include "check/family.h"

#include <assert.h>

/* First day from whose end on no items are at a site; OW_NO_DAY if there never were any. */
static int32_t items_out(const ow_facts *facts, uint32_t site, int at_start) {
    const int64_t *items = &facts->items[(size_t)site * facts->days];
    int ever = at_start;
    int32_t out = 0;
    for (uint32_t d = 0; d < facts->days; d++) {
        if (items[d] <= 0) continue;
        ever = 1;
        out = (int32_t)d + 1;
    }
    return ever ? out : OW_NO_DAY;
}

/* Whether closings.csv must have a row for the site. */
static int has_closed(const ow_facts *facts, uint32_t site) {
    return facts->closing[site] != OW_NEVER &&
           !facts->open[(size_t)site * facts->days + facts->days - 1];
}

static void check_closing(ow_report *report, const ow_facts *facts, const ow_closing *row,
                          int32_t out) {
    const char *site = facts->scenario->sites[row->site].id;
    ow_where where = ow_where_site(row->site, row->closed_day);
    if (!has_closed(facts, row->site)) {
        ow_check_report(report, OW_RULE_derived, where, 0, "closings: %s does not close", site);
        return;
    }
    if (row->closed_day != facts->closing[row->site])
        ow_check_report(report, OW_RULE_derived, where,
                        (int64_t)row->closed_day - facts->closing[row->site],
                        "closings: %s is said to close on %s, and closes on %s", site,
                        ow_report_date(report, row->closed_day),
                        ow_report_date(report, facts->closing[row->site]));
    if (row->items_out_day != out)
        ow_check_report(
            report, OW_RULE_derived, where, 0,
            "closings: items are said to be out of %s on %s, and are on %s", site,
            row->items_out_day == OW_NO_DAY ? "no day" : ow_report_date(report, row->items_out_day),
            out == OW_NO_DAY ? "no day" : ow_report_date(report, out));
}

static ow_status check_closings(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    uint8_t *listed = OW_ARRAY(facts->arena, scenario->sites_count, uint8_t);
    uint8_t *held = OW_ARRAY(facts->arena, scenario->sites_count, uint8_t);
    if (!listed || !held) return OW_NO_MEMORY;
    for (uint32_t h = 0; h < scenario->holdings_count; h++)
        if (scenario->holdings[h].quantity > 0)
            held[scenario->units[scenario->holdings[h].unit].site] = 1;
    for (uint32_t i = 0; i < facts->plan->closings_count; i++) {
        const ow_closing *row = &facts->plan->closings[i];
        if (row->site >= scenario->sites_count) {
            ow_check_report(report, OW_RULE_reference, ow_nowhere, 0,
                            "closing %u: its site is not known", i + 1u);
            continue;
        }
        if (listed[row->site]++ != 0) {
            ow_check_report(report, OW_RULE_derived, ow_where_site(row->site, row->closed_day), 0,
                            "closings: %s is listed twice", scenario->sites[row->site].id);
            listed[row->site] = 1;
            continue;
        }
        check_closing(report, facts, row, items_out(facts, row->site, held[row->site]));
    }
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        if (!listed[s] && has_closed(facts, s))
            ow_check_report(report, OW_RULE_derived, ow_where_site(s, facts->closing[s]), 0,
                            "closings: %s closes on %s and is not listed", scenario->sites[s].id,
                            ow_report_date(report, facts->closing[s]));
    return OW_OK;
}

static ow_level right_level(const ow_facts *facts, uint32_t site, int32_t day) {
    ow_level level = {day, site, 0, 0, 0, 0};
    if (site == OW_NO_INDEX) {
        level.people = facts->host_people[day] + facts->host_way[day];
        level.guards = facts->way_guards[day] - facts->host_away[day];
        for (uint32_t s = 0; s < facts->scenario->sites_count; s++)
            if (facts->scenario->sites[s].in_host)
                level.guards += facts->guards[(size_t)s * facts->days + (uint32_t)day];
        level.items = facts->host_items[day];
        level.open = facts->host_open[day];
        return level;
    }
    size_t at = (size_t)site * facts->days + (uint32_t)day;
    level.people = facts->people[at];
    level.guards = facts->guards[at] - facts->away[at];
    level.items = facts->items[at];
    level.open = facts->open[at];
    return level;
}

static void check_level(ow_report *report, const ow_level *row, const ow_level *right) {
    const struct {
        const char *name;
        int64_t said, is;
    } cells[] = {{"people", row->people, right->people},
                 {"guards", row->guards, right->guards},
                 {"items", row->items, right->items},
                 {"open", row->open, right->open}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (cells[i].said == cells[i].is) continue;
        ow_where where = ow_where_site(row->site, row->day);
        ow_check_report(
            report, OW_RULE_derived, where, 0,
            "levels: %s of %s on %s is said to be %lld, and is %lld", cells[i].name,
            row->site == OW_NO_INDEX ? "the country" : report->scenario->sites[row->site].id,
            ow_report_date(report, row->day), (long long)cells[i].said, (long long)cells[i].is);
    }
}

/* Place of a level among [site or country][day], or SIZE_MAX if there can be no such row. */
static size_t level_place(const ow_facts *facts, const ow_level *row) {
    const onward_scenario *scenario = facts->scenario;
    if (row->day < 0 || row->day >= (int64_t)facts->days) return SIZE_MAX;
    uint32_t site = row->site == OW_NO_INDEX ? scenario->sites_count : row->site;
    if (row->site != OW_NO_INDEX &&
        (site >= scenario->sites_count || !scenario->sites[site].in_host))
        return SIZE_MAX;
    return (size_t)site * facts->days + (uint32_t)row->day;
}

static ow_status check_levels(ow_report *report, const ow_facts *facts) {
    const onward_plan *plan = facts->plan;
    if (plan->levels_count == 0) return OW_OK; /* a plan in memory need not have them */
    uint32_t sites = facts->scenario->sites_count;
    uint8_t *listed = OW_ARRAY(facts->arena, ((size_t)sites + 1) * facts->days, uint8_t);
    if (listed == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < plan->levels_count; i++) {
        size_t place = level_place(facts, &plan->levels[i]);
        if (place == SIZE_MAX || listed[place]) {
            ow_check_report(report, OW_RULE_derived, ow_where_site(plan->levels[i].site, OW_NO_DAY),
                            0, "levels: row %u %s", i + 1u,
                            place == SIZE_MAX ? "is of no host site or day" : "is there twice");
            continue;
        }
        listed[place] = 1;
        ow_level right = right_level(facts, plan->levels[i].site, plan->levels[i].day);
        check_level(report, &plan->levels[i], &right);
    }
    for (uint32_t s = 0; s <= sites; s++) {
        if (s < sites && !facts->scenario->sites[s].in_host) continue;
        for (uint32_t d = 0; d < facts->days; d++)
            if (!listed[(size_t)s * facts->days + d])
                ow_check_report(report, OW_RULE_derived,
                                ow_where_site(s < sites ? s : OW_NO_INDEX, (int32_t)d), 0,
                                "levels: there is no row of %s for %s",
                                s < sites ? facts->scenario->sites[s].id : "the country",
                                ow_report_date(report, (int32_t)d));
    }
    return OW_OK;
}

static void check_last_out(ow_report *report, const ow_facts *facts) {
    int32_t last = OW_NO_DAY;
    for (uint32_t m = 0; m < facts->plan->movements_count; m++) {
        if (!facts->usable[m]) continue;
        if (!facts->scenario->links[facts->plan->movements[m].link].touches_host) continue;
        if (facts->arrive[m] > last) last = facts->arrive[m];
    }
    if (facts->plan->last_out_day == last) return;
    ow_where where = ow_nowhere;
    where.day = last;
    const char *said = ow_report_date(report, facts->plan->last_out_day);
    ow_check_report(report, OW_RULE_derived, where, 0,
                    "the last day out is said to be %s, and is %s", said[0] ? said : "none",
                    last == OW_NO_DAY ? "none" : ow_report_date(report, last));
}

/* The gap in thousandths of a percent follows from points and bound as the plan says them; those
 * are checked by rules of their own. */
static void check_gap(ow_report *report, const onward_plan *plan) {
    int64_t points = plan->points_milli, bound = plan->bound_points_milli, gap = 0;
    if (points > 0 && bound < points)
        gap = ow_wide_clip(ow_wide_ceil(((ow_wide)points - bound) * 100000, points));
    if (plan->gap_percent_milli != gap)
        ow_check_report(report, OW_RULE_derived, ow_nowhere,
                        ow_wide_clip((ow_wide)plan->gap_percent_milli - gap),
                        "the gap is said to be %lld thousandths of a percent, and is %lld",
                        (long long)plan->gap_percent_milli, (long long)gap);
}

ow_status ow_check_family_derived(ow_report *report, const ow_facts *facts) {
    assert(facts->days > 0);
    OW_TRY(check_closings(report, facts));
    OW_TRY(check_levels(report, facts));
    check_last_out(report, facts);
    check_gap(report, facts->plan);
    return OW_OK;
}
