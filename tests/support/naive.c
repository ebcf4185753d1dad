/* The slow and obvious count of a plan's points; see naive.h. Nothing is summed up beforehand: what
 * is at a site at the end of a day is found by going through all movements again. Empty ways are
 * found by relaxing all links as many times as there are sites. O(days × sites × (units + holdings)
 * × movements). */
#include "support/naive.h"

#include <stdlib.h>

#define FAR (INT64_MAX / 4)

static int64_t up(int64_t a, int64_t b) {
    return (a + b - 1) / b;
}

/* What one person at a site pays at the end of a day. */
static int64_t person_rate(const onward_scenario *s, uint32_t site, int64_t day) {
    int64_t factor = s->site_factor_milli[(int64_t)site * s->days + day];
    return up(s->sites[site].risk_milli * factor * s->points_per_person_day_milli, 1000000);
}

static int64_t crossing(const onward_scenario *s, uint32_t link, int64_t day) {
    int64_t factor = s->link_factor_milli[(int64_t)link * s->days + day];
    return up(s->links[link].risk_milli * factor, 1000);
}

/* How many of a commodity are at a site at the end of a day. Escorts who are away count there. */
static int64_t count_at(const onward_scenario *s, const onward_plan *p, uint32_t unit,
                        uint32_t item, int64_t quantity, uint32_t site, int64_t day) {
    int64_t there = s->units[unit].site == site ? quantity : 0;
    for (uint32_t m = 0; m < p->movements_count; m++) {
        const ow_movement *row = &p->movements[m];
        if (row->unit != unit || row->item != item) continue;
        if (row->from_site == site && row->depart_day <= day) there -= row->quantity;
        if (row->to_site == site && row->arrive_day <= day) there += row->quantity;
    }
    for (uint32_t f = 0; f < p->fates_count; f++) {
        const ow_fate_row *row = &p->fates[f];
        if (row->unit == unit && row->item == item && row->site == site && row->day <= day)
            there -= row->quantity;
    }
    return there;
}

static int64_t count_fated(const onward_plan *p, uint32_t unit, uint32_t item, int64_t day) {
    int64_t fated = 0;
    for (uint32_t f = 0; f < p->fates_count; f++)
        if (p->fates[f].unit == unit && p->fates[f].item == item && p->fates[f].day <= day)
            fated += p->fates[f].quantity;
    return fated;
}

/* One commodity: exposure of people, lateness of both. */
static int64_t commodity_points(const onward_scenario *s, const onward_plan *p, uint32_t u,
                                uint32_t item, int64_t quantity, int64_t late_rate) {
    const ow_unit *unit = &s->units[u];
    int64_t points = 0;
    for (int64_t day = 0; day < s->days; day++) {
        for (uint32_t site = 0; item == OW_NO_INDEX && site < s->sites_count; site++)
            points += count_at(s, p, u, item, quantity, site, day) * person_rate(s, site, day);
        if (!unit->pays_late) continue;
        int64_t missing = quantity - count_fated(p, u, item, day) -
                          count_at(s, p, u, item, quantity, unit->destination, day);
        if (unit->due_day == OW_NO_INDEX || day > (int64_t)unit->due_day)
            points += missing * late_rate;
        if (day == s->days - 1) points += missing * late_rate * s->days;
    }
    return points;
}

static int64_t way_points(const onward_scenario *s, const onward_plan *p) {
    int64_t points = 0;
    for (uint32_t m = 0; m < p->movements_count; m++) {
        const ow_movement *row = &p->movements[m];
        if (row->item != OW_NO_INDEX) continue;
        points += row->quantity * crossing(s, row->link, row->depart_day);
        if (!s->links[row->link].touches_host) continue;
        uint32_t site = s->sites[row->from_site].in_host ? row->from_site : row->to_site;
        for (int64_t day = row->depart_day; day < row->arrive_day; day++)
            points += row->quantity * person_rate(s, site, day);
    }
    for (uint32_t c = 0; c < p->convoys_count; c++)
        points +=
            2 * p->convoys[c].escort_people * crossing(s, p->convoys[c].link, p->convoys[c].day);
    return points;
}

static int64_t open_points(const onward_scenario *s, const onward_plan *p) {
    int64_t points = 0;
    for (uint32_t site = 0; site < s->sites_count; site++) {
        for (int64_t day = 0; s->sites[site].in_host && day < s->days; day++) {
            int open = 0;
            for (uint32_t u = 0; u < s->units_count; u++)
                open |= count_at(s, p, u, OW_NO_INDEX, s->units[u].people, site, day) > 0;
            for (uint32_t h = 0; h < s->holdings_count; h++)
                open |= count_at(s, p, s->holdings[h].unit, s->holdings[h].item,
                                 s->holdings[h].quantity, site, day) > 0;
            if (open) points += s->sites[site].open_points_milli_per_day;
        }
    }
    return points;
}

static const ow_fleet_link *served(const onward_scenario *s, uint32_t fleet, uint32_t link) {
    for (uint32_t i = 0; i < s->fleets[fleet].links_count; i++)
        if (s->fleet_links[s->fleets[fleet].links_first + i].link == link)
            return &s->fleet_links[s->fleets[fleet].links_first + i];
    return NULL;
}

static int64_t way_min(const onward_scenario *s, uint32_t fleet, uint32_t link) {
    const ow_fleet_link *row = served(s, fleet, link);
    if (row != NULL && row->one_way_min >= 0) return row->one_way_min;
    if (s->links[link].one_way_min >= 0) return s->links[link].one_way_min;
    return up(60 * s->links[link].distance_m, s->fleets[fleet].speed_milli_km_h);
}

/* Minutes of the shortest empty way between two sites, or otherwise. */
static int64_t empty_min(const onward_scenario *s, uint32_t fleet, uint32_t from, uint32_t to,
                         int64_t otherwise) {
    int64_t(*best)[2] = calloc(s->sites_count, sizeof *best);
    for (uint32_t i = 0; i < s->sites_count; i++) best[i][0] = best[i][1] = i == from ? 0 : FAR;
    for (uint32_t round = 0; round < s->sites_count; round++) {
        for (uint32_t l = 0; l < 2 * s->links_count; l++) {
            const ow_link *link = &s->links[l / 2];
            uint32_t a = l % 2 ? link->to_site : link->from_site;
            uint32_t b = l % 2 ? link->from_site : link->to_site;
            if (link->mode != s->fleets[fleet].mode || best[a][0] == FAR) continue;
            int64_t distance = best[a][0] + link->distance_m;
            int64_t minutes = best[a][1] + way_min(s, fleet, l / 2);
            if (distance > best[b][0] || (distance == best[b][0] && minutes >= best[b][1]))
                continue;
            best[b][0] = distance;
            best[b][1] = minutes;
        }
    }
    int64_t minutes = best[to][0] == FAR ? otherwise : best[to][1];
    free(best);
    return minutes;
}

static int64_t lift(const onward_scenario *s, const ow_movement *row) {
    const ow_fleet *fleet = &s->fleets[row->fleet];
    uint32_t home = fleet->home_site == OW_NO_INDEX ? row->from_site : fleet->home_site;
    int64_t way = way_min(s, row->fleet, row->link);
    int64_t cycle = empty_min(s, row->fleet, home, row->from_site, way) + fleet->load_min + way +
                    fleet->unload_min + empty_min(s, row->fleet, row->to_site, home, way);
    const ow_fleet_link *link = served(s, row->fleet, row->link);
    if (link != NULL && link->cycle_min >= 0) cycle = link->cycle_min;
    return up(fleet->cost_milli_per_h * cycle * s->points_per_1000_cost_milli, 60000000);
}

static int is_first_row(const onward_plan *p, uint32_t m) {
    const ow_movement *row = &p->movements[m];
    for (uint32_t i = 0; i < m; i++) {
        const ow_movement *other = &p->movements[i];
        if (other->fleet == row->fleet && other->vehicle == row->vehicle &&
            other->depart_day == row->depart_day && other->trip == row->trip)
            return 0;
    }
    return 1;
}

int64_t naive_points_milli(const onward_scenario *s, const onward_plan *p) {
    int64_t points = way_points(s, p) + open_points(s, p);
    for (uint32_t u = 0; u < s->units_count; u++)
        points += commodity_points(s, p, u, OW_NO_INDEX, s->units[u].people,
                                   s->points_per_late_person_day_milli);
    for (uint32_t h = 0; h < s->holdings_count; h++) {
        int64_t rate =
            up(s->items[s->holdings[h].item].mass_kg * s->points_per_late_tonne_day_milli, 1000);
        points += commodity_points(s, p, s->holdings[h].unit, s->holdings[h].item,
                                   s->holdings[h].quantity, rate);
    }
    for (uint32_t m = 0; m < p->movements_count; m++)
        if (p->movements[m].fleet != OW_SELF && is_first_row(p, m))
            points += lift(s, &p->movements[m]);
    for (uint32_t f = 0; f < p->fates_count; f++)
        points +=
            p->fates[f].quantity * s->items[p->fates[f].item].fate_points_milli[p->fates[f].fate];
    return points;
}
