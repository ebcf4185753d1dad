/* Pictures: axes of days and values, lines and areas in steps, the word DRAFT.
 * A level holds from one day's end to the next, so lines are steps: day d spans its own column.
 * Points are written only where a level changes, O(changes) bytes a line. Colours are classes of
 * page.css, so that dark mode and print need no second picture. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>

#define DRAFT_SIZE 118

void ow_svg_tenths(ow_page *page, int64_t tenths) {
    if (tenths < 0) ow_buffer_char(&page->out, '-');
    uint64_t magnitude = tenths < 0 ? 0 - (uint64_t)tenths : (uint64_t)tenths;
    ow_buffer_int(&page->out, (int64_t)(magnitude / 10));
    if (magnitude % 10) ow_buffer_printf(&page->out, ".%" PRIu64, magnitude % 10);
}

void ow_svg_open(ow_page *page, ow_svg *svg, const char *class_name, const char *title) {
    svg->number = ++page->pictures;
    ow_buffer_printf(
        &page->out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">"
        "<svg class=\"picture %s\" viewBox=\"0 0 %" PRId64 " %" PRId64
        "\" role=\"img\" aria-labelledby=\"t%u\" data-left=\"%" PRId64 "\" data-right=\"%" PRId64
        "\" data-top=\"%" PRId64 "\" data-bottom=\"%" PRId64
        "\" preserveAspectRatio=\"xMidYMid meet\"><title id=\"t%u\">%s (draft)</title>\n",
        title, class_name, svg->width, svg->height, svg->number, svg->left, svg->right, svg->top,
        svg->bottom, svg->number, title);
}

/* One word in a low picture, several in a tall one: none of it can be cut out without the word. */
void ow_svg_draft(ow_page *page, const ow_svg *svg) {
    int64_t rows = 1 + (svg->height - 1) / 420;
    int64_t size = svg->height / rows * 7 / 10;
    if (size > DRAFT_SIZE) size = DRAFT_SIZE;
    if (size > svg->width * 15 / 100) size = svg->width * 15 / 100;
    for (int64_t i = 0; i < rows; i++) {
        int64_t y = svg->height * (2 * i + 1) / (2 * rows);
        ow_buffer_printf(&page->out,
                         "<text class=\"draft\" x=\"%" PRId64 "\" y=\"%" PRId64
                         "\" font-size=\"%" PRId64 "\"%s>DRAFT</text>\n",
                         svg->width / 2, y, size, i ? " aria-hidden=\"true\"" : "");
    }
}

void ow_svg_close(ow_page *page) {
    ow_html_raw(page, "</svg></div>\n");
}

int64_t ow_svg_x(const ow_svg *svg, int64_t day) {
    if (day < 0) day = 0;
    if (day > (int64_t)svg->days) day = svg->days;
    return svg->left * 10 + day * (svg->right - svg->left) * 10 / (svg->days ? svg->days : 1);
}

int64_t ow_svg_y(const ow_svg *svg, int64_t value) {
    if (value < 0) value = 0;
    if (value > svg->max) value = svg->max;
    return svg->bottom * 10 -
           ow_mul_div_floor(value, (svg->bottom - svg->top) * 10, svg->max > 0 ? svg->max : 1);
}

static void attribute(ow_page *page, const char *name, int64_t tenths) {
    ow_buffer_printf(&page->out, " %s=\"", name);
    ow_svg_tenths(page, tenths);
    ow_html_raw(page, "\"");
}

void ow_svg_rect(ow_page *page, const char *class_name, int64_t x, int64_t y, int64_t width,
                 int64_t height) {
    if (width <= 0 || height <= 0) return;
    ow_buffer_printf(&page->out, "<rect class=\"%s\"", class_name);
    attribute(page, "x", x);
    attribute(page, "y", y);
    attribute(page, "width", width);
    attribute(page, "height", height);
    ow_html_raw(page, "/>\n");
}

void ow_svg_line(ow_page *page, const char *class_name, int64_t x1, int64_t y1, int64_t x2,
                 int64_t y2) {
    ow_buffer_printf(&page->out, "<line class=\"%s\"", class_name);
    attribute(page, "x1", x1);
    attribute(page, "y1", y1);
    attribute(page, "x2", x2);
    attribute(page, "y2", y2);
    ow_html_raw(page, "/>\n");
}

void ow_svg_label(ow_page *page, const char *class_name, int64_t x, int64_t y) {
    ow_buffer_printf(&page->out, "<text class=\"%s\"", class_name);
    attribute(page, "x", x);
    attribute(page, "y", y);
    ow_html_raw(page, ">");
}

static void tick(ow_page *page, const ow_svg *svg, int64_t day, int strong) {
    int64_t x = ow_svg_x(svg, day);
    ow_svg_line(page, strong ? "grid strong" : "grid", x, svg->top * 10, x,
                svg->bottom * 10 + (strong ? 60 : 0));
}

/* Short horizons: a line each Monday, with its date where there is room. */
static void weeks(ow_page *page, const ow_svg *svg) {
    int64_t start = page->scenario->start_day, step = 7;
    while (svg->days / step > 12) step += 7;
    int64_t first = (7 - (start + 3) % 7) % 7; /* 1970-01-01 was a Thursday */
    for (int64_t day = first; day < (int64_t)svg->days; day += step) {
        int year, month, day_of_month;
        ow_html_day_split(start + day, &year, &month, &day_of_month);
        tick(page, svg, day, 1);
        if (ow_svg_x(svg, day) > svg->right * 10 - 350) continue;
        ow_svg_label(page, "tick", ow_svg_x(svg, day) + 30, svg->bottom * 10 + 160);
        ow_buffer_printf(&page->out, "%d %s</text>\n", day_of_month, ow_html_month(month));
    }
}

/* "Jan 2027" where there is room, else the year alone at its January, else the month alone. */
static void month_label(ow_page *page, int month, int year, int first, int64_t room) {
    if (!first || (room < 46 && month != 1))
        ow_html_raw(page, ow_html_month(month));
    else if (room >= 60)
        ow_buffer_printf(&page->out, "%s %d", ow_html_month(month), year);
    else if (room >= 46)
        ow_buffer_printf(&page->out, "%s ’%02d", ow_html_month(month), year % 100);
    else
        ow_buffer_printf(&page->out, "%d", year);
}

/* Long horizons: a line each month, the year where it begins; labels as room allows. */
static void months(ow_page *page, const ow_svg *svg) {
    int64_t start = page->scenario->start_day, labels_step = 1;
    int64_t room = (svg->right - svg->left) * 30 / svg->days; /* px a month */
    while (room * labels_step < 32 && labels_step < 12)
        labels_step = labels_step == 1 ? 3 : labels_step * 2;
    int last_year = 0;
    for (int64_t day = 0; day < (int64_t)svg->days; day++) {
        int year, month, day_of_month;
        ow_html_day_split(start + day, &year, &month, &day_of_month);
        if (day_of_month != 1) continue;
        int labelled = (month - 1) % labels_step == 0;
        tick(page, svg, day, labelled);
        if (!labelled || ow_svg_x(svg, day) > svg->right * 10 - 280) continue;
        ow_svg_label(page, "tick", ow_svg_x(svg, day) + 30, svg->bottom * 10 + 160);
        int has_room = ow_svg_x(svg, day) < svg->right * 10 - 560;
        month_label(page, month, year, has_room && year != last_year, room * labels_step);
        ow_html_raw(page, "</text>\n");
        last_year = year;
    }
}

void ow_svg_days(ow_page *page, const ow_svg *svg) {
    if (svg->days <= 75)
        weeks(page, svg);
    else
        months(page, svg);
    ow_svg_line(page, "axis", svg->left * 10, svg->bottom * 10, svg->right * 10, svg->bottom * 10);
}

/* Steps of 1, 2 or 5 times a power of ten, four or five of them. */
int64_t ow_svg_nice(int64_t max, int64_t *step) {
    static const int64_t factors[] = {1, 2, 5};
    if (max < 4) max = 4;
    int64_t power = 1;
    for (uint32_t i = 0;; i = (i + 1) % 3) {
        *step = power * factors[i];
        if (max / *step < 6) break;
        if (i == 2) power *= 10;
    }
    return (max + *step - 1) / *step * *step;
}

void ow_svg_values(ow_page *page, const ow_svg *svg, int64_t step, const char *unit) {
    for (int64_t value = 0; value <= svg->max && step > 0; value += step) {
        int64_t y = ow_svg_y(svg, value);
        if (value > 0) ow_svg_line(page, "grid", svg->left * 10, y, svg->right * 10, y);
        ow_svg_label(page, "tick end", svg->left * 10 - 80, y + 45);
        ow_html_count(page, value);
        ow_html_raw(page, "</text>\n");
    }
    ow_svg_label(page, "unit", 0, svg->top * 10 - 100);
    ow_html_raw(page, unit);
    ow_html_raw(page, "</text>\n");
}

void ow_svg_steps(ow_page *page, const ow_svg *svg, const char *class_name, const int64_t *level) {
    int drawn = 0;
    for (uint32_t d = 0; d < svg->days; d++) {
        if (level[d] == OW_NONE) continue;
        if (!drawn) ow_buffer_printf(&page->out, "<path class=\"%s\" d=\"", class_name);
        drawn = 1;
        int begins = d == 0 || level[d - 1] == OW_NONE;
        if (begins) {
            ow_html_raw(page, "M");
            ow_svg_tenths(page, ow_svg_x(svg, d));
            ow_html_raw(page, " ");
            ow_svg_tenths(page, ow_svg_y(svg, level[d]));
        } else if (level[d] != level[d - 1]) {
            ow_html_raw(page, "H");
            ow_svg_tenths(page, ow_svg_x(svg, d));
            ow_html_raw(page, "V");
            ow_svg_tenths(page, ow_svg_y(svg, level[d]));
        }
        if (d + 1 == svg->days || level[d + 1] == OW_NONE) {
            ow_html_raw(page, "H");
            ow_svg_tenths(page, ow_svg_x(svg, (int64_t)d + 1));
        }
    }
    if (drawn) ow_html_raw(page, "\"/>\n");
}

void ow_svg_band(ow_page *page, const ow_svg *svg, const char *class_name, const int64_t *low,
                 const int64_t *high) {
    ow_buffer_printf(&page->out, "<path class=\"%s\" d=\"M", class_name);
    ow_svg_tenths(page, ow_svg_x(svg, 0));
    ow_html_raw(page, " ");
    ow_svg_tenths(page, ow_svg_y(svg, low[0]));
    for (uint32_t d = 0; d < svg->days; d++) {
        if (d > 0 && high[d] == high[d - 1]) continue;
        ow_html_raw(page, "H");
        ow_svg_tenths(page, ow_svg_x(svg, d));
        ow_html_raw(page, "V");
        ow_svg_tenths(page, ow_svg_y(svg, high[d]));
    }
    ow_html_raw(page, "H");
    ow_svg_tenths(page, ow_svg_x(svg, svg->days));
    for (uint32_t d = svg->days; d-- > 0;) {
        if (d + 1 < svg->days && low[d] == low[d + 1]) continue;
        ow_html_raw(page, "H");
        ow_svg_tenths(page, ow_svg_x(svg, (int64_t)d + 1));
        ow_html_raw(page, "V");
        ow_svg_tenths(page, ow_svg_y(svg, low[d]));
    }
    ow_html_raw(page, "Z\"/>\n");
}

/* The stretch of a limit from day `first` to before `end`: its hatched band, and its figure if
 * asked. */
static void limit_stretch(ow_page *page, const ow_svg *svg, int64_t value, int64_t first,
                          int64_t end, int is_floor, int labelled) {
    int64_t x = ow_svg_x(svg, first), y = ow_svg_y(svg, value), height = svg->width > 600 ? 70 : 50;
    ow_buffer_printf(&page->out, "<g fill=\"url(#limit%u-%d)\">", svg->number, is_floor);
    ow_svg_rect(page, "forbidden", x, is_floor ? y : y - height, ow_svg_x(svg, end) - x, height);
    ow_html_raw(page, "</g>\n");
    if (!labelled) return;
    int at_end = x > svg->right * 10 - 1000;
    int64_t below = is_floor && y + height + 130 < svg->bottom * 10;
    ow_svg_label(page, at_end ? "limit end" : "limit", at_end ? svg->right * 10 : x + 60,
                 below ? y + height + 130 : y - (is_floor ? 50 : height + 40));
    ow_html_raw(page, is_floor ? "floor " : "ceiling ");
    ow_html_count(page, value);
    ow_html_raw(page, "</text>\n");
}

void ow_svg_limit(ow_page *page, const ow_svg *svg, const int64_t *asked, int is_floor) {
    int64_t labelled_until = 0, last_labelled = OW_NONE;
    ow_buffer_printf(&page->out,
                     "<defs><pattern id=\"limit%u-%d\" width=\"6\" height=\"6\" patternUnits="
                     "\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"hatch\" "
                     "x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>\n",
                     svg->number, is_floor);
    for (uint32_t d = 0, first = 0; d < svg->days; d++) {
        if (d + 1 < svg->days && asked[d + 1] == asked[d]) continue;
        int64_t x = ow_svg_x(svg, first);
        int labelled = asked[d] != OW_NONE && asked[d] != last_labelled && x >= labelled_until;
        if (asked[d] != OW_NONE)
            limit_stretch(page, svg, asked[d], first, (int64_t)d + 1, is_floor, labelled);
        if (labelled) {
            labelled_until = x + (svg->width > 600 ? 1200 : 800);
            last_labelled = asked[d];
        }
        first = d + 1;
    }
    ow_svg_steps(page, svg, is_floor ? "floor" : "ceiling", asked);
}

static void mark(ow_page *page, const ow_svg *svg, const char *class_name, int64_t day,
                 const char *words, int64_t lift) {
    int64_t x = ow_svg_x(svg, day);
    int left_of = x > svg->right * 10 - 1100;
    ow_svg_line(page, class_name, x, svg->top * 10 - 60 + lift, x, svg->bottom * 10);
    ow_svg_label(page, left_of ? "mark end" : "mark", x + (left_of ? -50 : 50),
                 svg->top * 10 + 40 + lift);
    ow_html_raw(page, words);
    ow_html_raw(page, "</text>\n");
}

void ow_svg_marks(ow_page *page, const ow_svg *svg) {
    int64_t last = page->plan->last_out_day, deadline = OW_NONE;
    if (page->scenario->rows.scenario.count > 0)
        deadline = page->scenario->rows.scenario.data[0].deadline;
    if (deadline != OW_NONE) deadline -= page->scenario->start_day;
    if (deadline != OW_NONE && deadline >= 0 && deadline < (int64_t)svg->days)
        mark(page, svg, "deadline", deadline + 1, "deadline", 0);
    if (last >= 0 && last < (int64_t)svg->days)
        mark(page, svg, "lastout", last + 1, "last out", 160);
}
