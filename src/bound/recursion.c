/* One class of commodities at the present prices: the backward recursion over (site, day), the costs of leaving
 * the first site on each day, and the forward pass that says where they are and what they use.
 * With temperature 0 the minima are hard and the values exact lower bounds; else they are soft, and the shares
 * are their derivatives. O(days × (sites + options)). */
#include "bound/internal.h"

#include <string.h>

typedef struct pass {
    ow_bound *b;
    const ow_grid *g;
    const onward_scenario *s;
    const ow_class *class;
    uint32_t class_index;
    ow_recursion *r;
    double tau;
} pass;

static pass begin(ow_bound *b, uint32_t class_index)
{
    pass p = {.b = b, .g = b->grid, .s = b->grid->scenario, .class = &b->grid->classes[class_index],
              .class_index = class_index, .r = &b->recursions[class_index]};
    p.tau = b->temperature * p.r->scale;
    return p;
}

static int is_item(const pass *p)
{
    return p->class->item != OW_NO_INDEX;
}

/* ---- who is counted by a limit ---- */

static int counts(const pass *p, const ow_limit *l)
{
    if (l->measure == OW_MEASURE_sites || (l->measure == OW_MEASURE_items) != is_item(p)) return 0;
    if (l->measure == OW_MEASURE_people && l->capability != OW_NO_INDEX && l->capability != p->class->capability)
        return 0;
    if (l->measure == OW_MEASURE_items && l->item != OW_NO_INDEX && l->item != p->class->item) return 0;
    return l->scope != OW_SCOPE_party || l->party == p->class->party;
}

static int is_other(const pass *p, const ow_limit *l)
{
    return !is_item(p) && l->measure == OW_MEASURE_people && l->capability != OW_NO_INDEX &&
           l->capability != p->class->capability && (l->scope != OW_SCOPE_party || l->party == p->class->party);
}

/* Calls back every (row, factor) that one of the class pays by being at a site on a day; site OW_NO_INDEX: on the
 * way over a link that touches the host. add is either price to hold, or mass to usage. */
static void visit_limits(const pass *p, void (*call)(const pass *, uint32_t site, uint32_t day, size_t row,
                                                     double factor, void *to),
                         void *to)
{
    for (uint32_t i = 0; i < p->s->limits_count; i++) {
        const ow_limit *l = &p->s->limits[i];
        const int floor_kind = l->kind == OW_LIMIT_KIND_floor;
        const int counted = counts(p, l), other = floor_kind && l->per_100_people > 0 && is_other(p, l);
        if (!counted && !other) continue;
        for (uint32_t site = 0; site <= p->b->sites; site++) {
            const int on_way = site == p->b->sites;
            if (on_way ? is_item(p) || floor_kind || l->scope == OW_SCOPE_site
                       : l->scope == OW_SCOPE_site ? l->site != site : !p->s->sites[site].in_host)
                continue;
            for (uint32_t d = l->first_day; d <= l->last_day && d < p->b->days; d++) {
                const size_t row = (size_t)i * p->b->days + d;
                const uint32_t where = on_way ? OW_NO_INDEX : site;
                if (counted && p->b->unit[p->b->at.limit + row] > 0)
                    call(p, where, d, p->b->at.limit + row, floor_kind ? -1 : 1, to);
                if (on_way || p->b->unit[p->b->at.limit_per_100 + row] <= 0) continue;
                if (counted) call(p, where, d, p->b->at.limit_per_100 + row, -1, to);
                if (other)
                    call(p, where, d, p->b->at.limit_per_100 + row, (double)l->per_100_people / 100.0, to);
            }
        }
    }
}

static void visit_sites(const pass *p, void (*call)(const pass *, uint32_t site, uint32_t day, size_t row,
                                                    double factor, void *to),
                        void *to)
{
    for (uint32_t site = 0; site < p->b->sites && !is_item(p); site++) {
        if (!p->s->sites[site].in_host) continue;
        const double per_100 = (double)p->s->sites[site].guard_per_100 / 100.0;
        for (uint32_t d = 0; d < p->b->days; d++) {
            const size_t i = (size_t)site * p->b->days + d;
            if (p->b->unit[p->b->at.people_max + i] > 0) call(p, site, d, p->b->at.people_max + i, 1, to);
            if (p->class->is_guard && p->b->unit[p->b->at.guard_min + i] > 0)
                call(p, site, d, p->b->at.guard_min + i, -1, to);
            if (p->b->unit[p->b->at.guard_per_100 + i] > 0)
                call(p, site, d, p->b->at.guard_per_100 + i, p->class->is_guard ? -1 : per_100, to);
        }
    }
}

/* ---- backward ---- */

static double presence_price(const pass *p, uint32_t site, uint32_t day)
{
    return p->b->price[p->b->at.presence + ((size_t)site * p->b->classes + p->class_index) * p->b->days + day];
}

static void pay(const pass *p, uint32_t site, uint32_t day, size_t row, double factor, void *to)
{
    (void)to;
    double *at = site == OW_NO_INDEX ? &p->r->way[day] : &p->r->hold[(size_t)site * p->b->days + day];
    *at += p->b->price[row] * factor;
}

static void fill_hold(const pass *p)
{
    for (uint32_t d = 0; d < p->b->days; d++) {
        p->r->way[d] = 0;
        p->r->late[d] = (double)ow_grid_late_milli(p->class, d) / 1000.0;
    }
    for (uint32_t site = 0; site < p->b->sites; site++)
        for (uint32_t d = 0; d < p->b->days; d++) {
            const size_t i = (size_t)site * p->b->days + d;
            double hold = is_item(p) ? 0 : (double)p->g->rate_milli[i] / 1000.0;
            if (site != p->class->destination) hold += p->r->late[d];
            if (p->s->sites[site].in_host) {
                hold += presence_price(p, site, d);
                if (d >= p->s->sites[site].close_by_day) hold = OW_FAR;
            }
            p->r->hold[i] = hold;
        }
    visit_sites(p, pay, NULL);
    visit_limits(p, pay, NULL);
}

/* Points of one that goes by an option on a day, up to the value of where and when it arrives. */
static double go_points(const pass *p, uint32_t o, uint32_t day)
{
    const ow_bound *b = p->b;
    const ow_option *option = &p->g->options[o];
    const size_t slot = (size_t)o * b->days + day;
    const uint32_t arrival = day + option->lag - 1;
    double points = p->r->hold[(size_t)option->to * b->days + arrival] +
                    p->r->value[(size_t)option->to * (b->days + 1) + arrival + 1];
    if (points >= OW_FAR) return OW_FAR;
    const int touches = p->s->links[option->link].touches_host;
    for (uint32_t d = day; d < arrival; d++) {
        points += p->r->late[d];
        if (touches) points += p->r->way[d];
        if (!is_item(p)) points += (double)ow_grid_way_milli(p->g, option, d) / 1000.0;
    }
    if (!is_item(p)) points += (double)p->g->crossing_milli[(size_t)option->link * b->days + day] / 1000.0;
    if (option->fleet == OW_SELF) {
        const double crew = b->price[b->at.crew + ((size_t)option->link * 2 + option->backward) * b->days + day];
        return is_item(p) ? points + b->mission[slot] - crew * (double)p->s->items[p->class->item].crew
                          : points + crew;
    }
    const double *charge = b->charge + slot * OW_SHARES;
    return is_item(p) ? points + charge[1] * (double)p->class->mass_kg + charge[2] * (double)p->class->area_milli_m2
                      : points + charge[0];
}

static double fate_points(const pass *p)
{
    double least = OW_FAR;
    for (int f = OW_FATE_transfer; is_item(p) && f < OW_FATE_COUNT; f++)
        if (p->class->fates >> f & 1) {
            const double points = (double)p->s->items[p->class->item].fate_points_milli[f] / 1000.0;
            if (points < least) least = points;
        }
    return least;
}

static double terminal(const pass *p, uint32_t site)
{
    if (!p->class->pays_late || site == p->class->destination) return 0;
    return (double)p->class->late_milli / 1000.0 * (double)p->b->days;
}

static double weight(double points, double least, double tau)
{
    if (tau <= 0) return 0;
    const double x = (points - least) / tau;
    return x > 30 ? 0 : exp(-x);
}

/* Soft minimum over the options (and fates) out of a site on a day, not staying; go and fate become shares
 * of what leaves. */
static double leave_points(const pass *p, uint32_t site, uint32_t day, float *fate_share)
{
    const ow_bound *b = p->b;
    const ow_recursion *r = p->r;
    const uint32_t first = r->options_of_site[site], last = r->options_of_site[site + 1];
    const double end = fate_points(p);
    double least = end, sum = 0;
    uint32_t best = OW_NO_INDEX;
    for (uint32_t i = first; i < last; i++) {
        const size_t slot = (size_t)r->options[i] * b->days + day;
        r->points[i] = p->g->open[slot] ? go_points(p, r->options[i], day) : OW_FAR;
        if (r->points[i] < least) least = r->points[i], best = i;
    }
    *fate_share = 0;
    if (least >= OW_FAR) return OW_FAR;
    for (uint32_t i = first; i < last; i++) {
        r->points[i] = p->tau > 0 ? weight(r->points[i], least, p->tau) : i == best;
        sum += r->points[i];
    }
    const double by_fate = p->tau > 0 ? weight(end, least, p->tau) : best == OW_NO_INDEX;
    sum += by_fate;
    for (uint32_t i = first; i < last; i++)
        r->go[(size_t)r->options[i] * b->days + day] = (float)(r->points[i] / sum);
    *fate_share = (float)(by_fate / sum);
    return p->tau > 0 ? least - p->tau * log(sum) : least;
}

static void backward_day(const pass *p, uint32_t day)
{
    ow_bound *b = p->b;
    for (uint32_t site = 0; site < b->sites; site++) {
        const size_t i = (size_t)site * b->days + day;
        float fate_share;
        const double leave = leave_points(p, site, day, &fate_share);
        double stay = p->r->hold[i] + p->r->value[(size_t)site * (b->days + 1) + day + 1];
        if (stay > OW_FAR) stay = OW_FAR;
        double *value = &p->r->value[(size_t)site * (b->days + 1) + day];
        *value = leave >= OW_FAR ? stay : stay >= OW_FAR ? leave : ow_soft_min(stay, leave, p->tau);
        double share = leave >= OW_FAR ? 1 : stay >= OW_FAR ? 0
                     : p->tau > 0      ? 1 / (1 + exp(fmin(700, (stay - leave) / p->tau)))
                                       : stay <= leave;
        p->r->stay[i] = (float)share;
        p->r->fate[i] = fate_share;
        for (uint32_t k = b->starts_of_site[site]; k < b->starts_of_site[site + 1]; k++)
            if (b->starts[k].class_index == p->class_index)
                b->starts[k].leave[day] = day >= b->starts[k].ready_day ? leave : OW_FAR;
    }
}

/* Turns the leave costs of a day into costs from the start: what was paid at the first site until then. */
static void add_waiting(const pass *p, ow_start *start)
{
    double waited = 0;
    for (uint32_t d = 0; d <= p->b->days; d++) {
        if (d == p->b->days) start->leave[d] = terminal(p, start->site);
        start->leave[d] = start->leave[d] >= OW_FAR || waited >= OW_FAR ? OW_FAR : start->leave[d] + waited;
        if (d == p->b->days) break;
        waited += p->r->hold[(size_t)start->site * p->b->days + d];
        if (p->b->enumerated[start->site]) waited -= presence_price(p, start->site, d);
    }
}

void ow_bound_backward(ow_bound *b, uint32_t class_index)
{
    const pass p = begin(b, class_index);
    fill_hold(&p);
    for (uint32_t site = 0; site < b->sites; site++)
        p.r->value[(size_t)site * (b->days + 1) + b->days] = terminal(&p, site);
    for (uint32_t d = b->days; d-- > 0;) backward_day(&p, d);
    for (uint32_t k = 0; k < b->starts_count; k++)
        if (b->starts[k].class_index == class_index) add_waiting(&p, &b->starts[k]);
}

/* ---- forward ---- */

typedef struct flow {
    ow_sums *sums;
    double *there; /* [site * (days + 1) + day] at the start of the day */
    double *stock; /* [site * days + day] at its end, having left the first site or not closing there */
    double *home;  /* the same, not having left a first site whose closing is enumerated */
    double *way;   /* [day] */
} flow;

static void count_mass(const pass *p, uint32_t site, uint32_t day, size_t row, double factor, void *to)
{
    const flow *f = to;
    const size_t i = (size_t)site * p->b->days + day;
    f->sums->usage[row] += factor * (site == OW_NO_INDEX ? f->way[day] : f->stock[i] + f->home[i]);
}

static void send(const pass *p, flow *f, uint32_t o, uint32_t day, double mass)
{
    const ow_bound *b = p->b;
    const ow_option *option = &p->g->options[o];
    const size_t slot = (size_t)o * b->days + day;
    const uint32_t arrival = day + option->lag - 1;
    f->there[(size_t)option->to * (b->days + 1) + arrival + 1] += mass;
    f->stock[(size_t)option->to * b->days + arrival] += mass;
    if (p->s->links[option->link].touches_host)
        for (uint32_t d = day; d < arrival; d++) f->way[d] += mass;
    double *load = f->sums->loads + slot * OW_SHARES;
    if (option->fleet == OW_SELF) {
        const size_t row = b->at.crew + ((size_t)option->link * 2 + option->backward) * b->days + day;
        if (is_item(p)) f->sums->vehicles[slot] += mass;
        f->sums->usage[row] += is_item(p) ? -mass * (double)p->s->items[p->class->item].crew : mass;
    } else if (!is_item(p)) {
        if (option->people_max != OW_UNLIMITED) load[0] += mass / (double)option->people_max;
    } else {
        if (option->payload_kg != OW_UNLIMITED && option->payload_kg > 0)
            load[1] += mass * (double)p->class->mass_kg / (double)option->payload_kg;
        if (option->area_milli_m2 != OW_UNLIMITED && option->area_milli_m2 > 0)
            load[2] += mass * (double)p->class->area_milli_m2 / (double)option->area_milli_m2;
    }
}

static void leave(const pass *p, flow *f, uint32_t site, uint32_t day, double mass)
{
    const ow_recursion *r = p->r;
    if (mass <= 0) return;
    for (uint32_t i = r->options_of_site[site]; i < r->options_of_site[site + 1]; i++) {
        const float go = r->go[(size_t)r->options[i] * p->b->days + day];
        if (go > 0) send(p, f, r->options[i], day, mass * (double)go);
    }
}

static void forward_starts(const pass *p, flow *f, uint32_t day)
{
    const ow_bound *b = p->b;
    for (uint32_t k = 0; k < b->starts_count; k++) {
        ow_start *start = &b->starts[k];
        if (start->class_index != p->class_index) continue;
        leave(p, f, start->site, day, start->mass[day]);
        start->left = (day == 0 ? start->quantity : start->left) - start->mass[day];
        double *stock = b->enumerated[start->site] ? f->home : f->stock;
        stock[(size_t)start->site * b->days + day] += start->left;
    }
}

static void count_presence(const pass *p, const flow *f)
{
    const ow_bound *b = p->b;
    for (uint32_t site = 0; site < b->sites; site++)
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t row = b->at.presence + ((size_t)site * b->classes + p->class_index) * b->days + d;
            if (b->unit[row] > 0) f->sums->usage[row] += f->stock[(size_t)site * b->days + d];
        }
}

void ow_bound_forward(ow_bound *b, uint32_t class_index, ow_sums *sums)
{
    const pass p = begin(b, class_index);
    ow_arena *arena = ow_arena_new();
    flow f = {.sums = sums};
    if (!arena) return;
    f.there = OW_ARRAY(arena, (size_t)b->sites * (b->days + 1), double);
    f.stock = OW_ARRAY(arena, (size_t)b->sites * b->days, double);
    f.home = OW_ARRAY(arena, (size_t)b->sites * b->days, double);
    f.way = OW_ARRAY(arena, b->days, double);
    if (f.there && f.stock && f.home && f.way) {
        for (uint32_t d = 0; d < b->days; d++) {
            forward_starts(&p, &f, d);
            for (uint32_t site = 0; site < b->sites; site++) {
                const double mass = f.there[(size_t)site * (b->days + 1) + d];
                if (mass <= 0) continue;
                const double stay = mass * (double)p.r->stay[(size_t)site * b->days + d];
                f.there[(size_t)site * (b->days + 1) + d + 1] += stay;
                f.stock[(size_t)site * b->days + d] += stay;
                leave(&p, &f, site, d, mass - stay);
            }
        }
        visit_sites(&p, count_mass, &f);
        visit_limits(&p, count_mass, &f);
        count_presence(&p, &f);
    }
    ow_arena_free(arena);
}
