/* The model as free MPS: sections ROWS, COLUMNS, RHS, BOUNDS; integers between markers, each column
 * with its bounds said, since readers differ on what stands for none. Names as in mps.def, or
 * numbers where there are too many or one would be too long. O(entries). */
#include "export/mps.h"

#include "base/day.h"

#include <stdlib.h>
#include <string.h>

typedef struct kind_of {
    const char *text, *fields;
} kind_of;

static const kind_of kinds[OW_MPS_KIND_COUNT] = {
#define NAME(kind, text, fields, rule, meaning) {text, fields},
#include "export/mps.def"
#undef NAME
};

static const char *const modes[OW_MODE_COUNT] = {"road", "rail", "air", "sea"};

static void put_commodity(ow_buffer *out, const ow_mps *mps, uint32_t commodity) {
    const ow_mps_commodity *what = &mps->commodities.data[commodity];
    ow_buffer_text(out, mps->scenario->units[what->unit].id);
    if (what->item == OW_NO_INDEX) return;
    ow_buffer_char(out, '+');
    ow_buffer_text(out, mps->scenario->items[what->item].id);
}

static void put_field(ow_buffer *out, const ow_mps *mps, char field, uint32_t part) {
    const onward_scenario *scenario = mps->scenario;
    char date[11];
    if (part == OW_NO_INDEX) return;
    ow_buffer_char(out, '/');
    switch (field) {
    case 'k': put_commodity(out, mps, part); break;
    case 'u': ow_buffer_text(out, scenario->units[part].id); break;
    case 's': ow_buffer_text(out, scenario->sites[part].id); break;
    case 'f': ow_buffer_text(out, scenario->fleets[part].id); break;
    case 'l': ow_buffer_text(out, scenario->links[part].id); break;
    case 'p': ow_buffer_text(out, scenario->parties[part].id); break;
    case 'm': ow_buffer_text(out, scenario->permissions[part].id); break;
    case 'i': ow_buffer_text(out, scenario->limits[part].id); break;
    case 'o': ow_buffer_text(out, modes[part]); break;
    case 'd': ow_buffer_text(out, ow_day_format(date, scenario->start_day + (int32_t)part)); break;
    default: ow_buffer_int(out, part); break;
    }
}

static void put_name(ow_buffer *out, const ow_mps *mps, uint8_t kind, const ow_mps_key *key) {
    ow_buffer_text(out, kinds[kind].text);
    for (uint32_t i = 0; kinds[kind].fields[i] != '\0'; i++)
        put_field(out, mps, kinds[kind].fields[i], key->part[i]);
}

static void put_row(ow_buffer *out, const ow_mps *mps, int named, uint32_t row) {
    if (named)
        put_name(out, mps, mps->rows.data[row].kind, &mps->rows.data[row].key);
    else
        ow_buffer_printf(out, "r%u", row);
}

static void put_column(ow_buffer *out, const ow_mps *mps, int named, uint32_t column) {
    if (named)
        put_name(out, mps, mps->columns.data[column].kind, &mps->columns.data[column].key);
    else
        ow_buffer_printf(out, "x%u", column);
}

/* Whether readable names are short enough, and the model is not too large for them. */
static int names_fit(const ow_mps *mps) {
    if (mps->columns.count > OW_MPS_NAMED_MAX) return 0;
    ow_buffer name = {0};
    int fit = 1;
    for (uint32_t r = 0; fit && r < mps->rows.count; r++) {
        ow_buffer_clear(&name);
        put_row(&name, mps, 1, r);
        fit = name.length <= OW_MPS_NAME_MAX;
    }
    for (uint32_t c = 0; fit && c < mps->columns.count; c++) {
        ow_buffer_clear(&name);
        put_column(&name, mps, 1, c);
        fit = name.length <= OW_MPS_NAME_MAX;
    }
    ow_buffer_free(&name);
    return fit;
}

static void put_head(ow_buffer *out, const ow_mps *mps, int named) {
    ow_buffer_printf(out, "* Exact planning model of scenario %s\n", mps->scenario->id);
    ow_buffer_printf(out, "* sha256 of the scenario: %s\n", mps->scenario->sha256);
    ow_buffer_printf(out,
                     "* %u rows, %u columns, %u entries; minimize, in thousandths of a point\n",
                     mps->rows.count, mps->columns.count, mps->entries.count);
    if (!named)
        ow_buffer_text(out, "* names are numbers: readable ones would be too many or too long\n");
    ow_buffer_text(out, "NAME onward FREE\nROWS\n N points\n");
}

static void put_rows(ow_buffer *out, const ow_mps *mps, int named) {
    for (uint32_t r = 0; r < mps->rows.count; r++) {
        ow_buffer_char(out, ' ');
        ow_buffer_char(out, mps->rows.data[r].sense);
        ow_buffer_char(out, ' ');
        put_row(out, mps, named, r);
        ow_buffer_char(out, '\n');
    }
}

static void put_entry(ow_buffer *out, const ow_buffer *column, const char *row, int64_t value) {
    ow_buffer_char(out, ' ');
    ow_buffer_bytes(out, column->data, column->length);
    ow_buffer_char(out, ' ');
    if (row) {
        ow_buffer_text(out, row);
        ow_buffer_char(out, ' ');
        ow_buffer_int(out, value);
        ow_buffer_char(out, '\n');
    }
}

/* Places of entries sorted by column; entries of one cell are added up by the writer. NULL on
 * failure. */
static uint32_t *sort_entries(const ow_mps *mps, uint32_t *first) {
    uint32_t *order = calloc((size_t)mps->entries.count + 1, sizeof *order);
    if (!order) return NULL;
    for (uint32_t e = 0; e < mps->entries.count; e++) first[mps->entries.data[e].column + 1]++;
    for (uint32_t c = 0; c < mps->columns.count; c++) first[c + 1] += first[c];
    for (uint32_t e = mps->entries.count; e-- > 0;)
        order[--first[mps->entries.data[e].column + 1]] = e;
    for (uint32_t c = 0; c < mps->columns.count; c++) first[c] = first[c + 1];
    first[mps->columns.count] = mps->entries.count;
    return order;
}

static void put_columns(ow_buffer *out, const ow_mps *mps, int named, const uint32_t *first,
                        uint32_t *order) {
    ow_buffer name = {0};
    int integer = 0;
    for (uint32_t c = 0; c < mps->columns.count && !out->failed; c++) {
        const ow_mps_column_of *column = &mps->columns.data[c];
        if (column->integer != integer) {
            integer = column->integer;
            ow_buffer_printf(out, " MARK 'MARKER' '%s'\n", integer ? "INTORG" : "INTEND");
        }
        ow_buffer_clear(&name);
        put_column(&name, mps, named, c);
        put_entry(out, &name, "points", column->cost_milli);
        for (uint32_t i = first[c]; i < first[c + 1]; i++) {
            const ow_mps_entry_of *entry = &mps->entries.data[order[i]];
            int64_t value = entry->value;
            int again =
                0; /* a cell is written where it first comes, with all that is added to it */
            for (uint32_t j = first[c]; j < i && !again; j++)
                again = mps->entries.data[order[j]].row == entry->row;
            if (again) continue;
            for (uint32_t j = i + 1; j < first[c + 1]; j++)
                if (mps->entries.data[order[j]].row == entry->row)
                    value += mps->entries.data[order[j]].value;
            if (value == 0) continue;
            put_entry(out, &name, NULL, 0);
            put_row(out, mps, named, entry->row);
            ow_buffer_char(out, ' ');
            ow_buffer_int(out, value);
            ow_buffer_char(out, '\n');
        }
    }
    if (integer) ow_buffer_text(out, " MARK 'MARKER' 'INTEND'\n");
    ow_buffer_free(&name);
}

static void put_bound(ow_buffer *out, const ow_mps *mps, int named, const char *type, uint32_t c,
                      int64_t value) {
    ow_buffer_printf(out, " %s B ", type);
    put_column(out, mps, named, c);
    ow_buffer_char(out, ' ');
    ow_buffer_int(out, value);
    ow_buffer_char(out, '\n');
}

static void put_bounds(ow_buffer *out, const ow_mps *mps, int named) {
    for (uint32_t c = 0; c < mps->columns.count; c++) {
        const ow_mps_column_of *column = &mps->columns.data[c];
        if (column->lower == column->upper) {
            put_bound(out, mps, named, "FX", c, column->lower);
            continue;
        }
        if (column->lower > 0) put_bound(out, mps, named, "LO", c, column->lower);
        put_bound(out, mps, named, "UP", c, column->upper);
    }
}

void ow_mps_write(ow_buffer *out, const ow_mps *mps) {
    int named = names_fit(mps);
    uint32_t *first = calloc((size_t)mps->columns.count + 2, sizeof *first);
    uint32_t *order = first ? sort_entries(mps, first) : NULL;
    if (!order) {
        out->failed = 1;
        free(first);
        return;
    }
    put_head(out, mps, named);
    put_rows(out, mps, named);
    ow_buffer_text(out, "COLUMNS\n");
    put_columns(out, mps, named, first, order);
    ow_buffer_text(out, "RHS\n");
    for (uint32_t r = 0; r < mps->rows.count; r++) {
        if (mps->rows.data[r].right == 0) continue;
        ow_buffer_text(out, " RHS ");
        put_row(out, mps, named, r);
        ow_buffer_char(out, ' ');
        ow_buffer_int(out, mps->rows.data[r].right);
        ow_buffer_char(out, '\n');
    }
    ow_buffer_text(out, "BOUNDS\n");
    put_bounds(out, mps, named);
    ow_buffer_text(out, "ENDATA\n");
    free(order);
    free(first);
}
