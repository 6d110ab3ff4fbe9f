// The path is walked segment by segment: OData 4.01 Part 2 §4.
#include "src/bind/resource_path.hpp"

#include <algorithm>
#include <string_view>

namespace tamis {
inline namespace v0 {

namespace {

/// The next segment of a path from `at` on, which is moved behind it.
std::string_view next_segment(std::string_view path, std::size_t& at) {
  const std::size_t end = std::min(path.find('/', at), path.size());
  const std::string_view segment = path.substr(at, end - at);
  at = end + 1;
  return segment;
}

std::string_view without_key(std::string_view segment) { return segment.substr(0, segment.find('(')); }

/// The type behind one more segment; nothing where the schema does not say.
std::optional<Type> follow(const Schema& schema, const Type& from, std::string_view segment) {
  if (segment.empty() || segment.starts_with('$')) return from;
  const std::string_view name = without_key(segment);
  if (from.kind == TypeKind::structured)
    if (const Property* property = schema.structured_types()[from.definition].find(name))
      return property->type.element();
  const auto cast = schema.find_type(name);
  if (cast && cast->kind == TypeKind::structured && !cast->collection) return cast;
  return std::nullopt;  // a key or an index as a segment, an operation
}

}  // namespace

std::optional<Type> resource_type(const Tree& tree, const Schema& schema) {
  const std::string_view path = tree.url_path();
  const std::size_t scheme = path.find("://");
  std::size_t at = scheme == std::string_view::npos ? 0 : std::min(path.find('/', scheme + 3), path.size());
  const EntitySet* set = nullptr;
  while (set == nullptr && at < path.size())
    set = schema.find_entity_set(without_key(next_segment(path, at)));
  if (set == nullptr || set->type == Type::none) return std::nullopt;
  Type type{TypeKind::structured, false, true, set->type};
  while (at < path.size()) {
    const auto next = follow(schema, type, next_segment(path, at));
    if (!next) return Type{};
    type = *next;
  }
  return type;
}

}  // namespace v0
}  // namespace tamis
