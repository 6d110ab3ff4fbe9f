// The part of an input that a reader looks at: bytes from a mark on, loaded as they are asked for.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/read.hpp>

#include "src/read/gunzip.hpp"

namespace tamis {
inline namespace v0 {
namespace read {

/// The place behind a text that begins at a place.
Place place_after(Place place, std::string_view text) noexcept;

/// Bytes that grow where they stand if they can, and cost memory only where they were written to.
class GrowingBytes {
 public:
  char* data() const noexcept { return bytes_.get(); }
  std::size_t size() const noexcept { return size_; }
  void grow(std::size_t size);

 private:
  struct Free {
    void operator()(char* bytes) const noexcept { std::free(bytes); }
  };
  std::unique_ptr<char, Free> bytes_{};
  std::size_t size_ = 0;
};

/// A view of a stream, or of a text, that holds the bytes from the mark on; of gzip data it holds what they stand for.
/// Memory is what stands between the mark and the furthest byte asked for, so a reader that moves its mark on reads any
/// length in little. A text that is not gzip is not copied.
class Window {
 public:
  /// `gzip`: whether it may be gzip.
  explicit Window(std::istream& input, bool gzip = true);
  explicit Window(std::string_view text, bool gzip = true);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// The bytes from the mark to the last one loaded. Valid until load() or drop().
  std::string_view held() const noexcept { return {base_ + begin_, end_ - begin_}; }
  /// Loads more, at least one byte; false at the end of the input. Takes what is there and does not
  /// wait for a full buffer, so that records typed or piped in are read as they come.
  bool load();
  /// The byte at an index from the mark, or -1 behind the end of the input.
  int at(std::size_t index);
  /// Moves the mark on, by no more than what is held. `one_line`: there is known to be no line feed in that.
  void drop(std::size_t count, bool one_line = false) noexcept;

  /// Whether more can be loaded without waiting long, as far as is known.
  bool has_more_at_hand();
  /// Whether the bytes held stay where they are as long as the input does.
  bool stays() const noexcept { return input_ == nullptr && !gunzip_; }
  /// Gives the memory with the bytes held away, for other memory that takes those behind the first `count`. The others
  /// begin at `begin` of what is given. The mark has to be set then.
  GrowingBytes give(std::size_t count, GrowingBytes other, std::size_t& begin);
  /// Takes bytes off the front of those that stay. The mark has to be set then.
  void take(std::size_t count) noexcept { begin_ += count; }
  /// Puts bytes in front, and the mark to them. Those that stay are the ones taken last, and not copied.
  void put_back(std::string_view bytes, Place mark);
  void set_mark(Place mark) noexcept { mark_ = mark; }

  /// Where a byte stands that is held, or the one after those.
  Place place(std::size_t index = 0) const noexcept;
  /// Why the input ended before its time; empty when it did not.
  std::string error() const;

 private:
  void look_for_gzip(int first_byte);
  void make_room();
  std::size_t load_plain(char* to, std::size_t room);

  std::istream* input_ = nullptr;  ///< none: a text, of which all is held
  std::string_view text_{};
  std::unique_ptr<Gunzip> gunzip_{};
  std::vector<char> zipped_{};
  bool looked_ = false;
  bool unreadable_ = false;

  GrowingBytes bytes_{};
  const char* base_ = nullptr;  ///< of bytes_, or of the text
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  Place mark_{};
};

}  // namespace read
}  // namespace v0
}  // namespace tamis
