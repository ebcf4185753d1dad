/* A fuzz target with a fault planted three bytes deep: a fuzzer, or a replay over a corpus that
 * holds the word, must stop on it. If it does not, the fuzz tests prove nothing. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size >= 3 && data[0] == 'o' && data[1] == 'w' && data[2] == '!') abort();
    return 0;
}
