/* onward export SCENARIO [PLAN] --to FORMAT */
#include "cli/cli.h"

#include <string.h>

typedef struct format {
    const char *name;
    int needs_plan;
    onward_status (*write)(char **text, size_t *length, const onward_scenario *scenario,
                           const onward_plan *plan, onward_error *error);
} format;

static onward_status write_html(char **text, size_t *length, const onward_scenario *scenario,
                                const onward_plan *plan, onward_error *error) {
    return onward_export_html(text, length, scenario, plan, error);
}

static onward_status write_mps(char **text, size_t *length, const onward_scenario *scenario,
                               const onward_plan *plan, onward_error *error) {
    (void)plan;
    return onward_export_mps(text, length, scenario, error);
}

static const format formats[] = {
#define FORMAT(name, needs_plan, meaning) {#name, needs_plan, write_##name},
#include "cli/commands.def"
};

/* The word was checked against the list in commands.def, which holds a format for each. */
static const format *find_format(const char *name) {
    size_t i = 0;
    while (strcmp(formats[i].name, name) != 0) i++;
    return &formats[i];
}

static int write_out(const char *path, const char *text, size_t length) {
    onward_error error = {0};
    if (!path[0]) {
        (void)fwrite(text, 1, length, stdout); /* main looks at stdout's errors */
        return 0;
    }
    if (ow_cli_write_file(path, text, length, &error) != ONWARD_OK) return ow_cli_fail(&error);
    return 0;
}

int ow_cli_export(const ow_cli_args *args) {
    const format *form = find_format(ow_cli_text(args, "to"));
    onward_scenario *scenario = NULL;
    onward_plan *plan = NULL;
    onward_error error = {0};
    int64_t faults = 0;
    char *text = NULL;
    size_t length = 0;
    if (form->needs_plan && args->operands_count < 2)
        return ow_cli_usage("export", "--to %s needs SCENARIO and PLAN", form->name);
    int code = ow_cli_load_scenario(&scenario, args->operands[0]);
    if (code == 0 && form->needs_plan)
        code = ow_cli_load_plan(&plan, &faults, &error, args->operands[1], scenario);
    if (code == 0 && faults) code = ow_cli_fail(&error);
    if (code == 0 && form->write(&text, &length, scenario, plan, &error) != ONWARD_OK)
        code = ow_cli_fail(&error);
    if (code == 0) code = write_out(ow_cli_text(args, "out"), text, length);
    onward_text_free(text);
    onward_plan_free(plan);
    onward_scenario_free(scenario);
    return code;
}
