// A condition over one record: its predicates, one after the other, until it is known whether it is true.
#pragma once

#include <optional>

#include <tamis/diagnostic.hpp>

#include "src/compile/program.hpp"
#include "src/evaluate/record.hpp"
#include "src/evaluate/state.hpp"

namespace tamis {
inline namespace v0 {

/// Whether the program's condition is true for the record (not false, not null). Operands are asked from left to
/// right, and no more of them than it takes: behind an operand that is null or false no other of an `and` is asked.
/// Where there is no answer, why (with the place in the typed text).
template <typename Record>
std::optional<Diagnostic> is_met(const Program& program, const Record& record, EvaluationContext::State& state,
                                 bool& met);

}  // namespace v0
}  // namespace tamis
