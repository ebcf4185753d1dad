/* Rule fate: a fate is one of the item's own, never return, and what may not return does not arrive
 * at its unit's destination. That the item is there is seen in stock.c. O(fates + movements). */
#include "check/family.h"

static void check_row(ow_report *report, const ow_facts *facts, uint32_t f) {
    static const char *const words[OW_FATE_COUNT] = {"return", "transfer", "sell", "destroy"};
    const ow_fate_row *row = &facts->plan->fates[f];
    const ow_item *item = &facts->scenario->items[row->item];
    int allowed = row->fate != OW_FATE_return && (item->fates >> row->fate & 1) != 0;
    if (item->controlled && (row->fate == OW_FATE_transfer || row->fate == OW_FATE_sell))
        allowed = 0;
    if (allowed) return;
    ow_where where = ow_where_site(row->site, row->day);
    where.unit = row->unit;
    ow_check_report(report, OW_RULE_fate, where, row->quantity, "fate %u: %s may not get fate %s%s",
                    f + 1u, item->id, words[row->fate],
                    item->controlled ? ": it is controlled" : "");
}

static void check_return(ow_report *report, const ow_facts *facts, uint32_t m) {
    const ow_movement *row = &facts->plan->movements[m];
    if (row->item == OW_NO_INDEX) return;
    const ow_unit *unit = &facts->scenario->units[row->unit];
    const ow_item *item = &facts->scenario->items[row->item];
    if (row->to_site != unit->destination || (item->fates >> OW_FATE_return & 1) != 0) return;
    ow_check_report(report, OW_RULE_fate, ow_where_row(report, m), row->quantity,
                    "%s: %s may not return, and is brought to %s, the destination of %s",
                    ow_report_movement(report, m), item->id,
                    facts->scenario->sites[row->to_site].id, unit->id);
}

ow_status ow_check_family_fate(ow_report *report, const ow_facts *facts) {
    for (uint32_t f = 0; f < facts->plan->fates_count; f++)
        if (facts->fate_usable[f]) check_row(report, facts, f);
    for (uint32_t m = 0; m < facts->plan->movements_count; m++)
        if (facts->usable[m]) check_return(report, facts, m);
    return OW_OK;
}
