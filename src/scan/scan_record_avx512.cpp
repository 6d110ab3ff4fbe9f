// scan_record with AVX-512: 64 bytes are one register. Only functions marked so use more than the compiler may assume
// of any processor; they run where has_avx512() says they can.
#include "src/scan/needed_text.hpp"
#include "src/scan/scan_record.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#  include <immintrin.h>

#  define TAMIS_SCAN_TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi2,pclmul,bmi,bmi2,popcnt")))

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

class Block {
 public:
  TAMIS_SCAN_TARGET explicit Block(const char* from) noexcept : bytes_(_mm512_loadu_si512(from)) {}
  TAMIS_SCAN_TARGET Block(const char* from, std::size_t size) noexcept
      : bytes_(_mm512_maskz_loadu_epi8(~std::uint64_t{0} >> (64 - size), from)) {}

  TAMIS_SCAN_TARGET std::uint64_t equal(char c) const noexcept {
    return _mm512_cmpeq_epi8_mask(bytes_, _mm512_set1_epi8(c));
  }
  TAMIS_SCAN_TARGET std::uint64_t folded(char c) const noexcept {
    return _mm512_cmpeq_epi8_mask(_mm512_or_si512(bytes_, _mm512_set1_epi8(0x20)), _mm512_set1_epi8(c));
  }
  TAMIS_SCAN_TARGET std::uint64_t at_least(unsigned char least) const noexcept {
    if (least == 0x80) return _mm512_movepi8_mask(bytes_);
    return _mm512_cmpge_epu8_mask(bytes_, _mm512_set1_epi8(static_cast<char>(least)));
  }
  // Each byte looked up by its low half; 0 for those beyond ASCII.
  TAMIS_SCAN_TARGET std::uint64_t blanks() const noexcept {
    const __m512i table = _mm512_maskz_broadcast_i32x4(
        0xFFFF, _mm_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
    return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, bytes_), bytes_);
  }
  TAMIS_SCAN_TARGET void among(const ByteSet& a, const ByteSet& b, std::uint64_t& in_a,
                               std::uint64_t& in_b) const noexcept {
    const __m512i bits = _mm512_maskz_broadcast_i32x4(
        0xFFFF, _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 0, 0, 0, 0, 0, 0, 0, 0));
    const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes_, 4), _mm512_set1_epi8(0x0F));
    const __m512i bit = _mm512_shuffle_epi8(bits, high);
    in_a = _mm512_test_epi8_mask(_mm512_shuffle_epi8(rows(a), bytes_), bit);
    in_b = _mm512_test_epi8_mask(_mm512_shuffle_epi8(rows(b), bytes_), bit);
  }
  TAMIS_SCAN_TARGET static std::uint64_t parity(std::uint64_t bits) noexcept {
    const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)),
                                                 _mm_set1_epi8(static_cast<char>(0xFF)), 0);
    return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
  }

  TAMIS_SCAN_TARGET static std::uint32_t* write(std::uint64_t set, std::size_t base, std::uint32_t* out) noexcept {
    const __m512i numbers =
        _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40,
                        39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
                        15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i found = _mm512_maskz_compress_epi8(set, numbers);
    const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
    const int count = __builtin_popcountll(set);
    store(out, bases, _mm512_castsi512_si128(found));
    if (count > 16) {
      char bytes[64];
      _mm512_storeu_si512(bytes, found);
      for (int done = 16; done < count; done += 16)
        store(out + done, bases, _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + done)));
    }
    return out + count;
  }

  TAMIS_SCAN_TARGET static void add(Words& sum, const Words& a, const Words& b, std::uint64_t& carry) noexcept {
    const __m512i one = _mm512_set1_epi64(1), full = _mm512_set1_epi64(-1), left = reinterpret_cast<const __m512i&>(a);
    const __m512i each = _mm512_add_epi64(left, reinterpret_cast<const __m512i&>(b));
    // A sum that is too large adds one to the next, which hands it on if it is full.
    const unsigned large = _mm512_cmplt_epu64_mask(each, left), hands_on = _mm512_cmpeq_epu64_mask(each, full);
    const unsigned ones = ((large << 1 | static_cast<unsigned>(carry)) + hands_on) ^ hands_on;
    reinterpret_cast<__m512i&>(sum) = _mm512_mask_add_epi64(each, static_cast<__mmask8>(ones), each, one);
    carry = ones >> 8 & 1;
  }

 private:
  TAMIS_SCAN_TARGET static __m512i rows(const ByteSet& set) noexcept {
    return _mm512_maskz_broadcast_i32x4(0xFFFF, _mm_load_si128(reinterpret_cast<const __m128i*>(set.rows())));
  }
  TAMIS_SCAN_TARGET static void store(std::uint32_t* out, __m512i bases, __m128i numbers) noexcept {
    _mm512_storeu_si512(out, _mm512_add_epi32(bases, _mm512_maskz_cvtepu8_epi32(0xFFFF, numbers)));
  }

  __m512i bytes_;
};

}  // namespace

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#  include "src/scan/needed_pass.hpp"
#  include "src/scan/record_pass.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

bool has_avx512() noexcept {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("pclmul")
      && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
      && __builtin_cpu_supports("popcnt");
}

TAMIS_SCAN_TARGET std::size_t scan_record_avx512(std::string_view text, const Wanted& wanted, std::uint32_t depth,
                                                 WalkMemory& memory) {
  return Pass(text, wanted, depth, memory).run();
}

TAMIS_SCAN_TARGET bool may_have_avx512(std::string_view json, std::string_view string) {
  return may_have_string(json, string);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#else

namespace tamis {
inline namespace v0 {
namespace scan {

bool has_avx512() noexcept { return false; }
std::size_t scan_record_avx512(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory) {
  return scan_record_anywhere(text, wanted, depth, memory);
}
bool may_have_avx512(std::string_view json, std::string_view string) { return may_have_anywhere(json, string); }

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#endif
