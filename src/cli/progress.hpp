// How far the reading has come, on one line of a terminal.
#pragma once

#include <chrono>
#include <cstdint>

namespace tamis::cli {

/// A line on standard error that is written over and over, and erased before anything else is written. Only for a
/// person: nothing unless standard error is a terminal that can erase a line.
class Progress {
 public:
  /// Starts, with the bytes that there are to read; 0 where that is not known.
  void begin(std::uint64_t total_bytes);
  /// Shows how far it has come, if it is time.
  void show(std::uint64_t bytes, std::uint64_t records);
  /// Takes the line away.
  void erase();
  void end();

  /// How many records belong to the answer.
  void set_matches(std::uint64_t matches) noexcept {
    matches_ = matches;
    counts_matches_ = true;
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool active_ = false;
  bool shown_ = false;
  bool counts_matches_ = false;
  std::uint64_t total_ = 0;
  std::uint64_t matches_ = 0;
  Clock::time_point due_{};
};

}  // namespace tamis::cli
