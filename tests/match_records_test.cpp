// match_records: the records of an input that meet a filter, and what is wrong with the others.
#include <tamis/match_records.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include <tamis/query.hpp>

namespace {

using tamis::MatchSummary;

std::string told(const tamis::RecordError& error) {
  return std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + ' '
       + std::string(name(error.diagnostic.code));
}

/// The indexes of matching records, errors passed over or not, and the numbers of the summary; from a stream and from a
/// text, which have to agree.
std::string match(const std::string& input, bool pass_over, std::uint64_t most = 100) {
  const auto filter = tamis::Filter::compile("details/dealValue gt 5", tamis::referral_schema());
  REQUIRE(filter);
  tamis::EvaluationContext context;
  const auto run = [&](auto& source) {
    std::string out;
    const auto take = [&](const tamis::Record& record) {
      out += std::to_string(record.index) + ' ';
      return --most > 0;
    };
    const auto on_error = [&](const tamis::RecordError& error) {
      out += "(" + told(error) + ") ";
      return pass_over;
    };
    const std::uint64_t kept = most;
    const MatchSummary summary = tamis::match_records(source, *filter, context, take, on_error);
    most = kept;
    out += "= " + std::to_string(summary.matched) + " of " + std::to_string(summary.records) + ", "
         + std::to_string(summary.passed_over) + " passed over" + (summary.stopped ? ", stopped" : "")
         + summary.envelope;
    return summary.error ? out + ", " + told(*summary.error) : out;
  };
  std::istringstream stream(input);
  const std::string out = run(stream);
  CHECK(run(input) == out);
  return out;
}

const std::string good = R"({"details":{"dealValue":9}})", small = R"({"details":{"dealValue":1}})",
                  wrong = R"({"details":{"dealValue":"x"}})";

}  // namespace

TEST_CASE("match_records: what matches, in every layout") {
  CHECK(match(good + '\n' + small + '\n' + good, false) == "0 2 = 2 of 3, 0 passed over");
  CHECK(match("{\"value\":[" + small + ',' + good + "],\"@a\":1}", false) == "1 = 1 of 2, 0 passed over{\"@a\":1}");
  CHECK(match("", false) == "= 0 of 0, 0 passed over");
  CHECK(match('[' + good + ',' + good + ',' + good + ']', false, 2) == "0 1 = 2 of 2, 0 passed over, stopped");
}

TEST_CASE("match_records: errors end it, unless they are passed over") {
  CHECK(match(good + "\n " + wrong + '\n' + good, false)
        == "0 (2:26 invalid-data) = 1 of 2, 0 passed over, 2:26 invalid-data");
  CHECK(match(good + "\n " + wrong + "\nbroken\n" + good, true)
        == "0 (2:26 invalid-data) (3:1 malformed-data) 2 = 2 of 3, 2 passed over");
  CHECK(match('[' + good + ",5," + good + ']', true) == "0 (1:30 malformed-data) 1 = 2 of 2, 1 passed over");
  CHECK(match('[' + good, true) == "0 = 1 of 1, 0 passed over, 1:29 malformed-data");
}

TEST_CASE("QueryRun: a record that was held back has its places when it fails") {
  tamis::CompileOptions options;
  const auto query = tamis::Query::compile("$orderby=id&$compute=1 div n as m", tamis::Schema(), options);
  REQUIRE(query);
  tamis::EvaluationContext context;
  const auto run = [&](const tamis::QueryRun::OnFault& on_fault) {
    std::string out;
    tamis::QueryRun answer(*query, context, [&](std::string_view json) { out += std::string(json) + '\n'; });
    tamis::read_records("{\"id\":2,\"n\":0}\n{\"id\":3,\"n\":1}\n{\"id\":1,\"n\":1}", {},
                        [&](const tamis::Record& record) { return answer.add(record).value(); });
    const auto emitted = on_fault ? answer.finish(on_fault) : answer.finish();
    return out + (emitted ? std::to_string(*emitted) : std::string(name(emitted.error().begin()->code)));
  };
  const std::string one = "{\"id\":1,\"n\":1,\"m\":1}\n", three = "{\"id\":3,\"n\":1,\"m\":1}\n";
  CHECK(run({}) == one + "division-by-zero");
  CHECK(run([](const tamis::Record&, const tamis::Diagnostics&) { return false; }) == one + "division-by-zero");
  std::string fault;
  CHECK(run([&](const tamis::Record& record, const tamis::Diagnostics& found) {
          fault = std::string(record.json) + std::to_string(record.line) + std::string(name(found.begin()->code));
          return true;
        })
        == one + three + "2");
  CHECK(fault == "{\"id\":2,\"n\":0}1division-by-zero");
}
