// match_records: reading and filtering put together.
#include <tamis/match_records.hpp>

#include <utility>

#include "src/read/record_matcher.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename Input>
MatchSummary match(Input& input, const Filter& filter, EvaluationContext& context, const RecordCallback& callback,
                   const RecordErrorCallback& on_error) {
  MatchSummary summary;
  const auto passes_over = [&](const RecordError& error) {
    const bool goes_on = on_error && on_error(error);
    summary.passed_over += goes_on ? 1 : 0;
    return goes_on;
  };
  const auto malformed = [](const ReadError& error) {
    return RecordError{error.place, {Severity::error, Code::malformed_data, {}, error.message}};
  };
  RecordMatcher matcher(filter, context);
  const auto on_record = [&](const Record& record) {
    const Result<bool> matches = matcher.matches(record.json);
    if (!matches) {
      const Diagnostic& fault = *matches.error().begin();
      RecordError error{place_in(record, fault.data_offset.value_or(0)), fault};
      if (passes_over(error)) return true;
      summary.error = std::move(error);
      return false;
    }
    if (!*matches) return true;
    ++summary.matched;
    summary.stopped = !callback(record);
    return !summary.stopped;
  };
  const auto on_read_error = [&](const ReadError& error) { return passes_over(malformed(error)); };
  ReadSummary read = read::read_records(input, context.options().limits, matcher.find(), on_record, on_read_error);
  summary.layout = read.layout;
  summary.records = read.records;
  summary.envelope = std::move(read.envelope);
  if (read.error) summary.error = malformed(*read.error);
  return summary;
}

}  // namespace

MatchSummary match_records(std::istream& input, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error) {
  return match(input, filter, context, callback, on_error);
}

MatchSummary match_records(std::string_view text, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error) {
  return match(text, filter, context, callback, on_error);
}

}  // namespace v0
}  // namespace tamis
