/* Words of the page: escaping, names, numbers, dates.
 *
 * Escaping: & < > " ' become references, so that one function serves content and quoted attributes.
 * Control characters, malformed UTF-8 and the characters that change the direction of what follows
 * (U+200E, U+200F, U+202A..U+202E, U+2066..U+2069) become U+FFFD: a name must not be able to turn
 * around, or hide, the words beside it. O(length). */
#include "base/day.h"
#include "export/html.h"

#include <inttypes.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

void ow_html_raw(ow_page *page, const char *html) {
    ow_buffer_text(&page->out, html);
}

/* Length of the well-formed UTF-8 character at text, 0 if it is none; its number in *code. */
static size_t utf8_length(const unsigned char *text, uint32_t *code) {
    unsigned char lead = text[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 0 || lead > 0xf4) return 0;
    *code = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) return 0;
        *code = *code << 6 | (text[i] & 0x3fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (*code < least[length] || *code > 0x10ffff) return 0;
    return *code >= 0xd800 && *code <= 0xdfff ? 0 : length;
}

static int is_harmful(uint32_t code) {
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 1;
    if (code == 0x200e || code == 0x200f || code == 0x061c || code == 0xfeff) return 1;
    if (code >= 0x2028 && code <= 0x202e) return 1;
    return (code >= 0x2066 && code <= 0x2069) || code == 0xfffe || code == 0xffff;
}

/* One character of a hostile text, made harmless: its bytes and their number; *step to the next. */
static size_t safe_character(const char *text, char out[5], size_t *step) {
    uint32_t code = 0;
    size_t length = utf8_length((const unsigned char *)text, &code);
    *step = length ? length : 1;
    if (code == '\t' || code == '\n' || code == '\r') {
        memcpy(out, " ", 2);
        return 1;
    }
    if (length == 0 || is_harmful(code)) {
        memcpy(out, REPLACEMENT, 4);
        return 3;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return length;
}

static const char *reference(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void ow_html_short(ow_page *page, const char *text, uint32_t columns_max) {
    uint32_t columns = 0;
    int cut = ow_html_columns(text) > columns_max;
    char character[5];
    size_t step = 0;
    for (; *text; text += step) {
        size_t length = safe_character(text, character, &step);
        columns += length > 2 ? 2 : 1;
        if (cut && columns >= columns_max) break;
        const char *escaped = length == 1 ? reference(character[0]) : NULL;
        ow_buffer_text(&page->out, escaped ? escaped : character);
    }
    if (cut) ow_html_raw(page, "…");
}

void ow_html_text(ow_page *page, const char *text) {
    ow_html_short(page, text, UINT32_MAX);
}

void ow_html_name(ow_page *page, const char *name, const char *id) {
    ow_html_raw(page, "<bdi>");
    ow_html_text(page, name && name[0] ? name : id);
    ow_html_raw(page, "</bdi>");
}

void ow_html_json(ow_page *page, const char *text) {
    char character[5];
    size_t step = 0;
    ow_buffer_char(&page->out, '"');
    for (; *text; text += step) {
        size_t length = safe_character(text, character, &step);
        char c = character[0];
        if (length == 1 && (c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == '\''))
            ow_buffer_printf(&page->out, "\\u%04x", (unsigned)c);
        else
            ow_buffer_bytes(&page->out, character, length);
    }
    ow_buffer_char(&page->out, '"');
}

/* Wide characters (three bytes and more: mostly CJK and symbols) count twice. */
uint32_t ow_html_columns(const char *text) {
    uint32_t columns = 0;
    char character[5];
    size_t step = 0;
    for (; *text; text += step) columns += safe_character(text, character, &step) > 2 ? 2 : 1;
    return columns;
}

void ow_html_count(ow_page *page, int64_t value) {
    char digits[28];
    size_t at = sizeof digits, count = 0;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    digits[--at] = '\0';
    do {
        if (count > 0 && count % 3 == 0) digits[--at] = ',';
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
        count++;
    } while (left > 0);
    if (value < 0) ow_html_raw(page, "−");
    ow_html_raw(page, digits + at);
}

void ow_html_counted(ow_page *page, int64_t value, const char *one, const char *many) {
    ow_html_count(page, value);
    ow_html_raw(page, " ");
    ow_html_raw(page, value == 1 ? one : many);
}

void ow_html_points(ow_page *page, int64_t milli) {
    ow_html_count(page, milli / 1000 + (milli % 1000 > 0));
}

void ow_html_percent(ow_page *page, int64_t milli) {
    int64_t tenths = milli / 100 + (milli % 100 > 0);
    ow_html_count(page, tenths / 10);
    if (tenths % 10) ow_buffer_printf(&page->out, ".%" PRId64, tenths % 10);
    ow_html_raw(page, " %");
}

const char *ow_html_month(int month) {
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[(month - 1) % 12];
}

static const char *month_name(int month) {
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[(month - 1) % 12];
}

void ow_html_day_split(int64_t absolute, int *year, int *month, int *day_of_month) {
    char text[11];
    /* Days of a damaged plan may lie anywhere: they are cut to the years that a date can say. */
    if (absolute < -700000) absolute = -700000;
    if (absolute > 2900000) absolute = 2900000;
    ow_day_format(text, (int32_t)absolute);
    *year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    *month = (text[5] - '0') * 10 + (text[6] - '0');
    *day_of_month = (text[8] - '0') * 10 + (text[9] - '0');
}

void ow_html_date(ow_page *page, int64_t day) {
    int year, month, day_of_month;
    ow_html_day_split(page->scenario->start_day + day, &year, &month, &day_of_month);
    ow_buffer_printf(&page->out, "<time datetime=\"%04d-%02d-%02d\">%d %s %d</time>", year, month,
                     day_of_month, day_of_month, month_name(month), year);
}

void ow_html_date_plain(ow_page *page, int64_t day) {
    int year, month, day_of_month;
    ow_html_day_split(page->scenario->start_day + day, &year, &month, &day_of_month);
    ow_buffer_printf(&page->out, "%d %s %d", day_of_month, ow_html_month(month), year);
}

const char *ow_html_word(const char *list, int64_t value) {
    static const struct {
        const char *list, *word;
    } words[] = {
#define WORD(list, LIST, word) {#list, #word},
#include "tables/words.def"
#undef WORD
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].list, list) != 0) continue;
        if (value-- == 0) return words[i].word;
    }
    return "";
}

/* The frame scrolls, so it can be reached by keyboard; a long table is cut on paper, and says so.
 */
void ow_html_table(ow_page *page, const char *label, uint64_t rows) {
    ow_buffer_printf(&page->out,
                     "<div class=\"table%s\" tabindex=\"0\" role=\"group\" aria-label=\"%s\">"
                     "<table>",
                     rows > 60 ? " long" : "", label);
}

const char *ow_html_site_name(const ow_page *page, uint32_t site) {
    if (site >= page->scenario->sites_count) return "?";
    const ow_site *row = &page->scenario->sites[site];
    return row->name && row->name[0] ? row->name : row->id;
}

const char *ow_html_fleet_name(const ow_page *page, uint32_t fleet) {
    if (fleet == OW_SELF) return "self";
    if (fleet >= page->scenario->fleets_count) return "?";
    const ow_fleet *row = &page->scenario->fleets[fleet];
    return row->name && row->name[0] ? row->name : row->id;
}
