// Writing JSON: one string.
#pragma once

#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {
namespace json {

/// Appends a text as a JSON string (RFC 8259 §7), its quotes included. Only what must be escaped is
/// escaped. Each byte that is not part of valid UTF-8 becomes U+FFFD, so that the result always is.
void write_string(std::string_view text, std::string& out);

}  // namespace json
}  // namespace v0
}  // namespace tamis
