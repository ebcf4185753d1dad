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

enum { PRICES_MAX = 48, SHARES_MAX = 16, SCENARIOS = 400, CHANGES = 1500, WORK_MAX = 6000 };

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
static int proof_change(proof_room *room, const onward_scenario *s, ow_random *random,
                        uint32_t kinds) {
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
        int kind = p->kind;
        p->milli = p->milli * percent[ow_random_below(random, 6)] / 100;
        if (p->milli == 0) *p = room->prices[--room->proof.prices_count];
        return kind;
    }
    ow_price p = price_draw(s, random);
    while (!(kinds >> p.kind & 1)) p = price_draw(s, random);
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
    /* Half of the scenarios try all kinds of price, half of them a few, which then come further. */
    uint32_t kinds = (1U << OW_PRICE_COUNT) - 1;
    if (seed % 2)
        kinds = 1U << seed / 2 % OW_PRICE_COUNT | 1U << ow_random_below(random, OW_PRICE_COUNT);
    for (int i = 0; i < CHANGES; i++) {
        proof_room next = best;
        int64_t bound = -1;
        room_link(&next);
        int kind = proof_change(&next, s, random, kinds);
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
    /* Sanitizers take several times as long; they look for other faults than a bound that is too
     * high. */
    uint64_t count = getenv("ONWARD_SANITIZED") ? SCENARIOS / 6 : SCENARIOS;
    if (seeds != NULL) count = strtoull(seeds, NULL, 10);
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

/* ---- Cases worked by hand ---- */

/* A base and home 500 km apart by air; one aircraft with two seats whose cycle fills the day and
 * costs 24 points; four people at the base who pay 1 point a day there. Nothing else costs or
 * binds. */
static onward_scenario *hand_scenario(ow_arena *arena, uint32_t days) {
    onward_scenario *s = OW_NEW(arena, onward_scenario);
    assert(s != NULL && days <= TINY_DAYS);
    *s = (onward_scenario){.arena = arena, .days = days, .handover_teams = OW_UNLIMITED};
    s->points_per_person_day_milli = 1000;
    s->points_per_1000_cost_milli = 1000;
    s->sites_count = 2;
    s->sites = OW_ARRAY(arena, 3, ow_site);
    s->sites[0] = (ow_site){.id = "base", .in_host = 1, .closes_once = 1, .risk_milli = 1000};
    s->sites[1] = (ow_site){.id = "home", .kind = OW_SITE_KIND_home};
    for (int i = 0; i < 2; i++) {
        s->sites[i].people_max = OW_UNLIMITED;
        s->sites[i].close_by_day = OW_NO_INDEX;
    }
    s->links_count = 1;
    s->links = OW_NEW(arena, ow_link);
    *s->links = (ow_link){.id = "l",
                          .to_site = 1,
                          .mode = OW_MODE_air,
                          .distance_m = 500000,
                          .both_ways = 1,
                          .touches_host = 1,
                          .missions_per_day = OW_UNLIMITED,
                          .one_way_min = -1};
    s->fleets_count = s->fleet_links_count = 1;
    s->fleets = OW_NEW(arena, ow_fleet);
    *s->fleets = (ow_fleet){.id = "f",
                            .party = OW_NO_INDEX,
                            .mode = OW_MODE_air,
                            .people_max = 2,
                            .payload_kg = OW_UNLIMITED,
                            .area_milli_m2 = OW_UNLIMITED,
                            .speed_milli_km_h = 500000,
                            .duty_min = 1440,
                            .cost_milli_per_h = 1000000,
                            .home_site = OW_NO_INDEX,
                            .links_count = 1};
    s->fleet_links = OW_NEW(arena, ow_fleet_link);
    *s->fleet_links = (ow_fleet_link){0, 0, -1, 1440};
    s->units_count = 1;
    s->units = OW_ARRAY(arena, 2, ow_unit);
    s->units[0] = (ow_unit){.id = "u",
                            .destination = 1,
                            .people = 4,
                            .pays_late = 1,
                            .due_day = days,
                            .min_group = 1,
                            .window_days = OW_UNLIMITED};
    s->points_per_late_person_day_milli = 100000;
    s->guard_capability = 1;
    s->holdings = OW_ARRAY(arena, 2, ow_holding);
    s->items = OW_NEW(arena, ow_item);
    s->limits = OW_NEW(arena, ow_limit);
    s->vehicles = OW_ARRAY(arena, days, int64_t);
    s->site_capacity = OW_ARRAY(arena, 2 * OW_MODE_COUNT * days, int64_t);
    s->site_factor_milli = OW_ARRAY(arena, 2 * days, int64_t);
    s->link_factor_milli = OW_ARRAY(arena, days, int64_t);
    s->site_closed = OW_ARRAY(arena, 2 * days, uint8_t);
    s->link_closed = OW_ARRAY(arena, days, uint8_t);
    for (uint32_t i = 0; i < 2 * OW_MODE_COUNT * days; i++) s->site_capacity[i] = OW_UNLIMITED;
    for (uint32_t i = 0; i < 2 * days; i++) s->site_factor_milli[i] = 1000;
    for (uint32_t i = 0; i < days; i++) s->vehicles[i] = 1;
    for (uint32_t i = 0; i < days; i++) s->link_factor_milli[i] = 1000;
    return s;
}

static int64_t bound_with(const onward_scenario *s, const ow_price *prices, uint32_t count) {
    ow_price copy[8];
    for (uint32_t i = 0; i < count; i++) copy[i] = prices[i];
    ow_proof proof = {.prices_count = count, .prices = copy};
    int64_t bound = -1;
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    return bound;
}

static int64_t bound_of(const onward_scenario *s, uint8_t kind, uint32_t a, uint32_t b,
                        uint32_t day, int64_t milli) {
    return bound_with(s, &(ow_price){kind, a, b, day, milli}, 1);
}

/* Two flights are needed, one a day: 48 points of lift, and two people wait a day at the open base
 * (2 points, and 0.5 for the base). Without prices a person pays half a flight and leaves at once:
 * 4 x 12 = 48. With p on the aircraft's day 0, a person pays 12 + p/2 on day 0 or 12 + 1 on day 1
 * (if the base is open for 0.5), and p is given back once. p = 2: 4 x 13 - 2 = 50. p = 2.25: 4
 * x 13.125 - 2.25 = 50.25, closing on day 0, the same on day 1: 4 x 13 + 0.5 - 2.25. */
static void test_one_aircraft(void **state) {
    ow_arena *arena = *state;
    onward_scenario *s = hand_scenario(arena, 4);
    s->sites[0].open_points_milli_per_day = 500;
    int64_t bound = -1;
    assert_int_equal(ow_check_bound(&bound, s, NULL, NULL), OW_OK);
    assert_int_equal(bound, 48000);
    assert_int_equal(bound_with(s, NULL, 0), 48000);
    assert_int_equal(brute_optimum(s, WORK_MAX), 50500);
    assert_int_equal(bound_of(s, OW_PRICE_vehicle, 0, OW_NO_INDEX, 0, 2000), 50000);
    assert_int_equal(bound_of(s, OW_PRICE_vehicle, 0, OW_NO_INDEX, 0, 2250), 50250);
}

/* Two people and one tonne in one aircraft for two people and one tonne: half of the flight is
 * charged to the people, half to the tonne, and the whole is one flight, 24 points. Shares of 250
 * and 750 say the same; shares of 1000 and 0 charge the people 12 each and the tonne nothing. */
static void test_shares(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    s->units[0].people = 2;
    s->units[0].holdings_count = s->holdings_count = s->items_count = 1;
    s->holdings[0] = (ow_holding){0, 0, 1};
    s->items[0] = (ow_item){.id = "i", .mass_kg = 1000, .fates = 1 << OW_FATE_return};
    s->fleets[0].payload_kg = 1000;
    s->points_per_late_tonne_day_milli = 100000;
    ow_share share = {0, 0, 0, OW_NO_INDEX, 250, 750, 0};
    ow_proof proof = {.shares_count = 1, .shares = &share};
    int64_t bound = -1;
    assert_int_equal(bound_with(s, NULL, 0), 24000);
    assert_int_equal(brute_optimum(s, WORK_MAX), 24000);
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    assert_int_equal(bound, 24000);
    share =
        (ow_share){0, 0, 0, 0, 0, 1000, 0}; /* on day 0 only: the people leave then, for nothing */
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    assert_int_equal(bound, 12000); /* the tonne waits for a day on which it pays half */
}

/* One guard for two others who are ready on day 1 only. The guard would leave at once (0); the
 * others pay 1 each on day 0. With 1 on the guards' row of day 0 the guard is paid 1 for staying,
 * and the others pay 1 x 50/100 each on top: 0 + 2 x 1.5 = 3, and that is what it costs. The floor
 * of per_100_people is the same in other words. */
static void test_guards_for_others(void **state) {
    onward_scenario *s = hand_scenario(*state, 2);
    s->points_per_1000_cost_milli = 0;
    s->units_count = 2;
    s->units[0].people = 2;
    s->units[0].ready_day = 1;
    s->units[1] = s->units[0];
    s->units[1] = (ow_unit){.id = "g",
                            .destination = 1,
                            .people = 1,
                            .pays_late = 1,
                            .due_day = 2,
                            .capability = 1,
                            .is_guard = 1,
                            .min_group = 1,
                            .window_days = OW_UNLIMITED};
    s->fleets[0].people_max = 3;
    s->sites[0].guard_per_100 = 50;
    assert_int_equal(bound_with(s, NULL, 0), 2000);
    assert_int_equal(brute_optimum(s, WORK_MAX), 3000);
    assert_int_equal(bound_of(s, OW_PRICE_guard_per_100, 0, OW_NO_INDEX, 0, 1000), 3000);
    s->sites[0].guard_per_100 = 0;
    s->limits_count = 1;
    s->limits[0] = (ow_limit){.id = "c",
                              .kind = OW_LIMIT_KIND_floor,
                              .scope = OW_SCOPE_host,
                              .capability = 1,
                              .item = OW_NO_INDEX,
                              .site = OW_NO_INDEX,
                              .party = OW_NO_INDEX,
                              .last_day = 1,
                              .per_100_people = 50};
    assert_int_equal(brute_optimum(s, WORK_MAX), 3000);
    assert_int_equal(bound_of(s, OW_PRICE_limit_per_100, 0, OW_NO_INDEX, 0, 1000), 3000);
}

/* The flight takes two days. Ceiling of two on day 0 over the host country: those on the way count,
 * so each of the four pays 1 + 5 on day 0 wherever it is, and 5 is given back twice: 4 x 6 - 10
 * = 14. A floor of four with price 0.5 does not count them on the way: leaving at once costs 1,
 * waiting 0.5 + 1, and the floor gives 4 x 0.5: 6. */
static void test_on_the_way(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    s->points_per_1000_cost_milli = 0;
    s->fleets[0].duty_min = 60;
    s->fleets[0].load_min = 60;
    s->limits_count = 1;
    s->limits[0] = (ow_limit){.id = "c",
                              .kind = OW_LIMIT_KIND_ceiling,
                              .scope = OW_SCOPE_host,
                              .capability = OW_NO_INDEX,
                              .item = OW_NO_INDEX,
                              .site = OW_NO_INDEX,
                              .party = OW_NO_INDEX,
                              .last_day = 2,
                              .value = 2};
    assert_int_equal(bound_with(s, NULL, 0), 4000);
    assert_int_equal(bound_of(s, OW_PRICE_limit, 0, OW_NO_INDEX, 0, 5000), 14000);
    s->limits[0].kind = OW_LIMIT_KIND_floor;
    s->limits[0].value = 4;
    assert_int_equal(bound_of(s, OW_PRICE_limit, 0, OW_NO_INDEX, 0, 500), 6000);
}

/* The same flight; home takes one mission on day 1, on which all arrive who leave on day 0, the
 * only day that is left in a horizon of two. Each pays 1 for the way and half of 0.3, and 0.3 is
 * given back: 4 x 1.15 - 0.3 = 4.3. On day 0 nothing arrives, so that a price there only gives
 * back. */
static void test_arrival_day(void **state) {
    onward_scenario *s = hand_scenario(*state, 2);
    s->points_per_1000_cost_milli = 0;
    s->fleets[0].duty_min = 60;
    s->fleets[0].load_min = 60;
    for (uint32_t day = 0; day < 2; day++)
        s->site_capacity[(OW_MODE_COUNT + OW_MODE_air) * s->days + day] = 1;
    assert_int_equal(bound_with(s, NULL, 0), 4000);
    assert_int_equal(bound_of(s, OW_PRICE_site, 1, OW_MODE_air, 1, 300), 4300);
    assert_int_equal(bound_of(s, OW_PRICE_site, 1, OW_MODE_air, 0, 300), 3700);
}

/* Flights of 14 hours in days of 24, one a day: two people wait a day, which costs 2. In minutes a
 * flight is 7/12 of an aircraft-day: with price 1.2 on day 0 a seat pays 0.35, and 4 x 0.35 - 1.2 =
 * 0.2. With k = 1 a flight counts as a whole day: 4 x 0.6 - 1.2 = 1.2; and with price 2 a seat on
 * day 0 pays as much as waiting: 4 x 1 - 2 = 2, which is all that it costs. */
static void test_packing(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    ow_price price = {OW_PRICE_vehicle, 0, OW_NO_INDEX, 0, 1200};
    ow_packing packing = {0, 1};
    ow_proof proof = {.prices_count = 1, .prices = &price};
    int64_t bound = -1;
    s->points_per_1000_cost_milli = 0;
    s->fleet_links[0].cycle_min = 14 * 60;
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    assert_int_equal(bound, 200);
    proof.packings_count = 1;
    proof.packings = &packing;
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    assert_int_equal(bound, 1200);
    price.milli = 2000;
    assert_int_equal(ow_check_bound(&bound, s, &proof, NULL), OW_OK);
    assert_int_equal(bound, 2000);
    assert_int_equal(brute_optimum(s, WORK_MAX), 2000);
}

/* An airport, used on and off, that costs 0.5 when open and is closed from day 1; the four there
 * are ready on day 1. With p on their presence on day 0 each pays 1 + p, and the open day takes 4 p
 * off, if that is more than 0.5: 4.4 with p = 0.1, and 4.5, what it costs, from p = 0.125 on. */
static void test_used_on_and_off(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    s->points_per_1000_cost_milli = 0;
    s->fleets[0].people_max = 4;
    s->units[0].ready_day = 1;
    s->sites[0].kind = OW_SITE_KIND_airport;
    s->sites[0].closes_once = 0;
    s->sites[0].open_points_milli_per_day = 500;
    s->sites[0].close_by_day = 1;
    assert_int_equal(brute_optimum(s, WORK_MAX), 4500);
    assert_int_equal(bound_with(s, NULL, 0), 4000);
    assert_int_equal(bound_of(s, OW_PRICE_presence, 0, 0, 0, 100), 4400);
    assert_int_equal(bound_of(s, OW_PRICE_presence, 0, 0, 0, 125), 4500);
    assert_int_equal(bound_of(s, OW_PRICE_presence, 0, 0, 0, 200), 4500);
}

/* The aircraft never flies on its own day: nobody can leave, and the base must close. */
static void test_no_plan(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    for (uint32_t day = 0; day < 3; day++) s->vehicles[day] = 0;
    assert_int_equal(bound_with(s, NULL, 0), 4 * 3000 + 4 * 300000);
    s->sites[0].close_by_day = 2;
    assert_true(bound_with(s, NULL, 0) == OW_BOUND_INFINITE);
    assert_true(brute_optimum(s, WORK_MAX) == BRUTE_INFEASIBLE);
}

/* ---- Exact where nothing couples ---- */

/* Takes out of a scenario what couples one with another. */
static void uncouple(onward_scenario *s) {
    s->limits_count = 0;
    s->permission_modes = 0;
    for (uint32_t i = 0; i < s->sites_count; i++) {
        s->sites[i].people_max = OW_UNLIMITED;
        s->sites[i].guard_min = s->sites[i].guard_per_100 = 0;
        s->sites[i].handover_days =
            0; /* it would keep a site open until then, and so somebody there */
    }
    for (uint32_t i = 0; i < s->links_count; i++) s->links[i].missions_per_day = OW_UNLIMITED;
    for (uint32_t i = 0; i < s->items_count; i++) s->items[i].drives = 0;
    for (uint32_t i = 0; i < s->sites_count * OW_MODE_COUNT * s->days; i++)
        if (s->site_capacity[i] > 0) s->site_capacity[i] = OW_UNLIMITED;
    for (uint32_t i = 0; i < s->fleet_links_count; i++) s->fleet_links[i].cycle_min = 0;
    for (uint32_t i = 0; i < s->fleets_count; i++) {
        s->fleets[i].cost_milli_per_h = 0;
        if (s->fleets[i].people_max > 0) s->fleets[i].people_max = OW_UNLIMITED;
        s->fleets[i].payload_kg = s->fleets[i].area_milli_m2 = OW_UNLIMITED;
    }
    for (uint32_t i = 0; i < s->fleets_count * s->days; i++)
        if (s->vehicles[i] > 0) s->vehicles[i] = 1;
}

/* Without coupling the bound at zero prices is the optimum: each takes its cheapest way. With one
 * base that closes once (and home, where it is safe) the closing day is enumerated, so that it is
 * exact as well. */
static void test_exact_without_coupling(void **unused) {
    (void)unused;
    int bases = 0, compared = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        ow_random random;
        ow_random_seed(&random, seed, 1);
        ow_arena *arena = ow_arena_new();
        onward_scenario *s = tiny_scenario(arena, &random);
        uncouple(s);
        int base = s->sites_count == 2 && s->sites[0].closes_once;
        if (base) s->sites[1].risk_milli = 0;
        for (uint32_t i = 0; !base && i < s->sites_count; i++) {
            s->sites[i].closes_once = s->sites[i].stays_open = 0;
            s->sites[i].open_points_milli_per_day = 0;
        }
        for (uint32_t u = 0; base && u < s->units_count; u++) base &= s->units[u].destination == 1;
        int64_t optimum = brute_optimum(s, WORK_MAX), bound = -1;
        assert_int_equal(ow_check_bound(&bound, s, NULL, NULL), OW_OK);
        if (optimum != BRUTE_TOO_LARGE && (base || !s->sites[0].closes_once)) {
            if (bound != optimum)
                print_message("seed %d: %lld, optimum %lld\n", (int)seed, (long long)bound,
                              (long long)optimum);
            assert_true(bound == optimum);
            bases += base && optimum != BRUTE_INFEASIBLE;
            compared++;
        }
        ow_arena_free(arena);
    }
    print_message("%d compared, %d of them with a base\n", compared, bases);
    assert_true(bases > 10 && compared > 100);
}

/* ---- Malformed proofs ---- */

static void test_refuses(void **state) {
    onward_scenario *s = hand_scenario(*state, 3);
    const uint32_t no = OW_NO_INDEX;
    const ow_price bad[] = {
        {OW_PRICE_COUNT, 0, no, 0, 1},           /* no such kind */
        {OW_PRICE_vehicle, 1, no, 0, 1},         /* key a out of range */
        {OW_PRICE_vehicle, 0, 0, 0, 1},          /* a key b where there is none */
        {OW_PRICE_vehicle, no, no, 0, 1},        /* no key */
        {OW_PRICE_vehicle, 0, no, 3, 1},         /* day beyond the horizon */
        {OW_PRICE_vehicle, 0, no, no, 1},        /* no day */
        {OW_PRICE_vehicle, 0, no, 0, -1},        /* negative */
        {OW_PRICE_vehicle, 0, no, 0, INT64_MAX}, /* beyond the limit */
        {OW_PRICE_vehicle, 0, no, 0, INT64_MIN},
        {OW_PRICE_crew, 0, 0, 0, 1},             /* not a road */
        {OW_PRICE_link, 0, 0, 0, 1},             /* unlimited */
        {OW_PRICE_site, 0, OW_MODE_air, 0, 1},   /* unlimited */
        {OW_PRICE_site, 0, OW_MODE_COUNT, 0, 1}, /* no such mode */
        {OW_PRICE_people_max, 0, no, 0, 1},      /* unlimited */
        {OW_PRICE_guard_min, 1, no, 0, 1},       /* not in the host country */
        {OW_PRICE_presence, 0, 1, 0, 1},         /* no such commodity */
        {OW_PRICE_permission, 0, no, 0, 1},      /* none there */
        {OW_PRICE_limit, 0, no, 0, 1},           /* none there */
        {OW_PRICE_handover, no, no, 0, 1},       /* unlimited */
    };
    int64_t bound = 77;
    ow_error error;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ow_price price = bad[i];
        ow_proof proof = {.prices_count = 1, .prices = &price};
        assert_int_equal(ow_check_bound(&bound, s, &proof, &error), OW_INPUT);
        assert_int_equal(bound, 77);
        assert_true(error.message[0] != 0);
    }
    ow_price twice[] = {{OW_PRICE_vehicle, 0, no, 1, 5}, {OW_PRICE_vehicle, 0, no, 1, 5}};
    ow_proof proof = {.prices_count = 2, .prices = twice};
    assert_int_equal(ow_check_bound(&bound, s, &proof, &error), OW_INPUT);
    const ow_share bad_shares[] = {
        {1, 0, 0, no, 1, 0, 0},
        {0, 1, 0, no, 1, 0, 0},
        {0, 0, 2, no, 1, 0, 0},
        {0, 0, 0, 3, 1, 0, 0},
        {0, 0, 0, no, 500, 501, 0},
        {0, 0, 0, no, -1, 0, 0},
        {0, 0, 0, no, 1001, 0, 0},
        {0, 0, 0, no, 2000, -1000, 0},
        {0, 0, 0, no, INT64_MAX, INT64_MAX, 2},
    };
    for (size_t i = 0; i < sizeof bad_shares / sizeof *bad_shares; i++) {
        ow_share share = bad_shares[i];
        proof = (ow_proof){.shares_count = 1, .shares = &share};
        assert_int_equal(ow_check_bound(&bound, s, &proof, &error), OW_INPUT);
    }
    ow_packing packings[] = {{0, 1}, {0, 1}};
    proof = (ow_proof){.packings_count = 2, .packings = packings};
    assert_int_equal(ow_check_bound(&bound, s, &proof, &error), OW_INPUT);
    for (int i = 0; i < 3; i++) {
        packings[0] = (ow_packing){i == 0, i == 1 ? -1 : 1001};
        proof.packings_count = 1;
        assert_int_equal(ow_check_bound(&bound, s, &proof, &error), OW_INPUT);
    }
    assert_int_equal(bound, 77);
}

static int arena_open(void **state) {
    *state = ow_arena_new();
    return *state == NULL;
}

static int arena_close(void **state) {
    ow_arena_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_aircraft, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_shares, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_guards_for_others, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_on_the_way, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_arrival_day, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_packing, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_used_on_and_off, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_no_plan, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_refuses, arena_open, arena_close),
        cmocka_unit_test(test_exact_without_coupling),
        cmocka_unit_test(test_never_above_the_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
