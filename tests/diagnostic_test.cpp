// Diagnostics: the table of codes, their order, the picture for people, the JSON for programs.
#include <tamis/diagnostic.hpp>

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/result.hpp>

#include "src/diagnostic/excerpt.hpp"
#include "src/json/write_string.hpp"

namespace {

using tamis::Code;
using tamis::Diagnostic;
using tamis::Diagnostics;
using tamis::Severity;
using tamis::Span;

Diagnostics one(std::string text, Span span, std::string message = "m") {
  Diagnostic diagnostic;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  return {std::move(text), {diagnostic}};
}

/// The lines of the picture without the headline: text line, caret line.
std::string picture(std::string text, Span span) {
  const std::string all = tamis::render(one(std::move(text), span));
  const std::string_view head = "error[syntax]: m\n";
  REQUIRE(all.substr(0, head.size()) == head);
  return all.substr(head.size());
}

std::string json_string(std::string_view text) {
  std::string out;
  tamis::json::write_string(text, out);
  return out;
}

bool is_kebab_case(std::string_view word) {
  if (word.empty() || word.front() == '-' || word.back() == '-') return false;
  return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos
      && word.find("--") == std::string_view::npos;
}

}  // namespace

TEST_CASE("diagnostic: words of codes are unique, kebab-case, and stand in the table's order") {
  struct Row {
    Code code;
    std::string_view identifier, word, meaning;
  };
  const std::vector<Row> rows = {
#define TAMIS_CODE(identifier, word, meaning, remedy, example) {Code::identifier, #identifier, word, meaning},
      TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE)
#undef TAMIS_CODE
  };
  CHECK(rows.size() >= 41);
  std::set<std::string_view> words;
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(tamis::name(row.code) == row.word);
    CHECK(words.insert(row.word).second);
    CHECK(is_kebab_case(row.word));
    CHECK_FALSE(row.meaning.empty());
    std::string spelled(row.identifier);
    for (char& c : spelled)
      c = c == '_' ? '-' : c;
    CHECK(spelled == row.word);
  }
  CHECK(tamis::name(Code::unknown_property) == "unknown-property");
  CHECK(tamis::name(Code::invalid_schema) == "invalid-schema");
  CHECK(tamis::name(static_cast<Code>(255)) == "");
}

TEST_CASE("diagnostic: words of severities") {
  CHECK(tamis::name(Severity::error) == "error");
  CHECK(tamis::name(Severity::warning) == "warning");
  CHECK(tamis::name(Severity::note) == "note");
}

TEST_CASE("diagnostic: only errors are errors") {
  Diagnostics found{"x"};
  CHECK_FALSE(found.has_errors());
  found.items.push_back({Severity::warning, Code::always_true, {}, "w"});
  found.items.push_back({Severity::note, Code::syntax, {}, "n"});
  CHECK_FALSE(found.has_errors());
  found.items.push_back({Severity::error, Code::syntax, {}, "e"});
  CHECK(found.has_errors());
}

TEST_CASE("diagnostic: sorted by offset, then severity, then as found") {
  Diagnostics found{"text"};
  found.items = {{Severity::warning, Code::syntax, {5, 1}, "e"},
                 {Severity::error, Code::syntax, {5, 9}, "c"},
                 {Severity::note, Code::syntax, {2, 0}, "b"},
                 {Severity::error, Code::too_deep, {5, 0}, "d"},
                 {Severity::warning, Code::syntax, {2, 7}, "a"}};
  found.sort();
  std::string order;
  for (const Diagnostic& diagnostic : found)
    order += diagnostic.message;
  CHECK(order == "abcde");
}

TEST_CASE("diagnostic: value() of a failed Result throws what went wrong") {
  tamis::Result<int> failed = one("x", {3, 1}, "no such thing");
  REQUIRE_FALSE(failed);
  try {
    static_cast<void>(failed.value());
    FAIL("no exception");
  } catch (const tamis::BadResultAccess& error) {
    CHECK(std::string_view(error.what()) == "tamis::Result holds no value: error[syntax]: no such thing");
    CHECK(error.diagnostics().items.at(0).span == Span{3, 1});
  }
  CHECK(failed.value_or(7) == 7);
  CHECK(tamis::Result<int>(4).value() == 4);
}

// ---- the picture -------------------------------------------------------------------------------

TEST_CASE("render: the example of the manual") {
  Diagnostics found{"statuss eq 'New'"};
  found.items.push_back(
      {Severity::error, Code::unknown_property, {0, 7}, "Referral has no property 'statuss'", {}, "status", {}});
  CHECK(tamis::render(found) ==
        "error[unknown-property]: Referral has no property 'statuss'\n"
        "  | statuss eq 'New'\n"
        "  | ^^^^^^^\n"
        "  = did you mean 'status'?\n");
  CHECK(tamis::render({}) == "");
}

TEST_CASE("render: notes, suggestion and fix, several diagnostics") {
  Diagnostics found{"a eq 1 or statuss eq 'New'"};
  found.items.push_back({Severity::warning,
                         Code::surprising_precedence,
                         {0, 6},
                         "first",
                         {"one note", "and another"},
                         "team/any(t:t/email eq 'x')",
                         {}});
  found.items.push_back({Severity::note, Code::syntax, {10, 7}, "second", {}, {}, {{{10, 7}, "status"}}});
  CHECK(tamis::render(found) ==
        "warning[surprising-precedence]: first\n"
        "  | a eq 1 or statuss eq 'New'\n"
        "  | ^^^^^^\n"
        "  = one note\n"
        "  = and another\n"
        "  = did you mean: team/any(t:t/email eq 'x')\n"
        "\n"
        "note[syntax]: second\n"
        "  | a eq 1 or statuss eq 'New'\n"
        "  |           ^^^^^^^\n"
        "  = fix: a eq 1 or status eq 'New'\n");
}

TEST_CASE("render: fixes are applied together, in any order; those that overlap or lie outside are not") {
  Diagnostics found = one("(a)and(b)", {3, 3});
  found.items[0].fixes = {{{6, 0}, " "}, {{3, 0}, " "}, {{5, 2}, "!"}, {{90, 1}, "?"}};
  CHECK(tamis::render(found) ==
        "error[syntax]: m\n"
        "  | (a)and(b)\n"
        "  |    ^^^\n"
        "  = fix: (a) an!b)\n");
  found.items[0].fixes = {{{6, 0}, " "}, {{3, 0}, " "}};
  CHECK(tamis::render(found).ends_with("  = fix: (a) and (b)\n"));
}

TEST_CASE("render: the place of a source") {
  tamis::RenderOptions options;
  options.source = "my\tfilter";
  CHECK(tamis::render(one("äb eq", {4, 2}), options) ==
        "error[syntax]: m\n"
        "  --> my\\tfilter:1:4\n"
        "  | äb eq\n"
        "  |    ^^\n");
  CHECK(tamis::render(one("", {17, 2}), options) == "error[syntax]: m\n  --> my\\tfilter, byte 17\n");
  CHECK(tamis::render(one("", {}), options) == "error[syntax]: m\n  --> my\\tfilter\n");
  CHECK(tamis::render(one("a\nb\nc d", {6, 1}), options) ==
        "error[syntax]: m\n"
        "   --> my\\tfilter:3:3\n"
        " 3 | c d\n"
        "   |   ^\n");
}

TEST_CASE("render: places at and beyond the end") {
  CHECK(picture("status eq", {9, 0}) == "  | status eq\n  |          ^\n");
  CHECK(picture("status eq", {7, 0}) == "  | status eq\n  |        ^\n");
  CHECK(picture("status eq", {7, 100}) == "  | status eq\n  |        ^^\n");
  CHECK(picture("status eq", {100, 100}) == "  | status eq\n  |          ^\n");
  CHECK(picture("status eq", {7, 0xFFFFFFFF}) == "  | status eq\n  |        ^^\n");
  CHECK(picture("status eq", {0xFFFFFFFF, 0xFFFFFFFF}) == "  | status eq\n  |          ^\n");
  CHECK(picture("", {0, 0}) == "");  // no text: about data
}

TEST_CASE("render: control characters and bytes that are no UTF-8 are escaped, carets stay aligned") {
  CHECK(picture("a\x1b[31mb", {1, 1}) == "  | a\\x1b[31mb\n  |  ^^^^\n");
  CHECK(picture("a\x1b[31mb", {6, 1}) == "  | a\\x1b[31mb\n  |          ^\n");
  CHECK(picture("a\tb\rc\x7f", {2, 1}) == "  | a\\tb\\rc\\x7f\n  |    ^\n");
  CHECK(picture("x\xff\xc3y", {3, 1}) == "  | x\\xff\\xc3y\n  |          ^\n");
  CHECK(picture("\xc0\x80\xed\xa0\x80.", {5, 1}) == "  | \\xc0\\x80\\xed\\xa0\\x80.\n  |                     ^\n");
  CHECK(picture(std::string("\0b", 2), {0, 1}) == "  | \\x00b\n  | ^^^^\n");
  CHECK(picture("a\u202eb\u0085c", {1, 3}) == "  | a\\u{202e}b\\u{85}c\n  |  ^^^^^^^^\n");
  CHECK(tamis::render(one("", {}, "bad \x1b[2J\n\u2066")) == "error[syntax]: bad \\x1b[2J\\n\\u{2066}\n");
  Diagnostics found = one("x", {});
  found.items[0].notes = {"\x07"};
  found.items[0].suggestion = "\x1b]";
  CHECK(tamis::render(found).ends_with("  = \\x07\n  = did you mean '\\x1b]'?\n"));
}

TEST_CASE("render: carets count columns") {
  CHECK(picture("naïve eq", {7, 2}) == "  | naïve eq\n  |       ^^\n");
  CHECK(picture("名前 eq", {0, 6}) == "  | 名前 eq\n  | ^^^^\n");
  CHECK(picture("名前 eq", {7, 2}) == "  | 名前 eq\n  |      ^^\n");
  CHECK(picture("e\u0301x", {3, 1}) == "  | e\u0301x\n  |  ^\n");  // a combining mark takes no column
  CHECK(picture("名前", {4, 1}) == "  | 名前\n  |   ^^\n");        // inside of a character: all of it
  CHECK(picture("名前x", {0, 4}) == "  | 名前x\n  | ^^^^\n");
}

TEST_CASE("render: of a text with lines only the one with the place is shown, numbered") {
  const std::string text = "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}";
  CHECK(picture(text, {16, 3}) == " 3 |   \"b\": 2\n   |   ^^^\n");
  CHECK(picture(text, {0, 1}) == " 1 | {\n   | ^\n");
  CHECK(picture("x eq 'a\nb'", {5, 5}) == " 1 | x eq 'a\\n\n   |      ^^^^\n");
  CHECK(picture("x eq\n1", {4, 0}) == " 1 | x eq\\n\n   |     ^\n");
  CHECK(picture("x eq 1\n", {0, 1}) == "  | x eq 1\n  | ^\n");  // one line that is ended
  CHECK(picture(std::string(11, '\n') + "end", {11, 3}) == " 12 | end\n    | ^^^\n");
}

TEST_CASE("render: a long text is cut to 60 columns around the place") {
  const std::string x(1000, 'x');
  const auto xs = [](std::size_t n) { return std::string(n, 'x'); };
  const auto blanks = [](std::size_t n) { return std::string(n, ' '); };
  CHECK(picture(xs(60), {0, 1}) == "  | " + xs(60) + "\n  | ^\n");
  CHECK(picture(xs(61), {0, 1}) == "  | " + xs(60) + "…\n  | ^\n");
  CHECK(picture(xs(61), {60, 1}) == "  | …" + xs(60) + "\n  | " + blanks(60) + "^\n");
  // A place in the middle has as much before it as after it.
  CHECK(picture(xs(500) + "abcd" + xs(500), {500, 4})
        == "  | …" + xs(28) + "abcd" + xs(28) + "…\n  | " + blanks(29) + "^^^^\n");
  // Near an end the other side gets what this side does not need.
  CHECK(picture(xs(10) + "abcd" + xs(500), {10, 4})
        == "  | " + xs(10) + "abcd" + xs(46) + "…\n  | " + blanks(10) + "^^^^\n");
  CHECK(picture(xs(500) + "abcd" + xs(10), {500, 4})
        == "  | …" + xs(46) + "abcd" + xs(10) + "\n  | " + blanks(47) + "^^^^\n");
  // A place that is longer than the window is cut at its end.
  CHECK(picture("ab" + x, {2, 1000}) == "  | …" + xs(60) + "…\n  |  " + std::string(60, '^') + "\n");
  CHECK(picture(x, {1000, 0}) == "  | …" + xs(60) + "\n  | " + blanks(61) + "^\n");
}

TEST_CASE("render: windows never cut a character, an escape or a fix in two") {
  std::string wide;
  for (int i = 0; i < 100; ++i)
    wide += "名";
  CHECK(picture(wide, {150, 3}) == "  | …" + wide.substr(0, 30 * 3) + "…\n  | " + std::string(29, ' ') + "^^\n");
  const std::string bells(100, '\a');
  CHECK(picture(bells, {0, 1}) == "  | " + []() {
    std::string out;
    for (int i = 0; i < 15; ++i)
      out += "\\x07";
    return out;
  }() + "…\n  | ^^^^\n");
  Diagnostics found = one(std::string(200, 'x') + "bad", {200, 3});
  found.items[0].fixes = {{{200, 3}, "good"}};
  CHECK(tamis::render(found).ends_with("  = fix: …" + std::string(56, 'x') + "good\n"));
  found.items[0].suggestion = std::string(100, 's');
  CHECK(tamis::render(found).find("did you mean '" + std::string(60, 's') + "…'?") != std::string::npos);
}

TEST_CASE("render: marks without width cannot make a window without end") {
  std::string marks = "e";
  for (int i = 0; i < 10000; ++i)
    marks += "\u0301";
  const tamis::Excerpt shown = tamis::excerpt(marks, {0, 1});
  CHECK(shown.text.size() == 1 + 59 * 2 + 3);
  CHECK(shown.before == 0);
  CHECK(shown.width == 1);
}

TEST_CASE("render: colours") {
  tamis::RenderOptions options;
  options.color = true;
  options.source = "f";
  Diagnostics found = one("ab", {1, 1});
  found.items[0].notes = {"n"};
  CHECK(tamis::render(found, options) ==
        "\x1b[1;31merror[syntax]\x1b[0m\x1b[1m: m\x1b[0m\n"
        " \x1b[1;34m -->\x1b[0m f:1:2\n"
        "\x1b[1;34m  |\x1b[0m ab\n"
        " \x1b[1;34m |\x1b[0m  \x1b[1;31m^\x1b[0m\n"
        " \x1b[1;34m =\x1b[0m n\n");
  found.items[0].severity = Severity::warning;
  CHECK(tamis::render(found, options).starts_with("\x1b[1;33mwarning[syntax]\x1b[0m"));
}

// ---- JSON --------------------------------------------------------------------------------------

TEST_CASE("to_json: members as documented, optional ones only where there are any") {
  Diagnostics found{"statuss eq 'New'"};
  CHECK(tamis::to_json(found) == "[]");
  found.items.push_back({Severity::error, Code::unknown_property, {0, 7}, "no 'statuss'", {}, "status", {}});
  found.items.push_back(
      {Severity::warning, Code::missing_blank, {3, 4}, "w", {"a", "b\"c"}, {}, {{{3, 0}, " "}, {{6, 2}, "\n"}}});
  CHECK(tamis::to_json(found)
        == R"([{"severity":"error","code":"unknown-property","offset":0,"length":7,)"
           R"("message":"no 'statuss'","suggestion":"status"},)"
           R"({"severity":"warning","code":"missing-blank","offset":3,"length":4,"message":"w",)"
           R"("notes":["a","b\"c"],"fixes":[{"offset":3,"length":0,"replacement":" "},)"
           R"({"offset":6,"length":2,"replacement":"\n"}]}])");
}

TEST_CASE("json: strings are escaped and always valid UTF-8") {
  CHECK(json_string("") == R"("")");
  CHECK(json_string("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(json_string("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(json_string(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
  CHECK(json_string("é名😀") == "\"é名😀\"");
  CHECK(json_string("a\xff!") == "\"a\uFFFD!\"");
  CHECK(json_string("\xe2\x82") == "\"\uFFFD\uFFFD\"");
  CHECK(json_string("\xed\xa0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");  // a surrogate
  CHECK(json_string("\xc0\xaf") == "\"\uFFFD\uFFFD\"");            // an overlong form
  for (int i = 0; i < 256; ++i) {
    const std::string text{'x', static_cast<char>(i), 'y'};
    boost::json::error_code error;
    const auto read = boost::json::parse(json_string(text), error);
    CAPTURE(i);
    REQUIRE_FALSE(error);
    CHECK(read.as_string() == (i < 128 ? text : "x\uFFFDy"));
  }
}
