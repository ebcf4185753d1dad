/* What a plan costs, in exact thousandths of a point (docs/reference/rules.md, "Points").
 * Each coefficient is rounded up once; then only sums and products of integers follow. They are
 * taken in 128 bits and cut off at POINTS_MAX, which no plan that keeps the rules comes near.
 * Lateness is linear in what is at the destination, so each movement into or out of it changes the
 * sum by its quantity times the days that still count: no day is walked through twice. O(units +
 * holdings + movements + sites × days). */
#include "plan/derive.h"
#include "plan/missions.h"

#define POINTS_MAX INT64_C(1000000000000000000)

__extension__ typedef __int128 wide;

typedef struct sums {
    wide exposure, crossing, open, lift, fates, lateness;
    int64_t missions;
} sums;

static int64_t cut(wide value) {
    if (value > POINTS_MAX) return POINTS_MAX;
    return value < -POINTS_MAX ? -POINTS_MAX : (int64_t)value;
}

/* ⌈a / b⌉ for a >= 0. */
static int64_t up(wide a, wide b) {
    return cut((a + b - 1) / b);
}

static int64_t exposure_rate(const onward_scenario *scenario, uint32_t site, uint32_t day) {
    int64_t factor = scenario->site_factor_milli[(size_t)site * scenario->days + day];
    return up((wide)scenario->sites[site].risk_milli * factor *
                  scenario->points_per_person_day_milli,
              1000000);
}

static int64_t crossing_rate(const onward_scenario *scenario, uint32_t link, int32_t day) {
    if (day < 0 || day >= (int64_t)scenario->days) return 0;
    int64_t factor = scenario->link_factor_milli[(size_t)link * scenario->days + (size_t)day];
    return up((wide)scenario->links[link].risk_milli * factor, 1000);
}

static int64_t lift_rate(const onward_scenario *scenario, uint32_t fleet, int64_t cycle_min) {
    return up((wide)scenario->fleets[fleet].cost_milli_per_h * cycle_min *
                  scenario->points_per_1000_cost_milli,
              60000000);
}

static int64_t late_rate(const onward_scenario *scenario, uint32_t item) {
    if (item == OW_NO_INDEX) return scenario->points_per_late_person_day_milli;
    return up((wide)scenario->items[item].mass_kg * scenario->points_per_late_tonne_day_milli,
              1000);
}

/* Days from `day` on whose end counts as late, and the horizon once more for what never comes. */
static int64_t late_days(const onward_scenario *scenario, const ow_unit *unit, int64_t day) {
    int64_t days = scenario->days, first = 0;
    if (unit->due_day != OW_NO_INDEX) first = (int64_t)unit->due_day + 1;
    if (day >= days) return 0;
    if (first < day) first = day;
    return days + (first < days ? days - first : 0);
}

static void count_stock(sums *sum, const onward_scenario *scenario, const ow_stock *stock) {
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        const ow_site *site = &scenario->sites[s];
        for (uint32_t d = 0; d < stock->days; d++) {
            int64_t people = stock->exposed[(size_t)s * stock->days + d];
            if (people) sum->exposure += (wide)people * exposure_rate(scenario, s, d);
            if (site->in_host && ow_stock_open(stock, s, d))
                sum->open += site->open_points_milli_per_day;
        }
    }
}

static void count_start(sums *sum, const onward_scenario *scenario) {
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        if (!unit->pays_late || unit->site == unit->destination) continue;
        int64_t days = late_days(scenario, unit, 0);
        sum->lateness += (wide)unit->people * late_rate(scenario, OW_NO_INDEX) * days;
        for (uint32_t h = 0; h < unit->holdings_count; h++) {
            const ow_holding *holding = &scenario->holdings[unit->holdings_first + h];
            sum->lateness += (wide)holding->quantity * late_rate(scenario, holding->item) * days;
        }
    }
}

static void count_movement(sums *sum, const onward_scenario *scenario, const ow_movement *m) {
    const ow_unit *unit = &scenario->units[m->unit];
    if (m->item == OW_NO_INDEX)
        sum->crossing += (wide)m->quantity * crossing_rate(scenario, m->link, m->depart_day);
    if (!unit->pays_late || m->from_site == m->to_site) return;
    wide rate = (wide)m->quantity * late_rate(scenario, m->item);
    if (m->to_site == unit->destination)
        sum->lateness -= rate * late_days(scenario, unit, m->arrive_day);
    if (m->from_site == unit->destination)
        sum->lateness += rate * late_days(scenario, unit, m->depart_day < 0 ? 0 : m->depart_day);
}

/* What gets a fate at its destination leaves it and is accounted for, both at once. */
static void count_fate(sums *sum, const onward_scenario *scenario, const ow_fate_row *f) {
    const ow_unit *unit = &scenario->units[f->unit];
    sum->fates += (wide)f->quantity * scenario->items[f->item].fate_points_milli[f->fate];
    if (!unit->pays_late || f->site == unit->destination) return;
    sum->lateness -= (wide)f->quantity * late_rate(scenario, f->item) *
                     late_days(scenario, unit, f->day < 0 ? 0 : f->day);
}

static int count_lift(sums *sum, ow_arena *arena, const onward_plan *plan,
                      const onward_scenario *scenario, ow_times *times) {
    uint32_t *firsts, count;
    if (!ow_missions_list(&firsts, &count, arena, plan, scenario)) return 0;
    for (uint32_t i = 0; i < count; i++) {
        const ow_movement *m = &plan->movements[firsts[i]];
        const ow_ride *ride = ow_times_ride(times, m->fleet, m->link, m->from_site);
        if (ride) sum->lift += lift_rate(scenario, m->fleet, ride->cycle_min);
    }
    sum->missions = count;
    return 1;
}

static void count_escorts(sums *sum, const onward_plan *plan, const onward_scenario *scenario) {
    for (uint32_t c = 0; c < plan->convoys_count; c++) {
        const ow_convoy *convoy = &plan->convoys[c];
        if (convoy->link >= scenario->links_count) continue;
        sum->crossing +=
            (wide)convoy->escort_people * 2 * crossing_rate(scenario, convoy->link, convoy->day);
    }
}

int ow_points_derive(ow_points *points, ow_arena *arena, const onward_plan *plan,
                     const onward_scenario *scenario, const ow_stock *stock, ow_times *times) {
    sums sum = {0, 0, 0, 0, 0, 0, 0};
    count_stock(&sum, scenario, stock);
    count_start(&sum, scenario);
    for (uint32_t i = 0; i < plan->movements_count; i++)
        if (ow_movement_known(&plan->movements[i], scenario))
            count_movement(&sum, scenario, &plan->movements[i]);
    for (uint32_t i = 0; i < plan->fates_count; i++)
        if (ow_fate_known(&plan->fates[i], scenario)) count_fate(&sum, scenario, &plan->fates[i]);
    count_escorts(&sum, plan, scenario);
    if (!count_lift(&sum, arena, plan, scenario, times)) return 0;
    *points = (ow_points){cut(sum.exposure),
                          cut(sum.crossing),
                          cut(sum.open),
                          cut(sum.lift),
                          cut(sum.fates),
                          cut(sum.lateness),
                          0,
                          sum.missions};
    points->total =
        cut(sum.exposure + sum.crossing + sum.open + sum.lift + sum.fates + sum.lateness);
    return 1;
}
