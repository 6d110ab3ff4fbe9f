// Taking times: contestants run in turn, round after round, so that what disturbs the machine disturbs them all.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::bench {

enum class Clock : std::uint8_t {
  processor,  ///< processor time of the process, all threads and the kernel included: bears a busy machine
  wall        ///< elapsed time
};

/// Seconds, from some start.
double now(Clock clock);

/// What one run gave.
struct Run {
  std::uint64_t count = 0;  ///< records that match
  double seconds = 0;
};

struct Contestant {
  std::string name;
  std::function<Run()> run;
  bool counts = true;  ///< its count is to be that of the others
};

/// A run of a function that counts.
std::function<Run()> timed(Clock clock, std::function<std::uint64_t()> count);

/// The median of some figures, and between what they lie.
struct Spread {
  double median = 0, least = 0, most = 0;
};
Spread spread(std::vector<double> figures);

/// The times of all rounds.
class Race {
 public:
  /// Runs each contestant once to warm up, then `rounds` times in turn. Where a contestant counts otherwise than
  /// the first one, the race has a complaint.
  Race(const std::vector<Contestant>& contestants, int rounds);

  bool has(std::string_view name) const { return index_of(name) != names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  Spread seconds(std::string_view name) const;
  /// Round by round, the time of one divided by that of the other.
  Spread ratio(std::string_view name, std::string_view yardstick) const;
  std::uint64_t count() const { return count_; }
  /// Empty if all counted the same.
  const std::string& complaint() const { return complaint_; }

 private:
  std::size_t index_of(std::string_view name) const;
  std::vector<std::string> names_;
  std::vector<std::vector<double>> seconds_;  // by contestant, then by round
  std::uint64_t count_ = 0;
  std::string complaint_;
};

}  // namespace tamis::bench
