/* Drawing the map: land, links, sites, labels that keep off each other, scale bar and legend. */
#include "base/fixed.h"
#include "export/html_map.h"

#include <inttypes.h>
#include <string.h>

#define LABEL_COLUMNS 40u

/* Of several links between the same two sites each bends a little differently. */
static int64_t bend_of(const ow_map *m, const ow_page *page, uint32_t link) {
    const ow_link *a = &page->scenario->links[link];
    int64_t before = 0, all = 0;
    for (uint32_t i = 0; i < m->links_count; i++) {
        const ow_link *b = &page->scenario->links[m->links[i]];
        int same = (a->from_site == b->from_site && a->to_site == b->to_site) ||
                   (a->from_site == b->to_site && a->to_site == b->from_site);
        if (!same) continue;
        all++;
        before += m->links[i] < link;
    }
    int64_t bend = (2 * before - (all - 1)) * 180;
    return a->from_site < a->to_site ? bend : -bend;
}

/* An arrowhead at the middle, towards `to`; shown on the days on which something goes that way. */
static void arrow(ow_page *page, int64_t x, int64_t y, int64_t dx, int64_t dy, int direction,
                  int used) {
    int64_t length = ow_map_root(dx * dx + dy * dy);
    if (length < 400) return;
    int64_t ux = dx * 1000 / length, uy = dy * 1000 / length;
    if (direction) ux = -ux, uy = -uy;
    ow_buffer_printf(
        &page->out,
        "<path class=\"arrow%s\" data-way=\"%d\" d=\"M11 0L1 -5V5Z\" transform=\"matrix(",
        used ? "" : " off", direction);
    int64_t numbers[] = {ux, uy, -uy, ux};
    for (int i = 0; i < 4; i++) {
        char text[24];
        ow_buffer_printf(&page->out, "%s ", ow_milli_format(text, numbers[i]));
    }
    ow_svg_tenths(page, x);
    ow_html_raw(page, " ");
    ow_svg_tenths(page, y);
    ow_html_raw(page, ")\"/>");
}

typedef struct curve {
    int64_t cx, cy, mx, my; /* where it is pulled to, and its middle */
    int64_t dx, dy, length;
} curve;

static curve curve_of(const ow_map *m, const ow_page *page, uint32_t link) {
    const ow_link *row = &page->scenario->links[link];
    const ow_map_place *a = &m->places[row->from_site], *b = &m->places[row->to_site];
    curve c = {.dx = b->x - a->x, .dy = b->y - a->y};
    c.length = ow_map_root(c.dx * c.dx + c.dy * c.dy);
    if (c.length < 10) return c;
    int64_t bend = bend_of(m, page, link);
    c.cx = (a->x + b->x) / 2 - c.dy * bend / c.length;
    c.cy = (a->y + b->y) / 2 + c.dx * bend / c.length;
    c.mx = (a->x + 2 * c.cx + b->x) / 4;
    c.my = (a->y + 2 * c.cy + b->y) / 4;
    return c;
}

static void draw_link(const ow_map *m, ow_page *page, uint32_t link) {
    const ow_link *row = &page->scenario->links[link];
    const ow_map_place *a = &m->places[row->from_site], *b = &m->places[row->to_site];
    const ow_map_way *use = &m->ways[link];
    curve c = curve_of(m, page, link);
    if (c.length < 10) return;
    int64_t width = use->missions ? 12 + ow_map_root(use->missions * 2500 / m->missions_max) : 10;
    ow_buffer_printf(&page->out, "<g class=\"link %s%s\" data-link=\"%u\"><title>",
                     ow_html_word("mode", row->mode), use->missions ? "" : " idle", link);
    ow_html_text(page, row->id);
    ow_html_raw(page, ": ");
    ow_html_text(page, ow_html_site_name(page, row->from_site));
    ow_html_raw(page, row->both_ways ? " ↔ " : " → ");
    ow_html_text(page, ow_html_site_name(page, row->to_site));
    ow_html_raw(page, "</title><path class=\"line\" stroke-width=\"");
    ow_svg_tenths(page, width);
    ow_html_raw(page, "\" d=\"M");
    int64_t numbers[] = {a->x, a->y, c.cx, c.cy, b->x, b->y};
    for (int i = 0; i < 6; i++) {
        if (i == 2) ow_html_raw(page, "Q");
        ow_svg_tenths(page, numbers[i]);
        ow_html_raw(page, " ");
    }
    ow_html_raw(page, "\"/>");
    arrow(page, c.mx, c.my, c.dx, c.dy, 0, use->used[0]);
    arrow(page, c.mx, c.my, c.dx, c.dy, 1, use->used[1]);
    ow_html_raw(page, "</g>\n");
}

static int clashes(const ow_map *m, const ow_box *b) {
    if (b->x0 < 40 || b->y0 < 40 || b->x1 > m->frame.width * 10 - 40 ||
        b->y1 > m->frame.height * 10 - 40)
        return 1;
    for (uint32_t i = 0; i < m->taken_count; i++) {
        const ow_box *t = &m->taken[i];
        if (b->x0 < t->x1 && t->x0 < b->x1 && b->y0 < t->y1 && t->y0 < b->y1) return 1;
    }
    return 0;
}

/* The text of a label in its box; `side` says from which of its sides it runs: 0 left, 1 right, 2
 * middle. */
static void write_label(ow_page *page, const ow_map_place *p, const ow_box *at, int side) {
    static const char *const classes[] = {"site", "site end", "site middle"};
    int64_t x = side == 0 ? at->x0 : side == 1 ? at->x1 : (at->x0 + at->x1) / 2;
    ow_svg_label(page, classes[side], x, at->y0 + 120);
    ow_html_short(page, ow_html_site_name(page, p->site), LABEL_COLUMNS);
    const ow_site *site = &page->scenario->sites[p->site];
    int64_t people = page->start_people[p->site];
    const char *idle = p->off ? "beyond the map" : ow_html_word("site_kind", site->kind);
    if (!p->off && people > 0 && site->in_host) idle = "0";
    ow_buffer_printf(&page->out, "</text><text data-idle=\"%s\" class=\"strength%s\" x=\"", idle,
                     classes[side] + 4);
    ow_svg_tenths(page, x);
    ow_html_raw(page, "\" y=\"");
    ow_svg_tenths(page, at->y0 + 260);
    ow_html_raw(page, "\">");
    if (p->off)
        ow_html_raw(page, "beyond the map");
    else
        ow_html_count(page, page->start_people[p->site]);
    ow_html_raw(page, "</text>");
}

/* Close by if there is room: right, left, below, above; else farther off, with a line that leads to
 * it. A label for which there is no room anywhere is left to the tables. */
static void draw_label(ow_map *m, ow_page *page, const ow_map_place *p) {
    static const int steps[][2] = {{1, 0}, {-1, 0}, {0, 1},  {0, -1},
                                   {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
    uint32_t columns = ow_html_columns(ow_html_site_name(page, p->site));
    if (p->off && columns < 14) columns = 14;
    int64_t width = (columns < LABEL_COLUMNS ? (int64_t)columns : LABEL_COLUMNS) * 72 + 40;
    int64_t r = p->off ? 80 : ow_map_radius(m, p->people) + 50;
    for (int ring = 0; ring < 6; ring++)
        for (int i = 0; i < (ring ? 8 : 4); i++) {
            int64_t far = r + ring * 260, diagonal = steps[i][0] && steps[i][1];
            int64_t x = p->x + steps[i][0] * (diagonal ? far * 7 / 10 : far);
            int64_t y = p->y + steps[i][1] * (diagonal ? far * 7 / 10 : far);
            int side = steps[i][0] > 0 ? 0 : steps[i][0] < 0 ? 1 : 2;
            int64_t left = side == 0 ? x : side == 1 ? x - width : x - width / 2;
            int64_t top = steps[i][1] > 0 ? y : steps[i][1] < 0 ? y - 300 : y - 150;
            ow_box at = {left, top, left + width, top + 300};
            if (clashes(m, &at)) continue;
            m->taken[m->taken_count++] = at;
            if (ring > 0) ow_svg_line(page, "leader", p->x, p->y, x, y);
            write_label(page, p, &at, side);
            return;
        }
}

/* The mode in words on a link, where there is room left for it. */
static void draw_mode(ow_map *m, ow_page *page, uint32_t link) {
    curve c = curve_of(m, page, link);
    const char *word = ow_html_word("mode", page->scenario->links[link].mode);
    if (c.length < 900) return;
    const ow_link *row = &page->scenario->links[link];
    const ow_map_place *a = &m->places[row->from_site], *b = &m->places[row->to_site];
    int64_t width = (int64_t)strlen(word) * 65;
    int64_t x = (4 * a->x + 4 * c.cx + b->x) / 9, y = (4 * a->y + 4 * c.cy + b->y) / 9 + 40;
    ow_box at = {x - width / 2, y - 130, x + width / 2, y + 30};
    if (clashes(m, &at)) return;
    m->taken[m->taken_count++] = at;
    ow_svg_label(page, "mode", x, y);
    ow_html_raw(page, word);
    ow_html_raw(page, "</text>\n");
}

static void draw_site(ow_map *m, ow_page *page, const ow_map_place *p) {
    const ow_site *site = &page->scenario->sites[p->site];
    ow_buffer_printf(&page->out, "<g class=\"node%s%s\" data-site=\"%u\"><title>",
                     site->in_host ? "" : " abroad", p->off ? " beyond" : "", p->site);
    ow_html_text(page, ow_html_site_name(page, p->site));
    ow_html_raw(page, ", ");
    ow_html_raw(page, ow_html_word("site_kind", site->kind));
    ow_html_raw(page, "</title>");
    if (!p->off) {
        ow_html_raw(page, "<circle class=\"people\" cx=\"");
        ow_svg_tenths(page, p->x);
        ow_html_raw(page, "\" cy=\"");
        ow_svg_tenths(page, p->y);
        ow_html_raw(page, "\" r=\"");
        ow_svg_tenths(page, ow_map_radius(m, page->start_people[p->site]));
        ow_html_raw(page, "\"/>");
    }
    if (p->off || !site->in_host)
        ow_svg_rect(page, "dot", p->x - 35, p->y - 35, 70, 70);
    else {
        ow_html_raw(page, "<circle class=\"dot\" cx=\"");
        ow_svg_tenths(page, p->x);
        ow_html_raw(page, "\" cy=\"");
        ow_svg_tenths(page, p->y);
        ow_html_raw(page, "\" r=\"3\"/>");
    }
    draw_label(m, page, p);
    ow_html_raw(page, "</g>\n");
}

/* Kilometres: one degree of latitude is 111.195 km on the mean sphere. */
static void scale_bar(const ow_map *m, ow_page *page) {
    int64_t km_per_100_px =
        (m->frame.north - m->frame.south) * 111195 / 1000 / m->frame.height / 10;
    int64_t step = 1, bar = 1;
    static const int64_t factors[] = {1, 2, 5};
    for (int i = 0; step * factors[i] <= km_per_100_px * 3 / 2;) {
        bar = step * factors[i];
        i = (i + 1) % 3;
        if (i == 0) step *= 10;
    }
    int64_t width = km_per_100_px > 0 ? bar * 1000 / km_per_100_px : 1000;
    int64_t x = 200, y = m->frame.height * 10 - 220;
    ow_svg_rect(page, "plate", x - 100, y - 220, width + 700, 340);
    ow_buffer_printf(&page->out, "<path class=\"scale\" d=\"M%" PRId64 " %" PRId64 "v6h", x / 10,
                     y / 10 - 6);
    ow_svg_tenths(page, width);
    ow_html_raw(page, "v-6\"/>\n");
    ow_svg_label(page, "tick", x, y - 90);
    ow_html_count(page, bar);
    ow_html_raw(page, " km</text>\n");
}

static void legend(const ow_map *m, ow_page *page) {
    int used[OW_MODE_COUNT] = {0}, rows = 0;
    for (uint32_t i = 0; i < m->links_count; i++) {
        int64_t mode = page->scenario->links[m->links[i]].mode;
        rows += !used[mode];
        used[mode] = 1;
    }
    int64_t x = m->frame.width * 10 - 1500, y = m->frame.height * 10 - 80 - rows * 180;
    if (!rows) return;
    ow_svg_rect(page, "plate", x - 120, y - 140, 1560, rows * 180 + 140);
    for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
        if (!used[mode]) continue;
        ow_buffer_printf(&page->out, "<g class=\"link %s\">", ow_html_word("mode", mode));
        ow_svg_line(page, "line sample", x, y, x + 560, y);
        ow_html_raw(page, "</g>");
        ow_svg_label(page, "tick", x + 660, y + 45);
        ow_html_raw(page, ow_html_word("mode", mode));
        ow_html_raw(page, "</text>\n");
        y += 180;
    }
}

void ow_map_draw(ow_map *m, ow_page *page) {
    ow_svg_rect(page, "water", 0, 0, m->frame.width * 10, m->frame.height * 10);
    ow_map_reserve_plates(m);
    for (uint32_t i = 0; i < m->drawn_count; i++) {
        const ow_map_place *p = &m->places[m->drawn[i]];
        int64_t r = p->off ? 60 : ow_map_radius(m, p->people);
        m->taken[m->taken_count++] = (ow_box){p->x - r, p->y - r, p->x + r, p->y + r};
    }
    const ow_label *labels = ow_html_land(page, &m->frame);
    for (uint32_t i = m->links_count; i-- > 0;) draw_link(m, page, m->links[i]);
    for (uint32_t i = 0; i < m->drawn_count; i++) draw_site(m, page, &m->places[m->drawn[i]]);
    for (uint32_t i = 0; i < m->links_count; i++) draw_mode(m, page, m->links[i]);
    if (labels) ow_html_country_names(page, &m->frame, labels, m->taken, m->taken_count);
    scale_bar(m, page);
    legend(m, page);
}
