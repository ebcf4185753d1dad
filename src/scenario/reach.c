/* Earliest arrivals by label correction (Cooke and Halsey, 1966, in the form with a queue): waiting
 * is allowed, so that an earlier label is never worse. Labels are days on whose morning the load
 * may leave; what arrives at the end of day d may leave on d + 1. */
#include "scenario/reach.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MAX INT64_C(300000000)
#define LABELS_MAX INT64_C(20000000)

/* A fleet's way from one end of a link to the other. */
typedef struct edge {
    uint32_t from, to, link;
    uint32_t fleet; /* OW_SELF: what drives by itself */
    uint32_t days;  /* from departure to arrival; 0 for OW_SELF: depends on the load */
} edge;

/* What decides how a load fares. */
typedef struct load {
    uint32_t party, site, ready;
    int is_people;
    int64_t mass_kg, area_milli;
    int64_t drive_milli_km_h; /* 0: does not drive, or for people: is no crew */
    uint32_t commodity;
} load;

typedef struct builder {
    const onward_scenario *s;
    int with_permissions;
    edge *edges; /* grouped by from */
    uint32_t *first_edge;
    uint32_t edges_count;
    uint32_t *label, *queue;
    uint8_t *is_queued;
    int64_t steps;
} builder;

int64_t ow_travel_days(const onward_scenario *s, const ow_fleet_link *served) {
    const ow_fleet *fleet = &s->fleets[served->fleet];
    const ow_link *link = &s->links[served->link];
    int64_t way = served->one_way_min >= 0 ? served->one_way_min : link->one_way_min;
    if (way < 0) way = ow_mul_div_ceil(60, link->distance_m, fleet->speed_milli_km_h);
    int64_t minutes = fleet->load_min + way + fleet->unload_min;
    int64_t days = (minutes + fleet->duty_min - 1) / fleet->duty_min;
    return days < 1 ? 1 : days;
}

int64_t ow_travel_days_self(const ow_link *link, int64_t drive_milli_km_h) {
    int64_t way = link->one_way_min;
    if (way < 0) way = ow_mul_div_ceil(60, link->distance_m, drive_milli_km_h);
    int64_t days = (way + 719) / 720;
    return days < 1 ? 1 : days;
}

int ow_is_permitted(const onward_scenario *s, uint32_t l, uint32_t party, int64_t first,
                    int64_t last) {
    const ow_link *link = &s->links[l];
    if (!link->touches_host || !(s->permission_modes >> link->mode & 1)) return 1;
    for (uint32_t i = 0; i < s->permissions_count; i++) {
        const ow_permission *p = &s->permissions[i];
        if (p->missions_per_day == 0 || p->first_day > first || p->last_day < last) continue;
        if (p->mode != OW_NONE && p->mode != link->mode) continue;
        if (p->link != OW_NO_INDEX && p->link != l) continue;
        if (p->party == OW_NO_INDEX || p->party == party) return 1;
    }
    return 0;
}

static int by_from(const void *a, const void *b) {
    const edge *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static void add_edges(builder *b, uint32_t link, uint32_t fleet, int64_t days) {
    const ow_link *l = &b->s->links[link];
    uint32_t length = days > INT32_MAX ? INT32_MAX : (uint32_t)days;
    b->edges[b->edges_count++] = (edge){l->from_site, l->to_site, link, fleet, length};
    if (l->both_ways)
        b->edges[b->edges_count++] = (edge){l->to_site, l->from_site, link, fleet, length};
}

static int build_edges(builder *b, ow_arena *arena) {
    const onward_scenario *s = b->s;
    b->edges = OW_ARRAY(arena, 2 * ((size_t)s->fleet_links_count + s->links_count), edge);
    b->first_edge = OW_ARRAY(arena, (size_t)s->sites_count + 1, uint32_t);
    b->label = OW_ARRAY(arena, s->sites_count, uint32_t);
    b->queue = OW_ARRAY(arena, s->sites_count, uint32_t);
    b->is_queued = OW_ARRAY(arena, s->sites_count, uint8_t);
    if (!b->edges || !b->first_edge || !b->label || !b->queue || !b->is_queued) return 0;
    for (uint32_t i = 0; i < s->fleet_links_count; i++)
        if (s->links[s->fleet_links[i].link].missions_per_day > 0)
            add_edges(b, s->fleet_links[i].link, s->fleet_links[i].fleet,
                      ow_travel_days(s, &s->fleet_links[i]));
    for (uint32_t i = 0; i < s->links_count; i++)
        if (s->links[i].mode == OW_MODE_road && s->links[i].missions_per_day > 0)
            add_edges(b, i, OW_SELF, 0);
    if (b->edges_count > 0) qsort(b->edges, b->edges_count, sizeof *b->edges, by_from);
    for (uint32_t i = 0; i < b->edges_count; i++) b->first_edge[b->edges[i].from + 1]++;
    for (uint32_t i = 0; i < s->sites_count; i++) b->first_edge[i + 1] += b->first_edge[i];
    return 1;
}

static int takes(const builder *b, const edge *e, const load *l) {
    if (e->fleet == OW_SELF) return l->drive_milli_km_h > 0;
    const ow_fleet *fleet = &b->s->fleets[e->fleet];
    if (l->is_people) return fleet->people_max > 0;
    return fleet->payload_kg >= l->mass_kg && fleet->area_milli_m2 >= l->area_milli;
}

static int is_open(const builder *b, const edge *e, const load *l, uint32_t day, uint32_t days) {
    const onward_scenario *s = b->s;
    size_t T = s->days;
    if (s->link_closed[e->link * T + day] || s->site_closed[e->from * T + day] ||
        s->site_closed[e->to * T + day])
        return 0;
    size_t mode = (size_t)s->links[e->link].mode;
    if (s->site_capacity[(e->from * (size_t)OW_MODE_COUNT + mode) * T + day] == 0) return 0;
    if (s->site_capacity[(e->to * (size_t)OW_MODE_COUNT + mode) * T + day + days - 1] == 0)
        return 0;
    if (e->fleet != OW_SELF && s->vehicles[e->fleet * T + day] == 0) return 0;
    if (!b->with_permissions) return 1;
    uint32_t party = e->fleet == OW_SELF ? OW_NO_INDEX : s->fleets[e->fleet].party;
    return ow_is_permitted(s, e->link, party == OW_NO_INDEX ? l->party : party, day,
                           (int64_t)day + days - 1);
}

/* The morning after the earliest arrival over an edge by a load that may leave from `day` on. */
static uint32_t cross(builder *b, const edge *e, const load *l, uint32_t day, uint32_t before) {
    int64_t days = e->fleet != OW_SELF
                       ? e->days
                       : ow_travel_days_self(&b->s->links[e->link], l->drive_milli_km_h);
    for (uint32_t d = day; d + days <= b->s->days && d + days < before; d++) {
        b->steps += 1 + (b->with_permissions ? b->s->permissions_count / 8 : 0);
        if (is_open(b, e, l, d, (uint32_t)days)) return d + (uint32_t)days;
    }
    return OW_REACH_NEVER;
}

static void spread(builder *b, const load *l) {
    uint32_t head = 0, waiting = 1, n = b->s->sites_count;
    assert(l->site < n);
    for (uint32_t i = 0; i < n; i++) b->label[i] = OW_REACH_NEVER;
    b->label[l->site] = l->ready;
    b->queue[0] = l->site;
    b->is_queued[l->site] = 1;
    while (waiting > 0 && b->steps <= STEPS_MAX) {
        uint32_t site = b->queue[head];
        head = (head + 1) % n;
        waiting--;
        b->is_queued[site] = 0;
        for (uint32_t i = b->first_edge[site]; i < b->first_edge[site + 1]; i++) {
            const edge *e = &b->edges[i];
            b->steps++;
            if (!takes(b, e, l)) continue;
            uint32_t morning = cross(b, e, l, b->label[site], b->label[e->to]);
            if (morning >= b->label[e->to]) continue;
            b->label[e->to] = morning;
            if (b->is_queued[e->to]) continue;
            b->is_queued[e->to] = 1;
            b->queue[(head + waiting++) % n] = e->to;
        }
    }
    /* Out of budget: leave no mark for the next call. */
    memset(b->is_queued, 0, n);
}

#define COMPARE(field)                                                                             \
    if (x->field != y->field) return x->field < y->field ? -1 : 1

static int by_kind(const void *a, const void *b) {
    const load *x = a, *y = b;
    COMPARE(party);
    COMPARE(site);
    COMPARE(ready);
    COMPARE(is_people);
    COMPARE(mass_kg);
    COMPARE(area_milli);
    COMPARE(drive_milli_km_h);
    return 0;
}

/* People go self as crews: at best at the speed of the fastest item of theirs that has one. */
static int64_t crew_speed(const onward_scenario *s, const ow_unit *unit) {
    int64_t fastest = 0;
    for (uint32_t i = 0; i < unit->holdings_count; i++) {
        const ow_item *item = &s->items[s->holdings[unit->holdings_first + i].item];
        if (item->drives && item->crew > 0 && item->drive_milli_km_h > fastest)
            fastest = item->drive_milli_km_h;
    }
    return fastest;
}

static load *list_loads(const onward_scenario *s) {
    load *loads = calloc((size_t)s->units_count + s->holdings_count + 1, sizeof *loads);
    for (uint32_t u = 0; loads && u < s->units_count; u++) {
        const ow_unit *unit = &s->units[u];
        loads[u] =
            (load){unit->party, unit->site, unit->ready_day, 1, 0, 0, crew_speed(s, unit), u};
    }
    for (uint32_t h = 0; loads && h < s->holdings_count; h++) {
        const ow_holding *holding = &s->holdings[h];
        const ow_unit *unit = &s->units[holding->unit];
        const ow_item *item = &s->items[holding->item];
        loads[s->units_count + h] = (load){unit->party,
                                           unit->site,
                                           unit->ready_day,
                                           0,
                                           item->mass_kg,
                                           item->area_milli_m2,
                                           item->drives ? item->drive_milli_km_h : 0,
                                           s->units_count + h};
    }
    return loads;
}

static uint32_t count_classes(const load *loads, uint32_t count) {
    uint32_t classes = count > 0;
    for (uint32_t i = 1; i < count; i++) classes += by_kind(&loads[i - 1], &loads[i]) != 0;
    return classes;
}

static int fits_somewhere(const builder *b, const load *l) {
    for (uint32_t i = 0; i < b->edges_count; i++)
        if (takes(b, &b->edges[i], l)) return 1;
    return 0;
}

static void fill(ow_reach *reach, builder *b, const load *loads, uint32_t count) {
    uint32_t n = reach->sites_count, class = 0;
    for (uint32_t i = 0; i < count && b->steps <= STEPS_MAX; i++) {
        int is_new = i == 0 || by_kind(&loads[i - 1], &loads[i]) != 0;
        if (i > 0 && is_new) class ++;
        reach->class_of[loads[i].commodity] = class;
        if (!is_new) continue;
        reach->fits[class] = (uint8_t)fits_somewhere(b, &loads[i]);
        spread(b, &loads[i]);
        uint32_t *arrival = reach->arrival + (size_t) class * n;
        for (uint32_t site = 0; site < n; site++)
            arrival[site] = b->label[site] == OW_REACH_NEVER ? OW_REACH_NEVER : b->label[site] - 1;
        arrival[loads[i].site] = 0;
        reach->host_arrival[class] = OW_REACH_NEVER;
        for (uint32_t site = 0; site < n; site++)
            if (b->s->sites[site].in_host && arrival[site] < reach->host_arrival[class])
                reach->host_arrival[class] = arrival[site];
    }
}

const ow_reach *ow_reach_new(ow_arena *arena, const onward_scenario *s, int with_permissions,
                             int *is_too_large) {
    builder b = {.s = s, .with_permissions = with_permissions};
    uint32_t count = s->units_count + s->holdings_count;
    load *loads = list_loads(s);
    ow_reach *reach = OW_NEW(arena, ow_reach);
    *is_too_large = 0;
    if (!loads || !reach || !build_edges(&b, arena)) goto failed;
    if (count > 0) qsort(loads, count, sizeof *loads, by_kind);
    reach->sites_count = s->sites_count;
    reach->classes_count = count_classes(loads, count);
    *is_too_large = (int64_t)reach->classes_count * s->sites_count > LABELS_MAX;
    if (*is_too_large) goto failed;
    reach->class_of = OW_ARRAY(arena, count, uint32_t);
    reach->arrival = OW_ARRAY(arena, (size_t)reach->classes_count * s->sites_count, uint32_t);
    reach->host_arrival = OW_ARRAY(arena, reach->classes_count, uint32_t);
    reach->fits = OW_ARRAY(arena, reach->classes_count, uint8_t);
    if (!reach->class_of || !reach->arrival || !reach->host_arrival || !reach->fits) goto failed;
    fill(reach, &b, loads, count);
    *is_too_large = b.steps > STEPS_MAX;
    if (*is_too_large) goto failed;
    free(loads);
    return reach;
failed:
    free(loads);
    return NULL;
}

uint32_t ow_reach_day(const ow_reach *reach, uint32_t commodity, uint32_t site) {
    return reach->arrival[(size_t)reach->class_of[commodity] * reach->sites_count + site];
}

uint32_t ow_reach_host_day(const ow_reach *reach, uint32_t commodity) {
    return reach->host_arrival[reach->class_of[commodity]];
}
