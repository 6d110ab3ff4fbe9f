// printable: text from strangers, safe to show on a terminal.
#include <cstdint>

#include "src/cli/terminal.hpp"

namespace tamis::cli {

namespace {

constexpr char hex[] = "0123456789abcdef";

/// The length of a two- or three-byte sequence at `at` that a terminal would obey or hide: C1 controls
/// (U+0080–9F), directional marks, embeddings, overrides and isolates, line separators, the byte order mark.
std::size_t unsafe_sequence(std::string_view text, std::size_t at, std::uint32_t& code) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) return code = byte(1), 2;
  code = (byte(0) & 0xFu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  const bool hidden = code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E)
                   || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
  return byte(0) >= 0xE0 && byte(0) < 0xF0 && hidden ? 3 : 0;
}

void append_code(std::uint32_t code, std::string& out) {
  out += "\\u{";
  bool started = false;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const std::uint32_t digit = code >> shift & 0xFu;
    started = started || digit != 0 || shift == 0;
    if (started) out += hex[digit];
  }
  out += '}';
}

void append_control(char c, std::string& out) {
  switch (c) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\x";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::uint32_t code = 0;
    if (byte < 0x20 || byte == 0x7F) {
      append_control(text[at], out);
    } else if (const std::size_t length = byte < 0x80 ? 0 : unsafe_sequence(text, at, code); length > 0) {
      append_code(code, out);
      at += length - 1;
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace tamis::cli
