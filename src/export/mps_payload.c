/* Payload: what missions of one group on one day can carry, so that every load of the model can be
 * dealt out to its missions. People are all alike, so rows over all missions are exact for them.
 * Items are packed by the first way that is exact: one size, or sizes of which each divides the
 * next: a row a size, with the room rounded down to it; few ways to load one mission full: a column
 * for each such pattern; else mission by mission (slots). Sizes that take no part of what binds
 * only need a mission that goes. */
#include "export/mps.h"

#include <assert.h>
#include <stdlib.h>

typedef struct size_of {
    int64_t mass, area, quantity; /* 0 where it does not bind */
} size_of;

typedef struct packing {
    uint32_t group, day;
    int64_t payload, area; /* of one mission; OW_UNLIMITED where it does not bind */
    OW_VECTOR(size_of) sizes;
    OW_VECTOR(uint32_t) moves;   /* of items, in mps->moves */
    OW_VECTOR(uint32_t) size;    /* parallel to moves: place in sizes; OW_NO_INDEX: takes no room */
    OW_VECTOR(int64_t) patterns; /* sizes.count numbers a pattern */
    int too_many;
    int failed;
} packing;

static void free_packing(packing *pack) {
    OW_VECTOR_FREE(&pack->sizes);
    OW_VECTOR_FREE(&pack->moves);
    OW_VECTOR_FREE(&pack->size);
    OW_VECTOR_FREE(&pack->patterns);
}

static ow_mps_key key_of(const ow_mps *mps, const packing *pack, uint32_t number) {
    const ow_mps_group *group = &mps->groups.data[pack->group];
    return *OW_KEY(group->fleet, group->link, group->from, group->party, pack->day, number);
}

/* Enters every mission column of the group and day into a row. */
static void enter_missions(ow_mps *mps, const packing *pack, uint32_t row, int64_t value) {
    size_t place = (size_t)pack->group * mps->days + pack->day;
    for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++)
        ow_mps_entry(mps, row, mps->missions.data[m].column, value);
}

static int64_t fits(const packing *pack, const size_of *size) {
    int64_t most = OW_UNLIMITED;
    if (size->mass > 0) most = pack->payload / size->mass;
    if (size->area > 0 && pack->area / size->area < most) most = pack->area / size->area;
    return most;
}

static void add_item(const ow_mps *mps, packing *pack, uint32_t move) {
    const ow_mps_commodity *what = &mps->commodities.data[mps->moves.data[move].commodity];
    const ow_item *item = &mps->scenario->items[what->item];
    size_of size = {pack->payload == OW_UNLIMITED ? 0 : item->mass_kg,
                    pack->area == OW_UNLIMITED ? 0 : item->area_milli_m2, what->quantity};
    uint32_t place = OW_NO_INDEX;
    if (size.mass > 0 || size.area > 0) {
        for (place = 0; place < pack->sizes.count; place++)
            if (pack->sizes.data[place].mass == size.mass &&
                pack->sizes.data[place].area == size.area)
                break;
        if (place < pack->sizes.count)
            pack->sizes.data[place].quantity += size.quantity;
        else if (!OW_PUSH(&pack->sizes, size))
            pack->failed = 1;
    }
    if (!OW_PUSH(&pack->moves, move) || !OW_PUSH(&pack->size, place)) pack->failed = 1;
}

/* Whether mass (or area) follows from the other for every size, so that it need not be looked at.
 */
static int implied(const packing *pack, int area) {
    for (uint32_t i = 0; i < pack->sizes.count; i++) {
        const size_of *size = &pack->sizes.data[i];
        int64_t mass_share = size->mass * (pack->area == OW_UNLIMITED ? 1 : pack->area);
        int64_t area_share = size->area * (pack->payload == OW_UNLIMITED ? 1 : pack->payload);
        if (area ? area_share > mass_share : mass_share > area_share) return 0;
    }
    return 1;
}

static int by_size(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* One dimension, each size a multiple of the next smaller: rows of room. Returns 0 if it is not so.
 */
static int pack_chain(ow_mps *mps, packing *pack) {
    int mass = implied(pack, 1);
    if (!mass && !implied(pack, 0)) return 0;
    int64_t *sizes = calloc(pack->sizes.count, sizeof *sizes);
    if (!sizes) {
        pack->failed = 1;
        return 1;
    }
    for (uint32_t i = 0; i < pack->sizes.count; i++)
        sizes[i] = mass ? pack->sizes.data[i].mass : pack->sizes.data[i].area;
    qsort(sizes, pack->sizes.count, sizeof *sizes, by_size);
    int chain = 1;
    for (uint32_t i = 1; i < pack->sizes.count; i++) chain &= sizes[i] % sizes[i - 1] == 0;
    for (uint32_t i = 0; chain && i < pack->sizes.count; i++) {
        if (i > 0 && sizes[i] == sizes[i - 1]) continue;
        ow_mps_key key = key_of(mps, pack, i + 1);
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_room, &key);
        enter_missions(mps, pack, row, -((mass ? pack->payload : pack->area) / sizes[i]));
        for (uint32_t m = 0; m < pack->moves.count; m++) {
            if (pack->size.data[m] == OW_NO_INDEX) continue;
            const size_of *size = &pack->sizes.data[pack->size.data[m]];
            int64_t takes = mass ? size->mass : size->area;
            if (takes >= sizes[i])
                ow_mps_entry(mps, row, mps->moves.data[pack->moves.data[m]].column,
                             takes / sizes[i]);
        }
    }
    free(sizes);
    return chain;
}

static int is_full(const packing *pack, const int64_t *counts, int64_t payload, int64_t area) {
    for (uint32_t i = 0; i < pack->sizes.count; i++) {
        const size_of *size = &pack->sizes.data[i];
        if (counts[i] < size->quantity && size->mass <= payload && size->area <= area) return 0;
    }
    return 1;
}

/* Lists the ways to load one mission so that nothing more fits, up to OW_MPS_PATTERNS_MAX. */
static void list_patterns(packing *pack, int64_t *counts, uint32_t place, int64_t payload,
                          int64_t area, int64_t *steps) {
    if (pack->too_many || ++*steps > 100000) {
        pack->too_many = 1;
        return;
    }
    if (place == pack->sizes.count) {
        if (!is_full(pack, counts, payload, area)) return;
        if (pack->patterns.count / pack->sizes.count >= OW_MPS_PATTERNS_MAX) {
            pack->too_many = 1;
            return;
        }
        for (uint32_t i = 0; i < pack->sizes.count; i++)
            if (!OW_PUSH(&pack->patterns, counts[i])) pack->failed = 1;
        return;
    }
    const size_of *size = &pack->sizes.data[place];
    int64_t most = size->quantity;
    if (size->mass > 0 && payload / size->mass < most) most = payload / size->mass;
    if (size->area > 0 && area / size->area < most) most = area / size->area;
    for (int64_t n = most; n >= 0 && !pack->too_many; n--) {
        counts[place] = n;
        list_patterns(pack, counts, place + 1,
                      payload == OW_UNLIMITED ? payload : payload - n * size->mass,
                      area == OW_UNLIMITED ? area : area - n * size->area, steps);
    }
    counts[place] = 0;
}

/* A column for each pattern; items of a size ≤ what the patterns in use hold of it. */
static void pack_patterns(ow_mps *mps, packing *pack, int64_t missions) {
    uint32_t sizes = pack->sizes.count, patterns = pack->patterns.count / sizes;
    ow_mps_key key = key_of(mps, pack, OW_NO_INDEX);
    uint32_t total = ow_mps_row(mps, 'L', 0, OW_MPS_slot_total, &key);
    enter_missions(mps, pack, total, -1);
    uint32_t first = mps->columns.count;
    for (uint32_t p = 0; p < patterns; p++) {
        key = key_of(mps, pack, p + 1);
        uint32_t column = ow_mps_column(mps, 0, missions, 1, OW_MPS_pattern, &key);
        ow_mps_entry(mps, total, column, 1);
    }
    for (uint32_t i = 0; i < sizes && !mps->failed; i++) {
        key = key_of(mps, pack, i + 1);
        uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_slot_load, &key);
        for (uint32_t m = 0; m < pack->moves.count; m++)
            if (pack->size.data[m] == i)
                ow_mps_entry(mps, row, mps->moves.data[pack->moves.data[m]].column, 1);
        for (uint32_t p = 0; p < patterns; p++)
            ow_mps_entry(mps, row, first + p, -pack->patterns.data[(size_t)p * sizes + i]);
    }
}

/* One mission's own columns: whether it carries items, and how many of each size. */
static void pack_slot(ow_mps *mps, packing *pack, uint32_t slot, uint32_t total,
                      uint32_t load_row) {
    ow_mps_key key = key_of(mps, pack, slot + 1);
    uint32_t used = ow_mps_column(mps, 0, 1, 1, OW_MPS_slot, &key);
    ow_mps_entry(mps, total, used, 1);
    uint32_t mass = OW_NO_INDEX, area = OW_NO_INDEX;
    if (pack->payload != OW_UNLIMITED) {
        mass = ow_mps_row(mps, 'L', 0, OW_MPS_slot_mass, &key);
        ow_mps_entry(mps, mass, used, -pack->payload);
    }
    if (pack->area != OW_UNLIMITED) {
        area = ow_mps_row(mps, 'L', 0, OW_MPS_slot_area, &key);
        ow_mps_entry(mps, area, used, -pack->area);
    }
    for (uint32_t i = 0; i < pack->sizes.count && !mps->failed; i++) {
        const size_of *size = &pack->sizes.data[i];
        key = key_of(mps, pack, slot + 1);
        key.part[6] = i + 1;
        int64_t most = fits(pack, size) < size->quantity ? fits(pack, size) : size->quantity;
        uint32_t column = ow_mps_column(mps, 0, most, 1, OW_MPS_slot_item, &key);
        ow_mps_entry(mps, load_row + i, column, -1);
        if (size->mass > 0) ow_mps_entry(mps, mass, column, size->mass);
        if (size->area > 0) ow_mps_entry(mps, area, column, size->area);
    }
}

static void pack_slots(ow_mps *mps, packing *pack, int64_t missions) {
    ow_mps_key key = key_of(mps, pack, OW_NO_INDEX);
    uint32_t total = ow_mps_row(mps, 'L', 0, OW_MPS_slot_total, &key);
    enter_missions(mps, pack, total, -1);
    uint32_t load_row = mps->rows.count;
    for (uint32_t i = 0; i < pack->sizes.count; i++) {
        key = key_of(mps, pack, i + 1);
        ow_mps_row(mps, 'L', 0, OW_MPS_slot_load, &key);
    }
    for (uint32_t m = 0; m < pack->moves.count; m++)
        if (pack->size.data[m] != OW_NO_INDEX)
            ow_mps_entry(mps, load_row + pack->size.data[m],
                         mps->moves.data[pack->moves.data[m]].column, 1);
    for (int64_t slot = 0; slot < missions && !mps->failed && !mps->too_large; slot++)
        pack_slot(mps, pack, (uint32_t)slot, total, load_row);
}

static void pack_items(ow_mps *mps, packing *pack) {
    if (pack->sizes.count == 0 || pack_chain(mps, pack)) return;
    int64_t missions = ow_mps_missions_max(mps, pack->group, pack->day), steps = 0;
    int64_t *counts = calloc(pack->sizes.count, sizeof *counts);
    if (!counts) {
        pack->failed = 1;
        return;
    }
    list_patterns(pack, counts, 0, pack->payload, pack->area, &steps);
    free(counts);
    if (pack->too_many)
        pack_slots(mps, pack, missions);
    else
        pack_patterns(mps, pack, missions);
}

/* People ≤ seats, and whatever takes no room needs at least one mission. */
static void pack_people(ow_mps *mps, const packing *pack, uint32_t first, uint32_t end) {
    int64_t seats = mps->scenario->fleets[mps->groups.data[pack->group].fleet].people_max,
            people = 0;
    for (uint32_t m = first; m < end; m++) {
        const ow_mps_commodity *what = &mps->commodities.data[mps->moves.data[m].commodity];
        if (what->item == OW_NO_INDEX) people += what->quantity;
    }
    if (people == 0) return;
    ow_mps_key key = key_of(mps, pack, OW_NO_INDEX);
    uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_seats, &key);
    enter_missions(mps, pack, row, -(seats < people ? seats : people));
    for (uint32_t m = first; m < end; m++)
        if (mps->commodities.data[mps->moves.data[m].commodity].item == OW_NO_INDEX)
            ow_mps_entry(mps, row, mps->moves.data[m].column, 1);
}

static void pack_roomless(ow_mps *mps, const packing *pack) {
    int64_t quantity = 0;
    for (uint32_t m = 0; m < pack->moves.count; m++)
        if (pack->size.data[m] == OW_NO_INDEX)
            quantity +=
                mps->commodities.data[mps->moves.data[pack->moves.data[m]].commodity].quantity;
    if (quantity == 0) return;
    ow_mps_key key = key_of(mps, pack, 0);
    uint32_t row = ow_mps_row(mps, 'L', 0, OW_MPS_room, &key);
    enter_missions(mps, pack, row, -quantity);
    for (uint32_t m = 0; m < pack->moves.count; m++)
        if (pack->size.data[m] == OW_NO_INDEX)
            ow_mps_entry(mps, row, mps->moves.data[pack->moves.data[m]].column, 1);
}

/* With a ceiling on guards, empty convoys would take guards away from where they count. */
static void forbid_empty(ow_mps *mps, const packing *pack, uint32_t first, uint32_t end) {
    if (!mps->guard_ceilings || mps->groups.data[pack->group].convoy == OW_NO_INDEX) return;
    ow_mps_key key = key_of(mps, pack, OW_NO_INDEX);
    uint32_t row = ow_mps_row(mps, 'G', 0, OW_MPS_mission_load, &key);
    enter_missions(mps, pack, row, -1);
    for (uint32_t m = first; m < end; m++) ow_mps_entry(mps, row, mps->moves.data[m].column, 1);
}

/* The moves first .. end-1 are those of one group on one day. */
static void build_group_day(ow_mps *mps, uint32_t first, uint32_t end) {
    const ow_mps_move *one = &mps->moves.data[first];
    const ow_fleet *fleet = &mps->scenario->fleets[mps->groups.data[one->group].fleet];
    packing pack = {.group = one->group, .day = one->day};
    /* What rides where there is no room at all takes none, so that 0 binds nothing here. */
    pack.payload = fleet->payload_kg == 0 ? OW_UNLIMITED : fleet->payload_kg;
    pack.area = fleet->area_milli_m2 == 0 ? OW_UNLIMITED : fleet->area_milli_m2;
    for (uint32_t m = first; m < end && !pack.failed; m++)
        if (mps->commodities.data[mps->moves.data[m].commodity].item != OW_NO_INDEX)
            add_item(mps, &pack, m);
    if (!pack.failed) {
        pack_people(mps, &pack, first, end);
        pack_roomless(mps, &pack);
        pack_items(mps, &pack);
        forbid_empty(mps, &pack, first, end);
    }
    mps->failed |= pack.failed;
    free_packing(&pack);
}

void ow_mps_payload(ow_mps *mps) {
    uint32_t first = 0;
    while (first < mps->moves.count && !mps->failed) {
        const ow_mps_move *one = &mps->moves.data[first];
        uint32_t end = first + 1;
        if (one->group != OW_NO_INDEX) {
            while (end < mps->moves.count && mps->moves.data[end].group == one->group &&
                   mps->moves.data[end].day == one->day)
                end++;
            build_group_day(mps, first, end);
        }
        first = end;
    }
    assert(mps->failed || first == mps->moves.count);
}
