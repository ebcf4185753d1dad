#!/usr/bin/env bash
# ctest: timeout=120 serial=1
# The first signal ends the search: the plan is whole, checked, with its true gap. The second leaves at once.
. "$(dirname "$0")/lib_cli.sh"

"$ONWARD" init scenario > /dev/null
started() { # waits for the first plan
  for _ in $(seq 300); do
    grep -q '"points_milli": [0-9]' err 2> /dev/null && return
    sleep 0.1
  done
  fail "no plan within 30 s"
}
for signal in INT TERM; do
  rm -rf plan err
  # A background job of a script ignores SIGINT unless it is told otherwise; the handler is set all the same.
  "$ONWARD" plan scenario -o plan --work-limit 100000000000000 --progress json > out 2> err &
  job=$!
  started
  kill -"$signal" "$job"
  code=0
  wait "$job" || code=$?
  [ "$code" = 0 ] || fail "SIG$signal: ended with $code"
  says out "read back and checked"
  says out "interrupted"
  ends 0 check scenario plan
done
rm -rf plan err
"$ONWARD" plan scenario -o plan --gap 0.0001 --work-limit 100000000000000 --progress json > out 2> err &
job=$!
started
kill -INT "$job"
code=0
wait "$job" || code=$?
[ "$code" = 4 ] || fail "a gap asked for and not reached ended with $code"
ends 0 check scenario plan
[ "$(ls -A | grep -c tmp)" = 0 ] || fail "something temporary is left"

# Two signals: out at once, nothing written. Two different ones, since equal ones could arrive as one.
rm -rf plan err
"$ONWARD" plan scenario -o plan --work-limit 100000000000000 --progress json > out 2> err &
job=$!
started
kill -STOP "$job"
kill -INT "$job"
kill -TERM "$job"
kill -CONT "$job"
code=0
wait "$job" || code=$?
[ "$code" = 130 ] || fail "two signals ended with $code"
[ ! -e plan ] || fail "two signals left a plan"
silent out

# At any moment: either a whole plan that checks, or none. (SIGTERM, since a script's background job
# ignores SIGINT until the program asks for it; 143: it came before the program began.)
for delay in 0 0.01 0.02 0.04 0.08 0.12 0.2 0.3 0.5 0.8; do
  rm -rf plan
  "$ONWARD" plan scenario -o plan --work-limit 100000000000000 --progress none > out 2> err &
  job=$!
  sleep "$delay"
  kill -TERM "$job"
  code=0
  wait "$job" || code=$?
  if [ -e plan ]; then
    [ "$code" = 0 ] || fail "after $delay s: a plan, but the exit code is $code"
    ends 0 check scenario plan
  else
    [ "$code" = 130 ] || [ "$code" = 143 ] || fail "after $delay s: no plan, but the exit code is $code"
  fi
done
