/* A scenario's identity: SHA-256 over every scenario table in schema order, each as "<table>\n" and
 * its canonical CSV (tables/read.h). So column order, byte order mark, line ends, quoting, columns
 * x_*, defaults spelt out and absent empty tables do not change it; the order of rows does. Linear.
 */
#include "base/hash.h"
#include "scenario/internal.h"
#include "tables/read.h"

ow_status ow_scenario_identify(onward_scenario *s) {
    ow_buffer text = {0};
    for (int i = 0; i < OW_TABLE_COUNT; i++) {
        const ow_table_info *table = ow_schema_table((ow_table_id)i);
        if (table->group != OW_GROUP_SCENARIO) continue;
        ow_buffer_text(&text, table->name);
        ow_buffer_char(&text, '\n');
        (void)ow_rows_write(&text, &s->rows, (ow_table_id)i);
    }
    int failed = text.failed;
    if (!failed) ow_sha256_hex(s->sha256, text.data, text.length);
    ow_buffer_free(&text);
    return failed ? OW_NO_MEMORY : OW_OK;
}
