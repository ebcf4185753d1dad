/* The state's cells, journal, levels and points. Every write goes through ow_state_set. */
#include "search/state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_CELLS = sizeof(ow_batch) / sizeof(int32_t) };

/* ---- the journal ---- */

void ow_state_set(ow_state *state, int32_t *cell, int32_t value) {
    if (*cell == value) return;
    if (state->journal_count == state->journal_capacity) {
        size_t capacity = state->journal_capacity * 2 + 4096;
        ow_journal_entry *grown = realloc(state->journal, capacity * sizeof *grown);
        if (!grown) {
            state->failed = 1;
            return;
        }
        state->journal = grown;
        state->journal_capacity = capacity;
    }
    state->journal[state->journal_count++] = (ow_journal_entry){cell, *cell};
    *cell = value;
}

ow_mark ow_state_mark(const ow_state *state) {
    return (ow_mark){state->journal_count, state->points_milli};
}

void ow_state_rollback(ow_state *state, ow_mark mark) {
    while (state->journal_count > mark.journal) {
        const ow_journal_entry *entry = &state->journal[--state->journal_count];
        *entry->cell = entry->old;
    }
    state->points_milli = mark.points_milli;
}

void ow_state_forget(ow_state *state) {
    state->journal_count = 0;
}

/* ---- linked entries ---- */

int32_t ow_state_entry_push(ow_state *state, int32_t *head, int32_t a, int32_t b) {
    int32_t index = state->heads[1];
    if (index < 0) {
        state->failed = 1;
        return -1;
    }
    ow_entry *entry = ow_state_entry(state, index);
    ow_state_set(state, &state->heads[1], entry->next);
    ow_state_set(state, &entry->a, a);
    ow_state_set(state, &entry->b, b);
    ow_state_set(state, &entry->next, *head);
    ow_state_set(state, head, index);
    return index;
}

void ow_state_entry_pop(ow_state *state, int32_t *head) {
    int32_t index = *head;
    ow_entry *entry = ow_state_entry(state, index);
    ow_state_set(state, head, entry->next);
    ow_state_set(state, &entry->next, state->heads[1]);
    ow_state_set(state, &state->heads[1], index);
}

/* ---- levels and points ---- */

int ow_state_counts(const ow_grid *grid, const ow_limit *limit, const ow_commodity *k,
                    uint32_t site) {
    const onward_scenario *s = grid->scenario;
    const ow_class *class = &grid->classes[k->class_index];
    if (limit->measure == OW_MEASURE_sites) return 0;
    if ((limit->measure == OW_MEASURE_items) != (k->item != OW_NO_INDEX)) return 0;
    if (limit->measure == OW_MEASURE_people && limit->capability != OW_NO_INDEX &&
        limit->capability != class->capability)
        return 0;
    if (limit->measure == OW_MEASURE_items && limit->item != OW_NO_INDEX && limit->item != k->item)
        return 0;
    if (limit->scope == OW_SCOPE_party && limit->party != class->party) return 0;
    if (site == OW_NO_INDEX)
        return limit->kind == OW_LIMIT_KIND_ceiling && limit->scope != OW_SCOPE_site &&
               k->item == OW_NO_INDEX;
    if (limit->scope == OW_SCOPE_site) return limit->site == site;
    return s->sites[site].in_host;
}

/* Whether a person is one of the "others" of a floor's per_100_people. */
static int is_other(const ow_grid *grid, const ow_limit *limit, const ow_commodity *k,
                    uint32_t site) {
    const ow_class *class = &grid->classes[k->class_index];
    if (k->item != OW_NO_INDEX || limit->capability == OW_NO_INDEX) return 0;
    if (class->capability == limit->capability) return 0;
    if (limit->scope == OW_SCOPE_party && limit->party != class->party) return 0;
    return limit->scope == OW_SCOPE_site ? limit->site == site
                                         : grid->scenario->sites[site].in_host;
}

static void count_limits(ow_state *state, const ow_commodity *k, uint32_t site, uint32_t day,
                         int32_t delta) {
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *limit = &s->limits[i];
        if (ow_state_counts(state->grid, limit, k, site))
            ow_state_add(state, &state->limit_level[i * state->days + day], delta);
        if (limit->per_100_people > 0 && site != OW_NO_INDEX &&
            is_other(state->grid, limit, k, site))
            ow_state_add(state, &state->limit_others[i * state->days + day], delta);
    }
}

static void count_open(ow_state *state, uint32_t site, uint32_t day, int32_t delta) {
    const onward_scenario *s = state->grid->scenario;
    state->points_milli += s->sites[site].open_points_milli_per_day * delta;
    for (uint32_t i = 0; i < s->limits_count; i++)
        if (s->limits[i].measure == OW_MEASURE_sites &&
            (s->limits[i].scope != OW_SCOPE_site || s->limits[i].site == site))
            ow_state_add(state, &state->limit_level[i * state->days + day], delta);
}

void ow_state_stock(ow_state *state, const ow_commodity *k, uint32_t site, uint32_t day,
                    int32_t delta, int home) {
    const ow_grid *grid = state->grid;
    const ow_class *class = &grid->classes[k->class_index];
    const size_t i = (size_t)site * state->days + day;
    const int was_open = ow_state_is_open(state, site, day);
    if (k->item != OW_NO_INDEX) {
        ow_state_add(state, &state->items[i], delta);
    } else {
        ow_state_add(state, &state->people[i], delta);
        if (!class->is_guard) ow_state_add(state, &state->others[i], delta);
        if (class->is_guard && home) ow_state_add(state, &state->guards[i], delta);
        state->points_milli += delta * grid->rate_milli[i];
    }
    if (home)
        ow_state_add(state, &state->home[(size_t)(k - grid->commodities) * state->days + day],
                     delta);
    if (site != class->destination) state->points_milli += delta * ow_grid_late_milli(class, day);
    count_limits(state, k, site, day, delta);
    if (grid->scenario->sites[site].in_host && was_open != ow_state_is_open(state, site, day))
        count_open(state, site, day, was_open ? -1 : 1);
}

void ow_state_on_way(ow_state *state, const ow_commodity *k, const ow_option *o, uint32_t day,
                     int32_t delta) {
    const ow_grid *grid = state->grid;
    const ow_class *class = &grid->classes[k->class_index];
    state->points_milli += delta * ow_grid_late_milli(class, day);
    if (k->item != OW_NO_INDEX) return;
    state->points_milli += delta * ow_grid_way_milli(grid, o, day);
    if (grid->scenario->links[o->link].touches_host)
        count_limits(state, k, OW_NO_INDEX, day, delta);
}

int32_t ow_state_guards_due(const ow_state *state, uint32_t site, uint32_t day) {
    const ow_site *s = &state->grid->scenario->sites[site];
    int64_t share =
        ow_mul_div_ceil(s->guard_per_100, state->others[(size_t)site * state->days + day], 100);
    return (int32_t)(share > s->guard_min ? share : s->guard_min);
}

int32_t ow_state_guards_spare(const ow_state *state, uint32_t site, uint32_t day) {
    const size_t i = (size_t)site * state->days + day;
    if (!state->grid->scenario->sites[site].in_host || !ow_state_is_open(state, site, day))
        return INT32_MAX;
    return state->guards[i] - state->away[i] - ow_state_guards_due(state, site, day);
}

int64_t ow_state_floor(const ow_state *state, uint32_t limit, uint32_t day) {
    const ow_limit *l = &state->grid->scenario->limits[limit];
    if (l->while_open && l->scope == OW_SCOPE_site && !ow_state_is_open(state, l->site, day))
        return 0;
    int64_t share =
        ow_mul_div_ceil(l->per_100_people, state->limit_others[limit * state->days + day], 100);
    return share > l->value ? share : l->value;
}

/* ---- making and copying ---- */

static void place(int32_t **view, int32_t *block, size_t *offset, size_t count) {
    *view = block ? block + *offset : NULL;
    *offset += count;
}

/* Lays out all views; with block NULL it only measures. */
static size_t lay_out(ow_state *st, int32_t *block, size_t busy_cells) {
    const ow_grid *g = st->grid;
    const onward_scenario *s = g->scenario;
    const size_t t = st->days, slots = g->options_count * t, sites = s->sites_count * t;
    size_t n = 0;
    place(&st->missions, block, &n, slots);
    place(&st->loads, block, &n, slots);
    place(&st->vehicles, block, &n, slots);
    place(&st->busy_min, block, &n, busy_cells);
    place(&st->vehicles_used, block, &n, s->fleets_count * t);
    place(&st->link_use, block, &n, s->links_count * 2 * t);
    place(&st->site_use, block, &n, sites * OW_MODE_COUNT);
    place(&st->permission_use, block, &n, s->permissions_count * t);
    place(&st->people, block, &n, sites);
    place(&st->guards, block, &n, sites);
    place(&st->others, block, &n, sites);
    place(&st->items, block, &n, sites);
    place(&st->away, block, &n, sites);
    place(&st->limit_level, block, &n, s->limits_count * t);
    place(&st->limit_others, block, &n, s->limits_count * t);
    place(&st->home, block, &n, g->commodities_count * t);
    place(&st->away_of, block, &n, g->commodities_count * t);
    place(&st->teams, block, &n, t);
    place(&st->closing, block, &n, s->sites_count);
    place(&st->escorts, block, &n, st->groups_count * t);
    place(&st->first_batch, block, &n, g->commodities_count);
    place(&st->next_batch, block, &n, st->batches_max);
    place(&st->batch_cells, block, &n, (size_t)st->batches_max * BATCH_CELLS);
    place(&st->entries, block, &n, (size_t)st->entries_max * 3);
    place(&st->heads, block, &n, 2);
    return n;
}

static int number_groups(ow_state *st) {
    const ow_grid *g = st->grid;
    for (uint32_t o = 0; o < g->options_count; o++) {
        const ow_option *a = &g->options[o];
        st->group_of[o] = OW_NO_INDEX;
        for (uint32_t p = 0; a->escorted && p < o && st->group_of[o] == OW_NO_INDEX; p++) {
            const ow_option *b = &g->options[p];
            if (b->fleet == a->fleet && b->link == a->link && b->from == a->from)
                st->group_of[o] = st->group_of[p];
        }
        if (a->escorted && st->group_of[o] == OW_NO_INDEX) st->group_of[o] = st->groups_count++;
    }
    return 1;
}

static size_t measure_fleets(ow_state *st) {
    const onward_scenario *s = st->grid->scenario;
    size_t cells = 0;
    for (uint32_t f = 0; f < s->fleets_count; f++) {
        int64_t most = 0;
        for (uint32_t d = 0; d < st->days; d++)
            if (s->vehicles[f * st->days + d] > most) most = s->vehicles[f * st->days + d];
        st->fleet_first[f] = cells;
        st->fleet_most[f] = most;
        cells += (size_t)most * st->days;
    }
    return cells;
}

static void fill_start(ow_state *st) {
    const ow_grid *g = st->grid;
    const size_t slots = (size_t)g->options_count * st->days;
    memset(st->loads, 0xff, slots * sizeof(int32_t));
    memset(st->vehicles, 0xff, slots * sizeof(int32_t));
    memset(st->escorts, 0xff, (size_t)st->groups_count * st->days * sizeof(int32_t));
    for (uint32_t k = 0; k < g->commodities_count; k++) st->first_batch[k] = -1;
    for (uint32_t s = 0; s < g->scenario->sites_count; s++) st->closing[s] = (int32_t)st->days;
    for (uint32_t i = 0; i < st->batches_max; i++) {
        st->next_batch[i] = i + 1 < st->batches_max ? (int32_t)i + 1 : -1;
        ow_state_batch(st, (int32_t)i)->commodity = -1;
    }
    for (uint32_t i = 0; i < st->entries_max; i++)
        ow_state_entry(st, (int32_t)i)->next = i + 1 < st->entries_max ? (int32_t)i + 1 : -1;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_commodity *c = &g->commodities[k];
        const ow_class *class = &g->classes[c->class_index];
        st->start_people[c->site] = 1;
        for (uint32_t d = 0; d < st->days; d++)
            ow_state_stock(st, c, c->site, d, (int32_t)c->quantity, 1);
        if (c->site != class->destination && class->pays_late)
            st->points_milli += c->quantity * class->late_milli * (int64_t)st->days;
        ow_state_forget(st);
    }
}

static ow_status make(ow_state *st, ow_error *error) {
    const ow_grid *g = st->grid;
    const onward_scenario *s = g->scenario;
    st->group_of = OW_ARRAY(st->arena, g->options_count + 1u, uint32_t);
    st->fleet_first = OW_ARRAY(st->arena, s->fleets_count + 1u, size_t);
    st->fleet_most = OW_ARRAY(st->arena, s->fleets_count + 1u, int64_t);
    st->start_people = OW_ARRAY(st->arena, s->sites_count + 1u, uint32_t);
    st->closed_on = OW_ARRAY(st->arena, s->sites_count + 1u, uint32_t);
    if (!st->group_of || !st->fleet_first || !st->fleet_most || !st->start_people || !st->closed_on)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while making a search state");
    int64_t quantity = 0;
    for (uint32_t k = 0; k < g->commodities_count; k++) quantity += g->commodities[k].quantity;
    st->batches_max = (uint32_t)(quantity < 20000 ? quantity + 64 : 20064);
    st->entries_max = st->batches_max * 6 + 4096;
    number_groups(st);
    size_t busy = measure_fleets(st);
    st->cells_count = lay_out(st, NULL, busy);
    st->cells = OW_ARRAY(st->arena, st->cells_count, int32_t);
    if (!st->cells)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while making a search state");
    lay_out(st, st->cells, busy);
    fill_start(st);
    return OW_OK;
}

ow_status ow_state_new(ow_state **out, const ow_grid *grid, ow_error *error) {
    ow_arena *arena = ow_arena_new();
    ow_state *state = arena ? OW_NEW(arena, ow_state) : NULL;
    if (!state) {
        ow_arena_free(arena);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while making a search state");
    }
    state->grid = grid;
    state->arena = arena;
    state->days = grid->days;
    ow_status status = make(state, error);
    if (status != OW_OK || state->failed) {
        ow_state_free(state);
        return status != OW_OK ? status : ow_fail(error, OW_NO_MEMORY, "", "memory ran out");
    }
    *out = state;
    return OW_OK;
}

void ow_state_free(ow_state *state) {
    if (!state) return;
    free(state->journal);
    ow_arena_free(state->arena);
}

void ow_state_copy(ow_state *to, const ow_state *from) {
    assert(to->cells_count == from->cells_count);
    memcpy(to->cells, from->cells, from->cells_count * sizeof(int32_t));
    to->points_milli = from->points_milli;
    to->failed = from->failed;
    ow_state_forget(to);
}
