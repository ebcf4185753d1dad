/* Any bytes as a scenario: a .zip, or tables in one text, each after a line `=== units.csv`. What
 * loads without errors, written in canonical form and loaded again, is the same scenario; what does
 * not load says why. */
#include "base/buffer.h"
#include "scenario/load.h"
#include "tables/print.h"
#include "tables/read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MAX = 40, NAME_BYTES_MAX = 64 };

typedef struct pieces {
    ow_source_file files[FILES_MAX];
    char names[FILES_MAX][NAME_BYTES_MAX];
    uint32_t count;
} pieces;

/* Cuts the text at its separators; what stands before the first is dropped. */
static void cut(pieces *p, const char *text, size_t size) {
    static const char mark[] = "=== ";
    const char *end = text + size;
    for (const char *line = text; line < end && p->count < FILES_MAX;) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        const char *next = feed ? feed + 1 : end;
        size_t length = (size_t)(next - line) - (feed != NULL);
        if (length > sizeof mark - 1 && length < NAME_BYTES_MAX &&
            memcmp(line, mark, sizeof mark - 1) == 0) {
            char *name = p->names[p->count];
            memcpy(name, line + sizeof mark - 1, length - (sizeof mark - 1));
            p->files[p->count++] = (ow_source_file){name, next, 0};
        } else if (p->count > 0) {
            ow_source_file *file = &p->files[p->count - 1];
            file->length = (size_t)(next - (const char *)file->bytes);
        }
        line = next;
    }
}

static ow_status load(onward_scenario **out, ow_source *source) {
    ow_notices notices;
    ow_error error;
    ow_buffer text = {0};
    ow_arena *arena = ow_arena_new();
    assert(arena);
    ow_notices_init(&notices, arena);
    ow_status status = ow_scenario_load_source(out, source, &notices, &error);
    /* A damaged archive has an error and no notice. */
    assert(status == OW_OK ? notices.errors == 0 : *error.message != '\0');
    assert(ow_notices_text(&text, &notices) == OW_OK);
    ow_buffer_clear(&text);
    assert(ow_notices_json(&text, &notices) == OW_OK);
    ow_buffer_free(&text);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return status;
}

static void check_again(const onward_scenario *first) {
    ow_buffer texts[OW_TABLE_COUNT] = {0};
    ow_source_file files[OW_TABLE_COUNT];
    uint32_t count = 0;
    ow_source *source = NULL;
    onward_scenario *again = NULL;
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        if (table->group != OW_GROUP_SCENARIO) continue;
        assert(ow_rows_write(&texts[t], &first->rows, (ow_table_id)t) == OW_OK);
        files[count++] = (ow_source_file){table->file, texts[t].data, texts[t].length};
    }
    assert(ow_source_open_memory(&source, files, count, NULL) == OW_OK);
    assert(load(&again, source) == OW_OK);
    assert(strcmp(first->sha256, again->sha256) == 0);
    ow_scenario_free(again);
    ow_source_close(source);
    for (int t = 0; t < OW_TABLE_COUNT; t++) ow_buffer_free(&texts[t]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ow_source *source = NULL;
    onward_scenario *scenario = NULL;
    ow_error error;
    pieces *p = calloc(1, sizeof *p);
    assert(p);
    ow_status status;
    if (size > 2 && memcmp(data, "PK", 2) == 0) {
        status = ow_source_open_zip(&source, data, size, &error);
    } else {
        cut(p, (const char *)data, size);
        status = ow_source_open_memory(&source, p->files, p->count, &error);
    }
    if (status == OW_OK && load(&scenario, source) == OW_OK) check_again(scenario);
    ow_scenario_free(scenario);
    ow_source_close(source);
    free(p);
    return 0;
}
