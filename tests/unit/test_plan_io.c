/* Plans in folders: what is written is read again, the same bytes come out, what is wrong in a cell
 * is said with its place, and a folder is replaced whole or not at all. */
#include "plan/io.h"
#include "base/file.h"
#include "plan/derive.h"
#include "small_plan.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct fixture {
    onward_scenario *scenario;
    onward_plan *plan;
    ow_arena *arena;
    ow_notices notices;
    char top[64], folder[96]; /* folder is below top and not there at first */
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    f->scenario = small_scenario();
    f->plan = small_plan(f->scenario);
    f->arena = ow_arena_new();
    ow_notices_init(&f->notices, f->arena);
    (void)snprintf(f->top, sizeof f->top, "/tmp/onward-test-XXXXXX");
    if (!mkdtemp(f->top)) return -1;
    (void)snprintf(f->folder, sizeof f->folder, "%s/plan", f->top);
    *state = f;
    return ow_plan_derive(f->plan, f->scenario, NULL) == OW_OK ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", f->top);
    int failed = system(command);
    ow_notices_free(&f->notices);
    ow_arena_free(f->arena);
    ow_plan_free(f->plan);
    ow_scenario_free(f->scenario);
    free(f);
    return failed;
}

static char *path_in(fixture *f, const char *name) {
    return ow_arena_printf(f->arena, "%s/%s", f->folder, name);
}

static const char *text_of(fixture *f, const char *name) {
    ow_buffer text = {0};
    assert_int_equal(ow_file_read(&text, path_in(f, name), 1 << 20, NULL), OW_OK);
    const char *copy = ow_arena_strndup(f->arena, text.data, text.length);
    ow_buffer_free(&text);
    return copy;
}

static void put(fixture *f, const char *name, const char *text) {
    assert_int_equal(ow_file_write(path_in(f, name), text, strlen(text), NULL), OW_OK);
}

static void write_plan(fixture *f) {
    ow_error error = {0};
    ow_status status = ow_plan_write(f->plan, f->scenario, f->folder, &error);
    if (status != OW_OK) fail_msg("%s", error.message);
}

/* Replaces the first `old` in a file. */
static void change(fixture *f, const char *name, const char *old, const char *new) {
    const char *text = text_of(f, name), *at = strstr(text, old);
    if (!at) fail_msg("no %s in %s", old, name);
    put(f, name,
        ow_arena_printf(f->arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old)));
}

static onward_plan *read_plan(fixture *f) {
    onward_plan *plan = NULL;
    ow_error error = {0};
    ow_status status = ow_plan_read(&plan, f->folder, f->scenario, &f->notices, &error);
    if (status != OW_OK) fail_msg("%s", error.message);
    return plan;
}

/* Entries of the folder above the plan: nothing temporary is left behind. */
static int entries(const char *folder) {
    int count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing))
        count += entry->d_name[0] != '.';
    (void)closedir(listing);
    return count;
}

static void written_is_read_again(void **state) {
    fixture *f = *state;
    write_plan(f);
    onward_plan *plan = read_plan(f);
    assert_int_equal(f->notices.count, 0);
    assert_int_equal(plan->movements_count, 4);
    assert_memory_equal(plan->movements, f->plan->movements, 4 * sizeof(ow_movement));
    assert_memory_equal(plan->convoys, f->plan->convoys, sizeof(ow_convoy));
    assert_memory_equal(plan->fates, f->plan->fates, sizeof(ow_fate_row));
    assert_memory_equal(plan->closings, f->plan->closings, sizeof(ow_closing));
    assert_int_equal(plan->levels_count, f->plan->levels_count);
    assert_memory_equal(plan->levels, f->plan->levels, plan->levels_count * sizeof(ow_level));
    assert_string_equal(plan->movement_ids[3], "m4");
    assert_string_equal(plan->convoy_ids[0], "c1");
    assert_string_equal(plan->scenario_sha256, f->scenario->sha256);
    assert_int_equal(plan->points_milli, 778490);
    assert_int_equal(plan->bound_points_milli, 700000);
    assert_int_equal(plan->gap_percent_milli, 10083);
    assert_int_equal(plan->last_out_day, 3);
    ow_plan_free(plan);
}

static void written_again_gives_the_same_bytes(void **state) {
    fixture *f = *state;
    static const char *const names[] = {"plan.csv",     "movements.csv", "convoys.csv",
                                        "closings.csv", "fates.csv",     "levels.csv"};
    write_plan(f);
    const char *texts[6];
    for (int i = 0; i < 6; i++) texts[i] = text_of(f, names[i]);
    onward_plan *plan = read_plan(f);
    assert_int_equal(ow_plan_write(plan, f->scenario, f->folder, NULL), OW_OK);
    for (int i = 0; i < 6; i++) assert_string_equal(text_of(f, names[i]), texts[i]);
    assert_int_equal(entries(f->top), 1);
    ow_plan_free(plan);
}

static void levels_are_derived_when_absent(void **state) {
    fixture *f = *state;
    write_plan(f);
    const char *levels = text_of(f, "levels.csv");
    f->plan->levels_count = 0;
    write_plan(f);
    assert_string_equal(text_of(f, "levels.csv"), levels);
}

static void a_slash_at_the_end_changes_nothing(void **state) {
    fixture *f = *state;
    size_t length = strlen(f->folder);
    (void)snprintf(f->folder + length, sizeof f->folder - length, "///");
    write_plan(f);
    write_plan(f);
    assert_int_equal(entries(f->top), 1);
}

static void a_folder_that_is_no_plan_is_refused(void **state) {
    fixture *f = *state;
    ow_error error = {0};
    assert_int_equal(mkdir(f->folder, 0755), 0);
    put(f, "letter.txt", "dear sir");
    assert_int_equal(ow_plan_write(f->plan, f->scenario, f->folder, &error), OW_IO);
    assert_non_null(strstr(error.message, "no plan.csv"));
    assert_string_equal(text_of(f, "letter.txt"), "dear sir");
    assert_int_equal(entries(f->folder), 1);
    assert_int_equal(entries(f->top), 1);
}

static void a_file_is_refused(void **state) {
    fixture *f = *state;
    assert_int_equal(ow_file_write(f->folder, "x", 1, NULL), OW_OK);
    assert_int_equal(ow_plan_write(f->plan, f->scenario, f->folder, NULL), OW_IO);
    assert_int_equal(entries(f->top), 1);
}

static void other_files_are_carried_over(void **state) {
    fixture *f = *state;
    write_plan(f);
    put(f, "plan.html", "a page");
    f->plan->seed = 7;
    write_plan(f);
    assert_string_equal(text_of(f, "plan.html"), "a page");
    assert_non_null(strstr(text_of(f, "plan.csv"), ",7,0,"));
    assert_int_equal(entries(f->top), 1);
}

/* A reader between any two steps sees the old plan or the new one: here the write fails halfway. */
static void a_failed_write_leaves_the_old_plan(void **state) {
    fixture *f = *state;
    write_plan(f);
    const char *before = text_of(f, "movements.csv");
    f->plan->movements[3].unit = 77;
    ow_error error = {0};
    assert_int_equal(ow_plan_write(f->plan, f->scenario, f->folder, &error), OW_INPUT);
    assert_non_null(strstr(error.message, "a unit"));
    assert_string_equal(text_of(f, "movements.csv"), before);
    assert_int_equal(entries(f->top), 1);
}

static void a_link_to_a_plan_stays_a_link(void **state) {
    fixture *f = *state;
    write_plan(f);
    char *link = ow_arena_printf(f->arena, "%s/link", f->top);
    assert_int_equal(symlink(f->folder, link), 0);
    assert_int_equal(ow_plan_write(f->plan, f->scenario, link, NULL), OW_OK);
    struct stat info;
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_non_null(text_of(f, "plan.csv"));
}

static void missing_folders_above_are_made(void **state) {
    fixture *f = *state;
    char *deep = ow_arena_printf(f->arena, "%s/a/b/plan", f->top);
    assert_int_equal(ow_plan_write(f->plan, f->scenario, deep, NULL), OW_OK);
    assert_true(ow_path_exists(ow_arena_printf(f->arena, "%s/proof.json", deep)) == 0);
}

/* One wrong cell: file, row and column are said, and nothing wrong becomes something right. */
typedef struct damage {
    const char *file, *old, *new, *column;
    int64_t row;
} damage;

static void wrong_cells_are_said(void **state) {
    fixture *f = *state;
    static const damage damages[] = {
        {"movements.csv", "r1,base", "r9,base", "link_id", 2},
        {"movements.csv", "base,home,cart", "base,house,cart", "to_site_id", 4},
        {"movements.csv", ",cart,", ",coach,", "fleet_id", 4},
        {"movements.csv", "u2,box", "u2,crate", "item_id", 3},
        {"movements.csv", "1,1,c1,", "1,1,c9,", "convoy_id", 2},
        {"movements.csv", "1,1,c1,,u2,", "1,1,c1,p9,u2,", "permission_id", 2},
        {"movements.csv", "u1,,5", "u7,,5", "unit_id", 4},
        {"movements.csv", "u1,,5", "u1,,0", "quantity", 4},
        {"movements.csv", "2026-01-02", "2026-02-30", "depart_date", 4},
        {"convoys.csv", ",u1,2", ",u5,2", "escort_unit_id", 2},
        {"fates.csv", "destroy", "vanish", "fate", 2},
        {"closings.csv", "base", "bass", "site_id", 2},
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        const damage *d = &damages[i];
        write_plan(f);
        change(f, d->file, d->old, d->new);
        ow_notices_free(&f->notices);
        ow_notices_init(&f->notices, f->arena);
        onward_plan *plan = read_plan(f);
        if (f->notices.errors != 1) fail_msg("%s: %d notices", d->new, (int)f->notices.errors);
        assert_string_equal(f->notices.data[0].file, d->file);
        assert_string_equal(f->notices.data[0].column, d->column);
        assert_int_equal(f->notices.data[0].row, d->row);
        ow_plan_free(plan);
    }
}

static void unknown_items_do_not_become_people(void **state) {
    fixture *f = *state;
    write_plan(f);
    change(f, "movements.csv", "u2,box", "u2,crate");
    onward_plan *plan = read_plan(f);
    assert_int_equal(plan->movements[1].item, OW_NOT_USABLE);
    ow_plan_free(plan);
}

static void permissions_are_told_apart(void **state) {
    fixture *f = *state;
    write_plan(f);
    change(f, "movements.csv", "1,1,c1,,u2,", "1,1,c1,p-yes,u2,");
    change(f, "movements.csv", "1,1,c1,,u2,", "1,1,c1,p-no,u2,");
    onward_plan *plan = read_plan(f);
    assert_int_equal(f->notices.errors, 0);
    assert_int_equal(plan->movements[0].permission, ow_scenario_permission(f->scenario, "p-yes"));
    assert_int_equal(plan->movements[1].permission, OW_NOT_USABLE);
    assert_int_equal(plan->movements[2].permission, OW_NO_INDEX);
    ow_plan_free(plan);
}

static void a_folder_without_a_plan_is_no_plan(void **state) {
    fixture *f = *state;
    onward_plan *plan = NULL;
    ow_error error = {0};
    write_plan(f);
    assert_int_equal(unlink(path_in(f, "plan.csv")), 0);
    assert_int_equal(ow_plan_read(&plan, f->folder, f->scenario, &f->notices, &error), OW_INPUT);
    assert_string_equal(error.file, "plan.csv");
    assert_null(plan);
    assert_int_equal(ow_plan_read(&plan, "/tmp/no/such", f->scenario, &f->notices, &error), OW_IO);
    assert_null(plan);
}

static void a_broken_proof_is_said_and_proves_nothing(void **state) {
    fixture *f = *state;
    write_plan(f);
    put(f, "proof.json", "{\"prices\": [");
    onward_plan *plan = read_plan(f);
    assert_null(plan->proof);
    assert_int_equal(f->notices.total[OW_NOTICE_bad_proof], 1);
    ow_plan_free(plan);
}

static void a_proof_is_kept(void **state) {
    fixture *f = *state;
    ow_price price = {OW_PRICE_site, ow_scenario_site(f->scenario, "base"), OW_MODE_road, 1, 250};
    ow_proof proof = {1, 0, 0, &price, NULL, NULL};
    f->plan->proof = &proof;
    write_plan(f);
    f->plan->proof = NULL;
    onward_plan *plan = read_plan(f);
    assert_int_equal(f->notices.errors, 0);
    assert_non_null(plan->proof);
    assert_int_equal(plan->proof->prices_count, 1);
    const ow_price *kept = plan->proof->prices; /* field by field: the struct has padding */
    assert_int_equal(kept->kind, price.kind);
    assert_int_equal(kept->a, price.a);
    assert_int_equal(kept->b, price.b);
    assert_int_equal(kept->day, price.day);
    assert_int_equal(kept->milli, price.milli);
    ow_plan_free(plan);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(written_is_read_again),
        TEST(written_again_gives_the_same_bytes),
        TEST(levels_are_derived_when_absent),
        TEST(a_slash_at_the_end_changes_nothing),
        TEST(a_folder_that_is_no_plan_is_refused),
        TEST(a_file_is_refused),
        TEST(other_files_are_carried_over),
        TEST(a_failed_write_leaves_the_old_plan),
        TEST(a_link_to_a_plan_stays_a_link),
        TEST(missing_folders_above_are_made),
        TEST(wrong_cells_are_said),
        TEST(unknown_items_do_not_become_people),
        TEST(permissions_are_told_apart),
        TEST(a_folder_without_a_plan_is_no_plan),
        TEST(a_broken_proof_is_said_and_proves_nothing),
        TEST(a_proof_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
