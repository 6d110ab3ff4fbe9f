// Answers to texts as JSON objects, for programs: what `tamis check --lines` and `tamis eval --lines` write.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <tamis/check.hpp>
#include <tamis/evaluation.hpp>
#include <tamis/filter.hpp>
#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {

/// Checks a text as check() does: {"ok":true,"canonical":"…","diagnostics":[…]}, or {"ok":false,"diagnostics":[…]} with
/// diagnostics as to_json() writes them.
std::string answer_check(std::string_view text, const Schema& schema, const CheckOptions& options = {});

/// Compiles an expression and evaluates it over each record, given as JSON text:
/// {"ok":true,"values":[…],"diagnostics":[…]}, or {"ok":false,"diagnostics":[…]}. Where it failed on a record, `record`
/// is the number of that, from 0.
std::string answer_evaluation(std::string_view text, const Schema& schema, const CompileOptions& options,
                              std::span<const std::string> records, EvaluationContext& context);

}  // namespace v0
}  // namespace tamis
