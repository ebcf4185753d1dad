/* Where tables come from: a folder, a .zip archive, or memory. Only plain names are seen
 * ("units.csv"): of a folder its own files, of an archive what lies at its top or, if no table
 * does, in its one folder. Nothing is ever unpacked to disk. Not thread-safe: one source a thread.
 */
#ifndef ONWARD_TABLES_SOURCE_H
#define ONWARD_TABLES_SOURCE_H

#include "base/arena.h"
#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct ow_source ow_source;

typedef struct ow_source_file {
    const char *name;
    const void *bytes;
    size_t length;
} ow_source_file;

/* OW_IO if it is neither folder nor archive or cannot be read, OW_INPUT if the archive is damaged,
 * too full, or holds a name twice. */
ow_status ow_source_open(ow_source **out, const char *path, ow_error *error);
/* An archive in memory; bytes must outlive the source. */
ow_status ow_source_open_zip(ow_source **out, const void *bytes, size_t length, ow_error *error);
/* Files in memory; names and bytes must outlive the source. */
ow_status ow_source_open_memory(ow_source **out, const ow_source_file *files, uint32_t count,
                                ow_error *error);
void ow_source_close(ow_source *source); /* NULL allowed */

/* Names, sorted by bytes. */
uint32_t ow_source_count(const ow_source *source);
const char *ow_source_name(const ow_source *source, uint32_t i);

/* Reads a file whole into the arena, with a writable NUL behind it. *text is NULL, and the status
 * OW_OK, if there is no file of that name. OW_LIMIT if it is larger than bytes_max, OW_INPUT if the
 * archive is damaged there. */
ow_status ow_source_read(char **text, size_t *length, ow_source *source, const char *name,
                         size_t bytes_max, ow_arena *arena, ow_error *error);

#endif
