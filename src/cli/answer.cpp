// The answers of --lines: one JSON object, with a line feed, for a text.
#include "src/cli/answer.hpp"

#include <boost/json.hpp>

namespace tamis::cli {

namespace {

std::string answer_ok(const CheckedText& checked) {
  return "{\"ok\":true,\"canonical\":" + boost::json::serialize(boost::json::string_view(checked.canonical))
       + ",\"diagnostics\":" + to_json(checked.warnings) + "}\n";
}

std::string answer_wrong(const Diagnostics& diagnostics) {
  return "{\"ok\":false,\"diagnostics\":" + to_json(diagnostics) + "}\n";
}

}  // namespace

std::string answer_check(const std::string& line, const Schema& schema, const CheckOptions& options) {
  const Result<CheckedText> checked = check(line, schema, options);
  return checked ? answer_ok(*checked) : answer_wrong(checked.error());
}

std::string answer_eval(const std::string& line, const Schema& schema, const CompileOptions& options,
                        const std::vector<std::string>& records, EvaluationContext& context) {
  const Result<Expression> expression = Expression::compile(line, schema, options);
  if (!expression) return answer_wrong(expression.error());
  std::string values;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Result<std::string> value = expression->evaluate(records[i], context);
    if (!value)
      return "{\"ok\":false,\"record\":" + std::to_string(i) + ",\"diagnostics\":" + to_json(value.error()) + "}\n";
    values += (i == 0 ? "" : ",") + *value;
  }
  return "{\"ok\":true,\"values\":[" + values + "],\"diagnostics\":" + to_json(expression->warnings()) + "}\n";
}

std::string answer_too_long(std::uint32_t limit) {
  return answer_wrong({{},
                       {{Severity::error,
                         Code::too_long,
                         {limit, 0},
                         "the line is longer than the limit of " + std::to_string(limit) + " bytes"}}});
}

}  // namespace tamis::cli
