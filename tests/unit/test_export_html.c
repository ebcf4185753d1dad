/* The page of a plan: well-formed, escaped, DRAFT in every picture, no request, the same bytes
 * twice; and that nothing which a scenario or a damaged plan brings along breaks any of it. */
#include "small_plan.h"

#include "base/hash.h"
#include "base/text.h"
#include "export/html.h"

#include <jansson.h>
#include <onward/export.h>
#include <onward/library.h>
#include <stdio.h>
#include <stdlib.h>

#define DEPTH_MAX 64

static char *page_of(const onward_scenario *scenario, const onward_plan *plan) {
    char *text = NULL;
    size_t length = 0;
    onward_error error = {0};
    assert_int_equal(onward_export_html(&text, &length, scenario, plan, &error), ONWARD_OK);
    assert_int_equal(strlen(text), length);
    return text;
}

static int count(const char *text, const char *needle) {
    int n = 0;
    for (; (text = strstr(text, needle)); text += strlen(needle)) n++;
    return n;
}

/* ---- a small walker: elements that are open, headings, ids ---- */

typedef struct walk {
    char open[DEPTH_MAX][16];
    int depth;
    int heading; /* level of the last one */
    int elements, mains, h1s;
} walk;

static int is_void(const char *name) {
    static const char *const voids[] = {"meta", "input", "br", "hr", "img", "link"};
    for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
        if (strcmp(voids[i], name) == 0) return 1;
    return 0;
}

/* From the `<` of a tag to behind its `>`; fails on a tag that does not end, or a stray quote. */
static const char *tag_end(const char *at) {
    char quote = 0;
    for (const char *c = at + 1; *c; c++) {
        if (quote) {
            if (*c == quote) quote = 0;
            if (*c == '<') fail_msg("`<` in an attribute: %.60s", at);
        } else if (*c == '"')
            quote = *c;
        else if (*c == '\'')
            fail_msg("a single quote in a tag: %.60s", at);
        else if (*c == '>')
            return c + 1;
    }
    fail_msg("a tag that does not end: %.60s", at);
    return NULL;
}

static void see_heading(walk *w, const char *name) {
    if (name[0] != 'h' || name[1] < '1' || name[1] > '6' || name[2]) return;
    int level = name[1] - '0';
    if (level > w->heading + 1) fail_msg("heading h%d after h%d", level, w->heading);
    w->heading = level;
    w->h1s += level == 1;
}

static const char *open_tag(walk *w, const char *at) {
    const char *end = tag_end(at);
    char name[16] = "";
    (void)sscanf(at + 1, "%15[A-Za-z0-9]", name);
    w->elements++;
    see_heading(w, name);
    w->mains += strcmp(name, "main") == 0;
    if (end[-2] == '/' || is_void(name)) return end;
    assert_true(w->depth < DEPTH_MAX);
    memcpy(w->open[w->depth++], name, sizeof name);
    if (strcmp(name, "script") != 0 && strcmp(name, "style") != 0) return end;
    char closing[20];
    (void)snprintf(closing, sizeof closing, "</%s", name);
    const char *stop = strstr(end, closing);
    assert_non_null(stop);
    return stop;
}

static const char *close_tag(walk *w, const char *at) {
    char name[16] = "";
    (void)sscanf(at + 2, "%15[A-Za-z0-9]", name);
    if (w->depth == 0 || strcmp(w->open[w->depth - 1], name) != 0)
        fail_msg("</%s> closes <%s>: %.80s", name, w->depth ? w->open[w->depth - 1] : "", at - 60);
    w->depth--;
    return tag_end(at);
}

static walk walk_page(const char *page) {
    walk w = {.depth = 0};
    for (const char *at = page; *at;) {
        if (*at != '<') {
            if (*at == '>') fail_msg("a stray `>`: %.60s", at);
            at++;
        } else if (at[1] == '!')
            at = tag_end(at);
        else if (at[1] == '/')
            at = close_tag(&w, at);
        else
            at = open_tag(&w, at);
    }
    assert_int_equal(w.depth, 0);
    assert_int_equal(w.h1s, 1);
    assert_int_equal(w.mains, 1);
    assert_true(w.elements > 100);
    return w;
}

/* ---- what every page must hold to ---- */

static void check_pictures(const char *page) {
    int pictures = 0;
    for (const char *at = page; (at = strstr(at, "<svg ")); pictures++) {
        const char *end = strstr(at, "</svg>");
        assert_non_null(end);
        const char *draft = strstr(at, ">DRAFT</text>"), *title = strstr(at, "<title id=");
        if (!draft || draft > end) fail_msg("a picture without DRAFT: %.80s", at);
        if (!title || title > end) fail_msg("a picture without a title: %.80s", at);
        at = end;
    }
    assert_true(pictures >= 3);
}

static void check_no_requests(const char *page) {
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    assert_null(strstr(page, "src="));
    assert_null(strstr(page, " style="));
    assert_null(strstr(page, "@import"));
    assert_int_equal(count(page, "<link"), 0);
    for (const char *at = page; (at = strstr(at, "href=\"")); at += 6)
        if (at[6] != '#') fail_msg("a reference that leaves the page: %.60s", at);
    for (const char *at = page; (at = strstr(at, "url(")); at += 4)
        if (at[4] != '#') fail_msg("a reference that leaves the page: %.60s", at);
}

static void check_ids(const char *page) {
    for (const char *at = page; (at = strstr(at, " id=\"")); at += 5) {
        char needle[96];
        (void)snprintf(needle, sizeof needle, "%.*s", (int)(strchr(at + 5, '"') + 1 - at), at);
        if (count(page, needle) != 1) fail_msg("an id twice:%s", needle);
    }
    for (const char *at = page; (at = strstr(at, "href=\"#")); at += 7) {
        char needle[96];
        (void)snprintf(needle, sizeof needle, " id=\"%.*s\"", (int)strcspn(at + 7, "\""), at + 7);
        if (!strstr(page, needle)) fail_msg("a link to nothing: %s", needle);
    }
}

static void check_page(const char *page) {
    (void)walk_page(page);
    check_pictures(page);
    check_no_requests(page);
    check_ids(page);
    assert_int_equal(ow_text_fault(page, strlen(page)), strlen(page));
    assert_non_null(strstr(page, "<html lang=\"en\">"));
    assert_non_null(strstr(page, "Nothing in it is in force"));
    assert_null(strstr(page, "ORDER"));
    assert_int_equal(count(page, "<script"), 2);
    assert_int_equal(count(page, "</script"), 2);
}

/* ---- the tests ---- */

static void test_well_formed(void **state) {
    (void)state;
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = small_plan(scenario);
    char *page = page_of(scenario, plan);
    check_page(page);
    assert_non_null(strstr(page, "proposed"));
    assert_non_null(strstr(page, "15 people and 2 items of equipment"));
    assert_non_null(strstr(page, "4 January 2026")); /* the last movement out */
    onward_text_free(page);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

static void test_same_bytes(void **state) {
    (void)state;
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = small_plan(scenario);
    char *first = page_of(scenario, plan), *second = page_of(scenario, plan);
    assert_string_equal(first, second);
    onward_text_free(first);
    onward_text_free(second);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

static void test_policy_allows_what_is_there(void **state) {
    (void)state;
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char *const tags[][3] = {{"<style>", "</style>", "style-src 'sha256-"},
                                          {"<script>", "</script>", "script-src 'sha256-"}};
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = small_plan(scenario);
    char *page = page_of(scenario, plan);
    for (int i = 0; i < 2; i++) {
        const char *from = strstr(page, tags[i][0]);
        assert_non_null(from);
        from += strlen(tags[i][0]);
        const char *to = strstr(from, tags[i][1]), *claim = strstr(page, tags[i][2]);
        char hex[65];
        ow_sha256_hex(hex, from, (size_t)(to - from));
        assert_non_null(claim);
        claim += strlen(tags[i][2]);
        /* Bit by bit: six of the digest's bits a character. */
        for (int c = 0; c < 43; c++) {
            int value = 0;
            for (int b = 6 * c; b < 6 * c + 6; b++) {
                char digit[2] = {b < 256 ? hex[b / 4] : '0', 0};
                value = value * 2 + (int)(strtol(digit, NULL, 16) >> (3 - b % 4) & 1);
            }
            assert_int_equal(claim[c], alphabet[value]);
        }
        assert_int_equal(claim[43], '=');
        assert_int_equal(claim[44], '\'');
    }
    assert_non_null(strstr(page, "default-src 'none'"));
    onward_text_free(page);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

static const char *const hostile[] = {
    "</script><script>alert(1)</script>",
    "\"><img alt=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- & &amp; </title></style>",
    ("\xe2\x80\xae"
     "desrever \xe2\x81\xa6 isolated \xe2\x80\x8f"),
    "bad \xff\xfe utf \xc3",
    "tab\tline\nbell\a\\ \\u003c",
    "\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa7\xd9\x82 \xe5\x8c\x97\xe4\xba\xac",
};

#define HOSTILE(i) hostile[(i) % (sizeof hostile / sizeof *hostile)]

static void make_hostile(onward_scenario *scenario, onward_plan *plan, size_t turn) {
    scenario->title = HOSTILE(turn);
    scenario->host_country = HOSTILE(turn + 1);
    for (uint32_t i = 0; i < scenario->sites_count; i++) {
        scenario->sites[i].name = HOSTILE(turn + i);
        scenario->sites[i].country = HOSTILE(turn + i + 3);
    }
    for (uint32_t i = 0; i < scenario->units_count; i++)
        scenario->units[i].name = HOSTILE(turn + i + 1);
    for (uint32_t i = 0; i < scenario->fleets_count; i++)
        scenario->fleets[i].name = HOSTILE(turn + i + 2);
    for (uint32_t i = 0; i < scenario->items_count; i++)
        scenario->items[i].name = HOSTILE(turn + i);
    for (uint32_t i = 0; i < scenario->parties_count; i++)
        scenario->parties[i].name = HOSTILE(turn + i);
    for (uint32_t i = 0; i < scenario->permissions_count; i++)
        scenario->permissions[i].id = HOSTILE(turn + i);
    for (uint32_t i = 0; i < scenario->rows.permissions.count; i++)
        scenario->rows.permissions.data[i].reference = HOSTILE(turn + i);
    plan->id = HOSTILE(turn);
    plan->version = HOSTILE(turn + 1);
}

static void test_hostile_names(void **state) {
    (void)state;
    for (size_t turn = 0; turn < sizeof hostile / sizeof *hostile; turn++) {
        onward_scenario *scenario = small_scenario();
        onward_plan *plan = small_plan(scenario);
        make_hostile(scenario, plan, turn);
        char *page = page_of(scenario, plan);
        check_page(page);
        assert_null(strstr(page, "<img"));
        assert_null(strstr(page, "\xe2\x80\xae"));
        assert_null(strstr(page, "\xe2\x81\xa6"));
        assert_null(strchr(page, '\a'));
        if (turn == 1)
            assert_non_null(strstr(page, "&quot;&gt;&lt;img alt=x onerror=alert(1)&gt;"));
        onward_text_free(page);
        ow_plan_free(plan);
        ow_scenario_free(scenario);
    }
}

static json_t *data_of(const char *page) {
    const char *from = strstr(page, "<script type=\"application/json\" id=\"data\">");
    assert_non_null(from);
    from = strchr(from, '>') + 1;
    json_error_t error;
    json_t *data = json_loadb(from, (size_t)(strstr(from, "</script>") - from), 0, &error);
    if (!data) fail_msg("%d:%d: %s", error.line, error.column, error.text);
    return data;
}

static void test_data_is_json(void **state) {
    (void)state;
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = small_plan(scenario);
    scenario->sites[0].name = hostile[0];
    scenario->units[0].name = hostile[7];
    char *page = page_of(scenario, plan);
    json_t *data = data_of(page), *moves = json_object_get(data, "movements");
    assert_string_equal(
        json_string_value(json_array_get(json_array_get(json_object_get(data, "sites"), 0), 0)),
        hostile[0]);
    assert_string_equal(json_string_value(json_array_get(json_object_get(data, "units"), 0)),
                        hostile[7]);
    int64_t people = 0;
    for (size_t i = 0; i < 4; i++)
        if (json_integer_value(json_array_get(json_object_get(moves, "item"), i)) < 0)
            people += json_integer_value(json_array_get(json_object_get(moves, "quantity"), i));
    assert_int_equal(people, 15);
    const char *name;
    json_t *column;
    json_object_foreach(moves, name, column) assert_int_equal(json_array_size(column), 4);
    json_decref(data);
    onward_text_free(page);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

static void test_nothing_moves(void **state) {
    (void)state;
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = ow_plan_new();
    plan->last_out_day = INT32_MIN;
    char *page = page_of(scenario, plan);
    check_page(page);
    assert_non_null(strstr(page, "This draft proposes to move nothing"));
    assert_non_null(strstr(page, "No movement is proposed"));
    assert_non_null(strstr(page, "no bound was proved"));
    onward_text_free(page);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

/* Any one number of any movement set to something absurd: the page stands, and says that it is no
 * plan. */
static void test_damaged_plans(void **state) {
    (void)state;
    static const int64_t absurd[] = {-1, OW_NO_INDEX, OW_NOT_USABLE, OW_SELF, INT32_MAX, -100000};
    for (size_t field = 0; field < 11; field++)
        for (size_t v = 0; v < sizeof absurd / sizeof *absurd; v++) {
            onward_scenario *scenario = small_scenario();
            onward_plan *plan = small_plan(scenario);
            ow_movement *m = &plan->movements[field % 4];
            uint32_t *numbers[] = {&m->link, &m->from_site, &m->to_site, &m->fleet, &m->vehicle,
                                   &m->trip, &m->convoy,    &m->unit,    &m->item};
            if (field == 0)
                m->depart_day = (int32_t)absurd[v];
            else if (field == 1)
                m->arrive_day = (int32_t)absurd[v];
            else
                *numbers[field - 2] = (uint32_t)absurd[v];
            plan->fates[0].site = (uint32_t)absurd[v];
            plan->convoys[0].link = (uint32_t)absurd[v];
            char *page = page_of(scenario, plan);
            check_page(page);
            assert_non_null(strstr(page, "This draft breaks rules, and is no plan"));
            onward_text_free(page);
            ow_plan_free(plan);
            ow_scenario_free(scenario);
        }
}

/* Two ways to the same levels: movement by movement, as limits are judged, and by the plan's own
 * stocks. */
static void test_levels_agree(void **state) {
    (void)state;
    onward_scenario *scenario = small_scenario();
    onward_plan *plan = small_plan(scenario);
    ow_page page = {.scenario = scenario, .plan = plan, .arena = ow_arena_new()};
    assert_true(ow_html_model(&page));
    ow_page_measure people = {
        .measure = OW_MEASURE_people, .scope = OW_SCOPE_host, .on_the_way = 1};
    people.capability = people.item = people.site = people.party = OW_NO_INDEX;
    ow_page_measure items = people, guards = people, others = people;
    items.measure = OW_MEASURE_items;
    guards.scope = others.scope = OW_SCOPE_site;
    guards.site = others.site = ow_scenario_site(scenario, "base");
    guards.capability = others.capability = scenario->guard_capability;
    guards.on_the_way = others.on_the_way = 0;
    others.others = 1;
    int64_t level[4][8];
    assert_true(scenario->days <= 8);
    ow_html_level(level[0], &page, &people);
    ow_html_level(level[1], &page, &items);
    ow_html_level(level[2], &page, &guards);
    ow_html_level(level[3], &page, &others);
    for (uint32_t d = 0; d < scenario->days; d++) {
        size_t place = (size_t)guards.site * scenario->days + d;
        assert_int_equal(level[0][d], page.stock.country_people[d]);
        assert_int_equal(level[1][d], page.host_items[d]);
        assert_int_equal(level[2][d], page.stock.guards[place]);
        assert_int_equal(level[3][d], 0); /* the three others leave on the first day */
    }
    assert_int_equal(level[2][0], 10); /* twelve, less two who are away as escorts */
    onward_verdict_free(page.verdict);
    ow_arena_free(page.arena);
    ow_plan_free(plan);
    ow_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_formed),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_policy_allows_what_is_there),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_data_is_json),
        cmocka_unit_test(test_nothing_moves),
        cmocka_unit_test(test_levels_agree),
        cmocka_unit_test(test_damaged_plans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
