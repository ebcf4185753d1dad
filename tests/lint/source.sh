#!/bin/sh
# Checks the source text below a root: layers, sizes, words, opening comments (tests/lint/source.awk), and
# unfinished work in every other text. Usage: source.sh [ROOT]; exit 1 and one line a fault if there is any.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
export LC_ALL=C

folders=""
for folder in include src tests fuzz bench examples; do
  [ -d "$folder" ] && folders="$folders $folder"
done
# File names of this repository hold no blanks: find's output can be split.
# shellcheck disable=SC2086
files=$(find $folders -type f \( -name '*.[ch]' -o -name '*.def' \) | sort)
[ -n "$files" ] || { echo "no C files below $(pwd)"; exit 1; }
failed=0
# shellcheck disable=SC2086
awk -v layers="$here/layers.txt" -f "$here/source.awk" $files || failed=1

words='(^|[^A-Za-z])(T[O]DO|F[I]XME|X[X]X)([^A-Za-z]|$)'
for path in README.md CONTRIBUTING.md Makefile CMakeLists.txt .ci cmake docs packaging tests bench examples web; do
  [ -e "$path" ] || continue
  if grep -rnE --include='*.md' --include='*.sh' --include='*.cmake' --include='*.txt' --include='Makefile' \
      --include='*.ts' --include='*.js' --include='*.html' --exclude-dir=node_modules "$words" "$path"; then
    echo "$path: a promise in place of work: finish it or say it in an issue"
    failed=1
  fi
done
[ "$failed" = 0 ] && echo "$(echo "$files" | wc -l) files checked: layers, sizes, words, opening comments"
exit "$failed"
