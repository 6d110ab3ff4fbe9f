// All of the way of a text and of its data at the limits, on a small machine stack: nothing goes down with them so far
// that it runs off it. (Parsing and printing: tests/limits_test.cpp.)
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "tamis/tamis.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/small_stack.hpp"

using namespace tamis;
using tests::SmallStack;

namespace {

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out += text;
  return out;
}

std::string nested(std::size_t n, std::string_view open, std::string_view middle, std::string_view close) {
  return times(n, open).append(middle) + times(n, close);
}

std::string code_of(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) return std::string(name(d.code));
  return "no error";
}

constexpr std::size_t depth = 100;
static_assert(depth == Limits{}.depth && depth == Limits{}.record_depth);

/// A record that is as deep as it may be: `part` in `sub` in `sub` ….
std::string deep_record() { return R"({"key":1,"part":)" + nested(depth - 2, R"({"size":1,"sub":)", "{}", "}") + "}"; }

}  // namespace

TEST_CASE("stack: expressions at the limits are checked, compiled, printed and evaluated") {
  const std::string deepest[] = {
      nested(depth, "(", "yes", ")"),
      "int32 eq " + nested(depth, "(1 add ", "1", ")"),
      nested(depth, "not (", "yes", ")"),
      times(depth, "not ") + "yes",
      "string eq " + nested(depth, "concat('a',", "string", ")"),
      "string eq " + nested(depth, "trim(", "string", ")"),
      nested(depth, "case(yes:", "no", ",true:yes)"),
      nested(Limits{}.lambda_depth, "parts/any(x:x/size gt 0 or $it/", "yes", ")"),
      "yes" + times(4000, " or no"),
      "int32 eq 1" + times(4000, " add 1"),
      "yes" + times(2000, " and (yes or no)"),
      "int32 in (" + times(4000, "1,") + "2)",
      "part" + times(2000, "/sub") + "/good",
  };
  const std::string record = deep_record();
  const boost::json::value value = boost::json::parse(record, {}, [] {
    boost::json::parse_options options;
    options.max_depth = 1000;
    return options;
  }());
  SmallStack stack;
  std::size_t most = 0;
  for (const std::string& text : deepest) {
    CAPTURE(text.substr(0, 60));
    std::string outcome;
    const std::size_t used = stack.run([&] {
      const auto filter = Filter::compile(text, tests::every_type());
      if (!filter) return void(outcome = render(filter.error()));
      EvaluationContext context;
      const auto from_text = filter->matches(record, context);
      const auto from_value = filter->matches(value, context);
      if (!from_text || !from_value) return void(outcome = "fails");
      outcome = *from_text == *from_value && !filter->url().empty() ? "" : "differs";
      const auto expression = Expression::compile(text, tests::every_type());
      if (!expression || !expression->evaluate(record, context)) outcome = "no value";
      if (!check(filter->text(), tests::every_type())) outcome = "its text is wrong";
    });
    CHECK(outcome == "");
    most = std::max(most, used);
  }
  MESSAGE("expressions: " << most << " of " << SmallStack::bytes << " bytes of stack");
}

TEST_CASE("stack: what is wrong deep inside is found and told") {
  SmallStack stack;
  for (const std::string& text :
       {nested(depth, "(", "yess", ")"), "yess" + times(4000, " or yess"), nested(depth, "concat(", "5", ",'a')"),
        nested(depth, "not (", "int32", ")"), times(depth, "(") + "yes", nested(depth + 1, "(", "yes", ")"),
        times(20000, "("), times(20000, "not "), times(30000, "a/")}) {
    CAPTURE(text.substr(0, 60));
    bool refused = false;
    stack.run([&] {
      const auto filter = Filter::compile(text, tests::every_type());
      refused = !filter && !render(filter.error()).empty() && !to_json(filter.error()).empty();
    });
    CHECK(refused);
  }
}

TEST_CASE("stack: queries at the limits") {
  SmallStack stack;
  const std::string record = R"({"Login":"a","Leader":)" + nested(20, R"({"Login":"b","Leader":)", "null", "}") + "}";
  for (const std::string& text :
       {"$expand=" + nested(depth, "Leader($expand=", "Leader", ")"),
        "$select=" + nested(depth, "Leader($select=", "Login", ")"), "$orderby=Login" + times(1000, ",Login"),
        "$search=" + nested(depth, "(", "a", ")"), "$search=" + times(depth, "NOT ") + "a"}) {
    CAPTURE(text.substr(0, 60));
    std::string outcome = "not run";
    stack.run([&] {
      const auto query = Query::compile(text, Schema());
      if (!query) return void(outcome = render(query.error()));
      EvaluationContext context;
      const auto answer = query->apply(boost::json::array{boost::json::parse(record)}, context);
      outcome = answer && !query->url().empty() ? "" : "fails: " + (answer ? std::string() : render(answer.error()));
    });
    CHECK(outcome == "");
  }
}

TEST_CASE("stack: deep records are read up to the limit, deeper ones refused") {
  SmallStack stack;
  const std::size_t levels = 300'000;
  for (const std::string_view open : {"[", R"({"a":)"}) {
    const std::string close(open == "[" ? "]" : "}");
    for (const std::size_t n : {std::size_t{depth - 1}, std::size_t{depth}, levels}) {
      CAPTURE(open);
      CAPTURE(n);
      const std::string record = R"({"a":)" + nested(n, open, "1", close) + "}";
      const bool fits = n < depth;
      std::uint64_t as_text = 9, as_stream = 9, in_filter = 9;
      stack.run([&] {
        const auto take = [](const Record&) { return true; };
        as_text = read_records(record, Limits{}, take).records;
        std::istringstream input(record);
        as_stream = read_records(input, Limits{}, take).records;
        const auto filter = Filter::compile("b eq 1 or a ne null", Schema());
        EvaluationContext context;
        const auto hit = filter->matches(record, context);
        in_filter = hit ? 1 : 0;
      });
      CHECK(as_text == fits);
      CHECK(as_stream == fits);
      CHECK(in_filter == fits);
    }
  }
}

TEST_CASE("stack: CSDL, nested without end and chains of base types") {
  SmallStack stack;
  std::string chain = R"({"$Version":"4.01","S":{"T0":{"$Kind":"ComplexType","p0":{}})", circle = chain;
  for (int i = 1; i < 300; ++i) {
    const std::string n = std::to_string(i), base = std::to_string(i - 1);
    chain += R"(,"T)" + n + R"(":{"$Kind":"ComplexType","$BaseType":"S.T)" + base + R"(","p)" + n + R"(":{}})";
  }
  chain += "}}";
  std::string types;
  stack.run([&] {
    const auto schema = Schema::from_csdl(chain);
    types = schema ? std::to_string(schema->structured_types().size()) : render(schema.error());
    if (schema && schema->to_csdl_json().empty()) types = "not written";
  });
  CHECK(types == "300");

  for (const std::string& text :
       {times(200'000, "["), times(200'000, R"({"a":)"), nested(50'000, R"({"a":)", "1", "}"),
        R"({"$Version":"4.01","S":{"@x.y":)" + nested(50'000, "[", "1", "]") + "}}", times(100'000, "<a>"),
        nested(50'000, "<a>", "", "</a>"),
        R"(<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>)"
        R"(<Schema Namespace="S" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotations Target="S.T">)"
        R"(<Annotation Term="S.U">)"
            + nested(50'000, "<Collection>", "", "</Collection>")
            + "</Annotation></Annotations></Schema></edmx:DataServices></edmx:Edmx>",
        R"({"$Version":"4.01","S":{"T":{"$Kind":"ComplexType","a":{"$Type":")"
            + nested(10'000, "Collection(", "S.T", ")") + R"("}}}})"}) {
    CAPTURE(text.substr(0, 80));
    std::string outcome = "not run";
    stack.run([&] {
      const auto schema = Schema::from_csdl(text);
      outcome = schema ? "a schema" : code_of(schema.error());
    });
    CHECK(outcome != "not run");
    CHECK(outcome != "a schema");
    MESSAGE(text.substr(0, 20) << "… " << outcome);
  }
}

TEST_CASE("stack: objects behind a chain of aliases") {
  const auto schema = Schema::from_csdl(
      R"({"$Version":"4.01","$EntityContainer":"S.C","S":{"T":{"$Kind":"ComplexType","x":{"$Type":"S.T","$Nullable":true},)"
      R"("y":{"$Type":"S.T","$Nullable":true}},"E":{"$Kind":"EntityType","$Key":["k"],"k":{},"p":{"$Type":"S.T"}},)"
      R"("C":{"$Kind":"EntityContainer","Es":{"$Type":"S.E","$Collection":true}}}})");
  REQUIRE(schema);
  // Each names the next one once; each names it twice, so that they stand for 2^40 objects; in an array, which is
  // wrong.
  for (const auto& [aliases, object, wanted] : {std::tuple(2000, "{\"x\":@}", "right"),
                                                {40, "{\"x\":@,\"y\":@}", "right"},
                                                {1500, "{\"x\":[@]}", "type-mismatch"}}) {
    std::string text = "$filter=p eq @a0";
    for (int i = 0; i < aliases; ++i) {
      text += "&@a" + std::to_string(i) + "=";
      for (const char* c = object; *c != '\0'; ++c)
        text += *c == '@' ? "@a" + std::to_string(i + 1) : std::string(1, *c);
    }
    text += "&@a" + std::to_string(aliases) + "={}";
    CAPTURE(text.substr(0, 80));
    std::string outcome = "not run";
    SmallStack stack;
    stack.run([&] {
      const auto query = Query::compile(text, *schema);
      outcome = query ? "right" : code_of(query.error());
    });
    CHECK(outcome == wanted);
  }
}
