/* SHA-256 of bytes, as 64 lower-case hex digits and a NUL (libsodium). */
#ifndef ONWARD_BASE_HASH_H
#define ONWARD_BASE_HASH_H

#include <stddef.h>

void ow_sha256_hex(char out[65], const void *bytes, size_t length);

#endif
