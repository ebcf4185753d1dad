/* Closings and their order (group cross): handovers, rings of precedence, sites that wait for ever.
 * Rings by peeling off what nothing comes before, and what comes before nothing. Linear but for
 * rounds of peeling. */
#include "scenario/internal.h"

#include <inttypes.h>

static int is_open_at_start(const onward_scenario *s, uint32_t site) {
    for (uint32_t i = 0; i < s->units_count; i++)
        if (s->units[i].site == site && (s->units[i].people > 0 || s->units[i].holdings_count > 0))
            return 1;
    return 0;
}

static void check_site(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    const ow_site *site = &s->sites[i];
    uint32_t line = s->rows.sites.line[i];
    int has_end = site->close_by_day != OW_NO_INDEX;
    if (!site->closes_once || site->handover_days == 0 || !is_open_at_start(s, i)) return;
    if (has_end && (s->handover_teams == 0 || (int64_t)site->close_by_day < site->handover_days))
        ow_notice_add(notices, OW_NOTICE_cannot_close_in_time, "sites.csv", line, "close_by", "",
                      "",
                      s->handover_teams == 0
                          ? "%s needs a handover team for %" PRId64 " days, and there is none"
                          : "%s needs %" PRId64 " days of handover before close_by",
                      site->id, site->handover_days);
    else if (s->handover_teams == 0)
        ow_notice_add(notices, OW_NOTICE_handover_without_team, "sites.csv", line, "handover_days",
                      "", "", "%s can never close", site->id);
}

typedef struct ring {
    uint8_t *is_out;  /* of a precedence row */
    uint32_t *before; /* of a node: rows left that it comes after */
    uint32_t *after;  /* rows left that it comes before */
} ring;

static uint32_t node_of(const onward_scenario *s, const ow_precedence *p, uint32_t index) {
    return p->of_units ? s->sites_count + index : index;
}

/* Takes out rows whose `before` has nothing before it, or whose `after` nothing after it. */
static uint32_t peel(const onward_scenario *s, ring *r) {
    uint32_t taken = 0;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence *p = &s->precedence[i];
        uint32_t before = node_of(s, p, p->before), after = node_of(s, p, p->after);
        if (r->is_out[i] || (r->before[before] > 0 && r->after[after] > 0)) continue;
        r->is_out[i] = 1;
        r->before[after]--;
        r->after[before]--;
        taken++;
    }
    return taken;
}

static ow_status check_rings(const onward_scenario *s, ow_notices *notices, ow_arena *arena) {
    size_t nodes = (size_t)s->sites_count + s->units_count;
    ring r = {OW_ARRAY(arena, s->precedence_count, uint8_t), OW_ARRAY(arena, nodes, uint32_t),
              OW_ARRAY(arena, nodes, uint32_t)};
    if (!r.is_out || !r.before || !r.after) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence *p = &s->precedence[i];
        r.before[node_of(s, p, p->after)]++;
        r.after[node_of(s, p, p->before)]++;
    }
    while (peel(s, &r) > 0) continue;
    /* What is left lies on rings, or between two; one row is enough to find them. */
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        if (r.is_out[i]) continue;
        ow_notice_add(notices, OW_NOTICE_precedence_ring, "precedence.csv",
                      s->rows.precedence.line[i], "after_id", s->rows.precedence.data[i].after_id,
                      "", "%s comes, by way of others, before itself",
                      s->rows.precedence.data[i].after_id);
        return OW_OK;
    }
    return OW_OK;
}

static void check_never(const onward_scenario *s, uint32_t i, ow_notices *notices) {
    const ow_precedence *p = &s->precedence[i];
    if (p->of_units || s->sites[p->before].closes_once) return;
    ow_notice_add(notices, OW_NOTICE_precedence_never, "precedence.csv", s->rows.precedence.line[i],
                  "before_id", s->sites[p->before].id, "", "%s never closes, so neither may %s",
                  s->sites[p->before].id, s->sites[p->after].id);
}

ow_status ow_scenario_check_order(const onward_scenario *s, ow_notices *notices) {
    ow_arena *arena = ow_arena_new();
    if (!arena) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->sites_count; i++) check_site(s, i, notices);
    for (uint32_t i = 0; i < s->precedence_count; i++) check_never(s, i, notices);
    ow_status status = check_rings(s, notices, arena);
    ow_arena_free(arena);
    return status;
}
