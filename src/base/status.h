/* How work ends: a status for the caller, an error for the reader.
 * They are the public ones of onward/types.h under short names; status.def lists them with exit
 * codes. An ow_error names file, row, column and a cure; it is filled by the function that fails
 * and owned by the caller (no global last error, so threads need no care). */
#ifndef ONWARD_BASE_STATUS_H
#define ONWARD_BASE_STATUS_H

#include <onward/types.h>
#include <stdint.h>

typedef onward_status ow_status;
typedef onward_error ow_error;

/* Macros, so that they have the public enum's type; status.c asserts that none is missing. */
#define OW_OK ONWARD_OK
#define OW_NO ONWARD_NO
#define OW_USAGE ONWARD_USAGE
#define OW_INFEASIBLE ONWARD_INFEASIBLE
#define OW_GAP ONWARD_GAP
#define OW_LIMIT ONWARD_LIMIT
#define OW_IO ONWARD_IO
#define OW_NO_MEMORY ONWARD_NO_MEMORY
#define OW_INPUT ONWARD_INPUT
#define OW_INTERNAL ONWARD_INTERNAL
#define OW_CANCELLED ONWARD_CANCELLED

int ow_status_exit_code(ow_status status);
const char *ow_status_meaning(ow_status status);

/* Fills *error (may be NULL) and returns status, so that `return ow_fail(error, OW_IO, ...)` reads
 * well. */
ow_status ow_fail(ow_error *error, ow_status status, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Returns from the enclosing function on any status but OW_OK. */
#define OW_TRY(call)                                                                               \
    do {                                                                                           \
        ow_status ow_try_status = (call);                                                          \
        if (ow_try_status != OW_OK) return ow_try_status;                                          \
    } while (0)

#endif
