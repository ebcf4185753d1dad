/* Rows without errors to structs: ids become indexes, empty cells their defaults, dates days.
 * Index i of a kind is row i of its table, but for permissions, of which only the usable are kept,
 * and holdings, which are grouped by unit. Linear but for the look-ups. */
#include "base/text.h"
#include "scenario/internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static uint8_t is_in(const char *country, const onward_scenario *s) {
    return strcmp(country, s->host_country) == 0;
}

static int64_t or_unlimited(int64_t value) {
    return value == OW_NONE ? OW_UNLIMITED : value;
}

int64_t ow_hours_to_minutes(int64_t hours_milli) {
    return hours_milli == OW_NONE ? -1 : ow_mul_div_ceil(hours_milli, 60, 1000);
}

void ow_scenario_interval(const onward_scenario *s, int64_t from_date, int64_t to_date,
                          int64_t *first, int64_t *last) {
    int64_t days = s->days;
    *first = from_date == OW_NONE ? 0 : from_date - s->start_day;
    *last = to_date == OW_NONE ? days - 1 : to_date - s->start_day;
    if (*first < 0) *first = 0;
    if (*last > days - 1) *last = days - 1;
    if (*first > *last) {
        *first = 1;
        *last = 0;
    }
}

static void resolve_question(onward_scenario *s) {
    const ow_scenario_row *row = &s->rows.scenario.data[0];
    s->id = row->scenario_id;
    s->title = row->title;
    s->host_country = row->host_country;
    s->start_day = (int32_t)row->start_date;
    s->days = (uint32_t)(row->end_date - row->start_date + 1);
    s->permission_modes = row->permission_modes == OW_NONE ? 0 : row->permission_modes;
    s->handover_teams = or_unlimited(row->handover_teams);
    s->points_per_person_day_milli = row->points_per_person_day;
    s->points_per_1000_cost_milli = row->points_per_1000_cost;
    s->points_per_late_person_day_milli = row->points_per_late_person_day;
    s->points_per_late_tonne_day_milli = row->points_per_late_tonne_day;
}

/* A permission that a decided one amends is replaced by it, whatever the decision was. */
static ow_status mark_replaced(uint8_t *replaced, const onward_scenario *s) {
    ow_lookup ids = {0};
    uint32_t present;
    ow_status status = OW_OK;
    for (uint32_t i = 0; i < s->rows.permissions.count && status == OW_OK; i++)
        if (!ow_lookup_put(&ids, &present, s->rows.permissions.data[i].permission_id, i))
            status = OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->rows.permissions.count && status == OW_OK; i++) {
        const ow_permissions_row *row = &s->rows.permissions.data[i];
        if (*row->amends && row->status != OW_PERMISSION_STATUS_requested)
            replaced[ow_lookup_get(&ids, row->amends)] = 1;
    }
    ow_lookup_free(&ids);
    return status;
}

static int is_usable(const ow_permissions_row *row) {
    return row->activity == OW_ACTIVITY_movement &&
           (row->status == OW_PERMISSION_STATUS_granted ||
            row->status == OW_PERMISSION_STATUS_deemed ||
            row->status == OW_PERMISSION_STATUS_restricted);
}

static ow_status name_permissions(onward_scenario *s) {
    uint32_t count = s->rows.permissions.count;
    uint8_t *replaced = OW_ARRAY(s->arena, count, uint8_t);
    s->permissions = OW_ARRAY(s->arena, count, ow_permission);
    if (!replaced || !s->permissions) return OW_NO_MEMORY;
    OW_TRY(mark_replaced(replaced, s));
    for (uint32_t i = 0; i < count; i++) {
        const ow_permissions_row *row = &s->rows.permissions.data[i];
        if (!is_usable(row) || replaced[i]) continue;
        s->permissions[s->permissions_count++] =
            (ow_permission){.id = row->permission_id, .row = i};
    }
    return OW_OK;
}

/* Allocates every kind and sets its ids, which the look-ups need before anything refers to them. */
static ow_status name_all(onward_scenario *s) {
#define KIND(kind, key)                                                                            \
    s->kind##_count = s->rows.kind.count;                                                          \
    s->kind = ow_arena_array(s->arena, s->kind##_count, sizeof *s->kind);                          \
    if (!s->kind) return OW_NO_MEMORY;                                                             \
    for (uint32_t i = 0; i < s->kind##_count; i++) s->kind[i].id = s->rows.kind.data[i].key;
    KIND(parties, party_id)
    KIND(sites, site_id)
    KIND(links, link_id)
    KIND(fleets, fleet_id)
    KIND(units, unit_id)
    KIND(items, item_id)
    KIND(limits, limit_id)
    KIND(pins, pin_id)
#undef KIND
    return name_permissions(s);
}

static void resolve_site(onward_scenario *s, uint32_t i) {
    const ow_sites_row *row = &s->rows.sites.data[i];
    ow_site *site = &s->sites[i];
    site->name = row->name;
    site->lat_milli = row->lat;
    site->lon_milli = row->lon;
    site->country = row->country;
    site->kind = row->kind;
    site->in_host = is_in(row->country, s);
    site->stays_open = row->stays_open == 1;
    site->closes_once = site->in_host && !site->stays_open &&
                        (row->kind == OW_SITE_KIND_base || row->kind == OW_SITE_KIND_embassy ||
                         row->kind == OW_SITE_KIND_hub);
    site->people_max = site->in_host ? or_unlimited(row->people_max) : OW_UNLIMITED;
    site->risk_milli = row->risk != OW_NONE ? row->risk : site->in_host ? 1000 : 0;
    site->open_points_milli_per_day = site->in_host ? row->open_points_per_day : 0;
    site->guard_min = site->in_host ? row->guard_min : 0;
    site->guard_per_100 = site->in_host ? row->guard_per_100 : 0;
    site->handover_days = site->closes_once ? row->handover_days : 0;
    site->close_by_day = OW_NO_INDEX;
    if (row->close_by == OW_NONE) return;
    int64_t day = row->close_by - s->start_day;
    if (day < (int64_t)s->days) site->close_by_day = day < 0 ? 0 : (uint32_t)day;
}

static void resolve_link(onward_scenario *s, uint32_t i) {
    const ow_links_row *row = &s->rows.links.data[i];
    ow_link *link = &s->links[i];
    link->from_site = ow_scenario_site(s, row->from_site_id);
    link->to_site = ow_scenario_site(s, row->to_site_id);
    link->mode = row->mode;
    link->distance_m = row->distance_km;
    link->both_ways = row->both_ways == 1;
    link->touches_host = s->sites[link->from_site].in_host || s->sites[link->to_site].in_host;
    link->missions_per_day = or_unlimited(row->missions_per_day);
    link->risk_milli = row->risk;
    link->one_way_min = ow_hours_to_minutes(row->one_way_h);
}

static void resolve_fleet(onward_scenario *s, uint32_t i) {
    const ow_fleets_row *row = &s->rows.fleets.data[i];
    ow_fleet *fleet = &s->fleets[i];
    fleet->name = row->name;
    fleet->party = *row->party_id ? ow_scenario_party(s, row->party_id) : OW_NO_INDEX;
    fleet->mode = row->mode;
    fleet->people_max = or_unlimited(row->people_max);
    fleet->payload_kg = or_unlimited(row->payload_kg);
    fleet->area_milli_m2 = or_unlimited(row->area_m2);
    fleet->speed_milli_km_h = row->speed_km_h;
    fleet->load_min = ow_hours_to_minutes(row->load_h);
    fleet->unload_min = ow_hours_to_minutes(row->unload_h);
    fleet->duty_min = ow_hours_to_minutes(row->duty_h_per_day);
    fleet->cost_milli_per_h = row->cost_per_h;
    fleet->home_site = *row->home_site_id ? ow_scenario_site(s, row->home_site_id) : OW_NO_INDEX;
    if (row->convoy_max == OW_NONE || row->escort_people_per_convoy == OW_NONE) return;
    fleet->convoy_max = row->convoy_max;
    fleet->escort_people_per_convoy = row->escort_people_per_convoy;
}

static int by_fleet_and_link(const void *a, const void *b) {
    const ow_fleet_link *x = a, *y = b;
    if (x->fleet != y->fleet) return x->fleet < y->fleet ? -1 : 1;
    return (x->link > y->link) - (x->link < y->link);
}

/* Fleets with rows get these; the others every link of their mode. Then all are put in order. */
static ow_status resolve_fleet_links(onward_scenario *s) {
    uint32_t rows = s->rows.fleet_links.count, count = rows;
    uint64_t of_mode[OW_MODE_COUNT] = {0}, total = rows;
    for (uint32_t l = 0; l < s->links_count; l++) of_mode[s->links[l].mode]++;
    uint8_t *has_rows = OW_ARRAY(s->arena, s->fleets_count, uint8_t);
    if (!has_rows) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < rows; i++)
        has_rows[ow_scenario_fleet(s, s->rows.fleet_links.data[i].fleet_id)] = 1;
    for (uint32_t f = 0; f < s->fleets_count; f++)
        if (!has_rows[f]) total += of_mode[s->fleets[f].mode];
    s->fleet_links = total > UINT32_MAX ? NULL : OW_ARRAY(s->arena, total, ow_fleet_link);
    if (!s->fleet_links) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < rows; i++) {
        const ow_fleet_links_row *row = &s->rows.fleet_links.data[i];
        s->fleet_links[i] =
            (ow_fleet_link){ow_scenario_fleet(s, row->fleet_id), ow_scenario_link(s, row->link_id),
                            ow_hours_to_minutes(row->one_way_h), ow_hours_to_minutes(row->cycle_h)};
    }
    for (uint32_t f = 0; f < s->fleets_count; f++)
        for (uint32_t l = 0; !has_rows[f] && l < s->links_count; l++)
            if (s->links[l].mode == s->fleets[f].mode)
                s->fleet_links[count++] = (ow_fleet_link){f, l, -1, -1};
    assert(count == total);
    s->fleet_links_count = count;
    if (count > 0) qsort(s->fleet_links, count, sizeof *s->fleet_links, by_fleet_and_link);
    for (uint32_t i = count; i-- > 0;) {
        ow_fleet *fleet = &s->fleets[s->fleet_links[i].fleet];
        fleet->links_first = i;
        fleet->links_count++;
    }
    return OW_OK;
}

/* Capabilities that only limits name get an index too: such a limit counts nobody. */
static ow_status resolve_capabilities(onward_scenario *s, ow_lookup *words) {
    uint32_t units = s->units_count, limits = s->limits_count, present;
    s->capabilities = OW_ARRAY(s->arena, (size_t)units + limits + 1, const char *);
    if (!s->capabilities) return OW_NO_MEMORY;
    s->capabilities[0] = "";
    s->capabilities_count = 1;
    if (!ow_lookup_put(words, &present, "", 0)) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < units + limits; i++) {
        const ow_limits_row *limit = i < units ? NULL : &s->rows.limits.data[i - units];
        if (limit && limit->measure != OW_MEASURE_people) continue;
        const char *word = limit ? limit->of : s->rows.units.data[i].capability;
        if (!ow_lookup_put(words, &present, word, s->capabilities_count)) return OW_NO_MEMORY;
        if (present == OW_LOOKUP_NONE) s->capabilities[s->capabilities_count++] = word;
    }
    s->guard_capability = OW_NO_INDEX;
    for (uint32_t i = 0; i < units; i++)
        if (strcmp(s->rows.units.data[i].capability, "guard") == 0)
            s->guard_capability = ow_lookup_get(words, "guard");
    return OW_OK;
}

static void resolve_unit(onward_scenario *s, uint32_t i, const ow_lookup *words) {
    const ow_units_row *row = &s->rows.units.data[i];
    const ow_scenario_row *question = &s->rows.scenario.data[0];
    ow_unit *unit = &s->units[i];
    unit->name = row->name;
    unit->party = ow_scenario_party(s, row->party_id);
    unit->site = ow_scenario_site(s, row->site_id);
    unit->destination =
        *row->destination_site_id ? ow_scenario_site(s, row->destination_site_id) : OW_NO_INDEX;
    unit->people = row->people;
    unit->capability = ow_lookup_get(words, row->capability);
    unit->is_guard = strcmp(row->capability, "guard") == 0;
    unit->may_stay = row->may_stay == 1;
    unit->pays_late = unit->destination != OW_NO_INDEX && !unit->may_stay;
    int64_t ready = row->ready_date == OW_NONE ? 0 : row->ready_date - s->start_day;
    unit->ready_day = ready < 0 ? 0 : (uint32_t)ready;
    int64_t due = row->due_date != OW_NONE        ? row->due_date
                  : question->deadline != OW_NONE ? question->deadline
                                                  : question->end_date;
    unit->due_day = due < s->start_day ? OW_NO_INDEX : (uint32_t)(due - s->start_day);
    unit->min_group = row->min_group;
    unit->window_days = or_unlimited(row->window_days);
}

static void resolve_item(onward_scenario *s, uint32_t i) {
    const ow_items_row *row = &s->rows.items.data[i];
    ow_item *item = &s->items[i];
    item->name = row->name;
    item->mass_kg = row->mass_kg;
    item->area_milli_m2 = row->area_m2;
    item->drives = row->drives == 1;
    item->drive_milli_km_h = row->drive_km_h;
    item->crew = row->crew;
    item->controlled = row->controlled == 1;
    item->fates = row->fates;
    if (item->controlled)
        item->fates &= ~(INT64_C(1) << OW_FATE_transfer | INT64_C(1) << OW_FATE_sell);
    item->fate_points_milli[OW_FATE_transfer] = row->transfer_points;
    item->fate_points_milli[OW_FATE_sell] = row->sell_points;
    item->fate_points_milli[OW_FATE_destroy] = row->destroy_points;
}

/* Counting sort by unit, which keeps the file's order within one. */
static ow_status resolve_holdings(onward_scenario *s) {
    uint32_t count = s->rows.holdings.count;
    s->holdings_count = count;
    s->holdings = OW_ARRAY(s->arena, count, ow_holding);
    uint32_t *next = OW_ARRAY(s->arena, s->units_count, uint32_t);
    uint32_t *unit_of = OW_ARRAY(s->arena, count, uint32_t);
    if (!s->holdings || !next || !unit_of) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        unit_of[i] = ow_scenario_unit(s, s->rows.holdings.data[i].unit_id);
        s->units[unit_of[i]].holdings_count++;
    }
    for (uint32_t u = 0, first = 0; u < s->units_count; u++) {
        s->units[u].holdings_first = next[u] = first;
        first += s->units[u].holdings_count;
    }
    for (uint32_t i = 0; i < count; i++) {
        const ow_holdings_row *row = &s->rows.holdings.data[i];
        s->holdings[next[unit_of[i]]++] =
            (ow_holding){unit_of[i], ow_scenario_item(s, row->item_id), row->quantity};
    }
    return OW_OK;
}

static void resolve_limit(onward_scenario *s, uint32_t i, const ow_lookup *words) {
    const ow_limits_row *row = &s->rows.limits.data[i];
    ow_limit *limit = &s->limits[i];
    int64_t first, last;
    ow_scenario_interval(s, row->from_date, row->to_date, &first, &last);
    limit->kind = row->kind;
    limit->measure = row->measure;
    limit->scope = row->scope;
    limit->capability = limit->item = limit->site = limit->party = OW_NO_INDEX;
    if (*row->of && row->measure == OW_MEASURE_people)
        limit->capability = ow_lookup_get(words, row->of);
    if (*row->of && row->measure == OW_MEASURE_items) limit->item = ow_scenario_item(s, row->of);
    if (row->scope == OW_SCOPE_site) limit->site = ow_scenario_site(s, row->scope_id);
    if (row->scope == OW_SCOPE_party) limit->party = ow_scenario_party(s, row->scope_id);
    limit->first_day = (uint32_t)first;
    limit->last_day = (uint32_t)last;
    limit->value = row->value;
    limit->per_100_people = row->kind == OW_LIMIT_KIND_floor ? row->per_100_people : 0;
    limit->while_open = row->while_open == 1;
}

static void resolve_permission(onward_scenario *s, uint32_t i) {
    ow_permission *permission = &s->permissions[i];
    const ow_permissions_row *row = &s->rows.permissions.data[permission->row];
    permission->party = *row->to_party_id ? ow_scenario_party(s, row->to_party_id) : OW_NO_INDEX;
    permission->mode = row->mode;
    permission->link = *row->link_id ? ow_scenario_link(s, row->link_id) : OW_NO_INDEX;
    permission->first_day = row->from_date - s->start_day;
    permission->last_day = row->to_date - s->start_day;
    permission->missions_per_day = or_unlimited(row->missions_per_day);
}

static ow_status resolve_precedence(onward_scenario *s) {
    s->precedence_count = s->rows.precedence.count;
    s->precedence = OW_ARRAY(s->arena, s->precedence_count, ow_precedence);
    if (!s->precedence) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->precedence_count; i++) {
        const ow_precedence_row *row = &s->rows.precedence.data[i];
        ow_precedence *p = &s->precedence[i];
        /* An id may be a site's and a unit's: both ids together say which is meant. */
        p->of_units = ow_scenario_site(s, row->before_id) == OW_NO_INDEX ||
                      ow_scenario_site(s, row->after_id) == OW_NO_INDEX;
        p->before =
            p->of_units ? ow_scenario_unit(s, row->before_id) : ow_scenario_site(s, row->before_id);
        p->after =
            p->of_units ? ow_scenario_unit(s, row->after_id) : ow_scenario_site(s, row->after_id);
        p->lag_days = row->lag_days;
        assert(p->before != OW_NO_INDEX && p->after != OW_NO_INDEX);
    }
    return OW_OK;
}

static void resolve_pin(onward_scenario *s, uint32_t i) {
    const ow_pins_row *row = &s->rows.pins.data[i];
    ow_pin *pin = &s->pins[i];
    pin->depart_day = (uint32_t)(row->depart_date - s->start_day);
    pin->link = ow_scenario_link(s, row->link_id);
    pin->from_site = ow_scenario_site(s, row->from_site_id);
    pin->fleet = *row->fleet_id ? ow_scenario_fleet(s, row->fleet_id) : OW_NO_INDEX;
    pin->unit = ow_scenario_unit(s, row->unit_id);
    pin->item = *row->item_id ? ow_scenario_item(s, row->item_id) : OW_NO_INDEX;
    pin->quantity = row->quantity;
}

static ow_status resolve_people(onward_scenario *s) {
    ow_lookup words = {0};
    ow_status status = resolve_capabilities(s, &words);
    for (uint32_t i = 0; status == OW_OK && i < s->units_count; i++) resolve_unit(s, i, &words);
    for (uint32_t i = 0; status == OW_OK && i < s->limits_count; i++) resolve_limit(s, i, &words);
    ow_lookup_free(&words);
    return status;
}

ow_status ow_scenario_resolve(onward_scenario *s) {
    assert(s->rows.scenario.count == 1);
    resolve_question(s);
    OW_TRY(name_all(s));
    OW_TRY(ow_scenario_index(s));
    for (uint32_t i = 0; i < s->parties_count; i++) {
        s->parties[i].name = s->rows.parties.data[i].name;
        s->parties[i].role = s->rows.parties.data[i].role;
    }
    for (uint32_t i = 0; i < s->sites_count; i++) resolve_site(s, i);
    for (uint32_t i = 0; i < s->links_count; i++) resolve_link(s, i);
    for (uint32_t i = 0; i < s->fleets_count; i++) resolve_fleet(s, i);
    OW_TRY(resolve_fleet_links(s));
    for (uint32_t i = 0; i < s->items_count; i++) resolve_item(s, i);
    OW_TRY(resolve_people(s));
    OW_TRY(resolve_holdings(s));
    for (uint32_t i = 0; i < s->permissions_count; i++) resolve_permission(s, i);
    OW_TRY(resolve_precedence(s));
    for (uint32_t i = 0; i < s->pins_count; i++) resolve_pin(s, i);
    return OW_OK;
}
