// cast of the slow evaluator: OData 4.01 Part 2 §5.1.1.10.1. What fails is null.
#include <cmath>
#include <limits>

#include "tests/support/slow_operations.hpp"

namespace tamis::tests {

using Kind = Value::Kind;

namespace {

// Numbers: rounded, null where the integer part does not fit.
Value to_number(const Schema& schema, const Value& value, const Type& type) {
  if (type.kind == TypeKind::double_) return Value::floating(value.to_double());
  if (value.kind >= Kind::single && !std::isfinite(value.real))
    return type.kind == TypeKind::single ? Value::single(static_cast<float>(value.real)) : Value();
  const Dec exact = value.kind == Kind::single   ? Dec::of(static_cast<float>(value.real))
                  : value.kind == Kind::floating ? Dec::of(value.real)
                                                 : value.number;
  if (type.kind == TypeKind::decimal) return Value::decimal(exact);
  if (type.kind == TypeKind::single) {
    const float nearest = value.to_float();
    return std::isfinite(nearest) ? Value::single(nearest) : Value();
  }
  if (value.kind == Kind::single)  // to an integer: of the value itself, not of its shortest digits
    return parse_primitive(schema, type, Dec::of(value.real).rounded().str()).value_or(Value());
  return parse_primitive(schema, type, exact.rounded().str()).value_or(Value());
}

Value from_text(const Schema& schema, const std::string& text, const Type& type) {
  if (type.kind == TypeKind::date_time_offset) {  // without an offset it is of UTC
    const auto moment = parse_date_time(text, true);
    return moment ? Value::of_moment(Kind::date_time, *moment) : Value();
  }
  const Value value = parse_primitive(schema, type, text).value_or(Value());
  const bool overflown = value.kind == Kind::single && std::isinf(value.real) && text.find("INF") == std::string::npos;
  if (overflown) return {};
  return value.kind == Kind::enumeration && !value.member ? Value() : value;  // an unknown member is no literal of it
}

Value to_enumeration(const Schema& schema, const Value& number, const Type& type) {
  const EnumType& enumeration = schema.enum_types()[type.definition];
  const auto in_range = parse_primitive(schema, type, number.number.coefficient.str());
  if (!in_range || !in_range->member) return {};  // beyond the underlying type
  Value value;
  value.kind = Kind::enumeration;
  value.definition = type.definition;
  value.member = number.number.coefficient;
  if (enumeration.flags) return value;
  for (const EnumMember& member : enumeration.members)
    if (member.value == *value.member) return value;
  return {};
}

}  // namespace

Value cast(const Schema& schema, const Value& value, const Type& type) {
  if (type.collection) {  // item by item
    if (value.kind != Kind::collection) return {};
    Value items = Value::collection();
    for (const Value& item : value.items)
      items.items.push_back(cast(schema, item, type.element()));
    return items;
  }
  if (value.is_null() || value.kind == Kind::collection) return {};
  if (type.kind == TypeKind::structured)
    return value.kind == Kind::complex && schema.derives_from(value.definition, type.definition) ? value : Value();
  if (value.kind == Kind::complex) return {};
  if (type.kind == TypeKind::string) return Value::string(primitive_text(schema, value));
  if (value.kind == Kind::string) return from_text(schema, value.text, type);
  if (value.is_number() && is_numeric(type.kind)) return to_number(schema, value, type);
  if (value.kind == Kind::integer && type.kind == TypeKind::enumeration) return to_enumeration(schema, value, type);
  if (value.kind == Kind::enumeration && is_integer(type.kind) && value.member)
    return parse_primitive(schema, type, value.member->str()).value_or(Value());
  // Every other type only to itself.
  const bool itself =
      (value.kind == Kind::boolean && type.kind == TypeKind::boolean)
      || (value.kind == Kind::guid && type.kind == TypeKind::guid)
      || (value.kind == Kind::date && type.kind == TypeKind::date)
      || (value.kind == Kind::date_time && type.kind == TypeKind::date_time_offset)
      || (value.kind == Kind::time_of_day && type.kind == TypeKind::time_of_day)
      || (value.kind == Kind::duration && type.kind == TypeKind::duration)
      || (value.kind == Kind::binary && type.kind == TypeKind::binary)
      || (value.kind == Kind::enumeration && type.kind == TypeKind::enumeration && value.definition == type.definition);
  return itself ? value : Value();
}

}  // namespace tamis::tests
