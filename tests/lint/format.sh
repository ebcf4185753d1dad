#!/bin/sh
# Checks that every C file is laid out as .clang-format says; `make format` cures it.
# Usage: format.sh [--fix]; exit 1 if a file differs, 77 (skipped) if there is no clang-format.
set -eu
cd "$(dirname "$0")/../.."
command -v clang-format > /dev/null 2>&1 || { echo "clang-format is not installed"; exit 77; }
files=$(find include src tests fuzz bench examples -type f -name '*.[ch]' 2> /dev/null | sort) || true
[ -n "$files" ] || { echo "no C files found"; exit 1; }
if [ "${1:-}" = "--fix" ]; then
  # shellcheck disable=SC2086
  exec clang-format -i $files
fi
# shellcheck disable=SC2086
if ! faults=$(clang-format --dry-run -Werror $files 2>&1); then
  printf '%s\n' "$faults" | awk -F: '/error: code should be/ && !seen[$1]++ { print $1 ": run `make format`" }'
  exit 1
fi
echo "$(echo "$files" | wc -l) files laid out as .clang-format says"
