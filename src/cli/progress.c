/* Progress lines on stderr, one a step of the planner. */
#include "cli/cli.h"

#include <string.h>

static void put_points(FILE *out, const char *label, int64_t milli) {
    if (milli < 0)
        fprintf(out, "  %s %14s", label, "-");
    else
        fprintf(out, "  %s %12lld.%lld", label, (long long)(milli / 1000),
                (long long)(milli % 1000 / 100));
}

static void put_text(FILE *out, const onward_progress *p) {
    fprintf(out, "%8.1f s  %-14s", p->seconds, p->source);
    put_points(out, "points", p->points_milli);
    put_points(out, "bound", p->bound_points_milli);
    if (p->gap_percent >= 0)
        fprintf(out, "  gap %6.2f %%", p->gap_percent);
    else
        fprintf(out, "  gap      - %%");
    fprintf(out, "  last out %-10s  %4lld MB\n", p->last_out_date[0] ? p->last_out_date : "-",
            (long long)(p->memory_bytes >> 20));
}

static void put_json(FILE *out, const onward_progress *p) {
    fprintf(out, "{\"seconds\": %.3f, \"source\": ", p->seconds);
    ow_cli_json_string(out, p->source);
    fprintf(out,
            ", \"points_milli\": %lld, \"bound_points_milli\": %lld, \"gap_percent\": %.4f, "
            "\"last_out_date\": \"%s\", \"memory_bytes\": %lld, \"ticks\": %lld}\n",
            (long long)p->points_milli, (long long)p->bound_points_milli, p->gap_percent,
            p->last_out_date, (long long)p->memory_bytes, (long long)p->ticks);
}

void ow_cli_progress(void *context, const onward_progress *progress) {
    const char *form = context;
    if (!strcmp(form, "json"))
        put_json(stderr, progress);
    else if (!strcmp(form, "text"))
        put_text(stderr, progress);
}
