// --output table: rows for people, aligned, and cut to the width of a terminal.
#include <algorithm>
#include <cstdint>
#include <numeric>

#include "src/cli/output.hpp"

namespace tamis::cli {

namespace {

using Row = std::vector<CellReader::Cell>;

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 4;  // no column is cut below this

/// The code point at `at` and its length; a stray byte counts as one of itself.
std::uint32_t code_point(std::string_view text, std::size_t at, std::size_t& length) {
  const auto lead = static_cast<unsigned char>(text[at]);
  length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  length = std::min(length, text.size() - at);
  std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  return code;
}

/// Columns on a terminal: none for combining marks, two for East Asian characters and pictures. Near
/// enough for a table; the rest is between font and terminal.
std::size_t columns_of(std::uint32_t code) {
  const auto in = [&](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  if (in(0x0300, 0x036F) || in(0x200B, 0x200D) || in(0x20D0, 0x20FF) || in(0xFE00, 0xFE0F)) return 0;
  const bool wide = in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF)
                 || in(0xFE30, 0xFE6F) || in(0xFF00, 0xFF60) || in(0xFFE0, 0xFFE6) || in(0x1F300, 0x1FAFF)
                 || in(0x20000, 0x3FFFD);
  return wide ? 2 : 1;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0, length = 0; at < text.size(); at += length)
    width += columns_of(code_point(text, at, length));
  return width;
}

/// The text in no more than `width` columns; `…` stands for what was cut off.
std::string cut(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::size_t used = 1, at = 0;
  for (std::size_t length = 0; at < text.size(); at += length) {
    used += columns_of(code_point(text, at, length));
    if (used > width) break;
  }
  return text.substr(0, at) + "…";
}

/// Takes columns away from the widest until the line fits, as far as that goes.
void shrink(std::vector<std::size_t>& widths, std::size_t width) {
  if (widths.empty()) return;
  const std::size_t gaps = gap * (widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= narrowest) return;
    --*widest;
  }
}

std::string line_of(const Row& row, const std::vector<std::size_t>& widths, const std::vector<bool>& right) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string text = cut(row[i].text, widths[i]);
    const std::string fill(widths[i] - std::min(widths[i], width_of(text)), ' ');
    if (i > 0) line.append(gap, ' ');
    line += right[i] ? fill + text : text + fill;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

class TableSink : public RecordSink {
 public:
  TableSink(Output& out, const Columns& columns) : out_(out), cells_(columns) {
    Row head;
    for (const std::string& column : columns)
      head.push_back({printable(column), false});
    rows_.push_back(std::move(head));
  }

  void record(std::string_view json) override {
    rows_.push_back(cells_.read(json));
    for (CellReader::Cell& cell : rows_.back())
      cell.text = printable(cell.text);
  }

  void finish(const Ending&) override { out_.write(align(rows_, out_.width())); }

 private:
  Output& out_;
  CellReader cells_;
  std::vector<Row> rows_;
};

}  // namespace

std::string align(const std::vector<Row>& rows, std::size_t width) {
  const std::size_t columns = rows.empty() ? 0 : rows.front().size();
  std::vector<std::size_t> widths(columns, 0);
  std::vector<bool> right(columns, rows.size() > 1);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], width_of(row[i].text));
      if (&row != &rows.front() && !row[i].number && !row[i].text.empty()) right[i] = false;
    }
  }
  if (width > 0) shrink(widths, width);
  std::string text;
  for (const Row& row : rows)
    text += line_of(row, widths, right);
  return text;
}

std::unique_ptr<RecordSink> make_table_sink(Output& out, const Columns& columns) {
  return std::make_unique<TableSink>(out, columns);
}

}  // namespace tamis::cli
