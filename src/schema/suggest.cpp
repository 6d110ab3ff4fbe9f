// Optimal string alignment (Damerau–Levenshtein without overlapping swaps), in a band around the
// diagonal: pairs further off it than the limit cannot be within the limit.
#include "src/schema/suggest.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::size_t longest = 128;

/// The lower-case code points of a name; a byte that is not UTF-8 counts as one of its own.
struct Letters {
  std::array<std::int32_t, longest> at;
  std::size_t size = 0;

  explicit Letters(std::string_view name) noexcept {
    while (!name.empty() && size < longest) {
      const Utf8Character c = decode_utf8(name.data(), name.data() + name.size());
      at[size++] =
          c.length == 0 ? -static_cast<unsigned char>(name[0]) : utf8proc_tolower(static_cast<std::int32_t>(c.code));
      name.remove_prefix(std::max<std::size_t>(c.length, 1));
    }
  }
};

std::size_t threshold(std::size_t length) noexcept { return length <= 4 ? 1 : length <= 7 ? 2 : 3; }

/// The distance of two names if it is at most `limit`, otherwise some number above it.
std::size_t distance(const Letters& a, const Letters& b, std::size_t limit) noexcept {
  const std::size_t above = limit + 1;
  if (std::max(a.size, b.size) - std::min(a.size, b.size) > limit) return above;

  using Row = std::array<std::size_t, longest + 1>;
  std::array<Row, 3> rows;  // of the letters i - 2, i - 1 and i of a
  for (Row& row : rows)
    row.fill(above);
  for (std::size_t j = 0; j <= std::min(b.size, limit); ++j)
    rows[0][j] = j;

  for (std::size_t i = 1; i <= a.size; ++i) {
    Row& row = rows[i % 3];
    const Row& previous = rows[(i + 2) % 3];
    const Row& before_previous = rows[(i + 1) % 3];
    row.fill(above);
    if (i <= limit) row[0] = i;
    for (std::size_t j = i > limit ? i - limit : 1; j <= std::min(b.size, i + limit); ++j) {
      const std::size_t replaced = previous[j - 1] + (a.at[i - 1] == b.at[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, previous[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
        row[j] = std::min(row[j], before_previous[j - 2] + 1);
      }
    }
  }
  return rows[a.size % 3][b.size];
}

}  // namespace

std::string_view closest(std::string_view wrong, std::span<const std::string_view> candidates) {
  const Letters letters(wrong);
  std::size_t limit = threshold(letters.size);
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    if (candidate.empty()) continue;
    const Letters other(candidate);
    const std::size_t found = distance(letters, other, limit);
    if (found > limit || found >= std::max(letters.size, other.size)) continue;
    best = candidate;
    if (found == 0) break;
    limit = found - 1;  // only a nearer one can still win
  }
  return best;
}

}  // namespace v0
}  // namespace tamis
