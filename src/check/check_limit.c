/* Rule limit: floors and ceilings hold at the end of every day of their interval. The series that
 * each one counts were summed once; O(limits × days). */
#include "check/series.h"

#include "check/family.h"

/* What a limit counts: sums of [day] arrays. NULL counts nothing. */
typedef struct counted {
    const int64_t *there;  /* people or items of its kind, or open sites */
    const int64_t *less;   /* guards away as escorts */
    const int64_t *way;    /* people on the way, for ceilings of scope host or party */
    const int64_t *people; /* all people of the scope, for per_100_people */
    const uint8_t *open;   /* of the site, for while_open and measure sites at a site */
} counted;

static const int64_t *of_site(const ow_facts *facts, const int64_t *level, uint32_t site) {
    return level + (size_t)site * facts->days;
}

static counted count_people(const ow_facts *facts, const ow_limit *limit) {
    uint32_t of = limit->capability;
    int all = of == OW_NO_INDEX, guards = !all && of == facts->scenario->guard_capability;
    counted sums = {0};
    if (limit->scope == OW_SCOPE_site) {
        sums.people = of_site(facts, facts->people, limit->site);
        sums.there =
            all ? sums.people : ow_series_find(facts, OW_SERIES_SITE_PEOPLE, limit->site, of);
        if (guards) sums.less = of_site(facts, facts->away, limit->site);
    } else if (limit->scope == OW_SCOPE_host) {
        sums.people = facts->host_people;
        sums.there =
            all ? sums.people : ow_series_find(facts, OW_SERIES_HOST_PEOPLE, OW_NO_INDEX, of);
        sums.way =
            all ? facts->host_way : ow_series_find(facts, OW_SERIES_HOST_WAY, OW_NO_INDEX, of);
        if (guards) sums.less = facts->host_away;
    } else {
        sums.people = ow_series_find(facts, OW_SERIES_PARTY_PEOPLE, limit->party, OW_NO_INDEX);
        sums.there = ow_series_find(facts, OW_SERIES_PARTY_PEOPLE, limit->party, of);
        sums.way = ow_series_find(facts, OW_SERIES_PARTY_WAY, limit->party, of);
        if (guards)
            sums.less = ow_series_find(facts, OW_SERIES_PARTY_AWAY, limit->party, OW_NO_INDEX);
    }
    if (limit->kind == OW_LIMIT_KIND_floor) sums.way = NULL;
    return sums;
}

static counted count_items(const ow_facts *facts, const ow_limit *limit) {
    uint32_t of = limit->item;
    counted sums = {0};
    if (limit->scope == OW_SCOPE_site) {
        sums.people = of_site(facts, facts->people, limit->site);
        sums.there = of == OW_NO_INDEX
                         ? of_site(facts, facts->items, limit->site)
                         : ow_series_find(facts, OW_SERIES_SITE_ITEMS, limit->site, of);
    } else if (limit->scope == OW_SCOPE_host) {
        sums.people = facts->host_people;
        sums.there = of == OW_NO_INDEX
                         ? facts->host_items
                         : ow_series_find(facts, OW_SERIES_HOST_ITEMS, OW_NO_INDEX, of);
    } else {
        sums.people = ow_series_find(facts, OW_SERIES_PARTY_PEOPLE, limit->party, OW_NO_INDEX);
        sums.there = ow_series_find(facts, OW_SERIES_PARTY_ITEMS, limit->party, of);
    }
    return sums;
}

static counted count_for(const ow_facts *facts, const ow_limit *limit) {
    counted sums = {0};
    if (limit->measure == OW_MEASURE_people) sums = count_people(facts, limit);
    if (limit->measure == OW_MEASURE_items) sums = count_items(facts, limit);
    if (limit->measure == OW_MEASURE_sites && limit->scope == OW_SCOPE_host)
        sums.there = facts->host_open;
    if (limit->scope == OW_SCOPE_site) sums.open = &facts->open[(size_t)limit->site * facts->days];
    return sums;
}

static int64_t counted_on(const counted *sums, const ow_limit *limit, uint32_t day) {
    if (sums->there == NULL)
        return limit->measure == OW_MEASURE_sites && sums->open && sums->open[day];
    int64_t number = sums->there[day];
    if (sums->less != NULL) number -= sums->less[day];
    if (sums->way != NULL) number += sums->way[day];
    return number;
}

/* max(value, ⌈per_100 × others / 100⌉). Others are people of another capability: everyone where
 * items are counted, nobody where the floor is of all people. */
static int64_t bound_on(const counted *sums, const ow_limit *limit, uint32_t day) {
    if (limit->kind == OW_LIMIT_KIND_ceiling || limit->per_100_people == 0) return limit->value;
    if (sums->people == NULL) return limit->value;
    int64_t others = sums->people[day];
    if (limit->measure == OW_MEASURE_people)
        others = limit->capability == OW_NO_INDEX ? 0 : others - sums->there[day];
    if (others <= 0) return limit->value;
    int64_t share = ow_wide_clip(ow_wide_ceil((ow_wide)others * limit->per_100_people, 100));
    return share > limit->value ? share : limit->value;
}

static void check_day(ow_report *report, const ow_limit *limit, onward_limit_margin *margin,
                      int32_t *tightest, int64_t number, int64_t bound, int32_t day) {
    int is_floor = limit->kind == OW_LIMIT_KIND_floor;
    int64_t room = is_floor ? number - bound : bound - number;
    if (!margin->applies || room < margin->room) {
        margin->applies = 1;
        margin->room = room;
        *tightest = day;
    }
    if (room >= 0) return;
    static const char *const measures[] = {"people", "items", "sites"};
    ow_check_report(report, OW_RULE_limit, ow_where_site(limit->site, day), -room,
                    "limit %s: %lld %s at the end of %s, and it asks for at %s %lld", limit->id,
                    (long long)number, measures[limit->measure], ow_report_date(report, day),
                    is_floor ? "least" : "most", (long long)bound);
}

static void check_limit(ow_report *report, const ow_facts *facts, const ow_limit *limit,
                        onward_limit_margin *margin) {
    counted sums = count_for(facts, limit);
    int32_t tightest = OW_NO_DAY;
    for (uint32_t d = limit->first_day; d <= limit->last_day && d < facts->days; d++) {
        if (limit->while_open && sums.open != NULL && !sums.open[d]) continue;
        check_day(report, limit, margin, &tightest, counted_on(&sums, limit, d),
                  bound_on(&sums, limit, d), (int32_t)d);
    }
    margin->date = ow_report_date(report, tightest);
    static const char *const units[] = {"people", "items", "sites"};
    if (margin->applies)
        ow_check_room(report, OW_RULE_limit, margin->room, units[limit->measure],
                      ow_where_site(limit->site, tightest));
}

ow_status ow_check_family_limit(ow_report *report, const ow_facts *facts) {
    const onward_scenario *scenario = facts->scenario;
    onward_limit_margin *margins =
        OW_ARRAY(report->arena, scenario->limits_count, onward_limit_margin);
    if (margins == NULL) return OW_NO_MEMORY;
    for (uint32_t i = 0; i < scenario->limits_count; i++) {
        margins[i].limit_id = ow_arena_strdup(report->arena, scenario->limits[i].id);
        if (margins[i].limit_id == NULL) return OW_NO_MEMORY;
        check_limit(report, facts, &scenario->limits[i], &margins[i]);
    }
    report->verdict->limits = margins;
    report->verdict->limits_count = scenario->limits_count;
    return OW_OK;
}
