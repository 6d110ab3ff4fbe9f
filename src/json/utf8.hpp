// UTF-8 as a reader or writer of JSON needs it: how long is the sequence here?
#pragma once

#include <cstddef>
#include <string_view>

#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

/// The length of the well-formed UTF-8 sequence at the start of `text`, or 0.
inline std::size_t utf8_length(std::string_view text) noexcept {
  return decode_utf8(text.data(), text.data() + text.size()).length;
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
