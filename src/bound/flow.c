/* One class forward: where its commodities are by the shares of the backward recursion and of the
 * sites' closing days, and what they load and count for. O(days × (sites + arcs)), of what is
 * reached. */
#include "bound/internal.h"

typedef struct flow {
    const ow_bound *b;
    const ow_class *class;
    const ow_recursion *r;
    ow_sums *sums;
    double least; /* less than this is nothing */
    uint32_t arcs;
} flow;

static void send(const flow *f, uint32_t i, uint32_t day, double mass) {
    const ow_bound *b = f->b;
    const ow_arc *a = &f->r->arcs[i];
    const ow_lane *lane = &b->lanes[a->lane];
    const size_t slot = (size_t)day * b->lanes_count + a->lane;
    double *load = f->sums->loads + slot * OW_SHARES;
    f->sums->there[(size_t)(day + 1) * b->sites + a->end] += mass;
    if (a->touches)
        for (uint32_t d = day; d + 1 < day + a->lag; d++)
            f->sums->way[(size_t)f->r->kind * b->days + d] += mass;
    const int item = f->class->item != OW_NO_INDEX;
    const ow_option *o = &b->grid->options[lane->option];
    if (o->fleet == OW_SELF) {
        const double crew = item ? -(double)b->grid->scenario->items[f->class->item].crew : 1;
        f->sums->crew[((size_t)o->link * 2 + o->backward) * b->days + day] += crew * mass;
        if (item) f->sums->vehicles[slot] += mass;
    } else if (!item) {
        if (lane->capacity[0] > 0) load[0] += mass / lane->capacity[0];
    } else {
        if (lane->capacity[1] > 0) load[1] += mass * (double)f->class->mass_kg / lane->capacity[1];
        if (lane->capacity[2] > 0)
            load[2] += mass * (double)f->class->area_milli_m2 / lane->capacity[2];
    }
}

static void leave(const flow *f, uint32_t site, uint32_t day, double mass) {
    const float *go = f->r->go + (size_t)day * f->arcs;
    if (mass <= 0) return;
    for (uint32_t i = f->r->arcs_of_site[site]; i < f->r->arcs_of_site[site + 1]; i++)
        if (go[i] > 0) send(f, i, day, mass * (double)go[i]);
}

static void move(const flow *f) {
    const ow_bound *b = f->b;
    for (uint32_t d = 0; d < b->days; d++) {
        double *here = f->sums->there + (size_t)d * b->sites, *next = here + b->sites;
        for (uint32_t k = 0; k < f->r->starts_count; k++) {
            const ow_start *start = &b->starts[f->r->starts[k]];
            leave(f, start->site, d, start->mass[d]);
        }
        for (uint32_t s = 0; s < b->sites; s++) {
            if (here[s] <= f->least) continue;
            const double stays = here[s] * (double)f->r->stay[(size_t)d * b->sites + s];
            next[s] += stays;
            leave(f, s, d, here[s] - stays);
        }
    }
}

/* What has not left its first site yet counts there, but for presence only if that site's closing
 * day is not enumerated. */
static void count_waiting(const flow *f, double *stock) {
    const ow_bound *b = f->b;
    for (uint32_t k = 0; k < f->r->starts_count; k++) {
        const ow_start *start = &b->starts[f->r->starts[k]];
        double left = start->quantity;
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t cell = (size_t)d * b->sites + start->site;
            left -= start->mass[d];
            stock[cell] += left;
            if (!b->enumerated[start->site]) f->r->stock[cell] += (float)left;
        }
    }
}

void ow_bound_forward(ow_bound *b, uint32_t class_index, ow_sums *sums) {
    flow f = {.b = b,
              .class = &b->grid->classes[class_index],
              .r = &b->recursions[class_index],
              .sums = sums};
    const size_t cells = (size_t)b->days * b->sites;
    f.arcs = f.r->arcs_of_site[b->sites];
    f.least = 1e-9 * (double)f.class->quantity;
    memset(sums->there, 0, (cells + b->sites) * sizeof(double));
    move(&f);
    double *stock = sums->stock + f.r->kind * cells;
    const double *end = sums->there + b->sites; /* of a day is the start of the next */
    for (size_t i = 0; i < cells; i++) {
        stock[i] += end[i];
        f.r->stock[i] = (float)end[i];
    }
    count_waiting(&f, stock);
}
