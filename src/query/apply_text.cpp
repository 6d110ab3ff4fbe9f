// apply_text: reading, a run of the query, and the answer in the layout of the input.
#include <tamis/apply_text.hpp>

#include <algorithm>
#include <utility>

#include "src/json/write_string.hpp"

namespace tamis {
inline namespace v0 {

namespace {

RecordError error_in(const Record& record, const Diagnostics& fault) {
  const Diagnostic& first = *fault.begin();
  return {place_in(record, first.data_offset.value_or(0)), first};
}

/// The envelope that was read, with what is known of the answer.
std::string envelope_of(std::string_view read, const Query& query, const QueryRun& run, bool paged) {
  std::string envelope(read.empty() ? "{}" : read);
  if (query.counts())
    envelope = with_control(envelope, "count", std::to_string(run.matched()));
  else if (query.has_filter() || query.has_search())  // the number is that of other records
    envelope = with_control(envelope, "count", std::nullopt);
  if (!paged) return envelope;
  std::optional<std::string> link;
  if (const std::string next = run.next_link(); !next.empty()) json::write_string(next, link.emplace());
  return with_control(envelope, "nextLink", link);
}

/// Records that end with a line feed each, as the items of an array. No record has one inside.
std::string items_of(std::string lines) {
  if (!lines.empty()) lines.pop_back();
  std::replace(lines.begin(), lines.end(), '\n', ',');
  return lines;
}

std::string response_of(std::string envelope, std::string lines) {
  envelope.pop_back();
  if (envelope.size() > 1) envelope += ',';
  return std::move(envelope) + "\"value\":[" + items_of(std::move(lines)) + "]}";
}

/// One application under way.
class TextApplication {
 public:
  TextApplication(const Query& query, EvaluationContext& context, const ApplyOptions& options)
      : query_(query),
        limits_(context.options().limits),
        trust_(context.options().trust),
        paged_(options.page_size != 0),
        run_(
            query, context, [this](std::string_view json) { (lines_ += one_line(json, buffer_)) += '\n'; }, options) {}

  TextAnswer run(std::string_view text) {
    ReadSummary read = read_records(
        text, limits_, [this](const Record& record) { return take(record); }, {}, trust_);
    if (read.error)
      return failed({read.error->place, {Severity::error, Code::malformed_data, {}, read.error->message}});
    if (error_) return failed(*std::move(error_));
    const Result<std::uint64_t> emitted = run_.finish([this](const Record& record, const Diagnostics& fault) {
      error_ = error_in(record, fault);
      return false;
    });
    if (error_) return failed(*std::move(error_));
    if (!emitted) return failed({{}, *emitted.error().begin()});
    return {write(read), read.layout, run_.matched(), std::nullopt};
  }

 private:
  /// A full page wants no more records, but members of the response may stand behind them.
  bool take(const Record& record) {
    const Result<bool> more = run_.add(record);
    if (more) return *more || record.layout == RecordLayout::response;
    error_ = error_in(record, more.error());
    return false;
  }

  std::string write(const ReadSummary& read) {
    switch (read.layout) {
      case RecordLayout::object: return lines_.empty() ? "null" : (lines_.pop_back(), std::move(lines_));
      case RecordLayout::response: break;
      default:
        if (paged_) break;
        return read.layout == RecordLayout::array ? "[" + items_of(std::move(lines_)) + "]" : std::move(lines_);
    }
    return response_of(envelope_of(read.envelope, query_, run_, paged_), std::move(lines_));
  }

  static TextAnswer failed(RecordError error) {
    TextAnswer answer;
    answer.error = std::move(error);
    return answer;
  }

  const Query& query_;
  const Limits& limits_;
  const Trust trust_;
  const bool paged_;
  std::string lines_{}, buffer_{};  ///< records of the answer, each with a line feed
  std::optional<RecordError> error_{};
  QueryRun run_;
};

}  // namespace

TextAnswer apply_text(std::string_view text, const Query& query, EvaluationContext& context,
                      const ApplyOptions& options) {
  return TextApplication(query, context, options).run(text);
}

}  // namespace v0
}  // namespace tamis
