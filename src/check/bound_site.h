/* What the openness of host sites costs at the proof's prices, and when each closes at the least
 * cost (docs/reference/bound.md, Sites). Millionths of a point. */
#ifndef ONWARD_CHECK_BOUND_SITE_H
#define ONWARD_CHECK_BOUND_SITE_H

#include "check/bound_path.h"

/* How a site's openness is chosen. */
typedef enum ow_site_form {
    OW_SITE_outside, /* not in the host country */
    OW_SITE_free,    /* open or not, day by day */
    OW_SITE_always,  /* stays open */
    OW_SITE_closing  /* its closing day is enumerated */
} ow_site_form;

typedef struct ow_site_terms {
    uint8_t *form;       /* [site] OW_SITE_* */
    ow_wide *open_micro; /* [site * days + day] if open, without presence rows */
    ow_wide *people_micro,
        *items_micro; /* the same: presence prices x quantities, to be taken off */
    /* [site * (days + 1) + c] of those that start at a closing site, if it closes on day c;
     * c = days: never. Infinite where somebody has no way. */
    ow_wide *leave_micro;
} ow_site_terms;

ow_status ow_check_bound_sites(ow_site_terms *out, ow_arena *arena, const onward_scenario *scenario,
                               const ow_price_rows *rows);
/* Adds a cargo's ways (ow_check_bound_path) to those that start at its first site, a closing one.
 */
void ow_check_bound_site_add(ow_site_terms *terms, const onward_scenario *scenario,
                             const ow_cargo *cargo, const ow_wide *leave_micro);
/* The least over the site's choices; infinite if there is none. */
ow_wide ow_check_bound_site(const ow_site_terms *terms, const onward_scenario *scenario,
                            const ow_price_rows *rows, uint32_t site);

#endif
