/* schema.def as arrays. Every column stands in one flat array; an enum over all tables and columns
 * gives each table its first column and its end. */
#include "tables/schema.h"

#include <assert.h>
#include <string.h>

/* FIRST_x is the place of x's first column; STEP_x takes back the number that FIRST_x or END_x
 * used. */
enum {
#define TABLE(name, group, presence, rows_max, meaning)                                            \
    FIRST_##name, STEP_##name = FIRST_##name - 1,
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)                     \
    PLACE_##table##_##name,
#define END(name) END_##name, BACK_##name = END_##name - 1,
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
};

static const ow_column_info columns[] = {
#define TABLE(name, group, presence, rows_max, meaning)
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)                     \
    {#name,     OW_TYPE_##type, OW_PRESENCE_##presence,          def, min, max,                    \
     reference, meaning,        offsetof(ow_##table##_row, name)},
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
};

static const ow_table_info tables[] = {
#define TABLE(name, group, presence, rows_max, meaning)                                            \
    {#name,                                                                                        \
     #name ".csv",                                                                                 \
     OW_GROUP_##group,                                                                             \
     OW_PRESENCE_##presence,                                                                       \
     rows_max,                                                                                     \
     meaning,                                                                                      \
     columns + FIRST_##name,                                                                       \
     END_##name - FIRST_##name,                                                                    \
     sizeof(ow_##name##_row),                                                                      \
     offsetof(ow_rows, name)},
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
};

typedef struct word {
    const char *list, *text;
} word;

static const word words[] = {
#define WORD(list, LIST, text) {#list, #text},
#include "tables/words.def"
#undef WORD
};

enum { WORDS_COUNT = sizeof words / sizeof *words };

_Static_assert(sizeof(const char *) == sizeof(((ow_rows_view *)0)->data), "views and rows agree");

const ow_table_info *ow_schema_table(ow_table_id table) {
    assert((int)table >= 0 && table < OW_TABLE_COUNT);
    return &tables[table];
}

ow_table_id ow_schema_find(const char *name, size_t length) {
    for (int i = 0; i < OW_TABLE_COUNT; i++)
        if (strlen(tables[i].name) == length && memcmp(tables[i].name, name, length) == 0)
            return (ow_table_id)i;
    return OW_TABLE_COUNT;
}

const ow_column_info *ow_schema_column(ow_table_id table, const char *name) {
    const ow_table_info *info = ow_schema_table(table);
    for (uint32_t i = 0; i < info->columns_count; i++)
        if (strcmp(info->columns[i].name, name) == 0) return &info->columns[i];
    return NULL;
}

/* The tables of struct ow_rows differ only in the type that data points to; memcpy keeps the
 * compiler's rules on aliasing. */
ow_rows_view ow_rows_get(const ow_rows *rows, ow_table_id table) {
    ow_rows_view view;
    memcpy(&view, (const char *)rows + ow_schema_table(table)->rows_offset, sizeof view);
    return view;
}

void ow_rows_set(ow_rows *rows, ow_table_id table, ow_rows_view view) {
    memcpy((char *)rows + ow_schema_table(table)->rows_offset, &view, sizeof view);
}

const char *ow_type_name(ow_type type) {
    static const char *const names[] = {"ID",   "REF",  "TEXT", "INT", "MILLI",
                                        "DATE", "BOOL", "ENUM", "SET"};
    assert((int)type >= 0 && (size_t)type < sizeof names / sizeof *names);
    return names[type];
}

const char *ow_field_text(const void *row, const ow_column_info *column) {
    assert(ow_type_is_text(column->type));
    const char *text;
    memcpy(&text, (const char *)row + column->offset, sizeof text);
    return text;
}

int64_t ow_field_number(const void *row, const ow_column_info *column) {
    assert(!ow_type_is_text(column->type));
    int64_t number;
    memcpy(&number, (const char *)row + column->offset, sizeof number);
    return number;
}

const char *ow_word(const char *list, int64_t value) {
    int64_t place = 0;
    for (int i = 0; i < WORDS_COUNT; i++)
        if (strcmp(words[i].list, list) == 0 && place++ == value) return words[i].text;
    return NULL;
}

int64_t ow_word_find(const char *list, const char *text, size_t length) {
    int64_t place = 0;
    for (int i = 0; i < WORDS_COUNT; i++) {
        if (strcmp(words[i].list, list) != 0) continue;
        if (strlen(words[i].text) == length && memcmp(words[i].text, text, length) == 0)
            return place;
        place++;
    }
    return -1;
}
