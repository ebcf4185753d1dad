/* Runs cbc and glpsol and reads what they write. Their words are theirs: what is not known as an
 * answer counts as none. */
#include "solver.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a program with its output to a file; its exit code, or -1. */
static int run(char *const arguments[], const char *output) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        int to = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (to < 0 || dup2(to, 1) < 0 || dup2(to, 2) < 0) _exit(127);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int is_there(char *program, char *option) {
    char *arguments[] = {program, option, NULL};
    return run(arguments, "/dev/null") == 0;
}

int solver_has_cbc(void) {
    return is_there("cbc", "-quit");
}

int solver_has_glpsol(void) {
    return is_there("glpsol", "--version");
}

static char *read_text(const char *path) {
    ow_buffer text = {0};
    ow_error error;
    if (ow_file_read(&text, path, OW_FILE_BYTES_MAX, &error) != OW_OK) ow_buffer_free(&text);
    return text.data;
}

static int write_model(char path[4096], const char *folder, const char *model, size_t length) {
    ow_error error;
    snprintf(path, 4096, "%s/model.mps", folder);
    return ow_folder_make(folder, &error) == OW_OK &&
           ow_file_write(path, model, length, &error) == OW_OK;
}

static void add_value(solved *out, const char *name, size_t length, double value) {
    solved_value one = {.text = strndup(name, length), .value = llround(value)};
    if (!one.text || one.value == 0) {
        free(one.text);
        return;
    }
    char *at = one.text;
    while (at && one.fields < SOLVED_FIELDS_MAX) {
        one.field[one.fields++] = at;
        at = strchr(at, '/');
        if (at) *at++ = '\0';
    }
    if (!OW_PUSH(&out->values, one)) free(one.text);
}

/* Lines "place name value reduced-cost", a place perhaps marked with "**". */
static void read_values(solved *out, const char *line) {
    while (*line) {
        const char *end = strchr(line, '\n');
        size_t length = end ? (size_t)(end - line) : strlen(line);
        const char *at = line + strspn(line, " *");
        at += strspn(at, "0123456789");
        at += strspn(at, " ");
        size_t name = strcspn(at, " \n");
        if (name > 0 && name < length) add_value(out, at, name, strtod(at + name, NULL));
        line += length + (end != NULL);
    }
}

void solver_cbc(solved *out, const char *folder, const char *model, size_t length,
                uint32_t seconds) {
    char path[4096], solution[4096], output[4096], limit[16];
    *out = (solved){.kind = ANSWER_NONE};
    if (!write_model(path, folder, model, length)) return;
    snprintf(solution, sizeof solution, "%s/model.sol", folder);
    snprintf(output, sizeof output, "%s/cbc.out", folder);
    snprintf(limit, sizeof limit, "%u", seconds);
    unlink(solution);
    char *arguments[] = {"cbc", path,      "sec", limit,   "ratio",    "0",      "allow",
                         "0",   "threads", "0",   "solve", "solution", solution, NULL};
    if (run(arguments, output) < 0) return;
    char *text = read_text(solution);
    if (!text) return;
    const char *objective = strstr(text, "objective value");
    if (strncmp(text, "Infeasible", 10) == 0 || strncmp(text, "Integer infeasible", 18) == 0)
        out->kind = ANSWER_INFEASIBLE;
    if (strncmp(text, "Optimal", 7) == 0 && objective) {
        out->kind = ANSWER_OPTIMAL;
        out->objective = llround(strtod(objective + strlen("objective value"), NULL));
        const char *first = strchr(text, '\n');
        if (first) read_values(out, first + 1);
    }
    free(text);
}

void solver_glpsol(solved *out, const char *folder, const char *model, size_t length,
                   uint32_t seconds) {
    char path[4096], solution[4096], output[4096], limit[16];
    *out = (solved){.kind = ANSWER_NONE};
    if (!write_model(path, folder, model, length)) return;
    snprintf(solution, sizeof solution, "%s/model.glp", folder);
    snprintf(output, sizeof output, "%s/glpsol.out", folder);
    snprintf(limit, sizeof limit, "%u", seconds);
    unlink(solution);
    char *arguments[] = {"glpsol", "--freemps", path,     "--cuts", "--tmlim",
                         limit,    "-o",        solution, NULL};
    if (run(arguments, output) < 0) return;
    char *text = read_text(solution), *said = read_text(output);
    const char *objective = text ? strstr(text, "Objective:  points = ") : NULL;
    if (said && (strstr(said, "NO PRIMAL FEASIBLE") || strstr(said, "NO INTEGER FEASIBLE")))
        out->kind = ANSWER_INFEASIBLE;
    if (text && strstr(text, "INTEGER OPTIMAL") && objective) {
        out->kind = ANSWER_OPTIMAL;
        out->objective = llround(strtod(objective + strlen("Objective:  points = "), NULL));
    }
    free(text);
    free(said);
}

void solved_free(solved *out) {
    for (uint32_t i = 0; i < out->values.count; i++) free(out->values.data[i].text);
    OW_VECTOR_FREE(&out->values);
}
