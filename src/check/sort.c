/* Stable radix sort of (key, value) pairs; see sort.h. */
#include "check/sort.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define DIGIT_BITS 11u
#define DIGITS (1u << DIGIT_BITS)

ow_status ow_keyed_reserve(ow_keyed *keyed, size_t capacity) {
    if (capacity <= keyed->capacity) return OW_OK;
    if (capacity > SIZE_MAX / sizeof *keyed->key) return OW_NO_MEMORY;
    uint64_t *key = realloc(keyed->key, capacity * sizeof *key);
    if (key == NULL) return OW_NO_MEMORY;
    keyed->key = key;
    uint32_t *value = realloc(keyed->value, capacity * sizeof *value);
    if (value == NULL) return OW_NO_MEMORY;
    keyed->value = value;
    keyed->capacity = capacity;
    return OW_OK;
}

void ow_keyed_free(ow_keyed *keyed) {
    free(keyed->key);
    free(keyed->value);
    *keyed = (ow_keyed){0};
}

/* One pass: pairs of `from` into `to`, by the digit at `shift`. */
static void sort_digit(ow_keyed *to, const ow_keyed *from, unsigned shift) {
    size_t place[DIGITS] = {0};
    for (size_t i = 0; i < from->count; i++) place[(from->key[i] >> shift) & (DIGITS - 1u)]++;
    size_t next = 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t count = place[digit];
        place[digit] = next;
        next += count;
    }
    for (size_t i = 0; i < from->count; i++) {
        size_t at = place[(from->key[i] >> shift) & (DIGITS - 1u)]++;
        to->key[at] = from->key[i];
        to->value[at] = from->value[i];
    }
}

ow_status ow_keyed_sort(ow_keyed *keyed) {
    uint64_t bits = 0;
    int sorted = 1;
    for (size_t i = 0; i < keyed->count; i++) {
        bits |= keyed->key[i];
        if (i > 0 && keyed->key[i - 1] > keyed->key[i]) sorted = 0;
    }
    if (sorted) return OW_OK;
    ow_keyed other = {0};
    ow_status status = ow_keyed_reserve(&other, keyed->count);
    if (status != OW_OK) goto cleanup;
    other.count = keyed->count;
    for (unsigned shift = 0; shift < 64u && bits >> shift != 0; shift += DIGIT_BITS) {
        sort_digit(&other, keyed, shift);
        ow_keyed swap = *keyed;
        *keyed = other;
        other = swap;
    }
cleanup:
    ow_keyed_free(&other);
    return status;
}
