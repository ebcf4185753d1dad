/* Files: read whole with a size limit, written beside and renamed into place, so that a reader
 * never sees half a file. */
#ifndef ONWARD_BASE_FILE_H
#define ONWARD_BASE_FILE_H

#include "base/buffer.h"
#include "base/status.h"

#define OW_FILE_BYTES_MAX ((size_t)1 << 30)

ow_status ow_file_read(ow_buffer *out, const char *path, size_t bytes_max, ow_error *error);
/* Temporary file in the same folder, fsync, rename. */
ow_status ow_file_write(const char *path, const void *bytes, size_t length, ow_error *error);
ow_status ow_folder_make(const char *path, ow_error *error); /* with parents; existing is fine */
int ow_path_is_folder(const char *path);
int ow_path_exists(const char *path);
int64_t ow_file_size(const char *path); /* of a regular file; -1 if it is none */

#endif
