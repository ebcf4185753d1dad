/* CSV records, strictly by RFC 4180: comma, double quote, LF or CRLF, a byte order mark allowed.
 * Cells are cut out of the caller's text in place (quotes undone, NUL put behind), so that reading
 * copies nothing; the text must outlive them. O(bytes), no allocation. */
#ifndef ONWARD_TABLES_CSV_H
#define ONWARD_TABLES_CSV_H

#include "tables/schema.h"

typedef enum ow_csv_fault {
    OW_CSV_OK,
    OW_CSV_QUOTE_INSIDE,  /* a quote in a cell that did not begin with one */
    OW_CSV_QUOTE_AFTER,   /* text after a closing quote */
    OW_CSV_QUOTE_OPEN,    /* a quote that never closes */
    OW_CSV_BARE_CR,       /* CR without LF */
    OW_CSV_CELL_TOO_LONG, /* more than OW_CELL_BYTES_MAX */
    OW_CSV_TOO_MANY_CELLS /* more than OW_COLUMNS_MAX */
} ow_csv_fault;

typedef struct ow_csv {
    char *at, *end;
    int64_t next_line;
    ow_csv_fault fault; /* set when ow_csv_next returned 0 for another reason than the end */
    int64_t fault_line;
    int64_t line;   /* on which the current record begins; 1 is the first */
    uint32_t count; /* its cells */
    char *cells[OW_COLUMNS_MAX];
} ow_csv;

/* text[length] must be writable. */
void ow_csv_open(ow_csv *csv, char *text, size_t length);
/* The next record; 1, or 0 at the end or on a fault, after which it stays 0. */
int ow_csv_next(ow_csv *csv);

#endif
