// The machine: runs a program over one record. Three-valued logic; no recursion; every instruction counts.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>

#include <tamis/diagnostic.hpp>

#include "src/compile/program.hpp"
#include "src/evaluate/record.hpp"
#include "src/evaluate/state.hpp"

namespace tamis {
inline namespace v0 {

/// Starts a call into the library: now() will be one instant until the next.
void begin_call(EvaluationContext::State& state) noexcept;

/// Parses a record's text into state.document; nothing if it is JSON, else what is wrong (malformed-data).
std::optional<Diagnostic> parse_record(std::string_view json, EvaluationContext::State& state);

/// Starts on a record: after it any of the program's entries may be evaluated, in any order. Values live
/// until the next begin_record.
template <typename Record>
std::optional<Diagnostic> begin_record(const Program& program, const Record& record, EvaluationContext::State& state);

/// Puts the value at a node into a slot, for the entries that range over it: `item` tells an item of the collection
/// that the shape is of. What aliases were computed for another instance is forgotten.
template <typename Record>
std::optional<Diagnostic> begin_item(const Program& program, const Record& record, EvaluationContext::State& state,
                                     std::uint64_t node, std::uint32_t shape, bool item, std::uint16_t slot);

/// The value of one entry, or why there is none (with the place in the typed text).
template <typename Record>
std::optional<Diagnostic> evaluate(const Program& program, std::uint32_t entry, const Record& record,
                                   EvaluationContext::State& state, Value& result);

/// Appends any value as JSON text, parts of the record as they are written there.
template <typename Record>
void write_any(const Value& value, const Program& program, const Record& record, std::string& out);

}  // namespace v0
}  // namespace tamis
