/* onward_export_mps: the exact planning model of a scenario as free MPS. docs/reference/mps.md
 * lists which rule became which rows. Cost: see mps.h; what is declared too large is refused, not
 * written in part. */
#include <onward/export.h>

#include "export/mps.h"

static void build(ow_mps *mps) {
    void (*const parts[])(ow_mps *) = {ow_mps_groups,   ow_mps_flow,    ow_mps_payload,
                                       ow_mps_vehicles, ow_mps_convoys, ow_mps_capacity,
                                       ow_mps_open,     ow_mps_limits,  ow_mps_units};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!mps->failed && !mps->too_large) parts[i](mps);
}

static void free_mps(ow_mps *mps) {
    OW_VECTOR_FREE(&mps->rows);
    OW_VECTOR_FREE(&mps->columns);
    OW_VECTOR_FREE(&mps->entries);
    OW_VECTOR_FREE(&mps->commodities);
    OW_VECTOR_FREE(&mps->groups);
    OW_VECTOR_FREE(&mps->missions);
    OW_VECTOR_FREE(&mps->moves);
    OW_VECTOR_FREE(&mps->aways);
    ow_arena_free(mps->arena);
}

onward_status onward_export_mps(char **text, size_t *length, const onward_scenario *scenario,
                                onward_error *error) {
    ow_mps mps = {.scenario = scenario, .days = scenario->days, .arena = ow_arena_new()};
    ow_buffer out = {0};
    ow_status status = OW_OK;
    mps.times = mps.arena ? ow_times_new(mps.arena, scenario) : NULL;
    mps.failed = mps.times == NULL;
    if (!mps.failed) build(&mps);
    if (mps.too_large) {
        status =
            ow_fail(error, OW_LIMIT, "shorten the horizon, or join units and items of one kind",
                    "the exact model has more than %u entries", OW_MPS_ENTRIES_MAX);
        goto cleanup;
    }
    if (!mps.failed) ow_mps_write(&out, &mps);
    if (mps.failed || out.failed) {
        status = ow_fail(error, OW_NO_MEMORY, "", "memory ran out while writing the exact model");
        goto cleanup;
    }
    *text = out.data;
    *length = out.length;
    out = (ow_buffer){0};
cleanup:
    ow_buffer_free(&out);
    free_mps(&mps);
    return status;
}
