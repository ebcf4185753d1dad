/* onward validate SCENARIO */
#include "cli/cli.h"

int ow_cli_validate(const ow_cli_args *args) {
    onward_error error = {0};
    onward_report *report = NULL;
    char *text = NULL;
    int code = 0;
    if (onward_validate(&report, args->operands[0], &error) != ONWARD_OK)
        return ow_cli_fail(&error);
    onward_status status = ow_cli_flag(args, "json") ? onward_report_json(&text, report, &error)
                                                     : onward_report_text(&text, report, &error);
    if (status != ONWARD_OK)
        code = ow_cli_fail(&error);
    else
        ow_cli_put(text);
    if (code == 0 && onward_report_errors(report) > 0) code = onward_status_exit_code(ONWARD_NO);
    onward_report_free(report);
    return code;
}
