/* Tables as canonical CSV: the form whose SHA-256 is a scenario's identity, and in which plans are
 * written. One form a table, so that equal rows give equal bytes. Linear. */
#include "base/day.h"
#include "tables/read.h"

#include <string.h>

void ow_csv_write_cell(ow_buffer *out, const char *text) {
    if (!text[strcspn(text, ",\"\r\n")]) {
        ow_buffer_text(out, text);
        return;
    }
    ow_buffer_char(out, '"');
    for (const char *at = text; *at; at++) {
        if (*at == '"') ow_buffer_char(out, '"');
        ow_buffer_char(out, *at);
    }
    ow_buffer_char(out, '"');
}

static void write_set(ow_buffer *out, const char *list, int64_t bits) {
    const char *separator = "";
    for (int64_t i = 0; bits >> i; i++) {
        if (!(bits >> i & 1)) continue;
        ow_buffer_text(out, separator);
        ow_buffer_text(out, ow_word(list, i));
        separator = " ";
    }
}

static void write_field(ow_buffer *out, const void *row, const ow_column_info *column) {
    char text[24];
    if (ow_type_is_text(column->type)) {
        ow_csv_write_cell(out, ow_field_text(row, column));
        return;
    }
    int64_t value = ow_field_number(row, column);
    if (value == OW_NONE) return;
    switch (column->type) {
    case OW_TYPE_MILLI: ow_buffer_text(out, ow_milli_format(text, value)); break;
    case OW_TYPE_DATE: ow_buffer_text(out, ow_day_format(text, (int32_t)value)); break;
    case OW_TYPE_ENUM: ow_buffer_text(out, ow_word(column->reference, value)); break;
    case OW_TYPE_SET: write_set(out, column->reference, value); break;
    default: ow_buffer_int(out, value); break;
    }
}

ow_status ow_rows_write(ow_buffer *out, const ow_rows *rows, ow_table_id table) {
    const ow_table_info *info = ow_schema_table(table);
    ow_rows_view view = ow_rows_get(rows, table);
    for (uint32_t c = 0; c < info->columns_count; c++) {
        if (c > 0) ow_buffer_char(out, ',');
        ow_buffer_text(out, info->columns[c].name);
    }
    ow_buffer_char(out, '\n');
    for (uint32_t r = 0; r < view.count; r++) {
        const void *row = (const char *)view.data + (size_t)r * info->row_size;
        for (uint32_t c = 0; c < info->columns_count; c++) {
            if (c > 0) ow_buffer_char(out, ',');
            write_field(out, row, &info->columns[c]);
        }
        ow_buffer_char(out, '\n');
    }
    return out->failed ? OW_NO_MEMORY : OW_OK;
}
