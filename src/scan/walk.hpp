// A record that has been scanned: its wanted values, and walking through the items of its wanted arrays.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/scan/structure.hpp"
#include "src/scan/wanted.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// A wanted value, where the last member of its name is.
struct Leaf {
  enum class Kind : std::uint8_t { absent, null, false_, true_, number, string, array, object, odd };
  Kind kind = Kind::absent;  ///< odd: something stands in the way to it that is no object
  std::uint32_t begin = 0;   ///< of its text; of a string's behind the quote
  std::uint32_t end = 0;     ///< behind it; of a string 0 until it is asked for; of arrays and objects not set
  std::uint32_t index = 0;   ///< arrays: its place in the structure; 0 until it is asked for
};

/// What scans and walks use again and again.
struct WalkMemory {
  /// An object or array: a node of the wanted tree (none if nothing inside is wanted), and whether it is an object.
  /// One number, so that it is read back from the stack as it was written.
  class Frame {
   public:
    Frame() = default;
    Frame(std::uint32_t node, bool object) noexcept : both_(std::uint64_t{node} << 1 | std::uint64_t{object}) {}
    std::uint32_t node() const noexcept { return static_cast<std::uint32_t>(both_ >> 1); }
    bool object() const noexcept { return (both_ & 1) != 0; }

   private:
    std::uint64_t both_ = 0;
  };
  Structure structure{};
  std::vector<Leaf> leaves{};
  std::vector<Frame> open{};
  std::vector<std::uint32_t> events{};       ///< what a scan looks at one by one, but for…
  std::vector<std::uint32_t> scalars{};      ///< …where numbers and words begin
  std::size_t last_blocks = 0;               ///< how long the last record was, in units of 64 bytes
  std::vector<std::uint32_t> item_levels{};  ///< nodes of the objects of an item that are open
  std::string name{};                        ///< with escapes undone
};

/// Notes the value of a wanted member; what the member said before counts no more. Gives the node to go on in.
inline std::uint32_t note(const Wanted& wanted, std::uint32_t child, const Leaf& value, std::vector<Leaf>& leaves) {
  const WantedNode& node = wanted.node(child);
  const bool object = value.kind == Leaf::Kind::object, null = value.kind == Leaf::Kind::null;
  if (node.end > node.first + (node.leaf ? 1 : 0)) {
    Leaf below;
    if (!object && !null && node.object_expected) below.kind = Leaf::Kind::odd;
    std::fill(leaves.begin() + node.first, leaves.begin() + node.end, below);
  }
  if (node.leaf) leaves[node.first] = value;
  return object && !node.children.empty() ? child : Wanted::none;
}

/// A text that has been scanned into a memory.
class Walk {
 public:
  Walk(std::string_view text, const Wanted& wanted, WalkMemory& memory)
      : text_(text.data()), size_(text.size()), structure_(memory.structure), wanted_(wanted), memory_(memory) {}

  /// Notes the leaves of one item of an array. Gives the index behind the item.
  std::size_t item(std::size_t index, std::uint32_t root) const;

  /// The index of the first item, or of the closing bracket, of an array.
  std::size_t first_item(std::uint32_t leaf) const;

  const Leaf& leaf(std::uint32_t number) const noexcept {
    Leaf& leaf = memory_.leaves[number];
    if (leaf.kind == Leaf::Kind::string && leaf.end == 0) leaf.end = structure_.string_end(leaf.begin);
    return leaf;
  }
  std::string_view text_of(const Leaf& leaf) const noexcept { return {text_ + leaf.begin, leaf.end - leaf.begin}; }
  /// The byte at an index of the structure.
  char at(std::size_t index) const noexcept { return text_[structure_.places[index]]; }
  bool has_escape(const Leaf& leaf) const noexcept { return structure_.has_escape(leaf.begin, leaf.end); }

 private:
  Leaf value(std::size_t index) const noexcept;
  std::uint32_t member(std::size_t index, std::uint32_t node) const;
  std::size_t skip(std::size_t index) const noexcept;

  const char* text_;
  std::size_t size_;
  Structure& structure_;
  const Wanted& wanted_;
  WalkMemory& memory_;
};

/// A number or word that begins at a place; `end` is 0 if it is none.
Leaf read_scalar(std::string_view text, std::uint32_t begin) noexcept;

/// The wanted child of a node by a name that has escapes.
std::uint32_t escaped_child(const Wanted& wanted, std::uint32_t node, std::string_view name, std::string& buffer);

}  // namespace scan
}  // namespace v0
}  // namespace tamis
