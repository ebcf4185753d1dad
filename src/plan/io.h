/* Plans in folders: plan.csv, movements.csv, convoys.csv, closings.csv, fates.csv, levels.csv,
 * proof.json.
 *
 * Reading takes a plan that may be wrong in every way, so that src/check can say how: an id that
 * the scenario does not know becomes OW_NO_INDEX, or OW_NOT_USABLE where OW_NO_INDEX has a meaning
 * (item, convoy, permission, escort unit); a cell that cannot be read becomes a day or a quantity
 * that breaks the rule `reference`. Each gives an ERROR notice with file, row and column. Nothing
 * wrong becomes something right.
 *
 * Writing puts a whole folder beside the target and swaps the two, so that a reader never sees half
 * a plan. */
#ifndef ONWARD_PLAN_IO_H
#define ONWARD_PLAN_IO_H

#include "plan/plan.h"
#include "tables/notice.h"
#include "tables/source.h"

/* OW_OK: a plan, perhaps with ERROR notices. OW_INPUT: there is no plan.csv with one row. OW_IO,
 * OW_NO_MEMORY, OW_LIMIT as for tables. *out is unchanged on failure; ow_plan_free it otherwise.
 * O(rows log ids). */
ow_status ow_plan_read(onward_plan **out, const char *folder, const onward_scenario *scenario,
                       ow_notices *notices, ow_error *error);
/* The same from an open source (memory, for tests and fuzzing). */
ow_status ow_plan_read_source(onward_plan **out, ow_source *source, const onward_scenario *scenario,
                              ow_notices *notices, ow_error *error);
/* Replaces the folder whole or not at all. Refuses (OW_IO) what exists and is neither a plan nor an
 * empty folder. Files of other names in the old folder are carried over. Levels are derived if
 * there are none. OW_INPUT if the plan names what the scenario does not know. */
ow_status ow_plan_write(const onward_plan *plan, const onward_scenario *scenario,
                        const char *folder, ow_error *error);
/* OW_OK if ow_plan_write would take the folder; OW_IO if not. Writes nothing. */
ow_status ow_plan_target(const char *folder, ow_error *error);
/* An empty plan in an arena of its own, ids NULL, no days; NULL when memory ran out. */
onward_plan *ow_plan_new(void);
void ow_plan_free(onward_plan *plan); /* NULL allowed */

/* The parts of it (rows_in.c, rows_out.c). rows and their texts must live as long as the plan. */
ow_status ow_plan_from_rows(onward_plan *plan, const ow_rows *rows, const onward_scenario *scenario,
                            ow_notices *notices, ow_error *error);
ow_status ow_plan_to_rows(ow_rows *rows, ow_arena *arena, const onward_plan *plan,
                          const onward_scenario *scenario, ow_error *error);

#endif
