/* Faults of a state that no room forbids: sites that open again after their closing or do not stay
 * open, handovers, the order of closings, pins that are missed. While a plan is torn up and built
 * again these come and go; the search drives their sum to 0. In step with src/check (check_open,
 * check_precedence, check_pin), which shares no code with it. O(sites × days + pins × batches). */
#include "search/state.h"

#include "base/day.h"

#include <stdio.h>

/* The sum, and the worst so far in words where somebody wants them (out not NULL). */
typedef struct tally {
    const ow_state *state;
    int64_t sum, worst;
    char *out;
    size_t size;
} tally;

static void note(tally *t, int64_t over, const char *what, const char *id, int64_t day) {
    char date[11];
    if (over <= 0) return;
    t->sum += over;
    if (!t->out || over <= t->worst) return;
    t->worst = over;
    if (day < 0) day = 0;
    snprintf(t->out, t->size, "%s %s on %s", id, what,
             ow_day_format(date, t->state->grid->scenario->start_day + (int32_t)day));
}

/* The first day on which a site that was open is not; days: none. */
static uint32_t closed_day(const ow_state *state, uint32_t site) {
    uint32_t was_open = state->start_people[site];
    for (uint32_t d = 0; d < state->days; d++) {
        if (was_open && !ow_state_is_open(state, site, d)) return d;
        if (ow_state_is_open(state, site, d)) was_open = 1;
    }
    return state->days;
}

static void note_opening(tally *t, uint32_t site) {
    const ow_state *state = t->state;
    const ow_site *at = &state->grid->scenario->sites[site];
    for (uint32_t d = state->closed_on[site]; d < state->days; d++) {
        const size_t i = (size_t)site * state->days + d;
        if (ow_state_is_open(state, site, d))
            note(t, 1 + state->people[i] + state->items[i], "is open again after its closing",
                 at->id, d);
    }
    if (!at->in_host || !at->stays_open || !state->start_people[site]) return;
    for (uint32_t d = 0; d < state->days; d++)
        if (!ow_state_is_open(state, site, d)) note(t, 1, "does not stay open", at->id, d);
}

static void note_handover(tally *t, uint32_t site) {
    const ow_state *state = t->state;
    const ow_site *at = &state->grid->scenario->sites[site];
    const int64_t closed = state->closed_on[site];
    if (closed == state->days || at->handover_days == 0) return;
    int64_t d = closed - at->handover_days;
    note(t, -d, "closes too early for its handover", at->id, closed);
    for (d = d < 0 ? 0 : d; d < closed; d++)
        note(t, state->items[(size_t)site * state->days + (size_t)d],
             "holds items during its handover", at->id, d);
}

/* More handovers on one day than there are teams. */
static void note_teams(tally *t) {
    const ow_state *state = t->state;
    const onward_scenario *s = state->grid->scenario;
    if (s->handover_teams == OW_UNLIMITED) return;
    for (uint32_t d = 0; d < state->days; d++) {
        int64_t teams = 0;
        for (uint32_t site = 0; site < s->sites_count; site++) {
            const int64_t closed = state->closed_on[site];
            teams +=
                closed < state->days && d < closed && d >= closed - s->sites[site].handover_days;
        }
        note(t, teams - s->handover_teams, "wants more teams than there are", "handover", d);
    }
}

/* A site that is never open counts as closed on day 0. */
static int64_t order_day(const ow_state *state, uint32_t site) {
    if (!state->grid->scenario->sites[site].in_host || state->closed_on[site] < state->days)
        return state->closed_on[site];
    if (state->start_people[site]) return state->days;
    for (uint32_t d = 0; d < state->days; d++)
        if (ow_state_is_open(state, site, d)) return state->days;
    return 0;
}

static void note_order(tally *t) {
    const ow_state *state = t->state;
    const onward_scenario *s = state->grid->scenario;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence *row = &s->precedence[i];
        if (row->of_units) continue;
        const int64_t before = order_day(state, row->before), after = order_day(state, row->after);
        if (after < state->days)
            note(t, before + row->lag_days - after, "closes before what is to close first",
                 s->sites[row->after].id, after);
    }
}

/* How many of a commodity depart as the pin says. */
static int64_t pinned(const ow_state *state, const ow_pin *pin, uint32_t commodity) {
    int64_t sum = 0;
    for (int32_t i = state->first_batch[commodity]; i >= 0; i = state->next_batch[i]) {
        const ow_batch *b = ow_state_batch(state, i);
        for (int32_t h = 0; h < b->hops; h++) {
            const ow_option *o = &state->grid->options[b->option[h]];
            if ((uint32_t)b->day[h] == pin->depart_day && o->link == pin->link &&
                o->from == pin->from_site && (pin->fleet == OW_NO_INDEX || o->fleet == pin->fleet))
                sum += b->quantity;
        }
    }
    return sum;
}

static void note_pins(tally *t) {
    const ow_grid *g = t->state->grid;
    for (uint32_t i = 0; i < g->scenario->pins_count; i++) {
        const ow_pin *pin = &g->scenario->pins[i];
        int64_t sum = 0;
        for (uint32_t k = 0; k < g->commodities_count; k++)
            if (g->commodities[k].unit == pin->unit && g->commodities[k].item == pin->item)
                sum += pinned(t->state, pin, k);
        note(t, pin->quantity - sum, "(pins.csv) is missed", pin->id, pin->depart_day);
    }
}

int64_t ow_state_closing_faults(char *out, size_t size, const ow_state *state, int64_t worst) {
    const onward_scenario *s = state->grid->scenario;
    tally t = {.state = state, .worst = worst, .out = out, .size = size};
    for (uint32_t site = 0; site < s->sites_count; site++) {
        const int closes = s->sites[site].closes_once;
        state->closed_on[site] = closes ? closed_day(state, site) : state->days;
        note_opening(&t, site);
        note_handover(&t, site);
    }
    note_teams(&t);
    note_order(&t);
    note_pins(&t);
    return t.sum;
}
