#!/bin/sh
# Plants one fault of each kind in an empty house and sees the checks of the source text find each, and
# nothing in the house without them: a check that cannot fail is none.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/src/base" "$root/src/check" "$root/src/search" "$root/src/cli" "$root/include/onward"
failures=0

house() { # a house without fault
  printf '/* Says why. */\n#include <stdio.h>\nint ow_a(void);\nint ow_a(void) {\n    return 1;\n}\n' \
    > "$root/src/base/a.c"
  cp "$root/src/base/a.c" "$root/src/check/a.c"
  cp "$root/src/base/a.c" "$root/src/search/a.c"
  cp "$root/src/base/a.c" "$root/src/cli/a.c"
  printf '/* Says why. */\n#include <onward/b.h>\n' > "$root/include/onward/a.h"
}

lines() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) print text }'; }

expect() { # expect PLACE MESSAGE: the check fails and says MESSAGE of PLACE
  if output=$("$here/source.sh" "$root" 2>&1); then
    echo "not found: $1 $2"; failures=$((failures + 1))
  elif ! printf '%s\n' "$output" | grep -qF -- "$1" || ! printf '%s\n' "$output" | grep -qF -- "$2"; then
    echo "wrong message for $1, wanted \"$2\": $output"; failures=$((failures + 1))
  fi
  house
}

pass() { # pass WHAT: no false alarm
  if ! output=$("$here/source.sh" "$root" 2>&1); then
    echo "false alarm ($1): $output"; failures=$((failures + 1))
  fi
  house
}

house
pass "the clean house"
lines 1100 'X(row)' >> "$root/src/base/a.c" && mv "$root/src/base/a.c" "$root/src/base/t.def"
pass "a long table"
rm "$root/src/base/t.def"
printf '// "%s" and double are only words here\nconst char *ow_t = "double";\n' 'search/a.h' >> "$root/src/check/a.c"
pass "words in a comment and in a string"
printf '%s\n' "/* $(lines 90 'ä' | tr -d '\n') */" >> "$root/src/base/a.c"
pass "96 characters in 186 bytes"

echo '#include "search/a.h"' >> "$root/src/base/a.c"
expect src/base/a.c:7: "src/base includes src/search, which stands above it"
echo '#include "search/a.h"' >> "$root/src/check/a.c"
expect src/check/a.c:7: "src/check may not include src/search"
echo '#include "base/a.h"' >> "$root/src/cli/a.c"
expect src/cli/a.c:7: "src/cli may not include src/base"
echo '#include "a.h"' >> "$root/src/base/a.c"
expect src/base/a.c:7: "without its folder"
echo '#include "../base/a.h"' >> "$root/src/check/a.c"
expect src/check/a.c:7: "relative path"
echo '#include "base/a.h"' >> "$root/include/onward/a.h"
expect include/onward/a.h:3: "only <onward/...>"
mkdir "$root/src/attic" && cp "$root/src/base/a.c" "$root/src/attic/a.c"
expect src/attic/a.c:1: "not in tests/lint/layers.txt"
rm -r "$root/src/attic"
lines 1000 '' >> "$root/src/base/a.c"
expect src/base/a.c:1006: "1006 lines"
{ echo 'int ow_long('; echo '    int a) {'; lines 68 '    a++;'; echo '}'; } >> "$root/src/base/a.c"
expect src/base/a.c:7: "a function of 71 lines"
printf '/* %s */\n' "$(lines 96 x | tr -d '\n')" >> "$root/src/base/a.c"
expect src/base/a.c:7: "102 columns"
printf '/* T%s: later */\n' ODO >> "$root/src/base/a.c"
expect src/base/a.c:7: "a promise in place of work"
sed -i 1d "$root/src/base/a.c"
expect src/base/a.c:1: "begins with a comment"
echo 'static double share;' >> "$root/src/check/a.c"
expect src/check/a.c:7: "floating point in src/check"
echo 'void ow_c(char *a) { strcpy(a, ""); }' >> "$root/src/base/a.c"
expect src/base/a.c:7: "without bounds"
printf 'F%s this\n' IXME > "$root/README.md"
expect README.md "a promise in place of work"
rm "$root/README.md"

if command -v "${CC:-cc}" > /dev/null 2>&1 && command -v nm > /dev/null 2>&1; then
  (
    cd "$root"
    { for i in 1 2 3 4 5 6 7 8 9 10; do echo "int ow_f$i(void); int ow_f$i(void) { return $i; }"; done
      echo 'const char *const ow_table[] = {"a", "b"};'; } > good.c
    echo 'int counter; int ow_g(void); int ow_g(void) { static int calls; return counter + calls++; }' > bad.c
    "${CC:-cc}" -fPIC -c good.c bad.c && ar rc good.a good.o && ar rc bad.a good.o bad.o
  )
  "$here/symbols.sh" "$root/good.a" > /dev/null || { echo "false alarm: symbols"; failures=$((failures + 1)); }
  output=$("$here/symbols.sh" "$root/bad.a") && { echo "not found: globals"; failures=$((failures + 1)); }
  for wanted in 'calls.*mutable global' 'counter.*mutable global' 'counter.*begins with ow_'; do
    printf '%s\n' "$output" | grep -q "$wanted" || { echo "not found: $wanted"; failures=$((failures + 1)); }
  done
fi
[ "$failures" = 0 ] && echo "each planted fault was found, and no other"
exit "$((failures > 0))"
