/* How soon a load can be where, if every vehicle, link and quota were its own: earliest arrivals
 * over the links that some fleet serves, day by day. Loads that fare alike (same party, site, ready
 * day, size) share one class. A true plan is never earlier, so that what is out of reach here is
 * out of reach. */
#ifndef ONWARD_SCENARIO_REACH_H
#define ONWARD_SCENARIO_REACH_H

#include "scenario/internal.h"

#define OW_REACH_NEVER UINT32_MAX

struct ow_reach {
    uint32_t sites_count;
    uint32_t *class_of;     /* commodity (unit u: u; holding h: units_count + h) to class */
    uint32_t *arrival;      /* [class * sites_count + site]: end of which day, or OW_REACH_NEVER */
    uint32_t *host_arrival; /* of a class: at the first host site */
    uint32_t classes_count;
    uint8_t *fits; /* of a class: some vehicle takes it on some link of its way, or it drives */
};

/* NULL when memory ran out, or with *is_too_large = 1 when it would take too long. Everything lives
 * in arena. with_permissions 0: as if none were needed. Cost: classes × (sites × links of fleets ×
 * days) at worst, bounded by a budget of steps. */
const ow_reach *ow_reach_new(ow_arena *arena, const onward_scenario *scenario, int with_permissions,
                             int *is_too_large);
/* The end of which day the commodity can be at the site at the earliest; a load at its own site is
 * there from the start (day 0 included). */
uint32_t ow_reach_day(const ow_reach *reach, uint32_t commodity, uint32_t site);

/* The same for the host country: the first of its sites. */
uint32_t ow_reach_host_day(const ow_reach *reach, uint32_t commodity);

/* Days from departure to arrival, both counted (docs/reference/rules.md, Times). */
int64_t ow_travel_days(const onward_scenario *scenario, const ow_fleet_link *served);
int64_t ow_travel_days_self(const ow_link *link, int64_t drive_milli_km_h);
/* Is there a permission for these days? party: of the fleet, or else of the load. */
int ow_is_permitted(const onward_scenario *scenario, uint32_t link, uint32_t party, int64_t first,
                    int64_t last);

#endif
