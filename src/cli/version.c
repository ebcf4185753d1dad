/* onward version */
#include "cli/cli.h"

int ow_cli_version(const ow_cli_args *args) {
    if (ow_cli_flag(args, "json"))
        printf("{\"version\": \"%s\"}\n", onward_version());
    else
        printf("onward %s\n", onward_version());
    return 0;
}
