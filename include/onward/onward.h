/* All of Onward's library in one include. The headers in order of use: types and library (statuses,
 * errors, version), scenario (load, validate), planner (plan), plan (read, write, look into, sum
 * up), check (the independent checker), export (pages and models). */
#ifndef ONWARD_ONWARD_H
#define ONWARD_ONWARD_H

#include <onward/check.h>
#include <onward/export.h>
#include <onward/library.h>
#include <onward/plan.h>
#include <onward/planner.h>
#include <onward/scenario.h>
#include <onward/types.h>

#endif
