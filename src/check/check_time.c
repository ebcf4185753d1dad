/* Rule time: arrivals are those that loading, way and unloading give, and none is after the end.
 * People who go self are held to the arrivals of what they drive by rule self. O(movements). */
#include "check/family.h"

ow_status ow_check_family_time(ow_report *report, const ow_facts *facts) {
    const onward_plan *plan = facts->plan;
    int32_t days = (int32_t)facts->days;
    for (uint32_t m = 0; m < plan->movements_count; m++) {
        if (!facts->usable[m]) continue;
        int32_t said = plan->movements[m].arrive_day, right = facts->arrive[m];
        ow_check_room(report, OW_RULE_time, days - 1 - right, "days before the end",
                      ow_where_row(report, m));
        if (right >= days)
            ow_check_report(report, OW_RULE_time, ow_where_row(report, m), right - days + 1,
                            "%s: it arrives after the end of the horizon",
                            ow_report_movement(report, m));
        else if (said != right)
            ow_check_report(report, OW_RULE_time, ow_where_row(report, m),
                            said > right ? (int64_t)said - right : (int64_t)right - said,
                            "%s: it says that it arrives on %s, and it arrives on %s",
                            ow_report_movement(report, m), ow_report_date(report, said),
                            ow_report_date(report, right));
    }
    return OW_OK;
}
