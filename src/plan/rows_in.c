/* From table rows to a plan: ids become indexes, dates become days of the horizon.
 * What cannot be understood becomes something that no rule allows, with a notice that says where.
 * O(rows log ids). */
#include "base/text.h"
#include "plan/io.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    const onward_scenario *scenario;
    const ow_rows *rows;
    ow_notices *notices;
    onward_plan *plan;
    ow_lookup convoys,
        permissions;  /* ids of the plan's convoys, and of all the scenario's permissions */
    const char *file; /* of the row being read */
    uint32_t line;
} reader;

/* An empty cell that must not be empty has its notice from the table reader already. */
static void note_unknown(reader *r, const char *column, const char *id, const char *table) {
    if (!id[0]) return;
    ow_notice_add(r->notices, OW_NOTICE_unknown_reference, r->file, r->line, column, id,
                  "use an id of the scenario for which the plan was made",
                  "there is no such id in %s", table);
}

/* Days of the horizon; a cell that could not be read is a day that lies in none. */
static int32_t day_in(const reader *r, int64_t date) {
    if (date == OW_NONE) return INT32_MIN;
    return (int32_t)(date - r->scenario->start_day);
}

static int64_t quantity_in(int64_t cell) {
    return cell == OW_NONE ? 0 : cell;
}

#define FIND(kind)                                                                                 \
    static uint32_t kind##_in(reader *r, const char *column, const char *id) {                     \
        uint32_t index = ow_scenario_##kind(r->scenario, id);                                      \
        if (index == OW_NO_INDEX) note_unknown(r, column, id, #kind "s.csv");                      \
        return index;                                                                              \
    }
FIND(site)
FIND(link)
FIND(unit)
FIND(fleet)
FIND(item)
#undef FIND

static uint32_t item_or_people_in(reader *r, const char *id) {
    if (!id[0]) return OW_NO_INDEX;
    uint32_t index = item_in(r, "item_id", id);
    return index == OW_NO_INDEX ? OW_NOT_USABLE : index;
}

static uint32_t escort_in(reader *r, const char *id) {
    if (!id[0]) return OW_NO_INDEX;
    uint32_t index = unit_in(r, "escort_unit_id", id);
    return index == OW_NO_INDEX ? OW_NOT_USABLE : index;
}

static uint32_t convoy_in(reader *r, const char *id) {
    if (!id[0]) return OW_NO_INDEX;
    uint32_t index = ow_lookup_get(&r->convoys, id);
    if (index != OW_LOOKUP_NONE) return index;
    note_unknown(r, "convoy_id", id, "convoys.csv");
    return OW_NOT_USABLE;
}

static uint32_t permission_in(reader *r, const char *id) {
    if (!id[0]) return OW_NO_INDEX;
    uint32_t index = ow_scenario_permission(r->scenario, id);
    if (index != OW_NO_INDEX) return index;
    if (ow_lookup_get(&r->permissions, id) == OW_LOOKUP_NONE)
        note_unknown(r, "permission_id", id, "permissions.csv");
    return OW_NOT_USABLE;
}

static void at_row(reader *r, const char *file, const uint32_t *lines, uint32_t row) {
    r->file = file;
    r->line = lines ? lines[row] : row + 2;
}

static uint32_t number_in(int64_t cell) {
    return cell == OW_NONE ? 0 : (uint32_t)cell;
}

static void movement_in(reader *r, uint32_t i) {
    const ow_movements_row *row = &r->rows->movements.data[i];
    ow_movement *m = &r->plan->movements[i];
    at_row(r, "movements.csv", r->rows->movements.line, i);
    m->depart_day = day_in(r, row->depart_date);
    m->arrive_day = day_in(r, row->arrive_date);
    m->link = link_in(r, "link_id", row->link_id);
    m->from_site = site_in(r, "from_site_id", row->from_site_id);
    m->to_site = site_in(r, "to_site_id", row->to_site_id);
    m->fleet = fleet_in(r, "fleet_id", row->fleet_id);
    m->vehicle = number_in(row->vehicle);
    m->trip = number_in(row->trip);
    m->convoy = convoy_in(r, row->convoy_id);
    m->permission = permission_in(r, row->permission_id);
    m->unit = unit_in(r, "unit_id", row->unit_id);
    m->item = item_or_people_in(r, row->item_id);
    m->quantity = quantity_in(row->quantity);
    r->plan->movement_ids[i] = row->movement_id;
}

static void convoy_row_in(reader *r, uint32_t i) {
    const ow_convoys_row *row = &r->rows->convoys.data[i];
    ow_convoy *convoy = &r->plan->convoys[i];
    at_row(r, "convoys.csv", r->rows->convoys.line, i);
    convoy->day = day_in(r, row->date);
    convoy->link = link_in(r, "link_id", row->link_id);
    convoy->from_site = site_in(r, "from_site_id", row->from_site_id);
    convoy->vehicles = quantity_in(row->vehicles);
    convoy->escort_unit = escort_in(r, row->escort_unit_id);
    convoy->escort_people = quantity_in(row->escort_people);
    r->plan->convoy_ids[i] = row->convoy_id;
}

static void closing_in(reader *r, uint32_t i) {
    const ow_closings_row *row = &r->rows->closings.data[i];
    ow_closing *closing = &r->plan->closings[i];
    at_row(r, "closings.csv", r->rows->closings.line, i);
    closing->site = site_in(r, "site_id", row->site_id);
    closing->items_out_day = day_in(r, row->items_out_date);
    closing->closed_day = day_in(r, row->closed_date);
}

static void fate_in(reader *r, uint32_t i) {
    const ow_fates_row *row = &r->rows->fates.data[i];
    ow_fate_row *fate = &r->plan->fates[i];
    at_row(r, "fates.csv", r->rows->fates.line, i);
    fate->unit = unit_in(r, "unit_id", row->unit_id);
    fate->item = item_in(r, "item_id", row->item_id);
    fate->quantity = quantity_in(row->quantity);
    /* A word that is no fate is read as `return`, which no row of fates.csv may say. */
    fate->fate = row->fate == OW_NONE ? OW_FATE_return : row->fate;
    fate->day = day_in(r, row->date);
    fate->site = site_in(r, "site_id", row->site_id);
}

static void level_in(reader *r, uint32_t i) {
    const ow_levels_row *row = &r->rows->levels.data[i];
    ow_level *level = &r->plan->levels[i];
    at_row(r, "levels.csv", r->rows->levels.line, i);
    level->day = day_in(r, row->date);
    level->site = OW_NO_INDEX;
    if (row->site_id[0]) {
        level->site = site_in(r, "site_id", row->site_id);
        if (level->site == OW_NO_INDEX) level->site = OW_NOT_USABLE;
    }
    level->people = quantity_in(row->people);
    level->guards = quantity_in(row->guards);
    level->items = quantity_in(row->items);
    level->open = quantity_in(row->open);
}

static void head_in(reader *r) {
    const ow_plan_row *row = &r->rows->plan.data[0];
    onward_plan *plan = r->plan;
    plan->id = row->plan_id;
    (void)snprintf(plan->scenario_sha256, sizeof plan->scenario_sha256, "%s", row->scenario_sha256);
    plan->points_milli = quantity_in(row->points);
    plan->bound_points_milli = quantity_in(row->bound_points);
    plan->gap_percent_milli = quantity_in(row->gap_percent);
    plan->last_out_day = day_in(r, row->last_out_date);
    plan->seed = quantity_in(row->seed);
    plan->work = quantity_in(row->work);
    plan->version = row->version;
}

static int make_room(onward_plan *plan, const ow_rows *rows) {
    ow_arena *arena = plan->arena;
    plan->movements_count = rows->movements.count;
    plan->convoys_count = rows->convoys.count;
    plan->closings_count = rows->closings.count;
    plan->fates_count = rows->fates.count;
    plan->levels_count = rows->levels.count;
    plan->movements = OW_ARRAY(arena, (size_t)rows->movements.count + 1, ow_movement);
    plan->movement_ids = OW_ARRAY(arena, (size_t)rows->movements.count + 1, const char *);
    plan->convoys = OW_ARRAY(arena, (size_t)rows->convoys.count + 1, ow_convoy);
    plan->convoy_ids = OW_ARRAY(arena, (size_t)rows->convoys.count + 1, const char *);
    plan->closings = OW_ARRAY(arena, (size_t)rows->closings.count + 1, ow_closing);
    plan->fates = OW_ARRAY(arena, (size_t)rows->fates.count + 1, ow_fate_row);
    plan->levels = OW_ARRAY(arena, (size_t)rows->levels.count + 1, ow_level);
    return plan->movements && plan->movement_ids && plan->convoys && plan->convoy_ids &&
           plan->closings && plan->fates && plan->levels;
}

static int index_ids(reader *r) {
    uint32_t present;
    for (uint32_t i = 0; i < r->rows->convoys.count; i++)
        if (!ow_lookup_put(&r->convoys, &present, r->rows->convoys.data[i].convoy_id, i)) return 0;
    const ow_rows *scenario = &r->scenario->rows;
    for (uint32_t i = 0; i < scenario->permissions.count; i++)
        if (!ow_lookup_put(&r->permissions, &present, scenario->permissions.data[i].permission_id,
                           i))
            return 0;
    return 1;
}

ow_status ow_plan_from_rows(onward_plan *plan, const ow_rows *rows, const onward_scenario *scenario,
                            ow_notices *notices, ow_error *error) {
    if (rows->plan.count != 1) {
        ow_fail(error, OW_INPUT, "name a folder that `onward plan` wrote",
                "no plan.csv with one row");
        if (error) (void)snprintf(error->file, sizeof error->file, "plan.csv");
        return OW_INPUT;
    }
    reader r = {scenario, rows, notices, plan, {0}, {0}, "", 0};
    int room = make_room(plan, rows) && index_ids(&r);
    if (room) {
        head_in(&r);
        for (uint32_t i = 0; i < rows->movements.count; i++) movement_in(&r, i);
        for (uint32_t i = 0; i < rows->convoys.count; i++) convoy_row_in(&r, i);
        for (uint32_t i = 0; i < rows->closings.count; i++) closing_in(&r, i);
        for (uint32_t i = 0; i < rows->fates.count; i++) fate_in(&r, i);
        for (uint32_t i = 0; i < rows->levels.count; i++) level_in(&r, i);
    }
    ow_lookup_free(&r.convoys);
    ow_lookup_free(&r.permissions);
    if (!room || notices->failed)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was read");
    return OW_OK;
}
