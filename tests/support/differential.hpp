// One comparison of the evaluator with its slow twin: a random expression over random records, from one seed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tamis/tamis.hpp>

#include "tests/support/random_expression.hpp"
#include "tests/support/slow_evaluator.hpp"

namespace tamis::tests {

/// What the slow twin says, in words.
std::string words_of(const SlowResult& result);
/// Whether the evaluator says the same.
bool agree(const SlowResult& expected, const Result<std::string>& got);

/// How many records each expression is evaluated over.
inline constexpr std::uint64_t records_per_expression = 4;

/// Whether an expression was refused because it fails whatever the record: `1 div 0`.
bool fails_always(const Diagnostics& errors);

/// The clock of both evaluators says 2020-09-13T12:26:40Z.
EvaluationOptions random_test_options();

/// What differs, in words (seed, expression, record, both answers), or nothing. The fast evaluator answers over JSON
/// text and over a boost::json::value, and once compiled from the canonical text. An expression that does not compile
/// is a difference too.
std::optional<std::string> find_difference(std::uint64_t seed, EvaluationContext& context,
                                           const Features& features = {});
/// The same for what these choices make; `origin` says in a report where they come from.
std::optional<std::string> find_difference(Random& random, const std::string& origin, EvaluationContext& context,
                                           const Features& features = {});

}  // namespace tamis::tests
