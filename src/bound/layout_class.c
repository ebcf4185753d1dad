/* Lanes (options that differ in their permission only), the kinds of levels, and what each class
 * can use and reach. Memory O(classes × days × (sites + arcs)). */
#include "bound/internal.h"

/* ---- lanes ---- */

static int same_way(const ow_option *a, const ow_option *b) {
    return a->fleet == b->fleet && a->link == b->link && a->from == b->from &&
           a->drive_milli_km_h == b->drive_milli_km_h;
}

static int same_options(const ow_bound *b, const ow_lane *lane, const uint32_t *options,
                        uint32_t count) {
    return lane->count == count &&
           memcmp(b->lane_options + lane->first, options, count * sizeof *options) == 0;
}

/* What a person and a kilogramme may be worth to move: exposure or lateness for a quarter of the
 * time. */
static double worth_of(const ow_bound *b, const ow_option *o) {
    const onward_scenario *s = b->grid->scenario;
    const double time = (double)b->days / 4000.0;
    const double person =
        (double)(s->points_per_person_day_milli + s->points_per_late_person_day_milli) * time;
    const double kg = (double)s->points_per_late_tonne_day_milli / 1000.0 * time;
    double worth = (double)o->lift_milli / 1000.0;
    if (o->people_max != OW_UNLIMITED && (double)o->people_max * person > worth)
        worth = (double)o->people_max * person;
    if (o->payload_kg != OW_UNLIMITED && (double)o->payload_kg * kg > worth)
        worth = (double)o->payload_kg * kg;
    return worth > 0.01 ? worth : 0.01;
}

static void set_lane(ow_bound *b, ow_lane *lane) {
    const onward_scenario *s = b->grid->scenario;
    const ow_option *o = &b->grid->options[lane->option];
    const int64_t most[OW_SHARES] = {o->people_max, o->payload_kg, o->area_milli_m2};
    lane->worth = worth_of(b, o);
    if (o->fleet == OW_SELF) return;
    const int64_t duty = s->fleets[o->fleet].duty_min;
    const int is_long = o->cycle_min > duty;
    lane->use = is_long ? 1 : ow_bound_phi(b->packing[o->fleet], o->cycle_min, duty);
    lane->busy = is_long ? o->busy : 1;
    for (int i = 0; i < OW_SHARES; i++)
        lane->capacity[i] = most[i] == OW_UNLIMITED ? 0 : (double)most[i];
}

static uint32_t group_of(const ow_bound *b, uint32_t option, uint32_t *groups) {
    const ow_option *o = &b->grid->options[option];
    for (uint32_t l = 0; l < b->lanes_count; l++)
        if (same_way(&b->grid->options[b->lanes[l].option], o)) return b->lanes[l].group;
    return (*groups)++;
}

/* The lane of these options; made if there is none yet. */
static uint32_t lane_of(ow_bound *b, const uint32_t *options, uint32_t count) {
    for (uint32_t l = 0; l < b->lanes_count; l++)
        if (same_options(b, &b->lanes[l], options, count)) return l;
    const uint32_t group = group_of(b, options[0], &b->groups);
    ow_lane *lane = &b->lanes[b->lanes_count];
    *lane = (ow_lane){
        .option = options[0], .first = b->lane_options_count, .count = count, .group = group};
    memcpy(b->lane_options + b->lane_options_count, options, count * sizeof *options);
    b->lane_options_count += count;
    set_lane(b, lane);
    return b->lanes_count++;
}

static int seen_before(const ow_bound *b, const uint32_t *fitting, uint32_t i) {
    for (uint32_t k = 0; k < i; k++)
        if (same_way(&b->grid->options[fitting[k]], &b->grid->options[fitting[i]])) return 1;
    return 0;
}

/* Whether some unit of a class of people drives at the option's speed. */
static int drives_at(const ow_bound *b, uint32_t class_index, int64_t speed) {
    const onward_scenario *s = b->grid->scenario;
    for (uint32_t k = 0; k < b->grid->commodities_count; k++) {
        const ow_commodity *c = &b->grid->commodities[k];
        if (c->class_index != class_index) continue;
        const ow_unit *unit = &s->units[c->unit];
        for (uint32_t h = 0; h < unit->holdings_count; h++) {
            const ow_item *item = &s->items[s->holdings[unit->holdings_first + h].item];
            if (item->drives && item->crew > 0 && item->drive_milli_km_h == speed) return 1;
        }
    }
    return 0;
}

static int fits(const ow_bound *b, uint32_t class_index, const ow_option *o) {
    const ow_class *class = &b->grid->classes[class_index];
    if (!ow_grid_fits(b->grid, class, o)) return 0;
    return o->fleet != OW_SELF || class->item != OW_NO_INDEX ||
           drives_at(b, class_index, o->drive_milli_km_h);
}

/* A class's arcs from a site into its recursion, one a lane. */
static void add_arcs(ow_bound *b, uint32_t class_index, uint32_t site, uint32_t *fitting,
                     uint32_t *options, uint32_t *n) {
    const ow_grid *g = b->grid;
    ow_recursion *r = &b->recursions[class_index];
    uint32_t count = 0;
    for (uint32_t o = g->options_of_site[site]; o < g->options_of_site[site + 1]; o++)
        if (fits(b, class_index, &g->options[o])) fitting[count++] = o;
    for (uint32_t i = 0; i < count; i++) {
        if (seen_before(b, fitting, i)) continue;
        uint32_t same = 0;
        for (uint32_t k = i; k < count; k++)
            if (same_way(&g->options[fitting[k]], &g->options[fitting[i]]))
                options[same++] = fitting[k];
        const ow_option *o = &g->options[fitting[i]];
        if (o->fleet == OW_SELF) r->self_arcs[r->self_count++] = *n;
        r->arcs[(*n)++] = (ow_arc){.lane = lane_of(b, options, same),
                                   .lag = o->lag,
                                   .end = (o->lag - 1) * b->sites + o->to,
                                   .touches = g->scenario->links[o->link].touches_host};
    }
}

static int lay_out_arcs(ow_bound *b) {
    const ow_grid *g = b->grid;
    const size_t most = g->options_count + 1u, parties = g->scenario->parties_count + 2u;
    uint32_t *fitting = OW_ARRAY(b->arena, most, uint32_t),
             *options = OW_ARRAY(b->arena, most, uint32_t);
    b->lanes = OW_ARRAY(b->arena, most * parties, ow_lane);
    b->lane_options = OW_ARRAY(b->arena, most * parties, uint32_t);
    if (!fitting || !options || !b->lanes || !b->lane_options) return 0;
    for (uint32_t c = 0; c < b->classes; c++) {
        ow_recursion *r = &b->recursions[c];
        uint32_t n = 0;
        r->arcs = OW_ARRAY(b->arena, most, ow_arc);
        r->self_arcs = OW_ARRAY(b->arena, most, uint32_t);
        r->arcs_of_site = OW_ARRAY(b->arena, b->sites + 1u, uint32_t);
        if (!r->arcs || !r->self_arcs || !r->arcs_of_site) return 0;
        for (uint32_t site = 0; site < b->sites; site++) {
            r->arcs_of_site[site] = n;
            add_arcs(b, c, site, fitting, options, &n);
        }
        r->arcs_of_site[b->sites] = n;
    }
    return 1;
}

/* ---- days ---- */

static int lane_open(const ow_bound *b, const ow_lane *lane, uint32_t day) {
    for (uint32_t i = lane->first; i < lane->first + lane->count; i++)
        if (b->grid->open[(size_t)b->lane_options[i] * b->days + day]) return 1;
    return 0;
}

/* Crossing, and exposure on the way. */
static double exposure_of(const ow_bound *b, const ow_option *o, uint32_t day) {
    int64_t milli = b->grid->crossing_milli[(size_t)o->link * b->days + day];
    for (uint32_t d = day; d + 1 < day + o->lag; d++) milli += ow_grid_way_milli(b->grid, o, d);
    return (double)milli / 1000.0;
}

static int lay_out_lanes(ow_bound *b) {
    const size_t slots = (size_t)b->days * b->lanes_count + 1,
                 shares = (size_t)b->groups * b->days * OW_SHARES + 1;
    b->mission = OW_ARRAY(b->arena, slots, double);
    b->charge = OW_ARRAY(b->arena, slots * OW_CHARGES, double);
    b->permitted = OW_ARRAY(b->arena, (size_t)b->lane_options_count * b->days + 1, float);
    double **logits[] = {&b->logit, &b->best_logit, &b->logit_gradient, &b->logit_momentum,
                         &b->logit_spread};
    for (size_t i = 0; i < sizeof logits / sizeof *logits; i++)
        if (!(*logits[i] = OW_ARRAY(b->arena, shares, double))) return 0;
    for (int i = 0; i < 2; i++)
        if (!(b->fixed[i] = OW_ARRAY(b->arena, slots, double))) return 0;
    if (!b->mission || !b->charge || !b->permitted) return 0;
    for (uint32_t d = 0; d < b->days; d++)
        for (uint32_t l = 0; l < b->lanes_count; l++) {
            const int open = lane_open(b, &b->lanes[l], d);
            const size_t slot = (size_t)d * b->lanes_count + l;
            b->fixed[0][slot] = open ? 0 : OW_FAR;
            b->charge[slot * OW_CHARGES] = b->charge[slot * OW_CHARGES + 3] = OW_FAR;
            b->fixed[1][slot] =
                open ? exposure_of(b, &b->grid->options[b->lanes[l].option], d) : OW_FAR;
        }
    return 1;
}

/* ---- kinds ---- */

static int counts(const ow_class *class, const ow_limit *l) {
    const int item = class->item != OW_NO_INDEX;
    if (l->measure == OW_MEASURE_sites || (l->measure == OW_MEASURE_items) != item) return 0;
    if (!item && l->capability != OW_NO_INDEX && l->capability != class->capability) return 0;
    if (item && l->item != OW_NO_INDEX && l->item != class->item) return 0;
    return l->scope != OW_SCOPE_party || l->party == class->party;
}

static int is_other(const ow_class *class, const ow_limit *l) {
    return class->item == OW_NO_INDEX && l->kind == OW_LIMIT_KIND_floor && l->per_100_people > 0 &&
           l->measure == OW_MEASURE_people && l->capability != OW_NO_INDEX &&
           l->capability != class->capability &&
           (l->scope != OW_SCOPE_party || l->party == class->party);
}

static int same_kind(const ow_bound *b, const ow_kind *x, const ow_kind *y) {
    const size_t limits = b->grid->scenario->limits_count;
    return x->is_item == y->is_item && x->is_guard == y->is_guard &&
           memcmp(x->counted, y->counted, limits) == 0 && memcmp(x->other, y->other, limits) == 0;
}

static int lay_out_kinds(ow_bound *b) {
    const onward_scenario *s = b->grid->scenario;
    b->kinds = OW_ARRAY(b->arena, b->classes + 1u, ow_kind);
    if (!b->kinds) return 0;
    for (uint32_t c = 0; c < b->classes; c++) {
        const ow_class *class = &b->grid->classes[c];
        ow_kind *kind = &b->kinds[b->kinds_count];
        *kind = (ow_kind){.is_item = class->item != OW_NO_INDEX, .is_guard = class->is_guard};
        kind->counted = OW_ARRAY(b->arena, s->limits_count + 1u, uint8_t);
        kind->other = OW_ARRAY(b->arena, s->limits_count + 1u, uint8_t);
        if (!kind->counted || !kind->other) return 0;
        for (uint32_t i = 0; i < s->limits_count; i++) {
            kind->counted[i] = (uint8_t)counts(class, &s->limits[i]);
            kind->other[i] = (uint8_t)is_other(class, &s->limits[i]);
        }
        uint32_t k = 0;
        while (!same_kind(b, &b->kinds[k], kind)) k++;
        b->recursions[c].kind = k;
        if (k < b->kinds_count) continue;
        b->kinds_count++;
        kind->hold = OW_ARRAY(b->arena, (size_t)b->days * b->sites, double);
        kind->way = OW_ARRAY(b->arena, b->days, double);
        if (!kind->hold || !kind->way) return 0;
    }
    return 1;
}

/* ---- recursions ---- */

/* The first day at whose start any of the class can be at each site, by relaxing until nothing
 * changes. */
static void find_earliest(ow_bound *b, ow_recursion *r) {
    for (uint32_t s = 0; s < b->sites; s++) r->earliest[s] = b->days + 1;
    for (uint32_t k = 0; k < r->starts_count; k++) {
        const ow_start *start = &b->starts[r->starts[k]];
        if (start->ready_day < r->earliest[start->site])
            r->earliest[start->site] = start->ready_day;
    }
    for (int changed = 1; changed;) {
        changed = 0;
        for (uint32_t s = 0; s < b->sites; s++)
            for (uint32_t i = r->arcs_of_site[s]; i < r->arcs_of_site[s + 1]; i++) {
                const ow_arc *a = &r->arcs[i];
                uint32_t d = r->earliest[s], *to = &r->earliest[a->end % b->sites];
                while (d < b->days && OW_IS_FAR(b->fixed[0][(size_t)d * b->lanes_count + a->lane]))
                    d++;
                if (d >= b->days || d + a->lag >= *to) continue;
                *to = d + a->lag;
                changed = 1;
            }
    }
}

/* Arcs out of sites that the class cannot reach are dropped. */
static void drop_arcs(const ow_bound *b, ow_recursion *r) {
    uint32_t n = 0, k = 0, kept = 0, first = 0;
    for (uint32_t s = 0; s < b->sites; s++) {
        const uint32_t last = r->arcs_of_site[s + 1];
        r->arcs_of_site[s] = n;
        for (uint32_t i = first; i < last; i++) {
            const int is_self = k < r->self_count && r->self_arcs[k] == i;
            if (is_self) k++;
            if (r->earliest[s] > b->days) continue;
            if (is_self) r->self_arcs[kept++] = n;
            r->arcs[n++] = r->arcs[i];
        }
        first = last;
    }
    r->arcs_of_site[b->sites] = n;
    r->self_count = kept;
}

static double fate_points(const ow_bound *b, const ow_class *class) {
    double least = OW_FAR;
    for (int f = OW_FATE_transfer; class->item != OW_NO_INDEX && f < OW_FATE_COUNT; f++)
        if (class->fates >> f & 1) {
            const double points =
                (double)b->grid->scenario->items[class->item].fate_points_milli[f] / 1000.0;
            if (points < least) least = points;
        }
    return least;
}

static int lay_out_recursion(ow_bound *b, uint32_t class_index) {
    ow_recursion *r = &b->recursions[class_index];
    const size_t cells = (size_t)b->days * b->sites;
    const size_t beyond = (size_t)b->grid->lag_max * b->sites;
    r->starts = OW_ARRAY(b->arena, b->starts_count + 1u, uint32_t);
    r->earliest = OW_ARRAY(b->arena, b->sites + 1u, uint32_t);
    if (!r->starts || !r->earliest) return 0;
    for (uint32_t k = 0; k < b->starts_count; k++)
        if (b->starts[k].class_index == class_index) r->starts[r->starts_count++] = k;
    find_earliest(b, r);
    drop_arcs(b, r);
    const size_t arcs = r->arcs_of_site[b->sites];
    r->there = OW_ARRAY(b->arena, cells + beyond, double);
    r->points = OW_ARRAY(b->arena, arcs + 1, double);
    r->at_start = OW_ARRAY(b->arena, b->sites + 1u, double);
    r->go = OW_ARRAY(b->arena, arcs * b->days + 1, float);
    r->presence_unit = OW_ARRAY(b->arena, b->sites + 1u, float);
    for (int i = 0; i < 2; i++)
        if (!(r->late[i] = OW_ARRAY(b->arena, b->days + b->grid->lag_max + 1u, double))) return 0;
    float **by_cell[] = {&r->stay,          &r->by_fate,       &r->stock,    &r->presence,
                         &r->presence_best, &r->presence_kept, &r->momentum, &r->spread};
    for (size_t i = 0; i < sizeof by_cell / sizeof *by_cell; i++)
        if (!(*by_cell[i] = OW_ARRAY(b->arena, cells + 1, float))) return 0;
    if (!r->there || !r->points || !r->at_start || !r->go || !r->presence_unit) return 0;
    for (size_t i = 0; i < beyond; i++) r->there[cells + i] = OW_FAR;
    r->fate = fate_points(b, &b->grid->classes[class_index]);
    r->scale = 1;
    return 1;
}

static int lay_out_sums(ow_bound *b, ow_sums *sums) {
    const size_t cells = (size_t)b->days * b->sites, slots = (size_t)b->days * b->lanes_count + 1;
    sums->loads = OW_ARRAY(b->arena, slots * OW_SHARES, double);
    sums->vehicles = OW_ARRAY(b->arena, slots, double);
    sums->stock = OW_ARRAY(b->arena, b->kinds_count * cells + 1, double);
    sums->way = OW_ARRAY(b->arena, (size_t)b->kinds_count * b->days + 1, double);
    sums->crew =
        OW_ARRAY(b->arena, (size_t)b->grid->scenario->links_count * 2 * b->days + 1, double);
    sums->there = OW_ARRAY(b->arena, cells + (size_t)(b->grid->lag_max + 1) * b->sites, double);
    for (int i = 0; i < 2; i++)
        if (!(sums->presence[i] = OW_ARRAY(b->arena, cells, double))) return 0;
    return sums->loads && sums->vehicles && sums->stock && sums->way && sums->crew && sums->there;
}

int ow_bound_lay_out_classes(ow_bound *b) {
    if (!lay_out_arcs(b) || !lay_out_lanes(b) || !lay_out_kinds(b)) return 0;
    for (uint32_t c = 0; c < b->classes; c++)
        if (!lay_out_recursion(b, c)) return 0;
    for (int w = 0; w < OW_BOUND_WORKERS; w++)
        if (!lay_out_sums(b, &b->sums[w])) return 0;
    return 1;
}
