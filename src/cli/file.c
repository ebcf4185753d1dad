/* A file written beside its place and renamed there, so that nobody sees half of it. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static onward_status fail(onward_error *error, const char *path, int code) {
    memset(error, 0, sizeof *error);
    error->status = ONWARD_IO;
    (void)snprintf(error->file, sizeof error->file, "%s", path);
    (void)snprintf(error->message, sizeof error->message, "cannot be written: %s", strerror(code));
    (void)snprintf(error->hint, sizeof error->hint,
                   "check that the folder exists and that you may write into it");
    return ONWARD_IO;
}

onward_status ow_cli_write_file(const char *path, const char *bytes, size_t length,
                                onward_error *error) {
    size_t size = strlen(path) + 32;
    char *beside = malloc(size);
    if (!beside) return fail(error, path, ENOMEM);
    (void)snprintf(beside, size, "%s.tmp.%ld", path, (long)getpid());
    int code = 0;
    FILE *file = fopen(beside, "wxb");
    if (!file) code = errno;
    if (file && fwrite(bytes, 1, length, file) != length) code = errno ? errno : EIO;
    if (file && !code && (fflush(file) != 0 || fsync(fileno(file)) != 0)) code = errno;
    if (file && fclose(file) != 0 && !code) code = errno;
    if (!code && rename(beside, path) != 0) code = errno;
    if (code && file) (void)unlink(beside);
    free(beside);
    return code ? fail(error, path, code) : ONWARD_OK;
}
