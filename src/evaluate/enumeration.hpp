// Enumeration values: from and to their text.
#pragma once

#include <string>
#include <string_view>

#include <tamis/schema.hpp>

#include "src/value/scratch.hpp"
#include "src/value/value.hpp"

namespace tamis {
inline namespace v0 {

/// The text of an enumeration value, `A`, `A,B` or a number, as a Value of kind enumeration or, when it
/// names something that the enumeration does not have, unknown_member (which points at the text). Blanks
/// around commas are ignored.
Value read_members(const Schema& schema, std::uint32_t enumeration, std::string_view text);
/// The same of a text of a record, which counts; null when the budget does not suffice.
Value read_members(const Schema& schema, std::uint32_t enumeration, std::string_view text, Scratch& scratch);

/// The member's name; of flags the names in order of declaration, with commas; else the number.
std::string member_text(const Schema& schema, const Value& value);

}  // namespace v0
}  // namespace tamis
