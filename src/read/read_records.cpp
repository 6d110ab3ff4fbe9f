// read_records: tells the layouts of an input apart and takes its records out one at a time.
#include <tamis/read.hpp>

#include <algorithm>
#include <limits>
#include <memory>

#include "src/json/compact.hpp"
#include "src/json/document.hpp"
#include "src/read/cut.hpp"
#include "src/read/lines.hpp"
#include "src/read/window.hpp"
#include "src/scan/scan_record.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr bool is_blank(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A member name as an element of its Document, escapes undone.
std::string name_value(std::string_view quoted) {
  std::string name;
  json::unescape(quoted.substr(1, quoted.size() - 2), name);
  return name;
}

/// Whether an error in a text that was cut off is only that of its end, or of a character cut in two.
bool made_by_cut(std::string_view text, const json::SyntaxError& error) {
  if (error.offset >= text.size()) return true;
  const std::size_t at = static_cast<std::size_t>(error.offset);
  return static_cast<unsigned char>(text[at]) >= 0xC0 && text.size() - at < 4;
}

/// One reading. The mark of the window stands before the next thing to read; functions that return bool
/// return false when reading is over: an error was found (and stands in the summary), or a callback
/// asked to stop.
class RecordReader {
 public:
  template <typename Input>
  RecordReader(Input& input, const read::Manner& manner, read::TakeLines take_lines = {}, bool gzip = true)
      : window_(input, gzip),
        limits_(manner.limits),
        find_(manner.find ? manner.find : read::any_record(manner.limits)),
        callback_(manner.callback),
        on_error_(manner.on_error),
        trusts_(manner.trust == Trust::input),
        take_lines_(std::move(take_lines)) {}

  ReadSummary run();
  read::LinesRead run_lines();

 private:
  bool is_response();
  bool read_lines();
  bool read_line_record();
  bool passes_over();
  bool recover_line();
  void drop_line();
  void leave_open(const Place& record);
  bool read_response();
  bool read_response_member(bool& seen_value);
  bool keep_in_envelope(std::string_view quoted_name);
  bool read_items();
  bool recover_item();
  bool read_record();
  read::FoundRecord find_record();
  read::FoundRecord find_trusted();
  bool read_text(std::string_view what, std::size_t& length);
  bool expect_end(std::string_view what);

  /// Goes to the next byte that is no blank; the byte, or -1 at the end.
  int next();
  std::size_t skip_blanks(std::size_t at);
  bool fail(std::size_t index, std::string message);
  /// Says what was expected at the mark.
  bool expected(std::string_view what);

  read::Window window_;
  const Limits& limits_;
  const read::FindRecord find_;
  const RecordCallback& callback_;
  const ReadErrorCallback& on_error_;
  const bool trusts_;
  const read::TakeLines take_lines_;
  json::Document document_;
  std::size_t error_index_ = 0;  ///< of the error from the mark
  bool error_at_end_ = false;    ///< it stands where the input ends
  std::optional<Place> open_{};  ///< see LinesRead
  std::uint64_t records_before_open_ = 0;
  ReadSummary summary_;
};

ReadSummary RecordReader::run() {
  if (window_.at(0) == 0xEF && window_.at(1) == 0xBB && window_.at(2) == 0xBF) window_.drop(3);
  const int first = next();
  if (first == '[') {
    summary_.layout = RecordLayout::array;
    if (read_items()) expect_end("the array");
  } else if (first == '{' && is_response()) {
    summary_.layout = RecordLayout::response;
    if (read_response()) expect_end("the response");
    if (!summary_.envelope.empty()) summary_.envelope += '}';
  } else if (first != -1) {
    summary_.layout = RecordLayout::object;
    read_lines();
  }
  const bool any_other = summary_.error && !error_at_end_;
  if (std::string reason = window_.error(); !reason.empty() && !any_other && !summary_.stopped) {
    summary_.error = ReadError{window_.place(window_.held().size()), std::move(reason)};
  }
  return std::move(summary_);
}

// ---- the first object ------------------------------------------------------------------------------

/// Whether the object at the mark is a response, as far as `record_bytes` of it tell. Leaves the mark.
bool RecordReader::is_response() {
  bool has_value = false;
  std::size_t at = skip_blanks(1);
  while (window_.at(at) == '"') {
    const auto cut = [&] {
      const std::uint64_t left = limits_.record_bytes > at ? limits_.record_bytes - at : 0;
      if (trusts_) return read::cut_trusted(window_, at, left);
      return read::cut_value(window_, at, left, std::numeric_limits<std::uint32_t>::max());
    };
    const read::Cut name_cut = cut();
    if (name_cut.end != read::Cut::End::whole) break;
    const std::string name = name_value(window_.held().substr(at, name_cut.length));
    at = skip_blanks(at + name_cut.length);
    if (window_.at(at) != ':') break;
    at = skip_blanks(at + 1);
    if (name == "value") {
      if (window_.at(at) != '[') return false;
      if (has_value) break;  // twice: read_response() says so
      has_value = true;
    } else if (name.find('@') == std::string::npos) {
      return false;
    }
    const read::Cut value_cut = cut();
    if (value_cut.end != read::Cut::End::whole) break;
    at = skip_blanks(at + value_cut.length);
    if (window_.at(at) != ',') break;
    at = skip_blanks(at + 1);
  }
  // At its end, or at a fault, or too long: what has been seen decides.
  return has_value;
}

// ---- NDJSON ----------------------------------------------------------------------------------------

bool RecordReader::read_lines() {
  for (bool first = true;; first = false) {
    if (take_lines_ && !take_lines_(window_, summary_)) return false;
    if (next() == -1) return true;
    if (!first || summary_.records > 0) summary_.layout = RecordLayout::ndjson;
    if (!read_line_record() && !recover_line()) return false;
  }
}

read::LinesRead RecordReader::run_lines() {
  summary_.layout = RecordLayout::ndjson;
  read_lines();
  return {std::move(summary_), window_.place(), open_, records_before_open_};
}

bool RecordReader::read_line_record() {
  if (!read_record()) return false;
  const int after = window_.at(0);
  return after == -1 || is_blank(after) || expected("a line feed after a record");
}

/// Whether the caller, told of the error there is, wants to read on; then there is none any more.
bool RecordReader::passes_over() {
  const bool cut_off = error_at_end_ && !window_.error().empty();
  if (!summary_.error || !on_error_ || cut_off || !on_error_(*summary_.error)) return false;
  summary_.error.reset();
  return true;
}

bool RecordReader::recover_line() {
  if (!passes_over()) return false;
  const Place begin = window_.place();
  const bool spans_lines = json::spans_lines(window_.held().substr(0, error_index_));
  const auto continues = [](int c) { return is_blank(c) || c == '}' || c == ']'; };
  drop_line();
  while (spans_lines && continues(window_.at(0)))
    drop_line();
  if (spans_lines && window_.at(0) == -1) leave_open(begin);
  return true;
}

/// Notes that the end of the input has a part in what becomes of a record.
void RecordReader::leave_open(const Place& record) {
  if (open_) return;
  open_ = record;
  records_before_open_ = summary_.records;
}

void RecordReader::drop_line() {
  while (window_.at(0) != -1) {
    const std::size_t feed = window_.held().find('\n');
    const bool found = feed != std::string_view::npos;
    window_.drop(found ? feed + 1 : window_.held().size());
    if (found) return;
  }
}

// ---- a response ------------------------------------------------------------------------------------

bool RecordReader::read_response() {
  window_.drop(1);
  bool seen_value = false;
  for (bool first = true;; first = false) {
    const int c = next();
    if (c == '}') break;
    if (!first) {
      if (c != ',') return expected("',' or '}' after a member of the response");
      window_.drop(1);
      next();
    }
    if (!read_response_member(seen_value)) return false;
  }
  window_.drop(1);
  return true;
}

bool RecordReader::read_response_member(bool& seen_value) {
  std::size_t length = 0;
  if (window_.at(0) != '"') return expected("a member name in double quotes");
  if (!read_text("the member name", length)) return false;
  const std::string quoted(window_.held().substr(0, length));
  const std::string name = name_value(quoted);
  if (name == "value" ? seen_value : name.find('@') == std::string::npos) {
    return fail(0, name == "value" ? "a response has one member 'value', not two"
                                   : "a response has no members but 'value' and such with '@' in "
                                     "their names; a record of this length is over the limit of "
                                         + std::to_string(limits_.record_bytes) + " bytes");
  }
  window_.drop(length);
  if (next() != ':') return expected("':' after a member name");
  window_.drop(1);
  const int c = next();
  if (name != "value") return keep_in_envelope(quoted);
  seen_value = true;
  return c == '[' ? read_items() : expected("the array of records");
}

bool RecordReader::keep_in_envelope(std::string_view quoted_name) {
  std::size_t length = 0;
  if (!read_text("the member", length)) return false;
  std::string& envelope = summary_.envelope;
  if (envelope.size() + quoted_name.size() + length > limits_.record_bytes) {
    return fail(0, "the members beside 'value' are longer than the limit of " + std::to_string(limits_.record_bytes)
                       + " bytes");
  }
  envelope += envelope.empty() ? '{' : ',';
  envelope += quoted_name;
  envelope += ':';
  json::compact(window_.held().substr(0, length), envelope);
  window_.drop(length);
  return true;
}

bool RecordReader::read_items() {
  window_.drop(1);
  for (bool first = true;; first = false) {
    const int c = next();
    if (c == ']') break;
    if (!first) {
      if (c != ',') return expected("',' or ']' after a record");
      window_.drop(1);
      next();
    }
    if (!read_record() && !recover_item()) return false;
  }
  window_.drop(1);
  return true;
}

bool RecordReader::recover_item() {
  if (!passes_over()) return false;
  const int c = window_.at(0);
  if (c != ',' && c != ']' && c != -1)
    read::drop_value(window_);  // where it does not end, the next look finds that out
  return true;
}

// ---- one record ------------------------------------------------------------------------------------

bool RecordReader::read_record() {
  const int c = window_.at(0);
  if (c != '{') return expected("a record, which is a JSON object");
  read::FoundRecord found = trusts_ ? find_trusted() : find_record();
  if (found.length == 0) {
    found.one_line = false;
    if (!read_text("the record", found.length)) return false;
  }
  const Place place = window_.place();
  const Record record{window_.held().substr(0, found.length),
                      summary_.records++,
                      place.offset,
                      place.line,
                      place.column,
                      summary_.layout};
  summary_.stopped = !callback_(record);
  window_.drop(found.length, found.one_line);
  return !summary_.stopped;
}

/// The record at the mark, if it is right: in what is held, as a rule; else what its brackets say that it is.
read::FoundRecord RecordReader::find_record() {
  const auto find = [&](std::size_t length) {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(length, limits_.record_bytes));
    return find_(window_.held().substr(0, most));
  };
  const std::size_t held = window_.held().size();
  const read::FoundRecord found = find(held);
  if (found.length > 0) return found;
  const read::Cut cut = read::cut_value(window_, 0, limits_.record_bytes, limits_.record_depth);
  return cut.end == read::Cut::End::whole && cut.length > held ? find(cut.length) : found;
}

/// The record at the mark of an input that is trusted: the rest of the line, or what the brackets say.
read::FoundRecord RecordReader::find_trusted() {
  if (summary_.layout == RecordLayout::object || summary_.layout == RecordLayout::ndjson) {
    const std::string_view held = window_.held();
    const std::size_t feed = held.find('\n');
    std::size_t length = feed == std::string_view::npos ? 0 : feed;
    while (length > 0 && is_blank(held[length - 1]))
      --length;
    if (length > 0 && length <= limits_.record_bytes && held[length - 1] == '}') {
      std::size_t next = feed;
      while (next < held.size() && is_blank(held[next]))
        ++next;
      if (next < held.size() && held[next] == '{') return {length, true};  // else it may be a record of several lines
    }
  }
  const read::Cut cut = read::cut_trusted(window_, 0, limits_.record_bytes);
  return {cut.end == read::Cut::End::whole ? cut.length : 0, false};
}

/// Validates the value at the mark and finds its length.
bool RecordReader::read_text(std::string_view what, std::size_t& length) {
  const read::Cut cut = read::cut_value(window_, 0, limits_.record_bytes, limits_.record_depth);
  const std::string_view text = window_.held().substr(0, cut.length);
  length = cut.length;
  const std::optional<json::SyntaxError> error = document_.parse(text, limits_);  // what is wrong, or no object
  if (cut.end == read::Cut::End::whole && !error) return true;
  const bool too_long = cut.end == read::Cut::End::too_long;
  if (error && !(too_long && made_by_cut(text, *error))) {
    return fail(static_cast<std::size_t>(error->offset), error->message);
  }
  if (too_long) {
    return fail(cut.length,
                std::string(what) + " is longer than the limit of " + std::to_string(limits_.record_bytes) + " bytes");
  }
  return fail(cut.length, "expected the end of " + std::string(what));
}

bool RecordReader::expect_end(std::string_view what) {
  return next() == -1 || expected("nothing after " + std::string(what));
}

// ---- small things ----------------------------------------------------------------------------------

int RecordReader::next() {
  while (true) {
    const std::string_view held = window_.held();
    std::size_t blanks = 0;
    while (blanks < held.size() && is_blank(held[blanks]))
      ++blanks;
    const bool found = blanks < held.size();
    const int c = found ? static_cast<unsigned char>(held[blanks]) : -1;
    window_.drop(blanks);
    if (found || !window_.load()) return c;
  }
}

std::size_t RecordReader::skip_blanks(std::size_t at) {
  while (at <= limits_.record_bytes && is_blank(window_.at(at)))
    ++at;
  return at;
}

bool RecordReader::fail(std::size_t index, std::string message) {
  error_index_ = index;
  error_at_end_ = window_.at(index) == -1;
  if (error_at_end_) {
    message.insert(0, "the text ends too early: ");
    leave_open(window_.place());
  }
  summary_.error = ReadError{window_.place(index), std::move(message)};
  return false;
}

bool RecordReader::expected(std::string_view what) { return fail(0, "expected " + std::string(what)); }

}  // namespace

namespace read {

FindRecord any_record(const Limits& limits) {
  return [&limits, memory = std::make_shared<scan::WalkMemory>()](std::string_view text) {
    static const scan::Wanted nothing;
    const std::size_t length = scan::scan_record(text, nothing, limits.record_depth, *memory);
    return FoundRecord{length, !memory->structure.any_blank};
  };
}

ReadSummary read_records(std::istream& input, const Manner& manner, TakeLines take_lines) {
  return RecordReader(input, manner, std::move(take_lines)).run();
}

ReadSummary read_records(std::string_view text, const Manner& manner, TakeLines take_lines) {
  return RecordReader(text, manner, std::move(take_lines)).run();
}

LinesRead read_lines(std::string_view lines, const Manner& manner) {
  return RecordReader(lines, manner, {}, false).run_lines();
}

}  // namespace read

ReadSummary read_records(std::istream& input, const Limits& limits, const RecordCallback& callback,
                         const ReadErrorCallback& on_error, Trust trust) {
  return RecordReader(input, {limits, callback, on_error, trust}).run();
}

ReadSummary read_records(std::string_view text, const Limits& limits, const RecordCallback& callback,
                         const ReadErrorCallback& on_error, Trust trust) {
  return RecordReader(text, {limits, callback, on_error, trust}).run();
}

Place place_in(const Record& record, std::uint64_t offset) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(offset, record.json.size()));
  return read::place_after({record.offset, record.line, record.column}, record.json.substr(0, length));
}

std::string_view one_line(std::string_view json, std::string& buffer) {
  if (!json::spans_lines(json)) return json;
  buffer.clear();
  json::compact(json, buffer);
  return buffer;
}

}  // namespace v0
}  // namespace tamis
