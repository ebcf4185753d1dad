/* Sorting of 64-bit keys with a 32-bit value each: least significant digit first, stable, O(n)
 * passes of 11 bits, and only as many as the largest key needs. No order of the input makes it
 * slower. */
#ifndef ONWARD_CHECK_SORT_H
#define ONWARD_CHECK_SORT_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

typedef struct ow_keyed {
    uint64_t *key;
    uint32_t *value;
    size_t count, capacity;
} ow_keyed; /* {0} is empty */

/* Room for capacity pairs in all. OW_NO_MEMORY leaves it as it was. */
ow_status ow_keyed_reserve(ow_keyed *keyed, size_t capacity);
void ow_keyed_free(ow_keyed *keyed);
/* There must be room. */
static inline void ow_keyed_add(ow_keyed *keyed, uint64_t key, uint32_t value) {
    keyed->key[keyed->count] = key;
    keyed->value[keyed->count++] = value;
}
/* By key; equal keys keep their order. Takes as much memory again while it runs. */
ow_status ow_keyed_sort(ow_keyed *keyed);

#endif
