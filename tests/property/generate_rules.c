/* The rules of a random scenario. Floors are at most what is there at the start, guards owed at
 * most the guards there, so that staying put is mostly allowed and most scenarios have a plan. */
#include "generate_world.h"

#include <stdio.h>
#include <string.h>

static void put_sites(world *w) {
    ow_buffer *to = table_of(w, GENERATE_sites);
    ow_buffer_text(to, "site_id,lat,lon,country,kind,people_max,risk,open_points_per_day,guard_min,"
                       "guard_per_100,close_by,handover_days,stays_open\n");
    for (uint32_t s = 0; s < w->sites_count; s++) {
        const place *site = &w->sites[s];
        ow_buffer_printf(to, "%s,%u.5,%u.25,%s,%s,", site->id, 30 + s, 40 + s, site->country,
                         site->kind);
        put_maybe(w, to, 20, site->people, site->people + w->size->people_max);
        if (chance(w, 40)) ow_buffer_printf(to, "%u.%u", pick(w, 0, 2), pick(w, 0, 99));
        ow_buffer_char(to, ',');
        put_maybe(w, to, 50, 1, 60);
        put_maybe(w, to, site->guards > 0 ? 45 : 1, 1, site->guards > 3 ? site->guards / 2 : 1);
        uint32_t others = site->people - site->guards;
        uint32_t share = others > 0 ? 100 * site->guards / others : 40;
        put_maybe(w, to, site->guards > 0 ? 35 : 1, 1, share < 1000 ? share : 1000);
        int stays = chance(w, 8);
        if (!stays && chance(w, site->host ? 12 : 3))
            put_date(w, to, pick(w, w->days * 2 / 3, w->days));
        ow_buffer_char(to, ',');
        put_maybe(w, to, 30, 1, 2);
        ow_buffer_printf(to, "%d\n", stays);
    }
}

static void put_capacities(world *w) {
    ow_buffer *to = table_of(w, GENERATE_site_capacity);
    for (uint32_t s = 0; s < w->sites_count; s++)
        for (uint32_t m = 0; m < OW_MODE_COUNT; m++) {
            uint32_t first, last;
            if (!chance(w, 15)) continue;
            if (to->length == 0)
                ow_buffer_text(to, "site_id,mode,from_date,to_date,missions_per_day\n");
            ow_buffer_printf(to, "%s,%s,", w->sites[s].id, mode_name(m));
            put_interval(w, to, &first, &last);
            ow_buffer_printf(to, "%u\n", chance(w, 50) ? 1 : pick(w, 0, 4));
        }
}

/* How many the limit counts at the start, over the sites of its scope. */
static uint32_t there(const world *w, const char *capability, int items, int site, uint32_t party) {
    uint32_t sum = 0;
    for (uint32_t u = 0; u < w->units_count; u++) {
        const body *unit = &w->units[u];
        if (site >= 0 ? unit->site != (uint32_t)site : !w->sites[unit->site].host) continue;
        if (party > 0 && unit->party != party) continue;
        if (items)
            sum += unit->items;
        else if (*capability == '\0' || strcmp(capability, unit->capability) == 0)
            sum += unit->people;
    }
    return sum;
}

static void put_limit(world *w, uint32_t number) {
    static const char *const words[] = {"", "", "guard", "medical", "training"};
    static const char *const measures[] = {"people", "people", "people", "items", "sites"};
    ow_buffer *to = table_of(w, GENERATE_limits);
    uint32_t measure = pick(w, 0, 4), first, last, party = 0;
    const char *capability = measure < 3 ? words[pick(w, 0, 4)] : "";
    int floor = chance(w, 50), site = -1;
    uint32_t scope = pick(w, 0, 2);
    if (scope == 1) site = (int)pick(w, 0, w->bases_count - 1);
    if (scope == 2 && measure < 4) party = pick(w, 1, 2);
    if (to->length == 0)
        ow_buffer_text(to, "limit_id,kind,measure,of,scope,scope_id,from_date,to_date,value,"
                           "per_100_people,while_open\n");
    char scope_id[32] = "";
    if (site >= 0) snprintf(scope_id, sizeof scope_id, "%s", w->sites[site].id);
    if (party > 0) snprintf(scope_id, sizeof scope_id, "p%u", party);
    ow_buffer_printf(to, "x%u,%s,%s,%s,%s,%s,", number, floor ? "floor" : "ceiling",
                     measures[measure], capability,
                     site >= 0   ? "site"
                     : party > 0 ? "party"
                                 : "host",
                     scope_id);
    put_interval(w, to, &first, &last);
    uint32_t now = there(w, capability, measure == 3, site, party), value;
    if (measure == 4)
        value = floor ? pick(w, 0, 1) : pick(w, 1, w->bases_count + 1);
    else if (floor)
        value = pick(w, 0, now);
    else
        value = first == 0 ? now + pick(w, 0, 2) : pick(w, now / 3, now + 1);
    ow_buffer_printf(to, "%u,", value);
    put_maybe(w, to, floor && *capability && now > 0 && chance(w, 40) ? 100 : 0, 1, 30);
    ow_buffer_printf(to, "%d\n", site >= 0 && chance(w, 40));
}

static void put_permission(world *w, uint32_t number, int good) {
    static const char *const states[] = {"granted", "deemed",  "restricted", "granted",
                                         "denied",  "revoked", "requested"};
    static const char *const parties[] = {"", "", "p1", "p2"};
    ow_buffer *to = table_of(w, GENERATE_permissions);
    if (to->length == 0)
        ow_buffer_text(to,
                       "permission_id,amends,to_party_id,activity,mode,link_id,from_date,to_date,"
                       "missions_per_day,status\n");
    ow_buffer_printf(to, "g%u,", number);
    if (number > 0 && !good && chance(w, 40)) ow_buffer_printf(to, "g%u", pick(w, 0, number - 1));
    ow_buffer_printf(to, ",%s,%s,", parties[pick(w, 0, 3)],
                     chance(w, 90)   ? "movement"
                     : chance(w, 50) ? "overflight"
                                     : "");
    const road *link = &w->links[pick(w, 0, w->links_count - 1)];
    int one_link = chance(w, 25);
    if (chance(w, 40)) ow_buffer_text(to, mode_name(one_link ? link->mode : pick(w, 0, 3)));
    ow_buffer_printf(to, ",%s,", one_link ? link->id : "");
    int64_t first = good ? pick(w, 0, 1) : pick(w, 0, w->days - 1);
    put_date(w, to, chance(w, 20) ? first - 5 : first);
    ow_buffer_char(to, ',');
    put_date(w, to,
             good ? w->days - 1 - pick(w, 0, 1) + pick(w, 0, 3)
                  : pick(w, (uint32_t)first, w->days + 2));
    ow_buffer_char(to, ',');
    put_maybe(w, to, 50, good ? 1 : 0, 4);
    ow_buffer_printf(to, "%s\n", states[pick(w, 0, good ? 3 : 6)]);
}

static void put_permissions(world *w) {
    uint32_t number = 0;
    if (w->permission_modes == 0 && chance(w, 80)) return;
    if (chance(w, 85)) put_permission(w, number++, 1);
    while (number < 2 + w->size->rules_max && chance(w, 60))
        put_permission(w, number++, chance(w, 50));
}

static void put_precedence(world *w) {
    ow_buffer *to = table_of(w, GENERATE_precedence);
    int done = 0;
    if (w->bases_count > 1 && chance(w, 25)) {
        ow_buffer_text(to, "before_id,after_id,lag_days\n");
        uint32_t before = pick(w, 0, w->bases_count - 1);
        uint32_t after = (before + pick(w, 1, w->bases_count - 1)) % w->bases_count;
        /* A site that is never open closes on day 0, before any other: mostly not meant. */
        if (w->sites[after].people == 0 && chance(w, 80))
            after = before, before = (after + 1) % w->bases_count;
        ow_buffer_printf(to, "%s,%s,%u\n", w->sites[before].id, w->sites[after].id, pick(w, 0, 2));
        done = 1;
    }
    if (w->units_count > 1 && chance(w, 25)) {
        if (!done) ow_buffer_text(to, "before_id,after_id,lag_days\n");
        uint32_t before = pick(w, 0, w->units_count - 1);
        uint32_t after = (before + pick(w, 1, w->units_count - 1)) % w->units_count;
        ow_buffer_printf(to, "u%u,u%u,%u\n", before, after, pick(w, 0, 3));
    }
}

static void put_risks(world *w) {
    ow_buffer *risks = table_of(w, GENERATE_risk_days), *closures = table_of(w, GENERATE_closures);
    uint32_t first, last;
    if (chance(w, 35)) {
        ow_buffer_text(risks, "site_id,link_id,from_date,to_date,factor\n");
        if (chance(w, 50))
            ow_buffer_printf(risks, "%s,,", w->sites[pick(w, 0, w->sites_count - 1)].id);
        else
            ow_buffer_printf(risks, ",%s,", w->links[pick(w, 0, w->links_count - 1)].id);
        put_interval(w, risks, &first, &last);
        ow_buffer_printf(risks, "%u.%u\n", pick(w, 0, 4), pick(w, 0, 999));
    }
    if (chance(w, 30)) {
        ow_buffer_text(closures, "site_id,link_id,from_date,to_date,reason\n");
        if (chance(w, 50))
            ow_buffer_printf(closures, "%s,,", w->sites[pick(w, 0, w->sites_count - 1)].id);
        else
            ow_buffer_printf(closures, ",%s,", w->links[pick(w, 0, w->links_count - 1)].id);
        uint32_t day = pick(w, 0, w->days - 1);
        put_date(w, closures, day);
        ow_buffer_char(closures, ',');
        put_date(w, closures, pick(w, day, day + 2 < w->days ? day + 2 : w->days - 1));
        ow_buffer_text(closures, ",\"storm, sand\"\n");
    }
}

/* A movement out of some unit's first site, perhaps one that cannot be. */
static void put_pin(world *w, uint32_t number) {
    ow_buffer *to = table_of(w, GENERATE_pins);
    uint32_t u = pick(w, 0, w->units_count - 1);
    const body *unit = &w->units[u];
    const road *link = NULL;
    for (uint32_t i = 0; i < w->links_count && !link; i++)
        if (w->links[i].from == unit->site) link = &w->links[i];
    if (!link || (unit->people == 0 && unit->items == 0)) return;
    if (to->length == 0)
        ow_buffer_text(
            to, "pin_id,depart_date,link_id,from_site_id,fleet_id,unit_id,item_id,quantity\n");
    ow_buffer_printf(to, "n%u,", number);
    put_date(w, to, pick(w, 0, w->days / 2));
    ow_buffer_printf(to, ",%s,%s,,u%u,%s,1\n", link->id, w->sites[unit->site].id, u,
                     unit->people == 0 ? "i0" : "");
}

void generate_rules(world *w) {
    put_sites(w);
    put_capacities(w);
    put_permissions(w);
    uint32_t limits = chance(w, 55) ? pick(w, 1, w->size->rules_max) : 0;
    for (uint32_t i = 0; i < limits; i++) put_limit(w, i);
    put_precedence(w);
    put_risks(w);
    if (chance(w, 10)) put_pin(w, 0);
}
