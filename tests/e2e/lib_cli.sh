# Sourced by the tests of the command line: a folder of their own, and ways to say what is expected.
set -euo pipefail
: "${ONWARD:?names the command to test}" "${SOURCE_DIR:?names the sources}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$(basename "$0"): $*" >&2; for f in out err; do [ ! -s $f ] || { echo "--- $f"; head -40 $f; } >&2; done; exit 1; }

# ends CODE ARGUMENTS...: runs onward; stdout goes to `out`, stderr to `err`.
ends() {
  local wanted=$1 got=0
  shift
  "$ONWARD" "$@" > out 2> err || got=$?
  [ "$got" = "$wanted" ] || fail "onward $* ended with $got instead of $wanted"
}
says() { grep -qF -- "$2" "$1" || fail "$1 does not say: $2"; } # says FILE TEXT
silent() { [ ! -s "$1" ] || fail "$1 is not empty"; }           # silent FILE
# A scenario that is small and right, and a plan for it that takes no time.
small() {
  "$ONWARD" init scenario > /dev/null
  "$ONWARD" plan scenario -o plan --work-limit 200000 --progress none > summary
}
