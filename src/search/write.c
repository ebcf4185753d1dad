/* Writes a state as movements, convoys and fates, in the order of day, option and mission. */
#include "search/write.h"

#include "base/array.h"
#include "search/escort.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 65536 };

typedef struct writer {
    const ow_state *state;
    OW_VECTOR(ow_movement) movements;
    OW_VECTOR(ow_convoy) convoys;
    OW_VECTOR(ow_fate_row) fates;
    ow_packed *rows;
    int32_t *vehicles;
    uint32_t *trips; /* [fleet's vehicles] trips so far on the day, laid out as busy_min of day 0 */
    uint32_t *group_convoy; /* [group] first convoy of the day */
    uint32_t *group_count;  /* [group] missions of the day so far */
    int failed;
} writer;

static size_t trip_place(const ow_state *st, uint32_t fleet, int32_t vehicle) {
    return st->fleet_first[fleet] / st->days + (size_t)vehicle;
}

static ow_movement base_row(const ow_state *st, uint32_t option, uint32_t day) {
    const ow_option *o = &st->grid->options[option];
    return (ow_movement){.depart_day = (int32_t)day,
                         .arrive_day = (int32_t)(day + o->lag - 1),
                         .link = o->link,
                         .from_site = o->from,
                         .to_site = o->to,
                         .fleet = o->fleet,
                         .convoy = OW_NO_INDEX,
                         .permission = o->permission};
}

static void push_row(writer *w, ow_movement row, const ow_packed *packed) {
    const ow_commodity *k = &w->state->grid->commodities[packed->commodity];
    row.unit = k->unit;
    row.item = k->item;
    row.quantity = packed->quantity;
    if (!OW_PUSH(&w->movements, row)) w->failed = 1;
}

static int compare_rows(const void *a, const void *b) {
    const ow_packed *x = a, *y = b;
    if (x->mission != y->mission) return x->mission < y->mission ? -1 : 1;
    return x->commodity < y->commodity ? -1 : x->commodity > y->commodity;
}

static void write_missions(writer *w, uint32_t option, uint32_t day, uint32_t rows) {
    const ow_state *st = w->state;
    const ow_option *o = &st->grid->options[option];
    const uint32_t group = st->group_of[option];
    int32_t mission = -1;
    uint32_t trip = 0;
    qsort(w->rows, rows, sizeof *w->rows, compare_rows);
    ow_slot_vehicles(st, option, day, w->vehicles, ROWS_MAX);
    for (uint32_t i = 0; i < rows; i++) {
        if (w->rows[i].mission != mission) {
            mission = w->rows[i].mission;
            trip = ++w->trips[trip_place(st, o->fleet, w->vehicles[mission])];
        }
        ow_movement row = base_row(st, option, day);
        row.vehicle = (uint32_t)w->vehicles[mission] + 1;
        row.trip = trip;
        if (group != OW_NO_INDEX)
            row.convoy = w->group_convoy[group] +
                         (w->group_count[group] + (uint32_t)mission) /
                             (uint32_t)st->grid->scenario->fleets[o->fleet].convoy_max;
        push_row(w, row, &w->rows[i]);
    }
    if (group != OW_NO_INDEX) w->group_count[group] += (uint32_t)mission + 1;
}

static void write_slot(writer *w, uint32_t option, uint32_t day) {
    const ow_option *o = &w->state->grid->options[option];
    uint32_t rows = ow_slot_pack(w->state, option, day, w->rows, ROWS_MAX);
    if (rows > ROWS_MAX) {
        w->failed = 1;
        return;
    }
    if (o->fleet != OW_SELF) {
        write_missions(w, option, day, rows);
        return;
    }
    for (uint32_t i = 0; i < rows; i++) push_row(w, base_row(w->state, option, day), &w->rows[i]);
}

/* A group's convoys of a day, before its first mission is written. */
static void write_convoys(writer *w, uint32_t option, uint32_t day) {
    const ow_state *st = w->state;
    const ow_option *o = &st->grid->options[option];
    const uint32_t group = st->group_of[option];
    ow_convoy_need needs[OW_CONVOYS_MAX];
    const uint32_t count = ow_escort_convoys(st, option, day, needs);
    w->group_convoy[group] = w->convoys.count;
    w->group_count[group] = 0;
    for (uint32_t i = 0; i < count; i++) {
        ow_convoy convoy = {.day = (int32_t)day,
                            .link = o->link,
                            .from_site = o->from,
                            .vehicles = needs[i].vehicles,
                            .escort_unit = OW_NO_INDEX};
        for (int32_t e = st->escorts[(size_t)group * st->days + day]; e >= 0;
             e = ow_state_entry(st, e)->next) {
            const ow_entry *entry = ow_state_entry(st, e);
            if (ow_escort_convoy(st, entry) != (int32_t)i) continue;
            convoy.escort_unit = st->grid->commodities[ow_escort_commodity(st, entry)].unit;
            convoy.escort_people = entry->b;
        }
        if (!OW_PUSH(&w->convoys, convoy)) w->failed = 1;
    }
}

static void write_day(writer *w, uint32_t day) {
    const ow_state *st = w->state;
    const onward_scenario *s = st->grid->scenario;
    for (uint32_t f = 0; f < s->fleets_count; f++)
        memset(w->trips + st->fleet_first[f] / st->days, 0,
               (size_t)st->fleet_most[f] * sizeof *w->trips);
    for (uint32_t g = 0; g < st->groups_count; g++) w->group_convoy[g] = OW_NO_INDEX;
    for (uint32_t o = 0; o < st->grid->options_count && !w->failed; o++) {
        if (st->loads[(size_t)o * st->days + day] < 0) continue;
        const uint32_t group = st->group_of[o];
        if (group != OW_NO_INDEX && w->group_convoy[group] == OW_NO_INDEX) write_convoys(w, o, day);
        write_slot(w, o, day);
    }
}

static void write_fates(writer *w) {
    const ow_state *st = w->state;
    const ow_grid *g = st->grid;
    for (uint32_t k = 0; k < g->commodities_count; k++)
        for (int32_t i = st->first_batch[k]; i >= 0; i = st->next_batch[i]) {
            const ow_batch *b = ow_state_batch(st, i);
            if (b->fate < 0) continue;
            ow_fate_row row = {.unit = g->commodities[k].unit,
                               .item = g->commodities[k].item,
                               .quantity = b->quantity,
                               .fate = b->fate,
                               .day = b->fate_day};
            row.site = b->hops > 0 ? g->options[b->option[b->hops - 1]].to : g->commodities[k].site;
            if (!OW_PUSH(&w->fates, row)) w->failed = 1;
        }
}

static int settle(onward_plan *plan, writer *w) {
    plan->movements_count = w->movements.count;
    plan->convoys_count = w->convoys.count;
    plan->fates_count = w->fates.count;
    plan->movements = OW_ARRAY(plan->arena, w->movements.count + 1u, ow_movement);
    plan->convoys = OW_ARRAY(plan->arena, w->convoys.count + 1u, ow_convoy);
    plan->fates = OW_ARRAY(plan->arena, w->fates.count + 1u, ow_fate_row);
    if (!plan->movements || !plan->convoys || !plan->fates) return 0;
    if (w->movements.count)
        memcpy(plan->movements, w->movements.data, w->movements.count * sizeof *plan->movements);
    if (w->convoys.count)
        memcpy(plan->convoys, w->convoys.data, w->convoys.count * sizeof *plan->convoys);
    if (w->fates.count) memcpy(plan->fates, w->fates.data, w->fates.count * sizeof *plan->fates);
    return 1;
}

ow_status ow_search_write(onward_plan *plan, const ow_state *state, ow_error *error) {
    writer w = {.state = state};
    const uint32_t fleets = state->grid->scenario->fleets_count;
    size_t vehicles = 1;
    for (uint32_t f = 0; f < fleets; f++) vehicles += (size_t)state->fleet_most[f];
    w.rows = calloc(ROWS_MAX, sizeof *w.rows);
    w.vehicles = calloc(ROWS_MAX, sizeof *w.vehicles);
    w.trips = calloc(vehicles, sizeof *w.trips);
    w.group_convoy = calloc(state->groups_count + 1u, sizeof *w.group_convoy);
    w.group_count = calloc(state->groups_count + 1u, sizeof *w.group_count);
    int fine = w.rows && w.vehicles && w.trips && w.group_convoy && w.group_count;
    for (uint32_t d = 0; fine && d < state->days && !w.failed; d++) write_day(&w, d);
    if (fine) write_fates(&w);
    fine = fine && !w.failed && settle(plan, &w);
    free(w.rows);
    free(w.vehicles);
    free(w.trips);
    free(w.group_convoy);
    free(w.group_count);
    OW_VECTOR_FREE(&w.movements);
    OW_VECTOR_FREE(&w.convoys);
    OW_VECTOR_FREE(&w.fates);
    return fine ? OW_OK : ow_fail(error, OW_NO_MEMORY, "", "memory ran out while writing the plan");
}
