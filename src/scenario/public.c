/* The public face of scenarios (onward/scenario.h): handles, accessors, texts handed to callers. */
#include "base/day.h"
#include "base/file.h"
#include "scenario/load.h"
#include "tables/cell.h"
#include "tables/print.h"
#include "tables/read.h"

#include <assert.h>
#include <dirent.h>
#include <onward/scenario.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct onward_report {
    ow_arena *arena;
    ow_notices notices;
};

static ow_status no_memory(ow_error *error) {
    return ow_fail(error, OW_NO_MEMORY, "", "memory ran out");
}

/* Hands a buffer's text over to the caller. */
static ow_status hand_over(char **text, ow_buffer *buffer, ow_status status, ow_error *error) {
    if (status == OW_OK && !buffer->failed) {
        ow_buffer_text(buffer, "");
        if (!buffer->failed) {
            *text = buffer->data;
            return OW_OK;
        }
    }
    ow_buffer_free(buffer);
    return no_memory(error);
}

ow_status onward_scenario_load(onward_scenario **scenario, const char *path, onward_error *error) {
    ow_notices notices;
    ow_arena *arena = ow_arena_new();
    if (!arena) return no_memory(error);
    ow_notices_init(&notices, arena);
    ow_status status = ow_scenario_load(scenario, path, &notices, error);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return status;
}

void onward_scenario_free(onward_scenario *scenario) {
    ow_scenario_free(scenario);
}

const char *onward_scenario_id(const onward_scenario *scenario) {
    return scenario->id;
}
const char *onward_scenario_title(const onward_scenario *scenario) {
    return scenario->title;
}
const char *onward_scenario_host_country(const onward_scenario *scenario) {
    return scenario->host_country;
}
const char *onward_scenario_sha256(const onward_scenario *scenario) {
    return scenario->sha256;
}
uint32_t onward_scenario_days(const onward_scenario *scenario) {
    return scenario->days;
}

char *onward_scenario_date(char out[11], const onward_scenario *scenario, uint32_t day) {
    assert(day < scenario->days);
    return ow_day_format(out, scenario->start_day + (int32_t)day);
}

void onward_scenario_count(onward_scenario_counts *counts, const onward_scenario *s) {
    onward_scenario_counts c = {.parties = s->parties_count,
                                .sites = s->sites_count,
                                .links = s->links_count,
                                .fleets = s->fleets_count,
                                .units = s->units_count,
                                .items = s->items_count,
                                .limits = s->limits_count,
                                .precedence = s->precedence_count,
                                .pins = s->pins_count,
                                .permissions = s->permissions_count};
    for (uint32_t i = 0; i < s->sites_count; i++) c.host_sites += s->sites[i].in_host;
    for (uint32_t i = 0; i < s->units_count; i++) {
        c.people += s->units[i].people;
        if (s->sites[s->units[i].site].in_host) c.host_people += s->units[i].people;
    }
    for (uint32_t i = 0; i < s->holdings_count; i++) {
        c.held += s->holdings[i].quantity;
        c.held_kg += s->holdings[i].quantity * s->items[s->holdings[i].item].mass_kg;
    }
    *counts = c;
}

static const ow_source_file example[] = {
#define TABLE_TEXT(table, text) {#table ".csv", text, sizeof text - 1},
#include "scenario/example.def"
#undef TABLE_TEXT
};

enum { EXAMPLE_TABLES = sizeof example / sizeof *example };

static int is_empty_folder(const char *path) {
    DIR *folder = opendir(path);
    int count = 0;
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (folder) (void)closedir(folder);
    return folder && count == 0;
}

/* Written in canonical form, so that a newcomer sees every column and its default. */
static ow_status write_example(const char *path, const ow_rows *rows, ow_arena *arena,
                               ow_error *error) {
    for (int t = 0; t < OW_TABLE_COUNT; t++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)t);
        if (table->group != OW_GROUP_SCENARIO) continue;
        ow_buffer text = {0};
        const char *file = ow_arena_printf(arena, "%s/%s", path, table->file);
        ow_status status = ow_rows_write(&text, rows, (ow_table_id)t);
        if (!file || status != OW_OK)
            status = no_memory(error);
        else
            status = ow_file_write(file, text.data, text.length, error);
        ow_buffer_free(&text);
        if (status != OW_OK) return status;
    }
    return OW_OK;
}

ow_status onward_scenario_init(const char *path, onward_error *error) {
    ow_rows rows;
    ow_notices notices;
    if (ow_path_exists(path) && !is_empty_folder(path))
        return ow_fail(error, OW_IO, "name a folder that does not exist yet",
                       "%s is already there, and not an empty folder", path);
    ow_arena *arena = ow_arena_new();
    if (!arena) return no_memory(error);
    ow_notices_init(&notices, arena);
    ow_status status = ow_rows_read_memory(&rows, OW_GROUP_SCENARIO, example, EXAMPLE_TABLES,
                                           &notices, arena, error);
    if (status == OW_OK) status = ow_folder_make(path, error);
    if (status == OW_OK) status = write_example(path, &rows, arena, error);
    ow_notices_free(&notices);
    ow_arena_free(arena);
    return status;
}

ow_status onward_validate(onward_report **report, const char *path, onward_error *error) {
    ow_error ignored;
    onward_scenario *scenario = NULL;
    onward_report *r = calloc(1, sizeof *r);
    ow_arena *arena = r ? ow_arena_new() : NULL;
    ow_source *source = NULL;
    if (!arena) {
        free(r);
        return no_memory(error);
    }
    r->arena = arena;
    ow_notices_init(&r->notices, arena);
    ow_status status = ow_source_open(&source, path, error);
    if (status == OW_OK) {
        status = ow_scenario_load_source(&scenario, source, &r->notices, error ? error : &ignored);
        /* Errors of the tables are what the report is for; a damaged archive has no notice. */
        if (status == OW_INPUT && r->notices.errors > 0) status = OW_OK;
    }
    ow_source_close(source);
    ow_scenario_free(scenario);
    if (status == OW_OK)
        *report = r;
    else
        onward_report_free(r);
    return status;
}

void onward_report_free(onward_report *report) {
    if (!report) return;
    ow_notices_free(&report->notices);
    ow_arena_free(report->arena);
    free(report);
}

int64_t onward_report_errors(const onward_report *report) {
    return report->notices.errors;
}
int64_t onward_report_warnings(const onward_report *report) {
    return report->notices.warnings;
}
int64_t onward_report_infos(const onward_report *report) {
    return report->notices.infos;
}
uint32_t onward_report_notices(const onward_report *report) {
    return report->notices.count;
}

void onward_report_notice(onward_notice *notice, const onward_report *report, uint32_t place) {
    assert(place < report->notices.count);
    const ow_notice *from = &report->notices.data[place];
    *notice = (onward_notice){.code = ow_notice_name(from->code),
                              .severity = ow_severity_name(ow_notice_severity(from->code)),
                              .group = ow_notice_group_name(ow_notice_group_of(from->code)),
                              .file = from->file,
                              .row = from->row,
                              .column = from->column,
                              .value = from->value,
                              .message = from->message,
                              .hint = from->hint};
}

int64_t onward_report_total(const onward_report *report, const char *code) {
    ow_notice_code found = ow_notice_find(code);
    return found == OW_NOTICE_COUNT ? -1 : report->notices.total[found];
}

ow_status onward_report_text(char **text, const onward_report *report, onward_error *error) {
    ow_buffer buffer = {0};
    return hand_over(text, &buffer, ow_notices_text(&buffer, &report->notices), error);
}

ow_status onward_report_json(char **text, const onward_report *report, onward_error *error) {
    ow_buffer buffer = {0};
    return hand_over(text, &buffer, ow_notices_json(&buffer, &report->notices), error);
}

uint32_t onward_notice_codes(void) {
    return OW_NOTICE_COUNT;
}

const char *onward_notice_code(uint32_t place) {
    return place < OW_NOTICE_COUNT ? ow_notice_name((ow_notice_code)place) : NULL;
}

ow_status onward_notice_explain(char **text, const char *code, onward_error *error) {
    ow_notice_code found = ow_notice_find(code);
    if (found == OW_NOTICE_COUNT) {
        char hint[128] = "onward notices lists them";
        ow_guess guess = ow_guess_begin(code);
        for (int c = 0; c < OW_NOTICE_COUNT; c++)
            ow_guess_offer(&guess, ow_notice_name((ow_notice_code)c));
        if (guess.best) (void)snprintf(hint, sizeof hint, "did you mean %s?", guess.best);
        return ow_fail(error, OW_USAGE, hint, "there is no notice %s", code);
    }
    ow_buffer buffer = {0};
    return hand_over(text, &buffer, ow_notice_explain(&buffer, found), error);
}

ow_status onward_schema_markdown(char **text, onward_error *error) {
    ow_buffer buffer = {0};
    return hand_over(text, &buffer, ow_schema_markdown(&buffer), error);
}

ow_status onward_schema_datapackage(char **text, onward_schema_group group, onward_error *error) {
    ow_buffer buffer = {0};
    ow_group of = group == ONWARD_SCHEMA_PLAN ? OW_GROUP_PLAN : OW_GROUP_SCENARIO;
    return hand_over(text, &buffer, ow_schema_datapackage(&buffer, of), error);
}

ow_status onward_notices_markdown(char **text, onward_error *error) {
    ow_buffer buffer = {0};
    return hand_over(text, &buffer, ow_notices_markdown(&buffer), error);
}
