// Finding a text in another.
#include "src/text/find.hpp"

#include <vector>

namespace tamis {
inline namespace v0 {

namespace {

// Knuth, Morris and Pratt: linear, whatever the texts are.
std::size_t find_linear(std::string_view text, std::string_view needle) {
  std::vector<std::size_t> border(needle.size() + 1, 0);
  for (std::size_t i = 1, k = 0; i < needle.size(); ++i) {
    while (k > 0 && needle[i] != needle[k])
      k = border[k];
    if (needle[i] == needle[k]) ++k;
    border[i + 1] = k;
  }
  for (std::size_t i = 0, k = 0; i < text.size(); ++i) {
    while (k > 0 && text[i] != needle[k])
      k = border[k];
    if (text[i] == needle[k] && ++k == needle.size()) return i + 1 - k;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t find(std::string_view text, std::string_view needle) {
  constexpr std::size_t worst_case_accepted = 1 << 16;
  const bool harmless = needle.size() < 16 || text.size() / 16 * needle.size() < worst_case_accepted;
  return harmless ? text.find(needle) : find_linear(text, needle);
}

}  // namespace v0
}  // namespace tamis
