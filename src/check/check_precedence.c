/* Rules precedence and window: what closes or leaves before what, and how long a unit's leaving
 * takes. First and last departures were noted in stock.c. O(precedence rows + units). */
#include "check/family.h"

/* Sites that never open are closed on day 0 for this rule. */
static int64_t closing_of(const ow_facts *facts, uint32_t site) {
    if (facts->scenario->sites[site].in_host && !facts->ever_open[site]) return 0;
    return facts->closing[site];
}

static void check_sites(ow_report *report, const ow_facts *facts, const ow_precedence *row) {
    int64_t before = closing_of(facts, row->before), after = closing_of(facts, row->after);
    if (after == OW_NEVER) return;
    int64_t room = before == OW_NEVER ? -1 : after - before - row->lag_days;
    ow_where where = ow_where_site(row->after, (int32_t)after);
    ow_check_room(report, OW_RULE_precedence, room, "days", where);
    if (room < 0)
        ow_check_report(report, OW_RULE_precedence, where, -room,
                        "%s closes on %s, and %s, which is to close %lld days before, on %s",
                        facts->scenario->sites[row->after].id,
                        ow_report_date(report, (int32_t)after),
                        facts->scenario->sites[row->before].id, (long long)row->lag_days,
                        before == OW_NEVER ? "no day" : ow_report_date(report, (int32_t)before));
}

static void check_units(ow_report *report, const ow_facts *facts, const ow_precedence *row) {
    int64_t before = facts->last_out[row->before], after = facts->first_out[row->after];
    if (before == OW_NEVER || after == OW_NEVER) return;
    int64_t room = after - before - row->lag_days;
    ow_where where = ow_where_site(facts->scenario->units[row->after].site, (int32_t)after);
    where.unit = row->after;
    ow_check_room(report, OW_RULE_precedence, room, "days", where);
    if (room < 0)
        ow_check_report(report, OW_RULE_precedence, where, -room,
                        "%s leaves on %s, and %s, which is to leave %lld days before, on %s",
                        facts->scenario->units[row->after].id,
                        ow_report_date(report, (int32_t)after),
                        facts->scenario->units[row->before].id, (long long)row->lag_days,
                        ow_report_date(report, (int32_t)before));
}

static void check_window(ow_report *report, const ow_facts *facts, uint32_t u) {
    const ow_unit *unit = &facts->scenario->units[u];
    if (unit->window_days == OW_UNLIMITED || unit->people == 0) return;
    if (facts->first_out[u] == OW_NEVER) return;
    int64_t taken = (int64_t)facts->last_out[u] - facts->first_out[u] + 1;
    ow_where where = ow_where_site(unit->site, facts->last_out[u]);
    where.unit = u;
    ow_check_room(report, OW_RULE_window, unit->window_days - taken, "days", where);
    if (taken > unit->window_days)
        ow_check_report(report, OW_RULE_window, where, taken - unit->window_days,
                        "people of %s leave over %lld days, from %s on, and may over %lld",
                        unit->id, (long long)taken, ow_report_date(report, facts->first_out[u]),
                        (long long)unit->window_days);
}

ow_status ow_check_family_precedence(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    for (uint32_t i = 0; i < scenario->precedence_count; i++) {
        const ow_precedence *row = &scenario->precedence[i];
        if (row->of_units)
            check_units(report, facts, row);
        else
            check_sites(report, facts, row);
    }
    for (uint32_t u = 0; u < scenario->units_count; u++) check_window(report, facts, u);
    return OW_OK;
}
