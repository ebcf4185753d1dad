/* Planner against checker on random small scenarios: every plan passes, its bound (recomputed from
 * its proof) is at most its points, and one and two threads write the same bytes. Arguments: first
 * seed and number of seeds (1 and 200; 20,000 with ONWARD_NIGHTLY=1). A failing scenario is kept,
 * with its plan, in the folder that is printed. */
#include "generate.h"

#include "base/file.h"
#include "scenario/load.h"

#include <onward/check.h>
#include <onward/plan.h>
#include <onward/planner.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORK_LIMIT 1000000
#define THREADS_EVERY 5 /* one scenario in so many is planned with two threads as well */

typedef struct tally {
    uint32_t tried, plans, infeasible, none, same, failed;
    double gap_sum;
} tally;

typedef struct trial {
    uint64_t seed;
    generated world;
    onward_scenario *scenario;
    char folder[256];
    int failures;
} trial;

static void complain(trial *of, const char *what, const char *detail) {
    printf("seed %" PRIu64 ": %s%s%s\n", of->seed, what, *detail ? ": " : "", detail);
    of->failures++;
}

static onward_status plan(trial *of, onward_plan **out, uint32_t threads, onward_error *error) {
    onward_planner_options options = ONWARD_PLANNER_OPTIONS_INIT;
    options.threads = threads;
    options.seed = of->seed;
    options.work_limit = WORK_LIMIT;
    return onward_plan_make(out, of->scenario, &options, error);
}

static void check(trial *of, const onward_plan *made, tally *all) {
    onward_verdict *verdict = NULL;
    onward_error error = {0};
    onward_plan_head head;
    char text[800];
    if (onward_check(&verdict, of->scenario, made, &error) != ONWARD_OK) {
        complain(of, "the checker failed", error.message);
        return;
    }
    for (uint32_t i = 0; i < 3 && onward_verdict_violation(verdict, i); i++) {
        const onward_violation *first = onward_verdict_violation(verdict, i);
        snprintf(text, sizeof text, "%s: %s", first->rule, first->text);
        complain(of, "the checker refuses the plan", text);
    }
    if (!onward_verdict_right(verdict) && of->failures == 0)
        complain(of, "the checker refuses the plan", "no reason given");
    onward_plan_get_head(&head, made, of->scenario);
    snprintf(text, sizeof text, "bound %" PRId64 " proved, %" PRId64 " said, points %" PRId64,
             onward_verdict_bound_milli(verdict), head.bound_points_milli, head.points_milli);
    if (onward_verdict_bound_milli(verdict) > head.points_milli ||
        head.bound_points_milli > head.points_milli)
        complain(of, "the bound is above the points", text);
    if (onward_verdict_points_milli(verdict) != head.points_milli)
        complain(of, "the points are not what the plan says", text);
    all->gap_sum += (double)head.gap_percent_milli / 1000;
    onward_verdict_free(verdict);
}

static int same_file(const char *one, const char *other, const char *name) {
    ow_buffer a = {0}, b = {0};
    ow_error error;
    char path[600];
    snprintf(path, sizeof path, "%s/%s", one, name);
    ow_status first = ow_file_read(&a, path, OW_FILE_BYTES_MAX, &error);
    snprintf(path, sizeof path, "%s/%s", other, name);
    ow_status second = ow_file_read(&b, path, OW_FILE_BYTES_MAX, &error);
    int same = first == second &&
               (first != OW_OK || (a.length == b.length && memcmp(a.data, b.data, a.length) == 0));
    ow_buffer_free(&a);
    ow_buffer_free(&b);
    return same;
}

/* The same plan, byte by byte, from one thread and from two. */
static void compare_threads(trial *of, const onward_plan *made, tally *all) {
    static const char *const files[] = {"plan.csv",  "movements.csv", "convoys.csv", "closings.csv",
                                        "fates.csv", "levels.csv",    "proof.json"};
    onward_plan *other = NULL;
    onward_error error = {0};
    char one[300], two[300];
    onward_status status = plan(of, &other, 2, &error);
    if (status != ONWARD_OK && status != ONWARD_GAP) {
        complain(of, "two threads make no plan where one does", error.message);
        return;
    }
    snprintf(one, sizeof one, "%s/threads1", of->folder);
    snprintf(two, sizeof two, "%s/threads2", of->folder);
    if (onward_plan_write(made, of->scenario, one, &error) != ONWARD_OK ||
        onward_plan_write(other, of->scenario, two, &error) != ONWARD_OK)
        complain(of, "a plan cannot be written", error.message);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (!same_file(one, two, files[i])) complain(of, "one and two threads differ in", files[i]);
    all->same++;
    onward_plan_free(other);
}

static void try_one(tally *all, const char *root, uint64_t seed) {
    trial of = {.seed = seed};
    onward_plan *made = NULL;
    onward_error error = {0};
    all->tried++;
    of.scenario = generate_scenario(&of.world, &generate_small, seed);
    snprintf(of.folder, sizeof of.folder, "%s/%" PRIu64, root, seed);
    if (!of.scenario) {
        complain(&of, "the generated scenario has errors", "");
    } else {
        onward_status status = plan(&of, &made, 1, &error);
        if (status == ONWARD_OK || status == ONWARD_GAP) {
            all->plans++;
            check(&of, made, all);
            if (seed % THREADS_EVERY == 0) compare_threads(&of, made, all);
        } else if (status == ONWARD_INFEASIBLE) {
            all->infeasible++;
        } else if (status == ONWARD_LIMIT) {
            all->none++;
        } else {
            complain(&of, "the planner failed", error.message);
        }
    }
    if (of.failures > 0) {
        char kept[300];
        all->failed++;
        (void)generated_write(&of.world, of.folder);
        snprintf(kept, sizeof kept, "%s/plan", of.folder);
        if (made) (void)onward_plan_write(made, of.scenario, kept, &error);
    }
    onward_plan_free(made);
    ow_scenario_free(of.scenario);
    generated_free(&of.world);
}

int main(int argc, char **argv) {
    uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t count = generate_trials(argc, argv, 200, 20000);
    tally all = {0};
    char root[] = "/tmp/onward-plan-XXXXXX";
    if (!mkdtemp(root)) return 1;
    for (uint64_t seed = first; seed < first + count; seed++) {
        try_one(&all, root, seed);
        fflush(stdout);
    }
    printf("%u scenarios: %u planned, gap %.1f %% on average; %u proved infeasible, %u without a "
           "plan; "
           "%u compared with two threads; %u failed\n",
           all.tried, all.plans, all.plans > 0 ? all.gap_sum / all.plans : 0, all.infeasible,
           all.none, all.same, all.failed);
    if (all.failed > 0) printf("failing scenarios are kept in %s\n", root);
    return all.failed > 0 || all.plans * 2 < all.tried;
}
