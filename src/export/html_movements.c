/* The list of movements: the first rows as they stand, for whoever reads without the script or on
 * paper; the script puts in their place whatever is searched for, from the data of html_data.c. */
#include "base/day.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>

#define ROWS_SHOWN 50u

static void by_cell(ow_page *page, const ow_movement *m) {
    ow_html_raw(page, ow_html_word("mode", page->scenario->links[m->link].mode));
    ow_html_raw(page, ", ");
    if (m->fleet == OW_SELF)
        ow_html_raw(page, "by itself");
    else {
        ow_html_name(page, ow_html_fleet_name(page, m->fleet), "");
        ow_buffer_printf(&page->out, " %u", m->vehicle);
        if (m->trip > 1) ow_buffer_printf(&page->out, ", trip %u", m->trip);
    }
}

static void row(ow_page *page, uint32_t place) {
    const onward_scenario *scenario = page->scenario;
    const ow_movement *m = &page->plan->movements[place];
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_date(page, m->depart_day);
    ow_html_raw(page, "</th><td class=\"text\">");
    if (m->arrive_day == m->depart_day)
        ow_html_raw(page, "same day");
    else
        ow_html_date(page, m->arrive_day);
    ow_html_raw(page, "</td><td class=\"text\">");
    ow_html_name(page, ow_html_site_name(page, m->from_site), "");
    ow_html_raw(page, " → ");
    ow_html_name(page, ow_html_site_name(page, m->to_site), "");
    ow_html_raw(page, "</td><td class=\"text\">");
    by_cell(page, m);
    ow_html_raw(page, "</td><td class=\"text\">");
    ow_html_name(page, scenario->units[m->unit].name, scenario->units[m->unit].id);
    ow_html_raw(page, "</td><td class=\"text\">");
    if (m->item == OW_NO_INDEX)
        ow_html_raw(page, "people");
    else
        ow_html_name(page, scenario->items[m->item].name, scenario->items[m->item].id);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, m->quantity);
    ow_html_raw(page, "</td><td class=\"text\"><span class=\"id\">");
    if (m->permission < scenario->permissions_count)
        ow_html_text(page, scenario->permissions[m->permission].id);
    ow_html_raw(page, "</span></td></tr>\n");
}

static void controls(ow_page *page) {
    char first[11], last[11];
    ow_day_format(first, page->scenario->start_day);
    ow_day_format(last, page->scenario->start_day + (int32_t)page->stock.days - 1);
    ow_buffer_printf(
        &page->out,
        "<form class=\"controls\" id=\"find\" hidden role=\"search\" aria-label=\"Movements\">"
        "<label>Search <input type=\"search\" id=\"find-text\" autocomplete=\"off\" "
        "placeholder=\"site, unit, item, fleet, permission\"></label>"
        "<label>Departing on <input type=\"date\" id=\"find-day\" min=\"%s\" max=\"%s\">"
        "</label><label>What <select id=\"find-what\"><option value=\"\">people and items"
        "</option><option value=\"people\">people</option><option value=\"items\">items"
        "</option></select></label><label>By <select id=\"find-mode\"><option value=\"\">any "
        "mode</option>",
        first, last);
    for (int mode = 0; mode < OW_MODE_COUNT; mode++)
        ow_buffer_printf(&page->out, "<option value=\"%d\">%s</option>", mode,
                         ow_html_word("mode", mode));
    ow_html_raw(page, "</select></label><button type=\"reset\">Show all</button></form>\n"
                      "<p class=\"aside\" id=\"find-count\" role=\"status\">");
}

void ow_html_movements(ow_page *page) {
    const onward_plan *plan = page->plan;
    uint32_t shown = 0;
    ow_html_raw(page,
                "<section id=\"movements\" aria-labelledby=\"h-movements\"><h2 id=\"h-movements\">"
                "Movements</h2>\n<p>Who and what it is proposed to move, when and how. The plan’s "
                "<code>movements.csv</code> has all of it.</p>\n");
    if (plan->movements_count == 0) {
        ow_html_raw(page, "<p class=\"empty\">No movement is proposed.</p></section>\n");
        return;
    }
    controls(page);
    ow_html_counted(page, plan->movements_count, "row", "rows");
    if (plan->movements_count > ROWS_SHOWN) {
        ow_html_raw(page, "; the first ");
        ow_html_count(page, ROWS_SHOWN);
        ow_html_raw(page, " are shown");
    }
    ow_html_raw(page, ".</p>\n");
    ow_html_table(page, "Movements", plan->movements_count);
    ow_html_raw(
        page,
        "<thead><tr><th scope=\"col\">Departs</th><th scope=\"col\" "
        "class=\"text\">Arrives</th><th scope=\"col\" class=\"text\">Way</th><th scope=\"col\" "
        "class=\"text\">By</th><th scope=\"col\" class=\"text\">Unit</th><th scope=\"col\" "
        "class=\"text\">What</th><th scope=\"col\">Quantity</th><th scope=\"col\" "
        "class=\"text\">Permission</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < plan->movements_count && shown < ROWS_SHOWN; i++) {
        if (!ow_movement_known(&plan->movements[i], page->scenario)) continue;
        row(page, i);
        shown++;
    }
    ow_html_raw(page,
                "</tbody></table></div>\n<div class=\"controls\" id=\"find-pages\" hidden><button "
                "type=\"button\" id=\"find-back\">Previous</button><span id=\"find-place\"></span>"
                "<button type=\"button\" id=\"find-on\">Next</button></div></section>\n");
}
