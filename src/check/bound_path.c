/* The backward recursion over (site, day) of docs/reference/bound.md, for one cargo at a time.
 *
 * there[s, d] is the least that the rest costs from the end of day d on for who is at s then, what
 * it pays at s for that day included; at_start[s] the same at the start of the day in hand. A move
 * that departs on day d with L days leads to there[to, d + L - 1]. */
#include "check/bound_path.h"

#include <string.h>

/* A way to go: a fleet's option or self. micro[day] is charge, crossing and crew together. */
typedef struct move {
    uint32_t from_site, to_site, arrival_days;
    const int64_t *micro;
    uint32_t rate_site; /* whose exposure and country's ceilings are paid on the way; OW_NO_INDEX:
                           none */
} move;

struct ow_paths {
    const onward_scenario *scenario;
    const ow_price_rows *rows;
    ow_bound_options *options;
    /* of all people */
    int64_t *rate_micro;     /* [site * days + day] exposure */
    int64_t *crossing_micro; /* [link * days + day] */
    /* of the party and item last asked for, in options->charge_micro with the crossings */
    int asked;
    uint32_t party, item;
    /* of the cargo in hand */
    ow_wide *hold;                /* [site * days + day] without presence */
    const int64_t **presence;     /* [site] prices by day, or NULL */
    ow_wide *there;               /* [site * days + day] */
    ow_wide *at_start, *go;       /* [site] */
    ow_wide *way_people, *late;   /* [day] ceilings on people on the way; lateness */
    ow_wide late_end, fate_micro; /* fate_micro: the cheapest fate, or infinite */
    move *moves;
    uint32_t moves_count;
    int64_t *speeds;     /* scratch: the different speeds of what the unit drives */
    int64_t *self_micro; /* [self move * days + day] */
    uint32_t self_count;
};

static int64_t micro_of(ow_wide milli) {
    ow_wide most = OW_MISSION_MICRO_MAX / 1000; /* a cost that is cut only lowers the bound */
    return (int64_t)(milli < most ? milli : most) * 1000;
}

static void rates_fill(ow_paths *paths) {
    const onward_scenario *s = paths->scenario;
    size_t days = s->days;
    for (size_t i = 0; i < s->sites_count * days; i++) {
        ow_wide product = (ow_wide)s->sites[i / days].risk_milli * s->site_factor_milli[i] *
                          s->points_per_person_day_milli;
        paths->rate_micro[i] = micro_of(ow_wide_ceil(product, 1000000));
    }
    for (size_t i = 0; i < s->links_count * days; i++) {
        ow_wide product = (ow_wide)s->links[i / days].risk_milli * s->link_factor_milli[i];
        paths->crossing_micro[i] = micro_of(ow_wide_ceil(product, 1000));
    }
}

/* The different speeds at which people of a unit may go self: those of what it drives with a crew.
 */
static uint32_t crew_speeds(int64_t *speeds, const onward_scenario *s, uint32_t unit) {
    const ow_holding *held = &s->holdings[s->units[unit].holdings_first];
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->units[unit].holdings_count; i++) {
        const ow_item *item = &s->items[held[i].item];
        if (!item->drives || item->crew < 1) continue;
        uint32_t known = 0;
        while (known < count && speeds[known] != item->drive_milli_km_h) known++;
        if (known == count) speeds[count++] = item->drive_milli_km_h;
    }
    return count;
}

ow_status ow_check_bound_paths(ow_paths **out, ow_arena *arena, const onward_scenario *scenario,
                               const ow_price_rows *rows, ow_bound_options *options) {
    const onward_scenario *s = scenario;
    size_t sites = s->sites_count + 1u, days = s->days + 1u;
    uint32_t roads = 0, speeds_most = 1;
    ow_paths *paths = OW_NEW(arena, ow_paths);
    int64_t *speeds = OW_ARRAY(arena, s->holdings_count + 1u, int64_t);
    if (paths == NULL || speeds == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->links_count; i++) roads += s->links[i].mode == OW_MODE_road;
    for (uint32_t u = 0; u < s->units_count; u++) {
        uint32_t count = crew_speeds(speeds, s, u);
        if (count > speeds_most) speeds_most = count;
    }
    size_t self_most = 2 * (size_t)roads * speeds_most;
    *paths = (ow_paths){.scenario = s, .rows = rows, .options = options, .speeds = speeds};
    paths->rate_micro = OW_ARRAY(arena, sites * days, int64_t);
    paths->crossing_micro = OW_ARRAY(arena, (s->links_count + 1u) * days, int64_t);
    paths->hold = OW_ARRAY(arena, sites * days, ow_wide);
    paths->there = OW_ARRAY(arena, sites * days, ow_wide);
    paths->presence = OW_ARRAY(arena, sites, const int64_t *);
    paths->at_start = OW_ARRAY(arena, sites, ow_wide);
    paths->go = OW_ARRAY(arena, sites, ow_wide);
    paths->way_people = OW_ARRAY(arena, days, ow_wide);
    paths->late = OW_ARRAY(arena, days, ow_wide);
    paths->moves = OW_ARRAY(arena, options->count + self_most + 1u, move);
    paths->self_micro = OW_ARRAY(arena, self_most * days + 1u, int64_t);
    if (!paths->rate_micro || !paths->crossing_micro || !paths->hold || !paths->there ||
        !paths->presence || !paths->at_start || !paths->go || !paths->way_people || !paths->late ||
        !paths->moves || !paths->self_micro)
        return OW_NO_MEMORY;
    rates_fill(paths);
    *out = paths;
    return OW_OK;
}

static void add_prices(ow_wide *out, const int64_t *milli, ow_wide factor_micro, uint32_t days) {
    for (uint32_t day = 0; milli != NULL && day < days; day++)
        out[day] += milli[day] * factor_micro;
}

/* 1 if the limit counts this cargo; others: 1 if its per_100 row counts it among the other people.
 */
static int limit_counts(const ow_limit *limit, const onward_scenario *s, const ow_cargo *cargo,
                        int others) {
    if (limit->scope == OW_SCOPE_party && limit->party != cargo->party) return 0;
    if (limit->measure == OW_MEASURE_items)
        return !others && cargo->item != OW_NO_INDEX &&
               (limit->item == OW_NO_INDEX || limit->item == cargo->item);
    if (limit->measure != OW_MEASURE_people || cargo->item != OW_NO_INDEX) return 0;
    int of =
        limit->capability == OW_NO_INDEX || limit->capability == s->units[cargo->unit].capability;
    return others ? !of : of;
}

static void limit_add(ow_paths *paths, const ow_cargo *cargo, const ow_price_row *row) {
    const onward_scenario *s = paths->scenario;
    const ow_limit *limit = &s->limits[row->a];
    int ceiling = limit->kind == OW_LIMIT_KIND_ceiling;
    ow_wide factor = ceiling ? 1000 : -1000;
    if (!limit_counts(limit, s, cargo, 0)) {
        if (row->kind != OW_PRICE_limit_per_100 || !limit_counts(limit, s, cargo, 1)) return;
        factor = (ow_wide)limit->per_100_people * 10;
    }
    for (uint32_t site = 0; site < s->sites_count; site++) {
        int in_scope = limit->scope == OW_SCOPE_site ? site == limit->site : s->sites[site].in_host;
        if (in_scope) add_prices(paths->hold + (size_t)site * s->days, row->milli, factor, s->days);
    }
    if (ceiling && limit->measure == OW_MEASURE_people && limit->scope != OW_SCOPE_site)
        add_prices(paths->way_people, row->milli, factor, s->days);
}

static void hold_people(ow_paths *paths, const ow_cargo *cargo) {
    const onward_scenario *s = paths->scenario;
    const ow_price_rows *rows = paths->rows;
    int guard = s->units[cargo->unit].is_guard;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        ow_wide *hold = paths->hold + (size_t)site * s->days;
        ow_wide others = (ow_wide)s->sites[site].guard_per_100 * 10;
        for (uint32_t day = 0; day < s->days; day++)
            hold[day] = paths->rate_micro[(size_t)site * s->days + day];
        add_prices(hold, ow_price_row_find(rows, OW_PRICE_people_max, site, OW_NO_INDEX), 1000,
                   s->days);
        add_prices(hold, ow_price_row_find(rows, OW_PRICE_guard_per_100, site, OW_NO_INDEX),
                   guard ? -1000 : others, s->days);
        if (guard)
            add_prices(hold, ow_price_row_find(rows, OW_PRICE_guard_min, site, OW_NO_INDEX), -1000,
                       s->days);
    }
}

static void late_fill(ow_paths *paths, const ow_cargo *cargo) {
    const onward_scenario *s = paths->scenario;
    const ow_unit *unit = &s->units[cargo->unit];
    ow_wide rate_milli = s->points_per_late_person_day_milli;
    if (cargo->item != OW_NO_INDEX) {
        ow_wide mass_kg = s->items[cargo->item].mass_kg;
        rate_milli = ow_wide_ceil(mass_kg * s->points_per_late_tonne_day_milli, 1000);
    }
    ow_wide rate = unit->pays_late ? rate_milli * 1000 : 0;
    for (uint32_t day = 0; day < s->days; day++) {
        int late = unit->due_day == OW_NO_INDEX || day > unit->due_day;
        paths->late[day] = late ? rate : 0;
    }
    paths->late_end = rate * s->days;
}

/* hold, presence, late, way_people and fate_micro of a cargo. */
static void cargo_fill(ow_paths *paths, const ow_cargo *cargo) {
    const onward_scenario *s = paths->scenario;
    size_t cells = (size_t)s->sites_count * s->days;
    memset(paths->hold, 0, cells * sizeof *paths->hold);
    memset(paths->way_people, 0, s->days * sizeof *paths->way_people);
    if (cargo->item == OW_NO_INDEX) hold_people(paths, cargo);
    for (uint32_t i = ow_price_rows_from(paths->rows, OW_PRICE_limit, 0); i < paths->rows->count;
         i++) {
        const ow_price_row *row = &paths->rows->data[i];
        if (row->kind != OW_PRICE_limit && row->kind != OW_PRICE_limit_per_100) break;
        limit_add(paths, cargo, row);
    }
    late_fill(paths, cargo);
    for (uint32_t site = 0; site < s->sites_count; site++) {
        ow_wide *hold = paths->hold + (size_t)site * s->days;
        paths->presence[site] =
            ow_price_row_find(paths->rows, OW_PRICE_presence, site, cargo->commodity);
        for (uint32_t day = 0; day < s->days; day++) {
            if (site != s->units[cargo->unit].destination) hold[day] += paths->late[day];
            if (s->sites[site].in_host && day >= s->sites[site].close_by_day)
                hold[day] = OW_WIDE_INFINITE;
        }
    }
    paths->fate_micro = OW_WIDE_INFINITE;
    for (int fate = 0; cargo->item != OW_NO_INDEX && fate < OW_FATE_COUNT; fate++) {
        const ow_item *item = &s->items[cargo->item];
        ow_wide micro = (ow_wide)item->fate_points_milli[fate] * 1000;
        if (fate != OW_FATE_return && (item->fates >> fate & 1) != 0 && micro < paths->fate_micro)
            paths->fate_micro = micro;
    }
}

/* Charges of the fleets' options, with the crossing of people, unless they are there already. */
static void charges_fill(ow_paths *paths, const ow_cargo *cargo) {
    const onward_scenario *s = paths->scenario;
    if (paths->asked && paths->party == cargo->party && paths->item == cargo->item) return;
    ow_check_bound_charge(paths->options, cargo->party, cargo->item);
    paths->asked = 1;
    paths->party = cargo->party;
    paths->item = cargo->item;
    for (uint32_t o = 0; cargo->item == OW_NO_INDEX && o < paths->options->count; o++) {
        int64_t *charge = paths->options->charge_micro + (size_t)o * s->days;
        const int64_t *crossing =
            paths->crossing_micro + (size_t)paths->options->data[o].link * s->days;
        for (uint32_t day = 0; day < s->days; day++)
            if (charge[day] != OW_CLOSED) charge[day] += crossing[day];
    }
}

static void move_add(ow_paths *paths, const ow_cargo *cargo, uint32_t link, uint32_t from_site,
                     uint32_t to_site, uint32_t arrival_days, const int64_t *micro) {
    const onward_scenario *s = paths->scenario;
    int is_item = cargo->item != OW_NO_INDEX;
    int returns = !is_item || (s->items[cargo->item].fates >> OW_FATE_return & 1) != 0;
    if (!returns && to_site == s->units[cargo->unit].destination) return;
    if (arrival_days > s->days) return;
    int exposed = !is_item && s->links[link].touches_host;
    uint32_t rate_site = s->sites[from_site].in_host ? from_site : to_site;
    paths->moves[paths->moves_count++] =
        (move){from_site, to_site, arrival_days, micro, exposed ? rate_site : OW_NO_INDEX};
}

/* One self move: an item pays as a vehicle and gives back its crew's price, a person of the crew
 * pays it. */
static void self_add(ow_paths *paths, const ow_cargo *cargo, uint32_t link, int back,
                     uint32_t arrival_days) {
    const onward_scenario *s = paths->scenario;
    const ow_link *l = &s->links[link];
    int is_person = cargo->item == OW_NO_INDEX;
    uint32_t kind = back ? OW_PRICE_crew_back : OW_PRICE_crew;
    const int64_t *crew = ow_price_row_find(paths->rows, kind, cargo->unit, link);
    const int64_t *crossing = paths->crossing_micro + (size_t)link * s->days;
    int64_t *micro = paths->self_micro + (size_t)paths->self_count++ * s->days;
    ow_check_bound_self(micro, paths->options, cargo->party, link, back, arrival_days, is_person);
    for (uint32_t day = 0; day < s->days; day++) {
        if (micro[day] == OW_CLOSED) continue;
        int64_t kappa_micro = crew == NULL ? 0 : crew[day] * 1000;
        if (is_person)
            micro[day] += crossing[day] + kappa_micro;
        else
            micro[day] -= kappa_micro * s->items[cargo->item].crew;
    }
    move_add(paths, cargo, link, back ? l->to_site : l->from_site, back ? l->from_site : l->to_site,
             arrival_days, micro);
}

static void moves_fill(ow_paths *paths, const ow_cargo *cargo) {
    const onward_scenario *s = paths->scenario;
    paths->moves_count = paths->self_count = 0;
    charges_fill(paths, cargo);
    for (uint32_t o = 0; o < paths->options->count; o++) {
        const ow_bound_option *option = &paths->options->data[o];
        move_add(paths, cargo, option->link, option->from_site, option->to_site,
                 option->arrival_days, paths->options->charge_micro + (size_t)o * s->days);
    }
    uint32_t speeds = 0;
    if (cargo->item == OW_NO_INDEX)
        speeds = crew_speeds(paths->speeds, s, cargo->unit);
    else if (s->items[cargo->item].drives)
        paths->speeds[speeds++] = s->items[cargo->item].drive_milli_km_h;
    for (uint32_t link = 0; speeds > 0 && link < s->links_count; link++) {
        if (s->links[link].mode != OW_MODE_road) continue;
        for (uint32_t i = 0; i < speeds; i++) {
            uint32_t arrival_days = ow_check_bound_self_days(s, link, paths->speeds[i]);
            self_add(paths, cargo, link, 0, arrival_days);
            if (s->links[link].both_ways) self_add(paths, cargo, link, 1, arrival_days);
        }
    }
}

/* The least of going by move on day, or infinite. */
static ow_wide move_cost(const ow_paths *paths, const move *m, uint32_t day) {
    size_t days = paths->scenario->days;
    uint32_t arrive = day + m->arrival_days - 1;
    ow_wide cost = m->micro[day];
    for (uint32_t on_way = day; on_way < arrive; on_way++) {
        cost += paths->late[on_way];
        if (m->rate_site != OW_NO_INDEX)
            cost += paths->rate_micro[m->rate_site * days + on_way] + paths->way_people[on_way];
    }
    return ow_wide_plus(cost, paths->there[m->to_site * days + arrive]);
}

static void day_fill(ow_paths *paths, uint32_t day, int ready) {
    const onward_scenario *s = paths->scenario;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        size_t cell = (size_t)site * s->days + day;
        const int64_t *presence = paths->presence[site];
        ow_wide here = paths->hold[cell];
        if (presence != NULL) here = ow_wide_plus(here, (ow_wide)presence[day] * 1000);
        paths->there[cell] = ow_wide_plus(here, paths->at_start[site]);
        paths->go[site] = ready ? paths->fate_micro : OW_WIDE_INFINITE;
    }
    for (uint32_t i = 0; ready && i < paths->moves_count; i++) {
        const move *m = &paths->moves[i];
        if (m->micro[day] == OW_CLOSED) continue;
        ow_wide cost = move_cost(paths, m, day);
        if (cost < paths->go[m->from_site]) paths->go[m->from_site] = cost;
    }
    for (uint32_t site = 0; site < s->sites_count; site++) {
        ow_wide stay = paths->there[(size_t)site * s->days + day];
        paths->at_start[site] = stay < paths->go[site] ? stay : paths->go[site];
    }
}

void ow_check_bound_path(ow_wide *leave_micro, ow_paths *paths, const ow_cargo *cargo,
                         int away_first) {
    const onward_scenario *s = paths->scenario;
    const ow_unit *unit = &s->units[cargo->unit];
    cargo_fill(paths, cargo);
    moves_fill(paths, cargo);
    for (uint32_t site = 0; site < s->sites_count; site++)
        paths->at_start[site] = site == unit->destination ? 0 : paths->late_end;
    ow_wide at_end = paths->at_start[unit->site];
    for (uint32_t day = s->days; day-- > 0;) {
        day_fill(paths, day, day >= unit->ready_day);
        leave_micro[day] = paths->go[unit->site];
    }
    const ow_wide *hold = paths->hold + (size_t)unit->site * s->days;
    const int64_t *presence = away_first ? NULL : paths->presence[unit->site];
    ow_wide stayed = 0;
    for (uint32_t day = 0; day < s->days; day++) {
        leave_micro[day] = ow_wide_plus(stayed, leave_micro[day]);
        stayed = ow_wide_plus(stayed, hold[day]);
        if (presence != NULL) stayed = ow_wide_plus(stayed, (ow_wide)presence[day] * 1000);
    }
    leave_micro[s->days] = ow_wide_plus(stayed, at_end);
}
