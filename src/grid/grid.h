/* struct ow_grid: a scenario as the planner sees it: days × sites × options, in flat arrays.
 *
 * An option is one way to move on any day: a fleet (or self at one speed) over a link in a
 * direction under a permission (or none). A commodity is one unit's people or one of its holdings.
 * Commodities of one class share every cost but where they start, so that one backward recursion
 * serves them all.
 *
 * Everything is derived from struct onward_scenario by docs/reference/rules.md (section Times and
 * Points), with none of the checker's code. Read-only once built; threads share it. Memory
 * O(options × days + sites × days + classes). */
#ifndef ONWARD_GRID_GRID_H
#define ONWARD_GRID_GRID_H

#include "base/status.h"
#include "scenario/scenario.h"

typedef struct ow_option {
    uint32_t link, from, to;
    uint8_t backward;         /* 1: from the link's to_site to its from_site */
    uint32_t fleet;           /* or OW_SELF */
    uint32_t permission;      /* OW_NO_INDEX: none needed */
    uint32_t party;           /* only for commodities of this party; OW_NO_INDEX: any */
    int64_t drive_milli_km_h; /* self: speed of the items it is for; else 0 */
    uint32_t lag;             /* L: arrives at the end of day d + lag - 1 */
    uint32_t busy;            /* B: vehicle-days taken, from the departure day */
    int64_t cycle_min;        /* c; 0 for self */
    int64_t lift_milli;       /* points of one mission */
    int64_t people_max, payload_kg, area_milli_m2; /* of one vehicle; OW_UNLIMITED: does not bind */
    uint8_t escorted;                              /* 1: runs in escorted convoys */
} ow_option;

typedef struct ow_class {
    uint32_t item;       /* OW_NO_INDEX: people */
    uint32_t capability; /* of people; 0 for items */
    uint8_t is_guard;    /* people of capability guard */
    uint32_t party;
    uint32_t destination; /* OW_NO_INDEX: none */
    uint8_t pays_late;
    uint32_t due_day;               /* as in ow_unit; OW_NO_INDEX: late from day 0 */
    int64_t late_milli;             /* points of one late by a day */
    int64_t mass_kg, area_milli_m2; /* of one; 0 for people */
    int64_t fates;                  /* allowed bits; 1 << OW_FATE_return for people */
    int64_t quantity;               /* over all its commodities */
    uint8_t self_people; /* people: some unit of the class has items that drive with crew */
} ow_class;

typedef struct ow_commodity {
    uint32_t unit, item; /* item OW_NO_INDEX: people */
    uint32_t holding;    /* OW_NO_INDEX for people */
    uint32_t key;        /* as in price.def: people of unit u: u; holding h: units_count + h */
    uint32_t class_index;
    uint32_t site; /* where it starts */
    uint32_t ready_day;
    int64_t quantity;
} ow_commodity;

typedef struct ow_grid {
    const onward_scenario *scenario;
    ow_arena *arena;
    uint32_t days;
    uint32_t options_count, classes_count, commodities_count;
    ow_option *options;        /* grouped by from site */
    uint32_t *options_of_site; /* [sites_count + 1]: options of site s are [s] .. [s+1] - 1 */
    uint8_t *open;             /* [option * days + day]: may depart, as far as its own row goes */
    ow_class *classes;
    ow_commodity *commodities;
    int64_t *rate_milli;     /* [site * days + day]: exposure of one person at the end of the day */
    int64_t *crossing_milli; /* [link * days + day]: of one person, by departure day */
    uint32_t lag_max, busy_max;
} ow_grid;

ow_status ow_grid_build(ow_grid **out, const onward_scenario *scenario, ow_error *error);
void ow_grid_free(ow_grid *grid);

/* Whether commodities of a class may use an option at all: party, capacity for one, self, fates. */
int ow_grid_fits(const ow_grid *grid, const ow_class *class, const ow_option *option);
/* Points of one being late at the end of day d when it is not at its destination (0 if not due). */
int64_t ow_grid_late_milli(const ow_class *class, uint32_t day);
/* Exposure of one person on the way over option o at the end of day d (0 if the link does not touch
 * the host). */
int64_t ow_grid_way_milli(const ow_grid *grid, const ow_option *option, uint32_t day);
/* How many of a class fit into one empty vehicle of the option (self: 1). */
int64_t ow_grid_load_max(const ow_class *class, const ow_option *option);

#endif
