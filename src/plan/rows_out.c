/* From a plan to table rows: indexes become ids, days become dates. Texts are the scenario's own,
 * so only made-up ids (m1, m2, ...; c1, c2, ...) take memory. O(rows). */
#include "plan/io.h"

#include <assert.h>

typedef struct writer {
    const onward_scenario *scenario;
    const onward_plan *plan;
    ow_arena *arena;
    const char *unknown; /* the first kind of thing that the scenario does not know; NULL: none */
    int failed;
} writer;

static const char *unknown(writer *w, const char *kind) {
    if (!w->unknown) w->unknown = kind;
    return "";
}

#define NAME(kind, array)                                                                          \
    static const char *kind##_out(writer *w, uint32_t index) {                                     \
        if (index < w->scenario->array##_count) return w->scenario->array[index].id;               \
        return unknown(w, #kind);                                                                  \
    }
NAME(site, sites)
NAME(link, links)
NAME(unit, units)
NAME(item, items)
NAME(fleet, fleets)
NAME(permission, permissions)
#undef NAME

static int64_t date_out(const writer *w, int32_t day) {
    return day == INT32_MIN ? OW_NONE : (int64_t)w->scenario->start_day + day;
}

static const char *numbered(writer *w, const char *const *ids, char letter, uint32_t place) {
    if (ids) return ids[place];
    const char *id = ow_arena_printf(w->arena, "%c%u", letter, place + 1u);
    if (!id) w->failed = 1;
    return id ? id : "";
}

static void movement_out(writer *w, ow_movements_row *row, uint32_t i,
                         const ow_convoys_row *convoys) {
    const ow_movement *m = &w->plan->movements[i];
    row->movement_id = numbered(w, w->plan->movement_ids, 'm', i);
    row->depart_date = date_out(w, m->depart_day);
    row->arrive_date = date_out(w, m->arrive_day);
    row->link_id = link_out(w, m->link);
    row->from_site_id = site_out(w, m->from_site);
    row->to_site_id = site_out(w, m->to_site);
    row->fleet_id = m->fleet == OW_SELF ? "self" : fleet_out(w, m->fleet);
    row->vehicle = m->vehicle;
    row->trip = m->trip;
    row->convoy_id = "";
    if (m->convoy < w->plan->convoys_count)
        row->convoy_id = convoys[m->convoy].convoy_id;
    else if (m->convoy != OW_NO_INDEX)
        row->convoy_id = unknown(w, "convoy");
    row->permission_id = m->permission == OW_NO_INDEX ? "" : permission_out(w, m->permission);
    row->unit_id = unit_out(w, m->unit);
    row->item_id = m->item == OW_NO_INDEX ? "" : item_out(w, m->item);
    row->quantity = m->quantity;
}

static void convoy_out(writer *w, ow_convoys_row *row, uint32_t i) {
    const ow_convoy *convoy = &w->plan->convoys[i];
    row->convoy_id = numbered(w, w->plan->convoy_ids, 'c', i);
    row->date = date_out(w, convoy->day);
    row->link_id = link_out(w, convoy->link);
    row->from_site_id = site_out(w, convoy->from_site);
    row->vehicles = convoy->vehicles;
    row->escort_unit_id =
        convoy->escort_unit == OW_NO_INDEX ? "" : unit_out(w, convoy->escort_unit);
    row->escort_people = convoy->escort_people;
}

static void fate_out(writer *w, ow_fates_row *row, uint32_t i) {
    const ow_fate_row *fate = &w->plan->fates[i];
    row->unit_id = unit_out(w, fate->unit);
    row->item_id = item_out(w, fate->item);
    row->quantity = fate->quantity;
    row->fate = fate->fate;
    row->date = date_out(w, fate->day);
    row->site_id = site_out(w, fate->site);
}

static void derived_out(writer *w, ow_rows *rows) {
    for (uint32_t i = 0; i < w->plan->closings_count; i++) {
        const ow_closing *closing = &w->plan->closings[i];
        rows->closings.data[i] =
            (ow_closings_row){site_out(w, closing->site), date_out(w, closing->items_out_day),
                              date_out(w, closing->closed_day)};
    }
    for (uint32_t i = 0; i < w->plan->levels_count; i++) {
        const ow_level *level = &w->plan->levels[i];
        const char *site = level->site == OW_NO_INDEX ? "" : site_out(w, level->site);
        rows->levels.data[i] = (ow_levels_row){date_out(w, level->day), site,         level->people,
                                               level->guards,           level->items, level->open};
    }
}

static void head_out(const writer *w, ow_plan_row *row) {
    const onward_plan *plan = w->plan;
    row->plan_id = plan->id ? plan->id : "plan";
    row->scenario_sha256 = plan->scenario_sha256[0] ? plan->scenario_sha256 : w->scenario->sha256;
    row->points = plan->points_milli;
    row->bound_points = plan->bound_points_milli;
    row->gap_percent = plan->gap_percent_milli;
    row->last_out_date = date_out(w, plan->last_out_day);
    row->seed = plan->seed;
    row->work = plan->work;
    row->version = plan->version ? plan->version : "";
}

#define ROOM(table, n)                                                                             \
    (rows->table.count = (n),                                                                      \
     (rows->table.data = OW_ARRAY(arena, (size_t)(n) + 1, ow_##table##_row)) != NULL)

ow_status ow_plan_to_rows(ow_rows *rows, ow_arena *arena, const onward_plan *plan,
                          const onward_scenario *scenario, ow_error *error) {
    writer w = {scenario, plan, arena, NULL, 0};
    if (!ROOM(plan, 1) || !ROOM(movements, plan->movements_count) ||
        !ROOM(convoys, plan->convoys_count) || !ROOM(closings, plan->closings_count) ||
        !ROOM(fates, plan->fates_count) || !ROOM(levels, plan->levels_count))
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was written");
    head_out(&w, &rows->plan.data[0]);
    for (uint32_t i = 0; i < plan->convoys_count; i++) convoy_out(&w, &rows->convoys.data[i], i);
    for (uint32_t i = 0; i < plan->movements_count; i++)
        movement_out(&w, &rows->movements.data[i], i, rows->convoys.data);
    for (uint32_t i = 0; i < plan->fates_count; i++) fate_out(&w, &rows->fates.data[i], i);
    derived_out(&w, rows);
    if (w.failed)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was written");
    if (w.unknown)
        return ow_fail(error, OW_INPUT, "write it with the scenario that it was made for",
                       "the plan names a %s that the scenario does not know", w.unknown);
    return OW_OK;
}
