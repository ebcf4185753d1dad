/* Reads the tables of a scenario or of a plan into struct ow_rows, and says what is wrong with
 * them. Checks what a table and its references by themselves can tell (groups file, cell and key of
 * notice.def); whether a scenario makes sense is the scenario's business.
 * Cost: linear in bytes and rows. Memory: the texts themselves (cells point into them) and the
 * rows. */
#ifndef ONWARD_TABLES_READ_H
#define ONWARD_TABLES_READ_H

#include "base/buffer.h"
#include "base/status.h"
#include "tables/notice.h"
#include "tables/rows.h"
#include "tables/schema.h"
#include "tables/source.h"

/* Reads the tables of the group from a folder or a .zip. Tables that are absent are empty. Rows and
 * texts live in arena. Returns OW_OK     no ERROR notice was added OW_INPUT  at least one was:
 * error is the first of them, and *out holds what could be read (cells that were wrong are OW_NONE
 * or ""), for further checks only OW_IO, OW_NO_MEMORY, OW_LIMIT  the source could not be read: *out
 * is unchanged */
ow_status ow_rows_read(ow_rows *out, ow_group group, const char *path, ow_notices *notices,
                       ow_arena *arena, ow_error *error);
/* The same from files in memory, and from an open source. */
ow_status ow_rows_read_memory(ow_rows *out, ow_group group, const ow_source_file *files,
                              uint32_t count, ow_notices *notices, ow_arena *arena,
                              ow_error *error);
ow_status ow_rows_read_source(ow_rows *out, ow_group group, ow_source *source, ow_notices *notices,
                              ow_arena *arena, ow_error *error);

/* Appends one table as canonical CSV: columns in schema order, LF, cells quoted only where RFC 4180
 * asks for it, shortest decimals, words of a set in the order of their list, and every value
 * written out, also where it is the default, so that an empty cell and the default spelt out are
 * the same scenario. Columns x_* are not among the rows and so do not count. OW_NO_MEMORY if the
 * buffer failed. */
ow_status ow_rows_write(ow_buffer *out, const ow_rows *rows, ow_table_id table);

/* Appends one cell, quoted if need be. */
void ow_csv_write_cell(ow_buffer *out, const char *text);

#endif
