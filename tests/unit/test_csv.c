/* CSV by RFC 4180: what is read, what is refused and where, and that what is written is read again.
 */
#include "base/buffer.h"
#include "tables/csv.h"
#include "tables/read.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

/* Reads a text whole into "a|b;c|d;" and says what stopped it. */
static ow_csv_fault read_all(char out[512], const char *text, size_t length, int64_t *line) {
    static ow_csv csv; /* 200 pointers are much for a stack */
    char copy[512];
    size_t at = 0;
    assert_true(length < sizeof copy);
    memcpy(copy, text, length);
    ow_csv_open(&csv, copy, length);
    while (ow_csv_next(&csv)) {
        for (uint32_t i = 0; i < csv.count; i++) {
            size_t cell = strlen(csv.cells[i]);
            memcpy(out + at, csv.cells[i], cell);
            at += cell;
            out[at++] = i + 1 < csv.count ? '|' : ';';
        }
    }
    out[at] = '\0';
    *line = csv.fault_line;
    return csv.fault;
}

static void records_are_cut_into_cells(void **state) {
    (void)state;
    static const char *const known[][2] = {
        {"", ""},
        {"a", "a;"},
        {"a,b\n1,2\n", "a|b;1|2;"},
        {"a,b\r\n1,2\r\n", "a|b;1|2;"},
        {"a,b\n1,2", "a|b;1|2;"},
        {",\n,", "|;|;"},
        {"\n\n", ";;"},
        {"a,", "a|;"},
        {"\xef\xbb\xbf"
         "a,b\n",
         "a|b;"},
        {"\"a,b\",c\n", "a,b|c;"},
        {"\"say \"\"hello\"\"\"\n", "say \"hello\";"},
        {"\"two\nlines\",x\r\ny,z\n", "two\nlines|x;y|z;"},
        {"\"two\r\nlines\"\n", "two\r\nlines;"},
        {"\"\",\"\"\n", "|;"},
        {"\"\"\"\"", "\";"},
        {" a , b \n", " a | b ;"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char out[512];
        int64_t line;
        assert_int_equal(read_all(out, known[i][0], strlen(known[i][0]), &line), OW_CSV_OK);
        assert_string_equal(out, known[i][1]);
    }
}

static void faults_are_found_where_they_are(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ow_csv_fault fault;
        int64_t line;
        const char *before;
    } known[] = {
        {"a\nb\"c\n", OW_CSV_QUOTE_INSIDE, 2, "a;"},
        {"a\n\"b\"c\n", OW_CSV_QUOTE_AFTER, 2, "a;"},
        {"a\n\"b\" ,c\n", OW_CSV_QUOTE_AFTER, 2, "a;"},
        {"a\nb,\"c\nd\ne", OW_CSV_QUOTE_OPEN, 2, "a;"},
        {"a\nb\rc\n", OW_CSV_BARE_CR, 2, "a;"},
        {"a\r", OW_CSV_BARE_CR, 1, ""},
        {"\"a\"\r", OW_CSV_QUOTE_AFTER, 1, ""},
        {"\"x\ny\"\n\"", OW_CSV_QUOTE_OPEN, 3, "x\ny;"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char out[512];
        int64_t line;
        assert_int_equal(read_all(out, known[i].text, strlen(known[i].text), &line),
                         known[i].fault);
        assert_int_equal(line, known[i].line);
        assert_string_equal(out, known[i].before);
    }
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    static const char *const cells[] = {"plain", "",           "with, comma", "with \"quotes\"",
                                        "\"",    "two\nlines", "cr\r",        " spaces ",
                                        ";",     "\xc3\xa9"};
    enum { COUNT = sizeof cells / sizeof *cells };
    static ow_csv csv;
    ow_buffer text = {0};
    for (int i = 0; i < COUNT; i++) {
        if (i > 0) ow_buffer_char(&text, ',');
        ow_csv_write_cell(&text, cells[i]);
    }
    ow_buffer_char(&text, '\n');
    ow_csv_open(&csv, text.data, text.length);
    assert_int_equal(ow_csv_next(&csv), 1);
    assert_int_equal(csv.count, COUNT);
    for (int i = 0; i < COUNT; i++) assert_string_equal(csv.cells[i], cells[i]);
    assert_int_equal(ow_csv_next(&csv), 0);
    ow_buffer_free(&text);
}

static void lines_count_those_inside_quotes(void **state) {
    (void)state;
    static ow_csv csv;
    char text[] = "a\n\"b\n\nc\"\nd\n";
    ow_csv_open(&csv, text, sizeof text - 1);
    int64_t lines[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ow_csv_next(&csv), 1);
        lines[i] = csv.line;
    }
    assert_int_equal(lines[0], 1);
    assert_int_equal(lines[1], 2);
    assert_int_equal(lines[2], 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_cut_into_cells),
        cmocka_unit_test(faults_are_found_where_they_are),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(lines_count_those_inside_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
