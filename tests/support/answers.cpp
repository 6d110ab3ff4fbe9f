// The answer to a query, from text and from values.
#include "tests/support/answers.hpp"

#include <doctest/doctest.h>

#include <boost/json/serialize.hpp>

#include "tests/support/json_tree.hpp"
#include "tests/support/things.hpp"

namespace tamis::tests {

namespace {

namespace json = boost::json;

/// Numbers rounded once, which Boost 1.81 does not do.
json::value parsed(const std::string& text) { return to_boost(parse_json(text)); }

/// The same from a text that holds them all, as a response.
void check_text(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
                const ApplyOptions& options, const Answer& expected) {
  std::string text;
  for (const std::string& record : records)
    text += (text.empty() ? "" : ",") + record;
  const TextAnswer found = apply_text("{\"value\":[" + text + "]}", query, context, options);
  if (found.error) {
    const Diagnostic& fault = found.error->diagnostic;
    CHECK(expected.error.find(fault.message) != std::string::npos);
    return;
  }
  CHECK(expected.error == "");
  const json::object response = parsed(found.text).as_object();
  CHECK(json::serialize(response.at("value")) == json::serialize(expected.records));
  CHECK(response.contains("@odata.count") == query.counts());
  if (query.counts()) CHECK(response.at("@odata.count").to_number<std::uint64_t>() == expected.count);
  const json::value* const link = response.if_contains("@odata.nextLink");
  CHECK((link == nullptr ? "" : link->as_string()) == expected.next_link);
}

}  // namespace

Answer answer_from_text(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
                        const ApplyOptions& options) {
  Answer answer;
  QueryRun run(
      query, context, [&](std::string_view text) { answer.texts.emplace_back(text); }, options);
  for (const std::string& record : records) {
    const auto more = run.add(record);
    if (!more) return answer.error = words(more.error()), answer;
    if (!*more) break;
  }
  const auto emitted = run.finish();
  if (!emitted) return answer.error = words(emitted.error()), answer;
  CHECK(*emitted == answer.texts.size());
  CHECK(run.emitted() == answer.texts.size());
  answer.count = run.matched();
  answer.next_link = run.next_link();
  for (const std::string& text : answer.texts)
    answer.records.push_back(parsed(text));
  return answer;
}

Answer answer_from_values(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
                          const ApplyOptions& options) {
  Answer answer;
  json::array values;
  for (const std::string& record : records)
    values.push_back(parsed(record));
  const auto response = query.apply(json::object{{"value", std::move(values)}}, context, options);
  if (!response) return answer.error = words(response.error()), answer;
  answer.records = response->at("value").as_array();
  CHECK(response->as_object().contains("@odata.count") == query.counts());
  if (query.counts()) answer.count = response->at("@odata.count").to_number<std::uint64_t>();
  if (const json::value* link = response->as_object().if_contains("@odata.nextLink"))
    answer.next_link = link->as_string().c_str();
  return answer;
}

Answer answer(const Query& query, const std::vector<std::string>& records, EvaluationContext& context,
              const ApplyOptions& options) {
  Answer from_text = answer_from_text(query, records, context, options);
  const Answer from_values = answer_from_values(query, records, context, options);
  CHECK(from_text.error == from_values.error);
  if (!records.empty()) check_text(query, records, context, options, from_text);
  if (!from_text.error.empty()) return from_text;
  CHECK(json::serialize(from_text.records) == json::serialize(from_values.records));
  if (query.counts()) CHECK(from_text.count == from_values.count);
  CHECK(from_text.next_link == from_values.next_link);
  return from_text;
}

}  // namespace tamis::tests
