/* Each thing of a scenario by itself (group cross): oddities, values without effect, things unused.
 * Warnings and remarks only, for none of this keeps a plan from being made. Linear, but parallel
 * links, which are found by sorting. */
#include "scenario/internal.h"
#include "scenario/speed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void no_effect(ow_notices *notices, const char *file, uint32_t line, const char *column,
                      const char *why) {
    ow_notice_add(notices, OW_NOTICE_without_effect, file, line, column, "", "", "%s", why);
}

static void check_question(const onward_scenario *s, ow_notices *notices) {
    const ow_scenario_row *row = &s->rows.scenario.data[0];
    int has_host = 0, moves = 0;
    for (uint32_t i = 0; i < s->parties_count; i++) has_host |= s->parties[i].role == OW_ROLE_host;
    if (!has_host)
        ow_notice_add(notices, OW_NOTICE_no_host_party, "parties.csv", 0, "role", "", "",
                      "no party is the host");
    if (row->deadline != OW_NONE &&
        (row->deadline < row->start_date || row->deadline > row->end_date))
        ow_notice_add(notices, OW_NOTICE_deadline_outside, "scenario.csv", s->rows.scenario.line[0],
                      "deadline", "", "", "the deadline is not between start_date and end_date");
    for (uint32_t i = 0; i < s->units_count; i++)
        moves |=
            s->units[i].destination != OW_NO_INDEX && s->units[i].destination != s->units[i].site;
    if (!moves)
        ow_notice_add(notices, OW_NOTICE_nothing_moves, "units.csv", 0, "destination_site_id", "",
                      "", "no unit has a destination other than where it is");
}

static void check_site(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    static const char file[] = "sites.csv";
    const ow_sites_row *row = &s->rows.sites.data[i];
    const ow_site *site = &s->sites[i];
    uint32_t line = s->rows.sites.line[i];
    if (row->lat == 0 && row->lon == 0)
        ow_notice_add(notices, OW_NOTICE_null_island, file, line, "lat", "", "",
                      "%s lies in the Gulf of Guinea", site->id);
    if (row->handover_days > 0 && !site->closes_once)
        no_effect(notices, file, line, "handover_days",
                  "only a base, embassy or hub of the host country that may close has a handover");
    if (site->in_host) return;
    static const char why[] = "this binds only in the host country";
    if (row->people_max != OW_NONE) no_effect(notices, file, line, "people_max", why);
    if (row->guard_min > 0) no_effect(notices, file, line, "guard_min", why);
    if (row->guard_per_100 > 0) no_effect(notices, file, line, "guard_per_100", why);
    if (row->open_points_per_day > 0) no_effect(notices, file, line, "open_points_per_day", why);
    if (row->close_by != OW_NONE) no_effect(notices, file, line, "close_by", why);
    if (row->stays_open == 1) no_effect(notices, file, line, "stays_open", why);
}

static void check_start(const onward_scenario *s, ow_notices *notices, int64_t *people,
                        uint8_t *touched) {
    for (uint32_t i = 0; i < s->units_count; i++) people[s->units[i].site] += s->units[i].people;
    for (uint32_t i = 0; i < s->links_count; i++)
        touched[s->links[i].from_site] = touched[s->links[i].to_site] = 1;
    for (uint32_t i = 0; i < s->sites_count; i++) {
        if (!touched[i])
            ow_notice_add(notices, OW_NOTICE_isolated_site, "sites.csv", s->rows.sites.line[i],
                          "site_id", s->sites[i].id, "", "no link touches %s", s->sites[i].id);
        if (people[i] > s->sites[i].people_max)
            ow_notice_add(notices, OW_NOTICE_people_max_below_start, "sites.csv",
                          s->rows.sites.line[i], "people_max", "", "",
                          "%s holds %" PRId64 " people at the start, and may hold %" PRId64,
                          s->sites[i].id, people[i], s->sites[i].people_max);
    }
}

static void check_sites(const onward_scenario *s, ow_notices *notices) {
    int64_t *people = calloc((size_t)s->sites_count + 1, sizeof *people);
    uint8_t *touched = calloc((size_t)s->sites_count + 1, 1);
    if (people && touched)
        check_start(s, notices, people, touched);
    else
        notices->failed = 1;
    free(people);
    free(touched);
    for (uint32_t i = 0; i < s->sites_count; i++) check_site(s, i, notices);
}

/* Two places are at least as far apart as their latitudes: 111 km a degree, less a tenth for
 * rounding and the shape of the Earth. */
static int is_too_short(const onward_scenario *s, const ow_link *link) {
    int64_t north = s->sites[link->from_site].lat_milli - s->sites[link->to_site].lat_milli;
    int64_t least_m = (north < 0 ? -north : north) * 100;
    return link->distance_m < least_m;
}

typedef struct road {
    uint32_t low, high;
    int64_t mode;
    uint32_t link;
} road;

static int by_ends(const void *a, const void *b) {
    const road *x = a, *y = b;
    if (x->low != y->low) return x->low < y->low ? -1 : 1;
    if (x->high != y->high) return x->high < y->high ? -1 : 1;
    if (x->mode != y->mode) return x->mode < y->mode ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

static void check_parallel(const onward_scenario *s, ow_notices *notices) {
    road *roads = calloc((size_t)s->links_count + 1, sizeof *roads);
    if (!roads) {
        notices->failed = 1;
        return;
    }
    for (uint32_t i = 0; i < s->links_count; i++) {
        uint32_t a = s->links[i].from_site, b = s->links[i].to_site;
        int is_one_way = !s->links[i].both_ways;
        /* One-way links that run against each other are not parallel. */
        roads[i] =
            (road){a < b || is_one_way ? a : b, a < b || is_one_way ? b : a, s->links[i].mode, i};
    }
    qsort(roads, s->links_count, sizeof *roads, by_ends);
    for (uint32_t i = 1; i < s->links_count; i++) {
        const road *x = &roads[i - 1], *y = &roads[i];
        if (x->low == y->low && x->high == y->high && x->mode == y->mode)
            ow_notice_add(notices, OW_NOTICE_parallel_links, "links.csv",
                          s->rows.links.line[y->link], "link_id", s->links[y->link].id, "",
                          "%s joins the same sites", s->links[x->link].id);
    }
    free(roads);
}

static void check_link(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    static const char file[] = "links.csv";
    const ow_link *link = &s->links[i];
    uint32_t line = s->rows.links.line[i];
    if (link->distance_m == 0 && link->one_way_min < 0)
        ow_notice_add(notices, OW_NOTICE_zero_distance, file, line, "distance_km", "0", "",
                      "crossing %s takes no time", link->id);
    else if (is_too_short(s, link))
        ow_notice_add(notices, OW_NOTICE_short_link, file, line, "distance_km", "", "",
                      "%s and %s are further apart by their latitudes alone",
                      s->sites[link->from_site].id, s->sites[link->to_site].id);
    if (ow_is_odd_time(link->distance_m, link->one_way_min, link->mode))
        ow_notice_add(notices, OW_NOTICE_odd_travel_time, file, line, "one_way_h", "", "",
                      "%" PRId64 " km in %" PRId64 " minutes", link->distance_m / 1000,
                      link->one_way_min);
}

static void check_unit(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    static const char file[] = "units.csv";
    const ow_unit *unit = &s->units[i];
    const ow_units_row *row = &s->rows.units.data[i];
    uint32_t line = s->rows.units.line[i];
    if (unit->people == 0 && unit->holdings_count == 0)
        ow_notice_add(notices, OW_NOTICE_empty_unit, file, line, "people", "0", "",
                      "%s has no people and holds nothing", unit->id);
    if (unit->people > 0 && unit->min_group > unit->people)
        ow_notice_add(notices, OW_NOTICE_group_too_large, file, line, "min_group", "", "",
                      "%s has %" PRId64 " people", unit->id, unit->people);
    if (unit->pays_late && row->ready_date != OW_NONE && row->due_date != OW_NONE &&
        row->due_date < row->ready_date)
        ow_notice_add(notices, OW_NOTICE_due_before_ready, file, line, "due_date", "", "",
                      "%s is ready only after it is due", unit->id);
    if (unit->ready_day >= s->days)
        ow_notice_add(notices, OW_NOTICE_never_ready, file, line, "ready_date", "", "",
                      "%s is ready after end_date", unit->id);
    if (unit->destination == unit->site)
        ow_notice_add(notices, OW_NOTICE_already_there, file, line, "destination_site_id",
                      row->destination_site_id, "", "%s starts there", unit->id);
    if (s->parties[unit->party].role != OW_ROLE_sending)
        ow_notice_add(notices, OW_NOTICE_unit_of_host, file, line, "party_id", row->party_id, "",
                      "party %s is not a sending party", row->party_id);
    if (unit->destination != OW_NO_INDEX &&
        s->sites[unit->destination].close_by_day != OW_NO_INDEX &&
        s->sites[unit->destination].in_host && !unit->may_stay)
        ow_notice_add(notices, OW_NOTICE_destination_closes, file, line, "destination_site_id",
                      row->destination_site_id, "", "%s must be closed within the horizon",
                      row->destination_site_id);
}

static void check_items(const onward_scenario *s, ow_notices *notices) {
    static const char file[] = "items.csv";
    uint8_t *held = calloc((size_t)s->items_count + 1, 1);
    if (!held) {
        notices->failed = 1;
        return;
    }
    for (uint32_t i = 0; i < s->holdings_count; i++) held[s->holdings[i].item] = 1;
    for (uint32_t i = 0; i < s->items_count; i++) {
        const ow_items_row *row = &s->rows.items.data[i];
        uint32_t line = s->rows.items.line[i];
        if (!held[i])
            ow_notice_add(notices, OW_NOTICE_unused_item, file, line, "item_id", row->item_id, "",
                          "no unit holds %s", row->item_id);
        if (row->mass_kg == 0)
            ow_notice_add(notices, OW_NOTICE_no_mass, file, line, "mass_kg", "0", "",
                          "%s loads no vehicle", row->item_id);
        if (row->crew > 0 && !s->items[i].drives)
            no_effect(notices, file, line, "crew", "only an item with drives = 1 needs a crew");
        const int64_t points[OW_FATE_COUNT] = {0, row->transfer_points, row->sell_points,
                                               row->destroy_points};
        static const char *const columns[OW_FATE_COUNT] = {"", "transfer_points", "sell_points",
                                                           "destroy_points"};
        for (int f = OW_FATE_transfer; f < OW_FATE_COUNT; f++)
            if (points[f] > 0 && !(s->items[i].fates >> f & 1))
                no_effect(notices, file, line, columns[f], "this fate is not allowed");
    }
    free(held);
}

static void check_permission(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    static const char file[] = "permissions.csv";
    const ow_permissions_row *row = &s->rows.permissions.data[i];
    uint32_t line = s->rows.permissions.line[i];
    if (row->status == OW_PERMISSION_STATUS_requested)
        ow_notice_add(notices, OW_NOTICE_permission_pending, file, line, "status", "requested", "",
                      "%s is not decided yet", row->permission_id);
    int64_t modes = row->mode == OW_NONE ? s->permission_modes : INT64_C(1) << row->mode;
    if (row->activity == OW_ACTIVITY_movement && !(modes & s->permission_modes))
        ow_notice_add(notices, OW_NOTICE_permission_unneeded, file, line, "mode", "", "",
                      "permission_modes does not name what %s permits", row->permission_id);
}

void ow_scenario_check_things(const onward_scenario *s, ow_notices *notices) {
    check_question(s, notices);
    check_sites(s, notices);
    check_parallel(s, notices);
    for (uint32_t i = 0; i < s->links_count; i++) check_link(s, i, notices);
    for (uint32_t i = 0; i < s->units_count; i++) check_unit(s, i, notices);
    check_items(s, notices);
    for (uint32_t i = 0; i < s->rows.permissions.count; i++) check_permission(s, i, notices);
}
