#!/bin/sh
# What Onward does, on the case it comes from: validate, plan, check, show. Usage: demo.sh ONWARD OUTPUT-FOLDER
# Prints each command before it runs it, so that a reader can type them again.
set -eu
cd "$(dirname "$0")/.."
onward=$1
out=$2
scenario=examples/iraq-2020
begun=$(date +%s)
rm -rf "$out"
mkdir -p "$out"

step() { # step WHAT COMMAND...: says what and how, then does it
  printf '\n== %s\n   $ %s\n' "$1" "$(shift; echo "$*")"
  shift
  "$@"
}

step "Is the scenario sound?" "$onward" validate "$scenario"
step "Plan it" "$onward" plan "$scenario" -o "$out/plan"
step "Check the plan, with none of the planner's code" "$onward" check "$scenario" "$out/plan"
step "Write its page" "$onward" export "$scenario" "$out/plan" --to html -o "$out/plan.html"

cat << END

Done in $(($(date +%s) - begun)) s. What to look at next:
  $(pwd)/$out/plan.html    the plan's page: open it in a browser, it needs no network
  $out/plan/              the plan itself: tables in CSV
  $scenario/README.md    what is known of the case, and how the plan compares
  $onward --help    every command
  docs/README.md         tutorial, how-to guides, reference, explanations
END
