/* The cheapest way for more of a commodity, in the days × sites network with what is left of every
 * resource: one forward pass over the days, O(days × (sites + options)). */
#ifndef ONWARD_SEARCH_PATH_H
#define ONWARD_SEARCH_PATH_H

#include "search/room.h"

/* What guides a path beyond true points; all in points, all may be zero. */
typedef struct ow_guide {
    const double
        *mission_price;  /* [option * days + day] price of a mission's resources; NULL: none */
    double blend;        /* how much of it counts */
    double *item_points; /* [site * days + day] what an item pays to wait there; NULL: nothing */
    double over;         /* points of one over a ceiling, or past close_by, for a day */
} ow_guide;

typedef struct ow_path_query {
    uint32_t commodity;
    uint32_t first_day, last_day; /* leaves its first site within these days */
    int closing;                  /* the last people of the first site leave together */
    int self_crew;                /* items: crews are there to drive them from the first site on */
    const ow_pin *pin;            /* NULL, or: the path must contain this movement */
    uint32_t start_site, start_day; /* OW_NO_INDEX, or: crews continue from here on this day */
    ow_guide guide;
} ow_path_query;

typedef struct ow_path {
    ow_batch batch;        /* hops after the start; quantity not set */
    int32_t quantity_most; /* rooms of sites and vehicles let so many go */
    int32_t self_hops;     /* leading hops that go self */
    double points;         /* of one, guided */
} ow_path;

typedef struct ow_pathfinder ow_pathfinder;

ow_pathfinder *ow_pathfinder_new(const ow_grid *grid); /* NULL on exhaustion */
void ow_pathfinder_free(ow_pathfinder *finder);
/* Forgets what was blocked, for a new commodity. */
void ow_pathfinder_clear(ow_pathfinder *finder);
/* Keeps an option from being used on a day until cleared. */
void ow_pathfinder_block(ow_pathfinder *finder, uint32_t option, uint32_t day);
/* 1 and *path, or 0 if staying is cheapest or nothing is possible. */
int ow_pathfinder_find(ow_path *path, ow_pathfinder *finder, ow_state *state,
                       const ow_path_query *query);

#endif
