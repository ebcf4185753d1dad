/* The exact planning model as a mixed-integer programme: what its parts share. The model is built
 * rule by rule, one file a rule or two (mps_*.c); each adds rows, columns and entries to one
 * ow_mps. Entries may be added in any order; ow_mps_write sorts them by column. All coefficients
 * are integers.
 *
 * Sources: rules.md for what holds; arc-flow packing of trips into vehicle days after Valério de
 * Carvalho (1999). Memory: O(commodities × sites × days + commodities × groups × days). Not
 * thread-safe. */
#ifndef ONWARD_EXPORT_MPS_H
#define ONWARD_EXPORT_MPS_H

#include "base/array.h"
#include "base/buffer.h"
#include "plan/times.h"
#include "scenario/scenario.h"

#define OW_MPS_ENTRIES_MAX 100000000u
#define OW_MPS_NAMED_MAX 400000u /* columns; beyond it names are numbers */
#define OW_MPS_NAME_MAX 255u
#define OW_MPS_PATTERNS_MAX                                                                        \
    64u /* loadings of one mission that are listed rather than packed mission by mission */
#define OW_MPS_PARTS 7

enum {
#define NAME(kind, text, fields, rule, meaning) OW_MPS_##kind,
#include "export/mps.def"
#undef NAME
    OW_MPS_KIND_COUNT
};

/* What a row or column stands for, by the fields of mps.def. */
typedef struct ow_mps_key {
    uint32_t part[OW_MPS_PARTS];
} ow_mps_key;
#define OW_KEY(...) (&(const ow_mps_key){{__VA_ARGS__}})

typedef struct ow_mps_row_of {
    char sense; /* 'L', 'G', 'E' */
    uint8_t kind;
    ow_mps_key key;
    int64_t right;
} ow_mps_row_of;

typedef struct ow_mps_column_of {
    uint8_t kind, integer;
    ow_mps_key key;
    int64_t cost_milli, lower, upper;
} ow_mps_column_of;

typedef struct ow_mps_entry_of {
    uint32_t row, column;
    int64_t value;
} ow_mps_entry_of;

/* One unit's people (item OW_NO_INDEX), or what it holds of one item. */
typedef struct ow_mps_commodity {
    uint32_t unit, item;
    int64_t quantity;
    int64_t late_milli; /* points of one late by a day; 0 where the unit pays none */
    uint32_t people; /* the commodity of the unit's people; itself for people; OW_NO_INDEX: none */
    uint8_t is_guard;
} ow_mps_commodity;

/* Missions whose load may mix: one fleet, link, direction, and party that their permissions are
 * bound to (OW_NO_INDEX: any may come on board). */
typedef struct ow_mps_group {
    uint32_t fleet, link, from, to, party;
    uint32_t
        convoy; /* groups that run in the same convoys have the same; OW_NO_INDEX: no convoys */
    ow_ride ride;
    int64_t lift_milli;
} ow_mps_group;

typedef struct ow_mps_mission {
    uint32_t group, permission, day, column;
} ow_mps_mission;

/* A way to leave on a day: a column of load, or of self. */
typedef struct ow_mps_move {
    uint32_t commodity, group; /* group OW_NO_INDEX: self */
    uint32_t link, from, to, day, travel_days, permission, column;
    int64_t crew; /* self: people of the unit who go with each */
} ow_mps_move;

/* Guards who go with a convoy and come back: `each` for every unit of the column. */
typedef struct ow_mps_away {
    uint32_t commodity, site, link, day, busy_days, column;
    int64_t each;
} ow_mps_away;

typedef struct ow_mps {
    const onward_scenario *scenario;
    ow_arena *arena;
    ow_times *times;
    uint32_t days;
    int failed;    /* memory ran out */
    int too_large; /* more than OW_MPS_ENTRIES_MAX entries */
    OW_VECTOR(ow_mps_row_of) rows;
    OW_VECTOR(ow_mps_column_of) columns;
    OW_VECTOR(ow_mps_entry_of) entries;
    OW_VECTOR(ow_mps_commodity) commodities;
    OW_VECTOR(ow_mps_group) groups;
    OW_VECTOR(ow_mps_mission) missions; /* by group, day, permission */
    uint32_t *missions_first;           /* [group * days + day], one more at the end */
    uint32_t convoys_count;             /* numbers in use in ow_mps_group.convoy */
    OW_VECTOR(ow_mps_move) moves;
    OW_VECTOR(ow_mps_away) aways;
    uint32_t *moves_by_day;    /* places in moves, by day of departure */
    uint32_t *moves_day_first; /* [day], one more at the end: into moves_by_day */
    uint32_t travel_days_max;
    int32_t *first_end; /* [commodity * sites + site] first day at whose end it may be there; -1:
                           from the start; days: never */
    uint32_t *stock;   /* [commodity * sites + site] column of day max(first_end, 0); days follow */
    uint32_t *balance; /* likewise, rows */
    uint32_t *leave;   /* likewise */
    uint32_t *open;    /* [site * days + day] column; OW_NO_INDEX outside the host country */
    uint8_t guard_ceilings; /* a ceiling on guards: more escorts than needed may then be of use */
} ow_mps;

/* Building blocks; on failure they set failed and return OW_NO_INDEX. */
uint32_t ow_mps_row(ow_mps *mps, char sense, int64_t right, uint8_t kind, const ow_mps_key *key);
uint32_t ow_mps_column(ow_mps *mps, int64_t cost_milli, int64_t upper, int integer, uint8_t kind,
                       const ow_mps_key *key);
void ow_mps_entry(ow_mps *mps, uint32_t row, uint32_t column, int64_t value);
void ow_mps_right(ow_mps *mps, uint32_t row, int64_t more);
void ow_mps_cost(ow_mps *mps, uint32_t column, int64_t more_milli);
void *ow_mps_array(ow_mps *mps, size_t count, size_t size); /* zeroed, in the arena */

/* Column of a stock at the end of a day, or OW_NO_INDEX where there can be none. */
uint32_t ow_mps_stock(const ow_mps *mps, uint32_t commodity, uint32_t site, uint32_t day);
/* Adds value × stock at the end of the day to a row; day -1 is the start (a constant). */
void ow_mps_add_stock(ow_mps *mps, uint32_t row, uint32_t commodity, uint32_t site, int64_t day,
                      int64_t value);
/* Whether people or items of the scenario are at the site at the start. */
int ow_mps_open_at_start(const ow_mps *mps, uint32_t site);
/* Most missions of the group's fleet, link and direction that the day can hold. */
int64_t ow_mps_missions_max(const ow_mps *mps, uint32_t group, uint32_t day);
/* Points of one person at the site at the end of the day. */
int64_t ow_mps_rate_milli(const ow_mps *mps, uint32_t site, uint32_t day);
int64_t ow_mps_crossing_milli(const ow_mps *mps, uint32_t link, uint32_t day);
/* Whether one of the commodity can be on board of the group's missions. */
int ow_mps_rides(const ow_mps *mps, uint32_t group, uint32_t commodity);

/* The parts, in the order in which they must be built. */
void ow_mps_groups(ow_mps *mps); /* commodities, groups, missions */
void ow_mps_flow(ow_mps *mps);   /* stocks, loads, self, fates, points of people and lateness */
void ow_mps_payload(ow_mps *mps);
void ow_mps_vehicles(ow_mps *mps);
void ow_mps_convoys(ow_mps *mps);
void ow_mps_capacity(ow_mps *mps); /* link, site, permission, people_max, pins */
void ow_mps_open(ow_mps *mps);     /* open, handover, close_by, precedence of sites */
void ow_mps_limits(ow_mps *mps);   /* limits and guards */
void ow_mps_units(ow_mps *mps);    /* precedence of units, windows, groups of people */

void ow_mps_write(ow_buffer *out, const ow_mps *mps);

#endif
