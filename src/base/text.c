/* UTF-8, edit distance (optimal string alignment) and the hash table of ids.
 * Table invariant: count * 2 <= capacity, so that linear probing ends at an empty slot. */
#include "base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of the character that begins at text, or 0 if it is not one. */
static size_t character_length(const unsigned char *text, size_t left) {
    unsigned char c = text[0];
    size_t length = c < 0x80                ? 1
                    : c >= 0xc2 && c < 0xe0 ? 2
                    : (c & 0xf0) == 0xe0    ? 3
                    : c >= 0xf0 && c < 0xf5 ? 4
                                            : 0;
    if (length == 0 || length > left) return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80) return 0;
    /* No overlong forms, no surrogates, nothing beyond U+10FFFF. */
    if ((c == 0xe0 && text[1] < 0xa0) || (c == 0xed && text[1] > 0x9f)) return 0;
    if ((c == 0xf0 && text[1] < 0x90) || (c == 0xf4 && text[1] > 0x8f)) return 0;
    return length;
}

size_t ow_text_fault(const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        if (bytes[at] >= 0x01 && bytes[at] < 0x80) {
            at++;
            continue;
        }
        if (bytes[at] == 0) return at;
        size_t step = character_length(bytes + at, length - at);
        if (step == 0) return at;
        at += step;
    }
    return length;
}

size_t ow_text_cut(const char *text, size_t bytes_max) {
    size_t length = strlen(text);
    if (length <= bytes_max) return length;
    length = bytes_max;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80) length--;
    return length;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

uint32_t ow_text_distance(const char *a, const char *b) {
    enum { LENGTH_MAX = 64, DISTANCE_MAX = 3 };
    size_t n = strlen(a), m = strlen(b);
    if (n > LENGTH_MAX || m > LENGTH_MAX) return OW_TEXT_FAR;
    if (n > m + DISTANCE_MAX || m > n + DISTANCE_MAX) return OW_TEXT_FAR;
    uint32_t rows[3][LENGTH_MAX + 1];
    uint32_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (uint32_t j = 0; j <= m; j++) above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        here[0] = (uint32_t)i;
        uint32_t best = here[0];
        for (size_t j = 1; j <= m; j++) {
            uint32_t differs = lower(a[i - 1]) != lower(b[j - 1]);
            uint32_t cost = least(least(above[j], here[j - 1]) + 1, above[j - 1] + differs);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                cost = least(cost, before[j - 2] + 1);
            here[j] = cost;
            best = least(best, cost);
        }
        if (best > DISTANCE_MAX) return OW_TEXT_FAR;
        uint32_t *reused = before;
        before = above;
        above = here;
        here = reused;
    }
    return above[m] > DISTANCE_MAX ? OW_TEXT_FAR : above[m];
}

struct ow_lookup_slot {
    const char *key; /* NULL: empty */
    uint32_t hash, value;
};

static uint32_t hash_of(const char *key) {
    static const unsigned char secret[crypto_shorthash_KEYBYTES] = "onward lookup 1";
    unsigned char out[crypto_shorthash_BYTES];
    uint32_t hash = 0;
    (void)crypto_shorthash(out, (const unsigned char *)key, strlen(key), secret);
    for (int i = 0; i < 4; i++) hash = hash << 8 | out[i];
    return hash;
}

/* The slot of key, or the empty one where it would go. */
static struct ow_lookup_slot *slot_of(const ow_lookup *lookup, const char *key, uint32_t hash) {
    uint32_t mask = lookup->capacity - 1;
    for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
        struct ow_lookup_slot *slot = &lookup->slots[at];
        if (!slot->key || (slot->hash == hash && strcmp(slot->key, key) == 0)) return slot;
    }
}

static int grow(ow_lookup *lookup) {
    if (lookup->capacity > UINT32_MAX / 4) return 0;
    ow_lookup larger = {.capacity = lookup->capacity ? lookup->capacity * 2 : 64};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) return 0;
    for (uint32_t i = 0; i < lookup->capacity; i++) {
        const struct ow_lookup_slot *slot = &lookup->slots[i];
        if (slot->key) *slot_of(&larger, slot->key, slot->hash) = *slot;
    }
    larger.count = lookup->count;
    free(lookup->slots);
    *lookup = larger;
    return 1;
}

int ow_lookup_put(ow_lookup *lookup, uint32_t *present, const char *key, uint32_t value) {
    if (lookup->count >= lookup->capacity / 2 && !grow(lookup)) return 0;
    uint32_t hash = hash_of(key);
    struct ow_lookup_slot *slot = slot_of(lookup, key, hash);
    *present = slot->key ? slot->value : OW_LOOKUP_NONE;
    if (!slot->key) {
        *slot = (struct ow_lookup_slot){.key = key, .hash = hash, .value = value};
        lookup->count++;
    }
    return 1;
}

uint32_t ow_lookup_get(const ow_lookup *lookup, const char *key) {
    if (lookup->capacity == 0) return OW_LOOKUP_NONE;
    const struct ow_lookup_slot *slot = slot_of(lookup, key, hash_of(key));
    return slot->key ? slot->value : OW_LOOKUP_NONE;
}

void ow_lookup_free(ow_lookup *lookup) {
    free(lookup->slots);
    *lookup = (ow_lookup){0};
}
