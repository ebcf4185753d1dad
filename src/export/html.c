/* onward_export_html: one file that holds all it needs, opens from disk and asks nobody for
 * anything.
 *
 * The policy in its head allows the one style sheet and the one script that it carries, by their
 * SHA-256, and nothing else: no picture, no font, no request, no style attribute. The script is a
 * convenience; all that the page says is there without it. The same scenario and plan give the same
 * bytes. Cost: O(movements log movements + sites × days + limits × movements). */
#include "base/hash.h"
#include "export/html.h"
#include "export/page_css.h"
#include "export/page_js.h"

#include <onward/export.h>

#include <assert.h>
#include <inttypes.h>
#include <string.h>

/* 64 hex digits as the 44 characters of base64 that a policy wants. */
static void base64_of_hex(char out[45], const char hex[65]) {
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[33] = {0};
    for (int i = 0; i < 64; i++) {
        unsigned digit = (unsigned)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
        bytes[i / 2] = (unsigned char)((unsigned)bytes[i / 2] << 4 | digit);
    }
    for (int i = 0, o = 0; i < 33; i += 3) {
        unsigned word = (unsigned)bytes[i] << 16 | (unsigned)bytes[i + 1] << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6) out[o++] = alphabet[word >> shift & 63];
    }
    out[43] =
        '='; /* 32 bytes are two short of a multiple of three: one character stands for none */
    out[44] = '\0';
}

static void policy(ow_page *page) {
    char hex[65], style[45], script[45];
    ow_sha256_hex(hex, ow_page_css, sizeof ow_page_css);
    base64_of_hex(style, hex);
    ow_sha256_hex(hex, ow_page_js, sizeof ow_page_js);
    base64_of_hex(script, hex);
    ow_buffer_printf(&page->out,
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action "
                     "'none'\">\n",
                     style, script);
}

static void title(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    if (scenario->title && scenario->title[0])
        ow_html_text(page, scenario->title);
    else {
        ow_html_raw(page, "Movements in ");
        ow_html_text(page, page->host_name);
    }
}

static void head(ow_page *page) {
    ow_html_raw(page, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    policy(page);
    ow_html_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>DRAFT: ");
    title(page);
    ow_html_raw(page, "</title>\n<style>");
    ow_buffer_bytes(&page->out, ow_page_css, sizeof ow_page_css);
    ow_html_raw(page, "</style>\n</head>\n");
}

static void parties(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    int first = 1;
    for (uint32_t i = 0; i < scenario->parties_count; i++) {
        if (scenario->parties[i].role != OW_ROLE_sending) continue;
        if (!first) ow_html_raw(page, ", ");
        first = 0;
        if (i > 24) {
            ow_html_raw(page, "and others");
            return;
        }
        ow_html_name(page, scenario->parties[i].name, scenario->parties[i].id);
    }
    if (first) ow_html_raw(page, "–");
}

static void masthead(ow_page *page) {
    const onward_scenario *scenario = page->scenario;
    ow_html_raw(page, "<header class=\"masthead\"><p class=\"kicker\">Draft plan of movement · ");
    ow_html_text(page, page->host_name);
    ow_html_raw(page, "</p>\n<h1><bdi>");
    title(page);
    ow_html_raw(
        page,
        "</bdi></h1>\n<dl class=\"ids\"><div><dt>State</dt><dd><strong>DRAFT</strong>, not in "
        "force</dd></div><div><dt>Days</dt><dd>");
    ow_html_date(page, 0);
    ow_html_raw(page, " – ");
    ow_html_date(page, (int64_t)scenario->days - 1);
    ow_html_raw(page, "</dd></div><div><dt>Sending parties</dt><dd>");
    parties(page);
    ow_html_raw(page, "</dd></div><div><dt>Scenario</dt><dd class=\"id\">");
    ow_html_text(page, scenario->id);
    if (scenario->rows.scenario.count > 0)
        ow_buffer_printf(&page->out, ", revision %" PRId64,
                         scenario->rows.scenario.data[0].revision);
    ow_html_raw(page, "</dd></div><div><dt>Plan</dt><dd class=\"id\">");
    ow_html_text(page, page->plan->id ? page->plan->id : "");
    ow_html_raw(page, "</dd></div></dl></header>\n");
}

static void navigation(ow_page *page) {
    static const char *const parts[][2] = {{"glance", "At a glance"},
                                           {"levels", "Levels"},
                                           {"limits", "Limits"},
                                           {"closings", "Closings"},
                                           {"map", "Map"},
                                           {"flows", "Movements by day"},
                                           {"permissions", "Permissions"},
                                           {"movements", "All movements"},
                                           {"late", "Late"},
                                           {"fates", "Equipment"},
                                           {"convoys", "Convoys"},
                                           {"cost", "Cost"}};
    ow_html_raw(page, "<nav aria-label=\"Parts of this page\"><ul>");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ow_buffer_printf(&page->out, "<li><a href=\"#%s\">%s</a></li>", parts[i][0], parts[i][1]);
    ow_html_raw(page, "</ul></nav>\n");
}

static void footer(ow_page *page) {
    const onward_plan *plan = page->plan;
    ow_html_raw(
        page,
        "<footer><h2>How to check it</h2>\n<p>Every figure here follows from the scenario’s and "
        "the plan’s tables. <code>onward check SCENARIO PLAN</code> holds the plan to every rule "
        "and recomputes its points and its bound, with none of the planner’s code.</p>\n"
        "<dl class=\"ids\"><div><dt>Scenario, SHA-256</dt><dd class=\"id\">");
    ow_html_text(page, page->scenario->sha256);
    ow_html_raw(page, "</dd></div>");
    if (strcmp(plan->scenario_sha256, page->scenario->sha256) != 0)
        ow_html_raw(page,
                    "<div><dt>Look out</dt><dd>the plan was made for another scenario</dd></div>");
    ow_buffer_printf(&page->out,
                     "<div><dt>Seed, work</dt><dd>%" PRId64 ", %" PRId64 " ticks</dd></div>"
                     "<div><dt>Made by</dt><dd>onward ",
                     plan->seed, plan->work);
    ow_html_text(page, plan->version ? plan->version : "");
    ow_html_raw(page,
                "</dd></div></dl>\n<p>DRAFT. A proposal: nothing in it is in force, and nobody is "
                "directed to move.</p></footer>\n");
}

static void body(ow_page *page) {
    ow_html_raw(
        page, "<body>\n<a class=\"skip\" href=\"#main\">To the draft</a>\n<div class=\"watermark\" "
              "aria-hidden=\"true\">DRAFT</div>\n<aside class=\"banner\" "
              "aria-label=\"State\"><strong>DRAFT"
              "</strong> <span>A proposal. Nothing in it is in force<span class=\"wide\">, and "
              "nobody is directed to move</span>.</span></aside>\n");
    masthead(page);
    navigation(page);
    ow_html_raw(page, "<main id=\"main\">\n");
    ow_html_summary(page);
    ow_html_levels(page);
    ow_html_limits(page);
    ow_html_closings(page);
    ow_html_map(page);
    ow_html_flows(page);
    ow_html_permissions(page);
    ow_html_movements(page);
    ow_html_late(page);
    ow_html_fates(page);
    ow_html_convoys(page);
    ow_html_cost(page);
    ow_html_raw(page, "</main>\n");
    footer(page);
    ow_html_data(page);
    ow_html_raw(page, "<script>");
    ow_buffer_bytes(&page->out, ow_page_js, sizeof ow_page_js);
    ow_html_raw(page, "</script>\n</body>\n</html>\n");
}

onward_status onward_export_html(char **text, size_t *length, const onward_scenario *scenario,
                                 const onward_plan *plan, onward_error *error) {
    assert(text && length && scenario && plan && scenario->days > 0);
    ow_page page = {.scenario = scenario, .plan = plan, .arena = ow_arena_new()};
    ow_status status = OW_OK;
    if (page.arena && ow_html_model(&page)) {
        head(&page);
        body(&page);
    } else
        page.out.failed = 1;
    if (page.out.failed)
        status = ow_fail(error, OW_NO_MEMORY, "free some memory and try again",
                         "out of memory while writing the page");
    else {
        *text = page.out.data;
        *length = page.out.length;
        page.out = (ow_buffer){0};
    }
    onward_verdict_free(page.verdict);
    ow_buffer_free(&page.out);
    ow_arena_free(page.arena);
    return status;
}
