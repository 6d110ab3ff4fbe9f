// The path is walked segment by segment: OData 4.01 Part 2 §4.
#include "src/bind/resource_path.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "src/bind/binder.hpp"
#include "src/text/decode.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string_view without_key(std::string_view segment) { return segment.substr(0, segment.find('(')); }

/// Whether a segment behind a collection is a key: `referrals/65edc0b5`.
bool is_key(const Schema& schema, std::string_view segment) {
  return !segment.starts_with('$') && segment.find_first_of("(.") == std::string_view::npos
      && !schema.find_type(segment) && !is_operation(schema, segment);
}

enum class Resource : std::uint8_t { unknown, collection, single, count, metadata, batch, entity, typed_entity };

constexpr std::uint32_t bits(std::initializer_list<Option> options) noexcept {
  std::uint32_t out = 0;
  for (const Option option : options)
    out |= 1U << static_cast<unsigned>(option);
  return out;
}

constexpr std::uint32_t all = ~0U;
constexpr std::uint32_t of_collections =
    bits({Option::filter, Option::search, Option::count, Option::orderby, Option::skip, Option::top});
constexpr std::uint32_t of_all = bits({Option::format, Option::schemaversion, Option::alias, Option::custom});

/// The options that a resource takes, and what is said about the others.
struct Row {
  std::uint32_t takes;
  std::string_view name{}, note{};
};

constexpr std::array<Row, 8> rows{{
    {all},
    {all},
    {all & ~of_collections},
    {all
         & ~bits({Option::count, Option::orderby, Option::skip, Option::top, Option::compute, Option::expand,
                  Option::select, Option::format}),
     "/$count", "a count takes $filter and $search"},
    {of_all, "/$metadata", "$metadata takes $format"},
    {of_all, "/$batch", "$batch takes $format"},
    {of_all | bits({Option::id}), "/$entity", "$entity takes $id and $format"},
    {of_all | bits({Option::id, Option::expand, Option::select}), "/$entity",
     "$entity takes $id, $format, and with a type behind it $expand and $select"},
}};

constexpr const Row& row(Resource resource) noexcept { return rows[static_cast<std::size_t>(resource)]; }

constexpr bool is_taken(Resource resource, Option option) noexcept {
  return (row(resource).takes >> static_cast<unsigned>(option) & 1U) != 0;
}

/// What a path has led to.
struct Place {
  Resource resource = Resource::unknown;
  std::optional<Type> type{};      ///< nothing in front of an entity set; Edm.Untyped where the schema does not say
  const EntitySet* set = nullptr;  ///< where it is the set, or of its items
};

/// Whether a segment ends in a key: `(1)`, `('x')`, `(@key)`. Arguments of a function have names, a key may have.
bool has_plain_key(std::string_view segment) noexcept {
  const std::size_t open = segment.find('(');
  if (open == 0 || open == std::string_view::npos || !segment.ends_with(')') || segment.starts_with('$')) return false;
  const std::string_view inside = segment.substr(open + 1, segment.size() - open - 2);
  return !inside.empty() && (inside.front() == '\'' || inside.find('=') == std::string_view::npos);
}

/// What a segment leads to, whatever stands in front of it.
Resource on_its_own(std::string_view segment) noexcept {
  if (segment == "$count") return Resource::count;
  return has_plain_key(segment) ? Resource::single : Resource::unknown;
}

Place follow(const Schema& schema, const Place& from, std::string_view segment) {
  if (segment == "$count") return {Resource::count, from.type, from.set};
  if (segment.starts_with('$')) return from;
  const std::string_view name = without_key(segment);
  const bool keyed = name.size() < segment.size();
  const bool known = from.type->kind != TypeKind::dynamic;
  const StructuredType* type =
      from.type->kind == TypeKind::structured ? &schema.structured_types()[from.type->definition] : nullptr;
  if (known && from.resource == Resource::collection && is_key(schema, segment))  // or an index
    return type != nullptr && type->keys.size() > 1 ? Place{Resource::unknown, Type{}}
                                                    : Place{Resource::single, from.type, from.set};
  if (type != nullptr && from.resource == Resource::single)
    if (const Property* property = type->find(name))
      return {property->type.collection && !keyed ? Resource::collection : Resource::single, property->type.element()};
  const auto cast = schema.find_type(name);
  if (cast && cast->kind == TypeKind::structured && !cast->collection) {
    if (from.resource == Resource::entity) return {Resource::typed_entity, cast};
    return {keyed ? Resource::single : from.resource, cast, from.set};
  }
  return {on_its_own(segment), Type{}};  // an operation, or nothing that the schema describes
}

/// What the first segment of a resource path leads to; without a type where it is no such segment.
Place first_place(const Schema& schema, std::string_view segment) {
  const std::string_view name = without_key(segment);
  const bool keyed = name.size() < segment.size();
  if (const EntitySet* set = schema.find_entity_set(name)) {
    const Resource resource = set->singleton || keyed ? Resource::single : Resource::collection;
    if (set->type == Type::none) return {resource, std::nullopt};
    return {resource, Type{TypeKind::structured, false, true, set->type}, set};
  }
  if (name == "$all" || name == "$crossjoin") return {Resource::collection, Type{}};
  if (name == "$entity") return {Resource::entity, Type{}};
  if (name == "$metadata") return {Resource::metadata, Type{}};
  if (name == "$batch") return {Resource::batch, Type{}};
  const auto named = [&](const OperationImport& import) { return import.name == name; };
  const auto imports = schema.function_imports();
  if (std::any_of(imports.begin(), imports.end(), named)) return {Resource::unknown, Type{}};
  return {on_its_own(segment), std::nullopt};
}

Place place_of(const Tree& tree, const Schema& schema) {
  Place place;
  if (!tree.is_url()) return place;
  for (const PathSegment& segment : path_segments(tree.url_path()))
    place = place.type ? follow(schema, place, segment.text) : first_place(schema, segment.text);
  return place;
}

}  // namespace

std::vector<PathSegment> path_segments(std::string_view path) {
  const std::size_t scheme = path.find("://");
  std::size_t begin = scheme == std::string_view::npos ? 0 : std::min(path.find('/', scheme + 3), path.size());
  std::vector<PathSegment> segments;
  const auto add = [&](std::size_t end) {
    const Span place{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    if (end > begin) segments.push_back({percent_decoded(path.substr(begin, end - begin)), place});
    begin = end + 1;
  };
  const std::size_t root = begin;
  for (PathScanner at(path.substr(root)); at.next();)
    if (at.separates('/')) add(root + at.offset());
  add(path.size());
  return segments;
}

std::optional<Type> resource_type(const Tree& tree, const Schema& schema) { return place_of(tree, schema).type; }

bool takes_option(const Tree& tree, const Schema& schema, Option option) {
  return is_taken(place_of(tree, schema).resource, option);
}

std::optional<const EntitySet*> resource_set(const Tree& tree, const Schema& schema) {
  const Place place = place_of(tree, schema);
  if (!place.type) return std::nullopt;
  return place.set;
}

void check_resource_options(const Tree& tree, const Schema& schema, std::vector<Diagnostic>& found) {
  const Resource resource = place_of(tree, schema).resource;
  if (resource == Resource::unknown) return;  // or no query at all, whose children are no options
  const Row& said = row(resource);
  bool identified = false;
  for (const NodeId id : tree.children(tree.root())) {
    const Node& option = tree[id];
    identified = identified || option.option() == Option::id;
    if (is_taken(resource, option.option())) continue;
    const bool single = resource == Resource::single;
    const std::string what = "$" + std::string(name(option.option()));
    found.push_back({Severity::error, single ? Code::not_a_collection : Code::unknown_option,
                     tree.source().to_typed(option.name),
                     what
                         + (single ? " needs a collection, but the path names one item"
                                   : " has no meaning for " + std::string(said.name))});
    if (!single) found.back().notes.emplace_back(said.note);
  }
  if (!identified && (resource == Resource::entity || resource == Resource::typed_entity))
    found.push_back({Severity::error,
                     Code::syntax,
                     {tree.url_path_span().end(), 0},
                     "$entity needs $id=..., which says what entity it is"});
}

}  // namespace v0
}  // namespace tamis
