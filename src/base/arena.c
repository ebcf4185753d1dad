/* Arena: blocks in a list, allocations cut from the newest block in 16-byte steps.
 * Invariant: block->used <= block->size, and every byte handed out is zero until its owner writes
 * it. Cost: O(1) an allocation, one calloc a block. Under the sanitizers a block holds one
 * allocation. */
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define ONE_ALLOCATION_A_BLOCK 1
#else
#define ONE_ALLOCATION_A_BLOCK 0
#endif

enum { STEP = 16, BLOCK_BYTES_MIN = 1 << 14, BLOCK_BYTES_MAX = 1 << 20 };

typedef struct block {
    struct block *next;
    size_t used, size;
    _Alignas(STEP) unsigned char bytes[];
} block;

struct ow_arena {
    block *blocks;
    size_t bytes;
    size_t block_bytes; /* of the next ordinary block: doubles up to the maximum */
};

ow_arena *ow_arena_new(void) {
    ow_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->block_bytes = BLOCK_BYTES_MIN;
    return arena;
}

void ow_arena_free(ow_arena *arena) {
    if (!arena) return;
    for (block *b = arena->blocks; b;) {
        block *next = b->next;
        free(b);
        b = next;
    }
    free(arena);
}

/* A block of its own goes behind the current one, so that what is left of that stays in use. */
static block *add_block(ow_arena *arena, size_t size, int is_own) {
    block *b = calloc(1, sizeof(block) + size);
    if (!b) return NULL;
    b->size = size;
    arena->bytes += size;
    if (is_own && arena->blocks) {
        b->next = arena->blocks->next;
        arena->blocks->next = b;
    } else {
        b->next = arena->blocks;
        arena->blocks = b;
    }
    return b;
}

void *ow_arena_alloc(ow_arena *arena, size_t size) {
    assert(arena);
    if (size > SIZE_MAX / 2) return NULL;
    size_t rounded = size == 0 ? STEP : (size + STEP - 1) / STEP * STEP;
    block *b = arena->blocks;
    if (ONE_ALLOCATION_A_BLOCK) {
        b = add_block(arena, size == 0 ? 1 : size, 1);
        if (!b) return NULL;
        b->used = b->size;
        return b->bytes;
    }
    if (!b || b->size - b->used < rounded) {
        int is_own = rounded > arena->block_bytes / 4;
        b = add_block(arena, is_own ? rounded : arena->block_bytes, is_own);
        if (!b) return NULL;
        if (!is_own && arena->block_bytes < BLOCK_BYTES_MAX) arena->block_bytes *= 2;
    }
    void *memory = b->bytes + b->used;
    b->used += rounded;
    return memory;
}

void *ow_arena_array(ow_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / 2 / size) return NULL;
    return ow_arena_alloc(arena, count * size);
}

char *ow_arena_strdup(ow_arena *arena, const char *text) {
    return ow_arena_strndup(arena, text, strlen(text));
}

char *ow_arena_strndup(ow_arena *arena, const char *text, size_t length) {
    char *copy = ow_arena_alloc(arena, length + 1);
    if (copy) memcpy(copy, text, length);
    return copy;
}

char *ow_arena_printf(ow_arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : ow_arena_alloc(arena, (size_t)length + 1);
    if (text) (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

size_t ow_arena_bytes(const ow_arena *arena) {
    return arena->bytes;
}
