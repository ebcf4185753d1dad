/* What the files of src/bound share. Prices are price = unit × y, y >= 0, so that every y is of the order of 1. */
#ifndef ONWARD_BOUND_INTERNAL_H
#define ONWARD_BOUND_INTERNAL_H

#include "bound/bound.h"

#include <math.h>

#define OW_FAR 1e30 /* no way */

enum { OW_BOUND_WORKERS = 4, OW_SHARES = 3 };

/* Where each kind's rows begin in the flat arrays. */
typedef struct ow_row_offsets {
    size_t vehicle;    /* fleet * days + day */
    size_t link;       /* (link * 2 + backward) * days + day */
    size_t site;       /* (site * OW_MODE_COUNT + mode) * days + day */
    size_t permission; /* permission * days + day */
    size_t limit, limit_per_100; /* limit * days + day */
    size_t people_max, guard_min, guard_per_100; /* site * days + day */
    size_t presence;   /* (site * classes + class) * days + day; one price for all commodities of a class */
    size_t handover;   /* day */
    size_t crew;       /* (link * 2 + backward) * days + day; one price for all units; any sign */
    size_t count;
} ow_row_offsets;

/* Commodities of one class that start at one site and are ready on one day. */
typedef struct ow_start {
    uint32_t class_index, site, ready_day;
    double quantity;
    double *leave; /* [days + 1] points of one that leaves on a day; [days]: never */
    double *mass;  /* [days + 1] quantity that does, by the soft minimum */
    double *best;  /* [days + 1] soft minimum of leave up to a day; [days]: staying included */
    double left;   /* running, in the forward pass */
} ow_start;

/* One class's recursion; kept between the backward and the forward pass. */
typedef struct ow_recursion {
    double *value;  /* [site * (days + 1) + day] least points of one that is there at the start of the day */
    double *hold;   /* [site * days + day] with presence */
    double *way;    /* [day] on the way over a link that touches the host */
    double *late;   /* [day] anywhere but at the destination */
    float *stay;    /* [site * days + day] share that stays */
    float *fate;    /* [site * days + day] share that ends by a fate */
    double *points; /* [options] of leaving a site on a day, for a moment */
    float *go;      /* [option * days + day] share that goes */
    double scale;   /* typical points of one: the temperature's unit */
    uint32_t *options; /* that fit the class, grouped by site like the grid's */
    uint32_t *options_of_site; /* [sites + 1] */
} ow_recursion;

/* Sums of one virtual worker over its classes; added up in order. */
typedef struct ow_sums {
    double *usage;  /* [rows] of the rows that classes touch */
    double *loads;  /* [(option * days + day) * OW_SHARES] vehicles' worth of seats, mass, area */
    double *vehicles; /* [option * days + day] self items */
} ow_sums;

struct ow_bound {
    const ow_grid *grid;
    ow_arena *arena;
    uint32_t days, sites, classes;
    ow_row_offsets at;
    double *price, *best_price;   /* [rows] points */
    double *unit;                 /* [rows] 0: no such row */
    double *rhs;                  /* [rows] right-hand side; floors negative, so that a row is usage <= rhs */
    double *momentum, *spread;    /* [rows] of Adam */
    double *usage;                /* [rows] of the last iteration */
    uint32_t *group;              /* [option]: its (fleet, link, direction) */
    uint32_t groups;
    double *logit, *best_logit, *logit_momentum, *logit_spread; /* [(group * days + day) * OW_SHARES] */
    uint8_t *share_of;            /* [option * OW_SHARES] 1: the column binds */
    double *use;                  /* [option] vehicle-days that a short mission uses */
    int64_t *packing;             /* [fleet] k */
    double *mission;              /* [option * days + day] points of one mission, lift included */
    double *charge;               /* [(option * days + day) * OW_SHARES] per person, kg, m2/1000 */
    double *mission_price;        /* of the best prices, lift excluded */
    ow_recursion *recursions;     /* [class] */
    ow_start *starts;
    uint32_t starts_count;
    uint32_t *starts_of_site;     /* [site + 1], starts are grouped by site */
    ow_sums sums[OW_BOUND_WORKERS];
    double *open_share;           /* [site * days + day] share in which the site is open */
    double *closing_share;        /* [site * (days + 1) + day] */
    uint8_t *enumerated;          /* [site] its closing day is enumerated */
    double temperature;           /* relative; 0: hard minima */
    double value, best;
    uint32_t iteration, iterations_total;
    uint32_t adam_steps;
    int64_t ticks;
};

/* layout.c */
ow_status ow_bound_lay_out(ow_bound *bound, ow_error *error);
/* charge.c: prices of missions, charges of their loads; and back: usage of rows from loads. */
void ow_bound_charge(ow_bound *bound);
void ow_bound_collect(ow_bound *bound);
double ow_bound_share(const ow_bound *bound, const double *logit, uint32_t option, uint32_t day, int column);
/* recursion.c: a class backward (values, leave costs) and forward (loads, levels). */
void ow_bound_backward(ow_bound *bound, uint32_t class_index);
void ow_bound_forward(ow_bound *bound, uint32_t class_index, ow_sums *sums);
/* closing.c: a site's closing day; fills its starts' masses and its shares; returns its points. */
double ow_bound_close(ow_bound *bound, uint32_t site);

/* -τ log Σ exp(-v/τ) of two, kept stable; τ 0: the minimum. */
static inline double ow_soft_min(double a, double b, double tau)
{
    const double low = a < b ? a : b, high = a < b ? b : a;
    if (tau <= 0 || high - low > 30 * tau) return low;
    return low - tau * log1p(exp(-(high - low) / tau));
}

#endif
