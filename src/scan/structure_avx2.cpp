// The structure of a JSON text, 64 bytes at a time. Only functions marked so use more than the compiler may assume of
// any processor; they run where has_avx2() says they can.
#include "src/scan/structure.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#  include <immintrin.h>

#  define TAMIS_AVX2 __attribute__((target("avx2,pclmul,bmi")))
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

TAMIS_AVX2 inline std::uint64_t bits(__m256i low, __m256i high) noexcept {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
       | static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

TAMIS_AVX2 inline std::uint64_t equal(const Block& block, char c) noexcept {
  const __m256i wanted = _mm256_set1_epi8(c);
  return bits(_mm256_cmpeq_epi8(block.low, wanted), _mm256_cmpeq_epi8(block.high, wanted));
}

/// Each byte looked up by its low half; 0 for those beyond ASCII.
TAMIS_AVX2 inline Block look_up(const Block& block, __m256i table) noexcept {
  return {_mm256_shuffle_epi8(table, block.low), _mm256_shuffle_epi8(table, block.high)};
}

TAMIS_AVX2 inline __m256i twice(char a, char b, char c, char d, char e, char f, char g, char h, char i, char j, char k,
                                char l, char m, char n, char o, char p) noexcept {
  return _mm256_broadcastsi128_si256(_mm_setr_epi8(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p));
}

/// Bit i of the result: whether an odd number of bits up to i is set.
TAMIS_AVX2 inline std::uint64_t running_parity(std::uint64_t bits) noexcept {
  const __m128i product =
      _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)), _mm_set1_epi8(static_cast<char>(0xFF)), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

/// Validates UTF-8 by three look-ups (Keiser and Lemire, "Validating UTF-8 in Less Than One Instruction per Byte",
/// 2020): what two neighbouring bytes may not be together is the common bits of three tables.
class Utf8 {
 public:
  TAMIS_AVX2 void check(const Block& block) noexcept {
    if (_mm256_movemask_epi8(_mm256_or_si256(block.low, block.high)) == 0) {
      error_ = _mm256_or_si256(error_, incomplete_);
      last_ = block.high;
      incomplete_ = _mm256_setzero_si256();
      return;
    }
    check(block.low, last_);
    check(block.high, block.low);
    last_ = block.high;
    incomplete_ = _mm256_subs_epu8(
        block.high, _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                     -1, -1, -1, -1, -1, -1, -1, -1, static_cast<char>(0xEF), static_cast<char>(0xDF),
                                     static_cast<char>(0xBF)));
  }

  TAMIS_AVX2 bool is_right() const noexcept {
    const __m256i wrong = _mm256_or_si256(error_, incomplete_);
    return _mm256_testz_si256(wrong, wrong) != 0;
  }

 private:
  template <int N>
  TAMIS_AVX2 static __m256i bytes_before(__m256i now, __m256i last) noexcept {
    return _mm256_alignr_epi8(now, _mm256_permute2x128_si256(last, now, 0x21), 16 - N);
  }

  TAMIS_AVX2 void check(__m256i now, __m256i last) noexcept {
    constexpr char too_short = 1, too_long = 2, overlong_3 = 4, too_large = 8, surrogate = 16, overlong_2 = 32,
                   too_large_1000 = 64, overlong_4 = 64, two_continued = static_cast<char>(128);
    constexpr char carry = static_cast<char>(too_short | too_long | two_continued);
    constexpr char large = static_cast<char>(carry | too_large | too_large_1000);
    const __m256i half = _mm256_set1_epi8(0x0F);
    const auto high_half = [&](__m256i bytes)
                               TAMIS_AVX2 { return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half); };
    const __m256i before = bytes_before<1>(now, last);
    const __m256i first_high = _mm256_shuffle_epi8(
        twice(too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, two_continued,
              two_continued, two_continued, two_continued, static_cast<char>(too_short | overlong_2), too_short,
              static_cast<char>(too_short | overlong_3 | surrogate),
              static_cast<char>(too_short | too_large | too_large_1000 | overlong_4)),
        high_half(before));
    const __m256i first_low = _mm256_shuffle_epi8(
        twice(static_cast<char>(carry | overlong_3 | overlong_2 | overlong_4), static_cast<char>(carry | overlong_2),
              carry, carry, static_cast<char>(carry | too_large), large, large, large, large, large, large, large,
              large, static_cast<char>(large | surrogate), large, large),
        _mm256_and_si256(before, half));
    constexpr char continued = static_cast<char>(too_long | overlong_2 | two_continued);
    const __m256i second_high = _mm256_shuffle_epi8(
        twice(too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
              static_cast<char>(continued | overlong_3 | too_large_1000 | overlong_4),
              static_cast<char>(continued | overlong_3 | too_large),
              static_cast<char>(continued | surrogate | too_large),
              static_cast<char>(continued | surrogate | too_large), too_short, too_short, too_short, too_short),
        high_half(now));
    const __m256i special = _mm256_and_si256(_mm256_and_si256(first_high, first_low), second_high);
    // The third byte of three, and the third and fourth of four, must be continuations.
    const __m256i third = _mm256_subs_epu8(bytes_before<2>(now, last), _mm256_set1_epi8(static_cast<char>(0xDF)));
    const __m256i fourth = _mm256_subs_epu8(bytes_before<3>(now, last), _mm256_set1_epi8(static_cast<char>(0xEF)));
    const __m256i must = _mm256_cmpgt_epi8(_mm256_or_si256(third, fourth), _mm256_setzero_si256());
    const __m256i must_80 = _mm256_and_si256(must, _mm256_set1_epi8(static_cast<char>(0x80)));
    error_ = _mm256_or_si256(error_, _mm256_xor_si256(must_80, special));
  }

  __m256i error_{}, last_{}, incomplete_{};
};

/// The state between two blocks.
class Finder {
 public:
  TAMIS_AVX2 Finder(const char* text, std::size_t size, Structure& found)
      : text_(text), size_(size), found_(found), escapes_(found.escapes.data()) {}

  TAMIS_AVX2 bool run() {
    std::uint32_t* out = found_.places.data();
    std::size_t at = 0;
    for (; at + 64 <= size_; at += 64)
      out = take(load(text_ + at), at, out);
    if (at < size_) {
      char rest[64];
      for (std::size_t i = 0; i < 64; ++i)
        rest[i] = at + i < size_ ? text_[at + i] : ' ';
      out = take(load(rest), at, out);
    }
    found_.count = static_cast<std::size_t>(out - found_.places.data());
    found_.guard();
    return control_ == 0 && in_string_ == 0 && !wrong_escape_ && escaped_ == 0 && utf8_.is_right();
  }

 private:
  TAMIS_AVX2 std::uint32_t* take(const Block& block, std::size_t at, std::uint32_t* out) {
    utf8_.check(block);
    const std::uint64_t backslashes = equal(block, '\\');
    const std::uint64_t escaped = backslashes != 0 || escaped_ != 0 ? find_escaped(backslashes) : 0;
    const std::uint64_t quotes = equal(block, '"') & ~escaped;
    const std::uint64_t strings = running_parity(quotes) ^ in_string_;  // with the opening quote, not the closing
    in_string_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(strings) >> 63);
    escapes_[at / 64] = backslashes & strings;
    if ((escaped & strings) != 0 && !are_escapes(text_, size_, escaped & strings, at, found_)) wrong_escape_ = true;

    const Block blank = look_up(block, twice(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
    const std::uint64_t blanks =
        bits(_mm256_cmpeq_epi8(blank.low, block.low), _mm256_cmpeq_epi8(blank.high, block.high));
    // `[` and `]` are `{` and `}` without a bit.
    const __m256i bit = _mm256_set1_epi8(0x20);
    const Block operation = look_up(block, twice(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0));
    const std::uint64_t operators = bits(_mm256_cmpeq_epi8(operation.low, _mm256_or_si256(block.low, bit)),
                                         _mm256_cmpeq_epi8(operation.high, _mm256_or_si256(block.high, bit)));
    const __m256i last_control = _mm256_set1_epi8(0x1F);
    control_ |= strings
              & bits(_mm256_cmpeq_epi8(_mm256_max_epu8(block.low, last_control), last_control),
                     _mm256_cmpeq_epi8(_mm256_max_epu8(block.high, last_control), last_control));

    const std::uint64_t other = ~(operators | blanks);
    const std::uint64_t word = other & ~quotes;
    const std::uint64_t starts = other & ~(word << 1 | in_word_);
    in_word_ = word >> 63;
    return write((operators | starts) & ~(strings ^ quotes), at, out);
  }

  // The bytes behind a backslash that is not escaped itself.
  TAMIS_AVX2 std::uint64_t find_escaped(std::uint64_t backslashes) noexcept {
    constexpr std::uint64_t even = 0x5555555555555555;
    backslashes &= ~escaped_;
    const std::uint64_t follows = backslashes << 1 | escaped_;
    const std::uint64_t odd_starts = backslashes & ~even & ~follows;
    unsigned long long even_sequences = 0;
    escaped_ = __builtin_uaddll_overflow(odd_starts, backslashes, &even_sequences);
    return (even ^ (static_cast<std::uint64_t>(even_sequences) << 1)) & follows;
  }

  // Apart, so that the state above can live in registers.
  [[gnu::noinline]] static bool are_escapes(const char* text, std::size_t size, std::uint64_t escaped, std::size_t at,
                                            Structure& found) noexcept {
    found.any_escape = true;
    bool right = true;
    for (; escaped != 0; escaped &= escaped - 1)
      right = is_escape(text, size, at + static_cast<std::size_t>(__builtin_ctzll(escaped))) && right;
    return right;
  }

  // Eight at a time: more than are there may be written, for the next block to write over.
  TAMIS_AVX2 static std::uint32_t* write(std::uint64_t set, std::size_t at, std::uint32_t* out) noexcept {
    if (set == 0) return out;
    const int count = __builtin_popcountll(set);
    const auto base = static_cast<std::uint32_t>(at);
    for (int done = 0; done < count; done += 8)
      for (int i = 0; i < 8; ++i) {
        out[done + i] = base + static_cast<std::uint32_t>(_tzcnt_u64(set));
        set = _blsr_u64(set);
      }
    return out + count;
  }

  const char* text_;
  std::size_t size_;
  Structure& found_;
  std::uint64_t* escapes_;
  Utf8 utf8_;
  std::uint64_t escaped_ = 0;    ///< bit 0: the first byte of the next block is escaped
  std::uint64_t in_string_ = 0;  ///< all bits: the next block begins within a string
  std::uint64_t in_word_ = 0;    ///< bit 0: the last byte was part of a word
  std::uint64_t control_ = 0;
  bool wrong_escape_ = false;
};

}  // namespace

bool has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi");
}

TAMIS_AVX2 bool find_structure_avx2(const char* text, std::size_t size, Structure& found) {
  found.any_escape = false;
  if (found.escapes.size() < size / 64 + 1) found.escapes.resize(size / 64 + 1);
  if (found.places.size() < size + 72) found.places.resize(size + 72);
  return Finder(text, size, found).run();
}

#else

bool has_avx2() noexcept { return false; }
bool find_structure_avx2(const char* text, std::size_t size, Structure& found) {
  return find_structure_anywhere(text, size, found);
}

#endif

}  // namespace scan
}  // namespace v0
}  // namespace tamis
