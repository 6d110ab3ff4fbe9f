// Which literals of enumerations need no type name, since their place says it.
#pragma once

#include <vector>

#include "src/bind/binding.hpp"

namespace tamis {
inline namespace v0 {

/// By node: true for an enumeration literal beside an operand of the same enumeration that is no literal itself, so
/// that
/// `'Member'` alone is read as that enumeration again (OData 4.01 Part 2 §5.1.1.14.1).
std::vector<bool> typed_by_place(const Tree& tree, const Binding& binding);

}  // namespace v0
}  // namespace tamis
