/* The public face of the ground floor: version, statuses, texts. */
#include "base/status.h"

#include <onward/library.h>
#include <stdlib.h>

const char *onward_version(void) {
    return ONWARD_BUILD_VERSION;
}

int onward_status_exit_code(onward_status status) {
    return ow_status_exit_code(status);
}

const char *onward_status_meaning(onward_status status) {
    return ow_status_meaning(status);
}

void onward_text_free(char *text) {
    free(text);
}
