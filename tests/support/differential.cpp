// One comparison of the evaluator with its slow twin.
#include "tests/support/differential.hpp"

#include <boost/json/value.hpp>
#include <chrono>

#include "tests/support/every_type.hpp"
#include "tests/support/slow_evaluator.hpp"

namespace tamis::tests {

namespace {

constexpr std::chrono::system_clock::time_point now{std::chrono::seconds(1'600'000'000)};

/// The errors, without the warnings.
std::string errors_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error)
      text += (text.empty() ? "" : "; ") + std::string(name(d.code)) + ": " + d.message;
  return text;
}

std::string first_code(const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics)
    if (d.severity == Severity::error) return std::string(name(d.code));
  return "no error";
}

std::string report(const std::string& origin, const std::string& expression, const std::string& record,
                   const std::string& expected, const std::string& got, const char* over) {
  return origin + "\nexpression " + expression + "\nrecord " + record + "\nslow " + expected + "\nfast " + got
       + " (over " + over + ")";
}

}  // namespace

std::string words_of(const SlowResult& result) {
  if (const auto* failure = std::get_if<Failure>(&result)) return std::string(name(failure->code));
  return to_text(to_json(every_type(), std::get<Value>(result)));
}

bool agree(const SlowResult& expected, const Result<std::string>& got) {
  if (const auto* failure = std::get_if<Failure>(&expected))
    return !got && first_code(got.error()) == name(failure->code);
  return got && says(every_type(), std::get<Value>(expected), parse_json(*got));
}

bool fails_always(const Diagnostics& errors) {
  return first_code(errors) == "division-by-zero" || first_code(errors) == "invalid-argument";
}

EvaluationOptions random_test_options() {
  EvaluationOptions options;
  options.clock = [] { return now; };
  return options;
}

std::optional<std::string> find_difference(std::uint64_t seed, EvaluationContext& context, const Features& features) {
  Random random(seed);
  return find_difference(random, "seed " + std::to_string(seed), context, features);
}

std::optional<std::string> find_difference(Random& random, const std::string& origin, EvaluationContext& context,
                                           const Features& features) {
  const std::string text = random_expression(random, features);
  const auto expression = Expression::compile(text, every_type());
  if (!expression) {
    if (fails_always(expression.error())) return std::nullopt;
    return report(origin, text, "", "", errors_of(expression.error()), "nothing: it does not compile");
  }
  const auto answer = [](const Result<std::string>& result) { return result ? *result : errors_of(result.error()); };
  const std::string canonical = expression->text();
  const auto reread = Expression::compile(canonical, every_type());
  if (!reread) return report(origin, text, "", canonical, errors_of(reread.error()), "nothing: its canonical text");
  for (std::uint64_t i = 0; i < records_per_expression; ++i) {
    const Json record = random_record(random);
    const SlowResult expected = evaluate_slowly(*expression, every_type(), record_type(), record, now);
    const auto from_text = expression->evaluate(random_spelling(random, record), context);
    if (!agree(expected, from_text))
      return report(origin, text, to_text(record), words_of(expected), answer(from_text), "text");
    if (i == 0)
      if (const auto again = reread->evaluate(to_text(record), context); !agree(expected, again))
        return report(origin, canonical, to_text(record), words_of(expected), answer(again), "its canonical text");
    if (!survives_boost(record)) continue;
    const auto from_value = expression->evaluate(to_boost(record), context);
    if (!agree(expected, from_value))
      return report(origin, text, to_text(record), words_of(expected), answer(from_value), "a value");
  }
  return std::nullopt;
}

}  // namespace tamis::tests
