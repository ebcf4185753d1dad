/* The exact model against checker and planner, on tiny random scenarios, with cbc (and glpsol on a
 * few) as separate processes. For each scenario: an optimum of the model, turned into a plan,
 * passes the checker, and costs in the plan's integers what it costs in the model; the planner's
 * plan passes the checker and costs no less; its bound costs no more; the planner's plan, fixed in
 * the model, is feasible there and costs the same; where the model says that there is no plan, the
 * planner makes none. Arguments: first seed and number of seeds (1 and 100; 5,000 with
 * ONWARD_NIGHTLY=1). A failing scenario is kept under the folder that is printed. */
#include "decode.h"
#include "generate.h"

#include "plan/io.h"
#include "scenario/load.h"

#include <onward/check.h>
#include <onward/export.h>
#include <onward/planner.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECONDS_MAX 10u
#define WORK_LIMIT 3000000

typedef struct trial {
    uint64_t seed;
    generated world;
    onward_scenario *scenario;
    char *model;
    size_t length;
    solved exact;
    char folder[256];
    int failures;
} trial;

/* Columns of the model by kind, with how many optima they were above 0. */
static const char *const kinds[] = {
#define NAME(kind, text, fields, rule, meaning) text,
#include "export/mps.def"
#undef NAME
};
#define KINDS (sizeof kinds / sizeof *kinds)

typedef struct tally {
    uint32_t used[KINDS];
    uint32_t tried, solved, infeasible, open, plans, none, best, failed, glpsol;
    double gap_sum;
} tally;

static void complain(trial *of, const char *what, const char *detail) {
    printf("seed %" PRIu64 ": %s%s%s\n", of->seed, what, *detail ? ": " : "", detail);
    of->failures++;
}

/* Checks a plan; complains of the first breach. */
static int check_plan(trial *of, const onward_plan *plan, const char *whose) {
    onward_verdict *verdict = NULL;
    onward_error error = {0};
    char text[800];
    if (onward_check(&verdict, of->scenario, plan, &error) != ONWARD_OK) {
        complain(of, "the checker failed", error.message);
        return 0;
    }
    int right = onward_verdict_right(verdict);
    const onward_violation *first = onward_verdict_violation(verdict, 0);
    if (!right && first) {
        snprintf(text, sizeof text, "%s: %s", first->rule, first->text);
        complain(of, whose, text);
    } else if (!right) {
        complain(of, whose, "no reason given");
    }
    onward_verdict_free(verdict);
    return right;
}

static void keep_plan(const trial *of, const onward_plan *plan, const char *name) {
    char folder[300];
    ow_error error;
    snprintf(folder, sizeof folder, "%s/%s", of->folder, name);
    (void)ow_plan_write(plan, of->scenario, folder, &error);
}

/* The optimum of the model is a plan of the same points. */
static void try_decode(trial *of) {
    char text[160];
    onward_plan *plan = decode_solution(&of->exact, of->scenario);
    if (!plan) {
        complain(of, "the model's optimum could not be turned into a plan", "");
        return;
    }
    int right = check_plan(of, plan, "the checker refuses the model's optimum");
    /* Escorts cost nothing where the link has no risk, and convoys that carry nothing are left out.
     */
    if (plan->points_milli != of->exact.objective) {
        snprintf(text, sizeof text, "%" PRId64 " as a plan, %" PRId64 " in the model",
                 plan->points_milli, of->exact.objective);
        complain(of, "points of the model's optimum differ", text);
        right = 0;
    }
    if (!right) keep_plan(of, plan, "optimum");
    ow_plan_free(plan);
}

static int has_escorts(const onward_plan *plan) {
    for (uint32_t c = 0; c < plan->convoys_count; c++)
        if (plan->convoys[c].escort_people > 0) return 1;
    return 0;
}

/* The plan, fixed in the model, is feasible there and costs the same. */
static void try_encode(trial *of, const onward_plan *plan) {
    ow_buffer fixed = {0};
    char missing[256] = "", text[160];
    solved fixed_in = {.kind = ANSWER_NONE};
    if (!encode_plan(&fixed, missing, of->model, of->length, plan, of->scenario)) {
        complain(of, "the plan does what the model has no column for", missing);
    } else {
        char folder[300];
        snprintf(folder, sizeof folder, "%s/fixed", of->folder);
        solver_cbc(&fixed_in, folder, fixed.data, fixed.length, SECONDS_MAX);
        snprintf(text, sizeof text, "%" PRId64 " as a plan, %" PRId64 " in the model",
                 plan->points_milli, fixed_in.objective);
        if (fixed_in.kind == ANSWER_INFEASIBLE)
            complain(of, "the plan is infeasible in the model", "");
        else if (fixed_in.kind == ANSWER_OPTIMAL &&
                 (has_escorts(plan) ? fixed_in.objective > plan->points_milli
                                    : fixed_in.objective != plan->points_milli))
            complain(of, "points of the plan differ", text);
    }
    solved_free(&fixed_in);
    ow_buffer_free(&fixed);
}

static void try_planner(trial *of, tally *all) {
    onward_planner_options options = ONWARD_PLANNER_OPTIONS_INIT;
    onward_plan *plan = NULL;
    onward_error error = {0};
    char text[160];
    options.threads = 1;
    options.work_limit = WORK_LIMIT;
    onward_status status = onward_plan_make(&plan, of->scenario, &options, &error);
    int failures = of->failures;
    if (status == ONWARD_INFEASIBLE && of->exact.kind == ANSWER_OPTIMAL)
        complain(of, "the planner says infeasible and the model has a plan", error.message);
    if (status != ONWARD_OK && status != ONWARD_GAP) {
        if (status != ONWARD_INFEASIBLE && status != ONWARD_LIMIT)
            complain(of, "the planner failed", error.message);
        all->none += of->exact.kind == ANSWER_OPTIMAL;
        return;
    }
    all->plans++;
    check_plan(of, plan, "the checker refuses the planner's plan");
    if (of->exact.kind == ANSWER_INFEASIBLE) complain(of, "a plan where the model has none", "");
    if (of->exact.kind == ANSWER_OPTIMAL) {
        snprintf(text, sizeof text, "bound %" PRId64 ", optimum %" PRId64 ", plan %" PRId64,
                 plan->bound_points_milli, of->exact.objective, plan->points_milli);
        if (plan->points_milli < of->exact.objective) complain(of, "better than the optimum", text);
        if (plan->bound_points_milli > of->exact.objective)
            complain(of, "bound above the optimum", text);
        all->best += plan->points_milli == of->exact.objective;
        if (of->exact.objective > 0)
            all->gap_sum += 100.0 * (double)(plan->points_milli - of->exact.objective) /
                            (double)of->exact.objective;
    }
    try_encode(of, plan);
    if (of->failures > failures) keep_plan(of, plan, "plan");
    ow_plan_free(plan);
}

/* glpsol reads the same model and says the same; only where it is quick. */
static void try_glpsol(trial *of, tally *all) {
    solved other;
    char text[160];
    solver_glpsol(&other, of->folder, of->model, of->length, 3);
    all->glpsol += other.kind != ANSWER_NONE;
    snprintf(text, sizeof text, "%" PRId64 " and %" PRId64, of->exact.objective, other.objective);
    if (other.kind != ANSWER_NONE && of->exact.kind != ANSWER_NONE &&
        (other.kind != of->exact.kind ||
         (other.kind == ANSWER_OPTIMAL && other.objective != of->exact.objective)))
        complain(of, "cbc and glpsol differ", text);
    solved_free(&other);
}

/* Notes which kinds of columns the optimum uses: what was never used was never tried. */
static void note_kinds(tally *all, const solved *exact) {
    for (size_t k = 0; k < KINDS; k++)
        for (uint32_t i = 0; i < exact->values.count; i++)
            if (strcmp(exact->values.data[i].field[0], kinds[k]) == 0) {
                all->used[k]++;
                break;
            }
}

static void try_one(tally *all, const char *root, uint64_t seed, int glpsol) {
    trial of = {.seed = seed};
    onward_error error = {0};
    of.scenario = generate_scenario(&of.world, &generate_tiny, seed);
    snprintf(of.folder, sizeof of.folder, "%s/%" PRIu64, root, seed);
    all->tried++;
    if (!of.scenario) {
        complain(&of, "the generated scenario has errors", "");
    } else if (onward_export_mps(&of.model, &of.length, of.scenario, &error) != ONWARD_OK) {
        complain(&of, "no model", error.message);
    } else {
        solver_cbc(&of.exact, of.folder, of.model, of.length, SECONDS_MAX);
        all->solved += of.exact.kind == ANSWER_OPTIMAL;
        note_kinds(all, &of.exact);
        all->infeasible += of.exact.kind == ANSWER_INFEASIBLE;
        all->open += of.exact.kind == ANSWER_NONE;
        if (of.exact.kind == ANSWER_OPTIMAL) try_decode(&of);
        try_planner(&of, all);
        if (glpsol && of.length < 60000) try_glpsol(&of, all);
    }
    if (of.failures > 0) {
        all->failed++;
        (void)generated_write(&of.world, of.folder);
    }
    solved_free(&of.exact);
    free(of.model);
    ow_scenario_free(of.scenario);
    generated_free(&of.world);
}

int main(int argc, char **argv) {
    uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t count = generate_trials(argc, argv, 100, 5000);
    tally all = {0};
    char root[] = "/tmp/onward-exact-XXXXXX";
    if (!solver_has_cbc()) {
        puts("cbc is not installed (Debian: coinor-cbc): skipped");
        return 77;
    }
    int glpsol = solver_has_glpsol();
    if (!mkdtemp(root)) return 1;
    for (uint64_t seed = first; seed < first + count; seed++) {
        try_one(&all, root, seed, glpsol && seed % 5 == 0);
        fflush(stdout);
    }
    printf("%u scenarios: %u with an optimum, %u without a plan, %u not solved in time; %u "
           "planned, of "
           "them %u to the optimum, on average %.2f %% above it; %u with a plan that the planner "
           "did not "
           "find; %u compared with glpsol; %u failed\n",
           all.tried, all.solved, all.infeasible, all.open, all.plans, all.best,
           all.solved > 0 ? all.gap_sum / all.solved : 0, all.none, all.glpsol, all.failed);
    printf("optima that use:");
    for (size_t k = 0; k < KINDS; k++)
        if (all.used[k] > 0) printf(" %s %u", kinds[k], all.used[k]);
    putchar('\n');
    if (all.failed > 0) printf("failing scenarios are kept in %s\n", root);
    return all.failed > 0 || all.solved * 2 < all.tried;
}
