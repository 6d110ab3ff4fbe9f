// Edm.Guid: 16 bytes in the order of the text.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace tamis {
inline namespace v0 {

/// Ordered as its lower-case text is, which the standard leaves open.
struct Guid {
  std::array<std::uint8_t, 16> bytes;
  friend auto operator<=>(const Guid&, const Guid&) = default;
};

}  // namespace v0
}  // namespace tamis
