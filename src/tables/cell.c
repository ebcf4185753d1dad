/* Cells by type. Each reader returns 1 with *value set, or 0 after it has added a notice. */
#include "tables/cell.h"

#include "base/day.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct place {
    const ow_table_info *table;
    const ow_column_info *column;
    const char *cell;
    int64_t line;
    ow_notices *notices;
} place;

ow_guess ow_guess_begin(const char *given) {
    return (ow_guess){given, NULL, OW_TEXT_FAR};
}

void ow_guess_offer(ow_guess *guess, const char *candidate) {
    uint32_t distance = ow_text_distance(guess->given, candidate);
    /* Half of a short word may not be wrong: every word is near to every other then. */
    if (distance * 2 >= strlen(candidate) || distance >= guess->distance) return;
    guess->best = candidate;
    guess->distance = distance;
}

const char *ow_guess_hint(const ow_guess *guess, ow_arena *arena) {
    return guess->best ? ow_arena_printf(arena, "did you mean %s?", guess->best) : "";
}

static void complain(const place *at, ow_notice_code code, const char *hint, const char *what) {
    ow_notice_add(at->notices, code, at->table->file, at->line, at->column->name, at->cell,
                  hint ? hint : "", "%s", what);
}

static int is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

int ow_id_is_valid(const char *text) {
    if (!is_alphanumeric(*text)) return 0;
    size_t length = 1;
    for (const char *at = text + 1; *at; at++, length++)
        if (!is_alphanumeric(*at) && *at != '.' && *at != '_' && *at != '-') return 0;
    return length <= OW_ID_BYTES_MAX;
}

static int read_id(const place *at) {
    if (!ow_id_is_valid(at->cell)) {
        size_t length = strlen(at->cell);
        int has_space = at->cell[0] == ' ' || at->cell[length - 1] == ' ';
        complain(at, OW_NOTICE_bad_id, has_space ? "delete the space at its start or end" : "",
                 length > OW_ID_BYTES_MAX ? "an id has at most 64 characters"
                                          : "an id is letters, digits, dots, underscores, hyphens");
        return 0;
    }
    /* Movements name `self` in place of a fleet; a fleet of that name could not be told from it. */
    if (at->column->type == OW_TYPE_ID && strcmp(at->column->name, "fleet_id") == 0 &&
        strcmp(at->cell, "self") == 0) {
        complain(at, OW_NOTICE_reserved_id, "", "self is no id for a fleet");
        return 0;
    }
    return 1;
}

static int read_text(const place *at) {
    for (const unsigned char *c = (const unsigned char *)at->cell; *c; c++) {
        if ((*c >= 0x20 && *c != 0x7f) || *c == '\n' || *c == '\r' || *c == '\t') continue;
        ow_notice_add(at->notices, OW_NOTICE_control_character, at->table->file, at->line,
                      at->column->name, "", "", "the text holds the control character 0x%02x", *c);
        return 0;
    }
    return 1;
}

/* Bounds of the column in thousandths for MILLI, whole units else. */
static int is_in_range(const place *at, int64_t value) {
    const ow_column_info *column = at->column;
    int64_t scale = column->type == OW_TYPE_MILLI ? 1000 : 1;
    if (column->min == 0 && column->max == 0) return 1;
    if (value >= column->min * scale && value <= column->max * scale) return 1;
    ow_notice_add(at->notices, OW_NOTICE_out_of_range, at->table->file, at->line, column->name,
                  at->cell, "", "the range is %" PRId64 " to %" PRId64, column->min, column->max);
    return 0;
}

static int read_int(const place *at, int64_t *value) {
    const char *c = at->cell;
    int is_negative = *c == '-';
    if (is_negative) c++;
    int64_t number = 0;
    int digits = 0;
    for (; *c >= '0' && *c <= '9' && digits < 18; c++, digits++) number = number * 10 + (*c - '0');
    if (*c || digits == 0) {
        const char *hint = *c == '.' ? "this column takes whole numbers" : "";
        if (*c == ',' || *c == ' ' || *c == '\'')
            hint = "write the number without signs for thousands";
        complain(at, OW_NOTICE_bad_number, hint, "this is not a whole number");
        return 0;
    }
    *value = is_negative ? -number : number;
    return is_in_range(at, *value);
}

static int is_too_precise(const char *cell) {
    size_t whole = strspn(cell + (*cell == '-'), "0123456789") + (*cell == '-');
    if (whole == 0 || cell[whole] != '.') return 0;
    size_t places = strspn(cell + whole + 1, "0123456789");
    return places > 3 && cell[whole + 1 + places] == '\0';
}

static int read_milli(const place *at, int64_t *value) {
    if (!ow_milli_parse(value, at->cell)) {
        if (is_too_precise(at->cell))
            complain(at, OW_NOTICE_too_precise, "", "a decimal has at most three places");
        else
            complain(at, OW_NOTICE_bad_number,
                     strchr(at->cell, ',') ? "write a point, not a comma, before decimals" : "",
                     "this is not a decimal number");
        return 0;
    }
    return is_in_range(at, *value);
}

static int read_date(const place *at, int64_t *value) {
    int32_t day;
    if (!ow_day_parse(&day, at->cell)) {
        complain(at, OW_NOTICE_bad_date, "",
                 strlen(at->cell) == 10 && at->cell[4] == '-' && at->cell[7] == '-'
                     ? "there is no such day between 1900 and 2199"
                     : "this is not a date of the form YYYY-MM-DD");
        return 0;
    }
    *value = day;
    return 1;
}

static int read_flag(const place *at, int64_t *value) {
    if ((at->cell[0] != '0' && at->cell[0] != '1') || at->cell[1]) {
        complain(at, OW_NOTICE_bad_flag, "", "this is neither 0 nor 1");
        return 0;
    }
    *value = at->cell[0] - '0';
    return 1;
}

static void complain_word(const place *at, const char *word) {
    ow_buffer list = {0};
    ow_guess guess = ow_guess_begin(word);
    ow_buffer_text(&list, "the words are");
    const char *candidate;
    for (int64_t i = 0; (candidate = ow_word(at->column->reference, i)); i++) {
        ow_guess_offer(&guess, candidate);
        ow_buffer_char(&list, ' ');
        ow_buffer_text(&list, candidate);
    }
    const char *hint = ow_guess_hint(&guess, at->notices->arena);
    if (list.failed || !hint)
        at->notices->failed = 1;
    else
        ow_notice_add(at->notices, OW_NOTICE_unknown_word, at->table->file, at->line,
                      at->column->name, word, hint, "%s", list.data);
    ow_buffer_free(&list);
}

static int read_word(const place *at, int64_t *value) {
    *value = ow_word_find(at->column->reference, at->cell, strlen(at->cell));
    if (*value < 0) complain_word(at, at->cell);
    return *value >= 0;
}

static int read_set(const place *at, int64_t *value) {
    int64_t bits = 0;
    int is_right = 1;
    for (const char *word = at->cell; *word;) {
        size_t length = strcspn(word, " ");
        if (length > 0) {
            int64_t bit = ow_word_find(at->column->reference, word, length);
            if (bit < 0) {
                char *copy = ow_arena_strndup(at->notices->arena, word, length);
                if (copy)
                    complain_word(at, copy);
                else
                    at->notices->failed = 1;
                is_right = 0;
            } else if (bits >> bit & 1) {
                complain(at, OW_NOTICE_repeated_word, "", "a word stands here twice");
            } else {
                bits |= INT64_C(1) << bit;
            }
        }
        word += length;
        word += strspn(word, " ");
    }
    *value = bits;
    return is_right;
}

static int read_number(const place *at, int64_t *value) {
    switch (at->column->type) {
    case OW_TYPE_INT: return read_int(at, value);
    case OW_TYPE_MILLI: return read_milli(at, value);
    case OW_TYPE_DATE: return read_date(at, value);
    case OW_TYPE_BOOL: return read_flag(at, value);
    case OW_TYPE_ENUM: return read_word(at, value);
    default: return read_set(at, value);
    }
}

void ow_cell_read(void *row, const ow_table_info *table, const ow_column_info *column, char *cell,
                  int64_t line, ow_notices *notices) {
    place at = {table, column, cell, line, notices};
    if (*cell == '\0') {
        if (column->presence != OW_PRESENCE_OPTIONAL)
            ow_notice_add(notices, OW_NOTICE_missing_value, table->file, line, column->name, "", "",
                          "%s is required and empty", column->name);
        at.cell = column->def;
    }
    if (ow_type_is_text(column->type)) {
        int is_right =
            *at.cell == '\0' || (column->type == OW_TYPE_TEXT ? read_text(&at) : read_id(&at));
        const char *text = is_right ? at.cell : "";
        memcpy((char *)row + column->offset, &text, sizeof text);
        return;
    }
    int64_t number = OW_NONE;
    if (*at.cell != '\0' && !read_number(&at, &number)) number = OW_NONE;
    memcpy((char *)row + column->offset, &number, sizeof number);
}
