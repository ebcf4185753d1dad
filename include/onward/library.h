/* The library itself: its version, what its statuses mean, and how its texts are freed.
 * Threads: all of it may be called from any thread at any time. O(1). */
#ifndef ONWARD_LIBRARY_H
#define ONWARD_LIBRARY_H

#include <onward/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0"; never freed. */
ONWARD_API const char *onward_version(void);

/* What the command line returns for a status, and what the status means; never freed. */
ONWARD_API int onward_status_exit_code(onward_status status);
ONWARD_API const char *onward_status_meaning(onward_status status);

/* Frees a text that a function of the library gave to its caller; NULL allowed. The same as free()
 * of the C library that the library was linked with. */
ONWARD_API void onward_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
