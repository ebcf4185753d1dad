/* Ids and references of the tables of one group: group key of notice.def. */
#ifndef ONWARD_TABLES_KEYS_H
#define ONWARD_TABLES_KEYS_H

#include "base/status.h"
#include "tables/notice.h"
#include "tables/schema.h"

/* unread[table] is 1 where a table could not be read: references to it are not looked at. OW_OK
 * whatever was found, or OW_NO_MEMORY. */
ow_status ow_keys_check(const ow_rows *rows, ow_group group, const uint8_t unread[OW_TABLE_COUNT],
                        ow_notices *notices);

#endif
