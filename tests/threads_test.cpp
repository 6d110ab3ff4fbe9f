// match_records in several threads: the same as in one, over all shapes of input.
#include <tamis/match_records.hpp>

#include <doctest/doctest.h>
#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <streambuf>

#include "tests/bench/referral_generator.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/random_expression.hpp"
#include "tests/support/tamis_program.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

/// A stream of which only so much is there at once.
class Slow : public std::streambuf {
 public:
  explicit Slow(std::string_view text) : text_(text) {}

 protected:
  int_type underflow() override {
    const std::size_t size = std::min(text_.size(), 1 + random_.below(random_.one_in(3) ? 100'000 : 3'000'000));
    if (size == 0) return traits_type::eof();
    bytes_.assign(text_.data(), size);
    text_.remove_prefix(size);
    setg(bytes_.data(), bytes_.data(), bytes_.data() + size);
    return traits_type::to_int_type(*gptr());
  }
  std::streamsize showmanyc() override { return random_.one_in(4) ? 0 : static_cast<std::streamsize>(text_.size()); }

 private:
  std::string_view text_;
  std::string bytes_;
  Random random_{5};
};

enum class From { text, stream, slow_stream };

struct Way {
  unsigned threads = 1;
  From from = From::text;
  bool pass_over = true, on_error = true;
  Trust trust = Trust::nothing;
  std::uint64_t most = ~std::uint64_t{0};  ///< matches
};

const Filter& filter() {
  static const Filter filter =
      Filter::compile("details/dealValue gt 500 and status ne 'Closed'", referral_schema()).value();
  return filter;
}

/// All that match_records() tells, in its order.
std::string told(const std::string& input, Way way) {
  EvaluationOptions options;
  options.trust = way.trust;
  EvaluationContext context(options);
  std::string out;
  const auto place = [](auto offset, auto line, auto column) {
    return std::to_string(offset) + ' ' + std::to_string(line) + ':' + std::to_string(column) + ' ';
  };
  const auto take = [&](const Record& record) {
    out += std::to_string(record.index) + (record.layout == RecordLayout::object ? "o" : "") + ' '
         + place(record.offset, record.line, record.column) + std::to_string(record.json.size()) + '\n';
    if (input.size() > record.offset && input[0] == '{')
      REQUIRE(input.compare(record.offset, record.json.size(), record.json) == 0);
    return --way.most > 0;
  };
  const auto said = [&](const RecordError& error) {
    return place(error.place.offset, error.place.line, error.place.column) + std::string(name(error.diagnostic.code))
         + ' ' + error.diagnostic.message + '\n';
  };
  RecordErrorCallback on_error;
  if (way.on_error)
    on_error = [&](const RecordError& error) {
      out += said(error);
      return way.pass_over;
    };
  MatchOptions matching;
  matching.threads = way.threads;
  std::istringstream stream(input);
  Slow slow(input);
  std::istream slow_stream(&slow);
  const MatchSummary summary =
      way.from == From::text     ? match_records(input, filter(), context, take, on_error, matching)
      : way.from == From::stream ? match_records(stream, filter(), context, take, on_error, matching)
                                 : match_records(slow_stream, filter(), context, take, on_error, matching);
  out += std::to_string(summary.matched) + " of " + std::to_string(summary.records) + ", passed over "
       + std::to_string(summary.passed_over) + (summary.stopped ? ", stopped" : "") + summary.envelope + " layout "
       + std::to_string(static_cast<int>(summary.layout)) + '\n';
  return summary.error ? out + said(*summary.error) : out;
}

void compare(const std::string& input) {
  for (const bool trust : {false, true})
    for (int errors = trust ? 2 : 0; errors < 3; ++errors) {
      Way way;
      way.trust = trust ? Trust::input : Trust::nothing;
      way.on_error = errors > 0;
      way.pass_over = errors > 1;
      const std::string expected = told(input, way);
      for (const From from : {From::text, From::stream, From::slow_stream}) {
        way.threads = from == From::stream ? 5 : 2;
        way.from = from;
        const std::string got = told(input, way);
        INFO("trust ", trust, ", errors ", errors, ", from ", static_cast<int>(from));
        CHECK((got == expected));
      }
    }
}

/// Some megabytes of records; `odd` makes something else of the one with a number.
template <typename Odd>
std::string lines(std::uint64_t count, const char* feed, Odd&& odd) {
  std::string text;
  for (std::uint64_t index = 0; index < count; ++index) {
    std::string record;
    bench::append_referral(record, 1, index);
    text += odd(index, std::move(record)) + feed;
  }
  return text;
}

std::string as_it_is(std::uint64_t, std::string&& record) { return std::move(record); }

constexpr std::uint64_t some = 1400;  // records: three parts and more

}  // namespace

TEST_CASE("threads: lines, with line ends of every kind") {
  const std::string text = lines(some, "\n", as_it_is);
  compare(text);
  compare(text.substr(0, text.size() - 1));
  compare("\xEF\xBB\xBF" + lines(some, "\r\n", as_it_is));
  compare(" \n\n" + lines(some, "\n \n\t\n", as_it_is) + " ");
  compare(text + text.substr(0, 1000));  // the last is cut off
}

TEST_CASE("threads: faults in every part") {
  const auto spoil = [](const char* wrong, std::uint64_t every) {
    return [=](std::uint64_t index, std::string&& record) {
      return index % every == every - 1 ? wrong : std::move(record);
    };
  };
  compare(lines(some, "\n", spoil(R"({"details":{"dealValue":"much"}})", 100)));
  compare(lines(some, "\n", spoil("{\"details\":{\"dealValue\":9}} x", 100)));
  compare(lines(some, "\n", spoil("[1]", 90)));
  compare(lines(some, "\n", spoil("{\"value\":[{}]}", 70)));
  compare(lines(some, "\n", spoil("\x1f\x8b", 1)));
  compare(lines(some, "\n", spoil("{\"a\":[", 300)));                      // never closed
  compare(lines(some, "\n", spoil("{\"a\":1,\n \"b\":nul,\n }\n ]", 3)));  // broken, over lines
  compare(lines(some, "\n", spoil("{\"a\":\"\n", 50)));
  compare(lines(some, "\n", [](std::uint64_t index, std::string&& record) {
    return index == 900 ? record.substr(0, 700) : std::move(record);
  }));
}

TEST_CASE("threads: records that span lines, and lines with many or long ones") {
  const auto over_lines = [](std::uint64_t every) {
    return [=](std::uint64_t index, std::string&& record) {
      if (index % every != every - 1) return std::move(record);
      std::string spread;
      for (std::size_t i = 0; i < record.size(); ++i) {
        spread += record[i];
        if (record[i] == ',' && record[i + 1] == '"') spread += "\n  ";
      }
      return spread;
    };
  };
  for (const std::uint64_t every : {1, 2, 100})
    compare(lines(some, "\n", over_lines(every)));
  // So that the end of a part is within one.
  compare(lines(some, "\n", [&](std::uint64_t index, std::string&& record) {
    return index % 400 < 250 ? std::move(record) : over_lines(1)(index, std::move(record));
  }));
  std::string one(3'000'000, 'x');
  one = "{\"details\":{\"dealValue\":1000,\"notes\":\"" + one + "\"}}\n";
  compare(lines(600, "\n", as_it_is) + one + lines(600, "\n", as_it_is) + one + one);
  std::string same_line = lines(some, " ", as_it_is);
  Way way;  // not with trust, which wants lines of their own
  const std::string expected = told(same_line, way);
  way.threads = 3;
  CHECK((told(same_line, way) == expected));
}

TEST_CASE("threads: other layouts, gzip, little and nothing") {
  const std::string text = lines(some, "\n", as_it_is);
  std::string items = lines(some, ",", as_it_is);
  items.back() = ']';
  compare("[" + items);
  compare("{\"value\":[" + items + ",\"@a\":1}");
  compare("");
  compare("{}\n");
  if (gzipped("x").empty()) return;
  const std::string zipped = gzipped(text);
  compare(zipped);
  compare(zipped.substr(0, zipped.size() / 2));

  // What is wrong in the middle is told, and passed over, also where the data are damaged further on.
  std::string one_wrong = text;
  one_wrong[text.size() / 2] = '\1';
  std::string damaged = gzipped(one_wrong);
  std::fill(damaged.end() - 8, damaged.end(), '\0');
  compare(damaged);
}

TEST_CASE("threads: records apart by blanks only take no longer with each") {
  std::string text;
  for (std::size_t i = 0; text.size() < 1'500'000; ++i)
    text += "{\"id\":\"" + std::to_string(i) + "\",\"status\":\"New\",\"details\":{\"dealValue\":501}} ";
  Way way;
  const std::string expected = told(text, way);
  way.threads = 2;
  CHECK((told(text, way) == expected));
  way.from = From::stream;
  CHECK((told(text, way) == expected));
}

TEST_CASE("threads: the callback stops it") {
  const std::string text = lines(some, "\n", as_it_is);
  for (const std::uint64_t most : {1, 2, 300, 500}) {
    Way way;
    way.most = most;
    const std::string expected = told(text, way);
    way.threads = 3;
    for (const From from : {From::text, From::stream}) {
      way.from = from;
      CHECK((told(text, way) == expected));
    }
  }
}

TEST_CASE("threads: what a clock of the caller throws comes out in the caller's thread") {
  EvaluationOptions options;
  options.clock = []() -> std::chrono::system_clock::time_point { throw std::runtime_error("no time"); };
  EvaluationContext context(options);
  const auto now = Filter::compile("createdDateTime lt now()", referral_schema());
  MatchOptions matching;
  matching.threads = 3;
  const std::string text = lines(some, "\n", as_it_is);
  CHECK_THROWS_AS(match_records(
                      text, *now, context, [](const Record&) { return true; }, {}, matching),
                  std::runtime_error);
}

TEST_CASE("threads: bound aliases hold in all of them") {
  EvaluationContext context;
  context.bind("@v", boost::json::value("New"));
  const auto filter = Filter::compile("status eq @v", referral_schema());
  REQUIRE(filter);
  const std::string text = lines(some, "\n", as_it_is);
  const auto count = [&](unsigned threads) {
    MatchOptions matching;
    matching.threads = threads;
    return match_records(
               text, *filter, context, [](const Record&) { return true; }, {}, matching)
        .matched;
  };
  CHECK(count(1) > 0);
  CHECK(count(4) == count(1));
}

TEST_CASE("cli: threads and trust change nothing about right input") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string text = lines(some, "\n", as_it_is);
  const std::string wrong = lines(some, "\n", [](std::uint64_t index, std::string&& record) {
    return index % 500 == 499 ? std::string(R"({"status":5})") : std::move(record);
  });
  const std::string file = directory.write("a.ndjson", text), spoilt = directory.write("b.ndjson", wrong);
  const auto run = [&](Words words, Words more, std::string_view input = {}) {
    words.insert(words.begin(), {"filter", "status eq 'New' and details/dealValue gt 500"});
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = tamis_with(words, input);
    return std::to_string(ran.status) + ran.out + ran.err;
  };
  for (const Words& words : {Words{file}, Words{file, "-o", "count"}, Words{"-o", "ids", file, spoilt},
                             Words{"--on-error", "skip", spoilt, file}, Words{"-e", "-o", "response", file, file},
                             Words{"--json", "--on-error", "skip", "-o", "table", spoilt}}) {
    const std::string expected = run(words, {"--threads", "1"});
    CHECK((run(words, {"--threads", "4"}) == expected));
    CHECK((run(words, {}) == expected));
    CHECK((run(words, {"--trust-input"}) == expected));
    CHECK((run(words, {"--threads", "1", "--trust-input"}) == expected));
  }
  CHECK((run({}, {"--threads", "4"}, text) == run({}, {"--threads", "1"}, text)));
  CHECK(tamis_with({"filter", "true", "--threads", "x"}).status == 2);
}
