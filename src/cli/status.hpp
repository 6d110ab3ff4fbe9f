// What the program ends with.
#pragma once

namespace tamis::cli {

enum class Status {
  ok = 0,
  nothing_matched = 1,  ///< only where -e asks for it
  usage = 2,
  wrong_query = 3,
  wrong_data = 4,
  io_failed = 5
};

}  // namespace tamis::cli
