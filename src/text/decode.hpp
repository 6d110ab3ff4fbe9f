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
  bool is_url = false;
  std::vector<Diagnostic> warnings{};  ///< spans of the typed text
};

/// Decodes a text of any kind; on failure `error` says why, with a span of the typed text.
std::optional<DecodedText> decode_text(std::string_view text, const ParseOptions& options, Diagnostic& error);

/// Percent-decoded; a percent sign that no two hexadecimal digits follow stays.
std::string percent_decoded(std::string_view text);

}  // namespace v0
}  // namespace tamis
