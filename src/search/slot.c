/* Packing of loads into missions (first fit, largest first), and the resources that missions take.
 * Identical missions need no choice: one kind of item fills vehicle after vehicle. Cost O(kinds ×
 * missions). */
#include "search/slot.h"

#include <assert.h>
#include <string.h>

typedef struct load {
    int32_t commodity, quantity;
    int64_t size; /* thousandths of a vehicle that one takes */
} load;

typedef struct room {
    int64_t people, kg, area_milli_m2;
} room;

static size_t slot_of(const ow_state *state, uint32_t option, uint32_t day) {
    return (size_t)option * state->days + day;
}

static const ow_class *class_of(const ow_state *state, int32_t commodity) {
    return &state->grid->classes[state->grid->commodities[commodity].class_index];
}

/* ---- packing ---- */

static int64_t size_of(const ow_class *class, const ow_option *o) {
    int64_t size = 0;
    if (o->payload_kg > 0 && o->payload_kg != OW_UNLIMITED)
        size += class->mass_kg * 1000 / o->payload_kg;
    if (o->area_milli_m2 > 0 && o->area_milli_m2 != OW_UNLIMITED)
        size += class->area_milli_m2 * 1000 / o->area_milli_m2;
    return size;
}

/* The order of packing: items by falling size, people last; ties by commodity, so that the order
 * depends on the loads only. Lists of loads are kept in it. */
static int before(const ow_state *state, const ow_option *o, int32_t a, int32_t b) {
    const ow_class *x = class_of(state, a), *y = class_of(state, b);
    const int64_t p = x->item == OW_NO_INDEX ? -1 : size_of(x, o);
    const int64_t q = y->item == OW_NO_INDEX ? -1 : size_of(y, o);
    return p != q ? p > q : a < b;
}

static uint32_t gather(const ow_state *state, size_t slot, const ow_option *o, load *loads) {
    uint32_t n = 0;
    for (int32_t e = state->loads[slot]; e >= 0 && n < OW_SLOT_LOADS_MAX;) {
        const ow_entry *entry = ow_state_entry(state, e);
        const ow_class *class = class_of(state, entry->a);
        loads[n++] =
            (load){entry->a, entry->b, class->item == OW_NO_INDEX ? -1 : size_of(class, o)};
        e = entry->next;
    }
    return n;
}

/* How many of a class still fit into a room. */
static int64_t fit(const ow_class *class, const room *r) {
    if (class->item == OW_NO_INDEX) return r->people;
    int64_t most = OW_UNLIMITED;
    if (class->mass_kg > 0 && r->kg != OW_UNLIMITED) most = r->kg / class->mass_kg;
    if (class->area_milli_m2 > 0 && r->area_milli_m2 != OW_UNLIMITED &&
        r->area_milli_m2 / class->area_milli_m2 < most)
        most = r->area_milli_m2 / class->area_milli_m2;
    return most;
}

static void take(const ow_class *class, room *r, int64_t quantity) {
    if (class->item == OW_NO_INDEX) {
        if (r->people != OW_UNLIMITED) r->people -= quantity;
        return;
    }
    if (r->kg != OW_UNLIMITED) r->kg -= class->mass_kg * quantity;
    if (r->area_milli_m2 != OW_UNLIMITED) r->area_milli_m2 -= class->area_milli_m2 * quantity;
}

typedef struct packing {
    room *rooms;
    uint32_t missions;
    ow_packed *rows;
    uint32_t rows_count, rows_max;
    uint32_t missions_max;
} packing;

static void put(packing *p, uint32_t mission, const load *l, const ow_class *class,
                int64_t quantity) {
    take(class, &p->rooms[mission], quantity);
    if (p->rows && p->rows_count < p->rows_max)
        p->rows[p->rows_count] = (ow_packed){(int32_t)mission, l->commodity, (int32_t)quantity};
    p->rows_count++;
}

static int pack_load(packing *p, const load *l, const ow_class *class, const ow_option *o) {
    int64_t left = l->quantity;
    for (uint32_t m = 0; left > 0; m++) {
        if (m == p->missions) {
            if (p->missions == p->missions_max) return 0;
            p->rooms[p->missions++] = (room){o->people_max, o->payload_kg, o->area_milli_m2};
        }
        int64_t quantity = fit(class, &p->rooms[m]);
        if (quantity > left) quantity = left;
        if (quantity <= 0) continue;
        put(p, m, l, class, quantity);
        left -= quantity;
    }
    return 1;
}

/* Self: each item is a vehicle of its own; people go along. */
static uint32_t count_self(const ow_state *state, const load *loads, uint32_t n) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++)
        if (class_of(state, loads[i].commodity)->item != OW_NO_INDEX)
            count += (uint32_t)loads[i].quantity;
    return count;
}

static uint32_t pack_self(const load *loads, uint32_t n, ow_packed *rows, uint32_t rows_max) {
    for (uint32_t i = 0; i < n && i < rows_max; i++)
        rows[i] = (ow_packed){0, loads[i].commodity, loads[i].quantity};
    return n;
}

/* Missions that a slot's loads need; UINT32_MAX if beyond the limit. One kind of load needs no
 * packing. */
static uint32_t count_missions(const ow_state *state, uint32_t option, uint32_t day) {
    const ow_option *o = &state->grid->options[option];
    load loads[OW_SLOT_LOADS_MAX];
    uint32_t n = gather(state, slot_of(state, option, day), o, loads);
    if (o->fleet == OW_SELF) return count_self(state, loads, n);
    if (n == 0) return 0;
    if (n == 1) {
        int64_t most = ow_grid_load_max(class_of(state, loads[0].commodity), o);
        return (uint32_t)(most == OW_UNLIMITED ? 1 : (loads[0].quantity + most - 1) / most);
    }
    room rooms[OW_SLOT_MISSIONS_MAX];
    packing p = {.rooms = rooms, .missions_max = OW_SLOT_MISSIONS_MAX};
    for (uint32_t i = 0; i < n; i++)
        if (!pack_load(&p, &loads[i], class_of(state, loads[i].commodity), o)) return UINT32_MAX;
    return p.missions;
}

uint32_t ow_slot_pack(const ow_state *state, uint32_t option, uint32_t day, ow_packed *rows,
                      uint32_t rows_max) {
    const ow_option *o = &state->grid->options[option];
    load loads[OW_SLOT_LOADS_MAX];
    uint32_t n = gather(state, slot_of(state, option, day), o, loads);
    if (o->fleet == OW_SELF) return pack_self(loads, n, rows, rows_max);
    room rooms[OW_SLOT_MISSIONS_MAX];
    packing p = {
        .rooms = rooms, .missions_max = OW_SLOT_MISSIONS_MAX, .rows = rows, .rows_max = rows_max};
    for (uint32_t i = 0; i < n; i++)
        pack_load(&p, &loads[i], class_of(state, loads[i].commodity), o);
    return p.rows_count;
}

/* ---- what one mission takes ---- */

static int32_t *busy_cell(const ow_state *state, uint32_t fleet, uint32_t day, int64_t vehicle) {
    return &state->busy_min[state->fleet_first[fleet] +
                            (size_t)day * (size_t)state->fleet_most[fleet] + (size_t)vehicle];
}

static uint32_t last_busy(const ow_state *state, const ow_option *o, uint32_t day) {
    return day + o->busy < state->days ? day + o->busy : state->days;
}

static int vehicle_fits(const ow_state *state, const ow_option *o, uint32_t day, int64_t vehicle) {
    const int64_t duty = state->grid->scenario->fleets[o->fleet].duty_min;
    if (o->cycle_min <= duty)
        return *busy_cell(state, o->fleet, day, vehicle) + o->cycle_min <= duty;
    for (uint32_t d = day; d < last_busy(state, o, day); d++)
        if (*busy_cell(state, o->fleet, d, vehicle) != 0) return 0;
    return 1;
}

/* The lowest vehicle that can make one more mission, or -1. */
static int64_t find_vehicle(const ow_state *state, const ow_option *o, uint32_t day) {
    const int64_t *vehicles = &state->grid->scenario->vehicles[o->fleet * state->days];
    const int64_t duty = state->grid->scenario->fleets[o->fleet].duty_min;
    int64_t most = INT64_MAX;
    for (uint32_t d = day; d < last_busy(state, o, day); d++) {
        if (vehicles[d] < most) most = vehicles[d];
        if (o->cycle_min * 2 > duty &&
            state->vehicles_used[o->fleet * state->days + d] >= vehicles[d] &&
            vehicles[d] >= state->fleet_most[o->fleet])
            return -1;
    }
    for (int64_t v = 0; v < most; v++)
        if (vehicle_fits(state, o, day, v)) return v;
    return -1;
}

static void occupy(ow_state *state, const ow_option *o, uint32_t day, int64_t vehicle, int sign) {
    const int64_t duty = state->grid->scenario->fleets[o->fleet].duty_min;
    const int whole = o->cycle_min > duty;
    for (uint32_t d = day; d < (whole ? last_busy(state, o, day) : day + 1); d++) {
        int32_t *cell = busy_cell(state, o->fleet, d, vehicle);
        const int32_t was = *cell;
        /* A whole-day mission marks its days with duty + 1, a cycle of 0 minutes with nothing. */
        ow_state_add(state, cell, sign * (int32_t)(whole ? duty + 1 : o->cycle_min));
        if ((was > 0) != (*cell > 0))
            ow_state_add(state, &state->vehicles_used[o->fleet * state->days + d], sign);
    }
}

static int32_t *site_cell(const ow_state *state, uint32_t site, const ow_option *o, uint32_t day) {
    const uint32_t mode = (uint32_t)state->grid->scenario->links[o->link].mode;
    return &state->site_use[((size_t)site * OW_MODE_COUNT + mode) * state->days + day];
}

static int64_t site_most(const ow_state *state, uint32_t site, const ow_option *o, uint32_t day) {
    const uint32_t mode = (uint32_t)state->grid->scenario->links[o->link].mode;
    return state->grid->scenario
        ->site_capacity[((size_t)site * OW_MODE_COUNT + mode) * state->days + day];
}

static int32_t *link_cell(const ow_state *state, const ow_option *o, uint32_t day) {
    return &state->link_use[((size_t)o->link * 2 + o->backward) * state->days + day];
}

static int32_t *permission_cell(const ow_state *state, const ow_option *o, uint32_t day) {
    return &state->permission_use[(size_t)o->permission * state->days + day];
}

/* Whether `more` missions would still keep link, sites and permission within their capacities. */
static int roads_have_room(const ow_state *state, const ow_option *o, uint32_t day, int64_t more) {
    const onward_scenario *s = state->grid->scenario;
    const uint32_t arrival = day + o->lag - 1;
    if (*link_cell(state, o, day) + more > s->links[o->link].missions_per_day) return 0;
    if (*site_cell(state, o->from, o, day) + more > site_most(state, o->from, o, day)) return 0;
    if (*site_cell(state, o->to, o, arrival) + more > site_most(state, o->to, o, arrival)) return 0;
    return o->permission == OW_NO_INDEX ||
           *permission_cell(state, o, day) + more <= s->permissions[o->permission].missions_per_day;
}

static void count_roads(ow_state *state, const ow_option *o, uint32_t day, int32_t delta) {
    ow_state_add(state, link_cell(state, o, day), delta);
    ow_state_add(state, site_cell(state, o->from, o, day), delta);
    ow_state_add(state, site_cell(state, o->to, o, day + o->lag - 1), delta);
    if (o->permission != OW_NO_INDEX) ow_state_add(state, permission_cell(state, o, day), delta);
    state->points_milli += o->lift_milli * delta;
}

static int add_vehicles(ow_state *state, uint32_t option, uint32_t day, int32_t count) {
    const ow_option *o = &state->grid->options[option];
    for (int32_t i = 0; i < count; i++) {
        int64_t vehicle = find_vehicle(state, o, day);
        if (vehicle < 0) return 0;
        occupy(state, o, day, vehicle, 1);
        if (ow_state_entry_push(state, &state->vehicles[slot_of(state, option, day)],
                                (int32_t)vehicle, 0) < 0)
            return 0;
    }
    return 1;
}

static void drop_vehicles(ow_state *state, uint32_t option, uint32_t day, int32_t count) {
    int32_t *head = &state->vehicles[slot_of(state, option, day)];
    for (int32_t i = 0; i < count; i++) {
        occupy(state, &state->grid->options[option], day, ow_state_entry(state, *head)->a, -1);
        ow_state_entry_pop(state, head);
    }
}

static int set_missions(ow_state *state, uint32_t option, uint32_t day, uint32_t count) {
    const ow_option *o = &state->grid->options[option];
    int32_t *missions = &state->missions[slot_of(state, option, day)];
    const int32_t delta = (int32_t)count - *missions;
    if (delta > 0 && !roads_have_room(state, o, day, delta)) return 0;
    if (o->fleet != OW_SELF && delta > 0 && !add_vehicles(state, option, day, delta)) return 0;
    if (o->fleet != OW_SELF && delta < 0) drop_vehicles(state, option, day, -delta);
    count_roads(state, o, day, delta);
    ow_state_set(state, missions, (int32_t)count);
    return 1;
}

/* ---- loads ---- */

static int change_load(ow_state *state, const ow_option *o, int32_t *head, int32_t commodity,
                       int32_t quantity) {
    int32_t *link = head;
    uint32_t n = 0;
    for (; *link >= 0 && before(state, o, ow_state_entry(state, *link)->a, commodity); n++)
        link = &ow_state_entry(state, *link)->next;
    if (*link < 0 || ow_state_entry(state, *link)->a != commodity)
        return n < OW_SLOT_LOADS_MAX && ow_state_entry_push(state, link, commodity, quantity) >= 0;
    ow_entry *entry = ow_state_entry(state, *link);
    assert(entry->b + quantity >= 0);
    ow_state_add(state, &entry->b, quantity);
    if (entry->b == 0) ow_state_entry_pop(state, link);
    return 1;
}

int ow_slot_load(ow_state *state, uint32_t option, uint32_t day, uint32_t commodity,
                 int32_t quantity) {
    const ow_option *o = &state->grid->options[option];
    state->ticks += 20;
    if (!change_load(state, o, &state->loads[slot_of(state, option, day)], (int32_t)commodity,
                     quantity))
        return 0;
    uint32_t count = count_missions(state, option, day);
    if (count > OW_SLOT_MISSIONS_MAX) return 0;
    if (!set_missions(state, option, day, count)) return 0;
    return !o->escorted || ow_escort_settle(state, option, day);
}

int32_t ow_slot_free(const ow_state *state, uint32_t option, uint32_t day, uint32_t commodity) {
    const size_t slot = slot_of(state, option, day);
    const int32_t missions = state->missions[slot];
    const ow_option *o = &state->grid->options[option];
    if (missions == 0 || o->fleet == OW_SELF) return 0;
    const ow_class *class = class_of(state, (int32_t)commodity);
    room r = {o->people_max, o->payload_kg, o->area_milli_m2};
    if (r.people != OW_UNLIMITED) r.people *= missions;
    if (r.kg != OW_UNLIMITED) r.kg *= missions;
    if (r.area_milli_m2 != OW_UNLIMITED) r.area_milli_m2 *= missions;
    int64_t alone = ow_grid_load_max(class, o);
    int mixed = 0;
    for (int32_t e = state->loads[slot]; e >= 0; e = ow_state_entry(state, e)->next) {
        const ow_entry *entry = ow_state_entry(state, e);
        const ow_class *other = class_of(state, entry->a);
        take(other, &r, entry->b);
        mixed |= other->item != class->item && other->item != OW_NO_INDEX;
    }
    int64_t free_room = fit(class, &r);
    if (class->item != OW_NO_INDEX && !mixed && alone != OW_UNLIMITED) {
        int64_t used = 0;
        for (int32_t e = state->loads[slot]; e >= 0; e = ow_state_entry(state, e)->next)
            if (class_of(state, ow_state_entry(state, e)->a)->item == class->item)
                used += ow_state_entry(state, e)->b;
        free_room = alone * missions - used;
    }
    if (free_room < 0) return 0;
    return free_room > INT32_MAX ? INT32_MAX : (int32_t)free_room;
}

int ow_slot_can_add(const ow_state *state, uint32_t option, uint32_t day) {
    const ow_option *o = &state->grid->options[option];
    return roads_have_room(state, o, day, 1) &&
           (o->fleet == OW_SELF || find_vehicle(state, o, day) >= 0);
}

/* Missions that one vehicle could still make from a day on. */
static int64_t vehicle_room(const ow_state *state, const ow_option *o, uint32_t day,
                            int64_t vehicle) {
    const int64_t duty = state->grid->scenario->fleets[o->fleet].duty_min;
    if (!vehicle_fits(state, o, day, vehicle)) return 0;
    if (o->cycle_min > duty) return 1;
    if (o->cycle_min == 0) return OW_SLOT_MISSIONS_MAX;
    return (duty - *busy_cell(state, o->fleet, day, vehicle)) / o->cycle_min;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

int64_t ow_slot_addable(const ow_state *state, uint32_t option, uint32_t day, int64_t most) {
    const onward_scenario *s = state->grid->scenario;
    const ow_option *o = &state->grid->options[option];
    const uint32_t arrival = day + o->lag - 1;
    most = least(most, s->links[o->link].missions_per_day - *link_cell(state, o, day));
    most = least(most, site_most(state, o->from, o, day) - *site_cell(state, o->from, o, day));
    most = least(most, site_most(state, o->to, o, arrival) - *site_cell(state, o->to, o, arrival));
    if (o->permission != OW_NO_INDEX)
        most = least(most, s->permissions[o->permission].missions_per_day -
                               *permission_cell(state, o, day));
    if (o->fleet == OW_SELF) return most;
    int64_t vehicles = INT64_MAX, count = 0;
    for (uint32_t d = day; d < last_busy(state, o, day); d++)
        vehicles = least(vehicles, s->vehicles[o->fleet * state->days + d]);
    for (int64_t v = 0; v < vehicles && count < most; v++) count += vehicle_room(state, o, day, v);
    return least(count, most);
}

uint32_t ow_slot_vehicles(const ow_state *state, uint32_t option, uint32_t day, int32_t *vehicles,
                          uint32_t vehicles_max) {
    uint32_t n = 0;
    for (int32_t e = state->vehicles[slot_of(state, option, day)]; e >= 0 && n < vehicles_max;
         e = ow_state_entry(state, e)->next)
        vehicles[n++] = ow_state_entry(state, e)->a;
    return n;
}
