/* A verdict as JSON: an object with `right`, `points_milli`, `bound_milli`, `gap`, `cost_milli`,
 * `rules` (name, violations, margin) and `violations`. Points are integers in thousandths, so that
 * no reader rounds them. */
#include "check/verdict.h"

#include <jansson.h>

static json_t *margin_json(const onward_margin *margin) {
    if (margin == NULL) return json_null();
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "room", (json_int_t)margin->room,
                     "unit", margin->unit, "date", margin->date, "site_id", margin->site_id,
                     "link_id", margin->link_id, "fleet_id", margin->fleet_id, "unit_id",
                     margin->unit_id);
}

static json_t *rules_json(const onward_verdict *verdict) {
    json_t *list = json_array();
    for (uint32_t rule = 0; rule < onward_rule_count(); rule++) {
        const char *name = onward_rule_name(rule);
        json_array_append_new(list,
                              json_pack("{s:s, s:I, s:o}", "rule", name, "violations",
                                        (json_int_t)onward_verdict_count(verdict, name), "margin",
                                        margin_json(onward_verdict_margin(verdict, rule))));
    }
    return list;
}

static json_t *limits_json(const onward_verdict *verdict) {
    json_t *list = json_array();
    const onward_limit_margin *limit;
    for (uint32_t i = 0; (limit = onward_verdict_limit(verdict, i)) != NULL; i++)
        if (limit->applies)
            json_array_append_new(list,
                                  json_pack("{s:s, s:I, s:s}", "limit_id", limit->limit_id, "room",
                                            (json_int_t)limit->room, "date", limit->date));
    return list;
}

static json_t *violations_json(const onward_verdict *verdict) {
    json_t *list = json_array();
    const onward_violation *found;
    for (uint32_t i = 0; (found = onward_verdict_violation(verdict, i)) != NULL; i++)
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:I, s:s}", "rule", found->rule,
                      "movement_id", found->movement_id, "movement", (json_int_t)found->movement,
                      "date", found->date, "site_id", found->site_id, "link_id", found->link_id,
                      "fleet_id", found->fleet_id, "unit_id", found->unit_id, "by",
                      (json_int_t)found->by, "text", found->text));
    return list;
}

static json_t *cost_json(const ow_cost *cost) {
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "exposure", (json_int_t)cost->exposure,
                     "crossing", (json_int_t)cost->crossing, "open", (json_int_t)cost->open, "lift",
                     (json_int_t)cost->lift, "fates", (json_int_t)cost->fates, "lateness",
                     (json_int_t)cost->lateness);
}

onward_status onward_verdict_json(char **text, const onward_verdict *verdict, onward_error *error) {
    const ow_verdict *found = ow_verdict_of(verdict);
    json_t *object =
        json_pack("{s:b, s:I, s:I, s:s, s:I, s:I, s:o, s:o, s:o, s:o}", "right",
                  onward_verdict_right(verdict), "points_milli", (json_int_t)found->points_milli,
                  "bound_milli", (json_int_t)found->bound_milli, "gap", onward_verdict_gap(verdict),
                  "movements", (json_int_t)found->movements_count, "missions",
                  (json_int_t)found->missions_count, "cost_milli", cost_json(&found->cost), "rules",
                  rules_json(verdict), "limits", limits_json(verdict), "violations",
                  violations_json(verdict));
    char *made = object == NULL ? NULL : json_dumps(object, JSON_INDENT(2));
    json_decref(object);
    if (made == NULL)
        return ow_fail(error, OW_NO_MEMORY, "Free some memory.", "memory ran out for a verdict");
    *text = made;
    return ONWARD_OK;
}
