// scan_record for any processor, eight bytes at a time, and the choice between the ways.
#include "src/scan/scan_record.hpp"

#include <cstring>

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

constexpr std::uint64_t each(unsigned char byte) noexcept { return 0x0101010101010101u * byte; }

/// 64 bytes, as numbers whose lowest byte is the first.
class Block {
 public:
  explicit Block(const char* from) noexcept { load(from); }
  Block(const char* from, std::size_t size) noexcept {
    char bytes[64];
    std::memset(bytes, 0, sizeof bytes);
    std::memcpy(bytes, from, size);
    load(bytes);
  }

  std::uint64_t equal(char c) const noexcept {
    return collect([&](std::uint64_t word) { return zeros(word ^ each(static_cast<unsigned char>(c))); });
  }
  std::uint64_t folded(char c) const noexcept {
    return collect(
        [&](std::uint64_t word) { return zeros((word | each(0x20)) ^ each(static_cast<unsigned char>(c))); });
  }
  std::uint64_t blanks() const noexcept { return equal(' ') | equal('\t') | equal('\n') | equal('\r'); }
  std::uint64_t at_least(unsigned char least) const noexcept {
    return collect([&](std::uint64_t word) {
      // The lower seven bits that reach `least`'s carry into the eighth; of bytes with that bit, it decides.
      const std::uint64_t low = (word & each(0x7F)) + each(static_cast<unsigned char>(0x80 - (least & 0x7F)));
      return (least < 0x80 ? low | word : low & word) & each(0x80);
    });
  }
  // Byte by byte it would take longer than to look at each colon.
  static void among(const ByteSet&, const ByteSet&, std::uint64_t& in_a, std::uint64_t& in_b) noexcept {
    in_a = in_b = ~std::uint64_t{0};
  }
  static std::uint64_t parity(std::uint64_t bits) noexcept {
    for (int shift = 1; shift < 64; shift *= 2)
      bits ^= bits << shift;
    return bits;
  }

  static std::uint32_t* write(std::uint64_t set, std::size_t base, std::uint32_t* out) noexcept {
    for (; set != 0; set &= set - 1)
      *out++ = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(__builtin_ctzll(set));
    return out;
  }

  static void add(Words& sum, const Words& a, const Words& b, std::uint64_t& carry) noexcept {
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
  void load(const char* from) noexcept {
    for (std::size_t i = 0; i < 64; ++i) {
      if (i % 8 == 0) words_[i / 8] = 0;
      words_[i / 8] |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * (i % 8));
    }
  }
  // The highest bit of each byte that is zero.
  static std::uint64_t zeros(std::uint64_t word) noexcept {
    return ~(((word & each(0x7F)) + each(0x7F)) | word | each(0x7F));
  }
  // The highest bits of all bytes.
  template <typename Test>
  std::uint64_t collect(Test test) const noexcept {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < 8; ++i)
      all |= ((test(words_[i]) >> 7) * 0x0102040810204080u >> 56) << (8 * i);
    return all;
  }

  std::uint64_t words_[8];
};

bool is_hex(char c) noexcept { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool is_escape(const char* text, std::size_t size, std::size_t place) noexcept {
  if (place >= size) return false;
  switch (text[place]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return true;
    case 'u': break;
    default: return false;
  }
  if (size - place < 5) return false;
  return is_hex(text[place + 1]) && is_hex(text[place + 2]) && is_hex(text[place + 3]) && is_hex(text[place + 4]);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis

#define TAMIS_SCAN_TARGET
#include "src/scan/needed_pass.hpp"
#include "src/scan/record_pass.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

std::size_t scan_record_anywhere(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory) {
  return Pass(text, wanted, depth, memory).run();
}

bool may_have_anywhere(std::string_view json, std::string_view string) { return may_have_string(json, string); }

std::size_t scan_record(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory) {
  static const auto best = has_avx512() ? scan_record_avx512 : has_avx2() ? scan_record_avx2 : scan_record_anywhere;
  return best(text, wanted, depth, memory);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
