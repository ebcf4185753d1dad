/* Convoys of an escort group (fleet, link, direction) on a day: missions in order, cut every
 * convoy_max. */
#ifndef ONWARD_SEARCH_ESCORT_H
#define ONWARD_SEARCH_ESCORT_H

#include "search/slot.h"

typedef struct ow_convoy_need {
    int32_t vehicles; /* in the convoy */
    int32_t riding;   /* guards who ride in it */
} ow_convoy_need;

enum { OW_CONVOYS_MAX = 1024 };

/* Fills convoys of option's group on a day; returns how many (at most OW_CONVOYS_MAX, or UINT32_MAX
 * if more). */
uint32_t ow_escort_convoys(const ow_state *state, uint32_t option, uint32_t day,
                           ow_convoy_need *convoys);
/* An escort entry's convoy and commodity. */
static inline int32_t ow_escort_convoy(const ow_state *state, const ow_entry *entry) {
    return entry->a / (int32_t)state->grid->commodities_count;
}
static inline uint32_t ow_escort_commodity(const ow_state *state, const ow_entry *entry) {
    return (uint32_t)entry->a % state->grid->commodities_count;
}

#endif
