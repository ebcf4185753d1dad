/* Plans: read, write, look into, sum up.
 *
 * A plan is a folder of tables and proof.json (docs/reference/tables.md). In memory it is bound to
 * no scenario by pointer, so what turns its numbers into ids and dates takes the scenario as well:
 * always the one that it was made for or read with. A plan that was read may be wrong in every way;
 * onward_check says whether it is one.
 *
 * Units: points in thousandths (`_milli`), mass in kg, dates "YYYY-MM-DD" ("" where there is none).
 * Ownership: what a function gives out through a pointer to a pointer is the caller's, to be freed
 * by the function named there; strings inside structs belong to the plan or the scenario and live
 * as long. Threads: plans are only read after they were made, so several threads may look into one.
 */
#ifndef ONWARD_PLAN_H
#define ONWARD_PLAN_H

#include <onward/types.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a plan from a folder or a .zip. ONWARD_OK: *plan is set (onward_plan_free). Cells that are
 * wrong and ids that the scenario does not know do not stop it: they are read as what breaks the
 * rule `reference`, so that onward_check reports them, and *faults counts them, with the first in
 * *error (whose status is then ONWARD_INPUT). faults may be NULL. ONWARD_INPUT: no plan.csv with
 * one row. ONWARD_IO, ONWARD_NO_MEMORY, ONWARD_LIMIT. O(rows × log ids). */
ONWARD_API onward_status onward_plan_read(onward_plan **plan, const char *path,
                                          const onward_scenario *scenario, int64_t *faults,
                                          onward_error *error);

/* Writes a plan's folder whole or not at all: beside the target, then in its place. A folder that
 * holds a plan is replaced (files that are no plan's are kept); one that holds something else is
 * refused (ONWARD_IO). Folders above are made. The same plan gives the same bytes. O(rows). */
ONWARD_API onward_status onward_plan_write(const onward_plan *plan, const onward_scenario *scenario,
                                           const char *folder, onward_error *error);

/* Whether onward_plan_write would take a folder as its target, to be asked before a long search:
 * ONWARD_OK or ONWARD_IO. Nothing is written. */
ONWARD_API onward_status onward_plan_target(const char *folder, onward_error *error);

ONWARD_API void onward_plan_free(onward_plan *plan); /* NULL allowed */

/* The plan in one row, and how many rows its tables have. */
typedef struct onward_plan_head {
    const char *plan_id, *scenario_sha256, *version;
    int64_t points_milli;       /* what it costs; lower is better */
    int64_t bound_points_milli; /* no plan costs less */
    int64_t gap_percent_milli;  /* thousandths of a per cent, rounded up */
    char last_out_date[11];
    int64_t seed, work;
    uint32_t movements, convoys, closings, fates, levels;
} onward_plan_head;

ONWARD_API void onward_plan_get_head(onward_plan_head *head, const onward_plan *plan,
                                     const onward_scenario *scenario);

/* Rows as ids and dates. Each returns 1 and fills *out, or 0 when there is no such row; O(1). An id
 * that the scenario does not know is "?". */
typedef struct onward_movement {
    char movement_id[65], convoy_id[65]; /* convoy_id "": none */
    char depart_date[11], arrive_date[11];
    const char *link_id, *from_site_id, *to_site_id;
    const char *fleet_id;      /* or "self" */
    uint32_t vehicle, trip;    /* from 1; 0 for self */
    const char *permission_id; /* "": none; "?" also for one that is not usable */
    const char *unit_id;
    const char *item_id; /* "": people */
    int64_t quantity;
} onward_movement;

typedef struct onward_convoy {
    char convoy_id[65], date[11];
    const char *link_id, *from_site_id;
    int64_t vehicles;
    const char *escort_unit_id; /* "": none */
    int64_t escort_people;
} onward_convoy;

typedef struct onward_closing {
    const char *site_id;
    char items_out_date[11]; /* "": there never were any */
    char closed_date[11];    /* first closed day */
} onward_closing;

typedef struct onward_fate {
    const char *unit_id, *item_id, *fate, *site_id;
    int64_t quantity;
    char date[11];
} onward_fate;

/* At the end of a day. */
typedef struct onward_level {
    char date[11];
    const char *site_id; /* "": the whole host country, people on the way included */
    int64_t people, guards, items, open;
} onward_level;

ONWARD_API int onward_plan_movement(onward_movement *out, const onward_plan *plan,
                                    const onward_scenario *scenario, uint32_t place);
ONWARD_API int onward_plan_convoy(onward_convoy *out, const onward_plan *plan,
                                  const onward_scenario *scenario, uint32_t place);
ONWARD_API int onward_plan_closing(onward_closing *out, const onward_plan *plan,
                                   const onward_scenario *scenario, uint32_t place);
ONWARD_API int onward_plan_fate(onward_fate *out, const onward_plan *plan,
                                const onward_scenario *scenario, uint32_t place);
ONWARD_API int onward_plan_level(onward_level *out, const onward_plan *plan,
                                 const onward_scenario *scenario, uint32_t place);

/* Levels as the movements say them, whatever the plan's own rows say: by day, by host site, the
 * country last. *levels is the caller's (onward_levels_free). O(movements + sites × days). */
ONWARD_API onward_status onward_plan_levels(onward_level **levels, uint32_t *count,
                                            const onward_plan *plan,
                                            const onward_scenario *scenario, onward_error *error);
ONWARD_API void onward_levels_free(onward_level *levels); /* NULL allowed */

/* ---- What a delegation can read ---- */

typedef struct onward_summary_site {
    const char *site_id, *name;
    char items_out_date[11], closed_date[11]; /* closings */
    int64_t people, items;                    /* sites that stay open: at the end */
} onward_summary_site;

typedef struct onward_summary_mode {
    const char *mode; /* road, rail, air, sea, or self */
    int64_t missions, people, items, mass_kg;
} onward_summary_mode;

/* A unit that is late. Mass and lateness are at the ends of days. */
typedef struct onward_summary_late {
    const char *unit_id, *name;
    char due_date[11], last_late_date[11];
    int64_t people, items;             /* not there on the first late day */
    int64_t people_never, items_never; /* not there at the end of the horizon */
    int64_t person_days;
} onward_summary_late;

/* Something of which a plan uses all that there is. */
typedef struct onward_summary_binding {
    const char
        *kind; /* floor, ceiling, people_max, guard, vehicles, link, site, permission, handover */
    const char *id;   /* of the limit, site, fleet, link, permission */
    const char *what; /* one line: what there is no more of */
    int64_t days;     /* on which nothing is left */
    char first_date[11], last_date[11];
} onward_summary_binding;

#define ONWARD_SUMMARY_MODES 5

typedef struct onward_summary {
    const char *scenario_id, *title;
    char start_date[11], end_date[11], last_out_date[11], peak_date[11];
    int64_t days;
    int64_t start_people, peak_people, end_people; /* in the host country, on the way included */
    int64_t start_items, end_items;                /* at host sites */
    int64_t person_days;                           /* in the host country */
    int64_t risk_person_days; /* those that pay exposure, in the host country or not */
    int64_t points_milli, bound_points_milli, gap_percent_milli;
    int64_t exposure_milli, crossing_milli, open_milli, lift_milli, fates_milli, lateness_milli;
    int64_t transferred, sold, destroyed; /* items */
    int64_t missions, convoys;
    uint32_t closings_count, stays_count, late_count, binding_count;
    onward_summary_site *closings;    /* by date */
    onward_summary_site *stays;       /* host sites open at the end */
    onward_summary_late *late;        /* by person-days, most first */
    onward_summary_binding *bindings; /* by days, most first */
    onward_summary_mode modes[ONWARD_SUMMARY_MODES];
    const char *gap_text; /* the gap in words */
    void *memory;         /* the library's */
} onward_summary;

/* Sums a plan up, from its movements; what it says of itself is taken for points, bound and gap
 * only. *summary is the caller's (onward_summary_free). O(movements × (1 + limits) + sites × days).
 */
ONWARD_API onward_status onward_plan_summary(onward_summary **summary, const onward_plan *plan,
                                             const onward_scenario *scenario, onward_error *error);
ONWARD_API void onward_summary_free(onward_summary *summary); /* NULL allowed */
/* As text of at most 100 columns, and as one JSON object. *text is the caller's (onward_text_free).
 */
ONWARD_API onward_status onward_summary_text(char **text, const onward_summary *summary,
                                             onward_error *error);
ONWARD_API onward_status onward_summary_json(char **text, const onward_summary *summary,
                                             onward_error *error);

#ifdef __cplusplus
}
#endif
#endif
