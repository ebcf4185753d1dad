/* Rule site: departures plus arrivals by mode, closures, and people at host sites at the ends of
 * days. O(missions + sites × days). */
#include "check/family.h"

#include <stdlib.h>

static void check_closed(ow_report *report, const ow_facts *facts, uint32_t m) {
    const ow_movement *row = &facts->plan->movements[m];
    const uint32_t ends[2] = {row->from_site, row->to_site};
    for (int i = 0; i < 2; i++) {
        if (!facts->scenario
                 ->site_closed[(size_t)ends[i] * facts->days + (uint32_t)row->depart_day])
            continue;
        ow_where where = ow_where_row(report, m);
        where.site = ends[i];
        ow_check_report(
            report, OW_RULE_site, where, 0, "%s: it departs %s %s, which is closed on %s",
            ow_report_movement(report, m), i == 0 ? "from" : "to",
            facts->scenario->sites[ends[i]].id, ow_report_date(report, row->depart_day));
    }
}

static void add_use(ow_report *report, const ow_facts *facts, int64_t *use, uint32_t m,
                    uint32_t site, int32_t day, int64_t missions) {
    const onward_scenario *scenario = facts->scenario;
    int64_t mode = scenario->links[facts->plan->movements[m].link].mode;
    if (missions == 0 || day >= (int32_t)facts->days) return;
    size_t at = ((size_t)site * OW_MODE_COUNT + (size_t)mode) * facts->days + (uint32_t)day;
    if (scenario->site_capacity[at] == OW_UNLIMITED) return;
    use[at] += missions;
    int64_t room = scenario->site_capacity[at] - use[at];
    ow_where where = ow_where_row(report, m);
    where.site = site;
    where.day = day;
    ow_check_room(report, OW_RULE_site, room, "missions", where);
    if (room < 0)
        ow_check_report(report, OW_RULE_site, where, -room,
                        "%s: mission %lld of its mode at %s on %s, which can handle %lld",
                        ow_report_movement(report, m), (long long)use[at], scenario->sites[site].id,
                        ow_report_date(report, day), (long long)scenario->site_capacity[at]);
}

static void add_both(ow_report *report, const ow_facts *facts, int64_t *use, uint32_t m,
                     int64_t missions) {
    const ow_movement *row = &facts->plan->movements[m];
    check_closed(report, facts, m);
    add_use(report, facts, use, m, row->from_site, row->depart_day, missions);
    add_use(report, facts, use, m, row->to_site, facts->arrive[m], missions);
}

static void check_people(ow_report *report, const ow_facts *facts, uint32_t site) {
    const ow_site *place = &facts->scenario->sites[site];
    if (!place->in_host || place->people_max == OW_UNLIMITED) return;
    for (uint32_t d = 0; d < facts->days; d++) {
        int64_t people = facts->people[(size_t)site * facts->days + d];
        ow_where where = ow_where_site(site, (int32_t)d);
        ow_check_room(report, OW_RULE_site, place->people_max - people, "people", where);
        if (people > place->people_max)
            ow_check_report(report, OW_RULE_site, where, people - place->people_max,
                            "%lld people at %s at the end of %s, which takes %lld",
                            (long long)people, place->id, ow_report_date(report, (int32_t)d),
                            (long long)place->people_max);
    }
}

ow_status ow_check_family_site(ow_report *report, const ow_facts *facts) {
    size_t cells = (size_t)facts->scenario->sites_count * OW_MODE_COUNT * facts->days;
    int64_t *use = calloc(cells + 1, sizeof *use);
    if (use == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < facts->missions_count; i++)
        add_both(report, facts, use, facts->order[facts->missions[i].first], 1);
    for (uint32_t i = 0; i < facts->self_count; i++) {
        uint32_t m = facts->self_rows[i];
        add_both(report, facts, use, m, ow_self_vehicles(&facts->plan->movements[m]));
    }
    free(use);
    for (uint32_t s = 0; s < facts->scenario->sites_count; s++) check_people(report, facts, s);
    return OW_OK;
}
