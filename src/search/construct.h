/* Construction: site by site, everything on its way, the last people last. */
#ifndef ONWARD_SEARCH_CONSTRUCT_H
#define ONWARD_SEARCH_CONSTRUCT_H

#include "base/random.h"
#include "search/insert.h"

/* Fills order (sites_count) with the sites at which something starts, those that others pass
 * through after those others, and among free choices the dearest first; returns how many. noise 0:
 * no chance in it. */
uint32_t ow_construct_order(uint32_t *order, const ow_grid *grid, ow_random *random, double noise);
/* The day by which a site should be closed so that its last people are not late, by a rough
 * reckoning. */
uint32_t ow_construct_target(const ow_grid *grid, uint32_t site);
/* Fills a site's part of guide->item_points: a share of what a day of the site costs, times factor,
 * and much more from target on, less its handover. */
void ow_construct_press(const ow_guide *guide, const ow_grid *grid, uint32_t site, double factor,
                        uint32_t target);
/* Sends away what starts at a site and is in no batch, then closes the site if that empties it.
 * Items that would make it close after target are pressed to go sooner. */
void ow_construct_site(const ow_inserter *in, uint32_t site, uint32_t target, ow_random *random,
                       int shuffle);
/* Pins, then all sites in order. */
void ow_construct_plan(const ow_inserter *in, const uint32_t *order, uint32_t count,
                       ow_random *random, int shuffle);
/* Forgets a site's closing, before its last people are taken back. */
void ow_construct_reopen(ow_state *state, uint32_t site);

#endif
