#!/usr/bin/env bash
# The runner of the docs' commands, on pages with and without a planted fault.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ONWARD=/bin/echo

page() { printf '%s\n' "$@" > "$work/page.md"; }
passes() { "$here/run.sh" "$work/page.md" > "$work/log" 2>&1 || { echo "should pass: $1"; cat "$work/log"; exit 1; }; }
fails() { ! "$here/run.sh" "$work/page.md" > "$work/log" 2>&1 || { echo "should fail: $1"; exit 1; }; }

page '```sh test' 'onward plan | grep plan' '```' '```sh' 'false' '```'
passes "a command that works, and a block that is not to be run"
page '```sh test exit=1' 'test -e nowhere' '```'
passes "a block that must end with 1"
page '```sh test' 'echo kept > kept' '```' '```sh test' 'test -e kept' '```'
passes "blocks share a folder"
page '```sh test' 'false' 'true' '```'
fails "a command in the middle fails"
page '```sh test' 'onward | grep absent | cat' '```'
fails "a command inside a pipe fails"
page '```sh test exit=3' 'true' '```'
fails "a block ends with another code"
page 'no block'
fails "a page without blocks"
page '```sh test' 'true'
fails "a block that is not closed"
echo "the docs runner finds planted faults"
