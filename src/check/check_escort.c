/* Rule escort: escorted fleets run in convoys on roads, a convoy is one fleet, link, direction and
 * day, is small enough and guarded enough. That the escorts are there and not away is seen in
 * stock.c. O(missions + convoys). */
#include "check/family.h"

static int is_escorted(const onward_scenario *scenario, uint32_t fleet, uint32_t link) {
    return fleet != OW_SELF && scenario->links[link].mode == OW_MODE_road &&
           scenario->fleets[fleet].convoy_max > 0 &&
           scenario->fleets[fleet].escort_people_per_convoy > 0;
}

static void check_row(ow_report *report, const ow_facts *facts, uint32_t m) {
    const ow_movement *row = &facts->plan->movements[m];
    int escorted = is_escorted(facts->scenario, row->fleet, row->link);
    if (!escorted && row->convoy != OW_NO_INDEX)
        ow_check_report(report, OW_RULE_escort, ow_where_row(report, m), 0,
                        "%s: it names a convoy, and its fleet runs without",
                        ow_report_movement(report, m));
    if (escorted && row->convoy == OW_NO_INDEX)
        ow_check_report(report, OW_RULE_escort, ow_where_row(report, m), 0,
                        "%s: its fleet runs in convoys, and it names none",
                        ow_report_movement(report, m));
    if (!escorted || row->convoy == OW_NO_INDEX) return;
    const ow_convoy *convoy = &facts->plan->convoys[row->convoy];
    if (convoy->link == row->link && convoy->from_site == row->from_site &&
        convoy->day == row->depart_day && facts->convoys[row->convoy].fleet == row->fleet)
        return;
    ow_check_report(report, OW_RULE_escort, ow_where_row(report, m), 0,
                    "%s: its convoy %u is of another fleet, link, direction or day",
                    ow_report_movement(report, m), row->convoy + 1u);
}

static void check_guards(ow_report *report, const ow_facts *facts, uint32_t c, ow_where where) {
    const ow_convoy *convoy = &facts->plan->convoys[c];
    const onward_scenario *scenario = facts->scenario;
    int64_t along = convoy->escort_people;
    int is_guard =
        convoy->escort_unit != OW_NO_INDEX && scenario->units[convoy->escort_unit].is_guard;
    if (along > 0 && !is_guard) {
        ow_check_report(report, OW_RULE_escort, where, along,
                        "convoy %u: its escorts are not of a unit of capability guard", c + 1u);
        along = 0;
    }
    int64_t needed = scenario->fleets[facts->convoys[c].fleet].escort_people_per_convoy;
    int64_t guards = facts->convoys[c].riding_guards + along;
    ow_check_room(report, OW_RULE_escort, guards - needed, "guards", where);
    if (guards < needed)
        ow_check_report(report, OW_RULE_escort, where, needed - guards,
                        "convoy %u: %lld guards ride in it and %lld go along; it needs %lld",
                        c + 1u, (long long)facts->convoys[c].riding_guards, (long long)along,
                        (long long)needed);
}

static void check_convoy(ow_report *report, const ow_facts *facts, uint32_t c) {
    const ow_convoy *convoy = &facts->plan->convoys[c];
    const ow_convoy_fact *fact = &facts->convoys[c];
    ow_where where = ow_where_site(convoy->from_site, convoy->day);
    where.link = convoy->link;
    where.fleet = fact->fleet;
    where.unit = convoy->escort_unit;
    if (fact->missions != convoy->vehicles || fact->missions == 0)
        ow_check_report(report, OW_RULE_escort, where, 0,
                        "convoy %u: it says that it has %lld vehicles, and %u missions name it",
                        c + 1u, (long long)convoy->vehicles, fact->missions);
    if (fact->fleet == OW_NO_INDEX || !is_escorted(facts->scenario, fact->fleet, convoy->link))
        return;
    int64_t most = facts->scenario->fleets[fact->fleet].convoy_max;
    if (fact->missions > most)
        ow_check_report(report, OW_RULE_escort, where, fact->missions - most,
                        "convoy %u: it has %u vehicles, and may have %lld", c + 1u, fact->missions,
                        (long long)most);
    check_guards(report, facts, c, where);
}

ow_status ow_check_family_escort(ow_report *report, const ow_facts *facts) {
    for (uint32_t i = 0; i < facts->missions_count; i++)
        check_row(report, facts, facts->order[facts->missions[i].first]);
    for (uint32_t i = 0; i < facts->self_count; i++) check_row(report, facts, facts->self_rows[i]);
    for (uint32_t c = 0; c < facts->plan->convoys_count; c++)
        if (facts->convoy_usable[c]) check_convoy(report, facts, c);
    return OW_OK;
}
