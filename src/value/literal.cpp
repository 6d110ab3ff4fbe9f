// Text to value and value to canonical text: Booleans, numbers, guids, binary.
#include "src/value/literal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "src/value/geo.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    c = lower(c);
  return result;
}

int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int base64_value(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : -1;
}

// Sign and leading zeros of a number's whole part put right: "-007" → "-7", "+0" → "0".
std::string canonical_whole(bool negative, std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  std::string result(first == std::string_view::npos ? "0" : digits.substr(first));
  if (negative) result.insert(0, 1, '-');
  return result;
}

// `[sign]digits[.digits]`, of any length.
std::string canonical_plain_number(std::string_view text, bool fraction_wanted) {
  const bool negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  while (!fraction.empty() && fraction.back() == '0')
    fraction.remove_suffix(1);
  const bool zero = fraction.empty() && whole.find_first_not_of('0') == std::string_view::npos;
  std::string result = canonical_whole(negative && !zero, whole);
  if (!fraction.empty()) return result.append(1, '.').append(fraction);
  return fraction_wanted ? result + ".0" : result;
}

std::string canonical_floating(std::string_view text) {
  const auto number = read_double(text);
  return number ? write_double(*number) : std::string(text);
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view inner_text(std::string_view literal) noexcept {
  const std::size_t first = literal.find('\'');
  const std::size_t last = literal.rfind('\'');
  if (first == std::string_view::npos || first == last) return literal;
  return literal.substr(first + 1, last - first - 1);
}

std::string_view literal_prefix(std::string_view literal) noexcept {
  const std::size_t first = literal.find('\'');
  return first == std::string_view::npos ? std::string_view() : literal.substr(0, first);
}

std::optional<bool> read_boolean(std::string_view text) noexcept {
  if (equal_ignoring_case(text, "true")) return true;
  if (equal_ignoring_case(text, "false")) return false;
  return std::nullopt;
}

std::optional<std::int64_t> read_int64(std::string_view text) noexcept {
  if (text.size() > 1 && text[0] == '+' && is_digit(text[1])) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Decimal> read_decimal(std::string_view text) { return Decimal::parse(text); }

std::optional<double> read_double(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "INF") return HUGE_VAL;
  if (text == "-INF") return -HUGE_VAL;
  if (text.size() > 1 && text[0] == '+' && is_digit(text[1])) text.remove_prefix(1);
  if (text.empty() || !(is_digit(text[0]) || (text[0] == '-' && text.size() > 1 && is_digit(text[1]))))
    return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.back() == '.') return std::nullopt;
  if (error == std::errc()) return value;
  // Out of range in which direction?
  const auto exact = Decimal::parse(text);
  const bool tiny = exact && compare(exact->sign() < 0 ? exact->negated() : *exact, Decimal(1)) < 0;
  if (tiny) return text[0] == '-' ? -0.0 : 0.0;
  return std::nullopt;
}

std::optional<Guid> read_guid(std::string_view text) noexcept {
  if (text.size() != 36) return std::nullopt;
  Guid guid{};
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    std::uint8_t& byte = guid.bytes[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
  }
  return guid;
}

std::optional<std::string> read_binary(std::string_view text) {
  for (int padding = 0; padding < 2 && !text.empty() && text.back() == '='; ++padding) {
    if (text.size() % 4 != static_cast<std::size_t>(padding == 0 ? 0 : 3)) return std::nullopt;
    text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = base64_value(c);
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  if ((bits & ((1u << count) - 1)) != 0) return std::nullopt;  // the grammar's last characters hold no more
  return bytes;
}

std::string write_double(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-INF" : "INF";
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific).ptr;
  std::string text(buffer.data(), end);  // "1.5e-07": the exponent has a sign and two digits at least
  const std::size_t e = text.find('e');
  const bool negative = text[e + 1] == '-';
  std::size_t digits = e + 2;
  while (text[digits] == '0' && digits + 1 < text.size())
    ++digits;
  text.replace(e + 1, digits - e - 1, negative ? "-" : "");
  return text;
}

std::string write_guid(const Guid& guid) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += hex[guid.bytes[i] >> 4];
    text += hex[guid.bytes[i] & 15];
  }
  return text;
}

std::string write_binary(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6;)
      text += letters[bits >> (count -= 6) & 63];
  }
  if (count > 0) text += letters[bits << (6 - count) & 63];
  return text;
}

namespace {

/// The words of a geography or geometry, which are read in any case, as the standard writes them.
std::string canonical_geo(std::string_view text) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  std::string out;
  while (!text.empty()) {
    const auto letters = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_letter) - text.begin());
    const std::string_view word = text.substr(0, std::max<std::size_t>(letters, 1));
    const GeoShape shape = geo_shape(word);
    if (shape != GeoShape::none)
      out += name(shape);
    else
      out += equal_ignoring_case(word, "srid") ? "SRID" : word;
    text.remove_prefix(word.size());
  }
  return out;
}

}  // namespace

std::string canonical_literal(LiteralKind kind, std::string_view literal) {
  const std::string_view inner = inner_text(literal);
  const auto prefixed = [&](auto value, auto write) {
    return value ? lower_case(literal_prefix(literal)) + '\'' + write(*value) + '\'' : std::string(literal);
  };
  const auto bare = [&](auto value, auto write) { return value ? write(*value) : std::string(literal); };
  switch (kind) {
    case LiteralKind::boolean: return lower_case(literal);
    case LiteralKind::integer: return canonical_plain_number(literal, false);
    case LiteralKind::decimal: return canonical_plain_number(literal, true);
    case LiteralKind::floating: return canonical_floating(literal);
    case LiteralKind::guid: return lower_case(literal);
    case LiteralKind::date: return bare(read_date(literal), write_date);
    case LiteralKind::date_time_offset: return bare(read_date_time_offset(literal), write_date_time_offset);
    case LiteralKind::time_of_day: return bare(read_time_of_day(literal), write_time_of_day);
    case LiteralKind::duration: return prefixed(read_duration(inner), write_duration);
    case LiteralKind::binary: return prefixed(read_binary(inner), write_binary);
    case LiteralKind::geography:
    case LiteralKind::geometry: return lower_case(literal_prefix(literal)) + '\'' + canonical_geo(inner) + '\'';
    case LiteralKind::null:
    case LiteralKind::string:
    case LiteralKind::enumeration: break;
  }
  return std::string(literal);
}

}  // namespace v0
}  // namespace tamis
