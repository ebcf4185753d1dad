/* Growable byte buffer: text that is built piece by piece. Always NUL-terminated once written to.
 * A failed allocation is remembered (failed = 1) and later appends do nothing, so that callers
 * check once, at the end. */
#ifndef ONWARD_BASE_BUFFER_H
#define ONWARD_BASE_BUFFER_H

#include <stddef.h>
#include <stdint.h>

typedef struct ow_buffer {
    char *data;
    size_t length;
    size_t capacity;
    int failed;
} ow_buffer; /* {0} is an empty buffer */

void ow_buffer_free(ow_buffer *buffer);
void ow_buffer_clear(ow_buffer *buffer);
void ow_buffer_bytes(ow_buffer *buffer, const void *bytes, size_t length);
void ow_buffer_text(ow_buffer *buffer, const char *text);
void ow_buffer_char(ow_buffer *buffer, char c);
void ow_buffer_int(ow_buffer *buffer, int64_t value);
void ow_buffer_printf(ow_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
