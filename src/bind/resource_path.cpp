// The path is walked segment by segment: OData 4.01 Part 2 §4.
#include "src/bind/resource_path.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

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

enum class Resource { unknown, collection, single, count };

/// Whether a segment ends in a key: `(1)`, `('x')`, `(@key)`. Arguments of a function have names, a key may have.
bool has_plain_key(std::string_view segment) noexcept {
  const std::size_t open = segment.find('(');
  if (open == 0 || open == std::string_view::npos || !segment.ends_with(')') || segment.starts_with('$')) return false;
  const std::string_view inside = segment.substr(open + 1, segment.size() - open - 2);
  return !inside.empty() && (inside.front() == '\'' || inside.find('=') == std::string_view::npos);
}

/// The segments behind scheme and authority.
std::vector<std::string_view> segments_of(std::string_view path) {
  const std::size_t scheme = path.find("://");
  std::size_t at = scheme == std::string_view::npos ? 0 : std::min(path.find('/', scheme + 3), path.size());
  std::vector<std::string_view> segments;
  while (at < path.size())
    if (const std::string_view segment = next_segment(path, at); !segment.empty()) segments.push_back(segment);
  return segments;
}

bool is_operation(const Schema& schema, std::string_view name) {
  const auto named = [&](const auto& operation) {
    const std::string_view qualified = operation.qualified_name;
    return qualified == name || (qualified.ends_with(name) && qualified[qualified.size() - name.size() - 1] == '.');
  };
  return std::any_of(schema.functions().begin(), schema.functions().end(), named)
      || std::any_of(schema.actions().begin(), schema.actions().end(), named);
}

Resource resource_of(const Tree& tree, const Schema& schema) {
  const std::vector<std::string_view> segments = segments_of(tree.url_path());
  if (segments.empty()) return Resource::unknown;
  const std::string_view last = segments.back();
  if (last == "$count") return Resource::count;
  if (has_plain_key(last)) return Resource::single;
  if (const EntitySet* set = schema.find_entity_set(without_key(last)))
    return set->singleton || last.ends_with(')') ? Resource::single : Resource::collection;
  // A key as a segment: `referrals/65edc0b5`, if it is neither a type nor an operation.
  if (segments.size() < 2 || last.starts_with('$') || last.find_first_of("(.") != std::string_view::npos)
    return Resource::unknown;
  const EntitySet* set = schema.find_entity_set(segments[segments.size() - 2]);
  if (set == nullptr || set->singleton || schema.find_type(last) || is_operation(schema, last))
    return Resource::unknown;
  return Resource::single;
}

bool is_taken(Resource resource, Option option) noexcept {
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
