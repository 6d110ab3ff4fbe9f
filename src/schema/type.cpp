// Names of types: one table in the order of TypeKind.
#include <tamis/type.hpp>

#include <array>
#include <cstddef>

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::array<std::string_view, 37> names = {
    "Edm.Untyped",
    "null",
    "Edm.Boolean",
    "Edm.Byte",
    "Edm.SByte",
    "Edm.Int16",
    "Edm.Int32",
    "Edm.Int64",
    "Edm.Decimal",
    "Edm.Single",
    "Edm.Double",
    "Edm.String",
    "Edm.Guid",
    "Edm.Date",
    "Edm.DateTimeOffset",
    "Edm.TimeOfDay",
    "Edm.Duration",
    "Edm.Binary",
    "Edm.Stream",
    "Edm.Geography",
    "Edm.GeographyPoint",
    "Edm.GeographyLineString",
    "Edm.GeographyPolygon",
    "Edm.GeographyMultiPoint",
    "Edm.GeographyMultiLineString",
    "Edm.GeographyMultiPolygon",
    "Edm.GeographyCollection",
    "Edm.Geometry",
    "Edm.GeometryPoint",
    "Edm.GeometryLineString",
    "Edm.GeometryPolygon",
    "Edm.GeometryMultiPoint",
    "Edm.GeometryMultiLineString",
    "Edm.GeometryMultiPolygon",
    "Edm.GeometryCollection",
    "enumeration",
    "structured",
};

constexpr auto first_primitive = static_cast<std::size_t>(TypeKind::boolean);
constexpr auto last_primitive = static_cast<std::size_t>(TypeKind::geometry_collection);
static_assert(names.size() == static_cast<std::size_t>(TypeKind::structured) + 1);
static_assert(names[last_primitive] == "Edm.GeometryCollection");

}  // namespace

std::string_view edm_name(TypeKind kind) noexcept {
  const auto index = static_cast<std::size_t>(kind);
  return index < names.size() ? names[index] : std::string_view();
}

std::optional<TypeKind> primitive_kind(std::string_view edm_name) noexcept {
  for (std::size_t i = first_primitive; i <= last_primitive; ++i) {
    if (names[i] == edm_name) return static_cast<TypeKind>(i);
  }
  return std::nullopt;
}

}  // namespace v0
}  // namespace tamis
