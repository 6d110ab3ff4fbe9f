// Answers to texts as JSON objects.
#include <tamis/answer.hpp>

#include "src/json/write_string.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string wrong(const Diagnostics& diagnostics) {
  return "{\"ok\":false,\"diagnostics\":" + to_json(diagnostics) + "}";
}

/// Of a text over the limit its reader may have kept only so much that it is known to be: no more is said of it.
std::string too_long(std::uint32_t limit) {
  return wrong({{},
                {{Severity::error,
                  Code::too_long,
                  {limit, 0},
                  "the line is longer than the limit of " + std::to_string(limit) + " bytes"}}});
}

}  // namespace

std::string answer_check(std::string_view text, const Schema& schema, const CheckOptions& options) {
  if (text.size() > options.limits.bytes) return too_long(options.limits.bytes);
  const Result<CheckedText> checked = check(text, schema, options);
  if (!checked) return wrong(checked.error());
  std::string answer = "{\"ok\":true,\"canonical\":";
  json::write_string(checked->canonical, answer);
  return answer + ",\"diagnostics\":" + to_json(checked->warnings) + "}";
}

std::string answer_evaluation(std::string_view text, const Schema& schema, const CompileOptions& options,
                              std::span<const std::string> records, EvaluationContext& context) {
  if (text.size() > options.limits.bytes) return too_long(options.limits.bytes);
  const Result<Expression> expression = Expression::compile(text, schema, options);
  if (!expression) return wrong(expression.error());
  std::string values;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Result<std::string> value = expression->evaluate(records[i], context);
    if (!value)
      return "{\"ok\":false,\"record\":" + std::to_string(i) + ",\"diagnostics\":" + to_json(value.error()) + "}";
    values += (i == 0 ? "" : ",") + *value;
  }
  return "{\"ok\":true,\"values\":[" + values + "],\"diagnostics\":" + to_json(expression->warnings()) + "}";
}

}  // namespace v0
}  // namespace tamis
