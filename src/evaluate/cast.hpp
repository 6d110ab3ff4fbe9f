// cast and isof for primitive values: OData 4.01 Part 2 §5.1.1.10.
#pragma once

#include <optional>
#include <string_view>

#include <tamis/schema.hpp>

#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

/// The value as a value of the type, or null where that cannot be. Of a list, item by item. Structured types
/// and GeoJSON of the record are the machine's matter: a `geo_node` that comes here stays one of a geo type. Unknown
/// stays unknown. Facets: a decimal is rounded to its scale; null where a text, bytes or digits are too long.
Value cast_value(const Value& value, const Type& type, const Facets& facets, const Schema& schema, Scratch& scratch);

/// Whether a value that is no number, text, list or node of a record is of a primitive type.
bool is_of(const Value& value, const Type& type) noexcept;

/// The text of a number, NaN, INF or -INF as Edm.Single; nothing beyond its range.
std::optional<Value> read_single(std::string_view text);

/// The text of a geography or geometry as one of any shape, or null.
Value read_geo_text(std::string_view text, bool geography, Scratch& scratch);

/// Whether an integer type can hold the number.
bool fits(std::int64_t number, TypeKind type) noexcept;

}  // namespace v0
}  // namespace tamis
