// The strict JSON reader, unescape and compact.
#include "src/json/document.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "src/json/compact.hpp"

namespace {

using tamis::Limits;
using tamis::json::Document;
using tamis::json::Element;
using tamis::json::Kind;

/// The tape as text: one word per element, to compare with.
std::string tape(std::string_view text) {
  static constexpr const char* words[] = {"null", "false", "true", "number", "string", "array", "object"};
  Document document;
  if (const auto error = document.parse(text, Limits{})) {
    return std::to_string(error->offset) + ": " + error->message;
  }
  std::string out;
  for (const Element& e : document.elements()) {
    if (!out.empty()) out += ' ';
    out += words[static_cast<std::size_t>(e.kind)];
    if (e.kind == Kind::array || e.kind == Kind::object) {
      out += '(' + std::to_string(e.count) + ")>" + std::to_string(e.next);
    } else if (e.kind == Kind::string || e.kind == Kind::number) {
      out += '=' + std::string(document.text(e));
    }
  }
  return out;
}

/// Where the text goes wrong; -1 where it is right.
long fault(std::string_view text, const Limits& limits = {}) {
  Document document;
  const auto error = document.parse(text, limits);
  return error ? static_cast<long>(error->offset) : -1;
}

std::string unescaped(std::string_view text) {
  std::string out;
  tamis::json::unescape(text, out);
  return out;
}

std::string compacted(std::string_view text) {
  std::string out;
  tamis::json::compact(text, out);
  return out;
}

}  // namespace

TEST_CASE("json: the tape holds every element in order of writing") {
  CHECK(tape("null") == "null");
  CHECK(tape(" true\r\n") == "true");
  CHECK(tape("\tfalse") == "false");
  CHECK(tape("\"\"") == "string=");
  CHECK(tape("[]") == "array(0)>1");
  CHECK(tape("{ }") == "object(0)>1");
  CHECK(tape("[1, [2,3], \"x\"]") == "array(3)>6 number=1 array(2)>5 number=2 number=3 string=x");
  CHECK(tape("{\"a\":{\"b\":[]},\"c\":null}") == "object(2)>7 string=a object(1)>5 string=b array(0)>5 string=c null");
}

TEST_CASE("json: an element points at its own text") {
  Document document;
  REQUIRE_FALSE(document.parse(R"( {"a\n": [1.50E+2]} )", Limits{}));
  const std::vector<Element>& elements = document.elements();
  REQUIRE(elements.size() == 4);
  CHECK(document.text(elements[0]) == R"({"a\n": [1.50E+2]})");
  CHECK(document.text(elements[1]) == R"(a\n)");
  CHECK(elements[1].escaped);
  CHECK(document.text(elements[2]) == "[1.50E+2]");
  CHECK(document.text(elements[3]) == "1.50E+2");
  CHECK_FALSE(elements[3].escaped);
  REQUIRE_FALSE(document.parse("0", Limits{}));
  CHECK(document.elements().size() == 1);  // nothing of the text before is left
}

TEST_CASE("json: numbers") {
  for (const char* good : {"0", "-0", "7", "10", "-12.5", "0.0", "1e5", "1E+05", "1.25e-300", "9223372036854775808",
                           "123456789012345678901234567890.123456789012345678901234567890"}) {
    CAPTURE(good);
    CHECK(fault(good) == -1);
  }
  CHECK(fault("01") == 1);
  CHECK(fault("-01") == 2);
  CHECK(fault("-") == 1);
  CHECK(fault("-a") == 1);
  CHECK(fault("+1") == 0);
  CHECK(fault(".5") == 0);
  CHECK(fault("1.") == 2);
  CHECK(fault("1.e5") == 2);
  CHECK(fault("1e") == 2);
  CHECK(fault("1e+") == 3);
  CHECK(fault("1e+x") == 3);
  CHECK(fault("0x10") == 1);
  CHECK(fault("1 2") == 2);
  CHECK(fault("NaN") == 0);
  CHECK(fault("-Infinity") == 1);
}

TEST_CASE("json: words") {
  CHECK(fault("nul") == 3);
  CHECK(fault("nulL") == 3);
  CHECK(fault("True") == 0);
  CHECK(fault("truex") == 4);
  CHECK(fault("[false1]") == 6);
}

TEST_CASE("json: structure") {
  CHECK(tape("") == "0: expected a value");
  CHECK(tape("  ") == "2: expected a value");
  CHECK(tape("[1 2]") == "3: expected ',' or ']' after an item");
  CHECK(tape("[1,]") == "3: expected a value");
  CHECK(tape("[,1]") == "1: expected a value");
  CHECK(tape("[1") == "2: expected ',' or ']' after an item");
  CHECK(tape("[1}") == "2: expected ',' or ']' after an item");
  CHECK(tape("{\"a\" 1}") == "5: expected ':' after a member name");
  CHECK(tape("{\"a\":1 \"b\":2}") == "7: expected ',' or '}' after a member");
  CHECK(tape("{\"a\":1,}") == "7: expected a member name in double quotes");
  CHECK(tape("{a:1}") == "1: expected a member name in double quotes");
  CHECK(tape("{'a':1}") == "1: expected a member name in double quotes");
  CHECK(tape("{\"a\":}") == "5: expected a value");
  CHECK(tape("{\"a\"") == "4: expected ':' after a member name");
  CHECK(tape("[] []") == "3: expected nothing more after the value");
  CHECK(tape("]") == "0: expected a value");
  CHECK(fault("[1] // no comments") == 4);
  CHECK(fault("\xEF\xBB\xBF[]") == 0);  // a byte order mark is the reader's matter
  CHECK(fault(std::string_view("[1]\0", 4)) == 3);
  CHECK(fault("[1\v]") == 2);
  CHECK(fault("[1\xC2\xA0]") == 2);  // a no-break space is no blank
}

TEST_CASE("json: strings") {
  CHECK(fault(R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")") == -1);
  CHECK(fault(R"("\uD800")") == -1);  // RFC 8259 §8.2: an unpaired surrogate is within the grammar
  CHECK(fault("\"\x7F\"") == -1);
  CHECK(fault("\"abc") == 4);
  CHECK(fault("\"abc\\") == 5);
  CHECK(fault("\"abc\\\"") == 6);
  CHECK(fault(R"("\x41")") == 2);
  CHECK(fault(R"("\u12G4")") == 5);
  CHECK(fault(R"("\u12)") == 5);
  CHECK(fault("\"a\tb\"") == 2);
  CHECK(fault("\"a\nb\"") == 2);
  CHECK(fault(std::string_view("\"a\0b\"", 5)) == 2);
}

TEST_CASE("json: UTF-8 is checked, the place is where the sequence begins") {
  for (const char* good : {"\"\xC2\x80\"", "\"\xDF\xBF\"", "\"\xE0\xA0\x80\"", "\"\xED\x9F\xBF\"", "\"\xEE\x80\x80\"",
                           "\"\xEF\xBF\xBF\"", "\"\xF0\x90\x80\x80\"", "\"\xF4\x8F\xBF\xBF\""}) {
    CAPTURE(good);
    CHECK(fault(good) == -1);
  }
  for (const char* bad : {"\"x\x80\"", "\"x\xBF\"", "\"x\xC0\x80\"", "\"x\xC1\xBF\"", "\"x\xC2\"", "\"x\xC2\x41\"",
                          "\"x\xE0\x9F\xBF\"", "\"x\xE1\x80\"", "\"x\xED\xA0\x80\"", "\"x\xF0\x8F\xBF\xBF\"",
                          "\"x\xF1\x80\x80\"", "\"x\xF4\x90\x80\x80\"", "\"x\xF5\x80\x80\x80\"", "\"x\xFF\""}) {
    CAPTURE(bad);
    CHECK(fault(bad) == 2);
  }
  CHECK(fault("\"\xE2\x82") == 1);  // cut short by the end
}

TEST_CASE("json: limits are of the text and of its nesting, each exact") {
  Limits limits;
  limits.record_depth = 3;
  CHECK(fault("[[[1]]]", limits) == -1);
  CHECK(fault("[{\"a\":[1]},[[]]]", limits) == -1);
  CHECK(fault("[[[[1]]]]", limits) == 3);
  CHECK(fault("{\"a\":[{\"b\":{}}]}", limits) == 11);
  limits.record_bytes = 7;
  CHECK(fault("[[[1]]]", limits) == -1);
  CHECK(fault("[[[1]]] ", limits) == 7);
  // Depth is no matter of the machine's stack.
  limits = {};
  limits.record_depth = 10'000'000;
  CHECK(fault(std::string(1'000'000, '[') + std::string(1'000'000, ']'), limits) == -1);
  CHECK(fault(std::string(1'000'000, '['), limits) == 1'000'000);
}

TEST_CASE("json: unescape") {
  CHECK(unescaped("plain") == "plain");
  CHECK(unescaped("") == "");
  CHECK(unescaped(R"(a\"b\\c\/d\be\ff\ng\rh\ti)") == "a\"b\\c/d\be\ff\ng\rh\ti");
  CHECK(unescaped(R"(\u0041\u00e9\u20AC\uD83D\uDE00)") == "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(unescaped(R"(\u0000)") == std::string(1, '\0'));
  CHECK(unescaped(R"(\uD83D)") == "\xEF\xBF\xBD");
  CHECK(unescaped(R"(\uD83Dx)") == "\xEF\xBF\xBDx");
  CHECK(unescaped(R"(\uDE00\uD83D)") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(unescaped(R"(\uD83D\u0041)") == "\xEF\xBF\xBD" "A");
  CHECK(unescaped(R"(\uD83D\uD83D\uDE00)") == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
  CHECK(unescaped(R"(\uFFFF)") == "\xEF\xBF\xBF");
}

TEST_CASE("json: compact leaves a text on one line alone and takes the blanks out of any other") {
  CHECK(compacted(R"({"a" : 1,  "b": [ 2 ]})") == R"({"a" : 1,  "b": [ 2 ]})");
  CHECK(compacted("{\n  \"b\": 1.50,\r\n\t\"a\" : \" x \\\" y \\\\\"\n}") == R"({"b":1.50,"a":" x \" y \\"})");
  CHECK(compacted("[1,\r2]") == "[1,2]");
  CHECK(compacted("{\"\\u0041 b\":\n[ ]}") == "{\"\\u0041 b\":[]}");
}
