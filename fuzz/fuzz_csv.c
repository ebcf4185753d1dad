/* Any bytes as CSV. Cells must lie in the text, end in it and keep the declared limits; a record
 * that was read, written again and read again is the same record. */
#include "base/buffer.h"
#include "tables/csv.h"
#include "tables/read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_record(ow_buffer *out, const ow_csv *csv) {
    for (uint32_t i = 0; i < csv->count; i++) {
        if (i > 0) ow_buffer_char(out, ',');
        ow_csv_write_cell(out, csv->cells[i]);
    }
    ow_buffer_char(out, '\n');
}

static void check_again(const ow_csv *first, ow_csv *again) {
    ow_buffer text = {0};
    write_record(&text, first);
    /* A first cell that begins with a byte order mark loses it, as the first of a file would. */
    int has_mark = strncmp(first->cells[0], "\xef\xbb\xbf", 3) == 0;
    if (!text.failed && !has_mark) {
        ow_csv_open(again, text.data, text.length);
        assert(ow_csv_next(again) == 1);
        assert(again->count == first->count);
        for (uint32_t i = 0; i < first->count; i++)
            assert(strcmp(again->cells[i], first->cells[i]) == 0);
        assert(ow_csv_next(again) == 0 && again->fault == OW_CSV_OK);
    }
    ow_buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    ow_csv *csv = calloc(1, sizeof *csv), *again = calloc(1, sizeof *again);
    assert(text && csv && again);
    if (size > 0) memcpy(text, data, size);
    ow_csv_open(csv, text, size);
    int64_t line = 0;
    while (ow_csv_next(csv)) {
        assert(csv->line > line && csv->count > 0 && csv->count <= OW_COLUMNS_MAX);
        line = csv->line;
        for (uint32_t i = 0; i < csv->count; i++) {
            assert(csv->cells[i] >= text && csv->cells[i] <= text + size);
            assert(strlen(csv->cells[i]) <= OW_CELL_BYTES_MAX);
        }
        check_again(csv, again);
    }
    assert(csv->fault == OW_CSV_OK || csv->fault_line > 0);
    assert(ow_csv_next(csv) == 0);
    free(again);
    free(csv);
    free(text);
    return 0;
}
