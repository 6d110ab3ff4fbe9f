// From a text as typed to decoded text: take off a request line, find the query, split it, percent-decode
// each part exactly once. OData 4.01 Part 2 §2.1 and §2.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tamis/diagnostic.hpp"
#include "tamis/parse.hpp"
#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

/// One `name=value` of a query string, as spans of the decoded text.
struct QueryPart {
  Span name;
  Span value;  ///< empty and at the end of the name where there is no `=`
  bool has_value = false;
};

/// A decoded text.
struct DecodedText {
  Source source;
  std::vector<QueryPart> parts{};  ///< of a query string
  Span whole{};                    ///< of any other text: what is to be parsed, blanks at its ends left out
  Span path{};                     ///< in the typed text: the URL in front of the question mark
  Span fragment{};                 ///< in the typed text: what a context URL is of, with its `#`
  bool is_url = false;
  std::vector<Diagnostic> warnings{};  ///< spans of the typed text
};

/// Decodes a text of any kind; on failure `error` says why, with a span of the typed text.
std::optional<DecodedText> decode_text(std::string_view text, const ParseOptions& options, Diagnostic& error);

/// Whether what was decoded is UTF-8; if not, `error` says where, with a span of the typed text.
bool check_utf8(const Source& source, Diagnostic& error);

/// Reads the path of a URL as it was typed, character by character, percent-decoded. Knows what stands in the brackets
/// that directly follow a name: in a key or in arguments. (Elsewhere brackets and quotes are characters of a key in a
/// segment of its own.)
class PathScanner {
 public:
  explicit PathScanner(std::string_view typed) noexcept : typed_(typed) {}
  /// Moves on to the next character; false at the end.
  bool next() noexcept;
  /// Whether the character is this one, neither encoded nor in brackets: a separator, if it can be one.
  bool separates(char c) const noexcept { return open_ == 0 && !encoded_ && character_ == c; }
  /// Where the character begins.
  std::size_t offset() const noexcept { return offset_; }
  /// How many brackets are open.
  std::size_t open() const noexcept { return open_; }
  /// Where the quoted text begins that the character is in; npos if it is in none.
  std::size_t quote() const noexcept { return quote_; }

 private:
  std::string_view typed_;
  std::size_t offset_ = 0, end_ = 0, open_ = 0;
  std::size_t quote_ = std::string_view::npos;
  char character_ = '\0';
  bool encoded_ = false;
};

/// Percent-decoded; a percent sign that no two hexadecimal digits follow stays.
std::string percent_decoded(std::string_view text);

}  // namespace v0
}  // namespace tamis
