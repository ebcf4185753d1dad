/* The list of notices. Invariant: errors + warnings + infos is the sum of total; of each code at
 * most OW_NOTICE_SAMPLES_MAX are in data. A sample beyond that costs no formatting. */
#include "tables/notice.h"

#include "base/array.h"
#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_BYTES_MAX = 80, MESSAGE_BYTES_MAX = 512 };

typedef struct notice_info {
    const char *name;
    ow_severity severity;
    ow_notice_group group;
    const char *meaning, *cure;
} notice_info;

static const notice_info infos[] = {
#define NOTICE(code, severity, group, meaning, cure)                                               \
    {#code, OW_SEVERITY_##severity, OW_NOTICE_GROUP_##group, meaning, cure},
#include "tables/notice.def"
#undef NOTICE
};

static const notice_info *info_of(ow_notice_code code) {
    assert((int)code >= 0 && code < OW_NOTICE_COUNT);
    return &infos[code];
}

const char *ow_notice_name(ow_notice_code code) {
    return info_of(code)->name;
}
ow_severity ow_notice_severity(ow_notice_code code) {
    return info_of(code)->severity;
}
ow_notice_group ow_notice_group_of(ow_notice_code code) {
    return info_of(code)->group;
}
const char *ow_notice_meaning(ow_notice_code code) {
    return info_of(code)->meaning;
}
const char *ow_notice_cure(ow_notice_code code) {
    return info_of(code)->cure;
}

ow_notice_code ow_notice_find(const char *name) {
    for (int i = 0; i < OW_NOTICE_COUNT; i++)
        if (strcmp(infos[i].name, name) == 0) return (ow_notice_code)i;
    return OW_NOTICE_COUNT;
}

const char *ow_severity_name(ow_severity severity) {
    static const char *const names[] = {"ERROR", "WARNING", "INFO"};
    assert((size_t)severity < sizeof names / sizeof *names);
    return names[severity];
}

const char *ow_notice_group_name(ow_notice_group group) {
    static const char *const names[] = {"file", "cell", "key", "cross"};
    assert((int)group >= 0 && group < OW_NOTICE_GROUP_COUNT);
    return names[group];
}

const char *ow_notice_group_meaning(ow_notice_group group) {
    static const char *const meanings[] = {"are the tables there, and are they CSV",
                                           "is each cell what its column asks for",
                                           "do ids, references, intervals and rows fit each other",
                                           "can the scenario be meant, and be met"};
    assert((int)group >= 0 && group < OW_NOTICE_GROUP_COUNT);
    return meanings[group];
}

void ow_notices_init(ow_notices *notices, ow_arena *arena) {
    memset(notices, 0, sizeof *notices);
    notices->arena = arena;
}

void ow_notices_free(ow_notices *notices) {
    free(notices->data);
    memset(notices, 0, sizeof *notices);
}

void ow_notices_skip(ow_notices *notices, ow_notice_group group, const char *reason) {
    if (!notices->skipped[group]) notices->skipped[group] = reason;
}

/* A copy that is UTF-8: file names may be any bytes, and what is not text is shown as "?". */
static const char *keep(ow_notices *notices, const char *text, size_t bytes_max) {
    size_t length = ow_text_cut(text, bytes_max);
    char *copy = ow_arena_strndup(notices->arena, text, length);
    if (!copy) {
        notices->failed = 1;
        return "";
    }
    for (size_t at = 0; (at += ow_text_fault(copy + at, length - at)) < length;) copy[at] = '?';
    return copy;
}

static void count(ow_notices *notices, ow_notice_code code) {
    notices->total[code]++;
    switch (ow_notice_severity(code)) {
    case OW_SEVERITY_ERROR: notices->errors++; break;
    case OW_SEVERITY_WARNING: notices->warnings++; break;
    case OW_SEVERITY_INFO: notices->infos++; break;
    }
}

void ow_notice_add(ow_notices *notices, ow_notice_code code, const char *file, int64_t row,
                   const char *column, const char *value, const char *hint, const char *format,
                   ...) {
    count(notices, code);
    if (notices->total[code] > OW_NOTICE_SAMPLES_MAX) return;
    char message[MESSAGE_BYTES_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    ow_notice notice = {.code = code, .row = row};
    notice.file = keep(notices, file, SIZE_MAX);
    notice.column = keep(notices, column, SIZE_MAX);
    notice.value = keep(notices, value, VALUE_BYTES_MAX);
    /* Cut by vsnprintf, the text may end inside a character. */
    notice.message = keep(notices, message, ow_text_fault(message, strlen(message)));
    notice.hint = keep(notices, *hint ? hint : ow_notice_cure(code), SIZE_MAX);
    if (!OW_PUSH(notices, notice)) notices->failed = 1;
}

ow_status ow_notices_error(const ow_notices *notices, ow_error *error) {
    for (uint32_t i = 0; i < notices->count; i++) {
        const ow_notice *notice = &notices->data[i];
        if (ow_notice_severity(notice->code) != OW_SEVERITY_ERROR) continue;
        (void)ow_fail(error, OW_INPUT, notice->hint, "%s: %s", ow_notice_name(notice->code),
                      notice->message);
        if (!error) return OW_INPUT;
        (void)snprintf(error->file, sizeof error->file, "%.*s",
                       (int)ow_text_cut(notice->file, sizeof error->file - 1), notice->file);
        (void)snprintf(error->column, sizeof error->column, "%.*s",
                       (int)ow_text_cut(notice->column, sizeof error->column - 1), notice->column);
        error->row = notice->row;
        return OW_INPUT;
    }
    return ow_fail(error, OW_INPUT, "", "the tables hold errors");
}
