/* Ruin and recreate. A plan that breaks a goal (ceiling, close_by, people_max, floor, guard) is
 * worse than any that breaks it less, whatever its points. */
#include "search/improve.h"

#include <math.h>
#include <stdlib.h>

enum { SITES_MAX = 4 };

typedef struct ruin {
    uint32_t sites[SITES_MAX];
    uint32_t was_closing[SITES_MAX];
    uint32_t count;
    uint32_t from_day;
    int keep_closing; /* only some commodities; the closing stays */
} ruin;

static ow_inserter inserter_of(ow_worker *w, double blend) {
    ow_inserter in = {.state = w->state, .finder = w->finder};
    in.guide.item_points = w->item_points;
    in.guide.mission_price = w->mission_price;
    in.guide.blend = w->mission_price ? blend : 0;
    in.guide.over = ow_state_violation(w->state) > 0 ? 50.0 : 0.0;
    return in;
}

static void keep_if_best(ow_worker *w, const char *source) {
    if (w->violation > w->best_violation) return;
    if (w->violation == w->best_violation && w->state->points_milli >= w->best->points_milli)
        return;
    ow_state_copy(w->best, w->state);
    w->best_violation = w->violation;
    w->source = source;
}

void ow_improve_start(ow_worker *w, double noise, double blend) {
    const ow_grid *g = w->state->grid;
    uint32_t *order = calloc(g->scenario->sites_count + 1u, sizeof *order);
    if (!order) {
        w->state->failed = 1;
        return;
    }
    ow_inserter in = inserter_of(w, blend);
    for (uint32_t s = 0; s < g->scenario->sites_count; s++)
        ow_construct_press(&in.guide, g, s, 10.0, ow_construct_target(g, s));
    uint32_t count = ow_construct_order(order, g, &w->random, noise);
    ow_construct_plan(&in, order, count, &w->random, noise > 0);
    ow_state_forget(w->state);
    free(order);
    w->violation = ow_state_violation(w->state);
    keep_if_best(w, "construct");
}

void ow_improve_adopt(ow_worker *w, const ow_worker *from) {
    const ow_grid *g = w->state->grid;
    for (size_t i = 0; w != from && i < (size_t)g->scenario->sites_count * g->days; i++)
        w->item_points[i] = from->item_points[i];
    if (w != from) ow_state_copy(w->best, from->best);
    ow_state_copy(w->state, from->best);
    w->violation = w->best_violation = from->best_violation;
    w->source = from->source;
}

/* ---- what to tear up ---- */

static uint32_t random_site(ow_worker *w) {
    const ow_grid *g = w->state->grid;
    return g->commodities[ow_random_below(&w->random, g->commodities_count)].site;
}

/* Points of lateness of a commodity, roughly: what is left pays to the end. */
static double lateness(const ow_state *state, uint32_t k) {
    const ow_grid *g = state->grid;
    const ow_class *class = &g->classes[g->commodities[k].class_index];
    if (!class->pays_late) return 0;
    const double due = class->due_day == OW_NO_INDEX ? -1 : (double)class->due_day,
                 days = state->days;
    double sum = ow_insert_left(state, k) * (2 * days - due);
    for (int32_t i = state->first_batch[k]; i >= 0; i = state->next_batch[i]) {
        const ow_batch *b = ow_state_batch(state, i);
        if (b->fate >= 0 || b->hops == 0) continue;
        const ow_option *o = &g->options[b->option[b->hops - 1]];
        double arrival = (double)b->day[b->hops - 1] + o->lag - 1;
        if (o->to != class->destination) arrival = 2 * days;
        if (arrival > due + 1) sum += b->quantity * (arrival - due - 1);
    }
    return sum * (double)class->late_milli;
}

/* A site from which something is late, by chance in proportion to the points; OW_NO_INDEX if
 * nothing is. */
static uint32_t late_site(ow_worker *w) {
    const ow_grid *g = w->state->grid;
    double sum = 0;
    for (uint32_t k = 0; k < g->commodities_count; k++) sum += lateness(w->state, k);
    double draw = sum * ow_random_unit(&w->random);
    for (uint32_t k = 0; sum > 0 && k < g->commodities_count; k++) {
        draw -= lateness(w->state, k);
        if (draw <= 0) return g->commodities[k].site;
    }
    return OW_NO_INDEX;
}

static void add_site(ruin *r, uint32_t site) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->sites[i] == site) return;
    if (r->count < SITES_MAX) r->sites[r->count++] = site;
}

static ruin choose(ow_worker *w, int kind) {
    const uint32_t days = w->state->days;
    ruin r = {.count = 0};
    const uint32_t late = ow_random_below(&w->random, 2) ? late_site(w) : OW_NO_INDEX;
    add_site(&r, late != OW_NO_INDEX ? late : random_site(w));
    const uint32_t sites = kind == OW_NEIGHBOURHOOD_pair     ? 2
                           : kind == OW_NEIGHBOURHOOD_window ? 3
                                                             : 1;
    for (int i = 0; i < 8 && r.count < sites; i++) add_site(&r, random_site(w));
    for (uint32_t i = 0; i < r.count; i++)
        r.was_closing[i] = (uint32_t)w->state->closing[r.sites[i]];
    if (kind == OW_NEIGHBOURHOOD_commodities) r.keep_closing = 1;
    if (kind != OW_NEIGHBOURHOOD_site && kind != OW_NEIGHBOURHOOD_commodities) {
        uint32_t last = days;
        for (uint32_t i = 0; i < r.count; i++)
            if ((uint32_t)w->state->closing[r.sites[i]] < last)
                last = (uint32_t)w->state->closing[r.sites[i]];
        r.from_day = last > 0 ? ow_random_below(&w->random, last) : 0;
    }
    return r;
}

static int is_pinned(const ow_grid *g, const ow_commodity *k) {
    for (uint32_t i = 0; i < g->scenario->pins_count; i++)
        if (g->scenario->pins[i].unit == k->unit) return 1;
    return 0;
}

/* Takes a commodity's batches back that leave from a day on; 0 if escorts stand in the way. */
static int take_back(ow_state *state, uint32_t k, uint32_t from_day) {
    for (int32_t b = state->first_batch[k]; b >= 0;) {
        const int32_t next = state->next_batch[b];
        if (ow_batch_leaves(ow_state_batch(state, b)) >= (int32_t)from_day &&
            !ow_batch_remove(state, b))
            return 0;
        b = next;
    }
    return 1;
}

static int has_crew_batches(const ow_state *state, uint32_t k) {
    for (int32_t b = state->first_batch[k]; b >= 0; b = state->next_batch[b])
        if (ow_state_batch(state, b)->crew_of) return 1;
    return 0;
}

/* A unit whose people or items go self is one with them: crews and what they drive go back
 * together. */
static int goes_self(const ow_state *state, uint32_t commodity) {
    const ow_grid *g = state->grid;
    const uint32_t unit = g->commodities[commodity].unit;
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].unit == unit && has_crew_batches(state, k)) return 1;
    return 0;
}

static int tear_site(ow_worker *w, uint32_t site, uint32_t from_day) {
    const ow_grid *g = w->state->grid;
    ow_construct_reopen(w->state, site);
    for (int guards = 1; guards >= 0; guards--)
        for (uint32_t k = 0; k < g->commodities_count; k++) {
            const ow_commodity *c = &g->commodities[k];
            if (c->site != site || g->classes[c->class_index].is_guard != guards || is_pinned(g, c))
                continue;
            if (!take_back(w->state, k, from_day)) return 0;
        }
    return 1;
}

/* Takes back some commodities; the guards' and the last people's batches stay. */
static int tear_commodities(ow_worker *w, uint32_t site, double share) {
    const ow_grid *g = w->state->grid;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_commodity *c = &g->commodities[k];
        if (c->site != site || g->classes[c->class_index].is_guard || is_pinned(g, c)) continue;
        if (ow_random_unit(&w->random) > share || goes_self(w->state, k)) continue;
        if (!take_back(w->state, k, 0)) return 0;
    }
    return 1;
}

static int all_gone(const ow_state *state, uint32_t site) {
    const ow_grid *g = state->grid;
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].site == site && ow_insert_left(state, k) > 0) return 0;
    return 1;
}

static int rebuild_kept(const ow_inserter *in, ow_worker *w, uint32_t site) {
    const ow_grid *g = w->state->grid;
    const int was_closed = w->state->closing[site] < (int32_t)w->state->days;
    const uint32_t start = ow_random_below(&w->random, g->commodities_count);
    for (uint32_t i = 0; i < g->commodities_count; i++) {
        const uint32_t k = (start + i) % g->commodities_count;
        if (g->commodities[k].site == site && !g->classes[g->commodities[k].class_index].is_guard)
            ow_insert_commodity(in, k, 0);
    }
    return !was_closed || all_gone(w->state, site);
}

/* A closing day to aim at: a little before the present one, the prices' own, or the latest that is
 * not late. */
static uint32_t aim(ow_worker *w, uint32_t site, uint32_t was) {
    const uint32_t pick = ow_random_below(&w->random, 3), jitter = ow_random_below(&w->random, 9);
    if (pick == 0 && was < w->state->days) return was > jitter ? was - jitter : 0;
    if (pick == 1 && w->closing) {
        const double day = w->closing[site] + (double)jitter - 4;
        return day > 0 ? (uint32_t)day : 0;
    }
    return ow_construct_target(w->state->grid, site);
}

static int rebuild(ow_worker *w, const ruin *r, double blend) {
    ow_inserter in = inserter_of(w, blend);
    if (r->keep_closing) return rebuild_kept(&in, w, r->sites[0]);
    for (uint32_t i = 0; i < r->count; i++)
        ow_construct_site(&in, r->sites[i], aim(w, r->sites[i], r->was_closing[i]), &w->random, 1);
    return 1;
}

/* ---- the loop ---- */

static int pick_kind(ow_worker *w) {
    static const uint32_t weights[] = {
#define NEIGHBOURHOOD(name, weight, meaning) weight,
#include "search/neighbourhood.def"
#undef NEIGHBOURHOOD
    };
    uint32_t sum = 0;
    for (int i = 0; i < OW_NEIGHBOURHOOD_COUNT; i++) sum += weights[i];
    uint32_t draw = ow_random_below(&w->random, sum);
    int kind = 0;
    while (draw >= weights[kind]) draw -= weights[kind++];
    return kind;
}

static int accepts(ow_worker *w, int64_t violation, int64_t points_milli) {
    if (violation != w->violation) return violation < w->violation;
    const double slack = -w->temperature * 1000.0 * log(ow_random_unit(&w->random) + 1e-12);
    return (double)w->state->points_milli <= (double)points_milli + slack;
}

static void step(ow_worker *w) {
    static const char *const names[] = {
#define NEIGHBOURHOOD(name, weight, meaning) #name,
#include "search/neighbourhood.def"
#undef NEIGHBOURHOOD
    };
    const int kind = pick_kind(w);
    ruin r = choose(w, kind);
    const ow_mark mark = ow_state_mark(w->state);
    const int64_t points_milli = w->state->points_milli;
    const double blend = (double)ow_random_below(&w->random, 5) / 4.0;
    int fine = 1;
    w->tried[kind]++;
    for (uint32_t i = 0; i < r.count && fine; i++)
        fine = r.keep_closing
                   ? tear_commodities(w, r.sites[i], 0.1 + 0.5 * ow_random_unit(&w->random))
                   : tear_site(w, r.sites[i], r.from_day);
    if (fine) fine = rebuild(w, &r, blend);
    const int64_t violation = fine ? ow_state_violation(w->state) : INT64_MAX;
    if (!fine || !accepts(w, violation, points_milli)) {
        ow_state_rollback(w->state, mark);
    } else {
        w->violation = violation;
        w->gained[kind] += w->state->points_milli < points_milli;
        keep_if_best(w, names[kind]);
    }
    ow_state_forget(w->state);
    w->state->ticks += 100;
}

void ow_improve_run(ow_worker *w, int64_t ticks_limit) {
    while (w->state->ticks < ticks_limit && !w->state->failed && !(w->cancel && *w->cancel))
        step(w);
}
