// What is done with the library while memory runs out.
#include "tests/oom/scenarios.hpp"

#include <boost/json.hpp>
#include <sstream>
#include <string_view>

#include <tamis/tamis.hpp>

#include "tests/support/every_type.hpp"

namespace tamis::tests {

namespace {

using Scenarios = std::vector<Scenario>;

constexpr std::string_view record_text =
    R"({"key":1,"yes":true,"int32":7,"int64":9007199254740993,"double":0.5,"decimal":12345678901234567890.5,)"
    R"("string":"Stra\u00dfe","date":"2020-02-29","at":"2020-02-29T01:02:03Z","duration":"PT1M","colour":"Red",)"
    R"("pattern":"Dots,Lines","strings":["a","b",null],"ints":[1,2,3],"doubles":[1.5],)"
    R"("guid":"01234567-89ab-cdef-0123-456789abcdef","binary":"AAEC",)"
    R"("part":{"@odata.type":"#T.BigPart","name":"p","size":3,"weight":1.5},"parts":[{"size":1,"name":"x"},{"size":2}]})";
constexpr std::string_view referral_text =
    R"({"id":"1","status":"New","name":"a name that is longer than a small string","createdDateTime":"2020-02-29T12:00:00Z",)"
    R"("details":{"dealValue":1000.5},"team":[{"email":"a@b.c"},{"email":"d@e.f"}]})";

constexpr std::string_view small_json = R"({"$Version":"4.01","$EntityContainer":"S.C","S":{
  "E":{"$Kind":"EnumType","A":0,"B":1},
  "P":{"$Kind":"ComplexType","x":{"$Type":"Edm.Int32"}},
  "T":{"$Kind":"EntityType","$Key":["id"],"id":{},"e":{"$Type":"S.E"},"p":{"$Type":"S.P","$Collection":true},
       "self":{"$Kind":"NavigationProperty","$Type":"S.T"}},
  "F":[{"$Kind":"Function","$Parameter":[{"$Name":"a","$Type":"Edm.Int32"}],"$ReturnType":{"$Type":"Edm.Int32"}}],
  "C":{"$Kind":"EntityContainer","Ts":{"$Collection":true,"$Type":"S.T"}}}})";
constexpr std::string_view small_xml =
    R"(<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>)"
    R"(<Schema Namespace="S" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EnumType Name="E"><Member Name="A"/></EnumType>)"
    R"(<EntityType Name="T"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>)"
    R"(<Property Name="e" Type="S.E"/><Property Name="d" Type="Edm.Decimal" Scale="2" Precision="9"/></EntityType>)"
    R"(<EntityContainer Name="C"><EntitySet Name="Ts" EntityType="S.T"/></EntityContainer></Schema>)"
    R"(</edmx:DataServices></edmx:Edmx>)";

std::string words(const Diagnostics& diagnostics) { return "wrong: " + render(diagnostics); }

template <typename T, typename Say>
std::string outcome(const Result<T>& result, Say say) {
  return result ? say(*result) : words(result.error());
}

// Of a result that is moved from nothing; scenarios give strings so that a failure cannot hide in a half-made object.

void add_parsing(Scenarios& all) {
  struct Text {
    TextKind as;
    std::string_view name, text;
  };
  static constexpr Text texts[] = {
      {TextKind::query, "query", "$filter=a eq 'b%20c'&$orderby=a desc,b&$top=3&@x=1&custom=y"},
      {TextKind::url, "url", "GET https://example.com/things(1)?$select=a,b/c&$expand=d($levels=2) HTTP/1.1"},
      {TextKind::filter, "filter", "a/any(x:x/b in (1,2.5,'three') and not (contains(c,'d') or e has N.S'T'))"},
      {TextKind::expression, "expression", "[1,{\"a\":\"b\",\"c\":[null]}]"},
      {TextKind::orderby, "orderby", "a/$count desc,tolower(b),-c"},
      {TextKind::select, "select", "a,b($filter=c eq 1;$select=d),N.*,*"},
      {TextKind::expand, "expand", "a($expand=b/$ref;$count=true),c/$count"},
      {TextKind::compute, "compute", "a add 1 as b,concat(c,d) as e"},
      {TextKind::search, "search", "a \"b c\" OR NOT (d AND e)"},
      {TextKind::literal, "literal", "geography'SRID=4326;Polygon((0 0,1 0,1 1,0 0))'"}};
  for (const Text& text : texts) {
    ParseOptions options;
    options.as = text.as;
    all.push_back({"parse " + std::string(text.name),
                   [=] { return outcome(parse(text.text, options), [](const Tree& tree) { return dump(tree); }); }});
    all.push_back({"print " + std::string(text.name), [=] {
                     return outcome(parse(text.text, options), [](const Tree& tree) {
                       return print(tree) + to_json(tree) + to_dot(tree) + (same(tree, tree) ? "same" : "other");
                     });
                   }});
  }
  for (const std::string_view wrong :
       {"a eq", "a == 'b' && c", "a eq 'b", "name is null", "a eq datetime'2020-01-01T00:00:00'", "((((a", "a in (1,2",
        "a eq 1 or or b", "\xff"}) {
    all.push_back({"refuse " + std::string(wrong),
                   [=] { return outcome(parse(wrong), [](const Tree& tree) { return dump(tree); }); }});
  }
}

void add_checking(Scenarios& all) {
  struct Text {
    TextKind as;
    std::string_view text;
    bool service = false;
  };
  static constexpr Text texts[] = {
      {TextKind::query, "$filter=status eq 'New'&$orderby=createdDateTime desc&$top=10", true},
      {TextKind::query, "$filter=name eq 'x'&$orderby=status&$search=a", true},
      {TextKind::filter, "statuss eq 'New' and team/email eq 'x' and id eq 5"},
      {TextKind::filter, "status eq 'New' and status eq 'Active' or status eq 'Nwe'"},
      {TextKind::filter, "team/any(t:t/email eq 'a' and t/email eq 'a') and 1 eq 1"},
      {TextKind::orderby, "details/dealValue desc,team/$count"},
      {TextKind::select, "id,name,details/dealValue,nme"},
      {TextKind::compute, "details/dealValue mul 2 as twice"},
      {TextKind::literal, "300"}};
  for (const Text& text : texts) {
    CheckOptions options;
    options.as = text.as;
    options.service_rules = text.service;
    if (text.as == TextKind::literal) options.literal_type = "Edm.Byte";
    all.push_back({"check " + std::string(text.text), [=] {
                     return outcome(check(text.text, referral_schema(), options), [](const CheckedText& checked) {
                       return checked.canonical + to_json(checked.warnings);
                     });
                   }});
  }
}

void add_evaluation(Scenarios& all) {
  for (const std::string_view text :
       {"int32 add 1 mul 2 divby 3",
        "decimal mul decimal",
        "double div 0",
        "concat(string,toupper(string))",
        "substring(string,1,2)",
        "trim(tolower(string))",
        "year(date) add month(at)",
        "at add duration",
        "date sub 2020-01-01",
        "cast(int64,Edm.String)",
        "cast('2020-01-01',Edm.Date)",
        "isof(part,T.BigPart)",
        "part/T.BigPart/weight",
        "case(yes:string,true:'b')",
        "parts/any(p:p/size gt 1)",
        "parts/all(p:p/name in ('x','y'))",
        "parts/$filter(size gt 1)/$count",
        "ints",
        "parts",
        "strings in (['a','b'],['c'])",
        "guid",
        "binary",
        "colour has 'Red'",
        "pattern has 'Dots'",
        "hassubset(ints,[1,2])",
        "round(double)",
        "int32 div 0",
        "string gt 'a'",
        "contains(string,'e') and startswith(string,'S')",
        "indexof(string,'e')",

        "matchesPattern(string,other)",
        "now() gt at",
        "concat(ints,[4])",
        "geo.distance(geography'SRID=4326;Point(1 2)',geography'SRID=4326;Point(2 3)')"}) {
    all.push_back({"evaluate " + std::string(text), [=] {
                     const auto expression = Expression::compile(text, every_type());
                     if (!expression) return words(expression.error());
                     EvaluationOptions options;
                     options.clock = [] { return std::chrono::system_clock::time_point{}; };
                     EvaluationContext context(options);
                     const boost::json::value record = boost::json::parse({record_text.data(), record_text.size()});
                     const auto say = [](const std::string& value) { return value; };
                     return expression->text() + outcome(expression->evaluate(record_text, context), say)
                          + outcome(expression->evaluate(record, context), say);
                   }});
  }
}

void add_filters(Scenarios& all) {
  for (const std::string_view text :
       {"status eq 'New' and details/dealValue gt 1000", "team/any(t:t/email eq 'd@e.f')", "id in ('1','2','3')",
        "contains(tolower(name),'longer') or createdDateTime gt 2020-01-01T00:00:00Z"}) {
    all.push_back({"match " + std::string(text), [=] {
                     const auto filter = Filter::compile(text, referral_schema());
                     if (!filter) return words(filter.error());
                     EvaluationContext context;
                     const auto say = [](bool matches) { return std::string(matches ? "matches" : "does not"); };
                     const boost::json::value record = boost::json::parse({referral_text.data(), referral_text.size()});
                     const std::vector<boost::json::value> several(3, record);
                     std::uint64_t bits = 0;
                     const auto count = filter->matches(several, std::span(&bits, 1), context);
                     return filter->url() + outcome(filter->matches(referral_text, context), say)
                          + outcome(filter->matches(record, context), say) + std::to_string(count ? *count : 99);
                   }});
  }
  all.push_back({"parameter aliases", [] {
                   const auto filter = Filter::compile("details/dealValue gt @least", referral_schema());
                   if (!filter) return words(filter.error());
                   EvaluationContext context;
                   context.bind("@least", boost::json::value(500));
                   const auto first = filter->matches(referral_text, context);
                   context.unbind("@least");
                   const auto second = filter->matches(referral_text, context);
                   return std::string(first && *first ? "yes" : "no") + (second && *second ? "yes" : "no");
                 }});
  for (const std::string_view bad : {R"({"status":5})", R"({"status":"New)", "[]", R"({"status":"New","details":3})"})
    all.push_back({"match bad data " + std::string(bad), [=] {
                     const auto filter =
                         Filter::compile("status eq 'New' and details/dealValue gt 1", referral_schema());
                     if (!filter) return words(filter.error());
                     EvaluationContext context;
                     return outcome(filter->matches(bad, context),
                                    [](bool matches) { return std::string(matches ? "matches" : "does not"); });
                   }});
}

void add_queries(Scenarios& all) {
  for (const std::string_view text :
       {"$filter=int32 gt 1&$orderby=string desc&$top=2", "$compute=int32 add 1 as more&$select=key,more",
        "$search=stra OR b&$count=true", "$select=part/name,parts($filter=size gt 1;$top=1)",
        "$orderby=decimal,at desc&$skip=1", "$filter=@a&@a=yes&$select=*", "$filter=nme eq 1", "$apply=groupby((a))"}) {
    const auto records = [] {
      boost::json::array array;
      for (int i = 0; i < 3; ++i)
        array.push_back(boost::json::parse({record_text.data(), record_text.size()}));
      return array;
    };
    all.push_back({"apply " + std::string(text), [=] {
                     const auto query = Query::compile(text, every_type());
                     if (!query) return words(query.error());
                     EvaluationContext context;
                     ApplyOptions pages;
                     pages.page_size = 2;
                     const auto say = [](const boost::json::value& answer) { return boost::json::serialize(answer); };
                     return query->url() + outcome(query->apply(records(), context), say)
                          + outcome(query->apply(records(), context, pages), say);
                   }});
    all.push_back({"run " + std::string(text), [=] {
                     const auto query = Query::compile(text, every_type());
                     if (!query) return words(query.error());
                     EvaluationContext context;
                     std::string answer;
                     QueryRun run(*query, context, [&](std::string_view json) { answer += json; });
                     for (int i = 0; i < 3; ++i)
                       if (const auto more = run.add(record_text); !more) return words(more.error());
                     const auto finished = run.finish();
                     return finished ? answer + std::to_string(*finished) : words(finished.error());
                   }});
  }
}

/// A stream's exceptions are its own: badbit is set and the read ends, so an end that is too early is looked for.
void add_reading(Scenarios& all) {
  static const std::string a(referral_text),
      ndjson = a + "\n" + a + "\n{}\n", array = "[" + a + "," + a + "]",
      response = R"({"@odata.context":"x","value":[)" + a + "," + a + R"(],"@odata.nextLink":"y"})";
  struct Input {
    const char* name;
    const std::string* text;
  };
  static const std::string broken = a + "\n{\"id\":}\n" + a;
  for (const Input input :
       {Input{"ndjson", &ndjson}, {"array", &array}, {"response", &response}, {"broken", &broken}}) {
    all.push_back({std::string("match_records ") + input.name, [=] {
                     const auto filter = Filter::compile("status eq 'New'", referral_schema());
                     if (!filter) return words(filter.error());
                     EvaluationContext context;
                     std::string seen;
                     const auto summary = match_records(
                         std::string_view(*input.text), *filter, context,
                         [&](const Record& record) { return seen += std::to_string(record.offset) + " ", true; },
                         [](const RecordError&) { return true; });
                     return seen + summary.envelope + (summary.error ? summary.error->diagnostic.message : "");
                   }});
    all.push_back({std::string("read_records ") + input.name, [=] {
                     std::string seen, buffer;
                     const auto summary =
                         read_records(std::string_view(*input.text), Limits{}, [&](const Record& record) {
                           seen += one_line(record.json, buffer);
                           return true;
                         });
                     return seen + summary.envelope + (summary.error ? summary.error->message : "");
                   }});
  }
  all.push_back({"read_pages", [] {
                   std::string seen;
                   const auto summary = read_pages(
                       "1",
                       [](const std::string& link) {
                         return FetchedPage{link == "1" ? response : R"({"value":[{"id":"3"}]})", ""};
                       },
                       [&](const Record& record) { return seen += record.json, true; });
                   return seen + std::to_string(summary.pages) + (summary.error ? summary.error->message : "");
                 }});
  all.push_back({"order_pages", [] {
                   std::vector<SavedPage> pages(3);
                   for (std::size_t i = 0; i < pages.size(); ++i) {
                     pages[i].name = "page-" + std::to_string(3 - i) + ".json";
                     pages[i].layout = RecordLayout::response;
                     pages[i].records = 2;
                     if (i != 0) pages[i].next_link = "https://example.com/x?$skip=" + std::to_string(2 * (3 - i));
                   }
                   const auto order = order_pages(pages);
                   std::string text = order.fault ? order.fault->message : "";
                   for (const std::size_t page : order.order)
                     text += std::to_string(page);
                   return text;
                 }});
}

void add_schemas(Scenarios& all) {
  static constexpr std::string_view wrong_json =
      R"({"$Version":"4.01","S":{"T":{"$Kind":"EntityType","a":{"$Type":"S.U"}}}})";
  static constexpr std::string_view wrong_xml = "<Edmx><Schema";
  for (const std::string_view text : {small_json, small_xml, wrong_json, wrong_xml}) {
    const bool xml = text.front() == '<';
    all.push_back({std::string(xml ? "load XML " : "load JSON ") + std::to_string(text.size()), [=] {
                     return outcome(Schema::from_csdl(text), [](const Schema& schema) {
                       return schema.to_csdl_json() + schema.to_csdl_xml() + schema.type_name(schema.default_type());
                     });
                   }});
  }
  all.push_back(
      {"build a schema", [] {
         SchemaBuilder builder("S");
         builder.enumeration("E").member("A", 0).member("B", 1);
         builder.entity_type("T").key("id").property("id", "Edm.String").property("e", "E").navigation("self", "T");
         builder.complex_type("P").property("x", "Collection(Edm.Int32)");
         builder.entity_set("Ts", "T");
         builder.function("F", "Edm.Int32", {{"a", "Edm.Int32"}});
         return outcome(builder.build(), [](const Schema& schema) { return schema.to_csdl_json(); });
       }});
  all.push_back({"find in a schema", [] {
                   const Schema& schema = every_type();
                   const auto found = schema.find_type("Collection(T.Part)");
                   const auto missing = schema.find_type("T.Prt");
                   return schema.type_name(*found) + (missing ? "found" : "missing");
                 }});
}

void add_words(Scenarios& all) {
  all.push_back(
      {"render and to_json", [] {
         Diagnostics diagnostics{"a text of some length with an error in it", {}};
         diagnostics.items.push_back({Severity::error, Code::syntax, {7, 4}, "a message that is no small string"});
         diagnostics.items.push_back(
             {Severity::warning, Code::always_true, {0, 1}, "another one", {"a note"}, "b", {{{0, 1}, "b"}}});
         diagnostics.sort();
         return render(diagnostics) + to_json(diagnostics);
       }});
  all.push_back({"quote", [] { return quote("it's a text that is longer than a small string"); }});
  all.push_back({"bad result access", [] {
                   const auto tree = parse("a eq");
                   try {
                     return dump(tree.value());
                   } catch (const BadResultAccess& access) {
                     return std::string(access.what());
                   }
                 }});
}

}  // namespace

std::vector<Scenario> oom_scenarios() {
  Scenarios all;
  add_parsing(all);
  add_checking(all);
  add_evaluation(all);
  add_filters(all);
  add_queries(all);
  add_reading(all);
  add_schemas(all);
  add_words(all);
  return all;
}

}  // namespace tamis::tests
