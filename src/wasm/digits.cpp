// In place of libc++'s d2fixed.cpp, which has tables of 100 KB to write doubles with any number of digits. What is
// asked of it here are the whole numbers that std::to_chars writes without an exponent, all below 2^127, and digits of
// floats.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace {

/// Writes a number in `size` digits, zeros in front.
template <typename Number>
void write_digits(Number number, std::size_t size, char* to) {
  for (; size > 0; number /= 10)
    to[--size] = static_cast<char>('0' + static_cast<int>(number % 10));
}

}  // namespace

_LIBCPP_BEGIN_NAMESPACE_STD

void __append_n_digits(std::uint32_t size, std::uint32_t digits, char* to) { write_digits(digits, size, to); }
void __append_nine_digits(std::uint32_t digits, char* to) { write_digits(digits, 9, to); }

to_chars_result __d2fixed_buffered_n(char* first, char* last, double number, std::uint32_t precision) {
  if (precision != 0 || std::fabs(number) >= 0x1p127) __builtin_trap();
  if (number < 0 && first != last) *first++ = '-';
  const auto whole = static_cast<unsigned __int128>(std::fabs(number));
  std::ptrdiff_t size = 1;
  for (auto rest = whole / 10; rest != 0; rest /= 10)
    ++size;
  if (last - first < size) return {last, errc::value_too_large};
  write_digits(whole, static_cast<std::size_t>(size), first);
  return {first + size, errc{}};
}

to_chars_result __d2exp_buffered_n(char*, char*, double, std::uint32_t) { __builtin_trap(); }

_LIBCPP_END_NAMESPACE_STD
