# How every target of this project is compiled. All of it is PRIVATE: nothing reaches who links the library.

function(tamis_compile_options target)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)

  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8 /Zc:__cplusplus)
    if(TAMIS_WARNINGS_AS_ERRORS)
      target_compile_options(${target} PRIVATE /WX)
    endif()
    return()
  endif()

  # A shared library's functions call one another as directly as a program's.
  get_target_property(position_independent ${target} POSITION_INDEPENDENT_CODE)
  if(position_independent AND NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "wasm32")
    target_compile_options(${target} PRIVATE -fno-semantic-interposition)
  endif()

  # clang's -Wconversion includes -Wsign-conversion, g++'s does not.
  target_compile_options(
    ${target}
    PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
            $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Woverloaded-virtual> -Wcast-align
            $<$<COMPILE_LANGUAGE:CXX>:-Wextra-semi> -Wformat=2 -Wimplicit-fallthrough)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -Wrestrict cries wolf at std::string's operator+ (GCC bug 105651).
    target_compile_options(${target} PRIVATE -Wduplicated-cond -Wlogical-op -Wno-restrict)
  endif()
  if(TAMIS_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # These come out of g++'s optimizer, differ by version and flags, and point into the standard library as often
      # as not: they are shown but do not end the build.
      target_compile_options(${target} PRIVATE -Wno-error=array-bounds -Wno-error=stringop-overflow
                                               -Wno-error=stringop-overread -Wno-error=maybe-uninitialized
                                               -Wno-error=free-nonheap-object)
    endif()
  endif()

  if(MINGW AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ takes it that the stack of Windows is aligned for AVX, which it is not (GCC bug 54412).
    target_compile_options(${target} PRIVATE -Wa,-muse-unaligned-vector-move)
  endif()

  if(TAMIS_SANITIZE)
    string(REPLACE ";" "," sanitizers "${TAMIS_SANITIZE}")
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers} -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=${sanitizers})
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  endif()
  if(TAMIS_BUILD_FUZZERS AND TAMIS_FUZZING_ENGINE STREQUAL "-fsanitize=fuzzer")
    # coverage, which libFuzzer steers by
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=fuzzer-no-link>)
  endif()
endfunction()
