// The part of an input that a reader looks at: bytes from a mark on, loaded as they are asked for.
#pragma once

#include <cstddef>
#include <istream>
#include <string_view>
#include <vector>

#include <tamis/read.hpp>

namespace tamis {
inline namespace v0 {
namespace read {

/// A view of a stream that holds the bytes from the mark on. Memory is what stands between the mark
/// and the furthest byte asked for, so a reader that moves its mark on reads any length in little.
class Window {
 public:
  explicit Window(std::istream& input) : input_(input) {}

  /// The bytes from the mark to the last one loaded. Valid until load() or drop().
  std::string_view held() const noexcept { return {bytes_.data() + begin_, end_ - begin_}; }
  /// Loads more, at least one byte; false at the end of the input. Takes what is there and does not
  /// wait for a full buffer, so that records typed or piped in are read as they come.
  bool load();
  /// The byte at an index from the mark, or -1 behind the end of the input.
  int at(std::size_t index);
  /// Moves the mark on, by no more than what is held.
  void drop(std::size_t count) noexcept;

  /// Where a byte stands that is held, or the one after those.
  Place place(std::size_t index = 0) const noexcept;

 private:
  void make_room();

  std::istream& input_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  Place mark_;
};

}  // namespace read
}  // namespace v0
}  // namespace tamis
