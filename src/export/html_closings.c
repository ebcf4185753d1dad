/* Closings: a lane for each host site, with its people, the day on which its last items leave, the
 * days of handover, the day on which it closes; and a table that says the same for every site. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>

#define LANE 40 /* px */

typedef struct lane {
    uint32_t site;
    int64_t closed, items_out; /* OW_NONE: not */
    int64_t first, last;       /* open days */
    int64_t people_max;
    int used; /* there was ever anything at it */
} lane;

static lane make_lane(const ow_page *page, uint32_t site) {
    lane out = {site, OW_NONE, OW_NONE, -1, -1, page->start_people[site], 0};
    out.used = page->start_people[site] > 0 || page->start_items[site] > 0;
    for (uint32_t d = 0; d < page->stock.days; d++) {
        int64_t people = page->stock.people[(size_t)site * page->stock.days + d];
        if (people > out.people_max) out.people_max = people;
        if (!ow_stock_open(&page->stock, site, d)) continue;
        if (out.first < 0) out.first = d;
        out.last = d;
        out.used = 1;
    }
    for (uint32_t i = 0; i < page->closings_count; i++) {
        if (page->closings[i].site != site) continue;
        out.closed = page->closings[i].closed_day;
        if (page->closings[i].items_out_day != INT32_MIN)
            out.items_out = page->closings[i].items_out_day;
    }
    return out;
}

static int sooner(const void *left, const void *right) {
    const lane *a = left, *b = right;
    int64_t ca = a->closed == OW_NONE ? INT64_MAX : a->closed;
    int64_t cb = b->closed == OW_NONE ? INT64_MAX : b->closed;
    if (ca != cb) return ca < cb ? -1 : 1;
    if (a->people_max != b->people_max) return a->people_max > b->people_max ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static void lane_label(ow_page *page, const lane *row, int64_t y) {
    const ow_site *site = &page->scenario->sites[row->site];
    ow_svg_label(page, "lane", 0, y + 160);
    ow_buffer_printf(&page->out, "<title>");
    ow_html_text(page, ow_html_site_name(page, row->site));
    ow_html_raw(page, "</title>");
    ow_html_short(page, ow_html_site_name(page, row->site), 26);
    ow_html_raw(page, "</text>\n");
    ow_svg_label(page, "lane-note", 0, y + 310);
    ow_html_raw(page, ow_html_word("site_kind", site->kind));
    ow_html_raw(page, ", at most ");
    ow_html_counted(page, row->people_max, "person", "people");
    ow_html_raw(page, "</text>\n");
}

/* People as an area as high as the lane at the site's own maximum. */
static void lane_people(ow_page *page, const ow_svg *svg, const lane *row, int64_t y) {
    const int64_t *people = page->stock.people + (size_t)row->site * svg->days;
    ow_svg inner = *svg;
    inner.top = y / 10 + 6;
    inner.bottom = y / 10 + LANE - 6;
    inner.max = row->people_max > 0 ? row->people_max : 1;
    int64_t *zero = OW_ARRAY(page->arena, svg->days, int64_t);
    if (!zero) return;
    ow_svg_band(page, &inner, "presence", zero, people);
    if (row->first >= 0)
        ow_svg_rect(page, "open", ow_svg_x(svg, row->first), y + (LANE - 6) * 10,
                    ow_svg_x(svg, row->last + 1) - ow_svg_x(svg, row->first), 20);
}

static void lane_events(ow_page *page, const ow_svg *svg, const lane *row, int64_t y) {
    const ow_site *site = &page->scenario->sites[row->site];
    int64_t bottom = y + (LANE - 4) * 10;
    if (site->close_by_day != OW_NO_INDEX)
        ow_svg_line(page, "deadline", ow_svg_x(svg, site->close_by_day), y + 40,
                    ow_svg_x(svg, site->close_by_day), bottom);
    if (row->items_out != OW_NONE) {
        int64_t x = ow_svg_x(svg, row->items_out);
        ow_buffer_printf(&page->out, "<path class=\"items-out\" d=\"M");
        ow_svg_tenths(page, x);
        ow_html_raw(page, " ");
        ow_svg_tenths(page, y + 130);
        ow_html_raw(page, "l-6 -9h12z\"/>\n");
        ow_svg_line(page, "items-out", x, y + 60, x, bottom);
    }
    if (row->closed == OW_NONE) return;
    int64_t from = row->closed - site->handover_days;
    if (site->handover_days > 0 && row->closed > 0) {
        int64_t x = ow_svg_x(svg, from < 0 ? 0 : from);
        ow_buffer_printf(&page->out, "<g fill=\"url(#hatch%u)\">", svg->number);
        ow_svg_rect(page, "handover", x, y + 140, ow_svg_x(svg, row->closed) - x, bottom - y - 140);
        ow_html_raw(page, "</g>\n");
    }
    ow_svg_rect(page, "closed", ow_svg_x(svg, row->closed) - 20, y + 40, 40, bottom - y - 40);
    if (row->closed < (int64_t)svg->days)
        ow_svg_line(page, "gone", ow_svg_x(svg, row->closed), bottom - 10, svg->right * 10,
                    bottom - 10);
}

static void lane_outcome(ow_page *page, const ow_svg *svg, const lane *row, int64_t y) {
    ow_svg_label(page, "lane-date", svg->right * 10 + 120, y + 240);
    if (row->closed != OW_NONE)
        ow_html_date_plain(page, row->closed);
    else if (row->last == (int64_t)svg->days - 1)
        ow_html_raw(page, "open at the end");
    else
        ow_html_raw(page, "not in use");
    ow_html_raw(page, "</text>\n");
}

static void picture(ow_page *page, const lane *lanes, uint32_t count) {
    int64_t height = 46 + (int64_t)count * LANE;
    ow_svg svg = {.width = 1000,
                  .height = height,
                  .left = 222,
                  .right = 866,
                  .top = 14,
                  .bottom = height - 28,
                  .days = page->stock.days};
    ow_svg_open(page, &svg, "lanes", "Sites by day: people, items out, handover, closing");
    ow_buffer_printf(
        &page->out,
        "<defs><pattern id=\"hatch%u\" width=\"5\" height=\"5\" patternUnits="
        "\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"hatch strong\" "
        "x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>\n",
        svg.number);
    ow_svg_days(page, &svg);
    for (uint32_t i = 0; i < count; i++) {
        int64_t y = (svg.top + (int64_t)i * LANE) * 10;
        if (i > 0) ow_svg_line(page, "grid", 0, y, svg.width * 10, y);
        lane_label(page, &lanes[i], y);
        lane_people(page, &svg, &lanes[i], y);
        lane_events(page, &svg, &lanes[i], y);
        lane_outcome(page, &svg, &lanes[i], y);
    }
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
}

static void date_cell(ow_page *page, int64_t day) {
    ow_html_raw(page, "<td class=\"text\">");
    if (day == OW_NONE)
        ow_html_raw(page, "–");
    else
        ow_html_date(page, day);
    ow_html_raw(page, "</td>");
}

static void table_row(ow_page *page, const lane *row) {
    const ow_site *site = &page->scenario->sites[row->site];
    size_t end = (size_t)row->site * page->stock.days + page->stock.days - 1;
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_name(page, site->name, site->id);
    ow_html_raw(page, "</th><td class=\"text\">");
    ow_html_raw(page, ow_html_word("site_kind", site->kind));
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, page->start_people[row->site]);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->people_max);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, page->stock.people[end]);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, page->start_items[row->site]);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, page->stock.items[end]);
    ow_html_raw(page, "</td>");
    date_cell(page, row->items_out);
    int handed = row->closed != OW_NONE && site->handover_days > 0;
    date_cell(page, handed ? row->closed - site->handover_days : OW_NONE);
    date_cell(page, row->closed);
    date_cell(page, site->close_by_day == OW_NO_INDEX ? OW_NONE : (int64_t)site->close_by_day);
    ow_html_raw(page, "</tr>\n");
}

static void table(ow_page *page, const lane *lanes, uint32_t count) {
    ow_html_raw(page, "<details class=\"twin\"><summary>The same as a table</summary>");
    ow_html_table(page, "Closings", count);
    ow_html_raw(page,
                "<thead><tr>"
                "<th scope=\"col\">Site</th><th scope=\"col\" class=\"text\">Kind</th>"
                "<th scope=\"col\">People at the start</th><th scope=\"col\">at most</th>"
                "<th scope=\"col\">at the end</th><th scope=\"col\">Items at the start</th>"
                "<th scope=\"col\">at the end</th><th scope=\"col\" class=\"text\">Items out</th>"
                "<th scope=\"col\" class=\"text\">Handover from</th><th scope=\"col\" "
                "class=\"text\">Closed</th><th scope=\"col\" class=\"text\">To close by</th>"
                "</tr></thead><tbody>\n");
    for (uint32_t i = 0; i < count; i++) table_row(page, &lanes[i]);
    ow_html_raw(page, "</tbody></table></div></details>\n");
}

void ow_html_closings(ow_page *page) {
    lane *lanes = OW_ARRAY(page->arena, (size_t)page->host_sites_count + 1, lane);
    uint32_t count = 0;
    ow_html_raw(page,
                "<section id=\"closings\" aria-labelledby=\"h-closings\"><h2 id=\"h-closings\">"
                "Sites and their closing</h2>\n");
    for (uint32_t i = 0; lanes && i < page->host_sites_count; i++) {
        lanes[count] = make_lane(page, page->host_sites[i]);
        count += (uint32_t)lanes[count].used;
    }
    if (!lanes || count == 0) {
        page->out.failed |= !lanes;
        ow_html_raw(page, "<p class=\"empty\">No site in the host country holds anybody or "
                          "anything.</p></section>\n");
        return;
    }
    qsort(lanes, count, sizeof *lanes, sooner);
    uint32_t drawn = count < OW_PAGE_LANES_MAX ? count : OW_PAGE_LANES_MAX;
    ow_html_raw(
        page,
        "<p>In the order in which it is proposed to close them. The area is the people at the "
        "site; <span class=\"glyph\">▼</span> the last items are out; hatched: handover to "
        "the host; the bar: closed. A dashed line is the date by which it must close.</p>\n"
        "<figure>\n");
    picture(page, lanes, drawn);
    ow_html_raw(page, "</figure>\n");
    if (drawn < count) {
        ow_html_raw(page, "<p class=\"aside\">The picture shows the first ");
        ow_html_counted(page, drawn, "site", "sites");
        ow_html_raw(page, "; the table has all ");
        ow_html_count(page, count);
        ow_html_raw(page, ".</p>\n");
    }
    table(page, lanes, count);
    ow_html_raw(page, "</section>\n");
}
