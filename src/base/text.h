/* Texts: UTF-8 checked, ids found by hash, and the word that was probably meant. */
#ifndef ONWARD_BASE_TEXT_H
#define ONWARD_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Place of the first byte that is NUL or not UTF-8 (RFC 3629), or length if all is well. O(length).
 */
size_t ow_text_fault(const char *text, size_t length);

/* Length of the longest prefix of text that is at most bytes_max long and does not cut a character.
 */
size_t ow_text_cut(const char *text, size_t bytes_max);

/* Insertions, deletions, replacements and swaps of neighbours that turn a into b, letter case
 * counted as nothing; OW_TEXT_FAR if more than three or either is longer than 64 bytes. O(|a| ×
 * |b|). */
#define OW_TEXT_FAR 100u
uint32_t ow_text_distance(const char *a, const char *b);

/* Hash table from texts (kept by pointer) to numbers. Expected O(1); SipHash with a fixed key, so
 * that the order of insertion is all that matters. */
typedef struct ow_lookup {
    struct ow_lookup_slot *slots;
    uint32_t count, capacity; /* capacity is 0 or a power of two */
} ow_lookup;                  /* {0} is empty */

#define OW_LOOKUP_NONE UINT32_MAX

/* Adds key with value unless it is there already; *present is then what it stands for, else
 * OW_LOOKUP_NONE. 0 when memory ran out. */
int ow_lookup_put(ow_lookup *lookup, uint32_t *present, const char *key, uint32_t value);
uint32_t ow_lookup_get(const ow_lookup *lookup, const char *key); /* or OW_LOOKUP_NONE */
void ow_lookup_free(ow_lookup *lookup);

#endif
