/* onward levels SCENARIO PLAN: CSV, or JSON, of what is where at the end of each day. */
#include "cli/cli.h"

#include <string.h>

static void put_csv(const onward_level *level) {
    printf("%s,%s,%lld,%lld,%lld,%lld\n", level->date, level->site_id, (long long)level->people,
           (long long)level->guards, (long long)level->items, (long long)level->open);
}

static void put_json(const onward_level *level, int is_first) {
    printf("%s\n  {\"date\": \"%s\", \"site_id\": ", is_first ? "" : ",", level->date);
    ow_cli_json_string(stdout, level->site_id);
    printf(", \"people\": %lld, \"guards\": %lld, \"items\": %lld, \"open\": %lld}",
           (long long)level->people, (long long)level->guards, (long long)level->items,
           (long long)level->open);
}

/* 0, or an exit code: nothing fits the site asked for. */
static int put_levels(const ow_cli_args *args, const onward_level *levels, uint32_t count) {
    const char *site = ow_cli_text(args, "site");
    int is_json = ow_cli_flag(args, "json"), found = 0;
    const char *wanted = strcmp(site, "country") ? site : "";
    fputs(is_json ? "[" : "date,site_id,people,guards,items,open\n", stdout);
    for (uint32_t i = 0; i < count; i++) {
        if (site[0] && strcmp(levels[i].site_id, wanted) != 0) continue;
        if (is_json)
            put_json(&levels[i], !found);
        else
            put_csv(&levels[i]);
        found = 1;
    }
    if (is_json) fputs("\n]\n", stdout);
    if (found || !site[0]) return 0;
    return ow_cli_usage("levels", "`%s` is no site of the host country", site);
}

int ow_cli_levels(const ow_cli_args *args) {
    onward_scenario *scenario = NULL;
    onward_plan *plan = NULL;
    onward_level *levels = NULL;
    onward_error error = {0};
    uint32_t count = 0;
    int64_t faults = 0;
    int code = ow_cli_load_scenario(&scenario, args->operands[0]);
    if (code == 0) code = ow_cli_load_plan(&plan, &faults, &error, args->operands[1], scenario);
    if (code == 0 && faults) code = ow_cli_fail(&error);
    if (code == 0 && onward_plan_levels(&levels, &count, plan, scenario, &error) != ONWARD_OK)
        code = ow_cli_fail(&error);
    if (code == 0) code = put_levels(args, levels, count);
    onward_levels_free(levels);
    onward_plan_free(plan);
    onward_scenario_free(scenario);
    return code;
}
