/* The scenario and plan of tests/data/all-rules: every rule has something to say there, and is
 * kept. A mutant is a copy of the plan with room for a few more rows. */
#ifndef TESTS_ALL_RULES_H
#define TESTS_ALL_RULES_H

#include "check/check.h"
#include "plan/io.h"
#include "scenario/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define NONE OW_NO_INDEX

enum { EXTRA_ROWS = 64 };

static inline onward_scenario *all_rules_scenario(void) {
    ow_arena *arena = ow_arena_new();
    ow_notices notices;
    ow_notices_init(&notices, arena);
    ow_error error = {0};
    onward_scenario *scenario = NULL;
    if (ow_scenario_load(&scenario, ONWARD_SOURCE_DIR "/tests/data/all-rules", &notices, &error) !=
        OW_OK)
        fail_msg("%s:%d: %s", error.file, (int)error.row, error.message);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return scenario;
}

static inline onward_plan *all_rules_plan(const onward_scenario *scenario) {
    ow_arena *arena = ow_arena_new();
    ow_notices notices;
    ow_notices_init(&notices, arena);
    ow_error error = {0};
    onward_plan *plan = NULL;
    if (ow_plan_read(&plan, ONWARD_SOURCE_DIR "/tests/data/all-rules-plan", scenario, &notices,
                     &error) != OW_OK)
        fail_msg("%s:%d: %s", error.file, (int)error.row, error.message);
    assert_int_equal(notices.errors, 0);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return plan;
}

static inline void *copy_rows(ow_arena *arena, const void *rows, uint32_t count, size_t size) {
    char *copy = ow_arena_array(arena, (size_t)count + EXTRA_ROWS, size);
    if (count > 0) memcpy(copy, rows, count * size);
    return copy;
}

static inline onward_plan mutant_of(const onward_plan *plan, ow_arena *arena) {
    onward_plan copy = *plan;
    copy.arena = arena;
    copy.movement_ids = NULL;
    copy.convoy_ids = NULL;
    copy.movements =
        copy_rows(arena, plan->movements, plan->movements_count, sizeof *plan->movements);
    copy.convoys = copy_rows(arena, plan->convoys, plan->convoys_count, sizeof *plan->convoys);
    copy.closings = copy_rows(arena, plan->closings, plan->closings_count, sizeof *plan->closings);
    copy.fates = copy_rows(arena, plan->fates, plan->fates_count, sizeof *plan->fates);
    copy.levels = copy_rows(arena, plan->levels, plan->levels_count, sizeof *plan->levels);
    return copy;
}

#endif
