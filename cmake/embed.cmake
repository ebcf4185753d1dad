# Texts that the library carries within it, as C arrays in headers below the build folder: no tool but CMake.
# onward_embed(TARGET FILE...) makes embed/<folder>/<name>_<ending>.h of src/<folder>/<name>.<ending>, to be
# included as "<folder>/<name>_<ending>.h". Run as a script (-P) it writes one such header.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${SOURCE} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
  file(WRITE ${HEADER} "/* Made by cmake/embed.cmake from ${NAME}. */\nstatic const unsigned char ow_${ARRAY}[] = {\n${bytes}};\n")
  return()
endif()
include_guard()

set(ONWARD_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(onward_embed target)
  foreach(file ${ARGN})
    get_filename_component(base ${file} NAME)
    get_filename_component(folder ${file} DIRECTORY)
    string(REPLACE "." "_" array ${base})
    string(REGEX REPLACE "^src/" "" folder ${folder})
    set(header ${PROJECT_BINARY_DIR}/embed/${folder}/${array}.h)
    add_custom_command(OUTPUT ${header}
      COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR}/${file} -DHEADER=${header}
              -DARRAY=${array} -DNAME=${file} -P ${ONWARD_EMBED_SCRIPT}
      DEPENDS ${PROJECT_SOURCE_DIR}/${file} ${ONWARD_EMBED_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${header})
  endforeach()
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/embed)
endfunction()
