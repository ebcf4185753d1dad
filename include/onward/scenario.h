/* Scenarios: a folder, or a .zip, of CSV tables (docs/reference/tables.md), checked and loaded.
 * Threads: a loaded scenario and a report are read-only; any number of threads may share one.
 * Texts: what is returned as `const char *` is owned by the handle that it was asked of; what comes
 * out by `char **text` is NUL-terminated, owned by the caller, and freed with onward_text_free. On
 * any status but ONWARD_OK outputs are unchanged and *error (may be NULL) says why. */
#ifndef ONWARD_SCENARIO_H
#define ONWARD_SCENARIO_H

#include <onward/library.h>
#include <onward/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Loads and checks. ONWARD_INPUT if the tables have errors (error is the first of them;
 * onward_validate tells all), ONWARD_IO if there is nothing to read. Linear in rows, plus days ×
 * (sites + links + fleets). Nothing is written, and nothing of an archive is unpacked to disk. */
ONWARD_API onward_status onward_scenario_load(onward_scenario **scenario, const char *path,
                                              onward_error *error);
ONWARD_API void onward_scenario_free(onward_scenario *scenario); /* NULL allowed */

ONWARD_API const char *onward_scenario_id(const onward_scenario *scenario);
ONWARD_API const char *onward_scenario_title(const onward_scenario *scenario);
ONWARD_API const char *onward_scenario_host_country(const onward_scenario *scenario);
/* Identity: 64 hex digits. Does not depend on column order, byte order mark, line ends, columns
 * x_*, or on whether a default is spelt out. */
ONWARD_API const char *onward_scenario_sha256(const onward_scenario *scenario);
ONWARD_API uint32_t onward_scenario_days(const onward_scenario *scenario);
/* Writes "YYYY-MM-DD" of a day of the horizon, from 0; returns out. day must be below the days. */
ONWARD_API char *onward_scenario_date(char out[11], const onward_scenario *scenario, uint32_t day);

typedef struct onward_scenario_counts {
    uint32_t parties, sites, host_sites, links, fleets, units, items, limits, precedence, pins;
    uint32_t permissions; /* that movements may name */
    int64_t people;       /* of all units */
    int64_t host_people;  /* of them in the host country at the start */
    int64_t held;         /* items of all units */
    int64_t held_kg;
} onward_scenario_counts;

ONWARD_API void onward_scenario_count(onward_scenario_counts *counts,
                                      const onward_scenario *scenario);

/* Writes a small scenario that is complete and right, as a start for one's own: every table, every
 * column, a row or a few. path must not exist, or be an empty folder. */
ONWARD_API onward_status onward_scenario_init(const char *path, onward_error *error);

/* What validation found. */
typedef struct onward_report onward_report;

typedef struct onward_notice {
    const char *code;     /* "unknown_reference"; explained by onward_notice_explain */
    const char *severity; /* "ERROR", "WARNING" or "INFO" */
    const char *group;    /* "file", "cell", "key" or "cross" */
    const char *file;     /* "units.csv" */
    int64_t row;          /* line of the file, 1 is the header; 0: the file as a whole */
    const char *column;   /* "" where none is concerned */
    const char *value;    /* the cell, at most 80 bytes of it; "" where none is concerned */
    const char *message;  /* what is wrong */
    const char *hint;     /* the cure */
} onward_notice;

/* Reads and checks everything that can be. ONWARD_OK says that this was done, not that the scenario
 * is right: ask onward_report_errors. ONWARD_IO where there is nothing to read, ONWARD_INPUT where
 * an archive is damaged. */
ONWARD_API onward_status onward_validate(onward_report **report, const char *path,
                                         onward_error *error);
ONWARD_API void onward_report_free(onward_report *report); /* NULL allowed */
ONWARD_API int64_t onward_report_errors(const onward_report *report);
ONWARD_API int64_t onward_report_warnings(const onward_report *report);
ONWARD_API int64_t onward_report_infos(const onward_report *report);
/* The kept notices, up to 100 of each code, in the order of finding. */
ONWARD_API uint32_t onward_report_notices(const onward_report *report);
ONWARD_API void onward_report_notice(onward_notice *notice, const onward_report *report,
                                     uint32_t place);
/* All of a code, kept or not; -1 if there is no such code. */
ONWARD_API int64_t onward_report_total(const onward_report *report, const char *code);
/* Text for people, and a JSON object: totals, notices, and the groups of checks that were skipped.
 */
ONWARD_API onward_status onward_report_text(char **text, const onward_report *report,
                                            onward_error *error);
ONWARD_API onward_status onward_report_json(char **text, const onward_report *report,
                                            onward_error *error);

/* The codes, 0 .. onward_notice_codes() - 1; NULL beyond. */
ONWARD_API uint32_t onward_notice_codes(void);
ONWARD_API const char *onward_notice_code(uint32_t place);
/* What a code means and how it is cured. ONWARD_USAGE if there is no such code; the hint names the
 * nearest. */
ONWARD_API onward_status onward_notice_explain(char **text, const char *code, onward_error *error);

/* The format of tables: as the reference page, as a Frictionless data package, as one table's empty
 * form. */
typedef enum onward_schema_group { ONWARD_SCHEMA_SCENARIO, ONWARD_SCHEMA_PLAN } onward_schema_group;

ONWARD_API onward_status onward_schema_markdown(char **text, onward_error *error);
ONWARD_API onward_status onward_schema_datapackage(char **text, onward_schema_group group,
                                                   onward_error *error);
/* All notices as a reference page. */
ONWARD_API onward_status onward_notices_markdown(char **text, onward_error *error);

#ifdef __cplusplus
}
#endif
#endif
