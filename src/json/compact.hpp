// compact: JSON text on one line, otherwise as it was written.
#pragma once

#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {
namespace json {

/// Appends a valid JSON text. Where it spans lines all blanks outside its strings are left out; a text on
/// one line is copied as it is. The order of members, numbers and escapes stay untouched.
void compact(std::string_view json, std::string& out);

/// Appends a valid JSON text without any blanks outside its strings.
void drop_blanks(std::string_view json, std::string& out);

/// Whether compact() would change the text.
bool spans_lines(std::string_view json) noexcept;

}  // namespace json
}  // namespace v0
}  // namespace tamis
