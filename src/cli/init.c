/* onward init FOLDER */
#include "cli/cli.h"

int ow_cli_init(const ow_cli_args *args) {
    onward_error error = {0};
    const char *folder = args->operands[0];
    if (onward_scenario_init(folder, &error) != ONWARD_OK) return ow_cli_fail(&error);
    printf("%s holds a small scenario. Try\n"
           "  onward validate %s\n"
           "  onward plan %s -o plan\n"
           "and change it into your own; `onward schema` says what each column means.\n",
           folder, folder, folder);
    return 0;
}
