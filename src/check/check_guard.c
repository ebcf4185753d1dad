/* Rule guard: at every host site that is open at the end of a day, guards who are not away as
 * escorts are at least guard_min, and at least guard_per_100 for each hundred others. O(sites ×
 * days). */
#include "check/family.h"

static void check_site(ow_report *report, const ow_facts *facts, uint32_t s) {
    const ow_site *site = &facts->scenario->sites[s];
    if (!site->in_host || (site->guard_min == 0 && site->guard_per_100 == 0)) return;
    for (uint32_t d = 0; d < facts->days; d++) {
        size_t at = (size_t)s * facts->days + d;
        if (!facts->open[at]) continue;
        int64_t guards = facts->guards[at] - facts->away[at];
        int64_t others = facts->people[at] - facts->guards[at];
        int64_t needed = site->guard_min;
        if (others > 0) {
            int64_t share = ow_wide_clip(ow_wide_ceil((ow_wide)others * site->guard_per_100, 100));
            if (share > needed) needed = share;
        }
        ow_where where = ow_where_site(s, (int32_t)d);
        ow_check_room(report, OW_RULE_guard, guards - needed, "guards", where);
        if (guards < needed)
            ow_check_report(report, OW_RULE_guard, where, needed - guards,
                            "%lld guards at %s at the end of %s, which needs %lld",
                            (long long)guards, site->id, ow_report_date(report, (int32_t)d),
                            (long long)needed);
    }
}

ow_status ow_check_family_guard(ow_report *report, const ow_facts *facts) {
    for (uint32_t s = 0; s < facts->scenario->sites_count; s++) check_site(report, facts, s);
    return OW_OK;
}
