/* Levels between prices and stocks: what one of a kind pays for being at a site (or on the way) at
 * the end of a day, by limits, site limits and guards; and, the other way, how much of each row the
 * stocks use. O(kinds × (sites + limits) × days). */
#include "bound/internal.h"

/* Calls add(row, cell) for every pair of a row's price and a cell of a kind's levels, with the
 * factor between. */
typedef void link_row(ow_bound *b, ow_kind *kind, size_t row, double *level, size_t cell,
                      size_t step, double factor);

static void pay(ow_bound *b, ow_kind *kind, size_t row, double *level, size_t cell, size_t step,
                double factor) {
    (void)kind;
    for (uint32_t d = 0; d < b->days; d++)
        if (b->price[row + d] != 0) level[cell + d * step] += factor * b->price[row + d];
}

static void count(ow_bound *b, ow_kind *kind, size_t row, double *level, size_t cell, size_t step,
                  double factor) {
    (void)kind;
    for (uint32_t d = 0; d < b->days; d++)
        if (b->unit[row + d] > 0) b->usage[row + d] += factor * level[cell + d * step];
}

/* host: [day] over all sites in the host. */
static void link_limits(ow_bound *b, ow_kind *kind, double *hold, double *host, double *way,
                        link_row *call) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t i = 0; i < s->limits_count; i++) {
        const ow_limit *l = &s->limits[i];
        const int here = l->scope == OW_SCOPE_site, floor_kind = l->kind == OW_LIMIT_KIND_floor;
        double *level = here ? hold : host;
        const size_t cell = here ? l->site : 0, step = here ? b->sites : 1;
        const size_t own = b->at.limit + (size_t)i * b->days,
                     per_100 = b->at.limit_per_100 + (size_t)i * b->days;
        if (kind->counted[i]) {
            call(b, kind, own, level, cell, step, floor_kind ? -1 : 1);
            call(b, kind, per_100, level, cell, step, -1);
            if (!floor_kind && !here && !kind->is_item) call(b, kind, own, way, 0, 1, 1);
        }
        if (kind->other[i])
            call(b, kind, per_100, level, cell, step, (double)l->per_100_people / 100.0);
    }
}

static void link_sites(ow_bound *b, ow_kind *kind, double *hold, link_row *call) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t site = 0; site < b->sites && !kind->is_item; site++) {
        if (!s->sites[site].in_host) continue;
        const size_t i = (size_t)site * b->days;
        const double per_100 = (double)s->sites[site].guard_per_100 / 100.0;
        call(b, kind, b->at.people_max + i, hold, site, b->sites, 1);
        if (kind->is_guard) call(b, kind, b->at.guard_min + i, hold, site, b->sites, -1);
        call(b, kind, b->at.guard_per_100 + i, hold, site, b->sites, kind->is_guard ? -1 : per_100);
    }
}

void ow_bound_price_levels(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    double *host = b->closing_points;
    for (uint32_t k = 0; k < b->kinds_count; k++) {
        ow_kind *kind = &b->kinds[k];
        memset(host, 0, (b->days + 1u) * sizeof *host);
        memset(kind->way, 0, b->days * sizeof *kind->way);
        for (uint32_t d = 0; d < b->days; d++)
            for (uint32_t site = 0; site < b->sites; site++)
                kind->hold[(size_t)d * b->sites + site] =
                    kind->is_item
                        ? 0
                        : (double)b->grid->rate_milli[(size_t)site * b->days + d] / 1000.0;
        link_limits(b, kind, kind->hold, host, kind->way, pay);
        link_sites(b, kind, kind->hold, pay);
        for (uint32_t site = 0; site < b->sites; site++) {
            if (!s->sites[site].in_host) continue;
            for (uint32_t d = 0; d < b->days; d++)
                kind->hold[(size_t)d * b->sites + site] +=
                    d >= s->sites[site].close_by_day ? OW_FAR : host[d];
        }
    }
}

void ow_bound_count_levels(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    const size_t cells = (size_t)b->days * b->sites;
    double *host = b->closing_points;
    for (uint32_t k = 0; k < b->kinds_count; k++) {
        double *stock = b->sums[0].stock + k * cells, *way = b->sums[0].way + (size_t)k * b->days;
        memset(host, 0, (b->days + 1u) * sizeof *host);
        for (uint32_t d = 0; d < b->days; d++)
            for (uint32_t site = 0; site < b->sites; site++)
                if (s->sites[site].in_host) host[d] += stock[(size_t)d * b->sites + site];
        link_limits(b, &b->kinds[k], stock, host, way, count);
        link_sites(b, &b->kinds[k], stock, count);
    }
}
