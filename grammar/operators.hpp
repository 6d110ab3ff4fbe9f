// The one table of operators: keyword, precedence, associativity, place in the standard. Parser, binder,
// printer and documentation read it. OData 4.01 Part 2 §5.1.1.17 (precedence); associativity is left
// throughout, which the standard leaves open.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <tamis/tree.hpp>

namespace tamis::grammar {

/// How tightly an operator binds; a greater number binds tighter. The prefix operators stand between
/// the binary ones: `not a eq b` is `(not a) eq b`, `not a in (b)` is `not (a in (b))`.
enum class Precedence : std::uint8_t {
  none,  // the whole text, or the inside of brackets
  conditional_or,
  conditional_and,
  equality,
  relational,
  additive,
  multiplicative,
  unary,
  membership,  // has, in: "primary" in the standard's table
  primary      // operands themselves
};

enum class Arity : std::uint8_t { prefix, binary, chain };

struct OperatorRow {
  Operator id;
  std::string_view keyword;
  Precedence precedence;
  Arity arity;               ///< chain: one node with any number of operands
  std::string_view section;  ///< of OData 4.01 Part 2
  bool since_4_01 = false;   ///< services of version 4.0 do not know it
};

inline constexpr std::array operators{
    OperatorRow{Operator::or_, "or", Precedence::conditional_or, Arity::chain, "5.1.1.1.8"},
    OperatorRow{Operator::and_, "and", Precedence::conditional_and, Arity::chain, "5.1.1.1.7"},
    OperatorRow{Operator::eq, "eq", Precedence::equality, Arity::binary, "5.1.1.1.1"},
    OperatorRow{Operator::ne, "ne", Precedence::equality, Arity::binary, "5.1.1.1.2"},
    OperatorRow{Operator::gt, "gt", Precedence::relational, Arity::binary, "5.1.1.1.3"},
    OperatorRow{Operator::ge, "ge", Precedence::relational, Arity::binary, "5.1.1.1.4"},
    OperatorRow{Operator::lt, "lt", Precedence::relational, Arity::binary, "5.1.1.1.5"},
    OperatorRow{Operator::le, "le", Precedence::relational, Arity::binary, "5.1.1.1.6"},
    OperatorRow{Operator::add, "add", Precedence::additive, Arity::binary, "5.1.1.2.1"},
    OperatorRow{Operator::sub, "sub", Precedence::additive, Arity::binary, "5.1.1.2.2"},
    OperatorRow{Operator::mul, "mul", Precedence::multiplicative, Arity::binary, "5.1.1.2.4"},
    OperatorRow{Operator::div, "div", Precedence::multiplicative, Arity::binary, "5.1.1.2.5"},
    OperatorRow{Operator::divby, "divby", Precedence::multiplicative, Arity::binary, "5.1.1.2.5", true},
    OperatorRow{Operator::mod, "mod", Precedence::multiplicative, Arity::binary, "5.1.1.2.6"},
    OperatorRow{Operator::not_, "not", Precedence::unary, Arity::prefix, "5.1.1.1.9"},
    OperatorRow{Operator::negate, "-", Precedence::unary, Arity::prefix, "5.1.1.2.3"},
    OperatorRow{Operator::has, "has", Precedence::membership, Arity::binary, "5.1.1.1.10"},
    OperatorRow{Operator::in, "in", Precedence::membership, Arity::binary, "5.1.1.1.11", true},
};

constexpr const OperatorRow& row(Operator op) noexcept { return operators[static_cast<std::size_t>(op)]; }

constexpr bool in_order() noexcept {
  for (std::size_t i = 0; i < operators.size(); ++i)
    if (static_cast<std::size_t>(operators[i].id) != i) return false;
  return true;
}
static_assert(in_order(), "the rows stand in the order of tamis::Operator");

}  // namespace tamis::grammar
