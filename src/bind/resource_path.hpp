// What the path of a URL leads to, as far as the schema tells.
#pragma once

#include <optional>

#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// The type of what the path of a URL names, or of its items: `People` and `People(1)` are persons, `People(1)/Friends`
/// what that property says. Edm.Untyped where the path goes on to something that the schema does not describe; nothing
/// where no segment names an entity set or a singleton (then the path is taken for that of the default type).
std::optional<Type> resource_type(const Tree& tree, const Schema& schema);

}  // namespace v0
}  // namespace tamis
