/* Plans of nonsense: whatever stands in a plan, the checker ends, counts, and says that it is no
 * plan; and what it says can be written as text and as JSON. Run under the sanitizers, this shows
 * that no index of a plan leads outside an array and no quantity overflows. */
#include "all_rules.h"

#include "base/random.h"

#include <onward/scenario.h>

#include <jansson.h>

static onward_scenario *scenario;
static onward_plan *plan;

static int set_up(void **state) {
    (void)state;
    scenario = all_rules_scenario();
    plan = all_rules_plan(scenario);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ow_plan_free(plan);
    ow_scenario_free(scenario);
    return 0;
}

/* A number that is small, extreme, or anything. */
static int64_t any_number(ow_random *random) {
    static const int64_t edges[] = {INT64_MIN, INT64_MAX, INT32_MIN, INT32_MAX,     UINT32_MAX,
                                    -1,        0,         OW_SELF,   OW_NOT_USABLE, 10000000,
                                    10000001,  100000,    131072};
    switch (ow_random_below(random, 4)) {
    case 0: return edges[ow_random_below(random, sizeof edges / sizeof *edges)];
    case 1: return (int64_t)ow_random_next(random);
    default: return ow_random_below(random, 14);
    }
}

static uint32_t any_index(ow_random *random) {
    return (uint32_t)any_number(random);
}

static int32_t any_day(ow_random *random) {
    return (int32_t)any_number(random);
}

static ow_movement any_movement(ow_random *random) {
    return (ow_movement){any_day(random),   any_day(random),   any_index(random), any_index(random),
                         any_index(random), any_index(random), any_index(random), any_index(random),
                         any_index(random), any_index(random), any_index(random), any_index(random),
                         any_number(random)};
}

/* One cell of one row becomes anything. */
static void spoil_cell(onward_plan *p, ow_random *random) {
    ow_movement *row = &p->movements[ow_random_below(random, p->movements_count)];
    ow_movement any = any_movement(random);
    switch (ow_random_below(random, 13)) {
    case 0: row->depart_day = any.depart_day; break;
    case 1: row->arrive_day = any.arrive_day; break;
    case 2: row->link = any.link; break;
    case 3: row->from_site = any.from_site; break;
    case 4: row->to_site = any.to_site; break;
    case 5: row->fleet = any.fleet; break;
    case 6: row->vehicle = any.vehicle; break;
    case 7: row->trip = any.trip; break;
    case 8: row->convoy = any.convoy; break;
    case 9: row->permission = any.permission; break;
    case 10: row->unit = any.unit; break;
    case 11: row->item = any.item; break;
    default: row->quantity = any.quantity; break;
    }
}

static void spoil_rest(onward_plan *p, ow_random *random) {
    uint32_t at = ow_random_below(random, p->convoys_count);
    p->convoys[at] = (ow_convoy){any_day(random),    any_index(random), any_index(random),
                                 any_number(random), any_index(random), any_number(random)};
    p->fates[ow_random_below(random, p->fates_count)] =
        (ow_fate_row){any_index(random),  any_index(random), any_number(random),
                      any_number(random), any_day(random),   any_index(random)};
    p->closings[ow_random_below(random, p->closings_count)] =
        (ow_closing){any_index(random), any_day(random), any_day(random)};
    p->levels[ow_random_below(random, p->levels_count)] =
        (ow_level){any_day(random),    any_index(random),  any_number(random),
                   any_number(random), any_number(random), any_number(random)};
    p->points_milli = any_number(random);
    p->bound_points_milli = any_number(random);
    p->gap_percent_milli = any_number(random);
    p->last_out_day = any_day(random);
}

static int64_t check(const onward_plan *p, ow_arena *arena) {
    ow_verdict verdict;
    ow_error error = {0};
    assert_int_equal(ow_check_run(&verdict, scenario, p, arena, &error), OW_OK);
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) {
        assert_true(verdict.total[rule] >= verdict.kept[rule]);
        assert_true(verdict.kept[rule] == OW_VIOLATIONS_MAX ||
                    verdict.kept[rule] == verdict.total[rule]);
    }
    return ow_verdict_total(&verdict);
}

static void test_spoiled_cells(void **state) {
    (void)state;
    ow_random random;
    ow_random_seed(&random, 1, 1);
    for (int i = 0; i < 3000; i++) {
        ow_arena *arena = ow_arena_new();
        onward_plan copy = mutant_of(plan, arena);
        for (uint32_t n = ow_random_below(&random, 9); n > 0; n--) spoil_cell(&copy, &random);
        check(&copy, arena);
        ow_arena_free(arena);
    }
}

static void test_spoiled_rest(void **state) {
    (void)state;
    ow_random random;
    ow_random_seed(&random, 2, 1);
    for (int i = 0; i < 2000; i++) {
        ow_arena *arena = ow_arena_new();
        onward_plan copy = mutant_of(plan, arena);
        spoil_rest(&copy, &random);
        assert_true(check(&copy, arena) > 0);
        ow_arena_free(arena);
    }
}

static void test_nonsense(void **state) {
    (void)state;
    ow_random random;
    ow_random_seed(&random, 3, 1);
    for (int i = 0; i < 500; i++) {
        ow_arena *arena = ow_arena_new();
        onward_plan copy = mutant_of(plan, arena);
        copy.movements_count = ow_random_below(&random, 37 + EXTRA_ROWS);
        for (uint32_t m = 0; m < copy.movements_count; m++)
            copy.movements[m] = any_movement(&random);
        spoil_rest(&copy, &random);
        assert_true(check(&copy, arena) > 0);
        ow_arena_free(arena);
    }
}

/* As much of everything as a table can say: sums must not overflow on the way. */
static void test_enormous(void **state) {
    (void)state;
    ow_arena *arena = ow_arena_new();
    onward_plan copy = mutant_of(plan, arena);
    uint32_t count = 20000;
    copy.movements = OW_ARRAY(arena, count, ow_movement);
    for (uint32_t m = 0; m < count; m++) {
        copy.movements[m] = plan->movements[m % plan->movements_count];
        copy.movements[m].quantity = 10000000;
    }
    copy.movements_count = count;
    for (uint32_t c = 0; c < copy.convoys_count; c++) copy.convoys[c].escort_people = 10000000;
    for (uint32_t f = 0; f < copy.fates_count; f++) copy.fates[f].quantity = 10000000;
    assert_true(check(&copy, arena) > 0);
    ow_arena_free(arena);
}

static void test_empty(void **state) {
    (void)state;
    ow_arena *arena = ow_arena_new();
    onward_plan nothing = {.arena = arena, .last_out_day = INT32_MIN};
    ow_verdict verdict;
    ow_error error = {0};
    assert_int_equal(ow_check_run(&verdict, scenario, &nothing, arena, &error), OW_OK);
    assert_true(verdict.total[OW_RULE_pin] == 2);      /* both pins are missing */
    assert_true(verdict.total[OW_RULE_close_by] == 1); /* hub is open on the last day */
    assert_true(verdict.total[OW_RULE_conservation] == 0);
    ow_arena_free(arena);
}

/* A verdict outlives the plan; its texts are what they say they are. */
static void test_written(void **state) {
    (void)state;
    ow_random random;
    ow_random_seed(&random, 5, 1);
    ow_arena *arena = ow_arena_new();
    onward_plan copy = mutant_of(plan, arena);
    const char **ids = OW_ARRAY(arena, copy.movements_count, const char *);
    for (uint32_t m = 0; m < copy.movements_count; m++) ids[m] = "\xff\x1b[31m\"";
    copy.movement_ids = ids;
    for (uint32_t m = 0; m < copy.movements_count; m++) copy.movements[m].arrive_day++;
    onward_verdict *verdict = NULL;
    onward_error error;
    assert_int_equal(onward_check(&verdict, scenario, &copy, &error), ONWARD_OK);
    ow_arena_free(arena);
    assert_false(onward_verdict_right(verdict));
    assert_true(onward_verdict_count(verdict, "time") >= 30);
    assert_int_equal(onward_verdict_count(verdict, "no such rule"), -1);
    char *text = NULL, *json = NULL;
    assert_int_equal(onward_verdict_text(&text, verdict, &error), ONWARD_OK);
    assert_non_null(strstr(text, "wrong: "));
    assert_non_null(strstr(text, "time: "));
    assert_null(strchr(text, '\x1b'));
    assert_int_equal(onward_verdict_json(&json, verdict, &error), ONWARD_OK);
    json_t *object = json_loads(json, 0, NULL);
    assert_non_null(object);
    assert_int_equal(json_array_size(json_object_get(object, "violations")),
                     onward_verdict_violations(verdict));
    assert_int_equal(json_array_size(json_object_get(object, "rules")), onward_rule_count());
    assert_true(json_is_false(json_object_get(object, "right")));
    assert_null(onward_verdict_violation(verdict, onward_verdict_violations(verdict)));
    json_decref(object);
    onward_text_free(text);
    onward_text_free(json);
    onward_verdict_free(verdict);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoiled_cells), cmocka_unit_test(test_spoiled_rest),
        cmocka_unit_test(test_nonsense),      cmocka_unit_test(test_enormous),
        cmocka_unit_test(test_empty),         cmocka_unit_test(test_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
