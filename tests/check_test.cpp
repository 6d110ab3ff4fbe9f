// check(): every kind of text to its canonical form, or to what is wrong with it.
#include <tamis/check.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <tamis/schema_builder.hpp>

namespace {

using tamis::CheckOptions;
using tamis::Schema;
using tamis::TextKind;

/// The canonical form, or the codes found with their places: `unknown-property 0+7`.
std::string told(std::string_view text, const CheckOptions& options, const Schema& schema = tamis::referral_schema()) {
  const auto checked = tamis::check(text, schema, options);
  if (checked) return checked->canonical;
  CHECK(checked.error().text == text);
  std::string out;
  for (const tamis::Diagnostic& d : checked.error()) {
    if (!out.empty()) out += ", ";
    out += std::string(name(d.code)) + ' ' + std::to_string(d.span.offset) + '+' + std::to_string(d.span.length);
  }
  return out;
}

CheckOptions as(TextKind kind) {
  CheckOptions options;
  options.as = kind;
  return options;
}

std::string literal(std::string_view text, std::string type, bool syntax_only = false) {
  CheckOptions options = as(TextKind::literal);
  options.literal_type = std::move(type);
  options.syntax_only = syntax_only;
  return told(text, options);
}

std::string read(const char* file) {
  std::ifstream in(std::string(TAMIS_TEST_DATA_DIR "/data/") + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("check: every kind of text") {
  CHECK(told("$top=3&$filter=status EQ 'New'", as(TextKind::query)) == "$filter=status%20eq%20'New'&$top=3");
  CHECK(told("", as(TextKind::query)) == "");
  CHECK(told("/referrals?$top=3", as(TextKind::url)) == "/referrals?$top=3");
  CHECK(told("(status eq 'New')", as(TextKind::filter)) == "status eq 'New'");
  CHECK(told("length( name )", as(TextKind::expression)) == "length(name)");
  CHECK(told("createdDateTime  DESC", as(TextKind::orderby)) == "createdDateTime desc");
  CHECK(told("id,customerProfile/name", as(TextKind::select)) == "id,customerProfile/name");
  CHECK(told("length(name) as n", as(TextKind::compute)) == "length(name) as n");
  CHECK(told("new  OR old", as(TextKind::search)) == "new OR old");
  CHECK(told("duration'P1D'", as(TextKind::literal)) != "");
}

TEST_CASE("check: what is empty, what is no filter, what is not known") {
  CHECK(told("", as(TextKind::filter)) == "syntax 0+0");
  CHECK(told(" \t", as(TextKind::expression)) == "syntax 0+0");
  CHECK(told("name", as(TextKind::filter)) == "type-mismatch 0+4");
  CHECK(told("name", as(TextKind::expression)) == "name");
  CHECK(told("statuss", as(TextKind::expression)) == "unknown-property 0+7");
  CHECK(told("$filter=statuss eq 'x' and nam eq 'y'", as(TextKind::query))
        == "unknown-property 8+7, unknown-property 27+3");
  CheckOptions options = as(TextKind::filter);
  options.type = "Nope";
  CHECK(told("true", options) == "unknown-type 0+0");
}

TEST_CASE("check: syntax only, no schema, service rules") {
  CheckOptions options = as(TextKind::filter);
  CHECK(told("a eq 1", options, Schema()) == "a eq 1");
  options.syntax_only = true;
  CHECK(told("a eq 1", options) == "a eq 1");
  CHECK(told("a eq", options) == "syntax 4+0");
  options = as(TextKind::query);
  CHECK(told("$orderby=status", options) == "$orderby=status");
  options.service_rules = true;
  CHECK(told("$orderby=status", options) == "not-sortable 9+6");
  options.as = TextKind::orderby;  // the rules are of queries that are sent
  CHECK(told("status", options) == "status");
}

TEST_CASE("check: percent-encoding in and out") {
  CheckOptions options = as(TextKind::filter);
  options.encoded = true;
  CHECK(told("name%20eq%20'a+b'", options) == "name%20eq%20'a%2Bb'");
  options.plus_is_blank = true;
  CHECK(told("name+eq+'a'", options) == "name%20eq%20'a'");
  options = as(TextKind::filter);
  options.print.percent_encode = true;
  CHECK(told("name eq 'a b'", options) == "name%20eq%20'a%20b'");
}

TEST_CASE("check: warnings come with the canonical form") {
  const auto checked = tamis::check(" true", tamis::referral_schema(), as(TextKind::filter));
  REQUIRE(checked);
  CHECK(checked->canonical == "true");
  CHECK(checked->warnings.text == " true");
  REQUIRE_FALSE(checked->warnings.empty());
  CHECK(checked->warnings.items[0].code == tamis::Code::surrounding_blanks);
}

TEST_CASE("check: literals of a type") {
  CHECK(literal("true", "Edm.Boolean") == "true");
  CHECK(literal("0", "Edm.Boolean") == "syntax 0+0");
  CHECK(literal("255", "Edm.Byte") == "255");
  CHECK(literal("256", "Edm.Byte") == "invalid-literal 0+3");
  CHECK(literal("-1", "Edm.Byte") == "invalid-literal 0+2");
  CHECK(literal("-128", "Edm.SByte") == "-128");
  // The form of `+128` is that of an sbyteLiteral; only its value is not.
  CHECK(literal("+128", "Edm.SByte") == "invalid-literal 0+4");
  CHECK(literal("+128", "Edm.SByte", true) == "128");
  CHECK(literal("32768", "Edm.Int16") == "invalid-literal 0+5");
  CHECK(literal("2147483647", "Edm.Int32") == "2147483647");
  CHECK(literal("9223372036854775808", "Edm.Int64") == "invalid-literal 0+19");
  CHECK(literal("1.5", "Edm.Int32") == "syntax 1+1");
  CHECK(literal("1", "Edm.Decimal") == "1");
  CHECK(literal("1.5e3", "Edm.Double") != "syntax 0+0");
  CHECK(literal("'x'", "Edm.String") == "'x'");
  CHECK(literal("1", "Edm.String") == "syntax 0+0");
  CHECK(literal("2023-01-01", "Edm.Date") == "2023-01-01");
  CHECK(literal("2023-01-01", "Edm.DateTimeOffset") == "syntax 10+0");
  CHECK(literal("'P1D'", "Edm.Duration") != "syntax 0+0");
  CHECK(literal("'x'", "Edm.Duration") == "syntax 1+1");
  CHECK(literal("'x'", "Edm.Binary") == "syntax 0+0");
  CHECK(literal("null", "Edm.Int32") == "null");
  CHECK(literal("'New'", "ReferralStatus") == "'New'");
  CHECK(literal("1", "ReferralStatus") == "syntax 0+0");
  CHECK(literal("1", "Edm.Nope") == "unknown-type 0+0");
}

TEST_CASE("check: a literal of a type is read by the rule of that type") {
  const auto form = [](const char* type, const char* text) { return literal(text, type, true); };
  CHECK(form("Edm.Binary", "X'1a2B'") == "syntax 0+0");
  CHECK(form("Edm.Binary", "binary'Zh'") == "syntax 9+1");
  CHECK(form("Edm.Boolean", "TRUE") == "true");
  CHECK(form("Edm.Boolean", "truex") == "syntax 4+1");
  CHECK(form("Edm.Boolean", "1") == "syntax 0+0");
  CHECK(form("Edm.Guid", "01234567-89ab-cdef-0123-456789abcdef0") == "syntax 36+1");
  CHECK(form("Edm.Date", "012-01-01") == "syntax 3+1");
  CHECK(form("Edm.Date", "2012-02-30") == "2012-02-30");
  CHECK(form("Edm.Date", "2012-09-03T10:00Z") == "syntax 10+1");
  CHECK(form("Edm.DateTimeOffset", "2012-09-03T24:00Z") == "syntax 12+1");
  CHECK(form("Edm.DateTimeOffset", "2012-09-03T23:59+01%3A00") == "syntax 19+1");
  CHECK(form("Edm.TimeOfDay", "24:00:00") == "syntax 1+1");
  CHECK(form("Edm.TimeOfDay", "11%3A22") == "syntax 2+1");
  CHECK(form("Edm.Duration", "duration'P1Y'") == "syntax 11+1");
  CHECK(form("Edm.Duration", "'P1D'") == "'P1D'");
  CHECK(form("Edm.Double", "-0.314e1e2") == "syntax 8+1");
  CHECK(form("Edm.Decimal", ".1") == "syntax 0+0");
  CHECK(form("Edm.Decimal", "42.") == "syntax 3+0");
  CHECK(form("Edm.Single", "-INF") == "-INF");
  CHECK(form("Edm.Int16", "1a") == "syntax 1+1");
  CHECK(form("Edm.String", "'O'Neil'") == "syntax 3+1");
  CHECK(form("Edm.String", "'abc''") == "unterminated-string 6+0");
  CHECK(form("ReferralStatus", "'Solid,Yellow,-42'") == "'Solid,Yellow,-42'");
  CHECK(form("ReferralStatus", "'Not a member'") == "syntax 4+1");
  CHECK(form("ReferralStatus", "Ns.Status'A,'") == "syntax 12+1");
  CHECK(form("Edm.GeographyPoint", "geography'SRID=0;Point(1 2 3 4 5)'") == "syntax 30+1");
  CHECK(form("Edm.GeographyPoint", "geography'SRID=0;LineString(1 2,3 4)'") == "syntax 17+1");
  CHECK(form("Edm.GeometryPolygon", "geometry'SRID=0;Polygon((1 1,1 1))'") == "geometry'SRID=0;Polygon((1 1,1 1))'");
  CHECK(form("Edm.Geometry", "geometry'SRID=0;MultiPoint()'") == "geometry'SRID=0;MultiPoint()'");
  CHECK(form("Edm.Geometry", "geography'SRID=0;MultiPoint()'") == "syntax 0+0");
  CHECK(form("Edm.GeographyCollection", "geography'SRID=0;GeometryCollection()'") == "syntax 36+1");
  CHECK(form("Edm.Guid", "null") == "null");
}

TEST_CASE("check: literals of types that a schema declares, and of those that have none") {
  tamis::SchemaBuilder made("N");
  made.enumeration("Color").member("Red", 0).member("Green", 1);
  made.enumeration("Access").flags().member("Read", 1).member("Write", 2);
  made.complex_type("Place").property("name", "Edm.String");
  const auto schema = made.build();
  REQUIRE(schema.has_value());
  const auto of = [&](std::string type, const char* text) {
    CheckOptions options = as(TextKind::literal);
    options.literal_type = std::move(type);
    const auto checked = check(text, *schema, options);
    if (checked) return checked->canonical;
    const tamis::Diagnostic& d = checked.error().items.front();
    return std::string(name(d.code)) + ' ' + std::to_string(d.span.offset) + '+' + std::to_string(d.span.length);
  };
  CHECK(of("N.Color", "'Green'") == "'Green'");
  CHECK(of("N.Color", "N.Color'Green'") == "N.Color'Green'");
  CHECK(of("N.Color", "'7'") == "'7'");
  CHECK(of("N.Color", "'Blue'") == "invalid-literal 0+6");
  CHECK(of("N.Color", "N.Access'Read'") == "invalid-literal 0+14");
  CHECK(of("N.Color", "N.Nope'Red'") == "unknown-type 0+6");
  CHECK(of("N.Access", "'Read,Write'") == "'Read,Write'");
  CHECK(of("N.Access", "'Read,Run'") == "invalid-literal 0+10");
  CHECK(of("N.Place", "'x'") == "syntax 0+0");
  CHECK(of("Edm.Stream", "'x'") == "syntax 0+0");
  CHECK(of("Collection(N.Color)", "'Red'") == "syntax 0+0");
  CHECK(of("Collection(N.Color)", "null") == "syntax 0+0");
  CHECK(of("N.Place", "null") == "null");
}

TEST_CASE("check: options that have no meaning for what the path of a URL names") {
  const auto schema = tamis::Schema::from_csdl_json(read("facets.csdl.json"));
  const auto every_type = tamis::Schema::from_csdl_xml(read("every-type.csdl.xml"));
  REQUIRE(schema.has_value());
  REQUIRE(every_type.has_value());
  const auto code = [](const char* url, const tamis::Schema& of) {
    const auto checked = check(url, of, as(TextKind::url));
    return checked ? std::string("right") : std::string(name(checked.error().items.front().code));
  };
  for (const char* url :
       {"Ts?$top=1", "https://h/Ts?$top=1", "Ts/N.T?$top=1", "Ts//?$top=1", "One/x?$top=1", "Nope/3?$top=1",
        "Ts(1)/next?$select=id", "Ts(1)/Nope?$filter=id eq 1", "Ts/N.Nope?$filter=nope eq 1&$top=1"}) {
    CAPTURE(url);
    CHECK(code(url, *schema) == "right");
  }
  for (const char* url : {"Ts(1)?$top=1", "Ts('a')?$top=1", "Ts(id=1)?$filter=id eq 1", "Ts/3?$top=1", "One?$top=1",
                          "Ts(1)/next?$filter=id eq 1", "One/next?$top=1", "Ts(1)/name?$top=1", "Ts(1)/N.T?$top=1"}) {
    CAPTURE(url);
    CHECK(code(url, *schema) == "not-a-collection");
  }
  CHECK(code("Ts/$count?$top=1", *schema) == "unknown-option");
  CHECK(code("Ts/$count?$select=id", *schema) == "unknown-option");
  CHECK(code("Ts/$count?$filter=id eq 1", *schema) == "right");
  CHECK(code("Ts(1)?$filter=nope eq 1", *schema) != "right");
  for (const char* url : {"Things/Ns.Count?$top=1", "Things/Count?$top=1", "Things/Reset?$top=1",
                          "Things/Person?$top=1", "Nearest(position=@p)?@p=geography'SRID=4326;Point(0 0)'&$top=1",
                          "Me/Ns.Person?$select=Id", "Things(1)/Owner/Ns.Employee?$select=Salary",
                          "Things(1)/Strings?$top=1", "Things(1)/Parts?$top=1", "Things(1)/People/Employee?$top=1",
                          "$metadata?$format=json&x=1", "$batch?$format=json", "h/$entity?$id=Me&$format=json"}) {
    CAPTURE(url);
    CHECK(code(url, *every_type) == "right");
  }
  for (const char* url :
       {"$crossjoin(People,OpenThings)?$filter=People/Name eq 'a'", "https://h/$all?$filter=Anything eq 1",
        "$all/Ns.Employee?$filter=Salary gt 1", "$entity/Employee?$id=Me&$select=Salary",
        "Nearest(position=@p)?$filter=Anything eq 1&@p=geography'SRID=4326;Point(0 0)'", "Peopl%65?$filter=Name eq 'a'",
        "People/$filter(Manager/Name eq 'a')?$filter=Name eq 'b'&$top=1",
        "People/$filter(contains(Name,'/Things(1)'))?$filter=Name eq 'b'&$top=1", "People/Name?$select=Born",
        "People(1)/Friends?$filter=Name eq 'a'"}) {
    CAPTURE(url);
    CHECK(code(url, *every_type) == "right");
  }
  for (const char* url : {"$all/Ns.Employee?$filter=Color eq null", "%50eople?$filter=Color eq null",
                          "People/1?$select=Color", "People/$filter(Manager/Name eq 'a')?$filter=Color eq null"}) {
    CAPTURE(url);
    CHECK(code(url, *every_type) == "unknown-property");
  }
  for (const char* url :
       {"Things/abc?$top=1", "Me/Ns.Person?$filter=Id eq 1", "Things(1)/Owner/Ns.Employee?$filter=Salary gt 1",
        "Things(1)/People(Id=2)?$filter=Id eq 1", "Things(1)/People/2?$top=1", "Things(1)/Address?$top=1",
        "Things(1)/Parts(Everything=1,Number='a')?$top=1", "Things(1)/Strings/0?$top=1",
        "Things%28Id=1%29/Owner?$top=1"}) {
    CAPTURE(url);
    CHECK(code(url, *every_type) == "not-a-collection");
  }
  for (const char* url : {"$batch?$filter=Id eq 1", "$metadata?$top=1", "$metadata?$select=a#Things/$entity",
                          "$entity?$id=Me&$select=Id", "$entity/Employee?$id=Me&$top=1"}) {
    CAPTURE(url);
    CHECK(code(url, *every_type) == "unknown-option");
  }
  CHECK(code("$entity", *every_type) == "syntax");
  CHECK(code("$metadata#Things/$entity", *every_type) == "right");
  CHECK(code("Things(1)/Owner?$select=Salary", *every_type) == "unknown-property");
}

TEST_CASE("check: a property that shares its name with an entity set or a singleton") {
  tamis::SchemaBuilder made("N");
  made.entity_type("T")
      .key("id")
      .property("id", "Edm.Int32")
      .navigation("Me", "Collection(N.T)")
      .navigation("Ts", "N.T");
  made.entity_set("Ts", "N.T");
  made.singleton("Me", "N.T");
  const auto schema = made.build();
  REQUIRE(schema.has_value());
  CHECK(told("Ts(1)/Me?$top=1", as(TextKind::url), *schema) == "Ts(1)/Me?$top=1");
  CHECK(told("Me/Ts?$top=1", as(TextKind::url), *schema) == "not-a-collection 6+4");
}

TEST_CASE("check: all types that an argument may be of are told") {
  const auto checked = check("year(name) eq 1", tamis::referral_schema(), as(TextKind::filter));
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().items.front().message
        == "argument 1 of year must be Edm.DateTimeOffset or Edm.Date, but this is Edm.String");
}

TEST_CASE("check: what 'not' was meant to stand before") {
  for (const auto& [text, meant] :
       {std::pair("not favorite eq isSpam", "not (favorite eq isSpam)"),
        std::pair("not (favorite) eq isSpam", "not ((favorite) eq isSpam)"),
        std::pair("not \t(( favorite ) or isSpam) eq isSpam", "not ((( favorite ) or isSpam) eq isSpam)")}) {
    const auto checked = check(text, tamis::referral_schema(), as(TextKind::filter));
    REQUIRE(checked.has_value());
    REQUIRE_FALSE(checked->warnings.items.empty());
    CHECK(checked->warnings.items.front().suggestion == meant);
  }
}

TEST_CASE("check: a function in the place of a type") {
  const auto schema = tamis::Schema::from_csdl_xml(read("every-type.csdl.xml"));
  REQUIRE(schema.has_value());
  CheckOptions options = as(TextKind::filter);
  options.type = "Ns.Everything";
  const auto checked = check("$it/Ns.Count(1) eq 1", *schema, options);
  REQUIRE_FALSE(checked.has_value());
  const tamis::Diagnostic& d = checked.error().items.front();
  CHECK(d.message == "there is no structured type 'Ns.Count'");
  CHECK(d.notes
        == std::vector<std::string>{"it is a function or an action; a function has named arguments: name=value"});
}

TEST_CASE("check: a number with an exponent is a double") {
  const auto checked = check("name eq null or 1e309 eq 1", tamis::referral_schema(), as(TextKind::filter));
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().items.front().message == "1e309 is beyond the range of Edm.Double");
}

TEST_CASE("check: functions of the service, keys, and types in paths") {
  const auto schema = tamis::Schema::from_csdl_xml(read("every-type.csdl.xml"));
  REQUIRE(schema.has_value());
  CheckOptions options = as(TextKind::filter);
  options.type = "Ns.Everything";
  for (const char* right : {"Nearest(position=GeographyPoint) eq null", "Ns.Count() eq 1", "$it/Ns.Count() eq 1",
                            "$root/Nearest(position=GeographyPoint)/Id eq 1", "$root/Things(1)/Id eq 1",
                            "$root/Me/Name eq 'a'", "People(Id=1)/Name eq 'a'",
                            "Parts(Everything=1,Number='a') ne null", "Address/PostalAddress/PostalCode eq 'a'"})
    CHECK(told(right, options, *schema) == right);
  const std::pair<const char*, const char*> wrong[] = {
      {"Ns.Nearest(position=GeographyPoint,position=GeographyPoint) eq null", "wrong-argument-count 35+8"},
      {"Ns.Nearest(position=GeographyPoint,place=1) eq null", "wrong-argument-count 35+5"},
      {"Ns.Nearest(positon=GeographyPoint) eq null", "wrong-argument-count 11+7"},
      {"Ns.Nearest() eq null", "wrong-argument-count 11+0"},
      {"Ns.Nearest(position=Geography) eq null", "type-mismatch 20+9"},
      {"Ns.Nearest(position=GeometryPoint) eq null", "type-mismatch 20+13"},
      {"Ns.Nearest(position=1) eq null", "type-mismatch 20+1"},
      {"Owner/Ns.Count() eq 1", "type-mismatch 6+8"},
      {"String/Ns.Count() eq 1", "type-mismatch 7+8"},
      {"Ns.Cuont() eq 1", "unknown-function 0+8"},
      {"$root/Nope eq 1", "unknown-segment 6+4"},
      {"People('a')/Name eq 'a'", "type-mismatch 7+3"},
      {"People(Nope=1)/Name eq 'a'", "unknown-property 7+4"},
      {"Int32s(1) eq 1", "type-mismatch 0+9"},
      {"Parts(1) ne null", "wrong-argument-count 5+3"},
      {"Parts(Everything=1,Everything=2) ne null", "wrong-argument-count 19+10"},
      {"Address/Color eq 1", "unknown-property 8+5"},
  };
  for (const auto& [text, found] : wrong)
    CHECK(told(text, options, *schema) == found);
}

TEST_CASE("check: an alias that is nearly one that is given") {
  const auto query = check("$filter=name eq @nme&@name='a'", tamis::referral_schema(), as(TextKind::query));
  REQUIRE(query.has_value());
  REQUIRE(query->warnings.items.size() == 1);
  const tamis::Diagnostic& d = query->warnings.items.front();
  CHECK(d.severity == tamis::Severity::warning);
  CHECK(name(d.code) == "unknown-option");
  CHECK(d.span.offset == 16);
  CHECK(d.suggestion == "@name");
  CHECK(told("$filter=name eq @other&@name='a'", as(TextKind::query)) == "$filter=name%20eq%20@other&@name='a'");
}

TEST_CASE("check: services of version 4.0") {
  CheckOptions options = as(TextKind::filter);
  options.print.version = tamis::Version::v4_0;
  CHECK(told("isof(Referral)", options) == "isof(PartnerCenter.Referrals.Referral)");
  CHECK(told("cast(status,Edm.String) eq 'New'", options) == "cast(status,Edm.String) eq 'New'");
  CHECK(told("isof(team,Collection(Member))", options) == "isof(team,Collection(PartnerCenter.Referrals.Member))");
  CHECK(told("Referral/name eq 'a'", options) == "PartnerCenter.Referrals.Referral/name eq 'a'");
  CHECK(told("contains(name,'a') and contains(tags,tags)", options) == "unsupported 23+19");
  CHECK(told("length(tags) eq 1", options) == "unsupported 0+12");
  options.print.version = tamis::Version::v4_01;
  CHECK(told("length(tags) eq 1 and isof(Referral)", options) == "length(tags) eq 1 and isof(Referral)");
}

TEST_CASE("check: an option that the resource does not take") {
  const CheckOptions options = as(TextKind::url);  // OData 4.01 Part 2 §5.1
  CHECK(told("/referrals/$count?$filter=favorite&$search=a", options)
        == "/referrals/$count?$search=a&$filter=favorite");
  CHECK(told("/referrals/$count?$top=1&$format=json&x=1", options) == "unknown-option 18+4, unknown-option 25+7");
  CHECK(told("/referrals('a')?$select=id", options) == "/referrals('a')?$select=id");
  CHECK(told("/referrals('a')?$filter=favorite&$top=1", options) == "not-a-collection 16+7, not-a-collection 33+4");
  CHECK(told("/referrals/65edc0b5?$orderby=name", options) == "not-a-collection 20+8");
  CHECK(told("/referrals/65edc0b5/team?$top=1", options) == "/referrals/65edc0b5/team?$top=1");
  CHECK(told("/referrals/Ns.recent()?$top=1", options) == "/referrals/Ns.recent()?$top=1");
  CHECK(told("/anything?$top=1", options) == "/anything?$top=1");
  CheckOptions syntax = options;
  syntax.syntax_only = true;
  CHECK(told("/referrals/$count?$top=1", syntax) == "/referrals/$count?$top=1");
}

TEST_CASE("check: integers of a type have its form, whatever their value") {
  CheckOptions options = as(TextKind::literal);
  options.syntax_only = true;
  const auto told_as = [&](const char* type, const char* text) {
    options.literal_type = type;
    return told(text, options);
  };
  CHECK(told_as("Edm.Byte", "255") == "255");
  CHECK(told_as("Edm.Byte", "-1") == "syntax 0+0");
  CHECK(told_as("Edm.Byte", "1234") == "syntax 3+1");
  CHECK(told_as("Edm.SByte", "-128") == "-128");
  CHECK(told_as("Edm.SByte", "-1234") == "syntax 4+1");
  CHECK(told_as("Edm.Int16", "123456") == "syntax 5+1");
  CHECK(told_as("Edm.Int32", "12345678901") == "syntax 10+1");
  CHECK(told_as("Edm.Int64", "12345678901234567890") == "syntax 19+1");
}

TEST_CASE("check: what is said of a long text is short") {
  const std::string digits(60'000, '9'), letters(60'000, 'a'), path = [] {
    std::string text = "name";
    for (int i = 0; i < 2000; ++i)
      text += "/name";
    return text;
  }();
  for (const auto& [kind, text] : {std::pair(TextKind::filter, "details/dealValue eq " + digits),
                                   {TextKind::filter, "status eq '" + letters + "'"},
                                   {TextKind::filter, "not contains(name,'" + letters + "') eq true"},
                                   {TextKind::filter, path + " eq 1"},
                                   {TextKind::query, "$" + letters + "=1"},
                                   {TextKind::query, letters + "=1&" + letters + "=2"},
                                   {TextKind::url, "/v1.0/engagements/" + letters + "?$top=1"},
                                   {TextKind::literal, digits}}) {
    CheckOptions options = as(kind);
    options.service_rules = true;
    const auto checked = tamis::check(text, tamis::referral_schema(), options);
    for (const tamis::Diagnostic& d : checked ? checked->warnings : checked.error()) {
      CHECK(d.message.size() < 400);
      for (const std::string& note : d.notes)
        CHECK(note.size() < 400);
    }
  }
}
