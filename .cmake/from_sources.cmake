# What tamis needs, compiled of sources, for targets for which the system has no compiled libraries. CMake reads it behind
# project(tamis) where -DCMAKE_PROJECT_tamis_INCLUDE=.cmake/from_sources.cmake says so; the presets for such targets do.
#
# TAMIS_PACKAGES_DIR is where .packaging/sources.sh has put the sources of utf8proc, re2 and pugixml (and zlib, where
# TAMIS_ZLIB_FROM_SOURCES is on). Of Boost, PEGTL, CLI11 and doctest the headers do, which serve any target: they come from
# TAMIS_HEADERS_DIR, the system's.

set(TAMIS_PACKAGES_DIR "${PROJECT_SOURCE_DIR}/build/sources" CACHE PATH "Unpacked source packages")
set(TAMIS_HEADERS_DIR "/usr/include" CACHE PATH "Where the headers of Boost, PEGTL, CLI11 and doctest are")
option(TAMIS_ZLIB_FROM_SOURCES "Compile zlib, too" OFF)

# The system's headers as a whole are of no use for another target: a directory of links has only those that are.
set(headers "${PROJECT_BINARY_DIR}/headers")
file(MAKE_DIRECTORY "${headers}")
foreach(name boost tao CLI doctest)
  if(NOT EXISTS "${TAMIS_HEADERS_DIR}/${name}")
    message(FATAL_ERROR "There are no headers in ${TAMIS_HEADERS_DIR}/${name}")
  endif()
  file(CREATE_LINK "${TAMIS_HEADERS_DIR}/${name}" "${headers}/${name}" SYMBOLIC)
endforeach()

get_property(tamis_can_share GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS)

# Libraries of others: their warnings are theirs, and what of them is not called is left out of the program.
function(tamis_library_of_sources name)
  add_library(${name} STATIC EXCLUDE_FROM_ALL ${ARGN})
  target_compile_features(${name} PUBLIC cxx_std_20)
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ${tamis_can_share})
  target_compile_options(${name} PRIVATE -w -ffunction-sections -fdata-sections)
endfunction()

add_library(tamis_headers INTERFACE)
target_include_directories(tamis_headers SYSTEM INTERFACE "${headers}")
foreach(name taocpp::pegtl CLI11::CLI11 doctest::doctest)
  add_library(${name} ALIAS tamis_headers)
endforeach()

file(WRITE "${PROJECT_BINARY_DIR}/boost_json.cpp.new" "#include <boost/json/src.hpp>\n")
file(COPY_FILE "${PROJECT_BINARY_DIR}/boost_json.cpp.new" "${PROJECT_BINARY_DIR}/boost_json.cpp" ONLY_IF_DIFFERENT)
tamis_library_of_sources(boost_json "${PROJECT_BINARY_DIR}/boost_json.cpp")
target_link_libraries(boost_json PUBLIC tamis_headers)
add_library(Boost::json ALIAS boost_json)

enable_language(C)
set(utf8proc_source "${TAMIS_PACKAGES_DIR}/utf8proc/utf8proc.c")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "wasm32") # of a size that matters
  find_program(PYTHON3_PROGRAM python3 REQUIRED)
  set(utf8proc_source "${PROJECT_BINARY_DIR}/utf8proc.c")
  set(utf8proc_script "${PROJECT_SOURCE_DIR}/src/wasm/utf8proc.py")
  add_custom_command(
    OUTPUT "${utf8proc_source}"
    COMMAND "${PYTHON3_PROGRAM}" "${utf8proc_script}" "${TAMIS_PACKAGES_DIR}/utf8proc" "${utf8proc_source}"
    DEPENDS "${utf8proc_script}" "${TAMIS_PACKAGES_DIR}/utf8proc/utf8proc_data.c"
    COMMENT "Writing the tables of utf8proc"
    VERBATIM)
endif()
tamis_library_of_sources(utf8proc "${utf8proc_source}")
target_include_directories(utf8proc SYSTEM PUBLIC "${TAMIS_PACKAGES_DIR}/utf8proc")
target_compile_definitions(utf8proc PUBLIC UTF8PROC_STATIC)
add_library(utf8proc::utf8proc ALIAS utf8proc)

tamis_library_of_sources(pugixml "${TAMIS_PACKAGES_DIR}/pugixml/src/pugixml.cpp")
target_include_directories(pugixml SYSTEM PUBLIC "${TAMIS_PACKAGES_DIR}/pugixml/src")
add_library(pugixml::pugixml ALIAS pugixml)

file(GLOB re2_sources "${TAMIS_PACKAGES_DIR}/re2/re2/*.cc")
tamis_library_of_sources(re2 ${re2_sources} "${TAMIS_PACKAGES_DIR}/re2/util/rune.cc"
                         "${TAMIS_PACKAGES_DIR}/re2/util/strutil.cc")
target_include_directories(re2 SYSTEM PUBLIC "${TAMIS_PACKAGES_DIR}/re2")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "wasm32")
  target_include_directories(re2 BEFORE PRIVATE "${PROJECT_SOURCE_DIR}/src/wasm/re2")
else()
  find_package(Threads REQUIRED)
  target_link_libraries(re2 PUBLIC Threads::Threads)
endif()
add_library(re2::re2 ALIAS re2)

if(TAMIS_ZLIB_FROM_SOURCES)
  file(GLOB zlib_sources "${TAMIS_PACKAGES_DIR}/zlib/*.c")
  list(FILTER zlib_sources EXCLUDE REGEX "/gz[^/]*\\.c$") # reading and writing files: not needed
  tamis_library_of_sources(zlib ${zlib_sources})
  target_include_directories(zlib SYSTEM PUBLIC "${TAMIS_PACKAGES_DIR}/zlib")
  add_library(ZLIB::ZLIB ALIAS zlib)
endif()
