/* Rooms: how many more of a commodity may be at a site at the end of a day, or away from where it
 * is needed, without breaking a level rule. Computed anew for each path query; O(sites × days ×
 * limits). */
#ifndef ONWARD_SEARCH_ROOM_H
#define ONWARD_SEARCH_ROOM_H

#include "search/state.h"

typedef struct ow_rooms {
    int32_t *site;     /* [site * days + day] */
    int32_t *way_host; /* [day] on the way over a link that touches the host */
    int32_t *way_free; /* [day] on the way elsewhere */
} ow_rooms;

/* closing: the last people of the first site leave together, so its own floors and guards do not
 * hold them back. Arrays are the caller's. */
void ow_room_fill(ow_rooms *rooms, const ow_state *state, uint32_t commodity, int closing);

#endif
