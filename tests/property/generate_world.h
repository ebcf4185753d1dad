/* What the two halves of the generator share: the world as it grows. */
#ifndef PROPERTY_GENERATE_WORLD_H
#define PROPERTY_GENERATE_WORLD_H

#include "generate.h"

#define GENERATE_START 18262 /* 2020-01-01 */
#define WORLD_SITES_MAX 16
#define WORLD_LINKS_MAX 24
#define WORLD_UNITS_MAX 16

typedef struct place {
    char id[32];
    const char *kind, *country;
    int host;
    uint32_t people, guards, items; /* at the start */
} place;

typedef struct road {
    char id[8];
    uint32_t from, to, mode;
    int both_ways;
} road;

typedef struct body {
    uint32_t site, party, people, items;
    const char *capability;
} body;

typedef struct world {
    generated *out;
    const generate_size *size;
    ow_random random;
    uint32_t days, permission_modes;
    uint32_t sites_count, bases_count, home, links_count, fleets_count, items_count, units_count;
    place sites[WORLD_SITES_MAX];
    road links[WORLD_LINKS_MAX];
    body units[WORLD_UNITS_MAX];
} world;

int chance(world *w, uint32_t percent);
uint32_t pick(world *w, uint32_t low, uint32_t high); /* low if high is not above it */
ow_buffer *table_of(world *w, int table);
const char *mode_name(uint32_t mode);
void put_date(world *w, ow_buffer *to, int64_t day);
void put_maybe(world *w, ow_buffer *to, uint32_t percent, uint32_t low, uint32_t high);
void put_interval(world *w, ow_buffer *to, uint32_t *first, uint32_t *last);

/* Sites with their rules, limits, permissions, precedence, risk days, closures, pins. */
void generate_rules(world *w);

#endif
