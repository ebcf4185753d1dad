/* What follows from a plan's movements, fates and convoys: stocks at the end of each day, closings,
 * levels, last day out, points. docs/reference/rules.md is the source; src/check has its own and
 * shares nothing.
 *
 * All of it stands a plan that is wrong in any way: rows with indexes out of range are passed over,
 * days outside the horizon are cut off, and sums saturate. What is derived from a wrong plan is
 * then of no worth, but nothing breaks. */
#ifndef ONWARD_PLAN_DERIVE_H
#define ONWARD_PLAN_DERIVE_H

#include "plan/plan.h"
#include "plan/times.h"

/* People, guards and items at the end of each day, [site * days + day]; escorts away are still
 * people of their site, but no guards. `exposed`: people at the site and those on the way who pay
 * its rate. The country's: over host sites; people and guards on the way over links touching the
 * host included. */
typedef struct ow_stock {
    uint32_t sites_count, days;
    int64_t *people, *guards, *items, *exposed;
    int64_t *country_people, *country_guards; /* [day] */
} ow_stock;

/* What a plan costs, in parts; thousandths of a point. */
typedef struct ow_points {
    int64_t exposure, crossing, open, lift, fates, lateness;
    int64_t total;
    int64_t missions; /* counted while at it */
} ow_points;

/* Fills closings, levels, last_out_day, points_milli and gap_percent_milli from movements, fates,
 * convoys and bound_points_milli. What it replaces stays in the plan's arena until that is freed.
 * O(movements + sites × days + fleets × links log links). On failure the plan is unchanged. */
ow_status ow_plan_derive(onward_plan *plan, const onward_scenario *scenario, ow_error *error);

/* The parts of it. Each returns 0 only when memory ran out. */
int ow_stock_fill(ow_stock *stock, ow_arena *arena, const onward_plan *plan,
                  const onward_scenario *scenario, ow_times *times);
int ow_closings_derive(ow_closing **closings, uint32_t *count, ow_arena *arena,
                       const onward_scenario *scenario, const ow_stock *stock);
int ow_levels_derive(ow_level **levels, uint32_t *count, ow_arena *arena,
                     const onward_scenario *scenario, const ow_stock *stock);
int ow_points_derive(ow_points *points, ow_arena *arena, const onward_plan *plan,
                     const onward_scenario *scenario, const ow_stock *stock, ow_times *times);
/* Latest arrival over a link touching the host, or INT32_MIN. */
int32_t ow_last_out_derive(const onward_plan *plan, const onward_scenario *scenario);
/* ⌈1000 × 100 × (points - bound) / points⌉, 0 if points are 0. */
int64_t ow_gap_derive(int64_t points_milli, int64_t bound_points_milli);

/* Whether every index of a row is known; only such rows count. */
int ow_movement_known(const ow_movement *movement, const onward_scenario *scenario);
int ow_fate_known(const ow_fate_row *fate, const onward_scenario *scenario);
/* Whether people or items are at the site at the end of the day. */
static inline int ow_stock_open(const ow_stock *stock, uint32_t site, uint32_t day) {
    size_t place = (size_t)site * stock->days + day;
    return stock->people[place] > 0 || stock->items[place] > 0;
}

#endif
