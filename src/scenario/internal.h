/* The steps of loading, for load.c and the tests: each adds notices or fills its part of the
 * scenario. */
#ifndef ONWARD_SCENARIO_INTERNAL_H
#define ONWARD_SCENARIO_INTERNAL_H

#include "scenario/scenario.h"
#include "tables/notice.h"

/* Cells with a form of their own (group cell). */
void ow_scenario_check_cells(const ow_rows *rows, ow_notices *notices);
/* What one table's rows alone cannot tell but rows together can (group key). Tolerates rows with
 * errors: cells that were wrong are skipped. */
ow_status ow_scenario_check_rows(const ow_rows *rows, ow_notices *notices);

/* Sorted indexes of the ids; rows must be set. Everything below needs them. */
ow_status ow_scenario_index(onward_scenario *scenario);
/* Rows without errors to resolved structs. */
ow_status ow_scenario_resolve(onward_scenario *scenario);
/* The arrays by day. */
ow_status ow_scenario_spread(onward_scenario *scenario);
/* sha256. */
ow_status ow_scenario_identify(onward_scenario *scenario);

/* Does the scenario make sense (group cross). OW_NO_MEMORY, or OW_OK whatever was found. */
ow_status ow_scenario_check(const onward_scenario *scenario, ow_notices *notices);
/* Its parts: each thing by itself; limits; who can reach what; order and closings; pins. */
typedef struct ow_reach ow_reach;
void ow_scenario_check_things(const onward_scenario *scenario, ow_notices *notices);
ow_status ow_scenario_check_fleets(const onward_scenario *scenario, ow_notices *notices);
ow_status ow_scenario_check_limits(const onward_scenario *scenario, const ow_reach *reach,
                                   ow_notices *notices);
void ow_scenario_check_ways(const onward_scenario *scenario, const ow_reach *reach,
                            const ow_reach *unpermitted, ow_notices *notices);
ow_status ow_scenario_check_order(const onward_scenario *scenario, ow_notices *notices);
void ow_scenario_check_pins(const onward_scenario *scenario, ow_notices *notices);

/* Hours in thousandths to minutes, rounded up; OW_NONE to -1. */
int64_t ow_hours_to_minutes(int64_t hours_milli);
/* An interval of the tables in days of the horizon: *first > *last where it covers none of them. */
void ow_scenario_interval(const onward_scenario *scenario, int64_t from_date, int64_t to_date,
                          int64_t *first, int64_t *last);

#endif
