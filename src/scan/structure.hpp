// The structure of a JSON text, found without reading its values: where brackets, colons, commas and values are.
//
// The method is that of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019): 64 bytes become bit sets
// (quotes, escapes, blanks, operators), and what lies in strings falls out of a running exclusive or of the quotes.
// Two functions do the same: one with AVX2, and one that says plainly what is meant and runs anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tamis {
inline namespace v0 {
namespace scan {

/// What was found. Reuse one for many texts: its memory stays.
struct Structure {
  /// Where `{ } [ ] : ,` stand outside strings, and the first byte of each string, number and word (and of whatever
  /// else is no blank), in order; `count` of them, and behind these the first one again, `guards` times.
  std::vector<std::uint32_t> places{};
  std::size_t count = 0;
  /// Bit i % 64 of escapes[i / 64]: whether byte i is a backslash.
  std::vector<std::uint64_t> escapes{};
  bool any_escape = false;

  static constexpr std::size_t guards = 4;

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
  /// Writes the guards.
  void guard() noexcept {
    for (std::size_t i = 0; i < guards; ++i)
      places[count + i] = count > 0 ? places[0] : 0;
  }
};

/// What texts must be shorter than.
inline constexpr std::size_t longest_text = 0xFFFFFF00u;

/// Finds the structure of a text shorter than `longest_text`. False if the text is certainly no JSON: it is not UTF-8,
/// a string does not end, holds a control character or a wrong escape. True does not say that it is.
bool find_structure(const char* text, std::size_t size, Structure& found);

// The two that find_structure() chooses between.
bool find_structure_anywhere(const char* text, std::size_t size, Structure& found);
bool has_avx2() noexcept;
bool find_structure_avx2(const char* text, std::size_t size, Structure& found);  ///< only if has_avx2()

/// Whether the escape whose second byte is at a place is one of JSON's.
bool is_escape(const char* text, std::size_t size, std::size_t place) noexcept;

}  // namespace scan
}  // namespace v0
}  // namespace tamis
