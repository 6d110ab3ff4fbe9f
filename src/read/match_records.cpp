// match_records: reading and filtering put together.
#include <tamis/match_records.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#if TAMIS_THREADS
#  include <thread>
#endif

#include "src/read/match_lines.hpp"
#include "src/read/record_matcher.hpp"

namespace tamis {
inline namespace v0 {

namespace read {

RecordError malformed(const ReadError& error) {
  return {error.place, {Severity::error, Code::malformed_data, {}, error.message}};
}

bool match_record(const Record& record, RecordMatcher& matcher, MatchTaker& taker) {
  const Result<bool> matches = matcher.matches(record.json);
  if (matches) return !*matches || taker.take_match(record);
  const Diagnostic& fault = *matches.error().begin();
  return taker.take_error({place_in(record, fault.data_offset.value_or(0)), fault});
}

}  // namespace read

namespace {

class Matcher final : public read::MatchTaker {
 public:
  Matcher(const Filter& filter, EvaluationContext& context, const RecordCallback& callback,
          const RecordErrorCallback& on_error)
      : filter_(filter), context_(context), callback_(callback), on_error_(on_error) {}

  template <typename Input>
  MatchSummary run(Input& input, [[maybe_unused]] const MatchOptions& options) {
    RecordMatcher matcher(filter_, context_);
    const RecordCallback on_record = [&](const Record& record) { return read::match_record(record, matcher, *this); };
    const ReadErrorCallback on_read_error = [&](const ReadError& error) { return passes_over(read::malformed(error)); };
    const EvaluationOptions& evaluation = context_.options();
    const read::Manner manner{evaluation.limits, on_record, on_read_error, evaluation.trust, matcher.find()};
    read::TakeLines take_lines;
#if TAMIS_THREADS
    const unsigned threads = options.threads > 0 ? options.threads : std::min(std::thread::hardware_concurrency(), 16U);
    std::optional<read::LineMatcher> lines;
    if (threads > 1) {
      lines.emplace(filter_, context_, threads, static_cast<bool>(on_error_), *this);
      take_lines = [&](read::Window& window, ReadSummary& summary) { return lines->take_lines(window, summary); };
    }
#endif
    ReadSummary read = read::read_records(input, manner, std::move(take_lines));
    summary_.layout = read.layout;
    summary_.records = read.records;
    summary_.envelope = std::move(read.envelope);
    if (read.error) summary_.error = read::malformed(*read.error);
    return std::move(summary_);
  }

  bool take_match(const Record& record) override {
    ++summary_.matched;
    summary_.stopped = !callback_(record);
    return !summary_.stopped;
  }
  bool take_error(RecordError&& error) override {
    if (passes_over(error)) return true;
    summary_.error = std::move(error);
    return false;
  }

 private:
  bool passes_over(const RecordError& error) {
    const bool goes_on = on_error_ && on_error_(error);
    summary_.passed_over += goes_on ? 1 : 0;
    return goes_on;
  }

  const Filter& filter_;
  EvaluationContext& context_;
  const RecordCallback& callback_;
  const RecordErrorCallback& on_error_;
  MatchSummary summary_;
};

}  // namespace

MatchSummary match_records(std::istream& input, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error,
                           const MatchOptions& options) {
  return Matcher(filter, context, callback, on_error).run(input, options);
}

MatchSummary match_records(std::string_view text, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error,
                           const MatchOptions& options) {
  return Matcher(filter, context, callback, on_error).run(text, options);
}

}  // namespace v0
}  // namespace tamis
