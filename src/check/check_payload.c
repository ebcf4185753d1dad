/* Rule payload: people, mass and area of each mission fit into its vehicle. O(movements). */
#include "check/family.h"

static void check_one(ow_report *report, const ow_facts *facts, const ow_mission *mission,
                      ow_wide load, int64_t most, const char *unit, const char *what) {
    if (most == OW_UNLIMITED || load == 0) return;
    uint32_t m = facts->order[mission->first];
    ow_where where = ow_where_row(report, m);
    ow_check_room(report, OW_RULE_payload, ow_wide_clip(most - load), unit, where);
    if (load <= most) return;
    ow_check_report(report, OW_RULE_payload, where, ow_wide_clip(load - most),
                    "%s: its vehicle carries %lld %s, and may %lld", ow_report_movement(report, m),
                    (long long)ow_wide_clip(load), what, (long long)most);
}

ow_status ow_check_family_payload(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    for (uint32_t i = 0; i < facts->missions_count; i++) {
        const ow_mission *mission = &facts->missions[i];
        const ow_fleet *fleet = &scenario->fleets[mission->fleet];
        ow_wide people = 0, mass = 0, area = 0;
        for (uint32_t r = 0; r < mission->count; r++) {
            const ow_movement *row = ow_facts_row(facts, mission, r);
            if (row->item == OW_NO_INDEX) {
                people += row->quantity;
                continue;
            }
            mass += (ow_wide)row->quantity * scenario->items[row->item].mass_kg;
            area += (ow_wide)row->quantity * scenario->items[row->item].area_milli_m2;
        }
        check_one(report, facts, mission, people, fleet->people_max, "seats", "people");
        check_one(report, facts, mission, mass, fleet->payload_kg, "kg", "kg");
        check_one(report, facts, mission, area, fleet->area_milli_m2, "thousandths of a m2",
                  "thousandths of a m2");
    }
    return OW_OK;
}
