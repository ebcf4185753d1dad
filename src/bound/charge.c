/* Missions between prices and loads: what a mission costs at the present prices and what its load is charged;
 * and, the other way, which rows a day's loads use. Each is the transpose of the other. */
#include "bound/internal.h"

#include <string.h>

static size_t group_of(const ow_bound *b, uint32_t option, uint32_t day)
{
    return ((size_t)b->group[option] * b->days + day) * OW_SHARES;
}

double ow_bound_share(const ow_bound *b, const double *logit, uint32_t option, uint32_t day, int column)
{
    const double *z = logit + group_of(b, option, day);
    const uint8_t *binds = b->share_of + (size_t)option * OW_SHARES;
    double most = -OW_FAR, sum = 0;
    if (!binds[column]) return 0;
    for (int i = 0; i < OW_SHARES; i++)
        if (binds[i] && z[i] > most) most = z[i];
    for (int i = 0; i < OW_SHARES; i++)
        if (binds[i]) sum += exp(z[i] - most);
    return exp(z[column] - most) / sum;
}

/* Calls a row of every resource that one mission of an option on a day takes, with how much. */
typedef void visit(ow_bound *b, size_t row, double amount, double *sum);

static void add_price(ow_bound *b, size_t row, double amount, double *sum)
{
    *sum += b->price[row] * amount;
}

static void add_usage(ow_bound *b, size_t row, double amount, double *sum)
{
    b->usage[row] += amount * *sum;
}

static void visit_rows(ow_bound *b, uint32_t option, uint32_t day, visit *call, double *sum)
{
    const onward_scenario *s = b->grid->scenario;
    const ow_option *o = &b->grid->options[option];
    const size_t mode = (size_t)s->links[o->link].mode;
    call(b, b->at.link + ((size_t)o->link * 2 + o->backward) * b->days + day, 1, sum);
    call(b, b->at.site + ((size_t)o->from * OW_MODE_COUNT + mode) * b->days + day, 1, sum);
    call(b, b->at.site + ((size_t)o->to * OW_MODE_COUNT + mode) * b->days + day + o->lag - 1, 1, sum);
    if (o->permission != OW_NO_INDEX)
        call(b, b->at.permission + (size_t)o->permission * b->days + day, 1, sum);
    if (o->fleet == OW_SELF) return;
    const uint32_t busy = o->cycle_min > s->fleets[o->fleet].duty_min ? o->busy : 1;
    for (uint32_t d = day; d < day + busy && d < b->days; d++)
        call(b, b->at.vehicle + (size_t)o->fleet * b->days + d, b->use[option], sum);
}

void ow_bound_charge(ow_bound *b)
{
    const ow_grid *g = b->grid;
    for (uint32_t o = 0; o < g->options_count; o++) {
        const ow_option *option = &g->options[o];
        const double capacity[OW_SHARES] = {(double)option->people_max, (double)option->payload_kg,
                                            (double)option->area_milli_m2};
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t slot = (size_t)o * b->days + d;
            if (!g->open[slot]) continue;
            b->mission[slot] = (double)option->lift_milli / 1000.0;
            visit_rows(b, o, d, add_price, &b->mission[slot]);
            for (int i = 0; i < OW_SHARES && option->fleet != OW_SELF; i++)
                b->charge[slot * OW_SHARES + (size_t)i] =
                    b->share_of[o * OW_SHARES + (uint32_t)i]
                        ? b->mission[slot] * ow_bound_share(b, b->logit, o, d, i) / capacity[i]
                        : 0;
        }
    }
}

/* Loads (in vehicles' worth by column) to missions by the shares; missions to rows. The gradient of a share
 * is what the mission costs times its column's load; it goes where loads were, times the mission's points. */
void ow_bound_collect(ow_bound *b)
{
    const ow_grid *g = b->grid;
    for (uint32_t o = 0; o < g->options_count; o++)
        for (uint32_t d = 0; d < b->days; d++) {
            const size_t slot = (size_t)o * b->days + d;
            double missions = 0;
            if (!g->open[slot]) continue;
            if (g->options[o].fleet == OW_SELF) missions = b->sums[0].vehicles[slot];
            for (int i = 0; i < OW_SHARES; i++) {
                double *load = &b->sums[0].loads[slot * OW_SHARES + (size_t)i];
                missions += *load * ow_bound_share(b, b->logit, o, d, i);
                *load *= b->mission[slot];
            }
            if (missions > 0) visit_rows(b, o, d, add_usage, &missions);
        }
}
