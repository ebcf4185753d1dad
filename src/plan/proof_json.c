/* Writes and reads proof.json. Reading is of anybody's input: sizes are limited before anything of
 * that size is allocated, every key is known or refused, and a row's days must lie in the horizon.
 */
#include "plan/proof_json.h"

#include "plan/proof_key.h"

#include <assert.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Days without a price that a run bridges with zeros rather than end. */
enum { RUN_GAP_DAYS = 8 };

/* ---- Writing ---- */

static int price_compare(const void *left, const void *right) {
    const ow_price *x = left, *y = right;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->a != y->a) return x->a < y->a ? -1 : 1;
    if (x->b != y->b) return x->b < y->b ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static int share_compare(const void *left, const void *right) {
    const ow_share *x = left, *y = right;
    if (x->fleet != y->fleet) return x->fleet < y->fleet ? -1 : 1;
    if (x->link != y->link) return x->link < y->link ? -1 : 1;
    if (x->from_site != y->from_site) return x->from_site < y->from_site ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* A sorted copy, to be freed; at least one element long. NULL when memory ran out. */
static void *sorted_copy(const void *data, uint32_t count, size_t size,
                         int (*compare)(const void *, const void *)) {
    void *copy = malloc(((size_t)count + 1) * size);
    if (copy == NULL) return NULL;
    if (count > 0) memcpy(copy, data, count * size);
    qsort(copy, count, size, compare);
    return copy;
}

static void key_write(ow_buffer *out, const onward_scenario *s, const char *name, ow_key_kind kind,
                      uint32_t index) {
    if (kind == OW_KEY_none) return;
    ow_buffer_printf(out, ", \"%s\": \"", name);
    ow_key_write(out, s, kind, index);
    ow_buffer_char(out, '"');
}

/* Writes the run that begins at prices[0] and returns how many prices it took. */
static uint32_t run_write(ow_buffer *out, const onward_scenario *s, const ow_price *prices,
                          uint32_t count) {
    const ow_price_kind *kind = &ow_price_kinds[prices->kind];
    uint32_t taken = 1, day = prices->day;
    ow_buffer_printf(out, "{\"kind\": \"%s\"", kind->name);
    key_write(out, s, "a", kind->a, prices->a);
    key_write(out, s, "b", kind->b, prices->b);
    ow_buffer_printf(out, ", \"from_day\": %" PRIu32 ", \"milli\": [%" PRId64, day, prices->milli);
    for (; taken < count; taken++) {
        const ow_price *next = &prices[taken];
        if (next->kind != prices->kind || next->a != prices->a || next->b != prices->b) break;
        if (next->day <= day || next->day - day > RUN_GAP_DAYS) break;
        for (day++; day < next->day; day++) ow_buffer_text(out, ", 0");
        ow_buffer_printf(out, ", %" PRId64, next->milli);
    }
    ow_buffer_text(out, "]}");
    return taken;
}

static ow_status prices_write(ow_buffer *out, const onward_scenario *s, const ow_proof *proof) {
    uint32_t count = proof == NULL ? 0 : proof->prices_count, kept = 0;
    ow_price *sorted =
        sorted_copy(count == 0 ? NULL : proof->prices, count, sizeof *sorted, price_compare);
    if (sorted == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        assert(sorted[i].kind < OW_PRICE_COUNT && sorted[i].day < s->days);
        if (sorted[i].milli != 0) sorted[kept++] = sorted[i];
    }
    for (uint32_t i = 0; i < kept;) {
        ow_buffer_text(out, i == 0 ? "\n    " : ",\n    ");
        i += run_write(out, s, &sorted[i], kept - i);
    }
    free(sorted);
    return OW_OK;
}

static int share_same(const ow_share *x, const ow_share *y) {
    return x->fleet == y->fleet && x->link == y->link && x->from_site == y->from_site &&
           x->people_milli == y->people_milli && x->mass_milli == y->mass_milli &&
           x->area_milli == y->area_milli;
}

static ow_status shares_write(ow_buffer *out, const onward_scenario *s, const ow_proof *proof) {
    uint32_t count = proof == NULL ? 0 : proof->shares_count;
    ow_share *sorted =
        sorted_copy(count == 0 ? NULL : proof->shares, count, sizeof *sorted, share_compare);
    if (sorted == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0, end; i < count; i = end) {
        const ow_share *share = &sorted[i];
        for (end = i + 1; end < count && sorted[end].day != OW_NO_INDEX; end++)
            if (!share_same(share, &sorted[end]) || sorted[end].day != sorted[end - 1].day + 1)
                break;
        ow_buffer_text(out, i == 0 ? "\n    {" : ",\n    {");
        ow_buffer_text(out, "\"fleet\": \"");
        ow_key_write(out, s, OW_KEY_fleet, share->fleet);
        ow_buffer_char(out, '"');
        key_write(out, s, "link", OW_KEY_link, share->link);
        key_write(out, s, "from_site", OW_KEY_site, share->from_site);
        if (share->day != OW_NO_INDEX)
            ow_buffer_printf(out, ", \"from_day\": %" PRIu32 ", \"to_day\": %" PRIu32, share->day,
                             sorted[end - 1].day);
        ow_buffer_printf(out,
                         ", \"people_milli\": %" PRId64 ", \"mass_milli\": %" PRId64
                         ", \"area_milli\": %" PRId64 "}",
                         share->people_milli, share->mass_milli, share->area_milli);
    }
    free(sorted);
    return OW_OK;
}

ow_status ow_proof_write(ow_buffer *out, const ow_proof *proof, const onward_scenario *scenario) {
    ow_buffer_text(out, "{\n  \"format_version\": \"1.0\",\n  \"prices\": [");
    OW_TRY(prices_write(out, scenario, proof));
    ow_buffer_text(out, "],\n  \"shares\": [");
    OW_TRY(shares_write(out, scenario, proof));
    ow_buffer_text(out, "],\n  \"packings\": [");
    for (uint32_t i = 0; proof != NULL && i < proof->packings_count; i++) {
        ow_buffer_text(out, i == 0 ? "\n    {\"fleet\": \"" : ",\n    {\"fleet\": \"");
        ow_key_write(out, scenario, OW_KEY_fleet, proof->packings[i].fleet);
        ow_buffer_printf(out, "\", \"k\": %" PRId64 "}", proof->packings[i].k);
    }
    ow_buffer_text(out, "]\n}\n");
    return out->failed ? OW_NO_MEMORY : OW_OK;
}

/* ---- Reading ---- */

typedef struct reader {
    const onward_scenario *scenario;
    ow_keys keys;
    ow_proof *proof;
    const char *list; /* the list in hand, and the place in it, for messages */
    size_t place;
    ow_error *error;
} reader;

static ow_status fault(const reader *r, const char *what, const char *name) {
    ow_status status = ow_fail(r->error, OW_INPUT,
                               "write the plan again with onward plan: its proof belongs to it",
                               "proof.json: %s[%zu]: %s%.80s", r->list, r->place, what, name);
    if (r->error != NULL) snprintf(r->error->file, sizeof r->error->file, "proof.json");
    return status;
}

/* Refuses what is no object or has a key that is not among names (a NULL ends them). */
static ow_status keys_known(const reader *r, json_t *object, const char *const *names) {
    const char *key;
    json_t *value;
    if (!json_is_object(object)) return fault(r, "an object is expected here", "");
    json_object_foreach(object, key, value) {
        const char *const *name = names;
        while (*name != NULL && strcmp(*name, key) != 0) name++;
        if (*name == NULL) return fault(r, "an unknown key: ", key);
    }
    return OW_OK;
}

static ow_status int_read(int64_t *out, const reader *r, json_t *object, const char *name) {
    json_t *value = json_object_get(object, name);
    if (!json_is_integer(value)) return fault(r, "an integer is expected in ", name);
    *out = json_integer_value(value);
    return OW_OK;
}

static ow_status day_read(uint32_t *out, const reader *r, json_t *object, const char *name) {
    int64_t day = 0;
    OW_TRY(int_read(&day, r, object, name));
    if (day < 0 || day >= r->scenario->days) return fault(r, "a day outside the horizon in ", name);
    *out = (uint32_t)day;
    return OW_OK;
}

static ow_status key_read(uint32_t *out, const reader *r, json_t *object, const char *name,
                          ow_key_kind kind) {
    json_t *value = json_object_get(object, name);
    *out = OW_NO_INDEX;
    if (kind == OW_KEY_none)
        return value == NULL ? OW_OK : fault(r, "rows of this kind have no key ", name);
    if (!json_is_string(value)) return fault(r, "an id is expected in ", name);
    /* A zero byte within would cut the id short and let another one through. */
    if (strlen(json_string_value(value)) == json_string_length(value))
        *out = ow_keys_find(&r->keys, kind, json_string_value(value));
    return *out != OW_NO_INDEX
               ? OW_OK
               : fault(r, "the scenario has no such id: ", json_string_value(value));
}

static ow_status price_read(reader *r, json_t *row) {
    static const char *const names[] = {"kind", "a", "b", "from_day", "milli", NULL};
    ow_price price = {0};
    OW_TRY(keys_known(r, row, names));
    const char *kind = json_string_value(json_object_get(row, "kind"));
    if (kind == NULL) return fault(r, "a kind of row is expected in ", "kind");
    while (price.kind < OW_PRICE_COUNT && strcmp(ow_price_kinds[price.kind].name, kind) != 0)
        price.kind++;
    if (price.kind == OW_PRICE_COUNT) return fault(r, "there is no such kind of row: ", kind);
    OW_TRY(key_read(&price.a, r, row, "a", ow_price_kinds[price.kind].a));
    OW_TRY(key_read(&price.b, r, row, "b", ow_price_kinds[price.kind].b));
    OW_TRY(day_read(&price.day, r, row, "from_day"));
    json_t *milli = json_object_get(row, "milli");
    if (!json_is_array(milli)) return fault(r, "an array is expected in ", "milli");
    if (json_array_size(milli) > r->scenario->days - price.day)
        return fault(r, "more prices than days in ", "milli");
    for (size_t i = 0; i < json_array_size(milli); i++, price.day++) {
        json_t *value = json_array_get(milli, i);
        if (!json_is_integer(value)) return fault(r, "integers are expected in ", "milli");
        price.milli = json_integer_value(value);
        if (price.milli != 0) r->proof->prices[r->proof->prices_count++] = price;
    }
    return OW_OK;
}

/* The days of a share: first and last of its run, or OW_NO_INDEX both. */
static ow_status share_days(uint32_t *first, uint32_t *last, const reader *r, json_t *row) {
    *first = *last = OW_NO_INDEX;
    if (json_object_get(row, "from_day") == NULL && json_object_get(row, "to_day") == NULL)
        return OW_OK;
    OW_TRY(day_read(first, r, row, "from_day"));
    OW_TRY(day_read(last, r, row, "to_day"));
    return *first <= *last ? OW_OK : fault(r, "from_day lies after to_day", "");
}

static ow_status share_read(reader *r, json_t *row) {
    static const char *const names[] = {"fleet",      "link",       "from_site",
                                        "from_day",   "to_day",     "people_milli",
                                        "mass_milli", "area_milli", NULL};
    ow_share share = {0};
    uint32_t last;
    OW_TRY(keys_known(r, row, names));
    OW_TRY(key_read(&share.fleet, r, row, "fleet", OW_KEY_fleet));
    OW_TRY(key_read(&share.link, r, row, "link", OW_KEY_link));
    OW_TRY(key_read(&share.from_site, r, row, "from_site", OW_KEY_site));
    OW_TRY(share_days(&share.day, &last, r, row));
    OW_TRY(int_read(&share.people_milli, r, row, "people_milli"));
    OW_TRY(int_read(&share.mass_milli, r, row, "mass_milli"));
    OW_TRY(int_read(&share.area_milli, r, row, "area_milli"));
    for (;; share.day++) {
        r->proof->shares[r->proof->shares_count++] = share;
        if (share.day == last) return OW_OK;
    }
}

static ow_status packing_read(reader *r, json_t *row) {
    static const char *const names[] = {"fleet", "k", NULL};
    ow_packing packing;
    OW_TRY(keys_known(r, row, names));
    OW_TRY(key_read(&packing.fleet, r, row, "fleet", OW_KEY_fleet));
    OW_TRY(int_read(&packing.k, r, row, "k"));
    r->proof->packings[r->proof->packings_count++] = packing;
    return OW_OK;
}

static ow_status rows_read(reader *r, json_t *root, const char *list,
                           ow_status (*read)(reader *, json_t *)) {
    json_t *rows = json_object_get(root, list);
    r->list = list;
    for (r->place = 0; r->place < json_array_size(rows); r->place++)
        OW_TRY(read(r, json_array_get(rows, r->place)));
    return OW_OK;
}

/* How many prices and shares the file can come to; not more than the limits. */
static ow_status sizes_read(size_t *prices, size_t *shares, reader *r, json_t *root) {
    json_t *list = json_object_get(root, "prices");
    size_t i;
    json_t *row;
    *prices = *shares = 1;
    json_array_foreach(list, i, row) *prices += json_array_size(json_object_get(row, "milli"));
    list = json_object_get(root, "shares");
    json_array_foreach(list, i, row) {
        uint32_t first, last;
        r->list = "shares";
        r->place = i;
        OW_TRY(share_days(&first, &last, r, row));
        *shares += last - first + 1;
    }
    r->place = 0;
    if (*prices > OW_PROOF_PRICES_MAX) return fault(r, "too many prices", "");
    return *shares > OW_PROOF_SHARES_MAX ? fault(r, "too many shares", "") : OW_OK;
}

static ow_status root_read(reader *r, json_t *root, ow_arena *arena) {
    static const char *const names[] = {"format_version", "prices", "shares", "packings", NULL};
    size_t prices, shares;
    r->list = "file";
    OW_TRY(keys_known(r, root, names));
    const char *version = json_string_value(json_object_get(root, "format_version"));
    if (version == NULL || strcmp(version, "1.0") != 0)
        return fault(r, "format_version 1.0 is expected", "");
    for (size_t i = 1; names[i] != NULL; i++)
        if (!json_is_array(json_object_get(root, names[i])))
            return fault(r, "an array is expected in ", names[i]);
    OW_TRY(sizes_read(&prices, &shares, r, root));
    size_t packings = json_array_size(json_object_get(root, "packings")) + 1;
    r->proof = OW_NEW(arena, ow_proof);
    if (r->proof == NULL || ow_keys_make(&r->keys, arena, r->scenario) != OW_OK)
        return OW_NO_MEMORY;
    r->proof->prices = OW_ARRAY(arena, prices, ow_price);
    r->proof->shares = OW_ARRAY(arena, shares, ow_share);
    r->proof->packings = OW_ARRAY(arena, packings, ow_packing);
    if (!r->proof->prices || !r->proof->shares || !r->proof->packings) return OW_NO_MEMORY;
    OW_TRY(rows_read(r, root, "prices", price_read));
    OW_TRY(rows_read(r, root, "shares", share_read));
    return rows_read(r, root, "packings", packing_read);
}

ow_status ow_proof_read(ow_proof **out, const char *text, size_t length,
                        const onward_scenario *scenario, ow_arena *arena, ow_error *error) {
    json_error_t json_error;
    reader r = {.scenario = scenario, .error = error, .list = "file"};
    if (length > OW_PROOF_BYTES_MAX) return fault(&r, "the file is too large", "");
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &json_error);
    if (root == NULL) {
        ow_status status = fault(&r, json_error.text, "");
        if (error != NULL) error->row = json_error.line;
        return status;
    }
    ow_status status = root_read(&r, root, arena);
    if (status == OW_OK) *out = r.proof;
    if (status == OW_NO_MEMORY) ow_fail(error, status, "", "no memory for the proof");
    json_decref(root);
    return status;
}
