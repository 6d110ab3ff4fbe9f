// Where one text is found in another.
#include "src/evaluate/find_text.hpp"

#include <vector>

namespace tamis {
inline namespace v0 {

namespace {

// Knuth, Morris and Pratt: linear, whatever the texts are.
std::size_t find_linear(std::string_view text, std::string_view wanted) {
  std::vector<std::size_t> border(wanted.size() + 1, 0);
  for (std::size_t i = 1, k = 0; i < wanted.size(); ++i) {
    while (k > 0 && wanted[i] != wanted[k])
      k = border[k];
    if (wanted[i] == wanted[k]) ++k;
    border[i + 1] = k;
  }
  for (std::size_t i = 0, k = 0; i < text.size(); ++i) {
    while (k > 0 && text[i] != wanted[k])
      k = border[k];
    if (text[i] == wanted[k] && ++k == wanted.size()) return i + 1 - k;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t find_text(std::string_view text, std::string_view wanted) {
  constexpr std::size_t worst_case_accepted = 1 << 16;
  const bool harmless = wanted.size() < 16 || text.size() / 16 * wanted.size() < worst_case_accepted;
  return harmless ? text.find(wanted) : find_linear(text, wanted);
}

}  // namespace v0
}  // namespace tamis
