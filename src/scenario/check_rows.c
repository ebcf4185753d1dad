/* Rows against rows: what resolving relies on (group key of notice.def). Cells that were wrong read
 * as OW_NONE or "" and are passed over, so that one fault gives one notice. Linear but for sorting.
 */
#include "base/text.h"
#include "scenario/internal.h"
#include "scenario/rows_check.h"
#include "tables/cell.h"
#include "tables/schema.h"

#include <inttypes.h>
#include <string.h>

/* Memory of the arrays by day is bounded by this many cells. */
#define DAY_CELLS_MAX INT64_C(100000000)
#define FLEET_LINKS_MAX INT64_C(4000000)

/* The horizon's days, or 0 if it has none that can be used. */
static int64_t check_horizon(const ow_rows *rows, ow_notices *notices) {
    static const char file[] = "scenario.csv";
    if (rows->scenario.count == 0) return 0;
    const ow_scenario_row *row = &rows->scenario.data[0];
    if (row->start_date == OW_NONE || row->end_date == OW_NONE) return 0;
    int64_t days = row->end_date - row->start_date + 1;
    if (days < 1) {
        ow_notice_add(notices, OW_NOTICE_reversed_interval, file, rows->scenario.line[0],
                      "end_date", "", "", "end_date is before start_date");
        return 0;
    }
    if (days > OW_DAYS_MAX) {
        ow_notice_add(notices, OW_NOTICE_horizon_too_long, file, rows->scenario.line[0], "end_date",
                      "", "", "the horizon has %" PRId64 " days; the limit is %d", days,
                      OW_DAYS_MAX);
        return 0;
    }
    int64_t things = (int64_t)rows->sites.count * (OW_MODE_COUNT + 1) + (int64_t)rows->links.count +
                     rows->fleets.count;
    if (days * things > DAY_CELLS_MAX)
        ow_notice_add(notices, OW_NOTICE_scenario_too_large, file, 0, "", "", "",
                      "%" PRId64 " days with %" PRIu32 " sites, %" PRIu32 " links and %" PRIu32
                      " fleets are more than fit",
                      days, rows->sites.count, rows->links.count, rows->fleets.count);
    if ((int64_t)rows->links.count * rows->fleets.count > FLEET_LINKS_MAX)
        ow_notice_add(notices, OW_NOTICE_scenario_too_large, "fleets.csv", 0, "", "", "",
                      "%" PRIu32 " fleets and %" PRIu32 " links make too many pairs",
                      rows->fleets.count, rows->links.count);
    return days;
}

/* Every table with from_date and to_date, by the schema. */
static void check_intervals(const ow_rows *rows, int64_t days, ow_notices *notices) {
    int64_t start = days > 0 ? rows->scenario.data[0].start_date : 0;
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        const ow_column_info *from = ow_schema_column((ow_table_id)t, "from_date");
        const ow_column_info *to = ow_schema_column((ow_table_id)t, "to_date");
        if (!from || !to) continue;
        ow_rows_view view = ow_rows_get(rows, (ow_table_id)t);
        for (uint32_t i = 0; i < view.count; i++) {
            const void *row = (const char *)view.data + i * table->row_size;
            int64_t first = ow_field_number(row, from), last = ow_field_number(row, to);
            if (first != OW_NONE && last != OW_NONE && first > last) {
                ow_notice_add(notices, OW_NOTICE_reversed_interval, table->file, view.line[i],
                              "to_date", "", "", "to_date is before from_date");
            } else if (days > 0 && ((first != OW_NONE && first >= start + days) ||
                                    (last != OW_NONE && last < start))) {
                ow_notice_add(notices, OW_NOTICE_outside_horizon, table->file, view.line[i],
                              "from_date", "", "", "no day of this interval lies in the horizon");
            }
        }
    }
}

/* A table with a fault of form: what it does not have may only not have been read. */
static int is_unread(const ow_notices *notices, const char *table) {
    size_t length = strlen(table);
    for (uint32_t i = 0; i < notices->count; i++) {
        const ow_notice *notice = &notices->data[i];
        if (ow_notice_group_of(notice->code) == OW_NOTICE_GROUP_file &&
            ow_notice_severity(notice->code) == OW_SEVERITY_ERROR &&
            strncmp(notice->file, table, length) == 0 && strcmp(notice->file + length, ".csv") == 0)
            return 1;
    }
    return 0;
}

static void complain_reference(ow_rows_check *check, const char *file, uint32_t line,
                               const char *column, const char *value, const char *table) {
    if (is_unread(check->notices, table)) return;
    ow_notice_add(check->notices, OW_NOTICE_unknown_reference, file, line, column, value, "",
                  "there is no such id in %s", table);
}

static void check_limit(ow_rows_check *check, uint32_t i) {
    static const char file[] = "limits.csv";
    const ow_limits_row *row = &check->rows->limits.data[i];
    uint32_t line = check->rows->limits.line[i];
    if (row->kind == OW_NONE || row->measure == OW_NONE || row->scope == OW_NONE) return;
    int is_host = row->scope == OW_SCOPE_host;
    if (is_host != (*row->scope_id == '\0'))
        ow_notice_add(check->notices, OW_NOTICE_bad_scope, file, line, "scope_id", row->scope_id,
                      is_host ? "empty scope_id, or set scope to site or party" : "",
                      is_host ? "scope host takes no scope_id" : "this scope needs a scope_id");
    else if (row->scope == OW_SCOPE_site &&
             ow_lookup_get(&check->sites, row->scope_id) == OW_LOOKUP_NONE)
        complain_reference(check, file, line, "scope_id", row->scope_id, "sites");
    else if (row->scope == OW_SCOPE_party &&
             ow_lookup_get(&check->parties, row->scope_id) == OW_LOOKUP_NONE)
        complain_reference(check, file, line, "scope_id", row->scope_id, "parties");
    if (row->measure == OW_MEASURE_sites && row->scope == OW_SCOPE_party)
        ow_notice_add(check->notices, OW_NOTICE_bad_measure, file, line, "measure", "sites",
                      "count people or items of a party, or sites of the host",
                      "sites belong to no party");
    if (row->measure == OW_MEASURE_items && *row->of &&
        ow_lookup_get(&check->items, row->of) == OW_LOOKUP_NONE)
        complain_reference(check, file, line, "of", row->of, "items");
    if (row->kind == OW_LIMIT_KIND_floor && row->per_100_people > 0 &&
        (row->measure != OW_MEASURE_people || *row->of == '\0'))
        ow_notice_add(check->notices, OW_NOTICE_bad_measure, file, line, "per_100_people", "",
                      "name the capability in `of`, or empty per_100_people",
                      "a share of other people needs a capability whose people they are not");
}

static void check_precedence(ow_rows_check *check, uint32_t i) {
    static const char file[] = "precedence.csv";
    const ow_precedence_row *row = &check->rows->precedence.data[i];
    uint32_t line = check->rows->precedence.line[i];
    if (!*row->before_id || !*row->after_id) return;
    int before_site = ow_lookup_get(&check->sites, row->before_id) != OW_LOOKUP_NONE;
    int before_unit = ow_lookup_get(&check->units, row->before_id) != OW_LOOKUP_NONE;
    int after_site = ow_lookup_get(&check->sites, row->after_id) != OW_LOOKUP_NONE;
    int after_unit = ow_lookup_get(&check->units, row->after_id) != OW_LOOKUP_NONE;
    if ((!before_site && !before_unit) || (!after_site && !after_unit)) return;
    if (strcmp(row->before_id, row->after_id) == 0)
        ow_notice_add(check->notices, OW_NOTICE_before_itself, file, line, "after_id",
                      row->after_id, "", "it cannot come before itself");
    else if (before_site && before_unit && after_site && after_unit)
        ow_notice_add(check->notices, OW_NOTICE_ambiguous_id, file, line, "before_id",
                      row->before_id, "", "both ids are sites and units");
    else if (!(before_site && after_site) && !(before_unit && after_unit))
        ow_notice_add(check->notices, OW_NOTICE_mixed_precedence, file, line, "after_id",
                      row->after_id, "", "%s is a %s, %s a %s", row->before_id,
                      before_site ? "site" : "unit", row->after_id, after_site ? "site" : "unit");
}

static void check_one_of_two(ow_rows_check *check, const char *file, uint32_t line,
                             const char *site, const char *link) {
    if ((*site != '\0') != (*link != '\0')) return;
    ow_notice_add(check->notices, OW_NOTICE_one_of_two, file, line, "site_id", site, "", "%s",
                  *site ? "both a site and a link are given"
                        : "neither a site nor a link is given");
}

static void check_pin(ow_rows_check *check, uint32_t i, int64_t days) {
    static const char file[] = "pins.csv";
    const ow_rows *rows = check->rows;
    const ow_pins_row *row = &rows->pins.data[i];
    uint32_t line = rows->pins.line[i];
    uint32_t l = ow_lookup_get(&check->links, row->link_id);
    if (*row->fleet_id && strcmp(row->fleet_id, "self") != 0 &&
        ow_lookup_get(&check->fleets, row->fleet_id) == OW_LOOKUP_NONE)
        complain_reference(check, file, line, "fleet_id", row->fleet_id, "fleets");
    if (days > 0 && row->depart_date != OW_NONE) {
        int64_t day = row->depart_date - rows->scenario.data[0].start_date;
        if (day < 0 || day >= days)
            ow_notice_add(check->notices, OW_NOTICE_pin_outside, file, line, "depart_date", "", "",
                          "the day of departure is outside the horizon");
    }
    if (l == OW_LOOKUP_NONE || !*row->from_site_id) return;
    const ow_links_row *link = &rows->links.data[l];
    if (strcmp(row->from_site_id, link->from_site_id) != 0 &&
        strcmp(row->from_site_id, link->to_site_id) != 0)
        ow_notice_add(check->notices, OW_NOTICE_pin_wrong_end, file, line, "from_site_id",
                      row->from_site_id, "", "link %s runs between %s and %s", row->link_id,
                      link->from_site_id, link->to_site_id);
}

static void check_site(ow_rows_check *check, uint32_t i) {
    const ow_sites_row *row = &check->rows->sites.data[i];
    if (row->stays_open == 1 && row->close_by != OW_NONE)
        ow_notice_add(check->notices, OW_NOTICE_stays_open_closes, "sites.csv",
                      check->rows->sites.line[i], "close_by", "", "",
                      "%s has stays_open = 1 and close_by", row->site_id);
}

static void check_link(ow_rows_check *check, uint32_t i) {
    const ow_links_row *row = &check->rows->links.data[i];
    if (*row->from_site_id && strcmp(row->from_site_id, row->to_site_id) == 0)
        ow_notice_add(check->notices, OW_NOTICE_link_to_itself, "links.csv",
                      check->rows->links.line[i], "to_site_id", row->to_site_id, "",
                      "link %s leads back to where it begins", row->link_id);
}

static int collect(ow_rows_check *check) {
    const ow_rows *rows = check->rows;
    uint32_t present;
#define COLLECT(kind, key)                                                                         \
    for (uint32_t i = 0; i < rows->kind.count; i++)                                                \
        if (!ow_lookup_put(&check->kind, &present, rows->kind.data[i].key, i)) return 0;
    COLLECT(parties, party_id)
    COLLECT(sites, site_id)
    COLLECT(links, link_id)
    COLLECT(fleets, fleet_id)
    COLLECT(units, unit_id)
    COLLECT(items, item_id)
    COLLECT(permissions, permission_id)
#undef COLLECT
    return 1;
}

static void release(ow_rows_check *check) {
    ow_lookup_free(&check->parties);
    ow_lookup_free(&check->sites);
    ow_lookup_free(&check->links);
    ow_lookup_free(&check->fleets);
    ow_lookup_free(&check->units);
    ow_lookup_free(&check->items);
    ow_lookup_free(&check->permissions);
}

static void check_all(ow_rows_check *check) {
    const ow_rows *rows = check->rows;
    int64_t days = check_horizon(rows, check->notices);
    check_intervals(rows, days, check->notices);
    for (uint32_t i = 0; i < rows->sites.count; i++) check_site(check, i);
    for (uint32_t i = 0; i < rows->links.count; i++) check_link(check, i);
    for (uint32_t i = 0; i < rows->limits.count; i++) check_limit(check, i);
    for (uint32_t i = 0; i < rows->precedence.count; i++) check_precedence(check, i);
    for (uint32_t i = 0; i < rows->pins.count; i++) check_pin(check, i, days);
    for (uint32_t i = 0; i < rows->risk_days.count; i++)
        check_one_of_two(check, "risk_days.csv", rows->risk_days.line[i],
                         rows->risk_days.data[i].site_id, rows->risk_days.data[i].link_id);
    for (uint32_t i = 0; i < rows->closures.count; i++)
        check_one_of_two(check, "closures.csv", rows->closures.line[i],
                         rows->closures.data[i].site_id, rows->closures.data[i].link_id);
}

ow_status ow_scenario_check_rows(const ow_rows *rows, ow_notices *notices) {
    ow_rows_check check = {.rows = rows, .notices = notices};
    int is_collected = collect(&check);
    if (is_collected) check_all(&check);
    ow_status status = is_collected ? ow_scenario_check_pairs(&check) : OW_NO_MEMORY;
    release(&check);
    return status == OW_OK && notices->failed ? OW_NO_MEMORY : status;
}
