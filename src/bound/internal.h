/* What the files of src/bound share.
 *
 * Prices are points. Everything with a day is day by day: [day * sites + site], [day * lanes +
 * lane]; rows alone go [row of a kind * days + day]. Presence rows are kept with their class, since
 * nobody else touches them. */
#ifndef ONWARD_BOUND_INTERNAL_H
#define ONWARD_BOUND_INTERNAL_H

#include "bound/bound.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define OW_FAR 1e30 /* no way; sums of a few of them still are */
#define OW_IS_FAR(x) ((x) >= 1e29)

enum { OW_BOUND_WORKERS = 4, OW_SHARES = 3, OW_CHARGES = 4 };

/* Where each kind's rows begin in the flat arrays. */
typedef struct ow_row_offsets {
    size_t vehicle;                              /* fleet * days + day */
    size_t link;                                 /* (link * 2 + backward) * days + day */
    size_t site;                                 /* (site * OW_MODE_COUNT + mode) * days + day */
    size_t permission;                           /* permission * days + day */
    size_t limit, limit_per_100;                 /* limit * days + day */
    size_t people_max, guard_min, guard_per_100; /* site * days + day */
    size_t handover;                             /* day */
    size_t crew; /* (link * 2 + backward) * days + day; one price for all units; any sign */
    size_t count;
} ow_row_offsets;

/* Options that differ in their permission only, as far as commodities of one party may use them. */
typedef struct ow_lane {
    uint32_t option;       /* the first */
    uint32_t first, count; /* all: lane_options[first ...] */
    uint32_t group;        /* (fleet, link, direction): its shares of costs */
    double use;            /* vehicle-days of a mission on each busy day */
    uint32_t busy;         /* days on which it uses vehicles */
    double worth; /* points that a mission's load is likely to be worth: its temperature's unit */
    double
        capacity[OW_SHARES]; /* people, kg, m2/1000 of one vehicle; 0: the column does not bind */
} ow_lane;

/* A lane as one class sees it. */
typedef struct ow_arc {
    uint32_t lane, lag;
    uint32_t end;    /* from a day's first cell to that of its arrival: (lag - 1) * sites + to */
    uint8_t touches; /* the host */
} ow_arc;

/* What pays the same level prices: people of a party and capability, items of a kind. */
typedef struct ow_kind {
    uint8_t is_item, is_guard;
    uint8_t *counted; /* [limit] by its own row */
    uint8_t *other;   /* [limit] as one of the other people of its per-100 row */
    double *hold;     /* [day * sites + site] points of one at the end of the day */
    double *way;      /* [day] points of one on the way over a link that touches the host */
} ow_kind;

/* Commodities of one class that start at one site and are ready on one day. */
typedef struct ow_start {
    uint32_t class_index, site, ready_day;
    double quantity;
    double *leave; /* [days + 1] points of one that leaves on a day; [days]: never */
    double *mass;  /* [days + 1] quantity that does, by the soft minimum */
    double *best;  /* [days + 1] soft minimum of leave up to a day; [days]: staying included */
} ow_start;

/* One class's recursion; kept between the backward and the forward pass. */
typedef struct ow_recursion {
    uint32_t kind;
    ow_arc *arcs;           /* grouped by the site that they leave */
    uint32_t *arcs_of_site; /* [sites + 1] */
    uint32_t *self_arcs, self_count;
    uint32_t *earliest; /* [site] first day at whose start any can be there; days + 1: never */
    uint32_t *starts, starts_count; /* of the class */
    double fate;                    /* the cheapest, or OW_FAR */
    double *late[2];  /* [day, and some beyond] sums before the day of lateness; [1] with prices of
                         the way */
    double *there;    /* [day * sites + site] least points from the end of the day on, the day's
                         included */
    double *points;   /* [arc] for a moment */
    double *at_start; /* [site] for a moment */
    float *stay, *by_fate; /* [day * sites + site] share that stays; share of the others that ends
                              by a fate */
    float *go;             /* [day * arcs + arc] share of those who leave */
    float *stock;          /* [day * sites + site] what the presence rows count */
    float *presence, *presence_best, *presence_kept, *momentum, *spread; /* [day * sites + site] */
    float *presence_unit;                                                /* [site] 0: no rows */
    double scale; /* typical points of one: the temperature's unit */
} ow_recursion;

/* Sums of one virtual worker over its classes; added up in order. */
typedef struct ow_sums {
    double *loads;    /* [(day * lanes + lane) * OW_SHARES] vehicles' worth of seats, mass, area */
    double *vehicles; /* [day * lanes + lane] self items */
    double *stock;    /* [(kind * days + day) * sites + site] */
    double *way;      /* [kind * days + day] */
    double *crew;     /* [(link * 2 + backward) * days + day] */
    double *presence[2]; /* [day * sites + site] price times quantity, of people and of items */
    double *there;       /* [day * sites + site] of one class, at the start of the day */
} ow_sums;

struct ow_bound {
    const ow_grid *grid;
    ow_arena *arena;
    uint32_t days, sites, classes;
    ow_row_offsets at;
    double *price, *best_price, *kept_price; /* [rows] */
    double *unit;                            /* [rows] 0: no such row */
    double *rhs; /* [rows] right-hand side; floors negative, so that a row is usage <= rhs */
    double *momentum, *spread; /* [rows] of Adam */
    double *usage;             /* [rows] of the last iteration */
    ow_lane *lanes;
    uint32_t lanes_count, lane_options_count, groups;
    uint32_t *lane_options;
    double *mission; /* [day * lanes + lane] points of one mission, lift included */
    /* [(day * lanes + lane) * OW_CHARGES] one person with its exposure and crossing; a kg; m2/1000;
     * an item (0). OW_FAR: closed. */
    double *charge;
    double *fixed[2]; /* [day * lanes + lane] of items; of people: exposure and crossing; OW_FAR:
                         closed */
    float *permitted; /* [lane option * days + day] share of the lane's missions */
    double *logit, *best_logit, *logit_gradient, *logit_momentum,
        *logit_spread;     /* [(group * days + day) * OW_SHARES] */
    int64_t *packing;      /* [fleet] k */
    double *mission_price; /* [option * days + day] of the best prices, lift excluded */
    ow_kind *kinds;
    uint32_t kinds_count;
    ow_recursion *recursions; /* [class] */
    ow_start *starts;
    uint32_t starts_count;
    uint32_t *starts_of_site; /* [site + 1], starts are grouped by site */
    ow_sums sums[OW_BOUND_WORKERS];
    double *presence[2];   /* [day * sites + site] sums over the workers */
    double *open_share;    /* [site * days + day] share in which the site is open */
    double *items_share;   /* [site * days + day] share in which items may be there */
    double *closing_share; /* [site * (days + 1) + day] */
    double *hard_share;    /* [days + 1] for a moment */
    double *site_scale;    /* [site] the temperature's unit of its closing days */
    double *closing_points, *closing_items; /* [days + 1] for a moment */
    uint8_t *enumerated;                    /* [site] its closing day is enumerated */
    double temperature;                     /* relative; 0: hard minima */
    double step;                            /* relative; 0: none */
    double step_factor;                     /* halved whenever prices went astray */
    double soft;                            /* value of the last soft evaluation */
    double value, best;
    uint32_t iteration, iterations_total;
    int best_is_new; /* since mission_price was filled */
    int64_t ticks;
};

/* layout.c, layout_class.c */
ow_status ow_bound_lay_out(ow_bound *bound, ow_error *error);
int ow_bound_lay_out_classes(ow_bound *bound);
/* Vehicle-days that a mission of a short cycle uses, by the k-th dual feasible function. */
double ow_bound_phi(int64_t k, int64_t cycle_min, int64_t duty_min);
/* charge.c: prices of missions, charges of their loads; and back: usage of rows from loads. */
void ow_bound_charge(ow_bound *bound, uint32_t worker);
void ow_bound_collect(ow_bound *bound);
void ow_bound_shares(double share[OW_SHARES], const ow_bound *bound, const double *logit,
                     uint32_t lane, uint32_t day);
void ow_bound_shares_milli(int64_t share[OW_SHARES], const ow_bound *bound, const double *logit,
                           uint32_t lane, uint32_t day);
void ow_bound_price_missions(ow_bound *bound);
/* level.c: prices of levels by kind; and back. */
void ow_bound_price_levels(ow_bound *bound);
void ow_bound_count_levels(ow_bound *bound);
/* recursion.c: a class backward (values, leave costs); flow.c: and forward (loads, levels). */
void ow_bound_backward(ow_bound *bound, uint32_t class_index, ow_sums *sums);
void ow_bound_forward(ow_bound *bound, uint32_t class_index, ow_sums *sums);
/* closing.c: a site's closing day; fills its starts' masses and its shares; returns its points. */
double ow_bound_close(ow_bound *bound, uint32_t site);
/* step.c */
void ow_bound_step_rows(ow_bound *bound);
void ow_bound_step_presence(ow_bound *bound, uint32_t class_index);
void ow_bound_step_shares(ow_bound *bound);
/* bound.c: everything at the present prices, for tests as well. with_usage: the gradient too. */
void ow_bound_evaluate(ow_bound *bound, ow_pool *pool, int with_usage);

/* e^-x for 0 <= x < 700, the same on every machine; relative error below 1e-9. */
static inline double ow_exp_minus(double x) {
    const double log2e = 1.4426950408889634, high = 0.6931471803691238,
                 low = 1.9082149292705877e-10;
    const int64_t k = (int64_t)(x * log2e + 0.5);
    const double r = ((double)k * high - x) + (double)k * low;
    double p = 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1;
    p = p * r + 1;
    const uint64_t bits = (uint64_t)(1023 - k) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

/* The natural logarithm of x >= 1; absolute error below 1e-10. */
static inline double ow_log_of(double x) {
    int k = 0;
    while (x > 1.4142135623730951) x *= 0.5, k++;
    const double s = (x - 1) / (x + 1), q = s * s;
    double p = 2.0 / 11;
    p = p * q + 2.0 / 9;
    p = p * q + 2.0 / 7;
    p = p * q + 2.0 / 5;
    p = p * q + 2.0 / 3;
    p = p * q + 2;
    return p * s + k * 0.6931471805599453;
}

/* -τ log Σ exp(-v/τ) of two, kept stable; τ 0: the minimum. */
static inline double ow_soft_min(double a, double b, double tau) {
    const double low = a < b ? a : b, high = a < b ? b : a;
    if (high - low >= 20 * tau) return low;
    return low - tau * ow_log_of(1 + ow_exp_minus((high - low) / tau));
}

/* The share of the first in it. */
static inline double ow_soft_share(double a, double b, double tau) {
    if (a <= b) {
        if (b - a >= 20 * tau) return 1;
        return 1 / (1 + ow_exp_minus((b - a) / tau));
    }
    if (a - b >= 20 * tau) return 0;
    const double e = ow_exp_minus((a - b) / tau);
    return e / (1 + e);
}

#endif
