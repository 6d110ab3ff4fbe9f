// The lines of NDJSON, filtered in several threads: cut into parts at line ends, and put together again in order.
#pragma once

#include <memory>

#include <tamis/match_records.hpp>

#include "src/read/lines.hpp"

namespace tamis {
inline namespace v0 {

class RecordMatcher;

namespace read {

/// What becomes of records and errors, in the order of the input; each returns false when reading is over.
class MatchTaker {
 public:
  virtual bool take_match(const Record& record) = 0;
  virtual bool take_error(RecordError&& error) = 0;

 protected:
  ~MatchTaker() = default;
};

/// Decides what a record that was found last is: calls take_match, take_error, or neither.
bool match_record(const Record& record, RecordMatcher& matcher, MatchTaker& taker);
/// What is wrong with the text of an input.
RecordError malformed(const ReadError& error);

/// Takes lines off a reader and has threads look at them, the caller's among them. Where what becomes of a part depends
/// on the next, because a record spans lines just there, it gives them back to the reader, for a while.
class LineMatcher {
 public:
  LineMatcher(const Filter& filter, EvaluationContext& context, unsigned threads, bool passes_over, MatchTaker& taker);
  ~LineMatcher();
  LineMatcher(const LineMatcher&) = delete;
  LineMatcher& operator=(const LineMatcher&) = delete;

  /// See TakeLines.
  bool take_lines(Window& window, ReadSummary& summary);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace read
}  // namespace v0
}  // namespace tamis
