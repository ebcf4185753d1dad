/* Rule reference: every index of every row points at something, days lie in the horizon, quantities
 * are positive and no larger than a table may say. Only rows that pass are looked at by the other
 * rules. O(rows × log holdings of a unit). */
#include "check/facts.h"

#include <string.h>

static int is_end(const onward_scenario *scenario, uint32_t link, uint32_t site) {
    return scenario->links[link].from_site == site || scenario->links[link].to_site == site;
}

static int in_horizon(const ow_facts *facts, int32_t day) {
    return day >= 0 && day < (int64_t)facts->days;
}

/* What is wrong with a movement's references, or NULL. */
static const char *movement_fault(const ow_facts *facts, const ow_movement *row) {
    const onward_scenario *scenario = facts->scenario;
    if (row->link >= scenario->links_count) return "link is not known";
    if (row->unit >= scenario->units_count) return "unit is not known";
    if (row->item != OW_NO_INDEX && row->item >= scenario->items_count) return "item is not known";
    if (row->fleet != OW_SELF && row->fleet >= scenario->fleets_count) return "fleet is not known";
    if (row->convoy != OW_NO_INDEX && row->convoy >= facts->plan->convoys_count)
        return "convoy is not known";
    if (row->permission != OW_NO_INDEX && row->permission != OW_NOT_USABLE &&
        row->permission >= scenario->permissions_count)
        return "permission is not known";
    const ow_link *link = &scenario->links[row->link];
    if (!(row->from_site == link->from_site && row->to_site == link->to_site) &&
        !(row->from_site == link->to_site && row->to_site == link->from_site))
        return "sites are not the ends of the link";
    if (!in_horizon(facts, row->depart_day)) return "departure lies outside the horizon";
    if (row->quantity < 1 || row->quantity > OW_QUANTITY_MAX) return "quantity is out of range";
    return NULL;
}

static void check_movement(ow_facts *facts, ow_report *report, uint32_t m) {
    const ow_movement *row = &facts->plan->movements[m];
    const char *fault = movement_fault(facts, row);
    if (fault != NULL) {
        ow_check_report(report, OW_RULE_reference, ow_where_row(report, m), 0, "%s: its %s",
                        ow_report_movement(report, m), fault);
        return;
    }
    if (!in_horizon(facts, row->arrive_day) || row->arrive_day < row->depart_day)
        ow_check_report(report, OW_RULE_reference, ow_where_row(report, m), 0,
                        "%s: its arrival lies outside the horizon, or before its departure",
                        ow_report_movement(report, m));
    facts->commodity[m] = ow_facts_commodity(facts, row->unit, row->item);
    if (facts->commodity[m] == OW_NO_INDEX) {
        ow_check_report(report, OW_RULE_conservation, ow_where_row(report, m), row->quantity,
                        "%s: unit %s holds no %s", ow_report_movement(report, m),
                        facts->scenario->units[row->unit].id, facts->scenario->items[row->item].id);
        return;
    }
    facts->usable[m] = 1;
}

static const char *convoy_fault(const ow_facts *facts, const ow_convoy *convoy) {
    const onward_scenario *scenario = facts->scenario;
    if (convoy->link >= scenario->links_count) return "link is not known";
    if (!is_end(scenario, convoy->link, convoy->from_site)) return "site is not an end of the link";
    if (!in_horizon(facts, convoy->day)) return "day lies outside the horizon";
    if (convoy->escort_unit != OW_NO_INDEX && convoy->escort_unit >= scenario->units_count)
        return "escort unit is not known";
    if (convoy->escort_people < 0 || convoy->escort_people > OW_QUANTITY_MAX)
        return "number of escorts is out of range";
    return NULL;
}

static void check_convoy(ow_facts *facts, ow_report *report, uint32_t c) {
    const ow_convoy *convoy = &facts->plan->convoys[c];
    const char *fault = convoy_fault(facts, convoy);
    facts->convoy_usable[c] = fault == NULL;
    if (fault == NULL) return;
    ow_where where = ow_where_site(convoy->from_site, convoy->day);
    where.link = convoy->link;
    ow_check_report(report, OW_RULE_reference, where, 0, "convoy %u: its %s", c + 1u, fault);
}

static const char *fate_fault(const ow_facts *facts, const ow_fate_row *row) {
    const onward_scenario *scenario = facts->scenario;
    if (row->unit >= scenario->units_count) return "unit is not known";
    if (row->item >= scenario->items_count) return "item is not known";
    if (row->site >= scenario->sites_count) return "site is not known";
    if (row->fate < 0 || row->fate >= OW_FATE_COUNT) return "fate is not known";
    if (!in_horizon(facts, row->day)) return "day lies outside the horizon";
    if (row->quantity < 1 || row->quantity > OW_QUANTITY_MAX) return "quantity is out of range";
    return NULL;
}

static void check_fate(ow_facts *facts, ow_report *report, uint32_t f) {
    const ow_fate_row *row = &facts->plan->fates[f];
    ow_where where = ow_where_site(row->site, row->day);
    where.unit = row->unit;
    const char *fault = fate_fault(facts, row);
    if (fault != NULL) {
        ow_check_report(report, OW_RULE_reference, where, 0, "fate %u: its %s", f + 1u, fault);
        return;
    }
    facts->fate_commodity[f] = ow_facts_commodity(facts, row->unit, row->item);
    if (facts->fate_commodity[f] == OW_NO_INDEX) {
        ow_check_report(report, OW_RULE_fate, where, row->quantity, "fate %u: unit %s holds no %s",
                        f + 1u, facts->scenario->units[row->unit].id,
                        facts->scenario->items[row->item].id);
        return;
    }
    facts->fate_usable[f] = 1;
}

ow_status ow_check_reference(ow_facts *facts, ow_report *report) {
    const onward_plan *plan = facts->plan;
    facts->usable = OW_ARRAY(facts->arena, plan->movements_count, uint8_t);
    facts->commodity = OW_ARRAY(facts->arena, plan->movements_count, uint32_t);
    facts->convoy_usable = OW_ARRAY(facts->arena, plan->convoys_count, uint8_t);
    facts->fate_usable = OW_ARRAY(facts->arena, plan->fates_count, uint8_t);
    facts->fate_commodity = OW_ARRAY(facts->arena, plan->fates_count, uint32_t);
    if (!facts->usable || !facts->commodity || !facts->convoy_usable || !facts->fate_usable ||
        !facts->fate_commodity)
        return OW_NO_MEMORY;
    if (strcmp(plan->scenario_sha256, facts->scenario->sha256) != 0)
        ow_check_report(report, OW_RULE_reference, ow_nowhere, 0,
                        "the plan is of another scenario: it names %.16s..., this is %.16s...",
                        plan->scenario_sha256, facts->scenario->sha256);
    for (uint32_t m = 0; m < plan->movements_count; m++) check_movement(facts, report, m);
    for (uint32_t c = 0; c < plan->convoys_count; c++) check_convoy(facts, report, c);
    for (uint32_t f = 0; f < plan->fates_count; f++) check_fate(facts, report, f);
    return OW_OK;
}
