/* Lists: who and what is late, what becomes of items that do not go home, escorted convoys. Each
 * has words for the case that there are none. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct late_row {
    uint32_t unit;
    int64_t people_late, items_late;   /* at the end of the due day */
    int64_t people_never, items_never; /* not there at the end of the horizon */
    int64_t last_day;                  /* latest arrival at the destination; OW_NONE: none */
    int64_t person_days;
} late_row;

static int64_t due_day(const ow_unit *unit) {
    return unit->due_day == OW_NO_INDEX ? INT64_C(-1) : (int64_t)unit->due_day;
}

/* What a unit has at its destination by the due day and by the end, in one pass over the movements.
 */
static void late_moves(late_row *rows, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    int64_t days = scenario->days;
    for (uint32_t i = 0; i < page->plan->movements_count; i++) {
        const ow_movement *m = &page->plan->movements[i];
        if (!ow_movement_known(m, scenario)) continue;
        const ow_unit *unit = &scenario->units[m->unit];
        late_row *row = &rows[m->unit];
        if (!unit->pays_late) continue;
        int64_t due = due_day(unit);
        int64_t sign = (m->to_site == unit->destination) - (m->from_site == unit->destination);
        if (sign == 0) continue;
        int64_t day = sign > 0 ? m->arrive_day : m->depart_day, change = sign * m->quantity;
        if (day >= days) continue;
        if (m->item == OW_NO_INDEX) {
            row->people_never -= change;
            if (day <= due) row->people_late -= change;
            row->person_days -= change * (days - (day > due ? day : due + 1));
        } else {
            row->items_never -= change;
            if (day <= due) row->items_late -= change;
        }
        if (sign > 0 && day > row->last_day) row->last_day = day;
    }
}

static void late_start(late_row *rows, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        rows[u] = (late_row){.unit = u, .last_day = OW_NONE};
        if (!unit->pays_late || unit->site == unit->destination) continue;
        int64_t due = due_day(unit), days = scenario->days;
        rows[u].people_late = rows[u].people_never = unit->people;
        rows[u].person_days = unit->people * (due + 1 < days ? days - due - 1 : 0);
        for (uint32_t h = 0; h < unit->holdings_count; h++)
            rows[u].items_late += scenario->holdings[unit->holdings_first + h].quantity;
        rows[u].items_never = rows[u].items_late;
    }
    for (uint32_t i = 0; i < page->plan->fates_count; i++) {
        const ow_fate_row *fate = &page->plan->fates[i];
        if (!ow_fate_known(fate, scenario)) continue;
        const ow_unit *unit = &scenario->units[fate->unit];
        if (!unit->pays_late || fate->site == unit->destination) continue;
        rows[fate->unit].items_never -= fate->quantity;
        if (unit->due_day != OW_NO_INDEX && fate->day <= (int64_t)unit->due_day)
            rows[fate->unit].items_late -= fate->quantity;
    }
}

static int later(const void *left, const void *right) {
    const late_row *a = left, *b = right;
    if (a->people_late != b->people_late) return a->people_late > b->people_late ? -1 : 1;
    if (a->items_late != b->items_late) return a->items_late > b->items_late ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static int is_late(const ow_page *page, const late_row *row) {
    const ow_unit *unit = &page->scenario->units[row->unit];
    if (!unit->pays_late) return 0;
    int64_t due = due_day(unit);
    if (due + 1 >= (int64_t)page->scenario->days)
        return row->people_never > 0 || row->items_never > 0;
    return row->people_late > 0 || row->items_late > 0 || row->people_never > 0;
}

static void late_table_row(ow_page *page, const late_row *row) {
    const onward_scenario *scenario = page->scenario;
    const ow_unit *unit = &scenario->units[row->unit];
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_name(page, unit->name, unit->id);
    ow_html_raw(page, "</th><td class=\"text\">");
    ow_html_name(page, ow_html_site_name(page, unit->destination), "");
    ow_html_raw(page, "</td><td class=\"text\">");
    if (unit->due_day == OW_NO_INDEX)
        ow_html_raw(page, "before the start");
    else
        ow_html_date(page, unit->due_day);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->people_late);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->person_days);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->items_late);
    ow_html_raw(page, "</td><td class=\"text\">");
    if (row->people_never > 0 || row->items_never > 0) {
        ow_html_raw(page, "not by the end: ");
        if (row->people_never > 0) ow_html_counted(page, row->people_never, "person", "people");
        if (row->people_never > 0 && row->items_never > 0) ow_html_raw(page, ", ");
        if (row->items_never > 0) ow_html_counted(page, row->items_never, "item", "items");
    } else if (row->last_day != OW_NONE)
        ow_html_date(page, row->last_day);
    else
        ow_html_raw(page, "–");
    ow_html_raw(page, "</td></tr>\n");
}

static void and_more(ow_page *page, uint32_t more, const char *file) {
    if (!more) return;
    ow_html_raw(page, "<p class=\"aside\">And ");
    ow_html_count(page, more);
    ow_html_raw(page, " more; all of them are in <code>");
    ow_html_raw(page, file);
    ow_html_raw(page, "</code>.</p>\n");
}

void ow_html_late(ow_page *page) {
    uint32_t units = page->scenario->units_count, count = 0;
    late_row *rows = OW_ARRAY(page->arena, (size_t)units + 1, late_row);
    ow_html_raw(page,
                "<section id=\"late\" aria-labelledby=\"h-late\"><h2 id=\"h-late\">Late</h2>\n");
    if (!rows) {
        page->out.failed = 1;
        return;
    }
    late_start(rows, page);
    late_moves(rows, page);
    for (uint32_t u = 0; u < units; u++)
        if (is_late(page, &rows[u])) rows[count++] = rows[u];
    if (count == 0) {
        ow_html_raw(
            page,
            "<p class=\"empty\">Nobody and nothing is late: whoever is due somewhere is there in "
            "time.</p></section>\n");
        return;
    }
    qsort(rows, count, sizeof *rows, later);
    ow_html_raw(page, "<p>");
    ow_html_counted(page, count, "unit is", "units are");
    ow_html_raw(page, " not whole at the destination when due. Lateness costs ");
    ow_html_points(page, page->points.lateness);
    ow_html_raw(page, " points.</p>\n");
    ow_html_table(page, "Late units", count);
    ow_html_raw(
        page, "<thead><tr><th scope=\"col\">Unit</th><th scope=\"col\" "
              "class=\"text\">To</th><th scope=\"col\" class=\"text\">Due</th><th scope=\"col\">"
              "People late</th><th scope=\"col\">Person-days late</th><th scope=\"col\">Items late"
              "</th><th scope=\"col\" class=\"text\">Last arrival</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < count && i < OW_PAGE_ROWS_MAX; i++) late_table_row(page, &rows[i]);
    ow_html_raw(page, "</tbody></table></div>\n");
    and_more(page, count > OW_PAGE_ROWS_MAX ? count - OW_PAGE_ROWS_MAX : 0, "movements.csv");
    ow_html_raw(page, "</section>\n");
}

/* Fates by kind of item: what goes home, what does not, what is still there at the end. */
typedef struct fate_sum {
    int64_t total, out, fates[OW_FATE_COUNT];
    int32_t first, last;
} fate_sum;

static void sum_fates(fate_sum *sums, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    for (uint32_t h = 0; h < scenario->holdings_count; h++) {
        const ow_holding *holding = &scenario->holdings[h];
        if (scenario->sites[scenario->units[holding->unit].site].in_host)
            sums[holding->item].total += holding->quantity;
    }
    for (uint32_t i = 0; i < page->plan->movements_count; i++) {
        const ow_movement *m = &page->plan->movements[i];
        if (!ow_movement_known(m, scenario) || m->item == OW_NO_INDEX) continue;
        int from = scenario->sites[m->from_site].in_host, to = scenario->sites[m->to_site].in_host;
        sums[m->item].out += (from - to) * m->quantity;
    }
    for (uint32_t i = 0; i < page->plan->fates_count; i++) {
        const ow_fate_row *fate = &page->plan->fates[i];
        if (!ow_fate_known(fate, scenario)) continue;
        fate_sum *sum = &sums[fate->item];
        sum->fates[fate->fate] += fate->quantity;
        if (sum->first == INT32_MIN || fate->day < sum->first) sum->first = fate->day;
        if (fate->day > sum->last) sum->last = fate->day;
    }
}

static void fate_row(ow_page *page, uint32_t item, const fate_sum *sum) {
    const ow_item *row = &page->scenario->items[item];
    int64_t given =
        sum->fates[OW_FATE_transfer] + sum->fates[OW_FATE_sell] + sum->fates[OW_FATE_destroy];
    int64_t cells[] = {sum->total,
                       sum->out,
                       sum->fates[OW_FATE_transfer],
                       sum->fates[OW_FATE_sell],
                       sum->fates[OW_FATE_destroy],
                       sum->total - sum->out - given};
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_name(page, row->name, row->id);
    if (row->controlled) ow_html_raw(page, " <span class=\"tag\">controlled</span>");
    ow_html_raw(page, "</th>");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        ow_html_raw(page, cells[i] ? "<td>" : "<td class=\"nil\">");
        ow_html_count(page, cells[i]);
        ow_html_raw(page, "</td>");
    }
    ow_html_raw(page, "<td class=\"text\">");
    if (sum->first != INT32_MIN) {
        ow_html_date(page, sum->first);
        if (sum->last != sum->first) {
            ow_html_raw(page, " – ");
            ow_html_date(page, sum->last);
        }
    } else
        ow_html_raw(page, "–");
    ow_html_raw(page, "</td></tr>\n");
}

void ow_html_fates(ow_page *page) {
    uint32_t items = page->scenario->items_count, shown = 0, more = 0;
    fate_sum *sums = OW_ARRAY(page->arena, (size_t)items + 1, fate_sum);
    ow_html_raw(
        page,
        "<section id=\"fates\" aria-labelledby=\"h-fates\"><h2 id=\"h-fates\">What becomes of "
        "equipment</h2>\n");
    if (!sums) {
        page->out.failed = 1;
        return;
    }
    for (uint32_t i = 0; i < items; i++) sums[i].first = sums[i].last = INT32_MIN;
    sum_fates(sums, page);
    if (page->host_start_items == 0 && page->plan->fates_count == 0) {
        ow_html_raw(page, "<p class=\"empty\">There are no items in the country.</p></section>\n");
        return;
    }
    ow_html_raw(page,
                "<p>Items in the host country at the start, by kind, and where this draft proposes "
                "that they end.</p>\n");
    ow_html_table(page, "Fates of items", 0);
    ow_html_raw(page,
                "<thead><tr><th scope=\"col\">Item</th>"
                "<th scope=\"col\">At the start</th><th scope=\"col\">Leave the country</th>"
                "<th scope=\"col\">Transferred to the host</th><th scope=\"col\">Sold</th>"
                "<th scope=\"col\">Destroyed</th><th scope=\"col\">Stay</th><th scope=\"col\" "
                "class=\"text\">Given up on</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < items; i++) {
        if (sums[i].total == 0 && sums[i].first == INT32_MIN) continue;
        if (shown++ < OW_PAGE_ROWS_MAX)
            fate_row(page, i, &sums[i]);
        else
            more++;
    }
    ow_html_raw(page, "</tbody></table></div>\n");
    and_more(page, more, "fates.csv");
    ow_html_raw(page, "</section>\n");
}

static void convoy_row(ow_page *page, const ow_convoy *convoy) {
    const onward_scenario *scenario = page->scenario;
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_date(page, convoy->day);
    ow_html_raw(page, "</th><td class=\"text\">");
    ow_html_name(page, ow_html_site_name(page, convoy->from_site), "");
    ow_html_raw(page, " → ");
    if (convoy->link < scenario->links_count) {
        const ow_link *link = &scenario->links[convoy->link];
        uint32_t to = link->from_site == convoy->from_site ? link->to_site : link->from_site;
        ow_html_name(page, ow_html_site_name(page, to), "");
    } else
        ow_html_raw(page, "?");
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, convoy->vehicles);
    ow_html_raw(page, "</td><td class=\"text\">");
    if (convoy->escort_unit < scenario->units_count && convoy->escort_people > 0)
        ow_html_name(page, scenario->units[convoy->escort_unit].name,
                     scenario->units[convoy->escort_unit].id);
    else
        ow_html_raw(page, "guards who ride in it");
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, convoy->escort_people);
    ow_html_raw(page, "</td></tr>\n");
}

void ow_html_convoys(ow_page *page) {
    const onward_plan *plan = page->plan;
    int64_t vehicles = 0, people = 0;
    ow_html_raw(
        page, "<section id=\"convoys\" aria-labelledby=\"h-convoys\"><h2 id=\"h-convoys\">Escorted "
              "convoys</h2>\n");
    if (plan->convoys_count == 0) {
        ow_html_raw(page, "<p class=\"empty\">No convoy needs an escort.</p></section>\n");
        return;
    }
    for (uint32_t i = 0; i < plan->convoys_count; i++) {
        vehicles += plan->convoys[i].vehicles;
        people += plan->convoys[i].escort_people;
    }
    ow_html_raw(page, "<p>");
    ow_html_counted(page, plan->convoys_count, "convoy", "convoys");
    ow_html_raw(page, " with ");
    ow_html_counted(page, vehicles, "vehicle", "vehicles");
    ow_html_raw(page, "; guards go along and come back ");
    ow_html_counted(page, people, "time", "times");
    ow_html_raw(page, ".</p>\n");
    ow_html_table(page, "Convoys", plan->convoys_count);
    ow_html_raw(
        page, "<thead><tr><th scope=\"col\">Departs</th><th scope=\"col\" class=\"text\">"
              "Way</th><th scope=\"col\">Vehicles</th><th scope=\"col\" class=\"text\">Escort that "
              "comes back</th><th scope=\"col\">Guards</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < plan->convoys_count && i < OW_PAGE_ROWS_MAX; i++)
        convoy_row(page, &plan->convoys[i]);
    ow_html_raw(page, "</tbody></table></div>\n");
    and_more(page,
             plan->convoys_count > OW_PAGE_ROWS_MAX ? plan->convoys_count - OW_PAGE_ROWS_MAX : 0,
             "convoys.csv");
    ow_html_raw(page, "</section>\n");
}
