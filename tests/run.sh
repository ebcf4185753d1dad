#!/usr/bin/env bash
# Builds the whole twice, optimised with gcc and under sanitizers with clang, with no warning allowed, and
# runs every test of both in one run of ctest, whose summary is the last thing printed.
# JOBS=n limits the programs at work; TESTS=regex picks tests by name.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(pwd)
jobs=${JOBS:-$(nproc 2> /dev/null || echo 2)}

BINARY_DIR=build/test/release packaging/build.sh release -DCMAKE_C_COMPILER=gcc -DONWARD_WERROR=ON
BINARY_DIR=build/test/asan packaging/build.sh asan -DONWARD_WERROR=ON \
  -DONWARD_PEER="$root/build/test/release/onward"

# One list of tests over both trees; names of the second begin with asan/.
printf 'subdirs("%s" "%s")\n' "$root/build/test/release" "$root/build/test/asan" \
  > build/test/CTestTestfile.cmake
exec ctest --test-dir build/test -j "$jobs" --output-on-failure --no-label-summary --no-tests=error \
  ${TESTS:+-R "$TESTS"}
