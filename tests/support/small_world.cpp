// All expressions of few operators over few atoms, over all records of a small domain.
#include "tests/support/small_world.hpp"

#include <array>

#include <tamis/filter.hpp>

#include "grammar/operators.hpp"
#include "tests/support/differential.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/slow_evaluator.hpp"

namespace tamis::tests {

namespace {

/// Two properties that can be null, one that is compared with them in lists, and what can be written for them.
constexpr std::array<std::string_view, 6> atoms{"int32", "yes", "string", "1", "true", "null"};

/// Each operator but `has`, which wants an enumeration.
std::vector<grammar::OperatorRow> used_operators() {
  std::vector<grammar::OperatorRow> rows;
  for (const auto& row : grammar::operators)
    if (row.id != Operator::has) rows.push_back(row);
  return rows;
}

std::string prefixed(const grammar::OperatorRow& row, const std::string& a) {
  return std::string(row.keyword) + (row.id == Operator::not_ ? " " : "") + "(" + a + ")";
}
std::string joined(const grammar::OperatorRow& row, const std::string& a, const std::string& b) {
  if (row.id == Operator::in) return "(" + a + ") in (" + b + ",2,'a')";
  return "(" + a + ") " + std::string(row.keyword) + " (" + b + ")";
}

/// Well-typed expressions of exactly so many operators.
class Sampler {
 public:
  explicit Sampler(std::uint64_t seed) : random_(seed) {}

  std::string boolean(unsigned operators) {
    if (operators == 0) return word({"yes", "true", "null"});
    const unsigned left = static_cast<unsigned>(random_.below(operators)), right = operators - 1 - left;
    switch (random_.below(6)) {
      case 0: return "not (" + boolean(operators - 1) + ")";
      case 1: return binary(boolean(left), {"and", "or", "eq", "ne"}, boolean(right));
      case 2: return binary(boolean(left), {"and", "or"}, boolean(right));
      case 3:
        if (operators == 1)
          return "(string) " + word({"eq", "ne", "gt", "ge", "lt", "le"}) + " (" + word({"string", "null"}) + ")";
        [[fallthrough]];
      default: return binary(number(left), {"eq", "ne", "gt", "ge", "lt", "le"}, number(right));
      case 5: return "(" + number(operators - 1) + ") in (1,null,int32)";
    }
  }
  std::string number(unsigned operators) {
    if (operators == 0) return word({"int32", "1", "int32", "null"});
    if (random_.one_in(5)) return "-(" + number(operators - 1) + ")";
    const unsigned left = static_cast<unsigned>(random_.below(operators));
    return binary(number(left), {"add", "sub", "mul", "div", "divby", "mod"}, number(operators - 1 - left));
  }
  unsigned size() { return 3 + static_cast<unsigned>(random_.below(3)); }
  bool flip() { return random_.one_in(2); }

 private:
  using Words = std::initializer_list<std::string_view>;
  std::string word(Words words) { return std::string(words.begin()[random_.below(words.size())]); }
  std::string binary(const std::string& a, Words words, const std::string& b) {
    return "(" + a + ") " + word(words) + " (" + b + ")";
  }
  Random random_;
};

std::string answer(const Result<std::string>& result) {
  return result ? *result : "error " + std::string(name(result.error().items.front().code));
}

}  // namespace

SmallWorld::SmallWorld() : context_(random_test_options()) {
  static const std::array<Json, 5> numbers{Json(), Json::number("0"), Json::number("1"), Json::number("-2"),
                                           Json::number("7")};
  static const std::array<Json, 3> truths{Json(), Json::boolean(true), Json::boolean(false)};
  static const std::array<Json, 3> texts{Json(), Json::string(""), Json::string("a")};
  for (const Json& number : numbers)
    for (const Json& truth : truths)
      for (const Json& text : texts) {
        Json record = Json::object();
        record.members = {{"int32", number}, {"yes", truth}, {"string", text}};
        records_.push_back({record, to_text(record), to_boost(record)});
      }
}

void SmallWorld::differ(const std::string& text, const Record& record, const std::string& slow,
                        const std::string& fast) {
  if (differences_++ != 0) return;
  first_ = text;
  first_ += "\nrecord " + record.text;
  first_ += "\nslow " + slow;
  first_ += "\nfast " + fast;
}

void SmallWorld::try_one(const std::string& text) {
  ++expressions_;
  const auto expression = Expression::compile(text, every_type());
  if (!expression) return;
  ++well_typed_;
  const bool condition = expression->type().kind == TypeKind::boolean && !expression->type().collection;
  const auto filter = condition ? Filter::compile(text, every_type()) : Result<Filter>(Diagnostics{});
  for (const Record& record : records_) {
    ++evaluations_;
    const SlowResult expected = evaluate_slowly(*expression, every_type(), record_type(), record.json);
    const std::string slow = words_of(expected);
    for (const auto& got : {expression->evaluate(record.text, context_), expression->evaluate(record.value, context_)})
      if (!agree(expected, got)) differ(text, record, slow, answer(got));
    if (!filter) {
      if (condition) differ(text, record, slow, "the filter does not compile");
      continue;
    }
    if (std::holds_alternative<Failure>(expected)) continue;  // a filter may know without asking what fails
    for (const auto& hit : {filter->matches(record.text, context_), filter->matches(record.value, context_)})
      if (!hit || *hit != (slow == "true"))
        differ(text, record, slow, !hit ? "the filter fails" : *hit ? "matches" : "does not");
  }
}

void SmallWorld::try_all(unsigned most_operators) {
  const std::vector<grammar::OperatorRow> operators = used_operators();
  std::vector<std::vector<std::string>> of_size{{atoms.begin(), atoms.end()}};
  for (unsigned size = 1; size <= most_operators; ++size) {
    std::vector<std::string> made;
    for (const auto& row : operators) {
      if (row.arity == grammar::Arity::prefix) {
        for (const std::string& a : of_size[size - 1])
          made.push_back(prefixed(row, a));
        continue;
      }
      for (unsigned left = 0; left < size; ++left)
        for (const std::string& a : of_size[left])
          for (const std::string& b : of_size[size - 1 - left])
            made.push_back(joined(row, a, b));
    }
    of_size.push_back(std::move(made));
  }
  for (const auto& texts : of_size)
    for (const std::string& text : texts)
      try_one(text);
}

void SmallWorld::try_some(std::uint64_t count, std::uint64_t seed) {
  Sampler sampler(seed);
  for (std::uint64_t i = 0; i < count; ++i) {
    const unsigned operators = sampler.size();
    try_one(sampler.flip() ? sampler.boolean(operators) : sampler.number(operators));
  }
}

}  // namespace tamis::tests
