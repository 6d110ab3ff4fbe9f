# The Debian packages, made by cpack: libtamis-c0 (the shared C library), libtamis-dev, tamis (the program).

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The tamis authors")
set(CPACK_PACKAGE_CONTACT "The tamis authors <tamis@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_COMPONENTS_ALL library dev program)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libtamis-c0)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
configure_file(.packaging/shlibs.in "${PROJECT_BINARY_DIR}/shlibs" @ONLY)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${PROJECT_SOURCE_DIR}/.packaging/triggers" "${PROJECT_BINARY_DIR}/shlibs")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
    "OData query options, compiled and evaluated (C library)
Reads OData query options, checks them against a schema, writes them as one
canonical URL, and applies them to JSON records.
.
This package has the shared C library.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libtamis-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "libtamis-c0 (= ${PROJECT_VERSION}-1), libboost-json1.81-dev, libutf8proc-dev, libpugixml-dev, libre2-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEV_DESCRIPTION
    "OData query options, compiled and evaluated (development files)
Reads OData query options, checks them against a schema, writes them as one
canonical URL, and applies them to JSON records.
.
This package has the headers, the static C++ library, and what CMake and
pkg-config need. The C++ interface is not stable between minor versions, so
there is no shared C++ library; that of the C library is.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tamis)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
    "OData query options, checked and applied to JSON files
Reads OData query options, checks them against a schema, writes them as one
canonical URL, and applies them to JSON records: an OData response, an array,
or one object per line.
.
This package has the program.")

# Each package has its own copyright file and changelog.
configure_file(.packaging/changelog.in "${PROJECT_BINARY_DIR}/changelog.Debian" @ONLY)
if(NOT GZIP_PROGRAM)
  return()
endif()
execute_process(COMMAND "${GZIP_PROGRAM}" -9nfk "${PROJECT_BINARY_DIR}/changelog.Debian" COMMAND_ERROR_IS_FATAL ANY)
foreach(component LIBRARY DEV PROGRAM)
  string(TOLOWER ${component} name)
  set(doc "${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_DEBIAN_${component}_PACKAGE_NAME}")
  install(
    FILES .packaging/copyright "${PROJECT_BINARY_DIR}/changelog.Debian.gz"
    DESTINATION "${doc}"
    COMPONENT ${name}
    EXCLUDE_FROM_ALL)
endforeach()

include(CPack)
