/* Levels from the changes that stock.c left: running sums over the days, which sites are open when,
 * when they close, and the sums over the host country. O(sites × days + limits × days). */
#include "check/series.h"

static void sum_days(int64_t *level, uint32_t days) {
    for (uint32_t d = 1; d < days; d++) level[d] += level[d - 1];
}

static void mark_start(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    for (uint32_t c = 0; c < facts->commodities_count; c++) {
        if (facts->quantity[c] <= 0) continue;
        uint32_t unit =
            c < scenario->units_count ? c : scenario->holdings[c - scenario->units_count].unit;
        facts->open_at_start[scenario->units[unit].site] = 1;
    }
}

/* The first day on which a site that was open is not: where it may not open again, it has closed.
 */
static int32_t closing_day(const ow_facts *facts, uint32_t site) {
    const uint8_t *open = &facts->open[(size_t)site * facts->days];
    int was_open = facts->open_at_start[site];
    for (uint32_t d = 0; d < facts->days; d++) {
        if (was_open && !open[d]) return (int32_t)d;
        if (open[d]) was_open = 1;
    }
    return OW_NEVER;
}

static void open_days(ow_facts *facts, uint32_t site) {
    size_t first = (size_t)site * facts->days;
    facts->ever_open[site] = facts->open_at_start[site];
    for (uint32_t d = 0; d < facts->days; d++) {
        facts->open[first + d] = facts->people[first + d] > 0 || facts->items[first + d] > 0;
        if (facts->open[first + d]) facts->ever_open[site] = 1;
    }
    facts->closing[site] =
        facts->scenario->sites[site].closes_once ? closing_day(facts, site) : OW_NEVER;
}

static void add_to_host(ow_facts *facts, uint32_t site) {
    for (uint32_t d = 0; d < facts->days; d++) {
        size_t at = (size_t)site * facts->days + d;
        facts->host_people[d] += facts->people[at];
        facts->host_items[d] += facts->items[at];
        facts->host_away[d] += facts->away[at];
        facts->host_open[d] += facts->open[at];
    }
}

ow_status ow_facts_levels(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    uint32_t sites = scenario->sites_count, days = facts->days;
    facts->open = OW_ARRAY(facts->arena, (size_t)sites * days, uint8_t);
    facts->open_at_start = OW_ARRAY(facts->arena, sites, uint8_t);
    facts->ever_open = OW_ARRAY(facts->arena, sites, uint8_t);
    facts->closing = OW_ARRAY(facts->arena, sites, int32_t);
    facts->host_people = OW_ARRAY(facts->arena, days, int64_t);
    facts->host_items = OW_ARRAY(facts->arena, days, int64_t);
    facts->host_away = OW_ARRAY(facts->arena, days, int64_t);
    facts->host_open = OW_ARRAY(facts->arena, days, int64_t);
    if (!facts->open || !facts->open_at_start || !facts->ever_open || !facts->closing ||
        !facts->host_people || !facts->host_items || !facts->host_away || !facts->host_open)
        return OW_NO_MEMORY;
    mark_start(facts);
    ow_series_sum(facts);
    sum_days(facts->host_way, days);
    sum_days(facts->way_guards, days);
    for (uint32_t s = 0; s < sites; s++) {
        size_t first = (size_t)s * days;
        int64_t *levels[] = {facts->people, facts->guards, facts->items, facts->away, facts->way};
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
            sum_days(levels[i] + first, days);
        open_days(facts, s);
        if (scenario->sites[s].in_host) add_to_host(facts, s);
    }
    return OW_OK;
}
