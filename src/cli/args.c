/* Words of a command line to options and operands, by commands.def. Options may stand anywhere, as
 * --name VALUE, --name=VALUE, -o VALUE or -oVALUE; after -- there are only operands. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const ow_cli_command *ow_cli_find(const char *name) {
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++)
        if (!strcmp(c->name, name)) return c;
    return NULL;
}

static int of_command(const ow_cli_option *option, const ow_cli_command *command) {
    return !strcmp(option->command, command->name);
}

/* Place of an option by the first `length` bytes of its name; -1: there is none. */
static int find_option(const ow_cli_command *command, const char *name, size_t length) {
    for (int i = 0; ow_cli_options[i].name; i++)
        if (of_command(&ow_cli_options[i], command) && strlen(ow_cli_options[i].name) == length &&
            !strncmp(ow_cli_options[i].name, name, length))
            return i;
    return -1;
}

static int find_letter(const ow_cli_command *command, char letter) {
    for (int i = 0; ow_cli_options[i].name; i++)
        if (of_command(&ow_cli_options[i], command) && ow_cli_options[i].letter == letter) return i;
    return -1;
}

static void unknown_option(const ow_cli_command *command, const char *given) {
    char words[512] = "help", name[64], buffer[64];
    size_t length = strlen(words);
    for (int i = 0; ow_cli_options[i].name; i++)
        if (of_command(&ow_cli_options[i], command) && length < sizeof words)
            length += (size_t)snprintf(words + length, sizeof words - length, "|%s",
                                       ow_cli_options[i].name);
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(given, "="), given);
    const char *nearest = ow_cli_nearest(buffer, name + strspn(name, "-"), words);
    if (nearest)
        (void)ow_cli_usage(command->name, "there is no option `%s`; did you mean `--%s`?", name,
                           nearest);
    else
        (void)ow_cli_usage(command->name, "there is no option `%s`", name);
}

/* Whole numbers fit into 63 bits, decimals have no sign, words are in their list. */
static int value_fits(const ow_cli_option *option, const char *value) {
    char *end = NULL;
    char buffer[64];
    errno = 0;
    switch (option->type) {
    case OW_CLI_FLAG:
    case OW_CLI_TEXT: return value[0] != '\0';
    case OW_CLI_COUNT:
        if (value[0] < '0' || value[0] > '9') return 0;
        (void)strtoll(value, &end, 10);
        return !*end && !errno;
    case OW_CLI_DECIMAL:
        if (value[0] < '0' || value[0] > '9' || value[strspn(value, "0123456789.")]) return 0;
        (void)strtod(value, &end);
        return !*end && !errno;
    case OW_CLI_WORD: break;
    }
    const char *nearest = ow_cli_nearest(buffer, value, option->words);
    return nearest && !strcmp(nearest, value);
}

static void bad_value(const ow_cli_command *command, const ow_cli_option *option,
                      const char *value) {
    static const char *const wants[] = {"nothing", "a text", "a whole number, 0 or more",
                                        "a number, 0 or more", "one of"};
    char buffer[64];
    const char *nearest =
        option->type == OW_CLI_WORD ? ow_cli_nearest(buffer, value, option->words) : NULL;
    (void)ow_cli_usage(command->name, "--%s takes %s%s%s, not `%s`%s%s%s", option->name,
                       wants[option->type], option->words[0] ? " " : "", option->words, value,
                       nearest ? "; did you mean `" : "", nearest ? nearest : "",
                       nearest ? "`?" : "");
}

/* Sets an option; *place is that of the word at hand and moves on where the next one is its value.
 */
static int take_option(ow_cli_args *args, int option, const char *value, int argc, char **argv,
                       int *place) {
    const ow_cli_option *row = &ow_cli_options[option];
    if (row->type == OW_CLI_FLAG) {
        if (value) {
            (void)ow_cli_usage(args->command->name, "--%s takes no value", row->name);
            return 0;
        }
        args->values[option] = "1";
        return 1;
    }
    if (!value) {
        if (*place + 1 >= argc) {
            (void)ow_cli_usage(args->command->name, "--%s needs %s", row->name, row->argument);
            return 0;
        }
        value = argv[++*place];
    }
    if (!value_fits(row, value)) {
        bad_value(args->command, row, value);
        return 0;
    }
    args->values[option] = value;
    return 1;
}

static int take_long(ow_cli_args *args, int argc, char **argv, int *place) {
    const char *word = argv[*place], *name = word + 2;
    size_t length = strcspn(name, "=");
    if (length == 4 && !strncmp(name, "help", 4)) {
        args->wants_help = 1;
        return 1;
    }
    int option = find_option(args->command, name, length);
    if (option < 0) {
        unknown_option(args->command, word);
        return 0;
    }
    return take_option(args, option, name[length] ? name + length + 1 : NULL, argc, argv, place);
}

static int take_short(ow_cli_args *args, int argc, char **argv, int *place) {
    const char *word = argv[*place];
    if (!strcmp(word, "-h")) {
        args->wants_help = 1;
        return 1;
    }
    int option = find_letter(args->command, word[1]);
    if (option < 0) {
        unknown_option(args->command, word);
        return 0;
    }
    return take_option(args, option, word[2] ? word + 2 : NULL, argc, argv, place);
}

static int take_operand(ow_cli_args *args, const char *word) {
    if (args->operands_count >= args->command->operands_max) {
        (void)ow_cli_usage(args->command->name, "`%s` is one word too many", word);
        return 0;
    }
    args->operands[args->operands_count++] = word;
    return 1;
}

int ow_cli_parse(ow_cli_args *args, const ow_cli_command *command, int argc, char **argv,
                 int first) {
    int only_operands = 0;
    memset(args, 0, sizeof *args);
    args->command = command;
    for (int i = first; i < argc; i++) {
        const char *word = argv[i];
        int taken = 1;
        if (!only_operands && !strcmp(word, "--"))
            only_operands = 1;
        else if (!only_operands && word[0] == '-' && word[1] == '-')
            taken = take_long(args, argc, argv, &i);
        else if (!only_operands && word[0] == '-' && word[1])
            taken = take_short(args, argc, argv, &i);
        else
            taken = take_operand(args, word);
        if (!taken) return 0;
    }
    if (args->wants_help || args->operands_count >= command->operands_min) return 1;
    (void)ow_cli_usage(command->name, "it needs %s", command->operands);
    return 0;
}

const char *ow_cli_text(const ow_cli_args *args, const char *option) {
    int place = find_option(args->command, option, strlen(option));
    if (place < 0) return "";
    return args->values[place] ? args->values[place] : ow_cli_options[place].def;
}

int ow_cli_flag(const ow_cli_args *args, const char *option) {
    return ow_cli_text(args, option)[0] == '1';
}

int64_t ow_cli_count(const ow_cli_args *args, const char *option) {
    return strtoll(ow_cli_text(args, option), NULL, 10);
}

double ow_cli_decimal(const ow_cli_args *args, const char *option) {
    return strtod(ow_cli_text(args, option), NULL);
}
