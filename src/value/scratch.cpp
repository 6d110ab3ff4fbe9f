// Scratch: what it keeps and what it counts.
#include "src/value/scratch.hpp"

#include <algorithm>

namespace tamis {
inline namespace v0 {

void Scratch::begin(std::uint64_t steps) {
  text_.clear();
  values_.clear();
  if (!decimals_.empty()) decimals_.clear();
  fault_.reset();
  steps_ = steps;
  limit_ = steps;
}

bool Scratch::spend(std::uint64_t steps) {
  if (steps <= steps_) {
    steps_ -= steps;
    return true;
  }
  steps_ = 0;  // what comes after fails too
  return fail(Code::budget_exceeded,
              "evaluating this record takes more than the limit of " + std::to_string(limit_) + " steps");
}

bool Scratch::fail(Code code, std::string message) {
  if (!fault_) fault_ = Fault{code, std::move(message)};
  return false;
}

std::string_view Scratch::keep(std::string_view text) {
  if (text.empty()) return {};
  char* const piece = text_.take(text.size());
  std::copy(text.begin(), text.end(), piece);
  return {piece, text.size()};
}

Value Scratch::keep(const Decimal& number) {
  if (number.is_small()) return Value::of_small(number.coefficient(), number.scale());
  return Value::of_big(&decimals_.emplace_back(number));
}

Value Scratch::keep(std::span<const Value> items) {
  Value* const piece = values_.take(items.size());
  std::copy(items.begin(), items.end(), piece);
  return Value::of_list(piece, items.size());
}

Decimal to_decimal(const Value& number) {
  if (number.kind == ValueKind::integer) return Decimal(number.integer);
  if (number.kind == ValueKind::floating) return Decimal::from_double(number.floating);
  return number.is_long ? *number.big : Decimal(number.small.coefficient, number.small.scale);
}

double to_double(const Value& number) {
  if (number.kind == ValueKind::integer) return static_cast<double>(number.integer);
  if (number.kind == ValueKind::floating) return number.floating;
  return to_decimal(number).to_double();
}

}  // namespace v0
}  // namespace tamis
