/* Statuses as a table: exit codes and meanings come from status.def, and so cannot fall behind it.
 */
#include "base/status.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const int exit_codes[] = {
#define X(name, exit_code, meaning) exit_code,
#include "base/status.def"
#undef X
};

static const char *const meanings[] = {
#define X(name, exit_code, meaning) meaning,
#include "base/status.def"
#undef X
};

#define X(name, exit_code, meaning) +1
_Static_assert(OW_CANCELLED + 1 == 0
#include "base/status.def"
               ,
               "a row of status.def for each status of onward/types.h");
#undef X

enum { STATUS_COUNT = sizeof exit_codes / sizeof *exit_codes };

int ow_status_exit_code(ow_status status) {
    assert((int)status >= 0 && (int)status < STATUS_COUNT);
    return exit_codes[status];
}

const char *ow_status_meaning(ow_status status) {
    assert((int)status >= 0 && (int)status < STATUS_COUNT);
    return meanings[status];
}

ow_status ow_fail(ow_error *error, ow_status status, const char *hint, const char *format, ...) {
    assert(status != OW_OK);
    if (!error) return status;
    memset(error, 0, sizeof *error);
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    (void)snprintf(error->hint, sizeof error->hint, "%s", hint ? hint : "");
    return status;
}
