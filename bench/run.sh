#!/usr/bin/env bash
# Measures, and judges nothing: the checker on a million movements, and each example planned, checked and timed.
# Usage: bench/run.sh [EXAMPLE ...]; env ONWARD (the command), BUILD_DIR (where bench/bench_check is),
# WORK (ticks of work for each plan; empty: the default of the command).
# Prints tables on stdout. Figures depend on the machine and what else runs on it; points, bound and gap do not.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${ONWARD:=build/release/onward}" "${BUILD_DIR:=build/release}" "${WORK:=}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

printf '## The checker on a million movements\n\n'
if [ -x "$BUILD_DIR/bench/bench_check" ]; then
    "$BUILD_DIR/bench/bench_check"
else
    printf 'bench_check was not built: build with the preset release\n'
fi

# A field of the last line of progress that has it.
field() { sed -n "s/.*\"$1\": *\(-\{0,1\}[0-9.]*\).*/\1/p" "$2" | tail -n 1; }
first_plan() { awk -F'[:,]' '/"points_milli": *[0-9]/ { print $2 + 0; exit }' "$1"; }
reckon() { awk "BEGIN { printf \"%.${2:-1}f\", $1 }"; }

printf '\n## The examples\n\n'
printf '| example | points | bound | gap %% | first plan s | whole s | memory MB | check s |\n'
printf '|---|---|---|---|---|---|---|---|\n'
if [ $# -eq 0 ]; then
    set --
    for scenario in examples/*/scenario.csv; do set -- "$@" "$(basename "$(dirname "$scenario")")"; done
fi
for name in "$@"; do
    [ -f "examples/$name/scenario.csv" ] || continue
    log=$scratch/$name.log
    begin=$(date +%s.%N)
    "$ONWARD" plan "examples/$name" -o "$scratch/$name" --progress json ${WORK:+--work-limit "$WORK"} \
        >/dev/null 2>"$log" || printf 'plan of %s ended with code %s\n' "$name" "$?"
    middle=$(date +%s.%N)
    "$ONWARD" check "examples/$name" "$scratch/$name" >/dev/null || printf 'check of %s fails\n' "$name"
    end=$(date +%s.%N)
    printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$name" \
        "$(reckon "$(field points_milli "$log") / 1000")" \
        "$(reckon "$(field bound_points_milli "$log") / 1000")" "$(field gap_percent "$log")" \
        "$(first_plan "$log")" "$(reckon "$middle - $begin")" \
        "$(reckon "$(field memory_bytes "$log") / 1000000" 0)" "$(reckon "$end - $middle" 2)"
done
