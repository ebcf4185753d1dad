/* The CSV reader. Invariant: at <= end; what lies before at has been cut up and is never looked at
 * again. A cell shrinks when its quotes are undone, so that the write position never passes at. */
#include "tables/csv.h"

#include <string.h>

void ow_csv_open(ow_csv *csv, char *text, size_t length) {
    memset(csv, 0, sizeof *csv);
    csv->at = text;
    csv->end = text + length;
    csv->next_line = 1;
    text[length] = '\0';
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) csv->at += 3;
}

static int stop(ow_csv *csv, ow_csv_fault fault, int64_t line) {
    csv->fault = fault;
    csv->fault_line = line;
    csv->at = csv->end;
    return 0;
}

/* Undoes the quotes of the cell at `at`, which begins with one; leaves at behind the closing quote.
 */
static int quoted_cell(ow_csv *csv, char **cell) {
    int64_t opened = csv->next_line;
    char *out = ++csv->at;
    *cell = out;
    for (;; csv->at++) {
        if (csv->at == csv->end) return stop(csv, OW_CSV_QUOTE_OPEN, opened);
        char c = *csv->at;
        if (c == '"') {
            if (csv->at + 1 == csv->end || csv->at[1] != '"') break;
            csv->at++;
        } else if (c == '\n') {
            csv->next_line++;
        }
        *out++ = c;
        if (out - *cell > OW_CELL_BYTES_MAX) return stop(csv, OW_CSV_CELL_TOO_LONG, opened);
    }
    csv->at++;
    /* What follows is the separator; a NUL on the closing quote, or before it, does not touch it.
     */
    *out = '\0';
    if (csv->at == csv->end || *csv->at == ',' || *csv->at == '\n') return 1;
    if (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n') return 1;
    return stop(csv, OW_CSV_QUOTE_AFTER, csv->next_line);
}

static int plain_cell(ow_csv *csv, char **cell) {
    *cell = csv->at;
    for (; csv->at < csv->end; csv->at++) {
        char c = *csv->at;
        if (c == ',' || c == '\n') break;
        if (c == '"') return stop(csv, OW_CSV_QUOTE_INSIDE, csv->next_line);
        if (c == '\r') {
            if (csv->at + 1 < csv->end && csv->at[1] == '\n') break;
            return stop(csv, OW_CSV_BARE_CR, csv->next_line);
        }
    }
    if (csv->at - *cell > OW_CELL_BYTES_MAX) return stop(csv, OW_CSV_CELL_TOO_LONG, csv->next_line);
    return 1;
}

int ow_csv_next(ow_csv *csv) {
    csv->count = 0;
    csv->line = csv->next_line;
    if (csv->at == csv->end) return 0;
    for (;;) {
        char *cell = NULL;
        if (csv->count == OW_COLUMNS_MAX) return stop(csv, OW_CSV_TOO_MANY_CELLS, csv->line);
        int is_quoted = csv->at < csv->end && *csv->at == '"';
        if (!(is_quoted ? quoted_cell(csv, &cell) : plain_cell(csv, &cell))) return 0;
        csv->cells[csv->count++] = cell;
        if (csv->at == csv->end) return 1; /* the caller's text has its NUL at end */
        char separator = *csv->at;
        *csv->at++ = '\0';
        if (separator == ',') continue;
        if (separator == '\r') csv->at++;
        csv->next_line++;
        return 1;
    }
}
