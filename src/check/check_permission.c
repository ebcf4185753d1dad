/* Rule permission: each mission (and self row) that needs a permission names one that fits, and no
 * more missions depart under it on a day than it allows. One sort by (permission, day);
 * O(movements). */
#include "check/family.h"
#include "check/sort.h"

static int is_needed(const onward_scenario *scenario, const ow_link *link) {
    return link->touches_host && (scenario->permission_modes >> link->mode & 1) != 0;
}

/* Why a permission does not fit what a row (of party) does, or NULL. */
static const char *misfit(const ow_facts *facts, const ow_permission *permission, uint32_t m,
                          uint32_t party) {
    const ow_movement *row = &facts->plan->movements[m];
    if (permission->mode != OW_NONE && permission->mode != facts->scenario->links[row->link].mode)
        return "is for another mode";
    if (permission->link != OW_NO_INDEX && permission->link != row->link)
        return "is for another link";
    if (permission->party != OW_NO_INDEX && permission->party != party)
        return "is for another party";
    if (row->depart_day < permission->first_day || facts->arrive[m] > permission->last_day)
        return "does not hold on all days from departure to arrival";
    return NULL;
}

/* 1 if the row names a permission that counts against its quota. */
static int check_row(ow_report *report, const ow_facts *facts, uint32_t m, uint32_t party) {
    const onward_scenario *scenario = facts->scenario;
    const ow_movement *row = &facts->plan->movements[m];
    const ow_link *link = &scenario->links[row->link];
    const char *fault = NULL, *id = "";
    if (!is_needed(scenario, link)) {
        if (row->permission == OW_NO_INDEX) return 0;
        fault = "names a permission where none is needed";
    } else if (row->permission == OW_NO_INDEX) {
        fault = "needs a permission and names none";
    } else if (row->permission == OW_NOT_USABLE) {
        fault =
            "names a permission that is not granted, or was amended, or is for another activity";
    }
    if (fault != NULL) {
        ow_check_report(report, OW_RULE_permission, ow_where_row(report, m), 0, "%s: it %s",
                        ow_report_movement(report, m), fault);
        return 0;
    }
    fault = misfit(facts, &scenario->permissions[row->permission], m, party);
    id = scenario->permissions[row->permission].id;
    if (fault != NULL)
        ow_check_report(report, OW_RULE_permission, ow_where_row(report, m), 0,
                        "%s: permission %s %s", ow_report_movement(report, m), id, fault);
    return scenario->permissions[row->permission].missions_per_day != OW_UNLIMITED;
}

/* The permission is that of the fleet's party; where it has none, it must fit everyone on board. */
static int check_mission(ow_report *report, const ow_facts *facts, const ow_mission *mission) {
    const onward_scenario *scenario = facts->scenario;
    uint32_t m = facts->order[mission->first];
    uint32_t party = scenario->fleets[mission->fleet].party;
    if (party != OW_NO_INDEX) return check_row(report, facts, m, party);
    int counts = check_row(report, facts, m, scenario->units[facts->plan->movements[m].unit].party);
    uint32_t first = scenario->units[facts->plan->movements[m].unit].party;
    for (uint32_t r = 1; r < mission->count; r++) {
        uint32_t other = facts->order[mission->first + r];
        uint32_t its = scenario->units[facts->plan->movements[other].unit].party;
        if (its != first) check_row(report, facts, other, its);
    }
    return counts;
}

static void add_use(const ow_facts *facts, ow_keyed *uses, uint32_t m) {
    const ow_movement *row = &facts->plan->movements[m];
    ow_keyed_add(uses, (uint64_t)row->permission * facts->days + (uint32_t)row->depart_day, m);
}

/* Missions that name a permission on one day: rows uses[first .. end - 1]. */
static void check_quota(ow_report *report, const ow_facts *facts, const ow_keyed *uses,
                        size_t first, size_t end) {
    const onward_plan *plan = facts->plan;
    uint32_t p = plan->movements[uses->value[first]].permission;
    const ow_permission *permission = &facts->scenario->permissions[p];
    int64_t used = 0;
    uint32_t over = OW_NO_INDEX;
    for (size_t i = first; i < end; i++) {
        const ow_movement *row = &plan->movements[uses->value[i]];
        used += row->fleet == OW_SELF ? ow_self_vehicles(row) : 1;
        if (used > permission->missions_per_day && over == OW_NO_INDEX) over = uses->value[i];
    }
    int64_t room = permission->missions_per_day - used;
    ow_check_room(report, OW_RULE_permission, room, "missions",
                  ow_where_row(report, uses->value[first]));
    if (over != OW_NO_INDEX)
        ow_check_report(report, OW_RULE_permission, ow_where_row(report, over), -room,
                        "%s: %lld missions depart under permission %s on %s, which allows %lld",
                        ow_report_movement(report, over), (long long)used, permission->id,
                        ow_report_date(report, plan->movements[over].depart_day),
                        (long long)permission->missions_per_day);
}

ow_status ow_check_family_permission(ow_report *report, const ow_facts *facts) {
    ow_keyed uses = {0};
    OW_TRY(ow_keyed_reserve(&uses, (size_t)facts->missions_count + facts->self_count + 1));
    for (uint32_t i = 0; i < facts->missions_count; i++)
        if (check_mission(report, facts, &facts->missions[i]))
            add_use(facts, &uses, facts->order[facts->missions[i].first]);
    for (uint32_t i = 0; i < facts->self_count; i++) {
        uint32_t m = facts->self_rows[i];
        uint32_t party = facts->scenario->units[facts->plan->movements[m].unit].party;
        if (check_row(report, facts, m, party)) add_use(facts, &uses, m);
    }
    ow_status status = ow_keyed_sort(&uses);
    for (size_t first = 0, end; status == OW_OK && first < uses.count; first = end) {
        for (end = first + 1; end < uses.count && uses.key[end] == uses.key[first];) end++;
        check_quota(report, facts, &uses, first, end);
    }
    ow_keyed_free(&uses);
    return status;
}
