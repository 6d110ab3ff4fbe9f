// Tests of what the service accepts: whose rules are asked, and that there is no way round them.
#include <doctest/doctest.h>
#include <algorithm>
#include <string>
#include <string_view>
#include <tamis/query.hpp>
#include <tamis/schema.hpp>

using tamis::Schema;

namespace {

/// What is said about a request that is to be sent, as `code@offset`.
std::string found(std::string_view request, const Schema& schema, const std::string& type = {}) {
  tamis::CompileOptions sent;
  sent.service_rules = true;
  sent.type = type;
  sent.silenced = {tamis::Code::recommended_option, tamis::Code::keeps_null};
  const auto query = tamis::Query::compile(request, schema, sent);
  const tamis::Diagnostics diagnostics = query ? query->warnings() : query.error();
  std::string all;
  for (const auto& d : diagnostics)
    all += (all.empty() ? "" : " ") + std::string(tamis::name(d.code)) + "@" + std::to_string(d.span.offset);
  return all;
}

/// A schema of one entity type, one derived from it, and a container of these sets.
Schema schema_of(const std::string& sets) {
  const auto loaded = Schema::from_csdl_json(
      R"({"$Version":"4.01","$Reference":{"c":{"$Include":[{"$Namespace":"Org.OData.Capabilities.V1","$Alias":"Cap"}]}},
      "N":{
        "Ad":{"$Kind":"ComplexType","City":{},"Zip":{}},
        "T":{"$Kind":"EntityType","$Key":["ID"],"ID":{"$Type":"Edm.Int32"},"A":{},"B":{},"Addr":{"$Type":"N.Ad"},
          "Tags":{"$Collection":true},"Kids":{"$Kind":"NavigationProperty","$Collection":true,"$Type":"N.T"},
          "Parent":{"$Kind":"NavigationProperty","$Type":"N.T"}},
        "D":{"$Kind":"EntityType","$BaseType":"N.T","E":{}},
        "C":{"$Kind":"EntityContainer",)"
      + sets + "}}}");
  REQUIRE(loaded);
  return *loaded;
}

constexpr const char* free_set = R"("Free":{"$Collection":true,"$Type":"N.T"})";
constexpr const char* strict_set = R"("Strict":{"$Collection":true,"$Type":"N.T",
    "@Cap.FilterRestrictions":{"NonFilterableProperties":["A"]},
    "@Cap.SortRestrictions":{"NonSortableProperties":["A"]},"@Cap.TopSupported":false})";

}  // namespace

TEST_CASE("the rules are those of the entity set that the path names") {
  for (const bool strict_first : {false, true}) {
    CAPTURE(strict_first);
    const std::string both =
        strict_first ? std::string(strict_set) + "," + free_set : std::string(free_set) + "," + strict_set;
    const Schema schema = schema_of(both);
    CHECK(found("/Strict?$filter=A eq 'x'&$top=1", schema) == "not-filterable@16 not-supported-by-service@25");
    CHECK(found("https://h/s/Strict?$orderby=A", schema) == "not-sortable@28");
    CHECK(found("/Strict/N.D?$filter=A eq 'x'", schema) == "not-filterable@20");
    CHECK(found("/Strict/$count?$filter=A eq 'x'", schema) == "not-filterable@23");
    CHECK(found("/Strict(1)?$select=A", schema) == "");
    CHECK(found("/Strict?$filter=A eq 'x'", schema, "N.D") == "not-filterable@16");
    CHECK(found("/Free?$filter=A eq 'x'&$top=1&$orderby=A", schema) == "");
    CHECK(found("/Free/N.D?$filter=A eq 'x'", schema) == "");
    // Of what a property leads to no rules are known.
    CHECK(found("/Strict(1)/Kids?$filter=A eq 'x'&$top=1", schema) == "");
    CHECK(found("/Strict(1)/Tags?$top=1", schema) == "");
    // Where no path names a set, queries range over the first of the type.
    CHECK(found("$orderby=A", schema) == (strict_first ? "not-sortable@9" : ""));
    CHECK(found("$orderby=A", schema, "N.T") == (strict_first ? "not-sortable@9" : ""));
    CHECK(found("/other?$orderby=A", schema) == (strict_first ? "not-sortable@16" : ""));
  }
}

TEST_CASE("what is not to be filtered by is not, in whatever way it is reached") {
  const Schema schema = schema_of(R"("Ts":{"$Collection":true,"$Type":"N.T","@Cap.FilterRestrictions":{
      "NonFilterableProperties":["B","Tags","Kids","Addr","Parent/A","Parent/Kids/$count"]}})");
  const auto refused = [&](std::size_t offset) { return std::string("not-filterable@") + std::to_string(offset); };
  CHECK(found("$filter=A eq 'x'", schema) == "");
  CHECK(found("$filter=B eq 'x'", schema) == refused(8));
  CHECK(found("$filter=$it/B eq 'x'", schema) == refused(8));
  CHECK(found("$filter='x' in Tags", schema) == refused(15));
  CHECK(found("$filter=Tags/any(t:t eq 'x')", schema) == refused(8));
  CHECK(found("$filter=Tags/any()", schema) == refused(8));
  CHECK(found("$filter=Tags/$count gt 1", schema) == refused(8));
  CHECK(found("$filter=Kids/any(k:k/A eq 'x' and k/B eq 'y')", schema) == refused(8));
  CHECK(found("$filter=Kids/$filter(A eq 'x')/$count gt 1", schema) == refused(8));
  CHECK(found("$filter=Kids(1)/A eq 'x'", schema) == refused(8));
  CHECK(found("$filter=Kids(ID=1)/A eq 'x'", schema) == refused(8));
  CHECK(found("$filter=Addr/City eq 'x'", schema) == refused(8));
  CHECK(found("$filter=Parent/A eq 'x'", schema) == refused(8));
  CHECK(found("$filter=Parent/D/A eq 'x'", schema) == refused(8));  // D is a type
  CHECK(found("$filter=Parent/B eq 'x' and Parent/Tags/any()", schema) == "");
  CHECK(found("$filter=Parent/Kids/$count gt 1", schema) == refused(8));
  CHECK(found("$filter=Parent/Kids/any(k:k/A eq 'x')", schema) == "");
  // Another instance, whose path is not from the record.
  CHECK(found("$filter=$root/Ts(1)/B eq A", schema) == "");

  CHECK(found("$filter=@p eq 'x'&@p=B", schema) == refused(21));
  CHECK(found("$filter=@p eq 'x'&@p=@q&@q=B", schema) == refused(27));
  CHECK(found("$filter=@p/City eq 'x'&@p=Addr", schema) == refused(26));
  CHECK(found("$filter=A eq 'x'&@p=B&$select=A", schema) == "");  // not used
  CHECK(found("$compute=B as X&$filter=X eq 'b' or X eq 'c'", schema) == refused(24));
  CHECK(found("$compute=B as X,concat(X,'c') as Y&$filter=Y eq 'b'", schema) == refused(43));
  CHECK(found("$compute=B as X&$filter=A eq 'b'", schema) == "");
}

TEST_CASE("what is not to be ordered by is not, in whatever way it is reached") {
  const Schema schema = schema_of(R"("Ts":{"$Collection":true,"$Type":"N.T",
      "@Cap.SortRestrictions":{"NonSortableProperties":["B","Addr/Zip","Parent"]}})");
  const auto refused = [&](std::size_t offset) { return std::string("not-sortable@") + std::to_string(offset); };
  CHECK(found("$orderby=A,Addr/City,E", schema, "N.D") == "");
  CHECK(found("$orderby=A,B", schema) == refused(11));
  CHECK(found("$orderby=Addr/Zip", schema) == refused(9));
  CHECK(found("$orderby=Parent/A", schema) == refused(9));
  CHECK(found("$orderby=@p&@p=B", schema) == refused(9));
  CHECK(found("$orderby=@p&@p=A", schema) == "");
  CHECK(found("$compute=B as X&$orderby=X", schema) == refused(25));
  CHECK(found("$orderby=X&$compute=A as X", schema) == "");
  CHECK(found("$compute=length(A) as X&$orderby=X", schema) == refused(33));  // as length(A) itself
  CHECK(found("$orderby=length(A)", schema) == refused(9));
}

TEST_CASE("what the service is not documented to filter by is told of collections and other names, too") {
  const Schema& schema = tamis::referral_schema();
  const auto told = [&](std::size_t offset) { return std::string("not-documented@") + std::to_string(offset); };
  CHECK(found("$filter=team/any(t:t/email eq 'x')", schema) == "");
  CHECK(found("$filter=team/any(t:t/firstName eq 'x')", schema) == told(19));
  CHECK(found("$filter=tags/any(t:t eq 'x')", schema) == told(8));
  CHECK(found("$filter=tags/$count gt 1", schema) == told(8));
  CHECK(found("$filter=team/$count gt 1", schema) == told(8));
  CHECK(found("$filter=@p/$count gt 1&@p=tags", schema) == told(8));
  CHECK(found("$filter=customerProfile/address/country eq 'x'", schema) == "");
  CHECK(found("$filter=@p eq 'x'&@p=name", schema) == told(21));
  CHECK(found("$filter=status eq @p&@p='New'", schema) == "");
  CHECK(found("$compute=details/dealValue mul 2 as x&$filter=x gt 5", schema) == told(46));
  CHECK(found("$compute=details/dealValue mul 2 as x&$orderby=x", schema) == "not-sortable@47");
}

TEST_CASE("a text full of wrong names is answered in bounded time and words") {
  std::string properties, refused;
  for (int i = 0; i < 400; ++i) {
    const std::string n = std::to_string(i);
    properties += ",\"p" + n + "\":{}";
    refused += (i == 0 ? "\"p" : ",\"p") + n + "\"";
  }
  const auto schema = Schema::from_csdl_json(
      R"({"$Version":"4.01","$EntityContainer":"N.C","$Reference":{"t":{"$Include":[{"$Namespace":"Tamis.V1","$Alias":"T"}]},)"
      R"("c":{"$Include":[{"$Namespace":"Org.OData.Capabilities.V1","$Alias":"Cap"}]}},)"
      R"("N":{"E":{"$Kind":"EntityType","$Key":["k"],"k":{})"
      + properties
      + R"(},"C":{"$Kind":"EntityContainer","Es":{"$Collection":true,"$Type":"N.E",)"
        R"("@T.DocumentedFilter":[)"
      + refused + R"(]}}}})");
  REQUIRE(schema);
  tamis::CompileOptions sent;
  sent.service_rules = true;
  const auto query = tamis::Query::compile("$filter=k eq 'x'", *schema, sent);
  REQUIRE(query);
  const auto documented = std::find_if(query->warnings().begin(), query->warnings().end(),
                                       [](const auto& d) { return d.code == tamis::Code::not_documented; });
  REQUIRE(documented != query->warnings().end());
  CHECK(documented->notes.at(0).ends_with("p28, p29 and 370 more"));

  std::string many = "$filter=p1x eq 'x'";
  for (int i = 0; i < 30; ++i)
    many += " or p1x eq 'x'";
  const auto wrong = tamis::Query::compile(many, *schema);
  REQUIRE(!wrong);
  CHECK(wrong.error().items.front().suggestion == "p1");
  CHECK(wrong.error().items.back().suggestion.empty());  // the first twenty say what they may have meant
}
