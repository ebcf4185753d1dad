/* A scenario of two sites, small enough to reckon by hand, from tables in memory. */
#ifndef TESTS_SMALL_SCENARIO_H
#define TESTS_SMALL_SCENARIO_H

#include "scenario/load.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#define SMALL_FILE(name, text)                                                                     \
    { name, text, sizeof(text) - 1 }

static const ow_source_file small_files[] = {
    SMALL_FILE("scenario.csv",
               "format_version,scenario_id,host_country,start_date,end_date,deadline,"
               "points_per_1000_cost,points_per_late_person_day,points_per_late_tonne_day\n"
               "1.0,small,AAA,2026-01-01,2026-01-05,2026-01-02,1,100,10\n"),
    SMALL_FILE("parties.csv", "party_id,role\nhost,host\nus,sending\n"),
    SMALL_FILE("sites.csv", "site_id,lat,lon,country,kind,open_points_per_day\n"
                            "base,1,1,AAA,base,10\nhome,2,2,BBB,home,\ndepot,1,2,AAA,crossing,\n"),
    SMALL_FILE("links.csv", "link_id,from_site_id,to_site_id,mode,distance_km,risk\n"
                            "r1,base,home,road,100,0.5\nr2,depot,base,road,10,0\n"
                            "r3,depot,home,road,200,0\n"),
    SMALL_FILE("fleets.csv",
               "fleet_id,mode,people_max,payload_kg,speed_km_h,load_h,unload_h,duty_h_per_day,"
               "cost_per_h,home_site_id\n"
               "bus,road,10,5000,50,1,0.5,10,90,\ncart,road,10,,5,0,0,10,0,\n"
               "van,road,5,,60,0,0,10,0,depot\n"),
    SMALL_FILE("fleet_days.csv", "fleet_id,vehicles\nbus,2\ncart,2\nvan,1\n"),
    SMALL_FILE("units.csv", "unit_id,party_id,site_id,destination_site_id,people,capability\n"
                            "u1,us,base,home,12,guard\nu2,us,base,home,3,\n"),
    SMALL_FILE("items.csv", "item_id,mass_kg,fates,destroy_points\nbox,1000,return destroy,7\n"),
    SMALL_FILE("holdings.csv", "unit_id,item_id,quantity\nu2,box,2\n"),
    SMALL_FILE("permissions.csv", "permission_id,from_date,to_date,status\n"
                                  "p-yes,2026-01-01,2026-01-05,granted\n"
                                  "p-no,2026-01-01,2026-01-05,denied\n"),
};

static inline onward_scenario *small_scenario(void) {
    onward_scenario *scenario = NULL;
    ow_source *source = NULL;
    ow_notices notices;
    ow_error error = {0};
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    assert_int_equal(ow_source_open_memory(&source, small_files,
                                           sizeof small_files / sizeof *small_files, &error),
                     OW_OK);
    ow_status status = ow_scenario_load_source(&scenario, source, &notices, &error);
    if (status != OW_OK) fail_msg("%s:%d: %s", error.file, (int)error.row, error.message);
    ow_source_close(source);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return scenario;
}

#endif
