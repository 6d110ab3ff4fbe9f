// Exact decimals and code points for the slow evaluator, in the plainest way.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tamis::tests {

using Integer = boost::multiprecision::cpp_int;

/// The number coefficient · 10^-scale; scale >= 0 and as small as it can be, so that equal numbers look equal.
struct Dec {
  Integer coefficient = 0;
  unsigned scale = 0;

  Dec() = default;
  Dec(Integer c, unsigned s = 0);  // NOLINT: an integer is a decimal

  /// `[sign]digits[.digits][e[sign]digits]`, or nothing. Exponents up to a few hundred.
  static std::optional<Dec> parse(std::string_view text);
  /// Of a finite number: exactly it if it is whole and below 2^63, else its shortest round-trip digits.
  static Dec of(double value);
  static Dec of(float value);

  bool is_integer() const { return scale == 0; }
  bool is_zero() const { return coefficient == 0; }
  /// Plain digits, no exponent, no trailing zeros behind the point.
  std::string text() const;
  /// The nearest double (or float).
  double to_double() const;
  float to_float() const;
  /// Towards zero; the nearest integer below, above; the nearest, halves away from zero.
  Integer truncated() const;
  Integer floor() const;
  Integer ceiling() const;
  Integer rounded() const;

  friend bool operator==(const Dec& a, const Dec& b) { return a.coefficient == b.coefficient && a.scale == b.scale; }
  friend Dec operator-(const Dec& a) { return {-a.coefficient, a.scale}; }
};

int compare(const Dec& a, const Dec& b);
Dec operator+(const Dec& a, const Dec& b);
Dec operator-(const Dec& a, const Dec& b);
Dec operator*(const Dec& a, const Dec& b);
/// a / b: rounded to 34 digits, halves to even. b is not 0.
Dec quotient(const Dec& a, const Dec& b);
/// a - b · truncated(a / b), so it has the sign of a. b is not 0.
Dec remainder(const Dec& a, const Dec& b);
/// n / d rounded to an integer, halves to even, or away from zero. d > 0.
Integer divide_half_even(const Integer& n, const Integer& d);
Integer divide_half_away(const Integer& n, const Integer& d);
Integer power_of_ten(unsigned exponent);

bool fits_int64(const Integer& value);

/// The code points of UTF-8 text, and back.
std::u32string code_points(std::string_view utf8);
std::string utf8(std::u32string_view points);
void append_utf8(std::string& out, char32_t point);

}  // namespace tamis::tests
