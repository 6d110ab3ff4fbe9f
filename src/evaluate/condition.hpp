// A condition over one record: its predicates, one after the other, until it is known whether it is true.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <span>

#include <tamis/diagnostic.hpp>

#include "src/compile/program.hpp"
#include "src/evaluate/record.hpp"
#include "src/evaluate/state.hpp"

namespace tamis {
inline namespace v0 {

/// Whether predicates may decide on their own. By options that change what an operand is or how it compares, only the
/// machine goes.
inline bool is_usual(const EvaluationContext::State& state) noexcept {
  return state.options.absent == Absent::null && !state.options.collation;
}

/// What predicates alone make of a record as text, by the trust that the options have in it; unsure where they take the
/// machine, or the record is not right.
inline Verdict scan_text(const Program& program, const scan::Wanted& wanted, std::string_view json,
                         EvaluationContext::State& state) {
  if (!is_usual(state)) return Verdict::unsure;
  const Limits& limits = state.options.limits;
  if (state.options.trust == Trust::input)
    return scan::TrustedCondition(program, wanted, limits, state.trust).one(json);
  return scan::TextCondition(program, wanted, limits, state.scan).one(json);
}

/// Whether the program's condition is true for the record (not false, not null). The cheap operands
/// are asked first, and no more of them than it takes: behind an operand that is null or false no other of an `and` is
/// asked. Where there is no answer, why (with the place in the typed text).
template <typename Record>
std::optional<Diagnostic> is_met(const Program& program, const Record& record, EvaluationContext::State& state,
                                 bool& met);

/// The same of many records, in blocks (batch.cpp): bit i % 64 of bits[i / 64] says it of record i, `count` is how many
/// there are. Ends at the first record without an answer, with its number in a note.
std::optional<Diagnostic> are_met(const Program& program, std::span<const boost::json::value> records,
                                  EvaluationContext::State& state, std::span<std::uint64_t> bits, std::uint64_t& count);

}  // namespace v0
}  // namespace tamis
