// Running another program, and what it used.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/race.hpp"

namespace tamis::bench {

struct ChildRun {
  bool ended_well = false;  ///< was started, and ended with status 0
  std::string output{};     ///< standard output
  double seconds = 0;       ///< of the given clock, starting and ending included
};

/// Runs a program, found on the path, to its end. With `one_core` it may use one core only.
ChildRun run_child(const std::vector<std::string>& command, Clock clock, bool one_core);

/// Whether a program of this name is on the path.
bool is_installed(const std::string& program);

}  // namespace tamis::bench
