/* Rule pin: the movements that match a pin's cells sum to its quantity. Pins are put in a table by
 * what they ask for, once with their fleet and once without, and each movement is looked up in it:
 * O(pins + movements), however many pins ask for the same. The table's keys are the scenario's. */
#include "check/family.h"

#include <stdlib.h>

typedef struct slot {
    ow_pin pin; /* quantity: what moves; fleet OW_NO_INDEX: any */
    int used;
} slot;

typedef struct table {
    slot *slots;
    size_t mask;
} table;

static int is_same(const ow_pin *a, const ow_pin *b) {
    return a->depart_day == b->depart_day && a->link == b->link && a->from_site == b->from_site &&
           a->fleet == b->fleet && a->unit == b->unit && a->item == b->item;
}

static slot *find(const table *pins, const ow_pin *pin) {
    const uint32_t parts[] = {pin->depart_day, pin->link, pin->from_site,
                              pin->fleet,      pin->unit, pin->item};
    uint64_t h = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        h = (h + parts[i]) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    size_t at = (size_t)h & pins->mask;
    while (pins->slots[at].used && !is_same(&pins->slots[at].pin, pin)) at = (at + 1) & pins->mask;
    return &pins->slots[at];
}

static void add(const table *pins, const ow_movement *row, uint32_t fleet) {
    ow_pin asked = {
        NULL, (uint32_t)row->depart_day, row->link, row->from_site, fleet, row->unit, row->item, 0};
    slot *found = find(pins, &asked);
    if (found->used) found->pin.quantity += row->quantity;
}

static void check(ow_report *report, const ow_facts *facts, const table *pins, const ow_pin *pin) {
    int64_t moved = find(pins, pin)->pin.quantity;
    ow_where where = ow_nowhere;
    where.day = (int32_t)pin->depart_day;
    where.site = pin->from_site;
    where.link = pin->link;
    where.fleet = pin->fleet;
    where.unit = pin->unit;
    ow_check_room(report, OW_RULE_pin, moved - pin->quantity, "people or items", where);
    if (moved >= pin->quantity) return;
    const onward_scenario *scenario = facts->scenario;
    ow_check_report(report, OW_RULE_pin, where, pin->quantity - moved,
                    "pin %s: %lld of %lld %s of %s depart over %s on %s", pin->id, (long long)moved,
                    (long long)pin->quantity,
                    pin->item == OW_NO_INDEX ? "people" : scenario->items[pin->item].id,
                    scenario->units[pin->unit].id, scenario->links[pin->link].id,
                    ow_report_date(report, (int32_t)pin->depart_day));
}

ow_status ow_check_family_pin(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    if (scenario->pins_count == 0) return OW_OK;
    table pins = {NULL, 15};
    while (pins.mask < 2 * (size_t)scenario->pins_count) pins.mask = 2 * pins.mask + 1;
    pins.slots = calloc(pins.mask + 1, sizeof *pins.slots);
    if (pins.slots == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < scenario->pins_count; i++) {
        slot *found = find(&pins, &scenario->pins[i]);
        found->pin = scenario->pins[i];
        found->pin.quantity = 0;
        found->used = 1;
    }
    for (uint32_t m = 0; m < facts->plan->movements_count; m++) {
        if (!facts->usable[m]) continue;
        add(&pins, &facts->plan->movements[m], facts->plan->movements[m].fleet);
        add(&pins, &facts->plan->movements[m], OW_NO_INDEX);
    }
    for (uint32_t i = 0; i < scenario->pins_count; i++)
        check(report, facts, &pins, &scenario->pins[i]);
    free(pins.slots);
    return OW_OK;
}
