#!/usr/bin/env bash
# Runs each libFuzzer target for FUZZ_SECONDS, from its corpus; what it finds new goes to build/fuzz/found/<name>,
# and a crashing input to build/fuzz/crash/. Ends with one line a target that says how much was tried.
# TARGETS="csv plan" picks some. The canary, a target with a planted fault, must be caught first.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
packaging/build.sh fuzz
mkdir -p build/fuzz/crash build/fuzz/logs
export UBSAN_OPTIONS=print_stacktrace=1

if build/fuzz/fuzz/fuzz_canary -max_total_time=60 -artifact_prefix=build/fuzz/crash/canary- \
    > build/fuzz/logs/canary.log 2>&1; then
  echo "canary: the planted fault was not found: the fuzzer is not working" >&2
  exit 1
fi
rm -f build/fuzz/crash/canary-*
echo "canary: the planted fault was found"

failed=0
for program in build/fuzz/fuzz/fuzz_*; do
  name=${program##*/fuzz_}
  [ "$name" != canary ] && [ -x "$program" ] && [ -f "$program" ] || continue
  case " ${TARGETS:-$name} " in *" $name "*) ;; *) continue ;; esac
  found=build/fuzz/found/$name
  mkdir -p "$found"
  options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
           -artifact_prefix="build/fuzz/crash/$name-")
  [ ! -e "fuzz/$name.dict" ] || options+=("-dict=fuzz/$name.dict")
  verdict="no fault"
  "$program" "${options[@]}" "$found" "fuzz/corpus/$name" > "build/fuzz/logs/$name.log" 2>&1 \
    || { verdict="FAULT: see build/fuzz/logs/$name.log and build/fuzz/crash/"; failed=1; }
  runs=$(awk '/stat::number_of_executed_units/ { print $2 }' "build/fuzz/logs/$name.log")
  echo "$name: ${runs:-unknown number of} inputs in $seconds s, $(find "$found" -type f | wc -l) kept: $verdict"
done
exit "$failed"
