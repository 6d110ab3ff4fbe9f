// Regular expressions of ECMAScript 2016 (21.2 and Annex B.1.4, no flags), written anew in the syntax of RE2.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// Something to say about a pattern: bytes of its UTF-8 text, and words.
struct PatternFault {
  std::size_t offset = 0, length = 0;
  std::string message;
};

/// A pattern taken apart. It is wrong, or it uses what RE2 has no equal for, or `re2` means the same. Characters are
/// code points; groups do not capture.
struct TranslatedPattern {
  std::string re2;
  std::optional<PatternFault> wrong;        ///< no regular expression at all
  std::optional<PatternFault> unsupported;  ///< look-around and back-references: the first one
};

/// One pass, linear in the text.
TranslatedPattern translate_pattern(std::string_view ecmascript);

}  // namespace v0
}  // namespace tamis
