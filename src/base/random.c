/* xoshiro256** 1.0 and splitmix64, after the public-domain code of David Blackman and Sebastiano
 * Vigna (2018). Bounded numbers without bias: Daniel Lemire, "Fast Random Integer Generation in an
 * Interval" (2019). */
#include "base/random.h"

#include <assert.h>

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int by) {
    return (x << by) | (x >> (64 - by));
}

void ow_random_seed(ow_random *random, uint64_t seed, uint64_t stream) {
    /* The stream is mixed before it meets the seed, so that (1, 2) and (2, 1) are unrelated. */
    uint64_t mixed = stream;
    uint64_t state = seed ^ splitmix(&mixed);
    for (int i = 0; i < 4; i++) random->state[i] = splitmix(&state);
}

uint64_t ow_random_next(ow_random *random) {
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t ow_random_below(ow_random *random, uint32_t bound) {
    assert(bound > 0);
    uint64_t product = (ow_random_next(random) >> 32) * bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = (0u - bound) % bound;
        while ((uint32_t)product < threshold) product = (ow_random_next(random) >> 32) * bound;
    }
    return (uint32_t)(product >> 32);
}

double ow_random_unit(ow_random *random) {
    return (double)(ow_random_next(random) >> 11) * 0x1.0p-53;
}
