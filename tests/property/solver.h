/* A solver of mixed-integer programmes as a separate process: cbc or glpsol on a file of the exact
 * model. Answers are values by column name; what is not named is 0. */
#ifndef PROPERTY_SOLVER_H
#define PROPERTY_SOLVER_H

#include "base/array.h"
#include "base/buffer.h"

#include <stddef.h>
#include <stdint.h>

typedef enum answer { ANSWER_OPTIMAL, ANSWER_INFEASIBLE, ANSWER_NONE } answer;

typedef struct solved {
    answer kind;
    int64_t objective;
    OW_VECTOR(struct solved_value) values;
} solved;

#define SOLVED_FIELDS_MAX 8

/* One column: "load/u0+i1/f0/l2/base-0/2020-01-03" as field[0] "load", field[1] "u0+i1", ... */
typedef struct solved_value {
    char *text; /* owned, parted by NULs */
    const char *field[SOLVED_FIELDS_MAX];
    uint32_t fields;
    int64_t value;
} solved_value;

/* Whether the programs are there. */
int solver_has_cbc(void);
int solver_has_glpsol(void);
/* Solves model, written to a file in folder; gives up (ANSWER_NONE) after seconds. */
void solver_cbc(solved *out, const char *folder, const char *model, size_t length,
                uint32_t seconds);
/* Only kind and objective. */
void solver_glpsol(solved *out, const char *folder, const char *model, size_t length,
                   uint32_t seconds);
void solved_free(solved *out);

#endif
