/* The exact model on scenarios whose optimum is worked out by hand: packing mission by mission,
 * escorts counted by unit, trips of no time, several trips a day, vehicles that come and go. And
 * what its text must be: rows and columns named once, short names, numbers instead of names that
 * are too long. */
#include "generate.h"
#include "solver.h"

#include "base/file.h"
#include "scenario/load.h"

#include <onward/export.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A host base B, a home H; late people and tonnes cost far more than any mission; missions cost 1
 * point an hour of cycle. Days 2020-01-01 and on. */
static const char head[] =
    "format_version,scenario_id,host_country,start_date,end_date,points_per_person_day,"
    "points_per_1000_cost,points_per_late_person_day,points_per_late_tonne_day\n";
static const char sites[] = "site_id,lat,lon,country,kind\nB,1,1,HST,base\nH,2,2,HOM,home\n";
static const char parties[] = "party_id,role\np,sending\n";

typedef struct world_text {
    const char *scenario, *links, *fleets, *fleet_days, *units, *items, *holdings;
} world_text;

static void fill(ow_buffer *to, const char *first, const char *text) {
    if (text) ow_buffer_printf(to, "%s%s", first, text);
}

static onward_scenario *make(const world_text *text) {
    generated from = {0};
    fill(&from.tables[GENERATE_scenario], head, text->scenario);
    fill(&from.tables[GENERATE_sites], sites, "");
    fill(&from.tables[GENERATE_parties], parties, "");
    fill(&from.tables[GENERATE_links], "link_id,from_site_id,to_site_id,mode,distance_km\n",
         text->links);
    fill(&from.tables[GENERATE_fleets],
         "fleet_id,mode,people_max,payload_kg,speed_km_h,duty_h_per_day,cost_per_h,convoy_max,"
         "escort_people_per_convoy\n",
         text->fleets);
    fill(&from.tables[GENERATE_fleet_days], "fleet_id,from_date,to_date,vehicles\n",
         text->fleet_days);
    fill(&from.tables[GENERATE_units],
         "unit_id,party_id,site_id,destination_site_id,people,capability,due_date,may_stay\n",
         text->units);
    fill(&from.tables[GENERATE_items], "item_id,mass_kg\n", text->items);
    fill(&from.tables[GENERATE_holdings], "unit_id,item_id,quantity\n", text->holdings);
    onward_scenario *scenario = generated_load(&from);
    generated_free(&from);
    assert_non_null(scenario);
    return scenario;
}

/* Least points, in thousandths; -1 if there is no plan. */
static int64_t optimum(const world_text *text) {
    char folder[] = "/tmp/onward-mps-XXXXXX", path[64];
    static const char *const files[] = {"model.mps", "model.sol", "cbc.out"};
    onward_scenario *scenario = make(text);
    char *model = NULL;
    size_t length = 0;
    solved answer_of;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(onward_export_mps(&model, &length, scenario, NULL), ONWARD_OK);
    assert_int_equal(strlen(model), length);
    solver_cbc(&answer_of, folder, model, length, 60);
    int64_t points = answer_of.kind == ANSWER_OPTIMAL ? answer_of.objective : -1;
    assert_int_not_equal(answer_of.kind, ANSWER_NONE);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
    solved_free(&answer_of);
    free(model);
    ow_scenario_free(scenario);
    return points;
}

/* 7 items above half a payload take 7 missions, though all that there is weighs 441 of 500 kg.
 * Cycle: an hour there and one back. There are too many ways to load a mission to list them. */
static void test_packed_by_mission(void **state) {
    (void)state;
    world_text text = {
        .scenario = "1.0,s,HST,2020-01-01,2020-01-01,0,1000,0,100000\n",
        .links = "L,B,H,air,100\n",
        .fleets = "F,air,,100,100,24,1,,\n",
        .fleet_days = "F,,,10\n",
        .units = "U,p,B,H,0,,,\n",
        .items = "a,51\nb,52\nc,53\nd,54\ne,55\nf,56\ng,57\nm,1\nn,2\no,3\nq,4\nr,5\ns,6\n",
        .holdings = "U,a,1\nU,b,1\nU,c,1\nU,d,1\nU,e,1\nU,f,1\nU,g,1\nU,m,3\nU,n,3\nU,o,3\n"
                    "U,q,3\nU,r,3\nU,s,3\n"};
    assert_int_equal(optimum(&text), 7 * 2 * 1000);
}

/* Sizes of which each divides the next: 3 of 4 t, 1 of 2 t and 5 of 1 t into 5 t need 4 missions
 * (the room beside a 4 t item is 1 t), not ⌈19 / 5⌉ = 4 by weight alone but 5 with two of 2 t more.
 */
static void test_packed_by_size(void **state) {
    (void)state;
    world_text text = {.scenario = "1.0,s,HST,2020-01-01,2020-01-01,0,1000,0,100000\n",
                       .links = "L,B,H,air,100\n",
                       .fleets = "F,air,,5000,100,24,1,,\n",
                       .fleet_days = "F,,,10\n",
                       .units = "U,p,B,H,0,,,\n",
                       .items = "a,4000\nb,2000\nc,1000\n",
                       .holdings = "U,a,3\nU,b,1\nU,c,5\n"};
    assert_int_equal(optimum(&text), 4 * 2 * 1000);
    text.holdings = "U,a,3\nU,b,3\n"; /* 18 t of 20, but two of 2 t a mission at most: 3 + 2 */
    assert_int_equal(optimum(&text), 5 * 2 * 1000);
}

/* Five missions in convoys of at most 2 vehicles, each with 2 guards who come back and stay; 1 h of
 * cycle each. What is not there at the end of a day is late (due before the start): 100 points a
 * tonne and day. With 6 guards 3 convoys run on the first day; with 5, two, and 1 t waits a day;
 * with 3, one a day: 3 t wait a day, and one of them another; with 1, none: late on 3 days, and 3
 * days more for never arriving. */
static void test_counted_escorts(void **state) {
    (void)state;
    world_text text = {.scenario = "1.0,s,HST,2020-01-01,2020-01-03,0,1000,0,100\n",
                       .links = "L,B,H,road,30\n",
                       .fleets = "F,road,0,1000,60,24,1,2,2\n",
                       .fleet_days = "F,,,5\n",
                       .units = "U,p,B,H,0,,2019-12-31,\nG,p,B,,6,guard,,1\n",
                       .items = "a,1000\n",
                       .holdings = "U,a,5\n"};
    assert_int_equal(optimum(&text), 5 * 1000);
    text.units = "U,p,B,H,0,,2019-12-31,\nG,p,B,,5,guard,,1\n";
    assert_int_equal(optimum(&text), 5 * 1000 + 100 * 1000);
    text.units = "U,p,B,H,0,,2019-12-31,\nG,p,B,,3,guard,,1\n";
    assert_int_equal(optimum(&text), 5 * 1000 + (3 + 1) * 100 * 1000);
    text.units = "U,p,B,H,0,,2019-12-31,\nG,p,B,,1,guard,,1\n"; /* no convoy: late all days, and 3
                                                                   days more */
    assert_int_equal(optimum(&text), 5 * (3 + 3) * 100 * 1000);
}

/* A vehicle with 10 h of duty: cycles of 6 h and of 4 h share a day, two of 6 h do not, and a link
 * of no length takes no time. */
static void test_trips_of_a_day(void **state) {
    (void)state;
    world_text text = {.scenario = "1.0,s,HST,2020-01-01,2020-01-02,0,0,100,0\n",
                       .links = "L,B,H,road,150\nM,B,H,rail,1\n",
                       .fleets = "F,road,1,0,50,10,0,,\n",
                       .fleet_days = "F,,,1\n",
                       .units = "U,p,B,H,2,,2019-12-31,\n"};
    assert_int_equal(optimum(&text),
                     100 * 1000); /* 6 h each: the second leaves, and arrives, a day late */
    text.links =
        "L,B,H,road,150\nM,B,H,road,100\n"; /* the way back is always the shorter: 5 h and 4 h */
    assert_int_equal(optimum(&text), 0);
    text.links = "L,B,H,road,0\n";
    assert_int_equal(optimum(&text), 0);
}

/* Missions of two days while the number of vehicles is 1, 2, 1: the second vehicle is there on one
 * day only, so that it makes none, and the first makes one of days 1 and 2, or of 2 and 3. */
static void test_vehicles_by_level(void **state) {
    (void)state;
    world_text text = {.scenario = "1.0,s,HST,2020-01-01,2020-01-03,0,0,100,0\n",
                       .links =
                           "L,B,H,road,480\n", /* 8 h: arrives the same day, back on the next */
                       .fleets = "F,road,1,0,60,8,0,,\n",
                       .fleet_days = "F,,,1\nF,2020-01-02,2020-01-02,1\n",
                       .units = "U,p,B,H,2,,2019-12-31,\n"};
    /* One leaves on the first day, the other on the third (back after the end): 2 days late. */
    assert_int_equal(optimum(&text), 2 * 100 * 1000);
    text.fleet_days = "F,,,2\n";
    assert_int_equal(optimum(&text), 0);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a section, each once: rows stand once, columns in the bounds once. Returns how many. */
static uint32_t check_names(const char *from, const char *end, uint32_t skip) {
    OW_VECTOR(char *) names = {0};
    while (from < end) {
        for (uint32_t i = 0; i < skip; i++) from += strcspn(from, " ") + 1;
        size_t length = strcspn(from, " \n");
        assert_in_range(length, 1, 255);
        assert_true(OW_PUSH(&names, strndup(from, length)));
        from += strcspn(from, "\n") + 1;
    }
    qsort(names.data, names.count, sizeof *names.data, by_text);
    for (uint32_t i = 1; i < names.count; i++)
        assert_string_not_equal(names.data[i - 1], names.data[i]);
    for (uint32_t i = 0; i < names.count; i++) free(names.data[i]);
    uint32_t count = names.count;
    OW_VECTOR_FREE(&names);
    return count;
}

static const char *after(const char *text, const char *mark) {
    const char *found = strstr(text, mark);
    assert_non_null(found);
    return found + strlen(mark);
}

static void test_names(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        generated from;
        char *model = NULL;
        size_t length = 0;
        onward_scenario *scenario = generate_scenario(&from, &generate_tiny, seed);
        assert_non_null(scenario);
        assert_int_equal(onward_export_mps(&model, &length, scenario, NULL), ONWARD_OK);
        uint32_t rows = check_names(after(model, "\nROWS\n"), after(model, "\nCOLUMNS\n") - 8, 2);
        uint32_t columns =
            check_names(after(model, "\nBOUNDS\n"), after(model, "\nENDATA\n") - 7, 3);
        assert_true(rows > 1);
        assert_true(columns > 0);
        free(model);
        ow_scenario_free(scenario);
        generated_free(&from);
    }
}

/* Ids of 64 letters make names of more than 255. */
static void test_long_names(void **state) {
    (void)state;
    char unit[80], item[80], fleet[80], units[200], items[200], holdings[300], fleets[200],
        days[200], links[200];
    memset(unit, 'u', 64), memset(item, 'i', 64), memset(fleet, 'f', 64);
    unit[64] = item[64] = fleet[64] = '\0';
    snprintf(units, sizeof units, "%s,p,B,H,1,,,\n", unit);
    snprintf(items, sizeof items, "%s,100\n", item);
    snprintf(holdings, sizeof holdings, "%s,%s,1\n", unit, item);
    snprintf(fleets, sizeof fleets, "%s,air,5,1000,100,24,1,,\n", fleet);
    snprintf(days, sizeof days, "%s,,,1\n", fleet);
    snprintf(links, sizeof links, "L%.63s,B,H,air,100\n", unit);
    world_text text = {.scenario = "1.0,s,HST,2020-01-01,2020-01-02,0,1000,100,100000\n",
                       .links = links,
                       .fleets = fleets,
                       .fleet_days = days,
                       .units = units,
                       .items = items,
                       .holdings = holdings};
    onward_scenario *scenario = make(&text);
    char *model = NULL;
    size_t length = 0;
    assert_int_equal(onward_export_mps(&model, &length, scenario, NULL), ONWARD_OK);
    assert_null(strstr(model, unit));
    assert_non_null(strstr(model, "\n E r0\n"));
    free(model);
    ow_scenario_free(scenario);
    assert_int_equal(optimum(&text), 2 * 1000);
}

/* Each kind of row and column stands in the reference page. */
static void test_documented(void **state) {
    static const char *const kinds[] = {
#define NAME(kind, text, fields, rule, meaning) "\n| `" text "/",
#include "export/mps.def"
#undef NAME
    };
    (void)state;
    ow_buffer page = {0};
    assert_int_equal(
        ow_file_read(&page, ONWARD_SOURCE_DIR "/docs/reference/mps.md", OW_FILE_BYTES_MAX, NULL),
        OW_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strstr(page.data, kinds[i]))
            fail_msg("docs/reference/mps.md does not list%s", kinds[i]);
    ow_buffer_free(&page);
}

int main(void) {
    const struct CMUnitTest solved_by_hand[] = {
        cmocka_unit_test(test_packed_by_mission), cmocka_unit_test(test_packed_by_size),
        cmocka_unit_test(test_counted_escorts),   cmocka_unit_test(test_trips_of_a_day),
        cmocka_unit_test(test_vehicles_by_level), cmocka_unit_test(test_long_names)};
    const struct CMUnitTest texts[] = {cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_documented)};
    int failed = cmocka_run_group_tests(texts, NULL, NULL);
    if (!solver_has_cbc()) {
        puts("cbc is not installed (Debian: coinor-cbc): what needs it is skipped");
        return failed ? 1 : 77;
    }
    return cmocka_run_group_tests(solved_by_hand, NULL, NULL) + failed > 0;
}
