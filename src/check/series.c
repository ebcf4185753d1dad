/* The table of series: open addressing over keys of the scenario; see series.h. */
#include "check/series.h"

#include <assert.h>

typedef struct slot {
    uint32_t kind; /* + 1; 0: free */
    uint32_t scope, of;
    int64_t *value;
} slot;

struct ow_series_table {
    slot *slots;
    size_t mask;
    uint8_t *at_site_capability; /* [capability] 1: some limit counts it at a site */
    uint8_t *at_site_item;
};

static size_t hash(uint32_t kind, uint32_t scope, uint32_t of) {
    uint64_t h = ((uint64_t)scope << 32 | of) * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 31) + kind * UINT64_C(0xbf58476d1ce4e5b9);
    h *= UINT64_C(0x94d049bb133111eb);
    return (size_t)(h ^ h >> 29);
}

static slot *find(const struct ow_series_table *table, uint32_t kind, uint32_t scope, uint32_t of) {
    size_t at = hash(kind, scope, of) & table->mask;
    while (table->slots[at].kind != 0 &&
           !(table->slots[at].kind == kind + 1u && table->slots[at].scope == scope &&
             table->slots[at].of == of))
        at = (at + 1) & table->mask;
    return &table->slots[at];
}

int64_t *ow_series_find(const ow_facts *facts, ow_series_kind kind, uint32_t scope, uint32_t of) {
    return find(facts->series, kind, scope, of)->value;
}

static ow_status request(ow_facts *facts, ow_series_kind kind, uint32_t scope, uint32_t of) {
    slot *found = find(facts->series, kind, scope, of);
    if (found->value != NULL) return OW_OK;
    found->kind = kind + 1u;
    found->scope = scope;
    found->of = of;
    found->value = OW_ARRAY(facts->arena, facts->days, int64_t);
    return found->value == NULL ? OW_NO_MEMORY : OW_OK;
}

static ow_status request_people(ow_facts *facts, const ow_limit *limit) {
    uint32_t of = limit->capability;
    if (limit->scope == OW_SCOPE_party) {
        OW_TRY(request(facts, OW_SERIES_PARTY_PEOPLE, limit->party, of));
        OW_TRY(request(facts, OW_SERIES_PARTY_PEOPLE, limit->party, OW_NO_INDEX));
        OW_TRY(request(facts, OW_SERIES_PARTY_WAY, limit->party, of));
        return request(facts, OW_SERIES_PARTY_AWAY, limit->party, OW_NO_INDEX);
    }
    if (of == OW_NO_INDEX) return OW_OK; /* facts has the sums over all capabilities */
    if (limit->scope == OW_SCOPE_site) {
        facts->series->at_site_capability[of] = 1;
        return request(facts, OW_SERIES_SITE_PEOPLE, limit->site, of);
    }
    OW_TRY(request(facts, OW_SERIES_HOST_PEOPLE, OW_NO_INDEX, of));
    return request(facts, OW_SERIES_HOST_WAY, OW_NO_INDEX, of);
}

static ow_status request_items(ow_facts *facts, const ow_limit *limit) {
    uint32_t of = limit->item;
    if (limit->scope == OW_SCOPE_party) {
        OW_TRY(request(facts, OW_SERIES_PARTY_PEOPLE, limit->party, OW_NO_INDEX));
        return request(facts, OW_SERIES_PARTY_ITEMS, limit->party, of);
    }
    if (of == OW_NO_INDEX) return OW_OK;
    if (limit->scope == OW_SCOPE_site) {
        facts->series->at_site_item[of] = 1;
        return request(facts, OW_SERIES_SITE_ITEMS, limit->site, of);
    }
    return request(facts, OW_SERIES_HOST_ITEMS, OW_NO_INDEX, of);
}

ow_status ow_series_request(ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    struct ow_series_table *table = OW_NEW(facts->arena, struct ow_series_table);
    if (table == NULL) return OW_NO_MEMORY;
    size_t size = 16;
    while (size < 8 * (size_t)scenario->limits_count)
        size *= 2; /* at most four a limit: half full */
    table->mask = size - 1;
    table->slots = OW_ARRAY(facts->arena, size, slot);
    table->at_site_capability = OW_ARRAY(facts->arena, scenario->capabilities_count, uint8_t);
    table->at_site_item = OW_ARRAY(facts->arena, scenario->items_count, uint8_t);
    if (!table->slots || !table->at_site_capability || !table->at_site_item) return OW_NO_MEMORY;
    facts->series = table;
    for (uint32_t i = 0; i < scenario->limits_count; i++) {
        const ow_limit *limit = &scenario->limits[i];
        if (limit->measure == OW_MEASURE_people) OW_TRY(request_people(facts, limit));
        if (limit->measure == OW_MEASURE_items) OW_TRY(request_items(facts, limit));
    }
    return OW_OK;
}

void ow_series_sum(ow_facts *facts) {
    for (size_t i = 0; i <= facts->series->mask; i++) {
        int64_t *value = facts->series->slots[i].value;
        for (uint32_t d = 1; value != NULL && d < facts->days; d++) value[d] += value[d - 1];
    }
}

ow_series_of ow_series_for(const ow_facts *facts, uint32_t unit, uint32_t item) {
    const ow_unit *owner = &facts->scenario->units[unit];
    uint32_t party = owner->party;
    ow_series_of of = {0};
    if (item != OW_NO_INDEX) {
        of.host = ow_series_find(facts, OW_SERIES_HOST_ITEMS, OW_NO_INDEX, item);
        of.party = ow_series_find(facts, OW_SERIES_PARTY_ITEMS, party, item);
        of.party_all = ow_series_find(facts, OW_SERIES_PARTY_ITEMS, party, OW_NO_INDEX);
        of.at_sites = facts->series->at_site_item[item];
        return of;
    }
    uint32_t capability = owner->capability;
    of.host = ow_series_find(facts, OW_SERIES_HOST_PEOPLE, OW_NO_INDEX, capability);
    of.party = ow_series_find(facts, OW_SERIES_PARTY_PEOPLE, party, capability);
    of.party_all = ow_series_find(facts, OW_SERIES_PARTY_PEOPLE, party, OW_NO_INDEX);
    of.way_host = ow_series_find(facts, OW_SERIES_HOST_WAY, OW_NO_INDEX, capability);
    of.way_party = ow_series_find(facts, OW_SERIES_PARTY_WAY, party, capability);
    of.way_party_all = ow_series_find(facts, OW_SERIES_PARTY_WAY, party, OW_NO_INDEX);
    of.party_away = ow_series_find(facts, OW_SERIES_PARTY_AWAY, party, OW_NO_INDEX);
    of.at_sites = facts->series->at_site_capability[capability];
    return of;
}
