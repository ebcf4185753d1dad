/* Notices: what is wrong or odd in a scenario, as data. Codes, severities and cures are in notice.def.
 * Totals are counted for every code; of each code only the first OW_NOTICE_SAMPLES_MAX are kept. */
#ifndef ONWARD_TABLES_NOTICE_H
#define ONWARD_TABLES_NOTICE_H

#include "base/arena.h"

#include <stdint.h>

#define OW_NOTICE_SAMPLES_MAX 100

typedef enum ow_severity { OW_SEVERITY_ERROR, OW_SEVERITY_WARNING, OW_SEVERITY_INFO } ow_severity;

typedef enum ow_notice_code {
#define NOTICE(code, severity, group, meaning, cure) OW_NOTICE_##code,
#include "tables/notice.def"
#undef NOTICE
    OW_NOTICE_COUNT
} ow_notice_code;

typedef struct ow_notice {
    ow_notice_code code;
    const char *file;    /* "units.csv" */
    int64_t row;         /* line in the file, 1 is the header; 0: the whole file */
    const char *column;  /* "" where none */
    const char *value;   /* the cell, cut to 80 bytes; "" where none */
    const char *message; /* what is wrong here, with names and figures */
    const char *hint;    /* the cure here */
} ow_notice;

typedef struct ow_notices {
    ow_arena *arena; /* owns the texts; the caller's */
    ow_notice *data;
    uint32_t count, capacity;
    int64_t total[OW_NOTICE_COUNT];
    int64_t errors, warnings, infos;
    int failed; /* memory ran out: the list is not complete */
} ow_notices;

/* An empty list whose texts live in arena. */
void ow_notices_init(ow_notices *notices, ow_arena *arena);
void ow_notices_free(ow_notices *notices);
/* Adds one; hint "" takes the cure of notice.def. */
void ow_notice_add(ow_notices *notices, ow_notice_code code, const char *file, int64_t row,
                   const char *column, const char *value, const char *hint, const char *format, ...)
    __attribute__((format(printf, 8, 9)));
const char *ow_notice_name(ow_notice_code code);
ow_severity ow_notice_severity(ow_notice_code code);

#endif
