/* A solution of the exact model as a plan. Small numbers only: items are packed and vehicles are
 * chosen by backtracking. */
#include "decode.h"

#include "base/day.h"
#include "plan/derive.h"
#include "plan/io.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Commodities on board of a mission: at most one row each. */
#define CARGO_MAX 32

typedef struct cargo {
    uint32_t unit, item;
    int64_t quantity;
} cargo;

typedef struct mission {
    uint32_t fleet, link, from, day, permission, party, convoy, vehicle, trip;
    int64_t cycle_min, busy_days, travel_days;
    int64_t seats, payload, area; /* left */
    cargo on[CARGO_MAX];
    uint32_t on_count;
} mission;

typedef struct decoder {
    const onward_scenario *scenario;
    const solved *from;
    onward_plan *plan;
    ow_times *times;
    OW_VECTOR(mission) missions;
    OW_VECTOR(ow_movement) movements;
    OW_VECTOR(ow_convoy) convoys;
    OW_VECTOR(ow_fate_row) fates;
    const char *trouble;
} decoder;

static uint32_t day_of(const decoder *d, const char *text) {
    int32_t day = 0;
    int parsed = ow_day_parse(&day, text);
    assert(parsed);
    return (uint32_t)(day - d->scenario->start_day);
}

/* "UNIT" or "UNIT+ITEM". */
static cargo cargo_of(const decoder *d, const char *text, int64_t quantity) {
    char unit[128];
    const char *plus = strchr(text, '+');
    snprintf(unit, sizeof unit, "%.*s", (int)(plus ? (size_t)(plus - text) : strlen(text)), text);
    return (cargo){ow_scenario_unit(d->scenario, unit),
                   plus ? ow_scenario_item(d->scenario, plus + 1) : OW_NO_INDEX, quantity};
}

static int is_a(const solved_value *value, const char *kind) {
    return strcmp(value->field[0], kind) == 0;
}

static uint32_t other_end(const ow_link *link, uint32_t from) {
    return link->from_site == from ? link->to_site : link->from_site;
}

/* mission/FLEET/LINK/SITE/DATE[/PERMISSION]: so many of them, empty. */
static void read_mission(decoder *d, const solved_value *value) {
    const onward_scenario *s = d->scenario;
    mission one = {.fleet = ow_scenario_fleet(s, value->field[1]),
                   .link = ow_scenario_link(s, value->field[2]),
                   .from = ow_scenario_site(s, value->field[3]),
                   .day = day_of(d, value->field[4]),
                   .permission = OW_NO_INDEX,
                   .party = OW_NO_INDEX,
                   .convoy = OW_NO_INDEX};
    const ow_fleet *fleet = &s->fleets[one.fleet];
    if (value->fields > 5) one.permission = ow_scenario_permission(s, value->field[5]);
    if (one.permission != OW_NO_INDEX && fleet->party == OW_NO_INDEX)
        one.party = s->permissions[one.permission].party;
    const ow_ride *ride = ow_times_ride(d->times, one.fleet, one.link, one.from);
    one.cycle_min = ride->cycle_min, one.busy_days = ride->busy_days;
    one.travel_days = ride->travel_days;
    one.seats = fleet->people_max, one.payload = fleet->payload_kg, one.area = fleet->area_milli_m2;
    for (int64_t i = 0; i < value->value; i++)
        if (!OW_PUSH(&d->missions, one)) d->trouble = "no memory";
}

static int same_trip(const mission *one, const mission *other) {
    return one->fleet == other->fleet && one->link == other->link && one->from == other->from &&
           one->day == other->day;
}

static void put_on(decoder *d, mission *on, cargo what, int64_t quantity) {
    for (uint32_t i = 0; i < on->on_count; i++)
        if (on->on[i].unit == what.unit && on->on[i].item == what.item) {
            on->on[i].quantity += quantity;
            return;
        }
    if (on->on_count == CARGO_MAX) {
        d->trouble = "too many kinds of cargo in one mission";
        return;
    }
    on->on[on->on_count++] = (cargo){what.unit, what.item, quantity};
}

/* --- what one group of missions carries on a day --- */

typedef struct batch {
    mission *like; /* fleet, link, from, day, party */
    OW_VECTOR(uint32_t) missions;
    OW_VECTOR(cargo) loads;
    int64_t steps;
} batch;

static int in_batch(const mission *one, const batch *of) {
    return same_trip(one, of->like) && one->party == of->like->party;
}

static void gather(decoder *d, batch *of) {
    for (uint32_t m = 0; m < d->missions.count; m++)
        if (in_batch(&d->missions.data[m], of) && !OW_PUSH(&of->missions, m))
            d->trouble = "no memory";
    for (uint32_t i = 0; i < d->from->values.count; i++) {
        const solved_value *value = &d->from->values.data[i];
        if (!is_a(value, "load")) continue;
        mission like = {.fleet = ow_scenario_fleet(d->scenario, value->field[2]),
                        .link = ow_scenario_link(d->scenario, value->field[3]),
                        .from = ow_scenario_site(d->scenario, value->field[4]),
                        .day = day_of(d, value->field[5]),
                        .party = OW_NO_INDEX};
        if (value->fields > 6) like.party = ow_scenario_party(d->scenario, value->field[6]);
        if (in_batch(&like, of) && !OW_PUSH(&of->loads, cargo_of(d, value->field[1], value->value)))
            d->trouble = "no memory";
    }
}

/* Seats people wherever there is room; convoy: only in missions of that convoy. Returns who is
 * left. */
static int64_t seat(decoder *d, batch *of, cargo what, int64_t quantity, uint32_t convoy) {
    for (uint32_t i = 0; i < of->missions.count && quantity > 0; i++) {
        mission *on = &d->missions.data[of->missions.data[i]];
        if (convoy != OW_NO_INDEX && on->convoy != convoy) continue;
        int64_t fit = on->seats < quantity ? on->seats : quantity;
        if (fit == 0) continue;
        if (on->seats != OW_UNLIMITED) on->seats -= fit;
        put_on(d, on, what, fit);
        quantity -= fit;
    }
    return quantity;
}

/* Packs items one by one, largest first; tries each mission that differs from those tried before.
 */
static int pack(decoder *d, batch *of, cargo *items, uint32_t count, uint32_t place) {
    if (place == count) return 1;
    if (++of->steps > 2000000) return 0;
    const ow_item *item = &d->scenario->items[items[place].item];
    for (uint32_t i = 0; i < of->missions.count; i++) {
        mission *on = &d->missions.data[of->missions.data[i]];
        if (item->mass_kg > on->payload || item->area_milli_m2 > on->area) continue;
        int tried = 0;
        for (uint32_t j = 0; j < i && !tried; j++) {
            const mission *before = &d->missions.data[of->missions.data[j]];
            tried = before->payload == on->payload && before->area == on->area;
        }
        if (tried) continue;
        int64_t payload = on->payload, area = on->area;
        if (payload != OW_UNLIMITED) on->payload -= item->mass_kg;
        if (area != OW_UNLIMITED) on->area -= item->area_milli_m2;
        if (pack(d, of, items, count, place + 1)) {
            put_on(d, on, items[place], 1);
            return 1;
        }
        on->payload = payload, on->area = area;
    }
    return 0;
}

static const onward_scenario *sort_scenario(const onward_scenario *set) {
    static const onward_scenario *kept; /* qsort has no context; tests run in one thread */
    if (set) kept = set;
    return kept;
}

static int heavier_first(const void *a, const void *b) {
    const ow_item *x = &sort_scenario(NULL)->items[((const cargo *)a)->item];
    const ow_item *y = &sort_scenario(NULL)->items[((const cargo *)b)->item];
    if (x->mass_kg != y->mass_kg) return x->mass_kg < y->mass_kg ? 1 : -1;
    return (x->area_milli_m2 < y->area_milli_m2) - (x->area_milli_m2 > y->area_milli_m2);
}

static void pack_items(decoder *d, batch *of) {
    OW_VECTOR(cargo) items = {0};
    for (uint32_t i = 0; i < of->loads.count; i++)
        for (int64_t n = 0; of->loads.data[i].item != OW_NO_INDEX && n < of->loads.data[i].quantity;
             n++)
            if (!OW_PUSH(&items, of->loads.data[i])) d->trouble = "no memory";
    sort_scenario(d->scenario);
    if (items.count > 0) qsort(items.data, items.count, sizeof *items.data, heavier_first);
    if (!pack(d, of, items.data, items.count, 0))
        d->trouble = "items do not fit into their missions";
    OW_VECTOR_FREE(&items);
}

static uint32_t convoy_number(const decoder *d, const char *text, const mission *like) {
    uint32_t number = (uint32_t)strtoul(text, NULL, 10);
    (void)d;
    return like->day * 100000u + like->fleet * 20000u + like->link * 2000u +
           (like->from == d->scenario->links[like->link].from_site ? 0u : 1000u) + number;
}

static int is_guard(const decoder *d, const cargo *what) {
    return what->item == OW_NO_INDEX && d->scenario->units[what->unit].is_guard;
}

/* Guards ride where the solution has them ride; others, and guards to spare, wherever there is
 * room. */
static void seat_riders(decoder *d, batch *of, int64_t *left) {
    for (uint32_t i = 0; i < d->from->values.count; i++) {
        const solved_value *value = &d->from->values.data[i];
        if (!is_a(value, "convoyrider")) continue;
        mission like = {.fleet = ow_scenario_fleet(d->scenario, value->field[1]),
                        .link = ow_scenario_link(d->scenario, value->field[2]),
                        .from = ow_scenario_site(d->scenario, value->field[3]),
                        .party = OW_NO_INDEX};
        uint32_t date = value->fields > 6 ? 5 : 4;
        if (value->fields > 6) like.party = ow_scenario_party(d->scenario, value->field[4]);
        like.day = day_of(d, value->field[date]);
        if (!in_batch(&like, of)) continue;
        int64_t riders = value->value;
        uint32_t convoy = convoy_number(d, value->field[date + 1], &like);
        for (uint32_t l = 0; l < of->loads.count && riders > 0; l++) {
            if (!is_guard(d, &of->loads.data[l])) continue;
            int64_t go = left[l] < riders ? left[l] : riders;
            int64_t stay = seat(d, of, of->loads.data[l], go, convoy);
            left[l] -= go - stay, riders -= go - stay;
            if (stay > 0) d->trouble = "riding guards find no seats in their convoy";
        }
    }
}

static void load_batch(decoder *d, mission *like) {
    batch of = {.like = like};
    gather(d, &of);
    int64_t *left = calloc((size_t)of.loads.count + 1, sizeof *left);
    assert(left);
    for (uint32_t l = 0; l < of.loads.count; l++) left[l] = of.loads.data[l].quantity;
    if (like->convoy != OW_NO_INDEX) seat_riders(d, &of, left);
    for (uint32_t l = 0; l < of.loads.count; l++) {
        if (of.loads.data[l].item != OW_NO_INDEX) continue;
        if (seat(d, &of, of.loads.data[l], left[l], OW_NO_INDEX) > 0)
            d->trouble = "people find no seats in their missions";
    }
    pack_items(d, &of);
    free(left);
    OW_VECTOR_FREE(&of.missions);
    OW_VECTOR_FREE(&of.loads);
}

/* --- convoys --- */

static int runs_escorted(const decoder *d, const mission *one) {
    const ow_fleet *fleet = &d->scenario->fleets[one->fleet];
    return fleet->convoy_max > 0 && fleet->escort_people_per_convoy > 0 &&
           d->scenario->links[one->link].mode == OW_MODE_road;
}

/* Value of a column by its fields, or 0. */
static int64_t value_of(const decoder *d, const char *const *field, uint32_t fields) {
    for (uint32_t i = 0; i < d->from->values.count; i++) {
        const solved_value *value = &d->from->values.data[i];
        uint32_t same = 0;
        if (value->fields != fields) continue;
        while (same < fields && strcmp(value->field[same], field[same]) == 0) same++;
        if (same == fields) return value->value;
    }
    return 0;
}

/* Puts missions into the convoys that the solution numbers, or in turn where it only counts them.
 */
static void assign_convoys(decoder *d) {
    const onward_scenario *s = d->scenario;
    for (uint32_t m = 0; m < d->missions.count; m++) {
        mission *one = &d->missions.data[m];
        if (!runs_escorted(d, one)) continue;
        char date[11];
        ow_day_format(date, s->start_day + (int32_t)one->day);
        uint32_t before = 0, like = 0;
        for (uint32_t i = 0; i < m; i++) {
            if (!same_trip(one, &d->missions.data[i])) continue;
            before++;
            if (one->party == d->missions.data[i].party) like++;
        }
        uint32_t chosen = (uint32_t)(before / (uint32_t)s->fleets[one->fleet].convoy_max) + 1;
        char number[16];
        uint32_t seen = 0;
        for (uint32_t c = 1; c < 200; c++) {
            snprintf(number, sizeof number, "%u", c);
            const char *party = one->party == OW_NO_INDEX ? NULL : s->parties[one->party].id;
            const char *field[8] = {"convoyvehicle", s->fleets[one->fleet].id,
                                    s->links[one->link].id, s->sites[one->from].id};
            uint32_t fields = 4;
            if (party) field[fields++] = party;
            field[fields++] = date, field[fields++] = number;
            seen += (uint32_t)value_of(d, field, fields);
            if (like < seen) {
                chosen = c;
                break;
            }
        }
        snprintf(number, sizeof number, "%u", chosen);
        one->convoy = convoy_number(d, number, one);
    }
}

/* The escort of the n-th convoy of a day where the solution counts convoys by unit. */
static void counted_escort(const decoder *d, const mission *one, uint32_t place,
                           ow_convoy *convoy) {
    const onward_scenario *s = d->scenario;
    char date[11];
    ow_day_format(date, s->start_day + (int32_t)one->day);
    int64_t sum = 0;
    for (uint32_t u = 0; u < s->units_count; u++) {
        const char *field[] = {"escorted",
                               s->units[u].id,
                               s->fleets[one->fleet].id,
                               s->links[one->link].id,
                               s->sites[one->from].id,
                               date};
        sum += value_of(d, field, 6);
        if (sum > (int64_t)place) {
            convoy->escort_unit = u;
            convoy->escort_people = s->fleets[one->fleet].escort_people_per_convoy;
            return;
        }
    }
}

static void single_escort(const decoder *d, const mission *one, uint32_t place, ow_convoy *convoy) {
    const onward_scenario *s = d->scenario;
    char date[11], number[16];
    ow_day_format(date, s->start_day + (int32_t)one->day);
    snprintf(number, sizeof number, "%u", place + 1);
    for (uint32_t u = 0; u < s->units_count; u++) {
        const char *field[] = {"escort",
                               s->units[u].id,
                               s->fleets[one->fleet].id,
                               s->links[one->link].id,
                               s->sites[one->from].id,
                               date,
                               number};
        int64_t people = value_of(d, field, 7);
        if (people > 0) convoy->escort_unit = u, convoy->escort_people = people;
    }
}

/* Convoys of the missions that carry something; numbers become places in plan->convoys. */
static void write_convoys(decoder *d) {
    OW_VECTOR(uint32_t) numbers = {0};
    for (uint32_t m = 0; m < d->missions.count; m++) {
        mission *one = &d->missions.data[m];
        if (one->convoy == OW_NO_INDEX || one->on_count == 0) continue;
        uint32_t place = 0;
        while (place < numbers.count && numbers.data[place] != one->convoy) place++;
        if (place == numbers.count) {
            ow_convoy convoy = {(int32_t)one->day, one->link, one->from, 0, OW_NO_INDEX, 0};
            counted_escort(d, one, one->convoy % 1000 - 1, &convoy);
            if (convoy.escort_people == 0) single_escort(d, one, one->convoy % 1000 - 1, &convoy);
            if (!OW_PUSH(&numbers, one->convoy) || !OW_PUSH(&d->convoys, convoy))
                d->trouble = "no memory";
        }
        one->convoy = place;
        d->convoys.data[place].vehicles++;
    }
    OW_VECTOR_FREE(&numbers);
}

/* --- vehicles --- */

typedef struct garage {
    decoder *d;
    uint32_t fleet, vehicles_max;
    OW_VECTOR(uint32_t) missions; /* by day, longest cycle first */
    int64_t *minutes;             /* [vehicle * days + day] driven; duty + 1: away all day */
    int64_t steps;
} garage;

static int vehicle_there(const garage *in, uint32_t vehicle, uint32_t day) {
    const onward_scenario *s = in->d->scenario;
    return vehicle < s->vehicles[(size_t)in->fleet * s->days + day];
}

static int vehicle_free(const garage *in, const mission *one, uint32_t vehicle) {
    const onward_scenario *s = in->d->scenario;
    int64_t duty = s->fleets[in->fleet].duty_min;
    int whole = one->cycle_min > duty;
    for (uint32_t e = one->day; e < one->day + (uint32_t)one->busy_days && e < s->days; e++) {
        int64_t driven = in->minutes[(size_t)vehicle * s->days + e];
        if (!vehicle_there(in, vehicle, e) || driven > duty) return 0;
        if (whole ? driven >= 0 : (driven < 0 ? 0 : driven) + one->cycle_min > duty) return 0;
    }
    return 1;
}

/* minutes are -1 on days without a mission, so that a mission of no time counts. */
static int park(garage *in, uint32_t place) {
    const onward_scenario *s = in->d->scenario;
    if (place == in->missions.count) return 1;
    if (++in->steps > 200000) return 0;
    mission *one = &in->d->missions.data[in->missions.data[place]];
    int64_t duty = s->fleets[in->fleet].duty_min;
    for (uint32_t v = in->vehicles_max; v-- > 0;) {
        if (!vehicle_free(in, one, v)) continue;
        int64_t kept[64];
        uint32_t end = one->day + (uint32_t)one->busy_days;
        if (end > s->days) end = s->days;
        assert(end - one->day <= 64);
        for (uint32_t e = one->day; e < end; e++) {
            int64_t *driven = &in->minutes[(size_t)v * s->days + e];
            kept[e - one->day] = *driven;
            *driven =
                one->cycle_min > duty ? duty + 1 : (*driven < 0 ? 0 : *driven) + one->cycle_min;
        }
        one->vehicle = v + 1;
        if (park(in, place + 1)) return 1;
        for (uint32_t e = one->day; e < end; e++)
            in->minutes[(size_t)v * s->days + e] = kept[e - one->day];
    }
    return 0;
}

static const decoder *sort_decoder(const decoder *set) {
    static const decoder *kept;
    if (set) kept = set;
    return kept;
}

static int earlier_longer(const void *a, const void *b) {
    const mission *x = &sort_decoder(NULL)->missions.data[*(const uint32_t *)a];
    const mission *y = &sort_decoder(NULL)->missions.data[*(const uint32_t *)b];
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return (x->cycle_min < y->cycle_min) - (x->cycle_min > y->cycle_min);
}

static void number_trips(decoder *d) {
    for (uint32_t m = 0; m < d->missions.count; m++) {
        mission *one = &d->missions.data[m];
        one->trip = 1;
        for (uint32_t i = 0; i < m; i++) {
            const mission *before = &d->missions.data[i];
            if (before->on_count > 0 && before->fleet == one->fleet &&
                before->vehicle == one->vehicle && before->day == one->day)
                one->trip++;
        }
    }
}

static void park_fleet(decoder *d, uint32_t fleet) {
    const onward_scenario *s = d->scenario;
    garage in = {.d = d, .fleet = fleet};
    for (uint32_t day = 0; day < s->days; day++)
        if (s->vehicles[(size_t)fleet * s->days + day] > in.vehicles_max)
            in.vehicles_max = (uint32_t)s->vehicles[(size_t)fleet * s->days + day];
    for (uint32_t m = 0; m < d->missions.count; m++)
        if (d->missions.data[m].fleet == fleet && d->missions.data[m].on_count > 0 &&
            !OW_PUSH(&in.missions, m))
            d->trouble = "no memory";
    size_t places = (size_t)in.vehicles_max * s->days;
    in.minutes = calloc(places + 1, sizeof *in.minutes);
    assert(in.minutes);
    for (size_t i = 0; i < places; i++) in.minutes[i] = -1;
    sort_decoder(d);
    if (in.missions.count > 0)
        qsort(in.missions.data, in.missions.count, sizeof *in.missions.data, earlier_longer);
    if (!park(&in, 0)) d->trouble = "missions cannot be dealt out to the vehicles";
    free(in.minutes);
    OW_VECTOR_FREE(&in.missions);
}

/* --- rows of the plan --- */

static void push_movement(decoder *d, ow_movement row) {
    if (!OW_PUSH(&d->movements, row)) d->trouble = "no memory";
}

static void write_missions(decoder *d) {
    for (uint32_t m = 0; m < d->missions.count; m++) {
        const mission *one = &d->missions.data[m];
        for (uint32_t i = 0; i < one->on_count; i++)
            push_movement(
                d, (ow_movement){(int32_t)one->day, (int32_t)(one->day + one->travel_days) - 1,
                                 one->link, one->from,
                                 other_end(&d->scenario->links[one->link], one->from), one->fleet,
                                 one->vehicle, one->trip, one->convoy, one->permission,
                                 one->on[i].unit, one->on[i].item, one->on[i].quantity});
    }
}

/* self/UNIT+ITEM/LINK/SITE/DATE[/PERMISSION]: the item's row and its crew's. */
static void write_self(decoder *d, const solved_value *value) {
    const onward_scenario *s = d->scenario;
    cargo what = cargo_of(d, value->field[1], value->value);
    uint32_t link = ow_scenario_link(s, value->field[2]),
             from = ow_scenario_site(s, value->field[3]);
    uint32_t day = day_of(d, value->field[4]), permission = OW_NO_INDEX;
    if (value->fields > 5) permission = ow_scenario_permission(s, value->field[5]);
    int32_t arrive = (int32_t)(day + ow_times_self_days(s, link, what.item)) - 1;
    ow_movement row = {(int32_t)day,
                       arrive,
                       link,
                       from,
                       other_end(&s->links[link], from),
                       OW_SELF,
                       0,
                       0,
                       OW_NO_INDEX,
                       permission,
                       what.unit,
                       what.item,
                       what.quantity};
    push_movement(d, row);
    row.item = OW_NO_INDEX;
    row.quantity = what.quantity * s->items[what.item].crew;
    if (row.quantity > 0) push_movement(d, row);
}

/* fate/UNIT+ITEM/SITE/DATE: the cheapest fate that is allowed. */
static void write_fate(decoder *d, const solved_value *value) {
    cargo what = cargo_of(d, value->field[1], value->value);
    const ow_item *item = &d->scenario->items[what.item];
    int64_t fate = -1;
    for (int64_t f = OW_FATE_return + 1; f < OW_FATE_COUNT; f++)
        if ((item->fates >> f & 1) &&
            (fate < 0 || item->fate_points_milli[f] < item->fate_points_milli[fate]))
            fate = f;
    ow_fate_row row = {what.unit,
                       what.item,
                       what.quantity,
                       fate,
                       (int32_t)day_of(d, value->field[3]),
                       ow_scenario_site(d->scenario, value->field[2])};
    if (!OW_PUSH(&d->fates, row)) d->trouble = "no memory";
}

static void *copy(ow_arena *arena, const void *data, uint32_t count, size_t size) {
    void *to = ow_arena_array(arena, count > 0 ? count : 1, size);
    assert(to);
    if (count > 0) memcpy(to, data, count * size);
    return to;
}

static onward_plan *finish(decoder *d) {
    onward_plan *plan = d->plan;
    ow_error error = {0};
    plan->id = "decoded";
    plan->version = "test";
    memcpy(plan->scenario_sha256, d->scenario->sha256, sizeof plan->scenario_sha256);
    plan->movements_count = d->movements.count;
    plan->movements =
        copy(plan->arena, d->movements.data, d->movements.count, sizeof *plan->movements);
    plan->convoys_count = d->convoys.count;
    plan->convoys = copy(plan->arena, d->convoys.data, d->convoys.count, sizeof *plan->convoys);
    plan->fates_count = d->fates.count;
    plan->fates = copy(plan->arena, d->fates.data, d->fates.count, sizeof *plan->fates);
    if (!d->trouble && ow_plan_derive(plan, d->scenario, &error) != OW_OK)
        d->trouble = "its figures could not be derived";
    if (!d->trouble) return plan;
    fprintf(stderr, "a solution of the exact model is no plan: %s\n", d->trouble);
    ow_plan_free(plan);
    return NULL;
}

onward_plan *decode_solution(const solved *from, const onward_scenario *scenario) {
    decoder d = {.scenario = scenario, .from = from, .plan = ow_plan_new()};
    assert(d.plan);
    d.times = ow_times_new(d.plan->arena, scenario);
    assert(d.times);
    for (uint32_t i = 0; i < from->values.count; i++) {
        if (is_a(&from->values.data[i], "mission")) read_mission(&d, &from->values.data[i]);
        if (is_a(&from->values.data[i], "self")) write_self(&d, &from->values.data[i]);
        if (is_a(&from->values.data[i], "fate")) write_fate(&d, &from->values.data[i]);
    }
    assign_convoys(&d);
    for (uint32_t m = 0; m < d.missions.count; m++) {
        int first = 1;
        for (uint32_t i = 0; i < m && first; i++)
            first = !same_trip(&d.missions.data[i], &d.missions.data[m]) ||
                    d.missions.data[i].party != d.missions.data[m].party;
        if (first) load_batch(&d, &d.missions.data[m]);
    }
    write_convoys(&d);
    for (uint32_t f = 0; f < scenario->fleets_count; f++) park_fleet(&d, f);
    number_trips(&d);
    write_missions(&d);
    onward_plan *plan = finish(&d);
    OW_VECTOR_FREE(&d.missions);
    OW_VECTOR_FREE(&d.movements);
    OW_VECTOR_FREE(&d.convoys);
    OW_VECTOR_FREE(&d.fates);
    return plan;
}
