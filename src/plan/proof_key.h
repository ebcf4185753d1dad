/* The keys of a proof's rows by name: ids to indexes and back, for the kinds of key in price.def.
 */
#ifndef ONWARD_PLAN_PROOF_KEY_H
#define ONWARD_PLAN_PROOF_KEY_H

#include "base/buffer.h"
#include "plan/proof.h"
#include "scenario/scenario.h"

typedef enum ow_key_kind {
    OW_KEY_fleet,
    OW_KEY_site,
    OW_KEY_link,
    OW_KEY_permission,
    OW_KEY_limit,
    OW_KEY_unit,
    OW_KEY_item,
    OW_KEY_IDS, /* the kinds above have ids of their own */
    OW_KEY_commodity = OW_KEY_IDS,
    OW_KEY_mode,
    OW_KEY_from_site,
    OW_KEY_none
} ow_key_kind;

/* Name and keys of a kind of row. */
typedef struct ow_price_kind {
    const char *name;
    ow_key_kind a, b;
} ow_price_kind;

extern const ow_price_kind ow_price_kinds[OW_PRICE_COUNT];

typedef struct ow_key_id {
    const char *id;
    uint32_t index;
} ow_key_id;

/* Ids in order, for searching. */
typedef struct ow_keys {
    const onward_scenario *scenario;
    uint32_t count[OW_KEY_IDS];
    ow_key_id *ids[OW_KEY_IDS];
} ow_keys;

/* O(ids x log ids). Lives in the arena. */
ow_status ow_keys_make(ow_keys *out, ow_arena *arena, const onward_scenario *scenario);
/* Index of a key, or OW_NO_INDEX. O(log ids), commodities O(holdings of the unit) more. */
uint32_t ow_keys_find(const ow_keys *keys, ow_key_kind kind, const char *name);
/* Appends the key's name: id, mode, `unit` or `unit/item` (`unit/item/n` the n-th holding of one
 * kind). */
void ow_key_write(ow_buffer *out, const onward_scenario *scenario, ow_key_kind kind,
                  uint32_t index);

#endif
