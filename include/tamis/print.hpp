// Printing: a tree back to its canonical text or percent-encoded URL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// Which version of the standard the output is for.
enum class Version : std::uint8_t {
  v4_01,  ///< OData 4.01, the default
  v4_0    ///< only what 4.0 services read: enumeration and duration literals with their type
};

struct PrintOptions {
  Version version = Version::v4_01;
  bool percent_encode = false;  ///< write the text ready for the query part of a URL
  std::string base{};           ///< put in front of a whole query that has no scheme and host of its own
};

/// The canonical text of a tree: keywords in lower case, single blanks, minimal parentheses, canonical
/// literals, options in evaluation order. `parse(print(t))` is the same tree as `t`, and printing that
/// again gives the same text. A `query` or `url` tree is printed with its path, and always percent-encoded.
std::string print(const Tree& tree, const PrintOptions& options = {});

/// What of a tree no service of an older version reads: an `unsupported` error for each place, with spans
/// of the typed text. Always empty for v4_01.
std::vector<Diagnostic> find_newer(const Tree& tree, Version version);

/// Percent-encodes UTF-8 text for the value of a query option: blanks as %20, `+` as %2B, `&` as %26;
/// leaves letters, digits and -._~!$'()*,;:@/?= as they are. Upper-case hex.
std::string percent_encode(std::string_view text);

}  // namespace v0
}  // namespace tamis
