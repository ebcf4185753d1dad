#!/bin/sh
# Checks the built static library by what the linker sees: no mutable globals (state lives in arenas that a
# caller owns), and no name outside the house's: onward_ in public, ow_ across files.
# Usage: symbols.sh LIBRARY; exit 1 and one line a fault if there is any. Needs nm (binutils).
set -eu
library=$1
names=$(nm -f sysv "$library") || exit 1
printf '%s\n' "$names" | awk -F'|' '
  NF < 7 { if ($0 ~ /\.o\]?:$/ || $0 ~ /^.*\[/) member = $0; next }
  { gsub(/[ \t]/, "", $1); gsub(/[ \t]/, "", $3); gsub(/[ \t]/, "", $7); seen++ }
  $7 ~ /^\.t?(data|bss)(\..*)?$/ && $7 !~ /^\.data\.rel\.ro/ && $3 ~ /^[BbDdCGgSs]$/ {
    print member " " $1 ": a mutable global (section " $7 ")"; failed = 1 }
  $3 ~ /^[TDBRCVW]$/ && $1 !~ /^(onward|ow)_/ {
    print member " " $1 ": a name across files begins with ow_, a public one with onward_"; failed = 1 }
  END { if (seen < 10) { print "only " seen + 0 " symbols read: nothing was checked"; failed = 1 }
        if (!failed) print seen " symbols checked: no mutable globals, names in order"
        exit failed ? 1 : 0 }'
