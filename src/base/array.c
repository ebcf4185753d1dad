/* Growth of the arrays of array.h: by half again, so that n pushes cost O(n). */
#include "base/array.h"

#include <assert.h>
#include <string.h>

int ow_array_grow(void **data, uint32_t *capacity, uint32_t need, size_t element_size) {
    assert(element_size > 0);
    if (need == 0) return 0; /* count + 1 wrapped around: there are no more numbers for elements */
    uint64_t wanted = (uint64_t)*capacity + *capacity / 2 + 8;
    if (wanted < need) wanted = need;
    if (wanted > UINT32_MAX) wanted = UINT32_MAX;
    if (wanted > SIZE_MAX / element_size) return 0;
    void *larger = realloc(*data, (size_t)wanted * element_size);
    if (!larger) return 0;
    *data = larger;
    *capacity = (uint32_t)wanted;
    return 1;
}
