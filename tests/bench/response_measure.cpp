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
constexpr std::string_view program = "program tamis";
constexpr std::string_view program_trusting = "program tamis --trust-input";
constexpr std::string_view whole = "Boost.JSON whole, handwritten";

std::uint64_t count_with_tamis(const std::string& path, const Filter& filter) {
  EvaluationContext context;
  std::ifstream input(path, std::ios::binary);
  const MatchSummary summary = match_records(input, filter, context, [](const Record&) { return true; });
  if (summary.error) throw std::runtime_error(path + ": " + summary.error->diagnostic.message);
  return summary.matched;
}

std::vector<Contestant> contestants_of(const Setup& setup, const Workload& workload, const Filter& filter,
                                       const std::string& path) {
  std::vector<Contestant> contestants = {
      {std::string(whole), timed(setup.clock, [=, &workload] { return count_in_response_with_boost(path, workload); })},
      {std::string(ours), timed(setup.clock, [=] { return count_with_tamis(path, filter); })}};
  if (setup.program.empty()) return contestants;
  std::vector<std::string> options;
  if (program_knows(setup, "--threads")) options = {"--threads", "1"};
  contestants.push_back(tamis_program(setup, std::string(program), workload, path, options));
  if (!program_knows(setup, "--trust-input")) return contestants;
  options.emplace_back("--trust-input");
  contestants.push_back(tamis_program(setup, std::string(program_trusting), workload, path, options));
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
    if (race.has(program_trusting))
      report.measure(id + ", response, --trust-input: speed / Boost.JSON", at_least(6),
                     race.ratio(whole, program_trusting));
    else
      report.skip(id + ", response, --trust-input", "not there yet");
  }
}

}  // namespace tamis::bench
