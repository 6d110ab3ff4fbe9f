// The table that the harness prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/race.hpp"

namespace tamis::bench {

/// A goal: at most, or at least, so much.
struct Goal {
  enum class Kind { at_most, at_least } kind;
  double bound;
};
constexpr Goal at_most(double bound) { return {Goal::Kind::at_most, bound}; }
constexpr Goal at_least(double bound) { return {Goal::Kind::at_least, bound}; }

/// Prints figures as they are taken, and once more all goals at the end.
class Report {
 public:
  /// Begins a part of the report.
  void heading(std::string_view text);
  /// A figure without a goal.
  void figure(std::string_view name, Spread measured, std::string_view unit);
  /// All contestants of a race over so many bytes, in MB/s.
  void throughput(const Race& race, double bytes);
  /// A figure with a goal, met or missed by its median.
  void measure(std::string_view name, Goal goal, Spread measured, std::string_view unit = "");
  /// What could not be measured, and why.
  void skip(std::string_view name, std::string_view why);
  /// What makes the whole run fail.
  void fault(std::string_view text);
  /// Takes over a race's complaint.
  void check(std::string_view what, const Race& race);

  /// Prints all goals; also to a file, as a Markdown table, where one is named. False if there was a fault.
  bool finish(const std::string& markdown = {});

 private:
  struct Row {
    std::string name, goal, measured, verdict;
  };
  static void print(const Row& row);
  void write_markdown(const std::string& path) const;
  std::vector<Row> rows_;
  std::vector<std::string> faults_;
};

}  // namespace tamis::bench
