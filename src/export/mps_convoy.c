/* Escorted convoys. Vehicles can change convoys with their load, so that of two convoys that one
 * can hold one is not needed: ⌈missions / convoy_max⌉ convoys are enough, and each needs no more
 * guards than it must have. (A ceiling on guards breaks both: then a convoy may be as small as one
 * vehicle, and take more guards, who do not count while they are away.)
 *
 * Where no guards can ride along, convoys are counted by the unit that escorts them. Where they
 * can, the convoys are written one by one: vehicles, riding guards and the one unit that goes
 * along. */
#include "export/mps.h"

#include <assert.h>

typedef struct convoys {
    uint32_t number, fleet, link, from, day;
    int64_t busy_days, vehicles_max, guards;
    OW_VECTOR(uint32_t) groups;
    OW_VECTOR(uint32_t) guard_moves; /* moves of people of capability guard */
    OW_VECTOR(uint32_t) moves;
    OW_VECTOR(uint32_t) units; /* commodities that may escort */
} convoys;

static void free_convoys(convoys *run) {
    OW_VECTOR_FREE(&run->groups);
    OW_VECTOR_FREE(&run->guard_moves);
    OW_VECTOR_FREE(&run->moves);
    OW_VECTOR_FREE(&run->units);
}

/* Enters the missions of one group of the convoys' day. */
static void enter_missions(ow_mps *mps, const convoys *run, uint32_t group, uint32_t row,
                           int64_t value) {
    size_t place = (size_t)group * mps->days + run->day;
    for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++)
        ow_mps_entry(mps, row, mps->missions.data[m].column, value);
}

/* Guards of a unit who are away with units of a column, `each` for one. */
static void push_away(ow_mps *mps, const convoys *run, uint32_t commodity, uint32_t column,
                      int64_t each) {
    ow_mps_away away = {commodity, run->from, run->link, run->day, (uint32_t)run->busy_days,
                        column,    each};
    if ((int64_t)away.day + run->busy_days > (int64_t)mps->days)
        away.busy_days = mps->days - away.day;
    if (!OW_PUSH(&mps->aways, away)) mps->failed = 1;
    ow_mps_cost(mps, column, 2 * each * ow_mps_crossing_milli(mps, run->link, run->day));
}

/* No guards on board: convoys by unit. */
static void build_counted(ow_mps *mps, const convoys *run) {
    uint32_t row =
        ow_mps_row(mps, 'L', 0, OW_MPS_convoys, OW_KEY(run->fleet, run->link, run->from, run->day));
    for (uint32_t i = 0; i < run->groups.count; i++)
        enter_missions(mps, run, run->groups.data[i], row, 1);
    for (uint32_t i = 0; i < run->units.count && !mps->failed; i++) {
        const ow_mps_commodity *unit = &mps->commodities.data[run->units.data[i]];
        uint32_t column =
            ow_mps_column(mps, 0, unit->quantity / run->guards, 1, OW_MPS_escorted,
                          OW_KEY(unit->unit, run->fleet, run->link, run->from, run->day));
        ow_mps_entry(mps, row, column, -run->vehicles_max);
        push_away(mps, run, run->units.data[i], column, run->guards);
    }
}

/* Vehicles and riding guards of one group in one convoy. */
static void build_part(ow_mps *mps, const convoys *run, uint32_t g, uint32_t convoy,
                       int64_t missions, uint32_t size, uint32_t guard, uint32_t spread,
                       uint32_t riding, uint32_t held) {
    const ow_mps_group group = mps->groups.data[g];
    const ow_mps_key *key = OW_KEY(run->fleet, run->link, run->from, group.party, run->day, convoy);
    int64_t seats = mps->scenario->fleets[run->fleet].people_max, people = 0;
    for (uint32_t i = 0; i < run->guard_moves.count; i++)
        people +=
            mps->commodities.data[mps->moves.data[run->guard_moves.data[i]].commodity].quantity;
    if (seats > people) seats = people;
    int64_t most = run->vehicles_max < missions ? run->vehicles_max : missions;
    uint32_t vehicle = ow_mps_column(mps, 0, most, 1, OW_MPS_convoy_vehicle, key);
    uint32_t rider = ow_mps_column(mps, 0, people, 1, OW_MPS_convoy_rider, key);
    ow_mps_entry(mps, spread, vehicle, -1);
    ow_mps_entry(mps, size, vehicle, 1);
    ow_mps_entry(mps, guard, rider, 1);
    ow_mps_entry(mps, riding, rider, 1);
    uint32_t room = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_seats, key);
    ow_mps_entry(mps, room, rider, 1);
    ow_mps_entry(mps, room, vehicle, -seats);
    if (held == OW_NO_INDEX) return;
    /* Every vehicle carries something, so that no convoy runs for its escort alone. */
    uint32_t cargo = ow_mps_column(mps, 0, 1000000000, 1, OW_MPS_convoy_cargo, key);
    uint32_t laden = ow_mps_row(mps, 'G', 0, OW_MPS_convoy_laden, key);
    uint32_t least = ow_mps_row(mps, 'G', 0, OW_MPS_convoy_held, key);
    ow_mps_entry(mps, held, cargo, 1);
    ow_mps_entry(mps, laden, cargo, 1);
    ow_mps_entry(mps, laden, vehicle, -1);
    ow_mps_entry(mps, least, cargo, 1);
    ow_mps_entry(mps, least, rider, -1);
}

/* The unit, one at most, whose people escort a convoy. */
static void build_escorts(ow_mps *mps, const convoys *run, uint32_t convoy, uint32_t on,
                          uint32_t guard) {
    uint32_t one = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_unit,
                              OW_KEY(run->fleet, run->link, run->from, run->day, convoy));
    ow_mps_entry(mps, one, on, -1);
    for (uint32_t i = 0; i < run->units.count && !mps->failed; i++) {
        const ow_mps_commodity unit = mps->commodities.data[run->units.data[i]];
        const ow_mps_key *key =
            OW_KEY(unit.unit, run->fleet, run->link, run->from, run->day, convoy);
        int64_t most =
            mps->guard_ceilings || unit.quantity < run->guards ? unit.quantity : run->guards;
        uint32_t chosen = ow_mps_column(mps, 0, 1, 1, OW_MPS_escort_unit, key);
        uint32_t people = ow_mps_column(mps, 0, most, 1, OW_MPS_escort, key);
        uint32_t only = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_away, key);
        ow_mps_entry(mps, one, chosen, 1);
        ow_mps_entry(mps, only, people, 1);
        ow_mps_entry(mps, only, chosen, -most);
        ow_mps_entry(mps, guard, people, 1);
        push_away(mps, run, run->units.data[i], people, 1);
    }
}

/* Rows of a group over all convoys: vehicles, riders, and what is on board. */
static void build_group_rows(ow_mps *mps, const convoys *run, uint32_t g, uint32_t *spread,
                             uint32_t *riding, uint32_t *held) {
    const ow_mps_group group = mps->groups.data[g];
    const ow_mps_key *key = OW_KEY(run->fleet, run->link, run->from, group.party, run->day);
    *spread = ow_mps_row(mps, 'E', 0, OW_MPS_convoy_vehicles, key);
    enter_missions(mps, run, g, *spread, 1);
    *riding = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_riding, key);
    for (uint32_t i = 0; i < run->guard_moves.count; i++) {
        const ow_mps_move *move = &mps->moves.data[run->guard_moves.data[i]];
        if (move->group == g) ow_mps_entry(mps, *riding, move->column, -1);
    }
    *held = OW_NO_INDEX;
    if (!mps->guard_ceilings) return;
    *held = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_load, key);
    for (uint32_t i = 0; i < run->moves.count; i++) {
        const ow_mps_move *move = &mps->moves.data[run->moves.data[i]];
        if (move->group == g) ow_mps_entry(mps, *held, move->column, -1);
    }
}

static void build_single(ow_mps *mps, const convoys *run) {
    int64_t missions = 0;
    for (uint32_t i = 0; i < run->groups.count; i++)
        missions += ow_mps_missions_max(mps, run->groups.data[i], run->day);
    int64_t count = (missions + run->vehicles_max - 1) / run->vehicles_max;
    if (mps->guard_ceilings) count = missions;
    uint32_t *rows = ow_mps_array(mps, 3 * (size_t)run->groups.count, sizeof *rows);
    if (mps->failed) return;
    for (uint32_t i = 0; i < run->groups.count; i++)
        build_group_rows(mps, run, run->groups.data[i], &rows[3 * i], &rows[3 * i + 1],
                         &rows[3 * i + 2]);
    uint32_t before = OW_NO_INDEX;
    for (uint32_t c = 1; (int64_t)c <= count && !mps->failed && !mps->too_large; c++) {
        const ow_mps_key *key = OW_KEY(run->fleet, run->link, run->from, run->day, c);
        uint32_t on = ow_mps_column(mps, 0, 1, 1, OW_MPS_convoy, key);
        uint32_t size = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_size, key);
        uint32_t guard = ow_mps_row(mps, 'G', 0, OW_MPS_convoy_guard, key);
        ow_mps_entry(mps, size, on, -run->vehicles_max);
        ow_mps_entry(mps, guard, on, -run->guards);
        for (uint32_t i = 0; i < run->groups.count; i++)
            build_part(mps, run, run->groups.data[i], c, missions, size, guard, rows[3 * i],
                       rows[3 * i + 1], rows[3 * i + 2]);
        build_escorts(mps, run, c, on, guard);
        if (before != OW_NO_INDEX) {
            uint32_t order = ow_mps_row(mps, 'L', 0, OW_MPS_convoy_order, key);
            ow_mps_entry(mps, order, on, 1);
            ow_mps_entry(mps, order, before, -1);
        }
        before = on;
    }
}

/* A convoy needs a vehicle, lest its escort goes for nothing. */
static void build_some(ow_mps *mps, uint32_t first_column) {
    for (uint32_t c = first_column; c < mps->columns.count && !mps->failed; c++) {
        if (mps->columns.data[c].kind != OW_MPS_convoy) continue;
        const ow_mps_key key = mps->columns.data[c].key;
        uint32_t row = ow_mps_row(mps, 'G', 0, OW_MPS_convoy_some, &key);
        ow_mps_entry(mps, row, c, -1);
        for (uint32_t v = first_column; v < mps->columns.count; v++) {
            const ow_mps_key *of = &mps->columns.data[v].key;
            if (mps->columns.data[v].kind == OW_MPS_convoy_vehicle && of->part[5] == key.part[4])
                ow_mps_entry(mps, row, v, 1);
        }
    }
}

static void note_unit(ow_mps *mps, convoys *run, uint32_t k) {
    const ow_mps_commodity *what = &mps->commodities.data[k];
    size_t place = (size_t)k * mps->scenario->sites_count + run->from;
    if (what->item == OW_NO_INDEX && what->is_guard && mps->first_end[place] < (int32_t)run->day &&
        mps->scenario->units[what->unit].ready_day <= run->day && !OW_PUSH(&run->units, k))
        mps->failed = 1;
}

static void note_moves(ow_mps *mps, convoys *run, uint32_t first, uint32_t end) {
    for (uint32_t m = first; m < end; m++) {
        const ow_mps_move *move = &mps->moves.data[m];
        const ow_mps_commodity *what = &mps->commodities.data[move->commodity];
        if (!OW_PUSH(&run->moves, m)) mps->failed = 1;
        if (what->item == OW_NO_INDEX && what->is_guard && !OW_PUSH(&run->guard_moves, m))
            mps->failed = 1;
    }
}

/* moves_first: [group * days + day], as missions_first. */
static void build_convoys(ow_mps *mps, uint32_t number, uint32_t day, const uint32_t *moves_first) {
    convoys run = {.number = number, .day = day};
    for (uint32_t g = 0; g < mps->groups.count && !mps->failed; g++) {
        size_t place = (size_t)g * mps->days + day;
        const ow_mps_group *group = &mps->groups.data[g];
        if (group->convoy != number || mps->missions_first[place] == mps->missions_first[place + 1])
            continue;
        if (!OW_PUSH(&run.groups, g)) mps->failed = 1;
        run.fleet = group->fleet, run.link = group->link, run.from = group->from;
        run.busy_days = group->ride.busy_days;
        note_moves(mps, &run, moves_first[place], moves_first[place + 1]);
    }
    if (!mps->failed && run.groups.count > 0) {
        const ow_fleet *fleet = &mps->scenario->fleets[run.fleet];
        run.vehicles_max = fleet->convoy_max;
        run.guards = fleet->escort_people_per_convoy;
        for (uint32_t k = 0; k < mps->commodities.count; k++) note_unit(mps, &run, k);
        uint32_t column = mps->columns.count;
        if (run.guard_moves.count == 0 && !mps->guard_ceilings) {
            build_counted(mps, &run);
        } else {
            build_single(mps, &run);
            if (mps->guard_ceilings) build_some(mps, column);
        }
    }
    free_convoys(&run);
}

/* Guards who are away cannot leave. */
static void enter_aways(ow_mps *mps) {
    for (uint32_t a = 0; a < mps->aways.count && !mps->failed; a++) {
        const ow_mps_away *away = &mps->aways.data[a];
        size_t place = (size_t)away->commodity * mps->scenario->sites_count + away->site;
        uint32_t first = mps->first_end[place] < 0 ? 0 : (uint32_t)mps->first_end[place];
        for (uint32_t e = away->day; e < away->day + away->busy_days; e++)
            ow_mps_entry(mps, mps->leave[place] + e - first, away->column, away->each);
    }
}

void ow_mps_convoys(ow_mps *mps) {
    size_t places = (size_t)mps->groups.count * mps->days;
    uint32_t *moves_first = ow_mps_array(mps, places + 1, sizeof *moves_first);
    if (mps->failed) return;
    uint32_t move = 0;
    for (size_t place = 0; place < places; place++) {
        moves_first[place] = move;
        while (move < mps->moves.count && mps->moves.data[move].group != OW_NO_INDEX &&
               (size_t)mps->moves.data[move].group * mps->days + mps->moves.data[move].day == place)
            move++;
    }
    moves_first[places] = move;
    for (uint32_t number = 0; number < mps->convoys_count; number++)
        for (uint32_t d = 0; d < mps->days && !mps->failed; d++)
            build_convoys(mps, number, d, moves_first);
    enter_aways(mps);
}
