/* What the script of the page reads: names once each, movements in columns of small numbers, levels
 * of sites as the days on which they change. It is JSON in a script element that is never run;
 * every text in it goes through ow_html_json, so that no name can end the element. O(movements +
 * sites × days). */
#include "export/html.h"

#include <inttypes.h>

static void comma(ow_page *page, int more) {
    if (more) ow_buffer_char(&page->out, ',');
}

static void key(ow_page *page, const char *name) {
    ow_buffer_printf(&page->out, ",\n\"%s\":[", name);
}

/* [name, day, people, items, day, people, items, ...], from day -1, the start. */
static void site(ow_page *page, uint32_t s) {
    int64_t people = page->start_people[s], items = page->start_items[s];
    ow_buffer_char(&page->out, '[');
    ow_html_json(page, ow_html_site_name(page, s));
    ow_buffer_printf(&page->out, ",-1,%" PRId64 ",%" PRId64, people, items);
    for (uint32_t d = 0; d < page->stock.days; d++) {
        size_t place = (size_t)s * page->stock.days + d;
        if (page->stock.people[place] == people && page->stock.items[place] == items) continue;
        people = page->stock.people[place];
        items = page->stock.items[place];
        ow_buffer_printf(&page->out, ",%u,%" PRId64 ",%" PRId64, d, people, items);
    }
    ow_buffer_char(&page->out, ']');
}

static void sites(ow_page *page) {
    key(page, "sites");
    for (uint32_t s = 0; s < page->scenario->sites_count; s++) {
        comma(page, s > 0);
        site(page, s);
    }
    ow_buffer_char(&page->out, ']');
}

static void links(ow_page *page) {
    key(page, "links");
    for (uint32_t l = 0; l < page->scenario->links_count; l++) {
        const ow_link *link = &page->scenario->links[l];
        ow_buffer_printf(&page->out, "%s[%u,%u,%" PRId64 "]", l ? "," : "", link->from_site,
                         link->to_site, link->mode);
    }
    ow_buffer_char(&page->out, ']');
}

static void names(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    key(page, "fleets");
    for (uint32_t i = 0; i < scenario->fleets_count; i++) {
        comma(page, i > 0);
        ow_html_json(page, ow_html_fleet_name(page, i));
    }
    ow_buffer_char(&page->out, ']');
    key(page, "units");
    for (uint32_t i = 0; i < scenario->units_count; i++) {
        const ow_unit *unit = &scenario->units[i];
        comma(page, i > 0);
        ow_html_json(page, unit->name && unit->name[0] ? unit->name : unit->id);
    }
    ow_buffer_char(&page->out, ']');
    key(page, "items");
    for (uint32_t i = 0; i < scenario->items_count; i++) {
        const ow_item *item = &scenario->items[i];
        comma(page, i > 0);
        ow_html_json(page, item->name && item->name[0] ? item->name : item->id);
    }
    ow_buffer_char(&page->out, ']');
    key(page, "permissions");
    for (uint32_t i = 0; i < scenario->permissions_count; i++) {
        comma(page, i > 0);
        ow_html_json(page, scenario->permissions[i].id);
    }
    ow_buffer_char(&page->out, ']');
}

/* One column of the movements; -1 where there is nothing to refer to. Missions first say the day.
 */
static int64_t value(const ow_page *page, const ow_movement *m, int column) {
    const onward_scenario *scenario = page->scenario;
    switch (column) {
    case 0: return m->depart_day;
    case 1: return (int64_t)m->arrive_day - m->depart_day;
    case 2: return m->link;
    case 3: return m->from_site != scenario->links[m->link].from_site;
    case 4: return m->fleet < scenario->fleets_count ? (int64_t)m->fleet : -1;
    case 5: return m->vehicle;
    case 6: return m->trip;
    case 7: return m->permission < scenario->permissions_count ? (int64_t)m->permission : -1;
    case 8: return m->unit;
    case 9: return m->item < scenario->items_count ? (int64_t)m->item : -1;
    default: return m->quantity;
    }
}

static void movements(ow_page *page) {
    static const char *const columns[] = {"day",   "takes",   "link",    "back",
                                          "fleet", "vehicle", "trip",    "permission",
                                          "unit",  "item",    "quantity"};
    ow_html_raw(page, ",\n\"movements\":{");
    for (int c = 0; c < (int)(sizeof columns / sizeof *columns); c++) {
        ow_buffer_printf(&page->out, "%s\n\"%s\":[", c ? "," : "", columns[c]);
        int written = 0;
        for (uint32_t i = 0; i < page->plan->movements_count; i++) {
            const ow_movement *m = &page->plan->movements[i];
            if (!ow_movement_known(m, page->scenario)) continue;
            comma(page, written);
            ow_buffer_int(&page->out, value(page, m, c));
            written = 1;
        }
        ow_buffer_char(&page->out, ']');
    }
    ow_buffer_char(&page->out, '}');
}

void ow_html_data(ow_page *page) {
    ow_buffer_printf(&page->out,
                     "<script type=\"application/json\" id=\"data\">\n{\"start\":%d,\"days\":%u",
                     page->scenario->start_day, page->stock.days);
    sites(page);
    links(page);
    names(page);
    movements(page);
    ow_html_raw(page, "}\n</script>\n");
}
