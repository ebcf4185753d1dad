/* The operands of most commands. A scenario with errors is not only refused: all that is wrong is
 * said. */
#include "cli/cli.h"

static int say_all(const char *path) {
    onward_error error = {0};
    onward_report *report = NULL;
    char *text = NULL;
    if (onward_validate(&report, path, &error) != ONWARD_OK) return ow_cli_fail(&error);
    if (onward_report_text(&text, report, &error) == ONWARD_OK) fputs(text, stderr);
    onward_text_free(text);
    onward_report_free(report);
    return onward_status_exit_code(ONWARD_NO);
}

int ow_cli_load_scenario(onward_scenario **scenario, const char *path) {
    onward_error error = {0};
    onward_status status = onward_scenario_load(scenario, path, &error);
    if (status == ONWARD_OK) return 0;
    return status == ONWARD_INPUT ? say_all(path) : ow_cli_fail(&error);
}

int ow_cli_load_plan(onward_plan **plan, int64_t *faults, onward_error *first_fault,
                     const char *path, const onward_scenario *scenario) {
    onward_error error = {0};
    *faults = 0;
    if (onward_plan_read(plan, path, scenario, faults, &error) != ONWARD_OK)
        return ow_cli_fail(&error);
    *first_fault = error;
    return 0;
}
