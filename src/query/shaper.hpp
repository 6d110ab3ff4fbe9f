// Shaping: from a record to what an answer shows of it.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "src/query/outline.hpp"

namespace tamis {
inline namespace v0 {

/// Appends what the outline leaves of the record in state.document, for which begin_record() was called: texts of
/// members as they were written.
std::optional<Diagnostic> shape(const Outline& outline, const Program& program, EvaluationContext::State& state,
                                std::string& out);
/// The same for a value, for which begin_record() was called.
std::optional<Diagnostic> shape(const Outline& outline, const Program& program, EvaluationContext::State& state,
                                const boost::json::value& record, boost::json::value& out);

}  // namespace v0
}  // namespace tamis
