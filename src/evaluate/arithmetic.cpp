// Arithmetic operators: integers stay integers and become decimals beyond Edm.Int64, decimals are exact, a double
// or single makes the result one (but for divby), and what time values have.
#include "src/evaluate/arithmetic.hpp"

#include <cmath>
#include <limits>

#include "src/evaluate/functions.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

bool zero_divisor(Scratch& scratch) { return scratch.fail(Code::division_by_zero, "division by zero"); }

bool too_large(Scratch& scratch, std::string_view type) {
  return scratch.fail(Code::overflow, "the result does not fit " + std::string(type));
}

double signed_infinity(int sign) noexcept {
  return sign == 0 ? std::numeric_limits<double>::quiet_NaN() : sign < 0 ? -HUGE_VAL : HUGE_VAL;
}

// a × b where it fits.
std::optional<std::int64_t> product(std::int64_t a, std::int64_t b) noexcept {
  if (a == 0 || b == 0) return 0;
  if ((a == -1 && b == least) || (b == -1 && a == least)) return std::nullopt;
  const bool same_sign = (a < 0) == (b < 0);
  if (same_sign ? (a > 0 ? a > largest / b : a < largest / b) : (a > 0 ? b < least / a : a < least / b))
    return std::nullopt;
  return a * b;
}

std::optional<std::int64_t> integer_result(Operator op, std::int64_t a, std::int64_t b) noexcept {
  switch (op) {
    case Operator::add:
      if (b > 0 ? a > largest - b : a < least - b) return std::nullopt;
      return a + b;
    case Operator::sub:
      if (b < 0 ? a > largest + b : a < least + b) return std::nullopt;
      return a - b;
    case Operator::mul: return product(a, b);
    case Operator::div:
      if (a == least && b == -1) return std::nullopt;
      return a / b;                       // truncates toward zero
    default: return b == -1 ? 0 : a % b;  // has the sign of a
  }
}

template <typename Float>
Float floating_result(Operator op, Float a, Float b) noexcept {
  switch (op) {
    case Operator::add: return a + b;
    case Operator::sub: return a - b;
    case Operator::mul: return a * b;
    case Operator::mod: return std::fmod(a, b);
    default: return a / b;
  }
}

bool is_double(const Value& number) noexcept { return number.kind == ValueKind::floating && !number.single; }

// Promotion: Double comes first, then Single.
bool floats(Operator op, const Value& a, const Value& b, Scratch& scratch, Value& result) {
  if (!scratch.spend_digits(a) || !scratch.spend_digits(b)) return false;
  if (op == Operator::mod && to_double(b) == 0) return zero_divisor(scratch);
  if (is_double(a) || is_double(b))
    result = Value::of(floating_result(op, to_double(a), to_double(b)));
  else
    result = Value::of_single(floating_result(op, to_single(a), to_single(b)));
  return true;
}

std::optional<Decimal> decimal_result(Operator op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Operator::add: return add(a, b);
    case Operator::sub: return subtract(a, b);
    case Operator::mul: return multiply(a, b);
    case Operator::mod: return remainder(a, b);
    default: return divide(a, b);
  }
}

bool decimals(Operator op, const Value& a, const Value& b, Scratch& scratch, Value& result) {
  if (!scratch.spend_digits(a) || !scratch.spend_digits(b)) return false;
  const Decimal left = to_decimal(a), right = to_decimal(b);
  const bool floating_scale = a.floating_scale || b.floating_scale || op == Operator::divby;
  if (right.sign() == 0 && (op == Operator::div || op == Operator::divby || op == Operator::mod)) {
    if (op == Operator::mod || (op == Operator::div && !a.floating_scale)) return zero_divisor(scratch);
    result = Value::of(signed_infinity(left.sign()));
    return true;
  }
  const auto found = decimal_result(op, left, right);
  if (!found) return too_large(scratch, "Edm.Decimal");
  if (!scratch.spend_bytes(found->is_small() ? 0 : Decimal::max_digits)) return false;
  result = scratch.keep(*found);
  result.floating_scale = floating_scale;
  return true;
}

bool is_finite(const Value& number) noexcept {
  return number.kind != ValueKind::floating || std::isfinite(number.floating);
}

bool numbers(Operator op, const Value& a, const Value& b, Scratch& scratch, Value& result) {
  if (op == Operator::divby && is_finite(a) && is_finite(b)) return decimals(op, a, b, scratch, result);
  if (a.kind == ValueKind::floating || b.kind == ValueKind::floating) return floats(op, a, b, scratch, result);
  if (a.kind == ValueKind::integer && b.kind == ValueKind::integer && op != Operator::divby) {
    if (b.integer == 0 && (op == Operator::div || op == Operator::mod)) return zero_divisor(scratch);
    if (const auto found = integer_result(op, a.integer, b.integer)) {
      result = Value::of(*found);
      return true;
    }
    // Too large for Edm.Int64: exact as Edm.Decimal, also -2^63 div -1.
  }
  return decimals(op, a, b, scratch, result);
}

template <typename T>
bool keep(const std::optional<T>& found, std::string_view type, Scratch& scratch, Value& result) {
  if (!found) return too_large(scratch, type);
  result = Value::of(*found);
  return true;
}

// duration × number, duration ÷ number
bool scale(Operator op, const Duration& duration, const Value& number, Scratch& scratch, Value& result) {
  const bool dividing = op != Operator::mul;
  if (!scratch.spend_digits(number)) return false;
  if (dividing && number.kind == ValueKind::floating && std::isinf(number.floating)) {
    result = Value::of(Duration());
    return true;
  }
  if (!is_finite(number)) return too_large(scratch, "Edm.Duration");
  const Decimal factor = to_decimal(number);
  if (dividing && factor.sign() == 0) return zero_divisor(scratch);
  const Decimal seconds = total_seconds(duration);
  const auto scaled = dividing ? divide(seconds, factor) : multiply(seconds, factor);
  return keep(scaled ? to_duration(*scaled) : std::nullopt, "Edm.Duration", scratch, result);
}

bool is_scaling(Operator op) noexcept { return op == Operator::mul || op == Operator::div || op == Operator::divby; }

// Time values, or texts of them where the type of the text is unknown; null for what is not defined.
bool temporal(Operator op, const Value& left, const Value& right, Scratch& scratch, Value& result) {
  using enum ValueKind;
  const Value a = as_temporal(left, scratch), b = as_temporal(right, scratch);
  result = Value();
  if (a.kind == duration && b.is_number() && is_scaling(op)) return scale(op, a.duration(), b, scratch, result);
  if (a.is_number() && b.kind == duration && op == Operator::mul) return scale(op, b.duration(), a, scratch, result);
  if (op != Operator::add && op != Operator::sub) return true;
  if (b.kind == duration) {
    const Duration by = op == Operator::sub ? negated(b.duration()) : b.duration();
    if (a.kind == duration) return keep(add(a.duration(), by), "Edm.Duration", scratch, result);
    if (a.kind == date) return keep(add(a.date(), by), "Edm.Date", scratch, result);
    if (a.kind == date_time_offset) return keep(add(a.date_time(), by), "Edm.DateTimeOffset", scratch, result);
  } else if (op == Operator::sub && a.kind == b.kind) {
    if (a.kind == date) result = Value::of(difference(a.date(), b.date()));
    if (a.kind == date_time_offset) result = Value::of(difference(a.date_time(), b.date_time()));
  }
  return true;
}

}  // namespace

bool calculate(Operator op, const Value& a, const Value& b, Scratch& scratch, Value& result) {
  if (a.is_number() && b.is_number()) return numbers(op, a, b, scratch, result);
  if (a.kind == ValueKind::unknown || b.kind == ValueKind::unknown) {
    result = Value::unknown();
    return true;
  }
  return temporal(op, a, b, scratch, result);
}

bool negate(const Value& of, Scratch& scratch, Value& result) {
  const Value operand = as_temporal(of, scratch);
  switch (operand.kind) {
    case ValueKind::unknown: result = operand; return true;
    case ValueKind::integer:
      result = operand.integer == least ? scratch.keep(Decimal(least).negated()) : Value::of(-operand.integer);
      return true;
    case ValueKind::decimal:
      result = scratch.keep(to_decimal(operand).negated());
      result.floating_scale = operand.floating_scale;
      return true;
    case ValueKind::floating:
      result = operand;
      result.floating = -operand.floating;
      return true;
    case ValueKind::duration: result = Value::of(negated(operand.duration())); return true;
    default: result = Value(); return true;
  }
}

}  // namespace v0
}  // namespace tamis
