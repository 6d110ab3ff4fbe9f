// Running one rule of the grammar over a part of a text, for the entry points in parse.cpp and query.cpp.
#pragma once

#include <optional>

#include "src/parse/actions.hpp"
#include "src/parse/explain.hpp"
#include "src/text/decode.hpp"

namespace tamis {
inline namespace v0 {

/// A diagnostic for a limit that was exceeded; spans of the decoded text.
Diagnostic describe_fatal(const Fatal& fatal);

/// Moves a diagnostic's places from the decoded text to the text as typed.
void point_into_typed_text(Diagnostic& diagnostic, const Source& source);

/// Matches Rule against `part` of the builder's text. On failure gives the diagnostic, with spans of the decoded text.
/// Defined in rules.cpp, once for each rule used, because every instantiation is a whole parser.
template <typename Rule>
std::optional<Diagnostic> parse_part(TreeBuilder& builder, const DecodedText& text, Span part, bool semicolon_is_data,
                                     const Limits& limits);

/// Parses all options of a decoded text, the aliases that are given beside it last, each into a node. Errors have spans
/// of the decoded text.
std::optional<Diagnostic> parse_options(TreeBuilder& builder, const DecodedText& text, const ParseOptions& options);
/// The same into one query node.
std::optional<Diagnostic> parse_query(TreeBuilder& builder, const DecodedText& text, const ParseOptions& options);

}  // namespace v0
}  // namespace tamis
