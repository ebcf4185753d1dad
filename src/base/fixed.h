/* Fixed point: decimals of at most three places as int64_t thousandths ("milli"), and exact
 * products. Every product goes through 128 bits and saturates never: overflow is a programmer's
 * fault (assert), since table ranges keep it from happening. */
#ifndef ONWARD_BASE_FIXED_H
#define ONWARD_BASE_FIXED_H

#include <stdint.h>

#define OW_NONE INT64_MIN /* an empty cell without a default */

/* "[-]digits[.d[d[d]]]" to thousandths; 1 on success, 0 if malformed or beyond ±9e15. */
int ow_milli_parse(int64_t *milli, const char *text);
/* Shortest decimal ("2", "0.5"); out has 24 bytes; returns out. */
char *ow_milli_format(char out[24], int64_t milli);
/* ⌈a × b / c⌉ and ⌊a × b / c⌋ for c > 0, any sign of a and b. */
int64_t ow_mul_div_ceil(int64_t a, int64_t b, int64_t c);
int64_t ow_mul_div_floor(int64_t a, int64_t b, int64_t c);

#endif
