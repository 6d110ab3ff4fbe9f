// The part of a strange text that is shown to a person: cut to a window around a place, safe for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {

/// At most this much of a text is echoed: columns, a combining mark counting as one too.
inline constexpr std::size_t excerpt_columns = 60;

/// A cut of a line around a place, and where the place is in it.
struct Excerpt {
  std::string text;        ///< printable; `…` stands where the line was cut
  std::size_t before = 0;  ///< columns in front of the place
  std::size_t width = 0;   ///< columns of the place as far as shown; 0 if it has no length
};

/// Cuts a line to excerpt_columns around a place. The place must lie within the line. Looks only at the
/// neighbourhood of the place, however long the line.
Excerpt excerpt(std::string_view line, Span place);

/// Appends a text with all that a terminal would obey or hide escaped: `\n`, `\x1b`, bytes that are
/// no UTF-8 as `\xff`, format characters (such as those that turn the writing direction) as `\u{202e}`.
void append_printable(std::string_view text, std::string& out);

}  // namespace v0
}  // namespace tamis
