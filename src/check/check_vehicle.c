/* Rule vehicle: rows of a mission agree, the vehicle exists on every day on which it is busy, and
 * what it does on a day fits into its duty. Missions are sorted by vehicle and day, so one pass
 * with the last day's sum is enough. O(missions × changes of the fleet's size while one is busy).
 */
#include "check/family.h"

/* For each day of a fleet the first later day with another number of vehicles. */
typedef struct sizes {
    uint32_t fleet; /* OW_NO_INDEX: none yet */
    uint32_t *until;
} sizes;

static void learn_sizes(const ow_facts *facts, sizes *known, uint32_t fleet) {
    if (known->fleet == fleet) return;
    const int64_t *vehicles = &facts->scenario->vehicles[(size_t)fleet * facts->days];
    known->fleet = fleet;
    for (uint32_t d = facts->days; d-- > 0;)
        known->until[d] =
            d + 1 < facts->days && vehicles[d + 1] == vehicles[d] ? known->until[d + 1] : d + 1;
}

static ow_where at_mission(const ow_report *report, const ow_facts *facts,
                           const ow_mission *mission) {
    return ow_where_row(report, facts->order[mission->first]);
}

static void check_number(ow_report *report, const ow_facts *facts, sizes *known,
                         const ow_mission *mission) {
    const int64_t *vehicles = &facts->scenario->vehicles[(size_t)mission->fleet * facts->days];
    const char *fleet = facts->scenario->fleets[mission->fleet].id;
    if (mission->vehicle == 0 || ow_facts_row(facts, mission, 0)->trip == 0)
        ow_check_report(report, OW_RULE_vehicle, at_mission(report, facts, mission), 1,
                        "%s: vehicles and trips are numbered from 1",
                        ow_report_movement(report, facts->order[mission->first]));
    learn_sizes(facts, known, mission->fleet);
    int64_t end = (int64_t)mission->depart + mission->busy_days;
    if (end > (int64_t)facts->days) end = facts->days;
    for (uint32_t d = (uint32_t)mission->depart; d < end; d = known->until[d]) {
        if (mission->vehicle <= vehicles[d]) continue;
        ow_where where = at_mission(report, facts, mission);
        where.day = (int32_t)d;
        ow_check_report(report, OW_RULE_vehicle, where, mission->vehicle - vehicles[d],
                        "%s: vehicle %u of fleet %s, which has %lld on %s",
                        ow_report_movement(report, facts->order[mission->first]), mission->vehicle,
                        fleet, (long long)vehicles[d], ow_report_date(report, (int32_t)d));
        return;
    }
}

/* What one vehicle has done so far. */
typedef struct record {
    uint32_t fleet, vehicle;
    int32_t day;        /* of its last mission */
    int64_t missions;   /* of that day */
    int64_t used_min;   /* of that day, by missions that fit into a day */
    int64_t busy_until; /* first day on which it is free after a mission that takes longer */
} record;

static void check_duty(ow_report *report, const ow_facts *facts, record *last,
                       const ow_mission *mission) {
    const ow_fleet *fleet = &facts->scenario->fleets[mission->fleet];
    uint32_t m = facts->order[mission->first];
    int64_t duty = fleet->duty_min;
    if (last->fleet != mission->fleet || last->vehicle != mission->vehicle)
        *last = (record){mission->fleet, mission->vehicle, -1, 0, 0, 0};
    if (last->day != mission->depart) last->used_min = last->missions = 0;
    last->day = mission->depart;
    int is_long = mission->cycle_min > duty;
    if (mission->depart < last->busy_until || (is_long && last->missions > 0))
        ow_check_report(report, OW_RULE_vehicle, at_mission(report, facts, mission),
                        mission->depart < last->busy_until ? last->busy_until - mission->depart : 1,
                        "%s: vehicle %u of fleet %s is busy with another mission",
                        ow_report_movement(report, m), mission->vehicle, fleet->id);
    last->missions++;
    if (is_long) {
        int64_t end = (int64_t)mission->depart + mission->busy_days;
        if (end > last->busy_until) last->busy_until = end;
        return;
    }
    last->used_min += mission->cycle_min;
    ow_check_room(report, OW_RULE_vehicle, duty - last->used_min, "minutes of duty",
                  at_mission(report, facts, mission));
    if (last->used_min > duty)
        ow_check_report(report, OW_RULE_vehicle, at_mission(report, facts, mission),
                        last->used_min - duty,
                        "%s: vehicle %u of fleet %s works %lld minutes that day, and may %lld",
                        ow_report_movement(report, m), mission->vehicle, fleet->id,
                        (long long)last->used_min, (long long)duty);
}

ow_status ow_check_family_vehicle(ow_report *report, const ow_facts *facts) {
    sizes known = {OW_NO_INDEX, OW_ARRAY(facts->arena, facts->days, uint32_t)};
    if (known.until == NULL) return OW_NO_MEMORY;
    record last = {OW_NO_INDEX, 0, -1, 0, 0, 0};
    for (uint32_t i = 0; i < facts->missions_count; i++) {
        const ow_mission *mission = &facts->missions[i];
        if (mission->mixed)
            ow_check_report(
                report, OW_RULE_vehicle, at_mission(report, facts, mission), 0,
                "%s: rows of this mission differ in link, direction, permission or convoy",
                ow_report_movement(report, facts->order[mission->first]));
        check_number(report, facts, &known, mission);
        check_duty(report, facts, &last, mission);
    }
    return OW_OK;
}
