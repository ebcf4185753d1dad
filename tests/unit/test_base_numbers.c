/* Days, thousandths, exact products, random numbers, hashes: against values worked out elsewhere,
 * and against what must always hold. */
#include "base/day.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/status.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <onward/library.h>
#include <string.h>

static void days_are_counted_from_1970(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t day;
    } known[] = {{"1970-01-01", 0},     {"1969-12-31", -1},     {"2000-02-29", 11016},
                 {"2000-03-01", 11017}, {"1900-01-01", -25567}, {"2199-12-31", 84005},
                 {"2026-11-22", 20779}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int32_t day = 12345;
        char text[11];
        assert_int_equal(ow_day_parse(&day, known[i].text), 1);
        assert_int_equal(day, known[i].day);
        assert_string_equal(ow_day_format(text, day), known[i].text);
    }
}

static void every_day_of_the_range_comes_back(void **state) {
    (void)state;
    for (int32_t day = -25567; day <= 84005; day++) {
        char text[11];
        int32_t again = 0;
        if (!ow_day_parse(&again, ow_day_format(text, day)) || again != day)
            fail_msg("day %d is written %s and read %d", day, text, again);
    }
}

static void what_is_no_day_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",           "2026-1-01",  "2026-01-1",   "2026-13-01",
                                        "2026-00-10", "2026-02-30", "2100-02-29",  "1899-12-31",
                                        "2200-01-01", "2026/01/01", "2026-01-01 ", "x026-01-01",
                                        "2026-01-00", "-026-01-01", "2026-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int32_t day = 7;
        if (ow_day_parse(&day, wrong[i]) || day != 7) fail_msg("%s was taken for a day", wrong[i]);
    }
}

static void thousandths_are_read_and_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t milli;
        const char *shortest;
    } known[] = {{"0", 0, "0"},
                 {"-0.5", -500, "-0.5"},
                 {"12.050", 12050, "12.05"},
                 {"007", 7000, "7"},
                 {"0.001", 1, "0.001"},
                 {"9000000000000000", INT64_C(9000000000000000000), "9000000000000000"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int64_t milli = 0;
        char text[24];
        assert_int_equal(ow_milli_parse(&milli, known[i].text), 1);
        assert_true(milli == known[i].milli);
        assert_string_equal(ow_milli_format(text, milli), known[i].shortest);
    }
    static const char *const wrong[] = {"",
                                        "-",
                                        ".5",
                                        "5.",
                                        "1.2345",
                                        "1,5",
                                        "1e3",
                                        "+1",
                                        " 1",
                                        "1 ",
                                        "--1",
                                        "0x10",
                                        "9000000000000001",
                                        "99999999999999999999999999",
                                        "9000000000000000.001"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t milli = 7;
        if (ow_milli_parse(&milli, wrong[i]) || milli != 7)
            fail_msg("%s was taken for a decimal", wrong[i]);
    }
    char text[24];
    assert_string_equal(ow_milli_format(text, INT64_MIN), "-9223372036854775.808");
}

static void products_are_exact(void **state) {
    (void)state;
    assert_int_equal(ow_mul_div_ceil(7, 1, 2), 4);
    assert_int_equal(ow_mul_div_floor(7, 1, 2), 3);
    assert_int_equal(ow_mul_div_ceil(-7, 1, 2), -3);
    assert_int_equal(ow_mul_div_floor(-7, 1, 2), -4);
    assert_int_equal(ow_mul_div_ceil(6, 2, 3), 4);
    assert_int_equal(ow_mul_div_floor(-6, 2, 3), -4);
    int64_t large = INT64_C(4000000000000000000);
    assert_true(ow_mul_div_floor(large, large, large) == large);
    assert_true(ow_mul_div_ceil(large, 1000, 1001) - ow_mul_div_floor(large, 1000, 1001) == 1);
}

static void random_numbers_are_the_same_everywhere(void **state) {
    (void)state;
    ow_random random, other;
    /* The reference code of Blackman and Vigna, started from this state. */
    random.state[0] = 1;
    random.state[1] = 2;
    random.state[2] = 3;
    random.state[3] = 4;
    assert_true(ow_random_next(&random) == 11520);
    assert_true(ow_random_next(&random) == 0);
    assert_true(ow_random_next(&random) == 1509978240);
    ow_random_seed(&random, 1, 2);
    ow_random_seed(&other, 2, 1);
    assert_true(ow_random_next(&random) != ow_random_next(&other));
    ow_random_seed(&other, 1, 2);
    (void)ow_random_next(&other);
    assert_true(ow_random_next(&random) == ow_random_next(&other));
}

static void bounded_numbers_are_even(void **state) {
    (void)state;
    enum { BOUND = 6, DRAWS = 60000 };
    ow_random random;
    int seen[BOUND] = {0};
    ow_random_seed(&random, 42, 0);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t drawn = ow_random_below(&random, BOUND);
        assert_true(drawn < BOUND);
        seen[drawn]++;
        double unit = ow_random_unit(&random);
        assert_true(unit >= 0 && unit < 1);
    }
    /* Five standard deviations of a binomial: 456. */
    for (int i = 0; i < BOUND; i++)
        assert_in_range(seen[i], DRAWS / BOUND - 456, DRAWS / BOUND + 456);
}

static void hashes_are_sha256(void **state) {
    (void)state;
    char hex[65];
    ow_sha256_hex(hex, "abc", 3);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ow_sha256_hex(hex, "", 0);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void statuses_have_exit_codes(void **state) {
    (void)state;
    ow_error error;
    assert_int_equal(ow_status_exit_code(OW_OK), 0);
    assert_int_equal(ow_status_exit_code(OW_INFEASIBLE), 3);
    assert_int_equal(onward_status_exit_code(ONWARD_CANCELLED), 130);
    assert_string_equal(ow_status_meaning(OW_OK), "done");
    assert_int_equal(ow_fail(&error, OW_IO, "cure", "%s: %d", "what", 7), OW_IO);
    assert_string_equal(error.message, "what: 7");
    assert_string_equal(error.hint, "cure");
    assert_int_equal(error.status, OW_IO);
    assert_int_equal(ow_fail(NULL, OW_NO, NULL, "nobody listens"), OW_NO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(every_day_of_the_range_comes_back),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(thousandths_are_read_and_written),
        cmocka_unit_test(products_are_exact),
        cmocka_unit_test(random_numbers_are_the_same_everywhere),
        cmocka_unit_test(bounded_numbers_are_even),
        cmocka_unit_test(hashes_are_sha256),
        cmocka_unit_test(statuses_have_exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
