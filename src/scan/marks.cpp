// Marks, byte by byte.
#include "src/scan/marks.hpp"

#include <algorithm>

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

/// Takes the next byte; whether it stands outside strings and is none of their quotes.
bool take(char c, StringState& state) noexcept {
  if (state.escaped) {
    state.escaped = false;
    return !state.in_string;
  }
  if (c == '\\') state.escaped = true;
  if (c != '"') return !state.in_string;
  state.in_string = !state.in_string;
  return false;
}

bool is_opening(char c) noexcept { return c == '{' || c == '['; }
bool is_closing(char c) noexcept { return c == '}' || c == ']'; }

}  // namespace

std::size_t find_marks_anywhere(const char* text, std::size_t size, StringState before,
                                Marks (&found)[blocks_at_once]) {
  const std::size_t blocks = std::min((size + 63) / 64, blocks_at_once);
  for (std::size_t block = 0; block < blocks; ++block) {
    Marks& marks = found[block] = Marks();
    for (std::size_t i = 0; i < 64 && 64 * block + i < size; ++i) {
      const char c = text[64 * block + i];
      const std::uint64_t bit = std::uint64_t{1} << i;
      if (c == '"' && !before.escaped) marks.quotes |= bit;
      if (c == '\\') marks.escapes |= bit;
      if (!take(c, before)) continue;
      if (c == ':') marks.colons |= bit;
      if (is_opening(c) || is_closing(c)) marks.brackets |= bit;
    }
    marks.after = before;
  }
  return blocks;
}

std::size_t find_closing_anywhere(const char* text, std::size_t size, BracketState& state) {
  for (std::size_t at = 0; at < size; ++at) {
    if (!take(text[at], state.strings)) continue;
    if (is_opening(text[at])) ++state.depth;
    if (is_closing(text[at]) && --state.depth == 0) return at + 1;
  }
  return not_found;
}

std::size_t find_marks(const char* text, std::size_t size, StringState before, Marks (&found)[blocks_at_once]) {
  static const bool fast = has_fast_marks();
  return fast ? find_marks_avx2(text, size, before, found) : find_marks_anywhere(text, size, before, found);
}

std::size_t find_closing(const char* text, std::size_t size, BracketState& state) {
  static const bool fast = has_fast_marks();
  return fast ? find_closing_avx2(text, size, state) : find_closing_anywhere(text, size, state);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
