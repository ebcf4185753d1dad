#!/usr/bin/env bash
# ctest: timeout=300
# From nothing to a checked plan, and every way to look at it. The same plan with one thread and with two.
. "$(dirname "$0")/lib_cli.sh"

ends 0 init scenario
ends 0 validate scenario
says out "0 errors"
ends 6 init scenario
ends 0 plan scenario -o one --work-limit 300000 --threads 1
says out "read back and checked"
says out "Last out"
says err "points"
cp out summary
ends 0 plan scenario -o two --work-limit 300000 --threads 2 --progress none
silent err
diff -r one two > diff || fail "one thread and two threads differ: $(head -5 diff)"
ends 0 plan scenario -o two --work-limit 300000 --threads 2 --progress none
diff -r one two > diff || fail "two runs differ"
for file in plan.csv movements.csv convoys.csv closings.csv fates.csv levels.csv proof.json; do
  [ -s "one/$file" ] || fail "$file is missing"
done
[ "$(ls -A | grep -c tmp)" = 0 ] || fail "something temporary is left"

ends 0 check scenario one
says out "right"
ends 0 check --json scenario one
jq -e '.right == true' out > /dev/null || fail "check --json"
ends 0 plan scenario -o one --work-limit 300000 --json --progress json
jq -e '.checked and .exit_code == 0 and .plan.points_milli >= .plan.bound_points_milli' out > /dev/null \
  || fail "plan --json"
jq -es 'length > 0 and all(.[]; has("source") and has("points_milli") and has("bound_points_milli"))' err \
  > /dev/null || fail "--progress json"

# Levels: from the movements, the same as the plan's own table.
ends 0 levels scenario one
cmp -s out one/levels.csv || fail "levels differ from levels.csv"
ends 0 levels scenario one --site country
cut -d, -f2 out | sed 1d | grep -q . && fail "--site country gives sites"
ends 0 levels scenario one --json
jq -e 'length > 0 and has(0) and (.[0] | has("people"))' out > /dev/null || fail "levels --json"
ends 2 levels scenario one --site nowhere

# A gap that nobody reaches: the plan is written, exit 4.
ends 4 plan scenario -o gap --work-limit 100000 --gap 0.001 --progress none
ends 0 check scenario gap

# Folders that are no plans are not touched.
mkdir letters
echo hello > letters/letter.txt
ends 6 plan scenario -o letters --work-limit 100000
says err "holds no plan.csv"
[ "$(cat letters/letter.txt)" = hello ] || fail "a letter is gone"
ends 6 plan no-such-scenario -o p
ends 6 validate no-such-scenario
ends 6 check scenario no-such-plan
ends 6 check no-such-scenario one
ends 6 levels scenario no-such-plan
mkdir empty
ends 1 check scenario empty
ends 1 plan empty -o p
says err "cure:"
[ ! -e p ] || fail "a plan of nothing"

# Exports.
ends 0 export scenario one --to html -o page.html
grep -q DRAFT page.html || fail "the page does not say DRAFT"
ends 0 export scenario one --to html
cmp -s out page.html || fail "page on stdout"
ends 0 export scenario --to mps -o model.mps
grep -q '^ENDATA' model.mps || fail "the model has no end"
ends 6 export scenario one -o no/such/folder/page.html
if [ -e /dev/full ]; then
  code=0
  "$ONWARD" help > /dev/full 2> err || code=$?
  [ "$code" = 6 ] || fail "a full disk ended with $code"
fi
