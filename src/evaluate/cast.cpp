// cast for primitive values.
#include "src/evaluate/cast.hpp"

#include <cmath>
#include <limits>

#include "src/evaluate/enumeration.hpp"
#include "src/evaluate/write_value.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename T>
Value wrap(const std::optional<T>& read) noexcept {
  return read ? Value::of(*read) : Value();
}

// Rounded, halves away from zero; null when the integer part does not fit.
Value to_integer(const Decimal& number, TypeKind type) {
  const auto integer = number.rounded().to_int64();
  return integer && fits(*integer, type) ? Value::of(*integer) : Value();
}

Value keep(const std::optional<Decimal>& number, Scratch& scratch) { return number ? scratch.keep(*number) : Value(); }

Value number_to_number(const Value& value, TypeKind type, Scratch& scratch) {
  if (type == TypeKind::double_) return Value::of(to_double(value));
  if (type == TypeKind::single) return Value::of(static_cast<double>(static_cast<float>(to_double(value))));
  if (value.kind == ValueKind::floating && !std::isfinite(value.floating)) return Value();
  return type == TypeKind::decimal ? scratch.keep(to_decimal(value)) : to_integer(to_decimal(value), type);
}

Value text_to(std::string_view text, const Type& type, const Schema& schema, Scratch& scratch) {
  switch (type.kind) {
    case TypeKind::boolean: return wrap(read_boolean(text));
    case TypeKind::decimal: return keep(read_decimal(text), scratch);
    case TypeKind::single:
    case TypeKind::double_: return wrap(read_double(text));
    case TypeKind::guid: return wrap(read_guid(text));
    case TypeKind::date: return wrap(read_date(text));
    case TypeKind::date_time_offset: return wrap(read_date_time_offset(text, true));
    case TypeKind::time_of_day: return wrap(read_time_of_day(text));
    case TypeKind::duration: return wrap(read_duration(text));
    case TypeKind::binary: return read_binary(text) ? Value::of(text, ValueKind::binary) : Value();
    case TypeKind::enumeration: {
      const Value member = read_members(schema, type.definition, text);
      return member.kind == ValueKind::enumeration ? member : Value();
    }
    default: break;
  }
  const auto integer = is_integer(type.kind) ? read_int64(text) : std::nullopt;
  return integer && fits(*integer, type.kind) ? Value::of(*integer) : Value();
}

Value number_to_member(const Value& value, const Type& type, const Schema& schema) {
  const EnumType& enumeration = schema.enum_types()[type.definition];
  if (value.kind != ValueKind::integer) return Value();
  bool defined = enumeration.flags;
  for (const EnumMember& member : enumeration.members)
    defined = defined || member.value == value.integer;
  return defined ? Value::of_member(type.definition, value.integer) : Value();
}

// Whether a value already is of the type.
bool is_of(const Value& value, const Type& type) noexcept {
  switch (value.kind) {
    case ValueKind::boolean: return type.kind == TypeKind::boolean;
    case ValueKind::guid: return type.kind == TypeKind::guid;
    case ValueKind::date: return type.kind == TypeKind::date;
    case ValueKind::date_time_offset: return type.kind == TypeKind::date_time_offset;
    case ValueKind::time_of_day: return type.kind == TypeKind::time_of_day;
    case ValueKind::duration: return type.kind == TypeKind::duration;
    case ValueKind::binary: return type.kind == TypeKind::binary;
    case ValueKind::enumeration:
    case ValueKind::unknown_member: return type.kind == TypeKind::enumeration && type.definition == value.type;
    case ValueKind::opaque: return is_geo(type.kind) || type.kind == TypeKind::stream;
    default: return false;
  }
}

Value cast_single(const Value& value, const Type& type, const Schema& schema, Scratch& scratch) {
  if (value.is_null() || value.kind == ValueKind::unknown || type.kind == TypeKind::dynamic) return value;
  if (is_of(value, type)) return value;
  if (value.kind >= ValueKind::opaque) return Value();
  if (type.kind == TypeKind::string)
    return value.kind == ValueKind::string ? value : Value::of(scratch.keep(primitive_text(value, schema)));
  if (value.kind == ValueKind::string) return text_to(value.text(), type, schema, scratch);
  if (value.kind == ValueKind::enumeration && is_integer(type.kind))
    return fits(value.integer, type.kind) ? Value::of(value.integer) : Value();
  if (!value.is_number()) return Value();
  if (type.kind == TypeKind::enumeration) return number_to_member(value, type, schema);
  return is_numeric(type.kind) ? number_to_number(value, type.kind, scratch) : Value();
}

}  // namespace

bool fits(std::int64_t number, TypeKind type) noexcept {
  const auto within = [&](auto limits) {
    return number >= static_cast<std::int64_t>(limits.min()) && number <= static_cast<std::int64_t>(limits.max());
  };
  switch (type) {
    case TypeKind::byte: return within(std::numeric_limits<std::uint8_t>());
    case TypeKind::sbyte: return within(std::numeric_limits<std::int8_t>());
    case TypeKind::int16: return within(std::numeric_limits<std::int16_t>());
    case TypeKind::int32: return within(std::numeric_limits<std::int32_t>());
    default: return true;
  }
}

Value cast_value(const Value& value, const Type& type, const Schema& schema, Scratch& scratch) {
  if (!type.collection) return cast_single(value, type, schema, scratch);
  if (value.kind != ValueKind::items) return value.kind == ValueKind::unknown ? value : Value();
  std::vector<Value> items;
  for (std::size_t i = 0; i < value.list.count && scratch.spend(1); ++i)
    items.push_back(cast_single(value.list.data[i], type.element(), schema, scratch));
  return scratch.keep(std::span<const Value>(items));
}

}  // namespace v0
}  // namespace tamis
