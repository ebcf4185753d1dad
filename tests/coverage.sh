#!/usr/bin/env bash
# How much of the source the tests reach: a table by folder, the pages in build/coverage/report/.
# Gate (GATE=1): src/ at least 90 % of lines.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/build.sh coverage
find build/coverage -name '*.gcda' -delete
ctest --test-dir build/coverage -j "${JOBS:-2}" --output-on-failure --no-label-summary
mkdir -p build/coverage/report
gate=()
[ "${GATE:-0}" = 0 ] || gate=(--fail-under-line 90)
gcovr --root . --filter src/ --exclude src/cli/ --exclude-throw-branches build/coverage \
  --html-details build/coverage/report/index.html --txt build/coverage/report/summary.txt \
  --print-summary "${gate[@]}"
for folder in src/*/; do
  awk -v folder="$folder" 'index($1, folder) == 1 && NF >= 4 { lines += $2; hit += $3 }
    END { if (lines) printf "%-16s %6d lines, %5.1f %% reached\n", folder, lines, 100 * hit / lines }' \
    build/coverage/report/summary.txt
done
echo "Pages: build/coverage/report/index.html"
