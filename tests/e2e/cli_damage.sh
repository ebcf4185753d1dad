#!/usr/bin/env bash
# One cell of a plan changed: `onward check` ends with 1 and names the rule. The plan by hand uses every rule.
. "$(dirname "$0")/lib_cli.sh"
scenario=$SOURCE_DIR/tests/data/all-rules
plan=$SOURCE_DIR/tests/data/all-rules-plan

ends 0 check "$scenario" "$plan"

# cell FILE ROW COLUMN VALUE: the plan in `damaged`, with one cell changed.
cell() {
  rm -rf damaged
  cp -r "$plan" damaged
  chmod -R u+w damaged
  awk -F, -v OFS=, -v row="$2" -v name="$3" -v value="$4" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; if (!at) exit 1 }
    NR == row { if ($at == value) exit 1; $at = value }
    { print }' "$plan/$1" > "damaged/$1" || fail "cell $*"
}
wrong() { # wrong RULE FILE ROW COLUMN VALUE
  local rule=$1
  shift
  cell "$@"
  ends 1 check "$scenario" damaged
  grep -qE "^ *$rule\b" out || fail "$*: the rule $rule is not named"
  ends 1 check --json "$scenario" damaged
  jq -e --arg rule "$rule" '.right == false and any(.violations[]; .rule == $rule)' out > /dev/null \
    || fail "$*: the rule $rule is not in the JSON"
}
wrong conservation movements.csv 2 quantity 7
wrong payload movements.csv 2 quantity 100
wrong time movements.csv 2 arrive_date 2026-03-02
wrong reference movements.csv 2 depart_date 2025-01-01
wrong vehicle movements.csv 2 vehicle 99
wrong permission movements.csv 2 permission_id ""
wrong permission movements.csv 2 permission_id p-no-such
wrong reference movements.csv 2 unit_id nobody
wrong reference movements.csv 2 quantity 0
wrong reference movements.csv 2 depart_date 2026-02-30
wrong escort movements.csv 2 convoy_id ""
wrong escort convoys.csv 2 escort_people 0
wrong fate fates.csv 2 fate destroy
wrong derived closings.csv 2 closed_date 2026-03-05
wrong derived levels.csv 2 people 18
wrong derived plan.csv 2 last_out_date 2026-03-08
wrong points plan.csv 2 points 1512.4
wrong bound plan.csv 2 bound_points 1

# What cannot be understood is named with file, row and column as well.
cell movements.csv 2 unit_id nobody
ends 1 check "$scenario" damaged
says err "movements.csv, row 2, column unit_id"
says err "cure:"
