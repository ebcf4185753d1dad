#!/usr/bin/env bash
# Completions complete, and follow the table of options.
. "$(dirname "$0")/lib_cli.sh"

"$ONWARD" completion bash > onward.bash
bash -n onward.bash || fail "bash does not understand its completion"
complete_words() { # complete_words WORD...: what bash offers for the last one
  bash -c '. ./onward.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _onward
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
[ "$(complete_words onward val)" = validate ] || fail "command"
[ "$(complete_words onward plan scenario --thr)" = --threads ] || fail "option"
[ "$(complete_words onward plan --progress js)" = json ] || fail "word"
[ "$(complete_words onward completion fi)" = fish ] || fail "shell"
touch some-scenario
[ "$(complete_words onward plan some)" = some-scenario ] || fail "path"
"$ONWARD" completion zsh > _onward
"$ONWARD" completion fish > onward.fish
if command -v zsh > /dev/null; then zsh -n _onward || fail "zsh does not understand its completion"; fi
if command -v fish > /dev/null; then fish -n onward.fish || fail "fish does not understand its completion"; fi
for option in $("$ONWARD" help --markdown | grep -o '`--[a-z-]*' | tr -d '`' | sort -u); do
  grep -qF -- "$option" onward.bash || fail "bash: $option"
  grep -qF -- "'$option" _onward || fail "zsh: $option"
  [ "$option" = --help ] || grep -qF -- "-l ${option#--}" onward.fish || fail "fish: $option"
done
