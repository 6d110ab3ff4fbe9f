// Cutting and escaping: one cell per code point, gathered outwards from the place.
#include "src/diagnostic/excerpt.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::string_view ellipsis = "…";

/// One code point, or one byte that belongs to none, as it is shown.
struct Cell {
  std::string shown;
  std::size_t bytes = 1;    // of the text
  std::size_t columns = 1;  // of the terminal
  // A mark that takes no column still costs one of the window: else a text of marks would have no end.
  std::size_t cost() const noexcept { return std::max<std::size_t>(columns, 1); }
};

Utf8Character decode(std::string_view text, std::size_t offset) noexcept {
  return decode_utf8(text.data() + offset, text.data() + text.size());
}

/// Where the code point begins that has the byte at `offset`. Valid sequences never overlap, so this
/// finds the same cells as decoding from the start of the text.
std::size_t start_of_cell(std::string_view text, std::size_t offset) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= offset; ++back) {
    const std::size_t length = decode(text, offset - back).length;
    if (length != 0) return length > back ? offset - back : offset;
  }
  return offset;
}

/// Lower-case hexadecimal digits, at least `digits` of them.
std::string hex(std::uint32_t value, std::size_t digits) {
  std::string text;
  for (; value != 0 || text.size() < digits; value >>= 4)
    text += "0123456789abcdef"[value & 15];
  std::reverse(text.begin(), text.end());
  return text;
}

bool is_hidden(char32_t code_point) noexcept {
  switch (utf8proc_category(static_cast<std::int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
  }
}

std::string escape(char32_t code_point) {
  switch (code_point) {
    case U'\n': return "\\n";
    case U'\r': return "\\r";
    case U'\t': return "\\t";
    default: break;
  }
  return code_point < 0x80 ? "\\x" + hex(code_point, 2) : "\\u{" + hex(code_point, 1) + "}";
}

/// A cell shown as some ASCII text instead.
Cell escaped(std::string shown, std::size_t bytes) {
  const std::size_t columns = shown.size();
  return {std::move(shown), bytes, columns};
}

Cell cell_at(std::string_view text, std::size_t offset) {
  const auto [code_point, length] = decode(text, offset);
  if (length == 0) return escaped("\\x" + hex(static_cast<unsigned char>(text[offset]), 2), 1);
  if (is_hidden(code_point)) return escaped(escape(code_point), length);
  const int columns = std::max(utf8proc_charwidth(static_cast<std::int32_t>(code_point)), 0);
  return {std::string(text.substr(offset, length)), length, static_cast<std::size_t>(columns)};
}

/// Cells next to one another, in order of writing, and what they cost together.
struct Run {
  std::vector<Cell> cells{};
  std::size_t cost = 0;
  std::size_t bytes = 0;

  bool add(Cell cell, std::size_t limit) {
    if (cost + cell.cost() > limit) return false;
    cost += cell.cost();
    bytes += cell.bytes;
    cells.push_back(std::move(cell));
    return true;
  }
};

Run cells_from(std::string_view line, std::size_t begin, std::size_t end, std::size_t limit) {
  Run run;
  for (std::size_t at = begin; at < end; at = begin + run.bytes) {
    if (!run.add(cell_at(line, at), limit)) break;
  }
  return run;
}

Run cells_before(std::string_view line, std::size_t end, std::size_t limit) {
  Run run;
  for (std::size_t at = end; at > 0; at = end - run.bytes) {
    if (!run.add(cell_at(line, start_of_cell(line, at - 1)), limit)) break;
  }
  std::reverse(run.cells.begin(), run.cells.end());
  return run;
}

std::size_t append(const Run& run, std::string& out) {
  std::size_t columns = 0;
  for (const Cell& cell : run.cells) {
    out += cell.shown;
    columns += cell.columns;
  }
  return columns;
}

}  // namespace

Excerpt excerpt(std::string_view line, Span place) {
  const std::size_t size = line.size();
  std::size_t begin = std::min<std::size_t>(place.offset, size);
  std::size_t end = std::min<std::size_t>(begin + place.length, size);
  if (begin < size) begin = start_of_cell(line, begin);
  if (end < size && end > begin) {  // a place that ends inside of a code point takes in all of it
    const std::size_t start = start_of_cell(line, end);
    if (start < end) end = start + decode(line, start).length;
  }

  const Run middle = cells_from(line, begin, end, excerpt_columns);
  const std::size_t shown_end = begin + middle.bytes;
  const std::size_t room = excerpt_columns - middle.cost;
  const bool place_is_cut = shown_end < end;
  // Half of what is left goes to each side; what one side does not need goes to the other.
  const std::size_t right_needs = place_is_cut ? 0 : cells_from(line, end, size, room).cost;
  const Run left = cells_before(line, begin, std::max(room / 2, room - right_needs));
  const Run right = place_is_cut ? Run{} : cells_from(line, end, size, room - std::min(room, left.cost));

  Excerpt result;
  if (left.bytes < begin) {
    result.text += ellipsis;
    result.before = 1;
  }
  result.before += append(left, result.text);
  result.width = append(middle, result.text);
  append(right, result.text);
  if (shown_end + right.bytes < size) result.text += ellipsis;
  return result;
}

void append_printable(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Cell cell = cell_at(text, at);
    out += cell.shown;
    at += cell.bytes;
  }
}

}  // namespace v0
}  // namespace tamis
