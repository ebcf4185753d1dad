/* Reads a proof's prices into rows by day, refusing what no row of docs/reference/bound.md is, and
 * sums up the rows' right-hand sides. The inequality of each kind is in price.def and in that page;
 * here stands which rows exist and what their right-hand side is. */
#include "check/bound_rows.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef enum key_kind {
    KEY_fleet,
    KEY_site,
    KEY_link,
    KEY_permission,
    KEY_limit,
    KEY_unit,
    KEY_commodity,
    KEY_mode,
    KEY_from_site,
    KEY_none
} key_kind;

typedef struct kind_keys {
    const char *name;
    key_kind a, b;
} kind_keys;

static const kind_keys keys_of[OW_PRICE_COUNT] = {
#define PRICE(name, a_kind, b_kind, unit, meaning) {#name, KEY_##a_kind, KEY_##b_kind},
#include "plan/price.def"
#undef PRICE
};

/* The right-hand side of a row; sign: how it enters the bound (-1 a "<=" row, +1 a floor, 0 not at
 * all, as it is zero or belongs to the open days). */
typedef struct right_side {
    int64_t value; /* OW_UNLIMITED: there is no such row */
    int sign;
} right_side;

static int key_fits(const onward_scenario *s, key_kind kind, uint32_t key) {
    switch (kind) {
    case KEY_fleet: return key < s->fleets_count;
    case KEY_site: return key < s->sites_count;
    case KEY_link: return key < s->links_count;
    case KEY_permission: return key < s->permissions_count;
    case KEY_limit: return key < s->limits_count;
    case KEY_unit: return key < s->units_count;
    case KEY_commodity: return key < (uint64_t)s->units_count + s->holdings_count;
    case KEY_mode: return key < OW_MODE_COUNT;
    case KEY_from_site: return key < s->sites_count;
    case KEY_none: return key == OW_NO_INDEX;
    }
    return 0;
}

static right_side limit_right(const onward_scenario *s, const ow_price *p) {
    const right_side no_row = {OW_UNLIMITED, 0};
    const ow_limit *limit = &s->limits[p->a];
    if (p->day < limit->first_day || p->day > limit->last_day) return no_row;
    int at_host_site = limit->scope == OW_SCOPE_site && s->sites[limit->site].in_host;
    int floor = limit->kind == OW_LIMIT_KIND_floor;
    if (limit->while_open && !at_host_site) return no_row;
    if (p->kind == OW_PRICE_limit_per_100) {
        int shares =
            floor && limit->measure == OW_MEASURE_people && limit->capability != OW_NO_INDEX;
        return shares ? (right_side){0, 0} : no_row;
    }
    if (limit->measure == OW_MEASURE_sites && (limit->while_open || limit->scope == OW_SCOPE_party))
        return no_row;
    if (limit->measure == OW_MEASURE_sites && limit->scope == OW_SCOPE_site && !at_host_site)
        return no_row;
    if (!floor) return (right_side){limit->value, -1};
    return limit->while_open ? (right_side){0, 0} : (right_side){limit->value, 1};
}

static right_side row_right(const onward_scenario *s, const ow_price *p) {
    const right_side no_row = {OW_UNLIMITED, 0};
    size_t days = s->days;
    switch (p->kind) {
    case OW_PRICE_vehicle: return (right_side){s->vehicles[p->a * days + p->day], -1};
    case OW_PRICE_link:
        if (p->b != s->links[p->a].from_site && p->b != s->links[p->a].to_site) return no_row;
        return (right_side){s->links[p->a].missions_per_day, -1};
    case OW_PRICE_site:
        return (right_side){s->site_capacity[((size_t)p->a * OW_MODE_COUNT + p->b) * days + p->day],
                            -1};
    case OW_PRICE_permission: return (right_side){s->permissions[p->a].missions_per_day, -1};
    case OW_PRICE_limit:
    case OW_PRICE_limit_per_100: return limit_right(s, p);
    case OW_PRICE_people_max:
        return s->sites[p->a].in_host ? (right_side){s->sites[p->a].people_max, -1} : no_row;
    case OW_PRICE_guard_min:
    case OW_PRICE_guard_per_100:
    case OW_PRICE_presence: return s->sites[p->a].in_host ? (right_side){0, 0} : no_row;
    case OW_PRICE_handover: return (right_side){s->handover_teams, -1};
    case OW_PRICE_crew:
    case OW_PRICE_crew_back:
        return s->links[p->b].mode == OW_MODE_road ? (right_side){0, 0} : no_row;
    default: return no_row;
    }
}

static ow_status refuse(ow_error *error, const ow_price *p, uint32_t place, const char *what) {
    const char *kind = p->kind < OW_PRICE_COUNT ? keys_of[p->kind].name : "unknown";
    return ow_fail(
        error, OW_INPUT, "write the proof again with onward plan; it must fit this scenario",
        "proof: price %" PRIu32 " (kind %s, day %" PRIu32 ", %" PRId64 " thousandths): %s",
        place + 1, kind, p->day, p->milli, what);
}

static ow_status price_check(ow_wide *constant_micro, const onward_scenario *s, const ow_price *p,
                             uint32_t place, ow_error *error) {
    if (p->kind >= OW_PRICE_COUNT) return refuse(error, p, place, "there is no such kind of row");
    const kind_keys *keys = &keys_of[p->kind];
    if (!key_fits(s, keys->a, p->a) || !key_fits(s, keys->b, p->b))
        return refuse(error, p, place, "a key is out of range");
    if (p->day >= s->days) return refuse(error, p, place, "the day is not in the horizon");
    int any_sign = p->kind == OW_PRICE_crew || p->kind == OW_PRICE_crew_back;
    if (p->milli < 0 && !any_sign) return refuse(error, p, place, "the price is negative");
    if (p->milli > OW_PRICE_MILLI_MAX || p->milli < -OW_PRICE_MILLI_MAX)
        return refuse(error, p, place, "the price is beyond 10^12 thousandths");
    if (p->milli == 0) return OW_OK;
    right_side right = row_right(s, p);
    if (right.value == OW_UNLIMITED)
        return refuse(error, p, place, "nothing limits this on that day, so there is no such row");
    *constant_micro += (ow_wide)right.sign * right.value * p->milli * 1000;
    return OW_OK;
}

static int keys_compare(const ow_price *x, uint32_t kind, uint32_t a, uint32_t b) {
    if (x->kind != kind) return x->kind < kind ? -1 : 1;
    if (x->a != a) return x->a < a ? -1 : 1;
    if (x->b != b) return x->b < b ? -1 : 1;
    return 0;
}

static int price_compare(const void *left, const void *right) {
    const ow_price *x = left, *y = right;
    int order = keys_compare(x, y->kind, y->a, y->b);
    if (order != 0) return order;
    return (x->day > y->day) - (x->day < y->day);
}

static ow_status rows_spread(ow_price_rows *out, ow_arena *arena, uint32_t days,
                             const ow_price *sorted, uint32_t count, ow_error *error) {
    uint32_t rows = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && price_compare(&sorted[i - 1], &sorted[i]) == 0)
            return refuse(error, &sorted[i], i, "this row and day have two prices");
        rows +=
            i == 0 || keys_compare(&sorted[i - 1], sorted[i].kind, sorted[i].a, sorted[i].b) != 0;
    }
    if ((uint64_t)rows * days > OW_PROOF_CELLS_MAX)
        return ow_fail(error, OW_INPUT, "price fewer rows", "proof: %" PRIu32 " rows are too many",
                       rows);
    out->data = OW_ARRAY(arena, rows + 1u, ow_price_row);
    int64_t *cells = OW_ARRAY(arena, (size_t)rows * days + 1u, int64_t);
    if (out->data == NULL || cells == NULL)
        return ow_fail(error, OW_NO_MEMORY, "", "no memory for the proof's prices");
    for (uint32_t i = 0; i < count; i++) {
        const ow_price *p = &sorted[i];
        if (i == 0 || keys_compare(&sorted[i - 1], p->kind, p->a, p->b) != 0) {
            int64_t *milli = cells + (size_t)out->count * days;
            out->data[out->count++] = (ow_price_row){p->kind, p->a, p->b, milli};
        }
        out->data[out->count - 1].milli[p->day] = p->milli;
    }
    assert(out->count == rows);
    return OW_OK;
}

ow_status ow_check_bound_rows(ow_price_rows *out, ow_arena *arena, const onward_scenario *scenario,
                              const ow_proof *proof, ow_error *error) {
    ow_price_rows rows = {0};
    uint32_t count = proof == NULL ? 0 : proof->prices_count;
    ow_price *sorted = OW_ARRAY(arena, (size_t)count + 1u, ow_price);
    if (sorted == NULL) return ow_fail(error, OW_NO_MEMORY, "", "no memory for the proof's prices");
    if (count > 0) memcpy(sorted, proof->prices, count * sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        OW_TRY(price_check(&rows.constant_micro, scenario, &sorted[i], i, error));
    qsort(sorted, count, sizeof *sorted, price_compare);
    OW_TRY(rows_spread(&rows, arena, scenario->days, sorted, count, error));
    *out = rows;
    return OW_OK;
}

static uint32_t row_at_least(const ow_price_rows *rows, uint32_t kind, uint32_t a, uint32_t b) {
    uint32_t low = 0, high = rows->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const ow_price_row *row = &rows->data[middle];
        ow_price key = {.kind = (uint8_t)row->kind, .a = row->a, .b = row->b};
        if (keys_compare(&key, kind, a, b) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const int64_t *ow_price_row_find(const ow_price_rows *rows, uint32_t kind, uint32_t a, uint32_t b) {
    uint32_t i = row_at_least(rows, kind, a, b);
    if (i == rows->count) return NULL;
    const ow_price_row *row = &rows->data[i];
    return row->kind == kind && row->a == a && row->b == b ? row->milli : NULL;
}

uint32_t ow_price_rows_from(const ow_price_rows *rows, uint32_t kind, uint32_t a) {
    return row_at_least(rows, kind, a, 0);
}
