/* struct onward_plan: a plan as its tables say it, ids resolved against one scenario, in dense
 * arrays. It may be wrong in every way that a table can be wrong: only src/check says whether it is
 * a plan. Days are relative to the scenario's start and may lie outside 0 .. days-1 in a plan that
 * was read. */
#ifndef ONWARD_PLAN_PLAN_H
#define ONWARD_PLAN_PLAN_H

#include "plan/proof.h"
#include "scenario/scenario.h"

typedef struct ow_movement {
    int32_t depart_day, arrive_day;
    uint32_t link, from_site, to_site;
    uint32_t fleet;         /* or OW_SELF */
    uint32_t vehicle, trip; /* from 1; 0, 0 for self */
    uint32_t convoy;        /* in plan->convoys; OW_NO_INDEX: none */
    uint32_t permission; /* in scenario->permissions; OW_NO_INDEX: none named, OW_NOT_USABLE: one is
                            named that is not granted, amended, or of another activity */
    uint32_t unit, item; /* item OW_NO_INDEX: people */
    int64_t quantity;
} ow_movement;

/* Named, but not usable; also an item, a convoy or an escort unit that is named but not known, so
 * that it is not taken for "none". */
#define OW_NOT_USABLE (UINT32_MAX - 2u)

typedef struct ow_convoy {
    int32_t day;
    uint32_t link, from_site;
    int64_t vehicles;
    uint32_t escort_unit; /* OW_NO_INDEX: none */
    int64_t escort_people;
} ow_convoy;

typedef struct ow_closing {
    uint32_t site;
    int32_t items_out_day; /* INT32_MIN: there never were any */
    int32_t closed_day;
} ow_closing;

typedef struct ow_fate_row {
    uint32_t unit, item;
    int64_t quantity;
    int64_t fate; /* OW_FATE_* */
    int32_t day;
    uint32_t site;
} ow_fate_row;

typedef struct ow_level {
    int32_t day;
    uint32_t site; /* OW_NO_INDEX: the whole host country */
    int64_t people, guards, items, open;
} ow_level;

struct onward_plan {
    ow_arena *arena;
    const char *id;
    char scenario_sha256[65];
    int64_t points_milli, bound_points_milli;
    int64_t gap_percent_milli; /* ⌈1000 × 100 × (points - bound) / points⌉, 0 if points are 0 */
    int32_t last_out_day;      /* INT32_MIN: nothing moves */
    int64_t seed, work;
    const char *version;
    uint32_t movements_count, convoys_count, closings_count, fates_count, levels_count;
    ow_movement *movements;
    const char **movement_ids; /* parallel to movements; NULL: m1, m2, ... by place */
    ow_convoy *convoys;
    const char **convoy_ids; /* parallel to convoys; NULL: c1, c2, ... by place */
    ow_closing *closings;
    ow_fate_row *fates;
    ow_level *levels; /* may be absent in memory (count 0): ow_plan_write derives them */
    ow_proof *proof;  /* NULL: no proof */
};

#endif
