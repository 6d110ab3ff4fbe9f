// What of a JSON text's structure is kept once it has been scanned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tamis {
inline namespace v0 {
namespace scan {

/// Where things stand in a text that is right. Reuse one for many texts: its memory stays.
struct Structure {
  /// Bit i % 64 of word i / 64 says whether byte i is…
  using Bits = std::vector<std::uint64_t>;
  Bits quotes{};         ///< a quote that begins or ends a string
  Bits escapes{};        ///< a backslash in a string
  Bits tokens{};         ///< one of `{ } [ ] : ,` outside strings, or the first of a string, number or word
  Bits unlike_object{};  ///< a bracket, if something up to it, from the last bracket on, is wrong in an object
  Bits unlike_array{};   ///< the same of an array
  /// The tokens of arrays that are walked through, from index 1 on; `count` is behind the last.
  std::vector<std::uint32_t> places{};
  std::size_t count = 1;
  bool any_escape = false;
  bool any_blank = false;  ///< outside strings; so where there is none the text is one line

  /// Makes room for so many words.
  void reserve(std::size_t words) {
    if (words <= quotes.size()) return;
    for (Bits* const bits : {&quotes, &escapes, &tokens, &unlike_object, &unlike_array})
      bits->resize(2 * words);
  }
  /// Makes it that of nothing.
  void clear() noexcept {
    count = 1;
    any_escape = any_blank = false;
  }
  /// Where the string ends whose first byte, behind the quote, is at a place: its closing quote.
  std::uint32_t string_end(std::uint32_t begin) const noexcept {
    std::size_t word = begin / 64;
    std::uint64_t bits = quotes[word] & ~std::uint64_t{0} << (begin % 64);
    while (bits == 0)
      bits = quotes[++word];
    return static_cast<std::uint32_t>(64 * word) + static_cast<std::uint32_t>(__builtin_ctzll(bits));
  }
  /// Where the last string begins, behind its quote, that ends with a quote at a place.
  std::uint32_t string_begin(std::uint32_t end) const noexcept {
    std::size_t word = end / 64;
    std::uint64_t bits = quotes[word] & ((std::uint64_t{1} << (end % 64)) - 1);
    while (bits == 0)
      bits = quotes[--word];
    return static_cast<std::uint32_t>(64 * word) + 64 - static_cast<std::uint32_t>(__builtin_clzll(bits));
  }
  bool is_quote(std::size_t place) const noexcept { return (quotes[place / 64] >> (place % 64) & 1) != 0; }
  /// Whether there is a backslash from one place to another.
  bool has_escape(std::size_t from, std::size_t to) const noexcept {
    if (!any_escape || from >= to) return false;
    const std::size_t first = from / 64, last = (to - 1) / 64;
    const std::uint64_t head = ~std::uint64_t{0} << (from % 64), tail = ~std::uint64_t{0} >> (63 - (to - 1) % 64);
    if (first == last) return (escapes[first] & head & tail) != 0;
    if ((escapes[first] & head) != 0 || (escapes[last] & tail) != 0) return true;
    for (std::size_t i = first + 1; i < last; ++i)
      if (escapes[i] != 0) return true;
    return false;
  }
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
