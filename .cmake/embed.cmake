# cmake -DINPUT=file -DOUTPUT=file.cpp -DNAME=name -P embed.cmake
# Writes a source that defines tamis::embedded::NAME with the bytes of INPUT: an array, for compilers limit the length
# of a string literal.

file(READ "${INPUT}" bytes HEX)
if(bytes STREQUAL "")
  message(FATAL_ERROR "${INPUT} is empty")
endif()
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}") # 16 bytes a line
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
get_filename_component(file "${INPUT}" NAME)

file(WRITE "${OUTPUT}"
  "// Made from ${file} by embed.cmake; edit that file.\n"
  "#include \"src/schema/embedded.hpp\"\n\n"
  "namespace tamis::embedded {\n\n"
  "extern const std::string_view ${NAME};\n"
  "static constexpr char ${NAME}_bytes[] = {\n${bytes}};\n\n"
  "constinit const std::string_view ${NAME}{${NAME}_bytes, sizeof ${NAME}_bytes};\n\n"
  "}  // namespace tamis::embedded\n")
