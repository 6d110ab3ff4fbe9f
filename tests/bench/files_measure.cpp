// NDJSON files: tamis beside the newline scan, other parsers, and other programs.
#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <tamis/filter.hpp>
#include <tamis/match_records.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/mapped_file.hpp"
#include "tests/bench/outside.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/yardsticks.hpp"

namespace tamis::bench {

namespace {

constexpr std::string_view ours = "tamis";                     // the default mode, in this process
constexpr std::string_view ours_trusting = "tamis, trusting";  // as with --trust-input
constexpr std::string_view scan = "read and newline scan";
constexpr std::string_view boost_dom = "Boost.JSON DOM, handwritten";
constexpr std::string_view ondemand = "simdjson On-Demand by line, handwritten";
constexpr std::string_view ondemand_stream = "simdjson On-Demand stream, handwritten";
constexpr std::string_view simdjson_dom = "simdjson DOM by line, handwritten";
constexpr std::string_view simdjson_dom_stream = "simdjson DOM stream, handwritten";
constexpr std::string_view duck = "DuckDB, one thread";

EvaluationContext with_trust(Trust trust) {
  EvaluationOptions options;
  options.trust = trust;
  return EvaluationContext(options);
}

template <Trust trust>
std::uint64_t count_with_tamis(const std::string& path, const Filter& filter) {
  EvaluationContext context = with_trust(trust);
  std::uint64_t count = 0;
  const MappedFile file(path);
  for (std::string_view text = file.text(); !text.empty();)
    if (filter.matches(take_line(text), context).value()) ++count;
  return count;
}

// The whole file through the library.
template <Trust trust>
std::uint64_t count_with_match_records(const std::string& path, const Filter& filter) {
  EvaluationContext context = with_trust(trust);
  std::ifstream input(path, std::ios::binary);
  const MatchSummary summary = match_records(input, filter, context, [](const Record&) { return true; });
  if (summary.error) throw std::runtime_error(path + ": " + summary.error->diagnostic.message);
  return summary.matched;
}

// The ways of tamis: one line each.
void add_tamis(std::vector<Contestant>& contestants, const Setup& setup, const Workload& workload, const Filter& filter,
               const std::string& path) {
  const auto add = [&](std::string_view name, auto count) {
    contestants.push_back({std::string(name), timed(setup.clock, [=] { return count(path, filter); })});
  };
  add(ours, count_with_tamis<Trust::nothing>);
  add(ours_trusting, count_with_tamis<Trust::input>);
  add("tamis, match_records", count_with_match_records<Trust::nothing>);
  add("tamis, match_records, trusting", count_with_match_records<Trust::input>);
  if (setup.program.empty()) return;
  const auto add_program = [&](std::string_view name, std::vector<std::string> options) {
    options.insert(options.end(), {"--threads", "1"});
    contestants.push_back(tamis_program(setup, std::string(name), workload, path, options));
  };
  add_program("program tamis", {});
  add_program("program tamis --trust-input", {"--trust-input"});
}

void add_yardsticks(std::vector<Contestant>& contestants, const Setup& setup, const Workload& workload,
                    const std::string& path) {
  const auto add = [&](std::string_view name, auto count) {
    contestants.push_back({std::string(name), timed(setup.clock, [=, &workload] { return count(path, workload); })});
  };
  add(boost_dom, count_with_boost);
#ifdef TAMIS_HAVE_SIMDJSON
  add(ondemand, count_with_ondemand);
  add(ondemand_stream, count_with_ondemand_stream);
  add(simdjson_dom, count_with_dom);
  add(simdjson_dom_stream, count_with_dom_stream);
#endif
  if (auto contestant = duckdb(setup, workload, path)) contestants.push_back(*std::move(contestant));
}

// Reads and finds the lines; not a count of matches.
Contestant newline_scan(const Setup& setup, const std::string& path) {
  return {std::string(scan),
          timed(setup.clock,
                [&setup, path] {
                  if (count_lines(path) != setup.records) throw std::runtime_error("lines are missing");
                  return std::uint64_t{0};
                }),
          false};
}

void judge_trusting(const Race& race, const std::string& id, Report& report) {
  const std::string name = id + ", --trust-input";
  report.measure(name + ": time / newline scan", at_most(2.5), race.ratio(ours_trusting, scan));
  if (race.has(ondemand)) {
    report.measure(name + ": time / simdjson On-Demand stream", at_most(0.5),
                   race.ratio(ours_trusting, ondemand_stream));
    report.measure(name + ": time / simdjson On-Demand by line", at_most(0.5), race.ratio(ours_trusting, ondemand));
  }
  if (race.has(duck)) report.measure(name + ": speed / DuckDB", at_least(7), race.ratio(duck, ours_trusting));
}

void judge(const Race& race, const std::string& id, Report& report) {
  if (race.has(simdjson_dom)) {
    report.measure(id + ", default: time / simdjson DOM stream", at_most(0.8), race.ratio(ours, simdjson_dom_stream));
    report.measure(id + ", default: time / simdjson DOM by line", at_most(0.8), race.ratio(ours, simdjson_dom));
  } else {
    report.skip(id + ": simdjson", "not installed");
  }
  if (race.has(duck))
    report.measure(id + ", default: speed / DuckDB, one thread", at_least(2), race.ratio(duck, ours));
  else
    report.skip(id + ": DuckDB", "not installed");
  judge_trusting(race, id, report);
}

// Programs that are too slow for the whole file, over the first part of it, beside tamis.
void compare_with_slow_programs(const Setup& setup, const Workload& workload, const Filter& filter, Report& report) {
  if (!setup.outside) return;
  const std::string path = ndjson_file(setup, std::max<std::uint64_t>(setup.records / 20, 1));
  std::vector<Contestant> contestants = {
      {std::string(ours), timed(setup.clock, [&] { return count_with_tamis<Trust::nothing>(path, filter); })}};
  for (auto [contestant, name] :
       {std::pair(jq(setup, workload, path), "jq"), std::pair(node(setup, workload, path), "Node")}) {
    if (contestant)
      contestants.push_back(*std::move(contestant));
    else
      report.skip(std::string(workload.id) + ": " + name, "not installed");
  }
  const Race race(contestants, std::min(setup.rounds, 2));
  report.heading(std::string(workload.id) + ", the first twentieth of the file");
  report.throughput(race, size_of(path));
  report.check(workload.id, race);
}

}  // namespace

void measure_files(const Setup& setup, Report& report) {
  const std::string path = ndjson_file(setup, setup.records);
  for (const Workload& workload : workloads()) {
    const Filter filter = Filter::compile(workload.filter, referral_schema()).value();
    std::vector<Contestant> contestants = {newline_scan(setup, path)};
    add_tamis(contestants, setup, workload, filter, path);
    add_yardsticks(contestants, setup, workload, path);
    const Race race(contestants, setup.rounds);
    report.heading(std::string(workload.id) + ", NDJSON, " + std::to_string(race.count()) + " of "
                   + std::to_string(setup.records) + " records match");
    report.throughput(race, size_of(path));
    report.check(workload.id, race);
    judge(race, std::string(workload.id), report);
    compare_with_slow_programs(setup, workload, filter, report);
  }
}

}  // namespace tamis::bench
