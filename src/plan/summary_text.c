/* A summary as text for people, at most 100 columns wide, and as one JSON object. */
#include "base/buffer.h"
#include "base/fixed.h"
#include "base/status.h"
#include "base/text.h"

#include <jansson.h>
#include <onward/plan.h>
#include <stdio.h>
#include <string.h>

enum { BINDINGS_SHOWN = 12, LATE_SHOWN = 20, NAME_BYTES_MAX = 46, LATE_NAME_BYTES_MAX = 28 };

/* 1234567 as "1,234,567"; out has 32 bytes. */
static const char *grouped(char out[32], int64_t value) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)(value < 0 ? -value : value));
    char *at = out;
    if (value < 0) *at++ = '-';
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0) *at++ = ',';
        *at++ = digits[i];
    }
    *at = '\0';
    return out;
}

/* Points with one decimal, rounded to nearest: for the eye, not for the record. */
static const char *points(char out[32], int64_t milli) {
    int64_t tenths = (milli + (milli < 0 ? -50 : 50)) / 100;
    (void)grouped(out, tenths / 10);
    size_t length = strlen(out);
    (void)snprintf(out + length, 32 - length, ".%lld",
                   (long long)(tenths % 10 < 0 ? -(tenths % 10) : tenths % 10));
    return out;
}

static void line(ow_buffer *b, const char *label, const char *text) {
    ow_buffer_printf(b, "%-18s%s\n", label, text);
}

static void put_head(ow_buffer *b, const onward_summary *s) {
    char n[3][32];
    ow_buffer_printf(b, "%s (%s)\n%s to %s, %lld days\n\n", s->title[0] ? s->title : "Plan",
                     s->scenario_id, s->start_date, s->end_date, (long long)s->days);
    line(b, "Last out", s->last_out_date[0] ? s->last_out_date : "nothing moves");
    ow_buffer_printf(b, "%-18s%s at the start, %s at most (%s), %s at the end\n",
                     "People in country", grouped(n[0], s->start_people),
                     grouped(n[1], s->peak_people), s->peak_date, grouped(n[2], s->end_people));
    ow_buffer_printf(b, "%-18s%s at the start, %s at the end\n", "Items in country",
                     grouped(n[0], s->start_items), grouped(n[1], s->end_items));
    ow_buffer_printf(b, "%-18s%s person-days in country, %s person-days at risk\n", "Exposure",
                     grouped(n[0], s->person_days), grouped(n[1], s->risk_person_days));
}

static void put_points(ow_buffer *b, const onward_summary *s) {
    char n[8][32];
    ow_buffer_printf(b, "%-18s%s; no plan costs less than %s\n", "Points",
                     points(n[0], s->points_milli), points(n[1], s->bound_points_milli));
    ow_buffer_printf(b, "%-18sexposure %s, crossing %s, open sites %s,\n", "",
                     points(n[2], s->exposure_milli), points(n[3], s->crossing_milli),
                     points(n[4], s->open_milli));
    ow_buffer_printf(b, "%-18slift %s, fates %s, lateness %s\n", "", points(n[5], s->lift_milli),
                     points(n[6], s->fates_milli), points(n[7], s->lateness_milli));
    const char *rest = strstr(s->gap_text, "; ");
    if (!rest) {
        line(b, "Gap", s->gap_text);
        return;
    }
    ow_buffer_printf(b, "%-18s%.*s;\n", "Gap", (int)(rest - s->gap_text), s->gap_text);
    line(b, "", rest + 2);
}

/* "Al-Qaim, Anbar (al-qaim)", or the id alone; cut to fit. */
static void put_name(ow_buffer *b, const char *name, const char *id, size_t bytes_max) {
    size_t cut = ow_text_cut(name, bytes_max);
    if (name[0])
        ow_buffer_printf(b, "%.*s%s (%s)", (int)cut, name, name[cut] ? "..." : "", id);
    else
        ow_buffer_text(b, id);
}

static void put_sites(ow_buffer *b, const onward_summary *s) {
    char n[2][32];
    ow_buffer_text(b, s->closings_count ? "\nClosings\n" : "\nNo site closes.\n");
    for (uint32_t i = 0; i < s->closings_count; i++) {
        const onward_summary_site *site = &s->closings[i];
        ow_buffer_printf(b, "  %s  ", site->closed_date);
        put_name(b, site->name, site->site_id, NAME_BYTES_MAX);
        if (site->items_out_date[0]) ow_buffer_printf(b, ", items out %s", site->items_out_date);
        ow_buffer_char(b, '\n');
    }
    ow_buffer_text(b, s->stays_count ? "\nOpen at the end\n" : "\nNo site is open at the end.\n");
    for (uint32_t i = 0; i < s->stays_count; i++) {
        ow_buffer_text(b, "  ");
        put_name(b, s->stays[i].name, s->stays[i].site_id, NAME_BYTES_MAX);
        ow_buffer_printf(b, ": %s people, %s items\n", grouped(n[0], s->stays[i].people),
                         grouped(n[1], s->stays[i].items));
    }
}

static void put_modes(ow_buffer *b, const onward_summary *s) {
    char n[4][32];
    ow_buffer_printf(b, "\n%-12s%12s%12s%12s%12s\n", "Movements", "missions", "people", "items",
                     "tonnes");
    for (int i = 0; i < ONWARD_SUMMARY_MODES; i++) {
        const onward_summary_mode *mode = &s->modes[i];
        if (!mode->missions && !mode->people && !mode->items) continue;
        ow_buffer_printf(b, "  %-10s%12s%12s%12s%12s\n", mode->mode, grouped(n[0], mode->missions),
                         grouped(n[1], mode->people), grouped(n[2], mode->items),
                         grouped(n[3], (mode->mass_kg + 500) / 1000));
    }
    if (s->convoys) ow_buffer_printf(b, "  %s escorted convoys\n", grouped(n[0], s->convoys));
    if (s->transferred || s->sold || s->destroyed)
        ow_buffer_printf(b, "Items that do not go home: %s transferred, %s sold, %s destroyed\n",
                         grouped(n[0], s->transferred), grouped(n[1], s->sold),
                         grouped(n[2], s->destroyed));
}

static void put_late(ow_buffer *b, const onward_summary *s) {
    char n[2][32];
    if (!s->late_count) {
        ow_buffer_text(b, "\nNobody and nothing is late.\n");
        return;
    }
    ow_buffer_printf(b, "\n  %-10s  %-10s%9s%9s  unit\n", "Late: due", "until", "people", "items");
    for (uint32_t i = 0; i < s->late_count && i < LATE_SHOWN; i++) {
        const onward_summary_late *late = &s->late[i];
        int is_never = late->people_never > 0 || late->items_never > 0;
        ow_buffer_printf(b, "  %-10s  %-10s%9s%9s  ", late->due_date[0] ? late->due_date : "before",
                         is_never ? "never" : late->last_late_date,
                         grouped(n[0], is_never ? late->people_never : late->people),
                         grouped(n[1], is_never ? late->items_never : late->items));
        put_name(b, late->name, late->unit_id, LATE_NAME_BYTES_MAX);
        ow_buffer_char(b, '\n');
    }
    if (s->late_count > LATE_SHOWN)
        ow_buffer_printf(b, "  and %s more units\n", grouped(n[0], s->late_count - LATE_SHOWN));
}

static void put_bindings(ow_buffer *b, const onward_summary *s) {
    char n[32];
    ow_buffer_text(b, s->binding_count ? "\nWhat there is no more of\n"
                                       : "\nThere is room left everywhere.\n");
    for (uint32_t i = 0; i < s->binding_count && i < BINDINGS_SHOWN; i++) {
        const onward_summary_binding *row = &s->bindings[i];
        int is_one = !strcmp(row->first_date, row->last_date);
        ow_buffer_printf(b, "  %5lld day%s %s, %s%s%s\n", (long long)row->days,
                         row->days == 1 ? ", " : "s,", row->what, row->first_date,
                         is_one ? "" : " to ", is_one ? "" : row->last_date);
    }
    if (s->binding_count > BINDINGS_SHOWN)
        ow_buffer_printf(b, "  and %s more (--json has them all)\n",
                         grouped(n, s->binding_count - BINDINGS_SHOWN));
}

onward_status onward_summary_text(char **text, const onward_summary *summary, onward_error *error) {
    ow_buffer b = {0};
    put_head(&b, summary);
    put_points(&b, summary);
    put_sites(&b, summary);
    put_modes(&b, summary);
    put_late(&b, summary);
    put_bindings(&b, summary);
    if (b.failed) {
        ow_buffer_free(&b);
        return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a summary was written");
    }
    *text = b.data;
    return OW_OK;
}

static json_t *sites_json(const onward_summary_site *sites, uint32_t count, int are_closings) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        const onward_summary_site *site = &sites[i];
        json_t *row =
            are_closings
                ? json_pack("{s:s, s:s, s:s, s:s}", "site_id", site->site_id, "name", site->name,
                            "items_out_date", site->items_out_date, "closed_date",
                            site->closed_date)
                : json_pack("{s:s, s:s, s:I, s:I}", "site_id", site->site_id, "name", site->name,
                            "people", (json_int_t)site->people, "items", (json_int_t)site->items);
        (void)json_array_append_new(list, row);
    }
    return list;
}

static json_t *modes_json(const onward_summary *s) {
    json_t *list = json_array();
    for (int i = 0; i < ONWARD_SUMMARY_MODES; i++) {
        const onward_summary_mode *mode = &s->modes[i];
        (void)json_array_append_new(
            list, json_pack("{s:s, s:I, s:I, s:I, s:I}", "mode", mode->mode, "missions",
                            (json_int_t)mode->missions, "people", (json_int_t)mode->people, "items",
                            (json_int_t)mode->items, "mass_kg", (json_int_t)mode->mass_kg));
    }
    return list;
}

static json_t *late_json(const onward_summary *s) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < s->late_count; i++) {
        const onward_summary_late *late = &s->late[i];
        (void)json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I}", "unit_id", late->unit_id,
                      "name", late->name, "due_date", late->due_date, "last_late_date",
                      late->last_late_date, "people", (json_int_t)late->people, "items",
                      (json_int_t)late->items, "people_never", (json_int_t)late->people_never,
                      "items_never", (json_int_t)late->items_never, "person_days",
                      (json_int_t)late->person_days));
    }
    return list;
}

static json_t *bindings_json(const onward_summary *s) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < s->binding_count; i++) {
        const onward_summary_binding *row = &s->bindings[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:I, s:s, s:s}", "kind",
                                                    row->kind, "id", row->id, "what", row->what,
                                                    "days", (json_int_t)row->days, "first_date",
                                                    row->first_date, "last_date", row->last_date));
    }
    return list;
}

static json_t *head_json(const onward_summary *s) {
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:I, s:I, s:I, s:I, s:I}",
                     "scenario_id", s->scenario_id, "title", s->title, "start_date", s->start_date,
                     "end_date", s->end_date, "last_out_date", s->last_out_date, "start_people",
                     (json_int_t)s->start_people, "peak_people", (json_int_t)s->peak_people,
                     "peak_date", s->peak_date, "end_people", (json_int_t)s->end_people,
                     "start_items", (json_int_t)s->start_items, "end_items",
                     (json_int_t)s->end_items, "person_days", (json_int_t)s->person_days,
                     "risk_person_days", (json_int_t)s->risk_person_days);
}

static json_t *points_json(const onward_summary *s) {
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "exposure", (json_int_t)s->exposure_milli,
                     "crossing", (json_int_t)s->crossing_milli, "open", (json_int_t)s->open_milli,
                     "lift", (json_int_t)s->lift_milli, "fates", (json_int_t)s->fates_milli,
                     "lateness", (json_int_t)s->lateness_milli);
}

onward_status onward_summary_json(char **text, const onward_summary *s, onward_error *error) {
    json_t *root = json_pack(
        "{s:o, s:I, s:I, s:I, s:s, s:o, s:I, s:I, s:{s:I, s:I, s:I}, s:o, s:o, s:o, s:o, s:o}",
        "summary", head_json(s), "points_milli", (json_int_t)s->points_milli, "bound_points_milli",
        (json_int_t)s->bound_points_milli, "gap_percent_milli", (json_int_t)s->gap_percent_milli,
        "gap", s->gap_text, "points_by_part_milli", points_json(s), "missions",
        (json_int_t)s->missions, "convoys", (json_int_t)s->convoys, "fates", "transfer",
        (json_int_t)s->transferred, "sell", (json_int_t)s->sold, "destroy",
        (json_int_t)s->destroyed, "closings", sites_json(s->closings, s->closings_count, 1),
        "open_at_end", sites_json(s->stays, s->stays_count, 0), "modes", modes_json(s), "late",
        late_json(s), "binding", bindings_json(s));
    char *out = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    if (!out) return ow_fail(error, OW_NO_MEMORY, "", "memory ran out while a summary was written");
    *text = out;
    return OW_OK;
}
