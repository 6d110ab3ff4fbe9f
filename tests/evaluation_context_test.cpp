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

TEST_CASE("a parameter alias is given beside the text, as in a query") {
  CompileOptions options;
  options.aliases = {{"@b", "@a"}, {"@a", "duration'PT1H'"}};
  EvaluationContext context;
  const auto value = [&](std::string_view text) {
    const auto expression = Expression::compile(text, Schema(), options);
    return expression ? expression->evaluate("{}", context).value() : to_json(expression.error());
  };
  CHECK(value("@a gt duration'PT30M' and @a eq @b") == "true");
  CHECK(value("@c") == "null");
  CHECK(value("length(@b)").find("type-mismatch") != std::string::npos);
  const auto expression = Expression::compile("@a gt 'PT30M'", Schema(), options);
  REQUIRE(expression);
  CHECK(expression->text() == "@a gt 'PT30M'");
  CHECK(expression->tree().aliases().size() == 2);
  CHECK(Filter::compile("@a gt @b", Schema(), options)->text() == "@a gt @b");

  const auto lambda = Expression::compile("any(x:@a eq @b)", Schema(), options);
  REQUIRE(!lambda);  // on its own it is read, and cannot be evaluated; an alias is no path in front of it
  CHECK(lambda.error().items.at(0).code == Code::unsupported);
  CHECK(lambda.error().items.at(0).span.length == 15);

  options.encoded = true;
  options.aliases = {{"@a", "'50%25 & more'"}};
  CHECK(value("concat(@a,%27%25%27)") == R"("50%25 & more%")");
  options.aliases = {{"@a", "1 add true"}};
  const auto wrong = Expression::compile("@a%20eq%201", Schema(), options);
  REQUIRE(!wrong);
  CHECK(wrong.error().text == "@a%20eq%201&@a=1 add true");
  CHECK(wrong.error().items.at(0).span.offset >= 15);
}

TEST_CASE("a parameter alias that is given beside a query takes the place of the query's own") {
  CompileOptions options;
  options.aliases = {{"@v", "2"}};
  EvaluationContext context;
  const auto query = Query::compile("$filter=ID eq @v&@v=1&$top=5", Schema(), options);
  REQUIRE(query);
  CHECK(query->apply(boost::json::parse(R"([{"ID":1},{"ID":2}])"), context).value()
        == boost::json::parse(R"([{"ID":2}])"));
  CHECK(query->url() == "$filter=ID%20eq%20@v&$top=5&@v=2");
}

TEST_CASE("what is given beside a text is a parameter alias, once") {
  const auto code = [](std::string_view alias, std::string_view value, TextKind as) {
    ParseOptions options;
    options.as = as;
    options.aliases = {{"@a", "1"}, {std::string(alias), std::string(value)}};
    const auto tree = parse(as == TextKind::query ? "$top=1" : "@a", options);
    return tree ? std::string() : std::string(name(tree.error().items.at(0).code));
  };
  for (const TextKind as : {TextKind::filter, TextKind::expression, TextKind::query}) {
    CHECK(code("@b", "'x'", as).empty());
    CHECK(code("@b", "'x", as) == "unterminated-string");
    CHECK(code("@b", "", as) == "syntax");
    CHECK(code("@b", "'conto\xf3o'", as) == "invalid-encoding");
    CHECK(code("b", "1", as) == "syntax");
    CHECK(code("$skip", "1", as) == "syntax");
    CHECK(code("@", "1", as) == "syntax");
    CHECK(code("@b=1&@c", "1", as) == "syntax");
    CHECK(code("@a", "2", as) == "duplicate-option");
    CHECK(code("@b", "'" + std::string(70000, 'x') + "'", as) == "too-long");
  }
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
