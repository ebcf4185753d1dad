/* Does the scenario make sense (group cross of notice.def): floors against ceilings, day by day. */
#include "scenario/internal.h"

#include <inttypes.h>

static int is_same_subject(const ow_limit *a, const ow_limit *b) {
    return a->measure == b->measure && a->scope == b->scope && a->site == b->site &&
           a->party == b->party && a->capability == b->capability && a->item == b->item;
}

static void compare(const onward_scenario *s, uint32_t f, uint32_t c, ow_notices *notices) {
    const ow_limit *floor = &s->limits[f], *ceiling = &s->limits[c];
    uint32_t first = floor->first_day > ceiling->first_day ? floor->first_day : ceiling->first_day;
    uint32_t last = floor->last_day < ceiling->last_day ? floor->last_day : ceiling->last_day;
    if (first > last || floor->value <= ceiling->value || floor->while_open) return;
    ow_notice_add(notices, OW_NOTICE_floor_above_ceiling, "limits.csv", s->rows.limits.line[f],
                  "value", "", "", "floor %s of %" PRId64 " is above ceiling %s of %" PRId64,
                  floor->id, floor->value, ceiling->id, ceiling->value);
}

ow_status ow_scenario_check(const onward_scenario *s, ow_notices *notices) {
    for (uint32_t f = 0; f < s->limits_count; f++)
        for (uint32_t c = 0; s->limits[f].kind == OW_LIMIT_KIND_floor && c < s->limits_count; c++)
            if (s->limits[c].kind == OW_LIMIT_KIND_ceiling &&
                is_same_subject(&s->limits[f], &s->limits[c]))
                compare(s, f, c, notices);
    return notices->failed ? OW_NO_MEMORY : OW_OK;
}
