// unescape: the value of a JSON string's text.
#include <algorithm>

#include "src/json/document.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

namespace {

constexpr std::uint32_t replacement_character = 0xFFFD;
constexpr bool is_high_surrogate(std::uint32_t code) { return code >= 0xD800 && code <= 0xDBFF; }
constexpr bool is_low_surrogate(std::uint32_t code) { return code >= 0xDC00 && code <= 0xDFFF; }

std::uint32_t hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  return static_cast<std::uint32_t>(c - 'A' + 10);
}

/// The code unit that is escaped at `at`, as in `\ud83d`; 0 when there is no such escape there.
std::uint32_t code_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
  std::uint32_t unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i)
    unit = unit << 4 | hex_value(text[i]);
  return unit;
}

/// Appends what the escaped code unit at `at` stands for, together with the other half of a pair; returns its length.
std::size_t append_unit(std::string_view text, std::size_t at, std::string& out) {
  const std::uint32_t first = code_unit(text, at);
  if (is_high_surrogate(first)) {
    const std::uint32_t second = code_unit(text, at + 6);
    if (is_low_surrogate(second)) {
      append_utf8(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), out);
      return 12;
    }
  }
  const bool alone = is_high_surrogate(first) || is_low_surrogate(first);
  append_utf8(alone ? replacement_character : first, out);
  return 6;
}

char short_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

}  // namespace

void unescape(std::string_view text, std::string& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t backslash = std::min(text.find('\\', at), text.size());
    out.append(text, at, backslash - at);
    at = backslash;
    if (at + 1 >= text.size()) break;
    if (text[at + 1] == 'u') {
      at += append_unit(text, at, out);
    } else {
      out.push_back(short_escape(text[at + 1]));
      at += 2;
    }
  }
}

std::size_t find_lone_surrogate(std::string_view text) noexcept {
  std::size_t at = text.find('\\');
  while (at != std::string_view::npos && at + 1 < text.size()) {
    const std::uint32_t unit = code_unit(text, at);
    const bool pair = is_high_surrogate(unit) && is_low_surrogate(code_unit(text, at + 6));
    if (!pair && (is_high_surrogate(unit) || is_low_surrogate(unit))) return at;
    at = text.find('\\', at + (pair ? 12 : 2));
  }
  return std::string_view::npos;
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
