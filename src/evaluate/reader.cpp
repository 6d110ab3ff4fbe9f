// Reader: from places of a record to values.
#include "src/evaluate/reader.hpp"

#include <cmath>

#include "src/evaluate/cast.hpp"
#include "src/evaluate/enumeration.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename T>
std::optional<Value> wrap(const std::optional<T>& read) {
  return read ? std::optional(Value::of(*read)) : std::nullopt;
}

bool is_text_type(TypeKind kind) noexcept {
  return (kind >= TypeKind::string && kind <= TypeKind::binary) || kind == TypeKind::enumeration;
}

// Up to 60 characters of a data text, for a message.
std::string excerpt(std::string_view text) {
  constexpr std::size_t most = 60;
  std::size_t size = std::min(text.size(), most);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u)
    --size;
  return std::string(text.substr(0, size)) + (size < text.size() ? "…" : "");
}

}  // namespace

std::string expectation(const Shape& shape, bool item, const Schema& schema) {
  const Type& type = shape.type;
  if (type.collection && !item) return "an array";
  const std::string name = " (" + schema.type_name(type.element()) + ")";
  switch (type.kind) {
    case TypeKind::structured: return "an object" + name;
    case TypeKind::dynamic: return "a value that a double can hold";
    case TypeKind::boolean: return "true or false";
    case TypeKind::byte: return "an integer from 0 to 255" + name;
    case TypeKind::sbyte: return "an integer from -128 to 127" + name;
    case TypeKind::int16: return "an integer from -32768 to 32767" + name;
    case TypeKind::int32: return "an integer from -2147483648 to 2147483647" + name;
    case TypeKind::int64: return "an integer from -9223372036854775808 to 9223372036854775807" + name;
    case TypeKind::decimal: return "a number" + name;
    case TypeKind::single: return "a number of at most 3.4028235e38" + name;
    case TypeKind::double_: return "a number of at most 1.7976931348623157e308" + name;
    case TypeKind::string: return "a string" + name;
    case TypeKind::guid: return "a string like \"01234567-89ab-cdef-0123-456789abcdef\"" + name;
    case TypeKind::date: return "a string like \"2024-01-31\"" + name;
    case TypeKind::date_time_offset: return "a string like \"2024-01-31T12:30:00Z\"" + name;
    case TypeKind::time_of_day: return "a string like \"12:30:00\"" + name;
    case TypeKind::duration: return "a string like \"P1DT12H\"" + name;
    case TypeKind::binary: return "a base64url string" + name;
    case TypeKind::enumeration: return "the name of a member or its number" + name;
    default: return is_geo(type.kind) ? "a GeoJSON object" + name : schema.type_name(type.element());
  }
}

std::optional<Value> read_text_value(std::string_view text, const Type& type, const Schema& schema, Scratch& scratch) {
  if (type.kind != TypeKind::string && !scratch.spend_bytes(text.size())) return std::nullopt;
  switch (type.kind) {
    case TypeKind::string: return Value::of(text);
    case TypeKind::guid: return wrap(read_guid(text));
    case TypeKind::date: return wrap(read_date(text));
    case TypeKind::date_time_offset: return wrap(read_date_time_offset(text));
    case TypeKind::time_of_day: return wrap(read_time_of_day(text));
    case TypeKind::duration: return wrap(read_duration(text));
    case TypeKind::binary: return read_binary(text) ? std::optional(Value::of(text, ValueKind::binary)) : std::nullopt;
    case TypeKind::enumeration: return read_members(schema, type.definition, text, scratch);
    default: return std::nullopt;
  }
}

// What stands at a node: `the number 256`, `an object`.
template <typename Record>
std::string Reader<Record>::found_text(std::uint64_t node) const {
  const JsonKind kind = record_.kind(node);
  if (kind == JsonKind::string) return "the string \"" + excerpt(record_.string(node)) + '"';
  if (kind == JsonKind::boolean) return record_.boolean(node) ? "true" : "false";
  if (kind != JsonKind::number) return std::string(words(kind));
  const auto number = record_.real(node) ? record_.decimal(node) : std::nullopt;
  return number ? "the number " + excerpt(number->text()) : "a number that no double can hold";
}

template <typename Record>
bool Reader<Record>::wrong_type(std::uint64_t node, std::uint32_t shape, bool item) const {
  const std::string path = full_path(program_, shape);
  std::string message = path.empty() ? "the record" : item ? "an item of " + path : path;
  message += " should be " + expectation(program_.shapes[shape], item, program_.schema) + ", but is ";
  message += found_text(node);
  return scratch_.fail(Code::invalid_data, std::move(message), record_.offset(node));
}

template <typename Record>
bool Reader<Record>::read(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const {
  const Shape& wanted = program_.shapes[shape];
  const JsonKind kind = record_.kind(node);
  const bool collection = wanted.type.collection && !item;
  if (kind == JsonKind::null) {
    result = collection ? Value::of_list(nullptr, 0) : Value();
    return true;
  }
  if (collection) return read_collection(node, shape, result);
  if (is_numeric(wanted.type.kind)) return read_number(node, shape, item, result);
  if (is_text_type(wanted.type.kind)) return read_text(node, shape, item, result);
  switch (wanted.type.kind) {
    case TypeKind::dynamic:
    case TypeKind::null: return read_dynamic(node, shape, result);
    case TypeKind::boolean:
      if (kind != JsonKind::boolean) return wrong_type(node, shape, item);
      result = Value::of(record_.boolean(node));
      return true;
    case TypeKind::structured:
      if (kind != JsonKind::object) return wrong_type(node, shape, item);
      result = Value::of_node(ValueKind::object, node, shape);
      return true;
    default: break;
  }
  if (!is_geo(wanted.type.kind)) {
    result = Value::opaque();
    return true;
  }
  if (kind != JsonKind::object) return wrong_type(node, shape, item);
  result = Value::of_node(ValueKind::geo_node, node, shape);
  return true;
}

template <typename Record>
bool Reader<Record>::read_dynamic(std::uint64_t node, std::uint32_t shape, Value& result) const {
  switch (record_.kind(node)) {
    case JsonKind::null: result = Value(); return true;
    case JsonKind::boolean: result = Value::of(record_.boolean(node)); return true;
    case JsonKind::string: result = Value::of(record_.string(node)); return true;
    case JsonKind::array: result = Value::of_node(ValueKind::array, node, shape); return true;
    case JsonKind::object: result = Value::of_node(ValueKind::object, node, shape); return true;
    case JsonKind::number: break;
  }
  if (const auto integer = record_.integer(node)) {
    result = Value::of(*integer);
    return true;
  }
  const auto number = record_.decimal(node);
  if (!number) return wrong_type(node, shape, false);
  result = scratch_.keep(*number);
  return true;
}

template <typename Record>
bool Reader<Record>::read_collection(std::uint64_t node, std::uint32_t shape, Value& result) const {
  const JsonKind kind = record_.kind(node);
  if (kind == JsonKind::object && program_.shapes[shape].empty_object_is_empty && record_.size(node) == 0) {
    result = Value::of_list(nullptr, 0);
    return true;
  }
  if (kind != JsonKind::array) return wrong_type(node, shape, false);
  result = Value::of_node(ValueKind::array, node, shape);
  result.unordered = program_.shapes[shape].unordered;
  return true;
}

// A number, or text where JSON has none: NaN and infinities, and with IEEE754Compatible=true (JSON Format §3.2) all of
// Edm.Int64 and Edm.Decimal.
template <typename Record>
bool Reader<Record>::read_number(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const {
  const Shape& wanted = program_.shapes[shape];
  const TypeKind type = wanted.type.kind;
  const bool floating = type == TypeKind::single || type == TypeKind::double_;
  std::optional<Decimal> number;
  if (record_.kind(node) == JsonKind::string) {
    const std::string_view text = record_.string(node);
    if (text == "NaN" || text == "INF" || text == "-INF") {
      if (!floating && !wanted.floating_scale) return wrong_type(node, shape, item);
      result = Value::of(*read_double(text));
      result.single = type == TypeKind::single;
      return true;
    }
    if (!scratch_.spend_bytes(text.size())) return false;
    if (wanted.number_as_string || type == TypeKind::int64 || type == TypeKind::decimal) number = Decimal::parse(text);
  } else if (record_.kind(node) == JsonKind::number) {
    if (type == TypeKind::double_) {
      const auto real = record_.real(node);
      if (!real) return wrong_type(node, shape, item);
      result = Value::of(*real);
      return true;
    }
    number = record_.decimal(node);
  }
  if (!number) return wrong_type(node, shape, item);
  if (type == TypeKind::decimal) {
    result = scratch_.keep(*number);
    result.floating_scale = wanted.floating_scale;
    return true;
  }
  if (floating) {
    const auto negative_zero = number->sign() == 0 ? record_.real(node) : std::nullopt;
    if (type == TypeKind::single && negative_zero) {
      result = Value::of_single(static_cast<float>(*negative_zero));
      return true;
    }
    result = scratch_.keep(*number);
    result = type == TypeKind::single ? Value::of_single(to_single(result)) : Value::of(to_double(result));
    return std::isfinite(result.floating) || wrong_type(node, shape, item);
  }
  const auto integer = number->to_int64();
  if (!integer || !fits(*integer, type)) return wrong_type(node, shape, item);
  result = Value::of(*integer);
  return true;
}

template <typename Record>
bool Reader<Record>::read_text(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const {
  const Type& type = program_.shapes[shape].type;
  if (type.kind == TypeKind::enumeration && record_.kind(node) == JsonKind::number) {
    const auto number = record_.decimal(node);
    const auto integer = number ? number->to_int64() : std::nullopt;
    if (!integer || !fits(*integer, program_.schema.enum_types()[type.definition].underlying))
      return wrong_type(node, shape, item);
    result = Value::of_member(type.definition, *integer);
    return true;
  }
  if (record_.kind(node) != JsonKind::string) return wrong_type(node, shape, item);
  const auto value = read_text_value(record_.string(node), type, program_.schema, scratch_);
  if (!value) return wrong_type(node, shape, item);
  result = *value;
  return true;
}

template <typename Record>
std::string Reader<Record>::path_text(const Path& path, std::uint32_t steps) const {
  std::string text = full_path(program_, program_.shapes[path.shape].parent);
  for (std::uint32_t i = 0; i < steps; ++i) {
    const Step& step = program_.steps[path.first + i];
    if (step.name.empty()) continue;
    if (!text.empty()) text += '/';
    text += step.name;
  }
  return text;
}

template <typename Record>
bool Reader<Record>::absent(const Path& path, std::uint32_t steps, Value& result) const {
  if (absent_ == Absent::error)
    return scratch_.fail(Code::invalid_data, "the record has no member " + path_text(path, steps));
  result = absent_ == Absent::unknown ? Value::unknown() : Value();
  return true;
}

template <typename Record>
bool Reader<Record>::wrong_step(std::uint64_t node, const Path& path, std::uint32_t steps) const {
  return scratch_.fail(Code::invalid_data, path_text(path, steps) + " should be an object, but is " + found_text(node),
                       record_.offset(node));
}

template <typename Record>
bool Reader<Record>::follow(const Path& path, const Value& from, Value& result) const {
  if (!walk(path, from, result)) return false;
  if (result.is_null() && program_.shapes[path.shape].type.collection) result = Value::of_list(nullptr, 0);
  return path.casts == 0 || cast_items(path, result);
}

template <typename Record>
bool Reader<Record>::walk(const Path& path, const Value& from, Value& result) const {
  // A path without steps only casts, the items that a filter segment has left.
  std::uint32_t i = 0;
  const Value begin = from.kind == ValueKind::members ? through_members(path, from, i) : from;
  result = begin.kind == ValueKind::unknown || i == path.count ? begin : Value();
  if (begin.kind != ValueKind::object || (i == path.count && i > 0)) return true;
  std::uint64_t node = begin.node, object = node;  // `object` is what the step before began at
  for (; i < path.count; ++i) {
    const Step& step = program_.steps[path.first + i];
    if (step.definition != Type::none) {
      if (cast(Value::of_node(ValueKind::object, node, 0), step.declared, step.definition).is_null()) return true;
      continue;
    }
    const auto member = step.annotation ? annotation(path, i, object, node) : record_.find(node, step.name);
    const bool annotated = i + 1 < path.count && program_.steps[path.first + i + 1].annotation;
    if (!member && step.annotation) return true;  // not there: null (Part 2 §5.1.1.16)
    if (!member && !annotated) return absent(path, i + 1, result);
    object = node;
    node = member.value_or(node);
    if (i + 1 == path.count) return read(node, path.shape, false, result);
    if (annotated) continue;
    const JsonKind kind = record_.kind(node);
    if (kind == JsonKind::object) continue;
    if (kind != JsonKind::null && step.object_expected) return wrong_step(node, path, i + 1);
    return true;  // of null, and of whatever a dynamic member is: null
  }
  result = Value::of_node(ValueKind::object, node, path.shape);  // the path ends in a cast
  return true;
}

// An object of the query, as a parameter may be: its members, as many steps as it goes. Their values may be of the
// record.
template <typename Record>
Value Reader<Record>::through_members(const Path& path, Value from, std::uint32_t& steps) const {
  for (; from.kind == ValueKind::members && steps < path.count; ++steps) {
    const Step& step = program_.steps[path.first + steps];
    const bool named = step.definition == Type::none && !step.annotation;
    const Value* const found = named && scratch_.spend(from.list.count) ? find_member(from.list, step.name) : nullptr;
    from = found ? *found : Value();
  }
  return from;
}

// JSON Format §20: the annotation of an object stands in it, that of a member or of an absent one beside it.
template <typename Record>
std::optional<std::uint64_t> Reader<Record>::annotation(const Path& path, std::uint32_t step, std::uint64_t object,
                                                        std::uint64_t node) const {
  const std::string_view term = program_.steps[path.first + step].name;
  while (step > 0 && program_.steps[path.first + step - 1].definition != Type::none)
    --step;  // a cast leads to the same value
  const bool of_member = step > 0 && !program_.steps[path.first + step - 1].name.empty();
  if (!of_member || (node != object && record_.kind(node) == JsonKind::object)) {
    if (record_.kind(node) != JsonKind::object) return std::nullopt;
    const auto inside = record_.find(node, term);
    if (inside || !of_member) return inside;
  }
  std::string& name = scratch_.buffer();
  name.append(program_.steps[path.first + step - 1].name).append(term);
  const std::string_view kept = scratch_.keep(name);  // find() uses the buffer, too
  return record_.find(object, kept);
}

template <typename Record>
std::uint32_t Reader<Record>::actual_type(std::uint64_t object, std::uint32_t declared) const {
  auto type = record_.find(object, "@odata.type");
  if (!type) type = record_.find(object, "@type");
  if (!type || record_.kind(*type) != JsonKind::string) return declared;
  const std::string_view name = record_.string(*type);
  if (!scratch_.spend_bytes(name.size())) return Type::none;
  const auto found = program_.schema.find_type(name.substr(name.find('#') + 1));  // npos + 1 is 0
  return found && found->kind == TypeKind::structured ? found->definition : Type::none;
}

template <typename Record>
Value Reader<Record>::cast(const Value& object, std::uint32_t declared, std::uint32_t wanted) const {
  if (object.kind != ValueKind::object) return object.kind == ValueKind::unknown ? object : Value();
  const std::uint32_t actual = actual_type(object.node, declared);
  return actual != Type::none && program_.schema.derives_from(actual, wanted) ? object : Value();
}

// Of a collection only the items of the type.
template <typename Record>
bool Reader<Record>::cast_items(const Path& path, Value& items) const {
  if (items.kind == ValueKind::array && !list(Value(items), items)) return false;
  if (items.kind != ValueKind::items) return true;
  Value* const kept = scratch_.values(items.list.count);
  std::size_t count = 0;
  for (std::size_t i = 0; i < items.list.count; ++i) {
    bool is_all = true;
    for (std::uint32_t c = 0; c < path.casts && is_all; ++c) {
      const Step& step = program_.steps[path.first + path.count + c];
      is_all = !cast(items.list.data[i], step.declared, step.definition).is_null();
    }
    if (is_all) kept[count++] = items.list.data[i];
  }
  items.list = {kept, count};
  return !scratch_.fault();
}

template <typename Record>
bool Reader<Record>::list(const Value& array, Value& result) const {
  const std::size_t count = record_.size(array.node);
  if (!scratch_.spend(count)) return false;
  Value* const items = scratch_.values(count);
  std::uint64_t node = count > 0 ? record_.first(array.node) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) node = record_.next(node);
    if (!read(node, array.type, true, items[i])) return false;
  }
  const bool unordered = array.unordered;
  result = Value::of_list(items, count);
  result.unordered = unordered;
  return true;
}

template class Reader<TapeRecord>;
template class Reader<ValueRecord>;

}  // namespace v0
}  // namespace tamis
