/* Label setting over (layer, site, day). Layer 1 is the rule; layer 0 is what comes before: hops
 * that go self with a crew (which has come from the first site too), or hops before a pinned one.
 * The first site is not in the network: leaving it is where a path begins. */
#include "search/path.h"

#include "search/slot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct label {
    double points;
    int32_t option; /* by which it came; -1: stayed; -2: start */
    int32_t from;   /* node it came from; -1: the first site */
    int32_t day;    /* of departure */
} label;

struct ow_pathfinder {
    const ow_grid *grid;
    uint32_t days, sites;
    label *labels; /* [((layer * sites) + site) * (days + 1) + day] */
    ow_rooms rooms;
    int32_t *blocked; /* [option * days + day] stamp */
    int32_t stamp;
    double *hold; /* [site * days + day] guided points of one at a site at the end of a day */
    uint32_t *fits, *fits_of_site; /* per class: options that fit, grouped by site; [class * (sites
                                      + 1) + site] */
    int32_t
        *escorts; /* [site * days + day] guards that could be spared, of sites that escorts leave */
    uint8_t *escorting;  /* [site] 1: escorted options leave it */
    double *home_points; /* [day] of staying at the first site until the start of the day */
    ow_arena *arena;
};

typedef struct search {
    ow_pathfinder *finder;
    ow_state *state;
    const ow_path_query *query;
    const ow_commodity *k;
    const ow_class *class;
    double best;
    int32_t best_node; /* -1 none, -2 a fate at the first site */
    int32_t best_fate, best_fate_day;
} search;

static void list_fits(ow_pathfinder *f) {
    const ow_grid *g = f->grid;
    uint32_t n = 0;
    for (uint32_t c = 0; c < g->classes_count; c++)
        for (uint32_t site = 0; site <= f->sites; site++) {
            f->fits_of_site[(size_t)c * (f->sites + 1) + site] = n;
            for (uint32_t o = g->options_of_site[site];
                 site < f->sites && o < g->options_of_site[site + 1]; o++)
                if (ow_grid_fits(g, &g->classes[c], &g->options[o])) f->fits[n++] = o;
        }
    for (uint32_t o = 0; o < g->options_count; o++)
        f->escorting[g->options[o].from] |= g->options[o].escorted;
}

ow_pathfinder *ow_pathfinder_new(const ow_grid *grid) {
    ow_arena *arena = ow_arena_new();
    ow_pathfinder *f = arena ? OW_NEW(arena, ow_pathfinder) : NULL;
    if (!f) {
        ow_arena_free(arena);
        return NULL;
    }
    f->grid = grid;
    f->arena = arena;
    f->days = grid->days;
    f->sites = grid->scenario->sites_count;
    const size_t nodes = (size_t)2 * f->sites * (f->days + 1);
    f->labels = OW_ARRAY(arena, nodes, label);
    f->rooms.site = OW_ARRAY(arena, (size_t)f->sites * f->days, int32_t);
    f->rooms.way_host = OW_ARRAY(arena, f->days, int32_t);
    f->rooms.way_free = OW_ARRAY(arena, f->days, int32_t);
    f->blocked = OW_ARRAY(arena, (size_t)(grid->options_count + 1) * f->days, int32_t);
    f->home_points = OW_ARRAY(arena, f->days + 1, double);
    f->hold = OW_ARRAY(arena, (size_t)f->sites * f->days, double);
    f->fits = OW_ARRAY(arena, (size_t)grid->classes_count * grid->options_count + 1, uint32_t);
    f->fits_of_site = OW_ARRAY(arena, (size_t)grid->classes_count * (f->sites + 1u) + 1, uint32_t);
    f->escorts = OW_ARRAY(arena, (size_t)f->sites * f->days, int32_t);
    f->escorting = OW_ARRAY(arena, f->sites, uint8_t);
    f->stamp = 1;
    if (!f->labels || !f->rooms.site || !f->rooms.way_host || !f->rooms.way_free || !f->blocked ||
        !f->home_points || !f->hold || !f->fits || !f->fits_of_site || !f->escorts ||
        !f->escorting) {
        ow_arena_free(arena);
        return NULL;
    }
    list_fits(f);
    return f;
}

void ow_pathfinder_free(ow_pathfinder *finder) {
    if (finder) ow_arena_free(finder->arena);
}

void ow_pathfinder_clear(ow_pathfinder *finder) {
    finder->stamp++;
}

void ow_pathfinder_block(ow_pathfinder *finder, uint32_t option, uint32_t day) {
    finder->blocked[(size_t)option * finder->days + day] = finder->stamp;
}

/* ---- what a day costs ---- */

/* Being where ceilings or close_by are broken already costs, and being where a floor is not met
 * gains, so that paths lead out of the one and into the other. */
static void add_over(search *q) {
    const ow_state *st = q->state;
    const onward_scenario *s = st->grid->scenario;
    const double points = q->query->guide.over;
    const int from_host = s->sites[q->k->site].in_host;
    for (uint32_t site = 0; site < s->sites_count; site++)
        for (uint32_t d = 0; s->sites[site].in_host && d < st->days; d++) {
            const size_t i = (size_t)site * st->days + d;
            if (d >= s->sites[site].close_by_day) q->finder->hold[i] += points;
            if (from_host && q->k->item == OW_NO_INDEX && st->people[i] > s->sites[site].people_max)
                q->finder->hold[i] += points;
        }
    for (uint32_t l = 0; l < s->limits_count; l++)
        for (uint32_t site = 0; site < s->sites_count; site++) {
            const ow_limit *limit = &s->limits[l];
            if (!ow_state_counts(st->grid, limit, q->k, site)) continue;
            for (uint32_t d = limit->first_day; d <= limit->last_day && d < st->days; d++) {
                const int64_t level = st->limit_level[l * st->days + d];
                if (limit->kind == OW_LIMIT_KIND_ceiling && !from_host) continue;
                if (limit->kind == OW_LIMIT_KIND_ceiling && level > limit->value)
                    q->finder->hold[site * st->days + d] += points;
                if (limit->kind == OW_LIMIT_KIND_floor && level < ow_state_floor(st, l, d))
                    q->finder->hold[site * st->days + d] -= points;
            }
        }
}

static void fill_hold(search *q) {
    const ow_grid *g = q->finder->grid;
    for (uint32_t site = 0; site < q->finder->sites; site++)
        for (uint32_t d = 0; d < g->days; d++) {
            int64_t points = q->k->item == OW_NO_INDEX ? g->rate_milli[site * g->days + d] : 0;
            if (site != q->class->destination) points += ow_grid_late_milli(q->class, d);
            q->finder->hold[site * g->days + d] = (double)points / 1000.0;
        }
    const double *extra = q->k->item != OW_NO_INDEX ? q->query->guide.item_points : NULL;
    for (size_t i = 0; extra && i < (size_t)q->finder->sites * g->days; i++)
        q->finder->hold[i] += extra[i];
    if (q->query->guide.over > 0) add_over(q);
}

static double way(const search *q, const ow_option *o, uint32_t day) {
    double points = (double)ow_grid_late_milli(q->class, day);
    if (q->k->item == OW_NO_INDEX) points += (double)ow_grid_way_milli(q->finder->grid, o, day);
    return points / 1000.0;
}

/* ---- relaxing ---- */

static label *label_of(const ow_pathfinder *f, uint32_t layer, uint32_t site, uint32_t day) {
    return &f->labels[((size_t)layer * f->sites + site) * (f->days + 1) + day];
}

static int32_t node_of(const ow_pathfinder *f, uint32_t layer, uint32_t site, uint32_t day) {
    return (int32_t)(((size_t)layer * f->sites + site) * (f->days + 1) + day);
}

/* Whether a new convoy would find escorts; guards escort themselves. */
static int escorts_open(const search *q, uint32_t option, uint32_t day) {
    const ow_pathfinder *f = q->finder;
    const ow_option *o = &f->grid->options[option];
    if (!o->escorted || q->class->is_guard) return 1;
    const ow_fleet *fleet = &f->grid->scenario->fleets[o->fleet];
    if (q->state->missions[(size_t)option * f->days + day] % fleet->convoy_max != 0) return 1;
    for (uint32_t d = day; d < f->days && d < day + o->busy; d++)
        if (f->escorts[(size_t)o->from * f->days + d] < fleet->escort_people_per_convoy) return 0;
    return 1;
}

/* Points of one on a mission of an option, or -1 if it cannot go. */
static double charge(const search *q, uint32_t option, uint32_t day) {
    const ow_option *o = &q->finder->grid->options[option];
    int32_t room =
        ow_slot_free(q->state, option, day, (uint32_t)(q->k - q->finder->grid->commodities));
    if (room > 0) return 0;
    if (!ow_slot_can_add(q->state, option, day) || !escorts_open(q, option, day)) return -1;
    double mission = (double)o->lift_milli / 1000.0;
    if (q->query->guide.mission_price)
        mission += q->query->guide.blend *
                   q->query->guide.mission_price[(size_t)option * q->finder->days + day];
    int64_t load = ow_grid_load_max(q->class, o);
    return load == OW_UNLIMITED ? 0 : mission / (double)load;
}

/* Whether rooms on the way and at the arrival let one go. */
static int rooms_open(const search *q, const ow_option *o, uint32_t day) {
    const ow_rooms *rooms = &q->finder->rooms;
    const uint32_t arrival = day + o->lag - 1;
    const int32_t *on_way =
        q->finder->grid->scenario->links[o->link].touches_host ? rooms->way_host : rooms->way_free;
    for (uint32_t d = day; d < arrival; d++)
        if (on_way[d] <= 0) return 0;
    return rooms->site[(size_t)o->to * q->finder->days + arrival] > 0;
}

/* People who go along with an item that drives itself, as long as crews are there. */
static int64_t crew_of(const search *q) {
    return q->query->self_crew ? q->finder->grid->scenario->items[q->k->item].crew : 0;
}

/* What a crew adds to an item's hop. Going self it crosses and is exposed; left behind, it waits
 * for a seat, for about three weeks: without that a lorry that carries the item would look as if it
 * carried the crew too. */
static double crew_points(const search *q, const ow_option *o, uint32_t day) {
    enum { WAIT_DAYS = 21 };
    const ow_grid *g = q->finder->grid;
    const int64_t crew = crew_of(q);
    int64_t points = 0;
    if (crew == 0) return 0;
    if (o->fleet == OW_SELF) {
        points = g->crossing_milli[o->link * g->days + day];
        for (uint32_t d = day; d + 1 < day + o->lag; d++) points += ow_grid_way_milli(g, o, d);
        points += g->rate_milli[o->to * g->days + day + o->lag - 1];
    } else if (o->from == q->k->site) {
        for (uint32_t d = day; d < g->days && d < day + WAIT_DAYS; d++)
            points += g->rate_milli[q->k->site * g->days + d];
    }
    return (double)(crew * points) / 1000.0;
}

static void relax(search *q, uint32_t option, uint32_t day, uint32_t layer, double base,
                  int32_t from) {
    ow_pathfinder *f = q->finder;
    const ow_option *o = &f->grid->options[option];
    const size_t slot = (size_t)option * f->days + day;
    q->state->ticks++;
    if (o->to == q->k->site || f->blocked[slot] == f->stamp) return;
    if (day < q->k->ready_day) return;
    const uint32_t arrival = day + o->lag - 1;
    label *to = label_of(f, layer, o->to, arrival + 1);
    double points = base + f->hold[(size_t)o->to * f->days + arrival];
    if (q->k->item == OW_NO_INDEX)
        points += (double)f->grid->crossing_milli[o->link * f->days + day] / 1000.0;
    for (uint32_t d = day; d < arrival; d++) points += way(q, o, d);
    points += crew_points(q, o, day);
    if (points >= to->points || !rooms_open(q, o, day)) return;
    double fare = charge(q, option, day);
    if (fare < 0 || points + fare >= to->points) return;
    *to = (label){points + fare, (int32_t)option, from, (int32_t)day};
}

static int matches_pin(const ow_pin *pin, const ow_option *o, uint32_t day) {
    return day == pin->depart_day && o->link == pin->link && o->from == pin->from_site &&
           (pin->fleet == OW_NO_INDEX || pin->fleet == o->fleet);
}

/* The layer that an option leads to from a layer (the first site counts as layer 0); -1: not
 * allowed. */
static int layer_after(const search *q, const ow_option *o, uint32_t day, int in_layer) {
    const int self = o->fleet == OW_SELF;
    if (self && q->k->item == OW_NO_INDEX) return -1; /* people go self only as a crew */
    const int crewed = self && q->finder->grid->scenario->items[q->k->item].crew > 0;
    if (crewed && (in_layer == 1 || !q->query->self_crew)) return -1;
    if (!q->query->pin) return crewed ? 0 : 1;
    if (crewed && o->from != q->k->site) return -1;
    return in_layer == 1 || matches_pin(q->query->pin, o, day) ? 1 : 0;
}

/* Every option out of a site on a day, from a node of a layer (or the first site, from -1 and layer
 * 0). */
static void relax_all(search *q, uint32_t site, uint32_t day, int in_layer, double base,
                      int32_t from) {
    const ow_grid *g = q->finder->grid;
    const uint32_t *range =
        &q->finder->fits_of_site[(size_t)q->k->class_index * (q->finder->sites + 1) + site];
    for (uint32_t i = range[0]; i < range[1]; i++) {
        const uint32_t o = q->finder->fits[i];
        if (!g->open[(size_t)o * g->days + day]) continue;
        const int layer = layer_after(q, &g->options[o], day, in_layer);
        if (layer >= 0) relax(q, o, day, (uint32_t)layer, base, from);
    }
}

static void offer_end(search *q, int32_t node, double points, int32_t fate, int32_t day) {
    if (points >= q->best) return;
    q->best = points;
    q->best_node = node;
    q->best_fate = fate;
    q->best_fate_day = day;
}

static void offer_fates(search *q, int32_t node, double base, uint32_t day) {
    if (q->k->item == OW_NO_INDEX || day < q->k->ready_day) return;
    const ow_item *item = &q->finder->grid->scenario->items[q->k->item];
    for (int32_t fate = OW_FATE_transfer; fate < OW_FATE_COUNT; fate++)
        if (item->fates >> fate & 1)
            offer_end(q, node, base + (double)item->fate_points_milli[fate] / 1000.0, fate,
                      (int32_t)day);
}

static double terminal(const search *q, uint32_t site) {
    if (!q->class->pays_late || site == q->class->destination) return 0;
    return (double)q->class->late_milli / 1000.0 * (double)q->finder->days;
}

static void pass_day(search *q, uint32_t day) {
    ow_pathfinder *f = q->finder;
    for (uint32_t layer = 0; layer < 2; layer++) {
        if (layer == 0 && !q->query->self_crew && !q->query->pin) continue;
        for (uint32_t site = 0; site < f->sites; site++) {
            const label *here = label_of(f, layer, site, day);
            if (here->points == INFINITY) continue;
            const int32_t node = node_of(f, layer, site, day);
            if (f->rooms.site[(size_t)site * f->days + day] > 0) {
                double points = here->points + f->hold[(size_t)site * f->days + day];
                if (layer == 0)
                    points +=
                        (double)(crew_of(q) * f->grid->rate_milli[site * f->days + day]) / 1000.0;
                label *next = label_of(f, layer, site, day + 1);
                if (points < next->points) *next = (label){points, -1, node, (int32_t)day};
            }
            if (layer == 1 || !q->query->pin) offer_fates(q, node, here->points, day);
            if (site != q->class->destination || !q->class->pays_late)
                relax_all(q, site, day, (int)layer, here->points, node);
        }
    }
}

static void fill_home(search *q) {
    ow_pathfinder *f = q->finder;
    f->home_points[0] = 0;
    for (uint32_t d = 0; d < f->days; d++)
        f->home_points[d + 1] =
            f->home_points[d] + f->hold[(size_t)q->k->site * f->days + d] +
            (double)(crew_of(q) * f->grid->rate_milli[q->k->site * f->days + d]) / 1000.0;
}

static void forward(search *q) {
    ow_pathfinder *f = q->finder;
    const ow_path_query *query = q->query;
    const size_t layer_nodes = (size_t)f->sites * (f->days + 1);
    const int from_home = query->start_site == OW_NO_INDEX;
    for (size_t i = query->self_crew || query->pin ? 0 : layer_nodes; i < 2 * layer_nodes; i++)
        f->labels[i].points = INFINITY;
    if (!from_home) *label_of(f, 1, query->start_site, query->start_day) = (label){0, -2, -1, 0};
    for (uint32_t d = from_home ? query->first_day : query->start_day; d < f->days; d++) {
        if (from_home && d >= query->first_day && d <= query->last_day) {
            relax_all(q, q->k->site, d, 0, f->home_points[d], -1);
            if (!query->pin) offer_fates(q, -2, f->home_points[d], d);
        }
        pass_day(q, d);
    }
    for (uint32_t layer = query->pin || !query->self_crew ? 1 : 0; layer < 2; layer++)
        for (uint32_t s = 0; s < f->sites; s++)
            if (label_of(f, layer, s, f->days)->points < INFINITY)
                offer_end(q, node_of(f, layer, s, f->days),
                          label_of(f, layer, s, f->days)->points + terminal(q, s), -1, 0);
}

/* ---- reading the path back ---- */

static void narrow_hop(search *q, ow_path *path, uint32_t option, uint32_t day) {
    const ow_grid *g = q->finder->grid;
    const ow_option *o = &g->options[option];
    const int32_t *on_way = g->scenario->links[o->link].touches_host ? q->finder->rooms.way_host
                                                                     : q->finder->rooms.way_free;
    int64_t room = ow_slot_free(q->state, option, day, (uint32_t)(q->k - g->commodities));
    if (room <= 0) {
        const int64_t load = ow_grid_load_max(q->class, o);
        const int64_t want = path->quantity_most;
        room = ow_slot_addable(q->state, option, day,
                               load == OW_UNLIMITED ? 1 : (want + load - 1) / load);
        room = load == OW_UNLIMITED && room > 0 ? want : room * load;
    }
    if (room < path->quantity_most) path->quantity_most = (int32_t)room;
    for (uint32_t d = day; d + 1 < day + o->lag; d++)
        if (on_way[d] < path->quantity_most) path->quantity_most = on_way[d];
}

static void narrow_stay(search *q, ow_path *path, uint32_t site, uint32_t day) {
    const int32_t room = q->finder->rooms.site[(size_t)site * q->finder->days + day];
    if (room < path->quantity_most) path->quantity_most = room;
}

static int read_back(ow_path *path, search *q) {
    ow_pathfinder *f = q->finder;
    ow_batch *b = &path->batch;
    b->fate = q->best_fate;
    b->fate_day = q->best_fate_day;
    for (int32_t node = q->best_node; node >= 0;) {
        const label *l = &f->labels[node];
        const uint32_t place = (uint32_t)node / (f->days + 1), day = (uint32_t)node % (f->days + 1);
        if (l->option == -2) break;
        /* The node is the start of `day`: it was there at the end of the day before. */
        narrow_stay(q, path, place % f->sites, day - 1);
        if (l->option >= 0) {
            if (b->hops == OW_HOPS_MAX) return 0;
            for (int32_t i = b->hops++; i > 0; i--) {
                b->option[i] = b->option[i - 1];
                b->day[i] = b->day[i - 1];
            }
            b->option[0] = l->option;
            b->day[0] = l->day;
        }
        node = l->from;
    }
    while (path->self_hops < b->hops &&
           f->grid->options[b->option[path->self_hops]].fleet == OW_SELF)
        path->self_hops++;
    for (int32_t i = 0; i < b->hops; i++)
        narrow_hop(q, path, (uint32_t)b->option[i], (uint32_t)b->day[i]);
    return path->quantity_most > 0;
}

int ow_pathfinder_find(ow_path *path, ow_pathfinder *finder, ow_state *state,
                       const ow_path_query *query) {
    search q = {
        .finder = finder, .state = state, .query = query, .best = INFINITY, .best_node = -1};
    q.k = &finder->grid->commodities[query->commodity];
    q.class = &finder->grid->classes[q.k->class_index];
    ow_room_fill(&finder->rooms, state, query->commodity, query->closing);
    for (uint32_t s = 0; s < finder->sites && !q.class->is_guard; s++)
        if (finder->escorting[s])
            ow_escort_spare(finder->escorts + (size_t)s * finder->days, state, s);
    state->ticks += (int64_t)finder->sites * finder->days / 8;
    fill_hold(&q);
    fill_home(&q);
    forward(&q);
    if (q.best == INFINITY) return 0;
    if (query->start_site == OW_NO_INDEX && !query->closing && !query->pin &&
        q.best >= finder->home_points[finder->days] + terminal(&q, q.k->site))
        return 0;
    memset(path, 0, sizeof *path);
    path->batch.commodity = (int32_t)query->commodity;
    path->points = q.best;
    path->quantity_most = (int32_t)q.k->quantity;
    return read_back(path, &q);
}
