// The types of canonical functions' parameters and results, and signatures in words.
#pragma once

#include <string>

#include <tamis/type.hpp>

#include "grammar/functions.hpp"

namespace tamis {
inline namespace v0 {

/// The primitive type that an operand is, or `dynamic` where it is of several.
TypeKind kind_of(grammar::Operand operand) noexcept;

/// All signatures of a function: `length(Edm.String): Edm.Int32; length(Collection): Edm.Int32`.
std::string signature_text(const grammar::FunctionRow& row);

}  // namespace v0
}  // namespace tamis
