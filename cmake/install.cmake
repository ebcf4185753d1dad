# What `cmake --install` puts where: command, libraries, headers, pkg-config file, man pages, completions.
include_guard()

install(TARGETS onward_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET onward_shared)
  install(TARGETS onward_shared LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
if(TARGET onward)
  install(TARGETS onward RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/include/onward)
  install(DIRECTORY include/onward DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
endif()

# Below ${prefix} unless they were given as absolute paths, so that pkg-config can move the prefix.
cmake_path(APPEND pkgconfig_libdir "\${prefix}" ${CMAKE_INSTALL_LIBDIR})
cmake_path(APPEND pkgconfig_includedir "\${prefix}" ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(packaging/onward.pc.in onward.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/onward.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The command writes its own man page and completions, so that they cannot fall behind its options.
if(TARGET onward AND NOT CMAKE_CROSSCOMPILING)
  foreach(row
      "help --man|share/man/man1/onward.1"
      "completion bash|share/bash-completion/completions/onward"
      "completion zsh|share/zsh/site-functions/_onward"
      "completion fish|share/fish/vendor_completions.d/onward.fish")
    string(REGEX MATCH "^(.*)\\|(.*)/([^/]*)$" row "${row}")
    string(REPLACE " " "\" \"" arguments "${CMAKE_MATCH_1}")
    install(CODE "
      set(written \"${PROJECT_BINARY_DIR}/written/${CMAKE_MATCH_3}\")
      file(MAKE_DIRECTORY \"${PROJECT_BINARY_DIR}/written\")
      execute_process(COMMAND \"$<TARGET_FILE:onward>\" \"${arguments}\"
        OUTPUT_FILE \"\${written}\" COMMAND_ERROR_IS_FATAL ANY)
      file(INSTALL \"\${written}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_MATCH_2}\")")
  endforeach()
endif()
