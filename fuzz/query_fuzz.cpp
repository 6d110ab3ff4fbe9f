// Property: any query string or URL compiles or has diagnostics within it; its URL compiles to the same URL; applied to
// records as values and as texts it gives the same, or fails both ways. The first byte chooses the schema, the query is
// a line; what is behind it is a record in front of those of the schema.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

using Texts = std::vector<std::string>;

/// The records of the answer.
Result<boost::json::value> from_values(const Query& query, const Texts& records, EvaluationContext& context) {
  boost::json::array given;
  for (const std::string& record : records)
    given.push_back(parsed_json(record, record));
  auto answer = query.apply(given, context);
  if (!answer) return answer;
  return answer->is_object() ? answer->as_object().at("value") : *std::move(answer);
}

Result<boost::json::value> from_texts(const Query& query, const Texts& records, EvaluationContext& context) {
  boost::json::array answer;
  QueryRun run(query, context, [&](std::string_view json) { answer.push_back(parsed_json(json, json)); });
  for (const std::string& record : records) {
    const auto more = run.add(record);
    if (!more) return more.error();
    if (!*more) break;
  }
  if (const auto finished = run.finish(); !finished) return finished.error();
  return boost::json::value(answer);
}

/// Equal, but that Boost 1.81 does not always read a number of many digits as the nearest double.
bool same(const boost::json::value& a, const boost::json::value& b) {
  if (const double* x = a.if_double(), *y = b.if_double(); x != nullptr && y != nullptr)
    return std::fabs(*x - *y) <= 4 * std::numeric_limits<double>::epsilon() * std::fabs(*x);
  if (const auto* x = a.if_array(), *y = b.if_array(); x != nullptr && y != nullptr)
    return std::ranges::equal(*x, *y, same);
  if (const auto* x = a.if_object(), *y = b.if_object(); x != nullptr && y != nullptr)
    return std::ranges::equal(
        *x, *y, [](const auto& m, const auto& n) { return m.key() == n.key() && same(m.value(), n.value()); });
  return a == b;
}

/// What is behind the query, if it is a record, and those of the schema.
Texts records_of(std::string_view given, Choice of) {
  Texts texts(records(of).begin(), records(of).end());
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse({given.data(), given.size()}, error);
  if (!error && value.is_object() && is_written_as_itself(value))
    texts.insert(texts.begin(), boost::json::serialize(value));
  return texts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const Choice of = choice(bytes.next());
  const std::string_view text = bytes.line();
  const auto query = Query::compile(text, schema(of));
  if (!query) return check_failure(query.error(), text), 0;
  check_diagnostics(query->warnings(), text);
  const std::string url = query->url();
  CompileOptions longer;
  longer.limits.bytes *= 4;  // encoding may lengthen a text
  const auto again = Query::compile(url, schema(of), longer);
  if (!again) violated("the URL does not compile", text, url + "\n" + render(again.error()));
  if (again->url() != url) violated("the URL has another URL", url, again->url());
  if (!query->not_applicable().empty()) return check_diagnostics(query->not_applicable(), text), 0;

  EvaluationOptions options;
  options.clock = at_noon;
  options.limits.steps = 20'000;
  EvaluationContext context(options);
  const Texts records = records_of(bytes.rest(), of);
  const auto values = from_values(*query, records, context), texts = from_texts(*query, records, context);
  if (!values) check_failure(values.error(), values.error().text);
  if (!texts) check_failure(texts.error(), texts.error().text);
  if (is_exhausted(values) || is_exhausted(texts)) return 0;
  if (values.has_value() != texts.has_value())
    violated("applied to values and to texts, only one fails", text, values ? "texts" : "values");
  if (values && !same(*values, *texts))
    violated("applied to values and to texts, it differs", text,
             boost::json::serialize(*values) + "\n" + boost::json::serialize(*texts));
  return 0;
}
