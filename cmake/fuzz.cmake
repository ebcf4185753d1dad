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
