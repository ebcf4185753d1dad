/* The planner's bound: its gradient is that of its soft value (by finite differences), its hard
 * value is what the checker makes of the proof, and one thread or two give the same bytes. */
#include "bound/internal.h"
#include "check/bound.h"
#include "scenario/load.h"

#include "all_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

typedef struct fixture {
    onward_scenario *scenario;
    ow_grid *grid;
    ow_bound *bound;
    ow_pool *pool;
} fixture;

static void make(fixture *f, onward_scenario *scenario, uint32_t threads) {
    ow_error error;
    f->scenario = scenario;
    assert_non_null(f->scenario);
    assert_int_equal(ow_grid_build(&f->grid, f->scenario, &error), OW_OK);
    assert_int_equal(ow_bound_new(&f->bound, f->grid, 200, &error), OW_OK);
    f->pool = ow_pool_new(threads);
    assert_non_null(f->pool);
}

static void unmake(fixture *f) {
    ow_pool_free(f->pool);
    ow_bound_free(f->bound);
    ow_grid_free(f->grid);
    ow_scenario_free(f->scenario);
}

static onward_scenario *example(const char *name) {
    char path[512];
    ow_error error;
    ow_notices notices;
    onward_scenario *scenario = NULL;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    (void)snprintf(path, sizeof path, "%s/examples/%s", ONWARD_SOURCE_DIR, name);
    assert_int_equal(ow_scenario_load(&scenario, path, &notices, &error), OW_OK);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return scenario;
}

/* ---- the gradient ---- */

static double soft_value(fixture *f) {
    ow_bound_evaluate(f->bound, f->pool, 0);
    return f->bound->value;
}

/* The difference of values around a price. */
static double slope(fixture *f, double *price, double change) {
    const double at = *price;
    *price = at + change;
    const double more = soft_value(f);
    *price = at - change;
    const double less = soft_value(f);
    *price = at;
    return (more - less) / (2 * change);
}

static int is_near(double gradient, double found, double size) {
    return fabs(gradient - found) <= 1e-3 * (fabs(gradient) + fabs(found)) + 1e-5 * size;
}

/* Every row (or each so many) that exists; so many presence rows. */
static void try_gradients(fixture *f, size_t every) {
    ow_bound *b = f->bound;
    ow_bound_run(b, 30, f->pool, NULL);
    b->temperature = 0.05;
    b->step = 0;
    for (size_t i = 0; i < b->at.count; i++) /* a mission's price has a kink at nothing */
        if (b->price[i] >= 0 && b->price[i] < 0.02 * b->unit[i]) b->price[i] = 0.02 * b->unit[i];
    ow_bound_evaluate(b, f->pool, 1);
    double *usage = calloc(b->at.count, sizeof *usage);
    assert_non_null(usage);
    memcpy(usage, b->usage, b->at.count * sizeof *usage);
    uint32_t tried = 0;
    for (size_t i = 0, seen = 0; i < b->at.count; i++) {
        if (b->unit[i] <= 0 || seen++ % every != 0) continue;
        /* Where the value bends sharply a shorter difference is nearer; elsewhere a longer one is.
         */
        const double change = 5e-4 * (b->unit[i] + fabs(b->price[i])), size = 1 + fabs(b->rhs[i]);
        const double gradient = usage[i] - b->rhs[i], found = slope(f, &b->price[i], change);
        if (!is_near(gradient, found, size) &&
            !is_near(gradient, slope(f, &b->price[i], change / 30), size))
            fail_msg("row %zu: gradient %.9g, by differences %.9g", i, gradient, found);
        tried++;
    }
    free(usage);
    assert_true(tried > 20);
}

static void try_presence(fixture *f, size_t every) {
    ow_bound *b = f->bound;
    uint32_t tried = 0;
    for (uint32_t c = 0; c < b->classes; c++) {
        ow_recursion *r = &b->recursions[c];
        const double *share =
            b->grid->classes[c].item == OW_NO_INDEX ? b->open_share : b->items_share;
        for (size_t i = c; i < (size_t)b->days * b->sites; i += every) {
            const uint32_t site = (uint32_t)(i % b->sites), day = (uint32_t)(i / b->sites);
            if (r->presence_unit[site] <= 0) continue;
            ow_bound_evaluate(b, f->pool, 1);
            const double quantity = (double)b->grid->classes[c].quantity;
            const double gradient =
                (double)r->stock[i] - quantity * share[(size_t)site * b->days + day];
            const float price = r->presence[i], change = 0.01f * (r->presence_unit[site] + price);
            r->presence[i] = price + change;
            const float above = r->presence[i];
            const double more = soft_value(f);
            r->presence[i] = price - change;
            const float below = r->presence[i];
            const double less = soft_value(f);
            r->presence[i] = price;
            const double found = (more - less) / (double)(above - below);
            if (!is_near(gradient, found, quantity))
                fail_msg("presence: gradient %.9g, by differences %.9g", gradient, found);
            tried++;
        }
    }
    assert_true(tried > 10);
}

static void test_gradient(void **state) {
    (void)state;
    fixture f;
    make(&f, all_rules_scenario(), 1);
    try_gradients(&f, 1);
    unmake(&f);
    make(&f, example("niger-2023"), 1);
    try_gradients(&f, 53);
    try_presence(&f, 37);
    unmake(&f);
}

/* ---- the checker ---- */

static int64_t checked(const fixture *f) {
    ow_error error;
    ow_proof *proof = NULL;
    int64_t milli = 0;
    ow_arena *arena = ow_arena_new();
    assert_non_null(arena);
    assert_int_equal(ow_bound_proof(&proof, f->bound, arena, &error), OW_OK);
    assert_int_equal(ow_check_bound(&milli, f->scenario, proof, &error), OW_OK);
    ow_arena_free(arena);
    return milli;
}

static void try_checker(onward_scenario *scenario, uint32_t iterations) {
    fixture f;
    make(&f, scenario, 2);
    for (uint32_t i = 0; i < iterations; i += iterations / 4) {
        ow_bound_run(f.bound, iterations / 4, f.pool, NULL);
        const double ours = ow_bound_best(f.bound), theirs = (double)checked(&f) / 1000.0;
        if (fabs(ours - theirs) > 1e-6 * fabs(theirs) + 0.002)
            fail_msg("ours %.6f, checker's %.6f", ours, theirs);
    }
    unmake(&f);
}

static void test_checker(void **state) {
    (void)state;
    try_checker(all_rules_scenario(), 100);
    try_checker(example("niger-2023"), 100);
    try_checker(example("iraq-2020"), 8);
    try_checker(example("minusma-2023"), 8);
}

/* ---- threads ---- */

static void test_threads(void **state) {
    (void)state;
    fixture one, two;
    make(&one, example("iraq-2020"), 1);
    make(&two, example("iraq-2020"), 2);
    ow_bound_run(one.bound, 12, one.pool, NULL);
    ow_bound_run(two.bound, 12, two.pool, NULL);
    assert_memory_equal(one.bound->price, two.bound->price, one.bound->at.count * sizeof(double));
    assert_memory_equal(&one.bound->best, &two.bound->best, sizeof(double));
    const size_t slots = (size_t)one.grid->options_count * one.grid->days;
    assert_memory_equal(ow_bound_mission_prices(one.bound), ow_bound_mission_prices(two.bound),
                        slots * sizeof(double));
    unmake(&one);
    unmake(&two);
}

/* ---- numbers ---- */

static void test_numbers(void **state) {
    (void)state;
    for (double x = 0; x < 40; x += 0.0137) {
        assert_true(fabs(ow_exp_minus(x) / exp(-x) - 1) < 1e-9);
        assert_true(fabs(ow_log_of(1 + x * x) - log(1 + x * x)) < 1e-9);
        const double soft = ow_soft_min(3, 3 + x, 0.5);
        assert_true(fabs(soft - (3 - 0.5 * log1p(exp(-2 * x)))) < 1e-8);
        assert_true(fabs(ow_soft_share(3 + x, 3, 0.5) - 1 / (1 + exp(2 * x))) < 1e-8);
    }
    assert_true(ow_soft_min(1, 2, 0) == 1);
    assert_true(ow_bound_phi(1, 60, 100) == 1);
    assert_true(ow_bound_phi(0, 60, 100) == 0.6);
    assert_true(ow_bound_phi(1, 50, 100) == 0.5);
    assert_true(ow_bound_phi(2, 30, 100) == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_gradient),
        cmocka_unit_test(test_checker), cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
