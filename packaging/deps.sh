#!/bin/sh
# Installs what a target of the Makefile needs and is not there yet, on Debian 12 or a relative of it.
# Usage: deps.sh [--list] GROUP...   groups: build, test, lint, fuzz, coverage, nightly (build is always in)
# Does nothing, needs no root and no network when everything is there. Uses sudo where it is not root.
set -eu

# how to see it | what to look for | Debian package | groups | what for
table='
command|cc|gcc|build|compiles
file|/usr/include/stdio.h|libc6-dev|build|headers of the C library
command|cmake|cmake|build|describes the build
command|ninja|ninja-build|build|runs the build
command|pkg-config|pkg-config|build|finds the libraries
library|libzip|libzip-dev|build|reads scenarios in .zip
library|jansson|libjansson-dev|build|reads and writes JSON
library|libsodium|libsodium-dev|build|hashes
library|zlib|zlib1g-dev|build|compresses
command|gcc|gcc|test|first compiler
command|clang|clang|test,fuzz,nightly|second compiler, sanitizers, fuzzing
sanitizer|clang|libclang-rt-dev|test,fuzz,nightly|sanitizers of clang
library|cmocka|libcmocka-dev|test,nightly,coverage|unit tests
command|nm|binutils|test,lint|checks symbols
command|glpsol|glpk-utils|test,nightly,coverage|solves exported models, to compare
command|cbc|coinor-cbc|test,nightly,coverage|solves exported models, to compare
command|jq|jq|test,nightly,coverage|reads JSON in end-to-end tests
command|zip|zip|test,nightly,coverage|makes .zip scenarios in end-to-end tests
command|clang-format|clang-format|test,lint|checks layout
command|clang-tidy|clang-tidy|test,lint|finds bugs by reading
command|shellcheck|shellcheck|lint|finds bugs in scripts
command|cppcheck|cppcheck|nightly|finds bugs by reading
command|valgrind|valgrind|nightly|watches memory
command|gcovr|gcovr|coverage,nightly|counts covered lines
'

there() { # there KIND NAME
  case $1 in
    command) command -v "$2" > /dev/null 2>&1 ;;
    file) [ -e "$2" ] ;;
    library) pkg-config --exists "$2" 2> /dev/null ;;
    sanitizer) echo 'int main(void){return 0;}' | "$2" -fsanitize=address -x c - -o /dev/null 2> /dev/null ;;
  esac
}

list=no
if [ "${1:-}" = "--list" ]; then list=yes; shift; fi
groups=",build,$(echo "$*" | tr ' ' ',' ),"
packages=""
reasons=""
while IFS='|' read -r kind name package members reason; do
  [ -n "$kind" ] || continue
  wanted=no
  for member in $(echo "$members" | tr ',' ' '); do
    case $groups in *,$member,*) wanted=yes ;; esac
  done
  [ "$wanted" = yes ] || continue
  if [ "$list" = yes ] || ! there "$kind" "$name"; then
    case " $packages " in *" $package "*) continue ;; esac
    packages="$packages $package"
    reasons="$reasons${reasons:+, }$package ($reason)"
  fi
done << END
$table
END
if [ "$list" = yes ]; then echo "${packages# }"; exit 0; fi
[ -n "$packages" ] || exit 0

echo "Needed and not here: $reasons."
if ! command -v apt-get > /dev/null 2>&1; then
  echo "There is no apt-get: install these, or what your system calls them, and run the command again." >&2
  exit 1
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo > /dev/null 2>&1; then
    echo "Neither root nor sudo: ask an administrator for  apt-get install$packages" >&2
    exit 1
  fi
  as_root="sudo"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { # shows the output only if the command fails
  "$@" > "$log" 2>&1 || { cat "$log" >&2; echo "Failed: $*" >&2; exit 1; }
}
echo "Installing them from this system's own package archive (apt-get) ..."
quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
# shellcheck disable=SC2086
quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $packages
echo "Installed."
