/* The planner's bound: prices on the rows that couple movements, raised by a first-order method
 * until the Lagrangian value stops growing (docs/reference/bound.md says what is bounded,
 * docs/explanation/engine.md how). Doubles throughout: what is reported is what the checker
 * recomputes from the rounded prices. */
#ifndef ONWARD_BOUND_BOUND_H
#define ONWARD_BOUND_BOUND_H

#include "base/pool.h"
#include "grid/grid.h"
#include "plan/proof.h"

typedef struct ow_bound ow_bound;

/* iterations_total sets the schedule of step and temperature. */
ow_status ow_bound_new(ow_bound **out, const ow_grid *grid, uint32_t iterations_total,
                       ow_error *error);
void ow_bound_free(ow_bound *bound);
/* Goes on for some iterations. Same result whatever the pool's threads. */
void ow_bound_run(ow_bound *bound, uint32_t iterations, ow_pool *pool, const int *cancel);
double ow_bound_best(const ow_bound *bound); /* points; the best value so far */
int64_t ow_bound_ticks(const ow_bound *bound);
/* [option * days + day] points: price of what one mission takes, without its lift, at the best
 * prices. */
const double *ow_bound_mission_prices(const ow_bound *bound);
/* [site] closing days at the present prices, on the average of the soft minimum; days: never. */
void ow_bound_closings(double *closing, const ow_bound *bound);
/* The best prices, rounded to thousandths, in the arena. */
ow_status ow_bound_proof(ow_proof **out, const ow_bound *bound, ow_arena *arena, ow_error *error);

#endif
