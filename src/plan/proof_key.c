/* Names of keys. Indexes are by binary search over ids sorted once, since a scenario's own order is
 * that of its files. */
#include "plan/proof_key.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const ow_price_kind ow_price_kinds[OW_PRICE_COUNT] = {
#define PRICE(name, a_kind, b_kind, unit, meaning) {#name, OW_KEY_##a_kind, OW_KEY_##b_kind},
#include "plan/price.def"
#undef PRICE
};

static const char *const mode_words[OW_MODE_COUNT] = {
    [OW_MODE_road] = "road", [OW_MODE_rail] = "rail", [OW_MODE_air] = "air", [OW_MODE_sea] = "sea"};

static uint32_t kind_count(const onward_scenario *s, ow_key_kind kind) {
    switch (kind) {
    case OW_KEY_fleet: return s->fleets_count;
    case OW_KEY_site:
    case OW_KEY_from_site: return s->sites_count;
    case OW_KEY_link: return s->links_count;
    case OW_KEY_permission: return s->permissions_count;
    case OW_KEY_limit: return s->limits_count;
    case OW_KEY_unit: return s->units_count;
    case OW_KEY_item: return s->items_count;
    case OW_KEY_commodity: return s->units_count + s->holdings_count;
    case OW_KEY_mode: return OW_MODE_COUNT;
    case OW_KEY_none: return 0;
    }
    return 0;
}

static const char *id_of(const onward_scenario *s, ow_key_kind kind, uint32_t index) {
    assert(index < kind_count(s, kind));
    switch (kind) {
    case OW_KEY_fleet: return s->fleets[index].id;
    case OW_KEY_site:
    case OW_KEY_from_site: return s->sites[index].id;
    case OW_KEY_link: return s->links[index].id;
    case OW_KEY_permission: return s->permissions[index].id;
    case OW_KEY_limit: return s->limits[index].id;
    case OW_KEY_unit: return s->units[index].id;
    case OW_KEY_item: return s->items[index].id;
    case OW_KEY_mode: return mode_words[index];
    case OW_KEY_commodity:
    case OW_KEY_none: break;
    }
    assert(0 && "this kind of key has no id of its own");
    return "";
}

static int id_compare(const void *left, const void *right) {
    const ow_key_id *x = left, *y = right;
    return strcmp(x->id, y->id);
}

ow_status ow_keys_make(ow_keys *out, ow_arena *arena, const onward_scenario *scenario) {
    ow_keys keys = {.scenario = scenario};
    for (ow_key_kind kind = 0; kind < OW_KEY_IDS; kind++) {
        keys.count[kind] = kind_count(scenario, kind);
        keys.ids[kind] = OW_ARRAY(arena, (size_t)keys.count[kind] + 1, ow_key_id);
        if (keys.ids[kind] == NULL) return OW_NO_MEMORY;
        for (uint32_t i = 0; i < keys.count[kind]; i++)
            keys.ids[kind][i] = (ow_key_id){id_of(scenario, kind, i), i};
        qsort(keys.ids[kind], keys.count[kind], sizeof *keys.ids[kind], id_compare);
    }
    *out = keys;
    return OW_OK;
}

static uint32_t id_find(const ow_keys *keys, ow_key_kind kind, const char *id) {
    ow_key_id key = {id, 0};
    const ow_key_id *found =
        bsearch(&key, keys->ids[kind], keys->count[kind], sizeof key, id_compare);
    return found == NULL ? OW_NO_INDEX : found->index;
}

/* `unit`, `unit/item` or `unit/item/n`. */
static uint32_t commodity_find(const ow_keys *keys, const char *name) {
    enum { UNIT_BYTES_MAX = 256 };
    char unit_id[UNIT_BYTES_MAX], item_id[UNIT_BYTES_MAX];
    const onward_scenario *s = keys->scenario;
    const char *slash = strchr(name, '/');
    if (slash == NULL) return id_find(keys, OW_KEY_unit, name);
    const char *second = strchr(slash + 1, '/');
    size_t unit_length = (size_t)(slash - name);
    size_t item_length = second == NULL ? strlen(slash + 1) : (size_t)(second - slash - 1);
    if (unit_length >= sizeof unit_id || item_length >= sizeof item_id) return OW_NO_INDEX;
    memcpy(unit_id, name, unit_length);
    unit_id[unit_length] = 0;
    memcpy(item_id, slash + 1, item_length);
    item_id[item_length] = 0;
    uint32_t unit = id_find(keys, OW_KEY_unit, unit_id), item = id_find(keys, OW_KEY_item, item_id);
    if (unit == OW_NO_INDEX || item == OW_NO_INDEX) return OW_NO_INDEX;
    unsigned long place = 1;
    if (second != NULL) {
        char *end = NULL;
        if (second[1] < '1' || second[1] > '9' || strlen(second + 1) > 7) return OW_NO_INDEX;
        place = strtoul(second + 1, &end, 10);
        if (*end != 0 || place < 2) return OW_NO_INDEX;
    }
    for (uint32_t i = 0; i < s->units[unit].holdings_count; i++) {
        uint32_t holding = s->units[unit].holdings_first + i;
        if (s->holdings[holding].item == item && --place == 0) return s->units_count + holding;
    }
    return OW_NO_INDEX;
}

uint32_t ow_keys_find(const ow_keys *keys, ow_key_kind kind, const char *name) {
    if (kind == OW_KEY_commodity) return commodity_find(keys, name);
    if (kind == OW_KEY_from_site) return id_find(keys, OW_KEY_site, name);
    if (kind < OW_KEY_IDS) return id_find(keys, kind, name);
    for (uint32_t mode = 0; kind == OW_KEY_mode && mode < OW_MODE_COUNT; mode++)
        if (strcmp(mode_words[mode], name) == 0) return mode;
    return OW_NO_INDEX;
}

void ow_key_write(ow_buffer *out, const onward_scenario *scenario, ow_key_kind kind,
                  uint32_t index) {
    const onward_scenario *s = scenario;
    if (kind != OW_KEY_commodity) {
        ow_buffer_text(out, id_of(s, kind, index));
        return;
    }
    assert(index < kind_count(s, kind));
    if (index < s->units_count) {
        ow_buffer_text(out, s->units[index].id);
        return;
    }
    uint32_t holding = index - s->units_count, item = s->holdings[holding].item, place = 1;
    const ow_unit *unit = &s->units[s->holdings[holding].unit];
    for (uint32_t i = unit->holdings_first; i < holding; i++) place += s->holdings[i].item == item;
    ow_buffer_printf(out, "%s/%s", unit->id, s->items[item].id);
    if (place > 1) ow_buffer_printf(out, "/%" PRIu32, place);
}
