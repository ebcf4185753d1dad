/* proof.json: a plan's certificate as text (docs/reference/bound.md, "proof.json"). Ids instead of
 * indexes, so that it can be read beside the scenario; the prices of a row as runs of days, so that
 * it stays small. Reading only resolves ids and types: whether the numbers make a proof is for
 * src/check to say. */
#ifndef ONWARD_PLAN_PROOF_JSON_H
#define ONWARD_PLAN_PROOF_JSON_H

#include "base/buffer.h"
#include "plan/proof.h"
#include "scenario/scenario.h"

/* What a proof may hold at most: of text, and of days with a price or a share of their own. */
#define OW_PROOF_BYTES_MAX ((size_t)256 << 20)
#define OW_PROOF_PRICES_MAX ((size_t)1 << 24)
#define OW_PROOF_SHARES_MAX ((size_t)1 << 22)

/* Appends the proof (NULL: an empty one) to out: sorted, prices of 0 left out. Its keys must be of
 * the scenario. O(n log n). OW_NO_MEMORY; out may then hold a part. */
ow_status ow_proof_write(ow_buffer *out, const ow_proof *proof, const onward_scenario *scenario);
/* Reads one into the arena, in the order of the text, prices of 0 left out. OW_INPUT where the text
 * is not such a file or names what the scenario does not have; *out is then unchanged. O(n log n).
 */
ow_status ow_proof_read(ow_proof **out, const char *text, size_t length,
                        const onward_scenario *scenario, ow_arena *arena, ow_error *error);

#endif
