// read_records: every layout, every error with its place, however the bytes come in.
#include <tamis/read.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

namespace {

using tamis::Limits;
using tamis::ReadError;
using tamis::ReadSummary;
using tamis::Record;
using tamis::RecordLayout;

/// A stream that gives a few bytes at a time, made up as it goes: a prefix, then a text over and over,
/// then a suffix. Says, where asked to, that it cannot tell how much there is.
class Drip : public std::streambuf {
 public:
  Drip(std::string text, std::size_t step) : prefix_(std::move(text)), step_(step) {}
  Drip(std::string prefix, std::string repeated, std::uint64_t times, std::string suffix)
      : prefix_(std::move(prefix)),
        repeated_(std::move(repeated)),
        suffix_(std::move(suffix)),
        times_(times),
        step_(1 << 16) {}

 protected:
  int_type underflow() override {
    while (at_ == piece().size()) {
      if (stage_ == 2) return traits_type::eof();
      if (stage_ != 1 || ++done_ >= times_) ++stage_;
      if (stage_ == 1 && times_ == 0) ++stage_;
      at_ = 0;
    }
    std::string& text = piece();
    const std::size_t length = std::min(step_, text.size() - at_);
    setg(text.data() + at_, text.data() + at_, text.data() + at_ + length);
    at_ += length;
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string& piece() { return stage_ == 0 ? prefix_ : stage_ == 1 ? repeated_ : suffix_; }

  std::string prefix_, repeated_, suffix_;
  std::uint64_t times_ = 0, done_ = 0;
  std::size_t step_;
  std::size_t at_ = 0;
  int stage_ = 0;
};

/// What a reading gave: the records one a line, then the layout, the envelope, the error.
std::string told(const ReadSummary& summary, std::string records) {
  static constexpr const char* words[] = {"none", "ndjson", "array", "response", "object"};
  std::string out = std::move(records);
  out += words[static_cast<std::size_t>(summary.layout)];
  out += ' ' + std::to_string(summary.records);
  if (!summary.envelope.empty()) out += ' ' + summary.envelope;
  if (summary.stopped) out += " stopped";
  if (summary.error) {
    const tamis::Place& at = summary.error->place;
    out += '\n' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " + summary.error->message;
  }
  return out;
}

std::string read_from(std::istream& input, const Limits& limits, bool pass_over = false) {
  std::string records;
  const auto keep = [&](const Record& record) {
    records += std::string(record.json) + '\n';
    return true;
  };
  const auto note = [&](const ReadError& error) {
    records += "! " + std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + '\n';
    return pass_over;
  };
  const ReadSummary summary =
      pass_over ? tamis::read_records(input, limits, keep, note) : tamis::read_records(input, limits, keep);
  return told(summary, std::move(records));
}

/// Reads a text whole, byte by byte and in threes, and insists that all say the same.
std::string read(const std::string& text, const Limits& limits = {}, bool pass_over = false) {
  std::istringstream whole(text);
  std::string result = read_from(whole, limits, pass_over);
  for (const std::size_t step : {1u, 3u}) {
    Drip drip(text, step);
    std::istream input(&drip);
    CAPTURE(step);
    CHECK(read_from(input, limits, pass_over) == result);
  }
  return result;
}

std::string read_on(const std::string& text, const Limits& limits = {}) { return read(text, limits, true); }

}  // namespace

TEST_CASE("read: nothing") {
  CHECK(read("") == "none 0");
  CHECK(read(" \r\n\t\n") == "none 0");
  CHECK(read("\xEF\xBB\xBF") == "none 0");
  CHECK(read("\xEF\xBB\xBF\n") == "none 0");
}

TEST_CASE("read: NDJSON and one object") {
  CHECK(read(R"({"a":1})") == "{\"a\":1}\nobject 1");
  CHECK(read("{}\n") == "{}\nobject 1");
  CHECK(read("{\n  \"a\": [1]\n}\n") == "{\n  \"a\": [1]\n}\nobject 1");
  CHECK(read("{\"a\":1}\n{\"a\":2}\n") == "{\"a\":1}\n{\"a\":2}\nndjson 2");
  CHECK(read("{\"a\":1}\r\n\r\n  {\"a\": 2} \r\n") == "{\"a\":1}\n{\"a\": 2}\nndjson 2");
  CHECK(read("\xEF\xBB\xBF{\"a\":1}\n{\"a\":2}") == "{\"a\":1}\n{\"a\":2}\nndjson 2");
  CHECK(read("{\"a\":1} {\"a\":2}\t{}") == "{\"a\":1}\n{\"a\":2}\n{}\nndjson 3");
  CHECK(read("{\"a\":\"}\\\"{\"}\n{\"b\":\"\\\\\"}") == "{\"a\":\"}\\\"{\"}\n{\"b\":\"\\\\\"}\nndjson 2");
}

TEST_CASE("read: an array") {
  CHECK(read("[]") == "array 0");
  CHECK(read(" [ ] \n") == "array 0");
  CHECK(read("[{\"a\":1}]") == "{\"a\":1}\narray 1");
  CHECK(read("\xEF\xBB\xBF[ {\"a\":[1,{}]} ,\r\n{\"value\":[]}\n]\r\n") == "{\"a\":[1,{}]}\n{\"value\":[]}\narray 2");
}

TEST_CASE("read: a response, its other members before or after the records") {
  CHECK(read(R"({"value":[]})") == "response 0");
  CHECK(read(R"({"value":[{"a":1},{"a":2}]})") == "{\"a\":1}\n{\"a\":2}\nresponse 2");
  CHECK(read("{ \"@odata.context\" : \"c\", \"value\" : [ {\"a\":1} ] }\n")
        == "{\"a\":1}\nresponse 1 {\"@odata.context\":\"c\"}");
  CHECK(read(R"({"@odata.count":2,"value":[{}],"@odata.nextLink":"n","x@y":{"z":[1]}})")
        == "{}\nresponse 1 {\"@odata.count\":2,\"@odata.nextLink\":\"n\",\"x@y\":{\"z\":[1]}}");
  CHECK(read(R"({"value":[{}],"\u0040odata.count":1})") == "{}\nresponse 1 {\"\\u0040odata.count\":1}");
  CHECK(read(R"({"v\u0061lue":[{"a":1}]})") == "{\"a\":1}\nresponse 1");
  CHECK(read("{\"@a\":{\n \"b\": 1\n},\"value\":[]}") == "response 0 {\"@a\":{\"b\":1}}");
}

TEST_CASE("read: an object that is no response is a record") {
  for (const char* text : {
           R"({"@odata.context":"c"})",
           R"({"@odata.context":"c","value":{"a":[]}})",
           R"({"value":null,"@odata.context":"c"})",
           R"({"id":1,"value":[{"a":1}]})",
           R"({"value":[{"a":1}],"id":1})",
           R"({"@odata.context":"c","value":[1,2],"name":"n"})",
           R"({"Value":[]})",
           R"({"a":{"value":[]}})",
       }) {
    CAPTURE(text);
    CHECK(read(text) == std::string(text) + "\nobject 1");
  }
  // The first value decides; a later line of NDJSON is a record whatever it holds.
  CHECK(read("{\"a\":1}\n{\"value\":[]}") == "{\"a\":1}\n{\"value\":[]}\nndjson 2");
}

TEST_CASE("read: a record knows its place") {
  std::istringstream input("\xEF\xBB\xBF{\"value\":\r\n [{\"a\":\n1},{}\n,\n  {\"b\":2}]}");
  std::vector<std::string> places;
  tamis::read_records(input, {}, [&](const Record& r) {
    places.push_back(std::to_string(r.index) + " at " + std::to_string(r.offset) + ", " + std::to_string(r.line) + ':'
                     + std::to_string(r.column));
    return true;
  });
  CHECK(places == std::vector<std::string>{"0 at 16, 2:3", "1 at 25, 3:4", "2 at 32, 5:3"});
}

TEST_CASE("read: the callback may stop") {
  for (const char* text :
       {"{\"a\":1}\n{\"a\":2}\nbroken", "[{\"a\":1},{\"a\":2},broken", "{\"value\":[{\"a\":1},{\"a\":2},broken"}) {
    std::istringstream input(text);
    const ReadSummary summary = tamis::read_records(input, {}, [](const Record& r) { return r.index < 1; });
    CHECK(summary.stopped);
    CHECK(summary.records == 2);
    CHECK_FALSE(summary.error);
  }
}

TEST_CASE("read: what was seen of an envelope is whole, also of a response not read to its end") {
  CHECK(read("{\"@a\":1,\"value\":[{},x")
        == "{}\nresponse 1 {\"@a\":1}\n1:21: expected a record, which is a JSON object");
  std::istringstream input("{\"@a\":1,\"value\":[{}],\"@b\":2}");
  CHECK(tamis::read_records(input, {}, [](const Record&) { return false; }).envelope == "{\"@a\":1}");
}

TEST_CASE("read: what is no record") {
  CHECK(read("5") == "object 0\n1:1: expected a record, which is a JSON object");
  CHECK(read("{\"a\":1}\n\"x\"\n") == "{\"a\":1}\nndjson 1\n2:1: expected a record, which is a JSON object");
  CHECK(read("{\"a\":1}\n[{}]\n") == "{\"a\":1}\nndjson 1\n2:1: expected a record, which is a JSON object");
  CHECK(read("[{\"a\":1},\n null]") == "{\"a\":1}\narray 1\n2:2: expected a record, which is a JSON object");
  CHECK(read("[[{}]]") == "array 0\n1:2: expected a record, which is a JSON object");
  CHECK(read(R"({"value":[{},7]})") == "{}\nresponse 1\n1:14: expected a record, which is a JSON object");
}

TEST_CASE("read: malformed records are placed at the offending byte") {
  CHECK(read("{\"a\":1}\n{\"a\":01}\n") == "{\"a\":1}\nndjson 1\n2:7: a number has no leading zeros");
  CHECK(read("{\"a\":1}\r\n\r\n {\"a\" 1}\n") == "{\"a\":1}\nndjson 1\n3:7: expected ':' after a member name");
  CHECK(read("{\n\"a\":\n tru }") == "object 0\n3:5: expected 'true'");
  CHECK(read("\xEF\xBB\xBF{\"a\":x}") == "object 0\n1:9: expected a value");
  CHECK(read("{\"a\":\"\xFF\"}") == "object 0\n1:7: the bytes from here are not UTF-8");
  CHECK(read("{\"a\":\"x\ny\"}\n{}") == "object 0\n1:8: a control character in a string must be written as an escape");
  CHECK(read("{\"a\":1]\n{}") == "object 0\n1:7: expected ',' or '}' after a member");
  CHECK(read("[{\"a\":1},{\"b\":}]") == "{\"a\":1}\narray 1\n1:15: expected a value");
  CHECK(read("{\"value\":[{\"a\":1},{\"b\":}]}") == "{\"a\":1}\nresponse 1\n1:24: expected a value");
  CHECK(read("{\"@a\":nul,\"value\":[]}") == "response 0\n1:10: expected 'null'");
  CHECK(read("{\"@\xC0\":1,\"value\":[]}") == "response 0\n1:4: the bytes from here are not UTF-8");
}

TEST_CASE("read: malformed structure around the records") {
  CHECK(read("{\"a\":1}{\"b\":2}") == "{\"a\":1}\nobject 1\n1:8: expected a line feed after a record");
  CHECK(read("{\"a\":1},\n{\"b\":2}") == "{\"a\":1}\nobject 1\n1:8: expected a line feed after a record");
  CHECK(read("{\"a\":1}}") == "{\"a\":1}\nobject 1\n1:8: expected a line feed after a record");
  CHECK(read("[{\"a\":1} {\"b\":2}]") == "{\"a\":1}\narray 1\n1:10: expected ',' or ']' after a record");
  CHECK(read("[{\"a\":1},]") == "{\"a\":1}\narray 1\n1:10: expected a record, which is a JSON object");
  CHECK(read("[,{}]") == "array 0\n1:2: expected a record, which is a JSON object");
  CHECK(read("[{}}") == "{}\narray 1\n1:4: expected ',' or ']' after a record");
  CHECK(read("[] []") == "array 0\n1:4: expected nothing after the array");
  CHECK(read("[{}]\n{}") == "{}\narray 1\n2:1: expected nothing after the array");
  CHECK(read("{\"value\":[{}]}\n{\"value\":[{}]}") == "{}\nresponse 1\n2:1: expected nothing after the response");
  CHECK(read("{\"value\":[{}],}") == "{}\nresponse 1\n1:15: expected a member name in double quotes");
  CHECK(read("{\"value\":[{}] \"@a\":1}")
        == "{}\nresponse 1\n1:15: expected ',' or '}' after a member of the response");
  CHECK(read("{\"value\":[{}],\"@a\" 1}") == "{}\nresponse 1\n1:20: expected ':' after a member name");
  CHECK(read("{\"value\":[{}],\"value\":[]}") == "{}\nresponse 1\n1:15: a response has one member 'value', not two");
  CHECK(read("\xEF\xBB{}") == "object 0\n1:1: expected a record, which is a JSON object");
}

TEST_CASE("read: inputs cut short") {
  const std::string early = "the text ends too early: ";
  CHECK(read("{") == "object 0\n1:2: " + early + "expected a member name in double quotes");
  CHECK(read("{\"a\":1}\n{\"a\":\"x") == "{\"a\":1}\nndjson 1\n2:8: " + early + "expected a closing double quote");
  CHECK(read("{\"a\":[1,\n") == "object 0\n2:1: " + early + "expected a value");
  CHECK(read("[") == "array 0\n1:2: " + early + "expected a record, which is a JSON object");
  CHECK(read("[{\"a\":1}") == "{\"a\":1}\narray 1\n1:9: " + early + "expected ',' or ']' after a record");
  CHECK(read("[{\"a\":1},\n{\"b\"") == "{\"a\":1}\narray 1\n2:5: " + early + "expected ':' after a member name");
  CHECK(read("{\"value\":[{\"a\":1},{\"b\":2")
        == "{\"a\":1}\nresponse 1\n1:25: " + early + "expected ',' or '}' after a member");
  CHECK(read("{\"value\":[{}],\"@a\":1") == "{}\nresponse 1\n1:21: " + early + "expected the end of the member");
  CHECK(read("{\"value\":[{}]")
        == "{}\nresponse 1\n1:14: " + early + "expected ',' or '}' after a member of the response");
}

TEST_CASE("read: limits of a record") {
  Limits limits;
  limits.record_bytes = 8;
  CHECK(read("{\"a\":12}\n", limits) == "{\"a\":12}\nobject 1");
  CHECK(read("{\"a\":1}\n{\"a\":123}\n", limits)
        == "{\"a\":1}\nndjson 1\n2:9: the record is longer than the limit of 8 bytes");
  CHECK(read("[{\"a\":\"\xC3\xA4\"}]", limits) == "array 0\n1:10: the record is longer than the limit of 8 bytes");
  CHECK(read("{\"a\":x    }", limits) == "object 0\n1:6: expected a value");
  CHECK(read("{\"a\":\"\\s\"}", limits) == "object 0\n1:8: expected one of \"\\/bfnrtu after a backslash");
  limits = {};
  limits.record_depth = 2;
  CHECK(read("[{\"a\":[1]}]", limits) == "{\"a\":[1]}\narray 1");
  CHECK(read("[{\"a\":[[1]]}]", limits) == "array 0\n1:8: nested deeper than the limit of 2 levels");
  CHECK(read("{\"value\":[{\"a\":[1]}]}", limits) == "{\"a\":[1]}\nresponse 1");
}

TEST_CASE("read: an object too long to be a record is read as a response") {
  Limits limits;
  limits.record_bytes = 24;
  CHECK(read("{\"value\":[{\"a\":1},{\"a\":2},{\"a\":3}],\"@b\":4}", limits)
        == "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\nresponse 3 {\"@b\":4}");
  // Seen early enough, a member without an @ says that it is none.
  CHECK(read("{\"value\":[{}],\"b\":\"....\"}", limits)
        == "object 0\n1:25: the record is longer than the limit of 24 bytes");
  CHECK(read("{\"value\":[{}],\"b\":\"...\"}", limits) == "{\"value\":[{}],\"b\":\"...\"}\nobject 1");
  CHECK(read("{\"value\":[{\"a\":1},{\"a\":2}],\"b\":4}", limits)
        == "{\"a\":1}\n{\"a\":2}\nresponse 2\n1:28: a response has no members but 'value' and such with '@' in "
           "their names; a record of this length is over the limit of 24 bytes");
  CHECK(read("{\"@a\":\"......................\",\"value\":[]}", limits)
        == "object 0\n1:25: the record is longer than the limit of 24 bytes");
  CHECK(read("{\"value\":[],\"@a\":\"............\",\"@b\":\"............\"}", limits).substr(0, 14)
        == "response 0 {\"@");
}

TEST_CASE("read: going on at the next line") {
  CHECK(read_on("{\"a\":1}\nbroken\n{\"a\":2}\n") == "{\"a\":1}\n! 2:1\n{\"a\":2}\nndjson 2");
  CHECK(read_on("x\ny\n\n{\"a\":2} z\n5\n{\"a\":3}") == "! 1:1\n! 2:1\n{\"a\":2}\n! 4:9\n! 5:1\n{\"a\":3}\nndjson 2");
  CHECK(read_on("{\"a\":x}\n{\"b\":1}\n") == "! 1:6\n{\"b\":1}\nndjson 1");
  CHECK(read_on("{\"a\":1}\n{\"a\":\n{\"b\":2}\n{\"c\":3}\n") == "{\"a\":1}\n! 4:1\n{\"b\":2}\n{\"c\":3}\nndjson 3");
  CHECK(read_on("{\"a\":\"\n{\"b\":1}") == "! 1:7\n{\"b\":1}\nndjson 1");
  // The rest of a record that spans lines is not taken for records.
  CHECK(read_on("{\n  \"a\": x,\n  \"b\":\n  {\"c\":1}\n}\n{\"d\":2}\n") == "! 2:8\n{\"d\":2}\nndjson 1");
  Limits limits;
  limits.record_bytes = 8;
  CHECK(read_on("{\"a\":\"12345678901234567890\"}\n{}\n", limits) == "! 1:9\n{}\nndjson 1");
  // In an array or a response it goes on behind the item.
  CHECK(read_on("[{},\nx,\n{}]") == "{}\n! 2:1\n{}\narray 2");
  CHECK(read_on("{\"value\":[5,[{}],\"a]\",{\"a\":nul},{\"b\":2}],\"@c\":1}")
        == "! 1:11\n! 1:13\n! 1:18\n! 1:31\n{\"b\":2}\nresponse 1 {\"@c\":1}");
  CHECK(read_on("[,{}]") == "! 1:2\n{}\narray 1");
  CHECK(read_on("[{},]") == "{}\n! 1:5\narray 1");
  CHECK(read_on("[{\"a\":\"\n\\\"]\"},{}]") == "! 1:8\n{}\narray 1");
  CHECK(read_on("[{\"a\":\"12345678901234567890\"},{}]", limits) == "! 1:10\n{}\narray 1");
  CHECK(read_on("[{\"a\":\"\xC0\"},{}]") == "! 1:8\n{}\narray 1");
  // Where the item has no end there is nothing to go on at.
  CHECK(read_on("[{\"a\":x},{\"b\":[")
        == "! 1:7\n! 1:16\narray 0\n1:16: the text ends too early: expected ',' or ']' after a record");
}

TEST_CASE("read: a caller who does not want to go on gets the error") {
  std::istringstream input("{}\nx\n{}\n");
  const ReadSummary summary = tamis::read_records(
      input, {}, [](const Record&) { return true; }, [](const ReadError&) { return false; });
  CHECK(summary.records == 1);
  REQUIRE(summary.error);
  CHECK(summary.error->place.line == 2);
}

TEST_CASE("read: a stream that cannot be read") {
  std::istringstream input("{}");
  input.setstate(std::ios::badbit);
  CHECK(read_from(input, {}) == "none 0\n1:1: the input could not be read");
}

TEST_CASE("read: inputs far longer than any buffer") {
  const std::string record = "{\"a\":\"" + std::string(1000, 'x') + "\"}";
  Limits limits;
  limits.record_bytes = 1 << 16;
  const auto count = [&](Drip&& drip) {
    std::istream input(&drip);
    std::uint64_t bytes = 0;
    const ReadSummary summary = tamis::read_records(input, limits, [&](const Record& r) {
      bytes += r.json.size();
      return true;
    });
    CHECK_FALSE(summary.error);
    CHECK(bytes == summary.records * record.size());
    return summary.records;
  };
  CHECK(count(Drip("", record + '\n', 30'000, "")) == 30'000);
  CHECK(count(Drip("[", record + ',', 30'000, record + ']')) == 30'001);
  CHECK(count(Drip("{\"value\":[", record + ',', 30'000, record + "],\"@odata.count\":1}")) == 30'001);
}

TEST_CASE("read: one_line") {
  std::string buffer;
  const std::string flat = R"({"a" : 1})";
  CHECK(tamis::one_line(flat, buffer).data() == flat.data());
  CHECK(tamis::one_line("{\n \"a\" : \"b c\"\n}", buffer) == R"({"a":"b c"})");
}
