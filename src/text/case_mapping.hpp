// Upper and lower case: the full default mappings of Unicode, the same in every locale.
#pragma once

#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

// Append the text in the other case; bytes that are no UTF-8 stay as they are. Linear in the text.
void append_upper(std::string_view text, std::string& out);
void append_lower(std::string_view text, std::string& out);

/// Appends the text such that texts which differ in letter case only become the same: `ß`, `SS` and `ẞ` are `ss`, the
/// two small sigmas are one. What a text is folded to does not depend on what stands around it.
void append_folded(std::string_view text, std::string& out);

}  // namespace v0
}  // namespace tamis
