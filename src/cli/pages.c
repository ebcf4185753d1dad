/* The reference page (docs/reference/cli.md) and the man page (docs/man/onward.1), from
 * commands.def. A test compares both with what stands in the repository. */
#include "cli/cli.h"

#include <string.h>

/* In a table of Markdown a bar must be escaped. */
static void put_cell(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '|') fputc('\\', out);
        fputc(*text, out);
    }
}

static void markdown_options(FILE *out, const ow_cli_command *command) {
    fputs("\n| option | default | meaning |\n|---|---|---|\n", out);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++) {
        if (strcmp(o->command, command->name) != 0) continue;
        fputs("| `", out);
        if (o->letter) fprintf(out, "-%c`, `", o->letter);
        fprintf(out, "--%s%s%s` | %s%s%s | ", o->name, o->argument[0] ? " " : "", o->argument,
                o->def[0] ? "`" : "", o->def, o->def[0] ? "`" : "");
        put_cell(out, o->meaning);
        fputs(" |\n", out);
    }
    fputs("| `-h`, `--help` |  | help |\n", out);
}

static void markdown_command(FILE *out, const ow_cli_command *command) {
    fprintf(out, "\n## onward %s%s%s\n\n", command->name, command->operands[0] ? " " : "",
            command->operands);
    fprintf(out, "%s\n", command->description);
    markdown_options(out, command);
    fputs("\nExamples:\n\n", out);
    for (const ow_cli_example *e = ow_cli_examples; e->line; e++)
        if (!strcmp(e->command, command->name)) fprintf(out, "- `%s`: %s\n", e->line, e->meaning);
}

void ow_cli_help_markdown(FILE *out) {
    fputs("# The command line\n\n"
          "This page is printed by `onward help --markdown`; do not edit it by hand.\n\n"
          "| command | what it does |\n|---|---|\n",
          out);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) {
        fprintf(out, "| `onward %s%s", c->name, c->operands[0] ? " " : "");
        put_cell(out, c->operands);
        fprintf(out, "` | %s |\n", c->summary);
    }
    fputs("\nResults go to stdout, progress and errors to stderr. An error names file, row and "
          "column, and "
          "its cure. Options may stand anywhere; after `--` there are only operands.\n\n"
          "| exit code | meaning |\n|---|---|\n",
          out);
    for (int code = ow_cli_next_exit_code(-1); code >= 0; code = ow_cli_next_exit_code(code)) {
        fprintf(out, "| %d | ", code);
        ow_cli_exit_meaning(out, code);
        fputs(" |\n", out);
    }
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) markdown_command(out, c);
}

/* Text of a man page: backslashes and hyphens escaped, no line begins with a dot or an apostrophe.
 */
static void put_roff(FILE *out, const char *text) {
    if (*text == '.' || *text == '\'') fputs("\\&", out);
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
    }
}

static void man_option(FILE *out, const ow_cli_option *option) {
    fputs(".TP\n.B ", out);
    if (option->letter) fprintf(out, "\\-%c, ", option->letter);
    fputs("\\-\\-", out);
    put_roff(out, option->name);
    if (option->argument[0]) fprintf(out, " \\fI%s\\fR", option->argument);
    fputc('\n', out);
    put_roff(out, option->meaning);
    if (option->def[0]) {
        fputs(" (default ", out);
        put_roff(out, option->def);
        fputc(')', out);
    }
    fputc('\n', out);
}

static void man_command(FILE *out, const ow_cli_command *command) {
    fprintf(out, ".SS onward %s ", command->name);
    put_roff(out, command->operands);
    fputc('\n', out);
    put_roff(out, command->description);
    fputc('\n', out);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++)
        if (!strcmp(o->command, command->name)) man_option(out, o);
}

void ow_cli_help_man(FILE *out) {
    fprintf(out,
            ".TH ONWARD 1 \"\" \"onward %s\" \"User Commands\"\n"
            ".SH NAME\nonward \\- plan and verify the safe withdrawal of people and equipment\n"
            ".SH SYNOPSIS\n.B onward\n.I COMMAND\n[\\fIoptions\\fR]\n"
            ".SH DESCRIPTION\nOnward reads a scenario, a folder of CSV tables, makes a "
            "day\\-by\\-day plan "
            "with a proof of how good it is, and checks plans independently.\n"
            "Results go to stdout, progress and errors to stderr.\n.SH COMMANDS\n",
            onward_version());
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) man_command(out, c);
    fputs(".SH EXIT STATUS\n", out);
    for (int code = ow_cli_next_exit_code(-1); code >= 0; code = ow_cli_next_exit_code(code)) {
        fprintf(out, ".TP\n.B %d\n", code);
        ow_cli_exit_meaning(out, code);
        fputc('\n', out);
    }
    fputs(".SH EXAMPLES\n", out);
    for (const ow_cli_example *e = ow_cli_examples; e->line; e++) {
        fputs(".TP\n.B ", out);
        put_roff(out, e->line);
        fputc('\n', out);
        put_roff(out, e->meaning);
        fputc('\n', out);
    }
}
