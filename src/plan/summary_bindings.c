/* What a plan uses to the last: floors and ceilings, places at sites, guards, vehicles, links,
 * handling, permissions, handover teams; with the number of days, most first. O(movements × (1 +
 * limits) + (sites + links + fleets + permissions) × days). */
#include "plan/summary.h"

#include "base/array.h"
#include "tables/schema.h"

#include <stdlib.h>
#include <string.h>

typedef OW_VECTOR(onward_summary_binding) bindings;

typedef struct binding_run {
    ow_summing *s;
    bindings list;
    int failed;
} binding_run;

typedef struct days_bound {
    int64_t days;
    uint32_t first, last;
} days_bound;

static void bind(days_bound *b, uint32_t day) {
    if (!b->days++) b->first = day;
    b->last = day;
}

static void push(binding_run *r, const char *kind, const char *id, const char *what,
                 const days_bound *b) {
    if (b->days <= 0) return;
    onward_summary_binding row = {
        .kind = kind, .id = ow_arena_strdup(r->s->arena, id), .what = what, .days = b->days};
    ow_summary_date(row.first_date, r->s, b->first);
    ow_summary_date(row.last_date, r->s, b->last);
    if (!row.id || !what || !OW_PUSH(&r->list, row)) r->failed = 1;
}

static void bind_limits(binding_run *r) {
    static const char *const measures[] = {"people", "items", "open sites"};
    const onward_scenario *scenario = r->s->scenario;
    for (uint32_t i = 0; i < scenario->limits_count && !r->failed; i++) {
        const ow_limit *limit = &scenario->limits[i];
        days_bound b = {0, 0, 0};
        int is_floor = limit->kind == OW_LIMIT_KIND_floor;
        if (!ow_summary_limit(r->s, limit, &b.days, &b.first, &b.last)) {
            r->failed = 1;
            return;
        }
        const char *of = "";
        if (limit->measure == OW_MEASURE_people && limit->capability != OW_NO_INDEX)
            of = scenario->capabilities[limit->capability];
        else if (limit->item != OW_NO_INDEX && limit->measure == OW_MEASURE_items)
            of = scenario->items[limit->item].id;
        push(r, is_floor ? "floor" : "ceiling", limit->id,
             ow_arena_printf(r->s->arena, "%s %s: %s%s%s %s %lld", is_floor ? "floor" : "ceiling",
                             limit->id, of, of[0] ? " " : "", measures[limit->measure],
                             is_floor ? "at least" : "at most", (long long)limit->value),
             &b);
    }
}

static int64_t guards_due(const ow_site *site, int64_t people, int64_t guards) {
    int64_t share = (site->guard_per_100 * (people - guards) + 99) / 100;
    return share > site->guard_min ? share : site->guard_min;
}

static void bind_site_people(binding_run *r) {
    const onward_scenario *scenario = r->s->scenario;
    const ow_stock *stock = &r->s->stock;
    for (uint32_t i = 0; i < scenario->sites_count; i++) {
        const ow_site *site = &scenario->sites[i];
        days_bound full = {0, 0, 0}, guarded = {0, 0, 0};
        for (uint32_t d = 0; site->in_host && d < stock->days; d++) {
            size_t place = (size_t)i * stock->days + d;
            if (stock->people[place] >= site->people_max) bind(&full, d);
            int64_t due = guards_due(site, stock->people[place], stock->guards[place]);
            if (due > 0 && ow_stock_open(stock, i, d) && stock->guards[place] <= due)
                bind(&guarded, d);
        }
        push(r, "people_max", site->id,
             ow_arena_printf(r->s->arena, "%s is full: %lld people", site->id,
                             (long long)site->people_max),
             &full);
        push(r, "guard", site->id,
             ow_arena_printf(r->s->arena, "%s has the guards that it owes, and no more", site->id),
             &guarded);
    }
}

/* Uses of [thing * days + day]; a cell of its own for each thing and day. */
static int64_t *uses(binding_run *r, size_t things) {
    int64_t *use = OW_ARRAY(r->s->arena, things * r->s->scenario->days + 1, int64_t);
    if (!use) r->failed = 1;
    return use;
}

static void use(const binding_run *r, int64_t *table, size_t thing, int64_t day, int64_t quantity) {
    if (day >= 0 && day < (int64_t)r->s->scenario->days)
        table[thing * r->s->scenario->days + (size_t)day] += quantity;
}

/* Uses of links each way, of sites by mode, and of permissions. */
typedef struct lift {
    int64_t *links, *sites, *permissions;
} lift;

static void use_departure(const binding_run *r, const lift *used, const ow_movement *m,
                          int64_t quantity) {
    const ow_link *link = &r->s->scenario->links[m->link];
    size_t mode = (size_t)link->mode;
    use(r, used->links, 2 * (size_t)m->link + (m->from_site == link->to_site), m->depart_day,
        quantity);
    use(r, used->sites, (size_t)m->from_site * OW_MODE_COUNT + mode, m->depart_day, quantity);
    use(r, used->sites, (size_t)m->to_site * OW_MODE_COUNT + mode, m->arrive_day, quantity);
    if (m->permission < r->s->scenario->permissions_count)
        use(r, used->permissions, m->permission, m->depart_day, quantity);
}

static void bind_links(binding_run *r, const int64_t *used) {
    const onward_scenario *scenario = r->s->scenario;
    for (uint32_t i = 0; i < 2 * scenario->links_count; i++) {
        const ow_link *link = &scenario->links[i / 2];
        days_bound b = {0, 0, 0};
        for (uint32_t d = 0; d < scenario->days; d++) {
            int64_t n = used[(size_t)i * scenario->days + d];
            if (n > 0 && n >= link->missions_per_day) bind(&b, d);
        }
        if (!b.days) continue;
        push(r, "link", link->id,
             ow_arena_printf(r->s->arena, "link %s from %s: %lld vehicles a day", link->id,
                             scenario->sites[i % 2 ? link->to_site : link->from_site].id,
                             (long long)link->missions_per_day),
             &b);
    }
}

static void bind_sites(binding_run *r, const int64_t *used) {
    const onward_scenario *scenario = r->s->scenario;
    for (uint32_t i = 0; i < scenario->sites_count * OW_MODE_COUNT; i++) {
        days_bound b = {0, 0, 0};
        for (uint32_t d = 0; d < scenario->days; d++) {
            size_t place = (size_t)i * scenario->days + d;
            if (used[place] > 0 && used[place] >= scenario->site_capacity[place]) bind(&b, d);
        }
        if (!b.days) continue;
        const char *id = scenario->sites[i / OW_MODE_COUNT].id;
        push(r, "site", id,
             ow_arena_printf(r->s->arena, "%s handles no more by %s", id,
                             ow_word("mode", i % OW_MODE_COUNT)),
             &b);
    }
}

static void bind_permissions(binding_run *r, const int64_t *used) {
    const onward_scenario *scenario = r->s->scenario;
    for (uint32_t i = 0; i < scenario->permissions_count; i++) {
        days_bound b = {0, 0, 0};
        for (uint32_t d = 0; d < scenario->days; d++) {
            int64_t n = used[(size_t)i * scenario->days + d];
            if (n > 0 && n >= scenario->permissions[i].missions_per_day) bind(&b, d);
        }
        if (!b.days) continue;
        push(r, "permission", scenario->permissions[i].id,
             ow_arena_printf(r->s->arena, "permission %s: %lld missions a day",
                             scenario->permissions[i].id,
                             (long long)scenario->permissions[i].missions_per_day),
             &b);
    }
}

static void bind_lift(binding_run *r) {
    const ow_summing *s = r->s;
    const onward_scenario *scenario = s->scenario;
    lift used = {uses(r, 2 * (size_t)scenario->links_count),
                 uses(r, (size_t)scenario->sites_count * OW_MODE_COUNT),
                 uses(r, scenario->permissions_count)};
    if (r->failed) return;
    for (uint32_t i = 0; i < s->missions_count; i++)
        use_departure(r, &used, &s->plan->movements[s->missions[i]], 1);
    for (uint32_t i = 0; i < s->plan->movements_count; i++) {
        const ow_movement *m = &s->plan->movements[i];
        if (m->fleet == OW_SELF && m->item != OW_NO_INDEX && ow_movement_known(m, scenario))
            use_departure(r, &used, m, m->quantity);
    }
    bind_links(r, used.links);
    bind_sites(r, used.sites);
    bind_permissions(r, used.permissions);
}

static int by_vehicle(const void *a, const void *b) {
    const ow_movement *const *x = a, *const *y = b;
    if ((*x)->fleet != (*y)->fleet) return (*x)->fleet < (*y)->fleet ? -1 : 1;
    if ((*x)->vehicle != (*y)->vehicle) return (*x)->vehicle < (*y)->vehicle ? -1 : 1;
    if ((*x)->depart_day != (*y)->depart_day) return (*x)->depart_day < (*y)->depart_day ? -1 : 1;
    return (*x)->trip < (*y)->trip ? -1 : (*x)->trip > (*y)->trip;
}

/* Vehicles that work on each day: each once a day, however many missions it has. */
static void use_vehicles(binding_run *r, int64_t *used) {
    const ow_summing *s = r->s;
    const ow_movement **order =
        OW_ARRAY(s->arena, (size_t)s->missions_count + 1, const ow_movement *);
    if (!order) {
        r->failed = 1;
        return;
    }
    for (uint32_t i = 0; i < s->missions_count; i++) order[i] = &s->plan->movements[s->missions[i]];
    qsort(order, s->missions_count, sizeof *order, by_vehicle);
    int64_t free_from = 0;
    for (uint32_t i = 0; i < s->missions_count; i++) {
        const ow_movement *m = order[i];
        if (!i || order[i - 1]->fleet != m->fleet || order[i - 1]->vehicle != m->vehicle)
            free_from = INT32_MIN;
        const ow_ride *ride = ow_times_ride(s->times, m->fleet, m->link, m->from_site);
        int64_t end = (int64_t)m->depart_day + (ride ? ride->busy_days : 1);
        int64_t first = m->depart_day > free_from ? m->depart_day : free_from;
        for (int64_t d = first; d < end && d < (int64_t)s->scenario->days; d++)
            use(r, used, m->fleet, d, 1);
        if (end > free_from) free_from = end;
    }
}

static void bind_fleets(binding_run *r) {
    const onward_scenario *scenario = r->s->scenario;
    int64_t *used = uses(r, scenario->fleets_count);
    if (r->failed) return;
    use_vehicles(r, used);
    for (uint32_t i = 0; i < scenario->fleets_count; i++) {
        days_bound b = {0, 0, 0};
        for (uint32_t d = 0; d < scenario->days; d++) {
            size_t place = (size_t)i * scenario->days + d;
            if (used[place] > 0 && used[place] >= scenario->vehicles[place]) bind(&b, d);
        }
        push(r, "vehicles", scenario->fleets[i].id,
             ow_arena_printf(r->s->arena, "every vehicle of %s is on the way",
                             scenario->fleets[i].id),
             &b);
    }
}

static void bind_teams(binding_run *r) {
    const onward_scenario *scenario = r->s->scenario;
    ow_closing *closings;
    uint32_t count;
    int64_t *teams = uses(r, 1);
    if (r->failed) return;
    if (!ow_closings_derive(&closings, &count, r->s->arena, scenario, &r->s->stock)) {
        r->failed = 1;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        for (int64_t h = 1; h <= scenario->sites[closings[i].site].handover_days; h++)
            use(r, teams, 0, closings[i].closed_day - h, 1);
    days_bound b = {0, 0, 0};
    for (uint32_t d = 0; d < scenario->days; d++)
        if (teams[d] > 0 && teams[d] >= scenario->handover_teams) bind(&b, d);
    push(r, "handover", "",
         ow_arena_printf(r->s->arena, "all %lld handover teams are at work",
                         (long long)scenario->handover_teams),
         &b);
}

static int by_days(const void *a, const void *b) {
    const onward_summary_binding *x = a, *y = b;
    if (x->days != y->days) return x->days > y->days ? -1 : 1;
    int order = strcmp(x->kind, y->kind);
    return order ? order : strcmp(x->what, y->what);
}

int ow_summary_bindings(ow_summing *s) {
    binding_run r = {s, {0}, 0};
    bind_limits(&r);
    if (!r.failed) bind_site_people(&r);
    if (!r.failed) bind_lift(&r);
    if (!r.failed) bind_fleets(&r);
    if (!r.failed) bind_teams(&r);
    s->out->bindings = OW_ARRAY(s->arena, (size_t)r.list.count + 1, onward_summary_binding);
    int done = !r.failed && s->out->bindings;
    if (done && r.list.count) {
        qsort(r.list.data, r.list.count, sizeof *r.list.data, by_days);
        memcpy(s->out->bindings, r.list.data, r.list.count * sizeof *r.list.data);
        s->out->binding_count = r.list.count;
    }
    OW_VECTOR_FREE(&r.list);
    return done;
}
