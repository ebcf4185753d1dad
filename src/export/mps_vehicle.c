/* Vehicles: whether the missions of a fleet can be dealt out to its vehicles, exactly.
 *
 * Missions whose cycle fits into a day share a vehicle for that day. Where ⌊duty / cycle⌋ is the
 * same for all of them, k, it is enough that missions ≤ k × vehicles. Else the day's trips are an
 * arc flow: nodes are minutes driven, arcs are trips (Valério de Carvalho 1999), each unit of flow
 * a vehicle. Longer missions take a vehicle for whole days: intervals, which as many vehicles can
 * serve as overlap on any day, if those that are missing at times are missing around one common day
 * (their numbers fall, then rise: `valley`). Where they are not, vehicles are taken by level, those
 * that are there on the same days. */
#include "export/mps.h"

#include <assert.h>
#include <stdlib.h>

typedef struct work {
    uint32_t fleet;
    int64_t duty;
    OW_VECTOR(int64_t) cycles;  /* distinct, 0 < cycle ≤ duty, longest first */
    OW_VECTOR(uint32_t) groups; /* of the fleet */
    OW_VECTOR(int64_t)
    levels;              /* distinct numbers of vehicles, rising; empty where counting is enough */
    int64_t trips_a_day; /* ⌊duty / cycle⌋ if the same for all; 0 if not */
    int zero, longer;    /* whether some cycle takes no time; more than a day's duty */
} work;

static int64_t vehicles(const ow_mps *mps, uint32_t fleet, uint32_t day) {
    return mps->scenario->vehicles[(size_t)fleet * mps->days + day];
}

static int longest_first(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

static int shortest_first(const void *a, const void *b) {
    return longest_first(b, a);
}

static void note_cycle(ow_mps *mps, work *on, int64_t cycle) {
    if (cycle > on->duty) {
        on->longer = 1;
        return;
    }
    if (cycle == 0) {
        on->zero = 1;
        return;
    }
    for (uint32_t i = 0; i < on->cycles.count; i++)
        if (on->cycles.data[i] == cycle) return;
    if (!OW_PUSH(&on->cycles, cycle)) mps->failed = 1;
    int64_t trips = on->duty / cycle;
    on->trips_a_day = on->cycles.count == 1 || on->trips_a_day == trips ? trips : 0;
}

/* Whether the fleet's numbers first never rise, then never fall. */
static int is_valley(const ow_mps *mps, uint32_t fleet) {
    int risen = 0;
    for (uint32_t d = 1; d < mps->days; d++) {
        int64_t before = vehicles(mps, fleet, d - 1), now = vehicles(mps, fleet, d);
        if (now > before) risen = 1;
        if (now < before && risen) return 0;
    }
    return 1;
}

static void note_levels(ow_mps *mps, work *on) {
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
        int64_t level = vehicles(mps, on->fleet, d);
        int known = level == 0;
        for (uint32_t i = 0; i < on->levels.count && !known; i++)
            known = on->levels.data[i] == level;
        if (!known && !OW_PUSH(&on->levels, level)) mps->failed = 1;
    }
    if (on->levels.count > 0)
        qsort(on->levels.data, on->levels.count, sizeof *on->levels.data, shortest_first);
}

static int is_long(const ow_mps *mps, const work *on, const ow_mps_group *group) {
    (void)mps;
    return group->ride.cycle_min > on->duty;
}

/* Enters what is away on a day with long missions, `value` for each, into a row. */
static void enter_busy(ow_mps *mps, const work *on, uint32_t row, uint32_t day, int64_t value) {
    for (uint32_t i = 0; i < on->groups.count; i++) {
        uint32_t g = on->groups.data[i];
        const ow_mps_group *group = &mps->groups.data[g];
        if (!is_long(mps, on, group)) continue;
        int64_t first = (int64_t)day - group->ride.busy_days + 1;
        for (uint32_t d = first < 0 ? 0 : (uint32_t)first; d <= day; d++) {
            size_t place = (size_t)g * mps->days + d;
            for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++)
                ow_mps_entry(mps, row, mps->missions.data[m].column, value);
        }
    }
}

/* Enters the day's missions of one cycle (-1: of any that takes time and at most a day) into a row.
 */
static void enter_short(ow_mps *mps, const work *on, uint32_t row, uint32_t day, int64_t cycle,
                        int64_t value) {
    for (uint32_t i = 0; i < on->groups.count; i++) {
        size_t place = (size_t)on->groups.data[i] * mps->days + day;
        int64_t own = mps->groups.data[on->groups.data[i]].ride.cycle_min;
        if (own > on->duty || (cycle < 0 ? own == 0 : own != cycle)) continue;
        for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++)
            ow_mps_entry(mps, row, mps->missions.data[m].column, value);
    }
}

/* Arc flow of one day's trips, fed by `fleet_row`: vehicles with trips + vehicles away ≤ vehicles.
 */
static void build_flow(ow_mps *mps, const work *on, uint32_t fleet_row, uint32_t day) {
    int64_t there = vehicles(mps, on->fleet, day);
    uint32_t *node = calloc((size_t)on->duty + 1, sizeof *node); /* row + 1, 0: not reached */
    if (!node) {
        mps->failed = 1;
        return;
    }
    uint32_t used = ow_mps_column(mps, 0, there, 1, OW_MPS_short_vehicles, OW_KEY(on->fleet, day));
    ow_mps_entry(mps, fleet_row, used, 1);
    node[0] = 1 + ow_mps_row(mps, 'L', 0, OW_MPS_vehicle_flow, OW_KEY(on->fleet, day, 0));
    ow_mps_entry(mps, node[0] - 1, used, -1);
    for (uint32_t i = 0; i < on->cycles.count; i++) {
        int64_t cycle = on->cycles.data[i];
        uint32_t cover =
            ow_mps_row(mps, 'L', 0, OW_MPS_vehicle_cover, OW_KEY(on->fleet, day, (uint32_t)cycle));
        enter_short(mps, on, cover, day, cycle, 1);
        for (int64_t minute = 0; minute + cycle <= on->duty && !mps->failed; minute++) {
            if (node[minute] == 0) continue;
            uint32_t end = (uint32_t)(minute + cycle);
            if (node[end] == 0)
                node[end] =
                    1 + ow_mps_row(mps, 'L', 0, OW_MPS_vehicle_flow, OW_KEY(on->fleet, day, end));
            uint32_t arc = ow_mps_column(mps, 0, there, 1, OW_MPS_trip,
                                         OW_KEY(on->fleet, day, (uint32_t)minute, (uint32_t)cycle));
            ow_mps_entry(mps, node[minute] - 1, arc, 1);
            ow_mps_entry(mps, node[end] - 1, arc, -1);
            ow_mps_entry(mps, cover, arc, -1);
        }
    }
    free(node);
}

/* Missions that take no time can all be one vehicle's, but a vehicle must be free. */
static void build_zero(ow_mps *mps, const work *on, uint32_t day) {
    int64_t most = 0, there = vehicles(mps, on->fleet, day);
    for (uint32_t k = 0; k < mps->commodities.count; k++) most += mps->commodities.data[k].quantity;
    uint32_t row = ow_mps_row(mps, 'L', most * there, OW_MPS_vehicle_zero, OW_KEY(on->fleet, day));
    enter_short(mps, on, row, day, 0, 1);
    enter_busy(mps, on, row, day, most);
}

static void build_day(ow_mps *mps, const work *on, uint32_t day) {
    int64_t there = vehicles(mps, on->fleet, day);
    if (there == 0) return; /* no missions then: mps_group.c */
    int64_t trips = on->trips_a_day > 0 ? on->trips_a_day : 1;
    uint32_t row = ow_mps_row(mps, 'L', there * trips, OW_MPS_vehicle, OW_KEY(on->fleet, day));
    enter_busy(mps, on, row, day, trips);
    if (on->trips_a_day > 0)
        enter_short(mps, on, row, day, -1, 1);
    else if (on->cycles.count > 0)
        build_flow(mps, on, row, day);
    if (on->zero) build_zero(mps, on, day);
}

/* Whether vehicles of the level are there on all days of a mission within the horizon. */
static int level_there(const ow_mps *mps, const work *on, int64_t level, uint32_t day,
                       int64_t busy) {
    for (int64_t e = day; e < (int64_t)day + busy && e < (int64_t)mps->days; e++)
        if (vehicles(mps, on->fleet, (uint32_t)e) < level) return 0;
    return 1;
}

/* Spreads the long missions of a group and day over levels; level_rows: [level * days + day]. */
static void assign(ow_mps *mps, const work *on, uint32_t g, uint32_t day,
                   const uint32_t *level_rows) {
    size_t place = (size_t)g * mps->days + day;
    const ow_mps_group group = mps->groups.data[g];
    if (mps->missions_first[place] == mps->missions_first[place + 1]) return;
    uint32_t row = ow_mps_row(mps, 'E', 0, OW_MPS_vehicle_assign,
                              OW_KEY(group.fleet, group.link, group.from, group.party, day));
    for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++)
        ow_mps_entry(mps, row, mps->missions.data[m].column, 1);
    for (uint32_t i = 0; i < on->levels.count && !mps->failed; i++) {
        if (!level_there(mps, on, on->levels.data[i], day, group.ride.busy_days)) continue;
        int64_t size = on->levels.data[i] - (i > 0 ? on->levels.data[i - 1] : 0);
        uint32_t column =
            ow_mps_column(mps, 0, size, 1, OW_MPS_assigned,
                          OW_KEY(group.fleet, group.link, group.from, group.party, day, i + 1));
        ow_mps_entry(mps, row, column, -1);
        for (int64_t e = day; e < (int64_t)day + group.ride.busy_days && e < (int64_t)mps->days;
             e++)
            ow_mps_entry(mps, level_rows[(size_t)i * mps->days + (size_t)e], column, 1);
    }
}

static void build_levels(ow_mps *mps, const work *on) {
    uint32_t *rows = ow_mps_array(mps, (size_t)on->levels.count * mps->days, sizeof *rows);
    if (mps->failed) return;
    for (uint32_t i = 0; i < on->levels.count; i++) {
        int64_t size = on->levels.data[i] - (i > 0 ? on->levels.data[i - 1] : 0);
        for (uint32_t d = 0; d < mps->days; d++)
            rows[(size_t)i * mps->days + d] =
                ow_mps_row(mps, 'L', size, OW_MPS_vehicle_level, OW_KEY(on->fleet, d, i + 1));
    }
    for (uint32_t i = 0; i < on->groups.count; i++)
        for (uint32_t d = 0;
             d < mps->days && is_long(mps, on, &mps->groups.data[on->groups.data[i]]); d++)
            assign(mps, on, on->groups.data[i], d, rows);
}

static void build_fleet(ow_mps *mps, uint32_t fleet) {
    work on = {.fleet = fleet, .duty = mps->scenario->fleets[fleet].duty_min};
    for (uint32_t g = 0; g < mps->groups.count && !mps->failed; g++) {
        if (mps->groups.data[g].fleet != fleet) continue;
        if (!OW_PUSH(&on.groups, g)) mps->failed = 1;
        note_cycle(mps, &on, mps->groups.data[g].ride.cycle_min);
    }
    if (on.cycles.count > 0)
        qsort(on.cycles.data, on.cycles.count, sizeof *on.cycles.data, longest_first);
    for (uint32_t d = 0; d < mps->days && !mps->failed; d++) build_day(mps, &on, d);
    if (on.longer && !is_valley(mps, fleet)) {
        note_levels(mps, &on);
        if (!mps->failed) build_levels(mps, &on);
    }
    OW_VECTOR_FREE(&on.cycles);
    OW_VECTOR_FREE(&on.groups);
    OW_VECTOR_FREE(&on.levels);
}

void ow_mps_vehicles(ow_mps *mps) {
    for (uint32_t f = 0; f < mps->scenario->fleets_count; f++)
        if (!mps->failed) build_fleet(mps, f);
}
