/* The map of the page in its parts: places and links are chosen and placed (html_map_place.c), then
 * drawn (html_map_draw.c), then said in tables (html_map.c). */
#ifndef ONWARD_EXPORT_HTML_MAP_H
#define ONWARD_EXPORT_HTML_MAP_H

#include "export/html.h"

#define OW_MAP_SITES_MAX 300u
#define OW_MAP_LINKS_MAX 400u
#define OW_MAP_RADIUS 300 /* tenths, of the largest strength */

typedef struct ow_map_place {
    uint32_t site;
    int64_t lon, lat, x, y; /* thousandths of a degree; tenths of a pixel */
    int off;                /* 1: beyond the frame, drawn at its edge */
    int64_t people;         /* most that are ever there */
} ow_map_place;

typedef struct ow_map_way {
    uint32_t link;
    int64_t missions, people, items;
    int32_t first_day, last_day;
    int used[2];
} ow_map_way;

typedef struct ow_map {
    ow_frame frame;
    ow_map_place *places; /* [site] */
    uint32_t *drawn;      /* sites, strongest first */
    uint32_t drawn_count;
    ow_map_way *ways; /* [link] */
    uint32_t *links;  /* links drawn, most used first */
    uint32_t links_count;
    int64_t people_max, missions_max;
    ow_box *taken; /* where labels and circles stand */
    uint32_t taken_count;
} ow_map;

/* Fills everything but arrays, which the caller brings; 0 when memory ran out.
 * O(sites² + missions + links log links). */
int ow_map_place_all(ow_map *map, const ow_page *page);
/* Room that labels, names of countries and sites beyond the frame keep off: scale and legend. */
void ow_map_reserve_plates(ow_map *map);
int64_t ow_map_root(int64_t n); /* whole square root */
int64_t ow_map_radius(const ow_map *map, int64_t people);
int64_t ow_map_absolute(int64_t n);

/* The picture within its svg element. O(links² + sites × labels). */
void ow_map_draw(ow_map *map, ow_page *page);

#endif
