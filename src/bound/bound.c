/* Raising the prices: soft-minimum values have a gradient (what is used less what there is), Adam-type steps follow
 * it, hard minima say now and then what the bound is worth. Step and temperature fall along the schedule.
 * The virtual workers' sums are added up in order, so that the number of threads does not show.
 * Sources: Held and Karp 1971 (the dual), Nesterov 2005 (smoothing), Kingma and Ba 2015 (the step). */
#include "bound/internal.h"

#include <stdlib.h>
#include <string.h>

enum { HARD_EVERY = 10 };

/* ---- one evaluation ---- */

static void backward_task(void *context, uint32_t task)
{
    ow_bound *b = context;
    for (uint32_t c = task; c < b->classes; c += OW_BOUND_WORKERS) ow_bound_backward(b, c);
}

static void forward_task(void *context, uint32_t task)
{
    ow_bound *b = context;
    ow_sums *sums = &b->sums[task];
    const size_t slots = (size_t)b->grid->options_count * b->days;
    memset(sums->usage, 0, b->at.count * sizeof(double));
    memset(sums->loads, 0, slots * OW_SHARES * sizeof(double));
    memset(sums->vehicles, 0, slots * sizeof(double));
    for (uint32_t c = task; c < b->classes; c += OW_BOUND_WORKERS) ow_bound_forward(b, c, sums);
}

static void add_up(ow_bound *b)
{
    const size_t slots = (size_t)b->grid->options_count * b->days;
    for (int w = 0; w < OW_BOUND_WORKERS; w++)
        for (size_t i = 0; i < b->at.count; i++) b->usage[i] += b->sums[w].usage[i];
    for (int w = 1; w < OW_BOUND_WORKERS; w++) {
        for (size_t i = 0; i < slots * OW_SHARES; i++) b->sums[0].loads[i] += b->sums[w].loads[i];
        for (size_t i = 0; i < slots; i++) b->sums[0].vehicles[i] += b->sums[w].vehicles[i];
    }
}

/* The temperature's unit of each class: what one of it costs, on the average of its starts. Measured by hard minima:
 * a soft one falls as its temperature rises, and would run away. */
static void measure_scales(ow_bound *b)
{
    for (uint32_t c = 0; c < b->classes; c++) {
        double sum = 0, quantity = 1e-9;
        for (uint32_t k = 0; k < b->starts_count; k++)
            if (b->starts[k].class_index == c && b->starts[k].best[b->days] < OW_FAR) {
                sum += b->starts[k].quantity * fabs(b->starts[k].best[b->days]);
                quantity += b->starts[k].quantity;
            }
        b->recursions[c].scale = fmax(0.05, sum / quantity);
    }
}

static void evaluate(ow_bound *b, ow_pool *pool, int with_usage)
{
    memset(b->usage, 0, b->at.count * sizeof(double));
    ow_bound_charge(b);
    ow_pool_run(pool, backward_task, b, OW_BOUND_WORKERS);
    b->value = 0;
    for (uint32_t s = 0; s < b->sites; s++) b->value += ow_bound_close(b, s);
    for (size_t i = 0; i < b->at.count; i++) b->value -= b->price[i] * b->rhs[i];
    b->ticks += (int64_t)b->classes * b->days * (b->grid->options_count + b->sites) / 4;
    if (!with_usage) return;
    ow_pool_run(pool, forward_task, b, OW_BOUND_WORKERS);
    add_up(b);
    ow_bound_collect(b);
    b->ticks += (int64_t)b->classes * b->days * (b->grid->options_count + b->sites) / 8;
}

/* ---- the step ---- */

static double adam(double *momentum, double *spread, double gradient, double step, uint32_t t)
{
    *momentum = 0.9 * *momentum + 0.1 * gradient;
    *spread = 0.999 * *spread + 0.001 * gradient * gradient;
    const double m = *momentum / (1 - pow(0.9, t)), v = *spread / (1 - pow(0.999, t));
    return step * m / (sqrt(v) + 1e-12);
}

static void step_prices(ow_bound *b, double step)
{
    for (size_t i = 0; i < b->at.count; i++) {
        if (b->unit[i] <= 0) continue;
        const int free_sign = i >= b->at.crew;
        const double gradient = b->usage[i] - b->rhs[i];
        double price = b->price[i] + b->unit[i] * adam(&b->momentum[i], &b->spread[i], gradient, step, b->adam_steps);
        b->price[i] = price < 0 && !free_sign ? 0 : price;
    }
}

static void step_shares(ow_bound *b, double step)
{
    const ow_grid *g = b->grid;
    for (uint32_t o = 0; o < g->options_count; o++)
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t slot = ((size_t)o * b->days + d) * OW_SHARES;
            const size_t to = ((size_t)b->group[o] * b->days + d) * OW_SHARES;
            double mean = 0;
            if (!g->open[(size_t)o * b->days + d]) continue;
            for (int i = 0; i < OW_SHARES; i++)
                mean += ow_bound_share(b, b->logit, o, d, i) * b->sums[0].loads[slot + (size_t)i];
            for (int i = 0; i < OW_SHARES; i++) {
                const double share = ow_bound_share(b, b->logit, o, d, i);
                const double gradient = share * (b->sums[0].loads[slot + (size_t)i] - mean);
                double *z = &b->logit[to + (size_t)i];
                *z += adam(&b->logit_momentum[to + (size_t)i], &b->logit_spread[to + (size_t)i], gradient, step,
                           b->adam_steps);
                *z = fmax(-8, fmin(8, *z));
            }
        }
}

static void keep_best(ow_bound *b)
{
    if (b->value <= b->best) return;
    b->best = b->value;
    memcpy(b->best_price, b->price, b->at.count * sizeof(double));
    memcpy(b->best_logit, b->logit,
           (size_t)b->grid->options_count * b->days * OW_SHARES * sizeof(double));
    for (uint32_t o = 0; o < b->grid->options_count; o++)
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t slot = (size_t)o * b->days + d;
            b->mission_price[slot] =
                b->grid->open[slot] ? b->mission[slot] - (double)b->grid->options[o].lift_milli / 1000.0 : 0;
        }
}

static void evaluate_hard(ow_bound *b, ow_pool *pool)
{
    const double temperature = b->temperature;
    b->temperature = 0;
    evaluate(b, pool, 0);
    b->temperature = temperature;
    measure_scales(b);
    keep_best(b);
}

void ow_bound_run(ow_bound *b, uint32_t iterations, ow_pool *pool, const int *cancel)
{
    if (b->iteration == 0) evaluate_hard(b, pool);
    for (uint32_t i = 0; i < iterations && !(cancel && *cancel); i++) {
        const double done = fmin(1.0, (double)b->iteration / (double)b->iterations_total);
        const double step = 0.1 * pow(0.01, done);
        b->temperature = 0.05 * pow(0.01, done);
        b->adam_steps++;
        evaluate(b, pool, 1);
        step_shares(b, 3 * step);
        step_prices(b, step);
        b->iteration++;
        if (b->iteration % HARD_EVERY == 0 || i + 1 == iterations) evaluate_hard(b, pool);
    }
}

/* ---- making and reading ---- */

ow_status ow_bound_new(ow_bound **out, const ow_grid *grid, uint32_t iterations_total, ow_error *error)
{
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
    for (uint32_t c = 0; c < b->classes; c++) b->recursions[c].scale = 1;
    *out = b;
    return OW_OK;
}

void ow_bound_free(ow_bound *bound)
{
    if (bound) ow_arena_free(bound->arena);
}

double ow_bound_best(const ow_bound *bound)
{
    return bound->best > 0 ? bound->best : 0;
}

int64_t ow_bound_ticks(const ow_bound *bound)
{
    return bound->ticks;
}

const double *ow_bound_mission_prices(const ow_bound *bound)
{
    return bound->mission_price;
}

void ow_bound_closings(double *closing, const ow_bound *b)
{
    for (uint32_t s = 0; s < b->sites; s++) {
        const double *share = b->closing_share + (size_t)s * (b->days + 1);
        double mean = 0;
        for (uint32_t c = 0; c <= b->days; c++) mean += share[c] * c;
        closing[s] = b->enumerated[s] ? mean : (double)b->days;
    }
}
