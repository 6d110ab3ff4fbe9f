// What the handwritten parser knows of literals.
#include "tests/bench/handwritten_literals.hpp"

#include <array>
#include <cstdint>

namespace tamis::bench {

namespace {

// `dddd-dd`: digits where the pattern says so, anything else as it is.
bool has_form(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool fits = pattern[i] == 'd' ? is_digit(text[i])
                    : pattern[i] == 'x' ? is_hex(text[i])
                                        : lower(text[i]) == lower(pattern[i]);
    if (!fits) return false;
  }
  return true;
}

int number_at(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

bool is_date(std::string_view text) {
  if (!has_form(text, "dddd-dd-dd")) return false;
  const int year = number_at(text, 0) * 100 + number_at(text, 2), month = number_at(text, 5), day = number_at(text, 8);
  constexpr std::array<int, 13> days = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > days[static_cast<std::size_t>(month)]) return false;
  return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool is_date_time(std::string_view text) {
  if (!is_date(text) || text.size() < 17 || !has_form(text.substr(10), "Tdd:dd")) return false;
  if (number_at(text, 11) > 23 || number_at(text, 14) > 59) return false;
  std::size_t at = 16;
  if (has_form(text.substr(at), ":dd")) {
    if (number_at(text, at + 1) > 59) return false;
    at += 3;
    if (at < text.size() && text[at] == '.') {
      const std::size_t first = ++at;
      while (at < text.size() && is_digit(text[at]))
        ++at;
      if (at == first || at - first > 12) return false;
    }
  }
  const std::string_view offset = text.substr(at);
  return equals_keyword(offset, "Z")
      || (offset.size() == 6 && (has_form(offset, "+dd:dd") || has_form(offset, "-dd:dd")) && number_at(offset, 1) < 24
          && number_at(offset, 4) < 60);
}

std::optional<LiteralKind> number_kind(std::string_view text) {
  std::size_t at = text[0] == '-' ? 1 : 0;
  const auto digits = [&] {
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at]))
      ++at;
    return at > first;
  };
  if (!digits()) return std::nullopt;
  LiteralKind kind = LiteralKind::integer;
  if (at < text.size() && text[at] == '.') {
    ++at;
    kind = LiteralKind::decimal;
    if (!digits()) return std::nullopt;
  }
  if (at < text.size() && lower(text[at]) == 'e') {
    ++at;
    kind = LiteralKind::floating;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return std::nullopt;
  }
  return at == text.size() ? std::optional(kind) : std::nullopt;
}

}  // namespace

std::optional<LiteralKind> bare_literal_kind(std::string_view text) {
  if (const auto number = number_kind(text)) return number;
  if (text.size() == 36 && has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")) return LiteralKind::guid;
  if (text.size() == 10 && is_date(text)) return LiteralKind::date;
  if (is_date_time(text)) return LiteralKind::date_time_offset;
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead < 0x80 ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t code = lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      code = (code << 6) | (next & 0x3Fu);
    }
    if ((length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10FFFF))
        || (code >= 0xD800 && code < 0xE000))
      return false;
    i += length;
  }
  return true;
}

}  // namespace tamis::bench
