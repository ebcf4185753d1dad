/* The schema table: that it is consistent in itself, agrees with the row structs, and comes out as
 * a reference and as a data package that say the same. */
#include "tables/cell.h"
#include "tables/print.h"
#include "tables/read.h"
#include "tables/schema.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <jansson.h>
#include <onward/scenario.h>
#include <string.h>

static void every_table_is_found_by_its_name(void **state) {
    (void)state;
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        assert_int_equal(ow_schema_find(table->name, strlen(table->name)), t);
        assert_int_equal(strncmp(table->file, table->name, strlen(table->name)), 0);
        assert_true(table->columns_count > 0 && table->rows_max > 0);
        for (uint32_t c = 0; c < table->columns_count; c++)
            assert_ptr_equal(ow_schema_column((ow_table_id)t, table->columns[c].name),
                             &table->columns[c]);
    }
    assert_int_equal(ow_schema_find("site", 4), OW_TABLE_COUNT);
    assert_null(ow_schema_column(OW_TABLE_sites, "nmae"));
}

static void references_and_words_exist(void **state) {
    (void)state;
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        for (uint32_t c = 0; c < table->columns_count; c++) {
            const ow_column_info *column = &table->columns[c];
            assert_true(column->min <= column->max);
            /* What is required has no default that could stand for it. */
            if (column->presence == OW_PRESENCE_REQUIRED) assert_string_equal(column->def, "");
            /* Keys are looked for in the first column; the one row of scenario needs none. */
            if (column->type == OW_TYPE_ID) assert_true(c == 0 || t == OW_TABLE_scenario);
            if (column->type == OW_TYPE_ENUM || column->type == OW_TYPE_SET)
                assert_non_null(ow_word(column->reference, 0));
            if (column->type != OW_TYPE_REF) continue;
            for (const char *name = column->reference; *name;) {
                size_t length = strcspn(name, "|");
                ow_table_id target = ow_schema_find(name, length);
                assert_int_not_equal(target, OW_TABLE_COUNT);
                assert_int_equal(ow_schema_table(target)->columns[0].type, OW_TYPE_ID);
                name += length + (name[length] == '|');
            }
        }
    }
}

/* The constants of rows.h are written by hand: they must be the places of words.def. */
static void words_are_where_the_constants_say(void **state) {
    (void)state;
#define WORD(list, LIST, text)                                                                     \
    assert_int_equal(ow_word_find(#list, #text, strlen(#text)), OW_##LIST##_##text);
#include "tables/words.def"
#undef WORD
    assert_int_equal(ow_word_find("mode", "roads", 5), -1);
    assert_int_equal(ow_word_find("mode", "roads", 4), OW_MODE_road);
    assert_null(ow_word("mode", OW_MODE_COUNT));
    assert_null(ow_word("fate", OW_FATE_COUNT));
}

static void fields_are_where_the_offsets_say(void **state) {
    (void)state;
    ow_sites_row row = {.site_id = "camp", .people_max = 7, .stays_open = 1};
    assert_string_equal(ow_field_text(&row, ow_schema_column(OW_TABLE_sites, "site_id")), "camp");
    assert_int_equal(ow_field_number(&row, ow_schema_column(OW_TABLE_sites, "people_max")), 7);
    assert_int_equal(ow_field_number(&row, ow_schema_column(OW_TABLE_sites, "stays_open")), 1);
    ow_rows rows;
    memset(&rows, 0, sizeof rows);
    uint32_t line = 2;
    ow_rows_set(&rows, OW_TABLE_sites, (ow_rows_view){&row, &line, 1});
    assert_ptr_equal(rows.sites.data, &row);
    assert_int_equal(rows.sites.count, 1);
    assert_ptr_equal(ow_rows_get(&rows, OW_TABLE_sites).line, &line);
}

static void defaults_fit_their_columns(void **state) {
    (void)state;
    char row[1024];
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        assert_true(table->row_size <= sizeof row);
        for (uint32_t c = 0; c < table->columns_count; c++) {
            char empty[1] = "";
            if (table->columns[c].presence == OW_PRESENCE_OPTIONAL)
                ow_cell_read(row, table, &table->columns[c], empty, 2, &notices);
        }
    }
    assert_int_equal(notices.count, 0);
    ow_notices_free(&notices);
    ow_arena_free(arena);
}

static void guesses_are_near(void **state) {
    (void)state;
    ow_guess guess = ow_guess_begin("sedning");
    ow_guess_offer(&guess, "host");
    ow_guess_offer(&guess, "sending");
    ow_guess_offer(&guess, "observer");
    assert_string_equal(guess.best, "sending");
    guess = ow_guess_begin("xy");
    ow_guess_offer(&guess, "sea");
    assert_null(guess.best);
    assert_true(ow_id_is_valid("a") && ow_id_is_valid("0.b_c-D"));
    assert_false(ow_id_is_valid("") || ow_id_is_valid("-a") || ow_id_is_valid("a b") ||
                 ow_id_is_valid("caf\xc3\xa9"));
    char longest[66] = "";
    memset(longest, 'a', 65);
    assert_false(ow_id_is_valid(longest));
    longest[64] = '\0';
    assert_true(ow_id_is_valid(longest));
}

static void the_data_package_holds_the_schema(void **state) {
    (void)state;
    for (int g = 0; g < 2; g++) {
        char *text = NULL;
        onward_error error;
        assert_int_equal(onward_schema_datapackage(&text, (onward_schema_group)g, &error),
                         ONWARD_OK);
        json_t *package = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(package);
        const json_t *resources = json_object_get(package, "resources");
        size_t place = 0;
        for (int t = 0; t < OW_TABLE_COUNT; t++) {
            const ow_table_info *table = ow_schema_table((ow_table_id)t);
            if (table->group != (ow_group)g) continue;
            const json_t *resource = json_array_get(resources, place++);
            assert_string_equal(json_string_value(json_object_get(resource, "path")), table->file);
            const json_t *schema = json_object_get(resource, "schema");
            const json_t *fields = json_object_get(schema, "fields");
            assert_int_equal(json_array_size(fields), table->columns_count);
            for (uint32_t c = 0; c < table->columns_count; c++)
                assert_string_equal(
                    json_string_value(json_object_get(json_array_get(fields, c), "name")),
                    table->columns[c].name);
        }
        assert_int_equal(json_array_size(resources), place);
        json_decref(package);
        onward_text_free(text);
    }
}

static void the_page_names_every_column(void **state) {
    (void)state;
    ow_buffer page = {0};
    assert_int_equal(ow_schema_markdown(&page), OW_OK);
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        assert_non_null(strstr(page.data, table->meaning));
        for (uint32_t c = 0; c < table->columns_count; c++)
            assert_non_null(strstr(page.data, table->columns[c].meaning));
    }
    ow_buffer_free(&page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_is_found_by_its_name),
        cmocka_unit_test(references_and_words_exist),
        cmocka_unit_test(words_are_where_the_constants_say),
        cmocka_unit_test(fields_are_where_the_offsets_say),
        cmocka_unit_test(defaults_fit_their_columns),
        cmocka_unit_test(guesses_are_near),
        cmocka_unit_test(the_data_package_holds_the_schema),
        cmocka_unit_test(the_page_names_every_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
