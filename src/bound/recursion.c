/* One class of commodities at the present prices: the backward recursion over (day, site), and the
 * costs of leaving the first site on each day. With temperature 0 the minima are hard and the
 * values exact lower bounds; else they are soft, and the shares are their derivatives. What cannot
 * matter any more (20 temperatures above the least) is left out. O(days × (sites + arcs)), of the
 * sites and days that the class can reach. */
#include "bound/internal.h"

typedef struct pass {
    ow_bound *b;
    const ow_class *class;
    const ow_kind *kind;
    ow_recursion *r;
    double tau;
    uint32_t arcs;
} pass;

static int is_item(const pass *p) {
    return p->class->item != OW_NO_INDEX;
}

static double terminal(const pass *p, uint32_t site) {
    if (!p->class->pays_late || site == p->class->destination) return 0;
    return (double)p->class->late_milli / 1000.0 * (double)p->b->days;
}

/* Lateness before each day, and the same with what the way itself costs. */
static void fill_late(const pass *p) {
    double late = 0, way = 0;
    for (uint32_t d = 0; d < p->b->days; d++) {
        p->r->late[0][d] = late;
        p->r->late[1][d] = late + way;
        late += (double)ow_grid_late_milli(p->class, d) / 1000.0;
        way += p->kind->way[d];
    }
}

/* ---- a day ---- */

/* At the end of the day: what the day costs, and the rest. at_start is of the next day. */
static void end_day(const pass *p, uint32_t day, ow_sums *sums) {
    const uint32_t sites = p->b->sites;
    const size_t first = (size_t)day * sites;
    const double late = (double)ow_grid_late_milli(p->class, day) / 1000.0,
                 quantity = (double)p->class->quantity;
    double *there = p->r->there + first, *paid = sums->presence[is_item(p)] + first;
    const double *hold = p->kind->hold + first;
    const float *presence = p->r->presence + first;
    for (uint32_t s = 0; s < sites; s++) {
        there[s] = hold[s] + late + (double)presence[s] + p->r->at_start[s];
        if (presence[s] < 0 || presence[s] > 0) paid[s] += (double)presence[s] * quantity;
    }
    if (p->class->destination != OW_NO_INDEX && late > 0) {
        const uint32_t s = p->class->destination;
        there[s] = hold[s] + (double)presence[s] + p->r->at_start[s];
    }
}

/* Points of one that goes by each arc on the day. Closed lanes charge OW_FAR. */
static void price_arcs(const pass *p, uint32_t day) {
    const ow_bound *b = p->b;
    const ow_recursion *r = p->r;
    const size_t first = (size_t)day * b->lanes_count;
    const double *charge = b->charge + first * OW_CHARGES,
                 *there = r->there + (size_t)day * b->sites;
    const double *late[2] = {r->late[0] + day, r->late[1] + day};
    const double mass = (double)p->class->mass_kg, area = (double)p->class->area_milli_m2;
    const int item = is_item(p);
    for (uint32_t i = 0; i < p->arcs; i++) {
        const ow_arc *a = &r->arcs[i];
        const double *c = charge + (size_t)a->lane * OW_CHARGES, *waits = late[a->touches];
        const double x = there[a->end] + (waits[a->lag - 1] - waits[0]);
        r->points[i] = item ? x + (c[1] * mass + c[2] * area + c[3]) : x + c[0];
    }
    for (uint32_t k = 0; k < r->self_count; k++) {
        const uint32_t i = r->self_arcs[k], lane = r->arcs[i].lane;
        const ow_option *o = &b->grid->options[b->lanes[lane].option];
        const double crew =
            b->price[b->at.crew + ((size_t)o->link * 2 + o->backward) * b->days + day];
        r->points[i] += item ? b->mission[first + lane] -
                                   crew * (double)b->grid->scenario->items[p->class->item].crew
                             : crew;
    }
}

/* Shares of leaving by each arc or a fate, above the least; returns the soft minimum. */
static double share_arcs(const pass *p, uint32_t site, uint32_t day, double least) {
    ow_recursion *r = p->r;
    const uint32_t first = r->arcs_of_site[site], last = r->arcs_of_site[site + 1];
    float *go = r->go + (size_t)day * p->arcs;
    const double inverse = p->tau > 0 ? 1 / p->tau : 0, near = least + 20 * p->tau;
    double sum = 0, by_fate = 0;
    if (r->fate <= near) sum = by_fate = ow_exp_minus((r->fate - least) * inverse);
    for (uint32_t i = first; i < last; i++) {
        double part = 0;
        if (r->points[i] <= near && (p->tau > 0 || sum <= 0))
            part = ow_exp_minus((r->points[i] - least) * inverse);
        sum += part;
        go[i] = (float)part;
    }
    r->by_fate[(size_t)day * p->b->sites + site] = (float)(by_fate / sum);
    if (sum == 1) return least;
    const float scale = (float)(1 / sum);
    for (uint32_t i = first; i < last; i++) go[i] *= scale;
    return least - p->tau * ow_log_of(sum);
}

static double least_of(const pass *p, uint32_t site) {
    const ow_recursion *r = p->r;
    double least = r->fate;
    for (uint32_t i = r->arcs_of_site[site]; i < r->arcs_of_site[site + 1]; i++)
        if (r->points[i] < least) least = r->points[i];
    return least;
}

static int starts_here(const pass *p, uint32_t site) {
    for (uint32_t k = 0; k < p->r->starts_count; k++)
        if (p->b->starts[p->r->starts[k]].site == site) return 1;
    return 0;
}

static void tell_starts(const pass *p, uint32_t site, uint32_t day, double leave) {
    for (uint32_t k = 0; k < p->r->starts_count; k++) {
        ow_start *start = &p->b->starts[p->r->starts[k]];
        if (start->site == site) start->leave[day] = day >= start->ready_day ? leave : OW_FAR;
    }
}

static void start_day(const pass *p, uint32_t day) {
    const uint32_t sites = p->b->sites;
    ow_recursion *r = p->r;
    for (uint32_t site = 0; site < sites; site++) {
        const size_t cell = (size_t)day * sites + site;
        const double stay = r->there[cell];
        const int first = starts_here(p, site);
        r->at_start[site] = stay;
        r->stay[cell] = 1;
        if (day < r->earliest[site]) {
            if (first) tell_starts(p, site, day, OW_FAR);
            continue;
        }
        double leave = least_of(p, site);
        if (OW_IS_FAR(leave) || (!first && leave > stay + 20 * p->tau)) {
            if (first) tell_starts(p, site, day, OW_FAR);
            continue;
        }
        leave = share_arcs(p, site, day, leave);
        r->at_start[site] = ow_soft_min(stay, leave, p->tau);
        r->stay[cell] = (float)ow_soft_share(stay, leave, p->tau);
        if (first) tell_starts(p, site, day, leave);
    }
}

/* ---- from the start ---- */

/* Turns the leave costs of a day into costs from the start: what was paid at the first site until
 * then. */
static void add_waiting(const pass *p, ow_start *start) {
    const uint32_t sites = p->b->sites;
    double waited = 0;
    for (uint32_t d = 0; d <= p->b->days; d++) {
        if (d == p->b->days) start->leave[d] = terminal(p, start->site);
        start->leave[d] =
            OW_IS_FAR(start->leave[d]) || OW_IS_FAR(waited) ? OW_FAR : start->leave[d] + waited;
        if (d == p->b->days) break;
        const size_t cell = (size_t)d * sites + start->site;
        waited += p->kind->hold[cell];
        if (!p->b->enumerated[start->site]) waited += (double)p->r->presence[cell];
        if (start->site != p->class->destination)
            waited += (double)ow_grid_late_milli(p->class, d) / 1000.0;
    }
}

void ow_bound_backward(ow_bound *b, uint32_t class_index, ow_sums *sums) {
    pass p = {.b = b, .class = &b->grid->classes[class_index], .r = &b->recursions[class_index]};
    p.kind = &b->kinds[p.r->kind];
    p.tau = b->temperature * p.r->scale;
    p.arcs = p.r->arcs_of_site[b->sites];
    fill_late(&p);
    for (uint32_t site = 0; site < b->sites; site++) p.r->at_start[site] = terminal(&p, site);
    for (uint32_t d = b->days; d-- > 0;) {
        end_day(&p, d, sums);
        price_arcs(&p, d);
        start_day(&p, d);
    }
    for (uint32_t k = 0; k < p.r->starts_count; k++) add_waiting(&p, &b->starts[p.r->starts[k]]);
}
