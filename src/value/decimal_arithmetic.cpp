// Exact decimal numbers: arithmetic. Machine words as long as they hold, long integers beyond.
#include <limits>

#include "src/value/big_integer.hpp"
#include "src/value/decimal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using boost::multiprecision::cpp_int;

constexpr std::int32_t quotient_digits = 34;  // of IEEE decimal128

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

bool sum_fits(std::int64_t a, std::int64_t b) noexcept { return b >= 0 ? a <= largest - b : a >= least - b; }

bool product_fits(std::int64_t a, std::int64_t b) noexcept {
  constexpr std::int64_t half = std::int64_t(1) << 31;  // a cheap test that catches what people write
  return a < half && a > -half && b < half && b > -half;
}

std::int64_t count_digits(const cpp_int& value) {
  const std::string text = value.str();
  return static_cast<std::int64_t>(text.size()) - (text[0] == '-' ? 1 : 0);
}

// Two coefficients brought to one scale.
struct Aligned {
  cpp_int a, b;
  std::int64_t scale = 0;
};

std::optional<Aligned> align(const Decimal& a, const Decimal& b) {
  Aligned result{BigInteger::of(a).value, BigInteger::of(b).value, std::max(a.scale(), b.scale())};
  const std::int64_t shift_a = a.sign() == 0 ? 0 : result.scale - a.scale();
  const std::int64_t shift_b = b.sign() == 0 ? 0 : result.scale - b.scale();
  // A shift as long as the longest result is as good as endless.
  if (shift_a > Decimal::max_digits || shift_b > Decimal::max_digits) return std::nullopt;
  result.a *= power_of_ten(shift_a);
  result.b *= power_of_ten(shift_b);
  return result;
}

// Drops the last digits of a quotient so that `keep` stay; `inexact`: something not zero follows them.
void round_half_even(cpp_int& value, std::int64_t& scale, std::int64_t keep, bool inexact) {
  const std::int64_t drop = count_digits(value) - keep;
  if (drop <= 0) return;
  const cpp_int power = power_of_ten(drop);
  cpp_int quotient, rest;
  divide_qr(value, power, quotient, rest);
  const cpp_int twice = abs(rest) * 2;
  const bool up = twice > power || (twice == power && (inexact || bit_test(abs(quotient), 0)));
  if (up) quotient += value.sign() < 0 ? -1 : 1;
  value = std::move(quotient);
  scale -= drop;
}

// What is left of a whole number of units when the fraction is cut off, and whether that was a half
// or more, and whether it was anything.
struct Cut {
  Decimal whole;
  bool half = false;
  bool any = false;
};

Cut cut(const Decimal& number) {
  if (number.is_integer()) return {number};
  const BigInteger coefficient = BigInteger::of(number);
  const std::int64_t scale = number.scale();
  if (scale > Decimal::max_digits) return {Decimal(), false, true};  // below 10^-1 in any case
  const cpp_int power = power_of_ten(scale);
  cpp_int quotient, rest;
  divide_qr(coefficient.value, power, quotient, rest);
  const bool half = abs(rest) * 2 >= power;
  return {Decimal::normalised({quotient}, 0).value_or(Decimal()), half, true};
}

Decimal step(const Decimal& whole, int by) { return add(whole, Decimal(by)).value_or(whole); }

}  // namespace

Decimal Decimal::negated() const {
  if (!big_ && coefficient_ != least) return Decimal(-coefficient_, scale_);
  return normalised({-BigInteger::of(*this).value}, scale_).value_or(Decimal());
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  if (a.is_small() && b.is_small() && a.scale_ == b.scale_ && sum_fits(a.coefficient_, b.coefficient_))
    return Decimal(a.coefficient_ + b.coefficient_, a.scale_);
  const auto both = align(a, b);
  if (!both) return std::nullopt;
  return Decimal::normalised({both->a + both->b}, both->scale);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, b.negated()); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  const std::int64_t scale = static_cast<std::int64_t>(a.scale_) + b.scale_;
  if (a.is_small() && b.is_small() && product_fits(a.coefficient_, b.coefficient_) && scale <= Decimal::max_exponent
      && scale >= -Decimal::max_exponent)
    return Decimal(a.coefficient_ * b.coefficient_, static_cast<std::int32_t>(scale));
  return Decimal::normalised({BigInteger::of(a).value * BigInteger::of(b).value}, scale);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.sign() == 0) return std::nullopt;
  cpp_int numerator = BigInteger::of(a).value;
  const cpp_int denominator = BigInteger::of(b).value;
  // One digit more than is kept, so that the rounding sees what it must.
  const std::int64_t shift =
      std::max<std::int64_t>(0, quotient_digits + 1 + count_digits(denominator) - count_digits(numerator));
  numerator *= power_of_ten(shift);
  cpp_int quotient, rest;
  divide_qr(numerator, denominator, quotient, rest);
  std::int64_t scale = static_cast<std::int64_t>(a.scale_) - b.scale_ + shift;
  round_half_even(quotient, scale, quotient_digits, !rest.is_zero());
  return Decimal::normalised({std::move(quotient)}, scale);
}

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  if (b.sign() == 0) return std::nullopt;
  const auto both = align(a, b);
  if (!both) return std::nullopt;
  return Decimal::normalised({both->a % both->b}, both->scale);
}

Decimal Decimal::truncated() const { return cut(*this).whole; }

Decimal Decimal::floor() const {
  const Cut c = cut(*this);
  return c.any && sign() < 0 ? step(c.whole, -1) : c.whole;
}

Decimal Decimal::ceiling() const {
  const Cut c = cut(*this);
  return c.any && sign() > 0 ? step(c.whole, 1) : c.whole;
}

Decimal Decimal::rounded() const {
  const Cut c = cut(*this);
  return c.half ? step(c.whole, sign()) : c.whole;
}

std::optional<Decimal> Decimal::rounded_to(std::int32_t fraction_digits) const {
  if (scale_ <= fraction_digits) return *this;
  const auto scaled = multiply(*this, Decimal(1, -fraction_digits));
  if (!scaled) return std::nullopt;
  return multiply(scaled->rounded(), Decimal(1, fraction_digits));
}

}  // namespace v0
}  // namespace tamis
