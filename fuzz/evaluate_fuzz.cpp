// Property: an expression over any JSON text has a value or an error; a Boost value and its serialised text give the
// same value or the same error, one by one and many at once; a filter says what its expression says. The input: a byte
// for the schema, a byte for what is absent, a line that is the expression, the record.
#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

std::string words(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) return std::string(name(d.code));
  violated("failed without an error", diagnostics.text, to_json(diagnostics));
}
std::string words(const Result<std::string>& result) { return result ? *result : words(result.error()); }
std::string words(const Result<bool>& result) {
  return !result ? words(result.error()) : *result ? "matches" : "does not match";
}

void check_filter(std::string_view text, const Schema& against, const boost::json::value& value,
                  const std::string& written, const std::string& answer, EvaluationContext& context) {
  const auto filter = Filter::compile(text, against);
  if (!filter) return check_failure(filter.error(), text);
  const std::string from_value = words(filter->matches(value, context));
  const std::string from_text = words(filter->matches(std::string_view(written), context));
  if (from_value != from_text)
    violated("a filter over a value and over its text", text, from_value + ", " + from_text + ": " + written);
  const std::vector<boost::json::value> several(3, value);
  std::uint64_t bits = 0;
  const auto count = filter->matches(several, std::span(&bits, 1), context);
  const std::string at_once = !count ? words(count.error()) : *count == 3 && bits == 7 ? "matches" : "does not match";
  if (at_once != from_value || (count && *count != 0) != (bits != 0))
    violated("a filter over one value and over three", text, from_value + ", " + at_once + ": " + written);
  const bool decided = answer == "true" || answer == "false" || answer == "null";
  if (decided && from_value != (answer == "true" ? "matches" : "does not match"))
    violated("a filter and its expression", text, from_value + ", " + answer + ": " + written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const Schema& against = schema(choice(bytes.next()));
  EvaluationOptions options;
  options.absent = static_cast<Absent>(bytes.next() % 3);
  options.clock = at_noon;
  options.limits.steps = 20'000;
  const std::string_view text = bytes.line(), record = bytes.rest();

  const auto expression = Expression::compile(text, against);
  if (!expression) return check_failure(expression.error(), text), 0;
  EvaluationContext context(options);
  const auto direct = expression->evaluate(record, context);
  if (!direct) check_failure(direct.error(), direct.error().text);

  boost::json::error_code error;
  const boost::json::value value = boost::json::parse({record.data(), record.size()}, error);
  if (error || !is_written_as_itself(value)) return 0;
  const std::string written = boost::json::serialize(value);
  const std::string from_value = words(expression->evaluate(value, context));
  const std::string from_text = words(expression->evaluate(std::string_view(written), context));
  if (from_value != from_text) violated("a value and its text", text, from_value + ", " + from_text + ": " + written);
  check_filter(text, against, value, written, from_value, context);
  return 0;
}
