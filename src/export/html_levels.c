/* Levels by day: people in the country, stacked by site, against the country's ceilings and floors;
 * items; sites open; and one table that says the same. The sites with most person-days have a band
 * of their own, the others share one: O(sites × days + limits × days). */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>

#define BANDS_MAX 8u
#define TABLE_DAYS_MAX 400u

typedef struct band {
    uint32_t site; /* OW_NO_INDEX: the other sites, OW_SELF: on the way */
    int64_t last_day, weight;
    int64_t *level;
} band;

typedef struct levels {
    band bands[BANDS_MAX + 2];
    uint32_t bands_count, others_count;
    int64_t *ceiling[3], *floor[3]; /* people, items, sites; OW_NONE where there is none */
} levels;

static int heavier(const void *left, const void *right) {
    const band *a = left, *b = right;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

/* Who stays longest lies lowest, so that the bands close from above. */
static int lower(const void *left, const void *right) {
    const band *a = left, *b = right;
    if (a->last_day != b->last_day) return a->last_day > b->last_day ? -1 : 1;
    return heavier(left, right);
}

static void weigh(const ow_page *page, band *to, uint32_t site) {
    const int64_t *people = page->stock.people + (size_t)site * page->stock.days;
    *to = (band){site, -1, page->start_people[site], NULL};
    for (uint32_t d = 0; d < page->stock.days; d++) {
        if (people[d] <= 0) continue;
        to->weight += people[d];
        to->last_day = d;
    }
}

static int fill_bands(levels *all, const ow_page *page) {
    uint32_t days = page->stock.days, used = 0;
    band *sites = OW_ARRAY(page->arena, (size_t)page->host_sites_count + 1, band);
    if (!sites) return 0;
    for (uint32_t i = 0; i < page->host_sites_count; i++) {
        weigh(page, &sites[used], page->host_sites[i]);
        used += sites[used].weight > 0;
    }
    qsort(sites, used, sizeof *sites, heavier);
    uint32_t own = used <= BANDS_MAX ? used : BANDS_MAX - 1;
    all->others_count = used - own;
    qsort(sites, own, sizeof *sites, lower);
    for (uint32_t i = 0; i < own; i++) all->bands[all->bands_count++] = sites[i];
    if (all->others_count) all->bands[all->bands_count++].site = OW_NO_INDEX;
    all->bands[all->bands_count++].site = OW_SELF;
    for (uint32_t b = 0; b < all->bands_count; b++) {
        all->bands[b].level = OW_ARRAY(page->arena, days, int64_t);
        if (!all->bands[b].level) return 0;
    }
    for (uint32_t d = 0; d < days; d++) {
        for (uint32_t i = 0; i < used; i++) {
            int64_t people = page->stock.people[(size_t)sites[i].site * days + d];
            all->bands[i < own ? i : own].level[d] += people;
        }
        all->bands[all->bands_count - 1].level[d] = page->way_people[d];
    }
    return 1;
}

/* The tightest of the country's limits on everything of one measure. */
static int fill_envelopes(levels *all, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    for (int m = 0; m < 3; m++) {
        all->ceiling[m] = OW_ARRAY(page->arena, scenario->days, int64_t);
        all->floor[m] = OW_ARRAY(page->arena, scenario->days, int64_t);
        if (!all->ceiling[m] || !all->floor[m]) return 0;
        for (uint32_t d = 0; d < scenario->days; d++)
            all->ceiling[m][d] = all->floor[m][d] = OW_NONE;
    }
    for (uint32_t i = 0; i < scenario->limits_count; i++) {
        const ow_limit *limit = &scenario->limits[i];
        if (limit->scope != OW_SCOPE_host || limit->measure > OW_MEASURE_sites) continue;
        if (limit->measure == OW_MEASURE_people && limit->capability != OW_NO_INDEX) continue;
        if (limit->measure == OW_MEASURE_items && limit->item != OW_NO_INDEX) continue;
        int is_floor = limit->kind == OW_LIMIT_KIND_floor;
        int64_t *row = is_floor ? all->floor[limit->measure] : all->ceiling[limit->measure];
        for (uint32_t d = limit->first_day; d <= limit->last_day && d < scenario->days; d++)
            if (row[d] == OW_NONE || (is_floor ? limit->value > row[d] : limit->value < row[d]))
                row[d] = limit->value;
    }
    return 1;
}

static int64_t most(const int64_t *level, uint32_t days) {
    int64_t max = 0;
    for (uint32_t d = 0; d < days; d++)
        if (level[d] != OW_NONE && level[d] > max) max = level[d];
    return max;
}

static const char *band_key(uint32_t place) {
    static const char *const keys[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};
    return keys[place % 10];
}

/* The band's letter stands where the band is thickest over the days that the letter covers, if it
 * is thick enough to hold it. */
static void band_letter(ow_page *page, const ow_svg *svg, const int64_t *low, const int64_t *high,
                        uint32_t place) {
    uint32_t best = 0, room = svg->days / 80 + 1; /* days to either side that the letter needs */
    int64_t best_low = 0, best_high = 0;
    for (uint32_t d = room; d + room < svg->days; d++) {
        int64_t bottom = low[d], top = high[d];
        for (uint32_t e = d - room; e <= d + room; e++) {
            if (low[e] > bottom) bottom = low[e];
            if (high[e] < top) top = high[e];
        }
        if (top - bottom <= best_high - best_low) continue;
        best_low = bottom;
        best_high = top;
        best = d;
    }
    if (ow_svg_y(svg, best_low) - ow_svg_y(svg, best_high) < 150) return;
    int64_t x = (ow_svg_x(svg, best) + ow_svg_x(svg, (int64_t)best + 1)) / 2;
    int64_t y = (ow_svg_y(svg, best_low) + ow_svg_y(svg, best_high)) / 2;
    ow_buffer_printf(&page->out, "<text class=\"letter on%u\" x=\"", place % 10);
    ow_svg_tenths(page, x);
    ow_html_raw(page, "\" y=\"");
    ow_svg_tenths(page, y + 45);
    ow_buffer_printf(&page->out, "\">%s</text>\n", band_key(place));
}

static int stack(ow_page *page, const ow_svg *svg, const levels *all) {
    int64_t *low = OW_ARRAY(page->arena, svg->days, int64_t);
    int64_t *high = OW_ARRAY(page->arena, svg->days, int64_t);
    if (!low || !high) return 0;
    for (uint32_t b = 0; b < all->bands_count; b++) {
        for (uint32_t d = 0; d < svg->days; d++) {
            low[d] = high[d];
            int64_t level = all->bands[b].level[d];
            high[d] += level > 0 ? level : 0;
        }
        char name[24] = "band c0";
        name[6] = (char)('0' + b % 10);
        if (all->bands[b].site == OW_SELF) name[6] = '9';
        ow_svg_band(page, svg, name, low, high);
        if (all->bands[b].site != OW_SELF) band_letter(page, svg, low, high, b);
    }
    return 1;
}

static void legend(ow_page *page, const levels *all) {
    ow_html_raw(page, "<ul class=\"legend\">");
    for (uint32_t b = all->bands_count; b-- > 0;) {
        const band *row = &all->bands[b];
        if (row->site == OW_SELF) {
            if (most(row->level, page->stock.days) > 0)
                ow_html_raw(page, "<li><span class=\"key k9\"></span>on the way</li>");
            continue;
        }
        ow_buffer_printf(&page->out, "<li><span class=\"key k%u\">%s</span>", b % 10, band_key(b));
        if (row->site == OW_NO_INDEX) {
            ow_html_counted(page, all->others_count, "other site", "other sites");
        } else
            ow_html_name(page, ow_html_site_name(page, row->site), "");
        ow_html_raw(page, "</li>");
    }
    ow_html_raw(page, "</ul>\n");
}

static int64_t axis_max(const levels *all, int measure, const int64_t *level, uint32_t days) {
    int64_t max = most(level, days);
    int64_t ceiling = most(all->ceiling[measure], days), floor = most(all->floor[measure], days);
    /* A ceiling far above everything would flatten the picture: it is then said in words only. */
    if (ceiling <= 3 * max) max = ceiling > max ? ceiling : max;
    return floor > max ? floor : max;
}

static void remote_ceiling(ow_page *page, const levels *all, int measure, int64_t shown_max) {
    int64_t ceiling = most(all->ceiling[measure], page->stock.days);
    if (ceiling <= shown_max) return;
    ow_html_raw(page, "<p class=\"aside\">A ceiling of ");
    ow_html_count(page, ceiling);
    ow_html_raw(page, " lies above the picture.</p>\n");
}

static void chart(ow_page *page, const levels *all, int measure, const int64_t *level,
                  const char *title, const char *unit, int64_t width) {
    int64_t height = width > 600 ? 400 : 240;
    ow_svg svg = {.width = width,
                  .height = height,
                  .left = 58,
                  .right = width - 8,
                  .top = 36,
                  .bottom = height - 28,
                  .days = page->stock.days};
    int64_t step = 1, max = axis_max(all, measure, level, svg.days);
    svg.max = ow_svg_nice(max + max / 12, &step);
    ow_svg_open(page, &svg, "levels", title);
    ow_svg_values(page, &svg, step, unit);
    ow_svg_days(page, &svg);
    if (measure == OW_MEASURE_people) (void)stack(page, &svg, all);
    ow_svg_steps(page, &svg, "level", level);
    ow_svg_limit(page, &svg, all->ceiling[measure], 0);
    ow_svg_limit(page, &svg, all->floor[measure], 1);
    ow_svg_marks(page, &svg);
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
    remote_ceiling(page, all, measure, svg.max);
}

static void cell(ow_page *page, int64_t value) {
    ow_html_raw(page, "<td>");
    if (value == OW_NONE)
        ow_html_raw(page, "–");
    else
        ow_html_count(page, value);
    ow_html_raw(page, "</td>");
}

static void table_head(ow_page *page, const levels *all) {
    ow_html_raw(page, "<thead><tr><th scope=\"col\">End of</th><th scope=\"col\">People</th>"
                      "<th scope=\"col\">Floor</th><th scope=\"col\">Ceiling</th>"
                      "<th scope=\"col\">Items</th><th scope=\"col\">Sites open</th>");
    for (uint32_t b = 0; b < all->bands_count; b++) {
        ow_html_raw(page, "<th scope=\"col\">");
        if (all->bands[b].site == OW_SELF)
            ow_html_raw(page, "On the way");
        else if (all->bands[b].site == OW_NO_INDEX)
            ow_html_raw(page, "Other sites");
        else
            ow_html_name(page, ow_html_site_name(page, all->bands[b].site), "");
        ow_html_raw(page, "</th>");
    }
    ow_html_raw(page, "</tr></thead>\n");
}

static void table(ow_page *page, const levels *all) {
    uint32_t days = page->stock.days, step = days <= TABLE_DAYS_MAX ? 1 : 7;
    ow_html_raw(page, "<details class=\"twin\" id=\"levels-table\"><summary>The same as a table, ");
    ow_html_raw(page, step == 1 ? "day by day" : "week by week");
    ow_html_raw(page, "</summary><div class=\"table\" tabindex=\"0\" role=\"group\" "
                      "aria-label=\"Levels by day\"><table class=\"figures-table\">");
    table_head(page, all);
    ow_html_raw(page, "<tbody>");
    for (uint32_t d = 0; d < days; d++) {
        if (d % step != 0 && d + 1 != days) continue;
        ow_buffer_printf(&page->out, "<tr data-day=\"%u\"><th scope=\"row\">", d);
        ow_html_date(page, d);
        ow_html_raw(page, "</th>");
        cell(page, page->stock.country_people[d]);
        cell(page, all->floor[OW_MEASURE_people][d]);
        cell(page, all->ceiling[OW_MEASURE_people][d]);
        cell(page, page->host_items[d]);
        cell(page, page->open_sites[d]);
        for (uint32_t b = 0; b < all->bands_count; b++) cell(page, all->bands[b].level[d]);
        ow_html_raw(page, "</tr>\n");
    }
    ow_html_raw(page, "</tbody></table></div></details>\n");
}

void ow_html_levels(ow_page *page) {
    levels all = {.bands_count = 0};
    ow_html_raw(page, "<section id=\"levels\" aria-labelledby=\"h-levels\"><h2 id=\"h-levels\">"
                      "Levels, day by day</h2>\n<p>What is in the country at the end of each day. "
                      "Hatched: beyond a floor or a ceiling.</p>\n<figure><figcaption><h3>People, "
                      "by site</h3></figcaption>\n");
    if (!fill_bands(&all, page) || !fill_envelopes(&all, page)) {
        page->out.failed = 1;
        return;
    }
    legend(page, &all);
    chart(page, &all, OW_MEASURE_people, page->stock.country_people,
          "People in the country by day and site", "people", 1000);
    ow_html_raw(page, "</figure>\n<div class=\"pair\"><figure><figcaption><h3>Items of equipment"
                      "</h3></figcaption>\n");
    chart(page, &all, OW_MEASURE_items, page->host_items, "Items in the country by day", "items",
          490);
    ow_html_raw(page, "</figure>\n<figure><figcaption><h3>Sites open</h3></figcaption>\n");
    chart(page, &all, OW_MEASURE_sites, page->open_sites, "Sites open by day", "sites", 490);
    ow_html_raw(page, "</figure></div>\n");
    table(page, &all);
    ow_html_raw(page, "</section>\n");
}
