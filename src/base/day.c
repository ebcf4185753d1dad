/* Civil dates and day numbers, in integers. Source: Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms" (days_from_civil, civil_from_days). O(1). */
#include "base/day.h"

#include <assert.h>

static int is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t month_days(int32_t year, int32_t month) {
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year. */
static int32_t from_civil(int32_t year, int32_t month, int32_t day) {
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = y / 400;
    int32_t year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int digits(int32_t *value, const char *text, int count) {
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return 0;
        *value = *value * 10 + (text[i] - '0');
    }
    return 1;
}

int ow_day_parse(int32_t *day, const char *text) {
    int32_t year = 0, month = 0, day_of_month = 0;
    for (int i = 0; i < 10; i++)
        if (text[i] == '\0') return 0;
    if (text[10] != '\0' || text[4] != '-' || text[7] != '-') return 0;
    if (!digits(&year, text, 4) || !digits(&month, text + 5, 2) ||
        !digits(&day_of_month, text + 8, 2))
        return 0;
    if (year < 1900 || year > 2199 || month < 1 || month > 12) return 0;
    if (day_of_month < 1 || day_of_month > month_days(year, month)) return 0;
    *day = from_civil(year, month, day_of_month);
    return 1;
}

static void put_digits(char *out, int32_t value, int count) {
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

char *ow_day_format(char out[11], int32_t day) {
    /* Years 0000 to 9999: what four digits can write. */
    assert(day >= -719468 && day <= 2932896);
    int32_t shifted = day + 719468;
    int32_t era = shifted / 146097;
    int32_t day_of_era = shifted - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    put_digits(out, year_of_era + era * 400 + (month <= 2), 4);
    put_digits(out + 5, month, 2);
    put_digits(out + 8, day_of_year - (153 * month_from_march + 2) / 5 + 1, 2);
    out[4] = out[7] = '-';
    out[10] = '\0';
    return out;
}
