/* Improvement by tearing up and rebuilding (ruin and recreate; Schrimpf et al. 2000). */
#ifndef ONWARD_SEARCH_IMPROVE_H
#define ONWARD_SEARCH_IMPROVE_H

#include "search/construct.h"

enum {
#define NEIGHBOURHOOD(name, weight, meaning) OW_NEIGHBOURHOOD_##name,
#include "search/neighbourhood.def"
#undef NEIGHBOURHOOD
    OW_NEIGHBOURHOOD_COUNT
};

/* One virtual worker: its state, its finder, its random stream. Deterministic. */
typedef struct ow_worker {
    ow_state *state, *best; /* now, and the best so far */
    int64_t violation, best_violation;
    ow_pathfinder *finder;
    ow_random random;
    const double *mission_price; /* [option * days + day]; NULL: none */
    double *item_points;         /* [site * days + day] see ow_guide; the worker's own */
    const double *closing;       /* [site] closing days as the prices have them; NULL: none */
    double temperature;          /* points by which a worse plan may be taken on */
    const int *cancel;
    const char *source; /* what brought the best */
    int64_t tried[OW_NEIGHBOURHOOD_COUNT], gained[OW_NEIGHBOURHOOD_COUNT];
} ow_worker;

/* Builds a plan from nothing into worker->state; noise and shuffling only if chance is not 0. */
void ow_improve_start(ow_worker *worker, double noise, double blend);
/* Tears up and rebuilds until the state's ticks reach a limit. */
void ow_improve_run(ow_worker *worker, int64_t ticks_limit);
/* Takes another worker's best as state and best. */
void ow_improve_adopt(ow_worker *worker, const ow_worker *from);

#endif
