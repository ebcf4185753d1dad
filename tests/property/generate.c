/* The places, vehicles and units of a random scenario, and how it is loaded and written. The rules
 * are in generate_rules.c. A world is a tree of host sites that lead to a port, and from there
 * home. */
#include "generate_world.h"

#include "base/day.h"
#include "base/file.h"
#include "scenario/load.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const generate_size generate_tiny = {4, 8, 2, 3, 2, 2, 5, 3, 2};
const generate_size generate_small = {12, 28, 5, 7, 4, 5, 60, 15, 4};

static const char *const file_names[GENERATE_TABLES] = {
#define TABLE(name, group, presence, rows_max, meaning) #name ".csv",
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
};

static const char *const modes[OW_MODE_COUNT] = {"road", "rail", "air", "sea"};

int chance(world *w, uint32_t percent) {
    return ow_random_below(&w->random, 100) < percent;
}

uint32_t pick(world *w, uint32_t low, uint32_t high) {
    return high <= low ? low : low + ow_random_below(&w->random, high - low + 1);
}

ow_buffer *table_of(world *w, int table) {
    return &w->out->tables[table];
}

const char *mode_name(uint32_t mode) {
    return modes[mode];
}

void put_date(world *w, ow_buffer *to, int64_t day) {
    char text[11];
    (void)w;
    ow_buffer_text(to, ow_day_format(text, (int32_t)(GENERATE_START + day)));
}

/* A whole number with a probability, else an empty cell; then a comma. */
void put_maybe(world *w, ow_buffer *to, uint32_t percent, uint32_t low, uint32_t high) {
    if (chance(w, percent)) ow_buffer_printf(to, "%u", pick(w, low, high));
    ow_buffer_char(to, ',');
}

/* "from,to," : sometimes the whole horizon, as empty cells. */
void put_interval(world *w, ow_buffer *to, uint32_t *first, uint32_t *last) {
    *first = 0, *last = w->days - 1;
    if (chance(w, 40)) {
        ow_buffer_text(to, ",,");
        return;
    }
    *first = pick(w, 0, w->days - 1);
    *last = pick(w, *first, w->days - 1);
    put_date(w, to, *first);
    ow_buffer_char(to, ',');
    put_date(w, to, *last);
    ow_buffer_char(to, ',');
}

static void make_site(world *w, const char *kind, const char *country) {
    place *site = &w->sites[w->sites_count];
    *site = (place){.kind = kind, .host = strcmp(country, "HST") == 0};
    snprintf(site->id, sizeof site->id, "%s-%u", kind, w->sites_count);
    site->country = country;
    w->sites_count++;
}

static void make_link(world *w, uint32_t from, uint32_t to, uint32_t mode) {
    if (w->links_count == WORLD_LINKS_MAX || from == to) return;
    road *link = &w->links[w->links_count];
    *link = (road){.from = from, .to = to, .mode = mode, .both_ways = !chance(w, 15)};
    snprintf(link->id, sizeof link->id, "l%u", w->links_count);
    w->links_count++;
}

static uint32_t any_mode(world *w) {
    uint32_t roll = pick(w, 0, 9);
    return roll < 5 ? OW_MODE_road : roll < 6 ? OW_MODE_rail : roll < 9 ? OW_MODE_air : OW_MODE_sea;
}

/* Host sites in a tree, perhaps a port and a place abroad on the way, one or two homes. */
static void make_places(world *w) {
    static const char *const kinds[] = {"base", "base", "base", "embassy", "hub"};
    static const char *const ports[] = {"airport", "seaport", "crossing"};
    uint32_t bases = pick(w, 1, w->size->bases_max);
    for (uint32_t i = 0; i < bases; i++) {
        make_site(w, kinds[pick(w, 0, 4)], "HST");
        if (i > 0) make_link(w, i, pick(w, 0, i - 1), chance(w, 65) ? OW_MODE_road : any_mode(w));
    }
    w->bases_count = bases;
    uint32_t exit = 0;
    if (chance(w, 45)) {
        exit = w->sites_count;
        make_site(w, ports[pick(w, 0, 2)], "HST");
        make_link(w, pick(w, 0, bases - 1), exit, chance(w, 70) ? OW_MODE_road : OW_MODE_rail);
    }
    if (chance(w, 20)) {
        uint32_t abroad = w->sites_count;
        make_site(w, chance(w, 50) ? "hub" : "seaport", "ABR");
        make_link(w, exit, abroad, any_mode(w));
        exit = abroad;
    }
    uint32_t homes = chance(w, 25) ? 2 : 1;
    w->home = w->sites_count;
    for (uint32_t i = 0; i < homes; i++) {
        make_site(w, "home", chance(w, 4) ? "HST" : "HOM");
        make_link(w, exit, w->home + i, any_mode(w));
    }
    if (chance(w, 30)) make_link(w, pick(w, 0, bases - 1), w->home, any_mode(w));
    if (chance(w, 15)) make_link(w, exit, pick(w, 0, bases - 1), any_mode(w));
}

static void put_links(world *w) {
    ow_buffer *to = table_of(w, GENERATE_links);
    ow_buffer_text(to,
                   "link_id,from_site_id,to_site_id,mode,distance_km,both_ways,missions_per_day,"
                   "risk,one_way_h\n");
    for (uint32_t i = 0; i < w->links_count; i++) {
        const road *link = &w->links[i];
        static const uint32_t speeds[OW_MODE_COUNT] = {50, 60, 500, 30};
        uint32_t hours_tenth = chance(w, 60) ? pick(w, 5, 60) : pick(w, 60, 400);
        ow_buffer_printf(to, "%s,%s,%s,%s,%u.%u,%d,", link->id, w->sites[link->from].id,
                         w->sites[link->to].id, modes[link->mode],
                         speeds[link->mode] * hours_tenth / 10, pick(w, 0, 9), link->both_ways);
        put_maybe(w, to, 25, 1, 3);
        if (chance(w, 40)) ow_buffer_printf(to, "%u.%03u", pick(w, 0, 3), pick(w, 0, 999));
        ow_buffer_char(to, ',');
        if (chance(w, 10)) ow_buffer_printf(to, "%u.%u", pick(w, 0, 30), pick(w, 0, 99));
        ow_buffer_char(to, '\n');
    }
}

/* Number of vehicles: constant, falling, rising, with gaps; rows that overlap add up. */
static void put_fleet_days(world *w, const char *fleet) {
    ow_buffer *to = table_of(w, GENERATE_fleet_days);
    if (to->length == 0) ow_buffer_text(to, "fleet_id,from_date,to_date,vehicles\n");
    uint32_t rows = chance(w, 65) ? 1 : pick(w, 2, 3), first, last;
    for (uint32_t i = 0; i < rows; i++) {
        ow_buffer_printf(to, "%s,", fleet);
        if (rows == 1)
            ow_buffer_text(to, ",,");
        else
            put_interval(w, to, &first, &last);
        ow_buffer_printf(to, "%u\n", chance(w, 55) ? 1 : pick(w, 1, rows == 1 ? 3 : 2));
    }
}

static void put_fleet_links(world *w, const char *fleet, uint32_t mode) {
    ow_buffer *to = table_of(w, GENERATE_fleet_links);
    if (to->length == 0) ow_buffer_text(to, "fleet_id,link_id,one_way_h,cycle_h\n");
    for (uint32_t i = 0; i < w->links_count; i++) {
        if (w->links[i].mode != mode || chance(w, 20)) continue;
        ow_buffer_printf(to, "%s,%s,", fleet, w->links[i].id);
        if (chance(w, 25)) ow_buffer_printf(to, "%u.%u", pick(w, 0, 20), pick(w, 0, 9));
        ow_buffer_char(to, ',');
        if (chance(w, 25)) ow_buffer_printf(to, "%u.%u", pick(w, 0, 40), pick(w, 0, 9));
        ow_buffer_char(to, '\n');
    }
}

/* Cell with a number, 0, or nothing (does not bind). */
static void put_capacity(world *w, ow_buffer *to, uint32_t empty, uint32_t zero, uint32_t low,
                         uint32_t high) {
    uint32_t roll = pick(w, 0, 99);
    if (roll >= empty + zero)
        ow_buffer_printf(to, "%u", pick(w, low, high));
    else if (roll >= empty)
        ow_buffer_char(to, '0');
    ow_buffer_char(to, ',');
}

static void put_fleet(world *w, uint32_t mode) {
    static const uint32_t speeds[OW_MODE_COUNT] = {50, 60, 500, 30};
    static const uint32_t duties[] = {24, 24, 12, 10, 8};
    ow_buffer *to = table_of(w, GENERATE_fleets);
    if (to->length == 0)
        ow_buffer_text(to, "fleet_id,party_id,mode,people_max,payload_kg,area_m2,speed_km_h,load_h,"
                           "unload_h,duty_h_per_day,cost_per_h,home_site_id,convoy_max,"
                           "escort_people_per_convoy\n");
    char id[16];
    snprintf(id, sizeof id, "f%u", w->fleets_count++);
    ow_buffer_printf(to, "%s,%s,%s,", id,
                     chance(w, 30)   ? "p1"
                     : chance(w, 20) ? "p2"
                                     : "",
                     modes[mode]);
    put_capacity(w, to, 15, 15, 1, 1 + w->size->people_max / 2);
    put_capacity(w, to, 10, 10, 4, 24);
    if (to->data[to->length - 2] != ',' && to->data[to->length - 2] != '0') {
        to->length--; /* in tonnes */
        ow_buffer_text(to, "000,");
    }
    put_capacity(w, to, 65, 5, 10, 60);
    ow_buffer_printf(to, "%u,%u.%u,%u.%u,%u,", speeds[mode], pick(w, 0, 2), pick(w, 0, 9),
                     pick(w, 0, 1), pick(w, 0, 9), duties[pick(w, 0, 4)]);
    put_maybe(w, to, 70, 1, 2000);
    if (chance(w, 35)) ow_buffer_text(to, w->sites[pick(w, 0, w->sites_count - 1)].id);
    ow_buffer_char(to, ',');
    if (mode == OW_MODE_road && chance(w, 35))
        ow_buffer_printf(to, "%u,%u\n", pick(w, 1, 3), pick(w, 1, 2));
    else
        ow_buffer_text(to, ",\n");
    put_fleet_days(w, id);
    if (chance(w, 20)) put_fleet_links(w, id, mode);
}

static void put_fleets(world *w) {
    int used[OW_MODE_COUNT] = {0};
    for (uint32_t i = 0; i < w->links_count; i++) used[w->links[i].mode] = 1;
    for (uint32_t m = 0; m < OW_MODE_COUNT; m++)
        if (used[m] && chance(w, 93)) put_fleet(w, m);
    while (w->fleets_count < w->size->fleets_max && chance(w, 40)) {
        uint32_t mode = w->links[pick(w, 0, w->links_count - 1)].mode;
        put_fleet(w, mode);
    }
}

static void put_items(world *w) {
    static const char *const fates[] = {
        "return",         "return",          "return sell",
        "return destroy", "return transfer", "return transfer sell destroy",
        "sell",           "destroy transfer"};
    uint32_t count = pick(w, 0, w->size->items_max);
    if (count == 0) return;
    ow_buffer *to = table_of(w, GENERATE_items);
    ow_buffer_text(
        to, "item_id,mass_kg,area_m2,drives,drive_km_h,crew,fates,transfer_points,sell_points,"
            "destroy_points,controlled\n");
    for (uint32_t i = 0; i < count; i++) {
        ow_buffer_printf(to, "i%u,%u,", w->items_count++,
                         chance(w, 10)   ? 0
                         : chance(w, 50) ? 1000u << pick(w, 0, 3)
                                         : pick(w, 200, 9000));
        put_maybe(w, to, 50, 1, 20);
        int drives = chance(w, 40);
        ow_buffer_printf(to, "%d,", drives);
        put_maybe(w, to, 40, 20, 60);
        put_maybe(w, to, drives ? 60 : 0, 0, 2);
        uint32_t fate = pick(w, 0, 7);
        ow_buffer_printf(to, "%s,", fates[fate]);
        for (uint32_t f = 0; f < 3; f++) put_maybe(w, to, 60, 1, 900);
        ow_buffer_printf(to, "%d\n",
                         chance(w, 20) && fate < 6); /* sold only, it could do nothing */
    }
}

static void put_holdings(world *w, uint32_t unit, int must) {
    ow_buffer *to = table_of(w, GENERATE_holdings);
    for (uint32_t i = 0; i < w->items_count; i++) {
        if (!chance(w, 45) && !(must && i == 0)) continue;
        if (to->length == 0) ow_buffer_text(to, "unit_id,item_id,quantity\n");
        uint32_t quantity = pick(w, 1, w->size->quantity_max);
        ow_buffer_printf(to, "u%u,i%u,%u\n", unit, i, quantity);
        w->units[unit].items += quantity;
    }
}

static void put_unit(world *w, uint32_t u) {
    static const char *const words[] = {"guard", "guard", "medical", "training", ""};
    ow_buffer *to = table_of(w, GENERATE_units);
    body *unit = &w->units[u];
    int inbound = chance(w, 12);
    unit->site = inbound ? w->home : pick(w, 0, w->bases_count - 1);
    unit->party = pick(w, 1, 2);
    unit->people = w->items_count > 0 && chance(w, 10) ? 0 : pick(w, 1, w->size->people_max);
    unit->capability = words[pick(w, 0, 4)];
    uint32_t to_site = inbound         ? pick(w, 0, w->bases_count - 1)
                       : chance(w, 85) ? pick(w, w->home, w->sites_count - 1)
                                       : pick(w, 0, w->sites_count - 1);
    ow_buffer_printf(to, "u%u,p%u,%s,%s,%u,%s,", u, unit->party, w->sites[unit->site].id,
                     chance(w, 92) && to_site != unit->site ? w->sites[to_site].id : "",
                     unit->people, unit->capability);
    if (chance(w, 15)) put_date(w, to, pick(w, 0, w->days / 2));
    ow_buffer_char(to, ',');
    if (chance(w, 75)) put_date(w, to, pick(w, 0, chance(w, 70) ? w->days / 2 : w->days - 1));
    ow_buffer_printf(to, ",%d,", chance(w, 12));
    put_maybe(w, to, unit->people > 1 ? 20 : 0, 2, unit->people);
    if (chance(w, 20)) ow_buffer_printf(to, "%u", pick(w, 1, w->days / 2));
    ow_buffer_char(to, '\n');
    put_holdings(w, u, unit->people == 0);
    if (unit->site < w->bases_count || w->sites[unit->site].host) {
        place *site = &w->sites[unit->site];
        site->people += unit->people;
        site->items += unit->items;
        if (strcmp(unit->capability, "guard") == 0) site->guards += unit->people;
    }
}

static void put_units(world *w) {
    ow_buffer_text(
        table_of(w, GENERATE_units),
        "unit_id,party_id,site_id,destination_site_id,people,capability,ready_date,due_date,"
        "may_stay,min_group,window_days\n");
    w->units_count = pick(w, 1, w->size->units_max);
    for (uint32_t u = 0; u < w->units_count; u++) put_unit(w, u);
}

static void put_scenario(world *w) {
    ow_buffer *to = table_of(w, GENERATE_scenario);
    ow_buffer_printf(to,
                     "format_version,scenario_id,host_country,start_date,end_date,deadline,"
                     "permission_modes,handover_teams,points_per_person_day,points_per_1000_cost,"
                     "points_per_late_person_day,points_per_late_tonne_day\n1.0,random-%" PRIu64
                     ",HST,",
                     w->out->seed);
    put_date(w, to, 0);
    ow_buffer_char(to, ',');
    put_date(w, to, w->days - 1);
    ow_buffer_char(to, ',');
    if (chance(w, 40)) put_date(w, to, pick(w, w->days / 2, w->days - 1));
    ow_buffer_char(to, ',');
    w->permission_modes = 0;
    if (chance(w, 50))
        for (uint32_t m = 0; m < OW_MODE_COUNT; m++)
            if (chance(w, 50)) {
                ow_buffer_printf(to, "%s%s", w->permission_modes ? " " : "", modes[m]);
                w->permission_modes |= 1u << m;
            }
    ow_buffer_char(to, ',');
    put_maybe(w, to, 30, 1, 2);
    ow_buffer_printf(to, "%u.%u,", pick(w, 0, 2), pick(w, 0, 9));
    if (chance(w, 80)) ow_buffer_printf(to, "%u.%03u", pick(w, 0, 9), pick(w, 0, 999));
    ow_buffer_char(to, ',');
    put_maybe(w, to, 60, 1, 200);
    if (chance(w, 60)) ow_buffer_printf(to, "%u", pick(w, 0, 40));
    ow_buffer_char(to, '\n');
}

void generate(generated *out, const generate_size *size, uint64_t seed, uint32_t attempt) {
    world w = {.out = out, .size = size};
    *out = (generated){.seed = seed, .attempt = attempt};
    ow_random_seed(&w.random, seed, (uint64_t)attempt * 1000 + size->days_max);
    w.days = pick(&w, size->days_min, size->days_max);
    put_scenario(&w);
    ow_buffer_text(table_of(&w, GENERATE_parties),
                   "party_id,role\nhost,host\np1,sending\np2,sending\n");
    make_places(&w);
    put_links(&w);
    put_fleets(&w);
    put_items(&w);
    put_units(&w);
    generate_rules(&w);
}

void generated_free(generated *out) {
    for (int t = 0; t < GENERATE_TABLES; t++) ow_buffer_free(&out->tables[t]);
}

static int is_cross(ow_notice_code code) {
    static const char *const groups[] = {
#define NOTICE(code, severity, group, meaning, cure) #group,
#include "tables/notice.def"
#undef NOTICE
    };
    return strcmp(groups[code], "cross") == 0;
}

/* Loads; *malformed counts errors other than those of the cross-table checks. */
static onward_scenario *load(const generated *from, uint32_t *malformed) {
    ow_source_file files[GENERATE_TABLES];
    uint32_t count = 0;
    for (int t = 0; t < GENERATE_TABLES; t++)
        if (from->tables[t].length > 0)
            files[count++] =
                (ow_source_file){file_names[t], from->tables[t].data, from->tables[t].length};
    ow_arena *arena = ow_arena_new();
    ow_source *source = NULL;
    onward_scenario *scenario = NULL;
    ow_error error = {0};
    ow_notices notices;
    if (!arena) return NULL;
    ow_notices_init(&notices, arena);
    if (ow_source_open_memory(&source, files, count, &error) == OW_OK)
        (void)ow_scenario_load_source(&scenario, source, &notices, &error);
    for (uint32_t i = 0; i < notices.count; i++) {
        const ow_notice *notice = &notices.data[i];
        if (ow_notice_severity(notice->code) != OW_SEVERITY_ERROR || is_cross(notice->code))
            continue;
        *malformed += 1;
        fprintf(stderr, "seed %" PRIu64 ": %s:%" PRId64 " %s: %s\n", from->seed, notice->file,
                notice->row, notice->column, notice->message);
    }
    ow_source_close(source);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return scenario;
}

onward_scenario *generated_load(const generated *from) {
    uint32_t malformed = 0;
    return load(from, &malformed);
}

onward_scenario *generate_scenario(generated *out, const generate_size *size, uint64_t seed) {
    onward_scenario *scenario = NULL;
    uint32_t malformed = 0;
    for (uint32_t attempt = 0; attempt < 1000 && !scenario && malformed == 0; attempt++) {
        if (attempt > 0) generated_free(out);
        generate(out, size, seed, attempt);
        scenario = load(out, &malformed);
    }
    return scenario;
}

int generated_write(const generated *from, const char *folder) {
    ow_error error;
    if (ow_folder_make(folder, &error) != OW_OK) return 0;
    for (int t = 0; t < GENERATE_TABLES; t++) {
        char path[4096];
        if (from->tables[t].length == 0) continue;
        snprintf(path, sizeof path, "%s/%s", folder, file_names[t]);
        if (ow_file_write(path, from->tables[t].data, from->tables[t].length, &error) != OW_OK)
            return 0;
    }
    return 1;
}

static int is_set(const char *name) {
    const char *value = getenv(name);
    return value && strcmp(value, "1") == 0;
}

uint64_t generate_trials(int argc, char **argv, uint64_t commit, uint64_t nightly) {
    if (argc > 2) return strtoull(argv[2], NULL, 10);
    int sanitized = is_set("ONWARD_SANITIZED");
    if (is_set("ONWARD_NIGHTLY")) return sanitized ? nightly / 10 : nightly;
    return sanitized ? commit / 4 : commit;
}
