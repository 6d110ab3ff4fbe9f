// What a condition wants to know of a record: its paths as a tree of names, for readers that go through a text once.
#pragma once

#include <cstdint>
#include <vector>

#include "src/compile/program.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// One place in a record on the way to something wanted.
struct WantedNode {
  struct Child {
    KeyedText name;
    std::uint32_t node = 0;
    std::uint64_t ending = 0, ending_mask = 0;  ///< the last eight bytes of a quote and the name, or as many as it has
  };
  std::vector<Child> children{};
  std::uint64_t lengths = 0;         ///< bit n: a child's name has n bytes; bit 63: so many or more
  std::uint32_t first = 0, end = 0;  ///< the leaves of this place and of those below it
  bool leaf = false;                 ///< the value here is wanted itself: leaf number `first`
  bool object_expected = false;      ///< by the schema it is an object or null

  static std::uint64_t bit(std::size_t length) noexcept { return std::uint64_t{1} << (length < 63 ? length : 63); }
};

/// The tree of all paths that predicates go themselves.
class Wanted {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  /// Nothing.
  Wanted() : nodes_(1), roots_(1, 0) {}
  explicit Wanted(const Program& program);

  const WantedNode& node(std::uint32_t id) const noexcept { return nodes_[id]; }
  /// Where a slot's instance begins: the record, or an item.
  std::uint32_t root(std::uint16_t slot) const noexcept { return roots_[slot]; }
  /// The leaf at the end of a path of the program.
  std::uint32_t leaf(std::uint32_t path) const noexcept { return leaves_[path]; }
  std::uint32_t leaf_count() const noexcept { return leaf_count_; }
  /// The child of that name, or none.
  std::uint32_t child(const WantedNode& node, std::string_view name) const noexcept {
    if ((node.lengths & WantedNode::bit(name.size())) == 0) return none;
    const KeyedText key(name);
    for (const WantedNode::Child& child : node.children)
      if (child.name == key) return child.node;
    return none;
  }

 private:
  std::uint32_t add_path(const Program& program, std::uint32_t path, std::uint16_t slot);
  void number_leaves();

  std::vector<WantedNode> nodes_;
  std::vector<std::uint32_t> roots_;   // by slot
  std::vector<std::uint32_t> leaves_;  // by path; nodes until numbered
  std::uint32_t leaf_count_ = 0;
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
