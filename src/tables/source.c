/* Folders, archives (libzip) and memory behind one interface.
 * Invariant: names are plain (no slash, no leading dot), distinct and sorted; an archive's name i
 * stands for its entry `entries[i]`. What an archive says about sizes is not trusted: reading stops
 * one byte past the limit. */
#include "tables/source.h"

#include "base/array.h"
#include "base/file.h"
#include "tables/schema.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

typedef struct member {
    const char *name;
    uint64_t entry; /* in the archive, or place in files */
} member;

struct ow_source {
    ow_arena *arena; /* names */
    const char *folder;
    zip_t *zip;
    const ow_source_file *files;
    OW_VECTOR(member) members;
};

static ow_status fail_memory(ow_error *error) {
    return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while opening the tables");
}

static ow_status add_member(ow_source *source, const char *name, uint64_t entry, ow_error *error) {
    if (source->members.count == OW_SOURCE_ENTRIES_MAX)
        return ow_fail(error, OW_INPUT, "leave only the tables there", "more than %u files",
                       OW_SOURCE_ENTRIES_MAX);
    const char *copy = ow_arena_strdup(source->arena, name);
    if (!copy || !OW_PUSH(&source->members, (member){copy, entry})) return fail_memory(error);
    return OW_OK;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const member *)a)->name, ((const member *)b)->name);
}

static ow_status sort_members(ow_source *source, ow_error *error) {
    if (source->members.count > 0)
        qsort(source->members.data, source->members.count, sizeof *source->members.data, by_name);
    for (uint32_t i = 1; i < source->members.count; i++)
        if (strcmp(source->members.data[i - 1].name, source->members.data[i].name) == 0)
            return ow_fail(error, OW_INPUT, "keep one of them", "two files are named %s",
                           source->members.data[i].name);
    return OW_OK;
}

static ow_source *new_source(void) {
    ow_source *source = calloc(1, sizeof *source);
    if (!source) return NULL;
    source->arena = ow_arena_new();
    if (source->arena) return source;
    free(source);
    return NULL;
}

void ow_source_close(ow_source *source) {
    if (!source) return;
    if (source->zip) zip_discard(source->zip);
    OW_VECTOR_FREE(&source->members);
    ow_arena_free(source->arena);
    free(source);
}

/* Hands over a source whose members are known, or closes it. */
static ow_status finish(ow_source **out, ow_source *source, ow_status status, ow_error *error) {
    if (status == OW_OK) status = sort_members(source, error);
    if (status == OW_OK)
        *out = source;
    else
        ow_source_close(source);
    return status;
}

static ow_status open_folder(ow_source **out, const char *path, ow_error *error) {
    ow_source *source = new_source();
    if (!source) return fail_memory(error);
    source->folder = ow_arena_strdup(source->arena, path);
    if (!source->folder) return finish(out, source, fail_memory(error), error);
    DIR *folder = opendir(path);
    if (!folder)
        return finish(out, source,
                      ow_fail(error, OW_IO, "check that you may read it",
                              "%s: cannot be opened: %s", path, strerror(errno)),
                      error);
    ow_status status = OW_OK;
    for (const struct dirent *entry; status == OW_OK && (entry = readdir(folder));)
        if (entry->d_name[0] != '.') status = add_member(source, entry->d_name, 0, error);
    (void)closedir(folder);
    return finish(out, source, status, error);
}

/* The plain name of an archive's entry in `folder` (NULL: at the top), or NULL if it is not there.
 */
static const char *plain_name(const char *path, const char *folder) {
    if (folder) {
        size_t length = strlen(folder);
        if (strncmp(path, folder, length) != 0 || path[length] != '/') return NULL;
        path += length + 1;
    }
    if (*path == '\0' || *path == '.' || strchr(path, '/') || strchr(path, '\\')) return NULL;
    return path;
}

static int is_table(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".csv") == 0 &&
           ow_schema_find(name, (size_t)(dot - name)) != OW_TABLE_COUNT;
}

/* Where the tables of an archive are: *folder NULL for its top, else its one folder that holds any.
 */
static ow_status find_folder(const char **folder, ow_source *source, int64_t entries,
                             ow_error *error) {
    *folder = NULL;
    for (int64_t i = 0; i < entries; i++) {
        const char *path = zip_get_name(source->zip, (zip_uint64_t)i, 0);
        if (path && plain_name(path, NULL) && is_table(path)) return OW_OK;
    }
    for (int64_t i = 0; i < entries; i++) {
        const char *path = zip_get_name(source->zip, (zip_uint64_t)i, 0);
        const char *slash = path ? strchr(path, '/') : NULL;
        if (!slash || *path == '.' || !plain_name(slash + 1, NULL) || !is_table(slash + 1))
            continue;
        size_t length = (size_t)(slash - path);
        if (*folder && strlen(*folder) == length && memcmp(*folder, path, length) == 0) continue;
        if (*folder)
            return ow_fail(error, OW_INPUT,
                           "put the tables of one scenario at the top of the archive",
                           "the archive holds tables in more than one folder");
        *folder = ow_arena_strndup(source->arena, path, length);
        if (!*folder) return fail_memory(error);
    }
    return OW_OK;
}

static ow_status list_archive(ow_source *source, ow_error *error) {
    int64_t entries = zip_get_num_entries(source->zip, 0);
    if (entries > (int64_t)OW_SOURCE_ENTRIES_MAX)
        return ow_fail(error, OW_INPUT, "leave only the tables in it",
                       "the archive holds more than %u files", OW_SOURCE_ENTRIES_MAX);
    const char *folder = NULL;
    OW_TRY(find_folder(&folder, source, entries, error));
    for (int64_t i = 0; i < entries; i++) {
        const char *path = zip_get_name(source->zip, (zip_uint64_t)i, 0);
        const char *name = path ? plain_name(path, folder) : NULL;
        if (name) OW_TRY(add_member(source, name, (uint64_t)i, error));
    }
    return OW_OK;
}

static ow_status fail_zip(ow_error *error, const char *path, int code) {
    zip_error_t zip_error;
    zip_error_init_with_code(&zip_error, code);
    ow_status status = code == ZIP_ER_MEMORY ? OW_NO_MEMORY
                       : code == ZIP_ER_OPEN ? OW_IO
                                             : OW_INPUT;
    (void)ow_fail(error, status, "give a folder of CSV tables, or a .zip of them", "%s: %s", path,
                  zip_error_strerror(&zip_error));
    zip_error_fini(&zip_error);
    return status;
}

static ow_status open_archive(ow_source **out, const char *path, ow_error *error) {
    int code = 0;
    ow_source *source = new_source();
    if (!source) return fail_memory(error);
    source->zip = zip_open(path, ZIP_RDONLY, &code);
    if (!source->zip) return finish(out, source, fail_zip(error, path, code), error);
    return finish(out, source, list_archive(source, error), error);
}

ow_status ow_source_open(ow_source **out, const char *path, ow_error *error) {
    if (ow_path_is_folder(path)) return open_folder(out, path, error);
    if (!ow_path_exists(path))
        return ow_fail(error, OW_IO, "check the path", "%s: there is no such folder or file", path);
    return open_archive(out, path, error);
}

ow_status ow_source_open_zip(ow_source **out, const void *bytes, size_t length, ow_error *error) {
    static const char name[] = "archive";
    ow_source *source = new_source();
    if (!source) return fail_memory(error);
    zip_error_t zip_error;
    zip_error_init(&zip_error);
    ow_status status = OW_OK;
    zip_source_t *buffer = zip_source_buffer_create(bytes, length, 0, &zip_error);
    if (buffer) source->zip = zip_open_from_source(buffer, ZIP_RDONLY, &zip_error);
    if (!source->zip) {
        status = fail_zip(error, name, zip_error_code_zip(&zip_error));
        if (buffer) zip_source_free(buffer);
    }
    zip_error_fini(&zip_error);
    if (status == OW_OK) status = list_archive(source, error);
    return finish(out, source, status, error);
}

ow_status ow_source_open_memory(ow_source **out, const ow_source_file *files, uint32_t count,
                                ow_error *error) {
    ow_source *source = new_source();
    if (!source) return fail_memory(error);
    source->files = files;
    ow_status status = OW_OK;
    for (uint32_t i = 0; i < count && status == OW_OK; i++)
        status = add_member(source, files[i].name, i, error);
    return finish(out, source, status, error);
}

uint32_t ow_source_count(const ow_source *source) {
    return source->members.count;
}

const char *ow_source_name(const ow_source *source, uint32_t i) {
    assert(i < source->members.count);
    return source->members.data[i].name;
}

static ow_status fail_large(ow_error *error, const char *name, size_t bytes_max) {
    (void)ow_fail(error, OW_LIMIT, "split the scenario, or leave rows out",
                  "%s: larger than the limit of %zu bytes", name, bytes_max);
    if (error) (void)snprintf(error->file, sizeof error->file, "%s", name);
    return OW_LIMIT;
}

static ow_status copy_to_arena(char **text, size_t *length, const void *bytes, size_t count,
                               ow_arena *arena, ow_error *error) {
    char *copy = ow_arena_strndup(arena, count ? bytes : "", count);
    if (!copy) return fail_memory(error);
    *text = copy;
    *length = count;
    return OW_OK;
}

static ow_status read_file(char **text, size_t *length, const ow_source *source, const char *name,
                           size_t bytes_max, ow_arena *arena, ow_error *error) {
    ow_buffer bytes = {0};
    char *path = ow_arena_printf(source->arena, "%s/%s", source->folder, name);
    if (!path) return fail_memory(error);
    /* Asked before reading, so that a file that is far too large costs nothing. */
    if (ow_file_size(path) > (int64_t)bytes_max) return fail_large(error, name, bytes_max);
    ow_status status = ow_file_read(&bytes, path, bytes_max, error);
    if (status == OW_OK)
        status = copy_to_arena(text, length, bytes.data, bytes.length, arena, error);
    ow_buffer_free(&bytes);
    return status;
}

static ow_status read_entry(char **text, size_t *length, const ow_source *source, uint64_t entry,
                            const char *name, size_t bytes_max, ow_arena *arena, ow_error *error) {
    ow_status status = OW_OK;
    ow_buffer bytes = {0};
    char piece[1 << 14];
    zip_file_t *file = zip_fopen_index(source->zip, entry, 0);
    if (!file) return fail_zip(error, name, zip_error_code_zip(zip_get_error(source->zip)));
    for (;;) {
        zip_int64_t got = zip_fread(file, piece, sizeof piece);
        if (got < 0) status = fail_zip(error, name, zip_error_code_zip(zip_file_get_error(file)));
        if (got <= 0) break;
        ow_buffer_bytes(&bytes, piece, (size_t)got);
        if (bytes.failed) status = fail_memory(error);
        if (bytes.length > bytes_max) status = fail_large(error, name, bytes_max);
        if (status != OW_OK) break;
    }
    (void)zip_fclose(file);
    if (status == OW_OK)
        status = copy_to_arena(text, length, bytes.data, bytes.length, arena, error);
    ow_buffer_free(&bytes);
    return status;
}

ow_status ow_source_read(char **text, size_t *length, ow_source *source, const char *name,
                         size_t bytes_max, ow_arena *arena, ow_error *error) {
    member wanted = {name, 0};
    const member *found =
        source->members.count == 0
            ? NULL
            : bsearch(&wanted, source->members.data, source->members.count, sizeof wanted, by_name);
    if (!found) {
        *text = NULL;
        *length = 0;
        return OW_OK;
    }
    if (source->zip)
        return read_entry(text, length, source, found->entry, name, bytes_max, arena, error);
    if (source->folder) return read_file(text, length, source, name, bytes_max, arena, error);
    const ow_source_file *file = &source->files[found->entry];
    if (file->length > bytes_max) return fail_large(error, name, bytes_max);
    return copy_to_arena(text, length, file->bytes, file->length, arena, error);
}
