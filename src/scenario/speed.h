/* What is usual, for warnings only: speeds beyond which a planner would ask back, km/h, by mode. */
#ifndef ONWARD_SCENARIO_SPEED_H
#define ONWARD_SCENARIO_SPEED_H

#include "tables/rows.h"

static const int64_t ow_slowest_km_h[OW_MODE_COUNT] = {1, 5, 100, 5};
static const int64_t ow_fastest_km_h[OW_MODE_COUNT] = {130, 350, 1100, 90};

/* minutes < 0: none given. Short ways are left out, for they are driven in traffic. */
static inline int ow_is_odd_time(int64_t distance_m, int64_t minutes, int64_t mode) {
    if (minutes < 0 || distance_m < 10000) return 0;
    if (minutes == 0) return 1;
    int64_t km_h = distance_m * 60 / (minutes * 1000);
    return km_h > ow_fastest_km_h[mode] * 3 / 2 || km_h < ow_slowest_km_h[mode] / 2;
}

#endif
