#!/usr/bin/env bash
# The pages that the program prints are those in the repository.
. "$(dirname "$0")/lib_cli.sh"

same() { # same PAGE ARGUMENTS...
  local page=$1
  shift
  "$ONWARD" "$@" > page || fail "onward $*"
  diff -u "$SOURCE_DIR/$page" page > out || fail "$page is not what \`onward $*\` prints: print it anew"
}
same docs/reference/cli.md help --markdown
same docs/man/onward.1 help --man
same docs/reference/tables.md schema --markdown
same docs/reference/notices.md notices --markdown

ends 0 schema --datapackage
jq -e '.resources | map(.name) | index("units") != null' out > /dev/null || fail "datapackage of a scenario"
ends 0 schema --datapackage --of plan
jq -e '.resources | map(.name) | index("movements") != null' out > /dev/null || fail "datapackage of a plan"
ends 0 notices --json
codes=$(jq -r '.[]' out)
[ -n "$codes" ] || fail "no notices"
for code in $codes; do
  ends 0 notices "$code"
  says out "$code"
done
ends 0 notices --json "$code"
jq -e .text out > /dev/null || fail "notices CODE --json"
