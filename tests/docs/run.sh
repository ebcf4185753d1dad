#!/usr/bin/env bash
# Runs the commands that a page of the docs shows, so that what a reader types works.
# Blocks fenced as ```sh test are run, in order, in one folder that holds nothing but links to the
# repository's folders; `onward` is the one under test. Each command must end with 0; a block fenced as
# ```sh test exit=3 must end with 3. Usage: ONWARD=path SOURCE_DIR=path run.sh PAGE.md
set -euo pipefail

page=$1
root=${SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/here" "$work/blocks"
ln -s "${ONWARD:?names the command to test}" "$work/bin/onward"
for folder in examples docs include; do
  [ ! -e "$root/$folder" ] || ln -s "$root/$folder" "$work/here/$folder"
done

# Writes blocks/NNN.sh, each with its line and wanted exit code in the name: NNN.LINE.CODE.sh
awk -v out="$work/blocks" '
  /^```/ && inside { inside = 0; close(file); next }
  /^```sh test/ {
    inside = 1; code = 0
    if (match($0, /exit=[0-9]+/)) code = substr($0, RSTART + 5, RLENGTH - 5)
    file = sprintf("%s/%03d.%d.%d.sh", out, ++count, FNR, code); printf "" > file; next
  }
  inside { print > file }
  END { if (inside) { print FILENAME ": the last block is not closed"; exit 1 } }' "$page"

cd "$work/here"
ran=0
for block in "$work"/blocks/*.sh; do
  [ -e "$block" ] || { echo "$page: no block fenced as \`\`\`sh test"; exit 1; }
  name=$(basename "$block" .sh)
  line=$(cut -d. -f2 <<< "$name") wanted=$(cut -d. -f3 <<< "$name")
  got=0
  PATH="$work/bin:$PATH" bash -euo pipefail "$block" > "$work/output" 2>&1 || got=$?
  if [ "$got" != "$wanted" ]; then
    printf '%s:%s: ended with %s instead of %s:\n' "$page" "$line" "$got" "$wanted"
    cat "$block" "$work/output"
    exit 1
  fi
  ran=$((ran + 1))
done
echo "$page: $ran blocks ran as written"
