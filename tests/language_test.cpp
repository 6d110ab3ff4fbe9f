// What the binder says of names, keys, aliases and constant faults, each with its code and place; and what aliases
// of several types mean.
#include <boost/json.hpp>
#include <string>

#include <doctest/doctest.h>

#include "tamis/tamis.hpp"

namespace {

// Two entity types, a type derived from each, a complex type, an enumeration.
constexpr const char* csdl = R"({
  "$Version": "4.01", "$EntityContainer": "Shop.Container",
  "Shop": {
    "Colour": {"$Kind": "EnumType", "Red": 0, "Blue": 1},
    "Address": {"$Kind": "ComplexType", "City": {}},
    "Item": {"$Kind": "EntityType", "$Key": ["Id"], "Id": {"$Type": "Edm.Int32"}, "Name": {"$Nullable": true}},
    "Special": {"$Kind": "EntityType", "$BaseType": "Shop.Item", "Extra": {"$Type": "Edm.Int32"}},
    "Line": {"$Kind": "EntityType", "$Key": ["Order", "Number"],
             "Order": {"$Type": "Edm.String"}, "Number": {"$Type": "Edm.Int32"}},
    "Order": {"$Kind": "EntityType", "$Key": ["Id"], "Id": {"$Type": "Edm.Int32"},
              "Name": {}, "Colour": {"$Type": "Shop.Colour"}, "Pause": {"$Type": "Edm.Duration"},
              "Amount": {"$Type": "Edm.Decimal", "$Scale": 2}, "Free": {"$Type": "Edm.Decimal", "$Scale": "floating"},
              "Ratio": {"$Type": "Edm.Double"},
              "Places": {"$Collection": true, "$Type": "Shop.Address"},
              "Items": {"$Kind": "NavigationProperty", "$Collection": true, "$Type": "Shop.Item"},
              "Lines": {"$Kind": "NavigationProperty", "$Collection": true, "$Type": "Shop.Line"}},
    "Dearest": [{"$Kind": "Function", "$IsBound": true,
                 "$Parameter": [{"$Name": "it", "$Type": "Shop.Order"}, {"$Name": "n", "$Type": "Edm.Int32"}],
                 "$ReturnType": {"$Type": "Shop.Item"}}],
    "Rush": {"$Kind": "EntityType", "$BaseType": "Shop.Order", "Hours": {"$Type": "Edm.Int32"}},
    "Container": {"$Kind": "EntityContainer",
      "Orders": {"$Collection": true, "$Type": "Shop.Order"}, "Best": {"$Type": "Shop.Order"}}
  }
})";

const tamis::Schema& shop() {
  static const tamis::Schema schema = [] {
    auto read = tamis::Schema::from_csdl_json(csdl);
    if (!read) FAIL(tamis::render(read.error()));
    return *std::move(read);
  }();
  return schema;
}

/// "ok", or the first error as `code@offset`.
std::string verdict(const std::string& text, tamis::TextKind as = tamis::TextKind::filter) {
  tamis::CheckOptions options;
  options.as = as;
  options.type = "Shop.Order";
  const auto checked = tamis::check(text, shop(), options);
  if (checked) return "ok";
  const auto& first = checked.error().items.front();
  return std::string(name(first.code)) + "@" + std::to_string(first.span.offset);
}
std::string query(const std::string& text) { return verdict(text, tamis::TextKind::query); }

}  // namespace

TEST_CASE("keys have the parts and types of their entity type") {
  CHECK(verdict("Items(1)/Name eq 'a'") == "ok");
  CHECK(verdict("Items(Id=1)/Name eq 'a'") == "ok");
  CHECK(verdict("Items/Shop.Special(1)/Extra eq 1") == "ok");
  CHECK(verdict("Items/Shop.Special(Id=1)/Extra eq 1") == "ok");
  CHECK(verdict("Lines(Order='a',Number=1)/Number eq 1") == "ok");
  CHECK(verdict("Items/$filter(Id gt 1)(Id=2)/Name eq 'a'") == "ok");
  CHECK(verdict("Items('a')/Name eq 'a'") == "type-mismatch@6");
  CHECK(verdict("Items(Id='a')/Name eq 'a'") == "type-mismatch@9");
  CHECK(verdict("Items(Name='a')/Name eq 'a'") == "unknown-property@6");
  CHECK(verdict("Lines(1)/Number eq 1") == "wrong-argument-count@5");
  CHECK(verdict("Lines(Order='a')/Number eq 1") == "wrong-argument-count@0");
  CHECK(verdict("Places(1)/City eq 'a'") == "type-mismatch@0");
  CHECK(verdict("Places(City='b')/City eq 'a'") == "type-mismatch@0");
}

TEST_CASE("functions of the service are found, with their namespace and without") {
  CHECK(verdict("Shop.Dearest(n=1)/Name eq 'a'") == "ok");
  CHECK(verdict("Dearest(n=1)/Name eq 'a'") == "ok");
  CHECK(verdict("$it/Shop.Dearest(n=1)/Name eq 'a'") == "ok");
  CHECK(verdict("Shop.Dearest(n=1)/Nmae eq 'a'") == "unknown-property@18");
  CHECK(verdict("Shop.Deerest(n=1)/Name eq 'a'") == "unknown-function@0");
}

TEST_CASE("operations in $select are found, with their parameters") {
  CHECK(query("$select=Shop.Dearest") == "ok");
  CHECK(query("$select=Shop.Dearest(n),Dearest(n),Shop.Rush/Shop.Dearest(n)") == "ok");
  CHECK(query("$select=Shop.*,*") == "ok");
  CHECK(query("$select=Shop.Deerest(n)") == "unknown-function@8");
  CHECK(query("$select=Shop.Rush/Shop.Deerest(n)") == "unknown-function@18");
  CHECK(query("$select=Dearest(m)") == "wrong-argument-count@8");
  CHECK(query("$select=Shop.Dearest(n,m)") == "wrong-argument-count@8");
  CHECK(query("$select=Shop.Dearest(n,n)") == "wrong-argument-count@8");
  CHECK(query("$select=Name,Shpo.*") == "unknown-function@13");
}

TEST_CASE("$root is followed by an entity set or a singleton") {
  CHECK(verdict("$root/Orders(1)/Name eq Name") == "ok");
  CHECK(verdict("$root/Orders(Id=1)/Name eq Name") == "ok");
  CHECK(verdict("$root/Best/Name eq Name") == "ok");
  CHECK(verdict("$root/Orders/$count gt 1") == "ok");
  CHECK(verdict("$root/Ordres(1)/Name eq Name") == "unknown-segment@6");
  CHECK(verdict("$root/Orders('a')/Name eq Name") == "type-mismatch@13");
  CHECK(verdict("$root/Best/Nmae eq Name") == "unknown-property@11");
}

TEST_CASE("types of the default namespace are casts, of one value, of a collection, in front of a path") {
  CHECK(verdict("Items/Special/any(s:s/Extra eq 1)") == "ok");
  CHECK(verdict("Items/Special/$count gt 1") == "ok");
  CHECK(verdict("Rush/Hours gt 1") == "ok");
  CHECK(verdict("Shop.Rush/Hours gt 1") == "ok");
  CHECK(verdict("Rush eq 1") == "unknown-property@0");
  CHECK(verdict("Special/Extra eq 1") == "unknown-property@0");
  CHECK(verdict("Items/Rush/any()") == "through-collection@6");
}

TEST_CASE("computed properties: names of their own, known at their own level") {
  CHECK(query("$compute=Id add 1 as Next&$filter=Next gt 2&$select=Next") == "ok");
  CHECK(query("$compute=Id add 1 as Next,Id add 2 as Next") == "duplicate-name@38");
  CHECK(query("$compute=Id add 1 as Name") == "duplicate-name@21");
  CHECK(query("$expand=Items($compute=Id add 1 as Next;$filter=Next gt 2)") == "ok");
  CHECK(query("$expand=Items($filter=Next gt 2;$compute=Id add 1 as Next)") == "ok");
  CHECK(query("$expand=Items($compute=Id add 1 as Next)&$filter=Next gt 2") == "unknown-property@49");
  CHECK(query("$expand=Items($filter=Next gt 2)&$compute=Id add 1 as Next") == "unknown-property@22");
  CHECK(query("$expand=Items($compute=Id add 1 as Extra;$filter=Extra eq 'a')") == "type-mismatch@49");
  CHECK(query("$expand=Items($compute=Id add 1 as Id)") == "duplicate-name@35");
}

TEST_CASE("parameter aliases in the options of an item") {
  CHECK(query("$expand=Items(@p=1;$filter=Id eq @p)") == "ok");
  CHECK(query("$expand=Items(@p='a';$filter=Id eq @p)") == "type-mismatch@29");
  CHECK(query("$expand=Items($filter=Id eq @p;@p=1)") == "ok");
  CHECK(query("$expand=Items(@p=1;$filter=Id eq @p)&@p='a'&$filter=Name eq @p") == "ok");
}

TEST_CASE("options that are right by the grammar and wrong all the same") {
  CHECK(query("$select=Places($top=1),Name") == "ok");
  CHECK(query("$select=Places($top=1),Places($skip=1)") == "duplicate-option@23");
  CHECK(query("$select=Places($top=1),Places") == "ok");
  CHECK(query("$top=9223372036854775807") == "ok");
  CHECK(query("$top=9223372036854775808") == "invalid-literal@5");
  CHECK(query("$skip=99999999999999999999") == "invalid-literal@6");
  CHECK(query("$expand=Items($top=99999999999999999999)") == "invalid-literal@19");
}

TEST_CASE("numbers in enumeration literals are of Edm.Int64") {
  CHECK(verdict("Colour eq Shop.Colour'9223372036854775807'") == "ok");
  CHECK(verdict("Colour eq Shop.Colour'-9223372036854775808'") == "ok");
  CHECK(verdict("Colour eq Shop.Colour'9223372036854775808'") == "invalid-literal@10");
  CHECK(verdict("Colour eq Shop.Colour'Red,-99999999999999999999'") == "invalid-literal@10");
  tamis::CheckOptions options;
  options.as = tamis::TextKind::filter;
  const auto unknown_type = tamis::check("a eq Ns.E'99999999999999999999'", tamis::Schema(), options);
  REQUIRE_FALSE(unknown_type.has_value());
  CHECK(unknown_type.error().items.front().code == tamis::Code::invalid_literal);
}

TEST_CASE("the rings of a polygon are closed") {
  const auto polygon = [](std::string_view rings) {
    return verdict("geo.intersects(geometry'SRID=0;Point(1 1)',geometry'SRID=0;Polygon(" + std::string(rings) + ")')");
  };
  CHECK(polygon("(0 0,1 0,1 1,0 0)") == "ok");
  CHECK(polygon("(0 0)") == "ok");
  CHECK(polygon("(0 0,1 0,1 1)") == "invalid-literal@43");
  CHECK(polygon("(0 0,1 0,1 1,0.0 0)") == "invalid-literal@43");
  CHECK(polygon("(0 0,3 0,3 3,0 0),(1 1,2 1,2 2)") == "invalid-literal@43");
  CHECK(verdict("null eq geography'SRID=0;GeometryCollection(Point(1 1),MultiPolygon(((0 0,1 0,1 1))))'")
        == "invalid-literal@8");
}

TEST_CASE("what fails without any record is refused where it stands") {
  CHECK(verdict("1 div 0 eq 1") == "division-by-zero@6");
  CHECK(verdict("1 mod 0 eq 1") == "division-by-zero@6");
  CHECK(verdict("1e1 mod 0 eq 1") == "division-by-zero@8");
  CHECK(verdict("1.5 div 0.0 eq 1") == "division-by-zero@8");
  CHECK(verdict("1e1 div 0 eq 1") == "ok");
  CHECK(verdict("1 div 0e0 eq 1") == "ok");
  CHECK(verdict("1 divby 0 eq 1") == "ok");
  CHECK(verdict("Free div 0 eq 1") == "ok");
  CHECK(verdict("substring('ab',1,-1) eq ''") == "invalid-argument@17");
  CHECK(verdict("substring('ab',1,-0) eq ''") == "ok");
  CHECK(verdict("substring('ab',-1,1) eq ''") == "ok");
}

namespace {
/// The Ids of the orders that a query keeps.
std::string kept(const std::string& text) {
  static const auto records = boost::json::parse(
      R"([{"Id":1,"Name":"Red","Colour":"Blue","Pause":"PT1M"},
          {"Id":2,"Name":"Red","Colour":"Red","Pause":"PT60S"},
          {"Id":3,"Name":"PT60S","Colour":"Red","Pause":"PT1H"}])");
  tamis::CompileOptions options;
  options.type = "Shop.Order";
  const auto compiled = tamis::Query::compile(text, shop(), options);
  if (!compiled) return tamis::render(compiled.error());
  tamis::EvaluationContext context;
  const auto left = compiled->apply(records, context);
  if (!left) return tamis::render(left.error());
  const auto& items = left->is_array() ? left->as_array() : left->at("value").as_array();
  std::string out;
  for (const auto& record : items)
    out += std::to_string(record.at("Id").to_number<int>());
  return out;
}
}  // namespace

TEST_CASE("a parameter alias takes the type of each of its uses") {
  CHECK(kept("$filter=Colour eq @a&@a='Red'") == "23");
  CHECK(kept("$filter=Name eq @a&@a='Red'") == "12");
  CHECK(kept("$filter=Colour eq @a and Name eq @a&@a='Red'") == "2");
  CHECK(kept("$filter=Name eq @a and Colour eq @a&@a='Red'") == "2");
  CHECK(kept("$filter=Name eq @a or Pause eq @a&@a='PT60S'") == "123");
  CHECK(kept("$filter=Pause eq @a or Name eq @a&@a='PT60S'") == "123");
  CHECK(kept("$filter=Colour eq @b and Name eq @a&@b=@a&@a='Red'") == "2");
  CHECK(kept("$filter=Name in @a and Colour in @a&@a=['Red','Blue']") == "12");
  CHECK(kept("$filter=Colour in @a and Name in @a&@a=['Red']") == "2");
  CHECK(query("$filter=Colour eq @a and Name eq @a&@a='Green'") == "unknown-member@39");
  CHECK(query("$filter=Colour eq @a and Id eq @a&@a='Red'") == "type-mismatch@25");
}
