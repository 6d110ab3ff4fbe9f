// Values of the slow evaluator: reading, comparing, writing.
#include "tests/support/slow_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace tamis::tests {

using Kind = Value::Kind;

// ---- making ----

namespace {
Value make(Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}
}  // namespace

Value Value::boolean(bool truth) {
  Value value = make(Kind::boolean);
  value.truth = truth;
  return value;
}

Value Value::integer(Integer number) {
  Value value = make(fits_int64(number) ? Kind::integer : Kind::decimal);
  value.number = Dec(std::move(number));
  return value;
}

Value Value::decimal(Dec number) {
  Value value = make(Kind::decimal);
  value.number = std::move(number);
  return value;
}

Value Value::single(float real) {
  Value value = make(Kind::single);
  value.real = real;
  return value;
}

Value Value::floating(double real) {
  Value value = make(Kind::floating);
  value.real = real;
  return value;
}

Value Value::string(std::string text) {
  Value value = make(Kind::string);
  value.text = std::move(text);
  return value;
}

Value Value::duration_of(Integer picoseconds) {
  Value value = make(Kind::duration);
  value.duration = std::move(picoseconds);
  return value;
}

Value Value::of_moment(Kind kind, Moment moment) {
  Value value = make(kind);
  value.moment = moment;
  return value;
}

Value Value::collection(std::vector<Value> items) {
  Value value = make(Kind::collection);
  value.items = std::move(items);
  return value;
}

double Value::to_double() const { return kind == Kind::single || kind == Kind::floating ? real : number.to_double(); }
float Value::to_float() const {
  return kind == Kind::single || kind == Kind::floating ? static_cast<float>(real) : number.to_float();
}

// ---- reading ----

namespace {

bool fits(TypeKind kind, const Integer& value) {
  const auto within = [&](auto limits) {
    using Limits = decltype(limits);
    return value >= Limits::min() && value <= Limits::max();
  };
  return kind == TypeKind::byte  ? within(std::numeric_limits<std::uint8_t>{})
       : kind == TypeKind::sbyte ? within(std::numeric_limits<std::int8_t>{})
       : kind == TypeKind::int16 ? within(std::numeric_limits<std::int16_t>{})
       : kind == TypeKind::int32 ? within(std::numeric_limits<std::int32_t>{})
                                 : within(std::numeric_limits<std::int64_t>{});
}

std::optional<Value> parse_integer(TypeKind kind, std::string_view text) {
  const auto number = Dec::parse(text);
  if (!number || text.find_first_of(".eE") != std::string_view::npos || !fits(kind, number->coefficient))
    return std::nullopt;
  return Value::integer(number->coefficient);
}

std::optional<Value> parse_enumeration(const EnumType& type, std::uint32_t definition, std::string_view text) {
  Value value = make(Kind::enumeration);
  value.definition = definition;
  Integer sum = 0;
  for (std::string_view rest = text;;) {
    const std::string_view name = rest.substr(0, rest.find(','));
    if (const EnumMember* member = type.find(name)) {
      sum = sum | Integer(member->value);
    } else if (const auto number = Dec::parse(name);
               number && number->is_integer() && fits(type.underlying, number->coefficient)) {
      sum = rest.size() == text.size() ? number->coefficient : Integer(sum | number->coefficient);
    } else if (type.extensible) {
      value.text = std::string(text);
      return value;
    } else {
      return std::nullopt;
    }
    if (name.size() == rest.size()) break;
    rest.remove_prefix(name.size() + 1);
  }
  value.member = sum;
  return value;
}

std::optional<Value> parse_real(TypeKind kind, std::string_view text) {
  double value = 0;
  if (text == "NaN")
    value = std::numeric_limits<double>::quiet_NaN();
  else if (text == "INF" || text == "-INF")
    value = std::numeric_limits<double>::infinity() * (text[0] == '-' ? -1 : 1);
  else if (!Dec::parse(text))
    return std::nullopt;
  else if (kind == TypeKind::single)
    return Value::single(std::strtof(std::string(text).c_str(), nullptr));
  else
    value = std::strtod(std::string(text).c_str(), nullptr);
  return kind == TypeKind::single ? Value::single(static_cast<float>(value)) : Value::floating(value);
}

std::optional<Value> parse_guid(std::string_view text) {
  Value value = make(Kind::guid);
  if (text.size() != 36) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = static_cast<char>(text[i] >= 'A' && text[i] <= 'F' ? text[i] | 0x20 : text[i]);
    if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return std::nullopt;
    value.text += c;
  }
  return value;
}

std::optional<Value> parse_binary(std::string_view text) {
  Value value = make(Kind::binary);
  while (!text.empty() && text.back() == '=')
    text.remove_suffix(1);
  for (const char c : text)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_') return std::nullopt;
  value.text = std::string(text);
  return value;
}

std::optional<Value> of_moment(Kind kind, const std::optional<Moment>& moment) {
  if (!moment) return std::nullopt;
  return Value::of_moment(kind, *moment);
}

}  // namespace

std::optional<Value> parse_primitive(const Schema& schema, const Type& type, std::string_view text) {
  switch (type.kind) {
    case TypeKind::boolean: {  // in any case, as in a URL
      std::string lower(text);
      for (char& c : lower)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      if (lower != "true" && lower != "false") return std::nullopt;
      return Value::boolean(lower == "true");
    }
    case TypeKind::byte:
    case TypeKind::sbyte:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64: return parse_integer(type.kind, text);
    case TypeKind::decimal: {
      const auto number = Dec::parse(text);
      return number ? std::optional(Value::decimal(*number)) : std::nullopt;
    }
    case TypeKind::single:
    case TypeKind::double_: return parse_real(type.kind, text);
    case TypeKind::string: return Value::string(std::string(text));
    case TypeKind::guid: return parse_guid(text);
    case TypeKind::date: return of_moment(Kind::date, parse_date(text));
    case TypeKind::date_time_offset: return of_moment(Kind::date_time, parse_date_time(text));
    case TypeKind::time_of_day: return of_moment(Kind::time_of_day, parse_time_of_day(text));
    case TypeKind::duration: {
      const auto duration = parse_duration(text);
      return duration ? std::optional(Value::duration_of(*duration)) : std::nullopt;
    }
    case TypeKind::binary: return parse_binary(text);
    case TypeKind::enumeration: return parse_enumeration(schema.enum_types()[type.definition], type.definition, text);
    default: return std::nullopt;
  }
}

Value read_json(const Schema& schema, const Type& type, const Json* json) {
  using J = Json::Kind;
  const bool absent = json == nullptr || json->kind == J::null;
  if (type.collection) {
    Value value = make(Kind::collection);  // a collection is never null: §11, "treat as empty"
    if (absent) return value;
    if (json->kind != J::array) throw Failure{Code::invalid_data};
    for (const Json& item : json->items)
      value.items.push_back(read_json(schema, type.element(), &item));
    return value;
  }
  if (absent) return {};
  if (type.kind == TypeKind::structured) {
    if (json->kind != J::object) throw Failure{Code::invalid_data};
    Value value = make(Kind::complex);
    value.json = json;
    value.definition = type.definition;
    const Json* name = json->find("@odata.type");
    if (name == nullptr) name = json->find("@type");
    if (name != nullptr && name->kind == J::string)
      if (const auto actual = schema.find_type(name->text.substr(name->text.starts_with('#') ? 1 : 0)))
        if (actual->kind == TypeKind::structured && schema.derives_from(actual->definition, type.definition))
          value.definition = actual->definition;
    return value;
  }
  const bool real = type.kind == TypeKind::single || type.kind == TypeKind::double_;
  const bool number = is_numeric(type.kind);
  const bool fits = type.kind == TypeKind::boolean ? json->kind == J::boolean
                  : number                         ? json->kind == J::number || (real && json->kind == J::string)
                                                   : json->kind == J::string;
  if (!fits) throw Failure{Code::invalid_data};
  const std::string text = json->kind == J::boolean ? (json->truth ? "true" : "false") : json->text;
  if (const auto value = parse_primitive(schema, type, text)) return *value;
  throw Failure{Code::invalid_data};
}

Value read_property(const Schema& schema, const Value& complex, std::string_view name) {
  const Property* property = schema.structured_types()[complex.definition].find(name);
  if (property == nullptr) return {};
  const Json* json = complex.json->find(name);
  const bool floating = property->type.kind == TypeKind::decimal && property->scale == -2;
  if (floating && json != nullptr && json->kind == Json::Kind::string)  // INF, -INF, NaN
    return read_json(schema, Type{TypeKind::double_}, json);
  Value value = read_json(schema, property->type, json);
  value.floating_scale = floating;
  return value;
}

// ---- comparing ----

namespace {

template <typename T>
std::optional<int> order_of(const T& a, const T& b) {
  if (a < b) return -1;
  if (b < a) return 1;
  if (a == b) return 0;
  return std::nullopt;  // NaN
}

std::optional<int> order_of_numbers(const Value& a, const Value& b) {
  const Kind wider = std::max(a.kind, b.kind);
  if (wider == Kind::floating) return order_of(a.to_double(), b.to_double());
  if (wider == Kind::single) return order_of(a.to_float(), b.to_float());
  return compare(a.number, b.number);
}

std::optional<bool> both(const std::optional<bool>& a, const std::optional<bool>& b) {
  if (!a || !b) return std::nullopt;
  return *a && *b;
}

}  // namespace

std::optional<int> order(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return order_of_numbers(a, b);
  if (a.kind != b.kind) return std::nullopt;
  switch (a.kind) {
    case Kind::boolean: return order_of(a.truth, b.truth);
    case Kind::string:  // UTF-8 orders as code points do
    case Kind::guid: return order_of(a.text, b.text);
    case Kind::date: return order_of(a.moment.days(), b.moment.days());
    case Kind::date_time: return order_of(a.moment.instant(), b.moment.instant());
    case Kind::time_of_day: return order_of(a.moment.clock(), b.moment.clock());
    case Kind::duration: return order_of(a.duration, b.duration);
    case Kind::enumeration:
      if (!a.member && !b.member && a.text == b.text) return 0;
      if (!a.member || !b.member) return std::nullopt;
      return order_of(*a.member, *b.member);
    default: return std::nullopt;
  }
}

std::optional<bool> equal(const Schema& schema, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.is_number() && b.is_number()) return order(a, b) == 0;
  if (a.kind != b.kind) return std::nullopt;
  if (a.kind == Kind::collection) {
    if (a.items.size() != b.items.size()) return false;
    std::optional<bool> same = true;
    for (std::size_t i = 0; i < a.items.size(); ++i)
      same = both(same, equal(schema, a.items[i], b.items[i]));
    return same;
  }
  if (a.kind == Kind::complex) {
    if (a.definition != b.definition) return false;
    std::optional<bool> same = true;
    for (const Property& property : schema.structured_types()[a.definition].properties)
      same =
          both(same, equal(schema, read_property(schema, a, property.name), read_property(schema, b, property.name)));
    return same;
  }
  if (a.kind == Kind::binary) return a.text == b.text;
  return order(a, b) == 0;
}

// ---- writing (design §6, "Values") ----

namespace {

// The fewest digits that mean this number; with an exponent below 1e-6 and from 1e21 on.
std::string real_text(const Value& value) {
  if (std::isnan(value.real)) return "NaN";
  if (std::isinf(value.real)) return value.real < 0 ? "-INF" : "INF";
  char buffer[64];
  const auto end =
      value.kind == Kind::single
          ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<float>(value.real), std::chars_format::scientific)
                .ptr
          : std::to_chars(buffer, buffer + sizeof buffer, value.real, std::chars_format::scientific).ptr;
  const std::string scientific(buffer, end);
  const auto e = scientific.find('e');
  const int exponent = std::atoi(scientific.c_str() + e + 1);
  if (exponent < -6 || exponent > 20) return scientific.substr(0, e + 1) + std::to_string(exponent);
  if (value.real == 0) return std::signbit(value.real) ? "-0" : "0";
  return Dec::parse(scientific)->text();
}

std::string enumeration_text(const EnumType& type, const Value& value) {
  if (!value.member) return value.text;
  for (const EnumMember& member : type.members)
    if (member.value == *value.member) return member.name;
  std::string names;
  Integer rest = *value.member;
  for (const EnumMember& member : type.members) {
    if (!type.flags || *value.member < 0 || member.value == 0 || (*value.member & member.value) != member.value)
      continue;
    names += (names.empty() ? "" : ",") + member.name;
    rest = rest & ~Integer(member.value);
  }
  return rest == 0 && !names.empty() ? names : value.member->str();
}

}  // namespace

std::string primitive_text(const Schema& schema, const Value& value) {
  switch (value.kind) {
    case Kind::boolean: return value.truth ? "true" : "false";
    case Kind::integer:
    case Kind::decimal: return value.number.text();
    case Kind::single:
    case Kind::floating: return real_text(value);
    case Kind::date: return date_text(value.moment);
    case Kind::date_time: return date_time_text(value.moment);
    case Kind::time_of_day: return time_text(value.moment);
    case Kind::duration: return duration_text(value.duration);
    case Kind::enumeration: return enumeration_text(schema.enum_types()[value.definition], value);
    default: return value.text;
  }
}

Json to_json(const Schema& schema, const Value& value) {
  switch (value.kind) {
    case Kind::null: return {};
    case Kind::boolean: return Json::boolean(value.truth);
    case Kind::integer:
    case Kind::decimal: return Json::number(primitive_text(schema, value));
    case Kind::single:
    case Kind::floating: {
      std::string text = primitive_text(schema, value);
      return std::isfinite(value.real) ? Json::number(std::move(text)) : Json::string(std::move(text));
    }
    case Kind::collection: {
      Json array = Json::array();
      for (const Value& item : value.items)
        array.items.push_back(to_json(schema, item));
      return array;
    }
    case Kind::complex: return *value.json;
    default: return Json::string(primitive_text(schema, value));
  }
}

namespace {

// A part of the record: as it was, but for the way in which numbers are written.
bool same_json(const Json& a, const Json& b) {
  if (a.kind != b.kind || a.truth != b.truth || a.items.size() != b.items.size()) return false;
  if (a.kind == Json::Kind::number) {
    const auto left = Dec::parse(a.text), right = Dec::parse(b.text);
    return left && right && *left == *right;
  }
  if (a.text != b.text) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same_json(a.items[i], b.items[i])) return false;
  for (const auto& [name, value] : a.members)
    if (b.find(name) == nullptr || !same_json(*a.find(name), *b.find(name))) return false;
  for (const auto& [name, value] : b.members)
    if (a.find(name) == nullptr) return false;
  return true;
}

}  // namespace

bool says(const Schema& schema, const Value& value, const Json& answer) {
  if (value.kind == Kind::collection) {
    if (answer.kind != Json::Kind::array || answer.items.size() != value.items.size()) return false;
    for (std::size_t i = 0; i < value.items.size(); ++i)
      if (!says(schema, value.items[i], answer.items[i])) return false;
    return true;
  }
  const Json expected = to_json(schema, value);
  if (value.kind == Kind::complex) return same_json(expected, answer);
  if ((value.kind == Kind::single || value.kind == Kind::floating) && answer.kind == Json::Kind::number) {
    const auto left = Dec::parse(answer.text), right = Dec::parse(expected.text);  // the same digits, however written
    return left && right && *left == *right && (answer.text[0] == '-') == std::signbit(value.real);
  }
  return answer.kind == expected.kind && answer.truth == expected.truth && answer.text == expected.text;
}

}  // namespace tamis::tests
