// One JSON string: runs of harmless bytes are copied whole, the rest is looked at byte by byte.
#include "src/json/write_string.hpp"

#include <cstddef>

#include "src/json/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

namespace {

bool is_harmless(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

void write_escaped(char c, std::string& out) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += "0123456789abcdef"[byte >> 4];
  out += "0123456789abcdef"[byte & 15];
}

/// Appends the code point that starts at `at`, or U+FFFD for one byte; returns the bytes used.
std::size_t write_code_point(std::string_view text, std::size_t at, std::string& out) {
  const std::size_t length = utf8_length(text.substr(at));
  if (length == 0) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  out.append(text.substr(at, length));
  return length;
}

}  // namespace

void write_string(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_harmless(text[end]))
      ++end;
    out.append(text.substr(at, end - at));
    at = end;
    if (at == text.size()) break;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      write_escaped(text[at++], out);
    } else {
      at += write_code_point(text, at, out);
    }
  }
  out += '"';
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
