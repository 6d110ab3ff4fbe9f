// Every way of counting against the slow evaluator, record by record, over the first records.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <string>

#include <tamis/filter.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/referral_generator.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"
#include "tests/support/slow_evaluator.hpp"

namespace tamis::bench {

namespace {

// Throws where the evaluation fails: no evaluation of generated records does.
bool matches_slowly(const Expression& expression, const std::string& record) {
  const tests::Json json = tests::parse_json(record);
  const tests::SlowResult result =
      tests::evaluate_slowly(expression, referral_schema(), referral_schema().default_type(), json);
  return std::get<tests::Value>(result).is_true();
}

void check(const Setup& setup, const Workload& workload, std::uint64_t records, Report& report) {
  const Expression expression = Expression::compile(workload.filter, referral_schema()).value();
  const Filter filter = Filter::compile(workload.filter, referral_schema()).value();
  EvaluationContext context;
  std::string text;
  for (std::uint64_t index = 0; index < records; ++index) {
    text.clear();
    append_referral(text, setup.seed, index);
    const boost::json::value value = boost::json::parse(text);
    const bool expected = matches_slowly(expression, text);
    if (filter.matches(text, context).value() != expected || filter.matches(value, context).value() != expected
        || workload.handwritten(value.get_object()) != expected)
      return report.fault(std::string(workload.id) + ": record " + std::to_string(index)
                          + " is not what the slow evaluator says");
  }
}

}  // namespace

void check_against_slow_evaluator(const Setup& setup, Report& report) {
  constexpr std::uint64_t records = 2'000;
  for (const Workload& workload : workloads())
    check(setup, workload, records, report);
  report.heading("The slow evaluator was asked about the first " + std::to_string(records) + " records");
}

}  // namespace tamis::bench
