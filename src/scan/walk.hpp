// Walking through a record's structure: validates all of it and notes where the wanted values are.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "src/evaluate/record.hpp"
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
  std::uint32_t end = 0;     ///< behind it; of arrays and objects not set
  std::uint32_t index = 0;   ///< arrays: its place in the structure
};

/// What walks use again and again.
struct WalkMemory {
  struct Frame {
    std::uint32_t node;  // of the wanted tree; none if nothing inside is wanted
    bool object;
  };
  Structure structure{};
  std::vector<Leaf> leaves{};
  std::vector<Frame> open{};
  std::vector<std::uint32_t> item_levels{};  ///< nodes of the objects of an item that are open
  std::string name{};                        ///< with escapes undone
};

/// A text whose structure stands in the memory.
class Walk {
 public:
  Walk(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory)
      : text_(text.data()),
        size_(text.size()),
        structure_(memory.structure),
        places_(memory.structure.places.data()),
        wanted_(wanted),
        depth_(depth),
        memory_(memory) {}

  /// Validates the object whose opening brace is at `index` of the structure, and notes its leaves. Gives the index
  /// behind it; 0 if the object is not right (or odd enough to be read by other means).
  std::size_t record(std::size_t index) const;
  /// The leaves of one item of an array in a validated record. Gives the index behind the item.
  std::size_t item(std::size_t index, std::uint32_t root) const;

  const Leaf& leaf(std::uint32_t number) const noexcept { return memory_.leaves[number]; }
  std::string_view text_of(const Leaf& leaf) const noexcept { return {text_ + leaf.begin, leaf.end - leaf.begin}; }
  /// The byte at an index of the structure; behind the last, the first again, which no value may follow.
  char at(std::size_t index) const noexcept { return text_[places_[index]]; }
  std::size_t count() const noexcept { return structure_.count; }
  std::uint32_t place(std::size_t index) const noexcept {
    return index < structure_.count ? structure_.places[index] : static_cast<std::uint32_t>(size_);
  }
  bool has_escape(const Leaf& leaf) const noexcept { return structure_.has_escape(leaf.begin, leaf.end); }

 private:
  bool scalar(std::size_t index, Leaf& leaf) const noexcept;
  bool is_scalar(std::size_t index) const noexcept { return scalar_end(index) != nullptr; }
  const char* scalar_end(std::size_t index) const noexcept;
  Leaf container(std::size_t index) const noexcept;
  std::uint32_t string_end(std::size_t index) const noexcept;
  std::uint32_t member(std::size_t index, std::uint32_t node) const;
  std::uint32_t note(std::uint32_t child, std::size_t index, const Leaf& value) const;
  std::size_t skip(std::size_t index) const noexcept;

  const char* text_;
  std::size_t size_;
  const Structure& structure_;
  const std::uint32_t* places_;
  const Wanted& wanted_;
  std::uint32_t depth_;
  WalkMemory& memory_;
};

/// Whether a text is one right JSON object, blanks around it, nested no deeper than `depth`. False of one of 4 GiB or
/// more.
bool is_record(std::string_view text, std::uint32_t depth, WalkMemory& memory);

}  // namespace scan
}  // namespace v0
}  // namespace tamis
