/* The map: host country, sites as circles (area: people), links by mode, a scale bar; and two
 * tables that say the same. The frame holds the host's sites and those near by; what lies farther
 * stands at its edge. Without the script it shows the strengths at the start and all missions of
 * the plan; with it, any day. Projection: plate carrée at the middle latitude, near enough for a
 * country. O(sites² + links²) for the at most MAP_SITES_MAX and MAP_LINKS_MAX that are drawn. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 1000
#define HEIGHT_MIN 520
#define HEIGHT_MAX 760
#define MAP_SITES_MAX 300u
#define MAP_LINKS_MAX 400u
#define LABELLED_LINKS_MAX 26u
#define RADIUS 300 /* tenths, of the largest strength */

typedef struct box {
    int64_t x0, y0, x1, y1;
} box;

typedef struct place {
    uint32_t site;
    int64_t lon, lat, x, y; /* thousandths of a degree; tenths of a pixel */
    int off;                /* 1: beyond the frame, drawn at its edge */
    int64_t people;         /* most that are ever there */
} place;

typedef struct way {
    uint32_t link;
    int64_t missions, people, items;
    int32_t first_day, last_day;
    int used[2];
} way;

typedef struct map {
    ow_frame frame;
    place *places;   /* [site] */
    uint32_t *drawn; /* sites, strongest first */
    uint32_t drawn_count;
    way *ways;       /* [link] */
    uint32_t *links; /* links drawn, most used first */
    uint32_t links_count;
    int64_t people_max, missions_max;
    box *taken; /* where labels and circles stand */
    uint32_t taken_count;
} map;

static int64_t root(int64_t n) {
    int64_t low = 0, high = 3037000499;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (middle <= n / middle)
            low = middle;
        else
            high = middle - 1;
    }
    return n > 0 ? low : 0;
}

/* Bhaskara's cosine, within 0.2 %, in thousandths. */
static int64_t cosine_milli(int64_t lat_milli) {
    int64_t square = lat_milli / 100 * (lat_milli / 100); /* hundredths of square degrees */
    return (3240000 - 4 * square) * 1000 / (3240000 + square);
}

static void locate(map *m, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    int64_t reference = page->host_sites_count ? scenario->sites[page->host_sites[0]].lon_milli : 0;
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        const ow_site *site = &scenario->sites[s];
        place *to = &m->places[s];
        *to = (place){.site = s, .lon = site->lon_milli, .lat = site->lat_milli};
        if (to->lon - reference > 180000) to->lon -= 360000;
        if (to->lon - reference < -180000) to->lon += 360000;
        to->people = page->start_people[s];
        for (uint32_t d = 0; d < page->stock.days; d++) {
            int64_t people = page->stock.people[(size_t)s * page->stock.days + d];
            if (people > to->people) to->people = people;
        }
        if (site->in_host && to->people > m->people_max) m->people_max = to->people;
    }
    if (m->people_max < 1) m->people_max = 1;
}

static void widen(ow_frame *frame, const place *p) {
    if (p->lon < frame->west) frame->west = p->lon;
    if (p->lon > frame->east) frame->east = p->lon;
    if (p->lat < frame->south) frame->south = p->lat;
    if (p->lat > frame->north) frame->north = p->lat;
}

static int64_t extent(const ow_frame *frame) {
    int64_t x = (frame->east - frame->west) * frame->cos_milli / 1000;
    int64_t y = frame->north - frame->south;
    return x > y ? x : y;
}

/* Neighbours come in as long as the frame does not grow much beyond the host's sites, nearest
 * first. */
static void take_in_neighbours(map *m, const ow_page *page) {
    int64_t host = extent(&m->frame), most = host * 2 > 6000 ? host * 2 : 6000;
    for (;;) {
        const place *best = NULL;
        int64_t best_extent = most + 1;
        for (uint32_t s = 0; s < page->scenario->sites_count; s++) {
            ow_frame wider = m->frame;
            widen(&wider, &m->places[s]);
            int64_t size = extent(&wider);
            int grows = memcmp(&wider, &m->frame, sizeof wider) != 0;
            if (!grows || size >= best_extent) continue;
            best_extent = size;
            best = &m->places[s];
        }
        if (!best) return;
        widen(&m->frame, best);
    }
}

/* Room around, and sides in a proportion that a page can show. */
static void pad(ow_frame *frame) {
    int64_t margin = extent(frame) * 14 / 100 + 250;
    int64_t middle_x = (frame->west + frame->east) / 2,
            middle_y = (frame->south + frame->north) / 2;
    int64_t x = (frame->east - frame->west) * frame->cos_milli / 1000 + 2 * margin;
    int64_t y = frame->north - frame->south + 2 * margin;
    frame->width = WIDTH;
    if (y * WIDTH < x * HEIGHT_MIN) y = x * HEIGHT_MIN / WIDTH;
    if (y * WIDTH > x * HEIGHT_MAX) x = y * WIDTH / HEIGHT_MAX;
    frame->height = y * WIDTH / x;
    frame->west = middle_x - x * 500 / frame->cos_milli;
    frame->east = middle_x + x * 500 / frame->cos_milli;
    frame->south = middle_y - y / 2;
    frame->north = middle_y + y / 2;
}

static void choose_frame(map *m, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    m->frame =
        (ow_frame){.west = INT64_MAX, .east = INT64_MIN, .south = INT64_MAX, .north = INT64_MIN};
    for (uint32_t i = 0; i < page->host_sites_count; i++)
        widen(&m->frame, &m->places[page->host_sites[i]]);
    for (uint32_t s = 0; page->host_sites_count == 0 && s < scenario->sites_count; s++)
        widen(&m->frame, &m->places[s]);
    m->frame.cos_milli = cosine_milli((m->frame.south + m->frame.north) / 2);
    if (m->frame.cos_milli < 100) m->frame.cos_milli = 100;
    take_in_neighbours(m, page);
    pad(&m->frame);
}

static int64_t absolute(int64_t n) {
    return n < 0 ? -n : n;
}

/* Moves a site beyond the frame to the frame's edge, on the way to where it is. */
static void to_edge(map *m, place *p) {
    int64_t inset = 260, w = m->frame.width * 5 - inset, h = m->frame.height * 5 - inset;
    int64_t dx = p->x - m->frame.width * 5, dy = p->y - m->frame.height * 5;
    if (absolute(dx) <= w + 160 && absolute(dy) <= h + 160) return;
    p->off = 1;
    int sideways = absolute(dx) * h > absolute(dy) * w;
    int64_t along = sideways ? dy * w / (absolute(dx) ? absolute(dx) : 1)
                             : dx * h / (absolute(dy) ? absolute(dy) : 1);
    int64_t limit = (sideways ? h : w) - 200;
    for (int64_t tried = 0; tried < 40; tried++) {
        int64_t shift = (tried + 1) / 2 * 300 * (tried % 2 ? 1 : -1), at = along + shift;
        if (at < -limit || at > limit) continue;
        p->x = m->frame.width * 5 + (sideways ? (dx < 0 ? -w : w) : at);
        p->y = m->frame.height * 5 + (sideways ? at : (dy < 0 ? -h : h));
        int clash = 0;
        for (uint32_t i = 0; i < m->taken_count && !clash; i++)
            clash = absolute(m->taken[i].x0 - p->x) < 280 && absolute(m->taken[i].y0 - p->y) < 280;
        if (!clash) break;
    }
    m->taken[m->taken_count++] = (box){p->x, p->y, p->x, p->y};
}

static int64_t radius(const map *m, int64_t people) {
    int64_t r = root(people * (RADIUS * RADIUS) / m->people_max);
    if (people > 0 && r < 40) return 40;
    return r > 2 * RADIUS ? 2 * RADIUS : r;
}

static int stronger(const void *left, const void *right) {
    const place *a = *(const place *const *)left, *b = *(const place *const *)right;
    if (a->off != b->off) return a->off - b->off;
    if (a->people != b->people) return a->people > b->people ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static int choose_sites(map *m, const ow_page *page) {
    uint32_t count = page->scenario->sites_count;
    const place **order = OW_ARRAY(page->arena, (size_t)count + 1, const place *);
    if (!order) return 0;
    m->taken_count = 0;
    for (uint32_t s = 0; s < count; s++) {
        place *p = &m->places[s];
        ow_frame_place(&m->frame, p->lon, p->lat, &p->x, &p->y);
        if (m->taken_count < MAP_SITES_MAX) to_edge(m, p);
        order[s] = p;
    }
    m->taken_count = 0;
    qsort(order, count, sizeof *order, stronger);
    for (uint32_t i = 0; i < count && i < MAP_SITES_MAX; i++)
        m->drawn[m->drawn_count++] = order[i]->site;
    return 1;
}

static int busier(const void *left, const void *right) {
    const way *a = *(const way *const *)left, *b = *(const way *const *)right;
    if (a->missions != b->missions) return a->missions > b->missions ? -1 : 1;
    return (a->link > b->link) - (a->link < b->link);
}

static int choose_links(map *m, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    const way **order = OW_ARRAY(page->arena, (size_t)scenario->links_count + 1, const way *);
    if (!order) return 0;
    for (uint32_t l = 0; l < scenario->links_count; l++) {
        m->ways[l] = (way){.link = l, .first_day = INT32_MAX, .last_day = INT32_MIN};
        order[l] = &m->ways[l];
    }
    for (uint32_t i = 0; i < page->missions_count; i++) {
        const ow_page_mission *mission = &page->missions[i];
        way *to = &m->ways[mission->link];
        to->missions += mission->vehicles;
        to->people += mission->people;
        to->items += mission->items;
        to->used[mission->from_site != scenario->links[mission->link].from_site] = 1;
        if (mission->day < to->first_day) to->first_day = mission->day;
        if (mission->day > to->last_day) to->last_day = mission->day;
        if (to->missions > m->missions_max) m->missions_max = to->missions;
    }
    qsort(order, scenario->links_count, sizeof *order, busier);
    for (uint32_t i = 0; i < scenario->links_count && m->links_count < MAP_LINKS_MAX; i++)
        m->links[m->links_count++] = order[i]->link;
    return 1;
}

/* Of several links between the same two sites each bends a little differently. */
static int64_t bend_of(const map *m, const ow_page *page, uint32_t link) {
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
    int64_t length = root(dx * dx + dy * dy);
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

static void draw_link(const map *m, ow_page *page, uint32_t link, int labelled) {
    const ow_link *row = &page->scenario->links[link];
    const place *a = &m->places[row->from_site], *b = &m->places[row->to_site];
    const way *use = &m->ways[link];
    int64_t dx = b->x - a->x, dy = b->y - a->y, length = root(dx * dx + dy * dy);
    if (length < 10) return;
    int64_t bend = bend_of(m, page, link);
    int64_t cx = (a->x + b->x) / 2 - dy * bend / length,
            cy = (a->y + b->y) / 2 + dx * bend / length;
    int64_t mx = (a->x + 2 * cx + b->x) / 4, my = (a->y + 2 * cy + b->y) / 4;
    int64_t width = use->missions ? 12 + root(use->missions * 2500 / m->missions_max) : 10;
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
    int64_t numbers[] = {a->x, a->y, cx, cy, b->x, b->y};
    for (int i = 0; i < 6; i++) {
        if (i == 2) ow_html_raw(page, "Q");
        ow_svg_tenths(page, numbers[i]);
        ow_html_raw(page, " ");
    }
    ow_html_raw(page, "\"/>");
    arrow(page, mx, my, dx, dy, 0, use->used[0]);
    arrow(page, mx, my, dx, dy, 1, use->used[1]);
    if (labelled && length > 900) {
        ow_svg_label(page, "mode", mx + (absolute(dx) > absolute(dy) ? 0 : 90),
                     my - (absolute(dx) > absolute(dy) ? 80 : -40));
        ow_html_raw(page, ow_html_word("mode", row->mode));
        ow_html_raw(page, "</text>");
    }
    ow_html_raw(page, "</g>\n");
}

static int clashes(const map *m, const box *b) {
    if (b->x0 < 40 || b->y0 < 40 || b->x1 > m->frame.width * 10 - 40 ||
        b->y1 > m->frame.height * 10 - 40)
        return 1;
    for (uint32_t i = 0; i < m->taken_count; i++) {
        const box *t = &m->taken[i];
        if (b->x0 < t->x1 && t->x0 < b->x1 && b->y0 < t->y1 && t->y0 < b->y1) return 1;
    }
    return 0;
}

/* Tries right, left, below, above; a label that clashes everywhere is left to the tables. */
static void draw_label(map *m, ow_page *page, const place *p) {
    const char *name = ow_html_site_name(page, p->site);
    uint32_t columns = ow_html_columns(name);
    int64_t width = (columns < 24 ? (int64_t)columns : 24) * 72 + 40, r = radius(m, p->people) + 50;
    static const char *const anchors[] = {"site", "site end", "site middle", "site middle"};
    const box tries[] = {{p->x + r, p->y - 150, p->x + r + width, p->y + 150},
                         {p->x - r - width, p->y - 150, p->x - r, p->y + 150},
                         {p->x - width / 2, p->y + r, p->x + width / 2, p->y + r + 300},
                         {p->x - width / 2, p->y - r - 300, p->x + width / 2, p->y - r}};
    for (int i = 0; i < 4; i++) {
        if (clashes(m, &tries[i])) continue;
        m->taken[m->taken_count++] = tries[i];
        int64_t x = i == 0 ? tries[i].x0 : i == 1 ? tries[i].x1 : p->x;
        ow_svg_label(page, anchors[i], x, tries[i].y0 + 120);
        ow_html_short(page, name, 24);
        ow_html_raw(page, "</text>");
        ow_buffer_printf(&page->out, "<text class=\"strength %s\" x=\"", anchors[i] + 4);
        ow_svg_tenths(page, x);
        ow_html_raw(page, "\" y=\"");
        ow_svg_tenths(page, tries[i].y0 + 260);
        ow_html_raw(page, "\">");
        if (p->off)
            ow_html_raw(page, "beyond the map");
        else
            ow_html_count(page, page->start_people[p->site]);
        ow_html_raw(page, "</text>");
        return;
    }
}

static void draw_site(map *m, ow_page *page, const place *p) {
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
        ow_svg_tenths(page, radius(m, page->start_people[p->site]));
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
static void scale_bar(const map *m, ow_page *page) {
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

static void legend(const map *m, ow_page *page) {
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

static void picture(map *m, ow_page *page) {
    ow_svg svg = {.width = m->frame.width,
                  .height = m->frame.height,
                  .right = m->frame.width,
                  .bottom = m->frame.height};
    ow_svg_open(page, &svg, "map", "Map of sites and links");
    ow_svg_rect(page, "sea", 0, 0, svg.width * 10, svg.height * 10);
    ow_html_borders(page, &m->frame);
    for (uint32_t i = m->links_count; i-- > 0;)
        draw_link(m, page, m->links[i], m->links_count <= LABELLED_LINKS_MAX);
    int64_t corner_y = m->frame.height * 10;
    m->taken[m->taken_count++] = (box){0, corner_y - 460, 2000, corner_y};
    m->taken[m->taken_count++] =
        (box){m->frame.width * 10 - 1650, corner_y - 900, m->frame.width * 10, corner_y};
    for (uint32_t i = 0; i < m->drawn_count; i++) {
        const place *p = &m->places[m->drawn[i]];
        int64_t r = p->off ? 60 : radius(m, p->people);
        m->taken[m->taken_count++] = (box){p->x - r, p->y - r, p->x + r, p->y + r};
    }
    for (uint32_t i = 0; i < m->drawn_count; i++) draw_site(m, page, &m->places[m->drawn[i]]);
    scale_bar(m, page);
    legend(m, page);
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
}

static void controls(ow_page *page) {
    uint32_t last = page->stock.days - 1;
    ow_buffer_printf(&page->out,
                     "<div class=\"controls\" id=\"map-controls\" hidden><button type=\"button\" "
                     "id=\"map-back\">Earlier"
                     "</button><label for=\"map-day\">Day</label><input type=\"range\" "
                     "id=\"map-day\" min=\"-1\" "
                     "max=\"%u\" value=\"-1\" step=\"1\"><button type=\"button\" "
                     "id=\"map-on\">Later</button><button "
                     "type=\"button\" id=\"map-play\" aria-pressed=\"false\">Play</button>"
                     "<output id=\"map-date\" for=\"map-day\">At the start</output></div>"
                     "<p id=\"map-words\" class=\"aside\" aria-live=\"polite\">Strengths at the "
                     "start; lines are as wide "
                     "as all missions that are proposed.</p>\n",
                     last);
}

static void number_cell(ow_page *page, const char *id, uint32_t number, int64_t value) {
    if (id)
        ow_buffer_printf(&page->out, "<td id=\"%s%u\">", id, number);
    else
        ow_html_raw(page, "<td>");
    ow_html_count(page, value);
    ow_html_raw(page, "</td>");
}

static void sites_table(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    uint32_t shown =
        scenario->sites_count < OW_PAGE_ROWS_MAX ? scenario->sites_count : OW_PAGE_ROWS_MAX;
    ow_html_raw(
        page,
        "<details class=\"twin\"><summary>Sites as a table</summary><div class=\"table tall\" "
        "tabindex=\"0\" role=\"group\" aria-label=\"Sites\"><table><thead><tr>"
        "<th scope=\"col\">Site</th><th scope=\"col\" class=\"text\">Country</th>"
        "<th scope=\"col\" class=\"text\">Kind</th><th scope=\"col\">People at the start</th>"
        "<th scope=\"col\">at the end</th><th scope=\"col\">Items at the start</th>"
        "<th scope=\"col\">at the end</th><th scope=\"col\" id=\"map-column-p\">People on the "
        "day of the map</th><th scope=\"col\">Items on that day</th></tr></thead><tbody>\n");
    for (uint32_t s = 0; s < shown; s++) {
        const ow_site *site = &scenario->sites[s];
        size_t end = (size_t)s * page->stock.days + page->stock.days - 1;
        ow_html_raw(page, "<tr><th scope=\"row\">");
        ow_html_name(page, site->name, site->id);
        ow_html_raw(page, "</th><td class=\"text\">");
        ow_html_text(page, site->country);
        ow_html_raw(page, "</td><td class=\"text\">");
        ow_html_raw(page, ow_html_word("site_kind", site->kind));
        ow_html_raw(page, "</td>");
        number_cell(page, NULL, s, page->start_people[s]);
        number_cell(page, NULL, s, page->stock.people[end]);
        number_cell(page, NULL, s, page->start_items[s]);
        number_cell(page, NULL, s, page->stock.items[end]);
        number_cell(page, "p", s, page->start_people[s]);
        number_cell(page, "i", s, page->start_items[s]);
        ow_html_raw(page, "</tr>\n");
    }
    ow_html_raw(page, "</tbody></table></div></details>\n");
}

static void links_table(const map *m, ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    ow_html_raw(
        page,
        "<details class=\"twin\"><summary>Links as a table</summary><div class=\"table tall\" "
        "tabindex=\"0\" role=\"group\" aria-label=\"Links\"><table><thead><tr>"
        "<th scope=\"col\">Link</th><th scope=\"col\" class=\"text\">Between</th>"
        "<th scope=\"col\" class=\"text\">Mode</th><th scope=\"col\">Kilometres</th>"
        "<th scope=\"col\">Missions</th><th scope=\"col\">People</th><th scope=\"col\">Items"
        "</th><th scope=\"col\" class=\"text\">In use</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < m->links_count; i++) {
        const ow_link *link = &scenario->links[m->links[i]];
        const way *use = &m->ways[m->links[i]];
        ow_html_raw(page, "<tr><th scope=\"row\"><span class=\"id\">");
        ow_html_text(page, link->id);
        ow_html_raw(page, "</span></th><td class=\"text\">");
        ow_html_name(page, ow_html_site_name(page, link->from_site), "");
        ow_html_raw(page, link->both_ways ? " ↔ " : " → ");
        ow_html_name(page, ow_html_site_name(page, link->to_site), "");
        ow_html_raw(page, "</td><td class=\"text\">");
        ow_html_raw(page, ow_html_word("mode", link->mode));
        ow_html_raw(page, "</td>");
        number_cell(page, NULL, 0, (link->distance_m + 500) / 1000);
        number_cell(page, NULL, 0, use->missions);
        number_cell(page, NULL, 0, use->people);
        number_cell(page, NULL, 0, use->items);
        ow_html_raw(page, "<td class=\"text\">");
        if (use->missions > 0) {
            ow_html_date(page, use->first_day);
            ow_html_raw(page, " – ");
            ow_html_date(page, use->last_day);
        } else
            ow_html_raw(page, "not used");
        ow_html_raw(page, "</td></tr>\n");
    }
    ow_html_raw(page, "</tbody></table></div></details>\n");
}

void ow_html_map(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    map m = {.missions_max = 1};
    m.places = OW_ARRAY(page->arena, (size_t)scenario->sites_count + 1, place);
    m.drawn = OW_ARRAY(page->arena, MAP_SITES_MAX + 1, uint32_t);
    m.ways = OW_ARRAY(page->arena, (size_t)scenario->links_count + 1, way);
    m.links = OW_ARRAY(page->arena, MAP_LINKS_MAX + 1, uint32_t);
    m.taken = OW_ARRAY(page->arena, 2 * (size_t)MAP_SITES_MAX + 8, box);
    if (!m.places || !m.drawn || !m.ways || !m.links || !m.taken) {
        page->out.failed = 1;
        return;
    }
    ow_html_raw(
        page,
        "<section id=\"map\" aria-labelledby=\"h-map\"><h2 id=\"h-map\">Map</h2>\n<p>The area "
        "of a circle is the people at the site; abroad it is a square. Lines are links, "
        "arrows the ways on which it is proposed to move.</p>\n");
    if (scenario->sites_count == 0) {
        ow_html_raw(page, "<p class=\"empty\">The scenario has no sites.</p></section>\n");
        return;
    }
    locate(&m, page);
    choose_frame(&m, page);
    if (!choose_sites(&m, page) || !choose_links(&m, page)) {
        page->out.failed = 1;
        return;
    }
    controls(page);
    ow_html_raw(page, "<figure>\n");
    picture(&m, page);
    ow_html_raw(page,
                "<figcaption>Boundaries are illustrative and no part of the agreement. Outlines: "
                "Natural Earth, public domain.</figcaption></figure>\n");
    sites_table(page);
    links_table(&m, page);
    ow_html_raw(page, "</section>\n");
}
