/* Every notice of notice.def has a bad example that gives it and a good one, near to it, that does
 * not (tests/data/notices/examples.txt). Also: totals and samples, text and JSON, twenty faults in
 * one folder, and that the committed reference is what the program writes. */
#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "scenario/load.h"
#include "tables/print.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <inttypes.h>
#include <jansson.h>
#include <onward/scenario.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 32 };

typedef struct table {
    char name[64];
    ow_buffer text;
    int is_out;
    int64_t sparse_bytes; /* > 0: a file of so many bytes */
} table;

typedef struct tables {
    table list[FILES_MAX];
    uint32_t count;
} tables;

static const ow_source_file base_tables[] = {
#define TABLE_TEXT(name, text) {#name ".csv", text, sizeof text - 1},
#include "scenario/example.def"
#undef TABLE_TEXT
};

static void start(tables *t) {
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < sizeof base_tables / sizeof *base_tables; i++) {
        table *added = &t->list[t->count++];
        (void)snprintf(added->name, sizeof added->name, "%s", base_tables[i].name);
        ow_buffer_bytes(&added->text, base_tables[i].bytes, base_tables[i].length);
    }
}

static void finish(tables *t) {
    for (uint32_t i = 0; i < t->count; i++) ow_buffer_free(&t->list[i].text);
}

static table *table_of(tables *t, const char *name) {
    for (uint32_t i = 0; i < t->count; i++)
        if (strcmp(t->list[i].name, name) == 0) return &t->list[i];
    assert_true(t->count < FILES_MAX);
    table *added = &t->list[t->count++];
    (void)snprintf(added->name, sizeof added->name, "%s", name);
    return added;
}

static int hex_digit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* \n \r \t \xNN, and \{N:text} for text N times; $ is the number of the row. */
static void unescape(ow_buffer *out, const char *text, size_t length, int number) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '$' && number > 0) {
            ow_buffer_int(out, number);
        } else if (text[i] != '\\') {
            ow_buffer_char(out, text[i]);
        } else if (text[++i] == 'n') {
            ow_buffer_char(out, '\n');
        } else if (text[i] == 'r') {
            ow_buffer_char(out, '\r');
        } else if (text[i] == 't') {
            ow_buffer_char(out, '\t');
        } else if (text[i] == 'x') {
            ow_buffer_char(out, (char)(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
            i += 2;
        } else {
            assert_int_equal(text[i], '{');
            char *after;
            long times = strtol(text + i + 1, &after, 10);
            assert_int_equal(*after, ':');
            size_t piece = strcspn(after + 1, "}");
            for (long k = 0; k < times; k++) ow_buffer_bytes(out, after + 1, piece);
            i = (size_t)(after + 1 + piece - text);
        }
    }
}

/* The text up to the next bar; *at goes behind it. */
static ow_buffer argument(const char **at, int number) {
    ow_buffer out = {0};
    size_t length = strcspn(*at, "|");
    assert_int_equal((*at)[length], '|');
    ow_buffer_text(&out, "");
    unescape(&out, *at, length, number);
    *at += length + 1;
    return out;
}

static void replace(table *t, const char *old, const char *new) {
    assert_non_null(t->text.data);
    char *found = strstr(t->text.data, old);
    if (!found) fail_msg("%s does not hold %s", t->name, old);
    ow_buffer changed = {0};
    ow_buffer_bytes(&changed, t->text.data, (size_t)(found - t->text.data));
    ow_buffer_text(&changed, new);
    ow_buffer_text(&changed, found + strlen(old));
    ow_buffer_free(&t->text);
    t->text = changed;
}

static void add_rows(table *t, const char **at, int times) {
    const char *row = *at;
    for (int i = 1; i <= times; i++) {
        *at = row;
        ow_buffer text = argument(at, i);
        ow_buffer_bytes(&t->text, text.data, text.length);
        ow_buffer_char(&t->text, '\n');
        ow_buffer_free(&text);
    }
}

/* One change, `FILE op...`; *at goes behind it. */
static void change(tables *all, const char **at) {
    char name[64];
    size_t length = strcspn(*at, " ");
    (void)snprintf(name, sizeof name, "%.*s", (int)length, *at);
    table *t = table_of(all, name);
    *at += length + 1;
    char operation = *(*at)++;
    if (operation == 'x') {
        t->is_out = 1;
        return;
    }
    assert_int_equal(*(*at)++, '|');
    ow_buffer first = {0}, second = {0};
    switch (operation) {
    case 's':
        first = argument(at, 0);
        second = argument(at, 0);
        replace(t, first.data, second.data);
        break;
    case '+': add_rows(t, at, 1); break;
    case 'n':
        first = argument(at, 0);
        add_rows(t, at, (int)strtol(first.data, NULL, 10));
        break;
    case 'z':
        first = argument(at, 0);
        t->sparse_bytes = strtoll(first.data, NULL, 10);
        break;
    default:
        assert_int_equal(operation, '=');
        ow_buffer_free(&t->text);
        t->text = argument(at, 0);
    }
    ow_buffer_free(&first);
    ow_buffer_free(&second);
}

/* Files too large for memory are tried from a folder. */
static ow_status load_folder(onward_scenario **out, tables *t, ow_notices *notices) {
    char folder[] = "/tmp/onward-test-XXXXXX", path[256];
    ow_error error;
    assert_non_null(mkdtemp(folder));
    for (uint32_t i = 0; i < t->count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, t->list[i].name);
        assert_int_equal(ow_file_write(path, t->list[i].text.data, t->list[i].text.length, &error),
                         OW_OK);
        if (t->list[i].sparse_bytes > 0)
            assert_int_equal(truncate(path, t->list[i].sparse_bytes), 0);
    }
    ow_status status = ow_scenario_load(out, folder, notices, &error);
    for (uint32_t i = 0; i < t->count; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, t->list[i].name);
        (void)unlink(path);
    }
    (void)rmdir(folder);
    return status;
}

static ow_status load(onward_scenario **out, tables *t, ow_notices *notices) {
    ow_source_file files[FILES_MAX];
    uint32_t count = 0;
    ow_source *source = NULL;
    ow_error error;
    for (uint32_t i = 0; i < t->count; i++) {
        if (t->list[i].sparse_bytes > 0) return load_folder(out, t, notices);
        if (!t->list[i].is_out)
            files[count++] =
                (ow_source_file){t->list[i].name, t->list[i].text.data, t->list[i].text.length};
    }
    assert_int_equal(ow_source_open_memory(&source, files, count, &error), OW_OK);
    ow_status status = ow_scenario_load_source(out, source, notices, &error);
    ow_source_close(source);
    return status;
}

static void print_notices(const ow_notices *notices) {
    ow_buffer text = {0};
    (void)ow_notices_text(&text, notices);
    print_message("%s", text.data ? text.data : "");
    ow_buffer_free(&text);
}

/* Applies the changes of one line and checks what comes of it. Returns how many went wrong. */
static int try_example(ow_notice_code code, int is_bad, const char *changes) {
    tables t;
    ow_notices notices;
    onward_scenario *scenario = NULL;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    start(&t);
    while (*changes) {
        change(&t, &changes);
        changes += strspn(changes, " ");
    }
    ow_status status = load(&scenario, &t, &notices);
    int64_t found = notices.total[code];
    int is_error = ow_notice_severity(code) == OW_SEVERITY_ERROR;
    int is_right = is_bad ? found > 0 && status == (is_error ? OW_INPUT : OW_OK)
                          : found == 0 && status == OW_OK;
    if (!is_right) {
        print_message("%s: the %s example gives it %" PRId64 " times, status %d\n",
                      ow_notice_name(code), is_bad ? "bad" : "good", found, (int)status);
        print_notices(&notices);
    }
    ow_scenario_free(scenario);
    finish(&t);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return !is_right;
}

static void every_notice_has_a_bad_and_a_good_example(void **state) {
    (void)state;
    ow_buffer text = {0};
    ow_error error;
    uint8_t seen[OW_NOTICE_COUNT] = {0};
    int wrong = 0;
    ow_notice_code code = OW_NOTICE_COUNT;
    assert_int_equal(
        ow_file_read(&text, ONWARD_SOURCE_DIR "/tests/data/notices/examples.txt", 1 << 20, &error),
        OW_OK);
    char *rest = NULL;
    for (char *line = strtok_r(text.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (*line == '#') continue;
        if (strncmp(line, "bad  ", 5) == 0 || strncmp(line, "good ", 5) == 0) {
            assert_int_not_equal(code, OW_NOTICE_COUNT);
            wrong += try_example(code, *line == 'b', line + 5);
            seen[code] |= *line == 'b' ? 1 : 2;
        } else if (strncmp(line, "elsewhere ", 10) == 0) {
            seen[code] = 3;
        } else {
            code = ow_notice_find(line);
            if (code == OW_NOTICE_COUNT) fail_msg("there is no notice %s", line);
        }
    }
    for (int c = 0; c < OW_NOTICE_COUNT; c++)
        if (seen[c] != 3) {
            print_message("%s lacks an example\n", ow_notice_name((ow_notice_code)c));
            wrong++;
        }
    ow_buffer_free(&text);
    assert_int_equal(wrong, 0);
}

static void the_example_is_right(void **state) {
    (void)state;
    tables t;
    ow_notices notices;
    onward_scenario *scenario = NULL;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    start(&t);
    assert_int_equal(load(&scenario, &t, &notices), OW_OK);
    if (notices.count > 0) print_notices(&notices);
    assert_int_equal(notices.count, 0);
    ow_scenario_free(scenario);
    finish(&t);
    ow_notices_free(&notices);
    ow_arena_free(arena);
}

static void samples_are_capped_and_totals_are_not(void **state) {
    (void)state;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    for (int i = 0; i < 250; i++)
        ow_notice_add(&notices, OW_NOTICE_bad_date, "units.csv", i, "due_date", "x", "", "no %d",
                      i);
    ow_notice_add(&notices, OW_NOTICE_empty_row, "units.csv", 7, "", "", "mine", "empty");
    assert_int_equal(notices.total[OW_NOTICE_bad_date], 250);
    assert_int_equal(notices.count, OW_NOTICE_SAMPLES_MAX + 1);
    assert_int_equal(notices.errors, 250);
    assert_int_equal(notices.warnings, 1);
    assert_string_equal(notices.data[0].hint, ow_notice_cure(OW_NOTICE_bad_date));
    assert_string_equal(notices.data[100].hint, "mine");
    ow_buffer text = {0};
    assert_int_equal(ow_notices_text(&text, &notices), OW_OK);
    assert_non_null(strstr(text.data, "bad_date: the first 100 of 250 are shown"));
    assert_non_null(strstr(text.data, "250 errors, 1 warning, 0 remarks"));
    ow_buffer_free(&text);
    ow_notices_free(&notices);
    ow_arena_free(arena);
}

static void text_cannot_write_to_a_terminal(void **state) {
    (void)state;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    ow_notice_add(&notices, OW_NOTICE_unknown_column, "units.csv", 1,
                  "a\x1b[2J\xc2\x9b"
                  "b",
                  "", "", "not read");
    ow_buffer text = {0};
    assert_int_equal(ow_notices_text(&text, &notices), OW_OK);
    assert_null(strchr(text.data, 0x1b));
    assert_null(strstr(text.data, "\xc2\x9b"));
    assert_non_null(strstr(text.data, "a\\x1b[2J\\u009bb"));
    ow_buffer_free(&text);
    ow_notices_free(&notices);
    ow_arena_free(arena);
}

/* Twenty different faults in one folder: each has its file, row, column and cure. */
static void twenty_faults_give_twenty_notices(void **state) {
    (void)state;
    onward_report *report = NULL;
    onward_error error;
    assert_int_equal(onward_validate(&report, ONWARD_SOURCE_DIR "/tests/data/faults20", &error),
                     ONWARD_OK);
    char *text = NULL;
    assert_int_equal(onward_report_text(&text, report, &error), ONWARD_OK);
    if (onward_report_notices(report) != 20) print_message("%s", text);
    onward_text_free(text);
    assert_int_equal(onward_report_notices(report), 20);
    assert_int_equal(onward_report_errors(report), 20);
    for (uint32_t i = 0; i < 20; i++) {
        onward_notice notice;
        onward_report_notice(&notice, report, i);
        assert_int_equal(onward_report_total(report, notice.code), 1);
        assert_true(*notice.file && notice.row > 0 && *notice.column && *notice.message &&
                    *notice.hint);
    }
    onward_report_free(report);
}

static void json_says_what_text_says(void **state) {
    (void)state;
    onward_report *report = NULL;
    onward_error error;
    char *text = NULL;
    assert_int_equal(onward_validate(&report, ONWARD_SOURCE_DIR "/tests/data/faults20", &error),
                     ONWARD_OK);
    assert_int_equal(onward_report_json(&text, report, &error), ONWARD_OK);
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    assert_true(json_is_false(json_object_get(json, "ok")));
    assert_int_equal(json_integer_value(json_object_get(json, "errors")), 20);
    assert_int_equal(json_array_size(json_object_get(json, "notices")), 20);
    assert_int_equal(json_object_size(json_object_get(json, "totals")), 20);
    const json_t *skipped = json_array_get(json_object_get(json, "skipped"), 0);
    assert_string_equal(json_string_value(json_object_get(skipped, "group")), "cross");
    onward_notice notice;
    onward_report_notice(&notice, report, 3);
    const json_t *fourth = json_array_get(json_object_get(json, "notices"), 3);
    assert_string_equal(json_string_value(json_object_get(fourth, "code")), notice.code);
    assert_string_equal(json_string_value(json_object_get(fourth, "hint")), notice.hint);
    assert_int_equal(json_integer_value(json_object_get(fourth, "row")), notice.row);
    json_decref(json);
    onward_text_free(text);
    onward_report_free(report);
}

static void codes_are_explained(void **state) {
    (void)state;
    onward_error error;
    for (uint32_t i = 0; i < onward_notice_codes(); i++) {
        char *text = NULL;
        assert_int_equal(onward_notice_explain(&text, onward_notice_code(i), &error), ONWARD_OK);
        assert_non_null(strstr(text, ow_notice_cure((ow_notice_code)i)));
        onward_text_free(text);
    }
    assert_null(onward_notice_code(onward_notice_codes()));
    char *text = NULL;
    assert_int_equal(onward_notice_explain(&text, "bad_dat", &error), ONWARD_USAGE);
    assert_null(text);
    assert_non_null(strstr(error.hint, "bad_date"));
}

static void committed_page_is(const char *file, char *text) {
    ow_buffer page = {0};
    ow_error error;
    assert_int_equal(ow_file_read(&page, file, 1 << 20, &error), OW_OK);
    assert_string_equal(page.data, text);
    ow_buffer_free(&page);
    onward_text_free(text);
}

static void the_reference_is_what_the_program_writes(void **state) {
    (void)state;
    onward_error error;
    char *text = NULL;
    assert_int_equal(onward_notices_markdown(&text, &error), ONWARD_OK);
    committed_page_is(ONWARD_SOURCE_DIR "/docs/reference/notices.md", text);
    assert_int_equal(onward_schema_markdown(&text, &error), ONWARD_OK);
    committed_page_is(ONWARD_SOURCE_DIR "/docs/reference/tables.md", text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_is_right),
        cmocka_unit_test(every_notice_has_a_bad_and_a_good_example),
        cmocka_unit_test(samples_are_capped_and_totals_are_not),
        cmocka_unit_test(text_cannot_write_to_a_terminal),
        cmocka_unit_test(twenty_faults_give_twenty_notices),
        cmocka_unit_test(json_says_what_text_says),
        cmocka_unit_test(codes_are_explained),
        cmocka_unit_test(the_reference_is_what_the_program_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
