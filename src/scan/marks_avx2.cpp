// Marks, 64 bytes at a time. Only functions marked so use more than the compiler may assume of any processor; they run
// where has_fast_marks() says they can.
#include "src/scan/marks.hpp"

#include <algorithm>

#if defined(__x86_64__) && defined(__GNUC__)
#  include <immintrin.h>

#  define TAMIS_AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))
#endif

namespace tamis {
inline namespace v0 {
namespace scan {

#ifdef TAMIS_AVX2

namespace {

/// 64 bytes.
struct Block {
  __m256i low, high;
};

TAMIS_AVX2 inline Block load(const char* from) noexcept {
  return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)),
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32))};
}

/// The last bytes of a text, zeros behind them.
TAMIS_AVX2 inline Block load_rest(const char* from, std::size_t size) noexcept {
  alignas(32) char rest[64] = {};
  __builtin_memcpy(rest, from, size);
  return load(rest);
}

TAMIS_AVX2 inline std::uint64_t bits(__m256i low, __m256i high) noexcept {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
       | static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

TAMIS_AVX2 inline std::uint64_t equal(const Block& block, char c) noexcept {
  const __m256i wanted = _mm256_set1_epi8(c);
  return bits(_mm256_cmpeq_epi8(block.low, wanted), _mm256_cmpeq_epi8(block.high, wanted));
}

/// `[` and `]` are `{` and `}` without a bit.
TAMIS_AVX2 inline Block as_braces(const Block& block) noexcept {
  const __m256i bit = _mm256_set1_epi8(0x20);
  return {_mm256_or_si256(block.low, bit), _mm256_or_si256(block.high, bit)};
}

TAMIS_AVX2 inline std::uint64_t brackets_of(const Block& block) noexcept {
  const __m256i opening = _mm256_set1_epi8('{'), closing = _mm256_set1_epi8('}');
  const Block braces = as_braces(block);
  return bits(_mm256_or_si256(_mm256_cmpeq_epi8(braces.low, opening), _mm256_cmpeq_epi8(braces.low, closing)),
              _mm256_or_si256(_mm256_cmpeq_epi8(braces.high, opening), _mm256_cmpeq_epi8(braces.high, closing)));
}

/// Bit i of the result: whether an odd number of bits up to i is set.
TAMIS_AVX2 inline std::uint64_t running_parity(std::uint64_t bits) noexcept {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)), _mm_set1_epi8(static_cast<char>(0xFF)), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

/// The strings of one block after another.
class Strings {
 public:
  TAMIS_AVX2 explicit Strings(StringState before) noexcept : escaped_(before.escaped), in_string_(0) {
    if (before.in_string) in_string_ = ~std::uint64_t{0};
  }

  /// Goes on with a block; what lies in strings, with the opening quotes, not the closing ones.
  TAMIS_AVX2 std::uint64_t take(const Block& block) noexcept {
    backslashes = equal(block, '\\');
    const std::uint64_t escaped = backslashes != 0 || escaped_ != 0 ? find_escaped(backslashes) : 0;
    quotes = equal(block, '"') & ~escaped;
    const std::uint64_t strings = running_parity(quotes) ^ in_string_;
    in_string_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(strings) >> 63);
    last_escaped_ = escaped;
    return strings;
  }

  /// Behind the block; behind its first `size` bytes if it had only so many.
  TAMIS_AVX2 StringState after(std::size_t size = 64) const noexcept {
    return {in_string_ != 0, size < 64 ? (last_escaped_ >> size & 1) != 0 : escaped_ != 0};
  }

  std::uint64_t backslashes = 0, quotes = 0;  ///< of the last block

 private:
  // The bytes behind a backslash that is not escaped itself.
  TAMIS_AVX2 std::uint64_t find_escaped(std::uint64_t backslashes_now) noexcept {
    constexpr std::uint64_t even = 0x5555555555555555;
    backslashes_now &= ~escaped_;
    const std::uint64_t follows = backslashes_now << 1 | escaped_;
    const std::uint64_t odd_starts = backslashes_now & ~even & ~follows;
    unsigned long long even_sequences = 0;
    escaped_ = __builtin_uaddll_overflow(odd_starts, backslashes_now, &even_sequences);
    return (even ^ (static_cast<std::uint64_t>(even_sequences) << 1)) & follows;
  }

  std::uint64_t escaped_;    ///< bit 0: the first byte of the next block is escaped
  std::uint64_t in_string_;  ///< all bits: the next block begins within a string
  std::uint64_t last_escaped_ = 0;
};

/// Follows the brackets of a block; the place behind the one that closes the last open, or not_found.
TAMIS_AVX2 inline std::size_t follow(const Block& block, std::uint64_t outside, std::uint64_t& depth) noexcept {
  const Block braces = as_braces(block);
  std::uint64_t closing = equal(braces, '}') & outside;
  const std::uint64_t opening = equal(braces, '{') & outside;
  const auto closed = static_cast<std::uint64_t>(_mm_popcnt_u64(closing));
  if (closed < depth) {  // so they cannot close all
    depth += static_cast<std::uint64_t>(_mm_popcnt_u64(opening)) - closed;
    return not_found;
  }
  std::uint64_t behind = 0;  // the number of closing brackets that have been passed
  for (; closing != 0; closing = _blsr_u64(closing)) {
    const std::uint64_t before = _blsmsk_u64(closing);  // up to it
    ++behind;
    if (depth + static_cast<std::uint64_t>(_mm_popcnt_u64(opening & before)) == behind)
      return static_cast<std::size_t>(_tzcnt_u64(closing)) + 1;
  }
  depth += static_cast<std::uint64_t>(_mm_popcnt_u64(opening)) - behind;
  return not_found;
}

}  // namespace

bool has_fast_marks() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("popcnt");
}

TAMIS_AVX2 std::size_t find_marks_avx2(const char* text, std::size_t size, StringState before,
                                       Marks (&found)[blocks_at_once]) {
  Strings strings(before);
  const std::size_t blocks = std::min((size + 63) / 64, blocks_at_once);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t left = size - 64 * i;
    const Block block = left >= 64 ? load(text + 64 * i) : load_rest(text + 64 * i, left);
    const std::uint64_t outside = ~strings.take(block);
    found[i].quotes = strings.quotes;
    found[i].escapes = strings.backslashes;
    found[i].colons = equal(block, ':') & outside;
    found[i].brackets = brackets_of(block) & outside;
    found[i].after = strings.after(left);
  }
  return blocks;
}

TAMIS_AVX2 std::size_t find_closing_avx2(const char* text, std::size_t size, BracketState& state) {
  Strings strings(state.strings);
  std::uint64_t depth = state.depth;
  std::size_t at = 0;
  for (; at < size; at += 64) {
    const std::size_t left = size - at;
    const Block block = left >= 64 ? load(text + at) : load_rest(text + at, left);
    const std::uint64_t outside = ~strings.take(block);
    const std::size_t end = follow(block, outside, depth);
    if (end != not_found) return at + end;
  }
  state.depth = depth;
  if (size > 0) state.strings = strings.after(size % 64 == 0 ? 64 : size % 64);
  return not_found;
}

#else

bool has_fast_marks() noexcept { return false; }
std::size_t find_marks_avx2(const char* text, std::size_t size, StringState before, Marks (&found)[blocks_at_once]) {
  return find_marks_anywhere(text, size, before, found);
}
std::size_t find_closing_avx2(const char* text, std::size_t size, BracketState& state) {
  return find_closing_anywhere(text, size, state);
}

#endif

}  // namespace scan
}  // namespace v0
}  // namespace tamis
