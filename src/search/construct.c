/* Construction. The order of sites is Smith's rule (what a day costs over how much there is to
 * move: the best order on one shared vehicle), under "whoever others pass through closes after
 * them". */
#include "search/construct.h"

#include <math.h>
#include <stdlib.h>

/* ---- the order of sites ---- */

enum { FAR = 1000 };

/* Hops between all pairs of sites over options, Floyd and Warshall; FAR where there is no way. */
static void fill_hops(int32_t *hops, const ow_grid *g) {
    const uint32_t n = g->scenario->sites_count;
    for (uint32_t i = 0; i < n * n; i++) hops[i] = i / n == i % n ? 0 : FAR;
    for (uint32_t o = 0; o < g->options_count; o++)
        if (g->options[o].fleet != OW_SELF) hops[g->options[o].from * n + g->options[o].to] = 1;
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++)
                if (hops[i * n + k] + hops[k * n + j] < hops[i * n + j])
                    hops[i * n + j] = hops[i * n + k] + hops[k * n + j];
}

/* Points that a site costs a day over the vehicle loads that empty it. */
static double urgency(const ow_grid *g, uint32_t site) {
    const onward_scenario *s = g->scenario;
    double points = (double)s->sites[site].open_points_milli_per_day, work = 1;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_commodity *c = &g->commodities[k];
        if (c->site != site) continue;
        if (c->item == OW_NO_INDEX) points += (double)(c->quantity * g->rate_milli[site * g->days]);
        work += c->item == OW_NO_INDEX ? (double)c->quantity / 40.0 : (double)c->quantity;
    }
    return points / work;
}

/* Whether what starts at `upper` passes `lower` on a shortest way to one of its destinations. */
static int passes(const ow_grid *g, const int32_t *hops, uint32_t upper, uint32_t lower) {
    const uint32_t n = g->scenario->sites_count;
    if (upper == lower || hops[upper * n + lower] >= FAR) return 0;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const uint32_t to = g->classes[g->commodities[k].class_index].destination;
        if (g->commodities[k].site != upper || to == OW_NO_INDEX || to == lower) continue;
        if (hops[upper * n + lower] + hops[lower * n + to] == hops[upper * n + to]) return 1;
    }
    return 0;
}

static int is_free(const ow_grid *g, const int32_t *hops, const uint8_t *waiting, uint32_t site) {
    for (uint32_t upper = 0; upper < g->scenario->sites_count; upper++)
        if (waiting[upper] && passes(g, hops, upper, site) && !passes(g, hops, site, upper))
            return 0;
    for (uint32_t i = 0; i < g->scenario->precedence_count; i++) {
        const ow_precedence *p = &g->scenario->precedence[i];
        if (!p->of_units && p->after == site && waiting[p->before]) return 0;
        if (p->of_units && g->scenario->units[p->after].site == site &&
            g->scenario->units[p->before].site != site &&
            waiting[g->scenario->units[p->before].site])
            return 0;
    }
    return 1;
}

uint32_t ow_construct_order(uint32_t *order, const ow_grid *g, ow_random *random, double noise) {
    const uint32_t n = g->scenario->sites_count;
    int32_t *hops = calloc((size_t)n * n, sizeof *hops);
    uint8_t *waiting = calloc(n, 1);
    uint32_t count = 0, left = 0;
    if (hops && waiting) {
        fill_hops(hops, g);
        for (uint32_t k = 0; k < g->commodities_count; k++) {
            left += !waiting[g->commodities[k].site];
            waiting[g->commodities[k].site] = 1;
        }
        for (; left > 0; left--) {
            uint32_t pick = OW_NO_INDEX;
            double best = -1;
            for (int strict = 1; strict >= 0 && pick == OW_NO_INDEX; strict--)
                for (uint32_t s = 0; s < n; s++) {
                    if (!waiting[s] || (strict && !is_free(g, hops, waiting, s))) continue;
                    double value = urgency(g, s) * (1 + noise * (ow_random_unit(random) * 2 - 1));
                    /* What comes in from outside goes first: it is short of time, not of lift. */
                    if (!g->scenario->sites[s].in_host) value += 1e12;
                    if (value > best) best = value, pick = s;
                }
            waiting[pick] = 0;
            order[count++] = pick;
        }
    }
    free(hops);
    free(waiting);
    return count;
}

/* ---- closing ---- */

typedef struct closing {
    uint32_t site;
    int64_t first, last; /* days on which it may close */
} closing;

/* People of a site that are in no batch; -1 if something is left that will not go. */
static int32_t last_people(const ow_state *state, uint32_t site) {
    const ow_grid *g = state->grid;
    int32_t people = 0;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_commodity *c = &g->commodities[k];
        const int32_t left = c->site == site ? ow_insert_left(state, k) : 0;
        if (left == 0) continue;
        if (c->item != OW_NO_INDEX || !g->classes[c->class_index].pays_late) return -1;
        people += left;
    }
    return people;
}

static void clip_precedence(closing *c, const ow_state *state) {
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence *p = &s->precedence[i];
        if (p->of_units) continue;
        if (p->after == c->site) {
            /* A site that never opens counts as closed on day 0. */
            const int64_t before = state->start_people[p->before] ? state->closing[p->before] : 0;
            if (before == (int64_t)state->days)
                c->first = state->days;
            else if (before + p->lag_days > c->first)
                c->first = before + p->lag_days;
        }
        if (p->before == c->site && state->closing[p->after] < (int32_t)state->days &&
            state->closing[p->after] - p->lag_days < c->last)
            c->last = state->closing[p->after] - p->lag_days;
    }
}

/* The days on which a site may close: after all others and all items have left, and handed over. */
static closing closing_days(const ow_state *state, uint32_t site, int32_t people) {
    const ow_site *s = &state->grid->scenario->sites[site];
    closing c = {site, 0, (int64_t)state->days - 1};
    for (uint32_t d = 0; d < state->days; d++) {
        const size_t i = (size_t)site * state->days + d;
        if (state->people[i] > people && (int64_t)d + 1 > c.first) c.first = d + 1;
        if (state->items[i] > 0 && (int64_t)d + 1 + s->handover_days > c.first)
            c.first = d + 1 + s->handover_days;
    }
    if (c.first < s->handover_days) c.first = s->handover_days;
    if (s->close_by_day != OW_NO_INDEX && s->close_by_day < c.last) c.last = s->close_by_day;
    clip_precedence(&c, state);
    return c;
}

static int teams_free(const ow_state *state, uint32_t site, int64_t day) {
    const onward_scenario *s = state->grid->scenario;
    for (int64_t d = day - s->sites[site].handover_days; d < day; d++)
        if (state->teams[d] >= s->handover_teams) return 0;
    return 1;
}

static void count_teams(ow_state *state, uint32_t site, int64_t day, int32_t delta) {
    for (int64_t d = day - state->grid->scenario->sites[site].handover_days; d < day; d++)
        ow_state_add(state, &state->teams[d], delta);
}

/* Guards first, who escort themselves; 1 if everybody gets away on that day. */
static int send_last(const ow_inserter *in, uint32_t site, uint32_t day) {
    const ow_grid *g = in->state->grid;
    for (int guards = 1; guards >= 0; guards--)
        for (uint32_t k = 0; k < g->commodities_count; k++)
            if (g->commodities[k].site == site &&
                g->classes[g->commodities[k].class_index].is_guard == guards &&
                ow_insert_left(in->state, k) > 0 && !ow_insert_last(in, k, day))
                return 0;
    return 1;
}

static void close_site(const ow_inserter *in, uint32_t site) {
    ow_state *state = in->state;
    const ow_site *s = &state->grid->scenario->sites[site];
    const int32_t people = last_people(state, site);
    if (people < 0 || !s->in_host || s->stays_open || state->closing[site] < (int32_t)state->days)
        return;
    /* Closing must not break a floor on open sites. */
    const int64_t missing = ow_state_missing(state);
    const closing c = closing_days(state, site, people);
    for (int64_t day = c.first; day <= c.last && day < (int64_t)state->days; day++) {
        const ow_mark mark = ow_state_mark(state);
        if (people == 0 && day > c.first) break; /* nobody is there to keep it open */
        if (teams_free(state, site, day) && send_last(in, site, (uint32_t)day) &&
            ow_state_missing(state) <= missing) {
            if (s->closes_once) {
                ow_state_set(state, &state->closing[site], (int32_t)day);
                count_teams(state, site, day, 1);
            }
            return;
        }
        ow_state_rollback(state, mark);
    }
}

void ow_construct_reopen(ow_state *state, uint32_t site) {
    if (state->closing[site] >= (int32_t)state->days) return;
    count_teams(state, site, state->closing[site], -1);
    ow_state_set(state, &state->closing[site], (int32_t)state->days);
}

/* ---- one site ---- */

/* Somebody must stay until handover is done where no guards are owed: one of the largest unit. */
static uint32_t caretakers(const ow_grid *g, uint32_t site) {
    const ow_site *s = &g->scenario->sites[site];
    uint32_t pick = OW_NO_INDEX;
    if (!s->in_host || s->guard_min > 0 || (s->handover_days == 0)) return pick;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_commodity *c = &g->commodities[k];
        if (c->site == site && c->item == OW_NO_INDEX && g->classes[c->class_index].pays_late &&
            (pick == OW_NO_INDEX || c->quantity > g->commodities[pick].quantity))
            pick = k;
    }
    return pick;
}

static int32_t reserve_of(const ow_grid *g, uint32_t commodity, uint32_t caretaker) {
    if (commodity != caretaker) return 0;
    const ow_unit *unit = &g->scenario->units[g->commodities[commodity].unit];
    return (int32_t)(unit->min_group < unit->people ? unit->min_group : unit->people);
}

/* What starts at the site and is no guard, items that need a crew before its people. */
static uint32_t gather(uint32_t *list, const ow_grid *g, uint32_t site, ow_random *random,
                       int shuffle) {
    uint32_t n = 0;
    for (int pass = 0; pass < 3; pass++)
        for (uint32_t k = 0; k < g->commodities_count; k++) {
            const ow_commodity *c = &g->commodities[k];
            if (c->site != site || g->classes[c->class_index].is_guard) continue;
            const int crewed = c->item != OW_NO_INDEX && g->scenario->items[c->item].crew > 0 &&
                               g->scenario->items[c->item].drives;
            const int place = crewed ? 0 : c->item == OW_NO_INDEX ? 1 : 2;
            if (place == pass) list[n++] = k;
        }
    for (uint32_t i = n; shuffle && i > 1; i--) {
        const uint32_t j = ow_random_below(random, i);
        const uint32_t k = list[i - 1];
        list[i - 1] = list[j];
        list[j] = k;
    }
    return n;
}

/* What a day of a site costs while it is open: open points and its least guard's exposure. */
static double open_day(const ow_grid *g, uint32_t site) {
    const ow_site *s = &g->scenario->sites[site];
    return (double)(s->open_points_milli_per_day + s->guard_min * g->rate_milli[site * g->days]) /
           1000.0;
}

/* The same shared out over the items that start there, so that they leave in time for the closing.
 */
static double item_hold(const ow_grid *g, uint32_t site) {
    double items = 1;
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].site == site && g->commodities[k].item != OW_NO_INDEX)
            items += (double)g->commodities[k].quantity;
    return open_day(g, site) / items + 1e-4;
}

/* What one more day of a site costs once its last people are late. */
static double late_day(const ow_grid *g, uint32_t site) {
    double points = open_day(g, site);
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_class *class = &g->classes[g->commodities[k].class_index];
        if (g->commodities[k].site == site && class->is_guard && class->pays_late)
            points += (double)(g->commodities[k].quantity * class->late_milli) / 1000.0;
    }
    return points;
}

uint32_t ow_construct_target(const ow_grid *g, uint32_t site) {
    enum { ONWARD_DAYS = 4 }; /* from the site to the destination, as a rule */
    const ow_site *s = &g->scenario->sites[site];
    uint32_t target = s->close_by_day < g->days ? s->close_by_day : g->days;
    for (uint32_t k = 0; k < g->commodities_count; k++) {
        const ow_class *class = &g->classes[g->commodities[k].class_index];
        if (g->commodities[k].site != site || !class->pays_late || class->item != OW_NO_INDEX)
            continue;
        const uint32_t due = class->due_day == OW_NO_INDEX ? 0 : class->due_day;
        if (due < target + ONWARD_DAYS) target = due > ONWARD_DAYS ? due - ONWARD_DAYS : 0;
    }
    return target;
}

/* How dear waiting is taken to be: from 1 to 100 times an item's even share, since while lift is
 * short every slot left empty puts the closing off. */
static double hold_factor(ow_random *random) {
    return pow(10.0, 2.0 * ow_random_unit(random));
}

void ow_construct_press(const ow_guide *guide, const ow_grid *g, uint32_t site, double factor,
                        uint32_t target) {
    enum { SLOTS = 10 }; /* items that a day of delay holds up, roughly */
    const ow_site *s = &g->scenario->sites[site];
    const double even = item_hold(g, site) * factor, late = late_day(g, site) / SLOTS;
    if (!guide->item_points) return;
    for (uint32_t d = 0; d < g->days; d++) {
        double points = 1e-4;
        if (s->in_host && !s->stays_open) points = even;
        if (s->in_host && !s->stays_open && (int64_t)d + s->handover_days >= target) points += late;
        guide->item_points[(size_t)site * g->days + d] = points;
    }
}

void ow_construct_site(const ow_inserter *from, uint32_t site, uint32_t target, ow_random *random,
                       int shuffle) {
    const ow_grid *g = from->state->grid;
    const ow_inserter in = *from;
    uint32_t *list = calloc(g->commodities_count + 1u, sizeof *list);
    if (!list) {
        from->state->failed = 1;
        return;
    }
    const uint32_t caretaker = caretakers(g, site);
    const uint32_t n = gather(list, g, site, random, shuffle);
    ow_construct_press(&in.guide, g, site, shuffle ? hold_factor(random) : 10.0, target);
    for (uint32_t i = 0; i < n; i++)
        ow_insert_commodity(&in, list[i], reserve_of(g, list[i], caretaker));
    for (uint32_t k = 0; k < g->commodities_count; k++)
        if (g->commodities[k].site == site && g->classes[g->commodities[k].class_index].is_guard)
            ow_insert_commodity(&in, k, reserve_of(g, k, caretaker));
    free(list);
    close_site(&in, site);
}

void ow_construct_plan(const ow_inserter *in, const uint32_t *order, uint32_t count,
                       ow_random *random, int shuffle) {
    const onward_scenario *s = in->state->grid->scenario;
    for (uint32_t i = 0; i < s->pins_count; i++) ow_insert_pin(in, &s->pins[i]);
    for (uint32_t i = 0; i < count; i++)
        ow_construct_site(in, order[i], ow_construct_target(in->state->grid, order[i]), random,
                          shuffle);
}
