/* The map: host country, sites as circles (area: people), links by mode, a scale bar; and two
 * tables that say the same. Without the script it shows the strengths at the start and all missions
 * of the plan; with it, any day. */
#include "export/html_map.h"

static void picture(ow_map *m, ow_page *page) {
    ow_svg svg = {.width = m->frame.width,
                  .height = m->frame.height,
                  .right = m->frame.width,
                  .bottom = m->frame.height};
    ow_svg_open(page, &svg, "map", "Map of sites and links");
    ow_map_draw(m, page);
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
                     "<output id=\"map-date\" for=\"map-day\">At the start</output></div>",
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
    ow_html_raw(page, "<details class=\"twin\"><summary>Sites as a table</summary>");
    ow_html_table(page, "Sites", 0);
    ow_html_raw(
        page,
        "<thead><tr>"
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

static void links_table(const ow_map *m, ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    ow_html_raw(page, "<details class=\"twin\"><summary>Links as a table</summary>");
    ow_html_table(page, "Links", 0);
    ow_html_raw(
        page, "<thead><tr>"
              "<th scope=\"col\">Link</th><th scope=\"col\" class=\"text\">Between</th>"
              "<th scope=\"col\" class=\"text\">Mode</th><th scope=\"col\">Kilometres</th>"
              "<th scope=\"col\">Missions</th><th scope=\"col\">People</th><th scope=\"col\">Items"
              "</th><th scope=\"col\" class=\"text\">In use</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < m->links_count; i++) {
        const ow_link *link = &scenario->links[m->links[i]];
        const ow_map_way *use = &m->ways[m->links[i]];
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
    ow_map m = {.missions_max = 1};
    m.places = OW_ARRAY(page->arena, (size_t)scenario->sites_count + 1, ow_map_place);
    m.drawn = OW_ARRAY(page->arena, OW_MAP_SITES_MAX + 1, uint32_t);
    m.ways = OW_ARRAY(page->arena, (size_t)scenario->links_count + 1, ow_map_way);
    m.links = OW_ARRAY(page->arena, OW_MAP_LINKS_MAX + 1, uint32_t);
    m.taken = OW_ARRAY(page->arena, 2 * (size_t)OW_MAP_SITES_MAX + OW_MAP_LINKS_MAX + 8, ow_box);
    if (!m.places || !m.drawn || !m.ways || !m.links || !m.taken) {
        page->out.failed = 1;
        return;
    }
    ow_html_raw(
        page,
        "<section id=\"map\" aria-labelledby=\"h-map\"><h2 id=\"h-map\">Map</h2>\n<p>The area "
        "of a circle is the people at the site; a square, with an open circle, is a site abroad. "
        "Lines are links, arrows the ways on which it is proposed to move; what is not used is "
        "faint.</p>\n");
    if (scenario->sites_count == 0) {
        ow_html_raw(page, "<p class=\"empty\">The scenario has no sites.</p></section>\n");
        return;
    }
    if (!ow_map_place_all(&m, page)) {
        page->out.failed = 1;
        return;
    }
    controls(page);
    ow_html_raw(page, "<figure>\n");
    picture(&m, page);
    ow_html_raw(page,
                "<figcaption>Boundaries are illustrative and no part of the agreement. Outlines: "
                "Natural Earth, public domain.</figcaption></figure>\n"
                "<p id=\"map-words\" class=\"aside\" aria-live=\"polite\">Strengths at the start; "
                "lines are as wide as all missions that are proposed.</p>\n");
    sites_table(page);
    links_table(&m, page);
    ow_html_raw(page, "</section>\n");
}
