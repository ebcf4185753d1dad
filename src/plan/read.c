/* Reads a plan's folder: its tables, then its proof. Texts stay in the plan's arena, since ids
 * point into them. A proof that cannot be read is as good as none, and is said. */
#include "plan/io.h"
#include "plan/proof_json.h"
#include "tables/read.h"

static ow_status read_proof(onward_plan *plan, ow_source *source, const onward_scenario *scenario,
                            ow_notices *notices, ow_error *error) {
    char *text = NULL;
    size_t length = 0;
    OW_TRY(ow_source_read(&text, &length, source, "proof.json", OW_PROOF_BYTES_MAX, plan->arena,
                          error));
    if (!text) return OW_OK;
    ow_error fault = {0};
    ow_status status = ow_proof_read(&plan->proof, text, length, scenario, plan->arena, &fault);
    if (status == OW_OK) return OW_OK;
    plan->proof = NULL;
    if (status != OW_INPUT && status != OW_LIMIT) {
        if (error) *error = fault;
        return status;
    }
    ow_notice_add(notices, OW_NOTICE_bad_proof, "proof.json", fault.row, fault.column, "",
                  fault.hint, "%s", fault.message);
    return notices->failed ? OW_NO_MEMORY : OW_OK;
}

static ow_status fill(onward_plan *plan, ow_source *source, const onward_scenario *scenario,
                      ow_notices *notices, ow_error *error) {
    ow_rows rows = {0};
    /* OW_INPUT: some cells are wrong. The plan is read all the same, for the checker to judge. */
    ow_status status =
        ow_rows_read_source(&rows, OW_GROUP_PLAN, source, notices, plan->arena, error);
    if (status != OW_OK && status != OW_INPUT) return status;
    if (rows.plan.count == 0 && status == OW_INPUT) return status;
    OW_TRY(ow_plan_from_rows(plan, &rows, scenario, notices, error));
    return read_proof(plan, source, scenario, notices, error);
}

ow_status ow_plan_read_source(onward_plan **out, ow_source *source, const onward_scenario *scenario,
                              ow_notices *notices, ow_error *error) {
    onward_plan *plan = ow_plan_new();
    if (!plan) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was read");
    ow_status status = fill(plan, source, scenario, notices, error);
    if (status == OW_OK)
        *out = plan;
    else
        ow_plan_free(plan);
    return status;
}

ow_status ow_plan_read(onward_plan **out, const char *folder, const onward_scenario *scenario,
                       ow_notices *notices, ow_error *error) {
    ow_source *source = NULL;
    OW_TRY(ow_source_open(&source, folder, error));
    ow_status status = ow_plan_read_source(out, source, scenario, notices, error);
    ow_source_close(source);
    return status;
}
