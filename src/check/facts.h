/* struct ow_facts: what the rules look at, derived once from scenario and plan, read-only
 * afterwards. Rows that point nowhere (rule `reference`) are left out of everything (usable = 0),
 * so that no rule can be led outside an array by what a plan says.
 *
 * A commodity is what moves as one kind: the people of unit u (commodity u), or one unit's items of
 * one kind (commodity units_count + h, h the first holding of that unit and item). Levels are [site
 * * days + day], at the day's end. */
#ifndef ONWARD_CHECK_FACTS_H
#define ONWARD_CHECK_FACTS_H

#include "check/report.h"
#include "check/wide.h"

#define OW_QUANTITY_MAX INT64_C(10000000) /* of a row; what schema.def allows */
#define OW_VEHICLE_MAX 100000u /* of a vehicle's or a trip's number; what schema.def allows */
#define OW_NEVER INT32_MAX     /* a closing day: does not close */

/* How long a fleet takes over a link, one way. */
typedef struct ow_trip {
    int64_t way_min, cycle_min;
    int32_t lag_days;  /* L: arrives at the end of day departure + L - 1 */
    int32_t busy_days; /* B */
} ow_trip;

/* Rows of one fleet, vehicle, day and trip: order[first .. first + count - 1]. What the rows should
 * have in common is that of the first row; mixed says that they do not. */
typedef struct ow_mission {
    uint32_t first, count;
    uint32_t fleet, vehicle, link, from_site, to_site, convoy, permission;
    int32_t depart, arrive, busy_days;
    int64_t cycle_min;
    uint8_t served; /* the fleet may serve the link */
    uint8_t mixed;
} ow_mission;

typedef struct ow_convoy_fact {
    uint32_t missions;     /* that name it */
    uint32_t fleet;        /* of the first one; OW_NO_INDEX: none names it */
    int32_t busy_days;     /* of the first one's vehicle; 1 if there is none */
    int64_t riding_guards; /* people of capability guard on board */
} ow_convoy_fact;

struct ow_series_table; /* series.h */

struct ow_facts {
    const onward_scenario *scenario;
    const onward_plan *plan;
    ow_arena *arena; /* owns the arrays */
    uint32_t days;
    /* rows */
    uint8_t *usable;          /* [movement] */
    uint8_t *fate_usable;     /* [fate row] */
    uint8_t *convoy_usable;   /* [convoy] */
    uint32_t *commodity;      /* [movement] */
    uint32_t *fate_commodity; /* [fate row] */
    int32_t *arrive; /* [movement] by our own reckoning; for people who go self as the plan says */
    /* commodities */
    uint32_t commodities_count;
    int64_t *quantity;       /* [commodity] at the start */
    uint32_t *holding_order; /* holdings by (unit, item), first of a kind first */
    /* missions */
    uint32_t *order;
    uint32_t missions_count;
    ow_mission *missions; /* by fleet, vehicle, day, trip */
    uint32_t self_count;
    uint32_t *self_rows;     /* usable movements of fleet self */
    ow_convoy_fact *convoys; /* [convoy] */
    /* levels */
    int64_t *people, *guards, *items; /* of any capability; of guard (escorts included); items */
    int64_t *away;                    /* guards away as escorts, at the site that they count at */
    int64_t
        *way; /* people on the way on links that touch the host, at the site whose rate they pay */
    int64_t *way_guards;    /* [day] of them guards, over all sites */
    uint8_t *open;          /* people or items are there (any site, in the host or not) */
    uint8_t *open_at_start; /* [site] */
    int32_t *closing;       /* [site] first closed day of a site that closes once; OW_NEVER */
    uint8_t *ever_open;     /* [site] at the start, or on some day */
    struct ow_series_table *series;
    int64_t *host_people, *host_items, *host_away, *host_way,
        *host_open; /* [day] sums over host sites */
    /* units: first and last departure of people (of items if there are no people) from the first
     * site */
    int32_t *first_out, *last_out; /* [unit] OW_NEVER: none */
    ow_wide late_points;
};

/* Index of the commodity, or OW_NO_INDEX if the unit holds no such item. */
uint32_t ow_facts_commodity(const ow_facts *facts, uint32_t unit, uint32_t item);
static inline const ow_movement *ow_facts_row(const ow_facts *facts, const ow_mission *mission,
                                              uint32_t place) {
    return &facts->plan->movements[facts->order[mission->first + place]];
}
/* Vehicles on the link that a self row stands for: items count one each, people none. */
static inline int64_t ow_self_vehicles(const ow_movement *row) {
    return row->item == OW_NO_INDEX ? 0 : row->quantity;
}

/* The stages, in this order. Each reports what only it can see. */
ow_status ow_facts_commodities(ow_facts *facts);                  /* commodities.c */
ow_status ow_check_reference(ow_facts *facts, ow_report *report); /* check_reference.c */
ow_status ow_facts_missions(ow_facts *facts, ow_error *error);    /* missions.c */
ow_status ow_check_stock(ow_facts *facts, ow_report *report);     /* stock.c */
ow_status ow_facts_levels(ow_facts *facts);                       /* levels.c */

#endif
