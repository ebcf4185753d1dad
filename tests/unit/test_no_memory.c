/* Memory that runs out at the k-th allocation, for every k: loading and reporting end with
 * OW_NO_MEMORY, and leave their outputs alone. The allocator is replaced for this
 * program; under the sanitizers, which replace it themselves, there is nothing to do here. */
#include "base/buffer.h"
#include "scenario/load.h"
#include "tables/print.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                               \
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || !defined(__GLIBC__)
#define CAN_FAIL 0
#else
#define CAN_FAIL 1
#endif

#if CAN_FAIL
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

/* Allocations left until all fail; below 0: never. */
static int64_t left = -1;

static int fails(void) {
    if (left < 0) return 0;
    if (left > 0) {
        left--;
        return 0;
    }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    return fails() ? NULL : __libc_realloc(memory, size);
}

static const ow_source_file right[] = {
#define TABLE_TEXT(name, text) {#name ".csv", text, sizeof text - 1},
#include "scenario/example.def"
#undef TABLE_TEXT
};

enum { FILES = sizeof right / sizeof *right };

static ow_status load(onward_scenario **out, const ow_source_file *files, ow_notices *notices) {
    ow_source *source = NULL;
    ow_error error;
    ow_status status = ow_source_open_memory(&source, files, FILES, &error);
    if (status == OW_OK) status = ow_scenario_load_source(out, source, notices, &error);
    ow_source_close(source);
    return status;
}

/* Loads with k allocations granted and every one after them refused. */
static ow_status load_failing(int64_t k, const ow_source_file *files, int64_t *errors) {
    onward_scenario *scenario = NULL;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    left = k;
    ow_status status = load(&scenario, files, &notices);
    left = -1;
    *errors = notices.errors;
    assert_true((status == OW_OK) == (scenario != NULL));
    ow_scenario_free(scenario);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return status;
}

static void try_all(const ow_source_file *files, ow_status wanted) {
    int64_t k = 0, errors = 0;
    ow_status status;
    while ((status = load_failing(k, files, &errors)) == OW_NO_MEMORY) k++;
    assert_int_equal(status, wanted);
    print_message("%d allocations, each made to fail\n", (int)k);
    assert_true(k > 20);
}

static void loading_survives(void **state) {
    (void)state;
    try_all(right, OW_OK);
}

static void finding_faults_survives(void **state) {
    (void)state;
    ow_source_file files[FILES];
    static const char units[] = "unit_id,party_id,site_id,destination_site_id,people,nmae\n"
                                "u1,alpa,camp,home,12,\nu1,alpha,camp,home,x,\nu 3,alpha,camp,,1\n";
    memcpy(files, right, sizeof files);
    for (size_t i = 0; i < FILES; i++)
        if (strcmp(files[i].name, "units.csv") == 0)
            files[i] = (ow_source_file){"units.csv", units, sizeof units - 1};
    try_all(files, OW_INPUT);
}

static void reporting_survives(void **state) {
    (void)state;
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    ow_notices_init(&notices, arena);
    for (int i = 0; i < 30; i++)
        ow_notice_add(&notices, OW_NOTICE_bad_date, "units.csv", i, "due_date", "x", "", "no day");
    ow_notices_skip(&notices, OW_NOTICE_GROUP_cross, "because");
    ow_status (*const writers[])(ow_buffer *, const ow_notices *) = {ow_notices_text,
                                                                     ow_notices_json};
    for (size_t w = 0; w < sizeof writers / sizeof *writers; w++) {
        ow_status status = OW_NO_MEMORY;
        for (int64_t k = 0; status != OW_OK; k++) {
            ow_buffer text = {0};
            left = k;
            status = writers[w](&text, &notices);
            left = -1;
            assert_true(status == OW_OK || status == OW_NO_MEMORY);
            ow_buffer_free(&text);
        }
    }
    for (int g = OW_GROUP_SCENARIO; g <= OW_GROUP_PLAN; g++) {
        ow_status status = OW_NO_MEMORY;
        /* Thousands of small allocations: every seventh is enough. */
        for (int64_t k = 0; status != OW_OK; k += 7) {
            ow_buffer text = {0};
            left = k;
            status = ow_schema_datapackage(&text, (ow_group)g);
            left = -1;
            assert_true(status == OW_OK || status == OW_NO_MEMORY);
            ow_buffer_free(&text);
        }
    }
    ow_notices_free(&notices);
    ow_arena_free(arena);
}
#endif

int main(void) {
#if CAN_FAIL
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_survives),
        cmocka_unit_test(finding_faults_survives),
        cmocka_unit_test(reporting_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
#else
    return 0;
#endif
}
