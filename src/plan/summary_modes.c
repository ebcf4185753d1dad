/* Movements by mode, with what drives itself apart, and what became of items that did not go home.
 */
#include "plan/summary.h"

enum { SELF = OW_MODE_COUNT };
_Static_assert(ONWARD_SUMMARY_MODES == OW_MODE_COUNT + 1, "a row a mode, and one for self");

static int64_t mass_of(const onward_scenario *scenario, const ow_movement *m) {
    return m->item == OW_NO_INDEX ? 0 : scenario->items[m->item].mass_kg * m->quantity;
}

int ow_summary_modes(ow_summing *s) {
    static const char *const names[] = {"road", "rail", "air", "sea", "self"};
    onward_summary_mode *modes = s->out->modes;
    for (int i = 0; i < ONWARD_SUMMARY_MODES; i++) modes[i].mode = names[i];
    for (uint32_t i = 0; i < s->plan->movements_count; i++) {
        const ow_movement *m = &s->plan->movements[i];
        if (!ow_movement_known(m, s->scenario)) continue;
        int is_self = m->fleet == OW_SELF;
        onward_summary_mode *mode = &modes[is_self ? SELF : s->scenario->links[m->link].mode];
        if (m->item == OW_NO_INDEX)
            mode->people += m->quantity;
        else
            mode->items += m->quantity;
        mode->mass_kg += mass_of(s->scenario, m);
        if (is_self && m->item != OW_NO_INDEX) mode->missions += m->quantity;
    }
    for (uint32_t i = 0; i < s->missions_count; i++)
        modes[s->scenario->links[s->plan->movements[s->missions[i]].link].mode].missions++;
    for (uint32_t i = 0; i < s->plan->fates_count; i++) {
        const ow_fate_row *fate = &s->plan->fates[i];
        if (fate->fate == OW_FATE_transfer) s->out->transferred += fate->quantity;
        if (fate->fate == OW_FATE_sell) s->out->sold += fate->quantity;
        if (fate->fate == OW_FATE_destroy) s->out->destroyed += fate->quantity;
    }
    return 1;
}
