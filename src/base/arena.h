/* Arena: memory with one owner and one lifetime (a scenario, a solve, a request), freed whole.
 * Under the sanitizers every allocation is its own malloc, so that overruns are seen.
 * Memory is zeroed. NULL on exhaustion. Not thread-safe: one arena a thread. */
#ifndef ONWARD_BASE_ARENA_H
#define ONWARD_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ow_arena ow_arena;

ow_arena *ow_arena_new(void);        /* NULL on exhaustion */
void ow_arena_free(ow_arena *arena); /* NULL allowed */
void *ow_arena_alloc(ow_arena *arena, size_t size);
void *ow_arena_array(ow_arena *arena, size_t count, size_t size); /* overflow-checked */
char *ow_arena_strdup(ow_arena *arena, const char *text);
char *ow_arena_strndup(ow_arena *arena, const char *text, size_t length);
char *ow_arena_printf(ow_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
size_t ow_arena_bytes(const ow_arena *arena);

#define OW_NEW(arena, type) ((type *)ow_arena_alloc((arena), sizeof(type)))
#define OW_ARRAY(arena, count, type)                                                               \
    ((type *)ow_arena_array((arena), (size_t)(count), sizeof(type)))

#endif
