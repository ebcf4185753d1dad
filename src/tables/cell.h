/* One cell: its text checked against its column and put into the row. */
#ifndef ONWARD_TABLES_CELL_H
#define ONWARD_TABLES_CELL_H

#include "tables/notice.h"
#include "tables/schema.h"

/* The word of several that was probably meant. Offer candidates, then read best (NULL: none is
 * near). */
typedef struct ow_guess {
    const char *given, *best;
    uint32_t distance;
} ow_guess;

ow_guess ow_guess_begin(const char *given);
void ow_guess_offer(ow_guess *guess, const char *candidate);
/* "did you mean X?", or "" if nothing is near; NULL when memory ran out. */
const char *ow_guess_hint(const ow_guess *guess, ow_arena *arena);

int ow_id_is_valid(const char *text);

/* Fills the column's field of row from cell (kept by pointer where it is a text); a cell that is
 * wrong gets a notice and OW_NONE or "". line is the file's. */
void ow_cell_read(void *row, const ow_table_info *table, const ow_column_info *column, char *cell,
                  int64_t line, ow_notices *notices);

#endif
