/* Arenas, arrays, buffers, texts and files. */
#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/text.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void arena_memory_is_zero_aligned_and_apart(void **state) {
    (void)state;
    ow_arena *arena = ow_arena_new();
    static const size_t sizes[] = {0, 1, 15, 16, 17, 100, 5000, 100000, 3, 2000000, 8};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    unsigned char *pieces[COUNT];
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT; i++) {
            pieces[i] = ow_arena_alloc(arena, sizes[i]);
            assert_non_null(pieces[i]);
            assert_int_equal((uintptr_t)pieces[i] % 16, 0);
            for (size_t b = 0; b < sizes[i]; b++) assert_int_equal(pieces[i][b], 0);
            memset(pieces[i], (int)i + 1, sizes[i]);
        }
        for (size_t i = 0; i < COUNT; i++)
            for (size_t b = 0; b < sizes[i]; b++) assert_int_equal(pieces[i][b], i + 1);
    }
    assert_true(ow_arena_bytes(arena) >= 3 * 2105140);
    ow_arena_free(arena);
    ow_arena_free(NULL);
}

static void arena_arrays_do_not_wrap(void **state) {
    (void)state;
    ow_arena *arena = ow_arena_new();
    assert_null(ow_arena_array(arena, SIZE_MAX / 2, 4));
    assert_null(ow_arena_array(arena, SIZE_MAX, SIZE_MAX));
    assert_non_null(ow_arena_array(arena, 0, 8));
    assert_string_equal(ow_arena_printf(arena, "%d-%s", 7, "x"), "7-x");
    assert_string_equal(ow_arena_strndup(arena, "abcdef", 3), "abc");
    assert_string_equal(ow_arena_strdup(arena, ""), "");
    ow_arena_free(arena);
}

static void vectors_grow(void **state) {
    (void)state;
    OW_VECTOR(uint64_t) v = {0};
    for (uint64_t i = 0; i < 100000; i++) assert_true(OW_PUSH(&v, i * i));
    assert_int_equal(v.count, 100000);
    for (uint64_t i = 0; i < v.count; i++) assert_true(v.data[i] == i * i);
    assert_true(v.capacity >= v.count && v.capacity < 2 * v.count);
    OW_VECTOR_FREE(&v);
    assert_null(v.data);
    /* No numbers are left for more elements. */
    void *nothing = NULL;
    uint32_t capacity = UINT32_MAX;
    assert_int_equal(ow_array_grow(&nothing, &capacity, 0, 1), 0);
}

static void buffers_grow_and_remember_failure(void **state) {
    (void)state;
    ow_buffer b = {0};
    ow_buffer_text(&b, "");
    assert_string_equal(b.data, "");
    for (int i = 0; i < 1000; i++) ow_buffer_printf(&b, "%d,", i);
    assert_int_equal(b.length, 3890);
    ow_buffer_clear(&b);
    ow_buffer_int(&b, INT64_MIN);
    ow_buffer_char(&b, ' ');
    ow_buffer_int(&b, 0);
    ow_buffer_bytes(&b, "\0x", 2);
    assert_memory_equal(b.data, "-9223372036854775808 0\0x", b.length + 1);
    ow_buffer_bytes(&b, "", SIZE_MAX);
    assert_int_equal(b.failed, 1);
    size_t length = b.length;
    ow_buffer_text(&b, "more");
    assert_int_equal(b.length, length);
    ow_buffer_free(&b);
    assert_null(b.data);
}

static void utf8_is_told_from_what_is_not(void **state) {
    (void)state;
    static const char *const good[] = {"",
                                       "ascii",
                                       "caf\xc3\xa9",
                                       "\xe2\x82\xac",
                                       "\xf0\x9f\x9a\x81",
                                       "\xef\xbf\xbf",
                                       "\xf4\x8f\xbf\xbf",
                                       "\xed\x9f\xbf"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(ow_text_fault(good[i], strlen(good[i])), strlen(good[i]));
    static const char *const bad[] = {"\x80",
                                      "\xc0\xaf",
                                      "\xc1\xbf",
                                      "\xe0\x9f\xbf",
                                      "\xed\xa0\x80",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xff",
                                      "\xe2\x82",
                                      "\xc3",
                                      "\xf5\x80\x80\x80",
                                      "\xe2\x28\xa1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[16];
        (void)snprintf(text, sizeof text, "ab%s", bad[i]);
        assert_int_equal(ow_text_fault(text, strlen(text)), 2);
    }
    assert_int_equal(ow_text_fault("a\0b", 3), 1);
    assert_int_equal(ow_text_cut("a\xe2\x82\xac", 3), 1);
    assert_int_equal(ow_text_cut("a\xe2\x82\xac", 4), 4);
    assert_int_equal(ow_text_cut("abc", 2), 2);
}

static void near_words_are_near(void **state) {
    (void)state;
    assert_int_equal(ow_text_distance("name", "nmae"), 1);
    assert_int_equal(ow_text_distance("Name", "name"), 0);
    assert_int_equal(ow_text_distance("site_id", "siteid"), 1);
    assert_int_equal(ow_text_distance("kitten", "sitting"), 3);
    assert_int_equal(ow_text_distance("", "abc"), 3);
    assert_int_equal(ow_text_distance("abcd", "wxyz"), OW_TEXT_FAR);
    assert_int_equal(ow_text_distance("a", "abcdef"), OW_TEXT_FAR);
}

static void lookups_find_what_was_put_first(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    ow_lookup lookup = {0};
    ow_arena *arena = ow_arena_new();
    uint32_t present = 0;
    assert_int_equal(ow_lookup_get(&lookup, "x"), OW_LOOKUP_NONE);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_true(ow_lookup_put(&lookup, &present, ow_arena_printf(arena, "unit-%u", i), i));
        assert_int_equal(present, OW_LOOKUP_NONE);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        char key[24];
        (void)snprintf(key, sizeof key, "unit-%u", i);
        assert_int_equal(ow_lookup_get(&lookup, key), i);
        assert_true(ow_lookup_put(&lookup, &present, key, 7));
        assert_int_equal(present, i);
    }
    assert_int_equal(lookup.count, COUNT);
    assert_int_equal(ow_lookup_get(&lookup, "unit-20000"), OW_LOOKUP_NONE);
    ow_lookup_free(&lookup);
    ow_arena_free(arena);
}

static void files_are_written_whole_and_read_whole(void **state) {
    (void)state;
    char folder[] = "/tmp/onward-test-XXXXXX", path[128];
    ow_buffer text = {0};
    ow_error error;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/a/b", folder);
    assert_int_equal(ow_folder_make(path, &error), OW_OK);
    assert_int_equal(ow_folder_make(path, &error), OW_OK);
    assert_true(ow_path_is_folder(path));
    (void)snprintf(path, sizeof path, "%s/a/b/file", folder);
    assert_false(ow_path_exists(path));
    assert_int_equal(ow_file_size(path), -1);
    assert_int_equal(ow_file_write(path, "one\0two", 7, &error), OW_OK);
    assert_int_equal(ow_file_write(path, "three", 5, &error), OW_OK);
    assert_int_equal(ow_file_size(path), 5);
    assert_int_equal(ow_file_read(&text, path, 5, &error), OW_OK);
    assert_string_equal(text.data, "three");
    /* On failure what was there stays. */
    assert_int_equal(ow_file_read(&text, path, 4, &error), OW_IO);
    assert_string_equal(text.data, "three");
    assert_non_null(strstr(error.message, "limit of 4 bytes"));
    assert_string_equal(error.file, path);
    assert_int_equal(ow_file_read(&text, folder, 100, &error), OW_IO);
    assert_int_equal(ow_folder_make(path, &error), OW_IO);
    (void)unlink(path);
    assert_int_equal(ow_file_read(&text, path, 100, &error), OW_IO);
    assert_int_equal(ow_file_write("/tmp/onward-no-such-folder/x", "", 0, &error), OW_IO);
    /* A pipe would never end. */
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(ow_file_read(&text, path, 100, &error), OW_IO);
    (void)unlink(path);
    /* Nothing was left beside. */
    (void)snprintf(path, sizeof path, "%s/a/b", folder);
    assert_int_equal(rmdir(path), 0);
    (void)snprintf(path, sizeof path, "%s/a", folder);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(folder), 0);
    ow_buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_memory_is_zero_aligned_and_apart),
        cmocka_unit_test(arena_arrays_do_not_wrap),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(buffers_grow_and_remember_failure),
        cmocka_unit_test(utf8_is_told_from_what_is_not),
        cmocka_unit_test(near_words_are_near),
        cmocka_unit_test(lookups_find_what_was_put_first),
        cmocka_unit_test(files_are_written_whole_and_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
