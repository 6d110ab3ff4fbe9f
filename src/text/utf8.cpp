// UTF-8 (RFC 3629).
#include "src/text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace tamis {
inline namespace v0 {

Utf8Character decode_utf8(const char* begin, const char* end) noexcept {
  if (begin == end) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(begin[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || static_cast<std::size_t>(end - begin) < length) return {};
  char32_t code = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length};
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::uint64_t eight = 0;  // most texts are ASCII for long stretches
    while (static_cast<std::size_t>(end - at) >= sizeof eight) {
      std::memcpy(&eight, at, sizeof eight);
      if ((eight & 0x8080808080808080U) != 0) break;
      at += sizeof eight;
    }
    if (at == end) break;
    if (static_cast<unsigned char>(*at) < 0x80) {
      ++at;
      continue;
    }
    const Utf8Character c = decode_utf8(at, end);
    if (c.length == 0) return static_cast<std::size_t>(at - text.data());
    at += c.length;
  }
  return std::string_view::npos;
}

void append_utf8(char32_t code, std::string& out) {
  const auto push = [&](char32_t c) { out.push_back(static_cast<char>(static_cast<unsigned char>(c))); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | (code >> 6));
    push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | (code >> 12));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | (code >> 18));
    push(0x80 | ((code >> 12) & 0x3F));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  }
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace v0
}  // namespace tamis
