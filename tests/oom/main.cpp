// `./dev oom`: each scenario is run once for every allocation that it makes, which fails, and once more where it and
// all later ones fail. It has to end in std::bad_alloc, in the result that it has with memory, or in an error that
// speaks of memory; and with no block more or less than before.
//
// tamis_oom [MOST]: of a scenario with more allocations than that, only so many, evenly spread.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "tests/oom/allocation.hpp"
#include "tests/oom/scenarios.hpp"

namespace {

using namespace tamis::tests;

struct Attempt {
  std::optional<std::string> result{};  ///< nothing: std::bad_alloc
  std::string other{};                  ///< another exception
  std::int64_t left = 0;                ///< blocks
  std::uint64_t allocations = 0;
};

Attempt attempt(const Scenario& scenario, std::uint64_t first, std::uint64_t count) {
  Attempt attempt;
  std::optional<std::string> kept;
  const std::int64_t before = live_blocks();
  try {
    fail_allocations(first, count);
    std::string result = scenario.run();
    attempt.allocations = stop_failing();
    kept = std::move(result);
  } catch (const std::bad_alloc&) {
    attempt.allocations = stop_failing();
  } catch (const std::exception& exception) {
    attempt.allocations = stop_failing();
    attempt.other = exception.what();
  }
  attempt.left = live_blocks() - before;
  if (kept && kept->capacity() > std::string().capacity()) --attempt.left;
  if (attempt.other.size() > std::string().capacity()) --attempt.left;
  attempt.result = std::move(kept);
  return attempt;
}

/// What is wrong with an attempt, or nothing.
std::string fault_of(const Attempt& attempt, const std::string& expected) {
  if (!attempt.other.empty()) return "another exception: " + attempt.other;
  if (attempt.left != 0) return std::to_string(attempt.left) + " blocks are left";
  if (!attempt.result || *attempt.result == expected) return {};
  if (attempt.result->find("memory") != std::string::npos) return {};
  return "another result: " + *attempt.result + "\nwith memory: " + expected;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t most = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : std::numeric_limits<std::uint64_t>::max();
  const auto scenarios = oom_scenarios();
  std::uint64_t failures = 0, faults = 0, thrown = 0;
  for (const Scenario& scenario : scenarios) {
    constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
    (void)attempt(scenario, never, 0);  // whatever is made once and kept
    (void)attempt(scenario, never, 0);
    const Attempt whole = attempt(scenario, never, 0);
    if (!whole.result) {
      std::printf("%s: fails with memory\n", scenario.name.c_str());
      return 1;
    }
    const std::uint64_t step = std::max<std::uint64_t>(1, most == 0 ? 1 : whole.allocations / most);
    if (const std::string fault = fault_of(whole, *whole.result); !fault.empty())
      ++faults, std::printf("%s, with memory: %s\n", scenario.name.c_str(), fault.c_str());
    for (std::uint64_t k = 1; k <= whole.allocations; k += step)
      for (const std::uint64_t count : {std::uint64_t{1}, never}) {
        ++failures;
        const Attempt failed = attempt(scenario, k, count);
        if (!failed.result) ++thrown;
        const std::string fault = fault_of(failed, *whole.result);
        if (fault.empty()) continue;
        ++faults;
        std::printf("%s: allocation %llu%s fails: %s\n", scenario.name.c_str(), static_cast<unsigned long long>(k),
                    count == 1 ? "" : " and all later", fault.c_str());
      }
  }
  std::printf("%zu scenarios, %llu failures of memory, %llu ended in std::bad_alloc, %llu faults\n", scenarios.size(),
              static_cast<unsigned long long>(failures), static_cast<unsigned long long>(thrown),
              static_cast<unsigned long long>(faults));
  return faults == 0 ? 0 : 1;
}
