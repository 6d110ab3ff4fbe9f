// How far the reading has come, on one line of a terminal.
#include "src/cli/progress.hpp"

#include <algorithm>
#include <string>

#include "src/cli/system.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

namespace {

constexpr std::chrono::milliseconds before_the_first{300}, between{100};

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes / 100'000;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

/// 1,234,567
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;)
    digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace

void Progress::begin(std::uint64_t total_bytes) {
  active_ = system::is_terminal(system::standard_error) && !is_dumb_terminal();
  total_ = total_bytes;
  due_ = Clock::now() + before_the_first;
}

void Progress::show(std::uint64_t bytes, std::uint64_t records) {
  if (!active_ || Clock::now() < due_) return;
  due_ = Clock::now() + between;
  std::string line = megabytes(bytes);
  if (total_ > 0) line += " of " + megabytes(total_);
  line += " MB";
  if (total_ > 0) line += " (" + std::to_string(std::min<std::uint64_t>(bytes * 100 / total_, 100)) + " %)";
  line += ", " + grouped(records) + (records == 1 ? " record" : " records");
  if (counts_matches_) line += ", " + grouped(matches_) + (matches_ == 1 ? " match" : " matches");
  line.resize(
      std::min(line.size(), system::columns(system::standard_error) - 1));  // a full line would go on in the next
  say("\r" + line + "\x1b[K");
  shown_ = true;
}

void Progress::erase() {
  if (!shown_) return;
  say("\r\x1b[K");
  shown_ = false;
}

void Progress::end() {
  erase();
  active_ = false;
}

}  // namespace tamis::cli
