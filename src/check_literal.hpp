// Whether a literal is one of a given type.
#pragma once

#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// Checks the root of a tree, a literal, against a type: first its form (OData 4.01 ABNF §7, which has one
/// rule for each type), then, unless `form_only`, that its value is in the type's range. The place of a
/// wrong form is the start of the literal, of a wrong value all of it.
void check_literal(const Tree& tree, const Type& type, const Schema& schema, bool form_only,
                   std::vector<Diagnostic>& found);

}  // namespace v0
}  // namespace tamis
