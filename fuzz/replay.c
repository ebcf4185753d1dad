/* Runs a fuzz target without a fuzzer: over every file of a corpus folder, and over small damages
 * of each, so that every compiler and sanitizer of the ordinary tests sees what fuzzing found.
 * The damages (cuts, flipped bytes, doubled and swapped pieces) come from a fixed sequence: two
 * runs try the same inputs. An empty or missing corpus is a failure: it would prove nothing. Cost:
 * (1 + DAMAGES_PER_FILE) runs of the target a file. Usage: fuzz_<name> FOLDER|FILE... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DAMAGES_PER_FILE = 32, INPUT_BYTES_MAX = 4 << 20, PATH_BYTES_MAX = 4096 };

typedef struct {
    size_t files;
    size_t damaged;
} tally;

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t below(uint64_t *state, size_t limit) {
    return limit == 0 ? 0 : (size_t)(next_random(state) % limit);
}

/* An exact-sized copy, so that AddressSanitizer sees a read one byte past the end. */
static void run(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    if (copy == NULL) abort();
    memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* Damages data in place and returns its new size, which is never larger. */
static size_t damage(uint8_t *data, size_t size, uint64_t *state) {
    static const uint8_t telling[] = {0,   '\n', '\r', '"',  ',',  '-',
                                      '9', '/',  ':',  0x7f, 0x80, 0xff};
    if (size == 0) return 0;
    size_t at = below(state, size);
    switch (next_random(state) % 4) {
    case 0: return at;
    case 1: data[at] = telling[below(state, sizeof telling)]; return size;
    case 2: data[at] ^= (uint8_t)(1U << below(state, 8)); return size;
    default: {
        size_t from = below(state, size);
        size_t longest = size - (at > from ? at : from);
        memmove(data + at, data + from, 1 + below(state, longest));
        return size;
    }
    }
}

static void replay_bytes(const uint8_t *data, size_t size, tally *done) {
    uint64_t state = 0x9e3779b97f4a7c15U ^ size;
    uint8_t *scratch = malloc(size == 0 ? 1 : size);
    if (scratch == NULL) abort();
    run(data, size);
    done->files++;
    for (int i = 0; i < DAMAGES_PER_FILE; i++) {
        memcpy(scratch, data, size);
        size_t left = damage(scratch, size, &state);
        left = damage(scratch, left, &state);
        run(scratch, left);
        done->damaged++;
    }
    free(scratch);
}

static int replay_file(const char *path, tally *done) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    uint8_t *data = malloc(INPUT_BYTES_MAX);
    if (data == NULL) abort();
    size_t size = fread(data, 1, INPUT_BYTES_MAX, file);
    int failed = ferror(file) || !feof(file);
    fclose(file);
    if (failed) {
        fprintf(stderr, "%s: cannot be read, or is longer than %d bytes\n", path, INPUT_BYTES_MAX);
    } else {
        /* On a crash this is the last line printed: it names the input. */
        fprintf(stderr, "%s\n", path);
        replay_bytes(data, size, done);
    }
    free(data);
    return failed;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int replay_folder(const char *folder, tally *done) {
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, by_name);
    if (count < 0) {
        perror(folder);
        return 1;
    }
    int failures = 0;
    for (int i = 0; i < count; i++) {
        char path[PATH_BYTES_MAX];
        struct stat info;
        int length = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        if (length < 0 || (size_t)length >= sizeof path) {
            failures++;
        } else if (stat(path, &info) == 0 && S_ISREG(info.st_mode)) {
            failures += replay_file(path, done);
        }
    }
    free(entries);
    return failures;
}

int main(int argc, char **argv) {
    tally done = {0, 0};
    int failures = 0;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode)) {
            failures += replay_folder(argv[i], &done);
        } else {
            failures += replay_file(argv[i], &done);
        }
    }
    printf("replayed %zu inputs and %zu damaged copies of them\n", done.files, done.damaged);
    if (done.files == 0) fprintf(stderr, "no input found: usage: %s FOLDER|FILE...\n", argv[0]);
    return failures > 0 || done.files == 0;
}
