// Printing with what the binder found: literals of enumerations and durations in the form of their type.
#pragma once

#include <string>

#include "src/bind/binding.hpp"
#include "tamis/print.hpp"
#include "tamis/schema.hpp"

namespace tamis {
inline namespace v0 {

/// As print(Tree), for a tree that has been bound: `Ns.Status'New'` becomes `'New'` where its place says the type
/// (4.01),
/// `'New'` beside an enumeration becomes `Ns.Status'New'` and `cast(a,Status)` `cast(a,Ns.Status)` (4.0); members of
/// flags stand in the order of their declaration.
std::string print(const Tree& tree, const Binding& binding, const Schema& schema, const PrintOptions& options = {});

/// As find_newer(Tree), and also the functions on strings that are applied to collections, which 4.0 does not know.
std::vector<Diagnostic> find_newer(const Tree& tree, const Binding& binding, Version version);

}  // namespace v0
}  // namespace tamis
