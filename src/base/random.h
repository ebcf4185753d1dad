/* Random numbers: splitmix64-seeded xoshiro256** (Blackman and Vigna, 2018), one stream an owner.
 * The same seed gives the same numbers on every machine. */
#ifndef ONWARD_BASE_RANDOM_H
#define ONWARD_BASE_RANDOM_H

#include <stdint.h>

typedef struct ow_random {
    uint64_t state[4];
} ow_random;

void ow_random_seed(ow_random *random, uint64_t seed, uint64_t stream);
uint64_t ow_random_next(ow_random *random);
uint32_t ow_random_below(ow_random *random, uint32_t bound); /* 0 .. bound-1, bound > 0, unbiased */
double ow_random_unit(ow_random *random);                    /* [0, 1) */

#endif
