// Exact decimal numbers: reading, writing and comparing. Arithmetic stands in decimal_arithmetic.cpp.
#include "src/value/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "src/value/big_integer.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using boost::multiprecision::cpp_int;

constexpr std::array<std::int64_t, 19> powers = [] {
  std::array<std::int64_t, 19> table{};
  std::int64_t power = 1;
  for (auto& entry : table) {
    entry = power;
    if (power < 1'000'000'000'000'000'000) power *= 10;
  }
  return table;
}();

// Plain digits up to this many zeros that are not in the coefficient; more are written as an exponent.
constexpr std::int64_t longest_run_of_zeros = 6144;  // the largest exponent of IEEE decimal128

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// coefficient × 10^zeros where it fits.
std::optional<std::int64_t> with_zeros(std::int64_t coefficient, std::int64_t zeros) noexcept {
  if (zeros > 18) return coefficient == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
  const std::int64_t power = powers[static_cast<std::size_t>(zeros)];
  if (coefficient > std::numeric_limits<std::int64_t>::max() / power
      || coefficient < std::numeric_limits<std::int64_t>::min() / power)
    return std::nullopt;
  return coefficient * power;
}

int three_way(std::int64_t a, std::int64_t b) noexcept { return a < b ? -1 : a > b ? 1 : 0; }

// Scales from 0 to 18. First the whole parts, then the fractions in units of 10^-18, which always fit.
int compare_small(std::int64_t a, std::int32_t a_scale, std::int64_t b, std::int32_t b_scale) noexcept {
  if (a_scale == b_scale) return three_way(a, b);
  const std::int64_t a_power = powers[static_cast<std::size_t>(a_scale)];
  const std::int64_t b_power = powers[static_cast<std::size_t>(b_scale)];
  const int whole = three_way(a / a_power, b / b_power);
  if (whole != 0) return whole;
  return three_way(a % a_power * powers[static_cast<std::size_t>(18 - a_scale)],
                   b % b_power * powers[static_cast<std::size_t>(18 - b_scale)]);
}

// The pieces of `[+-]digits[.digits][e[+-]digits]`.
struct NumberText {
  bool negative = false;
  std::string_view whole, fraction;
  std::int64_t exponent = 0;  // saturated
};

std::string_view take_digits(std::string_view& rest) {
  std::size_t n = 0;
  while (n < rest.size() && is_digit(rest[n]))
    ++n;
  const std::string_view digits = rest.substr(0, n);
  rest.remove_prefix(n);
  return digits;
}

bool take_sign(std::string_view& rest) {
  const bool negative = !rest.empty() && rest[0] == '-';
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) rest.remove_prefix(1);
  return negative;
}

bool take_exponent(std::string_view rest, std::int64_t& exponent) {
  const bool negative = take_sign(rest);
  const std::string_view digits = take_digits(rest);
  if (digits.empty() || !rest.empty()) return false;
  constexpr std::int64_t saturated = 4'000'000'000;
  for (const char c : digits)
    if (exponent < saturated) exponent = exponent * 10 + (c - '0');
  if (negative) exponent = -exponent;
  return true;
}

std::optional<NumberText> split(std::string_view rest) {
  NumberText number;
  number.negative = take_sign(rest);
  number.whole = take_digits(rest);
  if (number.whole.empty()) return std::nullopt;
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    number.fraction = take_digits(rest);
    if (number.fraction.empty()) return std::nullopt;
  }
  if (rest.empty()) return number;
  if (rest[0] != 'e' && rest[0] != 'E') return std::nullopt;
  if (!take_exponent(rest.substr(1), number.exponent)) return std::nullopt;
  return number;
}

// Takes off zeros that mean nothing; returns how many were taken off the end of whole and fraction.
std::int64_t strip_zeros(NumberText& number) {
  std::int64_t taken = 0;
  while (!number.fraction.empty() && number.fraction.back() == '0') {
    number.fraction.remove_suffix(1);
    ++taken;
  }
  while (!number.whole.empty() && number.whole.front() == '0')
    number.whole.remove_prefix(1);
  if (number.fraction.empty())
    while (!number.whole.empty() && number.whole.back() == '0') {
      number.whole.remove_suffix(1);
      ++taken;
    }
  return taken;
}

}  // namespace

Decimal::Decimal(std::int64_t coefficient, std::int32_t scale) noexcept : coefficient_(coefficient), scale_(scale) {
  while (scale_ > 0 && coefficient_ % 10 == 0 && coefficient_ != 0) {
    coefficient_ /= 10;
    --scale_;
  }
  if (coefficient_ == 0) scale_ = 0;
  if (scale_ >= 0) return;
  if (const auto integer = with_zeros(coefficient_, -static_cast<std::int64_t>(scale_))) {
    coefficient_ = *integer;
    scale_ = 0;
    return;
  }
  while (coefficient_ % 10 == 0) {
    coefficient_ /= 10;
    --scale_;
  }
}

std::optional<Decimal> Decimal::normalised(BigInteger big, std::int64_t scale) {
  cpp_int& value = big.value;
  if (value.is_zero()) return Decimal();
  while (scale != 0 || value > std::numeric_limits<std::int64_t>::max()
         || value < std::numeric_limits<std::int64_t>::min()) {
    cpp_int quotient, rest;
    boost::multiprecision::divide_qr(value, cpp_int(10), quotient, rest);
    if (!rest.is_zero()) break;
    value = std::move(quotient);
    --scale;
  }
  if (scale > max_exponent || scale < -static_cast<std::int64_t>(max_exponent)) return std::nullopt;
  if (value <= std::numeric_limits<std::int64_t>::max() && value >= std::numeric_limits<std::int64_t>::min())
    return Decimal(static_cast<std::int64_t>(value), static_cast<std::int32_t>(scale));
  Decimal result;
  result.scale_ = static_cast<std::int32_t>(scale);
  result.big_ = std::make_shared<const BigInteger>(std::move(big));
  if (result.digits().size() > max_digits) return std::nullopt;
  return result;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  auto number = split(text);
  if (!number) return std::nullopt;
  const auto fraction_digits = static_cast<std::int64_t>(number->fraction.size());
  const std::int64_t scale = fraction_digits - number->exponent - strip_zeros(*number);
  const std::size_t digits = number->whole.size() + number->fraction.size();
  if (digits == 0) return Decimal();
  if (digits > max_digits || scale > max_exponent || scale < -static_cast<std::int64_t>(max_exponent))
    return std::nullopt;
  if (digits <= 18) {
    std::int64_t coefficient = 0;
    for (const char c : number->whole)
      coefficient = coefficient * 10 + (c - '0');
    for (const char c : number->fraction)
      coefficient = coefficient * 10 + (c - '0');
    return Decimal(number->negative ? -coefficient : coefficient, static_cast<std::int32_t>(scale));
  }
  std::string all;
  all.append(number->whole).append(number->fraction);
  all.erase(0, all.find_first_not_of('0'));  // a leading zero would read as octal
  BigInteger big{cpp_int(all)};
  if (number->negative) big.value = -big.value;
  return normalised(std::move(big), scale);
}

namespace {

template <typename Float>
Decimal from_float(Float number) {
  constexpr Float beyond = 0x1p63F;  // the first whole number that is no std::int64_t
  if (number > -beyond && number < beyond && std::trunc(number) == number)
    return Decimal(static_cast<std::int64_t>(number));
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific).ptr;
  return Decimal::parse({buffer.data(), static_cast<std::size_t>(end - buffer.data())}).value_or(Decimal());
}

}  // namespace

Decimal Decimal::from_double(double number) { return from_float(number); }
Decimal Decimal::from_single(float number) { return from_float(number); }

std::uint64_t Decimal::cost() const noexcept {
  constexpr std::size_t digits_per_limb = sizeof(boost::multiprecision::limb_type) * 12 / 5;
  return big_ ? cost_of(big_->value.backend().size() * digits_per_limb) : 0;
}

int Decimal::sign() const noexcept {
  if (big_) return big_->value.sign();
  return coefficient_ > 0 ? 1 : coefficient_ < 0 ? -1 : 0;
}

std::optional<std::int64_t> Decimal::to_int64() const noexcept {
  if (big_ || scale_ != 0) return std::nullopt;  // by the normal form a fitting integer has scale 0
  return coefficient_;
}

double Decimal::to_double() const {
  constexpr std::int64_t exact = std::int64_t(1) << 53;
  constexpr int exact_power = 15;  // 10^15 < 2^53: both operands exact, so one correct rounding
  if (!big_ && scale_ >= 0 && scale_ <= exact_power && coefficient_ <= exact && coefficient_ >= -exact)
    return static_cast<double>(coefficient_) / static_cast<double>(powers[static_cast<std::size_t>(scale_)]);
  return nearest<double>();
}

float Decimal::to_single() const { return nearest<float>(); }

template <typename Float>
Float Decimal::nearest() const {
  const std::string text = digits() + "e" + std::to_string(-static_cast<std::int64_t>(scale_));
  Float result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error == std::errc::result_out_of_range) result = magnitude() > 0 ? std::numeric_limits<Float>::infinity() : 0;
  return sign() < 0 ? -result : result;
}

std::string Decimal::digits() const {
  std::string text = big_ ? big_->value.str() : std::to_string(coefficient_);
  if (text[0] == '-') text.erase(0, 1);
  return text;
}

std::int64_t Decimal::magnitude() const { return static_cast<std::int64_t>(digits().size()) - scale_; }

std::string Decimal::text() const {
  std::string result = digits();
  const auto count = static_cast<std::int64_t>(result.size());
  if (-scale_ > longest_run_of_zeros || scale_ - count > longest_run_of_zeros) {
    result += 'e' + std::to_string(-static_cast<std::int64_t>(scale_));
  } else if (scale_ <= 0) {
    result.append(static_cast<std::size_t>(-scale_), '0');
  } else {
    if (scale_ >= count) result.insert(0, static_cast<std::size_t>(scale_ - count + 1), '0');
    result.insert(result.size() - static_cast<std::size_t>(scale_), 1, '.');
  }
  if (sign() < 0) result.insert(0, 1, '-');
  return result;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.is_small() && b.is_small() && a.scale_ >= 0 && a.scale_ <= 18 && b.scale_ >= 0 && b.scale_ <= 18)
    return compare_small(a.coefficient_, a.scale_, b.coefficient_, b.scale_);
  const int sign = a.sign();
  if (sign != b.sign()) return sign < b.sign() ? -1 : 1;
  // One sign, not zero. By the place of the first digit, then by the digits themselves.
  const std::string left = a.digits(), right = b.digits();
  const auto place = [](const std::string& digits, const Decimal& number) {
    return static_cast<std::int64_t>(digits.size()) - number.scale_;
  };
  const std::int64_t left_place = place(left, a), right_place = place(right, b);
  if (left_place != right_place) return (left_place < right_place) == (sign > 0) ? -1 : 1;
  const std::size_t common = std::min(left.size(), right.size());
  int order = left.compare(0, common, right, 0, common);
  if (order == 0 && left.size() > common && left.find_first_not_of('0', common) != std::string::npos) order = 1;
  if (order == 0 && right.size() > common && right.find_first_not_of('0', common) != std::string::npos) order = -1;
  return order < 0 ? -sign : order > 0 ? sign : 0;
}

}  // namespace v0
}  // namespace tamis
