/* Notices: what is wrong or odd in a scenario, as data. Codes, severities and cures are in
 * notice.def. Totals are counted for every code; of each code only the first OW_NOTICE_SAMPLES_MAX
 * are kept. */
#ifndef ONWARD_TABLES_NOTICE_H
#define ONWARD_TABLES_NOTICE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>

#define OW_NOTICE_SAMPLES_MAX 100

typedef enum ow_severity { OW_SEVERITY_ERROR, OW_SEVERITY_WARNING, OW_SEVERITY_INFO } ow_severity;

typedef enum ow_notice_code {
#define NOTICE(code, severity, group, meaning, cure) OW_NOTICE_##code,
#include "tables/notice.def"
#undef NOTICE
    OW_NOTICE_COUNT
} ow_notice_code;

/* Checks run in groups, in this order; a group whose ground is missing is skipped, and that is
 * said. */
typedef enum ow_notice_group {
    OW_NOTICE_GROUP_file,  /* are the tables there, and are they CSV */
    OW_NOTICE_GROUP_cell,  /* is each cell what its column asks for */
    OW_NOTICE_GROUP_key,   /* do ids, references, intervals and rows fit each other */
    OW_NOTICE_GROUP_cross, /* can the scenario be meant, and be met */
    OW_NOTICE_GROUP_COUNT
} ow_notice_group;

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
    const char
        *skipped[OW_NOTICE_GROUP_COUNT]; /* why a group did not run, or not wholly; NULL: it did */
    int failed;                          /* memory ran out: the list is not complete */
} ow_notices;

/* An empty list whose texts live in arena. */
void ow_notices_init(ow_notices *notices, ow_arena *arena);
void ow_notices_free(ow_notices *notices);
/* Adds one; hint "" takes the cure of notice.def. */
void ow_notice_add(ow_notices *notices, ow_notice_code code, const char *file, int64_t row,
                   const char *column, const char *value, const char *hint, const char *format, ...)
    __attribute__((format(printf, 8, 9)));
/* OW_INPUT, with the first ERROR of the list in *error. */
ow_status ow_notices_error(const ow_notices *notices, ow_error *error);
/* Says that a group of checks did not run, or not wholly; the first reason stays. */
void ow_notices_skip(ow_notices *notices, ow_notice_group group, const char *reason);

const char *ow_notice_name(ow_notice_code code);
ow_severity ow_notice_severity(ow_notice_code code);
ow_notice_group ow_notice_group_of(ow_notice_code code);
const char *ow_notice_meaning(ow_notice_code code);
const char *ow_notice_cure(ow_notice_code code);
ow_notice_code ow_notice_find(const char *name);         /* OW_NOTICE_COUNT if there is none */
const char *ow_severity_name(ow_severity severity);      /* "ERROR" */
const char *ow_notice_group_name(ow_notice_group group); /* "cell" */
const char *ow_notice_group_meaning(ow_notice_group group);

#endif
