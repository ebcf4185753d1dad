#!/bin/sh
# Configures and builds one preset quietly: one line before, one after, everything if it fails.
# Usage: build.sh PRESET [CMAKE-OPTION...]; JOBS=n limits the compilers at work; BINARY_DIR moves the output.
set -eu
cd "$(dirname "$0")/.."
preset=$1
shift
folder=${BINARY_DIR:-build/$preset}
log="$folder/build.log"
mkdir -p "$folder"
begun=$(date +%s)
echo "Building $folder ..."
if ! { cmake --preset "$preset" -B "$folder" "$@" && cmake --build "$folder" -j "${JOBS:-2}" -- -k 20; } > "$log" 2>&1; then
  # Every file's errors in one go, without the lines of those that went well.
  grep -vE '^\[[0-9]+/[0-9]+\] |^-- ' "$log" >&2 || true
  echo "The build failed: see above, or $log." >&2
  exit 1
fi
grep -E 'warning:' "$log" >&2 || true
echo "Built in $(($(date +%s) - begun)) s."
