// Values as text.
#include "src/evaluate/write_value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include "src/evaluate/enumeration.hpp"
#include "src/json/write_string.hpp"
#include "src/value/literal.hpp"
#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// The shortest digits, then as many zeros as the exponent asks for.
template <typename Float>
std::string write_large(Float number) {
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific).ptr;
  std::string text(buffer.data(), end);  // "-1.2345e+19": two digits of the exponent
  const std::size_t e = text.find('e');
  const std::size_t exponent =
      static_cast<std::size_t>(text[e + 2] - '0') * 10 + static_cast<std::size_t>(text[e + 3] - '0');
  text.resize(e);
  std::erase(text, '.');
  text.resize(exponent + (number < 0 ? 2 : 1), '0');
  return text;
}

// Within the range where no exponent is needed. From a power of two on the fixed form has all digits of the number, of
// which fewer say which it is.
template <typename Float>
std::string write_plain(Float number) {
  constexpr auto exact = static_cast<Float>(std::uint64_t{1} << std::numeric_limits<Float>::digits);
  if (std::fabs(number) >= exact) return write_large(number);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed).ptr;
  return {buffer.data(), end};
}

bool needs_exponent(double number) noexcept {
  const double size = std::fabs(number);
  return size != 0 && (size < 1e-6 || size >= 1e21);
}

// The shortest text that reads back as the float.
std::string write_single(float number) {
  if (!std::isfinite(number)) return write_double(static_cast<double>(number));
  if (!needs_exponent(static_cast<double>(number))) return write_plain(number);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  double same_digits = 0;  // the double that is nearest to the float's shortest text has that text, too
  std::from_chars(buffer.data(), end, same_digits);
  return write_double(same_digits);
}

}  // namespace

std::string write_number(double number) {
  return !std::isfinite(number) || needs_exponent(number) ? write_double(number) : write_plain(number);
}

std::string primitive_text(const Value& value, const Schema& schema) {
  switch (value.kind) {
    case ValueKind::boolean: return value.boolean ? "true" : "false";
    case ValueKind::integer: return std::to_string(value.integer);
    case ValueKind::decimal: return to_decimal(value).text();
    case ValueKind::floating:
      return value.single ? write_single(static_cast<float>(value.floating)) : write_number(value.floating);
    case ValueKind::string: return std::string(value.text());
    case ValueKind::guid: return write_guid(value.guid());
    case ValueKind::date: return write_date(value.date());
    case ValueKind::date_time_offset: return write_date_time_offset(value.date_time());
    case ValueKind::time_of_day: return write_time_of_day(value.time());
    case ValueKind::duration: return write_duration(value.duration());
    case ValueKind::binary: {
      const auto bytes = read_binary(value.text());
      return bytes ? write_binary(*bytes) : std::string(value.text());
    }
    case ValueKind::geo: return value.geo_->text;
    case ValueKind::enumeration:
    case ValueKind::unknown_member: return member_text(schema, value);
    default: return {};
  }
}

void write_json(const Value& value, const Schema& schema, std::string& out) {
  const bool number = value.is_number() && (value.kind != ValueKind::floating || std::isfinite(value.floating));
  if (value.is_null() || value.kind == ValueKind::unknown || value.kind == ValueKind::opaque)
    out += "null";
  else if (number || value.kind == ValueKind::boolean)
    out += primitive_text(value, schema);
  else
    json::write_string(primitive_text(value, schema), out);
}

}  // namespace v0
}  // namespace tamis
