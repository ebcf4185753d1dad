/* Outlines of countries under the map, cut to the map's frame. The table borders.def is made by
 * tools/borders.mjs from Natural Earth (public domain). Polygons are clipped by Sutherland and
 * Hodgman (1974); a ring is tried at its longitude and a turn to either side, so that a map may
 * cross 180°. O(points of the table), a few milliseconds. */
#include "export/html.h"

#include <stdlib.h>
#include <string.h>

#define TURN 360000
#define POINTS_MAX 60000u /* more than the table has in one ring */
#define MARGIN 150        /* tenths of a pixel beyond the frame, so that cuts are not seen */

typedef struct point {
    int64_t x, y;
} point;

static const char *const arcs[] = {
#define ARC(steps) steps,
#define COUNTRY(code, name, rings)
#include "export/borders.def"
#undef ARC
#undef COUNTRY
};

static const struct {
    const char *code, *name, *rings;
} countries[] = {
#define ARC(steps)
#define COUNTRY(code, name, rings) {code, name, rings},
#include "export/borders.def"
#undef ARC
#undef COUNTRY
};

#define ARCS_COUNT (sizeof arcs / sizeof *arcs)
#define COUNTRIES_COUNT (sizeof countries / sizeof *countries)

typedef struct drawing {
    ow_page *page;
    const ow_frame *frame;
    point *ring, *placed, *cut; /* POINTS_MAX each */
    ow_label *labels;           /* [country] where its name stands best */
} drawing;

const char *ow_html_country(const char *code) {
    for (size_t i = 0; i < COUNTRIES_COUNT; i++)
        if (code[0] && strcmp(countries[i].code, code) == 0) return countries[i].name;
    return NULL;
}

void ow_frame_place(const ow_frame *frame, int64_t lon_milli, int64_t lat_milli, int64_t *x,
                    int64_t *y) {
    *x = (lon_milli - frame->west) * frame->width * 10 / (frame->east - frame->west);
    *y = (frame->north - lat_milli) * frame->height * 10 / (frame->north - frame->south);
}

static int64_t digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : 63;
}

static const char *step(const char *text, int64_t *value) {
    int64_t number = 0, shift = 1, d;
    do {
        d = digit(*text++);
        number += (d & 31) * shift;
        shift *= 32;
    } while (d & 32);
    *value = number & 1 ? -(number >> 1) : number >> 1;
    return text;
}

/* Appends an arc in thousandths of a degree, backwards if asked; the joint with the arc before is
 * written once. */
static uint32_t append_arc(point *ring, uint32_t count, int64_t number) {
    size_t place = (size_t)(number < 0 ? ~number : number);
    uint32_t first = count;
    point at = {0, 0};
    if (place >= ARCS_COUNT) return count;
    for (const char *text = arcs[place]; *text && count < POINTS_MAX - 1;) {
        int64_t dx, dy;
        text = step(step(text, &dx), &dy);
        at.x += dx;
        at.y += dy;
        ring[count++] = at;
    }
    for (uint32_t i = first, j = count; number < 0 && i + 1 < j; i++) {
        j--;
        point swap = ring[i];
        ring[i] = ring[j];
        ring[j] = swap;
    }
    return count;
}

/* How far inside one of the four edges a point is; negative: outside. */
static int64_t inside(const ow_frame *frame, point p, int edge) {
    if (edge == 0) return p.x + MARGIN;
    if (edge == 1) return frame->width * 10 + MARGIN - p.x;
    if (edge == 2) return p.y + MARGIN;
    return frame->height * 10 + MARGIN - p.y;
}

static uint32_t clip_edge(point *out, const point *in, uint32_t count, const ow_frame *frame,
                          int edge) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        point a = in[i], b = in[(i + 1) % count];
        int64_t da = inside(frame, a, edge), db = inside(frame, b, edge);
        if (da >= 0 && n < POINTS_MAX) out[n++] = a;
        if ((da >= 0) == (db >= 0) || n >= POINTS_MAX) continue;
        out[n++] = (point){a.x + (b.x - a.x) * da / (da - db), a.y + (b.y - a.y) * da / (da - db)};
    }
    return n;
}

/* Remembers where the country's name stands best: the middle of its largest part in the frame. */
static void weigh_label(ow_label *label, const point *ring, uint32_t count) {
    int64_t area = 0, x = 0, y = 0, n = 0;
    for (uint32_t i = 0; i < count; i++) {
        point a = ring[i], b = ring[(i + 1) % count];
        int64_t cross = (a.x * b.y - b.x * a.y) / 100;
        area += cross;
        x += (a.x + b.x) * cross;
        y += (a.y + b.y) * cross;
        n += cross;
    }
    int64_t size = area < 0 ? -area : area;
    if (size <= label->area || n == 0) return;
    *label = (ow_label){size, x / (3 * n), y / (3 * n)};
}

static void write_ring(drawing *d, const point *ring, uint32_t count) {
    point last = {INT64_MIN / 4, 0};
    ow_buffer *out = &d->page->out;
    int written = 0;
    for (uint32_t i = 0; i < count; i++) {
        int64_t dx = ring[i].x - last.x, dy = ring[i].y - last.y;
        if (written && dx * dx + dy * dy < 36) continue; /* less than 0.6 px on */
        ow_buffer_char(out, written ? 'L' : 'M');
        ow_svg_tenths(d->page, ring[i].x);
        ow_buffer_char(out, ' ');
        ow_svg_tenths(d->page, ring[i].y);
        last = ring[i];
        written = 1;
    }
    ow_buffer_char(out, 'Z');
}

/* One ring at one turn: placed, clipped, written. Returns 1 if any of it was in the frame. */
static int draw_ring(drawing *d, uint32_t count, int64_t turn, size_t country,
                     const char *opening) {
    int64_t west = INT64_MAX, east = INT64_MIN, south = INT64_MAX, north = INT64_MIN;
    for (uint32_t i = 0; i < count; i++) {
        if (d->ring[i].x < west) west = d->ring[i].x;
        if (d->ring[i].x > east) east = d->ring[i].x;
        if (d->ring[i].y < south) south = d->ring[i].y;
        if (d->ring[i].y > north) north = d->ring[i].y;
    }
    if (east + turn < d->frame->west || west + turn > d->frame->east) return 0;
    if (north < d->frame->south || south > d->frame->north) return 0;
    point *from = d->placed;
    for (uint32_t i = 0; i < count; i++)
        ow_frame_place(d->frame, d->ring[i].x + turn, d->ring[i].y, &from[i].x, &from[i].y);
    for (int edge = 0; edge < 4 && count > 0; edge++) {
        count = clip_edge(d->cut, from, count, d->frame, edge);
        memcpy(from, d->cut, count * sizeof *from);
    }
    if (count >= 3) {
        ow_html_raw(d->page, opening);
        write_ring(d, from, count);
        weigh_label(&d->labels[country], from, count);
    }
    return count >= 3;
}

static void draw_country(drawing *d, size_t place, const char *opening) {
    int opened = 0;
    for (const char *text = countries[place].rings; *text;) {
        uint32_t count = 0;
        while (*text && *text != ' ') {
            int64_t number;
            text = step(text, &number);
            count = append_arc(d->ring, count, number);
        }
        if (*text == ' ') text++;
        for (int64_t turn = -TURN; turn <= TURN; turn += TURN)
            opened |= draw_ring(d, count, turn, place, opened ? "" : opening);
    }
    if (opened) ow_html_raw(d->page, "\"/>\n");
}

/* Whether a name of this width can stand with its middle at (x, y). */
static int name_fits(const ow_frame *frame, const ow_box *avoid, uint32_t count, int64_t x,
                     int64_t y, int64_t width) {
    ow_box box = {x - width / 2, y - 130, x + width / 2, y + 40};
    if (box.x0 < 100 || box.x1 > frame->width * 10 - 100) return 0;
    if (y < 250 || y > frame->height * 10 - 150) return 0;
    for (uint32_t i = 0; i < count; i++) {
        const ow_box *b = &avoid[i];
        if (box.x0 < b->x1 && b->x0 < box.x1 && box.y0 < b->y1 && b->y0 < box.y1) return 0;
    }
    return 1;
}

void ow_html_country_names(ow_page *page, const ow_frame *frame, const ow_label *labels,
                           const ow_box *avoid, uint32_t avoid_count) {
    static const int steps[][2] = {{0, 0},  {0, 1},  {0, -1},  {1, 0}, {-1, 0}, {1, 1},
                                   {-1, 1}, {1, -1}, {-1, -1}, {0, 2}, {0, -2}};
    ow_html_raw(page, "<g class=\"names\" aria-hidden=\"true\">\n");
    for (size_t c = 0; c < COUNTRIES_COUNT; c++) {
        int64_t width = (int64_t)ow_html_columns(countries[c].name) * 100, aside = 100;
        if (!countries[c].code[0] || labels[c].area < 9000) continue;
        while (aside * aside < labels[c].area * 50 / 36) aside += 20;
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            int64_t x = labels[c].x + steps[i][0] * aside, y = labels[c].y + steps[i][1] * aside;
            if (!name_fits(frame, avoid, avoid_count, x, y, width)) continue;
            ow_svg_label(page, "country", x, y);
            ow_html_text(page, countries[c].name);
            ow_html_raw(page, "</text>\n");
            break;
        }
    }
    ow_html_raw(page, "</g>\n");
}

/* The host last, so that its outline lies over its neighbours'. */
static void draw_all(drawing *d) {
    const char *host = d->page->scenario->host_country;
    static const char *const openings[] = {"<path class=\"other\" d=\"",
                                           "<path class=\"host\" d=\""};
    ow_html_raw(d->page, "<g class=\"land\">\n");
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < COUNTRIES_COUNT; i++)
            if ((strcmp(countries[i].code, host) == 0) == pass) draw_country(d, i, openings[pass]);
    ow_html_raw(d->page, "</g>\n");
}

const ow_label *ow_html_land(ow_page *page, const ow_frame *frame) {
    drawing d = {.page = page, .frame = frame};
    d.ring = malloc((size_t)POINTS_MAX * sizeof *d.ring);
    d.placed = malloc((size_t)POINTS_MAX * sizeof *d.placed);
    d.cut = malloc((size_t)POINTS_MAX * sizeof *d.cut);
    d.labels = OW_ARRAY(page->arena, COUNTRIES_COUNT, ow_label);
    if (d.ring && d.placed && d.cut && d.labels)
        draw_all(&d);
    else
        page->out.failed = 1;
    free(d.ring);
    free(d.placed);
    free(d.cut);
    return d.labels;
}
