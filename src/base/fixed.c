/* Thousandths and exact products. Products go through 128 bits, so that only the result must fit.
 */
#include "base/fixed.h"

#include <assert.h>

#define MILLI_MAX INT64_C(9000000000000000000) /* 9e15 whole units */

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

int ow_milli_parse(int64_t *milli, const char *text) {
    int negative = *text == '-';
    if (negative) text++;
    if (!is_digit(*text)) return 0;
    int64_t value = 0;
    for (; is_digit(*text); text++) {
        if (value > MILLI_MAX / 10) return 0;
        value = value * 10 + (*text - '0');
    }
    int places = 0;
    if (*text == '.') {
        if (!is_digit(*++text)) return 0;
        for (; places < 3 && is_digit(*text); text++, places++) {
            if (value > MILLI_MAX / 10) return 0;
            value = value * 10 + (*text - '0');
        }
    }
    if (*text != '\0') return 0;
    for (; places < 3; places++) {
        if (value > MILLI_MAX / 10) return 0;
        value *= 10;
    }
    if (value > MILLI_MAX) return 0;
    *milli = negative ? -value : value;
    return 1;
}

char *ow_milli_format(char out[24], int64_t milli) {
    char digits[24];
    int count = 0, at = 0;
    uint64_t left = milli < 0 ? 0 - (uint64_t)milli : (uint64_t)milli;
    uint64_t fraction = left % 1000;
    left /= 1000;
    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (milli < 0) out[at++] = '-';
    while (count > 0) out[at++] = digits[--count];
    if (fraction > 0) {
        out[at++] = '.';
        for (uint64_t place = 100; fraction > 0; place /= 10) {
            out[at++] = (char)('0' + fraction / place);
            fraction %= place;
        }
    }
    out[at] = '\0';
    return out;
}

__extension__ typedef __int128 wide;

static int64_t narrow(wide value) {
    assert(value >= INT64_MIN && value <= INT64_MAX);
    return (int64_t)value;
}

int64_t ow_mul_div_floor(int64_t a, int64_t b, int64_t c) {
    assert(c > 0);
    wide product = (wide)a * b;
    wide quotient = product / c;
    return narrow(quotient - (product % c < 0));
}

int64_t ow_mul_div_ceil(int64_t a, int64_t b, int64_t c) {
    assert(c > 0);
    wide product = (wide)a * b;
    wide quotient = product / c;
    return narrow(quotient + (product % c > 0));
}
