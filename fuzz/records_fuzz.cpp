// Property: any bytes are records up to the first fault; read as a text and as a stream that comes in pieces they are
// the same records at the same places with the same end; each is JSON to another parser and stands where it is said to.
// The first bytes choose the pieces and whether faults are passed over.
#include <charconv>
#include <istream>
#include <streambuf>

#include "fuzz/property.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

/// A stream buffer that gives a text in pieces.
class Pieces : public std::streambuf {
 public:
  Pieces(std::string_view text, unsigned cut) : text_(text), cut_(cut) {}

 protected:
  int_type underflow() override {
    // Pieces of cut, cut+1, … 2 cut bytes, and again; many places of a text come to lie at a cut.
    piece_.assign(text_.substr(0, cut_ + turn_));
    turn_ = (turn_ + 1) % (cut_ + 1);
    text_.remove_prefix(piece_.size());
    if (piece_.empty()) return traits_type::eof();
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string_view text_;
  std::size_t cut_, turn_ = 0;
  std::string piece_{};
};

struct Seen {
  std::vector<std::string> records{};
  std::string end{};
  friend bool operator==(const Seen&, const Seen&) = default;
};

std::string words(const ReadError& error) {
  return " at " + std::to_string(error.place.offset) + " " + std::to_string(error.place.line) + ":"
       + std::to_string(error.place.column) + " " + error.message;
}

/// The code unit that is escaped at `at`, as in `\ud83d`, or 0.
unsigned escaped_unit(std::string_view json, std::size_t at) {
  if (at + 6 > json.size() || json.substr(at, 2) != "\\u") return 0;
  unsigned unit = 0;
  const auto [end, fault] = std::from_chars(json.data() + at + 2, json.data() + at + 6, unit, 16);
  return fault == std::errc{} && end == json.data() + at + 6 ? unit : 0;
}

/// The record with `\ufffd` where half a surrogate pair is escaped: it is read as U+FFFD, Boost refuses it.
std::string with_whole_characters(std::string_view json) {
  std::string whole;
  for (std::size_t at = 0; at < json.size();) {
    const unsigned unit = escaped_unit(json, at) >> 10, next = escaped_unit(json, at + 6) >> 10;
    const bool high = unit == 0xD800 >> 10, low = unit == 0xDC00 >> 10, pair = high && next == 0xDC00 >> 10;
    const std::size_t size = pair ? 12 : high || low ? 6 : json[at] == '\\' ? 2 : 1;
    whole += (high || low) && !pair ? "\\ufffd" : json.substr(at, size);
    at += size;
  }
  return whole;
}

void check_record(const Record& record, std::string_view text) {
  boost::json::error_code error;
  boost::json::parse_options deep;
  deep.max_depth = 1000;
  const auto value = boost::json::parse(with_whole_characters(record.json), error, {}, deep);
  const bool too_large = error == boost::json::error::exponent_overflow;  // of a number that JSON allows all the same
  if (!too_large && (error || !value.is_object())) violated("a record that is no JSON object", text, record.json);
  if (text.starts_with("\x1f\x8b")) return;  // gzip
  if (text.substr(record.offset, record.json.size()) != record.json)
    violated("a record does not stand where it is said to", text, record.json);
  std::uint64_t line = 1, begin = 0;
  for (std::uint64_t i = 0; i < record.offset; ++i)
    if (text[i] == '\n') ++line, begin = i + 1;
  if (record.line != line || record.column != record.offset - begin + 1)
    violated("a record stands in another line or column", text,
             std::to_string(record.line) + ":" + std::to_string(record.column) + " " + std::string(record.json));
}

template <typename Input>
Seen read(Input&& input, std::string_view text, const Limits& limits, bool pass_over, bool places) {
  Seen seen;
  const ReadSummary summary = read_records(
      input, limits,
      [&](const Record& record) {
        if (record.index != seen.records.size()) violated("records are numbered", text, record.json);
        if (places) check_record(record, text);
        seen.records.push_back(std::to_string(record.offset) + " " + std::to_string(record.line) + ":"
                               + std::to_string(record.column) + " " + std::string(record.json));
        return true;
      },
      [&](const ReadError& error) {
        seen.end += words(error) + "; ";
        return pass_over;
      });
  if (summary.records != seen.records.size()) violated("the records are counted", text, "");
  seen.end += std::to_string(static_cast<int>(summary.layout)) + " " + summary.envelope;
  if (summary.error) seen.end += words(*summary.error);
  return seen;
}

std::string words(const Seen& seen) {
  std::string text;
  for (const std::string& record : seen.records)
    text += record + "\n";
  return text + seen.end;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned manner = bytes.next();
  Limits limits;
  if ((manner & 1) != 0) limits.record_bytes = 60, limits.record_depth = 4;
  const bool pass_over = (manner & 2) != 0;
  const std::string_view text = bytes.rest();
  const Seen whole = read(text, text, limits, pass_over, true);
  for (const unsigned cut : {1u, 1 + (manner >> 2), 4096u}) {
    Pieces pieces(text, cut);
    std::istream stream(&pieces);
    const Seen in_pieces = read(stream, text, limits, pass_over, false);
    if (!(whole == in_pieces))
      violated("as a text and as a stream in pieces of " + std::to_string(cut), text,
               words(whole) + "\n---\n" + words(in_pieces));
  }
  return 0;
}
