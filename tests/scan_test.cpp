// The fast way through a record's text against the slow ones: the plain search for structure, the JSON parser, and the
// evaluation of parsed values.
#include "src/scan/walk.hpp"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>
#include <random>

#include <tamis/filter.hpp>

#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

using Find = bool (*)(const char*, std::size_t, scan::Structure&);

// Whether a text is one JSON object, as a walk sees it.
bool is_record(std::string_view text, Find find, scan::WalkMemory& memory) {
  static const Program program;
  static const scan::Wanted wanted(program);
  if (!find(text.data(), text.size(), memory.structure) || memory.structure.count == 0) return false;
  return scan::Walk(text, wanted, Limits().record_depth, memory).record(0) == memory.structure.count;
}

bool is_object(std::string_view text) {
  json::Document document;
  return !document.parse(text, Limits()) && document.elements()[0].kind == json::Kind::object;
}

// All three ways, and the same structure where there is one. The text is copied, so that a byte read behind it is
// found.
void compare(const std::string& text) {
  static scan::WalkMemory plain, fast;
  const std::vector<char> exact(text.begin(), text.end());
  const std::string_view view(exact.data(), exact.size());
  INFO(text);
  const bool expected = is_object(view);
  REQUIRE(is_record(view, scan::find_structure_anywhere, plain) == expected);
  if (!scan::has_avx2()) return;
  REQUIRE(is_record(view, scan::find_structure_avx2, fast) == expected);
  if (!expected) return;
  REQUIRE(plain.structure.count == fast.structure.count);
  for (std::size_t i = 0; i < plain.structure.count; ++i)
    REQUIRE(plain.structure.places[i] == fast.structure.places[i]);
  for (std::size_t i = 0; i <= text.size() / 64; ++i)
    if (plain.structure.any_escape)
      REQUIRE(plain.structure.has_escape(64 * i, text.size()) == fast.structure.has_escape(64 * i, text.size()));
}

const char* const record =
    R"({"name":"Caf\u00e9 \"x\" \\","empty":{},"list":[],"n":[1,-2.5e+10,0,true,false,null,{"a":{"b":["é","日本","🎉"]}}],)"
    R"( "long" : "0123456789012345678901234567890123456789012345678901234567890123456789\\" , "end":0.0})";

}  // namespace

TEST_CASE("scan: texts that are records and texts that are not") {
  for (const char* text : {"{}",
                           "{ }",
                           "",
                           " ",
                           "[]",
                           "1",
                           "{\"a\":1}",
                           "{\"a\":1}}",
                           "{\"a\":1",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{,\"a\":1}",
                           "{\"a\":1 \"b\":2}",
                           "{\"a\" \"b\":2}",
                           "{\"a\"\"b\":2}",
                           "{\"a\":1\"b\":2}",
                           "{\"a\":[1,]}",
                           "{\"a\":[,1]}",
                           "{\"a\":[1 2]}",
                           "{\"a\":[1}",
                           "{\"a\":{]}",
                           "{\"a\":tru}",
                           "{\"a\":truex}",
                           "{\"a\":true\"\"}",
                           "{\"a\":nul}",
                           "{\"a\":01}",
                           "{\"a\":1.}",
                           "{\"a\":-}",
                           "{\"a\":1e}",
                           "{\"a\":+1}",
                           "{\"a\":.5}",
                           "{\"a\":1x}",
                           "{\"a\":1\"\"}",
                           "{\"a\":\"\\x\"}",
                           "{\"a\":\"\\u12G4\"}",
                           "{\"a\":\"\\u123\"}",
                           "{\"a\":\"\\\"}",
                           "{\"a\":\\\"b\"}",
                           "{\"a\":\"\t\"}",
                           "{\"a\":\"\x7f\"}",
                           "{\"a\":\"\xc3\"}",
                           "{\"a\":\"\xc3\xa9\"}",
                           "{\"a\":\"\xed\xa0\x80\"}",
                           "{\"a\":\"\xf4\x90\x80\x80\"}",
                           "{\"a\":\"\xc0\xaf\"}",
                           "{\"a\":\xc3\xa9}",
                           "{\"a\":1}\xc3\xa9",
                           "{\"a\":1}\x0c",
                           "{\"a\":1}x",
                           "{\"a\":1} {}",
                           "{{}}",
                           "{[]:1}",
                           "{1:1}",
                           "{\"a\":{\"b\":[{\"c\":[[]]}]}}",
                           "{\"a\"::1}",
                           "{\"a\":1,,\"b\":2}",
                           "{\"a\":\x1a 1}"})
    compare(text);
  compare(record);
}

TEST_CASE("scan: a record cut off anywhere, and moved across the blocks") {
  const std::string whole = record;
  for (std::size_t size = 0; size <= whole.size(); ++size)
    compare(whole.substr(0, size));
  for (std::size_t blanks = 0; blanks < 130; ++blanks)
    compare(std::string(blanks, ' ') + whole + std::string(blanks % 7, '\n'));
  for (std::size_t backslashes = 0; backslashes < 140; ++backslashes)
    compare("{\"a\":\"" + std::string(backslashes, '\\') + "\"}");
}

TEST_CASE("scan: deep records") {
  for (const std::size_t depth : {98, 99, 100, 101}) {
    std::string text = "{\"a\":";
    for (std::size_t i = 1; i < depth; ++i)
      text += '[';
    for (std::size_t i = 1; i < depth; ++i)
      text += ']';
    compare(text + "}");
  }
}

TEST_CASE("scan: records changed at random") {
  std::mt19937_64 random(20261124);
  constexpr std::string_view bytes =
      "{}[]:,\"\\ \n\tntrufalse0123.eE-+u/bx\x01\x1f\x7f\x80\xa0\xbf\xc3\xa9\xe2\x82\xac\xed\xf0\x9f\xf4";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = record;
    for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      const char byte = bytes[random() % bytes.size()];
      switch (random() % 3) {
        case 0: text[at] = byte; break;
        case 1: text.insert(at, 1, byte); break;
        default: text.erase(at, 1 + random() % 5); break;
      }
    }
    compare(text);
  }
}

TEST_CASE("scan: what a text and its value answer") {
  EvaluationContext context;
  const char* const records[] = {R"({"name":"a","name":"b"})",  // the last of a name counts
                                 R"({"maker":{"name":"m"},"maker":{}})",
                                 R"({"maker":{"name":"m"},"maker":null})",
                                 R"({"maker":{},"maker":{"name":"m","name":"n"}})",
                                 R"({"na\u006de":"b"})",  // names with escapes
                                 R"({ "name" : "b" , "maker" : { "name" : "m" } })",
                                 R"({"name":"\u0062"})",
                                 R"({"name":null})",
                                 R"({"name":"B\u00c9"})",
                                 R"({"parts":[{"size":1},null,{"size":5,"size":2}]})",
                                 R"({"parts":[]})",
                                 R"({"parts":null})",
                                 R"({"parts":[{"other":{"size":2}},{"other":[{"size":2}]}]})",
                                 R"({"int":2147483647})",
                                 R"({"int":-0})",
                                 R"({"price":2.50})",
                                 R"({"price":25e-1})",
                                 R"({"price":2.5000000000000000000000000001})",
                                 R"({"at":"2024-02-29T12:00:00.5Z"})",
                                 R"({"at":"2024-02-29T14:00:00+02:00"})",
                                 R"({"colour":"Red"})",
                                 R"({"colour":"Mauve"})",
                                 R"({"yes":true})",
                                 R"({"yes":false,"tags":["x","y"]})",
                                 R"({})"};
  for (const char* expression : {"name eq 'b'",
                                 "name ne 'b'",
                                 "name gt 'a'",
                                 "name in ('b','c')",
                                 "name eq null",
                                 "name ne null",
                                 "not (name eq 'b')",
                                 "not (name eq 'b' or yes)",
                                 "maker/name eq 'm'",
                                 "maker/name ne 'n'",
                                 "maker eq null",
                                 "contains(tolower(name),'b')",
                                 "contains(toupper(name),'É')",
                                 "not contains(name,'x')",
                                 "startswith(name,'b')",
                                 "endswith(name,'b')",
                                 "parts/any(p:p/size eq 2)",
                                 "parts/all(p:p/size lt 5)",
                                 "not parts/any(p:p/size eq 2)",
                                 "parts/any(p:p/size eq 2 and name eq null)",
                                 "tags/any(t:t eq 'y')",
                                 "parts/any()",
                                 "int eq 2147483647",
                                 "int lt 1.5",
                                 "int ge 0",
                                 "price eq 2.5",
                                 "price gt 2.5",
                                 "price le 2.5e0",
                                 "at eq 2024-02-29T12:00:00.500Z",
                                 "at ge 2024-02-29T12:00:00Z",
                                 "at lt 2024-03-01T00:00:00+14:00",
                                 "colour eq 'Red'",
                                 "colour ne 'Red'",
                                 "colour in ('Red','Blue')",
                                 "yes",
                                 "not yes",
                                 "yes eq true",
                                 "yes ne true",
                                 "yes or name eq 'b'",
                                 "5 lt int and price gt 1"}) {
    const auto filter = Filter::compile(expression, things());
    INFO(std::string(expression));
    REQUIRE(filter);
    const auto slow = Expression::compile(expression, things());
    for (const char* json : records) {
      INFO(std::string(json));
      const auto by_text = filter->matches(json, context);
      const auto machine = slow->evaluate(json, context);
      REQUIRE(bool(by_text) == bool(machine));
      if (!by_text) continue;
      CHECK(*by_text == (*machine == "true"));
      if (std::string_view(json).find("000000000001") != std::string_view::npos) continue;  // no double is that exact
      CHECK(*filter->matches(boost::json::parse(json), context) == *by_text);
    }
  }
}

TEST_CASE("scan: a condition that would go through a long text for each item ends by its budget") {
  std::string json = R"({"name":")" + std::string(4'000'000, 'x') + R"(","parts":[{"size":1})";
  for (int i = 1; i < 100'000; ++i)
    json += R"(,{"size":1})";
  json += "]}";
  EvaluationContext context;
  for (const char* expression :
       {"parts/any(p:p/size eq 5 or contains(name,'y'))", "parts/any(p:parts/any(q:q/size eq 2 and p/size eq 1))"}) {
    const auto filter = Filter::compile(expression, things());
    REQUIRE(filter);
    for (const bool as_value : {false, true}) {
      const auto met = as_value ? filter->matches(boost::json::parse(json), context) : filter->matches(json, context);
      REQUIRE_FALSE(met);
      CHECK(met.error().begin()->code == Code::budget_exceeded);
    }
  }
}

TEST_CASE("scan: an operand that is not needed is not asked") {
  EvaluationContext context;
  const auto guarded = Filter::compile("int ne 0 and 10 div int gt 1 and name eq 'b'", things());
  REQUIRE(guarded);
  CHECK(*guarded->matches(R"({"int":0,"name":"b"})", context) == false);
  CHECK(*guarded->matches(R"({"int":2,"name":"b"})", context) == true);
  const auto filter = Filter::compile("maker/name eq 'm' and name eq 'b'", things());
  CHECK(*filter->matches(R"({"maker":5,"name":"a"})", context) == false);
  CHECK_FALSE(filter->matches(R"({"maker":5,"name":"b"})", context));
}

TEST_CASE("many values at once answer as one by one") {
  EvaluationContext context;
  const auto filter = Filter::compile("name eq 'b' or parts/any(p:p/size gt 1)", things());
  boost::json::array records;
  for (int i = 0; i < 200; ++i)
    records.push_back(i % 3 == 0 ? boost::json::value{{"name", i % 2 == 0 ? "b" : "c"}}
                      : i % 3 == 1
                          ? boost::json::parse(R"({"int":1,"name":"a longer text than fits","parts":[{"size":2}]})")
                          : boost::json::parse(R"({"a":0,"b":0,"c":0,"d":0,"e":0,"name":"b"})"));
  std::uint64_t bits[4] = {~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}};
  const auto count = filter->matches({records.data(), records.size()}, bits, context);
  REQUIRE(count);
  std::uint64_t expected = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const bool met = *filter->matches(records[i], context);
    expected += met;
    CHECK(((bits[i / 64] >> (i % 64)) & 1) == met);
  }
  CHECK(*count == expected);
  records[130] = boost::json::parse(R"({"name":5})");
  const auto failed = filter->matches({records.data(), records.size()}, bits, context);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().begin()->notes.back() == "in record 130 (counted from 0)");
}
