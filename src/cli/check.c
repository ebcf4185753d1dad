/* onward check SCENARIO PLAN: exit 0 only if every cell could be read and no rule is broken. */
#include "cli/cli.h"

/* What could not be read at all comes first: it is why the rule `reference` is broken. */
static void say_faults(int64_t faults, const onward_error *first) {
    fprintf(stderr, "%lld cell%s of the plan cannot be understood; the first:\n", (long long)faults,
            faults == 1 ? "" : "s");
    (void)ow_cli_fail(first);
}

static int check(const ow_cli_args *args, const onward_scenario *scenario, const onward_plan *plan,
                 int64_t faults) {
    onward_error error = {0};
    onward_verdict *verdict = NULL;
    char *text = NULL;
    if (onward_check(&verdict, scenario, plan, &error) != ONWARD_OK) return ow_cli_fail(&error);
    int code = 0;
    onward_status status = ow_cli_flag(args, "json") ? onward_verdict_json(&text, verdict, &error)
                                                     : onward_verdict_text(&text, verdict, &error);
    if (status != ONWARD_OK)
        code = ow_cli_fail(&error);
    else
        ow_cli_put(text);
    if (code == 0 && (faults || !onward_verdict_right(verdict)))
        code = onward_status_exit_code(ONWARD_NO);
    onward_verdict_free(verdict);
    return code;
}

int ow_cli_check(const ow_cli_args *args) {
    onward_scenario *scenario = NULL;
    onward_plan *plan = NULL;
    onward_error fault = {0};
    int64_t faults = 0;
    int code = ow_cli_load_scenario(&scenario, args->operands[0]);
    if (code == 0) code = ow_cli_load_plan(&plan, &faults, &fault, args->operands[1], scenario);
    if (code == 0 && faults) say_faults(faults, &fault);
    if (code == 0) code = check(args, scenario, plan, faults);
    onward_plan_free(plan);
    onward_scenario_free(scenario);
    return code;
}
