/* Levels: what is at each host site, and in the whole host country, at the end of each day, for
 * charts. By day, by site as in sites.csv, the country last. O(sites × days). */
#include "plan/derive.h"

int ow_levels_derive(ow_level **levels, uint32_t *count, ow_arena *arena,
                     const onward_scenario *scenario, const ow_stock *stock) {
    uint32_t sites = 0;
    for (uint32_t s = 0; s < scenario->sites_count; s++) sites += scenario->sites[s].in_host;
    ow_level *rows = OW_ARRAY(arena, ((size_t)sites + 1) * stock->days + 1, ow_level);
    if (!rows) return 0;
    uint32_t n = 0;
    for (uint32_t d = 0; d < stock->days; d++) {
        ow_level country = {
            (int32_t)d, OW_NO_INDEX, stock->country_people[d], stock->country_guards[d], 0, 0};
        for (uint32_t s = 0; s < scenario->sites_count; s++) {
            if (!scenario->sites[s].in_host) continue;
            size_t place = (size_t)s * stock->days + d;
            int open = ow_stock_open(stock, s, d);
            rows[n++] =
                (ow_level){(int32_t)d,          s,   stock->people[place], stock->guards[place],
                           stock->items[place], open};
            country.items += stock->items[place];
            country.open += open;
        }
        rows[n++] = country;
    }
    *levels = rows;
    *count = n;
    return 1;
}
