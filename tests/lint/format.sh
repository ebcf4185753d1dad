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
failed=0
for file in $files; do
  clang-format --dry-run -Werror "$file" 2> /dev/null || { echo "$file: run \`make format\`"; failed=1; }
done
[ "$failed" = 0 ] && echo "$(echo "$files" | wc -l) files laid out as .clang-format says"
exit "$failed"
