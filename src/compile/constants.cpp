// Literals to values, once, when a program is compiled.
#include "src/compile/generator.hpp"
#include "src/evaluate/cast.hpp"
#include "src/evaluate/enumeration.hpp"
#include "src/tree/string_text.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename T>
std::optional<Value> wrap(const std::optional<T>& read) {
  return read ? std::optional(Value::of(*read)) : std::nullopt;
}

}  // namespace

// The text that says the value: without prefix, quotes and escapes. Kept by the program.
std::string_view Generator::literal_text(NodeId id) {
  const LiteralKind kind = tree_[id].literal();
  std::string buffer;
  return program_->texts.keep(kind == LiteralKind::string ? string_text(tree_, id, buffer)
                                                          : inner_text(tree_.name(id)));
}

Value Generator::keep_decimal(const Decimal& number) {
  if (number.is_small()) return Value::of_small(number.coefficient(), number.scale());
  return Value::of_big(&program_->decimals.emplace_front(number));
}

// By the type that the binder gave it in its place.
std::optional<Value> Generator::typed_value(NodeId id, std::string_view text, const Type& as) {
  switch (as.kind) {
    case TypeKind::null: return Value();
    case TypeKind::boolean: return wrap(read_boolean(text));
    case TypeKind::string: return Value::of(text);
    case TypeKind::guid: return wrap(read_guid(text));
    case TypeKind::date: return wrap(read_date(text));
    case TypeKind::date_time_offset: return wrap(read_date_time_offset(text));
    case TypeKind::time_of_day: return wrap(read_time_of_day(text));
    case TypeKind::duration: return wrap(read_duration(text));
    case TypeKind::binary: return Value::of(text, ValueKind::binary);
    case TypeKind::enumeration: return read_members(schema_, as.definition, text);
    case TypeKind::single: return read_single(text);
    case TypeKind::double_: return wrap(read_double(text));
    case TypeKind::decimal: {
      const auto number = read_decimal(text);
      return number ? std::optional(keep_decimal(*number)) : wrap(read_double(text));  // INF, NaN
    }
    case TypeKind::byte:
    case TypeKind::sbyte:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64: return wrap(read_int64(text));
    default: return natural_value(id, text);
  }
}

// By its form alone.
std::optional<Value> Generator::natural_value(NodeId id, std::string_view text) {
  switch (tree_[id].literal()) {
    case LiteralKind::null: return Value();
    case LiteralKind::boolean: return wrap(read_boolean(text));
    case LiteralKind::integer:
      if (const auto integer = read_int64(text)) return Value::of(*integer);
      [[fallthrough]];
    case LiteralKind::decimal: {
      const auto number = read_decimal(text);
      return number ? std::optional(keep_decimal(*number)) : std::nullopt;
    }
    case LiteralKind::floating: return wrap(read_double(text));
    case LiteralKind::string: return Value::of(text);
    case LiteralKind::guid: return wrap(read_guid(text));
    case LiteralKind::date: return wrap(read_date(text));
    case LiteralKind::date_time_offset: return wrap(read_date_time_offset(text));
    case LiteralKind::time_of_day: return wrap(read_time_of_day(text));
    case LiteralKind::duration: return wrap(read_duration(text));
    case LiteralKind::enumeration: return Value::of(text);  // of a type that nobody knows: its text
    case LiteralKind::binary: return Value::of(text, ValueKind::binary);
    case LiteralKind::geography:
    case LiteralKind::geometry: {
      Geo& geo = program_->geos.emplace_front();
      const bool geography = tree_[id].literal() == LiteralKind::geography;
      return read_geo(text, geography, geo) ? std::optional(Value::of_geo(&geo)) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<Value> Generator::literal_value(NodeId id, const Type& as) {
  if (tree_[id].literal() == LiteralKind::null) return Value();
  const auto value = typed_value(id, literal_text(id), as);
  if (value) return value;
  found_.push_back({Severity::error, Code::invalid_literal, tree_.source().to_typed(tree_[id].span),
                    "this literal has no value of type " + schema_.type_name(as)});
  return std::nullopt;
}

std::uint32_t Generator::add_constant(const Value& value) {
  program_->constants.push_back(value);
  return static_cast<std::uint32_t>(program_->constants.size() - 1);
}

}  // namespace v0
}  // namespace tamis
