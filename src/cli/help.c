/* Help for people, from commands.def: of all commands, and of one. */
#include "cli/cli.h"

#include <string.h>

enum { WIDTH = 96 };

/* Characters, not bytes. */
static int width_of(const char *text, size_t length) {
    int width = 0;
    for (size_t i = 0; i < length; i++) width += ((unsigned char)text[i] & 0xc0) != 0x80;
    return width;
}

/* Words of a text in lines, from `column` on; new lines begin at `indent`. */
void ow_cli_put_wrapped(FILE *out, const char *text, int indent, int column) {
    int is_first = 1;
    while (*text) {
        size_t length = strcspn(text, " ");
        int width = width_of(text, length);
        if (!is_first && column + 1 + width > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
            is_first = 1;
        }
        fprintf(out, "%s%.*s", is_first ? "" : " ", (int)length, text);
        column += width + !is_first;
        is_first = 0;
        text += length + (text[length] == ' ');
    }
    fputc('\n', out);
}

int ow_cli_next_exit_code(int code) {
    int next = -1;
    for (int status = 0; status <= ONWARD_CANCELLED; status++) {
        int of_status = onward_status_exit_code((onward_status)status);
        if (of_status > code && (next < 0 || of_status < next)) next = of_status;
    }
    return next;
}

void ow_cli_exit_meaning(FILE *out, int code) {
    const char *separator = "";
    for (int status = 0; status <= ONWARD_CANCELLED; status++) {
        if (onward_status_exit_code((onward_status)status) != code) continue;
        fprintf(out, "%s%s", separator, onward_status_meaning((onward_status)status));
        separator = "; or ";
    }
}

void ow_cli_help_all(FILE *out) {
    fputs("Onward plans the safe withdrawal of people and equipment from a host country.\n\n"
          "usage: onward COMMAND ...\n\n",
          out);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) {
        int column = fprintf(out, "  %-11s%-18s", c->name, c->operands);
        ow_cli_put_wrapped(out, c->summary, column, column);
    }
    fputs("\n`onward COMMAND --help` says more. To begin:\n"
          "  onward init my-scenario\n"
          "  onward plan my-scenario -o plan\n"
          "  onward check my-scenario plan\n\n"
          "exit codes:\n",
          out);
    for (int code = ow_cli_next_exit_code(-1); code >= 0; code = ow_cli_next_exit_code(code)) {
        fprintf(out, "  %3d  ", code);
        ow_cli_exit_meaning(out, code);
        fputc('\n', out);
    }
}

static void put_option(FILE *out, const ow_cli_option *option) {
    char left[64];
    int is_flag = option->type == OW_CLI_FLAG;
    if (option->letter)
        (void)snprintf(left, sizeof left, "-%c, --%s%s%s", option->letter, option->name,
                       is_flag ? "" : " ", option->argument);
    else
        (void)snprintf(left, sizeof left, "    --%s%s%s", option->name, is_flag ? "" : " ",
                       option->argument);
    int column = fprintf(out, "  %-27s", left);
    char text[512];
    (void)snprintf(text, sizeof text, "%s%s%s%s", option->meaning, option->def[0] ? " [" : "",
                   option->def, option->def[0] ? "]" : "");
    ow_cli_put_wrapped(out, text, column, column);
}

void ow_cli_help_command(FILE *out, const ow_cli_command *command) {
    int has_options = 0;
    for (const ow_cli_option *o = ow_cli_options; o->name; o++)
        has_options |= !strcmp(o->command, command->name);
    fprintf(out, "usage: onward %s%s%s%s\n\n", command->name, command->operands[0] ? " " : "",
            command->operands, has_options ? " [options]" : "");
    ow_cli_put_wrapped(out, command->description, 0, 0);
    fputs("\noptions:\n", out);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++)
        if (!strcmp(o->command, command->name)) put_option(out, o);
    fprintf(out, "  %-27s%s\n", "-h, --help", "this help");
    fputs("\nexamples:\n", out);
    for (const ow_cli_example *e = ow_cli_examples; e->line; e++)
        if (!strcmp(e->command, command->name))
            fprintf(out, "  %s\n      %s\n", e->line, e->meaning);
}

int ow_cli_help(const ow_cli_args *args) {
    int is_markdown = ow_cli_flag(args, "markdown"), is_man = ow_cli_flag(args, "man");
    if (is_markdown + is_man + args->operands_count > 1)
        return ow_cli_usage("help", "--markdown, --man and a command exclude each other");
    if (is_markdown)
        ow_cli_help_markdown(stdout);
    else if (is_man)
        ow_cli_help_man(stdout);
    else if (!args->operands_count)
        ow_cli_help_all(stdout);
    else {
        const ow_cli_command *command = ow_cli_find(args->operands[0]);
        if (!command) return ow_cli_usage("", "there is no command `%s`", args->operands[0]);
        ow_cli_help_command(stdout, command);
    }
    return 0;
}
