// Laws that hold of every expression and record, tried on random ones: no second evaluator needed.
#include <doctest/doctest.h>

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>

#include "tests/support/differential.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/random_expression.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

constexpr std::uint64_t tries = 1000;

/// Conditions whose evaluation never fails, so that leaving a part out makes no difference.
constexpr Features never_failing{.failing = false};

std::string value(const std::string& text, const std::string& record, EvaluationContext& context) {
  const auto expression = Expression::compile(text, every_type());
  if (!expression && fails_always(expression.error())) return std::string(name(expression.error().begin()->code));
  if (!expression) return "does not compile: " + render(expression.error());
  const auto result = expression->evaluate(record, context);
  return result ? *result : std::string(name(result.error().begin()->code));
}

/// For each seed: two expressions that must have the same value over a random record.
template <typename Make>
void check_same_value(Make make) {
  EvaluationContext context(random_test_options());
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const auto sides = make(random);
    const std::string &left = sides.left, &right = sides.right;  // clang 14 captures no structured bindings
    const std::string record = random_spelling(random, random_record(random));
    const std::string a = value(left, record, context), b = value(right, record, context);
    REQUIRE_MESSAGE(a == b, "seed ", seed, ": ", left, " is ", a, ", ", right, " is ", b, " over ", record);
    REQUIRE_MESSAGE(a.find("does not compile") == std::string::npos, "seed ", seed, ": ", a);
  }
}

std::string condition(Random& random) { return "(" + random_expression(random, Sort::boolean, 2, never_failing) + ")"; }

struct Pair {
  std::string left, right;
};

/// Any sort of single value that eq compares.
Sort comparable(Random& random) {
  static constexpr Sort sorts[] = {Sort::boolean,     Sort::integer,  Sort::decimal, Sort::floating,
                                   Sort::string,      Sort::guid,     Sort::date,    Sort::date_time,
                                   Sort::time_of_day, Sort::duration, Sort::colour,  Sort::pattern};
  return random.pick(sorts);
}

std::string operand(Random& random, Sort sort) { return "(" + random_expression(random, sort, 1, never_failing) + ")"; }

/// For each seed: one expression over two records that must give the same value, compared as text. Whole parts of the
/// record are no such expressions: they show the order of members.
template <typename Change>
void check_same_answer(Change change) {
  EvaluationContext context(random_test_options());
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const std::string text = random_expression(random, random.one_in(2) ? Sort::boolean : comparable(random), 2);
    const Json record = random_record(random);
    const std::string before = to_text(record), after = change(random, record);
    const std::string a = value(text, before, context), b = value(text, after, context);
    REQUIRE_MESSAGE(a == b, "seed ", seed, ": ", text, " is ", a, " over ", before, " and ", b, " over ", after);
  }
}

}  // namespace

TEST_CASE("laws: De Morgan") {
  check_same_value([](Random& random) {
    const std::string p = condition(random), q = condition(random);
    return random.one_in(2) ? Pair{"not (" + p + " and " + q + ")", "not " + p + " or not " + q}
                            : Pair{"not (" + p + " or " + q + ")", "not " + p + " and not " + q};
  });
}

TEST_CASE("laws: double negation; and and or with the same twice, with true, with false") {
  check_same_value([](Random& random) {
    const std::string p = condition(random);
    switch (random.below(4)) {
      case 0: return Pair{"not (not " + p + ")", p};
      case 1: return Pair{p + " and " + p, p + " or " + p};
      case 2: return Pair{p + " and true", p + " or false"};
      default: return Pair{p + " and false", "not (" + p + " or true)"};
    }
  });
}

TEST_CASE("laws: in is eq or eq") {
  check_same_value([](Random& random) {
    const Sort sort = comparable(random);
    const std::string x = operand(random, sort), a = random_literal(random, sort), b = random_literal(random, sort);
    return Pair{x + " in (" + a + "," + b + ")", x + " eq " + a + " or " + x + " eq " + b};
  });
}

TEST_CASE("laws: ne is not eq, lt is gt the other way round") {
  check_same_value([](Random& random) {
    const Sort sort = comparable(random);
    const std::string a = operand(random, sort), b = operand(random, sort);
    switch (random.below(3)) {
      case 0: return Pair{a + " ne " + b, "not (" + a + " eq " + b + ")"};
      case 1: return Pair{a + " lt " + b, b + " gt " + a};
      default: return Pair{a + " le " + b, b + " ge " + a};
    }
  });
}

TEST_CASE("laws: any is not all not, where the predicate is never null") {
  check_same_value([](Random& random) {
    const RandomLambda lambda = random_lambda(random, 2, never_failing);
    const std::string predicate = "(" + lambda.predicate + ") eq true";  // false where it is null
    return Pair{lambda.collection + "/any(v:" + predicate + ")",
                "not " + lambda.collection + "/all(v:not (" + predicate + "))"};
  });
}

TEST_CASE("laws: a filtered collection") {
  check_same_value([](Random& random) {
    const RandomLambda lambda = random_lambda(random, 2, never_failing);
    return random.one_in(2) ? Pair{lambda.collection + "/$filter(true)/$count", "length(" + lambda.collection + ")"}
                            : Pair{lambda.collection + "/$count($filter=false)", "0"};
  });
}

TEST_CASE("laws: the canonical text means the same") {
  EvaluationContext context(random_test_options());
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const std::string text = random_expression(random);
    const auto expression = Expression::compile(text, every_type());
    if (!expression && fails_always(expression.error())) continue;
    REQUIRE_MESSAGE(expression.has_value(), text);
    const std::string canonical = expression->text();
    const std::string record = to_text(random_record(random));
    const std::string a = value(text, record, context), b = value(canonical, record, context);
    REQUIRE_MESSAGE(a == b, "seed ", seed, ": ", text, " is ", a, ", ", canonical, " is ", b, " over ", record);
  }
}

TEST_CASE("laws: the order of members is no matter") {
  check_same_answer([](Random& random, const Json& record) { return to_text(shuffled(random, record)); });
}

TEST_CASE("laws: members that the schema does not know are no matter") {
  check_same_answer([](Random& random, const Json& record) { return to_text(with_unknown_members(random, record)); });
}

TEST_CASE("laws: escapes and blanks are no matter") {
  check_same_answer([](Random& random, const Json& record) { return random_spelling(random, record); });
}
