/* SHA-256 by libsodium; hex by hand, since it is five lines. */
#include "base/hash.h"

#include <sodium.h>

void ow_sha256_hex(char out[65], const void *bytes, size_t length) {
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(digest, bytes, length);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[64] = '\0';
}
