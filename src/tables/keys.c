/* Duplicate ids, ids that differ only by case, references to nothing. One hash table for each table
 * with a key. Expected linear. */
#include "tables/keys.h"

#include "base/text.h"
#include "tables/cell.h"

#include <inttypes.h>
#include <string.h>

enum { GUESS_ROWS_MAX = 5000, GUESSES_MAX = 20 };

typedef struct keys {
    const ow_rows *rows;
    ow_group group;
    const uint8_t *unread;
    ow_notices *notices;
    ow_lookup ids[OW_TABLE_COUNT];
    uint32_t guesses; /* each costs a look at every id */
    int failed;
} keys;

/* The column of a table's ids is its first, if it has any. */
static const ow_column_info *key_column(const ow_table_info *table) {
    return table->columns[0].type == OW_TYPE_ID ? &table->columns[0] : NULL;
}

static const void *row_at(const ow_rows_view *view, const ow_table_info *table, uint32_t i) {
    return (const char *)view->data + (size_t)i * table->row_size;
}

static void collect_ids(keys *k, ow_table_id id) {
    const ow_table_info *table = ow_schema_table(id);
    const ow_column_info *column = key_column(table);
    ow_rows_view view = ow_rows_get(k->rows, id);
    for (uint32_t i = 0; column && i < view.count; i++) {
        const char *key = ow_field_text(row_at(&view, table, i), column);
        uint32_t present = OW_LOOKUP_NONE;
        if (*key == '\0') continue;
        if (!ow_lookup_put(&k->ids[id], &present, key, i)) {
            k->failed = 1;
            return;
        }
        if (present != OW_LOOKUP_NONE)
            ow_notice_add(k->notices, OW_NOTICE_duplicate_id, table->file, view.line[i],
                          column->name, key, "", "row %" PRIu32 " has the same id",
                          view.line[present]);
    }
}

static char *lower_copy(ow_arena *arena, const char *text) {
    char *copy = ow_arena_strdup(arena, text);
    for (char *at = copy; at && *at; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
    return copy;
}

/* Ids that differ only by case are two things to the program and one to a reader. */
static void check_case(keys *k, ow_table_id id, ow_arena *arena) {
    const ow_table_info *table = ow_schema_table(id);
    const ow_column_info *column = key_column(table);
    ow_rows_view view = ow_rows_get(k->rows, id);
    ow_lookup folded = {0};
    for (uint32_t i = 0; column && i < view.count && !k->failed; i++) {
        const char *key = ow_field_text(row_at(&view, table, i), column);
        const char *copy = *key ? lower_copy(arena, key) : "";
        uint32_t present = OW_LOOKUP_NONE;
        if (*key == '\0') continue;
        if (!copy || !ow_lookup_put(&folded, &present, copy, i)) {
            k->failed = 1;
            break;
        }
        if (present == OW_LOOKUP_NONE) continue;
        const char *other = ow_field_text(row_at(&view, table, present), column);
        if (strcmp(other, key) != 0)
            ow_notice_add(k->notices, OW_NOTICE_id_case, table->file, view.line[i], column->name,
                          key, "", "%s in row %" PRIu32 " differs only by upper and lower case",
                          other, view.line[present]);
    }
    ow_lookup_free(&folded);
}

static const char *guess_reference(keys *k, ow_table_id id, const char *given) {
    const ow_table_info *table = ow_schema_table(id);
    ow_rows_view view = ow_rows_get(k->rows, id);
    if (view.count > GUESS_ROWS_MAX || k->guesses >= GUESSES_MAX) return "";
    k->guesses++;
    ow_guess guess = ow_guess_begin(given);
    for (uint32_t i = 0; i < view.count; i++)
        ow_guess_offer(&guess, ow_field_text(row_at(&view, table, i), &table->columns[0]));
    const char *hint = ow_guess_hint(&guess, k->notices->arena);
    if (!hint) k->failed = 1;
    return hint ? hint : "";
}

/* reference names one table, or several separated by |. */
static void check_reference(keys *k, const ow_table_info *table, const ow_column_info *column,
                            const char *given, uint32_t line) {
    const char *hint = "";
    for (const char *name = column->reference; *name;) {
        size_t length = strcspn(name, "|");
        ow_table_id id = ow_schema_find(name, length);
        if (ow_schema_table(id)->group != k->group || k->unread[id]) return;
        if (ow_lookup_get(&k->ids[id], given) != OW_LOOKUP_NONE) return;
        if (*hint == '\0') hint = guess_reference(k, id, given);
        name += length + (name[length] == '|');
    }
    ow_notice_add(k->notices, OW_NOTICE_unknown_reference, table->file, line, column->name, given,
                  hint, "there is no such id in %s", column->reference);
}

static void check_references(keys *k, ow_table_id id) {
    const ow_table_info *table = ow_schema_table(id);
    ow_rows_view view = ow_rows_get(k->rows, id);
    for (uint32_t c = 0; c < table->columns_count; c++) {
        const ow_column_info *column = &table->columns[c];
        if (column->type != OW_TYPE_REF) continue;
        for (uint32_t i = 0; i < view.count && !k->failed; i++) {
            const char *given = ow_field_text(row_at(&view, table, i), column);
            if (*given) check_reference(k, table, column, given, view.line[i]);
        }
    }
}

ow_status ow_keys_check(const ow_rows *rows, ow_group group, const uint8_t unread[OW_TABLE_COUNT],
                        ow_notices *notices) {
    keys k = {.rows = rows, .group = group, .unread = unread, .notices = notices};
    ow_arena *arena = ow_arena_new();
    if (!arena) return OW_NO_MEMORY;
    for (int i = 0; i < OW_TABLE_COUNT && !k.failed; i++) {
        if (ow_schema_table((ow_table_id)i)->group != group) continue;
        collect_ids(&k, (ow_table_id)i);
        /* A plan's ids are the program's own: nobody mistakes one for another. */
        if (group == OW_GROUP_SCENARIO && !k.failed) check_case(&k, (ow_table_id)i, arena);
    }
    for (int i = 0; i < OW_TABLE_COUNT && !k.failed; i++)
        if (ow_schema_table((ow_table_id)i)->group == group) check_references(&k, (ow_table_id)i);
    for (int i = 0; i < OW_TABLE_COUNT; i++) ow_lookup_free(&k.ids[i]);
    ow_arena_free(arena);
    return k.failed ? OW_NO_MEMORY : OW_OK;
}
