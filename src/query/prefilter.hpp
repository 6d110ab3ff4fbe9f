// Prefilter: tells at little cost of most records that they do not meet a query's $filter.
#pragma once

#include <memory>
#include <string_view>

#include "src/compile/front.hpp"
#include "src/evaluate/condition.hpp"
#include "src/scan/text_condition.hpp"

namespace tamis {
inline namespace v0 {

/// The $filter of a query as predicates. What it does not reject, Clauses::meets() decides.
class Prefilter {
 public:
  /// Rejects nothing.
  Prefilter() = default;
  /// `query`: a checked query.
  explicit Prefilter(const Checked& query);

  Verdict ask(std::string_view json, EvaluationContext::State& state) const {
    return program_ ? scan_text(*program_, *wanted_, json, state) : Verdict::unsure;
  }
  template <typename Record>
  bool rejects(const Record& record, EvaluationContext::State& state) const {
    bool met = false;
    return program_ && !is_met(*program_, record, state, met) && !met;
  }

 private:
  std::shared_ptr<const Program> program_;
  std::shared_ptr<const scan::Wanted> wanted_;
};

}  // namespace v0
}  // namespace tamis
