/* struct ow_verdict: what the checker found. Every violation is counted; of each rule the first
 * OW_VIOLATIONS_MAX are kept with their texts. All strings live in the arena given to ow_check_run,
 * so that a verdict outlives scenario and plan. */
#ifndef ONWARD_CHECK_VERDICT_H
#define ONWARD_CHECK_VERDICT_H

#include "base/arena.h"
#include "base/status.h"

#include <onward/check.h>

#define OW_VIOLATIONS_MAX 100

typedef enum ow_rule {
#define RULE(name, meaning) OW_RULE_##name,
#include "check/rule.def"
#undef RULE
    OW_RULE_COUNT
} ow_rule;

/* What a plan costs, in thousandths, by what it pays for. */
typedef struct ow_cost {
    int64_t exposure, crossing, open, lift, fates, lateness;
} ow_cost;

typedef struct ow_verdict {
    int64_t total[OW_RULE_COUNT];                /* violations found */
    uint32_t kept[OW_RULE_COUNT];                /* of them in violations */
    onward_violation *violations[OW_RULE_COUNT]; /* in the order in which they were found */
    onward_margin margins[OW_RULE_COUNT];        /* unit NULL: none was measured */
    uint32_t limits_count;
    onward_limit_margin *limits; /* one a limit of the scenario, in its order */
    int64_t plan_points_milli;   /* as the plan says */
    int64_t plan_bound_milli;    /* as the plan says */
    int64_t points_milli;        /* as the movements say; INT64_MAX where it is beyond that */
    int64_t bound_milli;         /* as the proof proves; 0 without one */
    ow_cost cost;
    uint32_t movements_count, missions_count;
} ow_verdict;

const char *ow_rule_name(ow_rule rule);
const char *ow_rule_meaning(ow_rule rule);
/* Violations of all rules. */
int64_t ow_verdict_total(const ow_verdict *verdict);
/* What is inside a public verdict. */
const ow_verdict *ow_verdict_of(const onward_verdict *verdict);

#endif
