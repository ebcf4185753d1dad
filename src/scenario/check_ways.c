/* Who must go and cannot, or not in time (group cross). Two answers to how soon a load can be at
 * its destination, with the permissions that there are and as if none were needed, tell what is to
 * blame. Linear in units and holdings. */
#include "base/day.h"
#include "scenario/reach.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct check {
    const onward_scenario *s;
    const ow_reach *reach, *unpermitted;
    ow_notices *notices;
} check;

typedef struct subject {
    const char *file;
    uint32_t line;
    const char *column;
    char name[160];
} subject;

static int must_go(const onward_scenario *s, const ow_unit *unit) {
    return unit->pays_late && unit->destination != unit->site && unit->ready_day < s->days;
}

static void add(const check *c, const subject *who, ow_notice_code code, const char *what) {
    ow_notice_add(c->notices, code, who->file, who->line, who->column, "", "", "%s %s", who->name,
                  what);
}

static void complain_late(const check *c, const subject *who, ow_notice_code code, uint32_t day,
                          uint32_t due) {
    char there[11], wanted[11] = "the start";
    (void)ow_day_format(there, c->s->start_day + (int32_t)day);
    if (due != OW_NO_INDEX) (void)ow_day_format(wanted, c->s->start_day + (int32_t)due);
    ow_notice_add(c->notices, code, who->file, who->line, who->column, "", "",
                  "%s can be there on %s at the earliest, due by %s", who->name, there, wanted);
}

/* A unit that is due before the horizon begins is late whatever is done: its author knows. */
static void check_arrival(const check *c, const subject *who, uint32_t commodity,
                          const ow_unit *unit) {
    uint32_t day = ow_reach_day(c->reach, commodity, unit->destination);
    uint32_t freely = ow_reach_day(c->unpermitted, commodity, unit->destination);
    if (freely == OW_REACH_NEVER)
        add(c, who,
            commodity < c->s->units_count ? OW_NOTICE_unit_without_way : OW_NOTICE_item_without_way,
            "cannot get to its destination within the horizon");
    else if (day == OW_REACH_NEVER)
        add(c, who, OW_NOTICE_no_permission, "cannot get to its destination under the permissions");
    else if (unit->due_day != OW_NO_INDEX && freely > unit->due_day)
        complain_late(c, who, OW_NOTICE_cannot_be_in_time, freely, unit->due_day);
    else if (unit->due_day != OW_NO_INDEX && day > unit->due_day)
        complain_late(c, who, OW_NOTICE_no_permission_in_time, day, unit->due_day);
}

static void check_people(const check *c, uint32_t u) {
    const ow_unit *unit = &c->s->units[u];
    if (unit->people == 0 || !must_go(c->s, unit)) return;
    subject who = {"units.csv", c->s->rows.units.line[u], "destination_site_id", ""};
    (void)snprintf(who.name, sizeof who.name, "%s", unit->id);
    check_arrival(c, &who, u, unit);
}

static void check_holding(const check *c, uint32_t h, uint8_t *is_named, uint32_t line) {
    const onward_scenario *s = c->s;
    const ow_holding *holding = &s->holdings[h];
    const ow_unit *unit = &s->units[holding->unit];
    const ow_item *item = &s->items[holding->item];
    uint32_t commodity = s->units_count + h;
    /* With another fate it need not go; without return it does not. */
    if (!must_go(s, unit) || item->fates != INT64_C(1) << OW_FATE_return) return;
    if (!c->reach->fits[c->reach->class_of[commodity]]) {
        if (!is_named[holding->item])
            ow_notice_add(c->notices, OW_NOTICE_item_fits_nothing, "items.csv",
                          s->rows.items.line[holding->item], "mass_kg", "", "",
                          "%s of %" PRId64 " kg fits into no vehicle, and does not drive", item->id,
                          item->mass_kg);
        is_named[holding->item] = 1;
        return;
    }
    subject who = {"holdings.csv", line, "item_id", ""};
    (void)snprintf(who.name, sizeof who.name, "%s of %s", item->id, unit->id);
    check_arrival(c, &who, commodity, unit);
}

void ow_scenario_check_ways(const onward_scenario *s, const ow_reach *reach,
                            const ow_reach *unpermitted, ow_notices *notices) {
    check c = {s, reach, unpermitted, notices};
    ow_arena *arena = ow_arena_new();
    uint8_t *is_named = arena ? OW_ARRAY(arena, s->items_count, uint8_t) : NULL;
    uint32_t *next = arena ? OW_ARRAY(arena, s->units_count, uint32_t) : NULL;
    if (!is_named || !next) {
        notices->failed = 1;
        ow_arena_free(arena);
        return;
    }
    for (uint32_t u = 0; u < s->units_count; u++) {
        check_people(&c, u);
        next[u] = s->units[u].holdings_first;
    }
    /* Holdings are in file order within a unit: the i-th row of a unit is its i-th holding. */
    for (uint32_t i = 0; i < s->rows.holdings.count; i++) {
        uint32_t unit = ow_scenario_unit(s, s->rows.holdings.data[i].unit_id);
        check_holding(&c, next[unit]++, is_named, s->rows.holdings.line[i]);
    }
    ow_arena_free(arena);
}
