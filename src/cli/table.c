/* commands.def as data. */
#include "cli/cli.h"

const ow_cli_command ow_cli_commands[] = {
#define COMMAND(name, operands_min, operands_max, operands, summary, description)                  \
    {#name, operands_min, operands_max, operands, summary, description, ow_cli_##name},
#include "cli/commands.def"
    {NULL, 0, 0, NULL, NULL, NULL, NULL}};

const ow_cli_option ow_cli_options[] = {
#define OPTION(command, name, letter, type, argument, def, words, meaning)                         \
    {#command, #name, letter, OW_CLI_##type, argument, def, words, meaning},
#include "cli/commands.def"
    {NULL, NULL, 0, OW_CLI_FLAG, NULL, NULL, NULL, NULL}};

const ow_cli_example ow_cli_examples[] = {
#define EXAMPLE(command, line, meaning) {#command, line, meaning},
#include "cli/commands.def"
    {NULL, NULL, NULL}};

_Static_assert(sizeof ow_cli_options / sizeof *ow_cli_options <= OW_CLI_OPTIONS_MAX,
               "ow_cli_args has room for every option");
