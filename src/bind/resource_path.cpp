// The path is walked segment by segment: OData 4.01 Part 2 §4.
#include "src/bind/resource_path.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "src/text/decode.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// Where the segment that begins at `at` ends.
std::size_t segment_end(std::string_view path, std::size_t at) {
  std::size_t open = 0;
  bool quoted = false;
  for (; at < path.size() && (path[at] != '/' || open > 0); ++at) {
    if (open > 0 && path[at] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (path[at] == '(') ++open;
    if (path[at] == ')' && open > 0) --open;
  }
  return at;
}

std::string_view without_key(std::string_view segment) { return segment.substr(0, segment.find('(')); }

bool is_operation(const Schema& schema, std::string_view name) {
  const auto named = [&](const auto& operation) {
    const std::string_view qualified = operation.qualified_name;
    return qualified == name || (qualified.ends_with(name) && qualified[qualified.size() - name.size() - 1] == '.');
  };
  return std::any_of(schema.functions().begin(), schema.functions().end(), named)
      || std::any_of(schema.actions().begin(), schema.actions().end(), named);
}

/// Whether a segment behind a collection is a key: `referrals/65edc0b5`.
bool is_key(const Schema& schema, std::string_view segment) {
  return !segment.starts_with('$') && segment.find_first_of("(.") == std::string_view::npos
      && !schema.find_type(segment) && !is_operation(schema, segment);
}

/// What a path has led to. Edm.Untyped where the schema does not say.
struct Place {
  Type type{};
  bool collection = false;
};

Place follow(const Schema& schema, const Place& from, std::string_view segment) {
  if (segment.starts_with('$')) return from;
  const std::string_view name = without_key(segment);
  const bool keyed = name.size() < segment.size();
  const StructuredType* type =
      from.type.kind == TypeKind::structured ? &schema.structured_types()[from.type.definition] : nullptr;
  if (type != nullptr && from.collection && is_key(schema, segment))
    return type->keys.size() > 1 ? Place{} : Place{from.type, false};
  if (type != nullptr && !from.collection)
    if (const Property* property = type->find(name))
      return {property->type.element(), property->type.collection && !keyed};
  const auto cast = schema.find_type(name);
  if (cast && cast->kind == TypeKind::structured && !cast->collection) return {*cast, from.collection && !keyed};
  return {};  // an index as a segment, an operation
}

/// What the first segment of a resource path leads to; nothing where it is no such segment.
std::optional<Place> first_place(const Schema& schema, std::string_view segment) {
  const std::string_view name = without_key(segment);
  const bool keyed = name.size() < segment.size();
  if (const EntitySet* set = schema.find_entity_set(name)) {
    if (set->type == Type::none) return std::nullopt;
    return Place{{TypeKind::structured, false, true, set->type}, !set->singleton && !keyed};
  }
  if (name == "$all" || name == "$crossjoin" || name == "$entity") return Place{};
  const auto named = [&](const OperationImport& import) { return import.name == name; };
  const auto imports = schema.function_imports();
  if (std::any_of(imports.begin(), imports.end(), named)) return Place{};
  return std::nullopt;
}

enum class Resource { unknown, collection, single, count };

/// Whether a segment ends in a key: `(1)`, `('x')`, `(@key)`. Arguments of a function have names, a key may have.
bool has_plain_key(std::string_view segment) noexcept {
  const std::size_t open = segment.find('(');
  if (open == 0 || open == std::string_view::npos || !segment.ends_with(')') || segment.starts_with('$')) return false;
  const std::string_view inside = segment.substr(open + 1, segment.size() - open - 2);
  return !inside.empty() && (inside.front() == '\'' || inside.find('=') == std::string_view::npos);
}

Resource resource_of(const Tree& tree, const Schema& schema) {
  const std::vector<PathSegment> segments = path_segments(tree.url_path());
  if (segments.empty()) return Resource::unknown;
  const std::string& last = segments.back().text;
  if (last == "$count") return Resource::count;
  if (has_plain_key(last)) return Resource::single;
  if (const EntitySet* set = schema.find_entity_set(without_key(last)))
    return set->singleton || last.ends_with(')') ? Resource::single : Resource::collection;
  const EntitySet* set = segments.size() < 2 ? nullptr : schema.find_entity_set(segments[segments.size() - 2].text);
  if (set == nullptr || set->singleton || !is_key(schema, last)) return Resource::unknown;
  return Resource::single;
}

bool is_taken(Resource resource, Option option) noexcept {
  if (resource == Resource::unknown) return true;
  switch (option) {
    case Option::filter:
    case Option::search: return resource != Resource::single;
    case Option::count:
    case Option::orderby:
    case Option::skip:
    case Option::top: return resource == Resource::collection;
    case Option::compute:
    case Option::expand:
    case Option::select:
    case Option::format: return resource != Resource::count;
    default: return true;
  }
}

}  // namespace

std::vector<PathSegment> path_segments(std::string_view path) {
  const std::size_t scheme = path.find("://");
  std::size_t at = scheme == std::string_view::npos ? 0 : std::min(path.find('/', scheme + 3), path.size());
  std::vector<PathSegment> segments;
  while (at < path.size()) {
    const std::size_t end = segment_end(path, at);
    const Span place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)};
    if (end > at) segments.push_back({percent_decoded(path.substr(at, end - at)), place});
    at = end + 1;
  }
  return segments;
}

std::optional<Type> resource_type(const Tree& tree, const Schema& schema) {
  std::optional<Place> place;
  for (const PathSegment& segment : path_segments(tree.url_path()))
    place = place ? follow(schema, *place, segment.text) : first_place(schema, segment.text);
  if (!place) return std::nullopt;
  return place->type;
}

bool takes_option(const Tree& tree, const Schema& schema, Option option) {
  return !tree.is_url() || is_taken(resource_of(tree, schema), option);
}

void check_resource_options(const Tree& tree, const Schema& schema, std::vector<Diagnostic>& found) {
  const Resource resource = tree.is_url() ? resource_of(tree, schema) : Resource::unknown;
  if (resource == Resource::unknown) return;
  for (const NodeId id : tree.children(tree.root())) {
    const Node& option = tree[id];
    if (is_taken(resource, option.option())) continue;
    const bool count = resource == Resource::count;
    const std::string what = "$" + std::string(name(option.option()));
    found.push_back(
        {Severity::error, count ? Code::unknown_option : Code::not_a_collection, tree.source().to_typed(option.name),
         what + (count ? " has no meaning for /$count" : " needs a collection, but the path names one item")});
    if (count) found.back().notes.emplace_back("a count takes $filter and $search");
  }
}

}  // namespace v0
}  // namespace tamis
