/* One function a family of rules: looks at the facts, reports to the verdict. OW_NO_MEMORY is the
 * only failure. */
#ifndef ONWARD_CHECK_FAMILY_H
#define ONWARD_CHECK_FAMILY_H

#include "check/facts.h"

#define FAMILY(name) ow_status ow_check_family_##name(ow_report *report, const ow_facts *facts);
#include "check/family.def"
#undef FAMILY

#endif
