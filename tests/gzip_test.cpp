// Gzip data as an input: whole, in several members, cut short and damaged.
#include <tamis/read.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "tests/support/gzip.hpp"

namespace {

using tamis::tests::gzipped;

/// The records one a line, then the error with its place.
std::string read(tamis::ReadSummary (*reading)(const std::string&, const tamis::RecordCallback&),
                 const std::string& bytes) {
  std::string out;
  const tamis::ReadSummary summary = reading(bytes, [&](const tamis::Record& record) {
    out += std::string(record.json) + '\n';
    return true;
  });
  if (!summary.error) return out;
  const tamis::Place& at = summary.error->place;
  return out + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " + summary.error->message;
}

tamis::ReadSummary read_stream(const std::string& bytes, const tamis::RecordCallback& callback) {
  std::istringstream input(bytes);
  return tamis::read_records(input, {}, callback);
}

tamis::ReadSummary read_text(const std::string& bytes, const tamis::RecordCallback& callback) {
  return tamis::read_records(bytes, {}, callback);
}

/// Reads from a stream and from a text, which have to agree.
std::string read(const std::string& bytes) {
  std::string out = read(read_stream, bytes);
  CHECK(read(read_text, bytes) == out);
  return out;
}

}  // namespace

#if TAMIS_GZIP

TEST_CASE("gzip: every layout, and several members") {
  CHECK(read(gzipped("{\"a\":1}\n{\"a\":2}\n")) == "{\"a\":1}\n{\"a\":2}\n");
  CHECK(read(gzipped("{\"value\":[{\"a\":1}]}")) == "{\"a\":1}\n");
  CHECK(read(gzipped("\xEF\xBB\xBF[{\"a\":1},{\"a\":2}]")) == "{\"a\":1}\n{\"a\":2}\n");
  CHECK(read(gzipped("")) == "");
  // A record may begin in one member and end in another.
  CHECK(read(gzipped("{\"a\":1}\n{\"a\"") + gzipped("") + gzipped(":2}\n")) == "{\"a\":1}\n{\"a\":2}\n");
  CHECK(read(gzipped("{\"a\":1}\n") + std::string(600, '\0')) == "{\"a\":1}\n");
  CHECK(read(gzipped("{\"a\":1}\n{\"a\":x}\n")) == "{\"a\":1}\n2:6: expected a value");
}

TEST_CASE("gzip: cut short anywhere") {
  const std::string whole = gzipped("{\"a\":1}\n{\"b\":2}\n");
  for (std::size_t length = 1; length < whole.size(); ++length) {
    CAPTURE(length);
    const std::string out = read(whole.substr(0, length));
    CHECK(out.find("the gzip data end too early") != std::string::npos);
    CHECK(out.find("{\"c\"") == std::string::npos);
  }
  // Records that are whole are read, also when the last eight bytes, which only check them, are gone.
  CHECK(read(whole.substr(0, whole.size() - 8)) == "{\"a\":1}\n{\"b\":2}\n3:1: the gzip data end too early");
  CHECK(read(whole + whole.substr(0, 5)) == "{\"a\":1}\n{\"b\":2}\n3:1: the gzip data end too early");
}

TEST_CASE("gzip: damaged") {
  const std::string whole = gzipped("{\"a\":1}\n");
  std::string wrong_sum = whole;
  wrong_sum[whole.size() - 8] = static_cast<char>(wrong_sum[whole.size() - 8] ^ 1);
  CHECK(read(wrong_sum) == "{\"a\":1}\n2:1: the gzip data are damaged: incorrect data check");
  CHECK(read("\x1F {}") == "1:1: the gzip data are damaged: incorrect header check");
  CHECK(read(whole + "{}") == "{\"a\":1}\n2:1: what follows the gzip data is none");
  // No byte of it may be changed unseen, but for its header and a few bits that fill up a byte.
  int unseen = 0;
  for (std::size_t i = 10; i < whole.size(); ++i) {
    CAPTURE(i);
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    if (read(changed) == "{\"a\":1}\n") ++unseen;
  }
  CHECK(unseen <= 1);
}

TEST_CASE("gzip: an error in the data is not passed over") {
  const std::string whole = gzipped("{\"a\":1}\n{\"b\":");
  std::istringstream input(whole.substr(0, whole.size() - 9));
  int asked = 0;
  const auto take = [](const tamis::Record&) { return true; };
  const tamis::ReadSummary summary =
      tamis::read_records(input, {}, take, [&](const tamis::ReadError&) { return ++asked > 0; });
  CHECK(asked == 0);
  REQUIRE(summary.error);
  CHECK(summary.error->message == "the gzip data end too early");
  CHECK(summary.records == 1);
}

TEST_CASE("gzip: far longer than any buffer") {
  std::string text;
  for (int i = 0; i < 200'000; ++i)
    text += "{\"number\":" + std::to_string(i) + "}\n";
  CHECK(read(gzipped(text)) == text);
}

#else

TEST_CASE("gzip: a build without zlib says so") {
  CHECK(read("\x1F\x8B\x08") == "1:1: the data are gzip, which this build cannot read (TAMIS_GZIP is off)");
}

#endif

TEST_CASE("read: a text is read where it stands") {
  const std::string text = "[{\"a\":1}, {\"b\":2}]";
  std::size_t offsets = 0;
  tamis::read_records(text, {}, [&](const tamis::Record& record) {
    CHECK(record.json.data() == text.data() + record.offset);
    offsets += record.offset;
    return true;
  });
  CHECK(offsets == 1 + 10);
}
