/* Slots: what moves by one option on one day. Loads are kept by commodity; from them follow, always
 * by the same packing, how many missions there are and what each carries; from these the use of
 * vehicles, link, sites and permission, and the escorts. */
#ifndef ONWARD_SEARCH_SLOT_H
#define ONWARD_SEARCH_SLOT_H

#include "search/state.h"

/* One row of a packed slot: a quantity of a commodity in a mission. */
typedef struct ow_packed {
    int32_t mission, commodity, quantity;
} ow_packed;

/* Adds quantity (or takes it off, if negative) of a commodity to a slot, with all that follows.
 * Returns 1; or 0 if a resource does not suffice, when the caller must roll back. */
int ow_slot_load(ow_state *state, uint32_t option, uint32_t day, uint32_t commodity,
                 int32_t quantity);
/* How many more of a commodity its present missions can take (may be optimistic for mixed loads).
 */
int32_t ow_slot_free(const ow_state *state, uint32_t option, uint32_t day, uint32_t commodity);
/* Whether one more mission could depart; escorts are not looked at. */
int ow_slot_can_add(const ow_state *state, uint32_t option, uint32_t day);
/* How many more missions could depart, at most `most`; escorts are not looked at. */
int64_t ow_slot_addable(const ow_state *state, uint32_t option, uint32_t day, int64_t most);
/* Fills rows (at most rows_max) with the slot's packing, mission by mission; returns how many there
 * are. */
uint32_t ow_slot_pack(const ow_state *state, uint32_t option, uint32_t day, ow_packed *rows,
                      uint32_t rows_max);
/* Vehicles of the slot's missions, from 0, in mission order; returns how many. */
uint32_t ow_slot_vehicles(const ow_state *state, uint32_t option, uint32_t day, int32_t *vehicles,
                          uint32_t vehicles_max);

/* escort.c: sets the escorts of an option's convoys on a day anew after its loads changed; 0 if
 * guards do not suffice. */
int ow_escort_settle(ow_state *state, uint32_t option, uint32_t day);
/* Fills spare[day] with at most how many people of one guard unit a site could spare as escorts. */
void ow_escort_spare(int32_t *spare, const ow_state *state, uint32_t site);

enum { OW_SLOT_LOADS_MAX = 512, OW_SLOT_MISSIONS_MAX = 4096 };

#endif
