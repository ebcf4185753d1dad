/* Limits: every floor and ceiling of the scenario, the people that sites hold at most and the
 * guards that they owe, each with the day on which it is tightest; and small pictures of those on a
 * capability, a party, a kind of item. Levels are derived from the movements, O(limits × movements)
 * for at most LIMITS_MAX of them. */
#include "base/fixed.h"
#include "export/html.h"

#include <inttypes.h>
#include <stdlib.h>

#define LIMITS_MAX 400u
#define PICTURES_MAX 12u

/* One row: what a limit asks and what there is, on its tightest day. */
typedef struct verdict {
    uint32_t limit; /* OW_NO_INDEX: a site's own */
    uint32_t site;
    int kind; /* 0: a row of limits; 1: people_max; 2: guards owed */
    int is_floor;
    int64_t margin, level, asked; /* on the tightest day */
    int64_t day;                  /* -1: it never applies */
    uint32_t days_bare, days_broken, days_held;
} verdict;

static void look(verdict *row, int64_t level, int64_t asked, uint32_t day) {
    int64_t margin = row->is_floor ? level - asked : asked - level;
    row->days_held++;
    row->days_bare += margin == 0;
    row->days_broken += margin < 0;
    if (row->day >= 0 && margin >= row->margin) return;
    row->margin = margin;
    row->level = level;
    row->asked = asked;
    row->day = day;
}

static ow_page_measure measure_of(const ow_limit *limit) {
    return (ow_page_measure){
        .measure = limit->measure,
        .scope = limit->scope,
        .capability = limit->measure == OW_MEASURE_people ? limit->capability : OW_NO_INDEX,
        .item = limit->measure == OW_MEASURE_items ? limit->item : OW_NO_INDEX,
        .site = limit->site,
        .party = limit->party,
        .on_the_way = limit->measure == OW_MEASURE_people && limit->kind == OW_LIMIT_KIND_ceiling &&
                      limit->scope != OW_SCOPE_site,
    };
}

/* What a limit asks on each day, OW_NONE where it does not apply. */
static void fill_asked(int64_t *asked, int64_t *others, const ow_page *page,
                       const ow_limit *limit) {
    uint32_t days = page->scenario->days;
    int shares = limit->per_100_people > 0 && limit->kind == OW_LIMIT_KIND_floor;
    if (shares) {
        ow_page_measure measure = measure_of(limit);
        measure.others = 1;
        ow_html_level(others, page, &measure);
    }
    for (uint32_t d = 0; d < days; d++) {
        asked[d] = OW_NONE;
        if (d < limit->first_day || d > limit->last_day) continue;
        if (limit->while_open && limit->site != OW_NO_INDEX &&
            !ow_stock_open(&page->stock, limit->site, d))
            continue;
        asked[d] = limit->value;
        if (!shares || others[d] <= 0) continue;
        int64_t share = ow_mul_div_ceil(others[d], limit->per_100_people, 100);
        if (share > asked[d]) asked[d] = share;
    }
}

static void judge_limit(verdict *row, const ow_page *page, int64_t *scratch) {
    uint32_t days = page->scenario->days;
    const ow_limit *limit = &page->scenario->limits[row->limit];
    int64_t *level = scratch, *asked = scratch + days;
    ow_page_measure measure = measure_of(limit);
    row->is_floor = limit->kind == OW_LIMIT_KIND_floor;
    fill_asked(asked, level, page, limit);
    ow_html_level(level, page, &measure);
    for (uint32_t d = 0; d < days; d++)
        if (asked[d] != OW_NONE) look(row, level[d], asked[d], d);
}

static void judge_site(verdict *row, const ow_page *page) {
    const ow_site *site = &page->scenario->sites[row->site];
    uint32_t days = page->scenario->days;
    for (uint32_t d = 0; d < days; d++) {
        if (!ow_stock_open(&page->stock, row->site, d)) continue;
        int64_t people = page->stock.people[(size_t)row->site * days + d];
        int64_t guards = page->stock.guards[(size_t)row->site * days + d];
        if (row->kind == 1) {
            look(row, people, site->people_max, d);
            continue;
        }
        int64_t others = people - guards > 0 ? people - guards : 0;
        int64_t owed = ow_mul_div_ceil(others, site->guard_per_100, 100);
        look(row, guards, owed > site->guard_min ? owed : site->guard_min, d);
    }
}

static int tighter(const void *left, const void *right) {
    const verdict *a = left, *b = right;
    if ((a->days_broken > 0) != (b->days_broken > 0)) return a->days_broken > 0 ? -1 : 1;
    if (a->days_broken > 0 && a->margin != b->margin) return a->margin < b->margin ? -1 : 1;
    if ((a->day < 0) != (b->day < 0)) return a->day < 0 ? 1 : -1;
    if (a->days_bare != b->days_bare) return a->days_bare > b->days_bare ? -1 : 1;
    if (a->margin != b->margin) return a->margin < b->margin ? -1 : 1;
    if (a->kind != b->kind) return a->kind - b->kind;
    if (a->limit != b->limit) return (a->limit > b->limit) - (a->limit < b->limit);
    return (a->site > b->site) - (a->site < b->site);
}

static void say_scope(ow_page *page, const ow_limit *limit) {
    const onward_scenario *scenario = page->scenario;
    if (limit->scope == OW_SCOPE_site && limit->site < scenario->sites_count) {
        ow_html_raw(page, " at ");
        ow_html_name(page, ow_html_site_name(page, limit->site), "");
    } else if (limit->scope == OW_SCOPE_party && limit->party < scenario->parties_count) {
        ow_html_raw(page, " of ");
        ow_html_name(page, scenario->parties[limit->party].name,
                     scenario->parties[limit->party].id);
    } else
        ow_html_raw(page, " in the country");
}

static void say_what(ow_page *page, const verdict *row) {
    const onward_scenario *scenario = page->scenario;
    if (row->kind) {
        ow_html_raw(page, row->kind == 1 ? "People at " : "Guards at ");
        ow_html_name(page, ow_html_site_name(page, row->site), "");
        return;
    }
    const ow_limit *limit = &scenario->limits[row->limit];
    if (limit->measure == OW_MEASURE_sites)
        ow_html_raw(page, "Sites open");
    else if (limit->measure == OW_MEASURE_people) {
        ow_html_raw(page, "People");
        if (limit->capability != OW_NO_INDEX && limit->capability < scenario->capabilities_count) {
            ow_html_raw(page, " (");
            ow_html_name(page, scenario->capabilities[limit->capability], "no capability");
            ow_html_raw(page, ")");
        }
    } else if (limit->item < scenario->items_count)
        ow_html_name(page, scenario->items[limit->item].name, scenario->items[limit->item].id);
    else
        ow_html_raw(page, "Items");
    say_scope(page, limit);
}

static void say_verdict(ow_page *page, const verdict *row) {
    if (row->day < 0) {
        ow_html_raw(page,
                    "<td class=\"text\">does not come to apply</td><td>–</td><td>–</td><td>–</td>");
        return;
    }
    ow_html_raw(page, "<td class=\"text\">");
    if (row->days_broken > 0) {
        ow_html_raw(page, "<strong class=\"bad\">✗ broken on ");
        ow_html_counted(page, row->days_broken, "day", "days");
        ow_html_raw(page, "</strong>");
    } else if (row->days_bare > 0) {
        ow_html_raw(page, "✓ kept; no slack on ");
        ow_html_counted(page, row->days_bare, "day", "days");
    } else
        ow_html_raw(page, "✓ kept");
    ow_html_raw(page, "</td><td class=\"text\">");
    ow_html_date(page, row->day);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->level);
    ow_html_raw(page, row->is_floor ? " <span class=\"relation\">of at least</span> "
                                    : " <span class=\"relation\">of at most</span> ");
    ow_html_count(page, row->asked);
    ow_html_raw(page, "</td><td>");
    ow_html_count(page, row->margin);
    ow_html_raw(page, "</td>");
}

static void limits_row(ow_page *page, const verdict *row) {
    ow_html_raw(page, "<tr><th scope=\"row\">");
    say_what(page, row);
    ow_html_raw(page, "</th><td class=\"text\">");
    if (row->kind)
        ow_html_raw(page, row->kind == 1 ? "ceiling of the site" : "floor of the site");
    else {
        const ow_limit *limit = &page->scenario->limits[row->limit];
        ow_html_raw(page, ow_html_word("limit_kind", limit->kind));
        ow_html_raw(page, " <span class=\"id\">");
        ow_html_text(page, limit->id);
        ow_html_raw(page, "</span>");
    }
    ow_html_raw(page, "</td>");
    say_verdict(page, row);
    ow_html_raw(page, "</tr>\n");
}

static uint32_t collect(verdict *rows, const ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    uint32_t count = 0;
    for (uint32_t i = 0; i < scenario->limits_count && count < LIMITS_MAX; i++)
        rows[count++] = (verdict){.limit = i, .site = OW_NO_INDEX, .day = -1};
    for (uint32_t i = 0; i < page->host_sites_count && count < LIMITS_MAX; i++) {
        const ow_site *site = &scenario->sites[page->host_sites[i]];
        if (site->people_max != OW_UNLIMITED)
            rows[count++] =
                (verdict){.limit = OW_NO_INDEX, .site = page->host_sites[i], .kind = 1, .day = -1};
        if (count < LIMITS_MAX && (site->guard_min > 0 || site->guard_per_100 > 0))
            rows[count++] = (verdict){.limit = OW_NO_INDEX,
                                      .site = page->host_sites[i],
                                      .kind = 2,
                                      .is_floor = 1,
                                      .day = -1};
    }
    return count;
}

/* Limits of one kind on one level, say a ceiling that comes down in steps, share a picture. */
static int same_subject(const ow_limit *a, const ow_limit *b) {
    return a->kind == b->kind && a->measure == b->measure && a->scope == b->scope &&
           a->capability == b->capability && a->item == b->item && a->site == b->site &&
           a->party == b->party;
}

/* The tightest of all limits that share the picture of one. scratch: two rows of days. */
static void fill_envelope(int64_t *asked, int64_t *scratch, const ow_page *page,
                          const ow_limit *limit) {
    const onward_scenario *scenario = page->scenario;
    int is_floor = limit->kind == OW_LIMIT_KIND_floor;
    for (uint32_t d = 0; d < scenario->days; d++) asked[d] = OW_NONE;
    for (uint32_t i = 0; i < scenario->limits_count; i++) {
        if (!same_subject(limit, &scenario->limits[i])) continue;
        fill_asked(scratch, scratch + scenario->days, page, &scenario->limits[i]);
        for (uint32_t d = 0; d < scenario->days; d++) {
            if (scratch[d] == OW_NONE) continue;
            int tighter_here = is_floor ? scratch[d] > asked[d] : scratch[d] < asked[d];
            if (asked[d] == OW_NONE || tighter_here) asked[d] = scratch[d];
        }
    }
}

static void mark_tightest(ow_page *page, const ow_svg *svg, const verdict *row) {
    ow_html_raw(page, "<circle class=\"spot\" r=\"4\" cx=\"");
    ow_svg_tenths(page, (ow_svg_x(svg, row->day) + ow_svg_x(svg, row->day + 1)) / 2);
    ow_html_raw(page, "\" cy=\"");
    ow_svg_tenths(page, ow_svg_y(svg, row->level));
    ow_html_raw(page, "\"/>\n");
}

static void small_picture(ow_page *page, const verdict *row, int64_t *scratch) {
    const ow_limit *limit = &page->scenario->limits[row->limit];
    uint32_t days = page->scenario->days;
    int64_t *level = scratch, *asked = scratch + days, max = 0, step = 1;
    ow_page_measure measure = measure_of(limit);
    fill_envelope(asked, scratch + 2 * (size_t)days, page, limit);
    ow_html_level(level, page, &measure);
    for (uint32_t d = 0; d < days; d++) {
        if (level[d] > max) max = level[d];
        if (asked[d] != OW_NONE && asked[d] > max) max = asked[d];
    }
    ow_svg svg = {.width = 480,
                  .height = 190,
                  .left = 52,
                  .right = 474,
                  .top = 30,
                  .bottom = 164,
                  .days = days,
                  .max = ow_svg_nice(max + max / 12, &step)};
    ow_html_raw(page, "<figure><figcaption><h4>");
    say_what(page, row);
    ow_html_raw(page, "</h4></figcaption>\n");
    ow_svg_open(page, &svg, "small",
                row->is_floor ? "A level against its floor" : "A level against its ceiling");
    ow_svg_values(page, &svg, step, limit->measure == OW_MEASURE_items ? "items" : "people");
    ow_svg_days(page, &svg);
    ow_svg_steps(page, &svg, "level", level);
    ow_svg_limit(page, &svg, asked, row->is_floor);
    mark_tightest(page, &svg, row);
    ow_svg_draft(page, &svg);
    ow_svg_close(page);
    ow_html_raw(page, "</figure>\n");
}

/* Whether a limit has a picture here: those on everything in the country have theirs among the
 * levels. */
static int is_pictured(const ow_page *page, const verdict *rows, uint32_t place) {
    const ow_limit *limits = page->scenario->limits;
    if (rows[place].kind || rows[place].day < 0) return 0;
    const ow_limit *limit = &limits[rows[place].limit];
    if (limit->measure == OW_MEASURE_sites) return 0;
    if (limit->scope == OW_SCOPE_host && limit->capability == OW_NO_INDEX &&
        limit->item == OW_NO_INDEX)
        return 0;
    for (uint32_t i = 0; i < place; i++)
        if (!rows[i].kind && rows[i].day >= 0 && same_subject(limit, &limits[rows[i].limit]))
            return 0;
    return 1;
}

static void small_pictures(ow_page *page, const verdict *rows, uint32_t count, int64_t *scratch) {
    uint32_t drawn = 0;
    for (uint32_t i = 0; i < count && drawn < PICTURES_MAX; i++) {
        if (!is_pictured(page, rows, i)) continue;
        if (drawn++ == 0)
            ow_html_raw(
                page,
                "<h3>The tightest of them</h3><p class=\"aside\">Capabilities, parties, sites "
                "and kinds of item. The dot is the tightest day.</p><div class=\"pair\">\n");
        small_picture(page, &rows[i], scratch);
    }
    if (drawn) ow_html_raw(page, "</div>\n");
}

void ow_html_limits(ow_page *page) {
    uint32_t days = page->scenario->days;
    verdict *rows = OW_ARRAY(page->arena, LIMITS_MAX, verdict);
    int64_t *scratch = OW_ARRAY(page->arena, (size_t)days * 4, int64_t);
    if (!rows || !scratch) {
        page->out.failed = 1;
        return;
    }
    uint32_t count = collect(rows, page);
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i].kind)
            judge_site(&rows[i], page);
        else
            judge_limit(&rows[i], page, scratch);
    }
    qsort(rows, count, sizeof *rows, tighter);
    ow_html_raw(page, "<section id=\"limits\" aria-labelledby=\"h-limits\"><h2 id=\"h-limits\">"
                      "Limits</h2>\n");
    if (count == 0) {
        ow_html_raw(
            page,
            "<p class=\"empty\">The scenario sets no floors and no ceilings.</p></section>\n");
        return;
    }
    ow_html_raw(page,
                "<p>Every floor and ceiling with the day on which it is tightest, the tightest "
                "first.</p>\n");
    ow_html_table(page, "Limits", 0);
    ow_html_raw(page, "<thead><tr><th scope=\"col\">What</th><th scope=\"col\" class=\"text\">"
                      "Limit</th><th scope=\"col\" class=\"text\">Kept?</th><th scope=\"col\" "
                      "class=\"text\">Tightest day</th><th scope=\"col\">Level that day</th>"
                      "<th scope=\"col\">Margin</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < count; i++) limits_row(page, &rows[i]);
    ow_html_raw(page, "</tbody></table></div>\n");
    if (count == LIMITS_MAX)
        ow_html_raw(page,
                    "<p class=\"aside\">The first 400 limits of the scenario are shown.</p>\n");
    small_pictures(page, rows, count, scratch);
    ow_html_raw(page, "</section>\n");
}
