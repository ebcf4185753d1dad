/* struct onward_scenario: a scenario with every id resolved to a dense index and every interval
 * spread over the days, and nothing else: no travel times, no points (grid and check each derive
 * their own).
 *
 * Days are 0 .. days-1 from start_day. Per-day arrays are flat, [thing * days + day].
 * Indexes are uint32_t; OW_NO_INDEX where there is none. Quantities are int64_t; OW_UNLIMITED
 * (INT64_MAX) where a capacity does not bind. Everything lives in the arena and is read-only after
 * loading, so that threads may share it. A struct onward_scenario always comes from tables without
 * errors. */
#ifndef ONWARD_SCENARIO_SCENARIO_H
#define ONWARD_SCENARIO_SCENARIO_H

#include "base/arena.h"
#include "base/status.h"
#include "tables/rows.h"

#include <stdint.h>

#define OW_NO_INDEX UINT32_MAX
#define OW_UNLIMITED INT64_MAX

typedef struct ow_party {
    const char *id, *name;
    int64_t role; /* OW_ROLE_* */
} ow_party;

typedef struct ow_site {
    const char *id, *name;
    int64_t lat_milli, lon_milli; /* thousandths of a degree */
    const char *country;
    int64_t kind;    /* OW_SITE_KIND_* */
    uint8_t in_host; /* 1: in the host country */
    uint8_t
        closes_once; /* 1: in_host, base/embassy/hub, not stays_open: once closed stays closed */
    uint8_t stays_open;
    int64_t people_max;                /* OW_UNLIMITED outside the host country */
    int64_t risk_milli;                /* default resolved */
    int64_t open_points_milli_per_day; /* 0 outside the host country */
    int64_t guard_min, guard_per_100;  /* 0 outside the host country */
    uint32_t close_by_day; /* OW_NO_INDEX: none; days or more: clipped to none; before start: 0 */
    int64_t handover_days; /* 0 unless closes_once */
} ow_site;

typedef struct ow_link {
    const char *id;
    uint32_t from_site, to_site;
    int64_t mode;
    int64_t distance_m; /* metres */
    uint8_t both_ways;
    uint8_t touches_host;     /* 1: an end is in the host country */
    int64_t missions_per_day; /* each way; or OW_UNLIMITED */
    int64_t risk_milli;
    int64_t one_way_min; /* override, minutes rounded up; -1: none */
} ow_link;

typedef struct ow_fleet {
    const char *id, *name;
    uint32_t party; /* OW_NO_INDEX: none */
    int64_t mode;
    int64_t people_max, payload_kg, area_milli_m2; /* OW_UNLIMITED: does not bind */
    int64_t speed_milli_km_h;
    int64_t load_min, unload_min;
    int64_t duty_min; /* minutes a day */
    int64_t cost_milli_per_h;
    uint32_t home_site;                           /* OW_NO_INDEX: the pick-up site */
    int64_t convoy_max, escort_people_per_convoy; /* both 0 where it runs without escorts */
    uint32_t links_first, links_count; /* in scenario->fleet_links: the links that it may serve */
} ow_fleet;

/* A link that a fleet may serve: its fleet_links rows, or every link of its mode if it has none. */
typedef struct ow_fleet_link {
    uint32_t fleet, link;
    int64_t one_way_min; /* override by fleet_links; -1: none */
    int64_t cycle_min;   /* override by fleet_links; -1: none */
} ow_fleet_link;

typedef struct ow_unit {
    const char *id, *name;
    uint32_t party, site, destination; /* destination OW_NO_INDEX: none */
    int64_t people;
    uint32_t capability; /* in scenario->capabilities; 0 is "" (none) */
    uint8_t is_guard;    /* capability is `guard` */
    uint8_t may_stay;
    uint8_t pays_late;  /* has a destination and not may_stay */
    uint32_t ready_day; /* first day on which it may leave; may be >= days */
    uint32_t due_day; /* late at the end of each day > due_day; OW_NO_INDEX: due before the horizon,
                         so late at the end of day 0 already */
    int64_t min_group;
    int64_t window_days;                     /* OW_UNLIMITED: none */
    uint32_t holdings_first, holdings_count; /* in scenario->holdings */
} ow_unit;

typedef struct ow_item {
    const char *id, *name;
    int64_t mass_kg, area_milli_m2;
    uint8_t drives;
    int64_t drive_milli_km_h;
    int64_t crew;
    int64_t fates; /* bits 1 << OW_FATE_*; transfer and sell removed if controlled */
    int64_t fate_points_milli[OW_FATE_COUNT]; /* points of one; 0 for return */
    uint8_t controlled;
} ow_item;

typedef struct ow_holding {
    uint32_t unit, item;
    int64_t quantity;
} ow_holding;

typedef struct ow_limit {
    const char *id;
    int64_t kind, measure, scope; /* OW_LIMIT_KIND_*, OW_MEASURE_*, OW_SCOPE_* */
    uint32_t capability;          /* people: of this capability; OW_NO_INDEX: all */
    uint32_t item;                /* items: of this kind; OW_NO_INDEX: all */
    uint32_t site, party;         /* of the scope; OW_NO_INDEX where it is not of that kind */
    uint32_t first_day, last_day; /* inclusive, within the horizon; first > last: never */
    int64_t value, per_100_people;
    uint8_t while_open;
} ow_limit;

/* Only activity movement, status granted, deemed or restricted, and not amended by a decided one:
 * what a mission may name. The others stay in rows.permissions. */
typedef struct ow_permission {
    const char *id;
    uint32_t row;   /* in rows.permissions */
    uint32_t party; /* OW_NO_INDEX: any */
    int64_t mode;   /* OW_NONE: any */
    uint32_t link;  /* OW_NO_INDEX: any */
    int64_t first_day,
        last_day; /* relative to start, NOT clipped (may be negative or beyond the end) */
    int64_t missions_per_day; /* or OW_UNLIMITED */
} ow_permission;

typedef struct ow_precedence {
    uint8_t of_units; /* 1: units, 0: sites */
    uint32_t before, after;
    int64_t lag_days;
} ow_precedence;

typedef struct ow_pin {
    const char *id;
    uint32_t depart_day;
    uint32_t link, from_site;
    uint32_t fleet;      /* OW_NO_INDEX: any, OW_SELF: self */
    uint32_t unit, item; /* item OW_NO_INDEX: people */
    int64_t quantity;
} ow_pin;

#define OW_SELF (UINT32_MAX - 1u) /* the fleet `self` */

struct onward_scenario {
    ow_arena *arena;
    ow_rows rows;    /* as read, for messages and for writing again */
    char sha256[65]; /* of the canonical re-serialisation */
    const char *id, *title;
    const char *host_country;
    int32_t start_day;        /* base/day.h */
    uint32_t days;            /* T: length of the horizon */
    int64_t permission_modes; /* bits 1 << OW_MODE_* */
    int64_t handover_teams;   /* or OW_UNLIMITED */
    int64_t points_per_person_day_milli, points_per_1000_cost_milli;
    int64_t points_per_late_person_day_milli, points_per_late_tonne_day_milli;

    uint32_t parties_count, sites_count, links_count, fleets_count, fleet_links_count, units_count;
    uint32_t items_count, holdings_count, limits_count, permissions_count, precedence_count,
        pins_count;
    uint32_t capabilities_count;
    ow_party *parties;
    ow_site *sites;
    ow_link *links;
    ow_fleet *fleets;
    ow_fleet_link *fleet_links; /* grouped by fleet, by link index within */
    ow_unit *units;
    ow_item *items;
    ow_holding *holdings; /* grouped by unit, in file order within */
    ow_limit *limits;
    ow_permission *permissions;
    ow_precedence *precedence;
    ow_pin *pins;
    const char **capabilities; /* [0] is "" */
    uint32_t guard_capability; /* index of "guard"; OW_NO_INDEX if no unit has it */

    int64_t *vehicles; /* [fleet * days + day] */
    int64_t
        *site_capacity; /* [(site * OW_MODE_COUNT + mode) * days + day], missions or OW_UNLIMITED */
    int64_t *site_factor_milli; /* [site * days + day], 1000 unless risk_days says otherwise */
    int64_t *link_factor_milli; /* [link * days + day] */
    uint8_t *site_closed;       /* [site * days + day] 1: closure */
    uint8_t *link_closed;       /* [link * days + day] */

    /* Indexes in the order of their ids (bytes), for the look-ups below. Index i of parties, sites,
     * links, fleets, units, items, limits, precedence and pins is row i of its table. */
    const uint32_t *parties_by_id, *sites_by_id, *links_by_id, *fleets_by_id, *units_by_id,
        *items_by_id;
    const uint32_t *permissions_by_id; /* of permissions, not of rows.permissions */
};

/* Index of an id, or OW_NO_INDEX. Binary search; O(log n). */
uint32_t ow_scenario_party(const onward_scenario *scenario, const char *id);
uint32_t ow_scenario_site(const onward_scenario *scenario, const char *id);
uint32_t ow_scenario_link(const onward_scenario *scenario, const char *id);
uint32_t ow_scenario_fleet(const onward_scenario *scenario,
                           const char *id); /* "self" gives OW_SELF */
uint32_t ow_scenario_unit(const onward_scenario *scenario, const char *id);
uint32_t ow_scenario_item(const onward_scenario *scenario, const char *id);
uint32_t ow_scenario_permission(const onward_scenario *scenario,
                                const char *id); /* usable ones only */

#endif
