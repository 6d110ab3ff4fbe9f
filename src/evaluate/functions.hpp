// Canonical functions: OData 4.01 Part 2 §5.1.1.5–5.1.1.9. cast, isof, case and now() are elsewhere.
#pragma once

#include <span>

#include <tamis/schema.hpp>

#include "grammar/functions.hpp"
#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

/// Whether call_function knows it; the rest is refused when a program is compiled.
bool is_implemented(grammar::Function function) noexcept;

/// Unknown with an unknown argument, else null with a null argument or one of a type that the function does
/// not take. Arrays of the record must have been made lists. False on a fault: invalid-argument, budget.
bool call_function(grammar::Function function, std::span<const Value> arguments, const Schema& schema, Scratch& scratch,
                   Value& result);

// The rooms behind it. Arguments are neither null nor unknown.
bool text_function(grammar::Function function, std::span<const Value> arguments, Scratch& scratch, Value& result);
bool collection_function(grammar::Function function, std::span<const Value> arguments, const Schema& schema,
                         Scratch& scratch, Value& result);
/// A string of unknown type as the time value that it is the text of, null if of none; all else as it is.
Value as_temporal(const Value& value, Scratch& scratch);
Value time_function(grammar::Function function, const Value& argument, Scratch& scratch);
Value rounding_function(grammar::Function function, const Value& argument, Scratch& scratch);

/// A start and a length made to fit a sequence: a negative start counts from the end. `length` < 0 is a fault.
struct Slice {
  std::size_t first = 0, count = 0;
};
/// Null arguments are not expected; nothing (and no fault) when one is no integer.
std::optional<Slice> slice(std::span<const Value> arguments, std::size_t size, Scratch& scratch);

}  // namespace v0
}  // namespace tamis
