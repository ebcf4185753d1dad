/* Fuzzes proof.json: any text is read against a small fixed scenario or refused; what is read is
 * written and read again to the same text, and the checker makes a bound of it or refuses it,
 * without a fault. */
#include "check/bound.h"
#include "plan/proof_json.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 6, SITES = 3 };

static ow_link link_make(const char *id, uint32_t from, uint32_t to, int64_t mode) {
    return (ow_link){.id = id,
                     .from_site = from,
                     .to_site = to,
                     .mode = mode,
                     .distance_m = 400000,
                     .both_ways = 1,
                     .touches_host = 1,
                     .missions_per_day = 3,
                     .risk_milli = 100,
                     .one_way_min = -1};
}

static void sites_fill(onward_scenario *s) {
    s->sites_count = SITES;
    s->sites = OW_ARRAY(s->arena, SITES, ow_site);
    s->sites[0] = (ow_site){.id = "base", .in_host = 1, .closes_once = 1, .handover_days = 1};
    s->sites[1] = (ow_site){.id = "port", .in_host = 1, .kind = OW_SITE_KIND_airport};
    s->sites[2] = (ow_site){.id = "home", .kind = OW_SITE_KIND_home};
    for (int i = 0; i < SITES; i++) {
        s->sites[i].people_max = i < 2 ? 100 : OW_UNLIMITED;
        s->sites[i].risk_milli = 1000;
        s->sites[i].guard_min = s->sites[i].guard_per_100 = i < 2;
        s->sites[i].close_by_day = OW_NO_INDEX;
    }
    s->links_count = 2;
    s->links = OW_ARRAY(s->arena, 2, ow_link);
    s->links[0] = link_make("road", 0, 1, OW_MODE_road);
    s->links[1] = link_make("air", 1, 2, OW_MODE_air);
}

static void fleets_fill(onward_scenario *s) {
    s->fleets_count = s->fleet_links_count = 2;
    s->fleets = OW_ARRAY(s->arena, 2, ow_fleet);
    s->fleet_links = OW_ARRAY(s->arena, 2, ow_fleet_link);
    for (uint32_t i = 0; i < 2; i++) {
        s->fleets[i] = (ow_fleet){.id = i == 0 ? "truck" : "plane",
                                  .party = OW_NO_INDEX,
                                  .mode = s->links[i].mode,
                                  .people_max = 20,
                                  .payload_kg = 9000,
                                  .area_milli_m2 = 30000,
                                  .speed_milli_km_h = 60000,
                                  .duty_min = 600,
                                  .cost_milli_per_h = 900000,
                                  .home_site = i == 0 ? 0 : OW_NO_INDEX,
                                  .links_first = i,
                                  .links_count = 1};
        s->fleet_links[i] = (ow_fleet_link){i, i, -1, -1};
    }
    s->permission_modes = 1 << OW_MODE_air;
    s->permissions_count = 1;
    s->permissions = OW_NEW(s->arena, ow_permission);
    *s->permissions = (ow_permission){.id = "sky",
                                      .party = OW_NO_INDEX,
                                      .mode = OW_NONE,
                                      .link = OW_NO_INDEX,
                                      .last_day = DAYS,
                                      .missions_per_day = 2};
}

static void units_fill(onward_scenario *s) {
    s->units_count = s->items_count = s->holdings_count = s->limits_count = 1;
    s->units = OW_NEW(s->arena, ow_unit);
    *s->units = (ow_unit){.id = "unit",
                          .destination = 2,
                          .people = 30,
                          .capability = 1,
                          .is_guard = 1,
                          .pays_late = 1,
                          .due_day = 2,
                          .min_group = 1,
                          .holdings_count = 1};
    s->items = OW_NEW(s->arena, ow_item);
    *s->items = (ow_item){.id = "car",
                          .mass_kg = 3000,
                          .area_milli_m2 = 12000,
                          .drives = 1,
                          .drive_milli_km_h = 30000,
                          .crew = 2,
                          .fates = 1 << OW_FATE_return | 1 << OW_FATE_destroy};
    s->holdings = OW_NEW(s->arena, ow_holding);
    *s->holdings = (ow_holding){0, 0, 7};
    s->limits = OW_NEW(s->arena, ow_limit);
    *s->limits = (ow_limit){.id = "floor",
                            .scope = OW_SCOPE_host,
                            .capability = 1,
                            .item = OW_NO_INDEX,
                            .site = OW_NO_INDEX,
                            .party = OW_NO_INDEX,
                            .last_day = 3,
                            .value = 5,
                            .per_100_people = 10};
}

static onward_scenario *scenario_make(ow_arena *arena) {
    onward_scenario *s = OW_NEW(arena, onward_scenario);
    *s =
        (onward_scenario){.arena = arena, .days = DAYS, .handover_teams = 1, .guard_capability = 1};
    s->points_per_person_day_milli = s->points_per_1000_cost_milli = 1000;
    s->points_per_late_person_day_milli = s->points_per_late_tonne_day_milli = 9000;
    sites_fill(s);
    fleets_fill(s);
    units_fill(s);
    s->vehicles = OW_ARRAY(arena, 2 * DAYS, int64_t);
    s->site_capacity = OW_ARRAY(arena, SITES * OW_MODE_COUNT * DAYS, int64_t);
    s->site_factor_milli = OW_ARRAY(arena, SITES * DAYS, int64_t);
    s->link_factor_milli = OW_ARRAY(arena, 2 * DAYS, int64_t);
    s->site_closed = OW_ARRAY(arena, SITES * DAYS, uint8_t);
    s->link_closed = OW_ARRAY(arena, 2 * DAYS, uint8_t);
    for (int i = 0; i < 2 * DAYS; i++) s->vehicles[i] = 2;
    for (int i = 0; i < SITES * OW_MODE_COUNT * DAYS; i++) s->site_capacity[i] = 5;
    for (int i = 0; i < SITES * DAYS; i++) s->site_factor_milli[i] = 1000;
    for (int i = 0; i < 2 * DAYS; i++) s->link_factor_milli[i] = 1000;
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ow_arena *arena = ow_arena_new();
    if (arena == NULL) return 0;
    const onward_scenario *s = scenario_make(arena);
    ow_proof *proof = NULL, *back = NULL;
    ow_buffer once = {0}, again = {0};
    ow_error error;
    if (ow_proof_read(&proof, (const char *)data, size, s, arena, &error) == OW_OK) {
        int64_t bound = -1;
        ow_status status = ow_check_bound(&bound, s, proof, &error);
        assert(status == OW_OK ? bound >= 0 : status == OW_INPUT && bound == -1);
        status = ow_proof_write(&once, proof, s);
        assert(status == OW_OK);
        if (bound >= 0) { /* rows named twice come back as one run or two */
            status = ow_proof_read(&back, once.data, once.length, s, arena, &error);
            assert(status == OW_OK);
            status = ow_proof_write(&again, back, s);
            assert(status == OW_OK && strcmp(once.data, again.data) == 0);
            int64_t same = -1;
            status = ow_check_bound(&same, s, back, &error);
            assert(status == OW_OK && same == bound);
        }
    }
    ow_buffer_free(&once);
    ow_buffer_free(&again);
    ow_arena_free(arena);
    return 0;
}
