// Whether a text has the form that literals of one type have.
#pragma once

#include <optional>
#include <string_view>

#include "tamis/diagnostic.hpp"
#include "tamis/parse.hpp"
#include "tamis/type.hpp"

namespace tamis {
inline namespace v0 {

/// Reads a text as `null` or by the rule that OData 4.01 ABNF §7 has for literals of this type. Gives the failure at
/// the furthest byte that the rule understood, in the text as typed; nothing where the text is right, and for types
/// that have no literals. `type` is the type's name, for the message; `digits` says whether integers are held to the
/// signs and the number of digits that the rule of their type has.
std::optional<Diagnostic> literal_form_error(std::string_view text, TypeKind kind, std::string_view type, bool digits,
                                             const ParseOptions& options);

}  // namespace v0
}  // namespace tamis
