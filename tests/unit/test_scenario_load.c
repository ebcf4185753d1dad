/* Loading: every resolved value by hand, the identity, archives, and that it takes no longer than
 * it must. */
#include "base/buffer.h"
#include "base/day.h"
#include "base/file.h"
#include "scenario/load.h"
#include "tables/read.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <onward/scenario.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum { FILES_MAX = 32 };

#define FILE_OF(name, text)                                                                        \
    { name, text, sizeof(text) - 1 }

static const ow_source_file small[] = {
    FILE_OF("scenario.csv",
            "format_version,scenario_id,host_country,start_date,end_date,deadline,permission_modes,"
            "handover_teams,points_per_person_day\n"
            "1.0,small,AAA,2027-03-01,2027-03-10,2027-03-08,air road,,2.5\n"),
    FILE_OF("parties.csv", "party_id,role\nhost,host\np,sending\nq,sending\n"),
    FILE_OF("sites.csv",
            "site_id,lat,lon,country,kind,people_max,risk,guard_min,close_by,handover_days,"
            "stays_open\n"
            "b,10.5,-20.25,AAA,base,500,,1,2027-03-09,2,0\n"
            "e,10,20,AAA,embassy,,0.5,,,0,1\n"
            "p,10,21,AAA,airport,100,,,2030-01-01,0,0\n"
            "h,10,22,BBB,home,,,,,0,0\n"),
    FILE_OF("links.csv",
            "link_id,from_site_id,to_site_id,mode,distance_km,both_ways,one_way_h,risk\n"
            "r,b,p,road,100.5,1,,0.25\nq,e,p,road,60,0,1.501,\na,p,h,air,900,,,\n"),
    FILE_OF("fleets.csv",
            "fleet_id,party_id,mode,people_max,payload_kg,speed_km_h,load_h,convoy_max,"
            "escort_people_per_convoy\n"
            "bus,,road,40,,50,0.01,5,4\nvan,p,road,8,900,60,,5,\njet,q,air,0,20000,800,1,,\n"
            "plane,,air,60,,700,,,\n"),
    FILE_OF("fleet_days.csv", "fleet_id,from_date,to_date,vehicles\n"
                              "bus,,,3\nbus,2027-03-02,2027-03-03,2\nvan,2026-01-01,2027-03-01,1\n"
                              "jet,2027-03-09,2028-01-01,1\nplane,,,1\n"),
    FILE_OF("fleet_links.csv", "fleet_id,link_id,one_way_h,cycle_h\nbus,q,,4\nbus,r,2.5,\n"),
    FILE_OF("units.csv",
            "unit_id,party_id,site_id,destination_site_id,people,capability,ready_date,due_date,"
            "may_stay,window_days\n"
            "u2,p,b,h,30,guard,2027-03-03,2027-02-01,0,\n"
            "u1,q,b,h,20,medical,2026-01-01,,0,4\n"
            "u3,q,e,,10,,2028-01-01,2027-03-20,1,\n"),
    FILE_OF("items.csv", "item_id,mass_kg,area_m2,drives,fates,destroy_points,controlled\n"
                         "box,800,2.5,0,return sell destroy,7,1\ncar,1500,,1,return transfer,,\n"),
    FILE_OF("holdings.csv", "unit_id,item_id,quantity\nu1,car,2\nu2,box,4\nu1,box,1\n"),
    FILE_OF("limits.csv", "limit_id,kind,measure,of,scope,scope_id,from_date,to_date,value\n"
                          "l1,floor,people,medical,site,b,2027-02-01,2027-03-02,5\n"
                          "l2,ceiling,items,box,party,p,2027-03-05,,9\n"
                          "l3,ceiling,people,cook,host,,2027-04-01,,9\n"),
    FILE_OF("permissions.csv",
            "permission_id,amends,to_party_id,activity,mode,link_id,from_date,to_date,"
            "missions_per_day,status\n"
            "g1,,,movement,road,,2027-01-01,2027-12-31,,granted\n"
            "g2,,p,movement,,a,2027-03-02,2027-03-05,3,deemed\n"
            "over,,,overflight,air,,2027-03-01,2027-03-10,,granted\n"
            "asked,g1,,movement,road,,2027-03-01,2027-03-10,,requested\n"
            "no,g2,,movement,air,,2027-03-01,2027-03-10,,denied\n"
            "air,,,movement,air,,2027-03-01,2027-03-10,,restricted\n"),
    FILE_OF("precedence.csv", "before_id,after_id,lag_days\nb,e,2\nu1,u2,\n"),
    FILE_OF("risk_days.csv",
            "site_id,link_id,from_date,to_date,factor\nb,,2027-03-02,2027-03-03,1.5\n,r,,,0\n"),
    FILE_OF("closures.csv",
            "site_id,link_id,from_date,to_date\np,,2027-03-10,\n,a,2027-02-01,2027-03-01\n"),
    FILE_OF("site_capacity.csv",
            "site_id,mode,from_date,to_date,missions_per_day\np,air,2027-03-09,,7\n"),
    FILE_OF("pins.csv",
            "pin_id,depart_date,link_id,from_site_id,fleet_id,unit_id,item_id,quantity\n"
            "n1,2027-03-04,r,b,,u1,,5\nn2,2027-03-02,r,b,self,u1,car,1\n"),
};

enum { SMALL_FILES = sizeof small / sizeof *small };

static ow_status load(onward_scenario **out, const ow_source_file *files, uint32_t count,
                      ow_notices *notices, ow_error *error) {
    ow_source *source = NULL;
    ow_status status = ow_source_open_memory(&source, files, count, error);
    if (status == OW_OK) status = ow_scenario_load_source(out, source, notices, error);
    ow_source_close(source);
    return status;
}

static onward_scenario *load_right(const ow_source_file *files, uint32_t count) {
    onward_scenario *s = NULL;
    ow_notices notices;
    ow_error error = {0};
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    if (load(&s, files, count, &notices, &error) != OW_OK)
        fail_msg("%s:%d %s: %s", error.file, (int)error.row, error.column, error.message);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return s;
}

static void places_are_resolved(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    assert_string_equal(s->id, "small");
    assert_int_equal(s->days, 10);
    char date[11];
    assert_string_equal(onward_scenario_date(date, s, 9), "2027-03-10");
    assert_int_equal(s->permission_modes, 1 << OW_MODE_air | 1 << OW_MODE_road);
    assert_true(s->handover_teams == OW_UNLIMITED);
    assert_int_equal(s->points_per_person_day_milli, 2500);
    assert_int_equal(s->points_per_late_person_day_milli, 100000);
    const ow_site *b = &s->sites[ow_scenario_site(s, "b")],
                  *e = &s->sites[ow_scenario_site(s, "e")];
    const ow_site *p = &s->sites[ow_scenario_site(s, "p")],
                  *h = &s->sites[ow_scenario_site(s, "h")];
    assert_int_equal(b->lat_milli, 10500);
    assert_int_equal(b->lon_milli, -20250);
    assert_true(b->in_host && b->closes_once && !b->stays_open && !e->closes_once && e->stays_open);
    assert_true(p->in_host && !p->closes_once && !h->in_host);
    assert_int_equal(b->people_max, 500);
    assert_true(e->people_max == OW_UNLIMITED && h->people_max == OW_UNLIMITED);
    assert_int_equal(b->risk_milli, 1000);
    assert_int_equal(e->risk_milli, 500);
    assert_int_equal(h->risk_milli, 0);
    assert_int_equal(b->close_by_day, 8);
    assert_int_equal(p->close_by_day, OW_NO_INDEX); /* beyond the end */
    assert_int_equal(b->handover_days, 2);
    const ow_link *r = &s->links[ow_scenario_link(s, "r")],
                  *q = &s->links[ow_scenario_link(s, "q")];
    assert_int_equal(r->distance_m, 100500);
    assert_int_equal(r->one_way_min, -1);
    assert_int_equal(q->one_way_min, 91); /* 90.06 minutes, rounded up */
    assert_true(r->both_ways && !q->both_ways && r->touches_host);
    assert_true(r->missions_per_day == OW_UNLIMITED);
    assert_int_equal(r->risk_milli, 250);
    assert_int_equal(ow_scenario_site(s, "x"), OW_NO_INDEX);
    onward_scenario_free(s);
}

static void fleets_are_resolved(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    uint32_t bus = ow_scenario_fleet(s, "bus"), van = ow_scenario_fleet(s, "van");
    uint32_t jet = ow_scenario_fleet(s, "jet");
    assert_int_equal(ow_scenario_fleet(s, "self"), OW_SELF);
    assert_int_equal(s->fleets[bus].party, OW_NO_INDEX);
    assert_int_equal(s->fleets[van].party, ow_scenario_party(s, "p"));
    assert_true(s->fleets[bus].payload_kg == OW_UNLIMITED);
    assert_int_equal(s->fleets[jet].people_max, 0);
    assert_int_equal(s->fleets[bus].load_min, 1); /* 0.6 minutes, rounded up */
    assert_int_equal(s->fleets[bus].duty_min, 1440);
    assert_int_equal(s->fleets[bus].convoy_max, 5);
    assert_int_equal(s->fleets[van].convoy_max, 0); /* without escorts there are no convoys */
    assert_int_equal(s->fleets[bus].home_site, OW_NO_INDEX);
    /* bus: its two rows, in the order of the links; van: every road; jet and plane: the air link.
     */
    assert_int_equal(s->fleet_links_count, 6);
    assert_int_equal(s->fleets[bus].links_count, 2);
    const ow_fleet_link *first = &s->fleet_links[s->fleets[bus].links_first];
    assert_int_equal(first[0].link, ow_scenario_link(s, "r"));
    assert_int_equal(first[0].one_way_min, 150);
    assert_int_equal(first[0].cycle_min, -1);
    assert_int_equal(first[1].one_way_min, -1);
    assert_int_equal(first[1].cycle_min, 240);
    assert_int_equal(s->fleets[van].links_count, 2);
    assert_int_equal(s->fleets[jet].links_count, 1);
    assert_int_equal(s->fleet_links[s->fleets[jet].links_first].link, ow_scenario_link(s, "a"));
    static const int64_t buses[10] = {3, 5, 5, 3, 3, 3, 3, 3, 3, 3};
    for (uint32_t d = 0; d < 10; d++) {
        assert_int_equal(s->vehicles[bus * 10 + d], buses[d]);
        assert_int_equal(s->vehicles[van * 10 + d], d == 0);
        assert_int_equal(s->vehicles[jet * 10 + d], d >= 8);
    }
    onward_scenario_free(s);
}

static void people_and_items_are_resolved(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    /* Index i is row i of the file. */
    const ow_unit *u2 = &s->units[0], *u1 = &s->units[1], *u3 = &s->units[2];
    assert_int_equal(ow_scenario_unit(s, "u1"), 1);
    assert_int_equal(u2->ready_day, 2);
    assert_int_equal(u1->ready_day, 0); /* ready before the start */
    assert_true(u3->ready_day >= s->days);
    assert_int_equal(u2->due_day, OW_NO_INDEX); /* due before the start */
    assert_int_equal(u1->due_day, 7);           /* the deadline */
    assert_int_equal(u3->due_day, 19);
    assert_true(u1->pays_late && u2->pays_late && !u3->pays_late && u3->may_stay);
    assert_int_equal(u3->destination, OW_NO_INDEX);
    assert_true(u2->is_guard && !u1->is_guard);
    assert_int_equal(u1->window_days, 4);
    assert_true(u2->window_days == OW_UNLIMITED);
    assert_int_equal(u1->min_group, 1);
    assert_string_equal(s->capabilities[0], "");
    assert_string_equal(s->capabilities[u1->capability], "medical");
    assert_string_equal(s->capabilities[s->guard_capability], "guard");
    assert_int_equal(u3->capability, 0);
    assert_int_equal(u1->holdings_count, 2);
    assert_int_equal(s->holdings[u1->holdings_first].item, ow_scenario_item(s, "car"));
    assert_int_equal(s->holdings[u1->holdings_first + 1].quantity, 1);
    assert_int_equal(s->holdings[u2->holdings_first].quantity, 4);
    assert_int_equal(u3->holdings_count, 0);
    const ow_item *box = &s->items[0], *car = &s->items[1];
    /* What is controlled is never sold. */
    assert_int_equal(box->fates, 1 << OW_FATE_return | 1 << OW_FATE_destroy);
    assert_int_equal(box->fate_points_milli[OW_FATE_destroy], 7000);
    assert_int_equal(box->area_milli_m2, 2500);
    assert_int_equal(car->fates, 1 << OW_FATE_return | 1 << OW_FATE_transfer);
    assert_true(car->drives && !box->drives);
    assert_int_equal(car->drive_milli_km_h, 40000);
    onward_scenario_counts counts;
    onward_scenario_count(&counts, s);
    assert_int_equal(counts.people, 60);
    assert_int_equal(counts.host_people, 60);
    assert_int_equal(counts.host_sites, 3);
    assert_int_equal(counts.held, 7);
    assert_int_equal(counts.held_kg, 5 * 800 + 2 * 1500);
    assert_int_equal(counts.permissions, 2);
    onward_scenario_free(s);
}

static void demands_are_resolved(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    const ow_limit *l1 = &s->limits[0], *l2 = &s->limits[1], *l3 = &s->limits[2];
    assert_int_equal(l1->first_day, 0);
    assert_int_equal(l1->last_day, 1);
    assert_int_equal(l1->site, ow_scenario_site(s, "b"));
    assert_int_equal(l1->party, OW_NO_INDEX);
    assert_string_equal(s->capabilities[l1->capability], "medical");
    assert_int_equal(l2->item, ow_scenario_item(s, "box"));
    assert_int_equal(l2->capability, OW_NO_INDEX);
    assert_int_equal(l2->party, ow_scenario_party(s, "p"));
    assert_int_equal(l2->last_day, 9);
    assert_true(l3->first_day > l3->last_day);
    assert_string_equal(s->capabilities[l3->capability], "cook");
    /* g1 is amended only by a request, g2 by a decision; overflights are no movements. */
    assert_int_equal(s->permissions_count, 2);
    const ow_permission *g1 = &s->permissions[ow_scenario_permission(s, "g1")];
    assert_int_equal(ow_scenario_permission(s, "g2"), OW_NO_INDEX);
    assert_int_equal(ow_scenario_permission(s, "over"), OW_NO_INDEX);
    assert_int_equal(g1->first_day, -59); /* not clipped */
    assert_int_equal(g1->last_day, 305);
    assert_int_equal(g1->mode, OW_MODE_road);
    assert_true(g1->missions_per_day == OW_UNLIMITED);
    const ow_permission *air = &s->permissions[ow_scenario_permission(s, "air")];
    assert_string_equal(s->rows.permissions.data[air->row].permission_id, "air");
    assert_true(!s->precedence[0].of_units && s->precedence[1].of_units);
    assert_int_equal(s->precedence[0].lag_days, 2);
    assert_int_equal(s->precedence[1].before, ow_scenario_unit(s, "u1"));
    assert_int_equal(s->pins[0].depart_day, 3);
    assert_int_equal(s->pins[0].fleet, OW_NO_INDEX);
    assert_int_equal(s->pins[0].item, OW_NO_INDEX);
    assert_int_equal(s->pins[1].fleet, OW_SELF);
    assert_int_equal(s->pins[1].item, ow_scenario_item(s, "car"));
    onward_scenario_free(s);
}

static void intervals_are_spread_over_days(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    uint32_t b = ow_scenario_site(s, "b"), p = ow_scenario_site(s, "p");
    uint32_t r = ow_scenario_link(s, "r"), a = ow_scenario_link(s, "a");
    for (uint32_t d = 0; d < 10; d++) {
        assert_int_equal(s->site_factor_milli[b * 10 + d], d == 1 || d == 2 ? 1500 : 1000);
        assert_int_equal(s->link_factor_milli[r * 10 + d], 0);
        assert_int_equal(s->link_factor_milli[a * 10 + d], 1000);
        assert_int_equal(s->site_closed[p * 10 + d], d == 9);
        assert_int_equal(s->link_closed[a * 10 + d], d == 0);
        int64_t air = s->site_capacity[(p * OW_MODE_COUNT + OW_MODE_air) * 10 + d];
        assert_true(air == (d >= 8 ? 7 : OW_UNLIMITED));
        assert_true(s->site_capacity[(p * OW_MODE_COUNT + OW_MODE_road) * 10 + d] == OW_UNLIMITED);
    }
    onward_scenario_free(s);
}

/* The identity of the small scenario with some tables replaced. */
static void identity(char sha256[65], const char *const changed[][2], uint32_t count) {
    ow_source_file files[FILES_MAX];
    uint32_t total = 0;
    for (uint32_t i = 0; i < SMALL_FILES; i++) {
        ow_source_file file = small[i];
        for (uint32_t c = 0; c < count; c++)
            if (strcmp(changed[c][0], file.name) == 0)
                file = (ow_source_file){changed[c][0], changed[c][1], strlen(changed[c][1])};
        files[total++] = file;
    }
    onward_scenario *s = load_right(files, total);
    (void)snprintf(sha256, 65, "%s", onward_scenario_sha256(s));
    onward_scenario_free(s);
}

static void identity_is_of_what_is_said_not_how(void **state) {
    (void)state;
    char first[65], other[65];
    identity(first, NULL, 0);
    assert_int_equal(strlen(first), 64);
    static const char *const same[][2] = {
        {"parties.csv", "\xef\xbb\xbfrole,party_id,x_note\r\nhost,host,a\r\nsending,p,\r\n"
                        "\"sending\",q,\"b,c\"\r\n"},
        {"holdings.csv", "quantity,item_id,unit_id\n2,car,u1\n004,box,u2\n1,box,u1"},
        {"precedence.csv", "before_id,after_id,lag_days\nb,e,2\nu1,u2,0\n"},
        {"closures.csv", "site_id,link_id,from_date,to_date,reason\np,,2027-03-10,,\n"
                         ",a,2027-02-01,2027-03-01,\n"},
    };
    for (uint32_t i = 0; i < sizeof same / sizeof *same; i++) {
        identity(other, &same[i], 1);
        assert_string_equal(first, other);
    }
    static const char *const different[][2] = {
        {"parties.csv",
         "party_id,role\nhost,host\nq,sending\np,sending\n"}, /* other order of rows */
        {"parties.csv", "party_id,role,name\nhost,host,\np,sending,\nq,sending,Q\n"},
        {"holdings.csv", "unit_id,item_id,quantity\nu1,car,2\nu2,box,4\nu1,box,2\n"},
        {"precedence.csv", "before_id,after_id,lag_days\nb,e,2\nu1,u2,1\n"},
    };
    for (uint32_t i = 0; i < sizeof different / sizeof *different; i++) {
        identity(other, &different[i], 1);
        assert_string_not_equal(first, other);
    }
}

static void canonical_form_is_its_own_canonical_form(void **state) {
    (void)state;
    onward_scenario *s = load_right(small, SMALL_FILES);
    ow_buffer texts[OW_TABLE_COUNT] = {0};
    ow_source_file files[FILES_MAX];
    uint32_t count = 0;
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        if (ow_schema_table((ow_table_id)t)->group != OW_GROUP_SCENARIO) continue;
        assert_int_equal(ow_rows_write(&texts[t], &s->rows, (ow_table_id)t), OW_OK);
        files[count++] =
            (ow_source_file){ow_schema_table((ow_table_id)t)->file, texts[t].data, texts[t].length};
    }
    onward_scenario *again = load_right(files, count);
    assert_string_equal(s->sha256, again->sha256);
    assert_string_equal(texts[OW_TABLE_precedence].data,
                        "before_id,after_id,lag_days\nb,e,2\nu1,u2,0\n");
    assert_non_null(
        strstr(texts[OW_TABLE_items].data, "box,,800,2.5,0,40,0,return sell destroy,0,0,7,1\n"));
    for (int t = 0; t < OW_TABLE_COUNT; t++) ow_buffer_free(&texts[t]);
    onward_scenario_free(again);
    onward_scenario_free(s);
}

/* Packs the small scenario; each table's name goes behind the prefix, and one table
 * more behind the other. */
static void pack(ow_buffer *out, const char *prefix, const char *other) {
    char path[] = "/tmp/onward-test-XXXXXX";
    ow_error error;
    int code = 0;
    int file = mkstemp(path);
    assert_true(file >= 0);
    (void)close(file);
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(zip);
    for (uint32_t i = 0; i <= SMALL_FILES; i++) {
        const ow_source_file *from = &small[i % SMALL_FILES];
        char name[128];
        if (i == SMALL_FILES && !other) break;
        (void)snprintf(name, sizeof name, "%s%s", i == SMALL_FILES ? other : prefix, from->name);
        zip_source_t *bytes = zip_source_buffer(zip, from->bytes, from->length, 0);
        assert_true(zip_file_add(zip, name, bytes, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(ow_file_read(out, path, 1 << 20, &error), OW_OK);
    (void)unlink(path);
}

static ow_status load_archive(onward_scenario **out, const ow_buffer *bytes, ow_notices *notices,
                              ow_error *error) {
    ow_source *source = NULL;
    ow_status status = ow_source_open_zip(&source, bytes->data, bytes->length, error);
    if (status == OW_OK) status = ow_scenario_load_source(out, source, notices, error);
    ow_source_close(source);
    return status;
}

static void archives_are_read_like_folders(void **state) {
    (void)state;
    char sha256[65];
    identity(sha256, NULL, 0);
    static const char *const prefixes[] = {"", "folder/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        ow_buffer bytes = {0};
        ow_notices notices;
        ow_error error = {0};
        onward_scenario *s = NULL;
        ow_arena *arena = ow_arena_new();
        ow_notices_init(&notices, arena);
        /* What lies elsewhere in the archive is not seen. */
        pack(&bytes, prefixes[i], i == 0 ? "other/" : "__MACOSX/._");
        assert_int_equal(load_archive(&s, &bytes, &notices, &error), OW_OK);
        assert_string_equal(s->sha256, sha256);
        onward_scenario_free(s);
        ow_buffer_free(&bytes);
        ow_notices_free(&notices);
        ow_arena_free(arena);
    }
}

static void odd_archives_are_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"one/", "two/"}, {"../", NULL}, {"/tmp/", NULL}, {"a/b/", NULL}, {"..\\", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ow_buffer bytes = {0};
        ow_notices notices;
        ow_error error = {0};
        onward_scenario *s = NULL;
        ow_arena *arena = ow_arena_new();
        ow_notices_init(&notices, arena);
        pack(&bytes, cases[i][0], cases[i][1]);
        assert_int_equal(load_archive(&s, &bytes, &notices, &error), OW_INPUT);
        assert_null(s);
        assert_true(*error.message && *error.hint);
        ow_buffer_free(&bytes);
        ow_notices_free(&notices);
        ow_arena_free(arena);
    }
}

static void damaged_archives_say_where(void **state) {
    (void)state;
    ow_buffer bytes = {0};
    pack(&bytes, "", NULL);
    int found = 0;
    /* Bytes of the packed tables themselves, not of the archive's lists. */
    for (size_t at = 40; at < bytes.length / 2; at += 97) {
        ow_notices notices;
        ow_error error = {0};
        onward_scenario *s = NULL;
        ow_arena *arena = ow_arena_new();
        ow_notices_init(&notices, arena);
        bytes.data[at] = (char)(bytes.data[at] ^ 0x55);
        ow_status status = load_archive(&s, &bytes, &notices, &error);
        bytes.data[at] = (char)(bytes.data[at] ^ 0x55);
        assert_true(status == OW_OK || (status == OW_INPUT && *error.message));
        found += notices.total[OW_NOTICE_damaged_file] > 0;
        onward_scenario_free(s);
        ow_notices_free(&notices);
        ow_arena_free(arena);
    }
    assert_true(found > 0);
    ow_buffer_free(&bytes);
    onward_scenario *s = NULL;
    onward_error error;
    assert_int_equal(onward_scenario_load(&s, ONWARD_SOURCE_DIR "/README.md", &error),
                     ONWARD_INPUT);
    assert_int_equal(onward_scenario_load(&s, "/tmp/onward-no-such-folder", &error), ONWARD_IO);
    onward_report *report = NULL;
    assert_int_equal(onward_validate(&report, "/tmp/onward-no-such-folder", &error), ONWARD_IO);
    assert_null(report);
}

static void remove_folder(const char *folder) {
    char path[256];
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, ow_schema_table((ow_table_id)t)->file);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void a_first_scenario_is_right_and_overwrites_nothing(void **state) {
    (void)state;
    char folder[] = "/tmp/onward-test-XXXXXX";
    onward_error error;
    onward_report *report = NULL;
    onward_scenario *s = NULL;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(onward_scenario_init(folder, &error), ONWARD_OK);
    assert_int_equal(onward_scenario_init(folder, &error), ONWARD_IO);
    assert_int_equal(onward_validate(&report, folder, &error), ONWARD_OK);
    assert_int_equal(onward_report_notices(report), 0);
    assert_int_equal(onward_scenario_load(&s, folder, &error), ONWARD_OK);
    assert_string_equal(onward_scenario_id(s), "example");
    assert_string_equal(onward_scenario_host_country(s), "ZZZ");
    onward_scenario_free(s);
    onward_report_free(report);
    remove_folder(folder);
}

/* Anything quadratic in here would take minutes. */
static void a_hundred_thousand_units_load(void **state) {
    (void)state;
    enum { UNITS = 100000 };
    ow_buffer units = {0}, holdings = {0};
    ow_buffer_text(&units, "unit_id,party_id,site_id,destination_site_id,people,capability\n");
    ow_buffer_text(&holdings, "unit_id,item_id,quantity\n");
    for (int i = 0; i < UNITS; i++) {
        ow_buffer_printf(&units, "u%d,p,b,h,7,guard\n", (int)((int64_t)i * 77777 % UNITS));
        ow_buffer_printf(&holdings, "u%d,%s,2\n", i, i % 2 ? "box" : "car");
    }
    ow_source_file files[] = {small[0],
                              small[1],
                              small[2],
                              small[3],
                              small[4],
                              small[5],
                              small[8],
                              small[11],
                              {"units.csv", units.data, units.length},
                              {"holdings.csv", holdings.data, holdings.length}};
    onward_scenario *s = load_right(files, sizeof files / sizeof *files);
    assert_int_equal(s->units_count, UNITS);
    assert_int_equal(s->holdings_count, UNITS);
    assert_int_equal(ow_scenario_unit(s, "u1"), 85713); /* 77777 × 85713 = 1 modulo 100000 */
    onward_scenario_free(s);
    ow_buffer_free(&units);
    ow_buffer_free(&holdings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_resolved),
        cmocka_unit_test(fleets_are_resolved),
        cmocka_unit_test(people_and_items_are_resolved),
        cmocka_unit_test(demands_are_resolved),
        cmocka_unit_test(intervals_are_spread_over_days),
        cmocka_unit_test(identity_is_of_what_is_said_not_how),
        cmocka_unit_test(canonical_form_is_its_own_canonical_form),
        cmocka_unit_test(archives_are_read_like_folders),
        cmocka_unit_test(odd_archives_are_refused),
        cmocka_unit_test(damaged_archives_say_where),
        cmocka_unit_test(a_first_scenario_is_right_and_overwrites_nothing),
        cmocka_unit_test(a_hundred_thousand_units_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
