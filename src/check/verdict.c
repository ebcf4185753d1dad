/* The public face of a verdict: handle, accessors, text. */
#include "check/verdict.h"

#include "base/buffer.h"
#include "base/fixed.h"
#include "check/check.h"
#include "check/wide.h"

#include <stdlib.h>
#include <string.h>

struct onward_verdict {
    ow_arena *arena;
    ow_verdict found;
    const char *gap;
};

static const struct {
    const char *name, *meaning;
} rules[OW_RULE_COUNT] = {
#define RULE(name, meaning) {#name, meaning},
#include "check/rule.def"
#undef RULE
};

const char *ow_rule_name(ow_rule rule) {
    return rules[rule].name;
}

const char *ow_rule_meaning(ow_rule rule) {
    return rules[rule].meaning;
}

int64_t ow_verdict_total(const ow_verdict *verdict) {
    int64_t sum = 0;
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) sum += verdict->total[rule];
    return sum;
}

const ow_verdict *ow_verdict_of(const onward_verdict *verdict) {
    return &verdict->found;
}

/* What the gap means, in a sentence. It is of the checker's own figures, and only of a plan that is
 * one. */
static const char *gap_text(ow_arena *arena, const ow_verdict *found) {
    int64_t points = found->points_milli, bound = found->bound_milli;
    if (ow_verdict_total(found) > 0) return ow_arena_strdup(arena, "no gap: this is no plan");
    if (bound >= points) return ow_arena_strdup(arena, "0 %: no plan can be better");
    if (bound <= 0) return ow_arena_strdup(arena, "unknown: nothing is proved");
    char percent[24];
    ow_milli_format(percent,
                    ow_wide_clip(ow_wide_ceil(((ow_wide)points - bound) * 100000, points)));
    return ow_arena_printf(arena, "%s %%: no plan can be more than %s %% better", percent, percent);
}

onward_status onward_check(onward_verdict **verdict, const onward_scenario *scenario,
                           const onward_plan *plan, onward_error *error) {
    ow_arena *arena = ow_arena_new();
    onward_verdict *made = arena == NULL ? NULL : OW_NEW(arena, onward_verdict);
    ow_status status = OW_NO_MEMORY;
    if (made == NULL) {
        ow_fail(error, status, "Free some memory.", "memory ran out before the check began");
        goto cleanup;
    }
    made->arena = arena;
    status = ow_check_run(&made->found, scenario, plan, arena, error);
    if (status != OW_OK) goto cleanup;
    made->gap = gap_text(arena, &made->found);
    if (made->gap == NULL) {
        status =
            ow_fail(error, OW_NO_MEMORY, "Free some memory.", "memory ran out after the check");
        goto cleanup;
    }
    *verdict = made;
    arena = NULL;
cleanup:
    ow_arena_free(arena);
    return status;
}

void onward_verdict_free(onward_verdict *verdict) {
    if (verdict != NULL) ow_arena_free(verdict->arena);
}

int onward_verdict_right(const onward_verdict *verdict) {
    return ow_verdict_total(&verdict->found) == 0;
}

uint32_t onward_rule_count(void) {
    return OW_RULE_COUNT;
}

const char *onward_rule_name(uint32_t rule) {
    return rule < OW_RULE_COUNT ? rules[rule].name : NULL;
}

const char *onward_rule_meaning(uint32_t rule) {
    return rule < OW_RULE_COUNT ? rules[rule].meaning : NULL;
}

int64_t onward_verdict_count(const onward_verdict *verdict, const char *rule) {
    if (rule == NULL) return ow_verdict_total(&verdict->found);
    for (int i = 0; i < OW_RULE_COUNT; i++)
        if (strcmp(rules[i].name, rule) == 0) return verdict->found.total[i];
    return -1;
}

uint32_t onward_verdict_violations(const onward_verdict *verdict) {
    uint32_t count = 0;
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) count += verdict->found.kept[rule];
    return count;
}

const onward_violation *onward_verdict_violation(const onward_verdict *verdict, uint32_t place) {
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) {
        if (place < verdict->found.kept[rule]) return &verdict->found.violations[rule][place];
        place -= verdict->found.kept[rule];
    }
    return NULL;
}

const onward_margin *onward_verdict_margin(const onward_verdict *verdict, uint32_t rule) {
    if (rule >= OW_RULE_COUNT || verdict->found.margins[rule].unit == NULL) return NULL;
    return &verdict->found.margins[rule];
}

const onward_limit_margin *onward_verdict_limit(const onward_verdict *verdict, uint32_t limit) {
    return limit < verdict->found.limits_count ? &verdict->found.limits[limit] : NULL;
}

int64_t onward_verdict_points_milli(const onward_verdict *verdict) {
    return verdict->found.points_milli;
}

int64_t onward_verdict_bound_milli(const onward_verdict *verdict) {
    return verdict->found.bound_milli;
}

const char *onward_verdict_gap(const onward_verdict *verdict) {
    return verdict->gap;
}

static void write_rule(ow_buffer *out, const ow_verdict *found, int rule) {
    if (found->total[rule] == 0) return;
    ow_buffer_printf(out, "%s: %lld (%s)\n", rules[rule].name, (long long)found->total[rule],
                     rules[rule].meaning);
    for (uint32_t i = 0; i < found->kept[rule]; i++)
        ow_buffer_printf(out, "  %s\n", found->violations[rule][i].text);
    if (found->total[rule] > found->kept[rule])
        ow_buffer_printf(out, "  … and %lld more\n",
                         (long long)(found->total[rule] - found->kept[rule]));
}

onward_status onward_verdict_text(char **text, const onward_verdict *verdict, onward_error *error) {
    const ow_verdict *found = &verdict->found;
    ow_buffer out = {0};
    int64_t total = ow_verdict_total(found);
    char points[24], bound[24];
    if (total == 0)
        ow_buffer_printf(&out, "right: %u movements in %u missions break none of %d rules\n",
                         found->movements_count, found->missions_count, (int)OW_RULE_COUNT);
    else
        ow_buffer_printf(&out, "wrong: %lld violations in %u movements\n", (long long)total,
                         found->movements_count);
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) write_rule(&out, found, rule);
    ow_buffer_printf(&out, "points %s, bound %s, gap %s\n",
                     ow_milli_format(points, found->points_milli),
                     ow_milli_format(bound, found->bound_milli), verdict->gap);
    if (out.failed) {
        ow_buffer_free(&out);
        return ow_fail(error, OW_NO_MEMORY, "Free some memory.", "memory ran out for a verdict");
    }
    *text = out.data;
    return ONWARD_OK;
}
