/* Movements by day: for each mode in use a strip of bars, missions a day; people who leave the
 * country; and a table that says the same. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>

#define STRIPS (OW_MODE_COUNT + 1)
#define TABLE_DAYS_MAX 400u

typedef struct flows {
    int64_t *missions[OW_MODE_COUNT]; /* [day] vehicles that depart */
    int64_t *people_out, *people_in,
        *items_out;          /* [day] that leave, or come into, the host country */
    int64_t *people, *items; /* [day] that move */
} flows;

static int fill(flows *all, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    int64_t **rows[] = {&all->missions[0], &all->missions[1], &all->missions[2],
                        &all->missions[3], &all->people_out,  &all->people_in,
                        &all->items_out,   &all->people,      &all->items};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i] = OW_ARRAY(page->arena, scenario->days, int64_t);
        if (!*rows[i]) return 0;
    }
    for (uint32_t i = 0; i < page->missions_count; i++) {
        const ow_page_mission *mission = &page->missions[i];
        if (mission->day < 0 || mission->day >= (int64_t)scenario->days) continue;
        int64_t mode = scenario->links[mission->link].mode;
        int from = scenario->sites[mission->from_site].in_host;
        int to = scenario->sites[mission->to_site].in_host;
        all->missions[mode][mission->day] += mission->vehicles;
        all->people[mission->day] += mission->people;
        all->items[mission->day] += mission->items;
        if (from && !to) {
            all->people_out[mission->day] += mission->people;
            all->items_out[mission->day] += mission->items;
        }
        if (!from && to) all->people_in[mission->day] += mission->people;
    }
    return 1;
}

static int64_t sum(const int64_t *row, uint32_t days, int64_t *max, uint32_t *when) {
    int64_t total = 0;
    *max = 0;
    *when = 0;
    for (uint32_t d = 0; d < days; d++) {
        total += row[d];
        if (row[d] <= *max) continue;
        *max = row[d];
        *when = d;
    }
    return total;
}

static void bars(ow_page *page, const ow_svg *svg, const char *class_name, const int64_t *row) {
    int64_t gap = (svg->right - svg->left) * 10 / svg->days > 40 ? 10 : 0;
    ow_buffer_printf(&page->out, "<path class=\"%s\" d=\"", class_name);
    for (uint32_t d = 0; d < svg->days; d++) {
        if (row[d] <= 0) continue;
        ow_html_raw(page, "M");
        ow_svg_tenths(page, ow_svg_x(svg, d));
        ow_html_raw(page, " ");
        ow_svg_tenths(page, svg->bottom * 10);
        ow_html_raw(page, "V");
        ow_svg_tenths(page, ow_svg_y(svg, row[d]));
        ow_html_raw(page, "H");
        ow_svg_tenths(page, ow_svg_x(svg, (int64_t)d + 1) - gap);
        ow_html_raw(page, "V");
        ow_svg_tenths(page, svg->bottom * 10);
    }
    ow_html_raw(page, "\"/>\n");
}

static void strip_words(ow_page *page, const ow_svg *svg, int64_t total, int64_t max, uint32_t when,
                        const char *title, const char *one, const char *many) {
    ow_svg_label(page, "lane", 0, svg->top * 10 + 160);
    ow_html_raw(page, title);
    ow_html_raw(page, "</text>\n");
    ow_svg_label(page, "lane-note", 0, svg->top * 10 + 320);
    ow_html_counted(page, total, one, many);
    ow_html_raw(page, " in all</text>\n");
    ow_svg_label(page, "lane-note", 0, svg->top * 10 + 470);
    ow_html_raw(page, "at most ");
    ow_html_count(page, max);
    ow_html_raw(page, ", ");
    ow_html_date_plain(page, when);
    ow_html_raw(page, "</text>\n");
}

static void strip(ow_page *page, const ow_svg *whole, int64_t top, const int64_t *row,
                  const char *title, const char *class_name, const char *one, const char *many) {
    ow_svg svg = *whole;
    uint32_t when = 0;
    int64_t max = 0, total = sum(row, svg.days, &max, &when), step = 1;
    svg.top = top;
    svg.bottom = top + 62;
    svg.max = ow_svg_nice(max, &step);
    for (int64_t value = 0; value <= svg.max; value += svg.max / 2 > 0 ? svg.max / 2 : 1) {
        if (value > 0)
            ow_svg_line(page, "grid", svg.left * 10, ow_svg_y(&svg, value), svg.right * 10,
                        ow_svg_y(&svg, value));
        ow_svg_label(page, "tick end", svg.left * 10 - 60, ow_svg_y(&svg, value) + 40);
        ow_html_count(page, value);
        ow_html_raw(page, "</text>\n");
    }
    bars(page, &svg, class_name, row);
    ow_svg_line(page, "axis", svg.left * 10, svg.bottom * 10, svg.right * 10, svg.bottom * 10);
    strip_words(page, &svg, total, max, when, title, one, many);
}

static void picture(ow_page *page, const flows *all, const int *used, int strips) {
    static const char *const titles[] = {"Road", "Rail", "Air", "Sea"};
    static const char *const classes[] = {"bar road", "bar rail", "bar air", "bar sea"};
    ow_svg svg = {.width = 1000,
                  .height = 40 + (int64_t)strips * 88,
                  .left = 240,
                  .right = 990,
                  .top = 12,
                  .days = page->stock.days};
    svg.bottom = svg.height - 28;
    int64_t top = 16;
    ow_svg_open(page, &svg, "flows", "Missions by day and mode");
    ow_svg_days(page, &svg);
    for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
        if (!used[mode]) continue;
        strip(page, &svg, top, all->missions[mode], titles[mode], classes[mode], "mission",
              "missions");
        top += 88;
    }
    strip(page, &svg, top, all->people_out, "People leaving the country", "bar people", "person",
          "people");
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
}

static void cell(ow_page *page, int64_t value) {
    ow_html_raw(page, "<td>");
    ow_html_count(page, value);
    ow_html_raw(page, "</td>");
}

/* By day, or by week where there are too many days. */
static void table(ow_page *page, const flows *all, const int *used) {
    uint32_t days = page->stock.days, step = days <= TABLE_DAYS_MAX ? 1 : 7;
    ow_html_raw(page, "<details class=\"twin\"><summary>The same as a table</summary>");
    ow_html_table(page, "Movements by day", 0);
    ow_html_raw(page, "<thead><tr>"
                      "<th scope=\"col\">");
    ow_html_raw(page, step == 1 ? "Day" : "Week from");
    ow_html_raw(page, "</th>");
    for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
        if (!used[mode]) continue;
        ow_html_raw(page, "<th scope=\"col\">Missions by ");
        ow_html_raw(page, ow_html_word("mode", mode));
        ow_html_raw(page, "</th>");
    }
    ow_html_raw(page,
                "<th scope=\"col\">People moving</th><th scope=\"col\">Items moving</th>"
                "<th scope=\"col\">People out of the country</th><th scope=\"col\">People into it"
                "</th><th scope=\"col\">Items out of it</th></tr></thead><tbody>\n");
    for (uint32_t d = 0; d < days; d += step) {
        int64_t sums[OW_MODE_COUNT + 5] = {0}, any = 0;
        for (uint32_t e = d; e < d + step && e < days; e++) {
            const int64_t *rows[] = {all->missions[0], all->missions[1], all->missions[2],
                                     all->missions[3], all->people,      all->items,
                                     all->people_out,  all->people_in,   all->items_out};
            for (int i = 0; i < OW_MODE_COUNT + 5; i++) sums[i] += rows[i][e], any += rows[i][e];
        }
        if (!any) continue;
        ow_html_raw(page, "<tr><th scope=\"row\">");
        ow_html_date(page, d);
        ow_html_raw(page, "</th>");
        for (int i = 0; i < OW_MODE_COUNT + 5; i++)
            if (i >= OW_MODE_COUNT || used[i]) cell(page, sums[i]);
        ow_html_raw(page, "</tr>\n");
    }
    ow_html_raw(page, "</tbody></table></div></details>\n");
}

void ow_html_flows(ow_page *page) {
    flows all;
    int used[OW_MODE_COUNT] = {0}, strips = 1;
    ow_html_raw(page, "<section id=\"flows\" aria-labelledby=\"h-flows\"><h2 id=\"h-flows\">"
                      "Movements by day</h2>\n");
    if (!fill(&all, page)) {
        page->out.failed = 1;
        return;
    }
    for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
        int64_t max;
        uint32_t when;
        used[mode] = sum(all.missions[mode], page->stock.days, &max, &when) > 0;
        strips += used[mode];
    }
    if (page->missions_count == 0)
        ow_html_raw(page, "<p class=\"empty\">No movement is proposed.</p></section>\n");
    else {
        ow_html_raw(
            page, "<p>Vehicles that are proposed to depart on each day; what drives itself counts "
                  "as a vehicle.</p>\n<figure>\n");
        picture(page, &all, used, strips);
        ow_html_raw(page, "</figure>\n");
        table(page, &all, used);
        ow_html_raw(page, "</section>\n");
    }
}
