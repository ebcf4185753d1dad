/* Insertion: the cheapest path, as many as it lets go, again until nothing is gained. What does not
 * fit after all (two hops that compete for one vehicle, a group that is too small) is rolled back
 * and blocked. */
#include "search/insert.h"

#include "search/slot.h"

enum { TRIES_MAX = 40 };

/* ---- when a unit may leave ---- */

/* The commodity whose departures count for a unit's precedence: its people, or its first item. */
static int leads(const ow_grid *g, uint32_t commodity) {
    const ow_commodity *k = &g->commodities[commodity];
    return k->item == OW_NO_INDEX || g->scenario->units[k->unit].people == 0;
}

static void departures(const ow_state *state, uint32_t unit, int64_t *first, int64_t *last) {
    const ow_grid *g = state->grid;
    *first = INT64_MAX;
    *last = -1;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        if (g->commodities[k].unit != unit || !leads(g, k)) continue;
        for (int32_t b = state->first_batch[k]; b >= 0; b = state->next_batch[b]) {
            const ow_batch *batch = ow_state_batch(state, b);
            if (batch->hops == 0) continue;
            if (batch->day[0] < *first) *first = batch->day[0];
            if (batch->day[0] > *last) *last = batch->day[0];
        }
    }
}

static int is_bound(const ow_grid *g, uint32_t unit) {
    const onward_scenario *s = g->scenario;
    if (s->units[unit].window_days != OW_UNLIMITED || s->units[unit].min_group > 1) return 1;
    for (uint32_t i = 0; i < s->precedence_count; i++)
        if (s->precedence[i].of_units &&
            (s->precedence[i].before == unit || s->precedence[i].after == unit))
            return 1;
    return 0;
}

void ow_insert_days(uint32_t *first_day, uint32_t *last_day, const ow_state *state,
                    uint32_t commodity) {
    const ow_grid *g = state->grid;
    const onward_scenario *s = g->scenario;
    const uint32_t unit = g->commodities[commodity].unit;
    int64_t first = 0, last = (int64_t)state->days - 1, a, b;
    if (is_bound(g, unit) && leads(g, commodity)) {
        departures(state, unit, &a, &b);
        const int64_t window = s->units[unit].window_days;
        if (window != OW_UNLIMITED && b >= 0 && g->commodities[commodity].item == OW_NO_INDEX) {
            if (b - window + 1 > first) first = b - window + 1;
            if (a + window - 1 < last) last = a + window - 1;
        }
        for (uint32_t i = 0; i < s->precedence_count; i++) {
            const ow_precedence *p = &s->precedence[i];
            if (!p->of_units || (p->before != unit && p->after != unit)) continue;
            departures(state, p->after == unit ? p->before : p->after, &a, &b);
            if (p->after == unit && b >= 0 && b + p->lag_days > first) first = b + p->lag_days;
            if (p->before == unit && b >= 0 && a - p->lag_days < last) last = a - p->lag_days;
        }
    }
    /* What leaves a site that has its closing day must be gone by then, items before the handover.
     */
    const uint32_t site = g->commodities[commodity].site;
    if (state->closing[site] < (int32_t)state->days) {
        int64_t closing = state->closing[site];
        if (g->commodities[commodity].item != OW_NO_INDEX) closing -= s->sites[site].handover_days;
        if (closing < last) last = closing;
    }
    *first_day = (uint32_t)first;
    *last_day = last < 0 ? 0 : (uint32_t)last;
    if (last < first) *first_day = 1, *last_day = 0;
}

/* Whether the days on which a unit's people leave keep to min_group and window_days. */
static int groups_fine(const ow_state *state, uint32_t commodity) {
    const ow_grid *g = state->grid;
    const ow_commodity *k = &g->commodities[commodity];
    const ow_unit *unit = &g->scenario->units[k->unit];
    if (k->item != OW_NO_INDEX || (unit->min_group <= 1 && unit->window_days == OW_UNLIMITED))
        return 1;
    const int32_t *home = &state->home[(size_t)commodity * state->days];
    int64_t before = k->quantity, first = -1, last = -1;
    for (uint32_t d = 0; d < state->days; d++) {
        const int64_t left = before - home[d];
        if (left > 0 && left < unit->min_group && home[d] > 0) return 0;
        if (left > 0 && first < 0) first = d;
        if (left > 0) last = d;
        before = home[d];
    }
    return first < 0 || unit->window_days == OW_UNLIMITED || last - first + 1 <= unit->window_days;
}

/* Whether a unit leaves after those that must leave before it, and before those that must leave
 * after. */
static int order_fine(const ow_state *state, uint32_t unit) {
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence *p = &s->precedence[i];
        int64_t first, last, unused;
        if (!p->of_units || (p->before != unit && p->after != unit)) continue;
        departures(state, p->before, &unused, &last);
        departures(state, p->after, &first, &unused);
        if (last >= 0 && first != INT64_MAX && first < last + p->lag_days) return 0;
    }
    return 1;
}

/* ---- crews ---- */

static uint32_t people_of(const ow_grid *g, uint32_t unit) {
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].unit == unit && g->commodities[k].item == OW_NO_INDEX) return k;
    return OW_NO_INDEX;
}

/* People who can still be crews of an item's commodity, in items. */
static int32_t crews_left(const ow_state *state, uint32_t commodity) {
    const ow_grid *g = state->grid;
    const ow_commodity *k = &g->commodities[commodity];
    if (k->item == OW_NO_INDEX || !g->scenario->items[k->item].drives) return 0;
    const int64_t crew = g->scenario->items[k->item].crew;
    const uint32_t people = people_of(g, k->unit);
    if (crew == 0 || people == OW_NO_INDEX || g->scenario->units[k->unit].is_guard) return 0;
    return (int32_t)(ow_insert_left(state, people) / crew);
}

/* The crew of a path's self hops goes along, and then its own way; 1 if all of it does. */
static int send_crew(const ow_inserter *in, const ow_path *path, int32_t people) {
    const ow_grid *g = in->state->grid;
    const ow_batch *b = &path->batch;
    const uint32_t unit = g->commodities[b->commodity].unit;
    const int32_t last = path->self_hops - 1;
    const ow_option *o = &g->options[b->option[last]];
    ow_path_query query = {.commodity = people_of(g, unit),
                           .guide = in->guide,
                           .start_site = o->to,
                           .start_day = (uint32_t)b->day[last] + o->lag};
    const int64_t missing = ow_state_missing(in->state), violation = ow_state_violation(in->state);
    while (people > 0) {
        ow_path onward;
        if (query.start_day >= in->state->days || o->to == g->scenario->units[unit].destination) {
            onward = (ow_path){.quantity_most = people,
                               .batch = {.commodity = (int32_t)query.commodity, .fate = -1}};
        } else if (!ow_pathfinder_find(&onward, in->finder, in->state, &query)) {
            return 0;
        }
        ow_batch crew = {.commodity = (int32_t)query.commodity, .fate = -1, .crew_of = 1};
        for (int32_t i = 0; i <= last; i++, crew.hops++)
            crew.option[i] = b->option[i], crew.day[i] = b->day[i];
        for (int32_t i = 0; i < onward.batch.hops && crew.hops < OW_HOPS_MAX; i++, crew.hops++)
            crew.option[crew.hops] = onward.batch.option[i],
            crew.day[crew.hops] = onward.batch.day[i];
        crew.quantity = onward.quantity_most < people ? onward.quantity_most : people;
        if (crew.quantity <= 0 || ow_batch_add(in->state, &crew) < 0) return 0;
        people -= crew.quantity;
    }
    /* The prefix was not looked up in the rooms, so what it leaves behind is looked at here. */
    return groups_fine(in->state, query.commodity) && order_fine(in->state, unit) &&
           ow_state_missing(in->state) <= missing && ow_state_violation(in->state) <= violation;
}

/* ---- one path ---- */

static int try_path(const ow_inserter *in, ow_path *path, int32_t quantity) {
    const ow_grid *g = in->state->grid;
    const ow_commodity *k = &g->commodities[path->batch.commodity];
    const ow_mark mark = ow_state_mark(in->state);
    const int64_t crew = k->item == OW_NO_INDEX ? 0 : g->scenario->items[k->item].crew;
    path->batch.quantity = quantity;
    path->batch.crew_of = 0;
    int fine = ow_batch_add(in->state, &path->batch) >= 0;
    if (fine && crew > 0 && path->self_hops > 0)
        fine = send_crew(in, path, (int32_t)(quantity * crew));
    if (fine) fine = groups_fine(in->state, (uint32_t)path->batch.commodity);
    if (!fine) ow_state_rollback(in->state, mark);
    return fine;
}

/* Tries a path with ever fewer; returns how many went. */
static int32_t go(const ow_inserter *in, ow_path *path, int32_t want) {
    int32_t quantity = path->quantity_most < want ? path->quantity_most : want;
    if (path->self_hops > 0 &&
        in->state->grid->commodities[path->batch.commodity].item != OW_NO_INDEX) {
        int32_t crews = crews_left(in->state, (uint32_t)path->batch.commodity);
        const uint32_t item = in->state->grid->commodities[path->batch.commodity].item;
        if (in->state->grid->scenario->items[item].crew > 0 && crews < quantity) quantity = crews;
    }
    for (; quantity > 0; quantity /= 2)
        if (try_path(in, path, quantity)) return quantity;
    return 0;
}

static int32_t insert(const ow_inserter *in, ow_path_query *query, int32_t want) {
    int32_t left = want;
    ow_pathfinder_clear(in->finder);
    for (int tries = 0; left > 0 && tries < TRIES_MAX;) {
        ow_path path;
        if (!query->closing && !query->pin) {
            ow_insert_days(&query->first_day, &query->last_day, in->state, query->commodity);
            query->self_crew = crews_left(in->state, query->commodity) > 0;
        }
        if (!ow_pathfinder_find(&path, in->finder, in->state, query)) break;
        int32_t went = go(in, &path, left);
        left -= went;
        if (went > 0) continue;
        tries++;
        if (path.batch.hops == 0) break;
        ow_pathfinder_block(in->finder, (uint32_t)path.batch.option[0],
                            (uint32_t)path.batch.day[0]);
        if (tries > TRIES_MAX / 2)
            for (int32_t i = 1; i < path.batch.hops; i++)
                ow_pathfinder_block(in->finder, (uint32_t)path.batch.option[i],
                                    (uint32_t)path.batch.day[i]);
    }
    return want - left;
}

/* ---- entry points ---- */

/* A unit with a window must get away whole within it: if it does not from the cheapest day on, then
 * from a later one. */
static void insert_window(const ow_inserter *in, ow_path_query *query, int32_t want) {
    const ow_mark mark = ow_state_mark(in->state);
    uint32_t first, last;
    ow_insert_days(&first, &last, in->state, query->commodity);
    if (insert(in, query, want) == want) return;
    for (uint32_t d = first; d <= last && d < in->state->days; d++) {
        ow_state_rollback(in->state, mark);
        const ow_unit *unit =
            &in->state->grid->scenario->units[in->state->grid->commodities[query->commodity].unit];
        int32_t left = want;
        ow_pathfinder_clear(in->finder);
        query->closing = 0;
        query->first_day = d;
        query->last_day =
            d + (uint32_t)unit->window_days - 1 < last ? d + (uint32_t)unit->window_days - 1 : last;
        for (ow_path path; left > 0 && ow_pathfinder_find(&path, in->finder, in->state, query);) {
            int32_t went = go(in, &path, left);
            if (went == 0) break;
            left -= went;
        }
        if (left == 0) return;
    }
    ow_state_rollback(in->state, mark);
}

void ow_insert_commodity(const ow_inserter *in, uint32_t commodity, int32_t reserve) {
    const ow_grid *g = in->state->grid;
    const ow_commodity *k = &g->commodities[commodity];
    const int32_t want = ow_insert_left(in->state, commodity) - reserve;
    ow_path_query query = {.commodity = commodity, .guide = in->guide, .start_site = OW_NO_INDEX};
    if (want <= 0) return;
    if (k->item == OW_NO_INDEX && g->scenario->units[k->unit].window_days != OW_UNLIMITED)
        insert_window(in, &query, want);
    else
        insert(in, &query, want);
}

int ow_insert_last(const ow_inserter *in, uint32_t commodity, uint32_t day) {
    const int32_t want = ow_insert_left(in->state, commodity);
    uint32_t first, last;
    ow_insert_days(&first, &last, in->state, commodity);
    if (day < first || day > last) return want == 0;
    ow_path_query query = {.commodity = commodity,
                           .guide = in->guide,
                           .start_site = OW_NO_INDEX,
                           .first_day = day,
                           .last_day = day,
                           .closing = 1};
    return insert(in, &query, want) == want;
}

int ow_insert_pin(const ow_inserter *in, const ow_pin *pin) {
    const ow_grid *g = in->state->grid;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        if (g->commodities[k].unit != pin->unit || g->commodities[k].item != pin->item) continue;
        ow_path_query query = {
            .commodity = k, .guide = in->guide, .start_site = OW_NO_INDEX, .pin = pin};
        ow_insert_days(&query.first_day, &query.last_day, in->state, k);
        query.self_crew = crews_left(in->state, k) > 0;
        return insert(in, &query, (int32_t)pin->quantity) == pin->quantity;
    }
    return 0;
}
