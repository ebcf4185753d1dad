/* The command line: what its files share. It uses nothing of the program but <onward/...>.
 * Every command is one function, int ow_cli_<name>(const ow_cli_args *), which returns the exit
 * code. */
#ifndef ONWARD_CLI_CLI_H
#define ONWARD_CLI_CLI_H

#include <onward/onward.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef enum ow_cli_type {
    OW_CLI_FLAG,
    OW_CLI_TEXT,
    OW_CLI_COUNT,
    OW_CLI_DECIMAL,
    OW_CLI_WORD
} ow_cli_type;

typedef struct ow_cli_args ow_cli_args;

typedef struct ow_cli_command {
    const char *name;
    int operands_min, operands_max;
    const char *operands, *summary, *description;
    int (*run)(const ow_cli_args *args);
} ow_cli_command;

typedef struct ow_cli_option {
    const char *command, *name;
    char letter; /* '\0': none */
    ow_cli_type type;
    const char *argument, *def, *words, *meaning;
} ow_cli_option;

typedef struct ow_cli_example {
    const char *command, *line, *meaning;
} ow_cli_example;

/* The tables of commands.def (table.c); each ends with a row whose first field is NULL. */
extern const ow_cli_command ow_cli_commands[];
extern const ow_cli_option ow_cli_options[];
extern const ow_cli_example ow_cli_examples[];

enum { OW_CLI_OPERANDS_MAX = 2, OW_CLI_OPTIONS_MAX = 48 };

/* A command line that was understood. */
struct ow_cli_args {
    const ow_cli_command *command;
    const char *operands[OW_CLI_OPERANDS_MAX];
    int operands_count;
    const char
        *values[OW_CLI_OPTIONS_MAX]; /* parallel to ow_cli_options; flags "1"; NULL: not given */
    int wants_help;
};

/* args.c: argv[first] is the first word after the command. 1, or 0 with a message on stderr. */
int ow_cli_parse(ow_cli_args *args, const ow_cli_command *command, int argc, char **argv,
                 int first);
const char *ow_cli_text(const ow_cli_args *args, const char *option); /* default where not given */
int ow_cli_flag(const ow_cli_args *args, const char *option);
int64_t ow_cli_count(const ow_cli_args *args, const char *option);
double ow_cli_decimal(const ow_cli_args *args, const char *option);
const ow_cli_command *ow_cli_find(const char *name); /* NULL: there is none */

/* say.c: messages. ow_cli_fail and ow_cli_usage return the exit code. */
int ow_cli_fail(const onward_error *error);
int ow_cli_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The nearest of words separated by |, or NULL; buffer has 64 bytes. */
const char *ow_cli_nearest(char buffer[64], const char *given, const char *words);
void ow_cli_json_string(FILE *out, const char *text);
/* Prints a text of the library and frees it. */
void ow_cli_put(char *text);

/* file.c: writes a file beside its place, then renames it there. ONWARD_OK or ONWARD_IO. */
onward_status ow_cli_write_file(const char *path, const char *bytes, size_t length,
                                onward_error *error);

/* load.c: the operands. Each returns 0, or an exit code after saying why. */
int ow_cli_load_scenario(onward_scenario **scenario, const char *path);
int ow_cli_load_plan(onward_plan **plan, int64_t *faults, onward_error *first_fault,
                     const char *path, const onward_scenario *scenario);

/* help.c, pages.c: help for people, the reference page, the man page. */
void ow_cli_help_all(FILE *out);
void ow_cli_help_command(FILE *out, const ow_cli_command *command);
void ow_cli_help_markdown(FILE *out);
void ow_cli_help_man(FILE *out);
/* Exit codes, 0 to 130: the next one after `code` (-1 to begin), or -1; its meanings to out. */
int ow_cli_next_exit_code(int code);
void ow_cli_exit_meaning(FILE *out, int code);
void ow_cli_put_wrapped(FILE *out, const char *text, int indent, int column);

/* progress.c: the planner's progress lines; context is a const char *: text, json or none. */
void ow_cli_progress(void *context, const onward_progress *progress);

#define COMMAND(name, operands_min, operands_max, operands, summary, description)                  \
    int ow_cli_##name(const ow_cli_args *args);
#include "cli/commands.def"

#endif
