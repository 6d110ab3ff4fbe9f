// Rounds, medians and the clock.
#include "tests/bench/race.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace tamis::bench {

double now(Clock clock) {
  timespec time{};
  clock_gettime(clock == Clock::processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::function<Run()> timed(Clock clock, std::function<std::uint64_t()> count) {
  return [clock, count = std::move(count)] {
    const double start = now(clock);
    const std::uint64_t counted = count();
    return Run{counted, now(clock) - start};
  };
}

Spread spread(std::vector<double> figures) {
  if (figures.empty()) return {};
  std::sort(figures.begin(), figures.end());
  const std::size_t middle = figures.size() / 2;
  const double median = figures.size() % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
  return {median, figures.front(), figures.back()};
}

Race::Race(const std::vector<Contestant>& contestants, int rounds) : seconds_(contestants.size()) {
  for (const Contestant& contestant : contestants)
    names_.push_back(contestant.name);
  std::string first;  // of those that count
  for (int round = -1; round < rounds; ++round) {
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      const Run run = contestants[i].run();
      if (round >= 0) seconds_[i].push_back(run.seconds);
      if (!contestants[i].counts) continue;
      if (first.empty()) {
        first = names_[i];
        count_ = run.count;
      }
      if (run.count != count_ && complaint_.empty())
        complaint_ = names_[i] + " counts " + std::to_string(run.count) + " where " + first + " counts "
                   + std::to_string(count_);
    }
  }
}

std::size_t Race::index_of(std::string_view name) const {
  return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
}

Spread Race::seconds(std::string_view name) const { return spread(seconds_[index_of(name)]); }

Spread Race::ratio(std::string_view name, std::string_view yardstick) const {
  const std::vector<double>& ours = seconds_[index_of(name)];
  const std::vector<double>& theirs = seconds_[index_of(yardstick)];
  std::vector<double> ratios;
  for (std::size_t round = 0; round < ours.size(); ++round)
    ratios.push_back(ours[round] / theirs[round]);
  return spread(std::move(ratios));
}

}  // namespace tamis::bench
