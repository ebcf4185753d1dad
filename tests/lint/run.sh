#!/usr/bin/env bash
# Everything that reads the source without running it. Exit 1 if anything is found.
set -euo pipefail
cd "$(dirname "$0")/../.."
failed=0
try() { echo "-- $1"; shift; "$@" || failed=1; }

try "layers, sizes, words" tests/lint/source.sh
try "these checks can fail" tests/lint/selftest.sh
try "layout" tests/lint/format.sh
mapfile -t scripts < <(find packaging tests fuzz bench .ci -type f \( -name '*.sh' -o -path .ci/run \) 2> /dev/null | sort)
try "scripts (shellcheck)" shellcheck -S warning "${scripts[@]}"

cmake --preset dev > /dev/null
try "clang-tidy" tests/lint/tidy.sh build/dev
[ "$failed" = 0 ] && echo "Nothing found."
exit "$failed"
