// cast and isof of all values: what cast.hpp does not know are objects and GeoJSON of a record, and lists of them.
#pragma once

#include "src/compile/program.hpp"
#include "src/evaluate/cast.hpp"
#include "src/evaluate/reader.hpp"

namespace tamis {
inline namespace v0 {

template <typename Record>
class RecordCast {
 public:
  RecordCast(const Program& program, const Reader<Record>& reader, Scratch& scratch)
      : program_(program), reader_(reader), scratch_(scratch) {}

  /// Makes the value one of the type, or null where it cannot be; with `test` whether it can. False: a fault.
  bool apply(const CastType& wanted, bool test, Value& value) const {
    if (test && value.is_null()) {  // null can be cast to any type
      value = Value::of(true);
      return true;
    }
    const Type& type = wanted.type;
    Value list;
    if (type.kind == TypeKind::structured && !type.collection) {
      value = object(value, type);
    } else {
      if (value.kind == ValueKind::array && !reader_.list(Value(value), value)) return false;
      list = value;
      if (type.kind == TypeKind::structured)
        value = objects(value, type);
      else if (!prepare(value, wanted))
        return false;
      else
        value = cast_value(value, type, wanted.facets, program_.schema, scratch_);
    }
    if (test && value.kind != ValueKind::unknown)
      value = value.kind == ValueKind::items ? all_cast(list, value) : Value::of(!value.is_null());
    return true;
  }

 private:
  Value object(const Value& value, const Type& type) const {
    const Type from = value.kind == ValueKind::object ? program_.shapes[value.type].type : Type();
    return reader_.cast(value, from.definition, type.definition);
  }

  Value objects(const Value& list, const Type& type) const {
    if (list.kind != ValueKind::items || !scratch_.spend(list.list.count))
      return list.kind == ValueKind::unknown ? list : Value();
    Value* const items = scratch_.values(list.list.count);
    for (std::size_t i = 0; i < list.list.count; ++i)
      items[i] = object(list.list.data[i], type);
    Value result = Value::of_list(items, list.list.count);
    result.unordered = list.unordered;
    return result;
  }

  // GeoJSON of the record becomes null where it is not of the geo type, and a text where a text is wanted.
  bool prepare(Value& value, const CastType& wanted) const {
    if (value.kind != ValueKind::items) return prepare_single(value, wanted);
    if (!is_geo(wanted.type.kind) && wanted.type.kind != TypeKind::string) return true;
    if (!scratch_.spend(value.list.count)) return false;
    const bool unordered = value.unordered;
    Value* const items = scratch_.values(value.list.count);
    for (std::size_t i = 0; i < value.list.count; ++i) {
      items[i] = value.list.data[i];
      if (!prepare_single(items[i], wanted)) return false;
    }
    value = Value::of_list(items, value.list.count);
    value.unordered = unordered;
    return true;
  }

  bool prepare_single(Value& value, const CastType& wanted) const {
    if (wanted.type.kind == TypeKind::string && value.kind == ValueKind::geo_node) return reader_.geo_text(value);
    if (!is_geo(wanted.type.kind) || (value.kind != ValueKind::geo_node && value.kind != ValueKind::object))
      return true;
    Value read = value;
    if (!reader_.geo(read, wanted.type.kind <= TypeKind::geography_collection)) return false;
    const bool is_one = !read.is_null() && is_of(read, wanted.type.element());
    value = is_one ? Value::of_node(ValueKind::geo_node, value.node, wanted.shape) : Value();
    return true;
  }

  // Whether each item of a list could be cast.
  static Value all_cast(const Value& list, const Value& cast) noexcept {
    bool unknown = false;
    for (std::size_t i = 0; i < list.list.count; ++i) {
      const Value& item = cast.list.data[i];
      if (item.is_null() && !list.list.data[i].is_null()) return Value::of(false);
      unknown = unknown || item.kind == ValueKind::unknown;
    }
    return unknown ? Value() : Value::of(true);
  }

  const Program& program_;
  const Reader<Record>& reader_;
  Scratch& scratch_;
};

}  // namespace v0
}  // namespace tamis
