/* Growable text. Invariant: unless failed, data[length] is NUL once anything was appended, and
 * length < capacity. Cost: amortised O(1) a byte. */
#include "base/buffer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ow_buffer_free(ow_buffer *buffer) {
    free(buffer->data);
    *buffer = (ow_buffer){0};
}

void ow_buffer_clear(ow_buffer *buffer) {
    buffer->length = 0;
    buffer->failed = 0;
    if (buffer->data) buffer->data[0] = '\0';
}

/* Makes room for `more` bytes and a NUL. */
static int reserve(ow_buffer *buffer, size_t more) {
    if (buffer->failed) return 0;
    if (more < buffer->capacity && buffer->length < buffer->capacity - more) return 1;
    if (more > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) {
        buffer->failed = 1;
        return 0;
    }
    size_t need = buffer->length + more + 1;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < need) capacity += capacity / 2;
    char *larger = realloc(buffer->data, capacity);
    if (!larger) {
        buffer->failed = 1;
        return 0;
    }
    buffer->data = larger;
    buffer->capacity = capacity;
    return 1;
}

void ow_buffer_bytes(ow_buffer *buffer, const void *bytes, size_t length) {
    if (!reserve(buffer, length)) return;
    if (length > 0) memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void ow_buffer_text(ow_buffer *buffer, const char *text) {
    ow_buffer_bytes(buffer, text, strlen(text));
}

void ow_buffer_char(ow_buffer *buffer, char c) {
    ow_buffer_bytes(buffer, &c, 1);
}

void ow_buffer_int(ow_buffer *buffer, int64_t value) {
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) *--at = '-';
    ow_buffer_bytes(buffer, at, (size_t)(digits + sizeof digits - at));
}

void ow_buffer_printf(ow_buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = 1;
    } else if (reserve(buffer, (size_t)length)) {
        (void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}
