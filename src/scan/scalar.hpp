// Numbers and words of JSON.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace tamis {
inline namespace v0 {
namespace scan {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Behind the digits from `at` on; nullptr if there is none.
inline const char* digits_end(const char* at, const char* end) noexcept {
  if (at == end || !is_digit(*at)) return nullptr;
  while (at != end && is_digit(*at))
    ++at;
  return at;
}

/// Behind the number that begins at `at`; nullptr if it is none (RFC 8259 §6).
inline const char* number_end(const char* at, const char* end) noexcept {
  if (at != end && *at == '-') ++at;
  if (at != end && *at == '0')
    ++at;
  else if (!(at = digits_end(at, end)))
    return nullptr;
  if (at != end && *at == '.' && !(at = digits_end(at + 1, end))) return nullptr;
  if (at == end || (*at != 'e' && *at != 'E')) return at;
  ++at;
  if (at != end && (*at == '+' || *at == '-')) ++at;
  return digits_end(at, end);
}

/// Behind the number or word that begins at `at`; nullptr if it is none, or is not followed by what may follow one.
inline const char* scalar_end(const char* at, const char* limit) noexcept {
  const auto word_end = [&](const char* word, std::ptrdiff_t size) {
    return limit - at >= size && std::memcmp(at, word, static_cast<std::size_t>(size)) == 0 ? at + size : nullptr;
  };
  const char* end = nullptr;
  switch (*at) {
    case 't': end = word_end("true", 4); break;
    case 'f': end = word_end("false", 5); break;
    case 'n': end = word_end("null", 4); break;
    default: end = number_end(at, limit);
  }
  return end && (end == limit || is_blank(*end) || *end == ',' || *end == '}' || *end == ']') ? end : nullptr;
}

inline constexpr std::size_t longest_word = 5;

/// Whether `true`, `false` or `null` is at a place, and behind it what may follow; longest_word + 1 bytes are looked
/// at. Without a branch: which word it is cannot be foreseen.
inline bool is_word(const char* at) noexcept {
  static constexpr auto follows = [] {
    std::array<unsigned, 256> all{};
    for (const char c : {',', '}', ']', ' ', '\t', '\n', '\r'})
      all[static_cast<unsigned char>(c)] = 1;
    return all;
  }();
  const auto four = [](const char* bytes) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes, 4);
    return word;
  };
  const auto same = [](std::uint32_t a, std::uint32_t b) { return static_cast<unsigned>(a == b); };
  const std::uint32_t word = four(at);
  const unsigned short_word = same(word, four("null")) | same(word, four("true"));
  const unsigned long_word = same(word, four("fals")) & same(static_cast<unsigned char>(at[4]), 'e');
  return ((short_word & follows[static_cast<unsigned char>(at[4])])
          | (long_word & follows[static_cast<unsigned char>(at[5])]))
      != 0;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
