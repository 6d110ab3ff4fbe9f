// A tree as a string in which everything that does not matter is gone: two trees say the same when their
// normal forms are equal.
#pragma once

#include <string>
#include <vector>

#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

std::string normal_form(const Tree& tree);

/// The options among `ids` in canonical order: by evaluation order of the standard, then aliases and custom
/// options by name. Nodes that are no options stay in front, in their order.
std::vector<NodeId> in_canonical_order(const Tree& tree, std::span<const NodeId> ids);

/// The canonical text of an option's plain value: numbers without leading zeros, true/false and max in lower case.
std::string canonical_raw(Option option, std::string_view value);

}  // namespace v0
}  // namespace tamis
