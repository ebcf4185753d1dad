/* The self-contained page of a plan: what its parts share.
 *
 * A page is built in one buffer, part by part, from figures derived once (html_model.c). Everything
 * that a scenario or a plan brings along is text that nobody vouches for: it reaches the page
 * through ow_html_text, ow_html_name or ow_html_json and in no other way. Coordinates of pictures
 * are int64_t tenths of a pixel, so that the bytes are the same on every machine. Every picture
 * bears the word DRAFT and has a table or a text that says the same. */
#ifndef ONWARD_EXPORT_HTML_H
#define ONWARD_EXPORT_HTML_H

#include "base/buffer.h"
#include "plan/derive.h"

#include <onward/check.h>

/* What a table of the page shows at most; the rest is counted, and is in the plan's own tables. */
#define OW_PAGE_ROWS_MAX 500u
/* What a picture shows at most, so that it stays a picture. */
#define OW_PAGE_LANES_MAX 60u

/* A mission (rows of one fleet, vehicle, day and trip), or what one unit sends self over a link on
 * a day. */
typedef struct ow_page_mission {
    int32_t day, arrive_day;
    uint32_t link, from_site, to_site;
    uint32_t fleet;      /* or OW_SELF */
    uint32_t permission; /* as in ow_movement */
    int64_t vehicles;    /* 1; self: items that drive */
    int64_t people, items;
} ow_page_mission;

typedef struct ow_page {
    const onward_scenario *scenario;
    const onward_plan *plan;
    ow_arena *arena;
    ow_buffer out;
    ow_times *times;
    ow_stock stock;
    ow_points points;
    ow_closing *closings;
    uint32_t closings_count;
    ow_page_mission *missions; /* by day, link, direction, fleet */
    uint32_t missions_count;
    uint32_t *host_sites; /* in the order of the scenario */
    uint32_t host_sites_count;
    int64_t *start_people, *start_items; /* [site], before the first day */
    int64_t *open_sites;                 /* [day] host sites open at its end */
    int64_t *host_items;                 /* [day] items at host sites */
    int64_t *way_people;                 /* [day] people on the way over links touching the host */
    int64_t host_start_people, host_start_items;
    onward_verdict *verdict; /* NULL: the check could not be made */
    int64_t bound_milli;     /* what the plan says and the check proves; 0: nothing */
    uint32_t rows_unknown;   /* movements and fates that refer to nothing: passed over */
    const char *host_name;
    uint32_t pictures; /* counted up for ids that are unique in the page */
} ow_page;

/* html_model.c: derives all of the above; 0 when memory ran out. O(movements log movements + sites
 * × days). */
int ow_html_model(ow_page *page);
/* A level by day: people of one capability or all, items of one kind or all, over a scope. */
typedef struct ow_page_measure {
    int64_t measure, scope;                 /* OW_MEASURE_*, OW_SCOPE_* */
    uint32_t capability, item, site, party; /* OW_NO_INDEX where it does not narrow */
    int others;                             /* 1: people of every capability but this one */
    int on_the_way; /* 1: people on the way over links touching the host too */
} ow_page_measure;
/* Fills level[days]. O(units + movements + days). */
void ow_html_level(int64_t *level, const ow_page *page, const ow_page_measure *measure);

/* html_text.c */
void ow_html_raw(ow_page *page, const char *html);  /* markup of our own */
void ow_html_text(ow_page *page, const char *text); /* escaped for content and quoted attributes */
void ow_html_name(ow_page *page, const char *name,
                  const char *id); /* isolated; the id if it has no name */
void ow_html_short(ow_page *page, const char *text,
                   uint32_t columns_max); /* escaped, cut with an ellipsis */
void ow_html_json(ow_page *page,
                  const char *text); /* a JSON string that is safe inside a script element */
void ow_html_count(ow_page *page, int64_t value); /* 12,947 */
void ow_html_counted(ow_page *page, int64_t value, const char *one,
                     const char *many);            /* 1 person, 2 people */
void ow_html_points(ow_page *page, int64_t milli); /* whole points, rounded up */
void ow_html_percent(ow_page *page,
                     int64_t milli); /* thousandths of a per cent, one decimal, rounded up */
void ow_html_date(ow_page *page,
                  int64_t day); /* <time>12 April 2020</time>; relative to the start */
void ow_html_date_plain(ow_page *page, int64_t day); /* 12 Apr 2020, no markup, for pictures */
void ow_html_day_split(int64_t absolute, int *year, int *month, int *day_of_month);
void ow_html_table(ow_page *page, const char *label,
                   uint64_t rows);                         /* opens a table and its frame */
const char *ow_html_month(int month);                      /* 1: Jan */
const char *ow_html_word(const char *list, int64_t value); /* of words.def; "" if there is none */
uint32_t ow_html_columns(const char *text); /* width in half-ems, roughly, as pictures need it */
const char *ow_html_site_name(const ow_page *page, uint32_t site);
const char *ow_html_fleet_name(const ow_page *page, uint32_t fleet);

/* html_svg.c: pictures */
typedef struct ow_svg {
    int64_t width, height;            /* px */
    int64_t left, right, top, bottom; /* plot area, px */
    uint32_t days;
    int64_t max; /* of the value axis */
    uint32_t number;
} ow_svg;
void ow_svg_open(ow_page *page, ow_svg *svg, const char *class_name, const char *title);
void ow_svg_draft(ow_page *page, const ow_svg *svg); /* the word, across the picture: last of all */
void ow_svg_close(ow_page *page);
void ow_svg_tenths(ow_page *page, int64_t tenths);
int64_t ow_svg_x(const ow_svg *svg, int64_t day);   /* left edge of a day, tenths */
int64_t ow_svg_y(const ow_svg *svg, int64_t value); /* tenths */
void ow_svg_days(ow_page *page,
                 const ow_svg *svg);             /* months or weeks below, lines through the plot */
int64_t ow_svg_nice(int64_t max, int64_t *step); /* end of an axis that holds max */
void ow_svg_values(ow_page *page, const ow_svg *svg, int64_t step, const char *unit);
void ow_svg_rect(ow_page *page, const char *class_name, int64_t x, int64_t y, int64_t width,
                 int64_t height);
void ow_svg_line(ow_page *page, const char *class_name, int64_t x1, int64_t y1, int64_t x2,
                 int64_t y2);
void ow_svg_label(ow_page *page, const char *class_name, int64_t x,
                  int64_t y); /* opens a text element */
/* A line in steps, one a day; days with OW_NONE are gaps. */
void ow_svg_steps(ow_page *page, const ow_svg *svg, const char *class_name, const int64_t *level);
/* The area between two lines in steps. */
void ow_svg_band(ow_page *page, const ow_svg *svg, const char *class_name, const int64_t *low,
                 const int64_t *high);
/* A floor or ceiling by day (OW_NONE: none) as a line in steps, a hatched band on its forbidden
 * side, a figure where it begins. */
void ow_svg_limit(ow_page *page, const ow_svg *svg, const int64_t *asked, int is_floor);
/* Where a vertical line stands with its words: the deadline, the last day out. */
void ow_svg_marks(ow_page *page, const ow_svg *svg);

/* Parts of the page, in their order. Each writes a section with its heading. */
void ow_html_summary(ow_page *page);     /* html_summary.c */
void ow_html_levels(ow_page *page);      /* html_levels.c */
void ow_html_limits(ow_page *page);      /* html_limits.c */
void ow_html_closings(ow_page *page);    /* html_closings.c */
void ow_html_map(ow_page *page);         /* html_map.c */
void ow_html_flows(ow_page *page);       /* html_flows.c */
void ow_html_permissions(ow_page *page); /* html_permissions.c */
void ow_html_movements(ow_page *page);   /* html_movements.c */
void ow_html_late(ow_page *page);        /* html_lists.c */
void ow_html_fates(ow_page *page);
void ow_html_convoys(ow_page *page);
void ow_html_cost(ow_page *page); /* html_cost.c */
void ow_html_data(ow_page *page); /* html_data.c: what the script of the page reads */

/* html_borders.c: outlines of countries */
typedef struct ow_box {
    int64_t x0, y0, x1, y1; /* tenths of a pixel */
} ow_box;

typedef struct ow_frame {
    int64_t west, east, south, north; /* thousandths of a degree; east may pass 180,000 */
    int64_t cos_milli;                /* of the middle latitude */
    int64_t width, height;            /* px */
} ow_frame;
void ow_frame_place(const ow_frame *frame, int64_t lon_milli, int64_t lat_milli, int64_t *x,
                    int64_t *y);
/* Where a country's name stands best, and how much of the country is in the frame. */
typedef struct ow_label {
    int64_t area, x, y;
} ow_label;
/* Draws the land; gives the labels of all countries, or NULL when memory ran out. */
const ow_label *ow_html_land(ow_page *page, const ow_frame *frame);
/* Writes the names; they keep off the boxes to avoid, or are left out. */
void ow_html_country_names(ow_page *page, const ow_frame *frame, const ow_label *labels,
                           const ow_box *avoid, uint32_t avoid_count);
/* English name of an ISO 3166-1 alpha-3 code, or NULL. */
const char *ow_html_country(const char *code);

#endif
