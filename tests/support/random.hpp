// Random numbers for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace tamis::tests {

/// The same numbers on every machine (splitmix64), which std distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  /// Draws from bytes, one for each choice, so that who makes the bytes makes the choices; behind their end from seed
  /// 0.
  explicit Random(std::string_view bytes) : Random(std::uint64_t{0}) { bytes_ = bytes; }
  std::uint64_t next() {
    if (!bytes_.empty()) {
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      return byte;
    }
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  /// 0 … n-1.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename Range>
  auto pick(const Range& range) {
    return std::data(range)[below(std::size(range))];
  }

 private:
  std::uint64_t state_;
  std::string_view bytes_{};
};

}  // namespace tamis::tests
