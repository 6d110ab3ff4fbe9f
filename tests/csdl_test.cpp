// CSDL JSON: a document with every feature. What is said of bad ones: csdl_errors_test.cpp.
#include <tamis/schema.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "src/schema/csdl/path.hpp"

namespace {

using tamis::Property;
using tamis::Schema;
using tamis::Span;
using tamis::StructuredType;
using tamis::Type;
using tamis::TypeKind;

constexpr std::string_view shop = R"json({
  "$Version": "4.01",
  "$EntityContainer": "S.Main",
  "$Reference": {
    "https://example.com/core": {
      "$Include": [{"$Namespace": "Org.OData.Core.V1", "$Alias": "Core"},
                   {"$Namespace": "Org.OData.Capabilities.V1", "$Alias": "Cap"}]},
    "https://example.com/tamis": {"$Include": [{"$Namespace": "Tamis.V1"}]},
    "https://example.com/more": {"$IncludeAnnotations": [{"$TermNamespace": "x"}]}
  },
  "My.Shop": {
    "$Alias": "S",
    "@Core.Description": "A shop",
    "Product": {
      "$Kind": "EntityType", "$BaseType": "S.Thing",
      "price": {"$Type": "S.Money", "$Nullable": true},
      "exact": {"$Type": "S.Money", "$Precision": 20, "$Scale": "Floating"},
      "free": {"$Type": "Edm.Decimal"},
      "sizes": {"$Type": "S.Size", "$Collection": true, "@Core.Ordered": false},
      "colors": {"$Type": "S.Color"},
      "maker": {"$Kind": "NavigationProperty", "$Type": "My.Shop.Thing", "$Nullable": true, "$Partner": "x"},
      "parts": {"$Kind": "NavigationProperty", "$Type": "S.Product", "$Collection": true},
      "image": {"$Type": "Edm.Stream"},
      "box": {"$Type": "S.Box"},
      "made@Core.Description": "passed over",
      "made": {"$Type": "Edm.Date", "@Core.Description": "When", "@Core.Description#fr": "Quand",
               "@Tamis.V1.Spellings": ["Made", "date"]}
    },
    "Thing": {
      "$Kind": "EntityType", "$Abstract": true, "$OpenType": true, "$Key": ["id", {"boxed": "outer/width"}],
      "id": {"$Type": "Edm.Int64"},
      "code": {"$MaxLength": 12, "$Unicode": false},
      "outer": {"$Type": "S.Box"}
    },
    "Box": {
      "$Kind": "ComplexType",
      "width": {"$Type": "Edm.Double", "@Tamis.V1.NumberAsString": true},
      "tags": {"$Collection": true, "$Nullable": true, "@Tamis.V1.EmptyObjectIsEmpty": true}
    },
    "Money": {"$Kind": "TypeDefinition", "$UnderlyingType": "Edm.Decimal", "$Precision": 10, "$Scale": 2},
    "Size": {"$Kind": "EnumType", "$UnderlyingType": "Edm.Byte", "@Tamis.V1.Extensible": true,
             "Small": 0, "Small@Core.Description": "s", "Large": 255},
    "Color": {"$Kind": "EnumType", "$IsFlags": true, "$UnderlyingType": "Edm.Int64",
              "Red": 1, "Green": 2, "All": 9223372036854775807},
    "Near": [
      {"$Kind": "Function", "$IsBound": true, "$IsComposable": true,
       "$Parameter": [{"$Name": "it", "$Type": "S.Thing", "$Collection": true}, {"$Name": "miles", "$Type": "Edm.Double"}],
       "$ReturnType": {"$Type": "S.Thing", "$Collection": true}},
      {"$Kind": "Function", "$ReturnType": {}}
    ],
    "Buy": [{"$Kind": "Action", "$IsBound": true, "$Parameter": [{"$Name": "it", "$Type": "S.Thing"}]}],
    "Note": {"$Kind": "Term", "$Type": "Core.Tag"},
    "Old": {"$Kind": "EntityContainer", "@Cap.ComputeSupported": false,
            "Others": {"$Collection": true, "$Type": "S.Product", "@Cap.SortRestrictions": {"Sortable": false}}},
    "Main": {
      "$Kind": "EntityContainer",
      "@Tamis.V1.ServiceRoots": ["https://example.com/v1/"],
      "@Cap.SelectSupport": {"Supported": false},
      "Me": {"$Type": "S.Product", "@Cap.SelectSupport": {"Supported": true}},
      "Products": {
        "$Collection": true, "$Type": "S.Product",
        "@Cap.FilterRestrictions": {"Filterable": true, "NonFilterableProperties": ["box/width", "parts/$count"]},
        "@Cap.SortRestrictions": {"NonSortableProperties": ["id", "price", "S.Product/free", "unknown/of/open/type"]},
        "@Cap.CountRestrictions": {"Countable": false},
        "@Cap.TopSupported": false,
        "@Cap.SkipSupported": {"$Path": "@Cap.TopSupported"},
        "@Cap.ExpandRestrictions": {"Expandable": false},
        "@Tamis.V1.DocumentedFilter": ["id"]
      },
      "Near": {"$Function": "S.Near"}
    },
    "$Annotations": {
      "S.Product/id": {"@Core.Description": "of products only"},
      "My.Shop.Thing/code": {"@Core.Description": "of all things"},
      "S.Thing": {"@Tamis.V1.WriteInstead": [{"Spelling": "number", "Expression": "id"}]},
      "S.Product": {"@Tamis.V1.AllowedTogether": [{"Determining": "colors", "Dependent": "box/width", "Rows": [
        {"Value": "Red", "Dependents": ["1", "2"]}]}]},
      "S.Main/Products": {"@Cap.SearchRestrictions": {"Searchable": false}},
      "S.Size/Large": {"@Core.Description": "l"},
      "S.Near(Edm.String)": {"@Core.Description": "f"},
      "Elsewhere.Type": {"@Core.Description": "of another document"}
    }
  }
})json";

Schema load(std::string_view text) {
  auto schema = Schema::from_csdl_json(text);
  if (!schema) FAIL(tamis::render(schema.error()));
  return *std::move(schema);
}

const StructuredType& type_of(const Schema& schema, std::string_view name) {
  const auto type = schema.find_type(name);
  REQUIRE(type);
  REQUIRE(type->kind == TypeKind::structured);
  return schema.structured_types()[type->definition];
}

const Property& property_of(const Schema& schema, std::string_view type, std::string_view name) {
  const Property* property = type_of(schema, type).find(name);
  CAPTURE(name);
  REQUIRE(property != nullptr);
  return *property;
}

}  // namespace

// ---- what is read ------------------------------------------------------------------------------

TEST_CASE("csdl: structured types, their bases, keys and properties") {
  const Schema schema = load(shop);
  const StructuredType& thing = type_of(schema, "S.Thing");
  CHECK(thing.entity);
  CHECK(thing.abstract);
  CHECK(thing.open);
  CHECK(thing.keys == std::vector<std::string>{"id", "outer/width"});
  const StructuredType& product = type_of(schema, "S.Product");
  CHECK(product.name == "Product");
  CHECK(product.qualified_name == "My.Shop.Product");
  CHECK_FALSE(product.abstract);
  CHECK(product.open);  // as its base
  CHECK(product.keys == thing.keys);
  CHECK(product.base == schema.find_type("Thing")->definition);
  std::string names;
  for (const Property& property : product.properties)
    names += property.name + " ";
  CHECK(names == "id code outer price exact free sizes colors maker parts image box made ");
  CHECK_FALSE(type_of(schema, "S.Box").entity);
}

TEST_CASE("csdl: types, nullability and facets of properties") {
  const Schema schema = load(shop);
  const auto type_name = [&](std::string_view type, std::string_view property) {
    return schema.type_name(property_of(schema, type, property).type);
  };
  CHECK(type_name("Thing", "id") == "Edm.Int64");
  CHECK(type_name("Thing", "code") == "Edm.String");
  CHECK(type_name("Product", "price") == "Edm.Decimal");
  CHECK(type_name("Product", "sizes") == "Collection(My.Shop.Size)");
  CHECK(type_name("Product", "maker") == "My.Shop.Thing");
  CHECK(type_name("Product", "parts") == "Collection(My.Shop.Product)");
  CHECK(type_name("Box", "tags") == "Collection(Edm.String)");
  CHECK_FALSE(property_of(schema, "Product", "id").type.nullable);
  CHECK(property_of(schema, "Product", "price").type.nullable);
  CHECK(property_of(schema, "Box", "tags").type.nullable);
  CHECK(property_of(schema, "Product", "parts").navigation);
  CHECK_FALSE(property_of(schema, "Product", "box").navigation);
  CHECK(property_of(schema, "Product", "code").max_length == 12);
  CHECK(property_of(schema, "Product", "price").precision == 10);  // of the type definition
  CHECK(property_of(schema, "Product", "price").scale == 2);
  CHECK(property_of(schema, "Product", "exact").precision == 20);
  CHECK(property_of(schema, "Product", "exact").scale == -2);
  CHECK(property_of(schema, "Product", "free").scale == -1);
  CHECK_FALSE(property_of(schema, "Product", "id").scale);
  CHECK_FALSE(property_of(schema, "Product", "id").max_length);
}

TEST_CASE("csdl: enumerations, type definitions, terms, functions") {
  const Schema schema = load(shop);
  REQUIRE(schema.enum_types().size() == 2);
  const tamis::EnumType& size = schema.enum_types()[0];
  CHECK(size.qualified_name == "My.Shop.Size");
  CHECK(size.underlying == TypeKind::byte);
  CHECK(size.extensible);
  CHECK_FALSE(size.flags);
  CHECK(size.members.size() == 2);
  CHECK(size.find("Large")->value == 255);
  const tamis::EnumType& color = schema.enum_types()[1];
  CHECK(color.flags);
  CHECK_FALSE(color.extensible);
  CHECK(color.find("All")->value == 9223372036854775807);
  REQUIRE(schema.type_definitions().size() == 1);
  CHECK(schema.type_definitions()[0].qualified_name == "My.Shop.Money");
  CHECK(schema.find_type("S.Money") == Type{TypeKind::decimal});
  REQUIRE(schema.functions().size() == 2);
  const tamis::ServiceFunction& near = schema.functions()[0];
  CHECK(near.qualified_name == "My.Shop.Near");
  CHECK(near.bound);
  CHECK(near.composable);
  REQUIRE(near.parameters.size() == 2);
  CHECK(near.parameters[0].name == "it");
  CHECK(schema.type_name(near.parameters[0].type) == "Collection(My.Shop.Thing)");
  CHECK(near.parameters[1].type == Type{TypeKind::double_});
  CHECK(schema.type_name(near.result) == "Collection(My.Shop.Thing)");
  CHECK_FALSE(schema.functions()[1].bound);
  CHECK(schema.functions()[1].result == Type{TypeKind::string});
}

TEST_CASE("csdl: annotations, inline and from outside") {
  const Schema schema = load(shop);
  CHECK(property_of(schema, "Product", "made").description == "When");
  CHECK(property_of(schema, "Product", "made").spellings == std::vector<std::string>{"Made", "date"});
  CHECK(property_of(schema, "Thing", "code").description == "of all things");
  CHECK(property_of(schema, "Product", "code").description == "of all things");
  CHECK(property_of(schema, "Product", "id").description == "of products only");
  CHECK(property_of(schema, "Thing", "id").description == "");
  CHECK_FALSE(property_of(schema, "Product", "sizes").ordered);
  CHECK(property_of(schema, "Product", "parts").ordered);
  CHECK(property_of(schema, "Box", "width").number_as_string);
  CHECK(property_of(schema, "Box", "tags").empty_object_is_empty);
  CHECK(type_of(schema, "Thing").write_instead.at(0).spelling == "number");
  CHECK(type_of(schema, "Thing").write_instead.at(0).expression == "id");
  REQUIRE(schema.allowed_together().size() == 1);
  const tamis::AllowedTogether& row = schema.allowed_together()[0];
  CHECK(row.type == schema.find_type("Product")->definition);
  CHECK(row.property + "=" + row.value + "/" + row.other == "colors=Red/box/width");
  CHECK(row.allowed == std::vector<std::string>{"1", "2"});
}

TEST_CASE("csdl: entity sets and singletons, the main container's first, and their rules") {
  const Schema schema = load(shop);
  std::string names;
  for (const auto& set : schema.entity_sets())
    names += set.name + (set.singleton ? "! " : " ");
  CHECK(names == "Me! Products Others ");
  CHECK(schema.type_name(schema.default_type()) == "My.Shop.Product");
  CHECK(schema.service_roots().size() == 1);
  const tamis::ServiceRules& rules = schema.find_entity_set("Products")->rules;
  CHECK(rules.filterable);
  CHECK(rules.sortable);
  CHECK_FALSE(rules.selectable);  // said of the container
  CHECK_FALSE(rules.countable);
  CHECK_FALSE(rules.top);
  CHECK(rules.skip);  // a dynamic expression says nothing
  CHECK_FALSE(rules.expandable);
  CHECK_FALSE(rules.searchable);  // said in $Annotations
  CHECK(rules.computable);
  CHECK(rules.non_filterable == std::vector<std::string>{"box/width", "parts/$count"});
  CHECK(rules.non_sortable.size() == 4);
  CHECK(rules.documented_filter == std::vector<std::string>{"id"});
  CHECK(rules.sortable_paths == std::vector<std::string>{"code", "exact", "free", "colors", "made"});
  CHECK(schema.find_entity_set("Me")->rules.selectable);  // said of the singleton
  const tamis::ServiceRules& others = schema.find_entity_set("Others")->rules;
  CHECK_FALSE(others.sortable);
  CHECK_FALSE(others.computable);
  CHECK(others.sortable_paths.empty());
}

TEST_CASE("csdl: a byte order mark is passed over, places count it") {
  CHECK(load("\xEF\xBB\xBF" + std::string(shop)).structured_types().size() == 3);
  const auto bad = Schema::from_csdl_json("\xEF\xBB\xBF{\"$Version\":\"9\"}");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().items.at(0).span == Span{4, 10});
}

TEST_CASE("csdl: what need not be there") {
  CHECK(load(R"({"$Version":"4.01"})").default_type() == Type{});
  const Schema schema =
      load(R"({"$Version":"4.01","$Future":1,"N":{"E":{"$Kind":"EnumType"},"C":{"$Kind":"EntityContainer"}}})");
  CHECK(schema.enum_types().size() == 1);
  CHECK(schema.entity_sets().empty());
}

TEST_CASE("csdl: places by path") {
  using tamis::csdl::find_place;
  using tamis::csdl::Path;
  constexpr std::string_view text = R"( {"a": [1, {"x": "]}\"", "y\u0041": {}}, "s"], "b": null} )";
  const auto at = [&](const Path& path) {
    const Span span = find_place(text, path);
    return std::string(text.substr(span.offset, span.length));
  };
  const Path a = Path().member("a");
  CHECK(find_place(text, Path()) == Span{1, 0});
  CHECK(at(a) == "\"a\"");
  CHECK(at(a.item(0)) == "1");
  CHECK(at(a.item(1)) == "{");
  CHECK(at(a.item(1).member("yA")) == "\"y\\u0041\"");
  CHECK(at(a.item(2)) == "\"s\"");
  CHECK(at(Path().member("b")) == "\"b\"");
  CHECK(at(a.item(3)) == "\"a\"");  // what is not there: the last step that is
  CHECK(at(a.item(1).member("z")) == "{");
  CHECK(at(a.member("z")) == "\"a\"");
  CHECK(a.item(1).member("x/~").pointer() == "/a/1/x~1~0");
  CHECK(Path().pointer() == "");
}
