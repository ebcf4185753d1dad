/* How many movements the checker checks in a second, on one core.
 * It makes a scenario of 60 sites, 365 days and enough vehicles, and a right plan for it in which
 * every person and item goes by road to a hub and by air home, one of each to a vehicle; then
 * checks that plan, first with its rows in order of days, then shuffled (the worst case for
 * memory). Usage: bench_check [MOVEMENTS]. Prints a line a run; exit 1 if the plan is not found
 * right. */
#include "base/buffer.h"
#include "base/random.h"
#include "check/check.h"
#include "plan/io.h"
#include "scenario/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { BASES = 58, DAYS = 365, PARCELS_A_UNIT = 100, ROWS_A_PARCEL = 6, FILES = 12 };

typedef struct tables {
    ow_buffer text[FILES];
    ow_source_file file[FILES];
    uint32_t count;
} tables;

static ow_buffer *add_table(tables *made, const char *name, const char *header) {
    ow_buffer *text = &made->text[made->count];
    made->file[made->count++].name = name;
    ow_buffer_text(text, header);
    return text;
}

static void write_places(tables *made, uint32_t parcels_a_day) {
    ow_buffer *text = add_table(made, "sites.csv", "site_id,lat,lon,country,kind,risk\n");
    ow_buffer_text(text, "hub,33,44,HST,airport,0.5\nhome,50,0,SND,home,\n");
    for (int b = 0; b < BASES; b++) ow_buffer_printf(text, "base%d,34,43,HST,crossing,1.5\n", b);
    text = add_table(made, "links.csv",
                     "link_id,from_site_id,to_site_id,mode,distance_km,missions_per_day,risk\n");
    ow_buffer_printf(text, "air,hub,home,air,2000,%u,\n", parcels_a_day + 1);
    for (int b = 0; b < BASES; b++)
        ow_buffer_printf(text, "road%d,base%d,hub,road,%d,%u,0.1\n", b, b, 60 + b,
                         parcels_a_day + 1);
}

static void write_means(tables *made, uint32_t parcels_a_day) {
    ow_buffer *text = add_table(
        made, "fleets.csv",
        "fleet_id,party_id,mode,people_max,payload_kg,speed_km_h,load_h,duty_h_per_day,cost_per_h,"
        "home_site_id\n");
    ow_buffer_text(text, "truck,US,road,4,9000,60,0.5,12,20,hub\njet,US,air,4,9000,800,1,14,90,\n");
    text = add_table(made, "fleet_days.csv", "fleet_id,vehicles\n");
    ow_buffer_printf(text, "truck,%u\njet,%u\n", parcels_a_day / 2 + 1, parcels_a_day / 2 + 1);
    text = add_table(made, "permissions.csv",
                     "permission_id,mode,from_date,to_date,missions_per_day,status\n");
    ow_buffer_printf(text, "p-road,road,2026-01-01,2026-12-31,%u,granted\n", parcels_a_day + 1);
    ow_buffer_printf(text, "p-air,air,2026-01-01,2026-12-31,%u,granted\n", parcels_a_day + 1);
}

static void write_units(tables *made, uint32_t units) {
    ow_buffer *text = add_table(made, "units.csv",
                                "unit_id,party_id,site_id,destination_site_id,people,capability\n");
    for (uint32_t u = 0; u < units; u++)
        ow_buffer_printf(text, "u%u,US,base%u,home,%d,%s\n", u, u % BASES, PARCELS_A_UNIT,
                         u % 5 == 0 ? "guard" : "");
    text = add_table(made, "items.csv", "item_id,mass_kg\n");
    ow_buffer_text(text, "crate,500\npallet,900\n");
    text = add_table(made, "holdings.csv", "unit_id,item_id,quantity\n");
    for (uint32_t u = 0; u < units; u++)
        ow_buffer_printf(text, "u%u,crate,%d\nu%u,pallet,%d\n", u, PARCELS_A_UNIT, u,
                         PARCELS_A_UNIT);
}

static onward_scenario *make_scenario(uint32_t units, uint32_t parcels_a_day) {
    tables made = {0};
    ow_buffer *text = add_table(&made, "scenario.csv",
                                "format_version,scenario_id,host_country,start_date,end_date,"
                                "permission_modes,points_per_1000_cost\n");
    ow_buffer_text(text, "1.0,bench,HST,2026-01-01,2026-12-31,road air,1\n");
    text = add_table(&made, "parties.csv", "party_id,role\n");
    ow_buffer_text(text, "HST,host\nUS,sending\n");
    text = add_table(&made, "limits.csv", "limit_id,kind,measure,of,scope,value\n");
    ow_buffer_text(text, "all,ceiling,people,,host,1000000000\n"
                         "guards,floor,people,guard,host,0\n");
    write_places(&made, parcels_a_day);
    write_means(&made, parcels_a_day);
    write_units(&made, units);
    for (uint32_t i = 0; i < made.count; i++) {
        made.file[i].bytes = made.text[i].data;
        made.file[i].length = made.text[i].length;
    }
    onward_scenario *scenario = NULL;
    ow_source *source = NULL;
    ow_arena *arena = ow_arena_new();
    ow_notices notices;
    ow_error error = {0};
    ow_notices_init(&notices, arena);
    ow_status status = ow_source_open_memory(&source, made.file, made.count, &error);
    if (status == OW_OK) status = ow_scenario_load_source(&scenario, source, &notices, &error);
    if (status != OW_OK) printf("%s:%d: %s\n", error.file, (int)error.row, error.message);
    ow_source_close(source);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    for (uint32_t i = 0; i < made.count; i++) ow_buffer_free(&made.text[i]);
    return scenario;
}

/* One leg of one parcel: a person, a crate and a pallet in a vehicle of their own. */
static void add_leg(const onward_scenario *s, onward_plan *p, ow_movement row) {
    const uint32_t items[] = {OW_NO_INDEX, ow_scenario_item(s, "crate"),
                              ow_scenario_item(s, "pallet")};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        row.item = items[i];
        p->movements[p->movements_count++] = row;
    }
}

static onward_plan *make_plan(const onward_scenario *s, uint32_t parcels, uint32_t parcels_a_day) {
    onward_plan *p = ow_plan_new();
    uint32_t hub = ow_scenario_site(s, "hub"), home = ow_scenario_site(s, "home");
    uint32_t truck = ow_scenario_fleet(s, "truck"), jet = ow_scenario_fleet(s, "jet");
    uint32_t air = ow_scenario_link(s, "air"), by_road = ow_scenario_permission(s, "p-road");
    uint32_t by_air = ow_scenario_permission(s, "p-air");
    p->movements = OW_ARRAY(p->arena, (size_t)parcels * ROWS_A_PARCEL, ow_movement);
    if (p->movements == NULL) return p;
    memcpy(p->scenario_sha256, s->sha256, sizeof s->sha256);
    for (uint32_t i = 0; i < parcels; i++) {
        int32_t day = (int32_t)(i / parcels_a_day);
        uint32_t place = i % parcels_a_day, unit = i % s->units_count;
        uint32_t base = s->units[unit].site, road = OW_NO_INDEX;
        for (uint32_t l = 0; l < s->links_count; l++)
            if (s->links[l].from_site == base) road = l;
        ow_movement row = {
            day,           day,         road,    base, hub,         truck, place / 2 + 1,
            place % 2 + 1, OW_NO_INDEX, by_road, unit, OW_NO_INDEX, 1};
        add_leg(s, p, row);
        row =
            (ow_movement){day + 1,       day + 1,     air,    hub,  home,        jet, place / 2 + 1,
                          place % 2 + 1, OW_NO_INDEX, by_air, unit, OW_NO_INDEX, 1};
        add_leg(s, p, row);
        p->last_out_day = day + 1;
    }
    p->gap_percent_milli = 100000;
    return p;
}

static void shuffle(onward_plan *p) {
    ow_random random;
    ow_random_seed(&random, 1, 1);
    for (uint32_t i = p->movements_count; i > 1; i--) {
        uint32_t j = ow_random_below(&random, i);
        ow_movement swap = p->movements[i - 1];
        p->movements[i - 1] = p->movements[j];
        p->movements[j] = swap;
    }
}

/* 1 if the plan is right. The first run tells what it costs. */
static int run(const onward_scenario *s, onward_plan *p, const char *rows) {
    ow_arena *arena = ow_arena_new();
    ow_verdict verdict = {0};
    ow_error error = {0};
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    ow_status status = ow_check_run(&verdict, s, p, arena, &error);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    int64_t faults = ow_verdict_total(&verdict);
    if (rows != NULL)
        printf("check, rows %s: %u movements in %.3f s of one core: %.0f movements a second, peak "
               "%ld MB, %s\n",
               rows, p->movements_count, seconds, p->movements_count / seconds,
               usage.ru_maxrss / 1024, faults == 0 ? "right" : "wrong");
    for (int rule = 0; rows != NULL && rule < OW_RULE_COUNT; rule++)
        if (verdict.total[rule] > 0) printf("  %s\n", verdict.violations[rule][0].text);
    p->points_milli = verdict.points_milli;
    ow_arena_free(arena);
    return status == OW_OK && faults == 0;
}

int main(int count, char **words) {
    uint32_t movements = count > 1 ? (uint32_t)strtoul(words[1], NULL, 10) : 1000000;
    uint32_t units = movements / (PARCELS_A_UNIT * ROWS_A_PARCEL) + 1;
    uint32_t parcels = units * PARCELS_A_UNIT, parcels_a_day = parcels / (DAYS - 5) + 1;
    onward_scenario *scenario = make_scenario(units, parcels_a_day);
    if (scenario == NULL) return 1;
    onward_plan *plan = make_plan(scenario, parcels, parcels_a_day);
    run(scenario, plan, NULL);
    int right = run(scenario, plan, "by day");
    shuffle(plan);
    right = run(scenario, plan, "shuffled") && right;
    ow_plan_free(plan);
    ow_scenario_free(scenario);
    return right ? 0 : 1;
}
