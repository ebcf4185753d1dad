/* From a folder or .zip of tables to struct onward_scenario. */
#ifndef ONWARD_SCENARIO_LOAD_H
#define ONWARD_SCENARIO_LOAD_H

#include "scenario/scenario.h"
#include "tables/notice.h"
#include "tables/source.h"

/* Reads, checks and resolves. OW_OK if no ERROR notice was added; OW_INPUT if one was (error is the
 * first of them); OW_IO, OW_NO_MEMORY. *out is set on OW_OK only; free it with ow_scenario_free.
 * Linear in rows, but for sorting the ids, plus days × (sites + links + fleets). */
ow_status ow_scenario_load(onward_scenario **out, const char *path, ow_notices *notices,
                           ow_error *error);
ow_status ow_scenario_load_source(onward_scenario **out, ow_source *source, ow_notices *notices,
                                  ow_error *error);
void ow_scenario_free(onward_scenario *scenario); /* NULL allowed */

#endif
