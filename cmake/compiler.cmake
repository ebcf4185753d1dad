# Warnings, sanitizers and the flags that keep results the same on every compiler.
include_guard()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wvla -Wstrict-prototypes
                    -Wmissing-prototypes)
if(ONWARD_WERROR)
  add_compile_options(-Werror)
endif()

# A fused multiply-add rounds once where two operations round twice: without this flag the search's
# scores, and so the plan's bytes, could depend on the compiler.
add_compile_options(-ffp-contract=off)
# assert() prints __FILE__: without this it would differ from one checkout's folder to another's.
add_compile_options(-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

if(ONWARD_SANITIZE)
  add_compile_options(-fsanitize=${ONWARD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ONWARD_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(ONWARD_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "ONWARD_FUZZ needs clang: configure with -DCMAKE_C_COMPILER=clang (preset fuzz)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
