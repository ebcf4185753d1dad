/* The bound that proofs prove: never above the true optimum, whatever the prices. Tiny scenarios
 * are solved by brute force; then prices are changed at random, keeping what raises the bound, so
 * that the search itself looks for a proof that claims too much. Hand-worked cases say that the
 * bound is what the page says. */
#include "base/random.h"
#include "check/bound.h"
#include "check/bound_rows.h"
#include "support/brute.h"
#include "support/tiny.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PRICES_MAX = 64, SHARES_MAX = 16, SCENARIOS = 400, CHANGES = 120, WORK_MAX = 30000 };

/* A proof with room to grow. */
typedef struct proof_room {
    ow_proof proof;
    ow_price prices[PRICES_MAX];
    ow_share shares[SHARES_MAX];
    ow_packing packings[TINY_FLEETS];
} proof_room;

static void room_link(proof_room *room) {
    room->proof.prices = room->prices;
    room->proof.shares = room->shares;
    room->proof.packings = room->packings;
}

static uint32_t key_of(ow_random *random, uint32_t count) {
    return count == 0 ? 0 : ow_random_below(random, count);
}

/* A random row: its keys fit, but it need not exist. */
static ow_price price_draw(const onward_scenario *s, ow_random *random) {
    ow_price p = {.kind = (uint8_t)ow_random_below(random, OW_PRICE_COUNT), .b = OW_NO_INDEX};
    p.day = ow_random_below(random, s->days);
    static const int64_t sizes[] = {1, 7, 100, 500, 1000, 3333, 10000, 40000};
    p.milli = sizes[ow_random_below(random, 8)] * (1 + ow_random_below(random, 9));
    uint32_t commodities = s->units_count + s->holdings_count;
    switch (p.kind) {
    case OW_PRICE_vehicle: p.a = key_of(random, s->fleets_count); break;
    case OW_PRICE_link:
        p.a = key_of(random, s->links_count);
        p.b = ow_random_below(random, 2) ? s->links[p.a].from_site : s->links[p.a].to_site;
        break;
    case OW_PRICE_site:
        p.a = key_of(random, s->sites_count);
        p.b = ow_random_below(random, OW_MODE_COUNT);
        break;
    case OW_PRICE_permission: p.a = key_of(random, s->permissions_count); break;
    case OW_PRICE_limit:
    case OW_PRICE_limit_per_100: p.a = key_of(random, s->limits_count); break;
    case OW_PRICE_presence:
        p.a = key_of(random, s->sites_count);
        p.b = key_of(random, commodities);
        break;
    case OW_PRICE_handover: p.a = OW_NO_INDEX; break;
    case OW_PRICE_crew:
    case OW_PRICE_crew_back:
        p.a = key_of(random, s->units_count);
        p.b = key_of(random, s->links_count);
        if (ow_random_below(random, 2)) p.milli = -p.milli;
        break;
    default: p.a = key_of(random, s->sites_count); break;
    }
    return p;
}

static int same_row(const ow_price *x, const ow_price *y) {
    return x->kind == y->kind && x->a == y->a && x->b == y->b && x->day == y->day;
}

static void share_change(proof_room *room, const onward_scenario *s, ow_random *random) {
    ow_share share = {.day = OW_NO_INDEX};
    if (s->fleet_links_count == 0) return;
    const ow_fleet_link *row = &s->fleet_links[ow_random_below(random, s->fleet_links_count)];
    share.fleet = row->fleet;
    share.link = row->link;
    share.from_site =
        ow_random_below(random, 2) ? s->links[row->link].from_site : s->links[row->link].to_site;
    if (ow_random_below(random, 2)) share.day = ow_random_below(random, s->days);
    share.people_milli = ow_random_below(random, 1001);
    share.mass_milli = ow_random_below(random, (uint32_t)(1001 - share.people_milli));
    share.area_milli = 1000 - share.people_milli - share.mass_milli;
    uint32_t i = 0;
    for (; i < room->proof.shares_count; i++) {
        const ow_share *old = &room->shares[i];
        if (old->fleet == share.fleet && old->link == share.link &&
            old->from_site == share.from_site && old->day == share.day)
            break;
    }
    if (i == SHARES_MAX) return;
    room->shares[i] = share;
    if (i == room->proof.shares_count) room->proof.shares_count++;
}

/* One change of a proof; the kind of the price that it changed, or -1. */
static int proof_change(proof_room *room, const onward_scenario *s, ow_random *random) {
    uint32_t what = ow_random_below(random, 12);
    uint32_t count = room->proof.prices_count;
    if (what == 0) {
        share_change(room, s, random);
        return -1;
    }
    if (what == 1) {
        uint32_t fleet = key_of(random, s->fleets_count), i = 0;
        while (i < room->proof.packings_count && room->packings[i].fleet != fleet) i++;
        room->packings[i] = (ow_packing){fleet, ow_random_below(random, 6)};
        if (i == room->proof.packings_count) room->proof.packings_count++;
        return -1;
    }
    if (what < 6 && count > 0) { /* more or less of a price that is there */
        ow_price *p = &room->prices[ow_random_below(random, count)];
        static const int64_t percent[] = {0, 50, 80, 110, 150, 200};
        p->milli = p->milli * percent[ow_random_below(random, 6)] / 100;
        return p->kind;
    }
    ow_price p = price_draw(s, random);
    uint32_t days = ow_random_below(random, 3) == 0 ? s->days : 1; /* often on all days at once */
    for (uint32_t day = days == 1 ? p.day : 0, end = day + days; day < end; day++) {
        uint32_t i = 0;
        p.day = day;
        while (i < room->proof.prices_count && !same_row(&room->prices[i], &p)) i++;
        if (i == PRICES_MAX) return -1;
        room->prices[i] = p;
        if (i == room->proof.prices_count) room->proof.prices_count++;
    }
    return p.kind;
}

static void print_failure(const onward_scenario *s, const proof_room *room, uint64_t seed,
                          int64_t bound, int64_t optimum) {
    fprintf(stderr, "seed %llu: bound %lld > optimum %lld\n", (unsigned long long)seed,
            (long long)bound, (long long)optimum);
    for (uint32_t i = 0; i < room->proof.prices_count; i++) {
        const ow_price *p = &room->prices[i];
        fprintf(stderr, "  kind %d a %u b %u day %u: %lld\n", p->kind, p->a, p->b, p->day,
                (long long)p->milli);
    }
    fprintf(stderr, "  %u sites, %u links, %u units, %u days\n", s->sites_count, s->links_count,
            s->units_count, s->days);
}

/* What the draws came to, to see that they test something. */
typedef struct tally {
    int solved, infeasible, too_large, proved_infeasible, close, raised[OW_PRICE_COUNT];
    int64_t evaluations;
} tally;

static void climb(tally *sum, const onward_scenario *s, ow_random *random, int64_t optimum,
                  uint64_t seed) {
    proof_room best = {0};
    int64_t best_bound = 0;
    assert_int_equal(ow_check_bound(&best_bound, s, NULL, NULL), OW_OK);
    for (int i = 0; i < CHANGES; i++) {
        proof_room next = best;
        int64_t bound = -1;
        room_link(&next);
        int kind = proof_change(&next, s, random);
        ow_status status = ow_check_bound(&bound, s, &next.proof, NULL);
        if (status == OW_INPUT) continue; /* a row that does not exist */
        assert_int_equal(status, OW_OK);
        sum->evaluations++;
        if (bound > optimum) print_failure(s, &next, seed, bound, optimum);
        assert_true(bound <= optimum);
        if (bound < best_bound) continue;
        if (bound > best_bound && kind >= 0) sum->raised[kind]++;
        best = next;
        best_bound = bound;
    }
    sum->close += optimum != BRUTE_INFEASIBLE && best_bound >= optimum - optimum * 3 / 10;
    sum->proved_infeasible += best_bound == OW_BOUND_INFINITE;
}

static void test_never_above_the_optimum(void **unused) {
    (void)unused;
    tally sum = {0};
    const char *seeds = getenv("BOUND_SCENARIOS"), *first = getenv("BOUND_SEED");
    uint64_t count = seeds ? strtoull(seeds, NULL, 10) : SCENARIOS;
    uint64_t start = first ? strtoull(first, NULL, 10) : 1;
    for (uint64_t seed = start; seed < start + count; seed++) {
        ow_random random;
        ow_random_seed(&random, seed, 0);
        ow_arena *arena = ow_arena_new();
        const onward_scenario *s = tiny_scenario(arena, &random);
        int64_t optimum = brute_optimum(s, WORK_MAX);
        sum.too_large += optimum == BRUTE_TOO_LARGE;
        sum.infeasible += optimum == BRUTE_INFEASIBLE;
        if (optimum != BRUTE_TOO_LARGE) {
            sum.solved += optimum != BRUTE_INFEASIBLE;
            climb(&sum, s, &random, optimum, seed);
        }
        ow_arena_free(arena);
    }
    print_message(
        "%d solved, %d infeasible (%d proved), %d too large; %lld bounds, %d within 30%%\n",
        sum.solved, sum.infeasible, sum.proved_infeasible, sum.too_large,
        (long long)sum.evaluations, sum.close);
    for (int kind = 0; kind < OW_PRICE_COUNT; kind++) print_message("%d ", sum.raised[kind]);
    print_message("bounds raised, by kind of price\n");
    /* Each kind of price must have mattered, or its rows were not tested. */
    if (count >= SCENARIOS)
        for (int kind = 0; kind < OW_PRICE_COUNT; kind++) assert_true(sum.raised[kind] > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_never_above_the_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
