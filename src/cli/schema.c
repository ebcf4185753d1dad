/* onward schema */
#include "cli/cli.h"

#include <string.h>

int ow_cli_schema(const ow_cli_args *args) {
    onward_error error = {0};
    char *text = NULL;
    int is_package = ow_cli_flag(args, "datapackage");
    if (is_package && ow_cli_flag(args, "markdown"))
        return ow_cli_usage("schema", "--markdown and --datapackage exclude each other");
    onward_schema_group group =
        strcmp(ow_cli_text(args, "of"), "plan") ? ONWARD_SCHEMA_SCENARIO : ONWARD_SCHEMA_PLAN;
    onward_status status = is_package ? onward_schema_datapackage(&text, group, &error)
                                      : onward_schema_markdown(&text, &error);
    if (status != ONWARD_OK) return ow_cli_fail(&error);
    ow_cli_put(text);
    return 0;
}
