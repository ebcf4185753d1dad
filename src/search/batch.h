/* Batches: putting a quantity of a commodity on its way, and taking it back. */
#ifndef ONWARD_SEARCH_BATCH_H
#define ONWARD_SEARCH_BATCH_H

#include "search/state.h"

/* Adds a batch with all that follows. Returns its index, or -1 if a resource does not suffice: then
 * the caller must roll back. */
int32_t ow_batch_add(ow_state *state, const ow_batch *batch);
/* Takes a batch back: its quantity is at its first site for good again. 0 if escorts fail: roll
 * back. */
int ow_batch_remove(ow_state *state, int32_t index);
/* Day on which a batch leaves its first site (by a hop or a fate). */
static inline int32_t ow_batch_leaves(const ow_batch *batch) {
    return batch->hops > 0 ? batch->day[0] : batch->fate_day;
}

#endif
