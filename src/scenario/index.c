/* Ids found by binary search in sorted indexes, one a table. O(n log n) once, O(log n) a look-up.
 */
#include "scenario/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const char *id;
    uint32_t index;
} entry;

static int by_id(const void *a, const void *b) {
    return strcmp(((const entry *)a)->id, ((const entry *)b)->id);
}

/* The struct of every kind begins with its id; stride is its size. */
static ow_status sort_ids(const uint32_t **out, const void *first, size_t stride, uint32_t count,
                          ow_arena *arena) {
    uint32_t *order = OW_ARRAY(arena, count, uint32_t);
    entry *entries = calloc(count ? count : 1, sizeof *entries);
    if (!order || !entries) {
        free(entries);
        return OW_NO_MEMORY;
    }
    for (uint32_t i = 0; i < count; i++) {
        memcpy(&entries[i].id, (const char *)first + i * stride, sizeof entries[i].id);
        entries[i].index = i;
    }
    qsort(entries, count, sizeof *entries, by_id);
    for (uint32_t i = 0; i < count; i++) order[i] = entries[i].index;
    free(entries);
    *out = order;
    return OW_OK;
}

static uint32_t find(const uint32_t *order, const void *first, size_t stride, uint32_t count,
                     const char *id) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *here;
        memcpy(&here, (const char *)first + order[middle] * stride, sizeof here);
        int side = strcmp(id, here);
        if (side == 0) return order[middle];
        if (side < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return OW_NO_INDEX;
}

#define KINDS(X)                                                                                   \
    X(party, parties)                                                                              \
    X(site, sites)                                                                                 \
    X(link, links)                                                                                 \
    X(fleet, fleets)                                                                               \
    X(unit, units)                                                                                 \
    X(item, items)                                                                                 \
    X(permission, permissions)

#define X(one, many)                                                                               \
    _Static_assert(offsetof(ow_##one, id) == 0, "the id comes first in every kind with an index");
KINDS(X)
#undef X

ow_status ow_scenario_index(onward_scenario *s) {
#define X(one, many)                                                                               \
    OW_TRY(sort_ids(&s->many##_by_id, s->many, sizeof *s->many, s->many##_count, s->arena));
    KINDS(X)
#undef X
    return OW_OK;
}

uint32_t ow_scenario_party(const onward_scenario *s, const char *id) {
    return find(s->parties_by_id, s->parties, sizeof *s->parties, s->parties_count, id);
}

uint32_t ow_scenario_site(const onward_scenario *s, const char *id) {
    return find(s->sites_by_id, s->sites, sizeof *s->sites, s->sites_count, id);
}

uint32_t ow_scenario_link(const onward_scenario *s, const char *id) {
    return find(s->links_by_id, s->links, sizeof *s->links, s->links_count, id);
}

uint32_t ow_scenario_fleet(const onward_scenario *s, const char *id) {
    if (strcmp(id, "self") == 0) return OW_SELF;
    return find(s->fleets_by_id, s->fleets, sizeof *s->fleets, s->fleets_count, id);
}

uint32_t ow_scenario_unit(const onward_scenario *s, const char *id) {
    return find(s->units_by_id, s->units, sizeof *s->units, s->units_count, id);
}

uint32_t ow_scenario_item(const onward_scenario *s, const char *id) {
    return find(s->items_by_id, s->items, sizeof *s->items, s->items_count, id);
}

uint32_t ow_scenario_permission(const onward_scenario *s, const char *id) {
    return find(s->permissions_by_id, s->permissions, sizeof *s->permissions, s->permissions_count,
                id);
}
