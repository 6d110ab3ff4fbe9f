// cast for primitive values.
#include "src/evaluate/cast.hpp"

#include <algorithm>
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
  const bool finite = value.kind != ValueKind::floating || std::isfinite(value.floating);
  if (!scratch.spend_digits(value)) return Value();
  if (type == TypeKind::double_ || type == TypeKind::single) {
    const Value result = type == TypeKind::double_ ? Value::of(to_double(value)) : Value::of_single(to_single(value));
    return finite && !std::isfinite(result.floating) ? Value() : result;
  }
  if (!finite) return Value();
  if (type != TypeKind::decimal) return to_integer(to_decimal(value), type);
  if (value.kind == ValueKind::decimal) return value;
  const bool single = value.kind == ValueKind::floating && value.single;
  return scratch.keep(single ? Decimal::from_single(static_cast<float>(value.floating)) : to_decimal(value));
}

// Whether a value of this shape is one of the type, geography or geometry alike.
bool is_shape(GeoShape shape, TypeKind type) noexcept {
  const TypeKind any = type < TypeKind::geometry ? TypeKind::geography : TypeKind::geometry;
  const auto wanted = static_cast<GeoShape>(static_cast<std::uint8_t>(type) - static_cast<std::uint8_t>(any));
  return wanted == GeoShape::none || wanted == shape;
}

Value number_to_member(const Value& value, const Type& type, const Schema& schema) {
  const EnumType& enumeration = schema.enum_types()[type.definition];
  if (value.kind != ValueKind::integer || !fits(value.integer, enumeration.underlying)) return Value();
  bool defined = enumeration.flags;
  for (const EnumMember& member : enumeration.members)
    defined = defined || member.value == value.integer;
  return defined ? Value::of_member(type.definition, value.integer) : Value();
}

Value text_to(std::string_view text, const Type& type, const Schema& schema, Scratch& scratch) {
  if (!scratch.spend_bytes(text.size())) return Value();
  if (is_numeric(type.kind) && !scratch.spend(Decimal::cost_of(text.size()))) return Value();
  switch (type.kind) {
    case TypeKind::boolean: return wrap(read_boolean(text));
    case TypeKind::decimal: return keep(read_decimal(text), scratch);
    case TypeKind::single: return read_single(text).value_or(Value());
    case TypeKind::double_: return wrap(read_double(text));
    case TypeKind::guid: return wrap(read_guid(text));
    case TypeKind::date: return wrap(read_date(text));
    case TypeKind::date_time_offset: return wrap(read_date_time_offset(text, true));
    case TypeKind::time_of_day: return wrap(read_time_of_day(text));
    case TypeKind::duration: return wrap(read_duration(text));
    case TypeKind::binary: return read_binary(text) ? Value::of(text, ValueKind::binary) : Value();
    case TypeKind::enumeration: {
      const Value member = read_members(schema, type.definition, text, scratch);
      if (member.kind != ValueKind::enumeration) return Value();
      return fits(member.integer, schema.enum_types()[type.definition].underlying) ? member : Value();
    }
    default: break;
  }
  if (is_geo(type.kind)) {
    const Value read = read_geo_text(text, type.kind <= TypeKind::geography_collection, scratch);
    return !read.is_null() && is_shape(read.geo_->shape, type.kind) ? read : Value();
  }
  const auto integer = is_integer(type.kind) ? read_int64(text) : std::nullopt;
  return integer && fits(*integer, type.kind) ? Value::of(*integer) : Value();
}

Value cast_single(const Value& value, const Type& type, const Schema& schema, Scratch& scratch) {
  if (value.is_null() || value.kind == ValueKind::unknown || type.kind == TypeKind::dynamic) return value;
  if (is_of(value, type)) return value;
  if (value.kind == ValueKind::geo_node && is_geo(type.kind)) return value;
  if (value.kind >= ValueKind::geo_node) return Value();
  if (type.kind == TypeKind::string) {
    if (value.kind == ValueKind::string) return value;
    if (!scratch.spend_digits(value)) return Value();
    const std::string text = primitive_text(value, schema);
    return scratch.spend_bytes(text.size()) ? Value::of(scratch.keep(text)) : Value();
  }
  if (value.kind == ValueKind::string) return text_to(value.text(), type, schema, scratch);
  if (value.kind == ValueKind::enumeration && is_integer(type.kind))
    return fits(value.integer, type.kind) ? Value::of(value.integer) : Value();
  if (!value.is_number()) return Value();
  if (type.kind == TypeKind::enumeration) return number_to_member(value, type, schema);
  return is_numeric(type.kind) ? number_to_number(value, type.kind, scratch) : Value();
}

std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Value confined_decimal(const Value& value, const Facets& facets, Scratch& scratch) {
  if (!facets.scale && !facets.precision) return value;
  if (!scratch.spend_digits(value)) return Value();
  Decimal number = to_decimal(value);
  if (facets.scale && *facets.scale >= 0) {
    const auto rounded = number.rounded_to(*facets.scale);
    if (!rounded) return Value();
    number = *rounded;
  }
  if (facets.precision) {  // digits in front of the point: all but those that a fixed scale keeps for behind it
    const std::int32_t kept = facets.scale && *facets.scale > 0 ? *facets.scale : 0;
    const std::int32_t digits =
        std::max(static_cast<std::int32_t>(std::min(*facets.precision, Decimal::max_digits)) - kept, 0);
    const Decimal bound(1, -digits);
    if (compare(number, bound) >= 0 || compare(number, bound.negated()) <= 0) return Value();
  }
  Value result = scratch.keep(number);
  result.floating_scale = facets.scale ? *facets.scale == -2 : value.floating_scale;
  return result;
}

// The value as far as the facets of a type definition let it be.
Value confined(const Value& value, const Facets& facets, Scratch& scratch) {
  if (value.kind == ValueKind::decimal) return confined_decimal(value, facets, scratch);
  if (!facets.max_length) return value;
  if (value.kind != ValueKind::string && value.kind != ValueKind::binary) return value;
  if (!scratch.spend_bytes(value.text().size())) return Value();
  if (value.kind == ValueKind::string) return count_characters(value.text()) > *facets.max_length ? Value() : value;
  const auto bytes = read_binary(value.text());
  return bytes && bytes->size() > *facets.max_length ? Value() : value;
}

}  // namespace

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
    case ValueKind::geo:
      return value.geo_->geography == (type.kind <= TypeKind::geography_collection) && is_geo(type.kind)
          && is_shape(value.geo_->shape, type.kind);
    case ValueKind::opaque: return type.kind == TypeKind::stream;
    default: return false;
  }
}

Value read_geo_text(std::string_view text, bool geography, Scratch& scratch) {
  constexpr std::size_t bytes_per_step = 8;  // two numbers
  if (!scratch.spend(text.size() / bytes_per_step)) return Value();
  Geo& geo = scratch.geo();
  return read_geo(text, geography, geo) ? Value::of_geo(&geo) : Value();
}

std::optional<Value> read_single(std::string_view text) {
  const auto wide = read_double(text);
  if (wide && !std::isfinite(*wide)) return Value::of_single(static_cast<float>(*wide));
  const auto number = read_decimal(text);
  if (!wide || !number) return std::nullopt;
  if (*wide == 0 && number->sign() == 0) return Value::of_single(static_cast<float>(*wide));  // -0 keeps its sign
  const float single =
      to_single(number->is_small() ? Value::of_small(number->coefficient(), number->scale()) : Value::of_big(&*number));
  return std::isfinite(single) ? std::optional(Value::of_single(single)) : std::nullopt;
}

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

Value cast_value(const Value& value, const Type& type, const Facets& facets, const Schema& schema, Scratch& scratch) {
  if (!type.collection) return confined(cast_single(value, type, schema, scratch), facets, scratch);
  if (value.kind != ValueKind::items) return value.kind == ValueKind::unknown ? value : Value();
  Value* const items = scratch.values(value.list.count);
  for (std::size_t i = 0; i < value.list.count && scratch.spend(1); ++i)
    items[i] = confined(cast_single(value.list.data[i], type.element(), schema, scratch), facets, scratch);
  Value result = Value::of_list(items, value.list.count);
  result.unordered = value.unordered;
  return result;
}

}  // namespace v0
}  // namespace tamis
