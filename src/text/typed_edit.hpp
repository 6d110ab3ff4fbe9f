// Edits that were thought of in decoded text, as edits of the text that was typed.
#pragma once

#include <string>

#include <tamis/diagnostic.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// The edit of the typed text. Where that is percent-encoded, so is the replacement; but blanks stay blanks in a text
/// that was typed with blanks.
Edit typed_edit(const Source& source, Span decoded, std::string replacement);

}  // namespace v0
}  // namespace tamis
