/* Figures of the page: stocks, closings and points as src/plan derives them, missions put together
 * from their rows, and levels by any measure that a limit can have. A plan that breaks rules is
 * drawn as it is: rows that refer to nothing are passed over and counted. */
#include "export/html.h"

#include <stdlib.h>

typedef struct row_key {
    uint32_t row;
    const ow_movement *m;
} row_key;

static int compare_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

/* By day, link, direction, fleet, then what tells missions apart; self goes by unit. */
static int compare_rows(const void *left, const void *right) {
    const row_key *ka = left, *kb = right;
    const ow_movement *a = ka->m, *b = kb->m;
    if (a->depart_day != b->depart_day) return a->depart_day < b->depart_day ? -1 : 1;
    int order = compare_u32(a->link, b->link);
    if (!order) order = compare_u32(a->from_site, b->from_site);
    if (!order) order = compare_u32(a->fleet, b->fleet);
    if (!order) order = compare_u32(a->vehicle, b->vehicle);
    if (!order) order = compare_u32(a->trip, b->trip);
    if (!order && a->fleet == OW_SELF) order = compare_u32(a->unit, b->unit);
    if (!order) order = compare_u32(a->permission, b->permission);
    if (!order && a->fleet == OW_SELF && a->arrive_day != b->arrive_day)
        return a->arrive_day < b->arrive_day ? -1 : 1;
    return order ? order : compare_u32(ka->row, kb->row);
}

static int same_mission(const ow_movement *a, const ow_movement *b) {
    if (a->depart_day != b->depart_day || a->link != b->link || a->from_site != b->from_site)
        return 0;
    if (a->fleet != b->fleet || a->vehicle != b->vehicle || a->trip != b->trip) return 0;
    if (a->permission != b->permission) return 0;
    return a->fleet != OW_SELF || (a->unit == b->unit && a->arrive_day == b->arrive_day);
}

static void add_row(ow_page_mission *mission, const ow_movement *m) {
    if (m->item == OW_NO_INDEX)
        mission->people += m->quantity;
    else
        mission->items += m->quantity;
    if (m->fleet == OW_SELF && m->item != OW_NO_INDEX) mission->vehicles += m->quantity;
    if (m->arrive_day > mission->arrive_day) mission->arrive_day = m->arrive_day;
}

static int fill_missions(ow_page *page) {
    const onward_plan *plan = page->plan;
    size_t room = (size_t)plan->movements_count + 1;
    row_key *rows = malloc(room * sizeof *rows);
    page->missions = OW_ARRAY(page->arena, room, ow_page_mission);
    if (!rows || !page->missions) {
        free(rows);
        return 0;
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->movements_count; i++) {
        if (ow_movement_known(&plan->movements[i], page->scenario))
            rows[count++] = (row_key){i, &plan->movements[i]};
        else
            page->rows_unknown++;
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    for (uint32_t i = 0; i < count; i++) {
        const ow_movement *m = rows[i].m;
        if (i == 0 || !same_mission(rows[i - 1].m, m))
            page->missions[page->missions_count++] = (ow_page_mission){m->depart_day,
                                                                       m->arrive_day,
                                                                       m->link,
                                                                       m->from_site,
                                                                       m->to_site,
                                                                       m->fleet,
                                                                       m->permission,
                                                                       m->fleet != OW_SELF,
                                                                       0,
                                                                       0};
        add_row(&page->missions[page->missions_count - 1], m);
    }
    free(rows);
    return 1;
}

static void fill_start(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        page->start_people[unit->site] += unit->people;
        for (uint32_t h = 0; h < unit->holdings_count; h++)
            page->start_items[unit->site] += scenario->holdings[unit->holdings_first + h].quantity;
    }
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        if (!scenario->sites[s].in_host) continue;
        page->host_sites[page->host_sites_count++] = s;
        page->host_start_people += page->start_people[s];
        page->host_start_items += page->start_items[s];
    }
}

static void fill_country(ow_page *page) {
    const ow_stock *stock = &page->stock;
    for (uint32_t d = 0; d < stock->days; d++) {
        int64_t there = 0;
        for (uint32_t i = 0; i < page->host_sites_count; i++) {
            size_t place = (size_t)page->host_sites[i] * stock->days + d;
            there += stock->people[place];
            page->host_items[d] += stock->items[place];
            page->open_sites[d] += ow_stock_open(stock, page->host_sites[i], d);
        }
        page->way_people[d] = stock->country_people[d] - there;
    }
}

/* The bound that is shown is one that was both claimed and proved. Without a verdict there is none.
 */
static void fill_verdict(ow_page *page) {
    onward_error error;
    if (onward_check(&page->verdict, page->scenario, page->plan, &error) != ONWARD_OK) {
        page->verdict = NULL;
        return;
    }
    int64_t proved = onward_verdict_bound_milli(page->verdict);
    int64_t claimed = page->plan->bound_points_milli;
    page->bound_milli = proved < claimed ? proved : claimed;
}

int ow_html_model(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    size_t sites = (size_t)scenario->sites_count + 1, days = (size_t)scenario->days + 1;
    page->host_sites = OW_ARRAY(page->arena, sites, uint32_t);
    page->start_people = OW_ARRAY(page->arena, sites, int64_t);
    page->start_items = OW_ARRAY(page->arena, sites, int64_t);
    page->open_sites = OW_ARRAY(page->arena, days, int64_t);
    page->host_items = OW_ARRAY(page->arena, days, int64_t);
    page->way_people = OW_ARRAY(page->arena, days, int64_t);
    page->times = ow_times_new(page->arena, scenario);
    if (!page->host_sites || !page->start_people || !page->start_items || !page->open_sites ||
        !page->host_items || !page->way_people || !page->times)
        return 0;
    if (!ow_stock_fill(&page->stock, page->arena, page->plan, scenario, page->times) ||
        !ow_closings_derive(&page->closings, &page->closings_count, page->arena, scenario,
                            &page->stock) ||
        !ow_points_derive(&page->points, page->arena, page->plan, scenario, &page->stock,
                          page->times) ||
        !fill_missions(page))
        return 0;
    for (uint32_t i = 0; i < page->plan->fates_count; i++)
        page->rows_unknown += !ow_fate_known(&page->plan->fates[i], scenario);
    fill_start(page);
    fill_country(page);
    fill_verdict(page);
    page->host_name = ow_html_country(scenario->host_country);
    if (!page->host_name) page->host_name = scenario->host_country;
    return 1;
}

static int in_scope(const ow_page *page, const ow_page_measure *measure, uint32_t site) {
    if (measure->scope == OW_SCOPE_site) return site == measure->site;
    return page->scenario->sites[site].in_host;
}

static int counts_unit(const ow_page *page, const ow_page_measure *measure, uint32_t unit) {
    const ow_unit *row = &page->scenario->units[unit];
    if (measure->scope == OW_SCOPE_party && row->party != measure->party) return 0;
    if (measure->measure != OW_MEASURE_people || measure->capability == OW_NO_INDEX) return 1;
    return (row->capability == measure->capability) != (measure->others != 0);
}

static void shift(int64_t *level, uint32_t days, int64_t day, int64_t quantity) {
    if (day < (int64_t)days) level[day < 0 ? 0 : day] += quantity;
}

static void level_start(int64_t *level, const ow_page *page, const ow_page_measure *measure) {
    const onward_scenario *scenario = page->scenario;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        if (!in_scope(page, measure, unit->site) || !counts_unit(page, measure, u)) continue;
        if (measure->measure == OW_MEASURE_people) level[0] += unit->people;
        for (uint32_t h = 0; measure->measure == OW_MEASURE_items && h < unit->holdings_count;
             h++) {
            const ow_holding *holding = &scenario->holdings[unit->holdings_first + h];
            if (measure->item == OW_NO_INDEX || measure->item == holding->item)
                level[0] += holding->quantity;
        }
    }
}

static void level_moves(int64_t *level, const ow_page *page, const ow_page_measure *measure) {
    uint32_t days = page->scenario->days;
    for (uint32_t i = 0; i < page->plan->movements_count; i++) {
        const ow_movement *m = &page->plan->movements[i];
        if (!ow_movement_known(m, page->scenario)) continue;
        if ((m->item == OW_NO_INDEX) != (measure->measure == OW_MEASURE_people)) continue;
        if (measure->item != OW_NO_INDEX && m->item != measure->item) continue;
        if (!counts_unit(page, measure, m->unit)) continue;
        if (in_scope(page, measure, m->from_site)) shift(level, days, m->depart_day, -m->quantity);
        if (in_scope(page, measure, m->to_site)) shift(level, days, m->arrive_day, m->quantity);
        if (!measure->on_the_way || !page->scenario->links[m->link].touches_host) continue;
        if (m->arrive_day <= m->depart_day) continue;
        shift(level, days, m->depart_day, m->quantity);
        shift(level, days, m->arrive_day, -m->quantity);
    }
    for (uint32_t i = 0; measure->measure == OW_MEASURE_items && i < page->plan->fates_count; i++) {
        const ow_fate_row *fate = &page->plan->fates[i];
        if (!ow_fate_known(fate, page->scenario)) continue;
        if (measure->item != OW_NO_INDEX && fate->item != measure->item) continue;
        if (counts_unit(page, measure, fate->unit) && in_scope(page, measure, fate->site))
            shift(level, days, fate->day, -fate->quantity);
    }
}

/* Guards away as escorts do not count as guards; how long, depends on the fleet of their convoy. */
static void level_escorts(int64_t *level, const ow_page *page, const ow_page_measure *measure) {
    const onward_plan *plan = page->plan;
    uint32_t *fleets = malloc((plan->convoys_count + (size_t)1) * sizeof *fleets);
    if (!fleets) return;
    for (uint32_t c = 0; c < plan->convoys_count; c++) fleets[c] = OW_NO_INDEX;
    for (uint32_t i = 0; i < plan->movements_count; i++)
        if (plan->movements[i].convoy < plan->convoys_count)
            fleets[plan->movements[i].convoy] = plan->movements[i].fleet;
    for (uint32_t c = 0; c < plan->convoys_count; c++) {
        const ow_convoy *convoy = &plan->convoys[c];
        if (convoy->escort_unit >= page->scenario->units_count || convoy->escort_people <= 0)
            continue;
        if (convoy->from_site >= page->scenario->sites_count) continue;
        if (!in_scope(page, measure, convoy->from_site)) continue;
        if (!counts_unit(page, measure, convoy->escort_unit)) continue;
        const ow_ride *ride =
            ow_times_ride(page->times, fleets[c], convoy->link, convoy->from_site);
        shift(level, page->scenario->days, convoy->day, -convoy->escort_people);
        shift(level, page->scenario->days, convoy->day + (ride ? ride->busy_days : 1),
              convoy->escort_people);
    }
    free(fleets);
}

void ow_html_level(int64_t *level, const ow_page *page, const ow_page_measure *measure) {
    uint32_t days = page->scenario->days;
    if (measure->measure == OW_MEASURE_sites) {
        for (uint32_t d = 0; d < days; d++)
            level[d] = measure->scope == OW_SCOPE_site
                           ? ow_stock_open(&page->stock, measure->site, d)
                           : page->open_sites[d];
        return;
    }
    for (uint32_t d = 0; d < days; d++) level[d] = 0;
    level_start(level, page, measure);
    level_moves(level, page, measure);
    if (measure->measure == OW_MEASURE_people && !measure->others &&
        measure->capability != OW_NO_INDEX &&
        measure->capability == page->scenario->guard_capability)
        level_escorts(level, page, measure);
    for (uint32_t d = 1; d < days; d++) level[d] += level[d - 1];
}
