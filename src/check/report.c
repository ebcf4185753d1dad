/* Collects violations and margins; see report.h. A text is written only for a violation that is
 * kept, so that a plan with millions of faults costs no more than counting them. */
#include "check/report.h"

#include "base/day.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

const ow_where ow_nowhere = {OW_NO_INDEX, OW_NO_DAY,   OW_NO_INDEX,
                             OW_NO_INDEX, OW_NO_INDEX, OW_NO_INDEX};

ow_where ow_where_row(const ow_report *report, uint32_t movement) {
    const ow_movement *row = &report->plan->movements[movement];
    return (ow_where){movement, row->depart_day, row->from_site, row->link, row->fleet, row->unit};
}

ow_where ow_where_site(uint32_t site, int32_t day) {
    ow_where where = ow_nowhere;
    where.site = site;
    where.day = day;
    return where;
}

/* Memory that ran out is remembered; the text is then empty, and the check fails as a whole. */
static const char *keep(ow_report *report, char *text) {
    if (text == NULL) report->failed = 1;
    return text == NULL ? "" : text;
}

/* A copy, in printable ASCII: what a plan calls its rows must not spoil a terminal or a JSON text.
 */
static const char *id_of(ow_report *report, const char *id) {
    char *copy = ow_arena_strdup(report->arena, id);
    for (char *c = copy; c != NULL && *c != '\0'; c++)
        if (*c < 0x20 || *c > 0x7e) *c = '?';
    return keep(report, copy);
}

static const char *site_id(ow_report *report, uint32_t site) {
    const onward_scenario *scenario = report->scenario;
    return site < scenario->sites_count ? id_of(report, scenario->sites[site].id) : "";
}

static const char *link_id(ow_report *report, uint32_t link) {
    const onward_scenario *scenario = report->scenario;
    return link < scenario->links_count ? id_of(report, scenario->links[link].id) : "";
}

static const char *fleet_id(ow_report *report, uint32_t fleet) {
    const onward_scenario *scenario = report->scenario;
    if (fleet == OW_SELF) return "self";
    return fleet < scenario->fleets_count ? id_of(report, scenario->fleets[fleet].id) : "";
}

static const char *unit_id(ow_report *report, uint32_t unit) {
    const onward_scenario *scenario = report->scenario;
    return unit < scenario->units_count ? id_of(report, scenario->units[unit].id) : "";
}

const char *ow_report_date(ow_report *report, int32_t day) {
    if (day == OW_NO_DAY) return "";
    int64_t date = (int64_t)report->scenario->start_day + day;
    /* Beyond the years that a date can be written in, the day's number says more than a wrong date.
     */
    if (date < -25567 || date > 84005)
        return keep(report, ow_arena_printf(report->arena, "day %d", (int)day));
    char text[11];
    return id_of(report, ow_day_format(text, (int32_t)date));
}

const char *ow_report_movement(ow_report *report, uint32_t movement) {
    if (movement >= report->plan->movements_count) return "";
    if (report->plan->movement_ids != NULL)
        return id_of(report, report->plan->movement_ids[movement]);
    return keep(report, ow_arena_printf(report->arena, "m%u", movement + 1u));
}

static const char *format_text(ow_report *report, const char *format, va_list arguments) {
    char text[512];
    int length = vsnprintf(text, sizeof text, format, arguments);
    assert(length >= 0);
    return id_of(report, text);
}

void ow_check_report(ow_report *report, ow_rule rule, ow_where where, int64_t by,
                     const char *format, ...) {
    ow_verdict *verdict = report->verdict;
    verdict->total[rule]++;
    if (verdict->kept[rule] == OW_VIOLATIONS_MAX) return;
    if (verdict->violations[rule] == NULL)
        verdict->violations[rule] = OW_ARRAY(report->arena, OW_VIOLATIONS_MAX, onward_violation);
    if (verdict->violations[rule] == NULL) {
        report->failed = 1;
        return;
    }
    onward_violation *violation = &verdict->violations[rule][verdict->kept[rule]++];
    violation->rule = ow_rule_name(rule);
    violation->movement = where.movement == OW_NO_INDEX ? -1 : (int64_t)where.movement;
    violation->movement_id = ow_report_movement(report, where.movement);
    violation->date = ow_report_date(report, where.day);
    violation->site_id = site_id(report, where.site);
    violation->link_id = link_id(report, where.link);
    violation->fleet_id = fleet_id(report, where.fleet);
    violation->unit_id = unit_id(report, where.unit);
    violation->by = by;
    va_list arguments;
    va_start(arguments, format);
    violation->text = format_text(report, format, arguments);
    va_end(arguments);
}

ow_status ow_report_finish(ow_report *report) {
    for (int rule = 0; rule < OW_RULE_COUNT; rule++) {
        if (report->margins[rule].unit == NULL) continue;
        const ow_where *where = &report->margins[rule].where;
        report->verdict->margins[rule] = (onward_margin){
            report->margins[rule].unit,         report->margins[rule].room,
            ow_report_date(report, where->day), site_id(report, where->site),
            link_id(report, where->link),       fleet_id(report, where->fleet),
            unit_id(report, where->unit),
        };
    }
    return report->failed ? OW_NO_MEMORY : OW_OK;
}
