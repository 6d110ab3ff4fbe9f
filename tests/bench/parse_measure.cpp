// Texts: parsing beside a handwritten parser, and how long it takes until a filter is ready.
#include <string>

#include <tamis/filter.hpp>
#include <tamis/parse.hpp>
#include <tamis/schema.hpp>

#include "src/compile/compile.hpp"
#include "src/compile/front.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/documented_filters.hpp"
#include "tests/bench/handwritten_parser.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace tamis::bench {

namespace {

constexpr int times = 2'000;
constexpr std::string_view ours = "tamis::parse";
constexpr std::string_view by_hand = "parsed by hand";
constexpr std::string_view checked = "parse, bind";
constexpr std::string_view ready = "parse, bind, compile";

template <typename Once>
std::function<Run()> repeated(const Setup& setup, Once once) {
  return timed(setup.clock, [once] {
    std::uint64_t made = 0;
    for (int i = 0; i < times; ++i)
      made += once();
    return made;
  });
}

std::size_t hand_parse(std::string_view text) {
  HandwrittenError error;
  return parse_by_hand(text, error) ? 1 : 0;
}

Race race_stages(const Setup& setup, std::string_view text) {
  const Schema& schema = referral_schema();
  return Race({{std::string(by_hand), repeated(setup, [=] { return hand_parse(text); })},
               {std::string(ours), repeated(setup, [=] { return parse(text) ? 1 : 0; })},
               {std::string(checked),
                repeated(setup, [=, &schema] { return check(text, TextKind::filter, schema, {}) ? 1 : 0; })},
               {std::string(ready), repeated(setup, [=, &schema] { return Filter::compile(text, schema) ? 1 : 0; })}},
              5 * setup.rounds);
}

Spread in_microseconds(Spread seconds) {
  constexpr double factor = 1e6 / times;
  return {seconds.median * factor, seconds.least * factor, seconds.most * factor};
}

template <typename Once>
void count_allocations(Report& report, std::string_view name, Once once) {
  const std::uint64_t before = allocations_so_far();
  once();
  const auto count = static_cast<double>(allocations_so_far() - before);
  report.figure("  " + std::string(name), {count, count, count}, "heap allocations");
}

void count_all_allocations(Report& report, std::string_view text) {
  count_allocations(report, by_hand, [&] { (void)hand_parse(text); });
  count_allocations(report, ours, [&] { (void)parse(text); });
  count_allocations(report, checked, [&] { (void)check(text, TextKind::filter, referral_schema(), {}); });
  count_allocations(report, ready, [&] { (void)Filter::compile(text, referral_schema()); });
}

// The two parsers must make the same tree, or they are not to be compared.
void check_trees(Report& report) {
  for (const std::string_view text : documented_filters) {
    HandwrittenError error;
    const auto tree = parse_by_hand(text, error);
    if (!tree)
      report.fault("not parsed by hand: " + std::string(text) + ": expected " + std::string(error.expected) + " at "
                   + std::to_string(error.offset));
    else if (!is_same(*tree, parse(text).value()))
      report.fault("parsed otherwise by hand: " + std::string(text));
  }
}

}  // namespace

void measure_parse(const Setup& setup, Report& report) {
  check_trees(report);
  for (const Workload& workload : workloads()) {
    const std::string id(workload.id);
    const Race race = race_stages(setup, workload.filter);
    report.heading("The filter of " + id + ": until it is ready");
    report.check(id + ", parse", race);
    for (const std::string& name : race.names())
      report.figure(name, in_microseconds(race.seconds(name)), "us");
    count_all_allocations(report, workload.filter);
    if (id != "W3") continue;
    report.measure("W3: parse / parsed by hand", at_most(2), race.ratio(ours, by_hand));
    report.measure("W3: parse, bind and compile", at_most(2), in_microseconds(race.seconds(ready)), "us");
  }
}

}  // namespace tamis::bench
