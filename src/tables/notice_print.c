/* Notices as text and JSON, and the reference of their codes. Linear. */
#include "tables/print.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static ow_status status_of(const ow_buffer *out) {
    return out->failed ? OW_NO_MEMORY : OW_OK;
}

/* C0 controls, DEL and the C1 controls of Unicode (two bytes, c2 80 .. c2 9f). */
static void escaped(ow_buffer *out, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at < 0x20 || *at == 0x7f) {
            ow_buffer_printf(out, "\\x%02x", *at);
        } else if (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0) {
            ow_buffer_printf(out, "\\u%04x", at[1]);
            at++;
        } else {
            ow_buffer_char(out, (char)*at);
        }
    }
}

static void one_text(ow_buffer *out, const ow_notice *notice) {
    ow_buffer_printf(out, "%-7s ", ow_severity_name(ow_notice_severity(notice->code)));
    escaped(out, notice->file);
    if (notice->row > 0) ow_buffer_printf(out, ":%" PRId64, notice->row);
    if (*notice->column) {
        ow_buffer_char(out, ' ');
        escaped(out, notice->column);
    }
    if (*notice->value) {
        ow_buffer_text(out, " \"");
        escaped(out, notice->value);
        ow_buffer_char(out, '"');
    }
    ow_buffer_printf(out, ": %s: ", ow_notice_name(notice->code));
    escaped(out, notice->message);
    ow_buffer_text(out, "\n        cure: ");
    escaped(out, notice->hint);
    ow_buffer_char(out, '\n');
}

static void count_text(ow_buffer *out, int64_t count, const char *one) {
    ow_buffer_printf(out, "%" PRId64 " %s%s", count, one, count == 1 ? "" : "s");
}

ow_status ow_notices_text(ow_buffer *out, const ow_notices *notices) {
    for (uint32_t i = 0; i < notices->count; i++) one_text(out, &notices->data[i]);
    for (int c = 0; c < OW_NOTICE_COUNT; c++)
        if (notices->total[c] > OW_NOTICE_SAMPLES_MAX)
            ow_buffer_printf(out, "%s: the first %d of %" PRId64 " are shown\n",
                             ow_notice_name((ow_notice_code)c), OW_NOTICE_SAMPLES_MAX,
                             notices->total[c]);
    for (int g = 0; g < OW_NOTICE_GROUP_COUNT; g++)
        if (notices->skipped[g])
            ow_buffer_printf(out, "skipped checks (%s): %s\n",
                             ow_notice_group_name((ow_notice_group)g), notices->skipped[g]);
    count_text(out, notices->errors, "error");
    ow_buffer_text(out, ", ");
    count_text(out, notices->warnings, "warning");
    ow_buffer_text(out, ", ");
    count_text(out, notices->infos, "remark");
    ow_buffer_char(out, '\n');
    return status_of(out);
}

static json_t *one_json(const ow_notice *notice) {
    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:s}", "code",
                     ow_notice_name(notice->code), "severity",
                     ow_severity_name(ow_notice_severity(notice->code)), "group",
                     ow_notice_group_name(ow_notice_group_of(notice->code)), "file", notice->file,
                     "row", (json_int_t)notice->row, "column", notice->column, "value",
                     notice->value, "message", notice->message, "hint", notice->hint);
}

/* Each of these gives NULL when memory ran out; jansson's setters then fail as well. */
static json_t *totals_json(const ow_notices *notices) {
    json_t *totals = json_object();
    for (int c = 0; c < OW_NOTICE_COUNT; c++)
        if (notices->total[c] > 0 && json_object_set_new(totals, ow_notice_name((ow_notice_code)c),
                                                         json_integer(notices->total[c])) != 0) {
            json_decref(totals);
            return NULL;
        }
    return totals;
}

static json_t *skipped_json(const ow_notices *notices) {
    json_t *skipped = json_array();
    for (int g = 0; g < OW_NOTICE_GROUP_COUNT; g++)
        if (notices->skipped[g] &&
            json_array_append_new(skipped, json_pack("{s:s, s:s}", "group",
                                                     ow_notice_group_name((ow_notice_group)g),
                                                     "reason", notices->skipped[g])) != 0) {
            json_decref(skipped);
            return NULL;
        }
    return skipped;
}

static json_t *list_json(const ow_notices *notices) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < notices->count; i++)
        if (json_array_append_new(list, one_json(&notices->data[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

ow_status ow_notices_json(ow_buffer *out, const ow_notices *notices) {
    json_t *totals = totals_json(notices), *skipped = skipped_json(notices);
    json_t *list = list_json(notices);
    char *text = NULL;
    /* `o` takes the references over, also when packing fails. */
    json_t *all = json_pack("{s:b, s:I, s:I, s:I, s:o, s:o, s:o}", "ok", notices->errors == 0,
                            "errors", (json_int_t)notices->errors, "warnings",
                            (json_int_t)notices->warnings, "infos", (json_int_t)notices->infos,
                            "totals", totals, "skipped", skipped, "notices", list);
    if (all) text = json_dumps(all, JSON_INDENT(2));
    json_decref(all);
    if (!text) return OW_NO_MEMORY;
    ow_buffer_text(out, text);
    ow_buffer_char(out, '\n');
    free(text);
    return status_of(out);
}

ow_status ow_notice_explain(ow_buffer *out, ow_notice_code code) {
    ow_notice_group group = ow_notice_group_of(code);
    ow_buffer_printf(out, "%s (%s)\n  meaning: %s\n  cure:    %s\n  checked: %s: %s\n",
                     ow_notice_name(code), ow_severity_name(ow_notice_severity(code)),
                     ow_notice_meaning(code), ow_notice_cure(code), ow_notice_group_name(group),
                     ow_notice_group_meaning(group));
    return status_of(out);
}

ow_status ow_notices_markdown(ow_buffer *out) {
    ow_buffer_printf(out,
                     "# Notices\n\n"
                     "<!-- Written by `onward notices --markdown` from src/tables/notice.def: do "
                     "not edit here. -->\n\n"
                     "`onward validate` reports what is wrong or odd in a scenario under these "
                     "codes. A scenario with an ERROR is not planned; a WARNING says that "
                     "something was probably not meant; INFO is good to know. Of each code the "
                     "first %d are shown and all are counted.\n",
                     OW_NOTICE_SAMPLES_MAX);
    for (int g = 0; g < OW_NOTICE_GROUP_COUNT; g++) {
        ow_buffer_printf(
            out, "\n## Group %s: %s\n\n| code | severity | meaning | cure |\n|---|---|---|---|\n",
            ow_notice_group_name((ow_notice_group)g), ow_notice_group_meaning((ow_notice_group)g));
        for (int c = 0; c < OW_NOTICE_COUNT; c++)
            if (ow_notice_group_of((ow_notice_code)c) == (ow_notice_group)g)
                ow_buffer_printf(
                    out, "| `%s` | %s | %s | %s |\n", ow_notice_name((ow_notice_code)c),
                    ow_severity_name(ow_notice_severity((ow_notice_code)c)),
                    ow_notice_meaning((ow_notice_code)c), ow_notice_cure((ow_notice_code)c));
    }
    return status_of(out);
}
