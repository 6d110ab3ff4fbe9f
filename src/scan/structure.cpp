// The structure of a JSON text, byte by byte.
#include "src/scan/structure.hpp"

#include "src/json/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

bool is_hex(char c) noexcept { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_operator(char c) noexcept { return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ','; }

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The first place behind a string whose opening quote is at `at`; 0 if it is not right.
std::size_t skip_string(const char* text, std::size_t size, std::size_t at, Structure& found) {
  for (++at; at < size;) {
    const char c = text[at];
    if (c == '"') return at + 1;
    if (c == '\\') {
      found.escapes[at / 64] |= std::uint64_t{1} << (at % 64);
      found.any_escape = true;
      if (!is_escape(text, size, at + 1)) return 0;
      if (text[at + 1] == '\\') found.escapes[(at + 1) / 64] |= std::uint64_t{1} << ((at + 1) % 64);
      at += 2;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return 0;
    } else if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
    } else {
      const std::size_t length = json::utf8_length({text + at, size - at < 4 ? size - at : 4});
      if (length == 0) return 0;
      at += length;
    }
  }
  return 0;
}

}  // namespace

bool is_escape(const char* text, std::size_t size, std::size_t place) noexcept {
  if (place >= size) return false;
  switch (text[place]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return true;
    case 'u': break;
    default: return false;
  }
  if (size - place < 5) return false;
  return is_hex(text[place + 1]) && is_hex(text[place + 2]) && is_hex(text[place + 3]) && is_hex(text[place + 4]);
}

bool find_structure_anywhere(const char* text, std::size_t size, Structure& found) {
  found.count = 0;
  found.any_escape = false;
  found.escapes.assign(size / 64 + 1, 0);
  if (found.places.size() < size + Structure::guards) found.places.resize(size + Structure::guards);
  for (std::size_t at = 0; at < size;) {
    const char c = text[at];
    if (is_blank(c)) {
      ++at;
      continue;
    }
    found.places[found.count++] = static_cast<std::uint32_t>(at);
    if (is_operator(c)) {
      ++at;
    } else if (c == '"') {
      at = skip_string(text, size, at, found);
      if (at == 0) return false;
    } else {  // a number or a word, right or wrong
      while (at < size && !is_blank(text[at]) && !is_operator(text[at])) {
        if (text[at] == '"' || static_cast<unsigned char>(text[at]) >= 0x80) return false;
        ++at;
      }
    }
  }
  found.guard();
  return true;
}

bool find_structure(const char* text, std::size_t size, Structure& found) {
  static const bool fast = has_avx2();
  return fast ? find_structure_avx2(text, size, found) : find_structure_anywhere(text, size, found);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
