// What the benchmarks of tests/bench/ rest on: generated referrals, predicates and a parser written by hand.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <string>

#include <tamis/tamis.hpp>

#include "tests/bench/documented_filters.hpp"
#include "tests/bench/handwritten_parser.hpp"
#include "tests/bench/referral_generator.hpp"
#include "tests/bench/workloads.hpp"
#include "tests/support/slow_evaluator.hpp"

using namespace tamis;

TEST_CASE("generated referrals are the same everywhere") {
  CHECK(bench::generator_fingerprint(1) == 0x1fa6d39853529ceau);
  std::string first, second;
  bench::append_referral(first, 1, 7);
  bench::append_referral(second, 2, 7);
  CHECK(first != second);
  CHECK(boost::json::parse(bench::response_head(1) + first + bench::response_tail()).at("value").at(0)
        == boost::json::parse(first));
}

TEST_CASE("generated referrals are what the schema says, about 2 KB each") {
  const Schema& schema = referral_schema();
  std::size_t bytes = 0;
  for (std::uint64_t index = 0; index < 50; ++index) {
    std::string text;
    bench::append_referral(text, 1, index);
    bytes += text.size();
    EvaluationContext context;
    const boost::json::value record = boost::json::parse(text);
    for (const auto& member : record.get_object()) {
      const std::string name(member.key());
      CAPTURE(index);
      CAPTURE(name);
      const auto expression = Expression::compile(name, schema);
      REQUIRE(expression);
      const auto read = expression->evaluate(text, context);
      REQUIRE_MESSAGE(read, render(read.error()));
      CHECK((*read == "null") == member.value().is_null());
    }
  }
  CHECK(bytes / 50 > 1'900);
  CHECK(bytes / 50 < 2'500);
}

TEST_CASE("a workload selects the same by hand, by tamis and by the slow evaluator") {
  for (const bench::Workload& workload : bench::workloads()) {
    CAPTURE(workload.id);
    const auto expression = Expression::compile(workload.filter, referral_schema());
    const auto filter = Filter::compile(workload.filter, referral_schema());
    REQUIRE(filter);
    EvaluationContext context;
    int matching = 0;
    for (std::uint64_t index = 0; index < 1'000; ++index) {
      CAPTURE(index);
      std::string text;
      bench::append_referral(text, 1, index);
      const boost::json::value value = boost::json::parse(text);
      const auto slow = tests::evaluate_slowly(*expression, referral_schema(), referral_schema().default_type(),
                                               tests::parse_json(text));
      const bool expected = std::get<tests::Value>(slow).is_true();
      CHECK(workload.handwritten(value.get_object()) == expected);
      CHECK(filter->matches(text, context).value() == expected);
      CHECK(filter->matches(value, context).value() == expected);
      matching += expected ? 1 : 0;
    }
    CHECK(matching > 0);
    CHECK(matching < 200);
  }
}

TEST_CASE("the parser written by hand makes the same trees, and refuses what is wrong") {
  bench::HandwrittenError error;
  for (const std::string_view text : bench::documented_filters) {
    CAPTURE(text);
    const auto tree = bench::parse_by_hand(text, error);
    REQUIRE(tree);
    CHECK(bench::is_same(*tree, parse(text).value()));
    for (std::size_t length = 0; length < text.size(); ++length)  // no prefix of a filter is taken for another
      if (const auto part = bench::parse_by_hand(text.substr(0, length), error)) {
        CAPTURE(length);
        const auto ours = parse(text.substr(0, length));
        REQUIRE(ours);
        CHECK(bench::is_same(*part, *ours));
      }
  }
  for (const char* wrong :
       {"", "status eq", "status eq 'New", "(a eq 1", "a eq 1)", "a eq 2020-02-30", "a eq 1.", "nofunction(a)",
        "contains(a)", "team/any(t t eq 1)", "a in ('x',)", "\xff eq 1", "a  and"}) {
    CAPTURE(wrong);
    CHECK_FALSE(bench::parse_by_hand(wrong, error));
  }
  CHECK_FALSE(bench::parse_by_hand(std::string(200, '(') + "a", error));
}
