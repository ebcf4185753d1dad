/* onward: the command line. Finds the command, has its words parsed, runs it.
 * What could not be written to stdout is an error like any other: a full disk must not look like
 * success. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static int all_commands(char *words, size_t size) {
    size_t length = 0;
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++)
        length +=
            (size_t)snprintf(words + length, size - length, "%s%s", length ? "|" : "", c->name);
    return length < size;
}

static int unknown_command(const char *given) {
    char words[256], buffer[64];
    const char *nearest =
        all_commands(words, sizeof words) ? ow_cli_nearest(buffer, given, words) : NULL;
    if (nearest)
        return ow_cli_usage("", "there is no command `%s`; did you mean `%s`?", given, nearest);
    return ow_cli_usage("", "there is no command `%s`", given);
}

static int run(int argc, char **argv) {
    if (argc < 2) {
        ow_cli_help_all(stderr);
        return onward_status_exit_code(ONWARD_USAGE);
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
    const ow_cli_command *command = ow_cli_find(name);
    if (!command) return unknown_command(name);
    ow_cli_args args;
    if (!ow_cli_parse(&args, command, argc, argv, 2)) return onward_status_exit_code(ONWARD_USAGE);
    if (args.wants_help) {
        ow_cli_help_command(stdout, command);
        return 0;
    }
    return command->run(&args);
}

int main(int argc, char **argv) {
    int code = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("onward: stdout cannot be written\n", stderr);
        if (code == 0) code = onward_status_exit_code(ONWARD_IO);
    }
    return code;
}
