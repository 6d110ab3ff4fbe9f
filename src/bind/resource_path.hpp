// What the path of a URL leads to, as far as the schema tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

struct PathSegment {
  std::string text;  ///< percent-decoded
  Span place;        ///< in the path
};

/// The segments of a URL's path behind scheme and authority, but for empty ones. A slash in brackets, as in
/// `/$filter(a/b eq 1)`, divides nothing.
std::vector<PathSegment> path_segments(std::string_view path);

/// The type of what the path of a URL names, or of its items: `People` and `People(1)` are persons, `People(1)/Friends`
/// what that property says. Edm.Untyped where the path goes on to something that the schema does not describe; nothing
/// where no segment names an entity set or a singleton (then the path is taken for that of the default type).
std::optional<Type> resource_type(const Tree& tree, const Schema& schema);

/// The entity set or singleton whose items the path of a URL names: of `People`, `People(1)` and `People/Ns.Employee`
/// it is People. None (nullptr) where the path goes on to something else, as `People(1)/Friends` does; nothing where no
/// segment names a set.
std::optional<const EntitySet*> resource_set(const Tree& tree, const Schema& schema);

/// Whether a query option has a meaning for the resource that the path of a URL names.
bool takes_option(const Tree& tree, const Schema& schema, Option option);

/// Finds the query options of a URL that the resource which its path names does not take (OData 4.01 Part 2 §5.1): a
/// single one is neither filtered nor paged, /$count takes $filter and $search only. Where neither the path nor the
/// schema tells which resource it is, all are allowed.
void check_resource_options(const Tree& tree, const Schema& schema, std::vector<Diagnostic>& found);

}  // namespace v0
}  // namespace tamis
