// Percent-encoding one character.
#pragma once

#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// Whether a character may stand as it is in the value of a query option.
bool stays_plain(char c) noexcept;
/// Appends `%XX`.
void append_encoded(char c, std::string& out);
/// The path of a URL as it was typed, but for what no URL may hold, which is encoded.
std::string canonical_path(std::string_view path);

}  // namespace v0
}  // namespace tamis
