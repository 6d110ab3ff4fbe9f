// Scratch: what it keeps and what it counts.
#include "src/value/scratch.hpp"

#include <algorithm>

namespace tamis {
inline namespace v0 {

void Scratch::begin(std::uint64_t steps) {
  text_.clear();
  values_.clear();
  flags_.clear();
  places_.clear();
  if (!decimals_.empty()) decimals_.clear();
  geos_used_ = 0;
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

bool Scratch::fail(Code code, std::string message, std::optional<std::uint64_t> data_offset) {
  if (!fault_) fault_ = Fault{code, std::move(message), data_offset};
  return false;
}

bool Scratch::recode(Code from, Code to) {
  if (fault_ && fault_->code == from) fault_->code = to;
  return false;
}

bool* Scratch::flags(std::size_t count) {
  bool* const piece = flags_.take(count);
  std::fill_n(piece, count, false);
  return piece;
}

std::string_view Scratch::keep(std::string_view text) {
  if (text.empty()) return {};
  char* const piece = text_.take(text.size());
  std::copy(text.begin(), text.end(), piece);
  return {piece, text.size()};
}

Value Scratch::keep(const Decimal& number) {
  if (number.is_small()) return Value::of_small(number.coefficient(), number.scale());
  if (!spend(1 + number.cost())) return Value();
  return Value::of_big(&decimals_.emplace_back(number));
}

Value Scratch::keep(std::span<const Value> items) {
  Value* const piece = values_.take(items.size());
  std::copy(items.begin(), items.end(), piece);
  return Value::of_list(piece, items.size());
}

Geo& Scratch::geo() {
  if (geos_used_ == geos_.size()) geos_.emplace_back();
  Geo& geo = geos_[geos_used_++];
  geo.clear();
  return geo;
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

float to_single(const Value& number) {
  if (number.kind == ValueKind::integer) return static_cast<float>(number.integer);
  if (number.kind == ValueKind::floating) return static_cast<float>(number.floating);
  return to_decimal(number).to_single();  // not by way of a double, which would be rounding twice
}

}  // namespace v0
}  // namespace tamis
