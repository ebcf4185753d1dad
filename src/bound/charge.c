/* Missions between prices and loads: what a mission costs at the present prices and what its load
 * is charged; and, the other way, which rows a day's loads use. Each is the transpose of the other.
 */
#include "bound/internal.h"

#include <math.h>

static const double *logits_of(const ow_bound *b, const double *logit, uint32_t lane,
                               uint32_t day) {
    return logit + ((size_t)b->lanes[lane].group * b->days + day) * OW_SHARES;
}

void ow_bound_shares(double share[OW_SHARES], const ow_bound *b, const double *logit, uint32_t lane,
                     uint32_t day) {
    const double *z = logits_of(b, logit, lane, day), *capacity = b->lanes[lane].capacity;
    double most = -OW_FAR, sum = 0;
    for (int i = 0; i < OW_SHARES; i++)
        if (capacity[i] > 0 && z[i] > most) most = z[i];
    for (int i = 0; i < OW_SHARES; i++)
        sum += share[i] = capacity[i] > 0 ? ow_exp_minus(most - z[i]) : 0;
    for (int i = 0; i < OW_SHARES && sum > 0; i++) share[i] /= sum;
}

/* Rounded so that they still sum to 1000: what is left over goes to the largest. */
void ow_bound_shares_milli(int64_t milli[OW_SHARES], const ow_bound *b, const double *logit,
                           uint32_t lane, uint32_t day) {
    double share[OW_SHARES];
    int most = 0;
    int64_t sum = 0;
    ow_bound_shares(share, b, logit, lane, day);
    for (int i = 0; i < OW_SHARES; i++) {
        sum += milli[i] = (int64_t)(1000.0 * share[i]);
        if (share[i] > share[most]) most = i;
    }
    if (sum > 0) milli[most] += 1000 - sum;
}

/* ---- rows of a mission ---- */

/* The rows that one mission takes a unit of on a day, apart from its vehicle and permission. */
static void rows_of(size_t row[3], const ow_bound *b, const ow_option *o, uint32_t day) {
    const size_t mode = (size_t)b->grid->scenario->links[o->link].mode;
    row[0] = b->at.link + ((size_t)o->link * 2 + o->backward) * b->days + day;
    row[1] = b->at.site + ((size_t)o->from * OW_MODE_COUNT + mode) * b->days + day;
    row[2] = b->at.site + ((size_t)o->to * OW_MODE_COUNT + mode) * b->days + day + o->lag - 1;
}

static uint32_t last_busy(const ow_bound *b, const ow_lane *lane, uint32_t day) {
    return day + lane->busy < b->days ? day + lane->busy : b->days;
}

/* Points of the rows of a mission, without lift and permission. */
static double price_of(const ow_bound *b, const ow_lane *lane, const ow_option *o, uint32_t day) {
    size_t row[3];
    double points = 0;
    rows_of(row, b, o, day);
    for (int i = 0; i < 3; i++) points += b->price[row[i]];
    for (uint32_t d = day; d < last_busy(b, lane, day); d++)
        points += lane->use * b->price[b->at.vehicle + (size_t)o->fleet * b->days + d];
    return points;
}

static double permission_price(const ow_bound *b, const ow_option *o, uint32_t day) {
    return o->permission == OW_NO_INDEX
               ? 0
               : b->price[b->at.permission + (size_t)o->permission * b->days + day];
}

/* The cheapest permission, softly; their shares. */
static double permit(ow_bound *b, const ow_lane *lane, uint32_t day) {
    const double tau = b->temperature * lane->worth;
    double points = OW_FAR, sum = 0;
    for (uint32_t i = lane->first; i < lane->first + lane->count; i++) {
        const uint32_t o = b->lane_options[i];
        if (!b->grid->open[(size_t)o * b->days + day]) continue;
        const double price = permission_price(b, &b->grid->options[o], day);
        if (price < points) points = price;
    }
    for (uint32_t i = lane->first; i < lane->first + lane->count; i++) {
        const uint32_t o = b->lane_options[i];
        float *share = &b->permitted[(size_t)i * b->days + day];
        *share = 0;
        if (!b->grid->open[(size_t)o * b->days + day]) continue;
        const double more = permission_price(b, &b->grid->options[o], day) - points;
        const double part =
            tau > 0 ? more < 20 * tau ? ow_exp_minus(more / tau) : 0 : more <= 0 && sum <= 0;
        *share = (float)part;
        sum += part;
    }
    for (uint32_t i = lane->first; i < lane->first + lane->count; i++)
        b->permitted[(size_t)i * b->days + day] /= (float)sum;
    return tau > 0 ? points - tau * ow_log_of(sum) : points;
}

static void charge_lane(ow_bound *b, uint32_t l, uint32_t day) {
    const ow_lane *lane = &b->lanes[l];
    const ow_option *o = &b->grid->options[lane->option];
    const size_t slot = (size_t)day * b->lanes_count + l;
    double share[OW_SHARES];
    double points = (double)o->lift_milli / 1000.0 + price_of(b, lane, o, day) +
                    (lane->count > 1 ? permit(b, lane, day) : permission_price(b, o, day));
    /* Softly the cheapest of several may seem to cost less than nothing; a mission never does. */
    b->mission[slot] = points > 0 ? points : 0;
    double *charge = b->charge + slot * OW_CHARGES;
    charge[0] = b->fixed[1][slot];
    charge[3] = 0;
    if (o->fleet == OW_SELF) return;
    if (b->temperature > 0) {
        ow_bound_shares(share, b, b->logit, l, day);
    } else {
        int64_t milli[OW_SHARES];
        ow_bound_shares_milli(milli, b, b->logit, l, day);
        for (int i = 0; i < OW_SHARES; i++) share[i] = (double)milli[i] / 1000.0;
    }
    for (int i = 0; i < OW_SHARES; i++) {
        const double each =
            lane->capacity[i] > 0 ? b->mission[slot] * share[i] / lane->capacity[i] : 0;
        charge[i] = i == 0 ? charge[0] + each : each;
    }
}

void ow_bound_charge(ow_bound *b, uint32_t worker) {
    for (uint32_t day = worker; day < b->days; day += OW_BOUND_WORKERS)
        for (uint32_t l = 0; l < b->lanes_count; l++)
            if (!OW_IS_FAR(b->fixed[0][(size_t)day * b->lanes_count + l])) charge_lane(b, l, day);
}

/* ---- from loads to rows ---- */

static void use_rows(ow_bound *b, const ow_lane *lane, uint32_t day, double missions) {
    const ow_option *o = &b->grid->options[lane->option];
    size_t row[3];
    rows_of(row, b, o, day);
    for (int i = 0; i < 3; i++) b->usage[row[i]] += missions;
    for (uint32_t d = day; d < last_busy(b, lane, day); d++)
        b->usage[b->at.vehicle + (size_t)o->fleet * b->days + d] += lane->use * missions;
    for (uint32_t i = lane->first; i < lane->first + lane->count; i++) {
        const ow_option *p = &b->grid->options[b->lane_options[i]];
        if (p->permission == OW_NO_INDEX) continue;
        const double share = lane->count > 1 ? (double)b->permitted[(size_t)i * b->days + day] : 1;
        b->usage[b->at.permission + (size_t)p->permission * b->days + day] += share * missions;
    }
}

/* Loads (in vehicles' worth by column) to missions by the shares; missions to rows. The gradient of
 * a share is what the mission costs times its column's load. */
void ow_bound_collect(ow_bound *b) {
    memset(b->logit_gradient, 0, (size_t)b->groups * b->days * OW_SHARES * sizeof(double));
    for (uint32_t day = 0; day < b->days; day++)
        for (uint32_t l = 0; l < b->lanes_count; l++) {
            const size_t slot = (size_t)day * b->lanes_count + l;
            const double *load = b->sums[0].loads + slot * OW_SHARES;
            double missions = b->sums[0].vehicles[slot], mean = 0, share[OW_SHARES];
            if (load[0] + load[1] + load[2] > 0) {
                ow_bound_shares(share, b, b->logit, l, day);
                for (int i = 0; i < OW_SHARES; i++) mean += load[i] * share[i];
                double *to =
                    b->logit_gradient + ((size_t)b->lanes[l].group * b->days + day) * OW_SHARES;
                for (int i = 0; i < OW_SHARES; i++)
                    to[i] += b->mission[slot] * share[i] * (load[i] - mean);
                missions += mean;
            }
            if (missions > 0 && b->mission[slot] > 0) use_rows(b, &b->lanes[l], day, missions);
        }
}

/* ---- for the search ---- */

void ow_bound_price_missions(ow_bound *b) {
    double *price = b->price;
    b->price = b->best_price;
    for (uint32_t l = 0; l < b->lanes_count; l++)
        for (uint32_t i = b->lanes[l].first; i < b->lanes[l].first + b->lanes[l].count; i++) {
            const uint32_t o = b->lane_options[i];
            for (uint32_t d = 0; d < b->days; d++) {
                const size_t slot = (size_t)o * b->days + d;
                if (b->grid->open[slot])
                    b->mission_price[slot] = price_of(b, &b->lanes[l], &b->grid->options[o], d) +
                                             permission_price(b, &b->grid->options[o], d);
            }
        }
    b->price = price;
}
