/* Faults on purpose: shows that the nets below the tests are up. Built only under sanitizers; a run
 * that is not caught ends with 0 and so makes its test fail. Usage: canary heap|integer|leak */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_past_end(size_t size) {
    unsigned char *bytes = calloc(size, 1);
    if (bytes == NULL) return 0;
    volatile size_t at = size;
    int read = bytes[at];
    free(bytes);
    return read;
}

static int overflow(void) {
    volatile int large = INT_MAX;
    return large + 1;
}

static int lose_memory(void) {
    volatile char *lost = malloc(64);
    if (lost != NULL) lost[0] = 1;
    lost = NULL;
    return 0;
}

int main(int argc, char **argv) {
    const char *fault = argc > 1 ? argv[1] : "";
    int result = 0;
    if (strcmp(fault, "heap") == 0) result = read_past_end(16);
    if (strcmp(fault, "integer") == 0) result = overflow();
    if (strcmp(fault, "leak") == 0) result = lose_memory();
    printf("not caught: %s (%d)\n", fault, result);
    return 0;
}
