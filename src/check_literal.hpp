// Whether a literal is one of a given type.
#pragma once

#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// Checks that the root of a tree, a literal of the form that the type has (literal_form_error), is in the type's
/// range, unless `form_only`: an integer that fits, a member of the enumeration. The place is that of the literal.
void check_literal(const Tree& tree, const Type& type, const Schema& schema, bool form_only,
                   std::vector<Diagnostic>& found);

}  // namespace v0
}  // namespace tamis
