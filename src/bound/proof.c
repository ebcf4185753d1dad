/* The best prices as a certificate: rounded to thousandths, prices of 0 left out. Presence prices
 * are one a class here and one a commodity there; crew prices one for all units here and one a unit
 * there. */
#include "bound/internal.h"

#include "base/array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct maker {
    const ow_bound *b;
    OW_VECTOR(ow_price) prices;
    OW_VECTOR(ow_share) shares;
    OW_VECTOR(ow_packing) packings;
    int failed;
} maker;

static void put(maker *m, uint8_t kind, uint32_t a, uint32_t key, uint32_t day, double points) {
    const int64_t milli = (int64_t)llround(points * 1000.0);
    if (milli == 0) return;
    if (!OW_PUSH(&m->prices,
                 (ow_price){.kind = kind, .a = a, .b = key, .day = day, .milli = milli}))
        m->failed = 1;
}

static void put_all(maker *m, uint8_t kind, uint32_t a, uint32_t key, size_t first) {
    for (uint32_t d = 0; d < m->b->days; d++) put(m, kind, a, key, d, m->b->best_price[first + d]);
}

static void put_transport(maker *m) {
    const ow_bound *b = m->b;
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t f = 0; f < s->fleets_count; f++)
        put_all(m, OW_PRICE_vehicle, f, OW_NO_INDEX, b->at.vehicle + (size_t)f * b->days);
    for (uint32_t l = 0; l < s->links_count; l++) {
        put_all(m, OW_PRICE_link, l, s->links[l].from_site, b->at.link + (size_t)l * 2 * b->days);
        put_all(m, OW_PRICE_link, l, s->links[l].to_site,
                b->at.link + ((size_t)l * 2 + 1) * b->days);
    }
    for (uint32_t site = 0; site < b->sites; site++)
        for (uint32_t mode = 0; mode < OW_MODE_COUNT; mode++)
            put_all(m, OW_PRICE_site, site, mode,
                    b->at.site + ((size_t)site * OW_MODE_COUNT + mode) * b->days);
    for (uint32_t p = 0; p < s->permissions_count; p++)
        put_all(m, OW_PRICE_permission, p, OW_NO_INDEX, b->at.permission + (size_t)p * b->days);
}

static void put_levels(maker *m) {
    const ow_bound *b = m->b;
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        put_all(m, OW_PRICE_limit, i, OW_NO_INDEX, b->at.limit + (size_t)i * b->days);
        put_all(m, OW_PRICE_limit_per_100, i, OW_NO_INDEX,
                b->at.limit_per_100 + (size_t)i * b->days);
    }
    for (uint32_t site = 0; site < b->sites; site++) {
        const size_t i = (size_t)site * b->days;
        put_all(m, OW_PRICE_people_max, site, OW_NO_INDEX, b->at.people_max + i);
        put_all(m, OW_PRICE_guard_min, site, OW_NO_INDEX, b->at.guard_min + i);
        put_all(m, OW_PRICE_guard_per_100, site, OW_NO_INDEX, b->at.guard_per_100 + i);
        for (uint32_t k = 0; k < b->grid->commodities_count; k++) {
            const ow_commodity *c = &b->grid->commodities[k];
            const float *presence = b->recursions[c->class_index].presence_best;
            for (uint32_t d = 0; d < b->days; d++)
                put(m, OW_PRICE_presence, site, c->key, d,
                    (double)presence[(size_t)d * b->sites + site]);
        }
    }
    put_all(m, OW_PRICE_handover, OW_NO_INDEX, OW_NO_INDEX, b->at.handover);
}

/* Whether anything of a unit goes self with a crew, or as one. */
static int has_crews(const onward_scenario *s, const ow_unit *unit) {
    for (uint32_t h = 0; h < unit->holdings_count; h++) {
        const ow_item *item = &s->items[s->holdings[unit->holdings_first + h].item];
        if (item->drives && item->crew > 0) return 1;
    }
    return 0;
}

static void put_crews(maker *m) {
    const ow_bound *b = m->b;
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t u = 0; u < s->units_count; u++) {
        if (!has_crews(s, &s->units[u])) continue;
        for (uint32_t l = 0; l < s->links_count; l++) {
            put_all(m, OW_PRICE_crew, u, l, b->at.crew + (size_t)l * 2 * b->days);
            put_all(m, OW_PRICE_crew_back, u, l, b->at.crew + ((size_t)l * 2 + 1) * b->days);
        }
    }
}

static int is_first_of_group(const ow_bound *b, uint32_t lane) {
    for (uint32_t l = 0; l < lane; l++)
        if (b->lanes[l].group == b->lanes[lane].group) return 0;
    return 1;
}

static void put_shares(maker *m) {
    const ow_bound *b = m->b;
    for (uint32_t l = 0; l < b->lanes_count; l++) {
        const ow_option *o = &b->grid->options[b->lanes[l].option];
        if (o->fleet == OW_SELF || !is_first_of_group(b, l)) continue;
        for (uint32_t d = 0; d < b->days; d++) {
            ow_share share = {.fleet = o->fleet, .link = o->link, .from_site = o->from, .day = d};
            int64_t milli[OW_SHARES];
            ow_bound_shares_milli(milli, b, b->best_logit, l, d);
            share.people_milli = milli[0];
            share.mass_milli = milli[1];
            share.area_milli = milli[2];
            if (!OW_PUSH(&m->shares, share)) m->failed = 1;
        }
    }
}

static int settle(ow_proof *proof, const maker *m, ow_arena *arena) {
    proof->prices_count = m->prices.count;
    proof->shares_count = m->shares.count;
    proof->packings_count = m->packings.count;
    proof->prices = OW_ARRAY(arena, m->prices.count + 1u, ow_price);
    proof->shares = OW_ARRAY(arena, m->shares.count + 1u, ow_share);
    proof->packings = OW_ARRAY(arena, m->packings.count + 1u, ow_packing);
    if (!proof->prices || !proof->shares || !proof->packings) return 0;
    if (m->prices.count)
        memcpy(proof->prices, m->prices.data, m->prices.count * sizeof *proof->prices);
    if (m->shares.count)
        memcpy(proof->shares, m->shares.data, m->shares.count * sizeof *proof->shares);
    if (m->packings.count)
        memcpy(proof->packings, m->packings.data, m->packings.count * sizeof *proof->packings);
    return 1;
}

ow_status ow_bound_proof(ow_proof **out, const ow_bound *b, ow_arena *arena, ow_error *error) {
    maker m = {.b = b};
    ow_proof *proof = OW_NEW(arena, ow_proof);
    if (b->best > -OW_FAR / 2) {
        put_transport(&m);
        put_levels(&m);
        put_crews(&m);
        put_shares(&m);
        for (uint32_t f = 0; f < b->grid->scenario->fleets_count; f++)
            if (b->packing[f] > 0 &&
                !OW_PUSH(&m.packings, (ow_packing){.fleet = f, .k = b->packing[f]}))
                m.failed = 1;
    }
    const int fine = proof && !m.failed && settle(proof, &m, arena);
    OW_VECTOR_FREE(&m.prices);
    OW_VECTOR_FREE(&m.shares);
    OW_VECTOR_FREE(&m.packings);
    if (!fine) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while writing the proof");
    *out = proof;
    return OW_OK;
}
