/* Rule conservation, and what else can only be seen while one commodity's stock is walked through
 * the days: whether fates and escorts are there, whether people leave in groups. It leaves behind,
 * for the other rules, the changes of levels of each day (levels.c sums them up), lateness, and
 * first and last departures.
 *
 * Events of a commodity are sorted by day and, within a day, by phase: escorts come back, escorts
 * set out, things leave, things arrive. So what leaves a site was there at the start of the day,
 * escorts who are away taken off. One sort and one pass: O(movements + convoys + fates), and sites
 * for the stock. */
#include "check/series.h"
#include "check/sort.h"

#include <assert.h>

enum { BACK, SET_OUT, LEAVE, ARRIVE, PHASES };

typedef struct walk {
    ow_facts *facts;
    ow_report *report;
    uint32_t commodity, unit, item;
    const ow_unit *owner;
    ow_series_of series;
    int64_t *stock, *away; /* [site] of this commodity; away: its people who are out as escorts */
    uint32_t *stamp;       /* [site] commodity + 1 whose figures these are */
    int64_t settled;       /* gone by a fate */
    int32_t late_from;     /* lateness is counted up to the end of the day before */
    int64_t late_days;     /* person-days or item-days of lateness so far */
} walk;

static int64_t *stock_at(walk *w, uint32_t site) {
    if (w->stamp[site] != w->commodity + 1u) {
        w->stamp[site] = w->commodity + 1u;
        w->stock[site] = w->away[site] = 0;
    }
    return &w->stock[site];
}

static void add(int64_t *series, int32_t day, int64_t quantity) {
    if (series != NULL) series[day] += quantity;
}

/* The level of the commodity at a site changes from the end of a day on. */
static void change_level(walk *w, uint32_t site, int32_t day, int64_t quantity) {
    ow_facts *facts = w->facts;
    size_t at = (size_t)site * facts->days + (uint32_t)day;
    if (w->item == OW_NO_INDEX) {
        facts->people[at] += quantity;
        if (w->owner->is_guard) facts->guards[at] += quantity;
    } else {
        facts->items[at] += quantity;
    }
    if (w->series.at_sites) {
        uint32_t of = w->item == OW_NO_INDEX ? w->owner->capability : w->item;
        add(ow_series_find(facts,
                           w->item == OW_NO_INDEX ? OW_SERIES_SITE_PEOPLE : OW_SERIES_SITE_ITEMS,
                           site, of),
            day, quantity);
    }
    if (!facts->scenario->sites[site].in_host) return;
    add(w->series.host, day, quantity);
    add(w->series.party, day, quantity);
    add(w->series.party_all, day, quantity);
}

/* People are on the way at the ends of days departure .. arrival - 1. */
static void change_way(walk *w, const ow_movement *row, int32_t day, int64_t quantity) {
    ow_facts *facts = w->facts;
    if (w->item != OW_NO_INDEX || !facts->scenario->links[row->link].touches_host) return;
    int from_host = facts->scenario->sites[row->from_site].in_host;
    uint32_t site = from_host ? row->from_site : row->to_site;
    facts->way[(size_t)site * facts->days + (uint32_t)day] += quantity;
    if (w->owner->is_guard) facts->way_guards[day] += quantity;
    facts->host_way[day] += quantity;
    add(w->series.way_host, day, quantity);
    add(w->series.way_party, day, quantity);
    add(w->series.way_party_all, day, quantity);
}

/* Counts lateness at the ends of days late_from .. day - 1, during which nothing changed. */
static void count_late(walk *w, int32_t day) {
    const ow_unit *unit = w->owner;
    if (!unit->pays_late) return;
    int64_t first = unit->due_day == OW_NO_INDEX ? 0 : (int64_t)unit->due_day + 1;
    if (first < w->late_from) first = w->late_from;
    w->late_from = day;
    if (first >= day) return;
    int64_t there = *stock_at(w, unit->destination);
    w->late_days += (day - first) * (w->facts->quantity[w->commodity] - there - w->settled);
}

static void finish_late(walk *w) {
    ow_facts *facts = w->facts;
    const onward_scenario *scenario = facts->scenario;
    if (!w->owner->pays_late) return;
    count_late(w, (int32_t)facts->days);
    int64_t there = *stock_at(w, w->owner->destination);
    int64_t missing = facts->quantity[w->commodity] - there - w->settled;
    ow_wide days = (ow_wide)w->late_days + (ow_wide)missing * facts->days;
    ow_wide rate = scenario->points_per_late_person_day_milli;
    if (w->item != OW_NO_INDEX)
        rate = ow_wide_ceil((ow_wide)scenario->items[w->item].mass_kg *
                                scenario->points_per_late_tonne_day_milli,
                            1000);
    facts->late_points += days * rate;
}

static void escorts_set_out(walk *w, uint32_t c) {
    const ow_convoy *convoy = &w->facts->plan->convoys[c];
    int64_t stock = *stock_at(w, convoy->from_site);
    w->away[convoy->from_site] += convoy->escort_people;
    ow_where where = ow_where_site(convoy->from_site, convoy->day);
    where.link = convoy->link;
    where.unit = w->unit;
    if (w->away[convoy->from_site] > stock)
        ow_check_report(w->report, OW_RULE_escort, where, w->away[convoy->from_site] - stock,
                        "convoy %u: %s has %lld people at %s, and %lld are to be away as escorts",
                        c + 1u, w->owner->id, (long long)stock,
                        w->facts->scenario->sites[convoy->from_site].id,
                        (long long)w->away[convoy->from_site]);
    if ((int64_t)w->owner->ready_day > convoy->day)
        ow_check_report(w->report, OW_RULE_escort, where,
                        (int64_t)w->owner->ready_day - convoy->day,
                        "convoy %u: escorts of %s are not ready yet", c + 1u, w->owner->id);
}

static void escorts_change(walk *w, uint32_t c, int32_t day, int64_t sign) {
    ow_facts *facts = w->facts;
    const ow_convoy *convoy = &facts->plan->convoys[c];
    int64_t people = sign * convoy->escort_people;
    facts->away[(size_t)convoy->from_site * facts->days + (uint32_t)day] += people;
    if (!facts->scenario->sites[convoy->from_site].in_host) return;
    add(w->series.party_away, day, people);
}

/* Takes a quantity from a site's stock; what is missing, or 0. */
static int64_t take(walk *w, uint32_t site, int64_t quantity) {
    int64_t *stock = stock_at(w, site);
    *stock -= quantity;
    int64_t missing = w->away[site] - *stock;
    return missing <= 0 ? 0 : missing < quantity ? missing : quantity;
}

static void note_departure(walk *w, const ow_movement *row) {
    ow_facts *facts = w->facts;
    if (row->from_site != w->owner->site) return;
    if (w->item != OW_NO_INDEX && w->owner->people > 0)
        return; /* people count, where there are any */
    int32_t *first = &facts->first_out[w->unit], *last = &facts->last_out[w->unit];
    if (*first == OW_NEVER || row->depart_day < *first) *first = row->depart_day;
    if (*last == OW_NEVER || row->depart_day > *last) *last = row->depart_day;
}

static void leave(walk *w, uint32_t m) {
    ow_facts *facts = w->facts;
    const ow_movement *row = &facts->plan->movements[m];
    int64_t missing = take(w, row->from_site, row->quantity);
    const char *what = w->item == OW_NO_INDEX ? "people" : facts->scenario->items[w->item].id;
    if (missing > 0)
        ow_check_report(w->report, OW_RULE_conservation, ow_where_row(w->report, m), missing,
                        "%s: %lld %s of %s leave %s, %lld of them are not there, or out as escorts",
                        ow_report_movement(w->report, m), (long long)row->quantity, what,
                        w->owner->id, facts->scenario->sites[row->from_site].id,
                        (long long)missing);
    if ((int64_t)w->owner->ready_day > row->depart_day)
        ow_check_report(w->report, OW_RULE_conservation, ow_where_row(w->report, m),
                        (int64_t)w->owner->ready_day - row->depart_day,
                        "%s: %s of %s leave before %s is ready", ow_report_movement(w->report, m),
                        what, w->owner->id, w->owner->id);
    change_level(w, row->from_site, row->depart_day, -row->quantity);
    change_way(w, row, row->depart_day, row->quantity);
    note_departure(w, row);
}

static void settle(walk *w, uint32_t f) {
    ow_facts *facts = w->facts;
    const ow_fate_row *row = &facts->plan->fates[f];
    ow_where where = ow_where_site(row->site, row->day);
    where.unit = row->unit;
    int64_t missing = take(w, row->site, row->quantity);
    const char *item = facts->scenario->items[row->item].id;
    if (missing > 0)
        ow_check_report(w->report, OW_RULE_fate, where, missing,
                        "fate %u: %lld of %lld %s of %s are not at %s", f + 1u, (long long)missing,
                        (long long)row->quantity, item, w->owner->id,
                        facts->scenario->sites[row->site].id);
    if ((int64_t)w->owner->ready_day > row->day)
        ow_check_report(w->report, OW_RULE_fate, where, (int64_t)w->owner->ready_day - row->day,
                        "fate %u: %s of %s gets it before %s is ready", f + 1u, item, w->owner->id,
                        w->owner->id);
    w->settled += row->quantity;
    change_level(w, row->site, row->day, -row->quantity);
}

static void arrive(walk *w, uint32_t m) {
    const ow_movement *row = &w->facts->plan->movements[m];
    int32_t day = w->facts->arrive[m];
    *stock_at(w, row->to_site) += row->quantity;
    change_level(w, row->to_site, day, row->quantity);
    change_way(w, row, day, -row->quantity);
}

static void handle(walk *w, uint32_t phase, int32_t day, uint32_t value) {
    uint32_t movements = w->facts->plan->movements_count;
    switch (phase) {
    case BACK:
        stock_at(w, w->facts->plan->convoys[value].from_site);
        w->away[w->facts->plan->convoys[value].from_site] -=
            w->facts->plan->convoys[value].escort_people;
        escorts_change(w, value, day, -1);
        break;
    case SET_OUT:
        escorts_set_out(w, value);
        escorts_change(w, value, day, 1);
        break;
    case LEAVE:
        if (value < movements)
            leave(w, value);
        else
            settle(w, value - movements);
        break;
    case ARRIVE: arrive(w, value); break;
    default: assert(0);
    }
}

/* Rule group: of `there` people at the first site, `left` leave on one day. */
static void check_group(walk *w, int32_t day, int64_t there, int64_t left) {
    const ow_unit *unit = w->owner;
    if (w->item != OW_NO_INDEX || left == 0) return;
    ow_where where = ow_where_site(unit->site, day);
    where.unit = w->unit;
    if (unit->min_group > 1 && left < there)
        ow_check_room(w->report, OW_RULE_group, left - unit->min_group, "people", where);
    if (left >= unit->min_group || left >= there) return;
    ow_check_report(w->report, OW_RULE_group, where, unit->min_group - left,
                    "%lld of %lld people of %s leave %s: fewer than %lld, and not all",
                    (long long)left, (long long)there, unit->id,
                    w->facts->scenario->sites[unit->site].id, (long long)unit->min_group);
}

static int64_t left_from_first(const walk *w, uint32_t phase, uint32_t value) {
    if (phase != LEAVE || value >= w->facts->plan->movements_count) return 0;
    const ow_movement *row = &w->facts->plan->movements[value];
    return row->from_site == w->owner->site ? row->quantity : 0;
}

/* Walks one commodity through its events, sorted[first .. end - 1]. */
static void walk_commodity(walk *w, const ow_keyed *sorted, size_t first, size_t end) {
    ow_facts *facts = w->facts;
    *stock_at(w, w->owner->site) = facts->quantity[w->commodity];
    if (facts->quantity[w->commodity] != 0)
        change_level(w, w->owner->site, 0, facts->quantity[w->commodity]);
    size_t i = first;
    while (i < end) {
        uint64_t key = sorted->key[i] / PHASES;
        int32_t day = (int32_t)(key % facts->days);
        int64_t there = *stock_at(w, w->owner->site), left = 0;
        count_late(w, day);
        for (; i < end && sorted->key[i] / PHASES == key; i++) {
            uint32_t phase = (uint32_t)(sorted->key[i] % PHASES);
            left += left_from_first(w, phase, sorted->value[i]);
            handle(w, phase, day, sorted->value[i]);
        }
        check_group(w, day, there, left);
    }
    finish_late(w);
}

static uint64_t event_key(const ow_facts *facts, uint32_t commodity, int32_t day, uint32_t phase) {
    return ((uint64_t)commodity * facts->days + (uint32_t)day) * PHASES + phase;
}

static void add_escorts(const ow_facts *facts, ow_keyed *events, uint32_t c) {
    const ow_convoy *convoy = &facts->plan->convoys[c];
    if (!facts->convoy_usable[c] || convoy->escort_people == 0) return;
    if (convoy->escort_unit == OW_NO_INDEX) return;
    if (!facts->scenario->units[convoy->escort_unit].is_guard) return;
    ow_keyed_add(events, event_key(facts, convoy->escort_unit, convoy->day, SET_OUT), c);
    int64_t back = (int64_t)convoy->day + facts->convoys[c].busy_days;
    if (back < (int64_t)facts->days)
        ow_keyed_add(events, event_key(facts, convoy->escort_unit, (int32_t)back, BACK), c);
}

static ow_status sort_events(const ow_facts *facts, ow_keyed *events) {
    const onward_plan *plan = facts->plan;
    OW_TRY(ow_keyed_reserve(events, 2 * ((size_t)plan->movements_count + plan->convoys_count) +
                                        plan->fates_count + 1));
    for (uint32_t m = 0; m < plan->movements_count; m++) {
        if (!facts->usable[m]) continue;
        const ow_movement *row = &plan->movements[m];
        ow_keyed_add(events, event_key(facts, facts->commodity[m], row->depart_day, LEAVE), m);
        if (facts->arrive[m] < (int32_t)facts->days)
            ow_keyed_add(events, event_key(facts, facts->commodity[m], facts->arrive[m], ARRIVE),
                         m);
    }
    for (uint32_t f = 0; f < plan->fates_count; f++) {
        if (!facts->fate_usable[f]) continue;
        ow_keyed_add(events, event_key(facts, facts->fate_commodity[f], plan->fates[f].day, LEAVE),
                     plan->movements_count + f);
    }
    for (uint32_t c = 0; c < plan->convoys_count; c++) add_escorts(facts, events, c);
    return ow_keyed_sort(events);
}

static void walk_all(walk *w, const ow_keyed *sorted) {
    ow_facts *facts = w->facts;
    const onward_scenario *scenario = facts->scenario;
    size_t first = 0;
    for (uint32_t c = 0; c < facts->commodities_count; c++) {
        size_t end = first;
        uint64_t beyond = event_key(facts, c + 1u, 0, 0);
        while (end < sorted->count && sorted->key[end] < beyond) end++;
        int is_people = c < scenario->units_count;
        const ow_holding *holding =
            is_people ? NULL : &scenario->holdings[c - scenario->units_count];
        w->commodity = c;
        w->unit = is_people ? c : holding->unit;
        w->item = is_people ? OW_NO_INDEX : holding->item;
        w->owner = &scenario->units[w->unit];
        w->series = ow_series_for(facts, w->unit, w->item);
        w->settled = w->late_days = 0;
        w->late_from = 0;
        walk_commodity(w, sorted, first, end);
        first = end;
    }
}

static ow_status make_levels(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    size_t cells = (size_t)scenario->sites_count * facts->days;
    int64_t **levels[] = {&facts->people, &facts->guards, &facts->items, &facts->away, &facts->way};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if ((*levels[i] = OW_ARRAY(facts->arena, cells, int64_t)) == NULL) return OW_NO_MEMORY;
    facts->way_guards = OW_ARRAY(facts->arena, facts->days, int64_t);
    facts->host_way = OW_ARRAY(facts->arena, facts->days, int64_t);
    facts->first_out = OW_ARRAY(facts->arena, scenario->units_count, int32_t);
    facts->last_out = OW_ARRAY(facts->arena, scenario->units_count, int32_t);
    if (!facts->way_guards || !facts->host_way || !facts->first_out || !facts->last_out)
        return OW_NO_MEMORY;
    for (uint32_t u = 0; u < scenario->units_count; u++)
        facts->first_out[u] = facts->last_out[u] = OW_NEVER;
    return ow_series_request(facts);
}

ow_status ow_check_stock(ow_facts *facts, ow_report *report) {
    OW_TRY(make_levels(facts));
    uint32_t sites = facts->scenario->sites_count;
    walk w = {.facts = facts, .report = report};
    w.stock = OW_ARRAY(facts->arena, sites, int64_t);
    w.away = OW_ARRAY(facts->arena, sites, int64_t);
    w.stamp = OW_ARRAY(facts->arena, sites, uint32_t);
    if (!w.stock || !w.away || !w.stamp) return OW_NO_MEMORY;
    ow_keyed events = {0};
    ow_status status = sort_events(facts, &events);
    if (status == OW_OK) walk_all(&w, &events);
    ow_keyed_free(&events);
    return status;
}
