/* proof.json in and out (docs/reference/bound.md, "proof.json"). */
#ifndef ONWARD_PLAN_PROOF_JSON_H
#define ONWARD_PLAN_PROOF_JSON_H

#include "base/buffer.h"
#include "plan/plan.h"

/* Reads text[0 .. length). The proof lives in arena. OW_INPUT where it is malformed or names what the
 * scenario does not know, with file, and the cure, in error. */
ow_status ow_proof_read(ow_proof **out, const char *text, size_t length,
                        const onward_scenario *scenario, ow_arena *arena, ow_error *error);
/* Appends; the same proof gives the same bytes. */
ow_status ow_proof_write(ow_buffer *out, const ow_proof *proof, const onward_scenario *scenario,
                         ow_error *error);

#endif
