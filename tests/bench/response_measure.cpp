// One response document: tamis beside Boost.JSON, which parses it whole.
#include <fstream>
#include <stdexcept>
#include <string>

#include <tamis/filter.hpp>
#include <tamis/match_records.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/outside.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/yardsticks.hpp"

namespace tamis::bench {

namespace {

constexpr std::string_view ours = "tamis";
constexpr std::string_view ours_trusting = "tamis, trusting";  // as with --trust-input
constexpr std::string_view program = "program tamis";
constexpr std::string_view whole = "Boost.JSON whole, handwritten";

template <Trust trust>
std::uint64_t count_with_tamis(const std::string& path, const Filter& filter) {
  EvaluationOptions options;
  options.trust = trust;
  EvaluationContext context(options);
  std::ifstream input(path, std::ios::binary);
  const MatchSummary summary = match_records(input, filter, context, [](const Record&) { return true; });
  if (summary.error) throw std::runtime_error(path + ": " + summary.error->diagnostic.message);
  return summary.matched;
}

std::vector<Contestant> contestants_of(const Setup& setup, const Workload& workload, const Filter& filter,
                                       const std::string& path) {
  std::vector<Contestant> contestants = {
      {std::string(whole), timed(setup.clock, [=, &workload] { return count_in_response_with_boost(path, workload); })},
      {std::string(ours), timed(setup.clock, [=] { return count_with_tamis<Trust::nothing>(path, filter); })},
      {std::string(ours_trusting), timed(setup.clock, [=] { return count_with_tamis<Trust::input>(path, filter); })}};
  if (setup.program.empty()) return contestants;
  contestants.push_back(tamis_program(setup, std::string(program), workload, path, {}));
  contestants.push_back(
      tamis_program(setup, std::string(program) + " --trust-input", workload, path, {"--trust-input"}));
  return contestants;
}

}  // namespace

void measure_response(const Setup& setup, Report& report) {
  const std::string path = response_file(setup, setup.records);
  for (const Workload& workload : workloads()) {
    const std::string id(workload.id);
    const Filter filter = Filter::compile(workload.filter, referral_schema()).value();
    const Race race(contestants_of(setup, workload, filter, path), setup.rounds);
    report.heading(id + ", one response document");
    report.throughput(race, size_of(path));
    report.check(id + ", response", race);
    report.measure(id + ", response, default: speed / Boost.JSON", at_least(2.5), race.ratio(whole, ours));
    report.measure(id + ", response, --trust-input: speed / Boost.JSON", at_least(6), race.ratio(whole, ours_trusting));
  }
}

}  // namespace tamis::bench
