/* Growable arrays of any type: struct { T *data; uint32_t count, capacity; }.
 * OW_PUSH returns 1 on success, 0 when memory ran out (the array is then unchanged). */
#ifndef ONWARD_BASE_ARRAY_H
#define ONWARD_BASE_ARRAY_H

#include <stdint.h>
#include <stdlib.h>

#define OW_VECTOR(type)                                                                            \
    struct {                                                                                       \
        type *data;                                                                                \
        uint32_t count, capacity;                                                                  \
    }

int ow_array_grow(void **data, uint32_t *capacity, uint32_t need, size_t element_size);

#define OW_RESERVE(v, n)                                                                           \
    ((n) <= (v)->capacity ||                                                                       \
     ow_array_grow((void **)(void *)&(v)->data, &(v)->capacity, (n), sizeof *(v)->data))
#define OW_PUSH(v, ...)                                                                            \
    (OW_RESERVE((v), (v)->count + 1u) ? ((v)->data[(v)->count++] = (__VA_ARGS__), 1) : 0)
#define OW_VECTOR_FREE(v) (free((v)->data), (v)->data = NULL, (v)->count = (v)->capacity = 0)

#endif
