// Tests of what the service accepts: whose rules are asked, and that there is no way round them.
#include <doctest/doctest.h>
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
