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
/// `'New'` beside an enumeration becomes `Ns.Status'New'` (4.0); members of flags stand in the order of their
/// declaration.
std::string print(const Tree& tree, const Binding& binding, const Schema& schema, const PrintOptions& options = {});

}  // namespace v0
}  // namespace tamis
