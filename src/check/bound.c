/* Puts the bound together: rows' right-hand sides, each cargo's cheapest way, each site's cheapest
 * choice. Source: docs/reference/bound.md (Lagrangian relaxation; weak duality). */
#include "check/bound.h"

#include "check/bound_site.h"

#include <stdlib.h>

typedef struct work {
    const onward_scenario *scenario;
    ow_arena *arena;
    ow_price_rows rows;
    ow_bound_options options;
    ow_paths *paths;
    ow_site_terms sites;
    uint32_t cargoes_count;
    ow_cargo *cargoes;
    ow_wide *leave_micro;
} work;

/* By party and item, so that the charges of a kind of cargo are worked out once. */
static int cargo_compare(const void *left, const void *right) {
    const ow_cargo *x = left, *y = right;
    if (x->party != y->party) return x->party < y->party ? -1 : 1;
    if (x->item != y->item) return x->item < y->item ? -1 : 1;
    return (x->commodity > y->commodity) - (x->commodity < y->commodity);
}

static ow_status cargoes_fill(work *w) {
    const onward_scenario *s = w->scenario;
    w->cargoes = OW_ARRAY(w->arena, (size_t)s->units_count + s->holdings_count + 1, ow_cargo);
    if (w->cargoes == NULL) return OW_NO_MEMORY;
    for (uint32_t u = 0; u < s->units_count; u++)
        if (s->units[u].people > 0)
            w->cargoes[w->cargoes_count++] = (ow_cargo){.unit = u,
                                                        .holding = OW_NO_INDEX,
                                                        .party = s->units[u].party,
                                                        .item = OW_NO_INDEX,
                                                        .commodity = u,
                                                        .quantity = s->units[u].people};
    for (uint32_t h = 0; h < s->holdings_count; h++)
        if (s->holdings[h].quantity > 0)
            w->cargoes[w->cargoes_count++] =
                (ow_cargo){.unit = s->holdings[h].unit,
                           .holding = h,
                           .party = s->units[s->holdings[h].unit].party,
                           .item = s->holdings[h].item,
                           .commodity = s->units_count + h,
                           .quantity = s->holdings[h].quantity};
    qsort(w->cargoes, w->cargoes_count, sizeof *w->cargoes, cargo_compare);
    return OW_OK;
}

static ow_status prepare(work *w, const ow_proof *proof, ow_error *error) {
    const onward_scenario *s = w->scenario;
    OW_TRY(ow_check_bound_rows(&w->rows, w->arena, s, proof, error));
    OW_TRY(ow_check_bound_options(&w->options, w->arena, s, &w->rows, proof, error));
    OW_TRY(ow_check_bound_paths(&w->paths, w->arena, s, &w->rows, &w->options));
    OW_TRY(ow_check_bound_sites(&w->sites, w->arena, s, &w->rows));
    w->leave_micro = OW_ARRAY(w->arena, s->days + 1u, ow_wide);
    return w->leave_micro == NULL ? OW_NO_MEMORY : cargoes_fill(w);
}

/* The sum of everything; infinite if a cargo has no way or a site no closing day. */
static ow_wide sum_up(work *w) {
    const onward_scenario *s = w->scenario;
    ow_wide sum = w->rows.constant_micro;
    for (uint32_t i = 0; i < w->cargoes_count; i++) {
        const ow_cargo *cargo = &w->cargoes[i];
        int closing = w->sites.form[s->units[cargo->unit].site] == OW_SITE_closing;
        ow_check_bound_path(w->leave_micro, w->paths, cargo, closing);
        if (closing) {
            ow_check_bound_site_add(&w->sites, s, cargo, w->leave_micro);
            continue;
        }
        ow_wide least = OW_WIDE_INFINITE;
        for (uint32_t x = 0; x <= s->days; x++)
            if (w->leave_micro[x] < least) least = w->leave_micro[x];
        if (ow_wide_is_infinite(least)) return OW_WIDE_INFINITE;
        sum = ow_wide_plus(sum, least * cargo->quantity);
    }
    for (uint32_t site = 0; site < s->sites_count; site++) {
        ow_wide least = ow_check_bound_site(&w->sites, s, &w->rows, site);
        if (ow_wide_is_infinite(least)) return OW_WIDE_INFINITE;
        sum = ow_wide_plus(sum, least);
    }
    return sum;
}

/* Rounded down to thousandths. A finite bound that does not fit is cut, so that it stays one. */
static int64_t milli_floor(ow_wide micro) {
    if (ow_wide_is_infinite(micro)) return OW_BOUND_INFINITE;
    if (micro < 0) return 0;
    ow_wide milli = micro / 1000;
    return milli < OW_BOUND_INFINITE ? (int64_t)milli : OW_BOUND_INFINITE - 1;
}

ow_status ow_check_bound(int64_t *bound_milli, const onward_scenario *scenario,
                         const ow_proof *proof, ow_error *error) {
    work w = {.scenario = scenario, .arena = ow_arena_new()};
    ow_status status = OW_NO_MEMORY;
    if (w.arena == NULL) goto cleanup;
    status = prepare(&w, proof, error);
    if (status == OW_OK) *bound_milli = milli_floor(sum_up(&w));
cleanup:
    if (status == OW_NO_MEMORY) ow_fail(error, status, "", "no memory for the bound");
    ow_arena_free(w.arena);
    return status;
}
