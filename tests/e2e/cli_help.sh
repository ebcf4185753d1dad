#!/usr/bin/env bash
# Every command has help with options and examples; what is mistyped ends with 2 and a cure.
. "$(dirname "$0")/lib_cli.sh"

commands=$("$ONWARD" help --markdown | sed -n 's/^## onward \([a-z]*\).*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 11 ] || fail "too few commands: $commands"
for command in $commands; do
  ends 0 "$command" --help
  says out "usage: onward $command"
  says out "examples:"
  says out "--help"
  silent err
  cp out "$command.help"
  ends 0 help "$command"
  cmp -s out "$command.help" || fail "help $command and $command --help differ"
  ends 2 "$command" --no-such-option
  says err "there is no option"
  says err "onward $command --help"
  silent out
done
# Each example in the help is a command that the parser understands (with --help at its end).
"$ONWARD" help --markdown | sed -n 's/^- `onward \([^`>|]*\)`.*/\1/p' > examples
[ -s examples ] || fail "no examples"
while read -r line; do
  # shellcheck disable=SC2086
  ends 0 $line --help
done < examples

ends 2
says err "usage: onward COMMAND"
ends 0 --help
says out "exit codes:"
ends 0 --version
grep -qE '^onward [0-9]+\.[0-9]+\.[0-9]+$' out || fail "version"
ends 0 version --json
jq -e .version out > /dev/null || fail "version --json"
ends 2 paln scenario
says err "did you mean \`plan\`?"
ends 2 plan scenario --thread 2
says err "did you mean \`--threads\`?"
ends 2 plan scenario
says err "--out FOLDER"
ends 2 plan
says err "it needs SCENARIO"
ends 2 plan a b -o c
says err "one word too many"
ends 2 plan a -o
says err "--out needs FOLDER"
ends 2 plan a -o c --progress jason
says err "did you mean \`json\`?"
for bad in --gap=x --gap=-1 --gap=101 --time-limit=1e --seed=1.5 --threads=65 --work-limit=99999999999999999999; do
  ends 2 plan scenario -o c "$bad"
  says err "${bad%%=*}"
done
ends 2 validate --json=1 x
says err "takes no value"
ends 2 completion tcsh
ends 2 schema --markdown --datapackage
ends 2 help help help
ends 2 notices no_such_notice
ends 2 export scenario --to html
says err "needs SCENARIO and PLAN"
ends 2 export scenario --to hmtl
says err "did you mean \`html\`?"
[ ! -e c ] || fail "a usage error wrote something"
