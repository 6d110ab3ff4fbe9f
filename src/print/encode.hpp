// Percent-encoding one character.
#pragma once

#include <string>

namespace tamis {
inline namespace v0 {

/// Whether a character may stand as it is in the value of a query option.
bool stays_plain(char c) noexcept;
/// Appends `%XX`.
void append_encoded(char c, std::string& out);

}  // namespace v0
}  // namespace tamis
