// Property: any query string or URL compiles or has diagnostics within it; its URL compiles to the same URL; applied to
// records as values and as texts it gives the same, or fails both ways. The first byte chooses the schema.
#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

std::chrono::system_clock::time_point at_noon() {
  return std::chrono::system_clock::time_point(std::chrono::seconds(1'600'000'000));
}

/// The records of the answer as JSON texts of an array, or nothing where it failed.
std::optional<boost::json::value> from_values(const Query& query, Choice of, EvaluationContext& context) {
  boost::json::array given;
  for (const std::string_view record : records(of))
    given.push_back(parsed_json(record, record));
  auto answer = query.apply(given, context);
  if (!answer) {
    check_failure(answer.error(), answer.error().text);
    return std::nullopt;
  }
  return answer->is_object() ? answer->as_object().at("value") : *std::move(answer);
}

std::optional<boost::json::value> from_texts(const Query& query, Choice of, EvaluationContext& context) {
  boost::json::array answer;
  QueryRun run(query, context, [&](std::string_view json) { answer.push_back(parsed_json(json, json)); });
  for (const std::string_view record : records(of)) {
    const auto more = run.add(record);
    if (!more) return std::nullopt;
    if (!*more) break;
  }
  if (!run.finish()) return std::nullopt;
  return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const Choice of = choice(bytes.next());
  const std::string_view text = bytes.rest();
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
  const auto values = from_values(*query, of, context), texts = from_texts(*query, of, context);
  if (values.has_value() != texts.has_value())
    violated("applied to values and to texts, only one fails", text, values ? "texts" : "values");
  if (values && *values != *texts)
    violated("applied to values and to texts, it differs", text,
             boost::json::serialize(*values) + "\n" + boost::json::serialize(*texts));
  return 0;
}
