// The fast way through a record's text against the slow ones: the plain search for structure, the JSON parser, and the
// evaluation of parsed values.
#include "src/scan/scan_record.hpp"

#include <doctest/doctest.h>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <random>
#include <string>
#include <vector>

#include <tamis/filter.hpp>

#include "src/json/document.hpp"
#include "src/scan/scalar.hpp"
#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

using Scan = std::size_t (*)(std::string_view, const scan::Wanted&, std::uint32_t, scan::WalkMemory&);

// The way that runs anywhere, and those that this machine has.
const std::vector<Scan>& ways() {
  static const std::vector<Scan> all = [] {
    std::vector<Scan> found = {scan::scan_record_anywhere};
    if (scan::has_avx2()) found.push_back(scan::scan_record_avx2);
    if (scan::has_avx512()) found.push_back(scan::scan_record_avx512);
    return found;
  }();
  return all;
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

bool is_object(std::string_view text) {
  json::Document document;
  return !document.parse(text, Limits()) && document.elements()[0].kind == json::Kind::object;
}

bool is_one_of(char c, std::string_view bytes) { return bytes.find(c) != std::string_view::npos; }

// Where tokens are, found byte by byte in a right text.
std::vector<std::size_t> tokens_of(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto is = [&](std::string_view bytes) { return is_one_of(text[at], bytes); };
    if (is(" \t\r\n")) {
      ++at;
      continue;
    }
    found.push_back(at);
    if (text[at] == '"') {
      for (++at; text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
      ++at;
    } else if (is("{}[]:,")) {
      ++at;
    } else {
      while (!is("{}[]:, \t\r\n"))
        ++at;
    }
  }
  return found;
}

// Outside strings.
bool has_blank(std::string_view text) {
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (in_string && text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      in_string = !in_string;
    else if (!in_string && is_one_of(text[at], " \t\r\n"))
      return true;
  }
  return false;
}

void compare_structure(std::string_view text, const scan::Structure& structure) {
  std::vector<std::size_t> tokens;
  for (std::size_t place = 0; place < text.size(); ++place)
    if ((structure.tokens[place / 64] >> (place % 64) & 1) != 0) tokens.push_back(place);
  REQUIRE(tokens == tokens_of(text));
  REQUIRE((structure.any_escape || text.find('\\') == std::string_view::npos));
  for (std::size_t place = 0; structure.any_escape && place < text.size(); ++place)
    REQUIRE(structure.has_escape(place, text.size()) == (text.find('\\', place) != std::string_view::npos));
  for (const std::size_t token : tokens) {
    if (text[token] != '"') continue;
    const std::uint32_t begin = static_cast<std::uint32_t>(token) + 1, end = structure.string_end(begin);
    REQUIRE(text[end] == '"');
    REQUIRE(structure.string_begin(end) == begin);
    REQUIRE(structure.is_quote(token));
  }
}

// All ways, and the parser of JSON. The text is copied, so that a byte read behind it is found; then it is followed by
// others, which have to make no difference.
void compare(const std::string& whole) {
  static const scan::Wanted nothing;
  static scan::WalkMemory memory;
  const std::string_view text = without_blanks(whole);
  INFO(whole);
  const std::size_t expected = is_object(text) ? text.size() : 0;
  const std::vector<char> exact(text.begin(), text.end());
  for (const Scan scan : ways()) {
    const std::size_t length = scan({exact.data(), exact.size()}, nothing, Limits().record_depth, memory);
    if (expected > 0 || length == 0) {
      REQUIRE(length == expected);
    } else {  // right, and followed by something
      REQUIRE(is_object(text.substr(0, length)));
    }
    if (length == 0) continue;
    compare_structure(text.substr(0, length), memory.structure);
    REQUIRE(memory.structure.any_blank == has_blank(text.substr(0, length)));
  }
  if (expected == 0) return;
  for (const std::string_view rest : {"\n{\"a\":[1,{}]}\n", "}]\"\\", ",\"\x01", "\xC3{\"b\"::", "\"", "]}\n[[["}) {
    const std::string followed = std::string(text) + std::string(rest);
    for (const Scan scan : ways())
      REQUIRE(scan(followed, nothing, Limits().record_depth, memory) == expected);
  }
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
                           "{\"a\":\x1a 1}",
                           "{\"a\":[\"b\":1]}",
                           "{\"a\":[\"b\",\"c\":1]}",
                           "{\"a\",\"b\":1}",
                           "{\"a\":1,\"b\"}",
                           "{\"a\":1,{}}",
                           "{\"a\":1,2}",
                           "{\"a\":1,[]}",
                           "{\"a\":[{},[],{\"b\":[]},\"c\",null]}",
                           "{\"a\":[{}\"b\"]}",
                           "{\"a\":[[]{}]}",
                           "{\"a\":{},}",
                           "{\"a\":{}:1}",
                           "{\"a\" : [ ] , \"b\" : { } }",
                           "{\"a\" : [ , ] }",
                           "{\"a\" 1}",
                           "{\"a\":\"b\"\"c\":1}",
                           "{\"a\":\"b\":\"c\"}"})
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
  for (const std::size_t depth : {1, 60, 64, 65, 98, 99, 100, 101}) {
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

TEST_CASE("scan: words are told like any numbers and words") {
  constexpr std::string_view bytes = "truefalsn,}] \t\n\r0\"x\x80";
  std::mt19937_64 random(20261128);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = std::array{"true,null", "null}x", "false]xx", "false true"}[random() % 4];
    for (std::uint64_t changes = random() % 3; changes > 0; --changes)
      text[random() % text.size()] = bytes[random() % bytes.size()];
    if (text[0] != 't' && text[0] != 'f' && text[0] != 'n') continue;
    INFO(text);
    REQUIRE(scan::is_word(text.data()) == (scan::scalar_end(text.data(), text.data() + text.size()) != nullptr));
  }
}

TEST_CASE("scan: wanted members are found, whatever their names and what stands around them") {
  const std::vector<std::string> names = {"",    "a",        "e",         "ne",        "ie",   "name", "firstName",
                                          "eam", "\xC3\xA9", "i\xC3\xA9", "a,b:c{}[]", "x\ty", "q\"",  "s\\"};
  Program program;
  for (std::uint32_t i = 0; i < names.size(); i += 2) {
    program.steps.push_back({names[i]});
    program.paths.push_back({static_cast<std::uint32_t>(program.paths.size()), 1});
    Predicate predicate;
    predicate.ask = Ask::null;
    predicate.path = static_cast<std::uint32_t>(program.paths.size()) - 1;
    program.predicates.list.push_back(predicate);
  }
  std::mt19937_64 random(20261128);
  const auto blanks = [&] { return std::string(random() % 8 == 0 ? random() % 3 : 0, ' '); };
  for (int round = 0; round < 3000; ++round) {
    // Some records want nothing that has an escape, so that no name is looked at because of another.
    const std::size_t usable = round % 3 == 0 ? names.size() : names.size() - 3;
    scan::Wanted wanted(program);
    std::string text = "{";
    for (std::uint64_t member = 0, count = random() % 40; member < count; ++member) {
      text += member > 0 ? "," : "";
      text +=
          blanks() + boost::json::serialize(boost::json::value(names[random() % usable])) + blanks() + ":" + blanks();
      switch (random() % 4) {
        case 0: text += R"({"name":1,"a":{"":2,"q\"":3}})"; break;
        case 1: text += R"(["name",{"a":4},"ie"])"; break;
        default: text += std::to_string(10 + member);
      }
      text += blanks();
    }
    text += "}";
    INFO(text);
    const boost::json::value slow = boost::json::parse(text);
    for (const Scan scan : ways()) {
      scan::WalkMemory memory;
      REQUIRE(scan(text, wanted, Limits().record_depth, memory) == text.size());
      for (std::uint32_t path = 0; path < program.paths.size(); ++path) {
        const scan::Leaf& leaf = memory.leaves[wanted.leaf(path)];
        const boost::json::value* const value = slow.as_object().if_contains(program.steps[path].name);
        using Kind = scan::Leaf::Kind;
        REQUIRE(leaf.kind
                == (!value               ? Kind::absent
                    : value->is_object() ? Kind::object
                    : value->is_array()  ? Kind::array
                                         : Kind::number));
        if (leaf.kind == Kind::number)
          REQUIRE(text.substr(leaf.begin, leaf.end - leaf.begin) == boost::json::serialize(*value));
      }
    }
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
