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

configure_file(packaging/onward.pc.in onward.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/onward.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})

file(GLOB man_pages CONFIGURE_DEPENDS docs/man/*.1)
if(man_pages)
  install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
# The command writes its own completions, so that they cannot fall behind its options.
if(TARGET onward AND NOT CMAKE_CROSSCOMPILING)
  set(completions bash:share/bash-completion/completions/onward zsh:share/zsh/site-functions/_onward
      fish:share/fish/vendor_completions.d/onward.fish)
  foreach(row ${completions})
    string(REPLACE ":" ";" row ${row})
    list(GET row 0 shell)
    list(GET row 1 place)
    get_filename_component(folder ${place} DIRECTORY)
    get_filename_component(file ${place} NAME)
    install(CODE "
      execute_process(COMMAND \"$<TARGET_FILE:onward>\" completion ${shell}
        OUTPUT_FILE \"${PROJECT_BINARY_DIR}/completion.${shell}\" ERROR_QUIET RESULT_VARIABLE failed)
      if(NOT failed)
        file(INSTALL \"${PROJECT_BINARY_DIR}/completion.${shell}\" RENAME \"${file}\"
          DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${folder}\")
      endif()")
  endforeach()
endif()
