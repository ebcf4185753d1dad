/* Pins that no plan can contain (group cross). Cost: pins × (links of a fleet, or fleets of a
 * link). */
#include "scenario/reach.h"

#include <inttypes.h>

typedef struct check {
    const onward_scenario *s;
    ow_notices *notices;
    const ow_pin *pin;
    uint32_t line;
    const ow_link *link;
} check;

static void add(const check *c, ow_notice_code code, const char *column, const char *what) {
    ow_notice_add(c->notices, code, "pins.csv", c->line, column, "", "", "%s: %s", c->pin->id,
                  what);
}

static void check_place(const check *c) {
    size_t T = c->s->days, day = c->pin->depart_day;
    uint32_t to = c->pin->from_site == c->link->from_site ? c->link->to_site : c->link->from_site;
    if (!c->link->both_ways && c->pin->from_site != c->link->from_site)
        add(c, OW_NOTICE_pin_direction, "from_site_id", "the link runs the other way only");
    if (c->s->link_closed[c->pin->link * T + day])
        add(c, OW_NOTICE_pin_closed, "depart_date", "the link is closed on that day");
    else if (c->s->site_closed[c->pin->from_site * T + day] || c->s->site_closed[to * T + day])
        add(c, OW_NOTICE_pin_closed, "depart_date", "a site of the link is closed on that day");
}

static int64_t held(const onward_scenario *s, const ow_pin *pin) {
    const ow_unit *unit = &s->units[pin->unit];
    if (pin->item == OW_NO_INDEX) return unit->people;
    for (uint32_t i = 0; i < unit->holdings_count; i++)
        if (s->holdings[unit->holdings_first + i].item == pin->item)
            return s->holdings[unit->holdings_first + i].quantity;
    return 0;
}

static void check_load(const check *c) {
    int64_t there = held(c->s, c->pin);
    if (c->pin->quantity > there)
        ow_notice_add(c->notices, OW_NOTICE_pin_quantity, "pins.csv", c->line, "quantity", "", "",
                      "%s: the unit has %" PRId64, c->pin->id, there);
    if (c->pin->depart_day < c->s->units[c->pin->unit].ready_day)
        add(c, OW_NOTICE_pin_not_ready, "depart_date", "the unit is ready only later");
}

static uint32_t party_of(const check *c, uint32_t fleet) {
    uint32_t party = fleet == OW_SELF ? OW_NO_INDEX : c->s->fleets[fleet].party;
    return party == OW_NO_INDEX ? c->s->units[c->pin->unit].party : party;
}

/* What one fleet of those that the pin allows can do; the pin stands if one can do it all. */
typedef struct chance {
    int serves, has_vehicle, arrives, is_permitted;
} chance;

static void try_fleet(const check *c, uint32_t fleet, int64_t travel_days, chance *best) {
    size_t day = c->pin->depart_day;
    int has_vehicle = fleet == OW_SELF || c->s->vehicles[fleet * (size_t)c->s->days + day] > 0;
    int arrives = (int64_t)day + travel_days <= (int64_t)c->s->days;
    best->serves = 1;
    best->has_vehicle |= has_vehicle;
    best->arrives |= has_vehicle && arrives;
    best->is_permitted |= has_vehicle && arrives &&
                          ow_is_permitted(c->s, c->pin->link, party_of(c, fleet), (int64_t)day,
                                          (int64_t)day + travel_days - 1);
}

/* The speed at which the pin's load can go self, or 0. */
static int64_t self_speed(const check *c) {
    const onward_scenario *s = c->s;
    const ow_unit *unit = &s->units[c->pin->unit];
    int64_t fastest = 0;
    if (c->link->mode != OW_MODE_road) return 0;
    if (c->pin->item != OW_NO_INDEX)
        return s->items[c->pin->item].drives ? s->items[c->pin->item].drive_milli_km_h : 0;
    for (uint32_t i = 0; i < unit->holdings_count; i++) {
        const ow_item *item = &s->items[s->holdings[unit->holdings_first + i].item];
        if (item->drives && item->crew > 0 && item->drive_milli_km_h > fastest)
            fastest = item->drive_milli_km_h;
    }
    return fastest;
}

static void check_fleet(const check *c) {
    const onward_scenario *s = c->s;
    chance best = {0};
    int64_t speed = self_speed(c);
    if (c->pin->fleet == OW_SELF && speed == 0) {
        add(c, OW_NOTICE_pin_self, "fleet_id", "this load cannot go by itself on this link");
        return;
    }
    if (speed > 0 && (c->pin->fleet == OW_SELF || c->pin->fleet == OW_NO_INDEX))
        try_fleet(c, OW_SELF, ow_travel_days_self(c->link, speed), &best);
    for (uint32_t i = 0; i < s->fleet_links_count; i++) {
        const ow_fleet_link *served = &s->fleet_links[i];
        if (served->link != c->pin->link) continue;
        if (c->pin->fleet == OW_NO_INDEX || c->pin->fleet == served->fleet)
            try_fleet(c, served->fleet, ow_travel_days(s, served), &best);
    }
    if (!best.serves)
        add(c, OW_NOTICE_pin_fleet, "fleet_id", "no fleet that it allows serves its link");
    else if (!best.has_vehicle)
        add(c, OW_NOTICE_pin_without_vehicle, "depart_date", "there is no vehicle on that day");
    else if (!best.arrives)
        add(c, OW_NOTICE_pin_late, "depart_date", "it would arrive after the end");
    else if (!best.is_permitted)
        add(c, OW_NOTICE_pin_without_permission, "depart_date", "no permission holds on its days");
}

void ow_scenario_check_pins(const onward_scenario *s, ow_notices *notices) {
    for (uint32_t i = 0; i < s->pins_count; i++) {
        const ow_pin *pin = &s->pins[i];
        check c = {s, notices, pin, s->rows.pins.line[i], &s->links[pin->link]};
        check_place(&c);
        check_load(&c);
        check_fleet(&c);
    }
}
