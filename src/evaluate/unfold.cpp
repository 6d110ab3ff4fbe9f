// Reader: objects and arrays of a record taken apart, for comparison in depth and for geo functions.
#include "src/evaluate/reader.hpp"

#include <array>
#include <span>

namespace tamis {
inline namespace v0 {

namespace {

bool is_node(const Value& value) noexcept {
  return value.kind == ValueKind::object || value.kind == ValueKind::array || value.is_composite();
}

GeoShape shape_of(std::string_view geo_json_type) noexcept {
  const GeoShape shape = geo_shape(geo_json_type);
  return name(shape) == geo_json_type ? shape : GeoShape::none;  // its case matters
}

// How deep positions are nested in `coordinates`.
std::uint32_t nesting(GeoShape shape) noexcept {
  constexpr std::array<std::uint32_t, 6> nested{0, 1, 2, 1, 2, 3};
  return nested[static_cast<std::size_t>(shape) - 1];
}

}  // namespace

// The declared members by their shapes, those of an open or unknown type as they are. Control information is left out.
template <typename Record>
bool Reader<Record>::members(const Value& object, Value& result) const {
  const Type& declared = program_.shapes[object.type].type;
  const std::uint32_t type =
      declared.kind == TypeKind::structured ? actual_type(object.node, declared.definition) : Type::none;
  const auto found = program_.structures.find(type);
  const Structure* const structure = found == program_.structures.end() ? nullptr : &found->second;
  const std::size_t known = structure ? structure->members.size() : 0;
  const std::size_t most =
      known + (structure && !program_.schema.structured_types()[type].open ? 0 : record_.size(object.node));
  if (!scratch_.spend(most)) return false;
  Value* const pairs = scratch_.values(2 * most);
  std::size_t count = 0;
  for (std::size_t i = 0; i < known; ++i) {
    const Structure::Member& member = structure->members[i];
    Value& value = pairs[2 * count + 1] = Value();
    if (const auto node = record_.find(object.node, member.name)) {
      if (!read(*node, member.shape, false, value)) return false;
    } else if (absent_ == Absent::unknown) {
      value = Value::unknown();
    }
    pairs[2 * count++] = Value::of(std::string_view(member.name));
  }
  const auto take = [&](std::string_view name, std::uint64_t node) {
    if (name.find('@') != std::string_view::npos) return true;
    for (std::size_t i = 0; i < known; ++i)
      if (structure->members[i].name == name) return true;
    pairs[2 * count] = Value::of(name);
    return read_dynamic(node, dynamic_shape, pairs[2 * count++ + 1]);
  };
  if (most > known && !record_.each_member(object.node, take)) return false;
  result = Value::of_members(pairs, 2 * count);
  result.type = structure ? structure->keys : 0;
  return true;
}

template <typename Record>
bool Reader<Record>::has_nodes(const Value& list) const {
  constexpr std::size_t items_per_step = 16;
  if (!scratch_.spend(list.list.count / items_per_step)) return false;
  for (std::size_t i = 0; i < list.list.count; ++i)
    if (is_node(list.list.data[i])) return true;
  return false;
}

// One level: what it consists of may have to be taken apart in turn.
template <typename Record>
bool Reader<Record>::take_apart(Value& value) const {
  if (value.kind == ValueKind::object) return members(Value(value), value);
  if (value.kind == ValueKind::array) return list(Value(value), value);
  if (!has_nodes(value)) return true;
  if (!scratch_.spend(value.list.count)) return false;
  // A constant is not ours to change.
  value.list = scratch_.keep(std::span<const Value>(value.list.data, value.list.count)).list;
  return true;
}

template <typename Record>
bool Reader<Record>::unfold(Value& value) const {
  if (!is_node(value)) return true;
  std::vector<Value*>& waiting = scratch_.waiting();
  waiting.push_back(&value);
  while (!waiting.empty()) {
    Value& next = *waiting.back();
    waiting.pop_back();
    const bool constant = next.is_composite() && !has_nodes(next);
    if (!take_apart(next)) return false;
    if (constant) continue;
    // What was taken apart lies in the scratch, where it may be changed.
    Value* const parts = const_cast<Value*>(next.list.data);
    for (std::size_t i = 0; i < next.list.count; ++i)
      if (is_node(parts[i])) waiting.push_back(&parts[i]);
  }
  return true;
}

// Adds the positions of `coordinates`: one, an array of them, or an array of arrays (rings).
template <typename Record>
bool Reader<Record>::geo_points(std::uint64_t node, std::uint32_t depth, Geo& geo) const {
  if (record_.kind(node) != JsonKind::array || !scratch_.spend(1)) return false;
  const std::size_t count = record_.size(node);
  std::uint64_t item = count > 0 ? record_.first(node) : 0;
  if (depth > 0) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t before = geo.points.size();
      if (i > 0) item = record_.next(item);
      if (!geo_points(item, depth - 1, geo)) return false;
      if (depth == 2) geo.rings.push_back(static_cast<std::uint32_t>(geo.points.size() - before));
    }
    return true;
  }
  if (count < 2 || record_.kind(item) != JsonKind::number) return false;
  const auto x = record_.real(item);
  item = record_.next(item);
  const auto y = record_.kind(item) == JsonKind::number ? record_.real(item) : std::nullopt;
  if (!x || !y) return false;
  geo.points.push_back({*x, *y});
  return true;
}

// The same of an object of the query, taken apart.
template <typename Record>
bool Reader<Record>::geo_points(const Value& coordinates, std::uint32_t depth, Geo& geo) const {
  if (coordinates.kind != ValueKind::items || !scratch_.spend(1)) return false;
  const std::span<const Value> items(coordinates.list.data, coordinates.list.count);
  if (depth > 0) {
    for (const Value& item : items) {
      const std::size_t before = geo.points.size();
      if (!geo_points(item, depth - 1, geo)) return false;
      if (depth == 2) geo.rings.push_back(static_cast<std::uint32_t>(geo.points.size() - before));
    }
    return true;
  }
  if (items.size() < 2 || !items[0].is_number() || !items[1].is_number()) return false;
  geo.points.push_back({to_double(items[0]), to_double(items[1])});
  return true;
}

template <typename Record>
Value Reader<Record>::geo_of_members(Value::List members, bool geography) const {
  const Value* const type = find_member(members, "type");
  const Value* const coordinates = find_member(members, "coordinates");
  if (type == nullptr || type->kind != ValueKind::string) return Value();
  Geo& geo = scratch_.geo();
  geo.geography = geography;
  geo.shape = v0::shape_of(type->text());
  if (geo.shape == GeoShape::none) return Value();
  const bool placed = geo.shape != GeoShape::collection;
  if (placed && (coordinates == nullptr || !geo_points(*coordinates, nesting(geo.shape), geo))) return Value();
  geo.keep_measured();
  return Value::of_geo(&geo);
}

template <typename Record>
bool Reader<Record>::geo(Value& value, bool geography) const {
  if (value.kind == ValueKind::members) {
    if (!unfold(value)) return false;
    value = geo_of_members(value.list, geography);
    return !scratch_.fault();
  }
  if (value.kind != ValueKind::geo_node && value.kind != ValueKind::object) return true;
  const std::uint32_t shape = value.type;
  const bool declared = value.kind == ValueKind::geo_node;
  const auto wrong = [&](std::uint64_t node) {
    if (declared) return wrong_type(node, shape, false);
    value = Value();
    return true;
  };
  const auto type = record_.find(value.node, "type"), coordinates = record_.find(value.node, "coordinates");
  Geo& geo = scratch_.geo();
  geo.geography = declared ? program_.shapes[shape].type.kind <= TypeKind::geography_collection : geography;
  if (!type || record_.kind(*type) != JsonKind::string) return wrong(value.node);
  geo.shape = v0::shape_of(record_.string(*type));
  if (geo.shape == GeoShape::none) return wrong(value.node);
  const bool placed = geo.shape != GeoShape::collection;
  if (placed && (!coordinates || !geo_points(*coordinates, nesting(geo.shape), geo))) return wrong(value.node);
  geo.keep_measured();
  value = Value::of_geo(&geo);
  return !scratch_.fault();
}

// `coordinates` as literals have them: `(x y,x y)`; each position `enclosed` by parentheses or not.
template <typename Record>
bool Reader<Record>::write_coordinates(std::uint64_t node, std::uint32_t depth, bool enclosed, std::string& out) const {
  if (record_.kind(node) != JsonKind::array || !scratch_.spend(1)) return false;
  const std::size_t count = record_.size(node);
  if (depth > 0 || enclosed) out += '(';
  std::uint64_t item = count > 0 ? record_.first(node) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) item = record_.next(item);
    if (i > 0) out += depth > 0 ? ',' : ' ';
    if (depth > 0) {
      if (!write_coordinates(item, depth - 1, enclosed, out)) return false;
      continue;
    }
    const auto number = record_.kind(item) == JsonKind::number ? record_.decimal(item) : std::nullopt;
    if (!number) return false;
    const std::string digits = number->text();  // far more than the record has, where there is an exponent
    if (!scratch_.spend_bytes(digits.size())) return false;
    out += digits;
  }
  if (depth > 0 || enclosed) out += ')';
  return true;
}

template <typename Record>
bool Reader<Record>::geo_text(Value& value) const {
  const Value from = value;
  const Shape& shape = program_.shapes[from.type];
  const bool geography = shape.type.kind <= TypeKind::geography_collection;
  if (!geo(value, geography)) return false;
  const GeoShape read = value.geo_->shape;
  value = Value();
  if (read == GeoShape::collection) return true;
  const std::int32_t usual = geography ? 4326 : 0;  // CSDL §7.2.6
  std::string text = "SRID=" + std::to_string(shape.srid && *shape.srid >= 0 ? *shape.srid : usual) + ";";
  text += name(read);
  const bool enclosed = read == GeoShape::point || read == GeoShape::multi_point;
  const auto coordinates = record_.find(from.node, "coordinates");
  const bool written = coordinates && write_coordinates(*coordinates, nesting(read), enclosed, text);
  if (!written || !read_geo(text, geography, scratch_.geo())) return wrong_type(from.node, from.type, false);
  value = Value::of(scratch_.keep(std::move(text)));
  return !scratch_.fault();
}

// The members defined here; reader.cpp has the others.
template bool Reader<TapeRecord>::unfold(Value&) const;
template bool Reader<TapeRecord>::geo(Value&, bool) const;
template bool Reader<TapeRecord>::members(const Value&, Value&) const;
template bool Reader<TapeRecord>::has_nodes(const Value&) const;
template bool Reader<TapeRecord>::take_apart(Value&) const;
template bool Reader<TapeRecord>::geo_text(Value&) const;
template bool Reader<TapeRecord>::write_coordinates(std::uint64_t, std::uint32_t, bool, std::string&) const;
template bool Reader<TapeRecord>::geo_points(std::uint64_t, std::uint32_t, Geo&) const;
template bool Reader<TapeRecord>::geo_points(const Value&, std::uint32_t, Geo&) const;
template Value Reader<TapeRecord>::geo_of_members(Value::List, bool) const;
template bool Reader<ValueRecord>::unfold(Value&) const;
template bool Reader<ValueRecord>::geo(Value&, bool) const;
template bool Reader<ValueRecord>::members(const Value&, Value&) const;
template bool Reader<ValueRecord>::has_nodes(const Value&) const;
template bool Reader<ValueRecord>::take_apart(Value&) const;
template bool Reader<ValueRecord>::geo_text(Value&) const;
template bool Reader<ValueRecord>::write_coordinates(std::uint64_t, std::uint32_t, bool, std::string&) const;
template bool Reader<ValueRecord>::geo_points(std::uint64_t, std::uint32_t, Geo&) const;
template bool Reader<ValueRecord>::geo_points(const Value&, std::uint32_t, Geo&) const;
template Value Reader<ValueRecord>::geo_of_members(Value::List, bool) const;

}  // namespace v0
}  // namespace tamis
