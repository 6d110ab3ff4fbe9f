// Binding of paths, keys, functions, objects and nested options against a schema with entities, sets and functions.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tamis/tamis.hpp"

namespace {

using namespace tamis;
using List = std::vector<std::string>;

const Schema& schema() {
  static const Schema loaded = [] {
    std::ifstream stream(std::string(TAMIS_TEST_DATA_DIR) + "/data/every-type.csdl.xml", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    return *Schema::from_csdl(text);
  }();
  return loaded;
}

/// "code@offset", errors and warnings in their documented order; a suggestion behind it.
List found(const std::string& query, const char* type = "Ns.Everything") {
  CompileOptions options;
  options.type = type;
  const auto checked = Query::compile(query, schema(), options);
  List out;
  for (const Diagnostic& d : checked ? checked->warnings() : checked.error())
    out.push_back(std::string(name(d.code)) + "@" + std::to_string(d.span.offset)
                  + (d.suggestion.empty() ? "" : " " + d.suggestion));
  return out;
}

List in_filter(const std::string& filter, const char* type = "Ns.Everything") {
  List out = found("$filter=" + filter, type);
  for (std::string& line : out) {  // offsets from the filter's own first byte
    const std::size_t at = line.find('@') + 1, end = std::min(line.find(' ', at), line.size());
    line = line.substr(0, at) + std::to_string(std::stoi(line.substr(at, end - at)) - 8) + line.substr(end);
  }
  return out;
}

}  // namespace

TEST_CASE("computed names belong to the level that computes them") {
  CHECK(found("$compute=Id add 1 as Total&$filter=Total eq 1 and $it/Total eq 1&$orderby=Total") == List{});
  CHECK(found("$expand=People($filter=Total gt 1;$compute=Id add 1 as Total)") == List{});
  CHECK(found("$select=Orders($filter=Twice gt 1;$compute=Number add 1 as Twice)") == List{});
  CHECK(found("$expand=People($compute=Id add 1 as Total)&$filter=Total eq 1") == List{"unknown-property@51"});
  CHECK(found("$compute=Id add 1 as Total&$expand=People($filter=Total eq 1)") == List{"unknown-property@50"});
  CHECK(found("$expand=People($compute=Id add 1 as Total;$expand=Friends($filter=Total eq 1))")
        == List{"unknown-property@66"});
  CHECK(found("$expand=People($filter=Id eq @a;@a=@b;@b='x')") == List{"type-mismatch@23"});
  CHECK(found("$expand=People(@a=1)&$filter=String eq @a") == List{});  // another level: not given, null
  CHECK(found("$expand=People(@a=@b;@b=@a)") == List{"alias-cycle@15", "alias-cycle@21"});
}

TEST_CASE("computed names differ from all others") {
  CHECK(found("$compute=Id add 1 as Int32") == List{"duplicate-name@21"});
  CHECK(found("$compute=Id add 1 as a,Id as a") == List{"duplicate-name@29"});
  CHECK(found("$expand=People($compute=Id add 1 as Name)") == List{"duplicate-name@36"});
  CHECK(found("$compute=1 as Name&$expand=People($compute=Id add 1 as Total,2 as Salary)") == List{});
}

TEST_CASE("a property of $select has options once") {
  CHECK(found("$select=Address($select=City),Address($select=Street)") == List{"duplicate-option@30"});
  CHECK(found("$select=Address($select=City),Address/Street,PostalAddress($select=City)") == List{});
}

TEST_CASE("a property is expanded in two ways by no $expand") {
  CHECK(found("$expand=People($top=1),People($top=2)") == List{"duplicate-option@23"});
  CHECK(found("$expand=People,People($top=2)") == List{"duplicate-option@15"});
  CHECK(found("$expand=People($top=2),People") == List{"duplicate-option@23"});
  CHECK(found("$expand=People($top=1),People/$count") == List{"duplicate-option@23"});
  CHECK(found("$expand=People/$ref,People/$count") == List{"duplicate-option@20"});
  CHECK(found("$expand=People/$ref,People/$ref,People") == List{"duplicate-option@32"});
  CHECK(found("$expand=People,People") == List{});
  CHECK(found("$expand=*/$ref,People($top=1)") == List{});
}

TEST_CASE("casts") {
  CHECK(in_filter("People/Ns.Employee(1)/Salary gt 1") == List{});
  CHECK(in_filter("People/Ns.Employee(Id=1)/Salary gt 1") == List{});
  CHECK(in_filter("People/Employee/any(e:e/Salary gt 1)") == List{});
  CHECK(in_filter("People/Employee/$count gt 1") == List{});
  CHECK(in_filter("Ns.Employee/Salary gt 1", "Ns.Person") == List{});
  CHECK(in_filter("Employee/Salary gt 1", "Ns.Person") == List{});
  CHECK(in_filter("Employee eq null", "Ns.Person") == List{"unknown-property@0"});
  CHECK(in_filter("Ns.OpenThing/Id eq '1'") == List{"type-mismatch@0"});
  CHECK(in_filter("OpenThing/Id eq '1'") == List{"unknown-property@0"});
  CHECK(in_filter("String/Ns.Person/Name eq null") == List{"type-mismatch@7"});
  CHECK(in_filter("People/Salary gt 1") == List{"through-collection@7 People/any(p:p/Salary gt 1)"});
}

TEST_CASE("keys") {
  CHECK(in_filter("People(1)/Name eq null") == List{});
  CHECK(in_filter("People(Id=1)/Name eq null") == List{});
  CHECK(in_filter("Parts(Everything=1,Number='a')/Whole/Id eq 1") == List{});
  CHECK(in_filter("People/$filter(Id gt 1)(2)/Name eq null") == List{});
  CHECK(in_filter("People(@k)/Name eq null") == List{});  // given when the query runs
  CHECK(in_filter("People(@k)/Name eq null&@k=1") == List{});
  CHECK(in_filter("People(@k)/Name eq null&@k='x'") == List{"type-mismatch@7"});
  CHECK(in_filter("People('1')/Name eq null") == List{"type-mismatch@7 1"});
  CHECK(in_filter("People(1.5)/Name eq null") == List{"type-mismatch@7"});
  CHECK(in_filter("People(Id=null)/Name eq null") == List{"type-mismatch@10"});
  CHECK(in_filter("People(Idd=1)/Name eq null") == List{"unknown-property@7 Id"});
  CHECK(in_filter("Parts(1)/Number eq 'a'") == List{"wrong-argument-count@5"});
  CHECK(in_filter("Parts(Everything=1)/Number eq 'a'") == List{"wrong-argument-count@0"});
  CHECK(in_filter("Parts(Everything=1,Everything=2)/Number eq 'a'") == List{"wrong-argument-count@19"});
  CHECK(in_filter("Addresses(1)/City eq 'x'") == List{"type-mismatch@0"});
  CHECK(in_filter("Strings(1) eq 'x'") == List{"type-mismatch@0"});
  CHECK(in_filter("Owner(1)/Name eq null") == List{"not-a-collection@0"});
}

TEST_CASE("$expand") {
  CHECK(found("$expand=$value,Owner,Ns.Everything/People") == List{});
  CHECK(found("$expand=Owner/Friends") == List{"invalid-path@14 Owner($expand=Friends)"});
  CHECK(found("$expand=Owner/Manager/Ns.Employee/Friends/$count($filter=Id eq 1)")
        == List{"invalid-path@34 Owner($expand=Manager($expand=Ns.Employee/Friends/$count($filter=Id eq 1)))"});
  CHECK(found("$expand=Owner/Name") == List{"invalid-path@14"});
  CHECK(found("$expand=Owner/Employee,People/Ns.Employee/$ref,People/Employee/$count,Address/*") == List{});
  CHECK(found("$expand=Owner/*") == List{"invalid-path@8 Owner($expand=*)"});
  CHECK(found("$expand=Owner/Friends/Ns.Employee") == List{"invalid-path@22 Owner($expand=Friends/Ns.Employee)"});
}

TEST_CASE("arrays and objects beside what has a type") {
  CHECK(in_filter("Int32s eq [1,null]") == List{});
  CHECK(in_filter("Int32s eq [1,'a']") == List{"type-mismatch@13"});
  CHECK(in_filter("[1,{}] eq Int32s") == List{"type-mismatch@3"});
  CHECK(in_filter("Int32s eq [1,[2]]") == List{"type-mismatch@13"});
  CHECK(in_filter("hassubset(Int32s,[1,'a'])") == List{"type-mismatch@20"});
  CHECK(in_filter("hassubset([1,'a'],Int32s)") == List{"type-mismatch@13"});
  CHECK(in_filter("hassubset([1,'a'],[1,'a'])") == List{});
  CHECK(in_filter("Address eq {\"@odata.type\":\"%23Ns.PostalAddress\",\"PostalCode\":\"p\"}") == List{});
  CHECK(in_filter("Address eq {\"PostalCode\":\"p\",\"@type\":\"PostalAddress\"}") == List{});
  CHECK(in_filter("Address eq {\"@type\":\"Nope\",\"PostalCode\":\"p\"}") == List{"unknown-property@27"});
  CHECK(in_filter("Address eq {\"@type\":\"Ns.PostalAddress\",\"PostalCode\":5}") == List{"type-mismatch@52 '5'"});
  CHECK(in_filter("Address eq {\"@type\":\"Ns.Person\"}") == List{"type-mismatch@20"});
}

TEST_CASE("$root") {
  CHECK(in_filter("$root/Things(1)/Id eq 1") == List{});
  CHECK(in_filter("$root/Things/any(t:t/Id eq 1)") == List{});
  CHECK(in_filter("$root/Things(Id=1)/Owner/Name eq null") == List{});
  CHECK(in_filter("$root/Me/Salary gt 1") == List{});
  CHECK(in_filter("$root/Me/Salry gt 1") == List{"unknown-property@9 Salary"});
  CHECK(in_filter("$root/Thngs(1)/Id eq 1") == List{"unknown-segment@6 Things"});
  CHECK(in_filter("$root/Me(1)/Id eq 1") == List{"not-a-collection@0"});
  CHECK(in_filter("$root/Things/Id eq 1") == List{"through-collection@13 $root/Things/any(x:x/Id eq 1)"});
}

TEST_CASE("functions of the service") {
  const std::string point = "geography'SRID=4326;Point(1 2)'";
  CHECK(in_filter("Ns.Count() eq 1 and Self.Count() eq 1 and Count() eq 1") == List{});
  CHECK(in_filter("Parent/Ns.Count() eq 1") == List{});
  CHECK(in_filter("Owner/Ns.Count() eq 1") == List{"type-mismatch@6"});
  CHECK(in_filter("Ns.Coun() eq 1") == List{"unknown-function@0 Ns.Count"});
  CHECK(in_filter("getdate() gt 2020-01-01T00:00:00Z") == List{"unknown-function@0 now"});
  CHECK(in_filter("$root/Nearest(position=" + point + ")/Id eq 1") == List{});
  CHECK(in_filter("Ns.Nearest(position=" + point + ")/Id eq 1") == List{});
  CHECK(in_filter("Ns.Nearest(position=1)/Id eq 1") == List{"type-mismatch@20"});
  CHECK(in_filter("Ns.Nearest(positon=" + point + ")/Id eq 1") == List{"wrong-argument-count@11 position"});
  CHECK(in_filter("Ns.Nearest()/Id eq 1") == List{"wrong-argument-count@11"});
  CHECK(in_filter("Ns.Nearest()/Id eq 1&@position=" + point) == List{});
  CHECK(in_filter("Ns.Nearest()/Id eq 1&position=" + point) == List{});
  CHECK(in_filter("Ns.Nearest(position=" + point + ",x=1)/Id eq 1") == List{"wrong-argument-count@52"});
}

TEST_CASE("JSON objects beside structured values") {
  CHECK(in_filter("Address eq {\"City\":\"x\",\"Street\":null}") == List{});
  CHECK(in_filter("Address eq {\"Cty\":\"x\"}") == List{"unknown-property@12 \"City\""});
  CHECK(in_filter("Address eq {\"City\":1}") == List{"type-mismatch@19 '1'"});
  CHECK(in_filter("Address in [{\"City\":\"x\"},{\"City\":{\"a\":1}}]") == List{"type-mismatch@33"});
  CHECK(in_filter("Addresses eq [{\"City\":2}]") == List{"type-mismatch@22 '2'"});
  CHECK(in_filter("Tags eq {\"Whatever\":1,\"@a.b\":2}") == List{});
  CHECK(in_filter("Owner eq {\"Born\":\"2020-01-01\"}") == List{});
  CHECK(in_filter("Owner eq {\"Born\":\"yesterday\"}") == List{"type-mismatch@17"});
  CHECK(in_filter("String eq {\"a\":1}") == List{"type-mismatch@0"});
  CHECK(in_filter("PostalAddress eq @p&@p={\"PostalCode\":7}") == List{"type-mismatch@37 '7'"});
}

TEST_CASE("an alias takes the type that each of its places asks for") {
  CHECK(in_filter("Color eq @a and String eq @a&@a='Red'") == List{});
  CHECK(in_filter("String eq @a and Color eq @a&@a='Red'") == List{});
  CHECK(in_filter("Duration eq @a and String eq @a and Date add @a gt Date&@a='P1D'") == List{});
  CHECK(in_filter("Color eq @a and Color ne @a&@a='Gren'") == List{"unknown-member@31 'Green'"});
  CHECK(in_filter("Color in @a and String in @a&@a=[\"Red\",\"Gren\"]") == List{"unknown-member@39 \"Green\""});

  const auto query = Query::compile(
      "$filter=String eq @a and Color eq @a and Color in @b and String in @b&@a='Red'"
      "&@b=[\"Red\",\"Blue\"]",
      schema(), [] {
        CompileOptions options;
        options.type = "Ns.Everything";
        return options;
      }());
  REQUIRE(query.has_value());
  EvaluationContext context;
  const auto keeps = [&](const char* record) {
    std::string kept;
    QueryRun run(*query, context, [&](std::string_view text) { kept = text; });
    REQUIRE(run.add(record).has_value());
    REQUIRE(run.finish().has_value());
    return !kept.empty();
  };
  CHECK(keeps(R"({"Id":1,"String":"Red","Color":"Red"})"));
  CHECK_FALSE(keeps(R"({"Id":1,"String":"0","Color":"Red"})"));
  CHECK_FALSE(keeps(R"({"Id":1,"String":"Red","Color":"Blue"})"));
}

TEST_CASE("operations that fail are seen without data") {
  CHECK(in_filter("1 div 0 eq 1") == List{"division-by-zero@6"});
  CHECK(in_filter("1 mod 0.0 eq 1") == List{"division-by-zero@6"});
  CHECK(in_filter("1e0 mod 0 eq 1") == List{"division-by-zero@8"});
  CHECK(in_filter("substring('abc',1,-1) eq 'b'") == List{"invalid-argument@18"});
  CHECK_FALSE(Filter::compile("1 div 0 eq 1", Schema()).has_value());

  // Where a value may be null, or the operation may not be reached, it is a warning.
  const auto is_right = [](const std::string& filter) {
    CompileOptions options;
    options.type = "Ns.Everything";
    return Filter::compile(filter, schema(), options).has_value();
  };
  for (const std::string filter :
       {"Int32 div 0 eq 1", "Decimal div 0 eq 1", "Double mod 0 eq 1", "Duration div 0 eq Duration"}) {
    CAPTURE(filter);
    CHECK(in_filter(filter) == List{"division-by-zero@" + std::to_string(filter.find('0'))});
    CHECK(is_right(filter));
  }
  CHECK(is_right("Int32 ne 0 and 1 div 0 eq 1"));
  CHECK(in_filter("Double div 0 gt 1 or Int32 divby 0 gt 1 or FloatingDecimal div 0 gt 1") == List{});
  CHECK(in_filter("5 div 0e0 gt 1e0 or Int32 div 1 eq 0") == List{});
}

TEST_CASE("operations are items of $select, streams of $expand") {
  CHECK(found("$select=Ns.Reset,Ns.Count") == List{});
  CHECK(found("$select=Self.Count") == List{});
  CHECK(found("$select=Count,Reset") == List{});
  CHECK(found("$select=Ns.Nothing") == List{"unknown-type@8"});
  CHECK(found("$expand=Stream") == List{});
  CHECK(in_filter("Count eq 1") == List{"unknown-property@0"});
}
