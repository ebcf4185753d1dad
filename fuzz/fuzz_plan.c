/* Fuzz target: a plan's files, read against a small scenario, then derived, checked, summed up and
 * written as rows again. The input is files one after another: "=== name\n", then the file's bytes.
 * Whatever they hold, nothing crashes, and what was read as a plan can be judged. */
#include "plan/derive.h"
#include "plan/io.h"
#include "scenario/load.h"

#include <onward/check.h>
#include <onward/plan.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 16 };

#define FILE_OF(name, text)                                                                        \
    { name, text, sizeof(text) - 1 }

static const ow_source_file scenario_files[] = {
    FILE_OF("scenario.csv", "format_version,scenario_id,host_country,start_date,end_date,deadline,"
                            "permission_modes,handover_teams\n"
                            "1.0,small,AAA,2026-01-01,2026-01-09,2026-01-04,road,1\n"),
    FILE_OF("parties.csv", "party_id,role\nhost,host\nus,sending\n"),
    FILE_OF("sites.csv",
            "site_id,lat,lon,country,kind,open_points_per_day,guard_min,handover_days\n"
            "base,1,1,AAA,base,10,1,1\nport,1,2,AAA,seaport,,,\nhome,2,2,BBB,home,,,\n"),
    FILE_OF("links.csv", "link_id,from_site_id,to_site_id,mode,distance_km,risk\n"
                         "r1,base,port,road,100,0.5\ns1,port,home,sea,900,0\n"),
    FILE_OF("fleets.csv",
            "fleet_id,mode,people_max,payload_kg,speed_km_h,duty_h_per_day,convoy_max,"
            "escort_people_per_convoy\n"
            "bus,road,10,5000,50,10,3,1\nship,sea,100,,30,24,,\n"),
    FILE_OF("fleet_days.csv", "fleet_id,vehicles\nbus,2\nship,1\n"),
    FILE_OF("units.csv", "unit_id,party_id,site_id,destination_site_id,people,capability\n"
                         "u1,us,base,home,6,guard\nu2,us,base,home,3,\n"),
    FILE_OF("items.csv", "item_id,mass_kg,fates,drives,crew\nbox,1000,return destroy,0,\n"
                         "car,2000,return,1,1\n"),
    FILE_OF("holdings.csv", "unit_id,item_id,quantity\nu2,box,2\nu2,car,1\n"),
    FILE_OF("limits.csv", "limit_id,kind,measure,of,scope,scope_id,value\n"
                          "f1,floor,people,guard,site,base,0\nc1,ceiling,people,,host,,9\n"),
    FILE_OF("permissions.csv", "permission_id,mode,from_date,to_date,status\n"
                               "p1,road,2026-01-01,2026-01-09,granted\n"
                               "p2,road,2026-01-01,2026-01-09,denied\n"),
};

static onward_scenario *load_scenario(void) {
    onward_scenario *scenario = NULL;
    ow_source *source = NULL;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    uint32_t count = sizeof scenario_files / sizeof *scenario_files;
    if (ow_source_open_memory(&source, scenario_files, count, NULL) != OW_OK ||
        ow_scenario_load_source(&scenario, source, &notices, NULL) != OW_OK)
        abort(); /* the scenario above is right */
    ow_source_close(source);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return scenario;
}

/* Cuts the input into files; names and texts point into it, which is therefore a copy. */
static uint32_t cut(ow_source_file files[FILES_MAX], char *text) {
    uint32_t count = 0;
    char *at = strncmp(text, "=== ", 4) ? NULL : text;
    while (at && count < FILES_MAX) {
        char *name = at + 4, *end = strchr(name, '\n');
        if (!end) break;
        *end = '\0';
        char *body = end + 1, *next = strstr(body, "=== ");
        files[count++] = (ow_source_file){name, body, next ? (size_t)(next - body) : strlen(body)};
        at = next;
    }
    return count;
}

static void judge(onward_plan *plan, const onward_scenario *scenario) {
    onward_verdict *verdict = NULL;
    onward_summary *summary = NULL;
    char *text = NULL;
    ow_rows rows = {0};
    if (onward_check(&verdict, scenario, plan, NULL) == ONWARD_OK &&
        onward_verdict_json(&text, verdict, NULL) == ONWARD_OK)
        free(text);
    onward_verdict_free(verdict);
    if (onward_plan_summary(&summary, plan, scenario, NULL) == ONWARD_OK &&
        onward_summary_text(&text, summary, NULL) == ONWARD_OK)
        free(text);
    onward_summary_free(summary);
    (void)ow_plan_derive(plan, scenario, NULL);
    (void)ow_plan_to_rows(&rows, plan->arena, plan, scenario, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static onward_scenario *scenario; /* loaded once; read-only, and freed by nobody */
    if (!scenario) scenario = load_scenario();
    char *text = malloc(size + 1);
    if (!text) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    ow_source_file files[FILES_MAX];
    ow_source *source = NULL;
    onward_plan *plan = NULL;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    uint32_t count = cut(files, text);
    if (ow_source_open_memory(&source, files, count, NULL) == OW_OK &&
        ow_plan_read_source(&plan, source, scenario, &notices, NULL) == OW_OK)
        judge(plan, scenario);
    ow_plan_free(plan);
    ow_source_close(source);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    free(text);
    return 0;
}
