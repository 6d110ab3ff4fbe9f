// A recursive-descent parser of $filter, written by hand: what parsing is measured against.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/limits.hpp>
#include <tamis/tree.hpp>

namespace tamis::bench {

/// What a Tree holds: the same nodes, in post-order, with the same spans, names and child lists.
struct HandwrittenTree {
  std::vector<Node> nodes;
  std::vector<NodeId> children;
  NodeId root = no_node;
  Source source;  ///< owns the text
};

/// Where the text is wrong, and what was expected there.
struct HandwrittenError {
  std::uint32_t offset = 0;
  std::string_view expected;
};

/// Parses a $filter that needs no decoding. Checks the limits on length, depth, nodes and items, that the text is
/// UTF-8, the number of arguments, and the form of every literal it knows: null, Booleans, numbers, strings, dates,
/// date-times with an offset, guids. Keywords and functions may be in any letter case.
///
/// Left out, and refused: names beyond ASCII, annotations, keys, type casts, aliases, $it, $this, `/$filter(…)`, named
/// arguments, JSON, durations, enumerations with a type. `(a and b) and c` stays two nodes.
std::optional<HandwrittenTree> parse_by_hand(std::string_view text, HandwrittenError& error, const Limits& limits = {});

/// Whether two trees are the same, node by node, spans included.
bool is_same(const HandwrittenTree& a, const Tree& b);

}  // namespace tamis::bench
