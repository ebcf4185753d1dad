#!/usr/bin/env bash
# ctest: sanitize=0
# What `make install` installs is complete: headers that stand alone in C and C++, a library that a program
# finds by pkg-config (shared and static), a command that runs, and the example program built against them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "install: $*" >&2; exit 1; }

cmake --install "$BUILD_DIR" --prefix "$work/usr" > "$work/log" || { cat "$work/log"; fail "cmake --install"; }
"$work/usr/bin/onward" --version > /dev/null || fail "the installed command does not run"
for file in man/man1/onward.1 bash-completion/completions/onward zsh/site-functions/_onward \
    fish/vendor_completions.d/onward.fish doc/onward/LICENSE; do
  [ -s "$work/usr/share/$file" ] || fail "share/$file is missing or empty"
done
library=$(dirname "$(find "$work/usr" -name 'libonward.so')")
export PKG_CONFIG_PATH="$library/pkgconfig" LD_LIBRARY_PATH="$library"
pc() { pkg-config --define-variable=prefix="$work/usr" "$@" onward; }
warnings=(-Wall -Wextra -Wpedantic -Werror)

for header in "$work"/usr/include/onward/*.h; do
  name=onward/$(basename "$header")
  printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "$name" "$name" > "$work/one.c"
  # shellcheck disable=SC2046
  cc -std=c11 "${warnings[@]}" $(pc --cflags) -c "$work/one.c" -o "$work/one.o" || fail "$name alone in C"
  if command -v c++ > /dev/null; then
    # shellcheck disable=SC2046
    c++ -x c++ -std=c++17 "${warnings[@]}" $(pc --cflags) -c "$work/one.c" -o "$work/one.o" \
      || fail "$name alone in C++"
  fi
done

# Each public function that a header promises can be linked against the shared library.
awk '/^[A-Za-z].*onward_[a-z0-9_]+\(/ && !/typedef/ { match($0, /onward_[a-z0-9_]+\(/)
  print substr($0, RSTART, RLENGTH - 1) }' "$work"/usr/include/onward/*.h | sort -u > "$work/promised"
nm -D --defined-only "$library/libonward.so" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' \
  | sort -u > "$work/exported"
[ -s "$work/promised" ] || fail "no function found in the headers"
missing=$(comm -23 "$work/promised" "$work/exported")
[ -z "$missing" ] || fail "in the headers but not in the library: $missing"
hidden=$(comm -13 "$work/promised" "$work/exported")
[ -z "$hidden" ] || fail "in the library but not in the headers: $hidden"

for source in "$SOURCE_DIR"/examples/embed/*.c; do
  program=$work/$(basename "$source" .c)
  # shellcheck disable=SC2046
  cc -std=gnu11 "${warnings[@]}" "$source" -o "$program" $(pc --cflags --libs) || fail "$source, shared"
  # shellcheck disable=SC2046
  cc -std=gnu11 "${warnings[@]}" "$source" -o "$program-static" $(pc --cflags) "$library/libonward.a" \
    $(pkg-config --libs libzip jansson libsodium zlib) -lm -pthread || fail "$source, static"
  ldd "$program" | grep -q "$library/libonward.so" || fail "$program does not use the shared library"
done
echo "installed: $(wc -l < "$work/promised") public functions, each header alone, example built twice"
