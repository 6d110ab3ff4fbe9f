// The answers of --lines: one JSON object, with a line feed, for a text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tamis/check.hpp>
#include <tamis/filter.hpp>

namespace tamis::cli {

/// Checks a text as check() does.
std::string answer_check(const std::string& line, const Schema& schema, const CheckOptions& options);

/// The values of an expression over these records, or what is wrong and with which record.
std::string answer_eval(const std::string& line, const Schema& schema, const CompileOptions& options,
                        const std::vector<std::string>& records, EvaluationContext& context);

/// The answer to a line over the limit, of which only so much was kept that it is known to be.
std::string answer_too_long(std::uint32_t limit);

}  // namespace tamis::cli
