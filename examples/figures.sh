#!/bin/sh
# Plans and checks examples, and writes the plans' figures into their README files, between the lines
# "<!-- plan figures -->" and "<!-- end of plan figures -->". Nothing there is written by hand.
#   examples/figures.sh [EXAMPLE...]     all of them by default
#   ONWARD=path/of/onward                build/release/onward, or the one on the PATH, by default
#   PLANS=folder                         keeps the plans there (a folder for each example)
#   OPTIONS="..."                        further options of onward plan, said in the block
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${ONWARD:-}" ]; then
    ONWARD=$here/../build/release/onward
    [ -x "$ONWARD" ] || ONWARD=onward
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plans=${PLANS:-$work}
mkdir -p "$plans"
[ $# -gt 0 ] || set -- iraq-2020 iraq-2020-residual niger-2023 minusma-2023 minusma-2023-restricted unifil-2027

for name; do
    scenario=$here/$name
    plan=$plans/$name
    rm -rf "$plan"
    # shellcheck disable=SC2086
    "$ONWARD" plan "$scenario" -o "$plan" ${OPTIONS:-} > "$work/plan.txt"
    "$ONWARD" check "$scenario" "$plan" > "$work/check.txt"
    happened=$scenario/x_happened.csv
    [ -f "$happened" ] || happened=
    {
        echo
        echo '```sh'
        # shellcheck disable=SC2086
        echo onward plan "examples/$name" -o plan ${OPTIONS:-}
        echo onward check "examples/$name" plan
        echo '```'
        echo
        # shellcheck disable=SC2086
        LC_ALL=C awk -f "$here/figures.awk" "$scenario/scenario.csv" "$scenario/sites.csv" \
            "$scenario/links.csv" $happened "$plan/plan.csv" "$plan/levels.csv" "$plan/closings.csv" \
            "$plan/movements.csv"
        echo
    } > "$work/block.md"
    readme=$scenario/README.md
    awk -v block="$work/block.md" '
        /^<!-- plan figures -->$/ { print; while ((getline line < block) > 0) print line; skip = 1; next }
        /^<!-- end of plan figures -->$/ { skip = 0 }
        !skip { print }' "$readme" > "$work/readme.md"
    cat "$work/readme.md" > "$readme"
    echo "$name: $(sed -n '2p' "$plan/plan.csv" | cut -d, -f3-6)"
done
