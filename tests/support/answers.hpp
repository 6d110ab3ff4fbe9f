// The answer to a query over records given as text: from QueryRun, and from Query::apply, in one form.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include <tamis/tamis.hpp>

namespace tamis::tests {

struct Answer {
  boost::json::array records{};
  std::vector<std::string> texts{};  ///< from QueryRun: as they were emitted
  std::uint64_t count = 0;           ///< how many matched; as far as that is asked for
  std::string next_link{};
  std::string error{};  ///< words() of it; then the rest may say anything
};

/// Record by record, as text.
Answer answer_from_text(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
                        const ApplyOptions& options = {});
/// As a response, parsed.
Answer answer_from_values(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
                          const ApplyOptions& options = {});
/// Both, which are checked to be the same.
Answer answer(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
              const ApplyOptions& options = {});

}  // namespace tamis::tests
