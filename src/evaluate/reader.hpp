// Reader: from places of a record to values, as the shapes of the program say. A value of another JSON type
// than its shape's is `invalid-data`, and so is a text that its type cannot read; null is always fine.
#pragma once

#include <tamis/evaluation.hpp>

#include "src/compile/program.hpp"
#include "src/evaluate/record.hpp"

namespace tamis {
inline namespace v0 {

template <typename Record>
class Reader {
 public:
  Reader(const Program& program, const Record& record, Scratch& scratch, Absent absent)
      : program_(program), record_(record), scratch_(scratch), absent_(absent) {}

  /// The value at a node. `item`: one item of the collection that the shape is of.
  bool read(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const;
  /// Follows a path from an object; null and unknown lead to null and unknown.
  bool follow(const Path& path, const Value& from, Value& result) const;
  /// The object, if it is of a structured type or one derived from it; else null.
  Value cast(const Value& object, std::uint32_t declared, std::uint32_t wanted) const;
  /// The items of an array, as a list.
  bool list(const Value& array, Value& result) const;
  /// Takes a value apart for comparison: arrays of the record become lists and objects members, in depth.
  bool unfold(Value& value) const;
  /// Makes a geography or geometry of a GeoJSON object, of the record or of the query; anything else stays as it is.
  /// `geography`: what an object of unknown type is taken for.
  bool geo(Value& value, bool geography) const;
  /// The same as the text of a literal: `SRID=4326;Point(1 2)`. Null for a GeometryCollection.
  bool geo_text(Value& value) const;

 private:
  bool cast_items(const Path& path, Value& items) const;
  bool members(const Value& object, Value& result) const;
  bool take_apart(Value& value) const;
  bool has_nodes(const Value& list) const;
  bool geo_points(std::uint64_t node, std::uint32_t depth, Geo& geo) const;
  bool geo_points(const Value& coordinates, std::uint32_t depth, Geo& geo) const;
  Value geo_of_members(Value::List members, bool geography) const;
  bool write_coordinates(std::uint64_t node, std::uint32_t depth, bool enclosed, std::string& out) const;
  Value through_members(const Path& path, Value from, std::uint32_t& steps) const;
  std::optional<std::uint64_t> annotation(const Path& path, std::uint32_t step, std::uint64_t object,
                                          std::uint64_t node) const;
  std::uint32_t actual_type(std::uint64_t object, std::uint32_t declared) const;
  bool read_dynamic(std::uint64_t node, std::uint32_t shape, Value& result) const;
  bool read_collection(std::uint64_t node, std::uint32_t shape, Value& result) const;
  bool read_number(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const;
  bool read_text(std::uint64_t node, std::uint32_t shape, bool item, Value& result) const;
  bool walk(const Path& path, const Value& from, Value& result) const;
  bool absent(const Path& path, std::uint32_t steps, Value& result) const;
  bool wrong_type(std::uint64_t node, std::uint32_t shape, bool item) const;
  bool wrong_step(std::uint64_t node, const Path& path, std::uint32_t steps) const;
  std::string path_text(const Path& path, std::uint32_t steps) const;
  std::string found_text(std::uint64_t node) const;

  const Program& program_;
  const Record& record_;
  Scratch& scratch_;
  Absent absent_;
};

/// "a number (Edm.Decimal)", "an object", "one of the texts of Ns.Colour": what a shape wants to see.
std::string expectation(const Shape& shape, bool item, const Schema& schema);
/// A text as a value of a primitive or enumeration type; nothing if it is none.
std::optional<Value> read_text_value(std::string_view text, const Type& type, const Schema& schema, Scratch& scratch);

extern template class Reader<TapeRecord>;
extern template class Reader<ValueRecord>;

}  // namespace v0
}  // namespace tamis
