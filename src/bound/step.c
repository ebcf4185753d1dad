/* The step after the gradient (what is used less what there is): Adam's direction; its length grows
 * with the price, so that prices reach whatever size they need in few steps and are fine where they
 * are small. */
#include "bound/internal.h"

#include <math.h>

static const double BETA1 = 0.9, BETA2 = 0.99;

/* Direction of about -1 to 1; 0 and forgotten where the price is 0 and would fall. */
static inline double direction(double *momentum, double *spread, double gradient) {
    *spread =
        *spread > 0 ? BETA2 * *spread + (1 - BETA2) * gradient * gradient : gradient * gradient;
    *momentum = BETA1 * *momentum + (1 - BETA1) * gradient;
    return *spread > 0 ? *momentum / sqrt(*spread) : 0;
}

void ow_bound_step_rows(ow_bound *b) {
    for (size_t i = 0; i < b->at.count; i++) {
        const double unit = b->unit[i], gradient = b->usage[i] - b->rhs[i];
        const int free_sign = i >= b->at.crew;
        if (unit <= 0) continue;
        if (b->price[i] <= 0 && gradient <= 0 && !free_sign) {
            b->momentum[i] = 0;
            continue;
        }
        const double length = b->step * (unit + fabs(b->price[i]));
        const double price =
            b->price[i] + length * direction(&b->momentum[i], &b->spread[i], gradient);
        b->price[i] = price < 0 && !free_sign ? 0 : price;
    }
}

/* Presence rows of a class: stock <= quantity while the site is open. */
void ow_bound_step_presence(ow_bound *b, uint32_t class_index) {
    ow_recursion *r = &b->recursions[class_index];
    const ow_class *class = &b->grid->classes[class_index];
    const double *share = class->item == OW_NO_INDEX ? b->open_share : b->items_share;
    const double quantity = (double)class->quantity;
    for (uint32_t s = 0; s < b->sites; s++) {
        const double unit = (double)r->presence_unit[s];
        for (uint32_t d = 0; d < b->days && unit > 0; d++) {
            const size_t cell = (size_t)d * b->sites + s;
            const double gradient =
                (double)r->stock[cell] - quantity * share[(size_t)s * b->days + d];
            if (r->presence[cell] <= 0 && gradient <= 0) {
                r->momentum[cell] = 0;
                continue;
            }
            double momentum = (double)r->momentum[cell], spread = (double)r->spread[cell];
            const double length = b->step * (unit + (double)r->presence[cell]);
            const double price =
                (double)r->presence[cell] + length * direction(&momentum, &spread, gradient);
            r->momentum[cell] = (float)momentum;
            r->spread[cell] = (float)spread;
            r->presence[cell] = price < 0 ? 0 : (float)price;
        }
    }
}

void ow_bound_step_shares(ow_bound *b) {
    const size_t count = (size_t)b->groups * b->days * OW_SHARES;
    for (size_t i = 0; i < count; i++) {
        if (b->logit_gradient[i] == 0) continue;
        double z = b->logit[i] +
                   3 * b->step *
                       direction(&b->logit_momentum[i], &b->logit_spread[i], b->logit_gradient[i]);
        b->logit[i] = z > 8 ? 8 : z < -8 ? -8 : z;
    }
}
