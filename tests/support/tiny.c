/* Draws tiny scenarios. Sites: 0 a host base (or the like), 1 often a second host site, the last
 * one outside. Numbers are small and round, so that capacities bind and several kinds of row matter
 * at once. */
#include "support/tiny.h"

#include <assert.h>

/* What a scenario is about, so that rare rows meet what makes them bind. */
typedef enum theme {
    THEME_any,
    THEME_guards,   /* guards and others at the same site, floors for both */
    THEME_limits,   /* three limits */
    THEME_load,     /* people and items in the same few vehicles */
    THEME_self,     /* what drives itself, of several speeds, with its crew */
    THEME_capacity, /* sites that take one mission a day */
    THEME_COUNT
} theme;

typedef struct draw {
    theme theme;
    onward_scenario *s;
    ow_arena *arena;
    ow_random *random;
} draw;

static int64_t below(draw *d, int64_t bound) {
    return (int64_t)ow_random_below(d->random, (uint32_t)bound);
}
static int64_t between(draw *d, int64_t low, int64_t high) {
    return low + below(d, high - low + 1);
}
static uint8_t chance(draw *d, int64_t percent) {
    return below(d, 100) < percent;
}
static const char *name(draw *d, char kind, uint32_t i) {
    return ow_arena_printf(d->arena, "%c%u", kind, i);
}

static void draw_sites(draw *d) {
    static const int64_t kinds[] = {OW_SITE_KIND_base, OW_SITE_KIND_embassy, OW_SITE_KIND_hub,
                                    OW_SITE_KIND_airport, OW_SITE_KIND_crossing};
    onward_scenario *s = d->s;
    s->sites_count = chance(d, 70) ? 3 : 2;
    s->sites = OW_ARRAY(d->arena, s->sites_count, ow_site);
    for (uint32_t i = 0; i < s->sites_count; i++) {
        ow_site *site = &s->sites[i];
        site->id = name(d, 's', i);
        site->in_host = i + 1 < s->sites_count;
        site->close_by_day = OW_NO_INDEX;
        site->people_max = OW_UNLIMITED;
        site->risk_milli = site->in_host ? between(d, 0, 4) * 500 : below(d, 2) * 100;
        site->kind = OW_SITE_KIND_home;
        if (!site->in_host) continue;
        site->kind = kinds[i == 0 ? below(d, 3) : below(d, 5)];
        site->stays_open = chance(d, 15);
        site->closes_once = site->kind <= OW_SITE_KIND_hub && !site->stays_open;
        if (chance(d, 25)) site->people_max = between(d, 2, 4);
        if (chance(d, 50)) site->open_points_milli_per_day = between(d, 1, 5) * 700;
        int guards = d->theme == THEME_guards ? 60 : 6;
        if (chance(d, guards)) site->guard_min = between(d, 1, guards > 6 ? 2 : 1);
        if (chance(d, guards)) site->guard_per_100 = between(d, 1, 4) * 25;
        if (chance(d, 8) && !site->stays_open) site->close_by_day = (uint32_t)below(d, s->days);
        if (site->closes_once && chance(d, 40)) site->handover_days = between(d, 1, 2);
    }
}

static void draw_links(draw *d) {
    onward_scenario *s = d->s;
    s->links_count = s->sites_count == 2 ? (uint32_t)between(d, 1, 2) : (uint32_t)between(d, 2, 3);
    s->links = OW_ARRAY(d->arena, s->links_count, ow_link);
    uint32_t home = s->sites_count - 1;
    for (uint32_t i = 0; i < s->links_count; i++) {
        ow_link *link = &s->links[i];
        uint32_t ends[3][2] = {{0, home}, {1, home}, {0, 1}};
        link->id = name(d, 'l', i);
        link->from_site = s->sites_count == 2 ? 0 : ends[i][0];
        link->to_site = s->sites_count == 2 ? 1 : ends[i][1];
        if (chance(d, 20)) {
            uint32_t end = link->from_site;
            link->from_site = link->to_site;
            link->to_site = end;
        }
        link->mode = chance(d, 60) ? OW_MODE_road : OW_MODE_air;
        link->distance_m = between(d, 1, 9) * 100000;
        link->both_ways = !chance(d, 20) || link->from_site == home;
        link->touches_host = s->sites[link->from_site].in_host || s->sites[link->to_site].in_host;
        link->missions_per_day = chance(d, 30) ? between(d, 1, 2) : OW_UNLIMITED;
        link->risk_milli = below(d, 3) * 333;
        link->one_way_min = chance(d, 20) ? between(d, 1, 30) * 60 : -1;
    }
}

static void draw_fleets(draw *d) {
    onward_scenario *s = d->s;
    s->fleets_count = (uint32_t)between(d, 1, TINY_FLEETS);
    s->fleets = OW_ARRAY(d->arena, s->fleets_count, ow_fleet);
    s->fleet_links = OW_ARRAY(d->arena, TINY_FLEETS * TINY_LINKS, ow_fleet_link);
    s->vehicles = OW_ARRAY(d->arena, s->fleets_count * s->days, int64_t);
    for (uint32_t f = 0; f < s->fleets_count; f++) {
        ow_fleet *fleet = &s->fleets[f];
        *fleet = (ow_fleet){.id = name(d, 'f', f), .party = (uint32_t)below(d, 2)};
        if (chance(d, 50)) fleet->party = OW_NO_INDEX;
        fleet->mode = s->links[below(d, s->links_count)].mode;
        fleet->people_max = chance(d, 10) ? OW_UNLIMITED : chance(d, 10) ? 0 : between(d, 1, 3);
        fleet->payload_kg = chance(d, 25) ? OW_UNLIMITED : between(d, 0, 3) * 1000;
        fleet->area_milli_m2 = chance(d, 60) ? OW_UNLIMITED : between(d, 1, 4) * 5000;
        if (d->theme == THEME_load) {
            fleet->people_max = between(d, 1, 2);
            fleet->payload_kg = 2000;
            fleet->cost_milli_per_h = 900000;
        }
        fleet->speed_milli_km_h = between(d, 1, 6) * 30000;
        fleet->load_min = below(d, 3) * 45;
        fleet->unload_min = below(d, 3) * 30;
        fleet->duty_min = between(d, 2, 6) * 240;
        if (d->theme != THEME_load) fleet->cost_milli_per_h = below(d, 4) * 250000;
        fleet->home_site = chance(d, 50) ? OW_NO_INDEX : (uint32_t)below(d, s->sites_count);
        fleet->links_first = s->fleet_links_count;
        for (uint32_t l = 0; l < s->links_count; l++) {
            if (s->links[l].mode != fleet->mode) continue;
            ow_fleet_link row = {f, l, chance(d, 15) ? between(d, 1, 20) * 60 : -1,
                                 chance(d, 15) ? between(d, 1, 40) * 60 : -1};
            s->fleet_links[s->fleet_links_count++] = row;
        }
        fleet->links_count = s->fleet_links_count - fleet->links_first;
        int64_t usual = between(d, 1, TINY_VEHICLES);
        for (uint32_t day = 0; day < s->days; day++)
            s->vehicles[f * s->days + day] = chance(d, 8) ? below(d, 2) : usual;
    }
}

static void draw_items(draw *d) {
    onward_scenario *s = d->s;
    s->items_count = 2;
    s->items = OW_ARRAY(d->arena, s->items_count, ow_item);
    for (uint32_t i = 0; i < s->items_count; i++) {
        ow_item *item = &s->items[i];
        item->id = name(d, 'i', i);
        item->mass_kg = between(d, 0, 4) * 500;
        item->area_milli_m2 = below(d, 3) * 4000;
        item->drives = chance(d, 60);
        item->drive_milli_km_h = between(d, 1, 4) * 15000;
        item->crew = chance(d, 50) ? 1 : below(d, 3);
        if (d->theme == THEME_self) {
            item->drives = 1;
            item->drive_milli_km_h = i == 0 ? 60000 : between(d, 1, 3) * 10000;
        }
        item->fates = between(d, 1, 15);
        for (int fate = 1; fate < OW_FATE_COUNT; fate++)
            item->fate_points_milli[fate] = between(d, 0, 8) * 1500;
    }
}

static void draw_units(draw *d) {
    onward_scenario *s = d->s;
    s->items = NULL;
    draw_items(d);
    s->units_count = (uint32_t)between(d, 1, 100) > 85 ? 3 : (uint32_t)between(d, 1, 2);
    s->units = OW_ARRAY(d->arena, s->units_count, ow_unit);
    s->holdings = OW_ARRAY(d->arena, TINY_HOLDINGS, ow_holding);
    for (uint32_t u = 0; u < s->units_count; u++) {
        ow_unit *unit = &s->units[u];
        unit->id = name(d, 'u', u);
        unit->party = (uint32_t)below(d, 2);
        unit->site = (uint32_t)below(d, chance(d, 80) ? s->sites_count - 1 : s->sites_count);
        unit->destination = chance(d, 80) ? s->sites_count - 1 : (uint32_t)below(d, s->sites_count);
        if (chance(d, 10)) unit->destination = OW_NO_INDEX;
        unit->people = chance(d, 10) ? 0 : between(d, 1, s->units_count == 1 ? 4 : 2);
        unit->capability = (uint32_t)below(d, 3);
        if (d->theme == THEME_guards) {
            unit->capability = u == 0; /* the first one guards the others, at one site */
            unit->site = s->units[0].site;
        }
        unit->is_guard = unit->capability == s->guard_capability;
        unit->may_stay = chance(d, 20);
        unit->pays_late = unit->destination != OW_NO_INDEX && !unit->may_stay;
        unit->ready_day = chance(d, 30) ? (uint32_t)below(d, 3) : 0;
        unit->due_day = chance(d, 40) ? OW_NO_INDEX : (uint32_t)below(d, s->days);
        unit->min_group = 1;
        unit->window_days = OW_UNLIMITED;
        unit->holdings_first = s->holdings_count;
        int holds = d->theme == THEME_self || d->theme == THEME_load ? 90 : 50;
        uint32_t item = (uint32_t)below(d, s->items_count);
        for (int i = 0; i < 2 && s->holdings_count < TINY_HOLDINGS && chance(d, holds); i++)
            s->holdings[s->holdings_count++] =
                (ow_holding){u, item ^ (uint32_t)i, between(d, 1, 2)};
        unit->holdings_count = s->holdings_count - unit->holdings_first;
    }
}

static void draw_limits(draw *d) {
    onward_scenario *s = d->s;
    s->limits_count = chance(d, 50) ? 0 : (uint32_t)between(d, 1, TINY_LIMITS);
    if (d->theme == THEME_limits) s->limits_count = TINY_LIMITS;
    s->limits = OW_ARRAY(d->arena, s->limits_count + 1u, ow_limit);
    for (uint32_t i = 0; i < s->limits_count; i++) {
        ow_limit *limit = &s->limits[i];
        *limit = (ow_limit){.id = name(d, 'c', i), .site = OW_NO_INDEX, .party = OW_NO_INDEX};
        limit->kind = below(d, 2);
        limit->measure = chance(d, 60) ? OW_MEASURE_people : between(d, 1, 2);
        limit->scope = below(d, 3);
        if (limit->measure == OW_MEASURE_sites) limit->scope = OW_SCOPE_host;
        limit->capability = chance(d, 50) ? OW_NO_INDEX : (uint32_t)below(d, 3);
        limit->item = chance(d, 50) ? OW_NO_INDEX : (uint32_t)below(d, s->items_count);
        if (limit->scope == OW_SCOPE_site) limit->site = (uint32_t)below(d, s->sites_count);
        if (limit->scope == OW_SCOPE_party) limit->party = (uint32_t)below(d, 2);
        limit->first_day = (uint32_t)below(d, s->days);
        limit->last_day = (uint32_t)between(d, limit->first_day, s->days - 1);
        if (limit->last_day > limit->first_day + 1) limit->last_day = limit->first_day + 1;
        limit->value = between(d, limit->kind == OW_LIMIT_KIND_floor,
                               limit->kind == OW_LIMIT_KIND_floor ? 2 : 4);
        int per_100 = limit->kind == OW_LIMIT_KIND_floor && limit->measure == OW_MEASURE_people &&
                      limit->capability != OW_NO_INDEX;
        if (per_100 && chance(d, 50)) limit->per_100_people = between(d, 1, 4) * 30;
        if (per_100 && chance(d, 50)) limit->value = 0;
        limit->while_open = limit->scope == OW_SCOPE_site && s->sites[limit->site].in_host &&
                            limit->measure != OW_MEASURE_sites && chance(d, 60);
        if (limit->while_open) limit->last_day = s->days - 1;
    }
}

static void draw_permissions(draw *d) {
    onward_scenario *s = d->s;
    if (chance(d, 50)) return;
    s->permission_modes = chance(d, 50) ? 1 << OW_MODE_air : between(d, 1, 15);
    s->permissions_count = (uint32_t)between(d, 1, TINY_PERMISSIONS);
    s->permissions = OW_ARRAY(d->arena, s->permissions_count, ow_permission);
    for (uint32_t i = 0; i < s->permissions_count; i++) {
        ow_permission *permit = &s->permissions[i];
        permit->id = name(d, 'p', i);
        permit->party = chance(d, 60) ? OW_NO_INDEX : (uint32_t)below(d, 2);
        permit->mode = chance(d, 60) ? OW_NONE : s->links[below(d, s->links_count)].mode;
        permit->link = chance(d, 70) ? OW_NO_INDEX : (uint32_t)below(d, s->links_count);
        permit->first_day = between(d, -1, 1);
        permit->last_day = between(d, s->days - 2, s->days + 1);
        permit->missions_per_day = chance(d, 30) ? OW_UNLIMITED : chance(d, 10) ? 0 : 1;
    }
}

static void draw_days(draw *d) {
    onward_scenario *s = d->s;
    uint32_t days = s->days;
    s->site_capacity = OW_ARRAY(d->arena, s->sites_count * OW_MODE_COUNT * days, int64_t);
    s->site_factor_milli = OW_ARRAY(d->arena, s->sites_count * days, int64_t);
    s->site_closed = OW_ARRAY(d->arena, s->sites_count * days, uint8_t);
    s->link_factor_milli = OW_ARRAY(d->arena, s->links_count * days, int64_t);
    s->link_closed = OW_ARRAY(d->arena, s->links_count * days, uint8_t);
    for (uint32_t i = 0; i < s->sites_count * OW_MODE_COUNT; i++) {
        int scarce = d->theme == THEME_capacity ? 60 : 20;
        int64_t usual = chance(d, scarce) ? between(d, 1, scarce > 20 ? 1 : 2) : OW_UNLIMITED;
        for (uint32_t day = 0; day < days; day++)
            s->site_capacity[i * days + day] = chance(d, 2) ? 0 : usual;
    }
    for (uint32_t i = 0; i < s->sites_count * days; i++) {
        s->site_factor_milli[i] = chance(d, 20) ? between(d, 0, 3) * 777 : 1000;
        s->site_closed[i] = chance(d, 2);
    }
    for (uint32_t i = 0; i < s->links_count * days; i++) {
        s->link_factor_milli[i] = chance(d, 20) ? between(d, 0, 3) * 555 : 1000;
        s->link_closed[i] = chance(d, 2);
    }
}

onward_scenario *tiny_scenario(ow_arena *arena, ow_random *random) {
    static const char *capabilities[] = {"", "guard", "medical"};
    draw d = {THEME_any, OW_NEW(arena, onward_scenario), arena, random};
    d.theme = (theme)below(&d, THEME_COUNT);
    onward_scenario *s = d.s;
    assert(s != NULL);
    s->arena = arena;
    s->days = (uint32_t)between(&d, 3, 5);
    s->capabilities = capabilities;
    s->capabilities_count = 3;
    s->guard_capability = 1;
    s->parties_count = 2;
    s->handover_teams = chance(&d, 50) ? OW_UNLIMITED : between(&d, 0, 1);
    s->points_per_person_day_milli = between(&d, 0, 3) * 1001;
    s->points_per_1000_cost_milli = (below(&d, 3) + (d.theme == THEME_load)) * 1500;
    s->points_per_late_person_day_milli = between(&d, 0, 6) * 3333;
    s->points_per_late_tonne_day_milli = between(&d, 0, 6) * 1111;
    draw_sites(&d);
    draw_links(&d);
    draw_fleets(&d);
    draw_units(&d);
    draw_limits(&d);
    draw_permissions(&d);
    draw_days(&d);
    return s;
}
