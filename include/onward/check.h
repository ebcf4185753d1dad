/* The checker: is this a plan for this scenario, what does it cost, and how good is it provably?
 * It shares no code with the planner, works in integers, and trusts nothing that a plan says
 * (docs/reference/rules.md is what it holds a plan to).
 * Threads: scenario and plan are only read; several checks may run at once. A verdict keeps no
 * pointer to either. Cost: linear in movements, and in sites × days; about a second for a million
 * movements. */
#ifndef ONWARD_CHECK_H
#define ONWARD_CHECK_H

#include <onward/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct onward_verdict onward_verdict;

/* One breach of one rule. Strings are owned by the verdict; "" where there is nothing to name. */
typedef struct onward_violation {
    const char *rule;        /* its name */
    const char *movement_id; /* the movement, or the first one of the mission */
    int64_t movement;        /* its place in movements.csv, from 0; -1: none */
    const char *date;        /* "YYYY-MM-DD" */
    const char *site_id, *link_id, *fleet_id, *unit_id;
    int64_t by;       /* by how much, in the unit that the text names; 0 where it is no quantity */
    const char *text; /* a sentence with names and figures */
} onward_violation;

/* The place where a rule has least room left: 0 is tight, below 0 is a breach. */
typedef struct onward_margin {
    const char
        *unit; /* of room: "people", "missions", "minutes", ...; NULL: nothing was measured */
    int64_t room;
    const char *date, *site_id, *link_id, *fleet_id,
        *unit_id; /* "" where there is nothing to name */
} onward_margin;

/* The day on which a limit of the scenario has least room. */
typedef struct onward_limit_margin {
    const char *limit_id;
    int applies; /* 0: it never applied (its interval is empty, or its site was never open) */
    int64_t room;
    const char *date;
} onward_limit_margin;

/* Checks. *verdict is owned by the caller (onward_verdict_free). ONWARD_OK says that the check was
 * made, not that the plan is right: ask onward_verdict_right. ONWARD_NO_MEMORY or ONWARD_LIMIT
 * otherwise. */
ONWARD_API onward_status onward_check(onward_verdict **verdict, const onward_scenario *scenario,
                                      const onward_plan *plan, onward_error *error);
ONWARD_API void onward_verdict_free(onward_verdict *verdict); /* NULL allowed */

/* 1: no rule is broken, the points are exact, the bound is proved. */
ONWARD_API int onward_verdict_right(const onward_verdict *verdict);

/* The rules, 0 .. onward_rule_count() - 1. NULL beyond. */
ONWARD_API uint32_t onward_rule_count(void);
ONWARD_API const char *onward_rule_name(uint32_t rule);
ONWARD_API const char *onward_rule_meaning(uint32_t rule);

/* Breaches of one rule, kept or not; of all rules if rule is NULL; -1 if there is no rule of that
 * name. */
ONWARD_API int64_t onward_verdict_count(const onward_verdict *verdict, const char *rule);
/* The kept ones, rule by rule: up to 100 of each rule. NULL beyond the last. */
ONWARD_API uint32_t onward_verdict_violations(const onward_verdict *verdict);
ONWARD_API const onward_violation *onward_verdict_violation(const onward_verdict *verdict,
                                                            uint32_t place);
/* The margin of a rule, by its place; NULL where none was measured. */
ONWARD_API const onward_margin *onward_verdict_margin(const onward_verdict *verdict, uint32_t rule);
/* The margins of the scenario's limits, in its order; NULL beyond the last. */
ONWARD_API const onward_limit_margin *onward_verdict_limit(const onward_verdict *verdict,
                                                           uint32_t limit);

/* In thousandths of a point, as the checker reckons them: what the movements cost (INT64_MAX if
 * beyond), and what the proof proves that no plan can be below (0 without a proof). */
ONWARD_API int64_t onward_verdict_points_milli(const onward_verdict *verdict);
ONWARD_API int64_t onward_verdict_bound_milli(const onward_verdict *verdict);
/* The gap in words, for one line of a report; owned by the verdict. */
ONWARD_API const char *onward_verdict_gap(const onward_verdict *verdict);

/* The verdict as text for people, and as a JSON object. *text is NUL-terminated and owned by the
 * caller: onward_text_free it (onward/scenario.h). */
ONWARD_API onward_status onward_verdict_text(char **text, const onward_verdict *verdict,
                                             onward_error *error);
ONWARD_API onward_status onward_verdict_json(char **text, const onward_verdict *verdict,
                                             onward_error *error);

#ifdef __cplusplus
}
#endif
#endif
