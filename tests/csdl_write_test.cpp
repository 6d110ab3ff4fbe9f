// Schemas written as CSDL and read again, documents that refer to others, schemas built in code.
#include <tamis/schema.hpp>
#include <tamis/schema_builder.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using tamis::Result;
using tamis::Schema;
using tamis::SchemaOptions;

std::string file(const std::string& name) {
  std::ifstream stream(std::string(TAMIS_TEST_DATA_DIR) + "/data/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Schema load(std::string_view text) {
  auto schema = Schema::from_csdl(text);
  if (!schema) FAIL(tamis::render(schema.error()));
  return *std::move(schema);
}

/// What is written reads as the same schema, and is written in the same way again.
void check_writing(const Schema& schema) {
  const std::string json = schema.to_csdl_json();
  const Schema from_json = load(json);
  CHECK(from_json == schema);
  CHECK(from_json.to_csdl_json() == json);
#if TAMIS_CSDL_XML
  const std::string xml = schema.to_csdl_xml();
  const Schema from_xml = load(xml);
  CHECK(from_xml == schema);
  CHECK(from_xml.to_csdl_json() == json);
  CHECK(from_json.to_csdl_xml() == xml);
#endif
}

std::string document(std::string_view schemas, std::string_view references = "") {
  return R"({"$Version":"4.01","$Reference":{)" + std::string(references) + "}," + std::string(schemas) + "}";
}

std::string complaints(const Result<Schema>& schema) {
  if (schema) return "none";
  std::string lines;
  for (const auto& diagnostic : schema.error()) {
    const auto span = diagnostic.span;
    lines += diagnostic.message + " | " + schema.error().text.substr(span.offset, span.length);
    for (const std::string& note : diagnostic.notes)
      lines += " | " + note;
    lines += "\n";
  }
  return lines;
}

}  // namespace

// ---- writing -----------------------------------------------------------------------------------

TEST_CASE("csdl: schemas written and read again are the same") {
  for (const char* name : {"hiking.csdl.json", "workshop.csdl.json"}) {
    CAPTURE(name);
    check_writing(load(file(name)));
  }
  check_writing(tamis::referral_schema());
  check_writing(load(Schema().to_csdl_json()));
}

#if TAMIS_CSDL_XML
TEST_CASE("csdl: the same schema in XML and in JSON") {
  CHECK(load(file("hiking.csdl.xml")) == load(file("hiking.csdl.json")));
  CHECK(load(file("workshop.csdl.xml")) == load(file("workshop.csdl.json")));
  CHECK_FALSE(load(file("workshop.csdl.xml")) == load(file("hiking.csdl.json")));
  check_writing(load(file("every-type.csdl.xml")));
}
#endif

TEST_CASE("csdl: what is written of everything that a schema holds") {
  const Schema schema = load(document(
      R"json("N":{"$Alias":"S",
        "E":{"$Kind":"EntityType","$Abstract":true,"$OpenType":true,"$Key":["id",{"w":"b/w"}],
             "id":{"$MaxLength":9,"$Unicode":false,"@Core.Description":"a \"b\" <c> & d\n\te"},
             "b":{"$Type":"S.B"},"g":{"$Type":"Edm.GeometryPoint","$SRID":"variable","$Nullable":true},
             "@T.WriteInstead":[{"Spelling":"x","Expression":"id"}],
             "@T.AllowedTogether":[{"Determining":"id","Dependent":"b/w","Rows":[{"Value":"1","Dependents":["2","3"]},{"Value":"2","Dependents":[]}]}]},
        "D":{"$Kind":"EntityType","$BaseType":"S.E","own":{"$Type":"M.Money","$Nullable":true}},
        "B":{"$Kind":"ComplexType","w":{"$Type":"Edm.Int32","@T.Spellings":[" "," v "]},
             "l":{"$Collection":true,"$Nullable":true,"@Core.Ordered":false,"@T.EmptyObjectIsEmpty":true},
             "n":{"$Type":"Edm.Decimal","@T.NumberAsString":true}},
        "$Annotations":{"S.D/id":{"@Core.Description":"","@T.Spellings":["key"]}}},
      "M":{"Money":{"$Kind":"TypeDefinition","$UnderlyingType":"Edm.Decimal","$Precision":5,"$Scale":"floating"},
        "F":{"$Kind":"EnumType","$IsFlags":true,"$UnderlyingType":"Edm.Int64","a":1,"z":9223372036854775807,"@T.Extensible":true},
        "Do":[{"$Kind":"Action","$Parameter":[{"$Name":"p","$Type":"S.B","$Nullable":true}],"$ReturnType":{"$Type":"M.F","$Nullable":true}},
              {"$Kind":"Function","$IsComposable":true,"$ReturnType":{"$Type":"S.E","$Collection":true}}],
        "Tag":{"$Kind":"Term","$Type":"Edm.Boolean","$Nullable":true},
        "Empty":{"$Kind":"EntityContainer"},
        "C":{"$Kind":"EntityContainer","$Extends":"M.Empty","@T.ServiceRoots":["http://a/","http://b/"],"@Cap.TopSupported":false,
             "Es":{"$Collection":true,"$Type":"S.D","@Cap.FilterRestrictions":{"Filterable":false,"NonFilterableProperties":["b/w"]}},
             "One":{"$Type":"S.D","@T.DocumentedFilter":["id"]},
             "Do":{"$Action":"M.Do"},"Call":{"$Function":"M.Do","$EntitySet":"Es"}}},
      "$EntityContainer":"M.C")json",
      R"("v":{"$Include":[{"$Namespace":"Org.OData.Core.V1","$Alias":"Core"},{"$Namespace":"Org.OData.Capabilities.V1","$Alias":"Cap"},)"
      R"({"$Namespace":"Tamis.V1","$Alias":"T"},{"$Namespace":"Not.There","$Alias":"Not"}]})"));
  check_writing(schema);
  REQUIRE(schema.actions().size() == 1);
  CHECK(schema.actions()[0].result->kind == tamis::TypeKind::enumeration);
  CHECK(schema.function_imports()[0].operation == "M.Do");
  CHECK(schema.function_imports()[0].entity_set == "Es");
  CHECK(schema.action_imports()[0].container == "M.C");
  CHECK(schema.terms()[0].qualified_name == "M.Tag");
  CHECK(schema.terms()[0].type.kind == tamis::TypeKind::boolean);
  CHECK(schema.structured_types()[0].key_names == std::vector<std::string>{"id", "w"});
  CHECK(schema.structured_types()[1].properties[0].spellings == std::vector<std::string>{"key"});
  CHECK(schema.find_entity_set("Es")->container == "M.C");
  std::string aliases;
  for (const auto& [alias, space] : schema.aliases())
    aliases += alias + "=" + space + " ";
  CHECK(aliases == "Cap=Org.OData.Capabilities.V1 Core=Org.OData.Core.V1 Not=Not.There S=N T=Tamis.V1 ");
}

TEST_CASE("csdl: the alias of one document that is a namespace of another is written as none") {
  tamis::SchemaOptions options;
  options.documents = {R"({"$Version":"4.01","Foo":{"T":{"$Kind":"ComplexType","b":{}}}})",
                       R"({"$Version":"4.01","$Reference":{"a.json":{"$Include":[{"$Namespace":"A","$Alias":"Foo"}]}},)"
                       R"("Bar":{"U":{"$Kind":"ComplexType","x":{"$Type":"Foo.T"}}}})"};
  const auto schema =
      Schema::from_csdl(R"({"$Version":"4.01","A":{"$Alias":"Z","T":{"$Kind":"ComplexType","a":{}}}})", options);
  REQUIRE(schema);
  check_writing(*schema);
  for (const auto& [alias, space] : schema->aliases())
    CHECK(alias == "Z");
}

#if TAMIS_CSDL_XML
TEST_CASE("csdl xml: control characters, which XML does not have, are written as U+FFFD") {
  const Schema schema =
      load(document(R"("N":{"T":{"$Kind":"ComplexType","p":{"@Org.OData.Core.V1.Description":"a\u0001b"}}})"));
  CHECK(load(schema.to_csdl_xml()).structured_types()[0].properties[0].description == "a\uFFFDb");
}
#endif

// ---- documents that refer to others --------------------------------------------------------------

TEST_CASE("csdl: referenced documents, given as texts or found by their URI") {
  const std::string main =
      document(R"("N":{"$Alias":"Self","T":{"$Kind":"EntityType","$BaseType":"O.Base","c":{"$Type":"O.Color"}},)"
               R"("C":{"$Kind":"EntityContainer","Ts":{"$Collection":true,"$Type":"Self.T"}}})",
               R"("other.json":{"$Include":[{"$Namespace":"Other.Space","$Alias":"O"}]})");
  // The alias Self is another namespace's in each document.
  const std::string other = document(
      R"("Other.Space":{"$Alias":"Self","Base":{"$Kind":"EntityType","$Key":["k"],"k":{},"d":{"$Type":"Third.D"}},)"
      R"("Color":{"$Kind":"EnumType","Red":0},"$Annotations":{"Self.Base/k":{"@Org.OData.Core.V1.Description":"key"}}})",
      R"("third.json":{"$Include":[{"$Namespace":"Third"}]})");
  const std::string third =
      document(R"("Third":{"$Alias":"Self","D":{"$Kind":"ComplexType","e":{"$Type":"Self.D","$Nullable":true}}})",
               R"("main.json":{"$Include":[{"$Namespace":"N"}]})");
  SchemaOptions given;
  given.documents = {other, third};
  const auto schema = Schema::from_csdl(main, given);
  REQUIRE_MESSAGE(schema, complaints(schema));
  CHECK(schema->structured_types()[0].properties.size() == 3);
  CHECK(schema->structured_types()[0].properties[0].description == "key");
  CHECK(schema->find_type("Self.T"));  // the first document's alias
  CHECK_FALSE(schema->find_type("Self.D"));

  std::vector<std::string> asked;
  SchemaOptions resolving;
  resolving.resolve = [&](std::string_view uri) -> std::optional<std::string> {
    asked.emplace_back(uri);
    if (uri == "other.json") return other;
    if (uri == "third.json") return third;
    return std::nullopt;
  };
  const auto resolved = Schema::from_csdl(main, resolving);
  REQUIRE_MESSAGE(resolved, complaints(resolved));
  CHECK(*resolved == *schema);
  CHECK(asked == std::vector<std::string>{"other.json", "third.json"});  // main.json has nothing that is not there
  check_writing(*schema);
}

TEST_CASE("csdl: references that lead nowhere matter only where they are used") {
  const std::string reference = R"("o.json":{"$Include":[{"$Namespace":"Other","$Alias":"O"}]})";
  CHECK(complaints(Schema::from_csdl(document(R"("N":{"T":{"$Kind":"ComplexType"}})", reference))) == "none");
  CHECK(complaints(Schema::from_csdl(document(R"("N":{"T":{"$Kind":"ComplexType","p":{"$Type":"O.X"}}})", reference)))
        == "type 'O.X' is of the referenced document 'o.json', which is not given (at /N/T/p/$Type) | \"$Type\"\n");
  // The standard vocabularies need no document.
  CHECK(
      complaints(Schema::from_csdl(document(
          R"("N":{"T":{"$Kind":"ComplexType","p":{"$Type":"Org.OData.Core.V1.Tag"}},"A":{"$Kind":"Term","$Type":"Org.OData.Core.V1.Tag"}})")))
      == "none");
}

TEST_CASE("csdl: what is wrong in a referenced document") {
  const std::string main = document(R"("N":{})", R"("o":{"$Include":[{"$Namespace":"O"}]})");
  const auto with = [&](const std::string& other) {
    SchemaOptions options;
    options.resolve = [&](std::string_view) { return std::optional(other); };
    return complaints(Schema::from_csdl(main, options));
  };
  CHECK(with("{") == "the document ends too early |  | this is in the referenced document 'o'\n");
  CHECK(with(document(R"("O":{"T":{"$Kind":"ComplexType","p":{"$Type":"O.X"}}})"))
        == "there is no type 'O.X' (at /O/T/p/$Type) | \"$Type\" | this is in the referenced document 'o'\n");
  CHECK(with(document(R"("N":{})"))
        == "another document has the namespace 'N', too (at /N) | \"N\" | this is in the referenced document 'o'\n");
  int calls = 0;
  SchemaOptions endless;  // each document refers to one more
  endless.resolve = [&](std::string_view) {
    const std::string space = "O" + std::to_string(++calls);
    return std::optional(document("\"" + space + "\":{}", "\"u" + space + R"(":{"$Include":[{"$Namespace":"X"}]})"));
  };
  CHECK(complaints(Schema::from_csdl(main, endless)) == "there are more than 64 documents | \n");
}

TEST_CASE("schemas are the same only where all of them is") {
  std::ifstream in(TAMIS_TEST_DATA_DIR "/data/every-type.csdl.xml", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto read = [](const std::string& xml) {
    auto schema = Schema::from_csdl_xml(xml);
    REQUIRE_MESSAGE(schema, complaints(schema));
    return *std::move(schema);
  };
  const Schema whole = read(text), copy = whole;
  CHECK(whole == copy);
  CHECK(whole == read(text));
  CHECK(Schema() == Schema());
  CHECK_FALSE(whole == Schema());
  CHECK_FALSE(Schema() == whole);
  struct Change {
    std::string_view from, to;
  };
  const Change changes[] = {
      {"<Property Name=\"Street\"", "<Property Name=\"Road\""},
      {"<Property Name=\"Street\" Type=\"Edm.String\"",
       "<Property Name=\"Street\" Type=\"Edm.String\" MaxLength=\"9\""},
      {"EntityType Name=\"OpenThing\" OpenType=\"true\"", "EntityType Name=\"OpenThing\" OpenType=\"false\""},
      {"<Member Name=\"Blue\"/>", "<Member Name=\"Bleu\"/>"},
      {"EnumType Name=\"Color\" UnderlyingType=\"Edm.Int16\"", "EnumType Name=\"Color\" UnderlyingType=\"Edm.Int32\""},
      {"Name=\"Weight\" UnderlyingType=\"Edm.Decimal\" Precision=\"12\"",
       "Name=\"Weight\" UnderlyingType=\"Edm.Decimal\" Precision=\"11\""},
      {"IsComposable=\"true\"", "IsComposable=\"false\""},
      {"<Parameter Name=\"position\"", "<Parameter Name=\"place\""},
      {"<Action Name=\"Reset\"", "<Action Name=\"Rest\""},
      {"<Parameter Name=\"it\" Type=\"Self.Everything\"/>", "<Parameter Name=\"it\" Type=\"Self.Person\"/>"},
      {"<EntitySet Name=\"OpenThings\"", "<EntitySet Name=\"Things2\""},
      {"<FunctionImport Name=\"Nearest\"", "<FunctionImport Name=\"Near\""},
      {"<EntityContainer Name=\"Container\"", "<EntityContainer Name=\"Box\""},
  };
  for (const Change& change : changes) {
    CAPTURE(change.from);
    const std::size_t at = text.find(change.from);
    REQUIRE(at != std::string::npos);
    std::string changed = text;
    changed.replace(at, change.from.size(), change.to);
    CHECK_FALSE(whole == read(changed));
  }
}

// ---- schemas built in code -----------------------------------------------------------------------

constexpr std::string_view what_the_builder_includes =
    R"("t":{"$Include":[{"$Namespace":"Tamis.V1","$Alias":"Tamis"},{"$Namespace":"Org.OData.Core.V1","$Alias":"Core"},{"$Namespace":"Org.OData.Capabilities.V1","$Alias":"Capabilities"}]})";

TEST_CASE("builder: a schema built in code is the one that its CSDL says") {
  tamis::SchemaBuilder shop("My.Shop", "S");
  shop.enumeration("Size", "Edm.Byte").member("Small", 0).member("Large", 9).annotate("Tamis.Extensible", true);
  shop.type_definition("Money", "Edm.Decimal", {.precision = 10, .scale = 2});
  shop.complex_type("Box").open().property("width", "Edm.Double");
  shop.entity_type("Thing").abstract().key("id").property("id", "Edm.Int64", {.nullable = false});
  shop.entity_type("Product")
      .base("Thing")
      .property("price", "Money")
      .property("size", "S.Size", {.nullable = false})
      .property("code", "Edm.String", {.max_length = 12, .unicode = false})
      .property("tags", "Collection(Edm.String)", {.nullable = false})
      .property("box", "Box")
      .navigation("parts", "Collection(Product)")
      .navigation("maker", "Thing")
      .annotate("tags", "Core.Ordered", false);
  shop.function("Near", "Collection(Product)", {{"it", "Product"}, {"miles", "Edm.Double"}}, {.bound = true});
  shop.entity_set("Products", "Product").annotate("Capabilities.TopSupported", false);
  shop.singleton("Best", "Product");
  const auto built = shop.build();
  REQUIRE_MESSAGE(built, complaints(built));
  const Schema read = load(document(
      R"json("My.Shop":{"$Alias":"S","Size":{"$Kind":"EnumType","$UnderlyingType":"Edm.Byte","@Tamis.Extensible":true,"Small":0,"Large":9},
        "Money":{"$Kind":"TypeDefinition","$UnderlyingType":"Edm.Decimal","$Precision":10,"$Scale":2},
        "Box":{"$Kind":"ComplexType","$OpenType":true,"width":{"$Type":"Edm.Double","$Nullable":true}},
        "Thing":{"$Kind":"EntityType","$Abstract":true,"$Key":["id"],"id":{"$Type":"Edm.Int64"}},
        "Product":{"$Kind":"EntityType","$BaseType":"S.Thing","price":{"$Type":"S.Money","$Nullable":true},"size":{"$Type":"S.Size"},
          "code":{"$MaxLength":12,"$Unicode":false,"$Nullable":true},"tags":{"$Collection":true,"@Org.OData.Core.V1.Ordered":false},
          "box":{"$Type":"S.Box","$Nullable":true},"parts":{"$Kind":"NavigationProperty","$Collection":true,"$Type":"S.Product"},
          "maker":{"$Kind":"NavigationProperty","$Type":"S.Thing","$Nullable":true}},
        "Near":[{"$Kind":"Function","$IsBound":true,"$Parameter":[{"$Name":"it","$Type":"S.Product"},{"$Name":"miles","$Type":"Edm.Double"}],
          "$ReturnType":{"$Type":"S.Product","$Collection":true}}],
        "Container":{"$Kind":"EntityContainer","Products":{"$Collection":true,"$Type":"S.Product","@Org.OData.Capabilities.V1.TopSupported":false},
          "Best":{"$Type":"S.Product"}}})json",
      what_the_builder_includes));
  CHECK(*built == read);
}

TEST_CASE("builder: flags, facets, keys with a name of their own, functions of a name") {
  tamis::SchemaBuilder map("Map");
  map.enumeration("Layers", "Edm.Int64").flags().member("Roads", 1).member("Rivers", 2);
  map.complex_type("Place").property("name", "Edm.String", {.nullable = false});
  map.entity_type("Spot")
      .key("place/name", "name")
      .property("place", "Place", {.nullable = false})
      .property("at", "Edm.GeographyPoint", {.srid = -1})
      .property("local", "Edm.GeometryPoint", {.srid = 4711})
      .property("height", "Edm.Decimal", {.scale = -2})
      .property("depth", "Edm.Decimal", {.scale = -1})
      .navigation("owner", "Spot", false);
  map.function("Near", "Collection(Spot)", {{"at", "Edm.GeographyPoint"}});
  map.function("Near", "Spot", {{"at", "Edm.GeographyPoint"}, {"name", "Edm.String"}}, {.composable = true});
  const auto built = map.build();
  REQUIRE_MESSAGE(built, complaints(built));
  const Schema read = load(document(
      R"json("Map":{"Layers":{"$Kind":"EnumType","$UnderlyingType":"Edm.Int64","$IsFlags":true,"Roads":1,"Rivers":2},
        "Place":{"$Kind":"ComplexType","name":{}},
        "Spot":{"$Kind":"EntityType","$Key":[{"name":"place/name"}],"place":{"$Type":"Map.Place"},
          "at":{"$Type":"Edm.GeographyPoint","$SRID":"variable","$Nullable":true},
          "local":{"$Type":"Edm.GeometryPoint","$SRID":4711,"$Nullable":true},
          "height":{"$Type":"Edm.Decimal","$Scale":"floating","$Nullable":true},
          "depth":{"$Type":"Edm.Decimal","$Scale":"variable","$Nullable":true},
          "owner":{"$Kind":"NavigationProperty","$Type":"Map.Spot"}},
        "Near":[{"$Kind":"Function","$Parameter":[{"$Name":"at","$Type":"Edm.GeographyPoint"}],
            "$ReturnType":{"$Type":"Map.Spot","$Collection":true}},
          {"$Kind":"Function","$IsComposable":true,"$Parameter":[{"$Name":"at","$Type":"Edm.GeographyPoint"},{"$Name":"name","$Type":"Edm.String"}],
            "$ReturnType":{"$Type":"Map.Spot"}}]})json",
      what_the_builder_includes));
  CHECK(built->to_csdl_json() == read.to_csdl_json());
  CHECK(*built == read);
}

TEST_CASE("builder: what is wrong is said") {
  tamis::SchemaBuilder twice("N");
  twice.entity_type("T").property("p", "Edm.String").property("p", "Edm.Int32");
  twice.complex_type("T");
  CHECK(complaints(twice.build()) == "there are two elements 'p' | \nthere are two elements 'T' | \n");
  tamis::SchemaBuilder shared("N");
  shared.complex_type("F");
  shared.function("F", "Edm.String");
  shared.complex_type("Container");
  shared.entity_type("E").key("id").property("id", "Edm.Int32", {.nullable = false});
  shared.entity_set("Es", "E");
  shared.singleton("Es", "E");
  CHECK(complaints(shared.build())
        == "there are two elements 'F' | \nthere are two elements 'Container' | \nthere are two elements 'Es' | \n");
  tamis::SchemaBuilder container("N");
  container.entity_type("E").key("id").property("id", "Edm.Int32", {.nullable = false});
  container.function("Container", "Edm.String");
  container.entity_set("Es", "E");
  CHECK(complaints(container.build()) == "there are two elements 'Container' | \n");
  tamis::SchemaBuilder unknown("N");
  unknown.entity_type("T").property("p", "Sting").key("q").annotate("r", "Core.Ordered", false);
  CHECK(complaints(unknown.build()) == "there is no property 'r' to annotate | \n");
  tamis::SchemaBuilder types("N");
  types.entity_type("T").property("p", "Sting").key("q");
  CHECK(complaints(types.build())
        == "there is no type 'N.Sting' (at /N/T/p/$Type) | \"$Type\"\n"
           "'N.T' has no property path 'q' (at /N/T/$Key/0) | \"q\"\n");
  tamis::SchemaBuilder circle("N");
  circle.complex_type("A").base("B");
  circle.complex_type("B").base("A");
  CHECK(complaints(circle.build()) == "'N.B' is derived from itself (at /N/B/$BaseType) | \"$BaseType\"\n");
  CHECK_FALSE(tamis::SchemaBuilder("not a namespace").build());
}
