/* Missions by hashing: a set of their first movements, at most half full, open addressing. */
#include "plan/missions.h"

/* A set of missions, as places of their first movement; open addressing, at most half full. */
typedef struct mission_set {
    uint32_t *places; /* place in movements, plus 1; 0: free */
    size_t mask;
} mission_set;

static int same_mission(const ow_movement *a, const ow_movement *b) {
    return a->fleet == b->fleet && a->vehicle == b->vehicle && a->depart_day == b->depart_day &&
           a->trip == b->trip;
}

static uint64_t mission_hash(const ow_movement *m) {
    uint64_t hash = ((uint64_t)m->fleet << 32 | m->vehicle) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 29;
    hash += (uint64_t)(uint32_t)m->depart_day << 32 | m->trip;
    hash *= UINT64_C(0xbf58476d1ce4e5b9);
    return hash ^ hash >> 32;
}

/* 1 if the mission of movement i is seen for the first time. */
static int first_of_mission(mission_set *set, const ow_movement *movements, uint32_t i) {
    size_t place = mission_hash(&movements[i]) & set->mask;
    while (set->places[place]) {
        if (same_mission(&movements[set->places[place] - 1], &movements[i])) return 0;
        place = (place + 1) & set->mask;
    }
    set->places[place] = i + 1;
    return 1;
}

int ow_missions_list(uint32_t **firsts, uint32_t *count, ow_arena *arena, const onward_plan *plan,
                     const onward_scenario *scenario) {
    size_t size = 16;
    while (size < 2 * (size_t)plan->movements_count) size *= 2;
    mission_set set = {OW_ARRAY(arena, size, uint32_t), size - 1};
    uint32_t *list = OW_ARRAY(arena, (size_t)plan->movements_count + 1, uint32_t);
    if (!set.places || !list) return 0;
    *count = 0;
    *firsts = list;
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        const ow_movement *m = &plan->movements[i];
        if (m->fleet >= scenario->fleets_count || !ow_movement_known(m, scenario)) continue;
        if (first_of_mission(&set, plan->movements, i)) list[(*count)++] = i;
    }
    return 1;
}
