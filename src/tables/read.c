/* From bytes to rows: header first, then cell by cell.
 * Invariants: a column that is absent from the file reads as an empty cell in every row; a table in
 * which a fault of form was found is marked unread, so that nothing is said about references to it.
 * After a broken record the rest of the file is not trusted. Linear. */
#include "tables/read.h"

#include "base/array.h"
#include "base/text.h"
#include "tables/cell.h"
#include "tables/csv.h"
#include "tables/keys.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct reader {
    const ow_table_info *table;
    ow_notices *notices;
    ow_arena *arena;
    ow_csv csv;
    uint32_t header_count;
    const ow_column_info *columns[OW_COLUMNS_MAX]; /* of the file's cells; NULL: not read */
    uint8_t present[OW_COLUMNS_MAX];               /* of the table's columns: in the file */
    char *rows;
    uint32_t *lines;
    uint32_t count, capacity;
    int is_broken, failed;
} reader;

static void complain(reader *r, ow_notice_code code, int64_t line, const char *column,
                     const char *value, const char *hint, const char *what) {
    ow_notice_add(r->notices, code, r->table->file, line, column, value, hint, "%s", what);
    if (ow_notice_severity(code) == OW_SEVERITY_ERROR) r->is_broken = 1;
}

static void report_fault(reader *r) {
    int64_t line = r->csv.fault_line;
    switch (r->csv.fault) {
    case OW_CSV_OK: return;
    case OW_CSV_QUOTE_INSIDE:
        complain(r, OW_NOTICE_bad_quoting, line, "", "", "",
                 "a quote inside a cell that does not begin with one; the rest was not read");
        return;
    case OW_CSV_QUOTE_AFTER:
        complain(r, OW_NOTICE_bad_quoting, line, "", "", "",
                 "text behind a closing quote; the rest was not read");
        return;
    case OW_CSV_QUOTE_OPEN:
        complain(r, OW_NOTICE_bad_quoting, line, "", "", "close the quote",
                 "the quote that opens here never closes");
        return;
    case OW_CSV_BARE_CR:
        complain(r, OW_NOTICE_bad_line_end, line, "", "", "",
                 "a carriage return without a line feed; the rest was not read");
        return;
    case OW_CSV_CELL_TOO_LONG:
        complain(r, OW_NOTICE_cell_too_long, line, "", "", "",
                 "a cell has more than 4096 bytes; the rest was not read");
        return;
    case OW_CSV_TOO_MANY_CELLS:
        complain(r, OW_NOTICE_too_many_columns, line, "", "", "",
                 "a record has more than 200 cells; the rest was not read");
        return;
    }
}

static int check_encoding(reader *r, const char *text, size_t length) {
    size_t fault = ow_text_fault(text, length);
    if (fault == length) return 1;
    int64_t line = 1;
    for (size_t i = 0; i < fault; i++) line += text[i] == '\n';
    int is_utf16 =
        length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
    ow_notice_add(r->notices, OW_NOTICE_not_utf8, r->table->file, line, "", "", "",
                  is_utf16      ? "the file is UTF-16"
                  : text[fault] ? "the byte 0x%02x here is not UTF-8"
                                : "there is a NUL byte here",
                  (unsigned)(unsigned char)text[fault]);
    r->is_broken = 1;
    return 0;
}

static void name_unknown(reader *r, const char *name) {
    ow_guess guess = ow_guess_begin(name);
    for (uint32_t i = 0; i < r->table->columns_count; i++)
        if (!r->present[i]) ow_guess_offer(&guess, r->table->columns[i].name);
    const char *hint = ow_guess_hint(&guess, r->arena);
    if (!hint)
        r->failed = 1;
    else
        complain(r, OW_NOTICE_unknown_column, 1, name, "", hint, "this column is not read");
}

/* Which of the table's columns the file's cell i holds. */
static void read_header_cell(reader *r, uint32_t i) {
    const char *name = r->csv.cells[i];
    r->columns[i] = NULL;
    if (*name == '\0') {
        complain(r, OW_NOTICE_unnamed_column, 1, "", "", "", "a column without a name is not read");
        return;
    }
    for (uint32_t c = 0; c < r->table->columns_count; c++) {
        if (strcmp(r->table->columns[c].name, name) != 0) continue;
        if (r->present[c])
            complain(r, OW_NOTICE_duplicate_column, 1, name, "", "",
                     "this column stands here twice");
        r->present[c] = 1;
        r->columns[i] = &r->table->columns[c];
    }
}

static void read_header(reader *r) {
    r->header_count = r->csv.count;
    if (r->csv.count == 1 && strpbrk(r->csv.cells[0], ";\t|")) {
        complain(r, OW_NOTICE_wrong_separator, 1, "", "", "", "the header holds no comma");
        return;
    }
    for (uint32_t i = 0; i < r->csv.count; i++) read_header_cell(r, i);
    for (uint32_t i = 0; i < r->csv.count; i++)
        if (!r->columns[i] && *r->csv.cells[i] && strncmp(r->csv.cells[i], "x_", 2) != 0)
            name_unknown(r, r->csv.cells[i]);
    for (uint32_t c = 0; c < r->table->columns_count; c++)
        if (!r->present[c] && r->table->columns[c].presence == OW_PRESENCE_REQUIRED)
            complain(r, OW_NOTICE_missing_column, 1, r->table->columns[c].name, "", "",
                     "this column is required");
}

static int reserve_row(reader *r) {
    if (r->count < r->capacity) return 1;
    uint32_t capacity = r->capacity;
    void *rows = r->rows, *lines = r->lines;
    if (!ow_array_grow(&rows, &capacity, r->count + 1, r->table->row_size)) return 0;
    r->rows = rows;
    uint32_t same = r->capacity;
    if (!ow_array_grow(&lines, &same, r->count + 1, sizeof *r->lines)) return 0;
    r->lines = lines;
    r->capacity = capacity < same ? capacity : same;
    return 1;
}

static int is_empty_record(const ow_csv *csv) {
    for (uint32_t i = 0; i < csv->count; i++)
        if (*csv->cells[i]) return 0;
    return 1;
}

static void read_row(reader *r) {
    char nothing[1] = "";
    if (!reserve_row(r)) {
        r->failed = 1;
        return;
    }
    char *row = r->rows + (size_t)r->count * r->table->row_size;
    memset(row, 0, r->table->row_size);
    for (uint32_t i = 0; i < r->csv.count; i++)
        if (r->columns[i])
            ow_cell_read(row, r->table, r->columns[i], r->csv.cells[i], r->csv.line, r->notices);
    for (uint32_t c = 0; c < r->table->columns_count; c++)
        if (!r->present[c])
            ow_cell_read(row, r->table, &r->table->columns[c], nothing, r->csv.line, r->notices);
    r->lines[r->count++] = (uint32_t)r->csv.line;
}

static void read_rows(reader *r) {
    while (!r->failed && ow_csv_next(&r->csv)) {
        if (is_empty_record(&r->csv)) {
            complain(r, OW_NOTICE_empty_row, r->csv.line, "", "", "", "this row is not read");
        } else if (r->csv.count != r->header_count) {
            ow_notice_add(r->notices, OW_NOTICE_wrong_cell_count, r->table->file, r->csv.line, "",
                          "", "", "the header has %" PRIu32 " cells, this row %" PRIu32,
                          r->header_count, r->csv.count);
            r->is_broken = 1;
        } else if (r->count == r->table->rows_max) {
            if (r->table->presence == OW_PRESENCE_SINGLE)
                complain(r, OW_NOTICE_not_one_row, r->csv.line, "", "", "",
                         "this table has exactly one row");
            else
                ow_notice_add(r->notices, OW_NOTICE_too_many_rows, r->table->file, r->csv.line, "",
                              "", "", "the limit is %" PRIu32 " rows", r->table->rows_max);
            r->is_broken = 1;
            return;
        } else {
            read_row(r);
        }
    }
    report_fault(r);
}

/* Moves the rows into the arena. */
static int hand_over(ow_rows *out, reader *r, ow_table_id id) {
    ow_rows_view view = {.count = r->count};
    if (r->count > 0) {
        view.data = ow_arena_array(r->arena, r->count, r->table->row_size);
        view.line = OW_ARRAY(r->arena, r->count, uint32_t);
        if (!view.data || !view.line) return 0;
        memcpy(view.data, r->rows, (size_t)r->count * r->table->row_size);
        memcpy(view.line, r->lines, r->count * sizeof *view.line);
    }
    ow_rows_set(out, id, view);
    return 1;
}

static void read_text(reader *r, char *text, size_t length) {
    if (!check_encoding(r, text, length)) return;
    ow_csv_open(&r->csv, text, length);
    if (!ow_csv_next(&r->csv)) {
        if (r->csv.fault != OW_CSV_OK)
            report_fault(r);
        else
            complain(r, OW_NOTICE_empty_table, 0, "", "", "add the header and rows",
                     "the file is empty");
        return;
    }
    read_header(r);
    /* Without its columns every row would be wrong in the same way. */
    if (!r->is_broken) read_rows(r);
    if (!r->is_broken && r->count == 0 && r->table->presence != OW_PRESENCE_OPTIONAL)
        complain(r, OW_NOTICE_empty_table, 0, "", "", "", "there is no row below the header");
}

static ow_status read_table(ow_rows *out, uint8_t *unread, ow_table_id id, ow_source *source,
                            ow_notices *notices, ow_arena *arena, ow_error *error) {
    const ow_table_info *table = ow_schema_table(id);
    char *text = NULL;
    size_t length = 0;
    ow_status status =
        ow_source_read(&text, &length, source, table->file, OW_TABLE_BYTES_MAX, arena, error);
    if (status == OW_LIMIT || status == OW_INPUT) {
        if (status == OW_LIMIT)
            ow_notice_add(notices, OW_NOTICE_too_large, table->file, 0, "", "", "",
                          "the limit is %zu bytes", OW_TABLE_BYTES_MAX);
        else
            ow_notice_add(notices, OW_NOTICE_damaged_file, table->file, 0, "", "", "",
                          "the archive cannot be unpacked here");
        *unread = 1;
        return OW_OK;
    }
    if (status != OW_OK) return status;
    if (!text) {
        *unread = table->presence != OW_PRESENCE_OPTIONAL;
        if (*unread)
            ow_notice_add(notices, OW_NOTICE_missing_table, table->file, 0, "", "", "",
                          "%s is required", table->file);
        return OW_OK;
    }
    reader *r = calloc(1, sizeof *r);
    if (!r) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while reading %s", table->file);
    *r = (reader){.table = table, .notices = notices, .arena = arena};
    read_text(r, text, length);
    if (!r->failed && !hand_over(out, r, id)) r->failed = 1;
    if (r->failed)
        status = ow_fail(error, OW_NO_MEMORY, "", "memory ran out while reading %s", table->file);
    *unread = r->is_broken != 0;
    free(r->rows);
    free(r->lines);
    free(r);
    return status;
}

/* Files that look like tables and are none; what is not .csv is nobody's business. */
static ow_status check_names(const ow_source *source, ow_group group, ow_notices *notices,
                             ow_arena *arena, ow_error *error) {
    for (uint32_t i = 0; i < ow_source_count(source); i++) {
        const char *name = ow_source_name(source, i);
        const char *dot = strrchr(name, '.');
        if (!dot || (strcmp(dot, ".csv") != 0 && strcmp(dot, ".CSV") != 0)) continue;
        if (strncmp(name, "x_", 2) == 0) continue;
        ow_table_id id = ow_schema_find(name, (size_t)(dot - name));
        if (id != OW_TABLE_COUNT && strcmp(dot, ".csv") == 0) continue;
        ow_guess guess = ow_guess_begin(name);
        for (int t = 0; t < OW_TABLE_COUNT; t++)
            if (ow_schema_table((ow_table_id)t)->group == group)
                ow_guess_offer(&guess, ow_schema_table((ow_table_id)t)->file);
        const char *hint = ow_guess_hint(&guess, arena);
        if (!hint) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out");
        ow_notice_add(notices, OW_NOTICE_unknown_table, name, 0, "", "", hint,
                      "this file is not read");
    }
    return OW_OK;
}

ow_status ow_rows_read_source(ow_rows *out, ow_group group, ow_source *source, ow_notices *notices,
                              ow_arena *arena, ow_error *error) {
    ow_rows rows;
    uint8_t unread[OW_TABLE_COUNT] = {0};
    int64_t errors = notices->errors;
    memset(&rows, 0, sizeof rows);
    OW_TRY(check_names(source, group, notices, arena, error));
    int is_whole = 1;
    for (int i = 0; i < OW_TABLE_COUNT; i++) {
        if (ow_schema_table((ow_table_id)i)->group != group) continue;
        OW_TRY(read_table(&rows, &unread[i], (ow_table_id)i, source, notices, arena, error));
        is_whole = is_whole && !unread[i];
    }
    if (!is_whole)
        ow_notices_skip(notices, OW_NOTICE_GROUP_key,
                        "a table could not be read whole: references to it were not checked");
    if (ow_keys_check(&rows, group, unread, notices) != OW_OK || notices->failed)
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while checking the tables");
    *out = rows;
    return notices->errors > errors ? ow_notices_error(notices, error) : OW_OK;
}

ow_status ow_rows_read(ow_rows *out, ow_group group, const char *path, ow_notices *notices,
                       ow_arena *arena, ow_error *error) {
    ow_source *source = NULL;
    OW_TRY(ow_source_open(&source, path, error));
    ow_status status = ow_rows_read_source(out, group, source, notices, arena, error);
    ow_source_close(source);
    return status;
}

ow_status ow_rows_read_memory(ow_rows *out, ow_group group, const ow_source_file *files,
                              uint32_t count, ow_notices *notices, ow_arena *arena,
                              ow_error *error) {
    ow_source *source = NULL;
    OW_TRY(ow_source_open_memory(&source, files, count, error));
    ow_status status = ow_rows_read_source(out, group, source, notices, arena, error);
    ow_source_close(source);
    return status;
}
