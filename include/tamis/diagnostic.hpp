// Diagnostics: what is wrong with a text (or a record), where, and how to mend it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic_codes.hpp>

namespace tamis {
inline namespace v0 {

/// A range of bytes in a text: half open, in bytes (not characters), from the start of the text.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t end() const noexcept { return offset + length; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// How bad it is. Only `error` makes a call fail; warnings never do.
enum class Severity : std::uint8_t { error, warning, note };

/// "error", "warning" or "note".
std::string_view name(Severity severity) noexcept;

/// The stable word of a code, as documented: `unknown-property`.
std::string_view name(Code code) noexcept;
/// The code of a word, or nothing.
std::optional<Code> find_code(std::string_view word) noexcept;

/// One edit of a text: replace the bytes of `span` by `replacement`.
struct Edit {
  Span span;
  std::string replacement;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// One thing to say about a text: a code, a place, words, and where possible a remedy.
///
/// Spans point into the text as the user typed it (before percent-decoding). Owns its strings.
struct Diagnostic {
  Severity severity = Severity::error;
  Code code = Code::syntax;
  Span span;
  std::string message;                         ///< one sentence, no trailing full stop
  std::vector<std::string> notes{};            ///< further sentences: hints, candidates
  std::string suggestion{};                    ///< what to write instead, empty when there is none
  std::vector<Edit> fixes{};                   ///< edits which, applied together, make the text right; may be empty
  std::optional<std::uint64_t> data_offset{};  ///< where in a record's text the value at fault begins, if it is known
};

/// An ordered list of diagnostics together with the text that they speak of. Owns both.
struct Diagnostics {
  std::string text;  ///< the text as typed; empty when the diagnostics are about data
  std::vector<Diagnostic> items{};

  bool empty() const noexcept { return items.empty(); }
  std::size_t size() const noexcept { return items.size(); }
  auto begin() const noexcept { return items.begin(); }
  auto end() const noexcept { return items.end(); }
  /// True when at least one item is an error.
  bool has_errors() const noexcept;
  /// Puts the items in their documented order: by offset, then severity, then as found.
  void sort();
};

/// How render() draws.
struct RenderOptions {
  bool color = false;    ///< ANSI colours
  std::string source{};  ///< a name in front of the place, such as a file's; empty for none
};

/// Draws diagnostics for a person: the message, the line of text with carets under the place, hints.
///
/// Echoed input is cut to a window of 60 characters around the place and control characters are
/// escaped, so that it is safe to print to a terminal. Ends with a line feed unless empty.
std::string render(const Diagnostics& diagnostics, const RenderOptions& options = {});

/// The diagnostics as a JSON array of objects: severity, code, offset, length, message, and where there
/// are any notes, suggestion and fixes. Offsets and lengths are bytes of the text as typed.
std::string to_json(const Diagnostics& diagnostics);

}  // namespace v0
}  // namespace tamis
