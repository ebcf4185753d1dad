/* Options, their cost on each day, and the charges. A mission's cost M is never less than what the
 * load is charged: the shares sum to at most one and each is of a ratio that the rule `payload`
 * keeps below one, and every quotient is rounded down. */
#include "check/bound_option.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A way over a link in one direction, whoever goes: what decides on which days it is open. */
typedef struct passage {
    uint32_t link, from_site, to_site;
    uint32_t arrival_days;
    int64_t mode;
} passage;

static passage passage_of(const onward_scenario *s, uint32_t link, int back,
                          uint32_t arrival_days) {
    const ow_link *l = &s->links[link];
    return (passage){link, back ? l->to_site : l->from_site, back ? l->from_site : l->to_site,
                     arrival_days, l->mode};
}

static int64_t price(const int64_t *row, uint32_t day) {
    return row == NULL ? 0 : row[day];
}

static int64_t cut(ow_wide micro) {
    assert(micro >= 0);
    return micro > OW_MISSION_MICRO_MAX ? OW_MISSION_MICRO_MAX : (int64_t)micro;
}

/* x * a / b rounded down, for x, a >= 0 and b > 0. */
static int64_t part(int64_t x, int64_t a, int64_t b) {
    int64_t product;
    if (!__builtin_mul_overflow(x, a, &product)) return product / b;
    return cut((ow_wide)x * a / b);
}

static ow_status share_check(const onward_scenario *s, const ow_share *share, uint32_t place,
                             ow_error *error) {
    const char *what = NULL;
    int64_t p = share->people_milli, m = share->mass_milli, a = share->area_milli;
    if (share->fleet >= s->fleets_count || share->link >= s->links_count)
        what = "a key is out of range";
    else if (share->from_site != s->links[share->link].from_site &&
             share->from_site != s->links[share->link].to_site)
        what = "the site is not an end of the link";
    else if (share->day != OW_NO_INDEX && share->day >= s->days)
        what = "the day is not in the horizon";
    else if (p < 0 || m < 0 || a < 0 || p > 1000 || m > 1000 || a > 1000 || p + m + a > 1000)
        what = "shares are thousandths that sum to at most 1000";
    if (what == NULL) return OW_OK;
    return ow_fail(error, OW_INPUT,
                   "write the proof again with onward plan; it must fit this scenario",
                   "proof: share %" PRIu32 ": %s", place + 1, what);
}

static int share_compare(const void *left, const void *right) {
    const ow_share *x = left, *y = right;
    if (x->fleet != y->fleet) return x->fleet < y->fleet ? -1 : 1;
    if (x->link != y->link) return x->link < y->link ? -1 : 1;
    if (x->from_site != y->from_site) return x->from_site < y->from_site ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static ow_status shares_read(ow_bound_options *out, ow_arena *arena, uint32_t count,
                             const ow_proof *proof, ow_error *error) {
    out->shares = OW_ARRAY(arena, (size_t)count + 1u, ow_share);
    if (out->shares == NULL) return OW_NO_MEMORY;
    if (count > 0) memcpy(out->shares, proof->shares, count * sizeof *out->shares);
    for (uint32_t i = 0; i < count; i++)
        OW_TRY(share_check(out->scenario, &out->shares[i], i, error));
    qsort(out->shares, count, sizeof *out->shares, share_compare);
    for (uint32_t i = 1; i < count; i++)
        if (share_compare(&out->shares[i - 1], &out->shares[i]) == 0)
            return ow_fail(error, OW_INPUT, "keep one of them", "proof: a share is there twice");
    return OW_OK;
}

static ow_status packings_read(int64_t **out, ow_arena *arena, const onward_scenario *s,
                               const ow_proof *proof, ow_error *error) {
    int64_t *k = OW_ARRAY(arena, s->fleets_count + 1u, int64_t);
    if (k == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < s->fleets_count; i++) k[i] = -1;
    for (uint32_t i = 0; proof != NULL && i < proof->packings_count; i++) {
        const ow_packing *packing = &proof->packings[i];
        const char *what = NULL;
        if (packing->fleet >= s->fleets_count)
            what = "a key is out of range";
        else if (packing->k < 0 || packing->k > OW_PACKING_MAX)
            what = "k is not in 0 to 1000";
        else if (k[packing->fleet] >= 0)
            what = "the fleet has another one";
        if (what != NULL)
            return ow_fail(error, OW_INPUT, "write the proof again with onward plan",
                           "proof: packing %" PRIu32 ": %s", i + 1, what);
        k[packing->fleet] = packing->k;
    }
    for (uint32_t i = 0; i < s->fleets_count; i++)
        if (k[i] < 0) k[i] = 0;
    *out = k;
    return OW_OK;
}

static int64_t capacity(const onward_scenario *s, uint32_t site, int64_t mode, uint32_t day) {
    return s->site_capacity[((size_t)site * OW_MODE_COUNT + (size_t)mode) * s->days + day];
}

static int passage_open(const onward_scenario *s, const passage *way, uint32_t day) {
    size_t days = s->days;
    uint64_t arrive = (uint64_t)day + way->arrival_days - 1;
    if (arrive >= days) return 0;
    if (s->link_closed[way->link * days + day] || s->site_closed[way->from_site * days + day] ||
        s->site_closed[way->to_site * days + day])
        return 0;
    return s->links[way->link].missions_per_day >= 1 &&
           capacity(s, way->from_site, way->mode, day) >= 1 &&
           capacity(s, way->to_site, way->mode, (uint32_t)arrive) >= 1;
}

/* Adds the prices of the link and of both sites to micro[day], where it is not closed; closes it on
 * days on which nothing can go this way. */
static void passage_price(int64_t *micro, const onward_scenario *s, const ow_price_rows *rows,
                          const passage *way) {
    uint32_t mode = (uint32_t)way->mode;
    const int64_t *link = ow_price_row_find(rows, OW_PRICE_link, way->link, way->from_site);
    const int64_t *from = ow_price_row_find(rows, OW_PRICE_site, way->from_site, mode);
    const int64_t *to = ow_price_row_find(rows, OW_PRICE_site, way->to_site, mode);
    for (uint32_t day = 0; day < s->days; day++) {
        if (micro[day] == OW_CLOSED) continue;
        if (!passage_open(s, way, day)) {
            micro[day] = OW_CLOSED;
            continue;
        }
        uint32_t arrive = day + way->arrival_days - 1;
        ow_wide sum = (ow_wide)price(link, day) + price(from, day) + price(to, arrive);
        micro[day] = cut(micro[day] + sum * 1000);
    }
}

/* Lift and the vehicle's price on each day; OW_CLOSED where a day of the cycle has no vehicle. */
static void vehicle_price(int64_t *micro, const onward_scenario *s, const ow_bound_trip *trip,
                          uint32_t fleet, const int64_t *row, int64_t k) {
    int64_t cycle = trip->cycle_min, duty = s->fleets[fleet].duty_min;
    int whole_days = cycle > duty;
    int64_t num = cycle, den = duty; /* use of a day, where a vehicle may make several trips */
    if (k >= 1 && !whole_days && (k + 1) * cycle % duty != 0) {
        num = (k + 1) * cycle / duty;
        den = k;
    }
    for (uint32_t day = 0; day < s->days; day++) {
        uint64_t end = (uint64_t)day + trip->busy_days;
        ow_wide sum = trip->lift_micro;
        micro[day] = 0;
        for (uint32_t busy = day; busy < end && busy < s->days; busy++) {
            if (s->vehicles[(size_t)fleet * s->days + busy] < 1) micro[day] = OW_CLOSED;
            ow_wide whole = (ow_wide)price(row, busy) * 1000;
            sum += whole_days ? whole : whole * num / den;
        }
        if (micro[day] != OW_CLOSED) micro[day] = cut(sum);
    }
}

static void option_make(ow_bound_options *out, const ow_bound_trip *trip, uint32_t fleet,
                        uint32_t link, int back, int64_t k, uint32_t shares_count) {
    const onward_scenario *s = out->scenario;
    passage way = passage_of(s, link, back, trip->arrival_days);
    ow_bound_option *option = &out->data[out->count];
    int64_t *base = out->base_micro + (size_t)out->count * s->days;
    out->count++;
    *option = (ow_bound_option){.fleet = fleet,
                                .link = link,
                                .from_site = way.from_site,
                                .to_site = way.to_site,
                                .arrival_days = trip->arrival_days};
    option->needs_permission =
        s->links[link].touches_host && (s->permission_modes >> way.mode & 1) != 0;
    vehicle_price(base, s, trip, fleet,
                  ow_price_row_find(out->rows, OW_PRICE_vehicle, fleet, OW_NO_INDEX), k);
    passage_price(base, s, out->rows, &way);
    ow_share key = {.fleet = fleet, .link = link, .from_site = way.from_site};
    uint32_t low = 0, high = shares_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (share_compare(&out->shares[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    option->shares_first = low;
    while (low < shares_count && out->shares[low].fleet == fleet && out->shares[low].link == link &&
           out->shares[low].from_site == way.from_site)
        low++;
    option->shares_count = low - option->shares_first;
}

static ow_status fleet_options(ow_bound_options *out, ow_arena *arena, uint32_t fleet, int64_t k,
                               uint32_t shares_count) {
    const onward_scenario *s = out->scenario;
    const ow_fleet *f = &s->fleets[fleet];
    ow_bound_trip *trips = OW_ARRAY(arena, f->links_count + 1u, ow_bound_trip);
    if (trips == NULL) return OW_NO_MEMORY;
    OW_TRY(ow_check_bound_trips(trips, arena, s, fleet));
    for (uint32_t i = 0; i < f->links_count; i++) {
        uint32_t link = s->fleet_links[f->links_first + i].link;
        option_make(out, &trips[i], fleet, link, 0, k, shares_count);
        if (s->links[link].both_ways) option_make(out, &trips[i], fleet, link, 1, k, shares_count);
    }
    return OW_OK;
}

ow_status ow_check_bound_options(ow_bound_options *out, ow_arena *arena,
                                 const onward_scenario *scenario, const ow_price_rows *rows,
                                 const ow_proof *proof, ow_error *error) {
    ow_bound_options made = {.scenario = scenario, .rows = rows, .party = OW_NO_INDEX};
    uint32_t shares_count = proof == NULL ? 0 : proof->shares_count;
    int64_t *k = NULL;
    ow_status status = shares_read(&made, arena, shares_count, proof, error);
    if (status == OW_OK) status = packings_read(&k, arena, scenario, proof, error);
    if (status != OW_OK) return status;
    size_t most = 2 * (size_t)scenario->fleet_links_count + 1;
    size_t cells = most * scenario->days;
    made.data = OW_ARRAY(arena, most, ow_bound_option);
    made.base_micro = OW_ARRAY(arena, cells, int64_t);
    made.mission_micro = OW_ARRAY(arena, cells, int64_t);
    made.charge_micro = OW_ARRAY(arena, cells, int64_t);
    made.permit_micro = OW_ARRAY(arena, scenario->days + 1u, int64_t);
    if (!made.data || !made.base_micro || !made.mission_micro || !made.charge_micro ||
        !made.permit_micro)
        return OW_NO_MEMORY;
    assert(k != NULL || scenario->fleets_count == 0);
    for (uint32_t fleet = 0; fleet < scenario->fleets_count; fleet++)
        OW_TRY(fleet_options(&made, arena, fleet, k[fleet], shares_count));
    *out = made;
    return OW_OK;
}

/* Fills cheapest[day] with the least price of a permission that fits, OW_CLOSED where there is
 * none. A person who goes self is no vehicle: any quota will do for it. */
static void permission_price(int64_t *cheapest, const onward_scenario *s, const ow_price_rows *rows,
                             const passage *way, uint32_t party, int as_person) {
    for (uint32_t day = 0; day < s->days; day++) cheapest[day] = OW_CLOSED;
    for (uint32_t i = 0; i < s->permissions_count; i++) {
        const ow_permission *permit = &s->permissions[i];
        if (permit->mode != OW_NONE && permit->mode != way->mode) continue;
        if (permit->link != OW_NO_INDEX && permit->link != way->link) continue;
        if (permit->party != OW_NO_INDEX && permit->party != party) continue;
        if (permit->missions_per_day < 1 && !as_person) continue;
        const int64_t *row = ow_price_row_find(rows, OW_PRICE_permission, i, OW_NO_INDEX);
        for (uint32_t day = 0; day < s->days; day++) {
            int64_t arrive = (int64_t)day + way->arrival_days - 1;
            if (day < permit->first_day || arrive > permit->last_day) continue;
            int64_t micro = price(row, day) * 1000;
            if (micro < cheapest[day]) cheapest[day] = micro;
        }
    }
}

static void permission_add(int64_t *micro, const int64_t *cheapest, uint32_t days) {
    for (uint32_t day = 0; day < days; day++) {
        if (micro[day] == OW_CLOSED) continue;
        micro[day] =
            cheapest[day] == OW_CLOSED ? OW_CLOSED : cut((ow_wide)micro[day] + cheapest[day]);
    }
}

/* mission_micro for a party. A fleet with a party needs a permission for that one, whoever is on
 * board. */
static void missions_price(ow_bound_options *options, uint32_t party) {
    const onward_scenario *s = options->scenario;
    size_t cells = (size_t)options->count * s->days;
    memcpy(options->mission_micro, options->base_micro, cells * sizeof *options->base_micro);
    options->party = party;
    for (uint32_t o = 0; o < options->count; o++) {
        const ow_bound_option *option = &options->data[o];
        if (!option->needs_permission) continue;
        passage way = {option->link, option->from_site, option->to_site, option->arrival_days,
                       s->links[option->link].mode};
        uint32_t of_fleet = s->fleets[option->fleet].party;
        permission_price(options->permit_micro, s, options->rows, &way,
                         of_fleet == OW_NO_INDEX ? party : of_fleet, 0);
        permission_add(options->mission_micro + (size_t)o * s->days, options->permit_micro,
                       s->days);
    }
}

static int binds(int64_t capacity_of_column) {
    return capacity_of_column != OW_UNLIMITED && capacity_of_column > 0;
}

/* One column alone has all; two have half each; of three, people and mass have half each. */
static ow_share share_default(const ow_fleet *fleet) {
    int people = binds(fleet->people_max), mass = binds(fleet->payload_kg);
    int area = binds(fleet->area_milli_m2), columns = people + mass + area;
    int64_t each = columns == 1 ? 1000 : 500;
    return (ow_share){.people_milli = people ? each : 0,
                      .mass_milli = mass ? each : 0,
                      .area_milli = area && columns < 3 ? each : 0};
}

/* What of a mission's cost M one person or item is charged. */
static int64_t charge_of(int64_t mission_micro, const ow_fleet *fleet, const ow_item *item,
                         const ow_share *share) {
    if (item == NULL)
        return binds(fleet->people_max)
                   ? part(mission_micro, share->people_milli, 1000 * fleet->people_max)
                   : 0;
    int64_t charge = 0;
    if (binds(fleet->payload_kg))
        charge += part(mission_micro, share->mass_milli * item->mass_kg, 1000 * fleet->payload_kg);
    if (binds(fleet->area_milli_m2))
        charge += part(mission_micro, share->area_milli * item->area_milli_m2,
                       1000 * fleet->area_milli_m2);
    return charge;
}

static int fits(const ow_fleet *fleet, const ow_item *item) {
    if (item == NULL) return fleet->people_max >= 1;
    return item->mass_kg <= fleet->payload_kg && item->area_milli_m2 <= fleet->area_milli_m2;
}

void ow_check_bound_charge(ow_bound_options *options, uint32_t party, uint32_t item_index) {
    const onward_scenario *s = options->scenario;
    const ow_item *item = item_index == OW_NO_INDEX ? NULL : &s->items[item_index];
    if (options->party != party) missions_price(options, party);
    for (uint32_t o = 0; o < options->count; o++) {
        const ow_bound_option *option = &options->data[o];
        const ow_fleet *fleet = &s->fleets[option->fleet];
        const int64_t *mission = options->mission_micro + (size_t)o * s->days;
        int64_t *charge = options->charge_micro + (size_t)o * s->days;
        const ow_share *own = options->shares + option->shares_first;
        const ow_share *end = own + option->shares_count;
        ow_share usual = share_default(fleet);
        if (own < end && end[-1].day == OW_NO_INDEX) usual = *--end;
        int rides = fits(fleet, item);
        for (uint32_t day = 0; day < s->days; day++) {
            while (own < end && own->day < day) own++;
            const ow_share *share = own < end && own->day == day ? own : &usual;
            int open = rides && mission[day] != OW_CLOSED;
            charge[day] = open ? charge_of(mission[day], fleet, item, share) : OW_CLOSED;
        }
    }
}

void ow_check_bound_self(int64_t *out, const ow_bound_options *options, uint32_t party,
                         uint32_t link, int back, uint32_t arrival_days, int as_person) {
    const onward_scenario *s = options->scenario;
    passage way = passage_of(s, link, back, arrival_days);
    for (uint32_t day = 0; day < s->days; day++) out[day] = 0;
    passage_price(out, s, options->rows, &way);
    if (s->links[link].touches_host && (s->permission_modes >> way.mode & 1) != 0) {
        permission_price(options->permit_micro, s, options->rows, &way, party, as_person);
        permission_add(out, options->permit_micro, s->days);
    }
    for (uint32_t day = 0; as_person && day < s->days; day++)
        if (out[day] != OW_CLOSED) out[day] = 0;
}
