/* A batch's path, spread over stocks, ways, slots and points; the same walk adds and removes. */
#include "search/batch.h"

#include "search/slot.h"

/* What a batch's presence changes in levels and points; sign 1 adds the batch, -1 takes it back. */
static void walk_stock(ow_state *state, const ow_batch *b, int sign) {
    const ow_grid *g = state->grid;
    const ow_commodity *k = &g->commodities[b->commodity];
    const int32_t q = sign * b->quantity;
    for (uint32_t d = (uint32_t)ow_batch_leaves(b); d < state->days; d++)
        ow_state_stock(state, k, k->site, d, -q, 1);
    for (int32_t i = 0; i < b->hops; i++) {
        const ow_option *o = &g->options[b->option[i]];
        const uint32_t arrival = (uint32_t)b->day[i] + o->lag - 1;
        uint32_t until = i + 1 < b->hops ? (uint32_t)b->day[i + 1] : state->days;
        if (i + 1 == b->hops && b->fate >= 0) until = (uint32_t)b->fate_day;
        for (uint32_t d = (uint32_t)b->day[i]; d < arrival; d++) ow_state_on_way(state, k, o, d, q);
        for (uint32_t d = arrival; d < until; d++) ow_state_stock(state, k, o->to, d, q, 0);
        if (k->item == OW_NO_INDEX)
            state->points_milli +=
                q * g->crossing_milli[o->link * state->days + (uint32_t)b->day[i]];
    }
    state->ticks += state->days;
}

/* Points of ending: a fate's, and what is still paid for not having arrived. */
static void walk_end(ow_state *state, const ow_batch *b, int sign) {
    const ow_grid *g = state->grid;
    const ow_commodity *k = &g->commodities[b->commodity];
    const ow_class *class = &g->classes[k->class_index];
    const int64_t q = (int64_t)sign * b->quantity;
    if (b->fate >= 0)
        state->points_milli += q * g->scenario->items[k->item].fate_points_milli[b->fate];
    if (!class->pays_late) return;
    const int64_t late = class->late_milli * (int64_t)state->days;
    const uint32_t end = b->hops > 0 ? g->options[b->option[b->hops - 1]].to : k->site;
    const int was = k->site != class->destination;
    const int is = b->fate < 0 && end != class->destination;
    state->points_milli += q * late * (is - was);
}

static int walk_slots(ow_state *state, const ow_batch *b, int sign) {
    for (int32_t i = 0; i < b->hops; i++)
        if (!ow_slot_load(state, (uint32_t)b->option[i], (uint32_t)b->day[i],
                          (uint32_t)b->commodity, sign * b->quantity))
            return 0;
    return 1;
}

static void store(ow_state *state, int32_t index, const ow_batch *from) {
    int32_t *to = state->batch_cells + (size_t)index * (sizeof(ow_batch) / sizeof(int32_t));
    const int32_t *cells = (const int32_t *)(const void *)from;
    for (size_t i = 0; i < sizeof(ow_batch) / sizeof(int32_t); i++)
        ow_state_set(state, &to[i], cells[i]);
}

int32_t ow_batch_add(ow_state *state, const ow_batch *batch) {
    int32_t index = state->heads[0];
    if (index < 0) return -1;
    /* Stocks first: guards who ride must have left before convoys look for escorts. */
    walk_stock(state, batch, 1);
    walk_end(state, batch, 1);
    if (!walk_slots(state, batch, 1)) return -1;
    int32_t *head = &state->first_batch[batch->commodity];
    ow_state_set(state, &state->heads[0], state->next_batch[index]);
    ow_state_set(state, &state->next_batch[index], *head);
    ow_state_set(state, head, index);
    store(state, index, batch);
    return state->failed ? -1 : index;
}

int ow_batch_remove(ow_state *state, int32_t index) {
    const ow_batch batch = *ow_state_batch(state, index);
    int32_t *link = &state->first_batch[batch.commodity];
    while (*link != index) link = &state->next_batch[*link];
    ow_state_set(state, link, state->next_batch[index]);
    ow_state_set(state, &state->next_batch[index], state->heads[0]);
    ow_state_set(state, &state->heads[0], index);
    ow_state_set(state, &ow_state_batch(state, index)->commodity, -1);
    walk_stock(state, &batch, -1);
    walk_end(state, &batch, -1);
    return walk_slots(state, &batch, -1) && !state->failed;
}
