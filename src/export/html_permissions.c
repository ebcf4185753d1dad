/* The host's permissions: how much of each the draft would use, day by day, against its quota; and
 * those asked for, refused or revoked, which nothing may move under. O(permissions × days +
 * missions). */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>

#define LANE 34 /* px */

typedef struct use {
    uint32_t row;        /* in rows.permissions */
    uint32_t permission; /* in scenario->permissions, or OW_NO_INDEX: not to be used */
    int64_t missions, most;
    uint32_t days_used, days_full;
    int32_t most_day;
    uint32_t first, count; /* in the sorted missions */
} use;

static int by_permission(const void *left, const void *right) {
    const ow_page_mission *a = *(const ow_page_mission *const *)left;
    const ow_page_mission *b = *(const ow_page_mission *const *)right;
    if (a->permission != b->permission) return a->permission < b->permission ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static int more_used(const void *left, const void *right) {
    const use *a = left, *b = right;
    if ((a->permission == OW_NO_INDEX) != (b->permission == OW_NO_INDEX))
        return a->permission == OW_NO_INDEX ? 1 : -1;
    if ((a->missions > 0) != (b->missions > 0)) return a->missions > 0 ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void count_use(use *to, const ow_page *page, const ow_page_mission **sorted) {
    int64_t quota = page->scenario->permissions[to->permission].missions_per_day;
    for (uint32_t i = to->first; i < to->first + to->count;) {
        int32_t day = sorted[i]->day;
        int64_t today = 0;
        for (; i < to->first + to->count && sorted[i]->day == day; i++)
            today += sorted[i]->vehicles;
        if (today == 0) continue;
        to->missions += today;
        to->days_used++;
        to->days_full += quota != OW_UNLIMITED && today >= quota;
        if (today <= to->most) continue;
        to->most = today;
        to->most_day = day;
    }
}

static use *collect(const ow_page *page, const ow_page_mission ***sorted_out) {
    const onward_scenario *scenario = page->scenario;
    uint32_t rows = scenario->rows.permissions.count, n = 0;
    use *uses = OW_ARRAY(page->arena, (size_t)rows + 1, use);
    const ow_page_mission **sorted =
        OW_ARRAY(page->arena, (size_t)page->missions_count + 1, const ow_page_mission *);
    if (!uses || !sorted) return NULL;
    for (uint32_t i = 0; i < rows; i++)
        uses[i] = (use){.row = i, .permission = OW_NO_INDEX, .most_day = -1};
    for (uint32_t i = 0; i < page->missions_count; i++)
        if (page->missions[i].permission < scenario->permissions_count)
            sorted[n++] = &page->missions[i];
    if (n > 0) qsort(sorted, n, sizeof *sorted, by_permission);
    for (uint32_t p = 0, at = 0; p < scenario->permissions_count; p++) {
        use *to = &uses[scenario->permissions[p].row];
        to->permission = p;
        to->first = at;
        while (at < n && sorted[at]->permission == p) at++;
        to->count = at - to->first;
        count_use(to, page, sorted);
    }
    qsort(uses, rows, sizeof *uses, more_used);
    *sorted_out = sorted;
    return uses;
}

static void lane_bars(ow_page *page, const ow_svg *svg, const use *row,
                      const ow_page_mission **sorted, int64_t y) {
    const ow_permission *permission = &page->scenario->permissions[row->permission];
    int64_t quota = permission->missions_per_day;
    int64_t full = quota == OW_UNLIMITED ? row->most : quota;
    int64_t bottom = y + (LANE - 6) * 10, height = (LANE - 12) * 10;
    if (full < 1) full = 1;
    ow_html_raw(page, "<path class=\"bar permit\" d=\"");
    for (uint32_t i = row->first; i < row->first + row->count;) {
        int32_t day = sorted[i]->day;
        int64_t today = 0;
        for (; i < row->first + row->count && sorted[i]->day == day; i++)
            today += sorted[i]->vehicles;
        if (day < 0 || today == 0) continue;
        if (today > full) today = full;
        ow_html_raw(page, "M");
        ow_svg_tenths(page, ow_svg_x(svg, day));
        ow_html_raw(page, " ");
        ow_svg_tenths(page, bottom);
        ow_html_raw(page, "V");
        ow_svg_tenths(page, bottom - ow_mul_div_floor(today, height, full));
        ow_html_raw(page, "H");
        ow_svg_tenths(page, ow_svg_x(svg, (int64_t)day + 1));
        ow_html_raw(page, "V");
        ow_svg_tenths(page, bottom);
    }
    ow_html_raw(page, "\"/>\n");
}

static void lane(ow_page *page, const ow_svg *svg, const use *row, const ow_page_mission **sorted,
                 int64_t y) {
    const ow_permission *permission = &page->scenario->permissions[row->permission];
    int64_t first = ow_svg_x(svg, permission->first_day);
    int64_t last = ow_svg_x(svg, permission->last_day + 1);
    ow_svg_label(page, "lane", 0, y + 150);
    ow_html_raw(page, "<title>");
    ow_html_text(page, permission->id);
    ow_html_raw(page, "</title>");
    ow_html_short(page, permission->id, 25);
    ow_html_raw(page, "</text>\n");
    ow_svg_label(page, "lane-note", 0, y + 285);
    if (permission->missions_per_day == OW_UNLIMITED)
        ow_html_raw(page, "no quota");
    else {
        ow_html_count(page, permission->missions_per_day);
        ow_html_raw(page, " a day");
    }
    ow_html_raw(page, "</text>\n");
    ow_svg_rect(page, "validity", first, y + 60, last - first, (LANE - 12) * 10);
    lane_bars(page, svg, row, sorted, y);
    ow_svg_label(page, "lane-date", svg->right * 10 + 120, y + 210);
    if (row->missions == 0)
        ow_html_raw(page, "not used");
    else if (row->days_full > 0) {
        ow_html_raw(page, "full on ");
        ow_html_counted(page, row->days_full, "day", "days");
    } else {
        ow_html_raw(page, "at most ");
        ow_html_count(page, row->most);
    }
    ow_html_raw(page, "</text>\n");
}

static void picture(ow_page *page, const use *uses, uint32_t count,
                    const ow_page_mission **sorted) {
    ow_svg svg = {.width = 1000,
                  .height = 46 + (int64_t)count * LANE,
                  .left = 200,
                  .right = 860,
                  .top = 14,
                  .days = page->stock.days};
    svg.bottom = svg.height - 28;
    ow_svg_open(page, &svg, "lanes", "Permissions by day: validity, and use against the quota");
    ow_svg_days(page, &svg);
    for (uint32_t i = 0; i < count; i++) {
        int64_t y = (svg.top + (int64_t)i * LANE) * 10;
        if (i > 0) ow_svg_line(page, "grid", 0, y, svg.width * 10, y);
        lane(page, &svg, &uses[i], sorted, y);
    }
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
}

static void what_for(ow_page *page, const ow_permissions_row *row) {
    ow_html_raw(page, ow_html_word("activity", row->activity));
    if (row->mode != OW_NONE) {
        ow_html_raw(page, " by ");
        ow_html_raw(page, ow_html_word("mode", row->mode));
    }
    if (row->link_id[0]) {
        ow_html_raw(page, " over <span class=\"id\">");
        ow_html_text(page, row->link_id);
        ow_html_raw(page, "</span>");
    }
    if (row->to_party_id[0]) {
        ow_html_raw(page, " for <span class=\"id\">");
        ow_html_text(page, row->to_party_id);
        ow_html_raw(page, "</span>");
    }
}

static void use_cells(ow_page *page, const use *to) {
    if (to->permission == OW_NO_INDEX) {
        ow_html_raw(page, "<td>–</td><td>–</td><td class=\"text\">nothing may move under it</td>");
        return;
    }
    int64_t quota = page->scenario->permissions[to->permission].missions_per_day;
    ow_html_raw(page, "<td>");
    if (quota == OW_UNLIMITED)
        ow_html_raw(page, "none");
    else
        ow_html_count(page, quota);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, to->missions);
    ow_html_raw(page, "</td><td class=\"text\">");
    if (to->missions == 0)
        ow_html_raw(page, "not used");
    else {
        ow_html_count(page, to->most);
        ow_html_raw(page, " on ");
        ow_html_date(page, to->most_day);
        if (to->days_full > 0) {
            ow_html_raw(page, "; full on ");
            ow_html_counted(page, to->days_full, "day", "days");
        }
    }
    ow_html_raw(page, "</td>");
}

static void table_row(ow_page *page, const use *to) {
    const ow_permissions_row *row = &page->scenario->rows.permissions.data[to->row];
    int64_t start = page->scenario->start_day;
    ow_html_raw(page, "<tr><th scope=\"row\"><span class=\"id\">");
    ow_html_text(page, row->permission_id);
    ow_html_raw(page, "</span>");
    if (row->reference[0]) {
        ow_html_raw(page, " ");
        ow_html_name(page, row->reference, "");
    }
    ow_html_raw(page, "</th><td class=\"text\">");
    ow_html_raw(page, ow_html_word("permission_status", row->status));
    ow_html_raw(page, "</td><td class=\"text\">");
    what_for(page, row);
    ow_html_raw(page, "</td><td class=\"text\">");
    ow_html_date(page, row->from_date - start);
    ow_html_raw(page, " – ");
    ow_html_date(page, row->to_date - start);
    ow_html_raw(page, "</td>");
    use_cells(page, to);
    ow_html_raw(page, "</tr>\n");
}

static void table(ow_page *page, const use *uses, uint32_t count) {
    uint32_t shown = count < OW_PAGE_ROWS_MAX ? count : OW_PAGE_ROWS_MAX;
    ow_html_raw(page, "");
    ow_html_table(page, "Permissions", 0);
    ow_html_raw(
        page, ""
              "<thead><tr><th scope=\"col\">Permission</th><th scope=\"col\" class=\"text\">Status"
              "</th><th scope=\"col\" class=\"text\">For</th><th scope=\"col\" class=\"text\">Valid"
              "</th><th scope=\"col\">Quota a day</th><th scope=\"col\">Missions</th>"
              "<th scope=\"col\" class=\"text\">Busiest day</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < shown; i++) table_row(page, &uses[i]);
    ow_html_raw(page, "</tbody></table></div>\n");
    if (shown == count) return;
    ow_html_raw(page, "<p class=\"aside\">And ");
    ow_html_counted(page, count - shown, "more permission", "more permissions");
    ow_html_raw(page, ", in the scenario.</p>\n");
}

void ow_html_permissions(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    uint32_t count = scenario->rows.permissions.count, drawn = 0;
    const ow_page_mission **sorted = NULL;
    use *uses = collect(page, &sorted);
    ow_html_raw(page, "<section id=\"permissions\" aria-labelledby=\"h-permissions\">"
                      "<h2 id=\"h-permissions\">The host’s permissions</h2>\n");
    if (!uses) {
        page->out.failed = 1;
        return;
    }
    if (scenario->permission_modes == 0)
        ow_html_raw(page, "<p>This scenario asks for no permission by any mode.</p>\n");
    if (count == 0) {
        ow_html_raw(page, "<p class=\"empty\">The scenario lists no permissions.</p></section>\n");
        return;
    }
    while (drawn < count && drawn < OW_PAGE_LANES_MAX && uses[drawn].permission != OW_NO_INDEX)
        drawn++;
    if (drawn > 0) {
        ow_html_raw(
            page, "<p>The frame is the time for which a permission holds and as high as its quota; "
                  "the bars are the missions proposed under it.</p>\n<figure>\n");
        picture(page, uses, drawn, sorted);
        ow_html_raw(page, "</figure>\n");
    }
    table(page, uses, count);
    ow_html_raw(page, "</section>\n");
}
