/* proof.json: what is written is read back the same and proves the same bound; what is not such a
 * file is refused with words, never half read. */
#include "check/bound.h"
#include "plan/proof_json.h"
#include "support/tiny.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PRICES = 200, SHARES = 40 };

/* Prices on rows whose keys fit, each row and day once, in no order. */
static void prices_draw(ow_proof *proof, const onward_scenario *s, ow_random *random) {
    uint32_t commodities = s->units_count + s->holdings_count;
    for (uint32_t day = s->days; day-- > 0;) {
        for (uint32_t k = 0; k < commodities; k++) {
            if (ow_random_below(random, 2)) continue;
            ow_price price = {OW_PRICE_presence, 0, k, day, ow_random_below(random, 1000)};
            proof->prices[proof->prices_count++] = price;
        }
        for (uint32_t u = 0; u < s->units_count; u++)
            proof->prices[proof->prices_count++] =
                (ow_price){OW_PRICE_crew_back, u, 0, day, -(int64_t)ow_random_below(random, 5)};
        proof->prices[proof->prices_count++] =
            (ow_price){OW_PRICE_handover, OW_NO_INDEX, OW_NO_INDEX, day, INT64_C(123456789012)};
        for (uint32_t mode = 0; mode < OW_MODE_COUNT; mode++)
            proof->prices[proof->prices_count++] =
                (ow_price){OW_PRICE_site, 0, mode, day, 1 + mode};
        proof->prices[proof->prices_count++] = (ow_price){OW_PRICE_link, 0, 0, day, 10};
        proof->prices[proof->prices_count++] =
            (ow_price){OW_PRICE_vehicle, 0, OW_NO_INDEX, day, 5 * (int64_t)day};
        proof->prices[proof->prices_count++] =
            (ow_price){OW_PRICE_people_max, 1, OW_NO_INDEX, day, 3 - day % 3};
    }
    assert_true(proof->prices_count <= PRICES);
}

static void shares_draw(ow_proof *proof, const onward_scenario *s, ow_random *random) {
    for (uint32_t i = 0; i < s->fleet_links_count; i++) {
        const ow_fleet_link *row = &s->fleet_links[i];
        ow_share share = {row->fleet, row->link, s->links[row->link].to_site, OW_NO_INDEX, 1, 2, 3};
        proof->shares[proof->shares_count++] = share;
        for (share.day = 0; share.day < s->days; share.day++) {
            share.area_milli = ow_random_below(random, 2);
            if (ow_random_below(random, 4) > 0) proof->shares[proof->shares_count++] = share;
        }
    }
    assert_true(proof->shares_count <= SHARES);
    proof->packings[proof->packings_count++] = (ow_packing){0, 3};
}

static int price_compare(const void *left, const void *right) {
    const ow_price *x = left, *y = right;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static void test_round_trip(void **state) {
    for (uint64_t seed = 1; seed <= 200; seed++) {
        ow_price prices[PRICES];
        ow_share shares[SHARES];
        ow_packing packings[1];
        ow_proof proof = {0, 0, 0, prices, shares, packings}, *back = NULL;
        ow_arena *arena = ow_arena_new();
        ow_random random;
        ow_buffer text = {0}, again = {0};
        ow_error error = {0};
        ow_random_seed(&random, seed, 2);
        const onward_scenario *s = tiny_scenario(arena, &random);
        prices_draw(&proof, s, &random);
        shares_draw(&proof, s, &random);
        assert_int_equal(ow_proof_write(&text, &proof, s), OW_OK);
        ow_status status = ow_proof_read(&back, text.data, text.length, s, arena, &error);
        if (status != OW_OK) print_message("%s\n%s\n", error.message, text.data);
        assert_int_equal(status, OW_OK);
        assert_int_equal(ow_proof_write(&again, back, s), OW_OK);
        assert_string_equal(text.data, again.data);
        /* The same prices, apart from the order and those of 0. */
        qsort(prices, proof.prices_count, sizeof *prices, price_compare);
        qsort(back->prices, back->prices_count, sizeof *prices, price_compare);
        uint32_t kept = 0;
        for (uint32_t i = 0; i < proof.prices_count; i++) {
            if (prices[i].milli == 0) continue;
            assert_true(kept < back->prices_count);
            assert_int_equal(price_compare(&prices[i], &back->prices[kept]), 0);
            assert_int_equal(prices[i].milli, back->prices[kept++].milli);
        }
        assert_int_equal(kept, back->prices_count);
        assert_int_equal(proof.shares_count, back->shares_count);
        assert_int_equal(back->packings[0].k, 3);
        ow_buffer_free(&text);
        ow_buffer_free(&again);
        ow_arena_free(arena);
    }
    (void)state;
}

/* A scenario whose ids are known: sites s0 (host) and s1, unit u0 with items i0 and again i0, fleet
 * f0. */
static onward_scenario *known_scenario(ow_arena *arena) {
    for (uint64_t seed = 1;; seed++) {
        ow_random random;
        ow_random_seed(&random, seed, 3);
        onward_scenario *s = tiny_scenario(arena, &random);
        if (s->units[0].holdings_count < 2 || s->fleets[0].links_count == 0) continue;
        s->holdings[0].item = s->holdings[1].item = 0;
        s->links[0].id = "l0";
        return s;
    }
}

static void test_text(void **state) {
    onward_scenario *s = known_scenario(*state);
    ow_price prices[] = {{OW_PRICE_presence, 0, s->units_count + 1, 2, 7},
                         {OW_PRICE_presence, 0, s->units_count + 1, 0, 5},
                         {OW_PRICE_presence, 0, s->units_count, 0, 4},
                         {OW_PRICE_presence, 0, 0, 1, 3},
                         {OW_PRICE_site, 1, OW_MODE_air, 1, 2},
                         {OW_PRICE_handover, OW_NO_INDEX, OW_NO_INDEX, 0, 1}};
    ow_proof proof = {.prices_count = 6, .prices = prices}, *back = NULL;
    ow_buffer out = {0};
    assert_int_equal(ow_proof_write(&out, &proof, s), OW_OK);
    assert_string_equal(
        out.data,
        "{\n  \"format_version\": \"1.0\",\n  \"prices\": [\n"
        "    {\"kind\": \"site\", \"a\": \"s1\", \"b\": \"air\", \"from_day\": 1, \"milli\": "
        "[2]},\n"
        "    {\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0\", \"from_day\": 1, \"milli\": "
        "[3]},\n"
        "    {\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/i0\", \"from_day\": 0, \"milli\": "
        "[4]},\n"
        "    {\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/i0/2\", \"from_day\": 0, "
        "\"milli\": [5, 0, 7]},\n"
        "    {\"kind\": \"handover\", \"from_day\": 0, \"milli\": [1]}],\n"
        "  \"shares\": [],\n  \"packings\": []\n}\n");
    assert_int_equal(ow_proof_read(&back, out.data, out.length, s, *state, NULL), OW_OK);
    assert_int_equal(back->prices_count, 6);
    assert_int_equal(back->prices[3].b, s->units_count + 1);
    ow_buffer_clear(&out);
    assert_int_equal(ow_proof_write(&out, NULL, s), OW_OK);
    assert_int_equal(ow_proof_read(&back, out.data, out.length, s, *state, NULL), OW_OK);
    assert_int_equal(back->prices_count + back->shares_count + back->packings_count, 0);
    ow_buffer_free(&out);
}

#define HEAD "{\"format_version\": \"1.0\", \"prices\": ["
#define TAIL "], \"shares\": [], \"packings\": []}"
#define SHARE(fields)                                                                              \
    "{\"format_version\": \"1.0\", \"prices\": [], \"shares\": [{\"fleet\": \"f0\", "              \
    "\"link\": \"l0\", \"from_site\": \"s0\", " fields "}], \"packings\": []}"
static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{",
    "{\"format_version\": \"2.0\", \"prices\": [], \"shares\": [], \"packings\": []}",
    "{\"format_version\": \"1.0\", \"prices\": {}, \"shares\": [], \"packings\": []}",
    "{\"format_version\": \"1.0\", \"prices\": [], \"shares\": []}",
    "{\"format_version\": \"1.0\", \"prices\": [], \"prices\": [], \"shares\": [], "
    "\"packings\": []}",
    "{\"format_version\": \"1.0\", \"more\": 1, \"prices\": [], \"shares\": [], \"packings\": "
    "[]}",
    HEAD "1" TAIL,
    HEAD "{}" TAIL,
    HEAD "{\"kind\": \"fuel\", \"a\": \"f0\", \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": 3, \"a\": \"f0\", \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f9\", \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": 0, \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\\u0000\", \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"from_day\": 0, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"b\": \"s0\", \"from_day\": 0, \"milli\": "
         "[1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": -1, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 99, \"milli\": []}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0.5, \"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": [1.5]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": 1}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": "
         "[1,1,1,1,1,1,1,1]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": "
         "[99999999999999999999]}" TAIL,
    HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": [1], \"z\": 0}" TAIL,
    HEAD "{\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/i0/3\", \"from_day\": 0, "
         "\"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/i0/1\", \"from_day\": 0, "
         "\"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/i1\", \"from_day\": 0, "
         "\"milli\": [1]}" TAIL,
    HEAD "{\"kind\": \"presence\", \"a\": \"s0\", \"b\": \"u0/\", \"from_day\": 0, \"milli\": "
         "[1]}" TAIL,
    HEAD "{\"kind\": \"site\", \"a\": \"s0\", \"b\": \"rocket\", \"from_day\": 0, \"milli\": "
         "[1]}" TAIL,
    SHARE("\"people_milli\": 1, \"mass_milli\": 1"),
    SHARE("\"people_milli\": 1, \"mass_milli\": 1, \"area_milli\": \"1\""),
    SHARE("\"from_day\": 1, \"people_milli\": 1, \"mass_milli\": 1, \"area_milli\": 1"),
    SHARE("\"from_day\": 1, \"to_day\": 0, \"people_milli\": 1, \"mass_milli\": 1, "
          "\"area_milli\": 1"),
    SHARE("\"from_day\": 0, \"to_day\": 99, \"people_milli\": 1, \"mass_milli\": 1, "
          "\"area_milli\": 1"),
    "{\"format_version\": \"1.0\", \"prices\": [], \"shares\": [], \"packings\": [{\"fleet\": "
    "\"f0\"}]}",
};

static void test_refuses(void **state) {
    onward_scenario *s = known_scenario(*state);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ow_proof none = {0}, *out = &none;
        ow_error error = {0};
        ow_status status = ow_proof_read(&out, bad[i], strlen(bad[i]), s, *state, &error);
        if (status != OW_INPUT) print_message("taken: %s\n", bad[i]);
        assert_int_equal(status, OW_INPUT);
        assert_true(out == &none);
        assert_true(error.message[0] != 0 && strcmp(error.file, "proof.json") == 0);
    }
    /* The same without its fault is taken. */
    ow_proof *out = NULL;
    const char *good =
        HEAD "{\"kind\": \"vehicle\", \"a\": \"f0\", \"from_day\": 0, \"milli\": [1]}" TAIL;
    assert_int_equal(ow_proof_read(&out, good, strlen(good), s, *state, NULL), OW_OK);
    good = SHARE("\"from_day\": 0, \"to_day\": 2, \"people_milli\": 1, \"mass_milli\": 1, "
                 "\"area_milli\": 1");
    assert_int_equal(ow_proof_read(&out, good, strlen(good), s, *state, NULL), OW_OK);
    assert_int_equal(out->shares_count, 3);
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
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test_setup_teardown(test_text, arena_open, arena_close),
        cmocka_unit_test_setup_teardown(test_refuses, arena_open, arena_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
