// The budget of an evaluation: work on long texts, numbers, lists and objects counts, over both forms of a record.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/things.hpp"

namespace {

using namespace tamis;
using namespace tamis::tests;

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out += text;
  return out;
}

struct Work {
  std::string expression, record;
  const Schema& schema;
};

// The error of an evaluation within so many steps, over text and over a value; empty where there is none.
std::vector<std::string> errors(const Work& work, std::uint64_t steps) {
  const auto expression = Expression::compile(work.expression, work.schema);
  REQUIRE(expression);
  EvaluationOptions options;
  options.limits.steps = steps;
  EvaluationContext context(std::move(options));
  const auto of_text = expression->evaluate(work.record, context);
  const auto of_value = expression->evaluate(boost::json::parse(work.record), context);
  return {of_text ? "" : code(words(of_text.error())), of_value ? "" : code(words(of_value.error()))};
}

void check_counts(std::initializer_list<Work> all, std::uint64_t steps) {
  for (const Work& work : all) {
    CAPTURE(work.expression);
    CHECK(errors(work, steps) == std::vector<std::string>{"budget-exceeded", "budget-exceeded"});
    CHECK(errors(work, 1'000'000) == std::vector<std::string>{"", ""});
  }
}

std::string named(std::string_view name, const std::string& text) {
  return "{\"" + std::string(name) + "\":\"" + text + "\"}";
}

}  // namespace

TEST_CASE("budget: long texts that are read as another type") {
  const Schema none;
  const std::string base64 = times(10'000, "QUFB");
  check_counts({{"cast(s,Edm.Binary) eq null", named("s", base64), none},
                {"cast(s,Edm.Decimal) eq null", named("s", times(40'000, "1")), none},
                {"cast(s,Edm.Duration) eq null", named("s", "P" + times(40'000, "0") + "D"), none},
                {"year(s) eq null", named("s", times(40'000, "1")), none},
                {"bytes eq null", named("bytes", base64), things()},
                {"pattern eq null", named("pattern", "Dots" + times(10'000, ",Dots")), things()},
                {"pattern has Ns.Pattern'Dots'", named("pattern", "Dots" + times(10'000, ",Dots")), things()}},
               400);
}

TEST_CASE("budget: bytes as text") {
  const Work work{"cast(bytes,Edm.String) eq null", named("bytes", times(10'000, "QUFB")), things()};
  check_counts({work}, 900);  // 625 for reading them
}

TEST_CASE("budget: points") {
  const Schema none;
  const std::string line = "SRID=0;LineString(0 0" + times(2'000, ",1 1") + ")";
  std::string places = R"({"p":{"type":"LineString","coordinates":[[0,0])";
  places += times(1'000, ",[1,1]") + "]}}";
  check_counts({{"geo.length(cast(s,Edm.GeometryLineString)) gt 0", named("s", line), none},
                {"geo.length(s) gt 0", named("s", line), none}},
               900);
  check_counts({{"geo.length(cast(p,Edm.GeographyLineString)) gt 0", places, none}}, 4'000);
}

TEST_CASE("budget: long numbers") {
  const Schema none;
  const std::string digits = times(4'000, "7");
  check_counts({{"s lt " + digits + " or s lt " + digits, R"({"s":1})", none},
                {"cast(cast(s,Edm.Decimal),Edm.String) eq null", named("s", digits), none}},
               1'900);
}

TEST_CASE("budget: regular expressions count by their size") {
  const Schema none;
  const std::string text = times(1'000, "a");
  check_counts({{"matchespattern(s,'((a{0,20}){0,20})b') eq null", named("s", text), none}}, 2'000);
  CHECK(errors({"matchespattern(s,'a+b')", named("s", text), none}, 200) == std::vector<std::string>{"", ""});
}

TEST_CASE("budget: equality of objects takes no longer than their members are many") {
  std::string members, turned;
  for (int i = 0; i < 1'000; ++i) {
    members += (i > 0 ? ",\"m" : "\"m") + std::to_string(i) + "\":" + std::to_string(i);
    turned += (i > 0 ? ",\"m" : "\"m") + std::to_string(999 - i) + "\":" + std::to_string(999 - i);
  }
  const std::string both = "{\"a\":{" + members + "},\"b\":{" + turned + "}";
  CHECK(evaluate("a eq b", both + "}", Schema()) == "true");
  CHECK(evaluate("a eq {\"x\":1,\"x\":2}", R"({"a":{"x":2}})", Schema()) == "true");  // the last of a name
  CHECK(evaluate("a eq {\"x\":1,\"y\":null}", R"({"a":{"x":1}})", Schema()) == "true");
  CHECK(evaluate("{\"x\":1} eq a", R"({"a":{"x":1,"y":3}})", Schema()) == "false");
  CHECK(errors({"a eq b", both + "}", Schema()}, 10'000) == std::vector<std::string>{"", ""});
}

TEST_CASE("budget: lists that a list has many times") {
  const std::string list = "[1" + times(999, ",1") + "]";
  const std::string record = "{\"v\":[[[1]]" + times(9, ",[[1]]") + "]}";
  check_counts({{"v/all(i:[" + list + "," + list + "] ne i)", record, Schema()}}, 1'500);
}

TEST_CASE("names with escapes are compared only where they may be the one") {
  const std::string record = R"({"\u0061":1,"\ud83d\ude00":2,")" + times(1'000, "\\u0062") + R"(":3,"\n\n":4})";
  check_all({{"a eq 1", "true"}, {"b eq null", "true"}}, record, Schema());
  CHECK(evaluate("a eq {\"\xF0\x9F\x98\x80\":2}", R"({"a":{"\ud83d\ude00":2}})", Schema()) == "true");
}
