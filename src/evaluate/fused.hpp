// What predicates ask of one value: the tests by themselves, for records of any form. Each gives an answer only
// where it is sure of it; then it is what the machine would answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "src/compile/predicate.hpp"

namespace tamis {
inline namespace v0 {

enum class Verdict : std::uint8_t { no, yes, null, unsure };

constexpr Verdict verdict(bool yes) noexcept { return yes ? Verdict::yes : Verdict::no; }

/// Where a predicate leads with this answer.
constexpr std::uint32_t way(const Predicate& p, Verdict answer) noexcept {
  return answer == (p.negative ? Verdict::no : Verdict::yes) ? p.yes : p.no;
}

/// Whether a comparison holds, by the sign of left minus right.
constexpr bool holds(Operator op, int order) noexcept {
  switch (op) {
    case Operator::eq: return order == 0;
    case Operator::ne: return order != 0;
    case Operator::gt: return order > 0;
    case Operator::ge: return order >= 0;
    case Operator::lt: return order < 0;
    case Operator::le: return order <= 0;
    default: return false;
  }
}

/// A comparison with null of a value that is null, or of one that is not.
constexpr Verdict compared_with_null(const Predicate& p, bool is_null) noexcept {
  switch (p.op) {
    case Operator::eq:
    case Operator::ge:
    case Operator::le: return verdict(is_null);
    case Operator::ne: return verdict(!is_null);
    default: return Verdict::no;
  }
}

/// The answer where the value is null or absent, and the literal is not null.
constexpr Verdict of_null(const Predicate& p) noexcept {
  switch (p.ask) {
    case Ask::null: return compared_with_null(p, true);
    case Ask::flag:
    case Ask::contains:
    case Ask::starts:
    case Ask::ends: return Verdict::null;
    case Ask::texts: return Verdict::no;
    case Ask::entry:
    case Ask::any:
    case Ask::all: return Verdict::unsure;
    default: return verdict(p.op == Operator::ne);
  }
}

inline bool same_text(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && KeyedText(a) == KeyedText(b);
}

/// Asks of the text of a string value (escapes undone): text, texts, member, moment, contains, starts, ends.
/// `buffer` is memory for a text in another case.
Verdict ask_text(const Predicates& all, const Predicate& p, std::string_view text, std::string& buffer);

// Asks `number` of a JSON number: of the integer or the double that a parsed value holds, or of its text.
Verdict ask_integer(const Bound& bound, Operator op, std::int64_t number) noexcept;
Verdict ask_double(const Bound& bound, Operator op, double number) noexcept;
Verdict ask_number_text(const Bound& bound, Operator op, std::string_view text, bool integral) noexcept;

}  // namespace v0
}  // namespace tamis
