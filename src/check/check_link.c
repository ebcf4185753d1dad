/* Rule link: a fleet serves the link, the direction is allowed, the link is open on the day, and
 * the vehicles of a day in a direction are no more than it bears. O(missions + links × days). */
#include "check/family.h"

#include <stdlib.h>

static void check_departure(ow_report *report, const ow_facts *facts, uint32_t m) {
    const onward_scenario *scenario = facts->scenario;
    const ow_movement *row = &facts->plan->movements[m];
    const ow_link *link = &scenario->links[row->link];
    if (!link->both_ways && row->from_site != link->from_site)
        ow_check_report(report, OW_RULE_link, ow_where_row(report, m), 0,
                        "%s: %s is not to be used from %s", ow_report_movement(report, m), link->id,
                        scenario->sites[row->from_site].id);
    if (scenario->link_closed[(size_t)row->link * facts->days + (uint32_t)row->depart_day])
        ow_check_report(report, OW_RULE_link, ow_where_row(report, m), 0, "%s: %s is closed on %s",
                        ow_report_movement(report, m), link->id,
                        ow_report_date(report, row->depart_day));
}

static int64_t *use_of(const ow_facts *facts, int64_t *use, const ow_movement *row) {
    size_t backwards = row->from_site != facts->scenario->links[row->link].from_site;
    return &use[(2 * (size_t)row->link + backwards) * facts->days + (uint32_t)row->depart_day];
}

/* The quota is exceeded by the row that brings the day's number above it; later ones are counted
 * on. */
static void add_use(ow_report *report, const ow_facts *facts, int64_t *use, uint32_t m,
                    int64_t vehicles) {
    const ow_movement *row = &facts->plan->movements[m];
    const ow_link *link = &facts->scenario->links[row->link];
    if (link->missions_per_day == OW_UNLIMITED || vehicles == 0) return;
    int64_t *used = use_of(facts, use, row);
    *used += vehicles;
    int64_t room = link->missions_per_day - *used;
    ow_check_room(report, OW_RULE_link, room, "vehicles", ow_where_row(report, m));
    if (room < 0)
        ow_check_report(report, OW_RULE_link, ow_where_row(report, m), -room,
                        "%s: vehicle %lld over %s from %s on %s, which bears %lld a day",
                        ow_report_movement(report, m), (long long)*used, link->id,
                        facts->scenario->sites[row->from_site].id,
                        ow_report_date(report, row->depart_day), (long long)link->missions_per_day);
}

ow_status ow_check_family_link(ow_report *report, const ow_facts *facts) {
    size_t cells = 2 * (size_t)facts->scenario->links_count * facts->days;
    int64_t *use = calloc(cells + 1, sizeof *use); /* pages that no mission touches cost nothing */
    if (use == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < facts->missions_count; i++) {
        const ow_mission *mission = &facts->missions[i];
        uint32_t m = facts->order[mission->first];
        if (!mission->served)
            ow_check_report(report, OW_RULE_link, ow_where_row(report, m), 0,
                            "%s: fleet %s does not serve %s", ow_report_movement(report, m),
                            facts->scenario->fleets[mission->fleet].id,
                            facts->scenario->links[mission->link].id);
        check_departure(report, facts, m);
        add_use(report, facts, use, m, 1);
    }
    for (uint32_t i = 0; i < facts->self_count; i++) {
        uint32_t m = facts->self_rows[i];
        check_departure(report, facts, m);
        add_use(report, facts, use, m, ow_self_vehicles(&facts->plan->movements[m]));
    }
    free(use);
    return OW_OK;
}
