/* The public face of plans (onward/plan.h): reading, writing, and rows as ids and dates. */
#include "base/day.h"
#include "plan/derive.h"
#include "plan/io.h"
#include "tables/schema.h"

#include <onward/plan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first ERROR among the notices as an error. */
static void first_fault(onward_error *error, const ow_notices *notices) {
    for (uint32_t i = 0; i < notices->count; i++) {
        const ow_notice *notice = &notices->data[i];
        if (ow_notice_severity(notice->code) != OW_SEVERITY_ERROR) continue;
        (void)ow_fail(error, OW_INPUT,
                      notice->hint[0] ? notice->hint : ow_notice_cure(notice->code), "%s%s%s: %s",
                      notice->value[0] ? "`" : "", notice->value,
                      notice->value[0] ? "`" : ow_notice_name(notice->code), notice->message);
        if (!error) return;
        (void)snprintf(error->file, sizeof error->file, "%s", notice->file);
        (void)snprintf(error->column, sizeof error->column, "%s", notice->column);
        error->row = notice->row;
        return;
    }
}

onward_status onward_plan_read(onward_plan **plan, const char *path,
                               const onward_scenario *scenario, int64_t *faults,
                               onward_error *error) {
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    if (!arena) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was read");
    ow_notices_init(&notices, arena);
    ow_status status = ow_plan_read(plan, path, scenario, &notices, error);
    if (status == OW_OK) {
        if (faults) *faults = notices.errors;
        if (notices.errors) first_fault(error, &notices);
    }
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return status;
}

onward_status onward_plan_write(const onward_plan *plan, const onward_scenario *scenario,
                                const char *folder, onward_error *error) {
    return ow_plan_write(plan, scenario, folder, error);
}

onward_status onward_plan_target(const char *folder, onward_error *error) {
    return ow_plan_target(folder, error);
}

void onward_plan_free(onward_plan *plan) {
    ow_plan_free(plan);
}

/* A day as a date; "" for none and for what no calendar here holds. */
static void date_out(char out[11], const onward_scenario *scenario, int32_t day) {
    int64_t date = (int64_t)scenario->start_day + day;
    out[0] = '\0';
    if (day != INT32_MIN && date > -1000000 && date < 1000000) ow_day_format(out, (int32_t)date);
}

void onward_plan_get_head(onward_plan_head *head, const onward_plan *plan,
                          const onward_scenario *scenario) {
    *head = (onward_plan_head){.plan_id = plan->id ? plan->id : "plan",
                               .scenario_sha256 = plan->scenario_sha256,
                               .version = plan->version ? plan->version : "",
                               .points_milli = plan->points_milli,
                               .bound_points_milli = plan->bound_points_milli,
                               .gap_percent_milli = plan->gap_percent_milli,
                               .seed = plan->seed,
                               .work = plan->work,
                               .movements = plan->movements_count,
                               .convoys = plan->convoys_count,
                               .closings = plan->closings_count,
                               .fates = plan->fates_count,
                               .levels = plan->levels_count};
    date_out(head->last_out_date, scenario, plan->last_out_day);
}

/* "" where `none` says that there is none, "?" for what the scenario does not know. */
#define ID(array, index, none)                                                                     \
    ((index) < scenario->array##_count  ? scenario->array[index].id                                \
     : (index) == OW_NO_INDEX && (none) ? ""                                                       \
                                        : "?")

static void id_out(char out[65], const char *const *ids, char letter, uint32_t place) {
    if (ids)
        (void)snprintf(out, 65, "%s", ids[place]);
    else
        (void)snprintf(out, 65, "%c%u", letter, place + 1u);
}

int onward_plan_movement(onward_movement *out, const onward_plan *plan,
                         const onward_scenario *scenario, uint32_t place) {
    if (place >= plan->movements_count) return 0;
    const ow_movement *m = &plan->movements[place];
    *out = (onward_movement){.link_id = ID(links, m->link, 0),
                             .from_site_id = ID(sites, m->from_site, 0),
                             .to_site_id = ID(sites, m->to_site, 0),
                             .fleet_id = m->fleet == OW_SELF ? "self" : ID(fleets, m->fleet, 0),
                             .vehicle = m->vehicle,
                             .trip = m->trip,
                             .permission_id = ID(permissions, m->permission, 1),
                             .unit_id = ID(units, m->unit, 0),
                             .item_id = ID(items, m->item, 1),
                             .quantity = m->quantity};
    id_out(out->movement_id, plan->movement_ids, 'm', place);
    if (m->convoy < plan->convoys_count)
        id_out(out->convoy_id, plan->convoy_ids, 'c', m->convoy);
    else if (m->convoy != OW_NO_INDEX)
        out->convoy_id[0] = '?';
    date_out(out->depart_date, scenario, m->depart_day);
    date_out(out->arrive_date, scenario, m->arrive_day);
    return 1;
}

int onward_plan_convoy(onward_convoy *out, const onward_plan *plan, const onward_scenario *scenario,
                       uint32_t place) {
    if (place >= plan->convoys_count) return 0;
    const ow_convoy *convoy = &plan->convoys[place];
    *out = (onward_convoy){.link_id = ID(links, convoy->link, 0),
                           .from_site_id = ID(sites, convoy->from_site, 0),
                           .vehicles = convoy->vehicles,
                           .escort_unit_id = ID(units, convoy->escort_unit, 1),
                           .escort_people = convoy->escort_people};
    id_out(out->convoy_id, plan->convoy_ids, 'c', place);
    date_out(out->date, scenario, convoy->day);
    return 1;
}

int onward_plan_closing(onward_closing *out, const onward_plan *plan,
                        const onward_scenario *scenario, uint32_t place) {
    if (place >= plan->closings_count) return 0;
    const ow_closing *closing = &plan->closings[place];
    *out = (onward_closing){.site_id = ID(sites, closing->site, 0)};
    date_out(out->items_out_date, scenario, closing->items_out_day);
    date_out(out->closed_date, scenario, closing->closed_day);
    return 1;
}

int onward_plan_fate(onward_fate *out, const onward_plan *plan, const onward_scenario *scenario,
                     uint32_t place) {
    if (place >= plan->fates_count) return 0;
    const ow_fate_row *fate = &plan->fates[place];
    const char *word = ow_word("fate", fate->fate);
    *out = (onward_fate){.unit_id = ID(units, fate->unit, 0),
                         .item_id = ID(items, fate->item, 0),
                         .fate = word ? word : "?",
                         .site_id = ID(sites, fate->site, 0),
                         .quantity = fate->quantity};
    date_out(out->date, scenario, fate->day);
    return 1;
}

static onward_level level_out(const ow_level *level, const onward_scenario *scenario) {
    onward_level out = {.site_id = ID(sites, level->site, 1),
                        .people = level->people,
                        .guards = level->guards,
                        .items = level->items,
                        .open = level->open};
    date_out(out.date, scenario, level->day);
    return out;
}

int onward_plan_level(onward_level *out, const onward_plan *plan, const onward_scenario *scenario,
                      uint32_t place) {
    if (place >= plan->levels_count) return 0;
    *out = level_out(&plan->levels[place], scenario);
    return 1;
}

onward_status onward_plan_levels(onward_level **levels, uint32_t *count, const onward_plan *plan,
                                 const onward_scenario *scenario, onward_error *error) {
    ow_stock stock;
    ow_level *rows;
    uint32_t n;
    onward_level *out = NULL;
    ow_arena *arena = ow_arena_new();
    ow_times *times = arena ? ow_times_new(arena, scenario) : NULL;
    if (times && ow_stock_fill(&stock, arena, plan, scenario, times) &&
        ow_levels_derive(&rows, &n, arena, scenario, &stock))
        out = malloc(((size_t)n + 1) * sizeof *out);
    if (out) {
        for (uint32_t i = 0; i < n; i++) out[i] = level_out(&rows[i], scenario);
        *levels = out;
        *count = n;
    }
    ow_arena_free(arena);
    return out ? OW_OK
               : ow_fail(error, OW_NO_MEMORY, "", "memory ran out while levels were added up");
}

void onward_levels_free(onward_level *levels) {
    free(levels);
}
