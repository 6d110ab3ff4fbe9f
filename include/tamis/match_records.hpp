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

/// How match_records() goes about it.
struct MatchOptions {
  /// How many threads evaluate, the caller's among them; 0: as many as the machine has cores, up to 16. With more than
  /// one, NDJSON is cut at line ends into parts of about a megabyte, a few of which are in memory. Everything else –
  /// arrays, responses, inputs of less than a part, what comes slowly – is read in the caller's thread: where the items
  /// of a response end is only known once all before them has been read.
  unsigned threads = 1;
};

/// Reads an input as read_records() does, calling back for each record that meets the filter; the callback returns
/// false to stop. The first error ends it, unless `on_error` wants to go on and that is possible; matching records
/// before it have been called back. The limits, and the trust in the input, are those of the context. Memory: one
/// record, with several threads also the parts that are under way.
///
/// Whatever the number of threads, callbacks are called in the caller's thread, in the order of the input, and get the
/// same. Other threads have contexts of their own, with the options and bound aliases of `context`; a clock and a
/// collation among these are called from all threads.
MatchSummary match_records(std::istream& input, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error = {},
                           const MatchOptions& options = {});
/// The same for a text, which is not copied unless it is gzip.
MatchSummary match_records(std::string_view text, const Filter& filter, EvaluationContext& context,
                           const RecordCallback& callback, const RecordErrorCallback& on_error = {},
                           const MatchOptions& options = {});
inline MatchSummary match_records(const char* text, const Filter& filter, EvaluationContext& context,
                                  const RecordCallback& callback, const RecordErrorCallback& on_error = {},
                                  const MatchOptions& options = {}) {
  return match_records(std::string_view(text), filter, context, callback, on_error, options);
}

}  // namespace v0
}  // namespace tamis
