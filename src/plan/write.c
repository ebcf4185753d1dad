/* Writes a plan's folder: everything goes into a new folder beside the target, which then takes its
 * place in one step of the file system (exchange, where it can; else two renames). On any failure
 * the new folder is removed and what was there before is untouched. O(rows). */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* renameat2 */
#endif
#include "base/file.h"
#include "plan/derive.h"
#include "plan/io.h"
#include "plan/proof_json.h"
#include "tables/read.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES_MAX = 100 };

static const char proof_file[] = "proof.json";

static ow_status fail_folder(ow_error *error, const char *folder, const char *what, int code) {
    ow_status status = code == ENOMEM ? OW_NO_MEMORY : OW_IO;
    (void)ow_fail(error, status, "check that the path exists and that you may use it", "%s: %s: %s",
                  folder, what, strerror(code));
    if (error) (void)snprintf(error->file, sizeof error->file, "%s", folder);
    return status;
}

static int is_dots(const char *name) {
    return !strcmp(name, ".") || !strcmp(name, "..");
}

static int is_plan_file(const char *name) {
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        if (table->group == OW_GROUP_PLAN && !strcmp(name, table->file)) return 1;
    }
    return !strcmp(name, proof_file);
}

static char *join(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path) (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* Removes the plan's files and the folder; whatever else is in it keeps it from going. */
static void remove_plan(const char *folder) {
    DIR *listing = opendir(folder);
    if (!listing) return;
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
        if (!is_plan_file(entry->d_name)) continue;
        char *path = join(folder, entry->d_name);
        if (path) (void)unlink(path);
        free(path);
    }
    (void)closedir(listing);
    (void)rmdir(folder);
}

/* What is not the plan's own moves over; what cannot stays in the old folder. */
static void carry_over(const char *from, const char *to) {
    DIR *listing = opendir(from);
    if (!listing) return;
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
        if (is_dots(entry->d_name) || is_plan_file(entry->d_name)) continue;
        char *old_path = join(from, entry->d_name), *new_path = join(to, entry->d_name);
        if (old_path && new_path) (void)rename(old_path, new_path);
        free(old_path);
        free(new_path);
    }
    (void)closedir(listing);
}

/* Nothing there, an empty folder, or a plan; else OW_IO. *exists says whether something is there.
 */
static ow_status check_target(int *exists, const char *folder, ow_error *error) {
    struct stat info;
    *exists = lstat(folder, &info) == 0;
    if (!*exists) return OW_OK;
    DIR *listing = opendir(folder);
    if (!listing) return fail_folder(error, folder, "cannot be replaced by a plan", errno);
    int is_empty = 1, is_plan = 0;
    for (struct dirent *entry = readdir(listing); entry; entry = readdir(listing)) {
        if (is_dots(entry->d_name)) continue;
        is_empty = 0;
        is_plan |= !strcmp(entry->d_name, "plan.csv");
    }
    (void)closedir(listing);
    if (is_empty || is_plan) return OW_OK;
    (void)ow_fail(error, OW_IO, "name another folder, or empty this one",
                  "%s: exists and holds no plan.csv, so it is not overwritten", folder);
    if (error) (void)snprintf(error->file, sizeof error->file, "%s", folder);
    return OW_IO;
}

ow_status ow_plan_target(const char *folder, ow_error *error) {
    int exists = 0;
    return check_target(&exists, folder, error);
}

static ow_status write_text(const char *folder, const char *name, const ow_buffer *text,
                            ow_error *error) {
    char *path = join(folder, name);
    if (!path) return fail_folder(error, folder, "cannot be written", ENOMEM);
    ow_status status = ow_file_write(path, text->data ? text->data : "", text->length, error);
    free(path);
    return status;
}

static ow_status write_tables(const ow_rows *rows, const char *folder, ow_error *error) {
    ow_status status = OW_OK;
    ow_buffer text = {0};
    for (int t = 0; t < OW_TABLE_COUNT && status == OW_OK; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        if (table->group != OW_GROUP_PLAN) continue;
        ow_buffer_clear(&text);
        if (ow_rows_write(&text, rows, (ow_table_id)t) != OW_OK)
            status = fail_folder(error, folder, "cannot be written", ENOMEM);
        else
            status = write_text(folder, table->file, &text, error);
    }
    ow_buffer_free(&text);
    return status;
}

static ow_status write_proof(const onward_plan *plan, const onward_scenario *scenario,
                             const char *folder, ow_error *error) {
    if (!plan->proof) return OW_OK;
    ow_buffer text = {0};
    ow_status status = OW_OK;
    if (ow_proof_write(&text, plan->proof, scenario) != OW_OK)
        status = fail_folder(error, folder, "cannot be written", ENOMEM);
    else
        status = write_text(folder, proof_file, &text, error);
    ow_buffer_free(&text);
    return status;
}

static ow_status write_files(const onward_plan *plan, const onward_scenario *scenario,
                             const char *folder, ow_error *error) {
    ow_rows rows = {0};
    ow_arena *arena = ow_arena_new();
    if (!arena) return fail_folder(error, folder, "cannot be written", ENOMEM);
    ow_status status = ow_plan_to_rows(&rows, arena, plan, scenario, error);
    if (status == OW_OK) status = write_tables(&rows, folder, error);
    if (status == OW_OK) status = write_proof(plan, scenario, folder, error);
    ow_arena_free(arena);
    return status;
}

/* A new folder beside the target; its path is the caller's to free. */
static char *make_beside(const char *folder) {
    size_t size = strlen(folder) + 40;
    char *path = malloc(size);
    if (!path) {
        errno = ENOMEM;
        return NULL;
    }
    for (int i = 0; i < TRIES_MAX; i++) {
        (void)snprintf(path, size, "%s.tmp.%ld.%d", folder, (long)getpid(), i);
        if (mkdir(path, 0777) == 0) return path;
        if (errno != EEXIST) break;
    }
    int code = errno;
    free(path);
    errno = code;
    return NULL;
}

static int exchange(const char *fresh, const char *folder) {
#ifdef RENAME_EXCHANGE
    return renameat2(AT_FDCWD, fresh, AT_FDCWD, folder, RENAME_EXCHANGE);
#else
    (void)fresh, (void)folder;
    errno = ENOSYS;
    return -1;
#endif
}

/* For file systems without exchange: the old folder steps aside, and comes back if the new one
 * fails. */
static int swap_by_renames(const char *fresh, const char *folder) {
    size_t size = strlen(fresh) + 5;
    char *aside = malloc(size);
    if (!aside) return -1;
    (void)snprintf(aside, size, "%s.old", fresh);
    int done = -1;
    if (rename(folder, aside) == 0) {
        done = rename(fresh, folder);
        int code = errno;
        (void)rename(aside, done == 0 ? fresh : folder);
        errno = code;
    }
    free(aside);
    return done;
}

/* After it `fresh` holds what the target held before, if it held anything. */
static ow_status put_in_place(const char *fresh, const char *folder, int exists, ow_error *error) {
    int done = exists ? exchange(fresh, folder) : rename(fresh, folder);
    if (done != 0 && exists) done = swap_by_renames(fresh, folder);
    if (done != 0) return fail_folder(error, folder, "cannot be replaced by the plan", errno);
    if (exists) carry_over(fresh, folder);
    return OW_OK;
}

/* What exists by its real name, so that a link to a folder stays a link; else without slashes at
 * the end, so that the name beside it does not end up inside it. */
static char *target_path(const char *folder) {
    char *path = realpath(folder, NULL);
    if (path || errno != ENOENT) return path;
    path = strdup(folder);
    size_t length = path ? strlen(path) : 0;
    while (length > 1 && path[length - 1] == '/') path[--length] = '\0';
    return path;
}

/* The folder above the target must be there before something can be put beside it. */
static ow_status make_parent(const char *folder, ow_error *error) {
    const char *slash = strrchr(folder, '/');
    if (!slash || slash == folder) return OW_OK;
    char *parent = strndup(folder, (size_t)(slash - folder));
    if (!parent) return fail_folder(error, folder, "cannot be written", ENOMEM);
    ow_status status = ow_folder_make(parent, error);
    free(parent);
    return status;
}

static ow_status write_folder(const onward_plan *plan, const onward_scenario *scenario,
                              const char *folder, ow_error *error) {
    int exists = 0;
    OW_TRY(check_target(&exists, folder, error));
    OW_TRY(make_parent(folder, error));
    char *fresh = make_beside(folder);
    if (!fresh) return fail_folder(error, folder, "cannot be written", errno);
    ow_status status = write_files(plan, scenario, fresh, error);
    if (status == OW_OK) status = put_in_place(fresh, folder, exists, error);
    remove_plan(fresh);
    free(fresh);
    return status;
}

/* The plan with its levels, which are in *scratch and go with it. */
static ow_status with_levels(onward_plan *out, ow_arena *scratch, const onward_plan *plan,
                             const onward_scenario *scenario, ow_error *error) {
    *out = *plan;
    if (plan->levels_count) return OW_OK;
    ow_stock stock;
    ow_times *times = ow_times_new(scratch, scenario);
    if (!times || !ow_stock_fill(&stock, scratch, plan, scenario, times) ||
        !ow_levels_derive(&out->levels, &out->levels_count, scratch, scenario, &stock))
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a plan was written");
    return OW_OK;
}

ow_status ow_plan_write(const onward_plan *plan, const onward_scenario *scenario,
                        const char *folder, ow_error *error) {
    onward_plan whole;
    char *target = target_path(folder);
    if (!target) return fail_folder(error, folder, "cannot be written", errno);
    ow_status status = OW_NO_MEMORY;
    ow_arena *scratch = ow_arena_new();
    if (!scratch)
        (void)fail_folder(error, folder, "cannot be written", ENOMEM);
    else
        status = with_levels(&whole, scratch, plan, scenario, error);
    if (status == OW_OK) status = write_folder(&whole, scenario, target, error);
    free(target);
    ow_arena_free(scratch);
    return status;
}
