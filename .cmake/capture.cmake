# Writes what a program prints to a file: cmake -DOUTPUT=FILE -P capture.cmake PROGRAM ARGUMENT…
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE 4 ${last}) # behind cmake, -D…, -P and this file
  list(APPEND command "${CMAKE_ARGV${i}}")
endforeach()
get_filename_component(directory "${OUTPUT}" DIRECTORY)
file(MAKE_DIRECTORY "${directory}")
execute_process(COMMAND ${command} OUTPUT_FILE "${OUTPUT}" RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  file(REMOVE "${OUTPUT}")
  message(FATAL_ERROR "${command}: ${status}")
endif()
