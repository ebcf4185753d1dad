/* Damaged plans: each way of damaging a right plan is caught by its own rule, wherever it is
 * applied, and every rule is reached by one. Rules that break as a consequence may be reported too.
 */
#include "all_rules.h"

#include "base/random.h"
#include "support/naive.h"

#define PLACES 40 /* random places that each damage is applied at */

typedef struct mutant {
    const onward_scenario *s;
    onward_plan *p;
    ow_random *random;
} mutant;

static uint32_t site(const mutant *m, const char *id) {
    return ow_scenario_site(m->s, id);
}
static uint32_t link(const mutant *m, const char *id) {
    return ow_scenario_link(m->s, id);
}
static uint32_t fleet(const mutant *m, const char *id) {
    return ow_scenario_fleet(m->s, id);
}
static uint32_t unit(const mutant *m, const char *id) {
    return ow_scenario_unit(m->s, id);
}
static uint32_t item(const mutant *m, const char *id) {
    return ow_scenario_item(m->s, id);
}
static uint32_t permission(const mutant *m, const char *id) {
    return ow_scenario_permission(m->s, id);
}

typedef int (*predicate)(const mutant *m, const ow_movement *row);

/* A random movement of which the predicate holds. There must be one. */
static ow_movement *pick(mutant *m, predicate holds) {
    uint32_t count = 0;
    ow_movement *picked = NULL;
    for (uint32_t i = 0; i < m->p->movements_count; i++)
        if (holds(m, &m->p->movements[i]) && ow_random_below(m->random, ++count) == 0)
            picked = &m->p->movements[i];
    assert_non_null(picked);
    return picked;
}

static ow_movement *add_row(mutant *m, ow_movement row) {
    assert_true(m->p->movements_count < 37 + EXTRA_ROWS);
    m->p->movements[m->p->movements_count] = row;
    return &m->p->movements[m->p->movements_count++];
}

static void drop_row(mutant *m, ow_movement *row) {
    *row = m->p->movements[--m->p->movements_count];
}

static int same_mission(const ow_movement *a, const ow_movement *b) {
    return a->fleet == b->fleet && a->vehicle == b->vehicle && a->depart_day == b->depart_day &&
           a->trip == b->trip && a->fleet != OW_SELF;
}

/* Changes all rows of a movement's mission to be like `to` in what a mission has in common. */
static void change_mission(mutant *m, const ow_movement *row, ow_movement to) {
    ow_movement was = *row;
    for (uint32_t i = 0; i < m->p->movements_count; i++) {
        ow_movement *other = &m->p->movements[i];
        if (other != row && !same_mission(other, &was)) continue;
        ow_movement changed = to;
        changed.unit = other->unit;
        changed.item = other->item;
        changed.quantity = other->quantity;
        *other = changed;
    }
}

static int is_any(const mutant *m, const ow_movement *row) {
    return m && row;
}
static int is_of_fleet(const mutant *m, const ow_movement *row) {
    return m && row->fleet != OW_SELF;
}
static int is_self(const mutant *m, const ow_movement *row) {
    return m && row->fleet == OW_SELF;
}
static int is_jet(const mutant *m, const ow_movement *row) {
    return row->fleet == fleet(m, "jet");
}
static int is_bus(const mutant *m, const ow_movement *row) {
    return row->fleet == fleet(m, "bus");
}
static int is_truck(const mutant *m, const ow_movement *row) {
    return row->fleet == fleet(m, "truck");
}
static int is_road_mission(const mutant *m, const ow_movement *row) {
    return is_of_fleet(m, row) && !is_jet(m, row);
}
static int is_people(const mutant *m, const ow_movement *row) {
    return is_of_fleet(m, row) && row->item == NONE;
}
static int is_cargo(const mutant *m, const ow_movement *row) {
    return is_of_fleet(m, row) && row->item != NONE;
}
static int is_self_crew(const mutant *m, const ow_movement *row) {
    return is_self(m, row) && row->item == NONE;
}
static int is_self_item(const mutant *m, const ow_movement *row) {
    return is_self(m, row) && row->item != NONE;
}
/* It moves on from there. (The dozer's last leg is to where it is sold: rule fate would miss it.)
 */
static int is_first_leg(const mutant *m, const ow_movement *row) {
    return row->to_site != site(m, "home") && row->to_site != site(m, "emb") &&
           !(row->item == item(m, "dozer") && row->to_site == site(m, "port"));
}
static int is_from_fob(const mutant *m, const ow_movement *row) {
    return row->from_site == site(m, "fob");
}
static int is_at_port(const mutant *m, const ow_movement *row) {
    return row->from_site == site(m, "port") || row->to_site == site(m, "port");
}
static int is_people_into_hub(const mutant *m, const ow_movement *row) {
    return row->to_site == site(m, "hub") && row->item == NONE;
}
static int is_last_flight(const mutant *m, const ow_movement *row) {
    return is_jet(m, row) && row->depart_day == 7;
}
static int is_last_bus(const mutant *m, const ow_movement *row) {
    return is_bus(m, row) && row->depart_day == 6;
}
static int is_in_pair(const mutant *m, const ow_movement *row) { /* a second vehicle that day */
    return is_of_fleet(m, row) && row->vehicle == 2 && row->depart_day != 4;
}
static int is_inf_departure(const mutant *m, const ow_movement *row) {
    return is_from_fob(m, row) && row->unit == unit(m, "inf") && row->item == NONE;
}
static int is_pinned(const mutant *m, const ow_movement *row) {
    return row->unit == unit(m, "inf") && ((row->depart_day == 5 && row->item == NONE) ||
                                           (row->depart_day == 0 && row->item == item(m, "apc")));
}
static int is_grd_from_fob(const mutant *m, const ow_movement *row) {
    return is_from_fob(m, row) && row->unit == unit(m, "grd");
}
static int is_qrf_flight(const mutant *m, const ow_movement *row) {
    return row->from_site == site(m, "home");
}
static int is_floor_people(const mutant *m, const ow_movement *row) {
    return row->from_site == site(m, "hub") &&
           (row->unit == unit(m, "med") || row->unit == unit(m, "trn"));
}
static int needs_quota(const mutant *m, const ow_movement *row) {
    return row->permission == permission(m, "p-air") || row->permission == permission(m, "p-uk");
}

/* time */
static void late(mutant *m) {
    ow_movement *row = pick(m, is_jet), to = *row;
    to.depart_day = (int32_t)m->s->days - 1;
    to.arrive_day = (int32_t)m->s->days;
    change_mission(m, row, to);
}
static void arrival_wrong(mutant *m) {
    ow_movement *row = pick(m, is_of_fleet);
    row->arrive_day += row->arrive_day > row->depart_day && ow_random_below(m->random, 2) ? -1 : 1;
}
static void self_arrival_wrong(mutant *m) {
    pick(m, is_self_item)->arrive_day++;
}
/* payload */
static void over_seats(mutant *m) {
    pick(m, is_people)->quantity += 100;
}
static void over_mass(mutant *m) {
    pick(m, is_cargo)->quantity += 1000;
}
/* conservation */
static void lost_unit(mutant *m) {
    drop_row(m, pick(m, is_first_leg));
}
static void lost_some(mutant *m) {
    pick(m, is_first_leg)->quantity--;
}
static void teleport(mutant *m) {
    ow_movement *row = pick(m, is_from_fob), to = *row;
    to.link = link(m, "r2");
    to.from_site = site(m, "hub");
    to.to_site = site(m, "port");
    to.arrive_day = to.depart_day;
    if (row->fleet != OW_SELF) to.trip = 9;
    change_mission(m, row, to);
}
static void not_held(mutant *m) {
    pick(m, is_cargo)->unit = unit(m, "gh");
}
static void not_ready(mutant *m) {
    ow_movement *row = pick(m, is_qrf_flight);
    row->depart_day = 0;
    row->arrive_day = 1;
}
static void left_as_escort(mutant *m) { /* on the day on which 4 of 8 are out with a convoy */
    ow_movement *row = pick(m, is_grd_from_fob);
    row->depart_day = row->arrive_day = 0;
    row->quantity = 5 + ow_random_below(m->random, 4);
}
/* vehicle */
static void two_places(mutant *m) {
    ow_movement *row = pick(m, is_in_pair), to = *row;
    to.vehicle = 1;
    to.trip = 2;
    change_mission(m, row, to);
}
static void number_too_high(mutant *m) {
    ow_movement *row = pick(m, is_of_fleet), to = *row;
    to.vehicle = 3 + ow_random_below(m->random, 1000);
    change_mission(m, row, to);
}
static void number_zero(mutant *m) {
    ow_movement *row = pick(m, is_of_fleet), to = *row;
    if (ow_random_below(m->random, 2))
        to.vehicle = 0;
    else
        to.trip = 0;
    change_mission(m, row, to);
}
static void overworked(mutant *m) {
    ow_movement row = *pick(m, is_road_mission);
    for (uint32_t i = 0; i < 9; i++) { /* the shortest cycle is an hour, the longest duty 12 */
        row.trip = 10 + i;
        add_row(m, row);
    }
    row.trip = 20;
    add_row(m, row);
    row.trip = 21;
    add_row(m, row);
    row.trip = 22;
    add_row(m, row);
}
static void busy_with_another(mutant *m) { /* a jet is away for two days */
    ow_movement row = *pick(m, is_jet);
    row.depart_day += 1;
    row.arrive_day += 1;
    add_row(m, row);
}
static void split_mission(mutant *m) {
    ow_movement *row = pick(m, is_cargo), other = *row;
    if (ow_random_below(m->random, 2))
        other.convoy = row->convoy == 3 ? 2 : 3;
    else
        other.permission = OW_NOT_USABLE;
    add_row(m, other);
}
/* permission */
static void no_permission(mutant *m) {
    ow_movement *row = pick(m, is_any), to = *row;
    to.permission = NONE;
    change_mission(m, row, to);
}
static void wrong_permission(mutant *m) {
    ow_movement *row = pick(m, is_any), to = *row;
    const uint32_t others[] = {permission(m, "p-air-late"), permission(m, "p-uk"), OW_NOT_USABLE};
    to.permission = others[ow_random_below(m->random, 3)];
    if (to.permission == row->permission) to.permission = OW_NOT_USABLE;
    change_mission(m, row, to);
}
static void over_quota(mutant *m) {
    ow_movement row = *pick(m, needs_quota);
    for (uint32_t i = 0; i < 2; i++) {
        row.trip = 10 + i;
        add_row(m, row);
    }
}
/* link */
static void link_closed(mutant *m) {
    ow_movement *row = pick(m, is_from_fob), to = *row;
    to.depart_day = 5;
    to.arrive_day += 5 - row->depart_day;
    if (row->fleet != OW_SELF) to.trip = 9;
    change_mission(m, row, to);
}
static void not_served(mutant *m) {
    ow_movement *row = pick(m, is_road_mission), to = *row;
    to.fleet = fleet(m, "jet");
    change_mission(m, row, to);
}
static void wrong_way(mutant *m) {
    ow_movement *row = pick(m, is_truck), to = *row;
    to.link = link(m, "r3");
    to.from_site = site(m, "emb");
    to.to_site = site(m, "hub");
    change_mission(m, row, to);
}
static void over_link(mutant *m) {
    ow_movement row = *pick(m, is_from_fob);
    for (uint32_t i = 0; i < 5; i++) {
        row.trip = row.fleet == OW_SELF ? 0 : 10 + i;
        add_row(m, row);
    }
    row.item = row.fleet == OW_SELF ? item(m, "apc") : row.item;
    row.quantity = 5;
    add_row(m, row);
}
/* site */
static void site_closed(mutant *m) {
    ow_movement *row = pick(m, is_at_port), to = *row;
    to.depart_day = 3;
    to.arrive_day += 3 - row->depart_day;
    if (row->fleet != OW_SELF) to.trip = 9; /* no other mission of that day */
    change_mission(m, row, to);
}
static void over_site(mutant *m) {
    ow_movement row = *pick(m, is_jet);
    for (uint32_t i = 0; i < 2; i++) {
        row.trip = 10 + i;
        add_row(m, row);
    }
}
static void over_people_max(mutant *m) {
    pick(m, is_people_into_hub)->quantity += 60;
}
/* limit */
static void floor_broken(mutant *m) { /* a unit that must stay to the 4th or 5th flies out before */
    uint32_t early = pick(m, is_floor_people)->unit;
    int32_t day = (int32_t)ow_random_below(m->random, 2);
    for (uint32_t i = 0; i < m->p->movements_count; i++) {
        ow_movement *row = &m->p->movements[i];
        if (row->unit != early) continue;
        int32_t lag = row->arrive_day - row->depart_day;
        row->depart_day = is_jet(m, row) ? day + 1 : day;
        row->arrive_day = row->depart_day + lag;
        row->trip = 9;
    }
}
static void ceiling_broken(mutant *m) {
    drop_row(m, pick(m, is_last_flight));
}
/* guard */
static void guards_gone(mutant *m) { /* before the others, who go on day 2 */
    ow_movement *row = pick(m, is_grd_from_fob);
    row->depart_day = row->arrive_day = (int32_t)ow_random_below(m->random, 2);
}
static void guards_out(mutant *m) { /* the site keeps fewer than 10 for 100 others */
    m->p->convoys[0].escort_people = 7 + ow_random_below(m->random, 2);
}
/* open, handover, close_by */
static void reopened(mutant *m) {
    ow_movement row = *pick(m, is_bus);
    row.link = link(m, "r1");
    row.from_site = site(m, "hub");
    row.to_site = site(m, "fob");
    row.depart_day = row.arrive_day = 4;
    row.trip = 9;
    row.unit = unit(m, ow_random_below(m->random, 2) ? "log" : "gh");
    row.quantity = 1;
    add_row(m, row);
}
static void closed_what_stays(mutant *m) {
    const char *const units[] = {"emg", "emd", "qrf"};
    int32_t day = 5 + (int32_t)ow_random_below(m->random, 6);
    for (uint32_t i = 0; i < 3; i++) {
        ow_movement row = *pick(m, is_bus);
        row.link = link(m, "r4");
        row.from_site = site(m, "emb");
        row.to_site = site(m, "port");
        row.depart_day = row.arrive_day = day;
        row.trip = 9;
        row.unit = unit(m, units[i]);
        row.quantity = m->s->units[row.unit].people;
        add_row(m, row);
    }
}
static void items_in_handover(mutant *m) {
    m->p->fates[0].day = 2 + (int32_t)ow_random_below(m->random, 2);
}
static void too_many_teams(mutant *m) { /* fob hands over on the day before hub closes */
    ow_movement *row = pick(m, is_grd_from_fob);
    row->depart_day = row->arrive_day = 6 + (int32_t)ow_random_below(m->random, 2);
}
static void not_closed_by(mutant *m) {
    drop_row(m, pick(m, is_last_bus));
}
/* precedence, window, group, pin */
static void closed_too_late(mutant *m) {
    ow_movement *row = pick(m, is_grd_from_fob);
    row->depart_day = row->arrive_day = 6 + (int32_t)ow_random_below(m->random, 5);
}
static void left_too_early(mutant *m) {
    ow_movement *row = pick(m, is_grd_from_fob);
    row->depart_day = row->arrive_day = (int32_t)ow_random_below(m->random, 3);
}
static void window_broken(mutant *m) {
    ow_movement *row = pick(m, is_inf_departure);
    if (row->depart_day == 2) {
        row->depart_day = 3 + (int32_t)ow_random_below(m->random, 5);
        return;
    }
    ow_movement later = *row; /* one stays behind and goes after the window */
    row->quantity--;
    if (row->quantity == 0) drop_row(m, row);
    later.quantity = 1;
    later.depart_day = later.arrive_day = 3 + (int32_t)ow_random_below(m->random, 5);
    add_row(m, later);
}
static void group_broken(mutant *m) {
    for (uint32_t i = 0; i < m->p->movements_count; i++) {
        ow_movement *row = &m->p->movements[i];
        if (is_inf_departure(m, row) && row->depart_day == 2)
            row->quantity = 1 + ow_random_below(m->random, 7);
    }
}
static void pin_dropped(mutant *m) {
    ow_movement *row = pick(m, is_pinned);
    switch (ow_random_below(m->random, 3)) {
    case 0: drop_row(m, row); break;
    case 1: row->quantity = row->quantity > 6 ? row->quantity - 6 : row->quantity - 1; break;
    default:
        row->depart_day++;
        row->arrive_day++;
        break;
    }
}
/* fate */
static ow_fate_row *pick_fate(mutant *m) {
    return &m->p->fates[ow_random_below(m->random, m->p->fates_count)];
}
static void wrong_fate(mutant *m) {
    pick_fate(m)->fate = ow_random_below(m->random, 2) ? OW_FATE_destroy : OW_FATE_return;
}
static void controlled_sold(mutant *m) {
    int64_t fate = ow_random_below(m->random, 2) ? OW_FATE_sell : OW_FATE_transfer;
    m->p->fates[m->p->fates_count++] = (ow_fate_row){
        unit(m, "log"), item(m, "radio"), 1, fate, (int32_t)ow_random_below(m->random, 4),
        site(m, "hub")};
}
static void fate_elsewhere(mutant *m) {
    ow_fate_row *row = pick_fate(m);
    row->site = site(m, row->site == site(m, "fob") ? "port" : "fob");
}
static void fate_twice(mutant *m) {
    m->p->fates[m->p->fates_count] = *pick_fate(m);
    m->p->fates[m->p->fates_count++].day++;
}
static void fate_of_more(mutant *m) {
    pick_fate(m)->quantity += 1 + ow_random_below(m->random, 9);
}
static void returned_anyhow(mutant *m) {
    ow_movement row = *pick(m, is_jet);
    row.unit = unit(m, "inf");
    row.item = item(m, ow_random_below(m->random, 2) ? "dozer" : "gen");
    row.quantity = 1;
    row.from_site = site(m, "port");
    row.to_site = site(m, "home");
    add_row(m, row);
}
/* escort */
static void escort_missing(mutant *m) {
    uint32_t c = ow_random_below(m->random, 2) * 2; /* those with people going along */
    m->p->convoys[c].escort_people -= 1 + (int64_t)ow_random_below(m->random, 4);
}
static void escorts_not_riding(mutant *m) { /* c2 and c4 are guarded by grd on board */
    for (uint32_t i = 0; i < m->p->movements_count; i++)
        if (m->p->movements[i].convoy != NONE && m->p->movements[i].unit == unit(m, "grd"))
            m->p->movements[i].unit = unit(m, "inf");
}
static void escorts_no_guards(mutant *m) {
    m->p->convoys[ow_random_below(m->random, 2) * 2].escort_unit = unit(m, "med");
}
static void escorts_elsewhere(mutant *m) {
    m->p->convoys[ow_random_below(m->random, 2) * 2].escort_unit = unit(m, "emg");
}
static void escorts_twice(mutant *m) { /* 6 guards, 4 of them out with another convoy that day */
    m->p->convoys[3].escort_unit = unit(m, "gh");
    m->p->convoys[3].escort_people = 3 + ow_random_below(m->random, 4);
}
static void convoy_too_large(mutant *m) { /* also of one that its row says is larger */
    for (uint32_t i = 0; i < m->p->movements_count; i++)
        if (m->p->movements[i].convoy == 3) m->p->movements[i].convoy = 2;
    m->p->convoys[2].vehicles = 3;
    m->p->convoys_count = 3;
}
static void convoy_none(mutant *m) {
    ow_movement *row = pick(m, is_truck), to = *row;
    to.convoy = NONE;
    change_mission(m, row, to);
}
static void convoy_not_needed(mutant *m) {
    ow_movement *row = pick(m, is_bus), to = *row;
    to.convoy = ow_random_below(m->random, m->p->convoys_count);
    change_mission(m, row, to);
}
static void convoy_of_another(mutant *m) {
    ow_movement *row = pick(m, is_truck), to = *row;
    to.convoy = (row->convoy + 2) % 4;
    change_mission(m, row, to);
}
static void convoy_miscounted(mutant *m) {
    m->p->convoys[ow_random_below(m->random, m->p->convoys_count)].vehicles++;
}
/* self */
static void crew_missing(mutant *m) {
    ow_movement *row = pick(m, is_self_crew);
    if (row->quantity > 1 && ow_random_below(m->random, 2))
        row->quantity--;
    else
        drop_row(m, row);
}
static void crew_too_many(mutant *m) {
    pick(m, is_self_crew)->quantity++;
}
static void crew_at_other_time(mutant *m) {
    pick(m, is_self_crew)->arrive_day++;
}
static void does_not_drive(mutant *m) {
    ow_movement *row = pick(m, is_cargo);
    while (row->item == item(m, "apc")) row = pick(m, is_cargo);
    row->fleet = OW_SELF;
    row->vehicle = row->trip = 0;
    row->convoy = NONE;
}
static void flies_self(mutant *m) {
    ow_movement *row = pick(m, is_self);
    row->link = link(m, "a1");
    row->from_site = site(m, "port");
    row->to_site = site(m, "home");
}
/* what the plan says of itself */
static void points_wrong(mutant *m) {
    m->p->points_milli += (int64_t)ow_random_below(m->random, 2) * 2 - 1;
}
static void bound_forged(mutant *m) {
    m->p->bound_points_milli += 1 + ow_random_below(m->random, 1500000);
}
static void closings_wrong(mutant *m) {
    ow_closing *row = &m->p->closings[ow_random_below(m->random, m->p->closings_count)];
    switch (ow_random_below(m->random, 4)) {
    case 0: row->closed_day++; break;
    case 1: row->items_out_day--; break;
    case 2: *row = m->p->closings[--m->p->closings_count]; break;
    default: row->site = site(m, "port"); break;
    }
}
static void levels_wrong(mutant *m) {
    ow_level *row = &m->p->levels[ow_random_below(m->random, m->p->levels_count)];
    switch (ow_random_below(m->random, 5)) {
    case 0: row->people++; break;
    case 1: row->guards--; break;
    case 2: row->items++; break;
    case 3: row->open++; break;
    default: *row = m->p->levels[--m->p->levels_count]; break;
    }
}
static void last_out_wrong(mutant *m) {
    m->p->last_out_day += ow_random_below(m->random, 2) ? 1 : -1;
}
static void gap_wrong(mutant *m) {
    m->p->gap_percent_milli -= 1 + ow_random_below(m->random, 90000);
}
/* reference */
static void unknown_id(mutant *m) {
    ow_movement *row = pick(m, is_any);
    uint32_t wrong = 1000 + ow_random_below(m->random, 1000);
    uint32_t *const ids[] = {&row->link,   &row->from_site,  &row->to_site, &row->fleet,
                             &row->convoy, &row->permission, &row->unit,    &row->item};
    *ids[ow_random_below(m->random, 8)] = wrong;
}
static void beyond_horizon(mutant *m) {
    ow_movement *row = pick(m, is_any);
    row->depart_day = ow_random_below(m->random, 2) ? -1 : (int32_t)m->s->days;
}
static void no_quantity(mutant *m) {
    pick(m, is_any)->quantity = -(int64_t)ow_random_below(m->random, 2);
}
static void not_its_ends(mutant *m) {
    ow_movement *row = pick(m, is_any);
    row->to_site = row->from_site;
}
static void convoy_nowhere(mutant *m) {
    m->p->convoys[ow_random_below(m->random, m->p->convoys_count)].from_site = site(m, "home");
}
static void fate_nowhere(mutant *m) {
    pick_fate(m)->day = -1 - (int32_t)ow_random_below(m->random, 9);
}
static void foreign_scenario(mutant *m) {
    char *digit = &m->p->scenario_sha256[ow_random_below(m->random, 64)];
    *digit = *digit == '0' ? '1' : '0';
}
static const struct damage {
    const char *name;
    ow_rule rule;
    void (*apply)(mutant *m);
} damages[] = {
#define DAMAGE(rule, name)                                                                         \
    { #name, OW_RULE_##rule, name }
    DAMAGE(time, late),
    DAMAGE(time, arrival_wrong),
    DAMAGE(time, self_arrival_wrong),
    DAMAGE(payload, over_seats),
    DAMAGE(payload, over_mass),
    DAMAGE(conservation, lost_unit),
    DAMAGE(conservation, lost_some),
    DAMAGE(conservation, teleport),
    DAMAGE(conservation, not_held),
    DAMAGE(conservation, not_ready),
    DAMAGE(conservation, left_as_escort),
    DAMAGE(vehicle, two_places),
    DAMAGE(vehicle, number_too_high),
    DAMAGE(vehicle, number_zero),
    DAMAGE(vehicle, overworked),
    DAMAGE(vehicle, busy_with_another),
    DAMAGE(vehicle, split_mission),
    DAMAGE(permission, no_permission),
    DAMAGE(permission, wrong_permission),
    DAMAGE(permission, over_quota),
    DAMAGE(link, link_closed),
    DAMAGE(link, not_served),
    DAMAGE(link, wrong_way),
    DAMAGE(link, over_link),
    DAMAGE(site, site_closed),
    DAMAGE(site, over_site),
    DAMAGE(site, over_people_max),
    DAMAGE(limit, floor_broken),
    DAMAGE(limit, ceiling_broken),
    DAMAGE(guard, guards_gone),
    DAMAGE(guard, guards_out),
    DAMAGE(open, reopened),
    DAMAGE(open, closed_what_stays),
    DAMAGE(handover, items_in_handover),
    DAMAGE(handover, too_many_teams),
    DAMAGE(close_by, not_closed_by),
    DAMAGE(precedence, closed_too_late),
    DAMAGE(precedence, left_too_early),
    DAMAGE(window, window_broken),
    DAMAGE(group, group_broken),
    DAMAGE(pin, pin_dropped),
    DAMAGE(fate, wrong_fate),
    DAMAGE(fate, controlled_sold),
    DAMAGE(fate, fate_elsewhere),
    DAMAGE(fate, fate_twice),
    DAMAGE(fate, fate_of_more),
    DAMAGE(fate, returned_anyhow),
    DAMAGE(escort, escort_missing),
    DAMAGE(escort, escorts_not_riding),
    DAMAGE(escort, escorts_no_guards),
    DAMAGE(escort, escorts_elsewhere),
    DAMAGE(escort, escorts_twice),
    DAMAGE(escort, convoy_too_large),
    DAMAGE(escort, convoy_none),
    DAMAGE(escort, convoy_not_needed),
    DAMAGE(escort, convoy_of_another),
    DAMAGE(escort, convoy_miscounted),
    DAMAGE(self, crew_missing),
    DAMAGE(self, crew_too_many),
    DAMAGE(self, crew_at_other_time),
    DAMAGE(self, does_not_drive),
    DAMAGE(self, flies_self),
    DAMAGE(points, points_wrong),
    DAMAGE(bound, bound_forged),
    DAMAGE(derived, closings_wrong),
    DAMAGE(derived, levels_wrong),
    DAMAGE(derived, last_out_wrong),
    DAMAGE(derived, gap_wrong),
    DAMAGE(reference, unknown_id),
    DAMAGE(reference, beyond_horizon),
    DAMAGE(reference, no_quantity),
    DAMAGE(reference, not_its_ends),
    DAMAGE(reference, convoy_nowhere),
    DAMAGE(reference, fate_nowhere),
    DAMAGE(reference, foreign_scenario),
#undef DAMAGE
};

static onward_scenario *scenario;
static onward_plan *plan;

static int set_up(void **state) {
    (void)state;
    scenario = all_rules_scenario();
    plan = all_rules_plan(scenario);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ow_plan_free(plan);
    ow_scenario_free(scenario);
    return 0;
}

static int64_t first_violation(const ow_verdict *verdict, const char **text) {
    for (int rule = 0; rule < OW_RULE_COUNT; rule++)
        if (verdict->total[rule] > 0) *text = verdict->violations[rule][0].text;
    return ow_verdict_total(verdict);
}

/* The hand-made plan is right, and costs, in points (s: site, day by day; 0 is 1 March):
 *   exposure  fob    2 × (19 + 19) + 3 × 8                                  = 100
 *             hub    32 + 33 + 44 + 52 + 20 + 20                            = 201
 *             emb    0.5 × (4 × 16 + 8 × 22)                                = 120
 *             port   6 + 6 + 32 + 0 + 20                                    =  64
 *             way    2 × 1 (dozer's crew) + 6 (in) + 32 + 20 (out)          =  60
 *   crossing  r1     0.1 × (13 + 2 × 4 escorts) + 0.2 × 11 + 0.1 × 8        =   5.1
 *             r2     0.05 × (32 + 2 × 4 escorts) + 0.05 × 20                =   3
 *   open      fob 3 × 5, hub 6 × 3, emb 12 × 1, port 5 × 0.5                =  47.5
 *   lift      truck  r1 8 h, r2 4 h, at 6 an hour: 3 × 4.8 + 3 × 2.4        =  21.6
 *             bus    r1 4 h, r2 80 min, r4 1 h, at 3: 1.2 + 2 × 0.4 + 0.3   =   2.3
 *             jet    5 h out + 9 h back, at 60: 4 × 84                      = 336
 *   fates     transfer 1 + sell 3                                           =   4
 *   lateness  inf, two days: 24 × 10 + 6 × 0.5 + 2 × 11 + 9, twice          = 548 */
static void test_right(void **state) {
    (void)state;
    ow_arena *arena = ow_arena_new();
    ow_verdict verdict;
    ow_error error = {0};
    const char *text = "";
    assert_int_equal(ow_check_run(&verdict, scenario, plan, arena, &error), OW_OK);
    if (first_violation(&verdict, &text) != 0) fail_msg("%s", text);
    assert_int_equal(verdict.cost.exposure, 545000);
    assert_int_equal(verdict.cost.crossing, 8100);
    assert_int_equal(verdict.cost.open, 47500);
    assert_int_equal(verdict.cost.lift, 359900);
    assert_int_equal(verdict.cost.fates, 4000);
    assert_int_equal(verdict.cost.lateness, 548000);
    assert_int_equal(verdict.points_milli, 1512500);
    assert_int_equal(naive_points_milli(scenario, plan), 1512500);
    ow_arena_free(arena);
}

/* Limits that the plan just keeps: no room is left on the day that the margin names. */
static void test_margins(void **state) {
    (void)state;
    static const struct {
        const char *limit;
        int64_t room;
        const char *date;
    } tight[] = {{"guards", 0, "2026-03-01"},    {"out-by-6", 0, "2026-03-06"},
                 {"residual", 0, "2026-03-09"},  {"uk", 0, "2026-03-01"},
                 {"items-out", 0, "2026-03-06"}, {"sites-left", 0, "2026-03-04"},
                 {"training", 0, "2026-03-01"},  {"medical", 2, "2026-03-01"},
                 {"apcs", 0, "2026-03-01"},      {"fob-guards", 2, "2026-03-01"}};
    onward_verdict *verdict = NULL;
    onward_error error;
    assert_int_equal(onward_check(&verdict, scenario, plan, &error), ONWARD_OK);
    assert_true(onward_verdict_right(verdict));
    for (size_t t = 0; t < sizeof tight / sizeof *tight; t++) {
        const onward_limit_margin *found = NULL, *limit;
        for (uint32_t i = 0; (limit = onward_verdict_limit(verdict, i)) != NULL; i++)
            if (strcmp(limit->limit_id, tight[t].limit) == 0) found = limit;
        assert_non_null(found);
        assert_true(found->applies);
        if (strcmp(tight[t].limit, "uk") != 0) assert_string_equal(found->date, tight[t].date);
        if (strcmp(tight[t].limit, "uk") == 0) assert_string_equal(found->date, "2026-03-02");
        assert_int_equal(found->room, tight[t].room);
    }
    onward_verdict_free(verdict);
}

static void check_damage(const struct damage *damage, uint64_t place, int64_t *reached) {
    ow_arena *arena = ow_arena_new();
    onward_plan copy = mutant_of(plan, arena);
    ow_random random;
    ow_random_seed(&random, place, (uint64_t)(damage - damages));
    mutant m = {scenario, &copy, &random};
    damage->apply(&m);
    ow_verdict verdict;
    ow_error error = {0};
    assert_int_equal(ow_check_run(&verdict, scenario, &copy, arena, &error), OW_OK);
    if (verdict.total[damage->rule] == 0)
        fail_msg("%s, place %d: rule %s does not see it (%d violations of others)", damage->name,
                 (int)place, ow_rule_name(damage->rule), (int)ow_verdict_total(&verdict));
    assert_string_equal(verdict.violations[damage->rule][0].rule, ow_rule_name(damage->rule));
    assert_true(strlen(verdict.violations[damage->rule][0].text) > 10);
    reached[damage->rule]++;
    ow_arena_free(arena);
}

/* Each damage at random places, each seen by its own rule; and every rule has a damage. */
static void test_damages(void **state) {
    (void)state;
    int64_t reached[OW_RULE_COUNT] = {0};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
        for (uint64_t place = 0; place < PLACES; place++) check_damage(&damages[i], place, reached);
    for (int rule = 0; rule < OW_RULE_COUNT; rule++)
        if (reached[rule] == 0) fail_msg("no damage reaches rule %s", ow_rule_name((ow_rule)rule));
}

/* Damages that touch nothing but what a plan says of itself are seen by their rule alone. */
static void test_alone(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        ow_rule rule = damages[i].rule;
        if (rule != OW_RULE_bound && rule != OW_RULE_derived && rule != OW_RULE_points &&
            damages[i].apply != arrival_wrong && damages[i].apply != convoy_miscounted)
            continue;
        ow_arena *arena = ow_arena_new();
        onward_plan copy = mutant_of(plan, arena);
        ow_random random;
        ow_random_seed(&random, 7, i);
        mutant m = {scenario, &copy, &random};
        damages[i].apply(&m);
        ow_verdict verdict;
        ow_error error = {0};
        assert_int_equal(ow_check_run(&verdict, scenario, &copy, arena, &error), OW_OK);
        int64_t gap = rule == OW_RULE_bound ? verdict.total[OW_RULE_derived] : 0;
        assert_int_equal(ow_verdict_total(&verdict), verdict.total[rule] + gap);
        ow_arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right),
        cmocka_unit_test(test_margins),
        cmocka_unit_test(test_damages),
        cmocka_unit_test(test_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
