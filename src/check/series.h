/* Series: people or items of one kind in one scope at the end of each day, for the pairs that some
 * limit of the scenario counts, and no others: memory O(limits × days). Keys are of the scenario,
 * never of the plan, so that no plan can make the table slow. */
#ifndef ONWARD_CHECK_SERIES_H
#define ONWARD_CHECK_SERIES_H

#include "check/facts.h"

typedef enum ow_series_kind {
    OW_SERIES_SITE_PEOPLE,  /* of a capability, at a site */
    OW_SERIES_HOST_PEOPLE,  /* of a capability, over host sites */
    OW_SERIES_PARTY_PEOPLE, /* of a party and capability, or of any (of = OW_NO_INDEX), over host
                               sites */
    OW_SERIES_SITE_ITEMS,
    OW_SERIES_HOST_ITEMS,
    OW_SERIES_PARTY_ITEMS,
    OW_SERIES_HOST_WAY,  /* people of a capability on the way on links that touch the host */
    OW_SERIES_PARTY_WAY, /* of a party and capability, or of any */
    OW_SERIES_PARTY_AWAY /* guards of a party away as escorts from host sites */
} ow_series_kind;

/* Makes facts->series with a series for every pair that a limit counts. */
ow_status ow_series_request(ow_facts *facts);
/* [day], or NULL if no limit counts it. scope is a site or a party, OW_NO_INDEX for the host. */
int64_t *ow_series_find(const ow_facts *facts, ow_series_kind kind, uint32_t scope, uint32_t of);
/* Changes of a day become levels: each value is the sum of those up to its day. */
void ow_series_sum(ow_facts *facts);

/* The series that one commodity counts in wherever in the host country it is. NULL where there is
 * none. */
typedef struct ow_series_of {
    int64_t *host, *party, *party_all; /* at host sites */
    int64_t *way_host, *way_party, *way_party_all;
    int64_t *party_away;
    int at_sites; /* some site has a series of its own for it */
} ow_series_of;
ow_series_of ow_series_for(const ow_facts *facts, uint32_t unit, uint32_t item);

#endif
