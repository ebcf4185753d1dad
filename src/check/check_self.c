/* Rule self: only items that drive go by themselves, by road, and just their crew goes with them:
 * for each unit, link, direction, day of departure and day of arrival, people = Σ crew × items. One
 * sort of the self rows. */
#include "check/family.h"
#include "check/sort.h"

#include <assert.h>

static void check_row(ow_report *report, const ow_facts *facts, uint32_t m) {
    const onward_scenario *scenario = facts->scenario;
    const ow_movement *row = &facts->plan->movements[m];
    if (scenario->links[row->link].mode != OW_MODE_road)
        ow_check_report(report, OW_RULE_self, ow_where_row(report, m), 0,
                        "%s: it goes self over %s, which is no road", ow_report_movement(report, m),
                        scenario->links[row->link].id);
    if (row->item != OW_NO_INDEX && !scenario->items[row->item].drives)
        ow_check_report(report, OW_RULE_self, ow_where_row(report, m), row->quantity,
                        "%s: %s does not drive", ow_report_movement(report, m),
                        scenario->items[row->item].id);
    if (row->vehicle != 0 || row->trip != 0)
        ow_check_report(report, OW_RULE_self, ow_where_row(report, m), 0,
                        "%s: what goes self has no vehicle and no trip",
                        ow_report_movement(report, m));
}

/* One number for unit, link, direction and day; what arrives when is told apart within. */
static uint64_t group_key(const ow_facts *facts, const ow_movement *row) {
    const onward_scenario *scenario = facts->scenario;
    uint64_t key = (uint64_t)row->unit * scenario->links_count + row->link;
    key = 2 * key + (row->from_site != scenario->links[row->link].from_site);
    key = key * facts->days + (uint32_t)row->depart_day;
    return key * ((uint64_t)facts->days + 1);
}

/* People aboard less crew needed, of the rows that arrive on one day. */
static int64_t crew_left(const ow_facts *facts, const ow_keyed *rows, size_t first, size_t end) {
    ow_wide left = 0;
    for (size_t i = first; i < end; i++) {
        const ow_movement *row = &facts->plan->movements[rows->value[i]];
        left += row->item == OW_NO_INDEX
                    ? (ow_wide)row->quantity
                    : -(ow_wide)row->quantity * facts->scenario->items[row->item].crew;
    }
    return ow_wide_clip(left);
}

static void check_crew(ow_report *report, const ow_facts *facts, const ow_keyed *rows, size_t first,
                       size_t end) {
    int64_t left = crew_left(facts, rows, first, end);
    if (left == 0) return;
    uint32_t m = rows->value[first];
    const onward_scenario *scenario = facts->scenario;
    const ow_movement *row = &facts->plan->movements[m];
    ow_check_report(report, OW_RULE_self, ow_where_row(report, m), left < 0 ? -left : left,
                    "%s: %lld people of %s too %s go self over %s on %s, arriving on %s, for what "
                    "they drive",
                    ow_report_movement(report, m), (long long)(left < 0 ? -left : left),
                    scenario->units[row->unit].id, left < 0 ? "few" : "many",
                    scenario->links[row->link].id, ow_report_date(report, row->depart_day),
                    ow_report_date(report, facts->arrive[m]));
}

ow_status ow_check_family_self(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    ow_wide keys = (ow_wide)scenario->units_count * scenario->links_count * 2 * facts->days;
    assert(keys * (facts->days + 1) <= UINT64_MAX); /* the limits of schema.def see to it */
    ow_keyed rows = {0};
    OW_TRY(ow_keyed_reserve(&rows, (size_t)facts->self_count + 1));
    for (uint32_t i = 0; i < facts->self_count; i++) {
        uint32_t m = facts->self_rows[i];
        check_row(report, facts, m);
        ow_keyed_add(&rows,
                     group_key(facts, &facts->plan->movements[m]) + (uint32_t)facts->arrive[m], m);
    }
    ow_status status = ow_keyed_sort(&rows);
    for (size_t first = 0, end; status == OW_OK && first < rows.count; first = end) {
        for (end = first + 1; end < rows.count && rows.key[end] == rows.key[first];) end++;
        check_crew(report, facts, &rows, first, end);
    }
    ow_keyed_free(&rows);
    return status;
}
