/* schema.def and words.def as data, for code that treats all tables alike. Read-only, O(1) a call
 * unless said otherwise. */
#ifndef ONWARD_TABLES_SCHEMA_H
#define ONWARD_TABLES_SCHEMA_H

#include "tables/rows.h"

#include <stddef.h>
#include <stdint.h>

/* Declared limits of what is read; exceeding one is a notice that names it. */
#define OW_COLUMNS_MAX 200u /* a table's, those unread included */
#define OW_CELL_BYTES_MAX 4096u
#define OW_TABLE_BYTES_MAX ((size_t)1 << 30)
#define OW_SOURCE_ENTRIES_MAX 1000u /* files in a folder or an archive */
#define OW_DAYS_MAX 3660            /* of a horizon */
#define OW_ID_BYTES_MAX 64u

#define OW_FORMAT_VERSION "1.0"

typedef enum ow_group { OW_GROUP_SCENARIO, OW_GROUP_PLAN } ow_group;

typedef enum ow_presence {
    OW_PRESENCE_REQUIRED,
    OW_PRESENCE_OPTIONAL,
    OW_PRESENCE_SINGLE /* tables: required, and exactly one row */
} ow_presence;

typedef enum ow_type {
    OW_TYPE_ID,
    OW_TYPE_REF,
    OW_TYPE_TEXT,
    OW_TYPE_INT,
    OW_TYPE_MILLI,
    OW_TYPE_DATE,
    OW_TYPE_BOOL,
    OW_TYPE_ENUM,
    OW_TYPE_SET
} ow_type;

typedef struct ow_column_info {
    const char *name;
    ow_type type;
    ow_presence presence;
    const char *def; /* as in the cell; "" for none */
    int64_t min, max;
    const char *reference; /* tables separated by |, or a list of words */
    const char *meaning;
    size_t offset; /* in the row struct */
} ow_column_info;

typedef struct ow_table_info {
    const char *name, *file; /* "units", "units.csv" */
    ow_group group;
    ow_presence presence;
    uint32_t rows_max;
    const char *meaning;
    const ow_column_info *columns;
    uint32_t columns_count;
    size_t row_size;
    size_t rows_offset; /* of this table in struct ow_rows */
} ow_table_info;

/* One table of struct ow_rows without its row type. */
typedef struct ow_rows_view {
    void *data;
    uint32_t *line;
    uint32_t count;
} ow_rows_view;

const ow_table_info *ow_schema_table(ow_table_id table);
/* Table by its name of `length` bytes, or OW_TABLE_COUNT. O(tables). */
ow_table_id ow_schema_find(const char *name, size_t length);
/* A table's column, or NULL. O(columns). */
const ow_column_info *ow_schema_column(ow_table_id table, const char *name);
ow_rows_view ow_rows_get(const ow_rows *rows, ow_table_id table);
void ow_rows_set(ow_rows *rows, ow_table_id table, ow_rows_view view);

static inline int ow_type_is_text(ow_type type) {
    return type == OW_TYPE_ID || type == OW_TYPE_REF || type == OW_TYPE_TEXT;
}
const char *ow_type_name(ow_type type); /* "ID", "REF", ... */
/* The field of a column in a row. */
const char *ow_field_text(const void *row, const ow_column_info *column);
int64_t ow_field_number(const void *row, const ow_column_info *column);

/* Words of a list, by place; NULL past its end. O(words). */
const char *ow_word(const char *list, int64_t value);
int64_t ow_word_find(const char *list, const char *word, size_t length); /* -1: not in it */

#endif
