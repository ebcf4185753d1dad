/* onward completion SHELL: a script from commands.def that completes commands, options and their
 * words; everything else is completed as a path. */
#include "cli/cli.h"

#include <string.h>

static int of(const ow_cli_option *option, const ow_cli_command *command) {
    return !strcmp(option->command, command->name);
}

/* Words separated by | as words separated by blanks. */
static void put_words(const char *words) {
    for (; *words; words++) putchar(*words == '|' ? ' ' : *words);
}

static void bash_command(const ow_cli_command *command) {
    printf("    %s)\n      case \"$before\" in\n", command->name);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++) {
        if (!of(o, command) || o->type != OW_CLI_WORD) continue;
        printf("        --%s) COMPREPLY=($(compgen -W \"", o->name);
        put_words(o->words);
        fputs("\" -- \"$word\")); return ;;\n", stdout);
    }
    fputs("      esac\n      options=\"--help", stdout);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++)
        if (of(o, command)) printf(" --%s", o->name);
    fputs("\" ;;\n", stdout);
}

static void put_bash(void) {
    fputs("# bash completion of onward\n_onward() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\"\n"
          "  local before=\"${COMP_WORDS[COMP_CWORD-1]}\" options=\"\"\n"
          "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"",
          stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) printf("%s ", c->name);
    fputs("--help --version\" -- \"$word\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]}\" in\n",
          stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) bash_command(c);
    fputs("  esac\n  case \"${COMP_WORDS[1]} $COMP_CWORD\" in\n    \"completion 2\") "
          "COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$word\")); return ;;\n    \"help 2\") "
          "COMPREPLY=($(compgen -W \"",
          stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) printf("%s ", c->name);
    fputs("\" -- \"$word\")); return ;;\n  esac\n  case \"$word\" in\n"
          "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
          "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n  esac\n}\n"
          "complete -o filenames -F _onward onward\n",
          stdout);
}

/* For zsh: brackets, quotes and colons mean something in a specification. */
static void put_zsh_text(const char *text) {
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (strchr("[]:\\`", *text))
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh_command(const ow_cli_command *command) {
    printf("    %s)\n      _arguments '--help[help]'", command->name);
    for (const ow_cli_option *o = ow_cli_options; o->name; o++) {
        if (!of(o, command)) continue;
        printf(" \\\n        '--%s%s[", o->name, o->type == OW_CLI_FLAG ? "" : "=");
        put_zsh_text(o->meaning);
        fputs("]", stdout);
        if (o->type == OW_CLI_WORD) {
            printf(":%s:(", o->argument);
            put_words(o->words);
            fputs(")", stdout);
        } else if (o->type == OW_CLI_TEXT)
            printf(":%s:_files", o->argument);
        else if (o->type != OW_CLI_FLAG)
            printf(":%s:", o->argument);
        fputs("'", stdout);
    }
    if (!strcmp(command->name, "completion"))
        fputs(" \\\n        '1:shell:(bash zsh fish)'", stdout);
    else if (command->operands_max)
        fputs(" \\\n        '*:file:_files'", stdout);
    fputs(" ;;\n", stdout);
}

static void put_zsh(void) {
    fputs("#compdef onward\n_onward() {\n  local -a commands\n  commands=(\n", stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) {
        printf("    '%s:", c->name);
        put_zsh_text(c->summary);
        fputs("'\n", stdout);
    }
    fputs("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
          "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n",
          stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) zsh_command(c);
    fputs("  esac\n}\nif [ \"$funcstack[1]\" = _onward ]; then _onward \"$@\"; else compdef "
          "_onward onward; fi\n",
          stdout);
}

static void put_fish_text(const char *text) {
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void put_fish(void) {
    fputs("# fish completion of onward\n", stdout);
    for (const ow_cli_command *c = ow_cli_commands; c->name; c++) {
        printf("complete -c onward -n __fish_use_subcommand -f -a %s -d ", c->name);
        put_fish_text(c->summary);
        putchar('\n');
    }
    for (const ow_cli_option *o = ow_cli_options; o->name; o++) {
        printf("complete -c onward -n '__fish_seen_subcommand_from %s' -l %s", o->command, o->name);
        if (o->letter) printf(" -s %c", o->letter);
        if (o->type == OW_CLI_TEXT)
            fputs(" -r", stdout);
        else if (o->type != OW_CLI_FLAG)
            fputs(" -x", stdout);
        if (o->type == OW_CLI_WORD) {
            fputs(" -a '", stdout);
            put_words(o->words);
            putchar('\'');
        }
        fputs(" -d ", stdout);
        put_fish_text(o->meaning);
        putchar('\n');
    }
    fputs("complete -c onward -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n",
          stdout);
}

int ow_cli_completion(const ow_cli_args *args) {
    static const struct {
        const char *shell;
        void (*put)(void);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    char buffer[64];
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shells[i].shell, args->operands[0]) != 0) continue;
        shells[i].put();
        return 0;
    }
    const char *nearest = ow_cli_nearest(buffer, args->operands[0], "bash|zsh|fish");
    return ow_cli_usage("completion",
                        "there are completions for bash, zsh and fish, not `%s`%s%s%s",
                        args->operands[0], nearest ? "; did you mean `" : "",
                        nearest ? nearest : "", nearest ? "`?" : "");
}
