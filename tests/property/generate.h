/* Random scenarios for tests: small worlds that draw on every rule of docs/reference/rules.md, each
 * feature with a probability of its own, and on purpose not always feasible. The same seed gives
 * the same bytes on every machine. Everything goes through CSV text, so that the reader is tested
 * along. */
#ifndef PROPERTY_GENERATE_H
#define PROPERTY_GENERATE_H

#include "base/buffer.h"
#include "base/random.h"
#include "scenario/scenario.h"

enum {
#define TABLE(name, group, presence, rows_max, meaning) GENERATE_##name,
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
    GENERATE_TABLES
};

/* How large: days, sites, units, quantities. */
typedef struct generate_size {
    uint32_t days_min, days_max;
    uint32_t bases_max, units_max, items_max, fleets_max;
    uint32_t people_max, quantity_max;
    uint32_t rules_max; /* rows of a table of rules (limits, precedence, pins) */
} generate_size;

extern const generate_size generate_tiny;  /* for an exact solver: seconds at most */
extern const generate_size generate_small; /* a few units, two to four weeks */

typedef struct generated {
    uint64_t seed;
    uint32_t attempt;
    ow_buffer tables[GENERATE_TABLES]; /* CSV with header; empty ones are left out */
} generated;

void generate(generated *out, const generate_size *size, uint64_t seed, uint32_t attempt);
void generated_free(generated *out);
/* Generates until there is a world that is planned at all, and loads it: worlds in which the
 * cross-table checks find an error (a unit without a way home, say) are left. NULL if there is none
 * in a thousand, or if a table is malformed, which is printed to stderr: the generator must make
 * none. */
onward_scenario *generate_scenario(generated *out, const generate_size *size, uint64_t seed);
/* Loads tables; NULL if they have errors, those of malformed ones printed to stderr. */
onward_scenario *generated_load(const generated *from);
/* Writes the tables into a folder, to look at and to run again. 1 on success. */
int generated_write(const generated *from, const char *folder);

/* How many trials: the second argument, else so many at every commit, so many with
 * ONWARD_NIGHTLY=1, and a quarter, or a tenth, of them under sanitizers (ONWARD_SANITIZED=1). */
uint64_t generate_trials(int argc, char **argv, uint64_t commit, uint64_t nightly);

#endif
