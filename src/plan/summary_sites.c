/* Strength in the host country, closings by date, and the sites that are open at the end. */
#include "plan/summary.h"

#include <stdlib.h>
#include <string.h>

static void sum_strength(ow_summing *s) {
    onward_summary *out = s->out;
    const onward_scenario *scenario = s->scenario;
    uint32_t days = s->stock.days;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        if (!scenario->sites[unit->site].in_host) continue;
        out->start_people += unit->people;
        for (uint32_t h = 0; h < unit->holdings_count; h++)
            out->start_items += scenario->holdings[unit->holdings_first + h].quantity;
    }
    int64_t peak_day = 0;
    for (uint32_t d = 0; d < days; d++) {
        int64_t people = s->stock.country_people[d];
        out->person_days += people;
        if (people > out->peak_people) {
            out->peak_people = people;
            peak_day = d;
        }
    }
    if (days) out->end_people = s->stock.country_people[days - 1];
    ow_summary_date(out->peak_date, s, peak_day);
    for (uint32_t site = 0; site < scenario->sites_count; site++) {
        if (scenario->sites[site].risk_milli <= 0) continue;
        for (uint32_t d = 0; d < days; d++)
            if (scenario->site_factor_milli[(size_t)site * days + d] > 0)
                out->risk_person_days += s->stock.exposed[(size_t)site * days + d];
    }
}

static int fill_site(ow_summing *s, onward_summary_site *out, uint32_t site) {
    out->site_id = ow_arena_strdup(s->arena, s->scenario->sites[site].id);
    out->name = ow_arena_strdup(s->arena, s->scenario->sites[site].name);
    return out->site_id && out->name;
}

static int by_closing(const void *a, const void *b) {
    const ow_closing *x = a, *y = b;
    if (x->closed_day != y->closed_day) return x->closed_day < y->closed_day ? -1 : 1;
    return x->site < y->site ? -1 : 1;
}

static int sum_closings(ow_summing *s) {
    ow_closing *rows;
    uint32_t count;
    if (!ow_closings_derive(&rows, &count, s->arena, s->scenario, &s->stock)) return 0;
    qsort(rows, count, sizeof *rows, by_closing);
    s->out->closings = OW_ARRAY(s->arena, (size_t)count + 1, onward_summary_site);
    if (!s->out->closings) return 0;
    for (uint32_t i = 0; i < count; i++) {
        onward_summary_site *out = &s->out->closings[i];
        if (!fill_site(s, out, rows[i].site)) return 0;
        ow_summary_date(out->items_out_date, s, rows[i].items_out_day);
        ow_summary_date(out->closed_date, s, rows[i].closed_day);
    }
    s->out->closings_count = count;
    return 1;
}

static int sum_stays(ow_summing *s) {
    const onward_scenario *scenario = s->scenario;
    uint32_t days = s->stock.days;
    s->out->stays = OW_ARRAY(s->arena, (size_t)scenario->sites_count + 1, onward_summary_site);
    if (!s->out->stays) return 0;
    for (uint32_t site = 0; days && site < scenario->sites_count; site++) {
        if (!scenario->sites[site].in_host || !ow_stock_open(&s->stock, site, days - 1)) continue;
        onward_summary_site *out = &s->out->stays[s->out->stays_count++];
        if (!fill_site(s, out, site)) return 0;
        out->people = s->stock.people[(size_t)site * days + days - 1];
        out->items = s->stock.items[(size_t)site * days + days - 1];
        s->out->end_items += out->items;
    }
    return 1;
}

int ow_summary_sites(ow_summing *s) {
    sum_strength(s);
    return sum_closings(s) && sum_stays(s);
}
