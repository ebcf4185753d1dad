/* Messages: errors with their place and cure, usage errors, the word that was probably meant, JSON
 * texts. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int ow_cli_fail(const onward_error *error) {
    fputs("onward: ", stderr);
    if (error->file[0] && !strstr(error->message, error->file))
        fprintf(stderr, "%s", error->file);
    else if (error->file[0] && (error->row || error->column[0]))
        fprintf(stderr, "%s", error->file);
    if (error->row) fprintf(stderr, ", row %lld", (long long)error->row);
    if (error->column[0]) fprintf(stderr, ", column %s", error->column);
    if (error->row || error->column[0] || (error->file[0] && !strstr(error->message, error->file)))
        fputs(": ", stderr);
    fprintf(stderr, "%s\n",
            error->message[0] ? error->message : onward_status_meaning(error->status));
    if (error->hint[0]) fprintf(stderr, "  cure: %s\n", error->hint);
    return onward_status_exit_code(error->status);
}

int ow_cli_usage(const char *command, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "onward%s%s: ", command[0] ? " " : "", command);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n  cure: see `onward %s%s`\n", command[0] ? command : "help",
            command[0] ? " --help" : "");
    return onward_status_exit_code(ONWARD_USAGE);
}

/* Letters to insert, delete or replace to turn the `length` bytes of b into a; the words are short.
 */
static size_t distance(const char *a, const char *b, size_t length) {
    size_t row[65], n = strlen(a);
    if (n > 64 || length > 64) return 100;
    for (size_t i = 0; i <= n; i++) row[i] = i;
    for (size_t j = 1; j <= length; j++) {
        size_t corner = row[0];
        row[0] = j;
        for (size_t i = 1; i <= n; i++) {
            size_t above = row[i], least = corner + (a[i - 1] != b[j - 1]);
            if (row[i] + 1 < least) least = row[i] + 1;
            if (row[i - 1] + 1 < least) least = row[i - 1] + 1;
            row[i] = least;
            corner = above;
        }
    }
    return row[n];
}

const char *ow_cli_nearest(char buffer[64], const char *given, const char *words) {
    size_t best = 100;
    for (const char *word = words; *word;) {
        size_t length = strcspn(word, "|"), far = distance(given, word, length);
        /* A word that is begun rightly counts as near, too. */
        if (strlen(given) >= 2 && strlen(given) < length && !strncmp(given, word, strlen(given)))
            far = 1;
        if (far < best && far <= 2 && far < length) {
            best = far;
            (void)snprintf(buffer, 64, "%.*s", (int)length, word);
        }
        word += length + (word[length] == '|');
    }
    return best < 100 ? buffer : NULL;
}

void ow_cli_json_string(FILE *out, const char *text) {
    fputc('"', out);
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else if (*at < 0x20)
            fprintf(out, "\\u%04x", *at);
        else
            fputc(*at, out);
    }
    fputc('"', out);
}

void ow_cli_put(char *text) {
    fputs(text, stdout);
    size_t length = strlen(text);
    if (length && text[length - 1] != '\n') fputc('\n', stdout);
    onward_text_free(text);
}
