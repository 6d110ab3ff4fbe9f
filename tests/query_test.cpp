// Queries applied: order, paging, counting, selection, over values and over streams of text.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "tests/support/things.hpp"

namespace {

using namespace tamis;
using namespace tamis::tests;

std::string apply(std::string_view text, std::string_view input) {
  const auto query = Query::compile(text, things());
  if (!query) return words(query.error());
  EvaluationContext context;
  const auto answer = query->apply(boost::json::parse({input.data(), input.size()}), context);
  return answer ? boost::json::serialize(*answer) : words(answer.error());
}

// The records of a run, one after another, or the error.
std::string run(std::string_view text, const std::vector<std::string>& records) {
  const auto query = Query::compile(text, things());
  if (!query) return words(query.error());
  EvaluationContext context;
  std::string out;
  QueryRun run(*query, context, [&](std::string_view json) { out.append(json).append(1, ' '); });
  for (const std::string& record : records) {
    const auto more = run.add(record);
    if (!more) return words(more.error());
    if (!*more) {
      out += "| ";
      break;
    }
  }
  REQUIRE(run.finish().has_value());
  return out.empty() ? out : out.substr(0, out.size() - 1);
}

// The names in the order of an array of things, which both ways of applying must agree on.
std::string order(std::string_view text, std::string_view array) {
  const boost::json::value input = boost::json::parse({array.data(), array.size()});
  std::vector<std::string> records;
  for (const auto& record : input.get_array())
    records.push_back(boost::json::serialize(record));
  std::string from_text = run(text, records);
  if (from_text.ends_with("|")) from_text.resize(from_text.size() - std::min<std::size_t>(from_text.size(), 2));
  std::string from_value, names;
  const auto answer = boost::json::parse(apply(text, array));
  for (const auto& record : answer.get_array()) {
    from_value += (from_value.empty() ? "" : " ") + boost::json::serialize(record);
    names += std::string(record.at("name").get_string());
  }
  CHECK(from_text == from_value);
  return names;
}

}  // namespace

TEST_CASE("orderby: null first, then by value") {
  const char* records =
      R"([{"name":"a","int":2},{"name":"b","int":null},{"name":"c","int":-1},{"name":"d"},{"name":"e","int":2}])";
  CHECK(order("$orderby=int", records) == "bdcae");
  CHECK(order("$orderby=int asc", records) == "bdcae");
  CHECK(order("$orderby=int desc", records) == "aecbd");
  CHECK(order("$orderby=int desc,name desc", records) == "eacdb");
  CHECK(order("$orderby=int,name desc", records) == "dbcea");
  CHECK(order("$orderby=int gt 0,name", records) == "bcdae");
  CHECK(order("$orderby=-int,name", records) == "bdaec");
}

TEST_CASE("orderby: types") {
  CHECK(order("$orderby=yes", R"([{"name":"a","yes":true},{"name":"b","yes":false},{"name":"c"}])") == "cba");
  CHECK(order("$orderby=name", R"([{"name":"b"},{"name":"é"},{"name":"Z"},{"name":"a"},{"name":"😀"},{"name":"�"}])")
        == "Zabé�😀");
  CHECK(order("$orderby=ratio", R"([{"name":"a","ratio":1},{"name":"b","ratio":"NaN"},{"name":"c","ratio":"-INF"},
                                    {"name":"d","ratio":null},{"name":"e","ratio":"INF"}])")
        == "dbcae");
  CHECK(order("$orderby=ratio desc", R"([{"name":"a","ratio":1},{"name":"b","ratio":"NaN"},{"name":"d"}])") == "abd");
  CHECK(order("$orderby=at", R"([{"name":"a","at":"2020-01-01T12:00:00Z"},{"name":"b","at":"2020-01-01T12:30:00+01:00"},
                                 {"name":"c","at":"2020-01-01T12:00:00.000000000001Z"}])")
        == "bac");
  CHECK(order("$orderby=colour",
              R"([{"name":"a","colour":"Blue"},{"name":"b","colour":"Red"},{"name":"c","colour":"Zinc"},
                                     {"name":"d","colour":"Azure"},{"name":"e","colour":"Green"}])")
        == "beadc");
  CHECK(order("$orderby=price", R"([{"name":"a","price":10},{"name":"b","price":"9.5"},{"name":"c","price":9.75}])")
        == "bca");
  CHECK(order("$orderby=tags/$count desc", R"([{"name":"a"},{"name":"b","tags":["x"]}])") == "ba");
  CHECK(order("$orderby=span", R"([{"name":"a","span":"PT36H"},{"name":"b","span":"P1D"},{"name":"c","span":"-P1D"}])")
        == "cba");
  CHECK(order("$orderby=dynamic", R"([{"name":"a","dynamic":"x"},{"name":"b","dynamic":2.5},{"name":"c","dynamic":2},
                                      {"name":"d","dynamic":true}])")
        == "dcba");
}

TEST_CASE("skip and top") {
  const char* records = R"([{"name":"c"},{"name":"a"},{"name":"d"},{"name":"b"}])";
  CHECK(order("$top=2", records) == "ca");
  CHECK(order("$skip=1&$top=2", records) == "ad");
  CHECK(order("$skip=3", records) == "b");
  CHECK(order("$skip=9", records) == "");
  CHECK(order("$top=0", records) == "");
  CHECK(order("$orderby=name&$top=2", records) == "ab");
  CHECK(order("$orderby=name&$skip=1&$top=2", records) == "bc");
  CHECK(order("$orderby=name desc&$top=1", records) == "d");
  CHECK(order("$top=2&$orderby=name&$filter=name ne 'a'", records) == "bc");
  CHECK(order("$top=9223372036854775807&$skip=1", records) == "adb");
}

TEST_CASE("a run keeps only the records it needs and says when it is done") {
  const std::vector<std::string> records{R"({"name":"c"})", R"({"name":"a"})", R"({"name":"b"})"};
  CHECK(run("$top=1", records) == R"({"name":"c"} |)");
  CHECK(run("$top=1&$count=true", records) == R"({"name":"c"})");
  CHECK(run("$filter=name ne 'c'&$top=1", records) == R"({"name":"a"} |)");
  const auto query = Query::compile("$orderby=name&$top=1&$count=true", things());
  EvaluationContext context;
  std::vector<std::string> out;
  QueryRun run(*query, context, [&](std::string_view json) { out.emplace_back(json); });
  for (int i = 999; i >= 0; --i)
    CHECK(*run.add("{\"name\":\"" + std::to_string(1000 + i) + "\"}"));
  CHECK(out.empty());
  REQUIRE(run.finish().has_value());
  CHECK(out == std::vector<std::string>{R"({"name":"1000"})"});
  CHECK(run.matched() == 1000);
  CHECK(run.emitted() == 1);
}

TEST_CASE("select copies the text of what it keeps") {
  const std::string record =
      R"({"@odata.etag":"W/1","name" : "a\u00e9\/","price":1.50,"int":1e2,"part":{"size":3,"name":null,"maker":{"name":"m","x":1}},)"
      R"("parts":[{"name":"p","size":1},{"size":2},null],"tags":["x","y"],"extra":{"a":[1, 2]}})";
  CHECK(run("$select=name,price,int", {record}) == R"({"name":"a\u00e9\/","price":1.50,"int":1e2})");
  CHECK(run("$select=int,name", {record}) == R"({"name":"a\u00e9\/","int":1e2})");  // the record's order
  CHECK(run("$select=part/maker/name", {record}) == R"({"part":{"maker":{"name":"m"}}})");
  CHECK(run("$select=part/size,part/name", {record}) == R"({"part":{"size":3,"name":null}})");
  CHECK(run("$select=part/size,part", {record}) == R"({"part":{"size":3,"name":null,"maker":{"name":"m","x":1}}})");
  CHECK(run("$select=part($select=size,maker($select=name))", {record})
        == R"({"part":{"size":3,"maker":{"name":"m"}}})");
  CHECK(run("$select=parts($select=name)", {record}) == R"({"parts":[{"name":"p"},{},null]})");
  CHECK(run("$select=extra", {record}) == R"({"extra":{"a":[1, 2]}})");
  CHECK(run("$select=tags,missing", {record}) == R"({"tags":["x","y"]})");
  CHECK(run("$select=day", {record}) == "{}");
  CHECK(run("$select=*", {record}) == record);
  CHECK(run("$select=name,*", {record}) == record);
}

TEST_CASE("select on values") {
  CHECK(apply("$select=int,part/size", R"([{"part":{"size":3,"name":"n"},"name":"x","int":5,"@odata.etag":"1"}])")
        == R"([{"part":{"size":3},"int":5}])");
  CHECK(apply("$select=parts($select=name)", R"([{"parts":[{"name":"p","size":1},null,{}]}])")
        == R"([{"parts":[{"name":"p"},null,{}]}])");
  CHECK(apply("$select=*", R"([{"a":1,"@odata.etag":"1"}])") == R"([{"a":1,"@odata.etag":"1"}])");
}

TEST_CASE("what is applied to") {
  const char* response = R"({"@odata.context":"c","value":[{"int":1},{"int":2}],"@odata.nextLink":"n"})";
  CHECK(apply("$filter=int gt 1", response) == R"({"@odata.context":"c","value":[{"int":2}],"@odata.nextLink":"n"})");
  CHECK(apply("$filter=int gt 1&$count=true&$top=0", response)
        == R"({"@odata.context":"c","value":[],"@odata.nextLink":"n","@odata.count":1})");
  CHECK(apply("$count=true", R"({"@odata.count":7,"value":[{"int":1}]})")
        == R"({"@odata.count":1,"value":[{"int":1}]})");
  CHECK(apply("$count=false", R"({"@odata.count":7,"value":[{"int":1}]})")
        == R"({"@odata.count":7,"value":[{"int":1}]})");
  for (const char* const chosen : {"$filter=int gt 1", "$search=two"}) {  // the count was that of other records
    CHECK(apply(chosen, R"({"@odata.context":"c","@odata.count":7,"value":[{"int":1},{"int":2,"text":"two"}],"@x":1})")
          == R"({"@odata.context":"c","value":[{"int":2,"text":"two"}],"@x":1})");
    CHECK(apply(chosen, R"({"@count":7,"value":[{"int":1},{"int":2,"text":"two"}]})")
          == R"({"value":[{"int":2,"text":"two"}]})");
  }
  CHECK(apply("$top=1", R"({"@odata.count":7,"value":[{"int":1},{"int":2}]})")
        == R"({"@odata.count":7,"value":[{"int":1}]})");
  CHECK(apply("$filter=int gt 1", R"([{"int":1},{"int":2}])") == R"([{"int":2}])");
  CHECK(apply("$filter=int gt 1", R"({"int":2})") == R"({"int":2})");
  CHECK(apply("$filter=int gt 1", R"({"int":1})") == "null");
  CHECK(apply("$select=int", R"({"int":2,"name":"x"})") == R"({"int":2})");
  CHECK(apply("", R"([{"int":1}])") == R"([{"int":1}])");
  CHECK(apply("$filter=value eq 5", R"({"value":5})") == R"({"value":5})");  // a record that has a member `value`
  CHECK(apply("$filter=int eq 1", R"({"value":[],"int":1})") == R"({"value":[],"int":1})");
}

TEST_CASE("pages of a response and of an array") {
  const auto query = Query::compile("$count=true&$select=int", things());
  REQUIRE(query.has_value());
  EvaluationContext context;
  ApplyOptions options;
  options.page_size = 2;
  options.link.base = "https://host/things";
  const auto page = [&](std::string_view input) {
    return boost::json::serialize(
        query->apply(boost::json::parse({input.data(), input.size()}), context, options).value());
  };
  // The service's own link is about other records than those given.
  CHECK(page(R"({"@odata.context":"c","value":[{"int":1},{"int":2},{"int":3}],"@odata.nextLink":"old"})")
        == R"({"@odata.context":"c","value":[{"int":1},{"int":2}],"@odata.count":3,)"
           R"("@odata.nextLink":"https://host/things?$count=true&$skip=2&$select=int"})");
  CHECK(page(R"({"value":[{"int":1},{"int":2}],"@odata.nextLink":"old"})")
        == R"({"value":[{"int":1},{"int":2}],"@odata.count":2})");
  // OData 4.01 writes control information without its prefix.
  CHECK(page(R"({"@context":"c","value":[{"int":1},{"int":2},{"int":3}]})")
        == R"({"@context":"c","value":[{"int":1},{"int":2}],"@count":3,)"
           R"("@nextLink":"https://host/things?$count=true&$skip=2&$select=int"})");
  CHECK(page(R"([{"int":1}])") == R"({"value":[{"int":1}],"@odata.count":1})");
  CHECK(page(R"({"int":1,"name":"x"})") == R"({"int":1})");
}

TEST_CASE("a run with pages looks one record further than the page") {
  const auto query = Query::compile("$top=3", things());
  EvaluationContext context;
  ApplyOptions options;
  options.page_size = 2;
  std::string out;
  QueryRun run(
      *query, context, [&](std::string_view json) { out += json; }, options);
  CHECK(run.add(R"({"int":1})").value());
  CHECK(run.next_link().empty());
  CHECK(run.add(R"({"int":2})").value());
  CHECK(run.next_link().empty());
  CHECK_FALSE(run.add(R"({"int":3})").value());
  CHECK(run.finish().value() == 2);
  CHECK(out == R"({"int":1}{"int":2})");
  CHECK(run.next_link() == "?$skip=2&$top=1");
}

TEST_CASE("a record that is held back fails where it is emitted, behind those in front of it") {
  const auto query = Query::compile("$orderby=int desc&$compute=6 div int as sixth&$select=sixth", things());
  EvaluationContext context;
  std::string out;
  QueryRun run(*query, context, [&](std::string_view json) { out += json; });
  for (const char* record : {R"({"int":0})", R"({"int":3})", R"({"int":2})"})
    CHECK(run.add(record).has_value());
  const auto finished = run.finish();
  REQUIRE(!finished);
  CHECK(words(finished.error()) == "division-by-zero at 27+9: division by zero");
  CHECK(finished.error().items[0].notes == std::vector<std::string>{"in record 0 (counted from 0)"});
  CHECK(out == R"({"sixth":2}{"sixth":3})");
}

TEST_CASE("a search costs steps of the budget") {
  EvaluationOptions options;
  options.limits.steps = 1000;
  EvaluationContext context(options);
  const auto query = Query::compile("$top=1&$search=one two", things());
  REQUIRE(query.has_value());
  const auto found = query->apply(boost::json::object{{"name", std::string(1 << 20, 'x')}}, context);
  REQUIRE(!found);
  CHECK(code(words(found.error())) == "budget-exceeded");
  CHECK(found.error().items[0].span == Span{7, 15});
}

TEST_CASE("what is computed or ordered by costs steps for each byte that is written or kept") {
  EvaluationOptions options;
  options.limits.steps = 1000;
  EvaluationContext context(options);
  const std::string long_text(1 << 20, 'x');
  const boost::json::value value{{"name", long_text}, {"o", {{long_text, 1}}}, {"l", {long_text}}};
  const std::string text = boost::json::serialize(value);
  for (const char* asked : {"$compute=name as a", "$compute=o as a", "$compute=l as a", "$compute=[o,1] as a",
                            "$compute={\"x\":{\"y\":name}} as a", "$orderby=name"}) {
    CAPTURE(asked);
    const auto query = Query::compile(asked, Schema());
    REQUIRE(query);
    const auto answer = query->apply(boost::json::array{value}, context);
    REQUIRE(!answer);
    CHECK(code(words(answer.error())) == "budget-exceeded");
    QueryRun run(*query, context, [](std::string_view) {});
    const auto more = run.add(text);
    CHECK((!more ? code(words(more.error())) : "") == "budget-exceeded");
  }
}

TEST_CASE("$search and $select of records nested as deep as they may be") {
  EvaluationOptions options;
  options.limits.record_depth = 100'000;
  EvaluationContext context(options);
  const std::string record = R"({"name":)" + std::string(90'000, '[') + R"("needle")" + std::string(90'000, ']') + "}";
  for (const char* text : {"$search=needle&$select=name", "$search=needle&$compute=1 as one&$select=name,one",
                           "$select=name($select=x)", "$expand=name($top=1)"}) {
    const auto query = Query::compile(text, Schema());
    REQUIRE(query.has_value());
    std::size_t size = 0;
    QueryRun run(*query, context, [&](std::string_view json) { size = json.size(); });
    REQUIRE(run.add(record).has_value());
    CHECK(size >= record.size());
  }
}

TEST_CASE("errors of data name the record") {
  const auto query = Query::compile("$filter=int gt 1", things());
  EvaluationContext context;
  const auto answer = query->apply(boost::json::parse(R"([{"int":1},{"int":"x"}])"), context);
  REQUIRE(!answer);
  CHECK(words(answer.error()) == "invalid-data at 8+3: int should be an integer from -2147483648 to 2147483647 (Edm.Int32), but is the string \"x\"");
  CHECK(answer.error().items[0].notes == std::vector<std::string>{"in record 1 (counted from 0)"});
  CHECK(apply("$filter=int gt 1", "[1]")
        == "invalid-data at 0+0: the record should be an object (Ns.Thing), but is the number 1");
  CHECK(run("$orderby=int", {R"({"int":[]})"})
        == "invalid-data at 9+3: int should be an integer from -2147483648 to 2147483647 (Edm.Int32), but is an array");
}

TEST_CASE("options that cannot be applied here are refused, others ignored") {
  const char* record = R"([{"int":1}])";
  CHECK(apply("$skiptoken=abc", record) == "unsupported at 0+14: $skiptoken cannot be applied here");
  CHECK(code(apply("$deltatoken=abc", record)) == "unsupported");
  CHECK(code(apply("$schemaversion=1", record)) == "unsupported");
  CHECK(code(apply("$index=1", record)) == "unsupported");
  CHECK(code(apply("$select=maker/Ns.BigMaker", record)) == "unsupported");
  CHECK(code(apply("$select=Ns.*", record)) == "unsupported");
  CHECK(code(apply("$select=@Ns.Term", record)) == "unsupported");
  CHECK(code(apply("$filter=matchesPattern(name,'(?=a)')", record)) == "unsupported-pattern");
  CHECK(apply("$format=json&custom=1", record) == record);
  const auto query = Query::compile("$skiptoken=blue&$filter=int eq 1", things());
  REQUIRE(query.has_value());  // right, and fit to be sent
  CHECK(query->not_applicable().size() == 1);
  EvaluationContext context;
  QueryRun run(*query, context, {});
  CHECK(code(words(run.finish().error())) == "unsupported");
  CHECK(query->url() == "$skiptoken=blue&$filter=int%20eq%201");
}

TEST_CASE("what a query says about itself") {
  const auto query = Query::compile("$filter=yes&$orderby=int&$top=5&$skip=007&$count=TRUE", things());
  CHECK(query->has_filter());
  CHECK(query->has_orderby());
  CHECK(query->top() == 5);
  CHECK(query->skip() == 7);
  CHECK(query->counts());
  const auto empty = Query::compile("", things());
  CHECK_FALSE(empty->has_filter());
  CHECK_FALSE(empty->has_orderby());
  CHECK(empty->top() == std::nullopt);
  CHECK_FALSE(empty->counts());
}

TEST_CASE("every error of a query is reported at once") {
  CHECK(
      apply("$filter=part/nmae eq 'x'&$orderby=part/siez", "[]")
      == "unknown-property at 13+4: Part has no property 'nmae'; unknown-property at 39+4: Part has no property "
         "'siez'");
}

TEST_CASE("query: what the path of a URL asks for beyond a collection is not dropped") {
  const auto refused = [](const char* text) {
    const auto query = Query::compile(text, referral_schema());
    REQUIRE(query.has_value());
    return words(query->not_applicable());
  };
  CHECK(refused("/referrals?$top=1") == "");
  CHECK(refused("https://api.partner.microsoft.com/v1.0/engagements/referrals/?$top=1") == "");
  CHECK(code(refused("/referrals/abc?$select=id")) == "unsupported");
  CHECK(code(refused("/referrals('abc')?$select=id")) == "unsupported");
  CHECK(code(refused("/referrals/$count")) == "unsupported");
  CHECK(code(refused("/referrals/$filter(@f)?@f=status eq 'New'")) == "unsupported");
}

TEST_CASE("query: strings are ordered by the collation of the context") {
  EvaluationOptions options;
  options.collation = [](std::string_view a, std::string_view b) {  // letter case does not count
    std::string x(a), y(b);
    for (std::string* text : {&x, &y})
      for (char& c : *text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return x.compare(y);
  };
  EvaluationContext context(options);
  const auto query = Query::compile("$orderby=name", things());
  REQUIRE(query.has_value());
  const auto input = boost::json::parse(R"([{"name":"b"},{"name":"A"},{"name":"C"},{"name":"a"}])");
  const char* const sorted = R"([{"name":"A"},{"name":"a"},{"name":"b"},{"name":"C"}])";
  CHECK(boost::json::serialize(query->apply(input, context).value()) == sorted);
  std::string lines;
  QueryRun run(*query, context, [&](std::string_view json) { lines.append(json).append(1, ','); });
  for (const auto& record : input.get_array())
    REQUIRE(run.add(boost::json::serialize(record)).has_value());
  REQUIRE(run.finish().has_value());
  CHECK("[" + lines.substr(0, lines.size() - 1) + "]" == sorted);
}

TEST_CASE("query: without a schema whatever stands among the records is taken as it is") {
  const auto applied = [](std::string_view text, std::string_view input) {
    const auto query = Query::compile(text, Schema());
    REQUIRE(query.has_value());
    EvaluationContext context;
    const auto answer = query->apply(boost::json::parse({input.data(), input.size()}), context);
    return answer ? boost::json::serialize(*answer) : words(answer.error());
  };
  const char* const mixed = R"([1,"Blue",null,[{"a":"blue"}],{"a":2},{}])";
  CHECK(applied("$select=a", mixed) == R"([1,"Blue",null,[{"a":"blue"}],{"a":2},{}])");
  CHECK(applied("$search=blue", mixed) == R"(["Blue",[{"a":"blue"}]])");
  CHECK(applied("$compute=1 as b", mixed) == R"([1,"Blue",null,[{"a":"blue"}],{"a":2,"b":1},{"b":1}])");
  CHECK(applied("$filter=a eq 2", R"([{"a":2},{"a":[2]},{"a":{}}])") == R"([{"a":2}])");
  CHECK(applied("$orderby=a desc", R"([{"a":[2]},{"a":1},{"a":{}},{"a":"x"}])")
        == R"([{"a":[2]},{"a":{}},{"a":"x"},{"a":1}])");
  CHECK(applied("$search=x", "7") == "null");
  CHECK(applied("$select=a", "7") == "7");
  CHECK(applied("$top=1", "[]") == "[]");
  CHECK(applied("$count=true&$top=1", R"({"value":[]})") == R"({"value":[],"@odata.count":0})");
}

TEST_CASE("query: one query serves many contexts, one context many runs at once") {
  const auto query = Query::compile("$orderby=int&$compute=now() as then&$select=then", things());
  REQUIRE(query.has_value());
  int ticks = 0;
  EvaluationOptions options;
  options.clock = [&] { return std::chrono::system_clock::time_point(std::chrono::seconds(++ticks)); };
  EvaluationContext context(options);
  std::string first, second;
  QueryRun one(*query, context, [&](std::string_view json) { first += json; });
  QueryRun two(*query, context, [&](std::string_view json) { second += json; });
  for (QueryRun* run : {&one, &two, &one})
    REQUIRE(run->add(R"({"int":1})").has_value());
  REQUIRE(one.finish().has_value());
  REQUIRE(two.finish().has_value());
  CHECK(first == R"({"then":"1970-01-01T00:00:01Z"}{"then":"1970-01-01T00:00:01Z"})");  // one instant a run
  CHECK(second == R"({"then":"1970-01-01T00:00:02Z"})");
}

TEST_CASE("apply_text: an envelope keeps its text") {
  const Query query = *Query::compile("$count=true", Schema());
  const std::string deep = std::string(99, '[') + std::string(99, ']');
  const auto paged = [&](const std::string& envelope) {
    EvaluationContext context;
    ApplyOptions options;
    options.page_size = 1;
    const TextAnswer answer = apply_text("{\"value\":[{}]," + envelope + "}", query, context, options);
    CHECK_FALSE(answer.error);
    return answer.text;
  };
  for (const std::string& value : {deep, std::string("123456789012345678901234567890.10"), std::string("1e400")})
    CHECK(paged("\"@x\":" + value) == "{\"@x\":" + value + ",\"@odata.count\":1,\"value\":[{}]}");
  CHECK(paged(R"("@nextLink":"n","@odata.count":7,"@count":8)") == R"({"@count":1,"value":[{}]})");
}

TEST_CASE("apply_text: trusts its input as the context does") {
  const Query query = *Query::compile("$filter=a eq 1", Schema());
  EvaluationOptions options;
  const auto failed = [&] {
    EvaluationContext context(options);
    return apply_text("{\"a\":2,\"b\":wrong}\n", query, context).error.has_value();
  };
  CHECK(failed());
  options.trust = Trust::input;
  CHECK_FALSE(failed());
}
