/* Fleets (group cross): vehicles, links, speeds, homes, escorts.
 * Cost: fleets × days, and the fleets' links; homes by union-find over the links of each mode. */
#include "scenario/internal.h"
#include "scenario/speed.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct check {
    const onward_scenario *s;
    ow_notices *notices;
    uint32_t *area[OW_MODE_COUNT]; /* of each site: its representative among those it can be reached
                                      from */
    uint8_t *has_guards, *has_load; /* of each site, at the start */
} check;

static uint32_t find(uint32_t *parent, uint32_t site) {
    while (parent[site] != site) site = parent[site] = parent[parent[site]];
    return site;
}

static void join_areas(check *c) {
    for (uint32_t i = 0; i < c->s->links_count; i++) {
        const ow_link *link = &c->s->links[i];
        uint32_t *parent = c->area[link->mode];
        parent[find(parent, link->from_site)] = find(parent, link->to_site);
    }
}

static int has_vehicles(const onward_scenario *s, uint32_t fleet) {
    for (uint32_t d = 0; d < s->days; d++)
        if (s->vehicles[(size_t)fleet * s->days + d] > 0) return 1;
    return 0;
}

static void complain(const check *c, ow_notice_code code, uint32_t fleet, const char *column,
                     const char *what) {
    ow_notice_add(c->notices, code, "fleets.csv", c->s->rows.fleets.line[fleet], column, "", "",
                  "%s: %s", c->s->fleets[fleet].id, what);
}

static void check_values(const check *c, uint32_t f) {
    const ow_fleet *fleet = &c->s->fleets[f];
    const ow_fleets_row *row = &c->s->rows.fleets.data[f];
    if (!has_vehicles(c->s, f))
        complain(c, OW_NOTICE_fleet_without_vehicles, f, "fleet_id",
                 "no vehicle on any day of the horizon");
    if (fleet->links_count == 0)
        complain(c, OW_NOTICE_fleet_without_links, f, "mode", "no link of its mode");
    if (fleet->people_max == 0 && fleet->payload_kg == 0)
        complain(c, OW_NOTICE_fleet_carries_nothing, f, "people_max", "no seats and no payload");
    int64_t km_h = fleet->speed_milli_km_h / 1000;
    if (km_h < ow_slowest_km_h[fleet->mode] || km_h > ow_fastest_km_h[fleet->mode])
        complain(c, OW_NOTICE_odd_speed, f, "speed_km_h", "an unusual speed for its mode");
    int has_max = row->convoy_max != OW_NONE, has_escort = row->escort_people_per_convoy != OW_NONE;
    if (has_max != has_escort)
        ow_notice_add(c->notices, OW_NOTICE_without_effect, "fleets.csv", c->s->rows.fleets.line[f],
                      has_max ? "convoy_max" : "escort_people_per_convoy", "", "",
                      "convoys need convoy_max and escort_people_per_convoy");
    if (has_max && has_escort && fleet->mode != OW_MODE_road)
        ow_notice_add(c->notices, OW_NOTICE_without_effect, "fleets.csv", c->s->rows.fleets.line[f],
                      "convoy_max", "", "", "only road fleets run in convoys");
}

/* One notice a fleet, for the first end of its links that its home is cut off from. */
static void check_home(check *c, uint32_t f) {
    const ow_fleet *fleet = &c->s->fleets[f];
    if (fleet->home_site == OW_NO_INDEX) return;
    uint32_t *parent = c->area[fleet->mode];
    for (uint32_t i = 0; i < fleet->links_count; i++) {
        const ow_link *link = &c->s->links[c->s->fleet_links[fleet->links_first + i].link];
        if (find(parent, link->from_site) == find(parent, fleet->home_site)) continue;
        ow_notice_add(c->notices, OW_NOTICE_home_unreachable, "fleets.csv",
                      c->s->rows.fleets.line[f], "home_site_id", c->s->sites[fleet->home_site].id,
                      "", "%s serves link %s, to which no empty way leads", fleet->id, link->id);
        return;
    }
}

static void check_guards(const check *c, uint32_t f) {
    const ow_fleet *fleet = &c->s->fleets[f];
    if (fleet->convoy_max == 0 || fleet->mode != OW_MODE_road) return;
    for (uint32_t i = 0; i < fleet->links_count; i++) {
        const ow_link *link = &c->s->links[c->s->fleet_links[fleet->links_first + i].link];
        uint32_t ends[2] = {link->from_site, link->to_site};
        for (int e = 0; e < (link->both_ways ? 2 : 1); e++) {
            if (!c->has_load[ends[e]] || c->has_guards[ends[e]]) continue;
            ow_notice_add(c->notices, OW_NOTICE_escort_without_guards, "fleets.csv",
                          c->s->rows.fleets.line[f], "escort_people_per_convoy", "", "",
                          "%s starts convoys from %s, where no unit of guards is at the start",
                          fleet->id, c->s->sites[ends[e]].id);
            return;
        }
    }
}

static void check_rows(const check *c) {
    const onward_scenario *s = c->s;
    for (uint32_t i = 0; i < s->rows.fleet_links.count; i++) {
        const ow_fleet_links_row *row = &s->rows.fleet_links.data[i];
        const ow_fleet *fleet = &s->fleets[ow_scenario_fleet(s, row->fleet_id)];
        const ow_link *link = &s->links[ow_scenario_link(s, row->link_id)];
        int64_t way = ow_hours_to_minutes(row->one_way_h),
                cycle = ow_hours_to_minutes(row->cycle_h);
        if (ow_is_odd_time(link->distance_m, way, fleet->mode))
            ow_notice_add(c->notices, OW_NOTICE_odd_travel_time, "fleet_links.csv",
                          s->rows.fleet_links.line[i], "one_way_h", "", "",
                          "%" PRId64 " km in %" PRId64 " minutes", link->distance_m / 1000, way);
        if (way < 0) way = link->one_way_min;
        if (way < 0) way = ow_mul_div_ceil(60, link->distance_m, fleet->speed_milli_km_h);
        if (cycle >= 0 && cycle < fleet->load_min + way + fleet->unload_min)
            ow_notice_add(c->notices, OW_NOTICE_short_cycle, "fleet_links.csv",
                          s->rows.fleet_links.line[i], "cycle_h", "", "",
                          "loading, way and unloading take %" PRId64 " minutes, the cycle %" PRId64,
                          fleet->load_min + way + fleet->unload_min, cycle);
    }
}

static int prepare(check *c, ow_arena *arena) {
    const onward_scenario *s = c->s;
    for (int m = 0; m < OW_MODE_COUNT; m++) {
        c->area[m] = OW_ARRAY(arena, s->sites_count, uint32_t);
        if (!c->area[m]) return 0;
        for (uint32_t i = 0; i < s->sites_count; i++) c->area[m][i] = i;
    }
    c->has_guards = OW_ARRAY(arena, s->sites_count, uint8_t);
    c->has_load = OW_ARRAY(arena, s->sites_count, uint8_t);
    if (!c->has_guards || !c->has_load) return 0;
    for (uint32_t i = 0; i < s->units_count; i++) {
        const ow_unit *unit = &s->units[i];
        if (unit->people > 0 || unit->holdings_count > 0) c->has_load[unit->site] = 1;
        if (unit->is_guard && unit->people > 0) c->has_guards[unit->site] = 1;
    }
    join_areas(c);
    return 1;
}

ow_status ow_scenario_check_fleets(const onward_scenario *s, ow_notices *notices) {
    check c = {.s = s, .notices = notices};
    ow_arena *arena = ow_arena_new();
    int is_ready = arena && prepare(&c, arena);
    for (uint32_t f = 0; is_ready && f < s->fleets_count; f++) {
        check_values(&c, f);
        check_home(&c, f);
        check_guards(&c, f);
    }
    if (is_ready) check_rows(&c);
    ow_arena_free(arena);
    return is_ready ? OW_OK : OW_NO_MEMORY;
}
