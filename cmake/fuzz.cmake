# Fuzz targets. With ONWARD_FUZZ each is a libFuzzer program; otherwise a plain driver runs it over the
# files of fuzz/corpus/<name>/ and over small damages of them, as an ordinary test.
include_guard()

file(GLOB fuzz_sources CONFIGURE_DEPENDS fuzz/fuzz_*.c)
foreach(source ${fuzz_sources})
  get_filename_component(program ${source} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" name ${program})
  if(ONWARD_FUZZ)
    add_executable(${program} ${source})
    target_link_options(${program} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${program} ${source} fuzz/replay.c)
    onward_test(fuzz ${name} ${program} fuzz/corpus/${name})
  endif()
  target_include_directories(${program} PRIVATE src)
  target_link_libraries(${program} PRIVATE onward_static)
  set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
endforeach()

# A target with a planted fault: a replay or a fuzzer that does not stop on it proves nothing.
add_executable(fuzz_canary tests/canary/fuzz_canary.c)
set_target_properties(fuzz_canary PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
if(ONWARD_FUZZ)
  target_link_options(fuzz_canary PRIVATE -fsanitize=fuzzer)
else()
  target_sources(fuzz_canary PRIVATE fuzz/replay.c)
  onward_test(canary fuzz sh -c
              "! $<TARGET_FILE:fuzz_canary> tests/canary/corpus && $<TARGET_FILE:fuzz_canary> tests/canary/corpus/harmless")
  onward_test(canary fuzz_empty fuzz_canary tests/canary/no-such-corpus)
  set_tests_properties(${ONWARD_TEST_PREFIX}canary/fuzz_empty PROPERTIES WILL_FAIL ON)
endif()
