// CSDL XML: what is read of it, how it differs from CSDL JSON, and what is said of bad documents.
#include <tamis/schema.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#if TAMIS_CSDL_XML

namespace {

using tamis::Code;
using tamis::Diagnostic;
using tamis::Property;
using tamis::Schema;
using tamis::Span;
using tamis::StructuredType;
using tamis::Type;
using tamis::TypeKind;

constexpr std::string_view head =
    R"(<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">)"
    R"(<edmx:Reference Uri="c"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/>)"
    R"(<edmx:Include Namespace="Org.OData.Capabilities.V1" Alias="Cap"/><edmx:Include Namespace="Tamis.V1" Alias="Tamis"/>)"
    R"(</edmx:Reference><edmx:DataServices>)"
    R"(<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="N" Alias="S">)";
constexpr std::string_view foot = "</Schema></edmx:DataServices></edmx:Edmx>";

/// A document with one schema, of which only the elements are given.
std::string in_schema(std::string_view elements) { return std::string(head).append(elements).append(foot); }

/// A complex type T of which only the inside is given.
std::string in_type(std::string_view inside) {
  return in_schema("<ComplexType Name='T'>" + std::string(inside) + "</ComplexType>");
}

Schema load(std::string_view text) {
  auto schema = Schema::from_csdl_xml(text);
  if (!schema) FAIL(tamis::render(schema.error()));
  return *std::move(schema);
}

std::string file(const std::string& name) {
  std::ifstream stream(std::string(TAMIS_TEST_DATA_DIR) + "/data/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
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

/// The type of a property as CSDL XML writes it, with ? where it is nullable.
std::string written(const Schema& schema, const Property& property) {
  return schema.type_name(property.type) + (property.type.nullable ? "?" : "");
}

/// The diagnostics of a bad document, one a line: message, the text at the place, the suggestion.
std::string complaints(std::string_view text) {
  const auto schema = Schema::from_csdl_xml(text);
  if (schema) return "none";
  CHECK(schema.error().text == text);
  std::string lines;
  for (const Diagnostic& diagnostic : schema.error()) {
    const Span span = diagnostic.span;
    REQUIRE(span.end() <= text.size());
    lines += diagnostic.message + " | " + std::string(text.substr(span.offset, span.length));
    lines += diagnostic.suggestion.empty() ? "\n" : " | " + diagnostic.suggestion + "\n";
  }
  return lines;
}

}  // namespace

// ---- what is read ------------------------------------------------------------------------------

TEST_CASE("csdl xml: every Edm type, not null, nullable, and in collections") {
  const Schema schema = load(file("every-type.csdl.xml"));
  const StructuredType& everything = type_of(schema, "Ns.Everything");
  CHECK(everything.entity);
  CHECK(everything.keys == std::vector<std::string>{"Id"});
  for (auto kind = TypeKind::boolean; kind <= TypeKind::geometry_collection;
       kind = static_cast<TypeKind>(static_cast<int>(kind) + 1)) {
    if (kind == TypeKind::stream) continue;
    const std::string name(tamis::edm_name(kind));
    CAPTURE(name);
    CHECK(written(schema, property_of(schema, "Everything", name.substr(4))) == name);
    CHECK(written(schema, property_of(schema, "Everything", "Nullable" + name.substr(4))) == name + "?");
  }
  const auto type = [&](std::string_view name) { return written(schema, property_of(schema, "Everything", name)); };
  CHECK(type("Int32s") == "Collection(Edm.Int32)");
  CHECK(type("NullableInt32s") == "Collection(Edm.Int32)?");
  CHECK(type("Geographies") == "Collection(Edm.Geography)");
  CHECK(type("Stream") == "Edm.Stream");
  CHECK(type("Untyped") == "Edm.Untyped?");
  CHECK(type("Untypeds") == "Collection(Edm.Untyped)?");
  CHECK(type("NullableColor") == "Ns.Color?");
  CHECK(type("Accesss") == "Collection(Ns.Access)");
  CHECK(type("Weight") == "Edm.Decimal");
  CHECK(type("Orders") == "Collection(Ns.Order)");
  CHECK(type("Owner") == "Ns.Person");
  CHECK(type("Parent") == "Ns.Everything?");
  CHECK(type("People") == "Collection(Ns.Person)");
  CHECK(type("AnyEntity") == "Edm.Untyped?");
  CHECK(property_of(schema, "Everything", "Parts").navigation);
  CHECK_FALSE(property_of(schema, "Everything", "Unordered").ordered);
  CHECK(property_of(schema, "Everything", "Weight").scale == 3);
  CHECK(property_of(schema, "Everything", "Weight").precision == 12);
  CHECK(property_of(schema, "Everything", "Code").max_length == 8);
  CHECK(property_of(schema, "Everything", "Decimal").scale == -1);
  CHECK(property_of(schema, "Everything", "FloatingDecimal").scale == -2);
  CHECK(property_of(schema, "Everything", "WholeDecimal").scale == 0);
  CHECK(type_of(schema, "Tags").open);
  CHECK(type_of(schema, "PostalAddress").base == schema.find_type("Address")->definition);
  CHECK(type_of(schema, "Employee").keys == std::vector<std::string>{"Id"});
  CHECK(schema.functions().size() == 2);
  CHECK(schema.find_entity_set("Me")->singleton);
  CHECK(schema.type_name(schema.default_type()) == "Ns.Everything");
}

TEST_CASE("csdl xml: values of enumeration members, stated or counted") {
  const Schema schema = load(file("every-type.csdl.xml"));
  const auto values = [&](std::string_view name) {
    std::string text;
    for (const auto& member : schema.enum_types()[schema.find_type(name)->definition].members)
      text += member.name + "=" + std::to_string(member.value) + " ";
    return text;
  };
  CHECK(values("Color") == "Red=0 Green=1 Blue=2 ");
  CHECK(values("Level") == "Low=-1 Medium=0 High=10 ");
  CHECK(values("Access") == "None=0 Read=1 Write=2 ReadWrite=3 Share=4 ");
  CHECK(schema.enum_types()[0].underlying == TypeKind::int16);
  CHECK(schema.enum_types()[1].underlying == TypeKind::int32);
  CHECK(schema.enum_types()[1].extensible);
  CHECK(schema.enum_types()[2].flags);
}

TEST_CASE("csdl xml: annotations in all forms, inline and from outside") {
  const Schema schema = load(in_schema(R"xml(
    <ComplexType Name="T">
      <Property Name="a" Type="Collection(Edm.String)">
        <Annotation Term="Core.Ordered"><Bool>false</Bool></Annotation>
        <Annotation Term="Core.Description" Qualifier="fr" String="autre"/>
        <Annotation Term="Core.Description"><String>one <![CDATA[<two>]]></String></Annotation>
        <Annotation Term="Tamis.Spellings"><Collection><String>A</String><String>aa</String></Collection></Annotation>
        <Annotation Term="Tamis.EmptyObjectIsEmpty"><Annotation Term="Core.Description" String="of the annotation"/></Annotation>
      </Property>
      <Property Name="b" Type="Edm.String"><Annotation Term="Core.Description" Path="a"/></Property>
      <Property Name="c" Type="Edm.String"><Annotation Term="Core.Description"><If><Bool>true</Bool></If></Annotation></Property>
    </ComplexType>
    <EntityType Name="E"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32"/>
      <Property Name="x" Type="S.T"/></EntityType>
    <EntityContainer Name="C">
      <EntitySet Name="Es" EntityType="S.E">
        <Annotation Term="Cap.FilterRestrictions"><Record Type="Cap.FilterRestrictionsType">
          <PropertyValue Property="Filterable" Bool="1"/>
          <PropertyValue Property="NonFilterableProperties">
            <Collection><PropertyPath>x/b</PropertyPath><PropertyPath>x/c</PropertyPath></Collection></PropertyValue>
          <PropertyValue Property="FilterFunctions"><Collection/></PropertyValue></Record></Annotation>
        <Annotation Term="Cap.TopSupported" Bool="false"/>
      </EntitySet>
    </EntityContainer>
    <Annotations Target="S.C/Es"><Annotation Term="Cap.SkipSupported" Bool="false"/></Annotations>
    <Annotations Target="N.C/Es"><Annotation Term="Cap.SearchRestrictions"><Record>
      <PropertyValue Property="Searchable" Bool="false"/></Record></Annotation></Annotations>
    <Annotations Target="S.T/c" Qualifier="q"><Annotation Term="Core.Description" String="qualified"/></Annotations>
    <Annotations Target="Other.Type"><Annotation Term="Core.Description" String="x"/></Annotations>)xml"));
  const Property& a = property_of(schema, "T", "a");
  CHECK_FALSE(a.ordered);
  CHECK(a.description == "one <two>");
  CHECK(a.spellings == std::vector<std::string>{"A", "aa"});
  CHECK(a.empty_object_is_empty);  // a flag without a value
  CHECK(property_of(schema, "T", "b").description == "");
  CHECK(property_of(schema, "T", "c").description == "");
  const tamis::ServiceRules& rules = schema.find_entity_set("Es")->rules;
  CHECK(rules.filterable);
  CHECK(rules.non_filterable == std::vector<std::string>{"x/b", "x/c"});
  CHECK_FALSE(rules.top);
  CHECK_FALSE(rules.skip);
  CHECK_FALSE(rules.searchable);
  CHECK(rules.sortable);
}

TEST_CASE("csdl xml: other namespaces, prefixes, comments and instructions are passed over") {
  const Schema schema = load(
      "<?xml version='1.0'?><!-- c --><x:Edmx xmlns:x='http://docs.oasis-open.org/odata/ns/edmx' Version='4.01'>"
      "<x:DataServices xmlns:m='urn:m' m:DataServiceVersion='4.0'>"
      "<e:Schema xmlns:e='http://docs.oasis-open.org/odata/ns/edm' Namespace='N'><!-- c --><?i?>"
      "<e:ComplexType Name='T' m:Nulable='x'><m:Property Name='q'/><Property Name='r' xmlns='urn:r'/>"
      "<e:Property Name='p' Type='Edm.Int32' /></e:ComplexType></e:Schema></x:DataServices></x:Edmx><!-- c -->");
  CHECK(type_of(schema, "T").properties.size() == 1);
  CHECK(written(schema, property_of(schema, "T", "p")) == "Edm.Int32?");
}

TEST_CASE("csdl xml: overloads, several schemas, aliases of keys, facets without a number") {
  const std::string other =
      "</Schema><Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' Namespace='M.O' Alias='O'>";
  const Schema schema = load(in_schema(
      "<Function Name='F'><Parameter Name='a' Type='Edm.Int32' Nullable='false'/><ReturnType "
      "Type='Edm.String'/></Function>"
      "<EntityType Name='E' Abstract='true'><Key><PropertyRef Name='b/w' Alias='w'/></Key>"
      "<Property Name='b' Type='O.B' Nullable='false'/></EntityType>"
      "<Function Name='F' IsBound='true'><Parameter Name='a' Type='Collection(S.E)'/><ReturnType "
      "Type='Collection(S.E)'/></Function>"
      + other
      + "<ComplexType Name='B'><Property Name='w' Type='Edm.String' MaxLength='max' Unicode='false'/></ComplexType>"));
  REQUIRE(schema.functions().size() == 2);
  CHECK_FALSE(schema.functions()[0].parameters[0].type.nullable);
  CHECK(schema.functions()[1].bound);
  CHECK(schema.functions()[1].parameters[0].type.collection);
  CHECK(schema.type_name(schema.functions()[1].result) == "Collection(N.E)");
  CHECK(type_of(schema, "S.E").keys == std::vector<std::string>{"b/w"});
  CHECK(type_of(schema, "S.E").abstract);
  CHECK_FALSE(property_of(schema, "O.B", "w").max_length);
}

TEST_CASE("csdl xml: numbers and words in all their spellings") {
  const Schema schema =
      load(in_schema("<EnumType Name='C'><Member Name='a' Value='+5'/><Member Name='b' Value=' -6 '/></EnumType>"
                     "<ComplexType Name='T'><Property Name='p' Type='Edm.GeographyPoint' SRID=' Variable '/>"
                     "<Property Name='q' Type='S.C'><Annotation Term='Tamis.NumberAsString' Bool=' true "
                     "'/></Property></ComplexType>"));
  CHECK(schema.enum_types()[0].members[0].value == 5);
  CHECK(schema.enum_types()[0].members[1].value == -6);
  CHECK(property_of(schema, "T", "p").srid == -1);
  CHECK(complaints(in_schema("<EnumType Name='C'><Member Name='a' Value='+-5'/></EnumType>")).find("whole number")
        == 27);
}

TEST_CASE("csdl: XML and JSON are told apart by their content") {
  CHECK(Schema::from_csdl("\xEF\xBB\xBF \n" + in_type("")));
  CHECK(Schema::from_csdl("\xEF\xBB\xBF \n{\"$Version\":\"4.01\"}"));
  CHECK(Schema::from_csdl("<").error().items[0].message.find("not XML") != std::string::npos);
  CHECK(Schema::from_csdl("x").error().items[0].message.find("not JSON") != std::string::npos);
  CHECK(Schema::from_csdl("").error().items[0].message == "the document ends too early");
}

// ---- what is said of bad documents ---------------------------------------------------------------

TEST_CASE("csdl xml: documents that are no XML, or not in UTF-8") {
  CHECK(complaints("") == "the document has no element | \n");
  CHECK(complaints("<!-- only -->") == "the document has no element | \n");
  CHECK(complaints("<a></b>").starts_with("the document is not XML: "));
  CHECK(complaints(in_type("").substr(0, 400)).starts_with("the document is not XML: "));
  CHECK(complaints("<?xml version='1.0' encoding='ISO-8859-1'?><a/>")
        == "the document says that it is in 'ISO-8859-1'; only UTF-8 is read | encoding='ISO-8859-1'\n");
  CHECK(complaints(std::string_view("<\0a\0/\0>\0", 8))
        == "the document is in UTF-16 or UTF-32; only UTF-8 is read | \n");
  CHECK(complaints("\xFF\xFE<") == "the document is in UTF-16 or UTF-32; only UTF-8 is read | \n");
  CHECK(complaints("<a>\xC0</a>") == "the document is not UTF-8 here | \xC0\n");
  CHECK(complaints(std::string_view("<a>\0</a>", 8))
        == "XML has no control characters but tab and line ends | " + std::string(1, '\0') + "\n");
  CHECK(complaints("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
        == "the document has a document type declaration; that is not read | \n");
  CHECK(complaints("<a/><b/>") == "there is more in the document than one element | \n");
  CHECK(complaints("<a/>text") == "there is more in the document than one element | \n");
}

TEST_CASE("csdl xml: documents that are not CSDL") {
  CHECK(complaints("<html/>")
        == "the document is no CSDL XML: its element is not Edmx of the namespace "
           "'http://docs.oasis-open.org/odata/ns/edmx' | html\n");
  CHECK(complaints("<e:Edmx Version='1.0' xmlns:e='http://schemas.microsoft.com/ado/2007/06/edmx'/>")
        == "this is metadata of OData 3 or older; 4.0 and newer is read | e:Edmx\n");
  CHECK(complaints("<Edmx xmlns='http://docs.oasis-open.org/odata/ns/edmx'/>") == "Edmx has no Version | Edmx\n");
  CHECK(complaints("<Edmx xmlns='http://docs.oasis-open.org/odata/ns/edmx' Version='3'/>")
        == "Version '3' is not one of 4.0, 4.01, 4.02 (at /Version) | Version='3'\n");
  CHECK(complaints("<Schema xmlns='http://docs.oasis-open.org/odata/ns/edm'/>")
        == "the document's element is Edmx | Schema\n");
  CHECK(complaints("<x:a/>") == "the document is no CSDL XML: its element is not Edmx of the namespace "
                                "'http://docs.oasis-open.org/odata/ns/edmx' | x:a\n");
  CHECK(complaints(in_type("<x:a/>")) == "the prefix 'x' stands for no namespace | x:a\n");
  CHECK(
      complaints(in_type("<edmx:Property/>"))
      == "there is no element 'Property' in the namespace 'http://docs.oasis-open.org/odata/ns/edmx' | "
         "edmx:Property\n");
}

TEST_CASE("csdl xml: what is wrong in the model, and where") {
  CHECK(complaints(in_schema("<EntityContainer Name='C'><EntitySte Name='A'/></EntityContainer>"))
        == "there is no element 'EntitySte' here | EntitySte | EntitySet\n");
  CHECK(complaints("<e:Edmx Version='4.0' xmlns:e='http://docs.oasis-open.org/odata/ns/edmx'><e:DataServices><e:Edmx/>"
                   "</e:DataServices></e:Edmx>")
        == "DataServices hold Schema elements only | e:Edmx\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.GeographyPoint' SRID='x'/>"))
        == "SRID is a whole number or variable | SRID='x'\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.Strin'/>"))
        == "there is no type 'Edm.Strin' (at /N/T/p/Type) | Type='Edm.Strin' | Edm.String\n");
  CHECK(complaints(in_type("<Property Name='p'/>")) == "this Property has no Type | Property\n");
  CHECK(complaints(in_type("<Property Type='Edm.Int32'/>")) == "this Property has no Name | Property\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.Int32' Nullable='no'/>"))
        == "Nullable is true or false | Nullable='no'\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.Int32' Nulable='true'/>"))
        == "there is no member 'Nulable' (at /N/T/p/Nulable) | Nulable='true' | Nullable\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.String' MaxLength='-1'/>"))
        == "MaxLength is a whole number or max | MaxLength='-1'\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.Decimal' Scale='x'/>"))
        == "Scale is a number, 'variable' or 'floating' (at /N/T/p/Scale) | Scale='x'\n");
  CHECK(complaints(in_type("<Property Name='p' Type='Edm.Int32'/><Property Name='p' Type='Edm.Int32'/>"))
        == "there are two elements 'p' | Name='p'\n");
  CHECK(complaints(in_type("<Propety Name='p'/>")) == "there is no element 'Propety' here | Propety | Property\n");
  CHECK(complaints(in_type("<Property Name='p' Name='q' Type='Edm.Int32'/>"))
        == "there are two attributes 'Name' | Property\n");
  CHECK(complaints(in_type("<Property Name='1' Type='Edm.Int32'/>"))
        == "'1' is no identifier: letters, digits and underscores, not beginning with a digit, at most 128 characters "
           "(at /N/T/1) | Name='1'\n");
  CHECK(complaints(in_schema("<EntityType Name='A' BaseType='S.B'/><EntityType Name='B' BaseType='N.A'/>"))
        == "'N.B' is derived from itself (at /N/B/BaseType) | BaseType='N.A'\n");
  CHECK(complaints(in_schema("<EntityType Name='A'><Key/></EntityType>")) == "a Key has no PropertyRef | Key\n");
  CHECK(complaints(in_schema("<EntityType Name='A'><Key><PropertyRef Name='x'/></Key></EntityType>"))
        == "'N.A' has no property path 'x' (at /N/A/Key/0) | Name='x'\n");
  CHECK(complaints(in_schema("<EnumType Name='E'><Member Name='a'/><Member Name='b' Value='1'/></EnumType>"))
        == "either all members of an enumeration have a Value, or none has one | Value='1'\n");
  CHECK(complaints(in_schema("<EnumType Name='E' IsFlags='true'><Member Name='a'/></EnumType>"))
        == "a member of flags needs a Value | Name='a'\n");
  CHECK(complaints(in_schema("<EnumType Name='E' UnderlyingType='Edm.Byte'><Member Name='a' Value='256'/></EnumType>"))
        == "a is a whole number of 0 to 255 (at /N/E/a) | Value='256'\n");
  CHECK(complaints(in_schema("<Function Name='F'/>")) == "function 'F' needs a ReturnType (at /N/F/0) | Name='F'\n");
  CHECK(complaints(in_schema("<EnumType Name='F'/><Function Name='F'/>")) == "there are two elements 'F' | Name='F'\n");
  CHECK(complaints(in_schema("<TypeDefinition Name='D' UnderlyingType='S.D'/>"))
        == "type definition 'D' needs a primitive Edm type as its UnderlyingType (at /N/D/UnderlyingType) | "
           "UnderlyingType='S.D'\n");
  CHECK(complaints(in_schema("<EntityContainer Name='C'><EntitySet Name='A' EntityType='S.X'/></EntityContainer>"))
        == "there is no type 'S.X' (at /N/C/A/Type) | EntityType='S.X'\n");
  CHECK(
      complaints(in_schema("<Annotations Target='S.X'><Annotation Term='Core.Description' String='x'/></Annotations>"))
      == "there is no 'N.X' to annotate (at /N/Annotations/S.X) | Target='S.X'\n");
}

TEST_CASE("csdl xml: constants in annotations that are none, and what is given twice") {
  const auto annotated = [](std::string_view what) {
    return in_type("<Annotation Term='x.y'" + std::string(what) + "</Annotation>");
  };
  for (const char* right : {"Int='7'", "Int='+7'", "Int='-7'", "Decimal='+1.50'", "Float='1e3'", "Float='-INF'",
                            "Float='NaN'", "Bool='0'", "EnumMember='a.b/c'", "EnumMember='a.b/c  a.b/d'"}) {
    CAPTURE(right);
    CHECK(complaints(annotated(std::string(" ") + right + ">")) == "none");
  }
  for (const char* wrong : {"", "+", "+-7", "7x", "0x7", "inf", "Infinity", "nan", "1e999"}) {
    CAPTURE(wrong);
    const std::string text = wrong;
    CHECK(complaints(annotated(" Float='" + text + "'>")) == "Float is a number | Float='" + text + "'\n");
    CHECK(complaints(annotated("><Int>" + text + "</Int>")).starts_with("Int is a number | "));
  }
  CHECK(complaints(annotated(" Bool='yes'>")) == "Bool is true or false | Bool='yes'\n");
  CHECK(complaints(in_type("<Annotation Term='x.y'/><Annotation Term='x.y' Qualifier='q'/>")) == "none");
  CHECK(complaints(in_type("<Annotation Term='x.y'/><Annotation Term='x.y'/>"))
        == "there are two annotations '@x.y' | Term='x.y'\n");
  CHECK(complaints(annotated("><Record><PropertyValue Property='a'/><PropertyValue Property='a'/></Record>"))
        == "there are two values of 'a' | Property='a'\n");
}

TEST_CASE("csdl xml: names that stand for one another in circles, or twice") {
  const auto schemas = [](std::string_view first, std::string_view second) {
    return std::string(
               "<e:Edmx Version='4.0' xmlns:e='http://docs.oasis-open.org/odata/ns/edmx'><e:DataServices>"
               "<Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' ")
        .append(first)
        .append("/><Schema xmlns='http://docs.oasis-open.org/odata/ns/edm' ")
        .append(second)
        .append("/></e:DataServices></e:Edmx>");
  };
  CHECK(complaints(schemas("Namespace='A' Alias='B'", "Namespace='B' Alias='A'"))
        == "the namespace 'A' is an alias too (at /A) | Namespace='A'\n"
           "the namespace 'B' is an alias too (at /B) | Namespace='B'\n");
  CHECK(complaints(schemas("Namespace='A'", "Namespace='A'")) == "there are two elements 'A' | Namespace='A'\n");
  CHECK(complaints(schemas("Namespace='A' Alias='C'", "Namespace='B' Alias='C'"))
        == "the alias 'C' stands for 'A' already (at /B/Alias) | Alias='C'\n");
  CHECK(complaints(schemas("Namespace='A'", "Namespace='Edm'"))
        == "the namespace 'Edm' is reserved (at /Edm) | Namespace='Edm'\n");
  CHECK(complaints(schemas("Namespace='A'", "Namespace='B' Alias='B'")) == "none");
}

TEST_CASE("csdl xml: large documents cost no more than their size") {
  std::string many;
  for (int i = 0; i < 20000; ++i) {
    const std::string n = std::to_string(i);
    many += "<ComplexType Name='T" + n + "' BaseType='N.T" + std::to_string(i / 2) + "x'/>";
    many += "<Function Name='F'><ReturnType Type='N.U" + n + "'/></Function>";
  }
  const auto schema = Schema::from_csdl_xml(in_schema(many));
  REQUIRE_FALSE(schema);
  CHECK(schema.error().size() == 20);
}

TEST_CASE("csdl xml: places count a byte order mark") {
  const std::string text = "\xEF\xBB\xBF" + in_type("<Property Name='p' Type='Edm.Strin'/>");
  CHECK(complaints(text).find("| Type='Edm.Strin' |") != std::string::npos);
  CHECK(complaints("\xEF\xBB\xBF<a></b>").starts_with("the document is not XML"));
}

TEST_CASE("csdl xml: limits") {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
      all += text;
    return all;
  };
  const std::string deep = repeated("<Collection>", 58) + repeated("</Collection>", 58);
  CHECK(complaints(in_type("<Annotation Term='x.y'>" + deep + "</Annotation>")) == "none");
  const std::string deeper = repeated("<Collection>", 60) + repeated("</Collection>", 60);
  CHECK(complaints(in_type("<Annotation Term='x.y'>" + deeper + "</Annotation>"))
        == "the document is nested deeper than the limit of 64 | Collection\n");
  CHECK(complaints(repeated("<a>", 1000000)).starts_with("the document is not XML"));
  CHECK(complaints(in_type("<a" + repeated(" xmlns:a='a'", 2) + "/>")).starts_with("there are two attributes"));
  std::string many;
  for (int i = 0; i < 101; ++i)
    many += " a" + std::to_string(i) + "=''";
  CHECK(complaints(in_type("<Annotation" + many + "/>")) == "an element has at most 100 attributes | Annotation\n");
  std::string spaces;
  for (int i = 0; i < 64; ++i)
    spaces += " xmlns:a" + std::to_string(i) + "='a'";
  CHECK(complaints(in_type("<Annotation" + spaces + "/>")) == "more than 64 namespaces are declared | Annotation\n");
  CHECK(complaints(repeated("<a/>", 4000001)) == "the document has more than 2000000 elements | \n");
}

TEST_CASE("csdl xml: a document cut off at any byte is refused, never read in part") {
  const std::string text = file("every-type.csdl.xml");
  const std::size_t end = text.rfind("</edmx:Edmx>");
  for (std::size_t size = 0; size < end; size += 53) {
    CAPTURE(size);
    CHECK_FALSE(Schema::from_csdl_xml(std::string_view(text).substr(0, size)));
  }
}

#endif
