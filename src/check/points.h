/* What a plan costs, reckoned from the facts (docs/reference/rules.md, "Points"). */
#ifndef ONWARD_CHECK_POINTS_H
#define ONWARD_CHECK_POINTS_H

#include "check/facts.h"

/* Fills the verdict's points and cost, and reports rule points if the plan says otherwise. */
void ow_check_points(ow_report *report, const ow_facts *facts);

#endif
