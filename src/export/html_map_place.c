/* Where things stand on the map: the frame around the host's sites and those near by, sites beyond
 * it at its edge, the sites and links that are drawn at all. Projection: plate carrée at the middle
 * latitude, near enough for a country. */
#include "export/html_map.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 1000
#define HEIGHT_MIN 520
#define HEIGHT_MAX 760

int64_t ow_map_root(int64_t n) {
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

static void locate(ow_map *m, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    int64_t reference = page->host_sites_count ? scenario->sites[page->host_sites[0]].lon_milli : 0;
    for (uint32_t s = 0; s < scenario->sites_count; s++) {
        const ow_site *site = &scenario->sites[s];
        ow_map_place *to = &m->places[s];
        *to = (ow_map_place){.site = s, .lon = site->lon_milli, .lat = site->lat_milli};
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

static void widen(ow_frame *frame, const ow_map_place *p) {
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
static void take_in_neighbours(ow_map *m, const ow_page *page) {
    int64_t host = extent(&m->frame), most = host * 5 / 2 > 6000 ? host * 5 / 2 : 6000;
    for (;;) {
        const ow_map_place *best = NULL;
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

static void choose_frame(ow_map *m, const ow_page *page) {
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

int64_t ow_map_absolute(int64_t n) {
    return n < 0 ? -n : n;
}

/* Moves a site beyond the frame to the frame's edge, on the way to where it is. */
static void to_edge(ow_map *m, ow_map_place *p) {
    int64_t inset = 260, w = m->frame.width * 5 - inset, h = m->frame.height * 5 - inset;
    int64_t dx = p->x - m->frame.width * 5, dy = p->y - m->frame.height * 5;
    if (ow_map_absolute(dx) <= w + 160 && ow_map_absolute(dy) <= h + 160) return;
    p->off = 1;
    int sideways = ow_map_absolute(dx) * h > ow_map_absolute(dy) * w;
    int64_t along = sideways ? dy * w / (ow_map_absolute(dx) ? ow_map_absolute(dx) : 1)
                             : dx * h / (ow_map_absolute(dy) ? ow_map_absolute(dy) : 1);
    int64_t limit = (sideways ? h : w) - 200;
    for (int64_t tried = 0; tried < 40; tried++) {
        int64_t shift = (tried + 1) / 2 * 300 * (tried % 2 ? 1 : -1), at = along + shift;
        if (at < -limit || at > limit) continue;
        p->x = m->frame.width * 5 + (sideways ? (dx < 0 ? -w : w) : at);
        p->y = m->frame.height * 5 + (sideways ? at : (dy < 0 ? -h : h));
        int clash = 0;
        for (uint32_t i = 0; i < m->taken_count && !clash; i++) {
            const ow_box *b = &m->taken[i];
            clash = p->x > b->x0 - 280 && p->x < b->x1 + 280 && p->y > b->y0 - 280 &&
                    p->y < b->y1 + 280;
        }
        if (!clash) break;
    }
    m->taken[m->taken_count++] = (ow_box){p->x, p->y, p->x, p->y};
}

int64_t ow_map_radius(const ow_map *m, int64_t people) {
    int64_t r = ow_map_root(people * (OW_MAP_RADIUS * OW_MAP_RADIUS) / m->people_max);
    if (people > 0 && r < 40) return 40;
    return r > OW_MAP_RADIUS ? OW_MAP_RADIUS : r;
}

static int stronger(const void *left, const void *right) {
    const ow_map_place *a = *(const ow_map_place *const *)left,
                       *b = *(const ow_map_place *const *)right;
    if (a->off != b->off) return a->off - b->off;
    if (a->people != b->people) return a->people > b->people ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static int choose_sites(ow_map *m, const ow_page *page) {
    uint32_t count = page->scenario->sites_count;
    const ow_map_place **order = OW_ARRAY(page->arena, (size_t)count + 1, const ow_map_place *);
    if (!order) return 0;
    ow_map_reserve_plates(m);
    for (uint32_t s = 0; s < count; s++) {
        ow_map_place *p = &m->places[s];
        ow_frame_place(&m->frame, p->lon, p->lat, &p->x, &p->y);
        if (m->taken_count < OW_MAP_SITES_MAX) to_edge(m, p);
        order[s] = p;
    }
    qsort(order, count, sizeof *order, stronger);
    for (uint32_t i = 0; i < count && i < OW_MAP_SITES_MAX; i++)
        m->drawn[m->drawn_count++] = order[i]->site;
    return 1;
}

static int busier(const void *left, const void *right) {
    const ow_map_way *a = *(const ow_map_way *const *)left, *b = *(const ow_map_way *const *)right;
    if (a->missions != b->missions) return a->missions > b->missions ? -1 : 1;
    return (a->link > b->link) - (a->link < b->link);
}

static int choose_links(ow_map *m, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    const ow_map_way **order =
        OW_ARRAY(page->arena, (size_t)scenario->links_count + 1, const ow_map_way *);
    if (!order) return 0;
    for (uint32_t l = 0; l < scenario->links_count; l++) {
        m->ways[l] = (ow_map_way){.link = l, .first_day = INT32_MAX, .last_day = INT32_MIN};
        order[l] = &m->ways[l];
    }
    for (uint32_t i = 0; i < page->missions_count; i++) {
        const ow_page_mission *mission = &page->missions[i];
        ow_map_way *to = &m->ways[mission->link];
        to->missions += mission->vehicles;
        to->people += mission->people;
        to->items += mission->items;
        to->used[mission->from_site != scenario->links[mission->link].from_site] = 1;
        if (mission->day < to->first_day) to->first_day = mission->day;
        if (mission->day > to->last_day) to->last_day = mission->day;
        if (to->missions > m->missions_max) m->missions_max = to->missions;
    }
    qsort(order, scenario->links_count, sizeof *order, busier);
    for (uint32_t i = 0; i < scenario->links_count && m->links_count < OW_MAP_LINKS_MAX; i++)
        m->links[m->links_count++] = order[i]->link;
    return 1;
}

void ow_map_reserve_plates(ow_map *m) {
    int64_t right = m->frame.width * 10, bottom = m->frame.height * 10;
    m->taken_count = 0;
    m->taken[m->taken_count++] = (ow_box){0, bottom - 460, 2000, bottom};
    m->taken[m->taken_count++] = (ow_box){right - 1650, bottom - 900, right, bottom};
}

int ow_map_place_all(ow_map *m, const ow_page *page) {
    locate(m, page);
    choose_frame(m, page);
    return choose_sites(m, page) && choose_links(m, page);
}
