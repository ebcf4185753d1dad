/* The planner: from a scenario to the best plan found, with its proved bound.
 * Threads: one call plans one scenario; several calls may run at once on different or equal
 * scenarios. The same scenario, seed and work limit give the same plan, whatever the number of
 * threads; a time limit or a cancel gives up that promise (the plan is right all the same). */
#ifndef ONWARD_PLANNER_H
#define ONWARD_PLANNER_H

#include <onward/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One line of progress. points_milli is -1 before the first plan. */
typedef struct onward_progress {
    double seconds;
    /* What brought it: "start", "bound", "construct", a neighbourhood's name, "end". */
    const char *source;
    int64_t points_milli;       /* of the best plan so far */
    int64_t bound_points_milli; /* best bound so far, as the planner reckons it */
    double gap_percent;         /* 100 × (points - bound) / points; -1 before the first plan */
    char last_out_date[11];     /* "YYYY-MM-DD", "" if unknown */
    int64_t memory_bytes;       /* peak resident size of the process */
    int64_t ticks;              /* work done */
} onward_progress;

#define ONWARD_PLANNER_OPTIONS_VERSION 1
typedef struct onward_planner_options {
    uint32_t version;    /* ONWARD_PLANNER_OPTIONS_VERSION */
    uint64_t seed;       /* 1 */
    uint32_t threads;    /* 1..64; 0: as many as there are processors */
    double gap_percent;  /* stop once the gap is at most this; 0: never for that reason */
    double time_limit_s; /* wall clock; 0: none */
    int64_t work_limit;  /* ticks; 0: the default, about half a minute of two cores */
    void (*progress)(void *context,
                     const onward_progress *progress); /* NULL: none; called from one thread */
    void *context;
    const int *cancel; /* NULL, or read now and then: not 0 means stop and return the best so far */
} onward_planner_options;

#define ONWARD_PLANNER_OPTIONS_INIT                                                                \
    { ONWARD_PLANNER_OPTIONS_VERSION, 1, 0, 0, 0, 0, 0, 0, 0 }

/* Plans. *plan is owned by the caller (onward_plan_free). Status:
 *   ONWARD_OK          a plan (if gap_percent was asked for, it was reached)
 *   ONWARD_GAP         a plan, but the gap asked for was not reached
 *   ONWARD_INFEASIBLE  proved: no plan can meet the demands (error says which)
 *   ONWARD_LIMIT       no plan found within the limits
 *   ONWARD_CANCELLED   cancelled before the first plan; after it, ONWARD_OK or ONWARD_GAP
 * The plan's bound_points is what onward_check recomputes from its proof. */
ONWARD_API onward_status onward_plan_make(onward_plan **plan, const onward_scenario *scenario,
                                          const onward_planner_options *options,
                                          onward_error *error);

#ifdef __cplusplus
}
#endif
#endif
