// UTF-8: decoding one character, and finding the first malformed byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// May stand in front of a text, as some editors write it.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A decoded character; length 0 when the bytes are not UTF-8 (overlong, surrogate, cut short, …).
struct Utf8Character {
  char32_t code = 0;
  std::size_t length = 0;
};
Utf8Character decode_utf8(const char* begin, const char* end) noexcept;

/// The offset of the first byte that is not part of valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

void append_utf8(char32_t code, std::string& out);

/// A text for a message: whole, or cut at a character and ended by "..." where it has more than `bytes` bytes.
std::string shortened(std::string_view text, std::size_t bytes = 40);

}  // namespace v0
}  // namespace tamis
