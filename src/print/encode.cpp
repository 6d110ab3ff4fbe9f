// Percent-encoding for the query part of a URL (RFC 3986 §3.4, OData 4.01 Part 2 §2.2).
#include "src/print/encode.hpp"

#include "tamis/print.hpp"

namespace tamis {
inline namespace v0 {

bool stays_plain(char c) noexcept {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return c != '\0' && std::string_view("-._~!$'()*,;:@/?=").find(c) != std::string_view::npos;
}

void append_encoded(char c, std::string& out) {
  static constexpr char digits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

std::string canonical_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (stays_plain(c) || c == '%' || c == '&' || c == '+' || c == '[' || c == ']' || c == '#')
      out += c;
    else
      append_encoded(c, out);
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  for (const char c : text) {
    if (stays_plain(c))
      out += c;
    else
      append_encoded(c, out);
  }
  return out;
}

}  // namespace v0
}  // namespace tamis
