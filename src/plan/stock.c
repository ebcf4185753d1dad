/* Stocks at the end of each day, by differences: every movement adds at two or three days, then one
 * pass over the days sums them up. O(units + holdings + movements + sites × days). */
#include "plan/derive.h"

#include <string.h>

int ow_movement_known(const ow_movement *movement, const onward_scenario *scenario) {
    if (movement->link >= scenario->links_count || movement->unit >= scenario->units_count)
        return 0;
    if (movement->from_site >= scenario->sites_count) return 0;
    if (movement->to_site >= scenario->sites_count) return 0;
    return movement->item == OW_NO_INDEX || movement->item < scenario->items_count;
}

int ow_fate_known(const ow_fate_row *fate, const onward_scenario *scenario) {
    return fate->unit < scenario->units_count && fate->item < scenario->items_count &&
           fate->site < scenario->sites_count && fate->fate >= 0 && fate->fate < OW_FATE_COUNT;
}

/* From the end of `day` on so many more. */
static void add(int64_t *row, uint32_t days, int64_t day, int64_t quantity) {
    if (day < (int64_t)days) row[day < 0 ? 0 : day] += quantity;
}

/* From the end of `first` to the end of `last` so many more. */
static void add_between(int64_t *row, uint32_t days, int64_t first, int64_t last,
                        int64_t quantity) {
    if (last < first || last < 0) return;
    add(row, days, first, quantity);
    add(row, days, last + 1, -quantity);
}

static void add_start(ow_stock *stock, const onward_scenario *scenario) {
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        size_t row = (size_t)unit->site * stock->days;
        add(stock->people + row, stock->days, 0, unit->people);
        if (unit->is_guard) add(stock->guards + row, stock->days, 0, unit->people);
        for (uint32_t h = 0; h < unit->holdings_count; h++)
            add(stock->items + row, stock->days, 0,
                scenario->holdings[unit->holdings_first + h].quantity);
    }
}

static void add_people(ow_stock *stock, const onward_scenario *scenario, const ow_movement *m) {
    uint32_t days = stock->days;
    size_t from = (size_t)m->from_site * days, to = (size_t)m->to_site * days;
    add(stock->people + from, days, m->depart_day, -m->quantity);
    add(stock->people + to, days, m->arrive_day, m->quantity);
    int guards = scenario->units[m->unit].is_guard;
    if (guards) {
        add(stock->guards + from, days, m->depart_day, -m->quantity);
        add(stock->guards + to, days, m->arrive_day, m->quantity);
    }
    if (!scenario->links[m->link].touches_host) return;
    size_t pays = scenario->sites[m->from_site].in_host ? from : to;
    int64_t last = (int64_t)m->arrive_day - 1;
    add_between(stock->exposed + pays, days, m->depart_day, last, m->quantity);
    add_between(stock->country_people, days, m->depart_day, last, m->quantity);
    if (guards) add_between(stock->country_guards, days, m->depart_day, last, m->quantity);
}

static void add_movements(ow_stock *stock, const onward_plan *plan,
                          const onward_scenario *scenario) {
    uint32_t days = stock->days;
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        const ow_movement *m = &plan->movements[i];
        if (!ow_movement_known(m, scenario)) continue;
        if (m->item == OW_NO_INDEX) {
            add_people(stock, scenario, m);
            continue;
        }
        add(stock->items + (size_t)m->from_site * days, days, m->depart_day, -m->quantity);
        add(stock->items + (size_t)m->to_site * days, days, m->arrive_day, m->quantity);
    }
    for (uint32_t i = 0; i < plan->fates_count; i++) {
        const ow_fate_row *f = &plan->fates[i];
        if (!ow_fate_known(f, scenario)) continue;
        add(stock->items + (size_t)f->site * days, days, f->day, -f->quantity);
    }
}

/* Escorts are away as long as the vehicles of their convoy; a convoy's fleet is that of its
 * movements. */
static int take_escorts(ow_stock *stock, ow_arena *arena, const onward_plan *plan,
                        const onward_scenario *scenario, ow_times *times) {
    if (!plan->convoys_count) return 1;
    uint32_t *fleet = OW_ARRAY(arena, plan->convoys_count, uint32_t);
    if (!fleet) return 0;
    memset(fleet, 0xff, plan->convoys_count * sizeof *fleet);
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        const ow_movement *m = &plan->movements[i];
        if (m->convoy < plan->convoys_count && fleet[m->convoy] == OW_NO_INDEX)
            fleet[m->convoy] = m->fleet;
    }
    for (uint32_t c = 0; c < plan->convoys_count; c++) {
        const ow_convoy *convoy = &plan->convoys[c];
        if (convoy->from_site >= scenario->sites_count || convoy->escort_people <= 0) continue;
        const ow_ride *ride = ow_times_ride(times, fleet[c], convoy->link, convoy->from_site);
        int64_t last = (int64_t)convoy->day + (ride ? ride->busy_days : 1) - 1;
        add_between(stock->guards + (size_t)convoy->from_site * stock->days, stock->days,
                    convoy->day, last, -convoy->escort_people);
    }
    return 1;
}

static void sum_up(int64_t *row, uint32_t days) {
    for (uint32_t d = 1; d < days; d++) row[d] += row[d - 1];
}

static void sum_all(ow_stock *stock, const onward_scenario *scenario) {
    uint32_t days = stock->days;
    sum_up(stock->country_people, days);
    sum_up(stock->country_guards, days);
    for (uint32_t s = 0; s < stock->sites_count; s++) {
        size_t row = (size_t)s * days;
        sum_up(stock->people + row, days);
        sum_up(stock->guards + row, days);
        sum_up(stock->items + row, days);
        sum_up(stock->exposed + row, days);
        for (uint32_t d = 0; d < days; d++) {
            stock->exposed[row + d] += stock->people[row + d];
            if (!scenario->sites[s].in_host) continue;
            stock->country_people[d] += stock->people[row + d];
            stock->country_guards[d] += stock->guards[row + d];
        }
    }
}

int ow_stock_fill(ow_stock *stock, ow_arena *arena, const onward_plan *plan,
                  const onward_scenario *scenario, ow_times *times) {
    size_t cells = (size_t)scenario->sites_count * scenario->days + 1;
    stock->sites_count = scenario->sites_count;
    stock->days = scenario->days;
    stock->people = OW_ARRAY(arena, cells, int64_t);
    stock->guards = OW_ARRAY(arena, cells, int64_t);
    stock->items = OW_ARRAY(arena, cells, int64_t);
    stock->exposed = OW_ARRAY(arena, cells, int64_t);
    stock->country_people = OW_ARRAY(arena, (size_t)scenario->days + 1, int64_t);
    stock->country_guards = OW_ARRAY(arena, (size_t)scenario->days + 1, int64_t);
    if (!stock->people || !stock->guards || !stock->items || !stock->exposed ||
        !stock->country_people || !stock->country_guards)
        return 0;
    add_start(stock, scenario);
    add_movements(stock, plan, scenario);
    if (!take_escorts(stock, arena, plan, scenario, times)) return 0;
    sum_all(stock, scenario);
    return 1;
}
