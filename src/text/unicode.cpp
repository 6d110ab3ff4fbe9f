// Which characters make up an odataIdentifier: ASCII by hand, the rest by Unicode category.
#include <utf8proc.h>
#include <array>

#include "grammar/characters.hpp"
#include "src/text/utf8.hpp"

namespace tamis::grammar {

bool is_identifier_start(char32_t c) noexcept {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return c == U'_';
  }
}

bool is_identifier_part(char32_t c) noexcept {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_CF: return true;
    default: return is_identifier_start(c);
  }
}

namespace {

/// Whether an ASCII character may be part of an identifier; also digits, which must not begin one.
constexpr std::array<bool, 128> ascii_parts = [] {
  std::array<bool, 128> parts{};
  for (unsigned char c = 0; c < 128; ++c)
    parts[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  return parts;
}();

}  // namespace

std::size_t identifier_length(const char* begin, const char* end) noexcept {
  const char* at = begin;
  if (at != end && *at >= '0' && *at <= '9') return 0;
  while (at != end) {
    const char c = *at;
    if (static_cast<unsigned char>(c) < 0x80 && ascii_parts[static_cast<unsigned char>(c)]) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x80) break;
    const Utf8Character character = decode_utf8(at, end);
    if (character.length == 0) break;
    if (at == begin ? !is_identifier_start(character.code) : !is_identifier_part(character.code)) break;
    at += character.length;
  }
  return static_cast<std::size_t>(at - begin);
}

}  // namespace tamis::grammar
