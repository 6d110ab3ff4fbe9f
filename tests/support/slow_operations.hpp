// Arithmetic, canonical functions and casts of the slow evaluator, over values.
#pragma once

#include <chrono>
#include <vector>

#include <tamis/tree.hpp>

#include "grammar/functions.hpp"
#include "tests/support/slow_value.hpp"

namespace tamis::tests {

/// `add` … `mod`. Any null gives null, types that do not go together too.
Value arithmetic(Operator op, const Value& a, const Value& b);
Value negate(const Value& value);
/// The value as a number of this kind, other kinds unchanged.
Value promote(const Value& value, TypeKind kind);

/// A canonical function but cast, isof and case. Geo functions are left out.
Value call(const Schema& schema, grammar::Function function, const std::vector<Value>& arguments,
           std::chrono::system_clock::time_point now);

/// cast(value,type): null where that fails.
Value cast(const Schema& schema, const Value& value, const Type& type);

}  // namespace tamis::tests
