/* The planner: grid, first plan, then bound and search by turns until the gap, the work or the time
 * is reached.
 *
 * Rounds of fixed work: the virtual workers search, each on its own state with its own random
 * numbers, and are merged in order; so the plan depends on scenario, seed and work limit only, not
 * on how many threads ran them. */
#include <onward/planner.h>

#include "bound/bound.h"
#include "check/bound.h"
#include "plan/derive.h"
#include "search/improve.h"
#include "search/write.h"

#include "base/day.h"
#include "base/pool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum {
    WORKERS = 2,
    ROUND_TICKS = 3000000, /* of each worker in a round */
    BOUND_ITERATIONS = 40, /* in a round */
    BOUND_ITERATIONS_TOTAL = 400,
    DEFAULT_WORK = 400000000
};

typedef struct planner {
    const onward_scenario *scenario;
    const onward_planner_options *options;
    ow_grid *grid;
    ow_worker workers[WORKERS];
    uint32_t workers_count;
    ow_pool *pool;
    ow_bound *bound;
    double *mission_price, *closing;
    uint32_t threads;
    struct timespec start;
    int64_t round_limit; /* ticks of each worker until which it runs */
} planner;

/* ---- time, memory, progress ---- */

static double seconds_since(const struct timespec *start) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

static int64_t memory_bytes(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (int64_t)usage.ru_maxrss * 1024 : 0;
}

static const ow_worker *best_worker(const planner *p) {
    const ow_worker *best = &p->workers[0];
    for (uint32_t i = 1; i < p->workers_count; i++) {
        const ow_worker *w = &p->workers[i];
        if (w->best_violation < best->best_violation ||
            (w->best_violation == best->best_violation &&
             w->best->points_milli < best->best->points_milli))
            best = w;
    }
    return best;
}

static int64_t work_done(const planner *p) {
    int64_t ticks = p->bound ? ow_bound_ticks(p->bound) : 0;
    for (uint32_t i = 0; i < p->workers_count; i++) ticks += p->workers[i].state->ticks;
    return ticks;
}

static double bound_points(const planner *p) {
    double bound = p->bound ? ow_bound_best(p->bound) : 0;
    return bound > 0 ? bound : 0;
}

static double gap_percent(const planner *p) {
    const ow_worker *best = best_worker(p);
    const double points = (double)best->best->points_milli / 1000.0;
    if (best->best_violation > 0) return -1;
    return points > 0 ? 100.0 * (points - bound_points(p)) / points : 0;
}

static uint32_t last_out(const ow_state *state) {
    const ow_grid *g = state->grid;
    uint32_t last = 0;
    for (uint32_t o = 0; o < g->options_count; o++)
        for (uint32_t d = 0; g->scenario->links[g->options[o].link].touches_host && d < g->days;
             d++)
            if (state->loads[(size_t)o * g->days + d] >= 0 && d + g->options[o].lag > last)
                last = d + g->options[o].lag;
    return last; /* one more than the day; 0: nothing moves */
}

static void report(const planner *p, const char *source) {
    const ow_worker *best = best_worker(p);
    onward_progress progress = {.source = source, .points_milli = -1};
    if (!p->options->progress) return;
    progress.seconds = seconds_since(&p->start);
    progress.bound_points_milli = (int64_t)floor(bound_points(p) * 1000.0);
    progress.gap_percent = gap_percent(p);
    if (best->best_violation == 0) {
        progress.points_milli = best->best->points_milli;
        const uint32_t last = last_out(best->best);
        if (last > 0)
            ow_day_format(progress.last_out_date, p->scenario->start_day + (int32_t)last - 1);
    }
    progress.memory_bytes = memory_bytes();
    progress.ticks = work_done(p);
    p->options->progress(p->options->context, &progress);
}

/* ---- setting up ---- */

static ow_status set_up_worker(planner *p, ow_worker *w, uint32_t stream, ow_error *error) {
    OW_TRY(ow_state_new(&w->state, p->grid, error));
    p->workers_count++;
    OW_TRY(ow_state_new(&w->best, p->grid, error));
    w->best->points_milli = INT64_MAX;
    w->best_violation = INT64_MAX;
    w->finder = ow_pathfinder_new(p->grid);
    w->cancel = p->options->cancel;
    w->source = "start";
    ow_random_seed(&w->random, p->options->seed, stream);
    w->item_points =
        calloc((size_t)p->scenario->sites_count * p->grid->days + 1, sizeof *w->item_points);
    if (!w->finder || !w->item_points)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while planning");
    return OW_OK;
}

static ow_status set_up(planner *p, ow_error *error) {
    clock_gettime(CLOCK_MONOTONIC, &p->start);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    p->threads = p->options->threads ? p->options->threads
                 : processors > 0    ? (uint32_t)processors
                                     : 1;
    if (p->threads > 64) p->threads = 64;
    OW_TRY(ow_grid_build(&p->grid, p->scenario, error));
    p->pool = ow_pool_new(p->threads);
    if (!p->pool) return ow_fail(error, OW_NO_MEMORY, "", "no threads could be started");
    for (uint32_t i = 0; i < WORKERS; i++) OW_TRY(set_up_worker(p, &p->workers[i], i, error));
    return OW_OK;
}

static void tear_down(planner *p) {
    for (uint32_t i = 0; i < p->workers_count; i++) {
        ow_state_free(p->workers[i].state);
        ow_state_free(p->workers[i].best);
        ow_pathfinder_free(p->workers[i].finder);
        free(p->workers[i].item_points);
    }
    ow_bound_free(p->bound);
    ow_pool_free(p->pool);
    ow_grid_free(p->grid);
    free(p->mission_price);
    free(p->closing);
}

/* ---- the rounds ---- */

static void run_worker(void *context, uint32_t task) {
    planner *p = context;
    ow_improve_run(&p->workers[task], p->round_limit);
}

/* Workers that have fallen behind go on from the best; now and then all do. */
static void merge(planner *p) {
    const ow_worker *best = best_worker(p);
    for (uint32_t i = 0; i < p->workers_count; i++) {
        ow_worker *w = &p->workers[i];
        w->temperature *= 0.97;
        if (w != best) ow_improve_adopt(w, best);
    }
}

static int gap_reached(const planner *p) {
    const double gap = gap_percent(p), wanted = p->options->gap_percent;
    return gap >= 0 && gap <= (wanted > 0 ? wanted : 0.001);
}

static int must_stop(const planner *p) {
    const int64_t limit = p->options->work_limit > 0 ? p->options->work_limit : DEFAULT_WORK;
    if (p->options->cancel && *p->options->cancel) return 1;
    if (p->options->time_limit_s > 0 && seconds_since(&p->start) >= p->options->time_limit_s)
        return 1;
    return work_done(p) >= limit || gap_reached(p);
}

/* Raises the bound and hands its prices to the search. */
static void run_bound(planner *p) {
    ow_bound_run(p->bound, BOUND_ITERATIONS, p->pool, p->options->cancel);
    const size_t slots = (size_t)p->grid->options_count * p->grid->days;
    memcpy(p->mission_price, ow_bound_mission_prices(p->bound), slots * sizeof(double));
    ow_bound_closings(p->closing, p->bound);
    for (uint32_t i = 0; i < p->workers_count; i++) {
        p->workers[i].mission_price = p->mission_price;
        p->workers[i].closing = p->closing;
    }
}

static ow_status start_bound(planner *p, ow_error *error) {
    const size_t slots = (size_t)p->grid->options_count * p->grid->days + 1;
    p->mission_price = calloc(slots, sizeof *p->mission_price);
    p->closing = calloc(p->scenario->sites_count + 1u, sizeof *p->closing);
    if (!p->mission_price || !p->closing)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while planning");
    return ow_bound_new(&p->bound, p->grid, BOUND_ITERATIONS_TOTAL, error);
}

/* Without a plan that obeys the rules the bound at no prices at all is infinite already. */
static ow_status prove_possible(const planner *p, ow_error *error) {
    int64_t bound_milli;
    OW_TRY(ow_check_bound(&bound_milli, p->scenario, NULL, error));
    if (bound_milli < OW_BOUND_INFINITE) return OW_OK;
    return ow_fail(error, OW_INFEASIBLE,
                   "look at close_by, handover_days, permissions and the ways out of the sites",
                   "proved: no plan can obey the rules, since something has no way at all or a "
                   "site no closing day");
}

static ow_status run(planner *p, ow_error *error) {
    OW_TRY(prove_possible(p, error));
    ow_improve_start(&p->workers[0], 0, 0);
    report(p, "construct");
    OW_TRY(start_bound(p, error));
    for (uint32_t i = 1; i < p->workers_count; i++)
        ow_improve_adopt(&p->workers[i], &p->workers[0]);
    const double points = (double)p->workers[0].best->points_milli / 1000.0;
    for (uint32_t i = 0; i < p->workers_count; i++) p->workers[i].temperature = points * 2e-5;
    int64_t last_points = best_worker(p)->best->points_milli;
    for (uint32_t round = 0; !must_stop(p); round++) {
        if (round < BOUND_ITERATIONS_TOTAL / BOUND_ITERATIONS) {
            run_bound(p);
            if (round % 4 == 0) report(p, "bound");
        }
        p->round_limit = p->workers[0].state->ticks;
        for (uint32_t i = 1; i < p->workers_count; i++)
            if (p->workers[i].state->ticks < p->round_limit)
                p->round_limit = p->workers[i].state->ticks;
        p->round_limit += ROUND_TICKS;
        ow_pool_run(p->pool, run_worker, p, p->workers_count);
        const ow_worker *best = best_worker(p);
        if (best->best->points_milli < last_points) report(p, best->source);
        last_points = best->best->points_milli;
        merge(p);
    }
    for (uint32_t i = 0; i < p->workers_count; i++)
        if (p->workers[i].state->failed)
            return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while planning");
    return OW_OK;
}

/* ---- the result ---- */

static ow_status write_plan(onward_plan **out, const planner *p, ow_error *error) {
    const ow_worker *best = best_worker(p);
    ow_arena *arena = ow_arena_new();
    onward_plan *plan = arena ? OW_NEW(arena, onward_plan) : NULL;
    ow_status status = OW_OK;
    if (!plan) {
        ow_arena_free(arena);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while writing the plan");
    }
    plan->arena = arena;
    plan->id = ow_arena_printf(arena, "%.40s-s%llu", p->scenario->id,
                               (unsigned long long)p->options->seed);
    memcpy(plan->scenario_sha256, p->scenario->sha256, sizeof plan->scenario_sha256);
    plan->seed = (int64_t)p->options->seed;
    plan->work = work_done(p);
    plan->version = "0.1.0";
    status = ow_search_write(plan, best->best, error);
    if (status == OW_OK && p->bound) status = ow_bound_proof(&plan->proof, p->bound, arena, error);
    /* The bound that counts is the checker's, in integers; it stands below search, and takes
     * nothing from it. */
    if (status == OW_OK && plan->proof)
        status = ow_check_bound(&plan->bound_points_milli, p->scenario, plan->proof, error);
    if (status == OW_OK) status = ow_plan_derive(plan, p->scenario, error);
    if (status != OW_OK) {
        ow_arena_free(arena);
        return status;
    }
    *out = plan;
    return OW_OK;
}

static ow_status verdict(const planner *p, const onward_plan *plan) {
    if (p->options->gap_percent > 0 &&
        (double)plan->gap_percent_milli / 1000.0 > p->options->gap_percent)
        return OW_GAP;
    return OW_OK;
}

onward_status onward_plan_make(onward_plan **plan, const onward_scenario *scenario,
                               const onward_planner_options *options, onward_error *error) {
    const onward_planner_options defaults = ONWARD_PLANNER_OPTIONS_INIT;
    planner p = {.scenario = scenario, .options = options ? options : &defaults};
    ow_status status = set_up(&p, error);
    if (status == OW_OK) status = run(&p, error);
    if (status == OW_OK && best_worker(&p)->best_violation > 0) {
        const int cancelled = p.options->cancel && *p.options->cancel;
        char what[256];
        ow_state_violation_say(what, sizeof what, best_worker(&p)->best);
        status = ow_fail(
            error, cancelled ? OW_CANCELLED : OW_LIMIT,
            "give it more work (--work-limit), or more lift, time or permissions, or ease that "
            "demand",
            "no plan that keeps every rule was found within the limits; in the nearest one %s",
            what);
    }
    if (status == OW_OK) {
        status = write_plan(plan, &p, error);
        report(&p, "end");
        if (status == OW_OK) status = verdict(&p, *plan);
    }
    tear_down(&p);
    return status;
}
