/* Row structs, one a table of schema.def: ow_<table>_row with a field a column, and struct ow_rows,
 * which holds every table's rows. Texts and ids are NUL-terminated and never NULL ("" when empty);
 * INT, BOOL, ENUM (place in its list) and SET (bits) are int64_t; MILLI is in thousandths; DATE is
 * a day number of base/day.h. An empty cell without a default is OW_NONE. line[i] is the file's
 * line of row i. */
#ifndef ONWARD_TABLES_ROWS_H
#define ONWARD_TABLES_ROWS_H

#include "base/arena.h"
#include "base/fixed.h"

#include <stdint.h>

#define OW_FIELD_ID const char *
#define OW_FIELD_REF const char *
#define OW_FIELD_TEXT const char *
#define OW_FIELD_INT int64_t
#define OW_FIELD_MILLI int64_t
#define OW_FIELD_DATE int64_t
#define OW_FIELD_BOOL int64_t
#define OW_FIELD_ENUM int64_t
#define OW_FIELD_SET int64_t

#define TABLE(name, group, presence, rows_max, meaning) typedef struct ow_##name##_row {
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning) OW_FIELD_##type name;
#define END(name)                                                                                  \
    }                                                                                              \
    ow_##name##_row;
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END

/* Tables as numbers: OW_TABLE_sites. */
typedef enum ow_table_id {
#define TABLE(name, group, presence, rows_max, meaning) OW_TABLE_##name,
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
    OW_TABLE_COUNT
} ow_table_id;

typedef struct ow_rows {
#define TABLE(name, group, presence, rows_max, meaning)                                            \
    struct {                                                                                       \
        ow_##name##_row *data;                                                                     \
        uint32_t *line;                                                                            \
        uint32_t count;                                                                            \
    } name;
#define COLUMN(table, name, type, presence, def, min, max, reference, meaning)
#define END(name)
#include "tables/schema.def"
#undef TABLE
#undef COLUMN
#undef END
} ow_rows;

/* Words: OW_MODE_road, OW_SITE_KIND_base, ... */
enum { OW_MODE_road, OW_MODE_rail, OW_MODE_air, OW_MODE_sea, OW_MODE_COUNT };
enum { OW_ROLE_host, OW_ROLE_sending, OW_ROLE_observer };
enum {
    OW_SITE_KIND_base,
    OW_SITE_KIND_embassy,
    OW_SITE_KIND_hub,
    OW_SITE_KIND_airport,
    OW_SITE_KIND_seaport,
    OW_SITE_KIND_crossing,
    OW_SITE_KIND_home
};
enum { OW_FATE_return, OW_FATE_transfer, OW_FATE_sell, OW_FATE_destroy, OW_FATE_COUNT };
enum { OW_LIMIT_KIND_floor, OW_LIMIT_KIND_ceiling };
enum { OW_MEASURE_people, OW_MEASURE_items, OW_MEASURE_sites };
enum { OW_SCOPE_host, OW_SCOPE_site, OW_SCOPE_party };
enum { OW_ACTIVITY_movement, OW_ACTIVITY_overflight, OW_ACTIVITY_drone, OW_ACTIVITY_port_call };
enum {
    OW_PERMISSION_STATUS_requested,
    OW_PERMISSION_STATUS_granted,
    OW_PERMISSION_STATUS_deemed,
    OW_PERMISSION_STATUS_restricted,
    OW_PERMISSION_STATUS_denied,
    OW_PERMISSION_STATUS_revoked
};

#endif
