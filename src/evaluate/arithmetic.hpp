// Arithmetic operators: OData 4.01 Part 2 §5.1.1.2.
#pragma once

#include <tamis/tree.hpp>

#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

/// `add sub mul div divby mod`. Null with a null operand or types that the operator does not take; unknown
/// with an unknown one. False on a fault: division-by-zero, overflow.
bool calculate(Operator op, const Value& a, const Value& b, Scratch& scratch, Value& result);

/// Unary minus, of numbers and durations.
bool negate(const Value& operand, Scratch& scratch, Value& result);

}  // namespace v0
}  // namespace tamis
