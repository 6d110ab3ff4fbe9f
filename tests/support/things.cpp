// The schema of a Thing, and evaluation over it in one line.
#include "tests/support/things.hpp"

#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>

namespace tamis::tests {

namespace {

Property property(std::string name, TypeKind kind, bool collection = false, std::uint32_t definition = Type::none) {
  Property p;
  p.name = std::move(name);
  p.type = Type{kind, collection, true, definition};
  return p;
}

// A type with a property of every kind; named by what it is.
Schema make_schema() {
  Schema::Data data;
  EnumType colour;
  colour.name = "Colour";
  colour.qualified_name = "Ns.Colour";
  colour.extensible = true;
  colour.members = {{"Red", 1}, {"Green", 2}, {"Blue", 4}};
  EnumType pattern = colour;
  pattern.name = "Pattern";
  pattern.qualified_name = "Ns.Pattern";
  pattern.extensible = false;
  pattern.flags = true;
  pattern.members = {{"Plain", 0}, {"Dots", 1}, {"Lines", 2}};
  data.enum_types = {colour, pattern};

  StructuredType part;
  part.name = "Part";
  part.qualified_name = "Ns.Part";
  part.properties = {property("name", TypeKind::string), property("size", TypeKind::int32),
                     property("parts", TypeKind::structured, true, 0),
                     property("maker", TypeKind::structured, false, 1)};
  StructuredType maker;
  maker.name = "Maker";
  maker.qualified_name = "Ns.Maker";
  maker.properties = {property("name", TypeKind::string), property("address", TypeKind::structured, false, 1)};
  StructuredType big_maker = maker;
  big_maker.name = "BigMaker";
  big_maker.qualified_name = "Ns.BigMaker";
  big_maker.base = 1;
  big_maker.properties.push_back(property("staff", TypeKind::int32));
  StructuredType thing;
  thing.name = "Thing";
  thing.qualified_name = "Ns.Thing";
  thing.entity = true;
  thing.open = true;
  using enum TypeKind;
  thing.properties = {property("name", string),
                      property("yes", boolean),
                      property("no", boolean),
                      property("none", boolean),
                      property("byte", byte),
                      property("int", int32),
                      property("long", int64),
                      property("price", decimal),
                      property("ratio", double_),
                      property("ratio32", single),
                      property("id", guid),
                      property("day", date),
                      property("at", date_time_offset),
                      property("clock", time_of_day),
                      property("span", duration),
                      property("bytes", binary),
                      property("colour", enumeration, false, 0),
                      property("pattern", enumeration, false, 1),
                      property("tags", string, true),
                      property("numbers", int32, true),
                      property("part", structured, false, 0),
                      property("parts", structured, true, 0),
                      property("maker", structured, false, 1),
                      property("odd", decimal),
                      property("place", geography_point),
                      property("pairs", structured, true, 0)};
  for (Property& p : thing.properties) {
    if (p.name == "price") p.number_as_string = true;
    if (p.name == "odd") p.scale = -2;
    if (p.name == "pairs") p.empty_object_is_empty = true;
  }
  for (StructuredType* type : {&part, &maker, &big_maker, &thing})
    type->index();
  data.structured_types = {part, maker, big_maker, thing};
  data.entity_sets = {{"Things", 3, false, {}}};
  return Schema(std::move(data));
}

}  // namespace

const Schema& things() {
  static const Schema schema = make_schema();
  return schema;
}

std::string words(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error)
      text += (text.empty() ? "" : "; ") + std::string(name(d.code)) + " at " + std::to_string(d.span.offset) + "+"
            + std::to_string(d.span.length) + ": " + d.message;
  return text;
}

std::string code(const std::string& words) { return words.substr(0, words.find(' ')); }

EvaluationOptions options_with(Absent absent) {
  EvaluationOptions options;
  options.absent = absent;
  options.clock = [] { return std::chrono::system_clock::time_point(std::chrono::seconds(1'600'000'000)); };
  return options;
}

// The value as JSON, or the error. Evaluated over text and over a boost value, which must agree.
std::string evaluate(std::string_view expression, std::string_view record, const Schema& schema, Absent absent,
                     const std::string& type) {
  CompileOptions options;
  options.type = type;
  const auto compiled = Expression::compile(expression, schema, options);
  if (!compiled) return words(compiled.error());
  EvaluationContext context(options_with(absent));
  const auto from_text = compiled->evaluate(record, context);
  const auto from_value = compiled->evaluate(boost::json::parse({record.data(), record.size()}), context);
  const std::string a = from_text ? *from_text : words(from_text.error());
  const std::string b = from_value ? *from_value : words(from_value.error());
  CHECK_MESSAGE(a == b, std::string(expression));
  return a;
}

void check_all(std::initializer_list<Row> rows, std::string_view record, const Schema& schema) {
  for (const Row& row : rows) {
    INFO(row.expression);
    CHECK(evaluate(row.expression, record, schema) == row.value);
  }
}

}  // namespace tamis::tests
