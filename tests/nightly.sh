#!/usr/bin/env bash
# The tests that take too long for every commit. ONWARD_NIGHTLY=1 tells tests with random trials to run their
# large number. Each part prints how much it tried; the last lines say which parts failed, if any.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export ONWARD_NIGHTLY=1
failed=""
part() { # part NAME COMMAND...
  local name=$1 begun
  shift
  begun=$(date +%s)
  printf '\n== %s\n' "$name"
  "$@" || failed="$failed $name"
  echo "-- $name: $(($(date +%s) - begun)) s"
}

analyse() { packaging/build.sh analyze -DONWARD_WERROR=ON; }
read_for_bugs() {
  cppcheck --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 --quiet \
    --suppress=missingIncludeSystem -I src -I include -j "${JOBS:-2}" src
}
threads() { packaging/build.sh tsan && ctest --preset tsan -j "${JOBS:-2}" --no-label-summary; }
memory() {
  local program log failed=0
  packaging/build.sh dev || return 1
  log=$(mktemp)
  for program in build/dev/tests/test_*; do
    [ -x "$program" ] || continue
    SOURCE_DIR=$PWD env -u ONWARD_NIGHTLY valgrind --error-exitcode=99 --leak-check=full --quiet "$program" > "$log" 2>&1 \
      && echo "$program: no fault" || { cat "$log"; failed=1; }
  done
  rm -f "$log"
  return "$failed"
}

part tests tests/run.sh
part tried grep -hE '^[0-9]+ scenarios: ' build/test/Testing/Temporary/LastTest.log
part lint tests/lint/run.sh
part analyzer analyse
part cppcheck read_for_bugs
part threads threads
part valgrind memory
part coverage env GATE=1 tests/coverage.sh
part fuzz env FUZZ_SECONDS="${NIGHTLY_FUZZ_SECONDS:-1800}" fuzz/run.sh
echo
if [ -n "$failed" ]; then
  echo "Failed:$failed"
  exit 1
fi
echo "All parts passed."
