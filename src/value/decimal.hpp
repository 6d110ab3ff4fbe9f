// Exact decimal numbers: what Edm.Decimal values and JSON numbers are computed with.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

struct BigInteger;  // in big_integer.hpp, so that Boost.Multiprecision stays in two translation units

/// An exact number: coefficient × 10^-scale. The coefficient is a machine word where it fits, and never
/// longer than `max_digits`, so that no text and no chain of products can ask for much memory or time.
///
/// Kept in one normal form (no needless zeros), so equal numbers have equal members. Scales may be
/// negative and huge: `1e900000000` is held and compared by its magnitude; arithmetic on it gives nothing.
class Decimal {
 public:
  /// Longest coefficient. Products of two such take some 50 000 machine multiplications.
  static constexpr std::uint32_t max_digits = 4096;
  /// Largest magnitude of a decimal exponent in text; beyond, parse() gives nothing.
  static constexpr std::int32_t max_exponent = 1'000'000'000;

  /// What reading, writing or comparing so many digits costs, in steps: it takes time by their square.
  static constexpr std::uint64_t cost_of(std::size_t digits) noexcept {
    const std::uint64_t most = digits < max_digits ? digits : max_digits;
    return most * most / 8192;
  }
  /// The same of the number's digits.
  std::uint64_t cost() const noexcept;

  Decimal() noexcept = default;
  explicit Decimal(std::int64_t integer) noexcept : coefficient_(integer) {}
  /// coefficient × 10^-scale.
  Decimal(std::int64_t coefficient, std::int32_t scale) noexcept;

  /// Reads `[+-]digits[.digits][e[+-]digits]`: the grammar of OData numbers, and a superset of JSON's.
  /// Nothing if the text is not that, has too many digits or too large an exponent.
  static std::optional<Decimal> parse(std::string_view text);
  /// Exactly this double, or this float, if it is a whole number between -2^63 and 2^63; otherwise the shortest decimal
  /// that reads back as it. The argument must be finite.
  static Decimal from_double(double number);
  static Decimal from_single(float number);

  /// Whether the coefficient is a machine word; then coefficient() and scale() are the whole value.
  bool is_small() const noexcept { return big_ == nullptr; }
  std::int64_t coefficient() const noexcept { return coefficient_; }
  std::int32_t scale() const noexcept { return scale_; }
  /// -1, 0 or 1.
  int sign() const noexcept;
  bool is_integer() const noexcept { return scale_ <= 0; }

  /// The integer that this number is, if it is one and fits.
  std::optional<std::int64_t> to_int64() const noexcept;
  /// The nearest double, or float; an infinity beyond its range.
  double to_double() const;
  float to_single() const;
  /// Plain digits: no exponent, no trailing fractional zeros. Only a number with thousands of zeros is
  /// written with an exponent (`1e900000000`).
  std::string text() const;

  /// <0, 0, >0. Never costs more than the digits at hand.
  friend int compare(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }

  Decimal negated() const;
  // Nothing when the result would need more than max_digits digits, or the divisor is zero.
  friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  /// To 34 significant digits, half even, as decimal128 does.
  friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  /// The remainder of the truncated division: has the sign of `a`.
  friend std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);
  Decimal truncated() const;
  Decimal floor() const;
  Decimal ceiling() const;
  /// To the nearest integer, halves away from zero.
  Decimal rounded() const;
  /// To so many fractional digits, halves away from zero.
  std::optional<Decimal> rounded_to(std::int32_t fraction_digits) const;

  /// Takes any coefficient and scale into normal form; nothing when there are too many digits.
  static std::optional<Decimal> normalised(BigInteger coefficient, std::int64_t scale);

 private:
  friend struct BigInteger;
  template <typename Float>
  Float nearest() const;
  std::string digits() const;      // of the coefficient, without sign
  std::int64_t magnitude() const;  // digits - scale: 1 for 1..9, 0 for 0.1..0.9
  std::int64_t coefficient_ = 0;   // unless big_
  std::int32_t scale_ = 0;
  std::shared_ptr<const BigInteger> big_;
};

// The friends, for qualified and unqualified use.
int compare(const Decimal& a, const Decimal& b);
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

}  // namespace v0
}  // namespace tamis
