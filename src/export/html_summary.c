/* The first section: what the draft proposes, in one paragraph and six figures. Each figure is
 * derived from the movements; where the plan's own row says otherwise, that is said. */
#include "export/html.h"

static int64_t peak(const ow_page *page, int64_t *day) {
    int64_t most = page->host_start_people;
    *day = -1;
    for (uint32_t d = 0; d < page->scenario->days; d++)
        if (page->stock.country_people[d] > most) {
            most = page->stock.country_people[d];
            *day = d;
        }
    return most;
}

static int64_t deadline_day(const onward_scenario *scenario) {
    if (scenario->rows.scenario.count == 0) return OW_NONE;
    int64_t deadline = scenario->rows.scenario.data[0].deadline;
    return deadline == OW_NONE ? OW_NONE : deadline - scenario->start_day;
}

static void figure_open(ow_page *page, const char *label) {
    ow_html_raw(page, "<div class=\"figure\"><dt>");
    ow_html_raw(page, label);
    ow_html_raw(page, "</dt><dd><span class=\"value\">");
}

static void figure_note(ow_page *page) {
    ow_html_raw(page, "</span> <span class=\"note\">");
}

static void figure_close(ow_page *page) {
    ow_html_raw(page, "</span></dd></div>\n");
}

static void last_out(ow_page *page, int32_t day) {
    figure_open(page, "Last movement out");
    if (day == INT32_MIN)
        ow_html_raw(page, "none");
    else
        ow_html_date(page, day);
    figure_note(page);
    int64_t deadline = deadline_day(page->scenario);
    if (day == INT32_MIN)
        ow_html_raw(page, "nothing moves under this draft");
    else if (deadline == OW_NONE)
        ow_html_counted(page, (int64_t)day + 1, "day from the start", "days from the start");
    else if (day < deadline) {
        ow_html_counted(page, deadline - day, "day before the deadline of ",
                        "days before the deadline of ");
        ow_html_date(page, deadline);
    } else if (day > deadline) {
        ow_html_counted(page, day - deadline, "day after the deadline of ",
                        "days after the deadline of ");
        ow_html_date(page, deadline);
    } else
        ow_html_raw(page, "on the day of the deadline");
    figure_close(page);
}

static void strength(ow_page *page) {
    uint32_t days = page->scenario->days;
    int64_t day = -1, most = peak(page, &day);
    figure_open(page, "People in the country");
    ow_html_count(page, page->host_start_people);
    ow_html_raw(page, " <span class=\"arrow\">to</span> ");
    ow_html_count(page, page->stock.country_people[days - 1]);
    figure_note(page);
    ow_html_raw(page, "from the start to ");
    ow_html_date(page, (int64_t)days - 1);
    if (day >= 0) {
        ow_html_raw(page, "; at most ");
        ow_html_count(page, most);
        ow_html_raw(page, ", on ");
        ow_html_date(page, day);
    } else
        ow_html_raw(page, "; never more than at the start");
    figure_close(page);
}

static void items(ow_page *page) {
    int64_t fates[OW_FATE_COUNT] = {0};
    for (uint32_t i = 0; i < page->plan->fates_count; i++) {
        const ow_fate_row *fate = &page->plan->fates[i];
        if (ow_fate_known(fate, page->scenario)) fates[fate->fate] += fate->quantity;
    }
    figure_open(page, "Items in the country");
    ow_html_count(page, page->host_start_items);
    ow_html_raw(page, " <span class=\"arrow\">to</span> ");
    ow_html_count(page, page->host_items[page->scenario->days - 1]);
    figure_note(page);
    int64_t given = fates[OW_FATE_transfer] + fates[OW_FATE_sell] + fates[OW_FATE_destroy];
    if (given == 0) ow_html_raw(page, "none transferred, sold or destroyed");
    static const char *const words[] = {"", "transferred", "sold", "destroyed"};
    for (int f = OW_FATE_transfer, first = 1; f <= OW_FATE_destroy; f++) {
        if (!fates[f]) continue;
        if (!first) ow_html_raw(page, ", ");
        ow_html_count(page, fates[f]);
        ow_html_raw(page, " ");
        ow_html_raw(page, words[f]);
        first = 0;
    }
    figure_close(page);
}

static void exposure(ow_page *page) {
    int64_t person_days = 0;
    for (uint32_t d = 0; d < page->scenario->days; d++)
        person_days += page->stock.country_people[d];
    figure_open(page, "Exposure");
    ow_html_count(page, person_days);
    figure_note(page);
    ow_html_raw(page, "person-days in the country; weighed by risk, with the ways, ");
    ow_html_points(page, page->points.exposure + page->points.crossing);
    ow_html_raw(page, " points");
    figure_close(page);
}

static void lift(ow_page *page) {
    int64_t by_mode[OW_MODE_COUNT] = {0}, total = 0, self = 0;
    for (uint32_t i = 0; i < page->missions_count; i++) {
        const ow_page_mission *mission = &page->missions[i];
        int64_t mode = page->scenario->links[mission->link].mode;
        if (mission->fleet == OW_SELF)
            self += mission->vehicles;
        else
            by_mode[mode] += mission->vehicles, total += mission->vehicles;
    }
    figure_open(page, "Missions");
    ow_html_count(page, total);
    figure_note(page);
    int first = 1;
    for (int mode = 0; mode < OW_MODE_COUNT; mode++) {
        if (!by_mode[mode]) continue;
        ow_html_raw(page, first ? "" : ", ");
        ow_html_count(page, by_mode[mode]);
        ow_html_raw(page, " by ");
        ow_html_raw(page, ow_html_word("mode", mode));
        first = 0;
    }
    if (first) ow_html_raw(page, "no vehicle carries anything");
    if (self > 0) {
        ow_html_raw(page, "; what drives itself makes ");
        ow_html_counted(page, self, "trip", "trips");
    }
    figure_close(page);
}

static void quality(ow_page *page) {
    int64_t points = page->points.total, bound = page->bound_milli;
    figure_open(page, "Cost");
    ow_html_points(page, points);
    ow_html_raw(page, " <span class=\"arrow\">points</span>");
    figure_note(page);
    if (bound <= 0)
        ow_html_raw(page, "no bound was proved");
    else if (points <= bound)
        ow_html_raw(page, "no plan can be better: this is proved");
    else {
        ow_html_raw(page, "no plan can be more than ");
        ow_html_percent(page, ow_gap_derive(points, bound));
        ow_html_raw(page, " better: the bound is ");
        ow_html_points(page, bound);
    }
    figure_close(page);
}

static void sentence(ow_page *page, int32_t day) {
    int64_t people = page->stock.country_people[page->scenario->days - 1];
    int64_t left = page->host_items[page->scenario->days - 1];
    ow_html_raw(page, "<p class=\"lead\">At the start there are ");
    ow_html_counted(page, page->host_start_people, "person", "people");
    ow_html_raw(page, " and ");
    ow_html_counted(page, page->host_start_items, "item of equipment", "items of equipment");
    ow_html_raw(page, " in ");
    ow_html_text(page, page->host_name);
    if (day == INT32_MIN) {
        ow_html_raw(page, ". This draft proposes to move nothing.</p>\n");
        return;
    }
    ow_html_raw(page, ". Under this draft the last movement is proposed for ");
    ow_html_date(page, day);
    ow_html_raw(page, "; at the end ");
    if (people == 0 && left == 0)
        ow_html_raw(page, "nobody and nothing of it is left there");
    else {
        ow_html_counted(page, people, "person", "people");
        ow_html_raw(page, " and ");
        ow_html_counted(page, left, "item", "items");
        ow_html_raw(page, people + left == 1 ? " is left there" : " are left there");
    }
    if (page->closings_count > 0) {
        ow_html_raw(page, ", and ");
        ow_html_counted(page, page->closings_count, "site has closed", "sites have closed");
    }
    ow_html_raw(page, ".</p>\n");
}

static void broken_rules(ow_page *page) {
    int first = 1;
    for (uint32_t r = 0; r < onward_rule_count(); r++) {
        int64_t times = onward_verdict_count(page->verdict, onward_rule_name(r));
        if (times <= 0) continue;
        ow_html_raw(page, first ? " " : ", ");
        ow_html_raw(page, onward_rule_name(r));
        ow_html_raw(page, " (");
        ow_html_count(page, times);
        ow_html_raw(page, ")");
        first = 0;
    }
}

/* What the checker, which shares nothing with the planner, says of the plan. Nobody should have to
 * ask. */
static void checked(ow_page *page) {
    if (page->verdict && onward_verdict_right(page->verdict)) {
        ow_html_raw(
            page,
            "<p class=\"right\"><strong>✓ Checked.</strong> No rule is broken, the points are "
            "exact, and the bound is proved: recomputed for this page with none of the "
            "planner’s code.</p>\n");
        return;
    }
    ow_html_raw(page, "<p class=\"doubt\" role=\"note\"><strong>");
    if (!page->verdict)
        ow_html_raw(page,
                    "Not checked.</strong> Run <code>onward check</code> before anybody relies on "
                    "this draft.");
    else {
        ow_html_raw(page, "✗ This draft breaks rules, and is no plan:</strong>");
        broken_rules(page);
        ow_html_raw(page, ". <code>onward check</code> says where.");
    }
    if (page->rows_unknown > 0) {
        ow_html_raw(page, " What ");
        ow_html_counted(page, page->rows_unknown, "row refers", "rows refer");
        ow_html_raw(page, " to is not in the scenario, and could not be drawn.");
    }
    ow_html_raw(page, "</p>\n");
}

void ow_html_summary(ow_page *page) {
    int32_t day = ow_last_out_derive(page->plan, page->scenario);
    ow_html_raw(page, "<section id=\"glance\" aria-labelledby=\"h-glance\">"
                      "<h2 id=\"h-glance\">At a glance</h2>\n");
    sentence(page, day);
    checked(page);
    ow_html_raw(page, "<dl class=\"figures\">\n");
    last_out(page, day);
    strength(page);
    items(page);
    exposure(page);
    lift(page);
    quality(page);
    ow_html_raw(page, "</dl></section>\n");
}
