/* Raising the prices: soft-minimum values have a gradient (what is used less what there is),
 * Adam-type steps follow it, hard minima say now and then what the bound is worth. Step and
 * temperature fall along the schedule. The virtual workers' sums are added up in order, so that the
 * number of threads does not show. Sources: Held and Karp 1971 (the dual), Nesterov 2005
 * (smoothing), Kingma and Ba 2015 (the step). */
#include "bound/internal.h"

#include <math.h>
#include <stdlib.h>

static const double STEP_FIRST = 0.3, STEP_RATIO = 0.01, SOFT_FIRST = 0.3, SOFT_RATIO = 0.005,
                    LOST = 0.3;

enum { HARD_EVERY = 10 };

/* ---- one evaluation ---- */

static size_t cells_of(const ow_bound *b) {
    return (size_t)b->days * b->sites;
}

static size_t slots_of(const ow_bound *b) {
    return (size_t)b->days * b->lanes_count;
}

static void charge_task(void *context, uint32_t task) {
    ow_bound_charge(context, task);
}

static void backward_task(void *context, uint32_t task) {
    ow_bound *b = context;
    ow_sums *sums = &b->sums[task];
    for (int i = 0; i < 2; i++) memset(sums->presence[i], 0, cells_of(b) * sizeof(double));
    for (uint32_t c = task; c < b->classes; c += OW_BOUND_WORKERS) ow_bound_backward(b, c, sums);
}

static void forward_task(void *context, uint32_t task) {
    ow_bound *b = context;
    ow_sums *sums = &b->sums[task];
    memset(sums->loads, 0, slots_of(b) * OW_SHARES * sizeof(double));
    memset(sums->vehicles, 0, slots_of(b) * sizeof(double));
    memset(sums->stock, 0, b->kinds_count * cells_of(b) * sizeof(double));
    memset(sums->way, 0, (size_t)b->kinds_count * b->days * sizeof(double));
    memset(sums->crew, 0, (b->at.count - b->at.crew) * sizeof(double));
    for (uint32_t c = task; c < b->classes; c += OW_BOUND_WORKERS) {
        ow_bound_forward(b, c, sums);
        if (b->step > 0) ow_bound_step_presence(b, c);
    }
}

static void add_to(double *to, const double *from, size_t count) {
    for (size_t i = 0; i < count; i++) to[i] += from[i];
}

/* In the order of the workers, so that the number of threads does not show. */
static void add_up(ow_bound *b) {
    ow_sums *to = &b->sums[0];
    for (int w = 1; w < OW_BOUND_WORKERS; w++) {
        const ow_sums *from = &b->sums[w];
        add_to(to->loads, from->loads, slots_of(b) * OW_SHARES);
        add_to(to->vehicles, from->vehicles, slots_of(b));
        add_to(to->stock, from->stock, b->kinds_count * cells_of(b));
        add_to(to->way, from->way, (size_t)b->kinds_count * b->days);
        add_to(to->crew, from->crew, b->at.count - b->at.crew);
    }
    add_to(b->usage + b->at.crew, to->crew, b->at.count - b->at.crew);
}

static int64_t ticks_of(const ow_bound *b) {
    int64_t ticks = 0;
    for (uint32_t c = 0; c < b->classes; c++)
        ticks += b->sites + b->recursions[c].arcs_of_site[b->sites];
    return ticks * b->days;
}

void ow_bound_evaluate(ow_bound *b, ow_pool *pool, int with_usage) {
    memset(b->usage, 0, b->at.count * sizeof(double));
    ow_pool_run(pool, charge_task, b, OW_BOUND_WORKERS);
    ow_bound_price_levels(b);
    ow_pool_run(pool, backward_task, b, OW_BOUND_WORKERS);
    for (int i = 0; i < 2; i++) {
        memcpy(b->presence[i], b->sums[0].presence[i], cells_of(b) * sizeof(double));
        for (int w = 1; w < OW_BOUND_WORKERS; w++)
            add_to(b->presence[i], b->sums[w].presence[i], cells_of(b));
    }
    b->value = 0;
    for (uint32_t s = 0; s < b->sites; s++) b->value += ow_bound_close(b, s);
    for (size_t i = 0; i < b->at.count; i++) b->value -= b->price[i] * b->rhs[i];
    b->ticks += ticks_of(b) / 20;
    if (!with_usage) return;
    ow_pool_run(pool, forward_task, b, OW_BOUND_WORKERS);
    add_up(b);
    ow_bound_collect(b);
    ow_bound_count_levels(b);
    b->ticks += ticks_of(b) / 40;
}

/* ---- what it is worth ---- */

/* The temperature's unit of each class: what one of it costs, on the average of its starts.
 * Measured by hard minima: a soft one falls as its temperature rises, and would run away. */
static void measure_scales(ow_bound *b) {
    for (uint32_t c = 0; c < b->classes; c++) {
        double sum = 0, quantity = 1e-9;
        for (uint32_t k = 0; k < b->recursions[c].starts_count; k++) {
            const ow_start *start = &b->starts[b->recursions[c].starts[k]];
            if (OW_IS_FAR(start->best[b->days])) continue;
            sum += start->quantity * fabs(start->best[b->days]);
            quantity += start->quantity;
        }
        b->recursions[c].scale = fmax(0.05, sum / quantity);
    }
}

static double in_thousandths(double points) {
    return floor(points * 1000.0 + 0.5) / 1000.0;
}

/* Prices as the proof will have them. */
static void round_prices(ow_bound *b) {
    memcpy(b->kept_price, b->price, b->at.count * sizeof(double));
    for (size_t i = 0; i < b->at.count; i++) b->price[i] = in_thousandths(b->price[i]);
    for (uint32_t c = 0; c < b->classes; c++) {
        ow_recursion *r = &b->recursions[c];
        memcpy(r->presence_kept, r->presence, cells_of(b) * sizeof(float));
        for (size_t i = 0; i < cells_of(b); i++)
            if (r->presence[i] > 0) r->presence[i] = (float)in_thousandths((double)r->presence[i]);
    }
}

static void keep_best(ow_bound *b) {
    if (!(b->value > b->best)) return;
    measure_scales(b);
    b->best = b->value;
    b->best_is_new = 1;
    memcpy(b->best_price, b->price, b->at.count * sizeof(double));
    memcpy(b->best_logit, b->logit, (size_t)b->groups * b->days * OW_SHARES * sizeof(double));
    for (uint32_t c = 0; c < b->classes; c++)
        memcpy(b->recursions[c].presence_best, b->recursions[c].presence,
               cells_of(b) * sizeof(float));
}

/* The value of the rounded prices by hard minima, which is a bound. */
static void evaluate_hard(ow_bound *b, ow_pool *pool) {
    const double temperature = b->temperature;
    b->temperature = 0;
    round_prices(b);
    ow_bound_evaluate(b, pool, 0);
    keep_best(b);
    memcpy(b->price, b->kept_price, b->at.count * sizeof(double));
    for (uint32_t c = 0; c < b->classes; c++)
        memcpy(b->recursions[c].presence, b->recursions[c].presence_kept,
               cells_of(b) * sizeof(float));
    b->temperature = temperature;
}

/* Too long a step, or too soft a minimum, can send prices off without end: then back to the best
 * ones, and on with half the step. */
static void go_back(ow_bound *b) {
    memcpy(b->price, b->best_price, b->at.count * sizeof(double));
    memcpy(b->logit, b->best_logit, (size_t)b->groups * b->days * OW_SHARES * sizeof(double));
    memset(b->momentum, 0, b->at.count * sizeof(double));
    for (uint32_t c = 0; c < b->classes; c++) {
        memcpy(b->recursions[c].presence, b->recursions[c].presence_best,
               cells_of(b) * sizeof(float));
        memset(b->recursions[c].momentum, 0, cells_of(b) * sizeof(float));
    }
    b->step_factor *= 0.5;
}

/* By how much the soft value may lie below the hard one, as part of the best. */
static double softness_wanted(const ow_bound *b) {
    const double done = fmin(1.0, (double)b->iteration / (double)b->iterations_total);
    return SOFT_FIRST * pow(SOFT_RATIO, done);
}

/* The temperature follows what it does to the value: the softness falls along the schedule, however
 * many days and ways a scenario has. */
static void steer(ow_bound *b, double hard) {
    const double size = fmax(1, fabs(b->best)), wanted = softness_wanted(b);
    const double found = fmax(0, b->soft - hard > 0 ? 0 : (hard - b->soft) / size);
    b->temperature *= fmax(0.5, fmin(1.15, pow(wanted / fmax(found, 1e-9), 0.7)));
    b->temperature = fmax(1e-6, fmin(0.2, b->temperature));
}

static void judge(ow_bound *b, ow_pool *pool) {
    evaluate_hard(b, pool);
    steer(b, b->value);
    if (!(b->value >= b->best - LOST * fmax(1, fabs(b->best)))) go_back(b);
}

/* The first temperature. */
static void start(ow_bound *b, ow_pool *pool) {
    evaluate_hard(b, pool);
    const double hard = b->value;
    b->step_factor = 1;
    b->temperature = 0.1;
    for (int i = 0; i < 16; i++) {
        b->temperature *= 0.6;
        ow_bound_evaluate(b, pool, 0);
        if (b->value >= hard - SOFT_FIRST * fmax(1, fabs(hard))) break;
    }
}

void ow_bound_run(ow_bound *b, uint32_t iterations, ow_pool *pool, const int *cancel) {
    if (b->iteration == 0) start(b, pool);
    for (uint32_t i = 0; i < iterations && !(cancel && *cancel); i++) {
        const double done = fmin(1.0, (double)b->iteration / (double)b->iterations_total);
        b->step = b->step_factor * STEP_FIRST * pow(STEP_RATIO, done);
        ow_bound_evaluate(b, pool, 1);
        b->soft = b->value;
        ow_bound_step_shares(b);
        ow_bound_step_rows(b);
        b->iteration++;
        if (b->iteration % HARD_EVERY == 0 || i + 1 == iterations) judge(b, pool);
    }
    b->step = 0;
    if (b->best_is_new) ow_bound_price_missions(b);
    b->best_is_new = 0;
}

/* ---- making and reading ---- */

ow_status ow_bound_new(ow_bound **out, const ow_grid *grid, uint32_t iterations_total,
                       ow_error *error) {
    ow_arena *arena = ow_arena_new();
    ow_bound *b = arena ? OW_NEW(arena, ow_bound) : NULL;
    if (!b) {
        ow_arena_free(arena);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while laying out the bound");
    }
    b->grid = grid;
    b->arena = arena;
    b->days = grid->days;
    b->sites = grid->scenario->sites_count;
    b->classes = grid->classes_count;
    b->iterations_total = iterations_total > 0 ? iterations_total : 1;
    b->best = -OW_FAR;
    ow_status status = ow_bound_lay_out(b, error);
    if (status != OW_OK) {
        ow_arena_free(arena);
        return status;
    }
    *out = b;
    return OW_OK;
}

void ow_bound_free(ow_bound *bound) {
    if (bound) ow_arena_free(bound->arena);
}

double ow_bound_best(const ow_bound *bound) {
    return bound->best > 0 ? bound->best : 0;
}

int64_t ow_bound_ticks(const ow_bound *bound) {
    return bound->ticks;
}

const double *ow_bound_mission_prices(const ow_bound *bound) {
    return bound->mission_price;
}

void ow_bound_closings(double *closing, const ow_bound *b) {
    for (uint32_t s = 0; s < b->sites; s++) {
        const double *share = b->closing_share + (size_t)s * (b->days + 1);
        double mean = 0;
        for (uint32_t c = 0; c <= b->days; c++) mean += share[c] * c;
        closing[s] = b->enumerated[s] ? mean : (double)b->days;
    }
}
