// Many parsed records at once: the blocks of src/evaluate/batch.cpp against the evaluation of one record after the
// other, which is their slow twin.
#include <doctest/doctest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include <tamis/filter.hpp>

#include "tests/support/random_expression.hpp"
#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

const char* const conditions[] = {"name eq 'b'",
                                  "name ne 'a name with more than sixteen bytes'",
                                  "name eq 'a name with more than sixteen bytes'",
                                  "name gt 'a'",
                                  "name in ('b','c','')",
                                  "name eq null",
                                  "maker/name eq 'm'",
                                  "maker/address/name eq 'n'",
                                  "maker eq null",
                                  "contains(tolower(name),'b')",
                                  "endswith(name,'b')",
                                  "parts/any(p:p/size eq 2)",
                                  "parts/all(p:p/size lt 5 and p/name ne 'x')",
                                  "parts/any(p:p/maker/name eq 'm' or name eq 'b')",
                                  "parts/any(p:p/parts/any(q:q/size eq p/size))",
                                  "tags/any(t:t eq 'y')",
                                  "parts/any()",
                                  "int lt 1.5",
                                  "int add 1 gt 2",
                                  "price ge 2.5",
                                  "at ge 2024-02-29T12:00:00.5Z",
                                  "colour eq 'Red'",
                                  "colour ne 'Green'",
                                  "colour in ('Red','Blue')",
                                  "pattern eq 'Dots'",
                                  "yes",
                                  "yes ne true",
                                  "other eq 'b'"};

// For each member some values that it may have, right and wrong.
const char* const members[][9] = {
    {"name", "null", R"("a")", R"("b")", R"("B")", R"("a name with more than sixteen bytes")", R"("")", "5", nullptr},
    {"maker", "null", "{}", R"({"name":"m"})", R"({"name":null,"address":{"name":"n"}})", R"({"address":null})",
     R"({"address":5})", "5", nullptr},
    {"parts", "null", "[]", "{}", R"([{"size":2},null,{"size":5,"name":"x"}])",
     R"([{"size":1,"maker":{"name":"m"}},{"size":"1"}])", R"([{"parts":[{"size":3}],"size":3}])", "[5]", nullptr},
    {"tags", "[]", R"(["x","y"])", R"(["z",null])", "[1]", nullptr},
    {"int", "null", "0", "1", "2", "2147483647", "2147483648", "1.5", nullptr},
    {"price", "2.5", "3", R"("2.5")", "null", nullptr},
    {"at", R"("2024-02-29T12:00:00.5Z")", R"("2024-02-29T12:00:00Z")", R"("2023-02-29T12:00:00Z")", R"("2025")",
     R"("2024-02-29T14:00:01+02:00")", nullptr},
    {"colour", R"("Red")", R"("Green")", R"("Blue")", R"("Mauve")", R"("4")", "null", "7", nullptr},
    {"pattern", R"("Dots")", R"("Dots,Lines")", R"("Plain")", nullptr},
    {"yes", "true", "false", "null", "1", nullptr},
    {"other", R"("b")", "[]", nullptr}};

boost::json::value random_thing(Random& random) {
  if (random.below(60) == 0) return random.below(2) == 0 ? boost::json::value() : boost::json::value("b");
  boost::json::object record;
  for (std::uint64_t filler = random.below(3) * random.below(12); filler > 0; --filler)
    record["filler" + std::to_string(filler)] = filler;
  const std::size_t first = random.below(4) == 0 ? random.below(std::size(members)) : 0;  // mostly in one order
  const bool right = random.below(4) > 0;
  for (std::size_t i = 0; i < std::size(members); ++i) {
    const auto& member = members[(first + i) % std::size(members)];
    std::size_t values = 0;
    while (member[1 + values])
      ++values;
    if (random.below(8) == 0) continue;
    if (right && values > 3) values = 3;
    record[member[0]] = boost::json::parse(member[1 + random.below(values)]);
  }
  return record;
}

std::string random_condition(Random& random) {
  std::string text;
  for (std::uint64_t i = 0, count = 1 + random.below(4); i < count; ++i) {
    if (i > 0) text += random.below(3) == 0 ? " or " : " and ";
    const std::string part = conditions[random.below(std::size(conditions))];
    text += random.below(4) == 0 ? "not (" + part + ")" : "(" + part + ")";
  }
  return text;
}

std::string said(const Diagnostics& diagnostics) {
  return std::string(name(diagnostics.items[0].code)) + ": " + diagnostics.items[0].message;
}

// All records in one call, and one by one up to the first that is at fault.
void compare(const Filter& filter, const boost::json::array& records, const EvaluationOptions& options = {}) {
  EvaluationContext many(options), single(options);
  std::vector<std::uint64_t> bits((records.size() + 63) / 64, 0xAAAAAAAAAAAAAAAA);
  const auto count = filter.matches({records.data(), records.size()}, bits, many);
  std::uint64_t expected = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto met = filter.matches(records[i], single);
    INFO(i << ": " << boost::json::serialize(records[i]));
    if (!met) {
      REQUIRE_FALSE(count);
      CHECK(said(count.error()) == said(met.error()));
      CHECK(count.error().items[0].notes.back() == "in record " + std::to_string(i) + " (counted from 0)");
      return;
    }
    REQUIRE(((bits[i / 64] >> (i % 64)) & 1) == *met);
    expected += *met;
  }
  REQUIRE(count);
  CHECK(*count == expected);
}

}  // namespace

TEST_CASE("batch: random conditions over random records answer as one by one") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    const std::string condition = random_condition(random);
    const auto filter = Filter::compile(condition, things());
    REQUIRE_MESSAGE(filter, condition);
    boost::json::array records;
    for (std::uint64_t i = random.below(150) + 1; i > 0; --i)
      records.push_back(random_thing(random));
    EvaluationOptions options;
    if (random.below(8) == 0) options.limits.steps = 1 + random.below(400);
    if (random.below(16) == 0) options.absent = Absent::unknown;
    INFO("seed " << seed << ": " << condition);
    compare(*filter, records, options);
    // Without those at fault, so that all are seen.
    EvaluationContext context(options);
    boost::json::array right;
    for (const auto& record : records)
      if (filter->matches(record, context)) right.push_back(record);
    compare(*filter, right, options);
  }
}

TEST_CASE("batch: long texts, and more predicates than a block takes") {
  boost::json::array records;
  for (const std::size_t length : {0U, 1U, 63U, 4095U, 4096U, 4097U, 100'000U})
    records.push_back(boost::json::value{{"name", std::string(length, 'x') + "b"}});
  std::string many = "name eq 'x0'";
  for (int i = 1; i < 300; ++i)
    many += " or name eq '" + std::string(static_cast<std::size_t>(i % 70), 'x') + (i % 2 == 0 ? "b'" : "c'");
  for (const std::string& condition : {std::string("contains(name,'xb')"), std::string("name gt 'x'"), many}) {
    const auto filter = Filter::compile(condition, things());
    REQUIRE(filter);
    for (const std::uint64_t steps : {10U, 100U, 1000U, 1000000U}) {
      EvaluationOptions options;
      options.limits.steps = steps;
      compare(*filter, records, options);
    }
  }
}

TEST_CASE("batch: times with a wrong character are what the machine says they are") {
  const std::string right[] = {"2024-02-29T12:34:56Z", "2024-02-29T12:34:56.5Z", "2024-02-29T12:34:56.123456789012Z",
                               "1999-12-31T23:59:59.0000001Z"};
  const std::string characters = "0123456789-:.TZtz+/; \xC3";
  const auto filter = Filter::compile("at ge 2024-02-29T12:34:56.1234567Z", things());
  const auto slow = Expression::compile("at ge 2024-02-29T12:34:56.1234567Z", things());
  EvaluationContext context;
  for (const std::string& time : right)
    for (std::size_t at = 0; at < time.size(); ++at)
      for (const char c : characters) {
        std::string changed = time;
        changed[at] = c;
        const boost::json::value record = {{"at", changed}};
        const auto met = filter->matches(record, context);
        const auto expected = slow->evaluate(record, context);
        INFO(changed);
        REQUIRE(bool(met) == bool(expected));
        if (met) CHECK(*met == (*expected == "true"));
      }
}
