/* struct ow_state: a plan under construction, in exact integers, with an undo journal.
 *
 * A batch is a quantity of one commodity with a path: hops (option, day), with waiting between
 * them, and perhaps a fate at the end. What is in no batch stays where it started. So every state
 * is a plan, perhaps one that breaks ceilings, close_by, people_max, open, handover, the order of
 * closings or a pin (its `violation`); every other rule holds at all times.
 *
 * All that changes lives in one block of int32_t cells and is written by set(), which keeps the old
 * value, so that ow_state_rollback(mark) restores any earlier state in O(changes). points_milli is
 * exact at all times.
 *
 * The search is stricter than the rules in two ways, which only costs points: a guard protects only
 * the site where it started, and only units at the site where they started escort. */
#ifndef ONWARD_SEARCH_STATE_H
#define ONWARD_SEARCH_STATE_H

#include "grid/grid.h"

enum { OW_HOPS_MAX = 12 };

typedef struct ow_batch {
    int32_t commodity; /* -1: free place */
    int32_t quantity;
    int32_t hops;
    int32_t option[OW_HOPS_MAX], day[OW_HOPS_MAX];
    int32_t fate, fate_day; /* fate -1: none */
    int32_t crew_of;        /* 1: its first hops go self as the crew of items; they move together */
} ow_batch;

/* A load of one commodity in a slot (option, day), or a vehicle's number in it; in linked lists. */
typedef struct ow_entry {
    int32_t a, b, next;
} ow_entry;

typedef struct ow_journal_entry {
    int32_t *cell;
    int32_t old;
} ow_journal_entry;

typedef struct ow_mark {
    size_t journal;
    int64_t points_milli;
} ow_mark;

typedef struct ow_state {
    const ow_grid *grid;
    ow_arena *arena;
    uint32_t days;
    int64_t points_milli;
    int64_t ticks; /* work done on this state; not undone */
    int failed;    /* memory ran out */

    int32_t *cells; /* the one block; all below point into it */
    size_t cells_count;
    int32_t *missions;       /* [option * days + day] */
    int32_t *loads;          /* [option * days + day] first entry (commodity, quantity), -1 none */
    int32_t *vehicles;       /* [option * days + day] first entry (vehicle from 0, -), -1 none */
    int32_t *busy_min;       /* [fleet_first[fleet] + day * fleet_most[fleet] + vehicle] */
    int32_t *vehicles_used;  /* [fleet * days + day] vehicles that work that day */
    int32_t *link_use;       /* [(link * 2 + backward) * days + day] */
    int32_t *site_use;       /* [(site * OW_MODE_COUNT + mode) * days + day] */
    int32_t *permission_use; /* [permission * days + day] */
    int32_t *people, *guards, *others,
        *items;    /* [site * days + day] at its end; guards: that started there */
    int32_t *away; /* [site * days + day] guards on the road as escorts */
    int32_t *limit_level, *limit_others; /* [limit * days + day] */
    int32_t *home;        /* [commodity * days + day] still at its first site, never having left */
    int32_t *away_of;     /* [commodity * days + day] escorts of a guard commodity */
    int32_t *teams;       /* [day] handover teams in use */
    int32_t *closing;     /* [site] closing day; days: never, of sites that close once */
    int32_t *escorts;     /* [group * days + day] first entry (commodity, people), -1 none */
    int32_t *first_batch; /* [commodity] -1 none; batches are linked by next_batch */
    int32_t *next_batch, *batch_cells; /* [batch]; batch_cells: batches as cells */
    int32_t *entries;                  /* entries as cells */
    int32_t *heads;                    /* free lists: [0] batches, [1] entries */

    size_t *fleet_first;
    int64_t *fleet_most;
    uint32_t groups_count;  /* escort groups: (fleet, link, direction) */
    uint32_t *group_of;     /* [option]; OW_NO_INDEX: not escorted */
    uint32_t *start_people; /* [site] 1: open at the start */
    uint32_t *closed_on;    /* [site] room to work for ow_state_closing_faults */
    uint32_t batches_max, entries_max;

    ow_journal_entry *journal;
    size_t journal_count, journal_capacity;
} ow_state;

ow_status ow_state_new(ow_state **out, const ow_grid *grid, ow_error *error);
void ow_state_free(ow_state *state);
/* Makes *to equal to *from (same grid), and forgets its journal. */
void ow_state_copy(ow_state *to, const ow_state *from);

void ow_state_set(ow_state *state, int32_t *cell, int32_t value);
static inline void ow_state_add(ow_state *state, int32_t *cell, int32_t delta) {
    if (delta) ow_state_set(state, cell, *cell + delta);
}
ow_mark ow_state_mark(const ow_state *state);
void ow_state_rollback(ow_state *state, ow_mark mark);
void ow_state_forget(ow_state *state); /* drops the journal: what is done stays done */

static inline ow_batch *ow_state_batch(const ow_state *state, int32_t index) {
    return (ow_batch *)(void *)(state->batch_cells +
                                (size_t)index * (sizeof(ow_batch) / sizeof(int32_t)));
}
static inline ow_entry *ow_state_entry(const ow_state *state, int32_t index) {
    return (ow_entry *)(void *)(state->entries + (size_t)index * 3);
}
int32_t ow_state_entry_push(ow_state *state, int32_t *head, int32_t a,
                            int32_t b); /* -1: none left */
void ow_state_entry_pop(ow_state *state, int32_t *head);

/* Adds a quantity of a commodity to what is at a site at the end of a day (delta may be negative),
 * with all that follows for levels, limits and points of being there. home: 1 if it has never left.
 */
void ow_state_stock(ow_state *state, const ow_commodity *k, uint32_t site, uint32_t day,
                    int32_t delta, int home);
/* The same for people on the way: ceilings and points. */
void ow_state_on_way(ow_state *state, const ow_commodity *k, const ow_option *o, uint32_t day,
                     int32_t delta);
/* Guards that a site owes at the end of a day, if it is open. */
int32_t ow_state_guards_due(const ow_state *state, uint32_t site, uint32_t day);
static inline int ow_state_is_open(const ow_state *state, uint32_t site, uint32_t day) {
    size_t i = (size_t)site * state->days + day;
    return state->people[i] + state->items[i] > 0;
}
/* Guards at a site beyond what it owes and has on the road; INT32_MAX if it is not open. */
int32_t ow_state_guards_spare(const ow_state *state, uint32_t site, uint32_t day);
/* Whether a limit counts a commodity that is at a site (site OW_NO_INDEX: on the way in the host).
 */
int ow_state_counts(const ow_grid *grid, const ow_limit *limit, const ow_commodity *k,
                    uint32_t site);
int64_t ow_state_floor(const ow_state *state, uint32_t limit,
                       uint32_t day); /* needed, with per_100 */
/* By how much ceilings, close_by, people_max, floors, guards and what ow_state_closing_faults looks
 * at are broken, summed over days. */
int64_t ow_state_violation(const ow_state *state);
/* The part of it that leaving makes: floors and guards. */
int64_t ow_state_missing(const ow_state *state);
/* By how much open, handover, the order of closings and pins are broken. Where out is not NULL and
 * something is worse than `worst`, the worst of it in words. */
int64_t ow_state_closing_faults(char *out, size_t size, const ow_state *state, int64_t worst);
/* The worst of it in words, with ids and date. */
void ow_state_violation_say(char *out, size_t size, const ow_state *state);

#endif
