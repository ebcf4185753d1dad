/* Types shared by all of Onward's headers: handles, statuses, errors. */
#ifndef ONWARD_TYPES_H
#define ONWARD_TYPES_H

#include <stdint.h>

#ifndef ONWARD_API
#if defined(__GNUC__)
#define ONWARD_API __attribute__((visibility("default")))
#else
#define ONWARD_API
#endif
#endif

typedef struct onward_scenario onward_scenario; /* a scenario, read-only once loaded */
typedef struct onward_plan onward_plan;         /* a plan, bound to no scenario by pointer */

/* How work ended; the exit code of the command line is in onward_status_exit_code. Same order as
 * src/base/status.def. */
typedef enum onward_status {
    ONWARD_OK,
    ONWARD_NO,
    ONWARD_USAGE,
    ONWARD_INFEASIBLE,
    ONWARD_GAP,
    ONWARD_LIMIT,
    ONWARD_IO,
    ONWARD_NO_MEMORY,
    ONWARD_INPUT,
    ONWARD_INTERNAL,
    ONWARD_CANCELLED
} onward_status;

/* What went wrong, where, and the cure; owned by the caller, filled on any status but ONWARD_OK.
 * Same layout as ow_error of src/base/status.h. */
typedef struct onward_error {
    onward_status status;
    char file[256];    /* "" where no file is concerned */
    int64_t row;       /* 1 is the header row; 0 where none is concerned */
    char column[64];   /* "" where none */
    char message[512]; /* what is wrong */
    char hint[512];    /* the cure; may be "" */
} onward_error;

#endif
