# Compiling for WebAssembly with clang, lld, libc++ and wasi-libc as Debian 12 has them. The preset wasm uses it.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang-22)
set(CMAKE_CXX_COMPILER clang++-22)
set(CMAKE_AR llvm-ar-22 CACHE FILEPATH "")
set(CMAKE_RANLIB llvm-ranlib-22 CACHE FILEPATH "")
foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_TARGET wasm32-wasi)
  # Debian's libc++abi cannot unwind: what is thrown ends the module (src/wasm/runtime.cpp), and code to catch it is left
  # out. What is left is optimised as a whole.
  set(CMAKE_${language}_FLAGS_INIT "-flto -fignore-exceptions -DBOOST_SYSTEM_DISABLE_THREADS -Wno-deprecated")
endforeach()
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
