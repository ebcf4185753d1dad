/* Files by POSIX calls. Reading refuses what is not a regular file before it can block or run on
 * for ever. Writing goes to a temporary file in the same folder, is synced, renamed over the
 * target, and the folder is synced, so that a crash leaves the old file or the new one. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ow_status fail_file(ow_error *error, const char *path, const char *what, int code) {
    ow_status status = code == ENOMEM ? OW_NO_MEMORY : OW_IO;
    (void)ow_fail(error, status, "check that the path exists and that you may use it", "%s: %s: %s",
                  path, what, strerror(code));
    if (error) (void)snprintf(error->file, sizeof error->file, "%s", path);
    return status;
}

static ow_status fail_size(ow_error *error, const char *path, size_t bytes_max) {
    (void)ow_fail(error, OW_IO, "make the file smaller", "%s: larger than the limit of %zu bytes",
                  path, bytes_max);
    if (error) (void)snprintf(error->file, sizeof error->file, "%s", path);
    return OW_IO;
}

static ow_status read_open(ow_buffer *out, int file, const char *path, size_t bytes_max,
                           ow_error *error) {
    char piece[1 << 16];
    for (;;) {
        ssize_t got = read(file, piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail_file(error, path, "cannot be read", errno);
        if (got == 0) return OW_OK;
        if ((size_t)got > bytes_max - out->length) return fail_size(error, path, bytes_max);
        ow_buffer_bytes(out, piece, (size_t)got);
        if (out->failed) return fail_file(error, path, "cannot be read", ENOMEM);
    }
}

ow_status ow_file_read(ow_buffer *out, const char *path, size_t bytes_max, ow_error *error) {
    ow_status status = OW_OK;
    ow_buffer text = {0};
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return fail_file(error, path, "cannot be opened", errno);
    if (fstat(file, &info) != 0) {
        status = fail_file(error, path, "cannot be read", errno);
        goto cleanup;
    }
    if (!S_ISREG(info.st_mode)) {
        status = fail_file(error, path, "is not a regular file",
                           S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
        goto cleanup;
    }
    if ((uint64_t)info.st_size > bytes_max) {
        status = fail_size(error, path, bytes_max);
        goto cleanup;
    }
    ow_buffer_text(&text, ""); /* an empty file gives "", not NULL */
    status = read_open(&text, file, path, bytes_max, error);
    if (status == OW_OK && text.failed) status = fail_file(error, path, "cannot be read", ENOMEM);
    if (status != OW_OK) goto cleanup;
    ow_buffer_free(out);
    *out = text;
    text = (ow_buffer){0};
cleanup:
    ow_buffer_free(&text);
    (void)close(file);
    return status;
}

static int write_all(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return 0;
        bytes += written;
        length -= (size_t)written;
    }
    return fsync(file) == 0;
}

/* Not every file system lets a folder be synced; the rename is then as durable as it can be. */
static void sync_folder_of(const char *path) {
    char *folder = strdup(path);
    if (!folder) return;
    char *slash = strrchr(folder, '/');
    if (slash) *(slash == folder ? slash + 1 : slash) = '\0';
    int file = open(slash ? folder : ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (file >= 0) {
        (void)fsync(file);
        (void)close(file);
    }
    free(folder);
}

/* Opens a new file beside path; its name, path.<process>.<try>, goes to *name, which the caller
 * frees. */
static int open_beside(char **name, const char *path) {
    enum { TRIES_MAX = 100 };
    size_t size = strlen(path) + 40;
    *name = malloc(size);
    if (!*name) {
        errno = ENOMEM;
        return -1;
    }
    int file = -1;
    for (int i = 0; i < TRIES_MAX && file < 0; i++) {
        (void)snprintf(*name, size, "%s.%ld.%d", path, (long)getpid(), i);
        file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST) break;
    }
    return file;
}

ow_status ow_file_write(const char *path, const void *bytes, size_t length, ow_error *error) {
    static const char what[] = "cannot be written";
    ow_status status = OW_OK;
    char *temporary = NULL;
    int file = open_beside(&temporary, path);
    if (file < 0) {
        status = fail_file(error, path, what, errno);
        goto cleanup;
    }
    if (!write_all(file, bytes, length)) status = fail_file(error, path, what, errno);
    if (close(file) != 0 && status == OW_OK) status = fail_file(error, path, what, errno);
    if (status == OW_OK && rename(temporary, path) != 0)
        status = fail_file(error, path, what, errno);
    if (status != OW_OK) (void)unlink(temporary);
    if (status == OW_OK) sync_folder_of(path);
cleanup:
    free(temporary);
    return status;
}

ow_status ow_folder_make(const char *path, ow_error *error) {
    char *copy = strdup(path);
    if (!copy) return fail_file(error, path, "cannot be made", ENOMEM);
    ow_status status = OW_OK;
    for (char *at = copy; *at != '\0' && status == OW_OK;) {
        at += strspn(at, "/");
        at += strcspn(at, "/");
        char kept = *at;
        *at = '\0';
        if (*copy != '\0' && mkdir(copy, 0777) != 0 && errno != EEXIST)
            status = fail_file(error, path, "cannot be made", errno);
        *at = kept;
    }
    if (status == OW_OK && !ow_path_is_folder(path))
        status = fail_file(error, path, "is not a folder", ENOTDIR);
    free(copy);
    return status;
}

int ow_path_is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int ow_path_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0;
}

int64_t ow_file_size(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (int64_t)info.st_size : -1;
}
