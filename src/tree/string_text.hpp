// The text of a string literal without a copy, where that is possible.
#pragma once

#include <string>
#include <string_view>

#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// What string_value() gives: a part of the tree's text where there is nothing to undo, else `buffer`.
std::string_view string_text(const Tree& tree, NodeId literal, std::string& buffer);

}  // namespace v0
}  // namespace tamis
