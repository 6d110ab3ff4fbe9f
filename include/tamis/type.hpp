// Types of the Entity Data Model, as the binder assigns them to expressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// The built-in types (OData 4.01 CSDL §3.3) and the three ways of being something else.
enum class TypeKind : std::uint8_t {
  dynamic,  ///< not known before the record is seen: an open type's member, or no schema at all (Edm.Untyped)
  null,     ///< the literal null
  boolean,
  byte,
  sbyte,
  int16,
  int32,
  int64,
  decimal,
  single,
  double_,
  string,
  guid,
  date,
  date_time_offset,
  time_of_day,
  duration,
  binary,
  stream,
  geography,
  geography_point,
  geography_line_string,
  geography_polygon,
  geography_multi_point,
  geography_multi_line_string,
  geography_multi_polygon,
  geography_collection,
  geometry,
  geometry_point,
  geometry_line_string,
  geometry_polygon,
  geometry_multi_point,
  geometry_multi_line_string,
  geometry_multi_polygon,
  geometry_collection,
  enumeration,  ///< Type::definition is an index into Schema::enum_types()
  structured    ///< complex or entity: an index into Schema::structured_types()
};

/// A type as used: what it is, and whether it is a collection of that.
struct Type {
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  TypeKind kind = TypeKind::dynamic;
  bool collection = false;
  bool nullable = true;
  std::uint32_t definition = none;  ///< index by kind, see TypeKind

  /// The same type as one item of the collection.
  Type element() const noexcept { return {kind, false, nullable, definition}; }
  friend bool operator==(const Type& a, const Type& b) noexcept {
    return a.kind == b.kind && a.collection == b.collection && a.definition == b.definition;
  }
};

constexpr bool is_integer(TypeKind k) noexcept { return k >= TypeKind::byte && k <= TypeKind::int64; }
constexpr bool is_numeric(TypeKind k) noexcept { return k >= TypeKind::byte && k <= TypeKind::double_; }
constexpr bool is_geo(TypeKind k) noexcept { return k >= TypeKind::geography && k <= TypeKind::geometry_collection; }

/// "Edm.String" and so on; "Edm.Untyped" for dynamic, "null", "enumeration", "structured".
std::string_view edm_name(TypeKind kind) noexcept;
/// The kind of an Edm primitive type name ("Edm.String"); nothing for other names.
std::optional<TypeKind> primitive_kind(std::string_view edm_name) noexcept;

}  // namespace v0
}  // namespace tamis
