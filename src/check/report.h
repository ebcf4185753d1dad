/* How rules say what they found: a place, by how much, and a sentence; and how much room they saw.
 */
#ifndef ONWARD_CHECK_REPORT_H
#define ONWARD_CHECK_REPORT_H

#include "check/verdict.h"
#include "plan/plan.h"
#include "scenario/scenario.h"

typedef struct ow_facts ow_facts;

#define OW_NO_DAY INT32_MIN

typedef struct ow_where {
    uint32_t movement; /* OW_NO_INDEX: none; so the other indexes */
    int32_t day;       /* OW_NO_DAY: none */
    uint32_t site, link, fleet, unit;
} ow_where;

typedef struct ow_report {
    ow_verdict *verdict;
    ow_arena *arena; /* for texts */
    const onward_scenario *scenario;
    const onward_plan *plan;
    int failed; /* memory ran out */
    struct {
        int64_t room;
        const char *unit; /* NULL: none measured */
        ow_where where;
    } margins[OW_RULE_COUNT];
} ow_report;

extern const ow_where ow_nowhere;
ow_where ow_where_row(const ow_report *report, uint32_t movement);
ow_where ow_where_site(uint32_t site, int32_t day);

/* Counts a violation, and keeps it with its text while there is room. */
void ow_check_report(ow_report *report, ow_rule rule, ow_where where, int64_t by,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Remembers the least room of a rule. */
static inline void ow_check_room(ow_report *report, ow_rule rule, int64_t room, const char *unit,
                                 ow_where where) {
    if (report->margins[rule].unit != NULL && room >= report->margins[rule].room) return;
    report->margins[rule].room = room;
    report->margins[rule].unit = unit;
    report->margins[rule].where = where;
}

/* Puts the margins into the verdict; OW_NO_MEMORY if it, or a report before it, ran out of memory.
 */
ow_status ow_report_finish(ow_report *report);

/* "2020-01-31" of a day of the horizon, also beyond it; "" for OW_NO_DAY. In the report's arena. */
const char *ow_report_date(ow_report *report, int32_t day);
/* The movement's id, or m<place>. In the report's arena. */
const char *ow_report_movement(ow_report *report, uint32_t movement);

#endif
