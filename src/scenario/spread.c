/* Intervals spread over the days of the horizon. Rows of fleet_days that overlap add up; closures
 * that overlap close once; overlaps of site_capacity and risk_days were refused before. Cost: days
 * × (sites + links + fleets), plus the days of every interval. */
#include "scenario/internal.h"

typedef struct interval {
    int64_t first, last;
} interval;

static interval days_of(const onward_scenario *s, int64_t from_date, int64_t to_date) {
    interval days;
    ow_scenario_interval(s, from_date, to_date, &days.first, &days.last);
    return days;
}

static int64_t *filled(ow_arena *arena, size_t count, int64_t value) {
    int64_t *numbers = OW_ARRAY(arena, count, int64_t);
    for (size_t i = 0; numbers && value != 0 && i < count; i++) numbers[i] = value;
    return numbers;
}

static void spread_vehicles(onward_scenario *s) {
    for (uint32_t i = 0; i < s->rows.fleet_days.count; i++) {
        const ow_fleet_days_row *row = &s->rows.fleet_days.data[i];
        interval days = days_of(s, row->from_date, row->to_date);
        size_t base = (size_t)ow_scenario_fleet(s, row->fleet_id) * s->days;
        for (int64_t d = days.first; d <= days.last; d++)
            s->vehicles[base + (size_t)d] += row->vehicles;
    }
}

static void spread_capacity(onward_scenario *s) {
    for (uint32_t i = 0; i < s->rows.site_capacity.count; i++) {
        const ow_site_capacity_row *row = &s->rows.site_capacity.data[i];
        interval days = days_of(s, row->from_date, row->to_date);
        size_t place =
            (size_t)ow_scenario_site(s, row->site_id) * OW_MODE_COUNT + (size_t)row->mode;
        for (int64_t d = days.first; d <= days.last; d++)
            s->site_capacity[place * s->days + (size_t)d] = row->missions_per_day;
    }
}

static void spread_risk(onward_scenario *s) {
    for (uint32_t i = 0; i < s->rows.risk_days.count; i++) {
        const ow_risk_days_row *row = &s->rows.risk_days.data[i];
        interval days = days_of(s, row->from_date, row->to_date);
        int is_site = *row->site_id != '\0';
        int64_t *factors = is_site ? s->site_factor_milli : s->link_factor_milli;
        size_t thing =
            is_site ? ow_scenario_site(s, row->site_id) : ow_scenario_link(s, row->link_id);
        for (int64_t d = days.first; d <= days.last; d++)
            factors[thing * s->days + (size_t)d] = row->factor;
    }
}

static void spread_closures(onward_scenario *s) {
    for (uint32_t i = 0; i < s->rows.closures.count; i++) {
        const ow_closures_row *row = &s->rows.closures.data[i];
        interval days = days_of(s, row->from_date, row->to_date);
        int is_site = *row->site_id != '\0';
        uint8_t *closed = is_site ? s->site_closed : s->link_closed;
        size_t thing =
            is_site ? ow_scenario_site(s, row->site_id) : ow_scenario_link(s, row->link_id);
        for (int64_t d = days.first; d <= days.last; d++) closed[thing * s->days + (size_t)d] = 1;
    }
}

ow_status ow_scenario_spread(onward_scenario *s) {
    size_t days = s->days;
    s->vehicles = filled(s->arena, s->fleets_count * days, 0);
    s->site_capacity = filled(s->arena, s->sites_count * days * OW_MODE_COUNT, OW_UNLIMITED);
    s->site_factor_milli = filled(s->arena, s->sites_count * days, 1000);
    s->link_factor_milli = filled(s->arena, s->links_count * days, 1000);
    s->site_closed = OW_ARRAY(s->arena, s->sites_count * days, uint8_t);
    s->link_closed = OW_ARRAY(s->arena, s->links_count * days, uint8_t);
    if (!s->vehicles || !s->site_capacity || !s->site_factor_milli || !s->link_factor_milli ||
        !s->site_closed || !s->link_closed)
        return OW_NO_MEMORY;
    spread_vehicles(s);
    spread_capacity(s);
    spread_risk(s);
    spread_closures(s);
    return OW_OK;
}
