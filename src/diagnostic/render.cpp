// Diagnostics as a picture for a person, in the manner of rustc and regex-syntax.
//
//   error[unknown-property]: Referral has no property 'statuss'
//     --> filters.txt:1:1                                          (with RenderOptions::source)
//     | statuss eq 'New'                                           (` 12 | …` where the text has lines)
//     | ^^^^^^^
//     = a note
//     = did you mean 'status'?
//     = fix: status eq 'New'
#include <tamis/diagnostic.hpp>

#include <algorithm>
#include <cstddef>

#include "src/diagnostic/excerpt.hpp"

namespace tamis {
inline namespace v0 {

namespace {

enum class Style : std::uint8_t { error, warning, note, strong, frame };

Style style_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return Style::error;
    case Severity::warning: return Style::warning;
    case Severity::note: return Style::note;
  }
  return Style::note;
}

/// What is drawn, with or without colours.
class Canvas {
 public:
  explicit Canvas(bool color) : color_(color) {}

  Canvas& plain(std::string_view text) { return text_ += text, *this; }
  Canvas& paint(Style style, std::string_view text) {
    if (!color_) return plain(text);
    return plain("\x1b[").plain(code(style)).plain("m").plain(text).plain("\x1b[0m");
  }
  Canvas& repeat(std::size_t count, char c) { return text_.append(count, c), *this; }
  std::string take() { return std::move(text_); }

 private:
  static std::string_view code(Style style) noexcept {
    switch (style) {
      case Style::error: return "1;31";
      case Style::warning: return "1;33";
      case Style::note: return "1;36";
      case Style::strong: return "1";
      case Style::frame: return "1;34";
    }
    return "0";
  }
  std::string text_;
  bool color_;
};

std::string printable(std::string_view text) {
  std::string out;
  append_printable(text, out);
  return out;
}

/// The line of a text in which a place begins, and the place within that line.
struct Line {
  std::string_view text;
  Span place;
  std::size_t number = 1;  // from 1
};

bool has_lines(std::string_view text) noexcept {
  const std::size_t feed = text.find('\n');
  return feed != std::string_view::npos && feed + 1 < text.size();
}

Line line_at(std::string_view text, Span span) noexcept {
  const std::size_t begin = std::min<std::size_t>(span.offset, text.size());
  const std::size_t end = std::min<std::size_t>(std::size_t{span.offset} + span.length, text.size());
  const std::size_t feed_before = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const std::size_t start = feed_before == std::string_view::npos ? 0 : feed_before + 1;
  std::size_t stop = std::min(text.find('\n', begin), text.size());
  if (stop < text.size() && std::max(end, begin + 1) > stop) {
    ++stop;  // the line feed is part of the place: it is shown, escaped
  } else if (stop > start && stop < text.size() && text[stop - 1] == '\r' && end < stop) {
    --stop;  // CR LF ends the line
  }
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
  const std::size_t length = std::min(std::max(end, begin), stop) - begin;
  return {text.substr(start, stop - start),
          {static_cast<std::uint32_t>(begin - start), static_cast<std::uint32_t>(length)},
          static_cast<std::size_t>(lines) + 1};
}

/// Code points in front of the place, counted from 1; bytes that start none are not counted.
std::size_t column_of(const Line& line) noexcept {
  const std::string_view before = line.text.substr(0, line.place.offset);
  const auto starts = std::count_if(before.begin(), before.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return static_cast<std::size_t>(starts) + 1;
}

/// The text with those edits applied that do not overlap an earlier one, and where the first one went.
struct Edited {
  std::string text;
  Span first;
};

Edited apply(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.offset < b.span.offset; });
  Edited result;
  std::size_t done = 0;
  bool any = false;
  for (const Edit& edit : edits) {
    const std::size_t end = std::size_t{edit.span.offset} + edit.span.length;
    if (edit.span.offset < done || end > text.size()) continue;
    result.text.append(text.substr(done, edit.span.offset - done));
    if (!any) {
      result.first = {static_cast<std::uint32_t>(result.text.size()),
                      static_cast<std::uint32_t>(edit.replacement.size())};
    }
    result.text.append(edit.replacement);
    done = end;
    any = true;
  }
  result.text.append(text.substr(done));
  return result;
}

/// Draws one diagnostic.
class Block {
 public:
  Block(Canvas& canvas, std::string_view text, const RenderOptions& options)
      : canvas_(canvas), text_(text), options_(options) {}

  void draw(const Diagnostic& diagnostic) {
    const Style style = style_of(diagnostic.severity);
    std::string head(name(diagnostic.severity));
    head.append("[").append(name(diagnostic.code)).append("]");
    canvas_.paint(style, head).paint(Style::strong, ": " + printable(diagnostic.message)).plain("\n");
    const Line line = line_at(text_, diagnostic.span);
    if (has_lines(text_)) number_ = std::to_string(line.number);
    draw_source(diagnostic, line);
    if (!text_.empty()) draw_picture(line, style);
    for (const std::string& note : diagnostic.notes)
      draw_hint(printable(note));
    draw_suggestion(diagnostic.suggestion);
    draw_fix(diagnostic.fixes);
  }

 private:
  void draw_source(const Diagnostic& diagnostic, const Line& line) {
    if (options_.source.empty()) return;
    std::string place = printable(options_.source);
    if (!text_.empty()) {
      place += ":" + std::to_string(line.number) + ":" + std::to_string(column_of(line));
    } else if (diagnostic.span != Span{}) {
      place += ", byte " + std::to_string(diagnostic.span.offset);
    }
    canvas_.repeat(number_.size() + 1, ' ').paint(Style::frame, " -->").plain(" " + place + "\n");
  }

  void draw_picture(const Line& line, Style style) {
    const Excerpt shown = excerpt(line.text, line.place);
    canvas_.paint(Style::frame, " " + number_ + " |").plain(" " + shown.text + "\n");
    canvas_.repeat(number_.size() + 1, ' ').paint(Style::frame, " |").repeat(shown.before + 1, ' ');
    canvas_.paint(style, std::string(std::max<std::size_t>(shown.width, 1), '^')).plain("\n");
  }

  void draw_hint(std::string_view text) {
    canvas_.repeat(number_.size() + 1, ' ').paint(Style::frame, " =").plain(" ").plain(text).plain("\n");
  }

  void draw_suggestion(const std::string& suggestion) {
    if (suggestion.empty()) return;
    const std::string shown = excerpt(suggestion, {}).text;
    const bool has_quotes = shown.find('\'') != std::string::npos;
    draw_hint(has_quotes ? "did you mean: " + shown : "did you mean '" + shown + "'?");
  }

  void draw_fix(const std::vector<Edit>& fixes) {
    if (fixes.empty() || text_.empty()) return;
    const Edited edited = apply(text_, fixes);
    const Line line = line_at(edited.text, edited.first);
    draw_hint("fix: " + excerpt(line.text, line.place).text);
  }

  Canvas& canvas_;
  std::string_view text_;
  const RenderOptions& options_;
  std::string number_{};  // of the line, where the text has several
};

}  // namespace

std::string render(const Diagnostics& diagnostics, const RenderOptions& options) {
  Canvas canvas(options.color);
  bool first = true;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!first) canvas.plain("\n");
    first = false;
    Block(canvas, diagnostics.text, options).draw(diagnostic);
  }
  return canvas.take();
}

}  // namespace v0
}  // namespace tamis
