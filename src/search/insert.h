/* Putting what is left of a commodity on its way, path by path. */
#ifndef ONWARD_SEARCH_INSERT_H
#define ONWARD_SEARCH_INSERT_H

#include "search/batch.h"
#include "search/path.h"

typedef struct ow_inserter {
    ow_state *state;
    ow_pathfinder *finder;
    ow_guide guide;
} ow_inserter;

/* Moves as much of a commodity as can go at a gain, but leaves `reserve` at its first site. */
void ow_insert_commodity(const ow_inserter *in, uint32_t commodity, int32_t reserve);
/* Moves all that is left of a commodity on just that day, the first site closing; 1 if all of it
 * goes. */
int ow_insert_last(const ow_inserter *in, uint32_t commodity, uint32_t day);
/* Moves a pin's quantity; 1 if it all goes. */
int ow_insert_pin(const ow_inserter *in, const ow_pin *pin);
/* What of a commodity is in no batch. */
static inline int32_t ow_insert_left(const ow_state *state, uint32_t commodity) {
    return state->home[(size_t)commodity * state->days + state->days - 1];
}
/* Days on which a commodity's unit may leave its first site, as window and precedence leave it. */
void ow_insert_days(uint32_t *first, uint32_t *last, const ow_state *state, uint32_t commodity);

#endif
