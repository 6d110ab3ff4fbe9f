// CSDL JSON: what is said of bad documents, and where.
#include <tamis/schema.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "src/schema/embedded.hpp"

namespace {

using tamis::Code;
using tamis::Diagnostic;
using tamis::Schema;
using tamis::Span;

/// The diagnostics of a bad document, one a line: message, the text at the place, the suggestion.
std::string complaints(std::string_view text) {
  const auto schema = Schema::from_csdl_json(text);
  if (schema) return "none";
  CHECK(schema.error().text == text);
  std::string lines;
  for (const Diagnostic& diagnostic : schema.error()) {
    CHECK(diagnostic.code == Code::invalid_schema);
    const Span span = diagnostic.span;
    REQUIRE(span.end() <= text.size());
    lines += diagnostic.message + " | " + std::string(text.substr(span.offset, span.length));
    lines += diagnostic.suggestion.empty() ? "\n" : " | " + diagnostic.suggestion + "\n";
  }
  return lines;
}

/// A document with one schema, of which only the elements are given.
std::string in_schema(std::string_view elements) {
  return R"({"$Version":"4.01","$Reference":{"u":{"$Include":[{"$Namespace":"Org.OData.Capabilities.V1","$Alias":"Cap"},)"
         R"({"$Namespace":"Org.OData.Core.V1","$Alias":"Core"},{"$Namespace":"Tamis.V1","$Alias":"Tamis"},{"$Namespace":"Else.Where","$Alias":"Else"}]}},"N":{)"
       + std::string(elements) + "}}";
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += text;
  return out;
}

struct Bad {
  std::string_view text, complaint;
};

}  // namespace

TEST_CASE("csdl: documents that are not JSON, or not CSDL") {
  const Bad cases[] = {
      {"", "the document ends too early | \n"},
      {"{\"$Version\":", "the document ends too early | \n"},
      {"[]", "the document is not a JSON object | \n"},
      {"{\"a\":1,}", "the document is not JSON: syntax error | \n"},
      {"{} {}", "the document goes on after its end | \n"},
      {"{}", "the document has no $Version: is it CSDL JSON? | \n"},
      {R"({"$Version":4})", "$Version is a string (at /$Version) | \"$Version\"\n"},
      {R"({"$Version":"3.0"})", "$Version '3.0' is not one of 4.0, 4.01, 4.02 (at /$Version) | \"$Version\"\n"},
      {R"({"$Version":"4.01","$version":1})",
       "there is no member '$version' (at /$version) | \"$version\" | $Version\n"},
      {R"({"$Version":"4.01","N":{"T":1,"T":2}})", "there are two members 'T' | \"T\"\n"},
      {R"({"$Version":"4.01","N":{"T":1,"\u0054":2}})", "there are two members 'T' | \"\\u0054\"\n"},
      {R"({"$Version":"4.01","a":[{"b":[],"c":[{"b":""}],"b":[]}]})", "there are two members 'b' | \"b\"\n"},
      {R"({"$Version":"4.01","N":1})", "a schema is an object, and so is 'N' if it is one (at /N) | \"N\"\n"},
      {R"({"$Version":"4.01","Edm":{}})", "the namespace 'Edm' is reserved (at /Edm) | \"Edm\"\n"},
      {R"({"$Version":"4.01","A.1":{}})",
       "'1' is no identifier: letters, digits and underscores, not beginning with a digit, at most 128 characters "
       "(at /A.1) | \"A.1\"\n"},
      {R"({"$Version":"4.01","$EntityContainer":"N.C","N":{}})",
       "there is no entity container 'N.C' (at /$EntityContainer) | \"$EntityContainer\"\n"},
      {R"({"$Version":"4.01","A":{"$Alias":"B"},"C":{"$Alias":"B"}})",
       "the alias 'B' stands for 'A' already (at /C/$Alias) | \"$Alias\"\n"},
      {R"({"$Version":"4.01","A":{"$Alias":"C"},"C":{}})", "the namespace 'C' is an alias too (at /C) | \"C\"\n"},
      {R"({"$Version":"4.01","A":{"$Alias":"System"}})",
       "the alias 'System' is reserved (at /A/$Alias) | \"$Alias\"\n"},
      {R"({"$Version":"4.01","$Reference":[]})", "$Reference is an object (at /$Reference) | \"$Reference\"\n"},
      {R"({"$Version":"4.01","$Reference":{"a/b":{"$Include":[{},1]}}})",
       "an included schema has no $Namespace (at /$Reference/a~1b/$Include/0) | {\n"
       "an included schema is an object (at /$Reference/a~1b/$Include/1) | 1\n"},
  };
  for (const Bad& bad : cases) {
    CAPTURE(bad.text);
    CHECK(complaints(bad.text) == bad.complaint);
  }
  const auto place = [](std::string_view text) { return Schema::from_csdl_json(text).error().items.at(0).span; };
  CHECK(place("{\"a\":1,}") == Span{7, 0});
  CHECK(place("{} {}") == Span{3, 0});
  CHECK(place("{\"a\":\"\xff\"}") == Span{6, 0});
  CHECK(place(R"({"$Version":"4.01","N":{"T":1,"T":2}})") == Span{30, 3});
}

TEST_CASE("csdl: bad types") {
  const Bad cases[] = {
      {R"("T":{})", "'T' has no $Kind (at /N/T) | \"T\"\n"},
      {R"("T":1)", "'T' is neither an object nor an array (at /N/T) | \"T\"\n"},
      {R"("T":{"$Kind":"EntitiType"})", "there is no $Kind 'EntitiType' (at /N/T/$Kind) | \"$Kind\" | EntityType\n"},
      {R"("T":{"$Kind":1})", "$Kind is a string (at /N/T/$Kind) | \"$Kind\"\n"},
      {R"("T":{"$Kind":"ComplexType","$OpenTyp":true})",
       "there is no member '$OpenTyp' (at /N/T/$OpenTyp) | \"$OpenTyp\" | $OpenType\n"},
      {R"("T":{"$Kind":"ComplexType","$Abstract":1})",
       "$Abstract is true or false (at /N/T/$Abstract) | \"$Abstract\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":1})", "property 'p' is not an object (at /N/T/p) | \"p\"\n"},
      {R"("T":{"$Kind":"ComplexType","a b":{}})",
       "'a b' is no identifier: letters, digits and underscores, not beginning with a digit, at most 128 characters "
       "(at /N/T/a b) | \"a b\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"N.X"}})",
       "there is no type 'N.X' (at /N/T/p/$Type) | \"$Type\" | N.T\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"Edm.Strin"}})",
       "there is no type 'Edm.Strin' (at /N/T/p/$Type) | \"$Type\" | Edm.String\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"String"}})",
       "type 'String' is named without its namespace (at /N/T/p/$Type) | \"$Type\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"M.T"}})",
       "type 'M.T': 'M' is neither a namespace nor an alias (at /N/T/p/$Type) | \"$Type\" | N.T\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"Else.Tag"}})",
       "type 'Else.Tag' is of the referenced document 'u', which is not given (at /N/T/p/$Type) | \"$Type\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Nullable":"yes"}})",
       "$Nullable is true or false (at /N/T/p/$Nullable) | \"$Nullable\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$MaxLength":-1}})",
       "$MaxLength is a whole number of 0 to 2147483647 (at /N/T/p/$MaxLength) | \"$MaxLength\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Precision":1.5}})",
       "$Precision is a whole number of 0 to 2147483647 (at /N/T/p/$Precision) | \"$Precision\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Scale":"any"}})",
       "$Scale is a number, 'variable' or 'floating' (at /N/T/p/$Scale) | \"$Scale\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"Edm.Decimal","$Precision":2,"$Scale":3}})",
       "$Scale is at most $Precision, which is 2 (at /N/T/p/$Scale) | \"$Scale\"\n"},
      {R"("D":{"$Kind":"TypeDefinition","$UnderlyingType":"Edm.Decimal","$Precision":9,"$Scale":4},)"
       R"("T":{"$Kind":"ComplexType","a":{"$Type":"N.D","$Precision":3},"b":{"$Type":"N.D","$Scale":9},"c":{"$Type":"N.D"}})",
       "$Scale is at most $Precision, which is 3 (at /N/T/a/$Precision) | \"$Precision\"\n"},
      {R"("T":{"$Kind":"TypeDefinition","$UnderlyingType":"Edm.Decimal","$Precision":1,"$Scale":2})",
       "$Scale is at most $Precision, which is 1 (at /N/T/$Scale) | \"$Scale\"\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Kind":"Properti"}})",
       "a property cannot have the $Kind 'Properti' (at /N/T/p/$Kind) | \"$Kind\" | Property\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Kind":"NavigationProperty","$Type":"N.T"}})",
       "navigation property 'p' needs an entity type (at /N/T/p) | \"p\"\n"},
      {R"("T":{"$Kind":"TypeDefinition"})",
       "type definition 'T' needs a primitive Edm type as its $UnderlyingType (at /N/T) | \"T\"\n"},
      {R"("T":{"$Kind":"TypeDefinition","$UnderlyingType":"N.T"})",
       "type definition 'T' needs a primitive Edm type as its $UnderlyingType (at /N/T/$UnderlyingType) | "
       "\"$UnderlyingType\"\n"},
  };
  for (const Bad& bad : cases) {
    CAPTURE(bad.text);
    CHECK(complaints(in_schema(bad.text)) == bad.complaint);
  }
}

TEST_CASE("csdl: bad bases and keys") {
  const Bad cases[] = {
      {R"("T":{"$Kind":"ComplexType","$BaseType":"N.T"})",
       "'N.T' is derived from itself (at /N/T/$BaseType) | \"$BaseType\"\n"},
      {R"("A":{"$Kind":"ComplexType","$BaseType":"N.B"},"B":{"$Kind":"ComplexType","$BaseType":"N.A"})",
       "'N.B' is derived from itself (at /N/B/$BaseType) | \"$BaseType\"\n"},
      {R"("T":{"$Kind":"ComplexType","$BaseType":"N.E"},"E":{"$Kind":"EntityType"})",
       "'N.E' cannot be the base of 'N.T': it is no complex type (at /N/T/$BaseType) | \"$BaseType\"\n"},
      {R"("T":{"$Kind":"EntityType","$BaseType":"N.E"},"E":{"$Kind":"EnumType"})",
       "'N.E' cannot be the base of 'N.T': it is no entity type (at /N/T/$BaseType) | \"$BaseType\"\n"},
      {R"("A":{"$Kind":"ComplexType","p":{}},"B":{"$Kind":"ComplexType","$BaseType":"N.A","p":{}})",
       "the base type 'N.A' has a property 'p' already (at /N/B/p) | \"p\"\n"},
      {R"("T":{"$Kind":"EntityType","$Key":["idd"],"id":{}})",
       "'N.T' has no property path 'idd' (at /N/T/$Key/0) | \"idd\" | id\n"},
      {R"("T":{"$Kind":"EntityType","$Key":[1],"id":{}})",
       "a part of $Key is a property path, or an object with one member that is one (at /N/T/$Key/0) | 1\n"},
      {R"("T":{"$Kind":"EntityType","$Key":"id","id":{}})", "$Key is an array (at /N/T/$Key) | \"$Key\"\n"},
      {R"("T":{"$Kind":"ComplexType","$Key":["id"],"id":{}})",
       "a complex type has no $Key (at /N/T/$Key) | \"$Key\"\n"},
  };
  for (const Bad& bad : cases) {
    CAPTURE(bad.text);
    CHECK(complaints(in_schema(bad.text)) == bad.complaint);
  }
}

TEST_CASE("csdl: bad enumerations and functions") {
  const Bad cases[] = {
      {R"("E":{"$Kind":"EnumType","A":"one"})",
       "A is a whole number of -2147483648 to 2147483647 (at /N/E/A) | \"A\"\n"},
      {R"("E":{"$Kind":"EnumType","$UnderlyingType":"Edm.SByte","A":128})",
       "A is a whole number of -128 to 127 (at /N/E/A) | \"A\"\n"},
      {R"("E":{"$Kind":"EnumType","$UnderlyingType":"Edm.Int64","A":9223372036854775808})",
       "A is a whole number of -9223372036854775808 to 9223372036854775807 (at /N/E/A) | \"A\"\n"},
      {R"("E":{"$Kind":"EnumType","$UnderlyingType":"Edm.Byte","$IsFlags":true,"A":-1})",
       "A is a whole number of 0 to 255 (at /N/E/A) | \"A\"\n"},
      {R"("E":{"$Kind":"EnumType","$UnderlyingType":"Edm.Double"})",
       "an enumeration cannot have the underlying type 'Edm.Double' (at /N/E/$UnderlyingType) | \"$UnderlyingType\"\n"},
      {R"("E":{"$Kind":"EnumType","@Tamis.Extensible":1})",
       "the value is true or false (at /N/E/@Tamis.Extensible) | \"@Tamis.Extensible\"\n"},
      {R"("F":{"$Kind":"Function"})", "the overloads of 'F' stand in an array (at /N/F) | \"F\"\n"},
      {R"("F":[1])", "an overload of 'F' is an object of $Kind Function or Action (at /N/F/0) | 1\n"},
      {R"("C":{"$Kind":"EntityContainer","F":{"$Function":"N.F"}},"F":[{"$Kind":"Function","$IsBound":true,"$Parameter":[{"$Name":"a"}],"$ReturnType":{}}])",
       "there is no unbound function 'N.F' (at /N/C/F/$Function) | \"$Function\"\n"},
      {R"("C":{"$Kind":"EntityContainer","$Extends":"N.X"})",
       "there is no entity container 'N.X' (at /N/C/$Extends) | \"$Extends\"\n"},
      {R"("C":{"$Kind":"EntityContainer","$Extends":"N.D"},"D":{"$Kind":"EntityContainer","$Extends":"N.C"})",
       "the entity container 'C' extends itself (at /N/C/$Extends) | \"$Extends\"\n"},
      {R"("T":{"$Kind":"EntityType","$Key":["a",{"a":"b"}],"a":{},"b":{}})",
       "two parts of $Key are called 'a' (at /N/T/$Key/1) | {\n"},
      {R"("T":{"$Kind":"ComplexType","p":{"$Type":"Edm.GeographyPoint","$SRID":"x"}})",
       "$SRID is a number or 'variable' (at /N/T/p/$SRID) | \"$SRID\"\n"},
      {R"("F":[{"$Kind":"Function"}])", "function 'F' needs a $ReturnType (at /N/F/0) | {\n"},
      {R"("F":[{"$Kind":"Function","$IsBound":true,"$ReturnType":{}}])",
       "bound function 'F' has no parameter to be bound to (at /N/F/0) | {\n"},
      {R"("F":[{"$Kind":"Function","$ReturnType":{"$Type":"N.G"}}])",
       "there is no type 'N.G' (at /N/F/0/$ReturnType/$Type) | \"$Type\"\n"},
      {R"("F":[{"$Kind":"Function","$ReturnType":{},"$Parameter":[{"$Name":"a"},{"$Name":"a"},{}, 2]}])",
       "there are two parameters 'a' (at /N/F/0/$Parameter/1/$Name) | \"$Name\"\n"
       "a parameter has no $Name (at /N/F/0/$Parameter/2) | {\n"
       "a parameter is an object (at /N/F/0/$Parameter/3) | 2\n"},
      {R"("F":[{"$Kind":"Function","$ReturnType":{},"$Parameter":{}}])",
       "$Parameter is an array (at /N/F/0/$Parameter) | \"$Parameter\"\n"},
  };
  for (const Bad& bad : cases) {
    CAPTURE(bad.text);
    CHECK(complaints(in_schema(bad.text)) == bad.complaint);
  }
}

TEST_CASE("csdl: bad containers and annotations") {
  const std::string types =
      R"("T":{"$Kind":"EntityType","id":{},"s":{"$Type":"N.S"}},"S":{"$Kind":"EnumType","New":0},"V":{"$Kind":"ComplexType"},)";
  const Bad cases[] = {
      {R"("C":{"$Kind":"EntityContainer","X":{"$Collection":true}})", "'X' has no $Type (at /N/C/X) | \"X\"\n"},
      {R"("C":{"$Kind":"EntityContainer","X":1})", "'X' is not an object (at /N/C/X) | \"X\"\n"},
      {R"("C":{"$Kind":"EntityContainer","X":{"$Type":"N.V"}})",
       "'N.V' is no entity type (at /N/C/X/$Type) | \"$Type\"\n"},
      {R"("C":{"$Kind":"EntityContainer","X":{"$Type":"N.T","@Cap.TopSupported":"no"}})",
       "the value is true or false (at /N/C/X/@Cap.TopSupported) | \"@Cap.TopSupported\"\n"},
      {R"("C":{"$Kind":"EntityContainer","X":{"$Type":"N.T","@Cap.SortRestrictions":{"NonSortableProperties":"id"}}})",
       "the value is an array of strings (at /N/C/X/@Cap.SortRestrictions/NonSortableProperties) | "
       "\"NonSortableProperties\"\n"},
      {R"("C":{"$Kind":"EntityContainer","X":{"$Type":"N.T","@Cap.FilterRestrictions":{"NonFilterableProperties":["id","ib"]}}})",
       "'N.T' has no property path 'ib' (at /N/C/X/@Cap.FilterRestrictions/NonFilterableProperties/1) | \"ib\" | id\n"},
      {R"("C":{"$Kind":"EntityContainer","X":{"$Type":"N.T","@Tamis.DocumentedFilter":["s/id"]}})",
       "'N.T' has no property path 's/id' (at /N/C/X/@Tamis.DocumentedFilter/0) | \"s/id\"\n"},
      {R"("U":{"$Kind":"ComplexType","p":{"@Core.Description":1}})",
       "the value is a string (at /N/U/p/@Core.Description) | \"@Core.Description\"\n"},
      {R"("U":{"$Kind":"ComplexType","@Tamis.WriteInstead":[1]})",
       "the value is an array of objects (at /N/U/@Tamis.WriteInstead) | \"@Tamis.WriteInstead\"\n"},
      {R"("$Annotations":{"N.T":{"@Tamis.AllowedTogether":[{"Determining":"s","Dependent":"id","Rows":[{"Value":"Nwe"}]}]}})",
       "'N.S' has no member 'Nwe' (at /N/$Annotations/N.T/@Tamis.AllowedTogether/0/Rows/0/Value) | \"Value\" | New\n"},
      {R"("$Annotations":{"N.X":{}})", "there is no 'N.X' to annotate (at /N/$Annotations/N.X) | \"N.X\"\n"},
      {R"("$Annotations":{"N.T/x":{}})", "there is no 'N.T/x' to annotate (at /N/$Annotations/N.T~1x) | \"N.T/x\"\n"},
      {R"("$Annotations":{"N.S/Old":{}})",
       "there is no 'N.S/Old' to annotate (at /N/$Annotations/N.S~1Old) | \"N.S/Old\"\n"},
      {R"("C":{"$Kind":"EntityContainer"},"$Annotations":{"N.C/X":{}})",
       "there is no 'N.C/X' to annotate (at /N/$Annotations/N.C~1X) | \"N.C/X\"\n"},
      {R"("$Annotations":{"N.T":1})", "the annotations of 'N.T' are an object (at /N/$Annotations/N.T) | \"N.T\"\n"},
      {R"("$Annotations":1)", "$Annotations is an object (at /N/$Annotations) | \"$Annotations\"\n"},
      {R"("F":[{"$Kind":"Function","$ReturnType":1}])",
       "$ReturnType is an object (at /N/F/0/$ReturnType) | \"$ReturnType\"\n"},
  };
  for (const Bad& bad : cases) {
    CAPTURE(bad.text);
    CHECK(complaints(in_schema(types + std::string(bad.text))) == bad.complaint);
  }
}

TEST_CASE("csdl: all errors are found, in order of place, but not without end") {
  CHECK(complaints(in_schema(R"("T":{"$Kind":"ComplexType","p":{"$Type":"N.E1"},"q":{"$Nullable":1}},"E":{"$Kind":"EnumType","A":""})")) ==
        "there is no type 'N.E1' (at /N/T/p/$Type) | \"$Type\" | N.E\n"
        "$Nullable is true or false (at /N/T/q/$Nullable) | \"$Nullable\"\n"
        "A is a whole number of -2147483648 to 2147483647 (at /N/E/A) | \"A\"\n");
  std::string many = R"("T":{"$Kind":"ComplexType")";
  for (int i = 0; i < 100; ++i)
    many += ",\"p" + std::to_string(i) + "\":1";
  const auto schema = Schema::from_csdl_json(in_schema(many + "}"));
  REQUIRE_FALSE(schema);
  CHECK(schema.error().size() == 20);
}

TEST_CASE("csdl: limits") {
  const auto message = [](const std::string& text) {
    const auto schema = Schema::from_csdl_json(text);
    return schema ? "none" : schema.error().items.at(0).message;
  };
  const std::string nested = R"({"$Version":"4.01","@a":)" + repeated("[", 63) + repeated("]", 63) + "}";
  CHECK(message(nested) == "none");
  CHECK(message(R"({"$Version":"4.01","@a":)" + repeated("[", 64) + repeated("]", 64) + "}")
        == "the document is nested deeper than the limit of 64");
  CHECK(message(repeated("[", 1000000)) == "the document is nested deeper than the limit of 64");
  CHECK(message(std::string((32u << 20) + 1, ' ')) == "the document has 33554433 bytes; the limit is 33554432");
  const std::string name(129, 'n');
  CHECK(message(in_schema("\"" + name + R"(":{"$Kind":"EnumType"})")) ==
        "'" + name.substr(0, 60) + "…' is no identifier: letters, digits and underscores, not beginning with a digit, "
        "at most 128 characters (at /N/" + name.substr(0, 60) + "…)");
  CHECK(message(in_schema("\"" + name.substr(1) + R"(":{"$Kind":"EnumType"})")) == "none");
  const auto counted = [](std::size_t count, std::string_view begin, std::string_view end) {
    std::string items;
    for (std::size_t i = 0; i < count; ++i)
      items.append(i > 0 ? "," : "").append(begin).append(std::to_string(i)).append(end);
    return items;
  };
  const auto function = [&](std::size_t parameters) {
    return in_schema(R"("F":[{"$Kind":"Function","$ReturnType":{},"$Parameter":[)"
                     + counted(parameters, R"({"$Name":"p)", "\"}") + "]}]");
  };
  CHECK(message(function(100)) == "none");
  CHECK(message(function(101)) == "a function has at most 100 parameters (at /N/F/0/$Parameter)");
  const auto keyed = [&](std::size_t parts) {
    return in_schema(R"("T":{"$Kind":"EntityType","$Key":[)" + counted(parts, "\"p", "\"") + "],"
                     + counted(parts, "\"p", "\":{}") + "}");
  };
  CHECK(message(keyed(100)) == "none");
  CHECK(message(keyed(101)) == "a key has at most 100 parts (at /N/T/$Key)");
  const auto in_space = [](std::size_t length) {
    return R"({"$Version":"4.01",")" + repeated("a.", length / 2) + "b\":{}}";
  };
  CHECK(message(in_space(510)) == "none");
  CHECK(message(in_space(512)).starts_with("the namespace 'a.a.a."));
  CHECK(message(in_space(512)).find("' is longer than 512 bytes (at /a.a.a.") != std::string::npos);
}

TEST_CASE("csdl: long chains of base types cost little") {
  std::string chain = R"("T0":{"$Kind":"ComplexType"})";
  for (int i = 1; i < 5000; ++i) {
    chain +=
        ",\"T" + std::to_string(i) + R"(":{"$Kind":"ComplexType","$BaseType":"N.T)" + std::to_string(i - 1) + "\"}";
  }
  const auto schema = Schema::from_csdl_json(in_schema(chain));
  REQUIRE(schema);
  CHECK(schema->derives_from(4999, 0));
}

TEST_CASE("csdl: what copies would take is known before they are made") {
  std::string types = R"("B":{"$Kind":"EntityType","p":{"@Core.Description":")" + std::string(1 << 20, 'd') + "\"}}";
  for (int i = 0; i < 300; ++i)
    types += ",\"T" + std::to_string(i) + R"(":{"$Kind":"EntityType","$BaseType":"N.B"})";
  CHECK(complaints(in_schema(types))
        == "the types take more than 256 MiB with what they have from their base types | \n");
  std::string sets = R"("B":{"$Kind":"EntityType")";
  for (int i = 0; i < 1000; ++i)
    sets += ",\"p" + std::to_string(i) + "\":{\"$Type\":\"Edm.Stream\"}";
  sets += R"(},"C":{"$Kind":"EntityContainer")";
  for (int i = 0; i < 1001; ++i)
    sets += ",\"S" + std::to_string(i) + R"(":{"$Type":"N.B"})";
  CHECK(complaints(in_schema(sets + "}")) == "the entity sets have more than 1000000 properties | \n");
}

TEST_CASE("csdl: the embedded schema cut off at any byte is refused, never read in part") {
  const std::string_view text = tamis::embedded::referral_csdl;
  const std::size_t end = text.rfind('}');
  for (std::size_t size = 0; size < end; size += 97) {
    CAPTURE(size);
    CHECK_FALSE(Schema::from_csdl_json(text.substr(0, size)));
  }
  CHECK(Schema::from_csdl_json(text));
}
