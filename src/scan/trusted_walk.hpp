// Walking through a text that is trusted to be right JSON: only as far as the wanted values are, validating nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/scan/marks.hpp"
#include "src/scan/walk.hpp"
#include "src/scan/wanted.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// Goes from one colon or bracket outside strings to the next.
class TrustedCursor {
 public:
  /// Stands at a place outside strings.
  void begin(std::string_view text, std::size_t at) {
    text_ = text;
    load(at, {});
  }
  /// The place of the next colon or bracket; not_found behind the last.
  std::size_t next() noexcept {
    while (left_ == 0)
      if (!next_block()) return not_found;
    const auto bit = static_cast<unsigned>(__builtin_ctzll(left_));
    left_ &= left_ - 1;
    const std::uint64_t below = (std::uint64_t{1} << bit) - 1;
    escape_passed_ = escape_before_ || (escapes_ & below) != 0;
    escape_before_ = false;
    escapes_ &= ~below;
    return base_ + bit;
  }
  /// The same, but passes over colons, where that can be told at once, behind names that are none of the node's.
  std::size_t next(const WantedNode& node) noexcept {
    while (true) {
      while (left_ == 0)
        if (!next_block()) return not_found;
      // Names with escapes, and those that may begin in front of the text, are looked at one by one.
      if (escapes_ != 0 || escape_before_ || base_ < 16 || node.children.size() > WantedNode::few) return next();
      left_ = pass_over(node);
      if (left_ != 0) return next();
    }
  }
  /// Whether there is a backslash between the place that next() gave last and the one before it.
  bool escape_passed() const noexcept { return escape_passed_; }
  /// Goes behind the bracket that closes so many open ones; its place, or not_found. The next of next() is behind it.
  std::size_t close(std::uint64_t depth) noexcept;
  /// The place of the quote that ends a string which begins, its quote passed, at `begin`: the string in front of which
  /// next() stands. not_found if the text ends before it.
  std::size_t string_end(std::size_t begin, bool& escaped) noexcept;

 private:
  // Passes over the colons in front of the first bracket of the block; those that are left.
  std::uint64_t pass_over(const WantedNode& node) const noexcept {
    const char* const block = text_.data() + base_;
    const std::uint64_t brackets = marks_[block_].brackets & left_;
    std::uint64_t colons = left_ & (brackets - 1) & ~brackets;
    for (; colons != 0; colons &= colons - 1) {
      const char* const quote = block + __builtin_ctzll(colons) - 1;
      const std::uint64_t before = bytes_before(quote);
      bool fits = *quote != '"';  // a blank
      for (const NameEnd& end : node.ends)
        fits |= end.fits(before);
      if (fits) break;
    }
    return (left_ & ~((brackets - 1) & ~brackets)) | colons;
  }
  void load(std::size_t at, StringState before) noexcept {
    base_ = at;
    block_ = 0;
    blocks_ = find_marks(text_.data() + at, text_.size() - at, before, marks_);
    escape_before_ = false;
    take_block();
  }
  bool next_block() noexcept;
  void take_block() noexcept {
    left_ = block_ < blocks_ ? marks_[block_].colons | marks_[block_].brackets : 0;
    escapes_ = block_ < blocks_ ? marks_[block_].escapes : 0;
  }

  std::string_view text_{};
  Marks marks_[blocks_at_once];
  std::size_t base_ = 0;  ///< where the block begins
  std::size_t block_ = 0, blocks_ = 0;
  std::uint64_t left_ = 0;     ///< its colons and brackets that next() has not given yet
  std::uint64_t escapes_ = 0;  ///< its backslashes behind the last that it gave
  bool escape_before_ = false, escape_passed_ = false;
};

/// An object on the way: the record, or an item of a collection, whose wanted values are found as they are asked for.
class TrustedObject {
 public:
  static constexpr std::size_t deepest = 32;  ///< wanted objects inside one another

  /// Begins with the object that stands at `at`; `root` is its node of the wanted tree. False if it is none.
  bool begin(std::string_view text, const Wanted& wanted, std::uint32_t root, std::size_t at);
  /// Makes it the first item behind the opening bracket of an array at `at`, which is looked for by next_item().
  void begin_items(std::string_view text, const Wanted& wanted, std::uint32_t root, std::size_t at);

  enum class Item : std::uint8_t { there, none, odd };
  /// Goes to the next item. Null is one, with nothing in it; odd: it is neither that nor an object, or not right.
  Item next_item(std::vector<Leaf>& leaves);

  /// Walks on until a leaf is known. False where the text is not right, or odd.
  bool find(std::uint32_t leaf, std::vector<Leaf>& leaves, std::string& name) {
    while ((known_ & bit(leaf)) == 0)
      if (!step(leaves, name)) return false;
    return true;
  }
  /// Whether its end has been reached, and where that is.
  bool has_ended() const noexcept { return depth_ == 0; }
  /// Behind what has been walked through in the items before.
  std::size_t end() const noexcept { return end_; }
  /// Whether it has this leaf: of the record, of the item.
  bool owns(std::uint32_t leaf) const noexcept { return (own_ & bit(leaf)) != 0; }

  /// Most leaves that a filter may want.
  static constexpr std::uint32_t most_leaves = 64;

 private:
  static std::uint64_t bit(std::uint32_t leaf) noexcept { return std::uint64_t{1} << leaf; }
  static std::uint64_t bits(std::uint32_t first, std::uint32_t end) noexcept {
    return (end - first < 64 ? bit(end - first) - 1 : ~std::uint64_t{0}) << (first % 64);
  }
  bool open(std::size_t at);
  bool step(std::vector<Leaf>& leaves, std::string& name);
  void close(std::size_t at, std::vector<Leaf>& leaves);
  bool member(std::size_t colon, std::vector<Leaf>& leaves, std::string& name);
  std::uint32_t child(std::size_t colon, std::string& name) const;
  bool value(std::size_t at, Leaf& leaf);
  void fill(std::uint64_t which, Leaf::Kind kind, std::vector<Leaf>& leaves);
  std::size_t behind_blanks(std::size_t at) const noexcept;

  std::string_view text_{};
  const Wanted* wanted_ = nullptr;
  TrustedCursor cursor_{};
  std::array<std::uint32_t, deepest> nodes_{};  ///< of the objects that are open, the innermost last
  std::size_t depth_ = 0;
  std::size_t end_ = 0;
  std::uint64_t own_ = 0, known_ = 0;  ///< sets of leaves
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
