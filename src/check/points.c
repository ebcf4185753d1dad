/* Rule points. Every coefficient is rounded up once to a thousandth; from there on only sums of
 * products, in 128 bits. O(sites × days + movements + missions). */
#include "check/points.h"

#include "base/fixed.h"

/* Of one person at a site at the end of a day. Its three factors need more than 64 bits together.
 */
static ow_wide exposure_rate(const onward_scenario *scenario, uint32_t site, uint32_t day) {
    ow_wide risk = scenario->sites[site].risk_milli;
    int64_t factor = scenario->site_factor_milli[(size_t)site * scenario->days + day];
    return ow_wide_ceil(risk * factor * scenario->points_per_person_day_milli, 1000000);
}

static ow_wide crossing_rate(const onward_scenario *scenario, uint32_t link, int32_t day) {
    ow_wide risk = scenario->links[link].risk_milli;
    if (risk == 0) return 0;
    int64_t factor = scenario->link_factor_milli[(size_t)link * scenario->days + (uint32_t)day];
    return ow_wide_ceil(risk * factor, 1000);
}

static ow_wide sum_exposure(const ow_facts *facts) {
    ow_wide sum = 0;
    for (uint32_t s = 0; s < facts->scenario->sites_count; s++) {
        for (uint32_t d = 0; d < facts->days; d++) {
            size_t at = (size_t)s * facts->days + d;
            int64_t people = facts->people[at] + facts->way[at];
            if (people != 0) sum += people * exposure_rate(facts->scenario, s, d);
        }
    }
    return sum;
}

static ow_wide sum_crossing(const ow_facts *facts) {
    const onward_plan *plan = facts->plan;
    ow_wide sum = 0;
    for (uint32_t m = 0; m < plan->movements_count; m++) {
        const ow_movement *row = &plan->movements[m];
        if (facts->usable[m] && row->item == OW_NO_INDEX)
            sum += row->quantity * crossing_rate(facts->scenario, row->link, row->depart_day);
    }
    for (uint32_t c = 0; c < plan->convoys_count; c++) {
        const ow_convoy *convoy = &plan->convoys[c];
        if (facts->convoy_usable[c])
            sum += 2 * convoy->escort_people *
                   crossing_rate(facts->scenario, convoy->link, convoy->day);
    }
    return sum;
}

static ow_wide sum_open(const ow_facts *facts) {
    ow_wide sum = 0;
    for (uint32_t s = 0; s < facts->scenario->sites_count; s++) {
        const ow_site *site = &facts->scenario->sites[s];
        int64_t days = 0;
        for (uint32_t d = 0; site->in_host && d < facts->days; d++)
            days += facts->open[(size_t)s * facts->days + d];
        sum += (ow_wide)days * site->open_points_milli_per_day;
    }
    return sum;
}

/* Cost per hour, minutes and points per 1000 cost give thousandths of a point over 60 × 10^6. */
static ow_wide sum_lift(const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    ow_wide sum = 0;
    if (scenario->points_per_1000_cost_milli == 0) return 0;
    for (uint32_t i = 0; i < facts->missions_count; i++) {
        const ow_mission *mission = &facts->missions[i];
        ow_wide cost = scenario->fleets[mission->fleet].cost_milli_per_h;
        sum += ow_wide_ceil(cost * mission->cycle_min * scenario->points_per_1000_cost_milli,
                            60000000);
    }
    return sum;
}

static ow_wide sum_fates(const ow_facts *facts) {
    ow_wide sum = 0;
    for (uint32_t f = 0; f < facts->plan->fates_count; f++) {
        const ow_fate_row *row = &facts->plan->fates[f];
        if (facts->fate_usable[f])
            sum += (ow_wide)row->quantity *
                   facts->scenario->items[row->item].fate_points_milli[row->fate];
    }
    return sum;
}

void ow_check_points(ow_report *report, const ow_facts *facts) {
    ow_wide exposure = sum_exposure(facts), crossing = sum_crossing(facts), open = sum_open(facts),
            lift = sum_lift(facts), fates = sum_fates(facts);
    ow_verdict *verdict = report->verdict;
    verdict->cost = (ow_cost){
        ow_wide_clip(exposure), ow_wide_clip(crossing), ow_wide_clip(open),
        ow_wide_clip(lift),     ow_wide_clip(fates),    ow_wide_clip(facts->late_points),
    };
    ow_wide points = exposure + crossing + open + lift + fates + facts->late_points;
    verdict->points_milli = ow_wide_clip(points);
    if (points == facts->plan->points_milli) return;
    char said[24], right[24];
    ow_wide more = facts->plan->points_milli - points;
    ow_check_report(report, OW_RULE_points, ow_nowhere, ow_wide_clip(more < 0 ? -more : more),
                    "the plan says %s points, and its movements cost %s",
                    ow_milli_format(said, facts->plan->points_milli),
                    ow_milli_format(right, verdict->points_milli));
}
