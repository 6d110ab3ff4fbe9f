// Where in a text a fault of a pattern is that stands there as a literal.
#pragma once

#include <tamis/tree.hpp>

#include "src/pattern/ecmascript.hpp"

namespace tamis {
inline namespace v0 {

/// The bytes of the fault in the decoded text; all of the literal where quotes or escapes in it move the bytes.
inline Span pattern_place(const Tree& tree, NodeId literal, const PatternFault& fault) {
  const Span span = tree[literal].span;
  if (string_value(tree, literal).size() + 2 != span.length) return span;
  return {span.offset + 1 + static_cast<std::uint32_t>(fault.offset), static_cast<std::uint32_t>(fault.length)};
}

}  // namespace v0
}  // namespace tamis
