/* Cells with a form of their own (group cell): version, countries, time zone, points in time,
 * fates. Cells that were wrong read as "" or OW_NONE and are passed over. Linear. */
#include "base/day.h"
#include "scenario/internal.h"
#include "tables/schema.h"

#include <string.h>

static void check_country(ow_notices *notices, const char *file, uint32_t line, const char *column,
                          const char *country) {
    if (*country == '\0') return;
    if (strlen(country) == 3 && strspn(country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3) return;
    ow_notice_add(notices, OW_NOTICE_bad_country, file, line, column, country, "",
                  "a country is three capital letters");
}

/* Area/Place, with letters, digits, _, - and +; or one word such as UTC. */
static int is_timezone(const char *zone) {
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    size_t length = strlen(zone);
    int is_first_letter = (*zone >= 'A' && *zone <= 'Z') || (*zone >= 'a' && *zone <= 'z');
    return is_first_letter && length <= 64 && strspn(zone, allowed) == length &&
           zone[length - 1] != '/' && !strstr(zone, "//");
}

static void check_question(const ow_rows *rows, ow_notices *notices) {
    static const char file[] = "scenario.csv";
    const ow_scenario_row *row = &rows->scenario.data[0];
    uint32_t line = rows->scenario.line[0];
    if (*row->format_version && strcmp(row->format_version, OW_FORMAT_VERSION) != 0)
        ow_notice_add(notices, OW_NOTICE_wrong_version, file, line, "format_version",
                      row->format_version, "", "this program reads format " OW_FORMAT_VERSION);
    check_country(notices, file, line, "host_country", row->host_country);
    if (*row->timezone && !is_timezone(row->timezone))
        ow_notice_add(notices, OW_NOTICE_odd_timezone, file, line, "timezone", row->timezone, "",
                      "this is not the form of an IANA time zone");
}

static void check_timestamp(const ow_rows *rows, uint32_t i, ow_notices *notices) {
    const char *text = rows->permissions.data[i].issued_at;
    char date[11] = "";
    int32_t day;
    if (*text == '\0') return;
    for (size_t at = 0; at < 10 && text[at]; at++) date[at] = text[at];
    if (ow_day_parse(&day, date) && (strlen(text) == 10 || text[10] == 'T')) return;
    ow_notice_add(notices, OW_NOTICE_odd_timestamp, "permissions.csv", rows->permissions.line[i],
                  "issued_at", text, "", "this does not begin with a date and a T");
}

static void check_fates(const ow_rows *rows, uint32_t i, ow_notices *notices) {
    const ow_items_row *row = &rows->items.data[i];
    int64_t fates = row->fates;
    if (fates == OW_NONE) return;
    if (row->controlled == 1)
        fates &= ~(INT64_C(1) << OW_FATE_transfer | INT64_C(1) << OW_FATE_sell);
    if (fates == 0)
        ow_notice_add(notices, OW_NOTICE_no_fate, "items.csv", rows->items.line[i], "fates", "", "",
                      row->controlled == 1 ? "%s is controlled, and only to be transferred or sold"
                                           : "%s has no fate",
                      row->item_id);
}

void ow_scenario_check_cells(const ow_rows *rows, ow_notices *notices) {
    if (rows->scenario.count > 0) check_question(rows, notices);
    for (uint32_t i = 0; i < rows->sites.count; i++)
        check_country(notices, "sites.csv", rows->sites.line[i], "country",
                      rows->sites.data[i].country);
    for (uint32_t i = 0; i < rows->items.count; i++) check_fates(rows, i, notices);
    for (uint32_t i = 0; i < rows->permissions.count; i++) check_timestamp(rows, i, notices);
}
