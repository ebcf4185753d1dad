/* Missions, convoys and arrivals, from the usable rows of a plan: rows of one fleet, vehicle, day
 * and trip are one mission. One stable sort of the rows by one 64-bit key; O(movements). */
#include "check/facts.h"
#include "check/sort.h"
#include "check/travel.h"

/* A number beyond what a table may hold is wrong anyhow (rule vehicle), and is cut here. */
#define NUMBER_BITS 17u
#define NUMBER_MAX ((UINT32_C(1) << NUMBER_BITS) - 1u)

static uint64_t cut(uint32_t number) {
    return number > NUMBER_MAX ? NUMBER_MAX : number;
}

static uint64_t mission_key(const ow_facts *facts, const ow_movement *row) {
    uint64_t key = (uint64_t)row->fleet << NUMBER_BITS | cut(row->vehicle);
    key = key * facts->days + (uint32_t)row->depart_day;
    return key << NUMBER_BITS | cut(row->trip);
}

/* Splits usable rows into those of fleets, sorted, and those that go self. */
static ow_status sort_rows(ow_facts *facts, ow_keyed *keyed) {
    const onward_plan *plan = facts->plan;
    OW_TRY(ow_keyed_reserve(keyed, (size_t)plan->movements_count + 1));
    facts->self_rows = OW_ARRAY(facts->arena, plan->movements_count, uint32_t);
    facts->order = OW_ARRAY(facts->arena, plan->movements_count, uint32_t);
    if (!facts->self_rows || !facts->order) return OW_NO_MEMORY;
    for (uint32_t m = 0; m < plan->movements_count; m++) {
        if (!facts->usable[m]) continue;
        if (plan->movements[m].fleet == OW_SELF)
            facts->self_rows[facts->self_count++] = m;
        else
            ow_keyed_add(keyed, mission_key(facts, &plan->movements[m]), m);
    }
    OW_TRY(ow_keyed_sort(keyed));
    for (size_t i = 0; i < keyed->count; i++) facts->order[i] = keyed->value[i];
    return OW_OK;
}

/* The day after the horizon stands for every day beyond it. */
static int32_t arrival(const ow_facts *facts, int32_t depart, int64_t lag_days) {
    int64_t day = depart + lag_days - 1;
    return day >= (int64_t)facts->days ? (int32_t)facts->days : (int32_t)day;
}

static void start_mission(ow_facts *facts, ow_travel *travel, ow_mission *mission, uint32_t place) {
    const ow_movement *row = &facts->plan->movements[facts->order[place]];
    uint8_t served = 0;
    ow_trip trip = ow_travel_trip(travel, row->fleet, row->link, row->from_site, &served);
    *mission = (ow_mission){
        .first = place,
        .fleet = row->fleet,
        .vehicle = row->vehicle,
        .link = row->link,
        .from_site = row->from_site,
        .to_site = row->to_site,
        .convoy = row->convoy,
        .permission = row->permission,
        .depart = row->depart_day,
        .arrive = arrival(facts, row->depart_day, trip.lag_days),
        .busy_days = trip.busy_days,
        .cycle_min = trip.cycle_min,
        .served = served,
    };
}

/* Adds a row. One that differs from the first keeps the arrival of its own link. */
static void extend_mission(ow_facts *facts, ow_travel *travel, ow_mission *mission,
                           uint32_t place) {
    uint32_t m = facts->order[place];
    const ow_movement *row = &facts->plan->movements[m];
    mission->count++;
    facts->arrive[m] = mission->arrive;
    if (row->link == mission->link && row->from_site == mission->from_site &&
        row->permission == mission->permission && row->convoy == mission->convoy)
        return;
    mission->mixed = 1;
    uint8_t served = 0;
    ow_trip trip = ow_travel_trip(travel, row->fleet, row->link, row->from_site, &served);
    facts->arrive[m] = arrival(facts, row->depart_day, trip.lag_days);
}

static ow_status group_rows(ow_facts *facts, ow_travel *travel, const ow_keyed *keyed) {
    uint32_t missions = 0;
    for (size_t i = 0; i < keyed->count; i++)
        missions += i == 0 || keyed->key[i] != keyed->key[i - 1];
    facts->missions = OW_ARRAY(facts->arena, missions, ow_mission);
    if (facts->missions == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < (uint32_t)keyed->count; i++) {
        if (i == 0 || keyed->key[i] != keyed->key[i - 1])
            start_mission(facts, travel, &facts->missions[facts->missions_count++], i);
        extend_mission(facts, travel, &facts->missions[facts->missions_count - 1], i);
    }
    return OW_OK;
}

/* People who go self arrive when the plan says: rule self holds that against the items that they
 * drive. */
static void self_arrivals(ow_facts *facts) {
    for (uint32_t i = 0; i < facts->self_count; i++) {
        uint32_t m = facts->self_rows[i];
        const ow_movement *row = &facts->plan->movements[m];
        if (row->item != OW_NO_INDEX) {
            int32_t lag = ow_travel_self_lag(facts->scenario, row->link, row->item);
            facts->arrive[m] = arrival(facts, row->depart_day, lag);
        } else {
            int64_t lag = (int64_t)row->arrive_day - row->depart_day + 1;
            facts->arrive[m] = arrival(facts, row->depart_day, lag < 1 ? 1 : lag);
        }
    }
}

static ow_status gather_convoys(ow_facts *facts) {
    const onward_plan *plan = facts->plan;
    facts->convoys = OW_ARRAY(facts->arena, plan->convoys_count, ow_convoy_fact);
    if (facts->convoys == NULL) return OW_NO_MEMORY;
    for (uint32_t c = 0; c < plan->convoys_count; c++)
        facts->convoys[c] = (ow_convoy_fact){0, OW_NO_INDEX, 1, 0};
    for (uint32_t i = 0; i < facts->missions_count; i++) {
        const ow_mission *mission = &facts->missions[i];
        if (mission->convoy == OW_NO_INDEX) continue;
        ow_convoy_fact *convoy = &facts->convoys[mission->convoy];
        if (convoy->missions++ == 0) {
            convoy->fleet = mission->fleet;
            convoy->busy_days = mission->busy_days;
        }
        for (uint32_t r = 0; r < mission->count; r++) {
            const ow_movement *row = ow_facts_row(facts, mission, r);
            if (row->item == OW_NO_INDEX && facts->scenario->units[row->unit].is_guard)
                convoy->riding_guards += row->quantity;
        }
    }
    return OW_OK;
}

ow_status ow_facts_missions(ow_facts *facts, ow_error *error) {
    const onward_scenario *scenario = facts->scenario;
    if ((uint64_t)scenario->fleets_count * facts->days >> (64u - 2u * NUMBER_BITS) != 0)
        return ow_fail(error, OW_LIMIT, "Shorten the horizon.",
                       "fleets × days is %u × %u: more than the checker can tell apart",
                       scenario->fleets_count, facts->days);
    ow_keyed keyed = {0};
    facts->arrive = OW_ARRAY(facts->arena, facts->plan->movements_count, int32_t);
    ow_travel *travel = ow_travel_new(facts->arena, scenario);
    ow_status status = facts->arrive == NULL || travel == NULL ? OW_NO_MEMORY : OW_OK;
    if (status == OW_OK) status = sort_rows(facts, &keyed);
    if (status == OW_OK) status = group_rows(facts, travel, &keyed);
    if (status == OW_OK) self_arrivals(facts);
    if (status == OW_OK) status = gather_convoys(facts);
    ow_keyed_free(&keyed);
    return status;
}
