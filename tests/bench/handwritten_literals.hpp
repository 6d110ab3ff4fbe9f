// Characters and literals of the handwritten parser.
#pragma once

#include <optional>
#include <string_view>

#include <tamis/tree.hpp>

namespace tamis::bench {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }
constexpr bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_'; }
constexpr bool is_name(char c) { return is_letter(c) || is_digit(c); }
constexpr bool is_hex(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whether a word is a keyword, in any letter case.
inline bool equals_keyword(std::string_view word, std::string_view keyword) {
  if (word.size() != keyword.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(word[i]) != lower(keyword[i])) return false;
  return true;
}

/// What a literal is that begins with a digit, a minus, or the hexadecimal digits of a guid; nothing if it is none.
std::optional<LiteralKind> bare_literal_kind(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace tamis::bench
