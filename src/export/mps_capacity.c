/* Capacities: vehicles on a link a day in a direction, departures and arrivals at a site by mode,
 * missions under a permission, people at a host site; and pins. A row is written only where
 * something can depart and the capacity binds. */
#include "export/mps.h"

#include <assert.h>

/* Rows by place, made when the first entry comes; 0: none yet, else row + 1. */
typedef struct lazy_rows {
    uint32_t *links;       /* [(link * 2 + backwards) * days + day] */
    uint32_t *sites;       /* [(site * modes + mode) * days + day] */
    uint32_t *permissions; /* [permission * days + day] */
} lazy_rows;

static void enter_link(ow_mps *mps, lazy_rows *rows, uint32_t link, uint32_t from, uint32_t day,
                       uint32_t column) {
    const ow_link *on = &mps->scenario->links[link];
    size_t place = ((size_t)link * 2 + (on->from_site != from)) * mps->days + day;
    if (on->missions_per_day == OW_UNLIMITED) return;
    if (rows->links[place] == 0)
        rows->links[place] =
            1 + ow_mps_row(mps, 'L', on->missions_per_day, OW_MPS_link, OW_KEY(link, from, day));
    ow_mps_entry(mps, rows->links[place] - 1, column, 1);
}

static void enter_site(ow_mps *mps, lazy_rows *rows, uint32_t site, uint32_t mode, uint32_t day,
                       uint32_t column) {
    size_t place = ((size_t)site * OW_MODE_COUNT + mode) * mps->days + day;
    int64_t capacity = mps->scenario->site_capacity[place];
    if (capacity == OW_UNLIMITED) return;
    if (rows->sites[place] == 0)
        rows->sites[place] =
            1 + ow_mps_row(mps, 'L', capacity, OW_MPS_site, OW_KEY(site, mode, day));
    ow_mps_entry(mps, rows->sites[place] - 1, column, 1);
}

static void enter_permission(ow_mps *mps, lazy_rows *rows, uint32_t permission, uint32_t day,
                             uint32_t column) {
    if (permission == OW_NO_INDEX) return;
    size_t place = (size_t)permission * mps->days + day;
    int64_t quota = mps->scenario->permissions[permission].missions_per_day;
    if (quota == OW_UNLIMITED) return;
    if (rows->permissions[place] == 0)
        rows->permissions[place] =
            1 + ow_mps_row(mps, 'L', quota, OW_MPS_permission, OW_KEY(permission, day));
    ow_mps_entry(mps, rows->permissions[place] - 1, column, 1);
}

static void enter_vehicle(ow_mps *mps, lazy_rows *rows, uint32_t link, uint32_t from, uint32_t to,
                          uint32_t day, uint32_t travel_days, uint32_t permission,
                          uint32_t column) {
    uint32_t mode = (uint32_t)mps->scenario->links[link].mode;
    enter_link(mps, rows, link, from, day, column);
    enter_site(mps, rows, from, mode, day, column);
    enter_site(mps, rows, to, mode, day + travel_days - 1, column);
    enter_permission(mps, rows, permission, day, column);
}

static void build_capacities(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    size_t days = mps->days;
    lazy_rows rows = {
        ow_mps_array(mps, 2 * scenario->links_count * days, sizeof *rows.links),
        ow_mps_array(mps, OW_MODE_COUNT * scenario->sites_count * days, sizeof *rows.sites),
        ow_mps_array(mps, scenario->permissions_count * days, sizeof *rows.permissions)};
    for (uint32_t m = 0; m < mps->missions.count && !mps->failed; m++) {
        const ow_mps_mission *mission = &mps->missions.data[m];
        const ow_mps_group *group = &mps->groups.data[mission->group];
        enter_vehicle(mps, &rows, group->link, group->from, group->to, mission->day,
                      (uint32_t)group->ride.travel_days, mission->permission, mission->column);
    }
    for (uint32_t m = 0; m < mps->moves.count && !mps->failed; m++) {
        const ow_mps_move *move = &mps->moves.data[m];
        if (move->group == OW_NO_INDEX)
            enter_vehicle(mps, &rows, move->link, move->from, move->to, move->day,
                          move->travel_days, move->permission, move->column);
    }
}

static void build_people_max(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        int64_t most = scenario->sites[s].people_max;
        if (!scenario->sites[s].in_host || most == OW_UNLIMITED) continue;
        for (uint32_t d = 0; d < mps->days && !mps->failed; d++) {
            uint32_t row = ow_mps_row(mps, 'L', most, OW_MPS_people_max, OW_KEY(s, d));
            for (uint32_t k = 0; k < mps->commodities.count; k++)
                if (mps->commodities.data[k].item == OW_NO_INDEX)
                    ow_mps_add_stock(mps, row, k, s, d, 1);
        }
    }
}

static int pin_fits(const ow_mps *mps, const ow_pin *pin, const ow_mps_move *move) {
    if (move->day != pin->depart_day || move->link != pin->link || move->from != pin->from_site)
        return 0;
    if (pin->fleet == OW_NO_INDEX) return 1;
    if (move->group == OW_NO_INDEX) return pin->fleet == OW_SELF;
    return pin->fleet == mps->groups.data[move->group].fleet;
}

static void build_pins(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t i = 0; i < scenario->pins_count && !mps->failed; i++) {
        const ow_pin *pin = &scenario->pins[i];
        uint32_t row = ow_mps_row(mps, 'G', pin->quantity, OW_MPS_pin, OW_KEY(i + 1));
        for (uint32_t m = mps->moves_day_first[pin->depart_day];
             m < mps->moves_day_first[pin->depart_day + 1]; m++) {
            const ow_mps_move *move = &mps->moves.data[mps->moves_by_day[m]];
            const ow_mps_commodity *what = &mps->commodities.data[move->commodity];
            if (what->unit != pin->unit || !pin_fits(mps, pin, move)) continue;
            if (what->item == pin->item)
                ow_mps_entry(mps, row, move->column, 1);
            else if (pin->item == OW_NO_INDEX && move->crew > 0)
                ow_mps_entry(mps, row, move->column, move->crew);
        }
    }
}

void ow_mps_capacity(ow_mps *mps) {
    build_capacities(mps);
    build_people_max(mps);
    build_pins(mps);
}
