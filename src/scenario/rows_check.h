/* What the checks of rows against rows share: the rows, and each kind's ids (value: row). */
#ifndef ONWARD_SCENARIO_ROWS_CHECK_H
#define ONWARD_SCENARIO_ROWS_CHECK_H

#include "base/status.h"
#include "base/text.h"
#include "tables/notice.h"
#include "tables/rows.h"

typedef struct ow_rows_check {
    const ow_rows *rows;
    ow_notices *notices;
    ow_lookup parties, sites, links, fleets, units, items, permissions;
} ow_rows_check;

/* Rows that must not meet: the same pair twice, intervals that overlap, permissions that amend each
 * other in a ring. OW_NO_MEMORY, or OW_OK whatever was found. */
ow_status ow_scenario_check_pairs(ow_rows_check *check);

#endif
