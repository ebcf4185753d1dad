/* Rules open, handover and close_by: what closed stays closed, what stays open is open, handovers
 * are without items and within the number of teams. O(sites × days). */
#include "check/family.h"

static void check_reopened(ow_report *report, const ow_facts *facts, uint32_t s) {
    const ow_site *site = &facts->scenario->sites[s];
    if (facts->closing[s] == OW_NEVER) return;
    for (uint32_t d = (uint32_t)facts->closing[s]; d < facts->days; d++) {
        if (!facts->open[(size_t)s * facts->days + d]) continue;
        ow_check_report(
            report, OW_RULE_open, ow_where_site(s, (int32_t)d), (int64_t)d - facts->closing[s],
            "%s closed on %s and is open again at the end of %s", site->id,
            ow_report_date(report, facts->closing[s]), ow_report_date(report, (int32_t)d));
    }
}

static void check_stays_open(ow_report *report, const ow_facts *facts, uint32_t s) {
    const ow_site *site = &facts->scenario->sites[s];
    if (!site->in_host || !site->stays_open || !facts->open_at_start[s]) return;
    for (uint32_t d = 0; d < facts->days; d++)
        if (!facts->open[(size_t)s * facts->days + d])
            ow_check_report(report, OW_RULE_open, ow_where_site(s, (int32_t)d), 0,
                            "%s must stay open, and nobody and nothing is there at the end of %s",
                            site->id, ow_report_date(report, (int32_t)d));
}

static void check_close_by(ow_report *report, const ow_facts *facts, uint32_t s) {
    const ow_site *site = &facts->scenario->sites[s];
    if (!site->in_host || site->close_by_day == OW_NO_INDEX) return;
    if (facts->closing[s] != OW_NEVER)
        ow_check_room(report, OW_RULE_close_by, (int64_t)site->close_by_day - facts->closing[s],
                      "days", ow_where_site(s, facts->closing[s]));
    for (uint32_t d = site->close_by_day; d < facts->days; d++)
        if (facts->open[(size_t)s * facts->days + d])
            ow_check_report(report, OW_RULE_close_by, ow_where_site(s, (int32_t)d),
                            (int64_t)d - site->close_by_day + 1,
                            "%s is to be closed by %s and is open at the end of %s", site->id,
                            ow_report_date(report, (int32_t)site->close_by_day),
                            ow_report_date(report, (int32_t)d));
}

/* Days without items before the closing, each with a team. */
static void check_handover(ow_report *report, const ow_facts *facts, uint32_t s, int64_t *teams) {
    const ow_site *site = &facts->scenario->sites[s];
    int64_t closing = facts->closing[s], first = closing - site->handover_days;
    if (closing == OW_NEVER || site->handover_days == 0) return;
    if (first < 0) {
        ow_check_report(report, OW_RULE_handover, ow_where_site(s, (int32_t)closing), -first,
                        "%s closes on %s, and its handover takes %lld days", site->id,
                        ow_report_date(report, (int32_t)closing), (long long)site->handover_days);
        first = 0;
    }
    for (int64_t d = first; d < closing; d++) {
        int64_t items = facts->items[(size_t)s * facts->days + (size_t)d];
        teams[d]++;
        if (items > 0)
            ow_check_report(report, OW_RULE_handover, ow_where_site(s, (int32_t)d), items,
                            "%lld items are at %s at the end of %s, during its handover",
                            (long long)items, site->id, ow_report_date(report, (int32_t)d));
    }
}

ow_status ow_check_family_open(ow_report *report, const ow_facts *facts) {
    int64_t *teams = OW_ARRAY(facts->arena, facts->days, int64_t);
    if (teams == NULL) return OW_NO_MEMORY;
    for (uint32_t s = 0; s < facts->scenario->sites_count; s++) {
        check_reopened(report, facts, s);
        check_stays_open(report, facts, s);
        check_close_by(report, facts, s);
        check_handover(report, facts, s, teams);
    }
    int64_t most = facts->scenario->handover_teams;
    for (uint32_t d = 0; most != OW_UNLIMITED && d < facts->days; d++) {
        ow_where where = ow_where_site(OW_NO_INDEX, (int32_t)d);
        if (teams[d] > 0) ow_check_room(report, OW_RULE_handover, most - teams[d], "teams", where);
        if (teams[d] > most)
            ow_check_report(report, OW_RULE_handover, where, teams[d] - most,
                            "%lld sites are in handover on %s, and there are %lld teams",
                            (long long)teams[d], ow_report_date(report, (int32_t)d),
                            (long long)most);
    }
    return OW_OK;
}
