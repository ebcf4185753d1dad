/* What the draft costs: the points by part, and how far from the best possible plan it can be, as a
 * bar on which the bound stands. The bound's proof is in the plan; onward check recomputes it. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>

static void part(ow_page *page, const char *name, const char *meaning, int64_t milli,
                 int64_t total) {
    ow_html_raw(page, "<tr><th scope=\"row\">");
    ow_html_raw(page, name);
    ow_html_raw(page, "</th><td class=\"text\">");
    ow_html_raw(page, meaning);
    ow_html_raw(page, "</td><td>");
    ow_html_points(page, milli);
    ow_html_raw(page, "</td><td>");
    int64_t share = total > 0 && milli > 0 ? ow_mul_div_floor(milli, 100000, total) : 0;
    if (milli > 0 && share < 100)
        ow_html_raw(page, "below 0.1 %");
    else if (total > 0)
        ow_html_percent(page, share / 100 * 100);
    else
        ow_html_raw(page, "–");
    ow_html_raw(page, "</td></tr>\n");
}

static void bound_picture(ow_page *page, int64_t points, int64_t bound) {
    ow_svg svg = {.width = 1000, .height = 96, .left = 0, .right = 1000, .top = 30, .bottom = 62};
    int64_t at = ow_mul_div_floor(bound, 10000, points);
    ow_svg_open(page, &svg, "bound",
                "The draft’s points, and the bound below which no plan can be");
    ow_svg_rect(page, "proved", 0, 300, at, 320);
    ow_svg_rect(page, "unproved", at, 300, 10000 - at, 320);
    ow_svg_line(page, "ceiling", at, 200, at, 700);
    ow_svg_label(page, at > 5000 ? "limit end" : "limit", at + (at > 5000 ? -80 : 80), 190);
    ow_html_raw(page, "no plan costs less than ");
    ow_html_points(page, bound);
    ow_html_raw(page, "</text>\n");
    ow_svg_label(page, "limit end", 10000, 840);
    ow_html_raw(page, "this draft costs ");
    ow_html_points(page, points);
    ow_html_raw(page, "</text>\n");
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
}

static void quality(ow_page *page) {
    int64_t points = page->points.total, bound = page->bound_milli;
    if (bound <= 0 || points <= 0) {
        ow_html_raw(
            page,
            "<p>No bound was proved for this draft: how far it is from the best possible plan "
            "is not known.</p>\n");
        return;
    }
    if (bound >= points) {
        ow_html_raw(page,
                    "<p>No plan that keeps the rules costs less: this draft is proved best.</p>\n");
        return;
    }
    ow_html_raw(page, "<p>No plan that keeps the rules can cost less than ");
    ow_html_points(page, bound);
    ow_html_raw(page, " points, so none can be more than ");
    ow_html_percent(page, ow_gap_derive(points, bound));
    ow_html_raw(
        page, " better than this draft. Anybody can recompute that from the prices that come with "
              "the plan.</p>\n<figure>\n");
    bound_picture(page, points, bound);
    ow_html_raw(page, "</figure>\n");
}

void ow_html_cost(ow_page *page) {
    const ow_points *points = &page->points;
    ow_html_raw(
        page,
        "<section id=\"cost\" aria-labelledby=\"h-cost\"><h2 id=\"h-cost\">What it costs, and "
        "how good it is</h2>\n<p>Points are the measure that the scenario sets: the fewer, "
        "the better.</p>\n");
    quality(page);
    ow_html_raw(page, "");
    ow_html_table(page, "Points", 0);
    ow_html_raw(page,
                "<thead>"
                "<tr><th scope=\"col\">Part</th><th scope=\"col\" class=\"text\">For</th>"
                "<th scope=\"col\">Points</th><th scope=\"col\">Share</th></tr></thead><tbody>\n");
    part(page, "Exposure", "people at sites and on the way, by risk, day by day", points->exposure,
         points->total);
    part(page, "Crossing", "people crossing links at risk", points->crossing, points->total);
    part(page, "Open sites", "each day on which a site is open", points->open, points->total);
    part(page, "Lift", "hours of vehicles", points->lift, points->total);
    part(page, "Fates", "items transferred, sold or destroyed", points->fates, points->total);
    part(page, "Lateness", "people and items not where they are due", points->lateness,
         points->total);
    ow_html_raw(page, "</tbody><tfoot><tr><th scope=\"row\">Total</th><td></td><td>");
    ow_html_points(page, points->total);
    ow_html_raw(page, "</td><td></td></tr></tfoot></table></div></section>\n");
}
