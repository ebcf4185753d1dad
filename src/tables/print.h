/* The schema and notices written out: for people, for programs, for the docs. Every function
 * appends to out and returns OW_OK or OW_NO_MEMORY. */
#ifndef ONWARD_TABLES_PRINT_H
#define ONWARD_TABLES_PRINT_H

#include "base/buffer.h"
#include "base/status.h"
#include "tables/notice.h"
#include "tables/schema.h"

/* Control characters of values are escaped, so that a file cannot write to a terminal. */
ow_status ow_notices_text(ow_buffer *out, const ow_notices *notices);
ow_status ow_notices_json(ow_buffer *out, const ow_notices *notices);

ow_status ow_notice_explain(ow_buffer *out, ow_notice_code code);
ow_status ow_notices_markdown(ow_buffer *out);

ow_status ow_schema_markdown(ow_buffer *out);
ow_status ow_schema_datapackage(ow_buffer *out, ow_group group);

#endif
