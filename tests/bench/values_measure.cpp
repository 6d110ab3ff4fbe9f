// Records in memory as boost::json::value: tamis beside the handwritten predicate.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include <tamis/filter.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/referral_generator.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace tamis::bench {

namespace {

constexpr std::string_view ours = "tamis";
constexpr std::string_view handwritten = "handwritten if_contains";

boost::json::array make_records(const Setup& setup, std::uint64_t records) {
  std::string text = "[";
  for (std::uint64_t index = 0; index < records; ++index) {
    if (index > 0) text += ',';
    append_referral(text, setup.seed, index);
  }
  text += ']';
  return boost::json::parse(text).as_array();
}

std::uint64_t count_by_hand(const boost::json::array& records, int times, const Workload& workload) {
  std::uint64_t count = 0;
  for (int i = 0; i < times; ++i)
    for (const boost::json::value& record : records)
      if (workload.handwritten(record.get_object())) ++count;
  return count;
}

std::uint64_t count_with_tamis(const boost::json::array& records, int times, const Filter& filter,
                               EvaluationContext& context) {
  std::vector<std::uint64_t> bits((records.size() + 63) / 64);
  std::uint64_t count = 0;
  for (int i = 0; i < times; ++i)
    count += filter.matches({records.data(), records.size()}, bits, context).value();
  return count;
}

void compare(const Setup& setup, const boost::json::array& records, int times, std::string_view where, bool in_cache,
             Report& report) {
  for (const Workload& workload : workloads()) {
    const Filter filter = Filter::compile(workload.filter, referral_schema()).value();
    EvaluationContext context;
    const Race race(
        {{std::string(handwritten), timed(setup.clock, [&] { return count_by_hand(records, times, workload); })},
         {std::string(ours), timed(setup.clock, [&] { return count_with_tamis(records, times, filter, context); })}},
        3 * setup.rounds);
    const std::string name = std::string(workload.id) + ", values " + std::string(where);
    report.check(name, race);
    const double evaluations = static_cast<double>(records.size()) * times;
    for (const std::string& contestant : race.names()) {
      const Spread seconds = race.seconds(contestant);
      const auto each = [&](double time) { return time / evaluations * 1e9; };
      report.figure("  " + contestant, {each(seconds.median), each(seconds.least), each(seconds.most)}, "ns a record");
    }
    const double bound = !in_cache ? 0.5 : workload.id == "W1" ? 0.8 : 0.6;
    report.measure(name + ": time / handwritten", at_most(bound), race.ratio(ours, handwritten));
  }
}

}  // namespace

void measure_values(const Setup& setup, Report& report) {
  constexpr std::uint64_t many = 50'000;
  constexpr std::uint64_t few = 64;
  constexpr int repetitions = 500;
  report.heading("Values in memory beyond cache: " + std::to_string(many) + " records");
  compare(setup, make_records(setup, many), 1, "beyond cache", false, report);
  report.heading("Values in cache: " + std::to_string(few) + " records again and again");
  compare(setup, make_records(setup, few), repetitions, "in cache", true, report);
}

}  // namespace tamis::bench
