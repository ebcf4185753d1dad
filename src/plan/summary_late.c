/* Units that are late, by name: how many are not at their destination after the due date, until
 * when, and how many never come. Movements are put into lists by unit, so that each unit is walked
 * through once. O(movements + late units × days). */
#include "plan/summary.h"

#include <stdlib.h>
#include <string.h>

/* Lists of movements and fates by unit: next[i] is 1 + the next one, 0 the end. */
typedef struct lists {
    uint32_t *movement_head, *movement_next, *fate_head, *fate_next;
    int64_t *people,
        *items; /* [day] of the unit at hand: change, then absent at the end of the day */
} lists;

static int make_lists(ow_summing *s, lists *l) {
    const onward_scenario *scenario = s->scenario;
    l->movement_head = OW_ARRAY(s->arena, (size_t)scenario->units_count + 1, uint32_t);
    l->fate_head = OW_ARRAY(s->arena, (size_t)scenario->units_count + 1, uint32_t);
    l->movement_next = OW_ARRAY(s->arena, (size_t)s->plan->movements_count + 1, uint32_t);
    l->fate_next = OW_ARRAY(s->arena, (size_t)s->plan->fates_count + 1, uint32_t);
    l->people = OW_ARRAY(s->arena, (size_t)scenario->days + 1, int64_t);
    l->items = OW_ARRAY(s->arena, (size_t)scenario->days + 1, int64_t);
    if (!l->movement_head || !l->fate_head || !l->movement_next || !l->fate_next || !l->people ||
        !l->items)
        return 0;
    for (uint32_t i = 0; i < s->plan->movements_count; i++) {
        const ow_movement *m = &s->plan->movements[i];
        if (!ow_movement_known(m, scenario)) continue;
        l->movement_next[i] = l->movement_head[m->unit];
        l->movement_head[m->unit] = i + 1;
    }
    for (uint32_t i = 0; i < s->plan->fates_count; i++) {
        const ow_fate_row *f = &s->plan->fates[i];
        if (!ow_fate_known(f, scenario)) continue;
        l->fate_next[i] = l->fate_head[f->unit];
        l->fate_head[f->unit] = i + 1;
    }
    return 1;
}

static void add(int64_t *row, uint32_t days, int32_t day, int64_t quantity) {
    if (day < (int64_t)days) row[day < 0 ? 0 : day] += quantity;
}

/* Fills people and items with what is not at the destination at the end of each day. */
static void fill_absent(const ow_summing *s, lists *l, uint32_t index) {
    const ow_unit *unit = &s->scenario->units[index];
    uint32_t days = s->scenario->days;
    memset(l->people, 0, days * sizeof *l->people);
    memset(l->items, 0, days * sizeof *l->items);
    if (unit->site != unit->destination) {
        add(l->people, days, 0, unit->people);
        for (uint32_t h = 0; h < unit->holdings_count; h++)
            add(l->items, days, 0, s->scenario->holdings[unit->holdings_first + h].quantity);
    }
    for (uint32_t i = l->movement_head[index]; i; i = l->movement_next[i - 1]) {
        const ow_movement *m = &s->plan->movements[i - 1];
        int64_t *row = m->item == OW_NO_INDEX ? l->people : l->items;
        if (m->to_site == unit->destination) add(row, days, m->arrive_day, -m->quantity);
        if (m->from_site == unit->destination) add(row, days, m->depart_day, m->quantity);
    }
    for (uint32_t i = l->fate_head[index]; i; i = l->fate_next[i - 1]) {
        const ow_fate_row *f = &s->plan->fates[i - 1];
        if (f->site != unit->destination) add(l->items, days, f->day, -f->quantity);
    }
    for (uint32_t d = 1; d < days; d++) {
        l->people[d] += l->people[d - 1];
        l->items[d] += l->items[d - 1];
    }
}

/* 1 if the unit is late, or never whole at its destination. */
static int sum_unit(const ow_summing *s, const lists *l, const ow_unit *unit,
                    onward_summary_late *late) {
    uint32_t days = s->scenario->days;
    uint32_t first = unit->due_day == OW_NO_INDEX ? 0 : unit->due_day + 1;
    int64_t last_late = INT32_MIN;
    memset(late, 0, sizeof *late);
    for (uint32_t d = first; d < days; d++) {
        if (l->people[d] <= 0 && l->items[d] <= 0) continue;
        if (last_late == INT32_MIN) {
            late->people = l->people[d];
            late->items = l->items[d];
        }
        last_late = d;
        late->person_days += l->people[d];
    }
    late->people_never = days ? l->people[days - 1] : 0;
    late->items_never = days ? l->items[days - 1] : 0;
    ow_summary_date(late->last_late_date, s, last_late);
    if (unit->due_day != OW_NO_INDEX) ow_summary_date(late->due_date, s, unit->due_day);
    return last_late != INT32_MIN || late->people_never > 0 || late->items_never > 0;
}

static int by_person_days(const void *a, const void *b) {
    const onward_summary_late *x = a, *y = b;
    if (x->person_days != y->person_days) return x->person_days > y->person_days ? -1 : 1;
    if (x->items != y->items) return x->items > y->items ? -1 : 1;
    return strcmp(x->unit_id, y->unit_id);
}

int ow_summary_late(ow_summing *s) {
    lists l;
    const onward_scenario *scenario = s->scenario;
    s->out->late = OW_ARRAY(s->arena, (size_t)scenario->units_count + 1, onward_summary_late);
    if (!s->out->late || !make_lists(s, &l)) return 0;
    for (uint32_t u = 0; scenario->days && u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        onward_summary_late *late = &s->out->late[s->out->late_count];
        if (!unit->pays_late) continue;
        fill_absent(s, &l, u);
        if (!sum_unit(s, &l, unit, late)) continue;
        late->unit_id = ow_arena_strdup(s->arena, unit->id);
        late->name = ow_arena_strdup(s->arena, unit->name);
        if (!late->unit_id || !late->name) return 0;
        s->out->late_count++;
    }
    qsort(s->out->late, s->out->late_count, sizeof *s->out->late, by_person_days);
    return 1;
}
