// scan_record with AVX2: 64 bytes are two registers. Only functions marked so use more than the compiler may assume
// of any processor; they run where has_avx2() says they can.
#include "src/scan/needed_text.hpp"
#include "src/scan/scan_record.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#  include <immintrin.h>

#  include <cstring>

#  define TAMIS_SCAN_TARGET __attribute__((target("avx2,pclmul,bmi,bmi2,popcnt")))

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

class Block {
 public:
  TAMIS_SCAN_TARGET explicit Block(const char* from) noexcept : low_(load(from)), high_(load(from + 32)) {}
  TAMIS_SCAN_TARGET Block(const char* from, std::size_t size) noexcept {
    char bytes[64];
    for (std::size_t i = 0; i < sizeof bytes; ++i)
      bytes[i] = i < size ? from[i] : '\0';
    low_ = load(bytes);
    high_ = load(bytes + 32);
  }

  TAMIS_SCAN_TARGET std::uint64_t equal(char c) const noexcept { return equal(low_, high_, _mm256_set1_epi8(c)); }
  TAMIS_SCAN_TARGET std::uint64_t folded(char c) const noexcept {
    const __m256i bit = _mm256_set1_epi8(0x20);
    return equal(_mm256_or_si256(low_, bit), _mm256_or_si256(high_, bit), _mm256_set1_epi8(c));
  }
  TAMIS_SCAN_TARGET std::uint64_t at_least(unsigned char c) const noexcept {
    if (c == 0x80) return bits(low_, high_);
    const __m256i least = _mm256_set1_epi8(static_cast<char>(c));
    return bits(_mm256_cmpeq_epi8(_mm256_max_epu8(low_, least), low_),
                _mm256_cmpeq_epi8(_mm256_max_epu8(high_, least), high_));
  }
  // Each byte looked up by its low half; 0 for those beyond ASCII.
  TAMIS_SCAN_TARGET std::uint64_t blanks() const noexcept {
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', '\n', -1, -1, '\r', -1, -1));
    return bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, low_), low_),
                _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, high_), high_));
  }
  TAMIS_SCAN_TARGET void among(const ByteSet& a, const ByteSet& b, std::uint64_t& in_a,
                               std::uint64_t& in_b) const noexcept {
    const __m256i bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, static_cast<char>(128), 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i low = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(low_, 4), half));
    const __m256i high = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(high_, 4), half));
    const auto among_rows = [&](const ByteSet& set) TAMIS_SCAN_TARGET {
      const __m256i rows = _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(set.rows())));
      return ~equal(_mm256_and_si256(_mm256_shuffle_epi8(rows, low_), low),
                    _mm256_and_si256(_mm256_shuffle_epi8(rows, high_), high), _mm256_setzero_si256());
    };
    in_a = among_rows(a);
    in_b = among_rows(b);
  }
  TAMIS_SCAN_TARGET static std::uint64_t parity(std::uint64_t bits) noexcept {
    const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)),
                                                 _mm_set1_epi8(static_cast<char>(0xFF)), 0);
    return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
  }

  // Eight at a time: more than are there may be written, for the next to write over.
  TAMIS_SCAN_TARGET static std::uint32_t* write(std::uint64_t set, std::size_t base, std::uint32_t* out) noexcept {
    const int count = __builtin_popcountll(set);
    for (int done = 0; done < count; done += 8)
      for (int i = 0; i < 8; ++i) {
        out[done + i] = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(_tzcnt_u64(set));
        set = _blsr_u64(set);
      }
    return out + count;
  }

  TAMIS_SCAN_TARGET static void add(Words& sum, const Words& a, const Words& b, std::uint64_t& carry) noexcept {
    __extension__ using Long = unsigned __int128;
    alignas(64) std::uint64_t left[8], right[8];
    std::memcpy(left, &a, sizeof left);
    std::memcpy(right, &b, sizeof right);
    for (std::size_t i = 0; i < 8; ++i) {
      const Long both = Long{left[i]} + right[i] + carry;
      left[i] = static_cast<std::uint64_t>(both);
      carry = static_cast<std::uint64_t>(both >> 64);
    }
    std::memcpy(&sum, left, sizeof sum);
  }

 private:
  TAMIS_SCAN_TARGET static __m256i load(const char* from) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  }
  TAMIS_SCAN_TARGET static std::uint64_t bits(__m256i low, __m256i high) noexcept {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
         | static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
  }
  TAMIS_SCAN_TARGET static std::uint64_t equal(__m256i low, __m256i high, __m256i wanted) noexcept {
    return bits(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
  }

  __m256i low_, high_;
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

bool has_avx2() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

TAMIS_SCAN_TARGET std::size_t scan_record_avx2(std::string_view text, const Wanted& wanted, std::uint32_t depth,
                                               WalkMemory& memory) {
  return Pass(text, wanted, depth, memory).run();
}

TAMIS_SCAN_TARGET bool may_have_avx2(std::string_view json, std::string_view string) {
  return may_have_string(json, string);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#else

namespace tamis {
inline namespace v0 {
namespace scan {

bool has_avx2() noexcept { return false; }
std::size_t scan_record_avx2(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory) {
  return scan_record_anywhere(text, wanted, depth, memory);
}
bool may_have_avx2(std::string_view json, std::string_view string) { return may_have_anywhere(json, string); }

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#endif
