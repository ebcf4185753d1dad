/* The parts of a plan's summary (onward/plan.h), each in a file of its own. Texts and arrays live
 * in the arena, which goes with the summary. Each part returns 0 only when memory ran out. */
#ifndef ONWARD_PLAN_SUMMARY_H
#define ONWARD_PLAN_SUMMARY_H

#include "plan/derive.h"

#include <onward/plan.h>

typedef struct ow_summing {
    onward_summary *out;
    ow_arena *arena;
    const onward_plan *plan;
    const onward_scenario *scenario;
    ow_times *times;
    ow_stock stock;
    uint32_t *missions; /* first movement of each */
    uint32_t missions_count;
    uint32_t *convoy_fleet; /* [convoy]; filled when the first limit needs it */
} ow_summing;

int ow_summary_sites(ow_summing *s);    /* summary_sites.c: closings, stays, strengths */
int ow_summary_modes(ow_summing *s);    /* summary_modes.c: movements by mode, fates */
int ow_summary_late(ow_summing *s);     /* summary_late.c */
int ow_summary_bindings(ow_summing *s); /* summary_bindings.c: everything but limits */
/* summary_limits.c: days on which a limit has no room, [limit] in days/first/last. */
int ow_summary_limit(ow_summing *s, const ow_limit *limit, int64_t *days, uint32_t *first,
                     uint32_t *last);
/* "96.9" of 96912 with one decimal, rounded up; out has 32 bytes. */
void ow_summary_percent(char out[32], int64_t milli);
void ow_summary_date(char out[11], const ow_summing *s, int64_t day);

#endif
