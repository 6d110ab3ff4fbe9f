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
  if (type.kind == TypeKind::structured) return "an object";
  const std::string name = schema.type_name(type.element());
  if (type.kind == TypeKind::boolean) return "true or false";
  if (is_numeric(type.kind)) return "a number (" + name + ")";
  return "a string (" + name + ")";
}

std::optional<Value> read_text_value(std::string_view text, const Type& type, const Schema& schema, Scratch&) {
  switch (type.kind) {
    case TypeKind::string: return Value::of(text);
    case TypeKind::guid: return wrap(read_guid(text));
    case TypeKind::date: return wrap(read_date(text));
    case TypeKind::date_time_offset: return wrap(read_date_time_offset(text));
    case TypeKind::time_of_day: return wrap(read_time_of_day(text));
    case TypeKind::duration: return wrap(read_duration(text));
    case TypeKind::binary: return read_binary(text) ? std::optional(Value::of(text, ValueKind::binary)) : std::nullopt;
    case TypeKind::enumeration: return read_members(schema, type.definition, text);
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
  const auto number = record_.decimal(node);
  return number ? "the number " + excerpt(number->text()) : "a number out of range";
}

template <typename Record>
bool Reader<Record>::wrong_type(std::uint64_t node, std::uint32_t shape, bool item) const {
  const std::string path = full_path(program_, shape);
  std::string message = path.empty() ? "the record" : item ? "an item of " + path : path;
  message += " should be " + expectation(program_.shapes[shape], item, program_.schema) + ", but is ";
  message += found_text(node);
  return scratch_.fail(Code::invalid_data, std::move(message));
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
    default: result = Value::opaque(); return true;
  }
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
  return true;
}

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
      return true;
    }
    if (wanted.number_as_string) number = Decimal::parse(text);
  } else if (record_.kind(node) == JsonKind::number) {
    if (floating) {
      const auto real = record_.real(node);
      if (!real) return wrong_type(node, shape, item);
      result = Value::of(*real);
      return true;
    }
    number = record_.decimal(node);
  }
  if (!number) return wrong_type(node, shape, item);
  if (type == TypeKind::decimal || floating) {
    result = floating ? Value::of(number->to_double()) : scratch_.keep(*number);
    result.floating_scale = wanted.floating_scale;
    return true;
  }
  const auto integer = number->to_int64();
  if (!integer || !fits(*integer, type)) return wrong_type(node, shape, item);
  result = Value::of(*integer);
  return true;
}

template <typename Record>
bool Reader<Record>::read_text(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const {
  if (record_.kind(node) != JsonKind::string) return wrong_type(node, shape, item);
  const auto value = read_text_value(record_.string(node), program_.shapes[shape].type, program_.schema, scratch_);
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
  return scratch_.fail(Code::invalid_data, path_text(path, steps) + " should be an object, but is " + found_text(node));
}

template <typename Record>
bool Reader<Record>::follow(const Path& path, const Value& from, Value& result) const {
  if (!walk(path, from, result)) return false;
  if (result.is_null() && program_.shapes[path.shape].type.collection) result = Value::of_list(nullptr, 0);
  return true;
}

template <typename Record>
bool Reader<Record>::walk(const Path& path, const Value& from, Value& result) const {
  result = from.kind == ValueKind::unknown ? from : Value();
  if (from.kind != ValueKind::object) return true;
  std::uint64_t node = from.node;
  for (std::uint32_t i = 0; i < path.count; ++i) {
    const Step& step = program_.steps[path.first + i];
    if (step.definition != Type::none) {
      if (cast(Value::of_node(ValueKind::object, node, 0), step.declared, step.definition).is_null()) return true;
      continue;
    }
    const auto member = record_.find(node, step.name);
    if (!member) return absent(path, i + 1, result);
    node = *member;
    if (i + 1 == path.count) return read(node, path.shape, false, result);
    const JsonKind kind = record_.kind(node);
    if (kind == JsonKind::object) continue;
    if (kind != JsonKind::null && step.object_expected) return wrong_step(node, path, i + 1);
    return true;  // of null, and of whatever a dynamic member is: null
  }
  result = Value::of_node(ValueKind::object, node, path.shape);  // the path ends in a cast
  return true;
}

template <typename Record>
Value Reader<Record>::cast(const Value& object, std::uint32_t declared, std::uint32_t wanted) const {
  if (object.kind != ValueKind::object) return object.kind == ValueKind::unknown ? object : Value();
  auto type = record_.find(object.node, "@odata.type");
  if (!type) type = record_.find(object.node, "@type");
  std::uint32_t actual = declared;
  if (type && record_.kind(*type) == JsonKind::string) {
    const std::string_view name = record_.string(*type);
    const auto found = program_.schema.find_type(name.substr(name.find('#') + 1));  // npos + 1 is 0
    actual = found && found->kind == TypeKind::structured ? found->definition : Type::none;
  }
  return actual != Type::none && program_.schema.derives_from(actual, wanted) ? object : Value();
}

template <typename Record>
bool Reader<Record>::list(const Value& array, Value& result) const {
  const std::size_t count = record_.size(array.node);
  if (!scratch_.spend(count)) return false;
  Value* const items = scratch_.values(count);
  std::uint64_t node = record_.first(array.node);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) node = record_.next(node);
    if (!read(node, array.type, true, items[i])) return false;
  }
  result = Value::of_list(items, count);
  return true;
}

template class Reader<TapeRecord>;
template class Reader<ValueRecord>;

}  // namespace v0
}  // namespace tamis
