// Reading records: NDJSON, an array, a response, or one object, told apart by content.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/limits.hpp>
#include <tamis/result.hpp>
#include <tamis/trust.hpp>

namespace tamis {
inline namespace v0 {

/// How the records of an input were laid out.
enum class RecordLayout : std::uint8_t { none, ndjson, array, response, object };

/// One record as found in the input.
struct Record {
  std::string_view json;                     ///< its own text, valid JSON, without surrounding blanks; an object
  std::uint64_t index = 0;                   ///< position among the records of the input, from 0
  std::uint64_t offset = 0;                  ///< bytes from the start of the input
  std::uint64_t line = 1;                    ///< of its first byte, from 1
  std::uint64_t column = 1;                  ///< of its first byte, in bytes, from 1
  RecordLayout layout = RecordLayout::none;  ///< of the input; the first record of NDJSON is taken for an `object`
};

/// A place in an input, for messages; of gzip data, in what they stand for.
struct Place {
  std::uint64_t offset = 0, line = 1, column = 1;
};

/// Why reading stopped: the input is not JSON, or not records.
struct ReadError {
  Place place;
  std::string message;
};

/// What was read.
struct ReadSummary {
  RecordLayout layout = RecordLayout::none;
  std::uint64_t records = 0;
  std::string envelope{};  ///< of a response: its other members, as a JSON object text
  bool stopped = false;    ///< the callback asked to stop
  std::optional<ReadError> error{};
};

/// Takes one record; returns false to stop.
using RecordCallback = std::function<bool(const Record&)>;
/// Takes the error of one line of NDJSON or of one item of an array; returns true to pass over it and read on.
using ReadErrorCallback = std::function<bool(const ReadError&)>;

/// Reads all records of a stream, calling back for each; the callback returns false to stop.
///
/// The first value decides. A top-level object whose member `value` is an array and whose other members'
/// names all contain `@` is a response; an array holds records; nothing but blanks may follow either.
/// Any other object is the first of NDJSON: objects with at least one blank (a line feed, as a rule)
/// between them. No bytes, or only blanks, are no records; a UTF-8 byte order mark is passed over.
/// Every byte is validated (strict JSON, UTF-8, Limits::record_bytes and record_depth for each record
/// and each member of the envelope). Records before an error have been called back.
///
/// Gzip data (RFC 1952, also several members) are told by their first bytes and unzipped as they are read. Data that
/// end too early or are damaged are an error behind the records that could be read.
///
/// Memory: one record and a buffer, whatever the length of the input. What may be a response is held
/// until its end is seen, but never more than Limits::record_bytes of it: an object that is longer
/// cannot be a record, so it is read as a response, and a later member that contradicts is an error.
/// An input that ends within what may be a response is read as one, too.
///
/// `on_error` is asked where reading can go on: at the next line of NDJSON, and behind an item of an array or a
/// response, whose end is found by its brackets and quotes. After a broken record of NDJSON that spans lines, lines
/// that begin with a blank or a closing bracket are taken for the rest of it.
///
/// With Trust::input records are not validated: a line of NDJSON that begins with `{` and ends with `}` is one, and the
/// end of an item of an array or a response is where its brackets close. Record::json is then as right as the input.
ReadSummary read_records(std::istream& input, const Limits& limits, const RecordCallback& callback,
                         const ReadErrorCallback& on_error = {}, Trust trust = Trust::nothing);

/// The same for a text, which is not copied unless it is gzip: Record::json points into it.
ReadSummary read_records(std::string_view text, const Limits& limits, const RecordCallback& callback,
                         const ReadErrorCallback& on_error = {}, Trust trust = Trust::nothing);
inline ReadSummary read_records(const char* text, const Limits& limits, const RecordCallback& callback,
                                const ReadErrorCallback& on_error = {}, Trust trust = Trust::nothing) {
  return read_records(std::string_view(text), limits, callback, on_error, trust);
}

/// Where a byte of a record's text stands in the input, for Diagnostic::data_offset.
Place place_in(const Record& record, std::uint64_t offset);

/// A record's text on one line: `json` itself where it has no line breaks; else without any blanks
/// outside its strings, written to `buffer`. Order, numbers and escapes stay untouched.
std::string_view one_line(std::string_view json, std::string& buffer);

}  // namespace v0
}  // namespace tamis
