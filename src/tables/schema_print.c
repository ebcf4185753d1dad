/* The schema as a reference page and as a Frictionless data package (Data Package 1, Tabular Data
 * Resource, Table Schema). Linear. */
#include "tables/print.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char intro[] =
    "# Tables of scenarios and plans, format " OW_FORMAT_VERSION "\n\n"
    "<!-- Written by `onward schema --markdown` from src/tables/schema.def: do not edit here. "
    "-->\n\n"
    "A scenario, or a plan, is a folder of CSV tables, or a .zip that holds them at its top or in "
    "one "
    "folder. The tables are RFC 4180 in UTF-8: commas, double quotes, LF or CRLF, a header row. A "
    "byte "
    "order mark is allowed. Columns may stand in any order; a column that is absent reads as empty "
    "in "
    "every row. Columns and files whose name begins with `x_` are carried along unread. An empty "
    "cell "
    "is the column's default.\n\n"
    "A scenario's identity is the SHA-256 of its tables, each as `<table>` and a line feed and the "
    "table in canonical form (columns in the order of this page, LF, shortest decimals, defaults "
    "spelt out), in the order of this page. Column order, byte order mark, line ends, quoting, "
    "defaults spelt out or left empty, and `x_` columns do not change it; the order of rows "
    "does.\n\n"
    "| type | what a cell holds |\n|---|---|\n"
    "| ID | the row's key: a letter or digit, then at most 63 letters, digits, `.`, `_` or `-` |\n"
    "| REF | an ID of the table named |\n"
    "| TEXT | any text |\n"
    "| INT | a whole number |\n"
    "| MILLI | a decimal number with at most three places |\n"
    "| DATE | a day, `YYYY-MM-DD`, 1900 to 2199 |\n"
    "| BOOL | `1` for yes, `0` for no |\n"
    "| ENUM | one word of the list named |\n"
    "| SET | words of the list named, separated by spaces |\n\n"
    "Units are in the columns' names: `_kg`, `_m2`, `_km`, `_km_h`, `_h`, `_per_day`.\n\n";

static ow_status status_of(const ow_buffer *out) {
    return out->failed ? OW_NO_MEMORY : OW_OK;
}

static void words_text(ow_buffer *out, const char *list) {
    const char *word;
    for (int64_t i = 0; (word = ow_word(list, i)); i++)
        ow_buffer_printf(out, "%s`%s`", i > 0 ? " " : "", word);
}

static void type_text(ow_buffer *out, const ow_column_info *column) {
    ow_buffer_text(out, ow_type_name(column->type));
    if (column->type == OW_TYPE_ENUM || column->type == OW_TYPE_SET) {
        ow_buffer_text(out, " of ");
        words_text(out, column->reference);
    }
    if (column->type != OW_TYPE_REF) return;
    ow_buffer_text(out, " to ");
    for (const char *name = column->reference; *name;) {
        size_t length = strcspn(name, "|");
        if (name != column->reference) ow_buffer_text(out, " or ");
        ow_buffer_printf(out, "[%.*s](#%.*s)", (int)length, name, (int)length, name);
        name += length + (name[length] == '|');
    }
}

static void column_text(ow_buffer *out, const ow_column_info *column) {
    ow_buffer_printf(out, "| `%s` | ", column->name);
    type_text(out, column);
    ow_buffer_printf(out, " | %s | ", column->presence == OW_PRESENCE_OPTIONAL ? "" : "yes");
    if (*column->def) ow_buffer_printf(out, "`%s`", column->def);
    ow_buffer_text(out, " | ");
    if (column->min != 0 || column->max != 0)
        ow_buffer_printf(out, "%" PRId64 " to %" PRId64, column->min, column->max);
    ow_buffer_printf(out, " | %s |\n", column->meaning);
}

static void table_text(ow_buffer *out, const ow_table_info *table) {
    ow_buffer_printf(out, "### %s\n\n`%s`: %s ", table->name, table->file, table->meaning);
    if (table->presence == OW_PRESENCE_SINGLE)
        ow_buffer_text(out, "Required, exactly one row.\n\n");
    else
        ow_buffer_printf(out, "%s, at most %" PRIu32 " rows.\n\n",
                         table->presence == OW_PRESENCE_REQUIRED ? "Required" : "Optional",
                         table->rows_max);
    ow_buffer_text(out, "| column | type | required | default | range | meaning |\n"
                        "|---|---|---|---|---|---|\n");
    for (uint32_t c = 0; c < table->columns_count; c++) column_text(out, &table->columns[c]);
    ow_buffer_char(out, '\n');
}

ow_status ow_schema_markdown(ow_buffer *out) {
    ow_buffer_text(out, intro);
    ow_buffer_printf(out,
                     "Limits: %u columns a table, %u bytes a cell, %zu bytes a table, %u files a "
                     "folder or archive, %d days a horizon.\n\n",
                     OW_COLUMNS_MAX, OW_CELL_BYTES_MAX, OW_TABLE_BYTES_MAX, OW_SOURCE_ENTRIES_MAX,
                     OW_DAYS_MAX);
    for (int group = OW_GROUP_SCENARIO; group <= OW_GROUP_PLAN; group++) {
        ow_buffer_text(out, group == OW_GROUP_SCENARIO
                                ? "## Tables of a scenario\n\n"
                                : "## Tables of a plan\n\nA plan also holds `proof.json`, the "
                                  "prices that prove its bound (bound.md).\n\n");
        for (int t = 0; t < OW_TABLE_COUNT; t++)
            if (ow_schema_table((ow_table_id)t)->group == (ow_group)group)
                table_text(out, ow_schema_table((ow_table_id)t));
    }
    /* The page ends with one line feed. */
    if (!out->failed) out->data[--out->length] = '\0';
    return status_of(out);
}

static const char *frictionless_type(ow_type type) {
    switch (type) {
    case OW_TYPE_INT: return "integer";
    case OW_TYPE_MILLI: return "number";
    case OW_TYPE_DATE: return "date";
    case OW_TYPE_BOOL: return "boolean";
    default: return "string";
    }
}

static json_t *words_json(const char *list) {
    json_t *words = json_array();
    const char *word;
    for (int64_t i = 0; (word = ow_word(list, i)); i++)
        if (json_array_append_new(words, json_string(word)) != 0) {
            json_decref(words);
            return NULL;
        }
    return words;
}

/* Words of a list in any number and order, separated by spaces. */
static json_t *set_pattern(const char *list) {
    ow_buffer words = {0}, pattern = {0};
    const char *word;
    for (int64_t i = 0; (word = ow_word(list, i)); i++)
        ow_buffer_printf(&words, "%s%s", i > 0 ? "|" : "", word);
    if (!words.failed) ow_buffer_printf(&pattern, "(%s)( (%s))*", words.data, words.data);
    json_t *json = words.failed || pattern.failed ? NULL : json_string(pattern.data);
    ow_buffer_free(&words);
    ow_buffer_free(&pattern);
    return json;
}

/* 0 when memory ran out. */
static int constrain(json_t *constraints, const ow_column_info *column) {
    int failed = 0;
    if (column->presence != OW_PRESENCE_OPTIONAL)
        failed |= json_object_set_new(constraints, "required", json_true());
    if (column->type == OW_TYPE_ID)
        failed |= json_object_set_new(constraints, "unique", json_true());
    if (column->type == OW_TYPE_ID || column->type == OW_TYPE_REF)
        failed |= json_object_set_new(constraints, "pattern",
                                      json_string("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));
    if (column->type == OW_TYPE_ENUM)
        failed |= json_object_set_new(constraints, "enum", words_json(column->reference));
    if (column->type == OW_TYPE_SET)
        failed |= json_object_set_new(constraints, "pattern", set_pattern(column->reference));
    if (column->min != 0 || column->max != 0) {
        failed |= json_object_set_new(constraints, "minimum", json_integer(column->min));
        failed |= json_object_set_new(constraints, "maximum", json_integer(column->max));
    }
    return failed == 0;
}

static json_t *field_json(const ow_column_info *column) {
    json_t *field = json_pack("{s:s, s:s, s:s}", "name", column->name, "type",
                              frictionless_type(column->type), "description", column->meaning);
    json_t *constraints = json_object();
    int failed = !field || !constraints || !constrain(constraints, column);
    if (!failed && column->type == OW_TYPE_BOOL)
        failed |= json_object_set_new(field, "trueValues", json_pack("[s]", "1")) |
                  json_object_set_new(field, "falseValues", json_pack("[s]", "0"));
    if (!failed && *column->def)
        failed |= json_object_set_new(field, "x_default", json_string(column->def));
    if (!failed && json_object_size(constraints) > 0)
        failed |= json_object_set(field, "constraints", constraints);
    json_decref(constraints);
    if (!failed) return field;
    json_decref(field);
    return NULL;
}

/* References within the package to one table; Frictionless knows no reference to one of several. */
static int foreign_keys(json_t *keys, const ow_table_info *table) {
    for (uint32_t c = 0; c < table->columns_count; c++) {
        const ow_column_info *column = &table->columns[c];
        if (column->type != OW_TYPE_REF || strchr(column->reference, '|')) continue;
        ow_table_id id = ow_schema_find(column->reference, strlen(column->reference));
        const ow_table_info *target = ow_schema_table(id);
        if (target->group != table->group) continue;
        const char *resource = target == table ? "" : target->name;
        if (json_array_append_new(keys, json_pack("{s:s, s:{s:s, s:s}}", "fields", column->name,
                                                  "reference", "resource", resource, "fields",
                                                  target->columns[0].name)) != 0)
            return 0;
    }
    return 1;
}

static json_t *resource_json(const ow_table_info *table) {
    json_t *fields = json_array(), *keys = json_array(), *schema = NULL, *resource = NULL;
    int failed = !fields || !keys;
    for (uint32_t c = 0; !failed && c < table->columns_count; c++)
        failed = json_array_append_new(fields, field_json(&table->columns[c])) != 0;
    if (!failed) failed = !foreign_keys(keys, table);
    if (!failed) schema = json_pack("{s:O, s:[s]}", "fields", fields, "missingValues", "");
    failed |= !schema;
    if (!failed && table->columns[0].type == OW_TYPE_ID)
        failed |= json_object_set_new(schema, "primaryKey", json_string(table->columns[0].name));
    if (!failed && json_array_size(keys) > 0)
        failed |= json_object_set(schema, "foreignKeys", keys);
    if (!failed)
        resource = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:O}", "name", table->name,
                             "path", table->file, "profile", "tabular-data-resource", "description",
                             table->meaning, "format", "csv", "encoding", "utf-8", "x_required",
                             table->presence != OW_PRESENCE_OPTIONAL, "schema", schema);
    json_decref(fields);
    json_decref(keys);
    json_decref(schema);
    return resource;
}

ow_status ow_schema_datapackage(ow_buffer *out, ow_group group) {
    int is_plan = group == OW_GROUP_PLAN;
    json_t *resources = json_array(), *package = NULL;
    char *text = NULL;
    int failed = !resources;
    for (int t = 0; !failed && t < OW_TABLE_COUNT; t++)
        if (ow_schema_table((ow_table_id)t)->group == group)
            failed = json_array_append_new(resources,
                                           resource_json(ow_schema_table((ow_table_id)t))) != 0;
    if (!failed)
        package = json_pack(
            "{s:s, s:s, s:s, s:s, s:O}", "profile", "tabular-data-package", "name",
            is_plan ? "onward-plan" : "onward-scenario", "version", OW_FORMAT_VERSION, "title",
            is_plan ? "A withdrawal plan" : "A withdrawal scenario", "resources", resources);
    if (package) text = json_dumps(package, JSON_INDENT(2));
    json_decref(resources);
    json_decref(package);
    if (!text) return OW_NO_MEMORY;
    ow_buffer_text(out, text);
    ow_buffer_char(out, '\n');
    free(text);
    return status_of(out);
}
