// Parsing: text to syntax tree. Knows no schema.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tamis/limits.hpp>
#include <tamis/result.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// What a text is to be read as.
enum class TextKind : std::uint8_t {
  query,       ///< a query string, or a URL or reference whose part after the first `?` is one
  url,         ///< a URL or relative reference, or a pasted `GET … HTTP/1.1` line
  filter,      ///< the value of $filter: an expression that should be Boolean
  expression,  ///< any common expression
  orderby,
  select,
  expand,
  compute,
  search,  ///< the value of that option
  literal  ///< one primitive literal
};

/// A parameter alias and its value: `{"@s", "'New'"}` says what `@s='New'` says in a query. Decoded text, both.
struct GivenAlias {
  std::string name;
  std::string value;
};

struct ParseOptions {
  TextKind as = TextKind::filter;
  bool encoded = false;        ///< the text is percent-encoded; `query` and `url` always are
  bool plus_is_blank = false;  ///< read `+` as a blank when decoding, as HTML forms write it
  Limits limits{};
  /// Given beside the text, and in the place of what a query gives the same names. Diagnostics quote them behind the
  /// text, as further options: a name that is not '@' and an identifier is a `syntax` error, text and aliases longer
  /// than `limits.bytes` together are `too-long`, what is not UTF-8 is `invalid-encoding`.
  std::vector<GivenAlias> aliases{};
};

/// Reads a text into a Tree: all of it, or an error. Linear in the length of the text.
///
/// A syntax error is one diagnostic at the furthest byte reached, saying what was expected there.
/// Never throws on bad input; may throw std::bad_alloc.
Result<Tree> parse(std::string_view text, const ParseOptions& options = {});

}  // namespace v0
}  // namespace tamis
