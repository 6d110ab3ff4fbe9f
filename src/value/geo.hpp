// Geo: a geography or geometry value, and what the geo functions compute from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tamis {
inline namespace v0 {

/// In the order of the types of TypeKind that begin with `geography` and with `geometry`.
enum class GeoShape : std::uint8_t {
  none,
  point,
  line_string,
  polygon,
  multi_point,
  multi_line_string,
  multi_polygon,
  collection
};

/// Points in the order of writing, longitude (or x) first. Ordinates beyond the second are dropped. Only a point, a
/// line string and a polygon, which functions measure, have their points here.
struct Geo {
  struct Point {
    double x = 0, y = 0;
  };
  GeoShape shape = GeoShape::none;
  bool geography = true;  ///< on the ellipsoid of the earth; else in a plane
  std::vector<Point> points{};
  std::vector<std::uint32_t> rings{};  ///< polygon: points of each ring, outer ring first
  std::string text{};                  ///< of a literal: `SRID=0;Point(1 2)`

  /// Drops the points of shapes that no function measures.
  void keep_measured() noexcept {
    if (shape <= GeoShape::polygon) return;
    points.clear();
    rings.clear();
  }
  void clear() noexcept {
    shape = GeoShape::none;
    points.clear();
    rings.clear();
    text.clear();
  }
};

/// The shape of this name, in any letter case; `none` if there is none.
GeoShape geo_shape(std::string_view name) noexcept;
/// As literals and GeoJSON write it: `LineString`. Empty for `none`.
std::string_view name(GeoShape shape) noexcept;

/// Reads `SRID=4326;Point(…)`, `…Polygon((…),…)` and so on, the text between the quotes of a literal. False if it is no
/// such text.
bool read_geo(std::string_view text, bool geography, Geo& geo);

/// geo.distance: metres along a geodesic of WGS 84 (Vincenty's inverse method, to within a millimetre; nearly antipodal
/// points, where it does not converge, along a great circle of the mean radius, to within 0.6 %), or the distance in a
/// plane. Nothing unless both are points of one kind.
std::optional<double> geo_distance(const Geo& a, const Geo& b);
/// geo.length: the sum of the distances between successive points. Nothing unless it is a line string.
std::optional<double> geo_length(const Geo& line);
/// geo.intersects: whether the point is in the polygon or on one of its edges. Edges are straight in longitude and
/// latitude (or x and y), the shorter way round the earth; a geography polygon is the area that its outer ring encloses
/// in that map, whatever its orientation. Nothing unless it is a point and a polygon of one kind.
std::optional<bool> geo_intersects(const Geo& point, const Geo& polygon);

}  // namespace v0
}  // namespace tamis
