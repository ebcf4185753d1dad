/* Commodities, groups of missions, and one column of missions for each group, permission and day on
 * which they may depart. What the rules forbid whatever else happens has no column: closures,
 * directions, days without vehicles, arrivals after the end, permissions that do not hold. */
#include "export/mps.h"

#include "base/fixed.h"

#include <assert.h>

static void push_commodity(ow_mps *mps, uint32_t unit, uint32_t item, int64_t quantity,
                           uint32_t people) {
    const onward_scenario *scenario = mps->scenario;
    const ow_unit *of = &scenario->units[unit];
    ow_mps_commodity what = {unit, item, quantity, 0, people, 0};
    if (item == OW_NO_INDEX) {
        what.is_guard = of->is_guard;
        what.late_milli = scenario->points_per_late_person_day_milli;
    } else {
        what.late_milli = ow_mul_div_ceil(scenario->items[item].mass_kg,
                                          scenario->points_per_late_tonne_day_milli, 1000);
    }
    if (!of->pays_late) what.late_milli = 0;
    if (!OW_PUSH(&mps->commodities, what)) mps->failed = 1;
}

/* A unit's holding of an item; rows of one kind add up. */
static void push_holding(ow_mps *mps, const ow_holding *holding, uint32_t first, uint32_t people) {
    for (uint32_t k = first; k < mps->commodities.count; k++)
        if (mps->commodities.data[k].item == holding->item) {
            mps->commodities.data[k].quantity += holding->quantity;
            return;
        }
    push_commodity(mps, holding->unit, holding->item, holding->quantity, people);
}

static void build_commodities(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        uint32_t first = mps->commodities.count, people = OW_NO_INDEX;
        if (unit->people > 0) {
            people = first;
            push_commodity(mps, u, OW_NO_INDEX, unit->people, people);
        }
        for (uint32_t h = 0; h < unit->holdings_count && !mps->failed; h++)
            push_holding(mps, &scenario->holdings[unit->holdings_first + h], first, people);
    }
}

static int permission_fits(const ow_mps *mps, uint32_t permission, const ow_link *link,
                           uint32_t link_index) {
    const ow_permission *may = &mps->scenario->permissions[permission];
    return (may->mode == OW_NONE || may->mode == link->mode) &&
           (may->link == OW_NO_INDEX || may->link == link_index);
}

static int permission_needed(const ow_mps *mps, const ow_link *link) {
    return link->touches_host && (mps->scenario->permission_modes >> link->mode & 1) != 0;
}

static void push_group(ow_mps *mps, ow_mps_group group) {
    const ow_fleet *fleet = &mps->scenario->fleets[group.fleet];
    group.lift_milli = ow_mul_div_ceil(fleet->cost_milli_per_h * group.ride.cycle_min,
                                       mps->scenario->points_per_1000_cost_milli, 60000000);
    if (!OW_PUSH(&mps->groups, group)) mps->failed = 1;
}

/* The groups of a fleet over a link in a direction: one for all, and where the fleet has no party
 * and a permission is needed, one for each party that has a permission of its own. */
static void build_direction(ow_mps *mps, uint32_t fleet, uint32_t link, uint32_t from,
                            uint32_t to) {
    const onward_scenario *scenario = mps->scenario;
    const ow_ride *ride = ow_times_ride(mps->times, fleet, link, from);
    assert(ride);
    ow_mps_group group = {fleet, link, from, to, OW_NO_INDEX, OW_NO_INDEX, *ride, 0};
    if (scenario->fleets[fleet].convoy_max > 0 &&
        scenario->fleets[fleet].escort_people_per_convoy > 0 &&
        scenario->links[link].mode == OW_MODE_road)
        group.convoy = mps->convoys_count++;
    push_group(mps, group);
    if (scenario->fleets[fleet].party != OW_NO_INDEX ||
        !permission_needed(mps, &scenario->links[link]))
        return;
    for (uint32_t p = 0; p < scenario->parties_count; p++) {
        int some = 0;
        for (uint32_t m = 0; m < scenario->permissions_count && !some; m++)
            some = scenario->permissions[m].party == p &&
                   permission_fits(mps, m, &scenario->links[link], link);
        group.party = p;
        if (some) push_group(mps, group);
    }
}

static void build_groups(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t f = 0; f < scenario->fleets_count; f++)
        for (uint32_t i = 0; i < scenario->fleets[f].links_count; i++) {
            uint32_t l = scenario->fleet_links[scenario->fleets[f].links_first + i].link;
            const ow_link *link = &scenario->links[l];
            build_direction(mps, f, l, link->from_site, link->to_site);
            if (link->both_ways && link->from_site != link->to_site)
                build_direction(mps, f, l, link->to_site, link->from_site);
        }
}

/* Whether a mission may depart, as far as places and vehicles go. */
static int group_open(const ow_mps *mps, const ow_mps_group *group, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    size_t days = mps->days;
    if ((int64_t)day + group->ride.travel_days > (int64_t)mps->days) return 0;
    if (scenario->link_closed[group->link * days + day] ||
        scenario->site_closed[group->from * days + day] ||
        scenario->site_closed[group->to * days + day])
        return 0;
    for (int64_t e = day; e < (int64_t)day + group->ride.busy_days && e < (int64_t)mps->days; e++)
        if (scenario->vehicles[group->fleet * days + (size_t)e] < 1) return 0;
    return 1;
}

static void push_mission(ow_mps *mps, uint32_t g, uint32_t permission, uint32_t day) {
    const ow_mps_group *group = &mps->groups.data[g];
    uint32_t column =
        ow_mps_column(mps, group->lift_milli, OW_UNLIMITED, 1, OW_MPS_mission,
                      OW_KEY(group->fleet, group->link, group->from, day, permission));
    if (!OW_PUSH(&mps->missions, (ow_mps_mission){g, permission, day, column})) mps->failed = 1;
}

static void build_group_day(ow_mps *mps, uint32_t g, uint32_t day) {
    const onward_scenario *scenario = mps->scenario;
    const ow_mps_group group = mps->groups.data[g];
    const ow_link *link = &scenario->links[group.link];
    if (!group_open(mps, &group, day)) return;
    if (!permission_needed(mps, link)) {
        push_mission(mps, g, OW_NO_INDEX, day);
        return;
    }
    uint32_t own = scenario->fleets[group.fleet].party;
    for (uint32_t m = 0; m < scenario->permissions_count; m++) {
        const ow_permission *may = &scenario->permissions[m];
        if (!permission_fits(mps, m, link, group.link) || may->missions_per_day < 1) continue;
        int party = own != OW_NO_INDEX ? may->party == OW_NO_INDEX || may->party == own
                                       : may->party == group.party;
        if (party && may->first_day <= (int64_t)day &&
            may->last_day >= (int64_t)day + group.ride.travel_days - 1)
            push_mission(mps, g, m, day);
    }
}

/* Bounds of the mission columns: they wait for missions_first. */
static void bound_missions(ow_mps *mps) {
    for (uint32_t g = 0; g < mps->groups.count; g++)
        for (uint32_t d = 0; d < mps->days; d++) {
            size_t place = (size_t)g * mps->days + d;
            if (mps->missions_first[place] == mps->missions_first[place + 1]) continue;
            int64_t most = ow_mps_missions_max(mps, g, d);
            for (uint32_t m = mps->missions_first[place]; m < mps->missions_first[place + 1]; m++) {
                uint32_t permission = mps->missions.data[m].permission;
                int64_t quota = permission == OW_NO_INDEX
                                    ? OW_UNLIMITED
                                    : mps->scenario->permissions[permission].missions_per_day;
                mps->columns.data[mps->missions.data[m].column].upper = most < quota ? most : quota;
            }
        }
}

static void note_guard_ceilings(ow_mps *mps) {
    const onward_scenario *scenario = mps->scenario;
    for (uint32_t i = 0; i < scenario->limits_count; i++)
        if (scenario->limits[i].kind == OW_LIMIT_KIND_ceiling &&
            scenario->limits[i].measure == OW_MEASURE_people &&
            scenario->guard_capability != OW_NO_INDEX &&
            scenario->limits[i].capability == scenario->guard_capability)
            mps->guard_ceilings = 1;
}

void ow_mps_groups(ow_mps *mps) {
    note_guard_ceilings(mps);
    build_commodities(mps);
    build_groups(mps);
    mps->missions_first =
        ow_mps_array(mps, (size_t)mps->groups.count * mps->days + 1, sizeof *mps->missions_first);
    if (mps->failed) return;
    for (uint32_t g = 0; g < mps->groups.count; g++)
        for (uint32_t d = 0; d < mps->days; d++) {
            mps->missions_first[(size_t)g * mps->days + d] = mps->missions.count;
            build_group_day(mps, g, d);
        }
    mps->missions_first[(size_t)mps->groups.count * mps->days] = mps->missions.count;
    if (!mps->failed) bound_missions(mps);
}
