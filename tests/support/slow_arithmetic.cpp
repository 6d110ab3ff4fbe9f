// Arithmetic of the slow evaluator: OData 4.01 Part 2 §5.1.1.2, promotion §5.1.1.18.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/slow_operations.hpp"

namespace tamis::tests {

using Kind = Value::Kind;

namespace {

template <typename Real>
Real real_result(Operator op, Real a, Real b) {
  switch (op) {
    case Operator::add: return a + b;
    case Operator::sub: return a - b;
    case Operator::mul: return a * b;
    case Operator::mod:
      if (b == 0) throw Failure{Code::division_by_zero};  // the text does not exempt floating types
      return std::fmod(a, b);
    default: return a / b;
  }
}

// By zero: an infinity or NaN by the sign of the left operand.
Value divided_by_zero(const Dec& left) {
  const double infinity = std::numeric_limits<double>::infinity();
  if (left.is_zero()) return Value::floating(std::numeric_limits<double>::quiet_NaN());
  return Value::floating(left.coefficient < 0 ? -infinity : infinity);
}

Value integer_result(Operator op, const Integer& a, const Integer& b) {
  switch (op) {
    case Operator::add: return Value::integer(a + b);
    case Operator::sub: return Value::integer(a - b);
    case Operator::mul: return Value::integer(a * b);
    default: break;
  }
  if (b == 0) throw Failure{Code::division_by_zero};
  return Value::integer(op == Operator::div ? Integer(a / b) : Integer(a % b));  // towards zero; sign of the left
}

Value exact_result(Operator op, const Value& left, const Value& right) {
  const Dec &a = left.number, &b = right.number;
  switch (op) {
    case Operator::add: return Value::decimal(a + b);
    case Operator::sub: return Value::decimal(a - b);
    case Operator::mul: return Value::decimal(a * b);
    default: break;
  }
  if (!b.is_zero()) return Value::decimal(op == Operator::mod ? remainder(a, b) : quotient(a, b));
  if (op == Operator::divby || (op == Operator::div && left.floating_scale)) return divided_by_zero(a);
  throw Failure{Code::division_by_zero};
}

// §5.1.1.2: floating scale goes over to the result; divby, which may give INF, has it in any case.
Value decimal_result(Operator op, const Value& left, const Value& right) {
  Value result = exact_result(op, left, right);
  result.floating_scale = left.floating_scale || right.floating_scale || op == Operator::divby;
  return result;
}

bool is_finite(const Value& number) { return number.kind < Kind::single || std::isfinite(number.real); }

Value as_decimal(const Value& number) {
  if (number.kind < Kind::single) return number;
  return Value::decimal(number.kind == Kind::single ? Dec::of(number.to_float()) : Dec::of(number.to_double()));
}

Value numeric(Operator op, const Value& a, const Value& b) {
  // §5.1.1.2.6: the operands of divby are promoted to Decimal, as far as they can be.
  if (op == Operator::divby && is_finite(a) && is_finite(b)) return decimal_result(op, as_decimal(a), as_decimal(b));
  const Kind wider = std::max(a.kind, b.kind);
  if (wider == Kind::floating) return Value::floating(real_result(op, a.to_double(), b.to_double()));
  if (wider == Kind::single) return Value::single(real_result(op, a.to_float(), b.to_float()));
  if (wider == Kind::integer) return integer_result(op, a.number.coefficient, b.number.coefficient);
  return decimal_result(op, a, b);
}

/// A Date takes part as its midnight.
Integer midnight(const Moment& date) { return date.days() * picoseconds_per_day; }

// §5.1.1.2.1: the result of Date arithmetic drops the time.
Value shifted_date(const Moment& date, const Integer& duration) {
  return Value::of_moment(Kind::date, [&] {
    Moment moment = moment_of_instant(midnight(date) + duration, 0);
    moment.hour = moment.minute = moment.second = 0;
    moment.picosecond = 0;
    return moment;
  }());
}

Value sum(const Value& a, const Value& b, int sign) {
  if (b.kind == Kind::duration) {
    const Integer duration = b.duration * sign;
    if (a.kind == Kind::duration) return Value::duration_of(a.duration + duration);
    if (a.kind == Kind::date) return shifted_date(a.moment, duration);
    if (a.kind == Kind::date_time)
      return Value::of_moment(Kind::date_time, moment_of_instant(a.moment.instant() + duration, a.moment.offset));
  }
  if (sign > 0 || a.kind != b.kind) return {};
  if (a.kind == Kind::date) return Value::duration_of(midnight(a.moment) - midnight(b.moment));
  if (a.kind == Kind::date_time) return Value::duration_of(a.moment.instant() - b.moment.instant());
  return {};
}

// To the picosecond, halves away from zero as round() does: the standard does not say.
Value times(const Value& duration, const Value& number) {
  const Dec factor = number.kind >= Kind::single ? Dec::of(number.to_double()) : number.number;
  const Dec product = Dec(duration.duration) * factor;
  return Value::duration_of(divide_half_away(product.coefficient, power_of_ten(product.scale)));
}

Value divided(const Value& duration, const Value& number) {
  const Dec by = number.kind >= Kind::single ? Dec::of(number.to_double()) : number.number;
  if (by.is_zero()) throw Failure{Code::division_by_zero};
  const Integer n = duration.duration * power_of_ten(by.scale);
  return Value::duration_of(divide_half_away(by.coefficient < 0 ? Integer(-n) : n, abs(by.coefficient)));
}

}  // namespace

Value arithmetic(Operator op, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (a.is_number() && b.is_number()) return numeric(op, a, b);
  if (op == Operator::add || op == Operator::sub) return sum(a, b, op == Operator::add ? 1 : -1);
  if (op == Operator::mul && a.kind == Kind::duration && b.is_number()) return times(a, b);
  if (op == Operator::mul && a.is_number() && b.kind == Kind::duration) return times(b, a);
  if ((op == Operator::div || op == Operator::divby) && a.kind == Kind::duration && b.is_number()) return divided(a, b);
  return {};
}

Value negate(const Value& value) {
  Value negated = value;
  switch (value.kind) {
    case Kind::integer: return Value::integer(-value.number.coefficient);
    case Kind::decimal: negated.number = -value.number; return negated;
    case Kind::single:
    case Kind::floating: negated.real = -value.real; return negated;
    case Kind::duration: return Value::duration_of(-value.duration);
    default: return {};
  }
}

Value promote(const Value& value, TypeKind kind) {
  if (!value.is_number()) return value;
  if (kind == TypeKind::double_) return Value::floating(value.to_double());
  if (kind == TypeKind::single && value.kind < Kind::single) return Value::single(value.to_float());
  if (kind == TypeKind::decimal && value.kind == Kind::integer) return Value::decimal(value.number);
  return value;
}

}  // namespace tamis::tests
