// What a condition wants to know of a record: its paths as a tree of names, for readers that go through a text once.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "src/compile/program.hpp"
#include "src/scan/needed_text.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// How a member's name ends, and its opening quote if there is room: the last 8 bytes in front of the closing quote as
/// a little-endian number, where the mask is set.
struct NameEnd {
  std::uint64_t bytes = 1, mask = 0;  ///< of no name

  NameEnd() = default;
  explicit NameEnd(std::string_view name) noexcept : bytes(0) {
    for (std::size_t i = 0; i < 8 && i <= name.size(); ++i) {
      const char c = i == name.size() ? '"' : name[name.size() - 1 - i];
      bytes |= std::uint64_t{static_cast<unsigned char>(c)} << (56 - 8 * i);
      mask |= std::uint64_t{0xFF} << (56 - 8 * i);
    }
  }
  bool fits(std::uint64_t before_quote) const noexcept { return (before_quote & mask) == bytes; }
};

/// The 8 bytes in front of a place as a little-endian number.
inline std::uint64_t bytes_before(const char* place) noexcept {
  std::uint64_t bytes = 0;
  if (std::endian::native == std::endian::little) {
    std::memcpy(&bytes, place - 8, 8);
    return bytes;
  }
  for (int i = 0; i < 8; ++i)
    bytes |= std::uint64_t{static_cast<unsigned char>(place[-1 - i])} << (56 - 8 * i);
  return bytes;
}

/// A set of ASCII bytes, for processors that look 16 of them up at once.
class ByteSet {
 public:
  void add(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) rows_[byte % 16] |= static_cast<std::uint8_t>(1U << (byte / 16));
  }
  void add_all() noexcept { rows_.fill(0xFF); }
  /// Bit n of row i is about byte 16 n + i.
  const std::uint8_t* rows() const noexcept { return rows_.data(); }

 private:
  alignas(16) std::array<std::uint8_t, 16> rows_{};
};

/// How some names end, with the quote in front of them: names that end otherwise are not among them.
struct NameEndings {
  ByteSet last{}, before_last{};

  void add(std::string_view name) noexcept {
    last.add(name.empty() ? '"' : name.back());
    if (name.empty())
      before_last.add_all();  // what stands in front of its quote
    else
      before_last.add(name.size() == 1 ? '"' : name[name.size() - 2]);
  }
};

/// One place in a record on the way to something wanted.
struct WantedNode {
  struct Child {
    KeyedText name;
    std::uint32_t node = 0;
    NameEnd end{};
  };
  std::vector<Child> children{};
  static constexpr std::size_t few = 4;
  std::array<NameEnd, few> ends{};   ///< of the first children, to be looked at together
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
  /// Of all names in the tree.
  const NameEndings& endings() const noexcept { return endings_; }
  const NeededTexts& needed() const noexcept { return needed_; }
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
  NameEndings endings_{};
  NeededTexts needed_{};
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
