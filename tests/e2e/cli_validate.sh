#!/usr/bin/env bash
# A scenario with many faults: each is said with file, row, column and cure; nothing crashes or is written.
. "$(dirname "$0")/lib_cli.sh"

"$ONWARD" init scenario > /dev/null
ends 0 validate scenario
ends 0 validate --json scenario
jq -e '.errors == 0' out > /dev/null || fail "validate --json of a good one"

edit() { # edit FILE ROW COLUMN VALUE, in `bad`
  awk -F, -v OFS=, -v row="$2" -v name="$3" -v value="$4" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; if (!at) exit 1 }
    NR == row { $at = value } { print }' "bad/$1" > changed || fail "edit $*"
  mv changed "bad/$1"
}
faults="units.csv site_id nowhere
units.csv people -1
units.csv due_date 2026-02-30
links.csv mode rial
links.csv distance_km x
fleets.csv speed_km_h 0
items.csv mass_kg 1.5
sites.csv lat 91
holdings.csv quantity 0
parties.csv role hots"
echo "$faults" | while read -r file column value; do
  rm -rf bad
  cp -r scenario bad
  edit "$file" 2 "$column" "$value"
  ends 1 validate bad
  grep -F "$file:2" out | grep -qF "$column" || fail "$file $column=$value: place not named"
  says out "cure:"
  ends 1 validate --json bad
  jq -e --arg file "$file" --arg column "$column" \
    '.errors >= 1 and any(.notices[]; .file == $file and .row == 2 and .column == $column and .hint != "")' \
    out > /dev/null || fail "$file $column=$value in the JSON"
  ends 1 plan bad -o plan
  says err "$column"
  [ ! -e plan ] || fail "a scenario with errors was planned"
done

# All at once.
rm -rf bad
cp -r scenario bad
while read -r file column value; do edit "$file" 2 "$column" "$value"; done <<< "$faults"
ends 1 validate --json bad
[ "$(jq .errors out)" -ge 10 ] || fail "fewer errors than faults"
