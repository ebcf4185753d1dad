/* Commodities: which unit holds how much of what, with several holdings of one kind made one.
 * O(holdings) to build, O(log holdings of the unit) to find. */
#include "check/facts.h"
#include "check/sort.h"

#include <assert.h>

/* Holdings are grouped by unit, so that sorting by (unit, item) keeps each unit's range. */
static ow_status sort_holdings(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    uint32_t count = scenario->holdings_count;
    ow_keyed keyed = {0};
    OW_TRY(ow_keyed_reserve(&keyed, (size_t)count + 1));
    for (uint32_t h = 0; h < count; h++) {
        const ow_holding *holding = &scenario->holdings[h];
        ow_keyed_add(&keyed, (uint64_t)holding->unit << 32 | holding->item, h);
    }
    ow_status status = ow_keyed_sort(&keyed);
    for (uint32_t i = 0; status == OW_OK && i < count; i++)
        facts->holding_order[i] = keyed.value[i];
    ow_keyed_free(&keyed);
    return status;
}

ow_status ow_facts_commodities(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    facts->commodities_count = scenario->units_count + scenario->holdings_count;
    facts->quantity = OW_ARRAY(facts->arena, facts->commodities_count, int64_t);
    facts->holding_order = OW_ARRAY(facts->arena, scenario->holdings_count, uint32_t);
    if (facts->quantity == NULL || facts->holding_order == NULL) return OW_NO_MEMORY;
    OW_TRY(sort_holdings(facts));
    for (uint32_t u = 0; u < scenario->units_count; u++)
        facts->quantity[u] = scenario->units[u].people;
    for (uint32_t h = 0; h < scenario->holdings_count; h++) {
        const ow_holding *holding = &scenario->holdings[h];
        uint32_t commodity = ow_facts_commodity(facts, holding->unit, holding->item);
        assert(commodity != OW_NO_INDEX);
        facts->quantity[commodity] += holding->quantity;
    }
    return OW_OK;
}

uint32_t ow_facts_commodity(const ow_facts *facts, uint32_t unit, uint32_t item) {
    if (item == OW_NO_INDEX) return unit;
    const onward_scenario *scenario = facts->scenario;
    uint32_t low = scenario->units[unit].holdings_first;
    uint32_t end = low + scenario->units[unit].holdings_count, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (scenario->holdings[facts->holding_order[middle]].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end || scenario->holdings[facts->holding_order[low]].item != item)
        return OW_NO_INDEX;
    return scenario->units_count + facts->holding_order[low];
}
