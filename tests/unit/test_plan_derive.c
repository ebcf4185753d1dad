/* What follows from movements, reckoned by hand from docs/reference/rules.md, and what must always
 * hold. */
#include "plan/derive.h"
#include "base/random.h"
#include "small_plan.h"

#include <onward/library.h>
#include <onward/plan.h>

static ow_stock stock_of(ow_arena *arena, const onward_plan *plan, const onward_scenario *s,
                         ow_times **times) {
    ow_stock stock;
    *times = ow_times_new(arena, s);
    assert_non_null(*times);
    assert_true(ow_stock_fill(&stock, arena, plan, s, *times));
    return stock;
}

static void times_are_those_of_the_rules(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    ow_arena *arena = ow_arena_new();
    ow_times *times = ow_times_new(arena, s);
    uint32_t r1 = ow_scenario_link(s, "r1"), base = ow_scenario_site(s, "base");
    uint32_t home = ow_scenario_site(s, "home");
    const ow_ride *bus = ow_times_ride(times, ow_scenario_fleet(s, "bus"), r1, base);
    assert_int_equal(bus->way_min, 120);
    assert_int_equal(bus->mission_min, 210);
    assert_int_equal(bus->cycle_min, 330); /* and back empty over the same link */
    assert_int_equal(bus->travel_days, 1);
    assert_int_equal(bus->busy_days, 1);
    const ow_ride *cart = ow_times_ride(times, ow_scenario_fleet(s, "cart"), r1, base);
    assert_int_equal(cart->travel_days, 2);
    assert_int_equal(cart->busy_days, 4);
    /* From the depot 10 km, then 100 km loaded, then home by way of the base: 110 km, not 200 km.
     */
    const ow_ride *van = ow_times_ride(times, ow_scenario_fleet(s, "van"), r1, base);
    assert_int_equal(van->cycle_min, 10 + 100 + 110);
    /* The other way round: 110 km to the pick-up, 100 km loaded, 10 km home. */
    van = ow_times_ride(times, ow_scenario_fleet(s, "van"), r1, home);
    assert_int_equal(van->cycle_min, 110 + 100 + 10);
    assert_null(ow_times_ride(times, 0, r1, ow_scenario_site(s, "depot")));
    ow_arena_free(arena);
    ow_scenario_free(s);
}

static void points_are_the_sum_of_their_parts(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    onward_plan *plan = small_plan(s);
    ow_arena *arena = ow_arena_new();
    ow_times *times;
    ow_stock stock = stock_of(arena, plan, s, &times);
    ow_points points;
    assert_true(ow_points_derive(&points, arena, plan, s, &stock, times));
    assert_int_equal(points.exposure, 31000); /* 12, then 7 and 5 on the way, then 7 */
    assert_int_equal(points.crossing, 9500);  /* 15 people, 2 escorts there and back, at 0.5 */
    assert_int_equal(points.open, 30000);     /* three days at 10 */
    assert_int_equal(points.lift, 990);       /* two missions of 5.5 hours at 90 an hour */
    assert_int_equal(points.fates, 7000);
    assert_int_equal(points.lateness, 700000); /* 7 people on one day */
    assert_int_equal(points.missions, 3);
    assert_int_equal(points.total, 778490);
    ow_arena_free(arena);
    ow_plan_free(plan);
    ow_scenario_free(s);
}

static void what_never_leaves_pays_the_horizon_once_more(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    onward_plan *plan = ow_plan_new();
    assert_int_equal(ow_plan_derive(plan, s, NULL), OW_OK);
    /* 15 people on 5 days; 5 days open; days 2, 3, 4 and five more: 15 people and two tonnes late.
     */
    assert_int_equal(plan->points_milli, 75000 + 50000 + 8 * (15 * 100000 + 2 * 10000));
    assert_int_equal(plan->last_out_day, INT32_MIN);
    assert_int_equal(plan->closings_count, 0);
    assert_int_equal(plan->gap_percent_milli, 100000);
    ow_plan_free(plan);
    ow_scenario_free(s);
}

static void closings_and_levels_follow(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    onward_plan *plan = small_plan(s);
    assert_int_equal(ow_plan_derive(plan, s, NULL), OW_OK);
    assert_int_equal(plan->closings_count, 1);
    assert_int_equal(plan->closings[0].site, ow_scenario_site(s, "base"));
    assert_int_equal(plan->closings[0].items_out_day, 2);
    assert_int_equal(plan->closings[0].closed_day, 3);
    assert_int_equal(plan->last_out_day, 3);
    assert_int_equal(plan->levels_count, 5 * 3); /* two host sites and the country */
    /* On day 1 seven are at the base, all guards, and five guards are on the way. */
    const ow_level *day1 = &plan->levels[3];
    assert_int_equal(day1[0].people, 7);
    assert_int_equal(day1[0].guards, 7);
    assert_int_equal(day1[0].items, 1);
    assert_int_equal(day1[2].site, OW_NO_INDEX);
    assert_int_equal(day1[2].people, 12);
    assert_int_equal(day1[2].guards, 12);
    assert_int_equal(day1[2].open, 1);
    assert_int_equal(plan->levels[0].guards, 10);     /* two of twelve escort the bus */
    assert_int_equal(plan->gap_percent_milli, 10083); /* 78490 of 778490, rounded up */
    ow_plan_free(plan);
    ow_scenario_free(s);
}

/* People and items are neither made nor lost: at every day's end all of them are at a site, on the
 * way, or destroyed. */
static void nothing_is_lost(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    onward_plan *plan = small_plan(s);
    ow_arena *arena = ow_arena_new();
    ow_times *times;
    ow_stock stock = stock_of(arena, plan, s, &times);
    for (uint32_t d = 0; d < s->days; d++) {
        int64_t people = 0, items = 0;
        for (uint32_t site = 0; site < s->sites_count; site++) {
            people += stock.people[site * s->days + d];
            items += stock.items[site * s->days + d];
        }
        assert_int_equal(people, d == 1 ? 10 : 15);
        assert_int_equal(items, d >= 2 ? 1 : 2);
    }
    ow_arena_free(arena);
    ow_plan_free(plan);
    ow_scenario_free(s);
}

static uint32_t any_index(ow_random *random) {
    static const uint32_t odd[] = {0, 1, 2, 3, 100, OW_NO_INDEX, OW_SELF, OW_NOT_USABLE};
    return odd[ow_random_below(random, sizeof odd / sizeof *odd)];
}

static int32_t any_day(ow_random *random) {
    static const int32_t odd[] = {-1, 0, 1, 4, 5, INT32_MIN, INT32_MAX, 400000};
    return odd[ow_random_below(random, sizeof odd / sizeof *odd)];
}

static void damage(onward_plan *plan, ow_random *random) {
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        ow_movement *m = &plan->movements[i];
        m->depart_day = any_day(random), m->arrive_day = any_day(random);
        m->link = any_index(random), m->from_site = any_index(random);
        m->to_site = any_index(random), m->fleet = any_index(random);
        m->convoy = any_index(random), m->unit = any_index(random), m->item = any_index(random);
        m->quantity = (int64_t)ow_random_below(random, 10000001) - 5;
    }
    ow_convoy *convoy = plan->convoys;
    convoy->day = any_day(random), convoy->link = any_index(random);
    convoy->from_site = any_index(random), convoy->escort_unit = any_index(random);
    ow_fate_row *fate = plan->fates;
    fate->unit = any_index(random), fate->item = any_index(random), fate->site = any_index(random);
    fate->day = any_day(random), fate->fate = (int64_t)ow_random_below(random, 6) - 1;
}

/* Whatever a table may hold: no crash, no overflow (under the sanitizers), a level for every day.
 */
static void wrong_plans_break_nothing(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    ow_random random;
    ow_random_seed(&random, 20261122, 0);
    for (int i = 0; i < 2000; i++) {
        onward_plan *plan = small_plan(s);
        damage(plan, &random);
        assert_int_equal(ow_plan_derive(plan, s, NULL), OW_OK);
        assert_int_equal(plan->levels_count, 15);
        ow_plan_free(plan);
    }
    ow_scenario_free(s);
}

static void gaps_are_rounded_up(void **state) {
    (void)state;
    assert_int_equal(ow_gap_derive(0, 0), 0);
    assert_int_equal(ow_gap_derive(100, 100), 0);
    assert_int_equal(ow_gap_derive(3, 2), 33334);
    assert_int_equal(ow_gap_derive(1000, 999), 100);
    assert_int_equal(ow_gap_derive(100, 101), -1000);
    assert_int_equal(ow_gap_derive(INT64_C(1000000000000000000), 0), 100000);
}

/* The plan that was reckoned by hand to use every rule says of itself what its movements say. */
static void a_plan_by_hand_agrees(void **state) {
    (void)state;
    onward_scenario *s = NULL;
    onward_plan *plan = NULL, by_hand;
    ow_notices notices;
    ow_error error = {0};
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    ow_status status =
        ow_scenario_load(&s, ONWARD_SOURCE_DIR "/tests/data/all-rules", &notices, &error);
    if (status != OW_OK) fail_msg("%s:%d %s", error.file, (int)error.row, error.message);
    status =
        ow_plan_read(&plan, ONWARD_SOURCE_DIR "/tests/data/all-rules-plan", s, &notices, &error);
    if (status != OW_OK) fail_msg("%s:%d %s", error.file, (int)error.row, error.message);
    assert_int_equal(notices.errors, 0);
    by_hand = *plan;
    assert_int_equal(ow_plan_derive(plan, s, NULL), OW_OK);
    assert_int_equal(plan->points_milli, by_hand.points_milli);
    assert_int_equal(plan->gap_percent_milli, by_hand.gap_percent_milli);
    assert_int_equal(plan->last_out_day, by_hand.last_out_day);
    assert_int_equal(plan->closings_count, by_hand.closings_count);
    assert_memory_equal(plan->closings, by_hand.closings,
                        plan->closings_count * sizeof(ow_closing));
    for (uint32_t i = 0; i < by_hand.levels_count; i++) {
        const ow_level *said = &by_hand.levels[i], *found = NULL;
        for (uint32_t j = 0; j < plan->levels_count; j++)
            if (plan->levels[j].day == said->day && plan->levels[j].site == said->site)
                found = &plan->levels[j];
        assert_non_null(found);
        assert_memory_equal(found, said, sizeof *said);
    }
    ow_plan_free(plan);
    ow_scenario_free(s);
    ow_notices_free(&notices);
    ow_arena_free(arena);
}

static void summaries_say_what_the_plan_does(void **state) {
    (void)state;
    onward_scenario *s = small_scenario();
    onward_plan *plan = small_plan(s);
    onward_summary *summary = NULL;
    char *text = NULL;
    assert_int_equal(ow_plan_derive(plan, s, NULL), OW_OK);
    assert_int_equal(onward_plan_summary(&summary, plan, s, NULL), ONWARD_OK);
    assert_string_equal(summary->last_out_date, "2026-01-04");
    assert_int_equal(summary->start_people, 15);
    assert_int_equal(summary->peak_people, 12);
    assert_int_equal(summary->end_people, 0);
    assert_int_equal(summary->person_days, 31);
    assert_int_equal(summary->risk_person_days, 31);
    assert_int_equal(summary->destroyed, 1);
    assert_int_equal(summary->missions, 3);
    assert_int_equal(summary->closings_count, 1);
    assert_string_equal(summary->closings[0].closed_date, "2026-01-04");
    assert_int_equal(summary->stays_count, 0);
    assert_int_equal(summary->late_count, 1);
    assert_string_equal(summary->late[0].unit_id, "u1");
    assert_int_equal(summary->late[0].people, 7);
    assert_string_equal(summary->late[0].last_late_date, "2026-01-03");
    assert_int_equal(summary->late[0].people_never, 0);
    assert_int_equal(summary->modes[0].missions, 3);
    assert_int_equal(summary->modes[0].people, 15);
    assert_int_equal(summary->modes[0].mass_kg, 1000);
    assert_int_equal(summary->exposure_milli + summary->crossing_milli + summary->open_milli +
                         summary->lift_milli + summary->fates_milli + summary->lateness_milli,
                     plan->points_milli);
    assert_non_null(strstr(summary->gap_text, "10.1 %"));
    /* It outlives what it was made from. */
    ow_plan_free(plan);
    ow_scenario_free(s);
    assert_int_equal(onward_summary_text(&text, summary, NULL), ONWARD_OK);
    assert_non_null(strstr(text, "Last out          2026-01-04"));
    onward_text_free(text);
    assert_int_equal(onward_summary_json(&text, summary, NULL), ONWARD_OK);
    assert_non_null(strstr(text, "\"points_milli\": 778490"));
    onward_text_free(text);
    onward_summary_free(summary);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_those_of_the_rules),
        cmocka_unit_test(points_are_the_sum_of_their_parts),
        cmocka_unit_test(what_never_leaves_pays_the_horizon_once_more),
        cmocka_unit_test(closings_and_levels_follow),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(wrong_plans_break_nothing),
        cmocka_unit_test(gaps_are_rounded_up),
        cmocka_unit_test(a_plan_by_hand_agrees),
        cmocka_unit_test(summaries_say_what_the_plan_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
