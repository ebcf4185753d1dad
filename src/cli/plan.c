/* onward plan SCENARIO -o FOLDER: plan, check, write, read back, check again, sum up.
 * The word "checked" is printed only after the independent checker agreed on what was read back. If
 * it does not agree, the fault is the program's: exit 70, and the plan stays in FOLDER.rejected to
 * be looked at. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sigaction */
#endif
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set by a signal, read by the planner: it must be static, since a signal knows nothing else. */
static int cancelled;

enum { EXIT_INTERRUPTED = 130, THREADS_MAX = 64 };

/* The first signal asks the planner to end; the second ends the program. */
static void on_signal(int signal_number) {
    (void)signal_number;
    if (__atomic_exchange_n(&cancelled, 1, __ATOMIC_RELAXED)) _exit(EXIT_INTERRUPTED);
}

static void catch_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

static int read_options(onward_planner_options *options, const ow_cli_args *args) {
    const onward_planner_options init = ONWARD_PLANNER_OPTIONS_INIT;
    int64_t threads = ow_cli_count(args, "threads"), seed = ow_cli_count(args, "seed");
    *options = init;
    options->gap_percent = ow_cli_decimal(args, "gap");
    options->time_limit_s = ow_cli_decimal(args, "time-limit");
    options->work_limit = ow_cli_count(args, "work-limit");
    options->seed = (uint64_t)seed;
    options->threads = (uint32_t)threads;
    options->progress = ow_cli_progress;
    options->context = (void *)(uintptr_t)ow_cli_text(args, "progress");
    options->cancel = &cancelled;
    if (threads > THREADS_MAX)
        return ow_cli_usage("plan", "--threads takes at most %d", THREADS_MAX);
    if (options->gap_percent > 100) return ow_cli_usage("plan", "--gap takes at most 100");
    if (seed > 1000000000) return ow_cli_usage("plan", "--seed takes at most 1000000000");
    if (!ow_cli_text(args, "out")[0])
        return ow_cli_usage("plan", "say where the plan goes: --out FOLDER");
    return 0;
}

/* 1 if the checker agrees; otherwise what it says goes to stderr. */
static int is_right(const onward_scenario *scenario, const onward_plan *plan) {
    onward_error error = {0};
    onward_verdict *verdict = NULL;
    char *text = NULL;
    if (onward_check(&verdict, scenario, plan, &error) != ONWARD_OK) {
        (void)ow_cli_fail(&error);
        return 0;
    }
    int right = onward_verdict_right(verdict);
    if (!right && onward_verdict_text(&text, verdict, &error) == ONWARD_OK) fputs(text, stderr);
    onward_text_free(text);
    onward_verdict_free(verdict);
    return right;
}

/* The planner made what the checker refuses. The plan of the folder, if there is one, is left
 * alone. */
static int reject(const onward_scenario *scenario, const onward_plan *plan, const char *folder) {
    onward_error error = {0};
    size_t size = strlen(folder) + sizeof ".rejected";
    char *place = malloc(size);
    fputs("onward: the checker does not agree with the planner: this is a fault of the program\n",
          stderr);
    if (place) {
        size_t length = strlen(folder);
        while (length > 1 && folder[length - 1] == '/') length--;
        (void)snprintf(place, size, "%.*s.rejected", (int)length, folder);
        if (onward_plan_write(plan, scenario, place, &error) == ONWARD_OK)
            fprintf(stderr, "  cure: report it with %s and the scenario\n", place);
        else
            (void)ow_cli_fail(&error);
    }
    free(place);
    return onward_status_exit_code(ONWARD_INTERNAL);
}

static int put_summary(const ow_cli_args *args, const onward_scenario *scenario,
                       const onward_plan *plan, onward_status status) {
    onward_error error = {0};
    onward_summary *summary = NULL;
    char *text = NULL;
    const char *folder = ow_cli_text(args, "out");
    int is_json = ow_cli_flag(args, "json");
    if (onward_plan_summary(&summary, plan, scenario, &error) != ONWARD_OK)
        return ow_cli_fail(&error);
    onward_status made = is_json ? onward_summary_json(&text, summary, &error)
                                 : onward_summary_text(&text, summary, &error);
    if (made == ONWARD_OK && is_json) {
        printf("{\"exit_code\": %d, \"checked\": true, \"interrupted\": %s, \"folder\": ",
               onward_status_exit_code(status), cancelled ? "true" : "false");
        ow_cli_json_string(stdout, folder);
        printf(", \"plan\": %s}\n", text);
    } else if (made == ONWARD_OK) {
        printf("%s\nWritten to %s, read back and checked:\n"
               "it breaks no rule, its points are exact, its bound is proved.\n",
               text, folder);
        if (cancelled) puts("The search was interrupted: a longer one may find a better plan.");
        if (status == ONWARD_GAP) puts("The gap asked for was not reached.");
    }
    onward_text_free(text);
    onward_summary_free(summary);
    return made == ONWARD_OK ? 0 : ow_cli_fail(&error);
}

/* From the planner's plan to the folder; the exit code is the planner's if all is well. */
static int deliver(const ow_cli_args *args, const onward_scenario *scenario,
                   const onward_plan *plan, onward_status status) {
    onward_error error = {0};
    onward_plan *back = NULL;
    const char *folder = ow_cli_text(args, "out");
    int64_t faults = 0;
    if (!is_right(scenario, plan)) return reject(scenario, plan, folder);
    if (onward_plan_write(plan, scenario, folder, &error) != ONWARD_OK) return ow_cli_fail(&error);
    if (onward_plan_read(&back, folder, scenario, &faults, &error) != ONWARD_OK)
        return ow_cli_fail(&error);
    int code = 0;
    if (faults || !is_right(scenario, back)) code = reject(scenario, plan, folder);
    if (code == 0) code = put_summary(args, scenario, back, status);
    onward_plan_free(back);
    return code ? code : onward_status_exit_code(status);
}

int ow_cli_plan(const ow_cli_args *args) {
    onward_error error = {0};
    onward_scenario *scenario = NULL;
    onward_plan *plan = NULL;
    onward_planner_options options;
    int code = read_options(&options, args);
    if (code == 0) catch_signals();
    if (code == 0) code = ow_cli_load_scenario(&scenario, args->operands[0]);
    /* Better now than after the search. */
    if (code == 0 && onward_plan_target(ow_cli_text(args, "out"), &error) != ONWARD_OK)
        code = ow_cli_fail(&error);
    if (code == 0) {
        onward_status status = onward_plan_make(&plan, scenario, &options, &error);
        if (status == ONWARD_OK || status == ONWARD_GAP)
            code = deliver(args, scenario, plan, status);
        else
            code = ow_cli_fail(&error);
    }
    onward_plan_free(plan);
    onward_scenario_free(scenario);
    return code;
}
