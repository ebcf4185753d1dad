#!/usr/bin/env bash
# Reads every source file for bugs with clang-tidy (.clang-tidy says which kinds). One file a process: the
# analyser of version 14 confuses argument lists of several files. Exit 77 (skipped) without clang-tidy.
# Usage: tidy.sh FOLDER-WITH-COMPILE-COMMANDS [shallow]; JOBS=n processes at once. Shallow follows fewer paths
# through a function: a fifth of the time, for every commit; `make lint` goes deep.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-tidy > /dev/null || { echo "clang-tidy is not installed"; exit 77; }
mapfile -t sources < <(find src fuzz examples/embed -name '*.c' 2> /dev/null | sort)
[ "${#sources[@]}" -gt 0 ] || { echo "no sources found"; exit 1; }
depth=()
if [ "${2:-}" = shallow ]; then
  depth=(--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=mode=shallow)
fi
failed=0
# The standard error holds only counts of what was suppressed in system headers.
printf '%s\0' "${sources[@]}" \
  | xargs -0 -n 1 -P "${JOBS:-1}" clang-tidy --quiet -p "$1" "${depth[@]}" 2> /dev/null || failed=1
[ "$failed" = 0 ] && echo "${#sources[@]} files read by clang-tidy: nothing found"
exit "$failed"
