// The texts that a condition needs, and the fast search for them against the JSON parser.
#include "src/scan/needed_text.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <boost/json/parse.hpp>
#include <random>
#include <string>
#include <vector>

#include <tamis/filter.hpp>

#include "src/scan/scan_record.hpp"
#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

using Search = bool (*)(std::string_view, std::string_view);

// The way that runs anywhere, and those that this machine has.
const std::vector<Search>& searches() {
  static const std::vector<Search> all = [] {
    std::vector<Search> found = {scan::may_have_anywhere};
    if (scan::has_avx2()) found.push_back(scan::may_have_avx2);
    if (scan::has_avx512()) found.push_back(scan::may_have_avx512);
    return found;
  }();
  return all;
}

bool has_string(const boost::json::value& value, std::string_view text) {
  if (const auto* const string = value.if_string()) return std::string_view(*string) == text;
  if (const auto* const array = value.if_array())
    return std::any_of(array->begin(), array->end(), [&](const auto& item) { return has_string(item, text); });
  const auto* const object = value.if_object();
  return object && std::any_of(object->begin(), object->end(), [&](const auto& member) {
           return has_string(member.value(), text);
         });
}

}  // namespace

TEST_CASE("needed texts: none is missed, and none is seen that is not there") {
  std::mt19937_64 random(20261128);
  const std::vector<std::string> pieces = {"ab",      "a",    "b",     "abc",  "\\u0061",  "\\u0062", "\\u00e9",
                                           "\\u2013", "\\\\", "\\\\u", "\\\"", "\xC3\xA9", " ",       "\\u0161"};
  std::size_t present = 0, absent = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t usable = round % 2 == 0 ? 4 : pieces.size();
    std::string json = "[" + std::string(random() % 70, ' ') + "\"";
    for (std::uint64_t count = random() % 40; count > 0; --count)
      json += random() % 4 == 0 ? R"(",")" : pieces[random() % usable];
    json += "\"]";
    INFO(json);
    const boost::json::value parsed = boost::json::parse(json);
    for (const std::string_view wanted : {"ab", "aab", "abab", "abc"}) {
      const bool has = has_string(parsed, wanted);
      present += has ? 1 : 0;
      for (const Search search : searches()) {
        const std::vector<char> exact(json.begin(), json.end());  // so that a byte read behind it is found
        const bool may = search({exact.data(), exact.size()}, wanted);
        REQUIRE((may || !has));
        if (usable == 4) REQUIRE(may == has);  // no escapes
        REQUIRE(may == scan::may_have_anywhere(json, wanted));
        absent += may ? 0 : 1;
      }
    }
  }
  CHECK(present > 1000);
  CHECK(absent > 1000);
}

TEST_CASE("needed texts: at the edges of a text") {
  for (const Search search : searches())
    for (std::size_t before = 0; before < 140; ++before)
      for (const std::string_view text : {"\"ab\"", "\"ab", "ab\"", "\\u0061", "\\u006", "\\u00", "\\u", "\\", ""}) {
        const std::string json = std::string(before, ' ') + std::string(text);
        const std::vector<char> exact(json.begin(), json.end());
        // An escape that is cut off may have been any.
        const bool expected = text == "\"ab\"" || text.substr(0, 2) == "\\u";
        INFO(json);
        REQUIRE(search({exact.data(), exact.size()}, "ab") == expected);
      }
}

TEST_CASE("needed texts: which they are") {
  const auto needed = [](const char* expression) {
    // A record with all the texts meets the condition or not; one without a needed one is passed over, whatever is
    // wrong with the rest.
    EvaluationOptions options;
    options.trust = Trust::input;
    EvaluationContext context(options);
    const auto filter = Filter::compile(expression, things());
    REQUIRE(filter);
    return filter->matches(R"({"other":1,"name":nul,"maker":nul,"parts":nul,"tags":nul,"int":nul})", context)
        .has_value();
  };
  CHECK(needed("name eq 'bc'"));
  CHECK(needed("int gt 3 and name eq 'bc'"));
  CHECK(needed("maker/name eq 'bc' and name ne 'x'"));
  CHECK(needed("(name ne 'x' and (int gt 3 and name eq 'bc'))"));
  CHECK(needed("parts/any(p:p/name eq 'bc')"));
  CHECK_FALSE(needed("name ne 'bc'"));
  CHECK_FALSE(needed("not (name ne 'bc')"));
  CHECK_FALSE(needed("name eq 'bc' or int gt 3"));
  CHECK_FALSE(needed("name eq 'b'"));    // too short to look for
  CHECK_FALSE(needed("name eq 'b/c'"));  // also written with an escape of two bytes
  CHECK_FALSE(needed("name eq 'b\xC3\xA9'"));
  CHECK_FALSE(needed("tags/all(t:t eq 'bc')"));
  CHECK_FALSE(needed("tolower(name) eq 'bc'"));
  CHECK_FALSE(needed("colour eq 'Red' and name ne null"));  // members are also written as numbers
}

TEST_CASE("needed texts: what is looked for changes with the records, and the answers do not") {
  EvaluationOptions options;
  options.trust = Trust::input;
  EvaluationContext trusting(options), usual;
  const auto one = Filter::compile("name eq 'ab' and maker/name eq 'cd' and int ge 1", things());
  const auto other = Filter::compile("maker/name eq 'ef'", things());
  REQUIRE((one && other));
  std::mt19937_64 random(1);
  const auto text = [&](std::uint64_t often, std::string_view likely) {
    return random() % 16 < often ? std::string(likely) : random() % 2 == 0 ? "ef" : "\\u0061b";
  };
  std::size_t met = 0;
  for (std::uint64_t i = 0; i < 12'000; ++i) {
    // First one of the texts is rare, then the other, then none.
    const std::string json = R"({"name":")" + text(i < 4000 ? 1 : 15, "ab") + R"(","maker":{"name":")"
                           + text(i < 8000 && i >= 4000 ? 1 : 15, "cd") + R"("},"int":1})";
    for (const auto* const filter : {&one, i % 50 == 0 ? &other : &one}) {
      const auto got = (*filter)->matches(json, trusting), expected = (*filter)->matches(json, usual);
      REQUIRE((got && expected));
      REQUIRE(*got == *expected);
      met += *got ? 1 : 0;
    }
  }
  CHECK(met > 1000);
}
