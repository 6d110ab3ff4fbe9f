// match_records: the records of an input that meet a filter.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string_view>

#include <tamis/filter.hpp>
#include <tamis/read.hpp>

namespace tamis {
inline namespace v0 {

/// What is wrong with a record, or with the text around it.
struct RecordError {
  Place place{};          ///< of the value at fault where it is known, else of the record
  Diagnostic diagnostic;  ///< `malformed-data` for what is no JSON; its span is one of the filter's text
};

/// Takes an error; returns true to pass over that record and read on.
using RecordErrorCallback = std::function<bool(const RecordError&)>;

/// What was read, and how much of it matched.
struct MatchSummary {
  RecordLayout layout = RecordLayout::none;
  std::uint64_t records = 0;      ///< read, whether they matched or not
  std::uint64_t matched = 0;      ///< called back
  std::uint64_t passed_over = 0;  ///< errors that the caller wanted passed over
  std::string envelope{};         ///< as ReadSummary::envelope
  bool stopped = false;           ///< the callback asked to stop
  std::optional<RecordError> error{};
};

/// Reads an input as read_records() does, calling back for each record that meets the filter; the callback returns
/// false to stop. The first error ends it, unless `on_error` wants to go on and that is possible; matching records
/// before it have been called back. The limits are those of the context. Memory: one record.
MatchSummary match_records(std::istream& input, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error = {});
/// The same for a text, which is not copied unless it is gzip.
MatchSummary match_records(std::string_view text, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error = {});
inline MatchSummary match_records(const char* text, const Filter& filter, EvaluationContext& context,
                                  const RecordCallback& callback, const RecordErrorCallback& on_error = {}) {
  return match_records(std::string_view(text), filter, context, callback, on_error);
}

}  // namespace v0
}  // namespace tamis
