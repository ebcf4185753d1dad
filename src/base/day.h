/* Days: int32_t, days since 1970-01-01 in the proleptic Gregorian calendar (civil dates, no time
 * zone). */
#ifndef ONWARD_BASE_DAY_H
#define ONWARD_BASE_DAY_H

#include <stdint.h>

/* "YYYY-MM-DD" exactly, year 1900..2199; returns 1 and fills *day, or 0. */
int ow_day_parse(int32_t *day, const char *text);
/* Writes 11 bytes with the NUL; returns out. */
char *ow_day_format(char out[11], int32_t day);

#endif
