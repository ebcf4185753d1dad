/* A plan as bounds on the columns of the exact model. What is left free (stocks, packing, convoys,
 * marks) the solver finds; escorts too, so that its optimum is the plan's points where no guards
 * come back, and otherwise at most those. */
#include "decode.h"

#include "base/day.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct held {
    char name[256];
    int64_t value;
    int found;
} held;

typedef struct encoder {
    const onward_scenario *scenario;
    OW_VECTOR(held) values;
} encoder;

static void add(encoder *to, const char *name, int64_t value) {
    for (uint32_t i = 0; i < to->values.count; i++)
        if (strcmp(to->values.data[i].name, name) == 0) {
            to->values.data[i].value += value;
            return;
        }
    held one = {.value = value};
    snprintf(one.name, sizeof one.name, "%s", name);
    int pushed = OW_PUSH(&to->values, one);
    assert(pushed);
}

static void name_commodity(char out[140], const onward_scenario *s, uint32_t unit, uint32_t item) {
    snprintf(out, 140, "%s%s%s", s->units[unit].id, item == OW_NO_INDEX ? "" : "+",
             item == OW_NO_INDEX ? "" : s->items[item].id);
}

/* The party that the row's permission binds the load to, as a suffix "/PARTY", or "". */
static const char *bound_party(const onward_scenario *s, const ow_movement *row) {
    if (row->permission == OW_NO_INDEX || s->fleets[row->fleet].party != OW_NO_INDEX) return NULL;
    uint32_t party = s->permissions[row->permission].party;
    return party == OW_NO_INDEX ? NULL : s->parties[party].id;
}

static void add_row(encoder *to, const onward_plan *plan, uint32_t m) {
    const onward_scenario *s = to->scenario;
    const ow_movement *row = &plan->movements[m];
    const char *link = s->links[row->link].id, *from = s->sites[row->from_site].id;
    const char *permission =
        row->permission == OW_NO_INDEX ? NULL : s->permissions[row->permission].id;
    char what[140], name[600], date[11];
    name_commodity(what, s, row->unit, row->item);
    ow_day_format(date, s->start_day + row->depart_day);
    if (row->fleet == OW_SELF) {
        if (row->item == OW_NO_INDEX) return; /* the crew goes with the items' columns */
        snprintf(name, sizeof name, "self/%s/%s/%s/%s%s%s", what, link, from, date,
                 permission ? "/" : "", permission ? permission : "");
        add(to, name, row->quantity);
        return;
    }
    const char *fleet = s->fleets[row->fleet].id, *party = bound_party(s, row);
    snprintf(name, sizeof name, "load/%s/%s/%s/%s/%s%s%s", what, fleet, link, from, date,
             party ? "/" : "", party ? party : "");
    add(to, name, row->quantity);
    for (uint32_t i = 0; i < m; i++) { /* the mission counts with its first row */
        const ow_movement *before = &plan->movements[i];
        if (before->fleet == row->fleet && before->vehicle == row->vehicle &&
            before->depart_day == row->depart_day && before->trip == row->trip)
            return;
    }
    snprintf(name, sizeof name, "mission/%s/%s/%s/%s%s%s", fleet, link, from, date,
             permission ? "/" : "", permission ? permission : "");
    add(to, name, 1);
}

static void add_plan(encoder *to, const onward_plan *plan) {
    char what[140], name[600], date[11];
    for (uint32_t m = 0; m < plan->movements_count; m++) add_row(to, plan, m);
    for (uint32_t i = 0; i < plan->fates_count; i++) {
        const ow_fate_row *row = &plan->fates[i];
        name_commodity(what, to->scenario, row->unit, row->item);
        snprintf(name, sizeof name, "fate/%s/%s/%s", what, to->scenario->sites[row->site].id,
                 ow_day_format(date, to->scenario->start_day + row->day));
        add(to, name, row->quantity);
    }
}

static int is_held(const char *name) {
    static const char *const kinds[] = {"load/", "self/", "mission/", "fate/"};
    for (uint32_t i = 0; i < 4; i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0) return 1;
    return 0;
}

/* A line " UP B name value" of the bounds: held columns become fixed. */
static void put_bound(ow_buffer *out, encoder *to, const char *line, size_t length) {
    const char *name = line + strlen(" UP B ");
    size_t name_length = strcspn(name, " \n");
    if (!is_held(name)) {
        ow_buffer_bytes(out, line, length);
        return;
    }
    int64_t value = 0;
    for (uint32_t i = 0; i < to->values.count; i++) {
        held *one = &to->values.data[i];
        if (strncmp(one->name, name, name_length) != 0 || one->name[name_length] != '\0') continue;
        value = one->value;
        one->found = 1;
    }
    ow_buffer_text(out, " FX B ");
    ow_buffer_bytes(out, name, name_length);
    ow_buffer_printf(out, " %lld\n", (long long)value);
}

int encode_plan(ow_buffer *out, char missing[256], const char *model, size_t length,
                const onward_plan *plan, const onward_scenario *scenario) {
    encoder to = {.scenario = scenario};
    add_plan(&to, plan);
    const char *bounds = strstr(model, "\nBOUNDS\n");
    assert(bounds);
    bounds += strlen("\nBOUNDS\n");
    ow_buffer_bytes(out, model, (size_t)(bounds - model));
    while (bounds < model + length) {
        size_t line = strcspn(bounds, "\n") + 1;
        if (*bounds == ' ')
            put_bound(out, &to, bounds, line);
        else
            ow_buffer_bytes(out, bounds, line);
        bounds += line;
    }
    int all = 1;
    for (uint32_t i = 0; i < to.values.count; i++)
        if (!to.values.data[i].found && all) {
            snprintf(missing, 256, "%s", to.values.data[i].name);
            all = 0;
        }
    OW_VECTOR_FREE(&to.values);
    return all;
}
