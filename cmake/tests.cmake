# Every test of this tree. A test's name is <prefix><kind>/<name>; its label is its kind.
# Each test sees ONWARD (the command's path), SOURCE_DIR, BUILD_DIR, and ONWARD_SANITIZED=1 under sanitizers.
include_guard()

set(test_environment SOURCE_DIR=${PROJECT_SOURCE_DIR} BUILD_DIR=${PROJECT_BINARY_DIR}
    UBSAN_OPTIONS=print_stacktrace=1)
if(TARGET onward)
  list(APPEND test_environment ONWARD=$<TARGET_FILE:onward>)
endif()
if(ONWARD_SANITIZE)
  list(APPEND test_environment ONWARD_SANITIZED=1)
endif()
if(ONWARD_PEER)
  list(APPEND test_environment ONWARD_PEER=${ONWARD_PEER})
endif()

# onward_test(kind name command...): registers one test with the environment above.
function(onward_test kind name)
  set(full ${ONWARD_TEST_PREFIX}${kind}/${name})
  add_test(NAME ${full} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${full} PROPERTIES LABELS ${kind} TIMEOUT 900
                       ENVIRONMENT "${test_environment}")
endfunction()

# Unit tests (tests/unit) and property tests over random scenarios (tests/property): one program for each
# test_<name>.c or <kind>_<name>.c, the test <kind>/<name>. What else is in the kind's folder, and all of
# tests/support, is linked into each.
pkg_check_modules(CMOCKA IMPORTED_TARGET cmocka)
file(GLOB support_sources CONFIGURE_DEPENDS tests/support/*.c)
add_library(test_base INTERFACE)
target_include_directories(test_base INTERFACE src tests)
target_compile_definitions(test_base INTERFACE ONWARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(test_base INTERFACE onward_static)
if(CMOCKA_FOUND)
  target_link_libraries(test_base INTERFACE PkgConfig::CMOCKA)
endif()

function(onward_test_programs kind)
  file(GLOB sources CONFIGURE_DEPENDS tests/${kind}/*.c)
  set(programs ${sources})
  list(FILTER programs INCLUDE REGEX "/(test|${kind})_[^/]*$")
  list(FILTER sources EXCLUDE REGEX "/(test|${kind})_[^/]*$")
  if(NOT programs)
    return()
  elseif(NOT CMOCKA_FOUND)
    message(WARNING "cmocka not found: ${kind} tests are left out (Debian: libcmocka-dev)")
    return()
  endif()
  list(APPEND sources ${support_sources})
  if(sources)
    add_library(${kind}_support STATIC ${sources})
    target_link_libraries(${kind}_support PUBLIC test_base)
  endif()
  foreach(source ${programs})
    get_filename_component(program ${source} NAME_WE)
    string(REGEX REPLACE "^(test|${kind})_" "" name ${program})
    add_executable(${program} ${source})
    target_link_libraries(${program} PRIVATE $<TARGET_NAME_IF_EXISTS:${kind}_support> test_base)
    set_target_properties(${program} PROPERTIES
                          RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    onward_test(${kind} ${name} ${program})
  endforeach()
endfunction()
onward_test_programs(unit)
onward_test_programs(property)
# Property tests skip themselves (77) where the solver that they need is not installed.
foreach(name exact mps plan)
  if(TARGET property_${name})
    set_tests_properties(${ONWARD_TEST_PREFIX}property/${name} PROPERTIES SKIP_RETURN_CODE 77
                         TIMEOUT 20000) # of their nightly numbers
  endif()
endforeach()

# End-to-end tests: one shell script a test. A line `# ctest: key=value ...` among a script's first ones
# sets timeout=SECONDS, serial=1 (runs alone) or sanitize=0 (left out of sanitizer trees).
file(GLOB e2e_scripts CONFIGURE_DEPENDS tests/e2e/*.sh)
if(NOT TARGET onward)
  set(e2e_scripts "")
endif()
foreach(script ${e2e_scripts})
  get_filename_component(name ${script} NAME_WE)
  if(name MATCHES "^(lib|common)")
    continue() # sourced by the others
  endif()
  file(STRINGS ${script} settings REGEX "^# ctest: " LIMIT_COUNT 1)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
  if(ONWARD_SANITIZE AND settings MATCHES "sanitize=0")
    continue()
  endif()
  onward_test(e2e ${name} bash ${script})
  if(settings MATCHES "timeout=([0-9]+)")
    set_tests_properties(${ONWARD_TEST_PREFIX}e2e/${name} PROPERTIES TIMEOUT ${CMAKE_MATCH_1})
  endif()
  if(settings MATCHES "serial=1")
    set_tests_properties(${ONWARD_TEST_PREFIX}e2e/${name} PROPERTIES RUN_SERIAL ON)
  endif()
endforeach()

# The example program that embeds the library is compiled as its reader would compile it. It runs in
# tests/e2e/install.sh, against an installed library.
file(GLOB embed_sources CONFIGURE_DEPENDS examples/embed/*.c)
foreach(source ${embed_sources})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE onward_static)
  set_target_properties(${name} PROPERTIES
                        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/examples)
endforeach()

# The commands that the docs show, page by page: blocks fenced as ```sh test.
if(ONWARD_LINT_TESTS)
  onward_test(docs selftest bash tests/docs/selftest.sh)
endif()
file(GLOB_RECURSE pages CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
     README.md docs/*.md examples/*.md bench/*.md)
list(FILTER pages EXCLUDE REGEX "^build/")
if(NOT TARGET onward OR ONWARD_SANITIZE) # what a page shows is about its reader, not about memory
  set(pages "")
endif()
foreach(page ${pages})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
  file(STRINGS ${page} blocks REGEX "^```sh test" LIMIT_COUNT 1)
  if(blocks)
    string(REGEX REPLACE "\\.md$" "" name ${page})
    onward_test(docs ${name} bash tests/docs/run.sh ${page})
  endif()
endforeach()

# Checks of the source text and of what the linker sees, and a proof that they can fail.
if(ONWARD_LINT_TESTS)
  onward_test(lint source sh tests/lint/source.sh)
  onward_test(lint selftest sh tests/lint/selftest.sh)
  onward_test(lint format sh tests/lint/format.sh)
  set_tests_properties(${ONWARD_TEST_PREFIX}lint/format PROPERTIES SKIP_RETURN_CODE 77)
  onward_test(lint tidy bash tests/lint/tidy.sh ${PROJECT_BINARY_DIR} shallow)
  # By far the longest: begun first, it does not keep the others waiting at the end.
  set_tests_properties(${ONWARD_TEST_PREFIX}lint/tidy PROPERTIES
                       SKIP_RETURN_CODE 77 TIMEOUT 1200 COST 1000)
  if(NOT CMAKE_C_FLAGS_DEBUG MATCHES "--coverage")
    onward_test(lint symbols sh tests/lint/symbols.sh $<TARGET_FILE:onward_static>)
  endif()
endif()

# The sanitizers must stop on faults planted for them, each with its own words.
if(ONWARD_SANITIZE MATCHES "address" AND ONWARD_SANITIZE MATCHES "undefined")
  add_executable(canary tests/canary/canary.c)
  set_target_properties(canary PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  foreach(row heap:heap-buffer-overflow "integer:signed integer overflow" leak:detected.memory.leaks)
    string(REGEX MATCH "^([a-z]+):(.*)$" row "${row}")
    onward_test(canary ${CMAKE_MATCH_1} canary ${CMAKE_MATCH_1})
    set_tests_properties(${ONWARD_TEST_PREFIX}canary/${CMAKE_MATCH_1} PROPERTIES
                         PASS_REGULAR_EXPRESSION ${CMAKE_MATCH_2})
  endforeach()
endif()
