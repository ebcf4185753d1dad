/* Plans a scenario with libonward: load, validate, plan with progress, check, write.
 *   cc plan_example.c $(pkg-config --cflags --libs onward) -o plan_example
 *   ./plan_example examples/iraq-2020 plan */
#include <onward/onward.h>
#include <stdio.h>

static int fail(const onward_error *error) {
    fprintf(stderr, "%s %s%s\n", error->file, error->message, error->hint);
    return onward_status_exit_code(error->status);
}

static void show(void *context, const onward_progress *p) {
    (void)context;
    fprintf(stderr, "%6.1f s  %-12s gap %.2f %%\n", p->seconds, p->source, p->gap_percent);
}

static int validate(const char *path) {
    onward_error error;
    onward_report *report;
    onward_notice notice;
    if (onward_validate(&report, path, &error) != ONWARD_OK) return fail(&error);
    for (uint32_t i = 0; i < onward_report_notices(report); i++) {
        onward_report_notice(&notice, report, i);
        fprintf(stderr, "%s:%lld %s: %s\n", notice.file, (long long)notice.row, notice.severity,
                notice.message);
    }
    int wrong = onward_report_errors(report) > 0;
    onward_report_free(report);
    return wrong;
}

int main(int argc, char **argv) {
    onward_error error;
    onward_scenario *scenario = NULL;
    onward_plan *plan = NULL;
    onward_verdict *verdict = NULL;
    int code = 0;
    if (argc != 3) return fprintf(stderr, "usage: plan_example SCENARIO FOLDER\n"), 2;
    if ((code = validate(argv[1])) != 0) return code;
    if (onward_scenario_load(&scenario, argv[1], &error) != ONWARD_OK) return fail(&error);

    onward_planner_options options = ONWARD_PLANNER_OPTIONS_INIT;
    options.work_limit = 2000000; /* the same plan on every machine */
    options.progress = show;
    if (onward_plan_make(&plan, scenario, &options, &error) != ONWARD_OK) {
        code = fail(&error);
    } else if (onward_check(&verdict, scenario, plan, &error) != ONWARD_OK) {
        code = fail(&error);
    } else if (!onward_verdict_right(verdict)) {
        code = onward_status_exit_code(ONWARD_INTERNAL);
    } else if (onward_plan_write(plan, scenario, argv[2], &error) != ONWARD_OK) {
        code = fail(&error);
    } else {
        printf("%s: %s\n", argv[2], onward_verdict_gap(verdict));
    }
    onward_verdict_free(verdict);
    onward_plan_free(plan);
    onward_scenario_free(scenario);
    return code;
}
