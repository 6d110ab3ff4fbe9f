// Exact decimals and code points for the slow evaluator.
#include "tests/support/slow_number.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace tamis::tests {

Integer power_of_ten(unsigned exponent) { return boost::multiprecision::pow(Integer(10), exponent); }

Dec::Dec(Integer c, unsigned s) : coefficient(std::move(c)), scale(s) {
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
}

std::optional<Dec> Dec::parse(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
      ++at;
    return std::string(text.substr(begin, at - begin));
  };
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  const std::string whole = digits();
  if (whole.empty()) return std::nullopt;
  std::string fraction;
  if (at < text.size() && text[at] == '.') {
    ++at;
    fraction = digits();
    if (fraction.empty()) return std::nullopt;
  }
  long exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::string power = digits();
    if (power.empty()) return std::nullopt;
    exponent = std::strtol(power.c_str(), nullptr, 10) * (down ? -1 : 1);
  }
  if (at != text.size()) return std::nullopt;
  std::string all = whole + fraction;
  while (all.size() > 1 && all.front() == '0')  // a leading zero would mean octal
    all.erase(0, 1);
  Integer c(all);
  if (negative) c = -c;
  const long s = static_cast<long>(fraction.size()) - exponent;
  return s >= 0 ? Dec(c, static_cast<unsigned>(s)) : Dec(c * power_of_ten(static_cast<unsigned>(-s)));
}

namespace {
template <typename Real>
Dec of_real(Real value) {
  if (value == std::trunc(value) && std::fabs(value) < std::ldexp(Real(1), 63)) return {Integer(value), 0};
  char buffer[64];  // without a format some are written as fixed, with more digits than the shortest
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
  return *Dec::parse({buffer, static_cast<std::size_t>(end - buffer)});
}
}  // namespace

Dec Dec::of(double value) { return of_real(value); }
Dec Dec::of(float value) { return of_real(value); }

std::string Dec::text() const {
  std::string digits = Integer(abs(coefficient)).str();
  if (scale > 0) {
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    digits.insert(digits.size() - scale, ".");
  }
  return (coefficient < 0 ? "-" : "") + digits;
}

double Dec::to_double() const { return std::strtod(text().c_str(), nullptr); }
float Dec::to_float() const { return std::strtof(text().c_str(), nullptr); }

Integer Dec::truncated() const { return coefficient / power_of_ten(scale); }
Integer Dec::floor() const { return truncated() - (!is_integer() && coefficient < 0 ? 1 : 0); }
Integer Dec::ceiling() const { return truncated() + (!is_integer() && coefficient > 0 ? 1 : 0); }
Integer Dec::rounded() const {
  const Integer half = power_of_ten(scale) * (coefficient < 0 ? -1 : 1);
  return (2 * coefficient + half) / (2 * power_of_ten(scale));
}

int compare(const Dec& a, const Dec& b) {
  const Integer left = a.coefficient * power_of_ten(b.scale), right = b.coefficient * power_of_ten(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

Dec operator+(const Dec& a, const Dec& b) {
  return {a.coefficient * power_of_ten(b.scale) + b.coefficient * power_of_ten(a.scale), a.scale + b.scale};
}
Dec operator-(const Dec& a, const Dec& b) { return a + -b; }
Dec operator*(const Dec& a, const Dec& b) { return {a.coefficient * b.coefficient, a.scale + b.scale}; }

Integer divide_half_even(const Integer& n, const Integer& d) {
  Integer q = abs(n) / d;
  const Integer twice = 2 * (abs(n) % d);
  if (twice > d || (twice == d && q % 2 == 1)) ++q;
  return n < 0 ? Integer(-q) : q;
}

Integer divide_half_away(const Integer& n, const Integer& d) { return (2 * n + (n < 0 ? -d : d)) / (2 * d); }

Dec quotient(const Dec& a, const Dec& b) {
  if (a.is_zero()) return {};
  Integer n = a.coefficient * power_of_ten(b.scale), d = b.coefficient * power_of_ten(a.scale);
  if (d < 0) {
    n = -n;
    d = -d;
  }
  // The exponent at which the quotient has 34 digits in front of the point: the first that gives that many.
  const auto digits = [](const Integer& i) { return static_cast<long>(Integer(abs(i)).str().size()); };
  long shift = 34 - (digits(n) - digits(d)) - 1;
  const auto scaled = [&](long s) {
    return s >= 0 ? std::pair(Integer(n * power_of_ten(static_cast<unsigned>(s))), d)
                  : std::pair(n, Integer(d * power_of_ten(static_cast<unsigned>(-s))));
  };
  while (true) {
    const auto [top, bottom] = scaled(shift);
    if (digits(top / bottom) >= 34) break;
    ++shift;
  }
  const auto [top, bottom] = scaled(shift);
  const Integer q = divide_half_even(top, bottom);
  return shift >= 0 ? Dec(q, static_cast<unsigned>(shift)) : Dec(q * power_of_ten(static_cast<unsigned>(-shift)));
}

Dec remainder(const Dec& a, const Dec& b) {
  const Integer left = a.coefficient * power_of_ten(b.scale), right = b.coefficient * power_of_ten(a.scale);
  return {left % right, a.scale + b.scale};
}

bool fits_int64(const Integer& value) {
  return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
}

// ---- code points ----

void append_utf8(std::string& out, char32_t point) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      points += byte;
    else if (byte >= 0xC0)
      points += static_cast<char32_t>(byte & (byte >= 0xF0 ? 0x07 : byte >= 0xE0 ? 0x0F : 0x1F));
    else
      points.back() = points.back() << 6 | (byte & 0x3F);
  }
  return points;
}

std::string utf8(std::u32string_view points) {
  std::string out;
  for (const char32_t point : points)
    append_utf8(out, point);
  return out;
}

}  // namespace tamis::tests
