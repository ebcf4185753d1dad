/* onward validate SCENARIO */
#include "cli/cli.h"

/* What is in a scenario that can be planned, so that a reader sees at once whether it was read as
 * meant. */
static int put_counts(const char *path) {
    onward_error error = {0};
    onward_scenario *scenario = NULL;
    onward_scenario_counts n;
    if (onward_scenario_load(&scenario, path, &error) != ONWARD_OK) return ow_cli_fail(&error);
    onward_scenario_count(&n, scenario);
    char first[11], last[11];
    uint32_t days = onward_scenario_days(scenario);
    printf("%s: %s to %s, %u days\n", onward_scenario_id(scenario),
           onward_scenario_date(first, scenario, 0), onward_scenario_date(last, scenario, days - 1),
           days);
    printf("%u sites, %u of them in the host country; %u links, %u fleets, %u permissions, %u "
           "limits\n",
           n.sites, n.host_sites, n.links, n.fleets, n.permissions, n.limits);
    printf(
        "%u units with %lld people, %lld of them in the host country, and %lld items of %lld t\n",
        n.units, (long long)n.people, (long long)n.host_people, (long long)n.held,
        (long long)(n.held_kg / 1000));
    onward_scenario_free(scenario);
    return 0;
}

int ow_cli_validate(const ow_cli_args *args) {
    onward_error error = {0};
    onward_report *report = NULL;
    char *text = NULL;
    int code = 0;
    if (onward_validate(&report, args->operands[0], &error) != ONWARD_OK)
        return ow_cli_fail(&error);
    onward_status status = ow_cli_flag(args, "json") ? onward_report_json(&text, report, &error)
                                                     : onward_report_text(&text, report, &error);
    if (status != ONWARD_OK)
        code = ow_cli_fail(&error);
    else
        ow_cli_put(text);
    if (code == 0 && onward_report_errors(report) > 0)
        code = onward_status_exit_code(ONWARD_NO);
    else if (code == 0 && !ow_cli_flag(args, "json"))
        code = put_counts(args->operands[0]);
    onward_report_free(report);
    return code;
}
