#!/usr/bin/env bash
# ctest: timeout=600 sanitize=0
# Every example: no errors, a plan after little work, the checker agrees, its page can be written.
. "$(dirname "$0")/lib_cli.sh"

ran=0
for table in "$SOURCE_DIR"/examples/*/scenario.csv; do
  scenario=$(dirname "$table")
  name=$(basename "$scenario")
  ends 0 validate "$scenario"
  ends 0 plan "$scenario" -o "$name" --work-limit 1000000
  says out "read back and checked"
  [ "$(LC_ALL=C awk '{ gsub(/[\200-\277]/, "") } length > 100' out | wc -l)" = 0 ] || fail "$name: a line of over 100 columns"
  ends 0 check "$scenario" "$name"
  ends 0 export "$scenario" "$name" --to html -o "$name.html"
  ran=$((ran + 1))
done
[ "$ran" -ge 4 ] || fail "only $ran examples"
