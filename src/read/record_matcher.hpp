// A filter or a query over the records of a reader: each record is validated and decided in one pass.
#pragma once

#include <string_view>

#include <tamis/filter.hpp>

#include "src/evaluate/condition.hpp"
#include "src/read/find_record.hpp"

namespace tamis {
inline namespace v0 {

/// Lives as long as the filter and the context. Give find() to the reader, and ask matches() when it calls back.
class RecordMatcher {
 public:
  RecordMatcher(const Filter& filter, EvaluationContext& context) : filter_(filter), context_(context) {}

  /// Nothing where the input is trusted: matches() then looks at a record only as far as it takes.
  read::FindRecord find();
  /// Whether the record that was found last, or any other where find() was not asked, meets the filter, as
  /// Filter::matches() says.
  Result<bool> matches(std::string_view json);

 private:
  const Filter& filter_;
  EvaluationContext& context_;
  Verdict verdict_ = Verdict::unsure;
};

}  // namespace v0
}  // namespace tamis
