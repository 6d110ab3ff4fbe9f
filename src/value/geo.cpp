// Geo: reading literals, geodesic and plane measures, point in polygon.
#include "src/value/geo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// In the order of GeoShape.
constexpr std::array<std::string_view, 8> names{"",           "Point",           "LineString",   "Polygon",
                                                "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"};

constexpr double degree = 3.14159265358979323846 / 180;

// ---- literals ----

// Reads from the front of a text.
struct Cursor {
  std::string_view rest;

  bool take(char c) noexcept {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  void blanks() noexcept {
    while (take(' ')) {
    }
  }
  std::string_view until(std::string_view stops) noexcept {
    const std::string_view part = rest.substr(0, rest.find_first_of(stops));
    rest.remove_prefix(part.size());
    return part;
  }
};

// `x y [z [m]]`
bool read_position(Cursor& cursor, Geo& geo) {
  double ordinates[2] = {0, 0};
  int count = 0;
  while (true) {
    cursor.blanks();
    const std::string_view word = cursor.until(" ,)");
    if (word.empty()) break;
    const auto number = read_double(word);
    if (!number) return false;
    if (count < 2) ordinates[count] = *number;
    ++count;
  }
  if (count < 2 || count > 4) return false;
  geo.points.push_back({ordinates[0], ordinates[1]});
  return true;
}

// `(x,x,…)`
template <typename Read>
bool read_list(Cursor& cursor, Read read) {
  if (!cursor.take('(')) return false;
  do {
    cursor.blanks();
    if (!read()) return false;
  } while (cursor.take(','));
  return cursor.take(')');
}

// As read_list, or `()`.
template <typename Read>
bool read_any(Cursor& cursor, Read read) {
  if (!cursor.rest.starts_with("()")) return read_list(cursor, read);
  cursor.rest.remove_prefix(2);
  return true;
}

// `(p,p,…)`: at least `least`, at most `most`
bool read_positions(Cursor& cursor, Geo& geo, std::size_t least, std::size_t most) {
  const std::size_t before = geo.points.size();
  if (!read_list(cursor, [&] { return read_position(cursor, geo); })) return false;
  const std::size_t count = geo.points.size() - before;
  return count >= least && count <= most;
}

constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();

bool read_point(Cursor& cursor, Geo& geo) { return read_positions(cursor, geo, 1, 1); }
bool read_line_string(Cursor& cursor, Geo& geo) { return read_positions(cursor, geo, 2, no_end); }
// `(p,p,…)`, whose last position is written as its first (ABNF ringLiteral).
bool read_ring(Cursor& cursor, Geo& geo) {
  const std::string_view from = cursor.rest;
  const std::size_t before = geo.points.size();
  if (!read_positions(cursor, geo, 1, no_end)) return false;
  geo.rings.push_back(static_cast<std::uint32_t>(geo.points.size() - before));
  const std::string_view positions = from.substr(1, from.size() - cursor.rest.size() - 2);
  return positions.substr(0, positions.find(',')) == positions.substr(positions.rfind(',') + 1);  // npos + 1 is 0
}
bool read_polygon(Cursor& cursor, Geo& geo) {
  return read_list(cursor, [&] { return read_ring(cursor, geo); });
}

// What stands behind the name of a shape that is no collection.
bool read_shape(Cursor& cursor, GeoShape shape, Geo& geo) {
  switch (shape) {
    case GeoShape::point: return read_point(cursor, geo);
    case GeoShape::line_string: return read_line_string(cursor, geo);
    case GeoShape::polygon: return read_polygon(cursor, geo);
    case GeoShape::multi_point: return read_any(cursor, [&] { return read_point(cursor, geo); });
    case GeoShape::multi_line_string: return read_any(cursor, [&] { return read_line_string(cursor, geo); });
    case GeoShape::multi_polygon: return read_any(cursor, [&] { return read_polygon(cursor, geo); });
    default: return false;
  }
}

// A name and what stands behind it. Collections may stand in one another.
bool read_shapes(Cursor& cursor, Geo& geo) {
  std::size_t open = 0;
  geo.shape = GeoShape::none;
  do {
    const GeoShape shape = geo_shape(cursor.until("("));
    if (geo.shape == GeoShape::none) geo.shape = shape;
    if (shape == GeoShape::collection) {
      ++open;
      if (!cursor.take('(')) return false;
      continue;
    }
    if (!read_shape(cursor, shape, geo)) return false;
    while (open > 0 && cursor.take(')'))
      --open;
    if (open > 0 && !cursor.take(',')) return false;
  } while (open > 0);
  geo.keep_measured();
  return cursor.rest.empty();
}

// ---- measures ----

double great_circle(Geo::Point a, Geo::Point b) noexcept {
  constexpr double mean_radius = 6371008.8;
  const double north = std::sin((b.y - a.y) * degree / 2), east = std::sin((b.x - a.x) * degree / 2);
  const double h = north * north + std::cos(a.y * degree) * std::cos(b.y * degree) * east * east;
  return 2 * mean_radius * std::asin(std::min(1.0, std::sqrt(h)));
}

// T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid, Survey Review 23 (176), 1975.
double geodesic(Geo::Point a, Geo::Point b) noexcept {
  constexpr double major = 6378137.0, flattening = 1 / 298.257223563, minor = major * (1 - flattening);
  const double u1 = std::atan((1 - flattening) * std::tan(a.y * degree));
  const double u2 = std::atan((1 - flattening) * std::tan(b.y * degree));
  const double sin1 = std::sin(u1), cos1 = std::cos(u1), sin2 = std::sin(u2), cos2 = std::cos(u2);
  const double east = std::remainder((b.x - a.x) * degree, 360 * degree);
  double lambda = east;
  for (int round = 0; round < 200; ++round) {
    const double sin_lambda = std::sin(lambda), cos_lambda = std::cos(lambda);
    const double sin_sigma = std::hypot(cos2 * sin_lambda, cos1 * sin2 - sin1 * cos2 * cos_lambda);
    if (sin_sigma == 0) return 0;
    const double cos_sigma = sin1 * sin2 + cos1 * cos2 * cos_lambda;
    const double sigma = std::atan2(sin_sigma, cos_sigma);
    const double sin_alpha = cos1 * cos2 * sin_lambda / sin_sigma;
    const double cos2_alpha = 1 - sin_alpha * sin_alpha;
    const double cos_2m = cos2_alpha == 0 ? 0 : cos_sigma - 2 * sin1 * sin2 / cos2_alpha;  // 0: along the equator
    const double c = flattening / 16 * cos2_alpha * (4 + flattening * (4 - 3 * cos2_alpha));
    const double before = lambda;
    lambda = east
           + (1 - c) * flattening * sin_alpha
                 * (sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m * cos_2m - 1)));
    if (std::fabs(lambda) > 180 * degree) break;
    if (std::fabs(lambda - before) > 1e-13) continue;
    const double u = cos2_alpha * (major * major - minor * minor) / (minor * minor);
    const double big_a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)));
    const double big_b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)));
    const double correction =
        big_b * sin_sigma
        * (cos_2m
           + big_b / 4
                 * (cos_sigma * (2 * cos_2m * cos_2m - 1)
                    - big_b / 6 * cos_2m * (4 * sin_sigma * sin_sigma - 3) * (4 * cos_2m * cos_2m - 3)));
    return minor * big_a * (sigma - correction);
  }
  return great_circle(a, b);
}

double distance(Geo::Point a, Geo::Point b, bool geography) noexcept {
  return geography ? geodesic(a, b) : std::hypot(b.x - a.x, b.y - a.y);
}

enum class Side : std::uint8_t { outside, boundary, inside };

// By crossings of the ray to the east. On the earth every edge goes the shorter way round, over the 180th meridian too;
// `turn` is how far round it the point is looked for.
Side side_of(Geo::Point point, double turn, const Geo::Point* ring, std::size_t count, bool geography) noexcept {
  const auto east = [&](double from, double to) { return geography ? std::remainder(to - from, 360.0) : to - from; };
  bool inside = false;
  Geo::Point a{east(point.x, ring[0].x) - turn, ring[0].y - point.y};
  for (std::size_t i = 0; i < count; ++i) {
    const Geo::Point& next = ring[(i + 1) % count];
    const Geo::Point b{a.x + east(ring[i].x, next.x), next.y - point.y};
    const double cross = a.x * b.y - b.x * a.y;
    const bool within =
        std::min(a.x, b.x) <= 0 && std::max(a.x, b.x) >= 0 && std::min(a.y, b.y) <= 0 && std::max(a.y, b.y) >= 0;
    if (cross == 0 && within) return Side::boundary;
    if ((a.y > 0) != (b.y > 0) && (cross > 0) == (b.y > a.y)) inside = !inside;
    a = b;
  }
  return inside ? Side::inside : Side::outside;
}

Side side_of(Geo::Point point, const Geo::Point* ring, std::size_t count, bool geography) noexcept {
  Side side = side_of(point, 0, ring, count, geography);
  for (const double turn : {360.0, -360.0})
    if (geography && side == Side::outside) side = side_of(point, turn, ring, count, geography);
  return side;
}

}  // namespace

std::string_view name(GeoShape shape) noexcept { return names[static_cast<std::size_t>(shape)]; }

GeoShape geo_shape(std::string_view text) noexcept {
  for (std::size_t i = 1; i < names.size(); ++i)
    if (equal_ignoring_case(text, names[i])) return static_cast<GeoShape>(i);
  return GeoShape::none;
}

bool read_geo(std::string_view text, bool geography, Geo& geo) {
  geo.clear();
  geo.geography = geography;
  geo.text = text;
  Cursor cursor{text};
  const std::string_view reference = cursor.until(";");
  if (reference.size() < 6 || !equal_ignoring_case(reference.substr(0, 5), "srid=") || !cursor.take(';')) return false;
  return read_shapes(cursor, geo);
}

std::optional<double> geo_distance(const Geo& a, const Geo& b) {
  if (a.shape != GeoShape::point || b.shape != GeoShape::point || a.geography != b.geography) return std::nullopt;
  return distance(a.points[0], b.points[0], a.geography);
}

std::optional<double> geo_length(const Geo& line) {
  if (line.shape != GeoShape::line_string) return std::nullopt;
  double length = 0;
  for (std::size_t i = 1; i < line.points.size(); ++i)
    length += distance(line.points[i - 1], line.points[i], line.geography);
  return length;
}

std::optional<bool> geo_intersects(const Geo& point, const Geo& polygon) {
  if (point.shape != GeoShape::point || polygon.shape != GeoShape::polygon || point.geography != polygon.geography)
    return std::nullopt;
  const Geo::Point* ring = polygon.points.data();
  if (polygon.points.empty()) return false;
  for (std::size_t i = 0; i < polygon.rings.size(); ring += polygon.rings[i++]) {
    if (polygon.rings[i] == 0) continue;  // of JSON: `[]`
    const Side side = side_of(point.points[0], ring, polygon.rings[i], point.geography);
    if (side == Side::boundary) return true;
    if ((side == Side::inside) == (i > 0)) return false;  // outside the outer ring, or in a hole
  }
  return true;
}

}  // namespace v0
}  // namespace tamis
