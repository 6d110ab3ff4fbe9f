// What an EvaluationContext adds to an evaluation: parameter aliases, a collation, memory that is used again.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cctype>
#include <cstdlib>
#include <new>
#include <string>

#include "tests/support/things.hpp"

namespace {

thread_local std::size_t allocations = 0;

using namespace tamis;
using namespace tamis::tests;

Result<std::string> value_of(const char* expression, const char* record, EvaluationContext& context) {
  const auto compiled = Expression::compile(expression, things());
  if (!compiled) return compiled.error();
  const auto from_value = compiled->evaluate(boost::json::parse(record), context);
  const auto from_text = compiled->evaluate(record, context);
  CHECK((from_value ? *from_value : words(from_value.error())) == (from_text ? *from_text : words(from_text.error())));
  return from_text;
}

std::string said(const Result<std::string>& result) { return result ? *result : words(result.error()); }

int without_case(std::string_view a, std::string_view b) {
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out)
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
  };
  return lower(a).compare(lower(b));
}

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

TEST_CASE("a parameter alias is bound when the program runs, typed by its use") {
  EvaluationContext context;
  const char* const record = R"({"name":"x","int":5,"at":"2024-01-01T00:00:00Z","colour":"Red","tags":["a","b"]})";
  CHECK(said(value_of("name eq @s", record, context)) == "false");  // not bound: null
  CHECK(said(value_of("@s", record, context)) == "null");
  context.bind("@s", "x");
  CHECK(said(value_of("name eq @s", record, context)) == "true");
  CHECK(said(value_of("contains(@s,'x')", record, context)) == "true");
  context.bind("@s", "y");
  CHECK(said(value_of("name eq @s", record, context)) == "false");
  context.bind("@n", 4.5);
  CHECK(said(value_of("int gt @n", record, context)) == "true");
  CHECK(said(value_of("int add @n", record, context)) == "9.5");
  context.bind("@since", "2023-12-31T23:00:00-02:00");
  CHECK(said(value_of("at lt @since", record, context)) == "true");
  context.bind("@c", "Red");
  CHECK(said(value_of("colour eq @c", record, context)) == "true");
  context.bind("@tags", boost::json::parse(R"(["b","c"])"));
  CHECK(said(value_of("tags/any(t:t in @tags)", record, context)) == "true");
  context.bind("@o", boost::json::parse(R"({"x":5,"y":{"z":"b"},"l":[{"k":5},{}]})"));
  CHECK(said(value_of("int eq @o/x", record, context)) == "true");
  CHECK(said(value_of("@o/y/z in tags", record, context)) == "true");
  CHECK(said(value_of("@o/l/any(i:i/k eq int)", record, context)) == "true");
  CHECK(said(value_of("@o/l/all(i:i/k eq int)", record, context)) == "false");
  CHECK(said(value_of("@o/none", record, context)) == "null");
  context.bind("@p", boost::json::parse(R"({"type":"Point","coordinates":[3,4]})"));
  CHECK(said(value_of("geo.distance(geometry'SRID=0;Point(0 0)',@p)", record, context)) == "5");
  context.bind("@p", "SRID=0;Point(3 4)");
  CHECK(said(value_of("geo.distance(@p,geometry'SRID=0;Point(0 0)')", record, context)) == "5");
  context.unbind("@s");
  CHECK(said(value_of("name eq @s", record, context)) == "false");
}

TEST_CASE("a value of the wrong type for a parameter alias is an error") {
  EvaluationContext context;
  context.bind("@since", "yesterday");
  CHECK(said(value_of("true and at gt @since", "{}", context))
        == "invalid-argument at 15+6: @since should be a string like \"2024-01-31T12:30:00Z\" (Edm.DateTimeOffset), but is "
           "the string \"yesterday\"");
  context.bind("@since", 5);
  CHECK(code(said(value_of("name eq @since", "{}", context))) == "invalid-argument");
}

TEST_CASE("a bound alias takes the place of the value that the query gives it") {
  const auto query = Query::compile("$filter=name eq @s&@s='a'", things());
  REQUIRE(query);
  EvaluationContext context;
  const boost::json::value records = boost::json::parse(R"([{"name":"a"},{"name":"b"}])");
  CHECK(query->apply(records, context)->at(0).at("name") == "a");
  context.bind("@s", "b");
  CHECK(query->apply(records, context)->at(0).at("name") == "b");
}

TEST_CASE("a collation says what strings are equal and how they are ordered") {
  EvaluationOptions options;
  options.collation = without_case;
  EvaluationContext context(options);
  const char* const record = R"({"name":"Abc","tags":["X"]})";
  CHECK(said(value_of("name eq 'aBC'", record, context)) == "true");
  CHECK(said(value_of("name lt 'abd'", record, context)) == "true");
  CHECK(said(value_of("name in ('z','ABC')", record, context)) == "true");
  CHECK(said(value_of("tags eq ['x']", record, context)) == "true");
  CHECK(said(value_of("contains(name,'B')", record, context)) == "false");
}

TEST_CASE("evaluation allocates nothing once warm") {
  const std::string text =
      R"({"name":"Banana \u00e9","int":2,"tags":["a fairly long tag","longer than fits in place"],"parts":[{"size":1},{"size":2}],)"
      R"("at":"2024-01-01T00:00:00Z","colour":"Red","numbers":[1,2,3],"part":{"size":1},"maker":{"name":"m","name@Ns.T":1},)"
      R"("price":1.25,"place":{"type":"Point","coordinates":[1,2]}})";
  const boost::json::value value = boost::json::parse(text);
  EvaluationContext context;
  context.bind("@n", 2);
  for (const char* expression :
       {"name ne 'zzz' and contains(tolower(name),'a')", "int in (1,2,3) and int eq @n",
        "tags/any(t:startswith(t,'lo'))", "parts/all(p:p/size add 1 gt 0)",
        "at lt 2030-01-01T00:00:00Z and year(at) eq 2024", "colour eq 'Red'", "numbers eq [1,2,3]",
        "hassubset(numbers,[3,1])", "matchesPattern(name,'^B.*$')", "part eq {\"size\":1}", "maker/name/@Ns.T eq 1",
        "length(concat(tags,['x'])) eq 3", "parts/$filter(size gt 0)/$count eq 2", "price mul 2 eq 2.5",
        "cast(int,Edm.Double) eq 2", "geo.distance(place,place) eq 0"}) {
    INFO(std::string(expression));
    const auto filter = Filter::compile(expression, things());
    REQUIRE(filter);
    for (int i = 0; i < 3; ++i) {
      REQUIRE(*filter->matches(text, context));
      REQUIRE(*filter->matches(value, context));
    }
    const std::size_t before = allocations;
    for (int i = 0; i < 10; ++i) {
      (void)filter->matches(text, context);
      (void)filter->matches(value, context);
    }
    const std::size_t more = allocations - before;
    CHECK(more == 0);
  }
}
