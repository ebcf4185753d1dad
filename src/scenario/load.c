/* The pipeline: read, check the rows together, resolve, check the sense. Each step needs the one
 * before to have found no error; what was skipped for that reason is said in the notices. */
#include "scenario/load.h"

#include "scenario/internal.h"
#include "tables/read.h"

#include <stdlib.h>

static ow_status no_memory(ow_error *error) {
    return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while loading the scenario");
}

static ow_status fill(onward_scenario *s, ow_source *source, ow_notices *notices, ow_error *error) {
    ow_status read =
        ow_rows_read_source(&s->rows, OW_GROUP_SCENARIO, source, notices, s->arena, error);
    if (read != OW_OK && read != OW_INPUT) return read;
    ow_scenario_check_cells(&s->rows, notices);
    if (ow_scenario_check_rows(&s->rows, notices) != OW_OK) return no_memory(error);
    if (notices->errors > 0) {
        ow_notices_skip(
            notices, OW_NOTICE_GROUP_cross,
            "errors were found before: whether the scenario makes sense was not checked");
        return ow_notices_error(notices, error);
    }
    if (ow_scenario_resolve(s) != OW_OK || ow_scenario_spread(s) != OW_OK ||
        ow_scenario_identify(s) != OW_OK || ow_scenario_check(s, notices) != OW_OK)
        return no_memory(error);
    if (notices->failed) return no_memory(error);
    return notices->errors > 0 ? ow_notices_error(notices, error) : OW_OK;
}

ow_status ow_scenario_load_source(onward_scenario **out, ow_source *source, ow_notices *notices,
                                  ow_error *error) {
    ow_arena *arena = ow_arena_new();
    onward_scenario *s = arena ? OW_NEW(arena, onward_scenario) : NULL;
    if (!s) {
        ow_arena_free(arena);
        return no_memory(error);
    }
    s->arena = arena;
    ow_status status = fill(s, source, notices, error);
    if (status == OW_OK)
        *out = s;
    else
        ow_scenario_free(s);
    return status;
}

ow_status ow_scenario_load(onward_scenario **out, const char *path, ow_notices *notices,
                           ow_error *error) {
    ow_source *source = NULL;
    OW_TRY(ow_source_open(&source, path, error));
    ow_status status = ow_scenario_load_source(out, source, notices, error);
    ow_source_close(source);
    return status;
}

/* The scenario itself lives in its arena. */
void ow_scenario_free(onward_scenario *scenario) {
    if (scenario) ow_arena_free(scenario->arena);
}
