// The search for a needed text, for one kind of processor: included once by each scan_record_*.cpp, behind its Block.
#include <cstring>

#include "src/scan/needed_text.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

// The string between its quotes at a place.
TAMIS_SCAN_TARGET inline bool is_string_at(std::string_view json, std::size_t at, std::string_view string) noexcept {
  return at > 0 && json[at - 1] == '"' && json.size() - at > string.size() && json[at + string.size()] == '"'
      && std::memcmp(json.data() + at, string.data(), string.size()) == 0;
}

// Whether an escape at a place stands for an ASCII character, or for nothing.
TAMIS_SCAN_TARGET inline bool may_be_ascii(std::string_view json, std::size_t at) noexcept {
  return json.size() - at < 5 || (json[at + 2] == '0' && json[at + 3] == '0' && json[at + 4] < '8');
}

// 64 bytes at a time: where the first two bytes of the string stand, and where `\u` does that could be one of its
// bytes. `\u` is taken for an escape also where its backslash is escaped: then the record is walked through in vain.
TAMIS_SCAN_TARGET inline bool may_have_string(std::string_view json, std::string_view string) noexcept {
  constexpr std::size_t ahead = 4;  // so many bytes behind a place are looked at with it
  const auto look = [&](const Block& here, const Block& next, const Block& digit, std::size_t at) TAMIS_SCAN_TARGET {
    std::uint64_t found = here.equal(string[0]) & next.equal(string[1]);
    std::uint64_t escapes = here.equal('\\') & next.equal('u') & ~digit.at_least('8');
    if ((found | escapes) == 0) return false;
    for (; found != 0; found &= found - 1)
      if (is_string_at(json, at + static_cast<std::size_t>(__builtin_ctzll(found)), string)) return true;
    for (; escapes != 0; escapes &= escapes - 1)
      if (may_be_ascii(json, at + static_cast<std::size_t>(__builtin_ctzll(escapes)))) return true;
    return false;
  };
  std::size_t at = 0;
  for (; json.size() - at >= 64 + ahead; at += 64) {
    const char* const from = json.data() + at;
    if (look(Block(from), Block(from + 1), Block(from + ahead), at)) return true;
  }
  for (; at < json.size(); at += 64) {  // zeros behind the end
    char rest[64 + ahead] = {};
    std::memcpy(rest, json.data() + at, json.size() - at < sizeof rest ? json.size() - at : sizeof rest);
    if (look(Block(rest), Block(rest + 1), Block(rest + ahead), at)) return true;
  }
  return false;
}

}  // namespace

}  // namespace scan
}  // namespace v0
}  // namespace tamis
