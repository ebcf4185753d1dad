/* Closings: for each base, embassy or hub that was open and is not at the end, its first closed
 * day, and the first day from whose end on it holds no items. O(sites × days). */
#include "plan/derive.h"

/* Whether the site held people or items before day 0, and items. */
static void held_at_start(uint8_t *open, uint8_t *items, const onward_scenario *scenario) {
    for (uint32_t u = 0; u < scenario->units_count; u++) {
        const ow_unit *unit = &scenario->units[u];
        if (unit->people > 0) open[unit->site] = 1;
        if (unit->holdings_count > 0) open[unit->site] = items[unit->site] = 1;
    }
}

/* Fills one closing; 0 if the site never opens, or is open at the end. */
static int close_site(ow_closing *closing, uint32_t site, const ow_stock *stock, int open,
                      int items) {
    uint32_t days = stock->days;
    if (!days || ow_stock_open(stock, site, days - 1)) return 0;
    int32_t closed = open ? 0 : -1, items_out = items ? 0 : INT32_MIN;
    int was_open = open, found = 0;
    for (uint32_t d = 0; d < days; d++) {
        int now = ow_stock_open(stock, site, d);
        if (was_open && !now && !found) {
            closed = (int32_t)d;
            found = 1;
        }
        was_open |= now;
        if (stock->items[(size_t)site * days + d] > 0) items_out = (int32_t)d + 1;
    }
    if (!found) return 0;
    *closing = (ow_closing){site, items_out, closed};
    return 1;
}

int ow_closings_derive(ow_closing **closings, uint32_t *count, ow_arena *arena,
                       const onward_scenario *scenario, const ow_stock *stock) {
    size_t sites = (size_t)scenario->sites_count + 1;
    uint8_t *open = OW_ARRAY(arena, sites, uint8_t);
    uint8_t *items = OW_ARRAY(arena, sites, uint8_t);
    ow_closing *rows = OW_ARRAY(arena, sites, ow_closing);
    if (!open || !items || !rows) return 0;
    held_at_start(open, items, scenario);
    *count = 0;
    *closings = rows;
    for (uint32_t s = 0; s < scenario->sites_count; s++)
        if (scenario->sites[s].closes_once &&
            close_site(&rows[*count], s, stock, open[s], items[s]))
            (*count)++;
    return 1;
}
